"""The spreadsheet way: what a person does to the rows is what becomes of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.test_operations import LANGS, operations, pair, run, unit_lists, whole

from tmkit.cli import main
from tmkit.cli.review_sheet import MESSAGES
from tmkit.errors import ConfigError, FormatError
from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.formats.xlsx import escape_text
from tmkit.model import Segment, TranslationUnit
from tmkit.review import sheet
from tmkit.review.reword import reworded
from tmkit.review.session import Session, start
from tmkit.review.values import Operation

Cells = list[list[str]]


def table(path: Path) -> Cells:
    book = openpyxl.load_workbook(path)
    active = book.active
    assert active is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in active.values]
    book.close()
    return cells


def save(path: Path, cells: Cells) -> None:
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    for number, row in enumerate(cells, 1):
        for column, text in enumerate(row, 1):
            cell = active.cell(number, column)
            cell.value = text
            cell.data_type = "s"
    book.save(path)
    book.close()


def taken(
    session: Session, path: Path, change: Callable[[Cells], None]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Write the sheet, change it, take it over: the texts then, and the kinds of change."""
    sheet.write_sheet(str(path), session)
    cells = table(path)
    change(cells)
    save(path, cells)
    found, changes = sheet.steps(sheet.read_sheet(str(path), session), session, str(path))
    for operation in found:
        session.apply(operation)
    return texts(session), [change.kind for change in changes]


def texts(session: Session) -> list[tuple[str, str]]:
    return [sheet._texts(row, session) for row in session.rows if not row.deleted]


SOURCE, TARGET, NOTE, DECISION = 4, 5, 6, 1


@pytest.fixture
def session() -> Session:
    return start([pair(number) for number in range(5)])


def merge(cells: Cells) -> None:
    cells[2][SOURCE] += " " + cells[3][SOURCE]
    cells[2][TARGET] += cells[3][TARGET]
    del cells[3]


def split(cells: Cells) -> None:
    cells.insert(2, ["", "", "", "", "And more.", "続き。", ""])
    cells[1][SOURCE], cells[1][TARGET] = "Sentence 0.", "文0。"


def shift(cells: Cells) -> None:
    cells[1][SOURCE], cells[2][SOURCE] = "Sentence 0.", "And more. Sentence 1. And more."


def delete(cells: Cells) -> None:
    del cells[2]


def backwards(cells: Cells) -> None:
    cells[1:] = reversed(cells[1:])


PLAIN = [(f"Sentence {n}. And more.", f"文{n}。続き。") for n in range(5)]


@pytest.mark.parametrize(
    ("change", "expected", "kinds"),
    [
        (lambda cells: None, PLAIN, []),
        (backwards, PLAIN, []),
        (
            merge,
            [
                PLAIN[0],
                (f"{PLAIN[1][0]} {PLAIN[2][0]}", PLAIN[1][1] + PLAIN[2][1]),
                *PLAIN[3:],
            ],
            ["merged"],
        ),
        (split, [("Sentence 0.", "文0。"), ("And more.", "続き。"), *PLAIN[1:]], ["split"]),
        (
            shift,
            [
                ("Sentence 0.", PLAIN[0][1]),
                ("And more. Sentence 1. And more.", PLAIN[1][1]),
                *PLAIN[2:],
            ],
            ["regrouped"],
        ),
        (delete, [PLAIN[0], *PLAIN[2:]], ["deleted"]),
    ],
)
def test_what_is_done_to_rows(
    session: Session,
    tmp_path: Path,
    change: Callable[[Cells], None],
    expected: Sequence[tuple[str, str]],
    kinds: list[str],
) -> None:
    assert taken(session, tmp_path / "a.xlsx", change) == (list(expected), kinds)


def test_words_that_look_like_a_formula(session: Session, tmp_path: Path) -> None:
    def change(cells: Cells) -> None:
        cells[2][TARGET] = "=直した。"

    found, kinds = taken(session, tmp_path / "a.xlsx", change)
    assert (found[1], kinds) == ((PLAIN[1][0], "=直した。"), ["edited"])
    assert session.rows[1].target[0].edited


def test_a_table_that_cannot_hold_any_text_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no workbook"):
        sheet.write_sheet(str(tmp_path / "a.csv"), session)
    with pytest.raises(ConfigError, match="is no workbook"):
        sheet.read_sheet(str(tmp_path / "a.tsv"), session)


def test_decisions_and_notes_of_a_workbook(session: Session, tmp_path: Path) -> None:
    def change(cells: Cells) -> None:
        cells[2][NOTE] = "line\nline"
        cells[3][DECISION] = "OK"
        cells[4][DECISION] = "削除"

    _, kinds = taken(session, tmp_path / "a.xlsx", change)
    assert kinds == ["note", "decision", "decision"]
    assert [row.note for row in session.rows] == ["", "line\nline", "", "", ""]
    assert [row.reviewed for row in session.rows] == [False, False, True, False, False]
    assert [row.deleted for row in session.rows] == [False, False, False, True, False]


def test_a_sheet_of_other_rows_is_refused(session: Session, tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    sheet.write_sheet(path, session)
    session.apply(Operation("merge", 1))
    with pytest.raises(ConfigError, match="the review has changed since this was written"):
        sheet.read_sheet(path, session)


def test_what_cannot_be_told_is_refused(session: Session, tmp_path: Path) -> None:
    def change(cells: Cells) -> None:
        cells.insert(2, ["", "", "", "", "Invented.", "作り話。", ""])

    with pytest.raises(FormatError, match=r"a\.xlsx:3: it cannot be told"):
        taken(session, tmp_path / "a.xlsx", change)

    def wrong(cells: Cells) -> None:
        cells[1][DECISION] = "maybe"

    with pytest.raises(FormatError, match="'maybe' is no decision"):
        taken(session, tmp_path / "a.xlsx", wrong)


hostile = st.text(max_size=12).filter(
    lambda text: text.strip() and not any(0xD800 <= ord(character) < 0xE000 for character in text)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_any_text_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    session = start(TranslationUnit(Segment(en, "en"), Segment(ja, "ja")) for en, ja in pairs)
    path = str(tmp_path_factory.mktemp("sheet") / "a.xlsx")
    sheet.write_sheet(path, session)
    assert sheet.steps(sheet.read_sheet(path, session), session, path) == ([], [])


@settings(max_examples=60, deadline=None)
@given(unit_lists, st.lists(operations, max_size=12), st.lists(operations, max_size=6))
def test_any_regrouping_by_hand_is_found_again(
    tmp_path_factory: pytest.TempPathFactory,
    units: list[TranslationUnit],
    before: list[Operation],
    by_hand: list[Operation],
) -> None:
    """Regroup on the page what another person regroups in the sheet: the texts agree."""
    regrouping = {"merge", "split", "up", "down", "unlink"}
    session = start(units)
    run(session, [step for step in before if step.name in regrouping])
    other = Session(session.units, list(session.rows))
    run(other, [step for step in by_hand if step.name in regrouping])
    path = str(tmp_path_factory.mktemp("sheet") / "a.xlsx")
    lines = []
    for index, row in enumerate(other.rows):
        source, target = sheet._texts(row, other)
        number = index if index < len(session.rows) else None
        lines.append(sheet.Line(number, source, target, "", row.note, index + 2))
    streams = [whole(session.rows, side) for side in ("source", "target")]
    found, _ = sheet.steps(lines, session, path)
    run(session, found)
    dense = [["".join(text.split()) for text in each] for each in texts(session)]
    assert dense == [["".join(text.split()) for text in each] for each in texts(other)]
    if not any(step.name == "edit" for step in found):
        kept = [whole(session.rows, side) for side in ("source", "target")]
        assert kept == streams


def test_a_reworded_cell_of_several_segments(tmp_path: Path) -> None:
    """Segments keep their own wording where it tells them apart."""
    session = start([pair(number) for number in range(3)])
    session.apply(Operation("merge", 0))
    session.apply(Operation("accept", 0))
    path = str(tmp_path / "a.xlsx")

    def change(cells: Cells) -> None:
        cells[1][SOURCE] = cells[1][SOURCE].replace("Sentence 1.", "The second.")
        cells[1][TARGET] = "全部書き直した。"

    sheet.write_sheet(path, session)
    cells = table(Path(path))
    change(cells)
    save(Path(path), cells)
    found, changes = sheet.steps(sheet.read_sheet(path, session), session, path)
    assert [(each.kind, each.text) for each in changes if each.kind == "edited"] == [
        ("edited", "Sentence 1. And more. → The second. And more."),
        ("edited", "文0。続き。 | 文1。続き。 → 全部書き直した。"),
    ]
    for operation in found:
        session.apply(operation)
    row = session.rows[0]
    assert [piece.text for piece in row.source] == [
        "Sentence 0. And more.",
        "The second. And more.",
    ]
    assert [(piece.text, piece.also) for piece in row.target] == [("全部書き直した。", (1,))]
    assert row.reviewed  # as the sheet says
    for _ in range(len(session.done)):
        session.apply(Operation("undo"))
    assert texts(session) == PLAIN[:3]


@pytest.mark.parametrize(
    ("segments", "text", "expected"),
    [
        (["港は閉じた。", "船は沈んだ。"], "港は閉じた。船は沈んだ。", []),
        (["港は閉じた。", "船は沈んだ。"], "港は 閉じた。\n船は沈んだ。", []),
        (["港は閉じた。", "船は沈んだ。"], "港は閉じた。船は浮いた。", [(1, 1, "船は浮いた。")]),
        (["港は閉じた。", "船は沈んだ。"], "港が開いた。船は沈んだ。", [(0, 1, "港が開いた。")]),
        (
            ["One came.", "Two left.", "Three stayed."],
            "One goes.  Two left. Three sat.",
            [(0, 1, "One goes."), (2, 1, "Three sat.")],
        ),
        (
            ["One came.", "Two left.", "Three stayed."],
            "One came and two left. Three stayed.",
            [(0, 2, "One came and two left.")],
        ),
        (["One came.", "Two left."], "Nobody.", [(0, 2, "Nobody.")]),
        (["One came.", "Two left."], "Two left.", [(0, 2, "Two left.")]),
        (["One came.", "Two left."], "One came. New. Two left.", [(1, 1, "New. Two left.")]),
    ],
)
def test_which_words_belong_to_which_segment(
    segments: list[str], text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert [(w.first, w.count, w.text) for w in reworded(segments, text)] == expected


words = st.text(st.sampled_from("ab 。港"), min_size=1, max_size=9).filter(str.strip)


@given(st.lists(words, min_size=1, max_size=4), words, st.integers(0, 40), st.integers(0, 9))
def test_no_word_of_a_new_wording_is_lost(
    segments: list[str], added: str, at: int, gone: int
) -> None:
    whole_text = " ".join(segments)
    text = whole_text[:at] + added + whole_text[at + gone :]
    now = list(segments)
    for wording in reversed(reworded(segments, text)):
        assert wording.text == wording.text.strip() != ""
        now[wording.first : wording.first + wording.count] = [wording.text]
    assert "".join("".join(now).split()) == "".join(text.split())


# Any characters, those that a cell cannot hold or that a spreadsheet takes for something else too.
cell = st.one_of(
    hostile,
    st.builds(
        lambda head, rest: head + rest,
        st.sampled_from(["=", "+", "-", "@", "=1+1", "'", "_x000B_", "\x0b", "#N/A", "1e5", "\t"]),
        hostile,
    ),
    st.builds("\n".join, st.lists(hostile, min_size=2, max_size=3)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=5), st.data())
def test_any_new_text_arrives_whatever_the_order_of_the_rows(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    session = start(TranslationUnit(Segment(en, "en"), Segment(ja, "ja")) for en, ja in pairs)
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    sheet.write_sheet(str(path), session)
    cells = table(path)
    expected = [list(each) for each in pairs]
    for number in data.draw(st.sets(st.integers(0, len(pairs) - 1))):
        k = data.draw(st.integers(0, 1))
        expected[number][k] = data.draw(cell)
        cells[number + 1][SOURCE + k] = escape_text(expected[number][k])
    save(path, [cells[0], *data.draw(st.permutations(cells[1:]))])
    found, _ = sheet.steps(sheet.read_sheet(str(path), session), session, str(path))
    for operation in found:
        session.apply(operation)
    assert [sheet._keys(each) for each in texts(session)] == [
        sheet._keys((en, ja)) for en, ja in expected
    ]
    for (en, ja), before, row in zip(expected, pairs, session.rows, strict=True):
        if sheet._keys((en, ja)) == sheet._keys(before):
            assert sheet._texts(row, session) == before


def test_the_page_wants_its_packages_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "tmkit.review.server", raising=False)
    monkeypatch.delattr("tmkit.review.server", raising=False)
    assert main(["review", str(tmp_path / "a.tmx")]) == 2
    assert "Install it: pip install 'tmkit[review]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--dry-run"], ["--export", "a.xlsx", "--import", "b.xlsx"], ["-o", "out.unknown"]],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "a.tmx", *arguments]) == 2
    assert capsys.readouterr().err.startswith("tmkit: error: ")


def test_every_message_has_both_languages() -> None:
    for english, japanese in MESSAGES.values():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", japanese))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory, book, out = (str(tmp_path / name) for name in ("a.tmx", "a.xlsx", "out.tmx"))
    with Path(memory).open("wb") as stream:
        tmx.write(stream, [pair(number) for number in range(3)], About(*LANGS))
    original = Path(memory).read_bytes()
    assert main(["review", memory, "--export", book]) == 0
    cells = table(Path(book))
    merge(cells)
    save(Path(book), cells)
    capsys.readouterr()
    assert main(["review", memory, "--import", book, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert told.out == "row 2-3: merged into one\n"
    assert told.err == "1 changes; nothing was changed\n"
    assert main(["review", memory, "--import", book, "-o", out]) == 0
    assert len(list(tmx.read_units(out, *LANGS))) == 2
    assert Path(memory).read_bytes() == original
    assert main(["review", memory, "--import", book]) == 2
    assert "the review has changed" in capsys.readouterr().err
