"""Two texts under review: every sentence of both stands in a row, and the journal tells it all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.test_operations import LANGS

from tmkit.cli import main
from tmkit.errors import ConfigError, FormatError
from tmkit.formats import tmx
from tmkit.review import journal
from tmkit.review.documents import Beginning, Sentence, beginning_of, session_of
from tmkit.review.values import Measure, Operation, RefusedError

ENGLISH = """The ferry A-17 left Oslo at 9. It carried 250 cars.

Advertisement: buy our shoes!

The storm of 1987 sank it. Nobody on B-52 knew.
"""
JAPANESE = """A-17号フェリーは9時にオスロを出た。250台の車を積んでいた。

1987年の嵐で沈んだ。B-52では誰も知らなかった。関連記事はこちら。
"""


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("en.txt", ENGLISH), ("ja.txt", JAPANESE)):
        (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / "en.txt"), str(tmp_path / "ja.txt")


def reopened(texts: tuple[str, str], where: str = "") -> journal.Review:
    """Return the review as it was left; aligning again fails."""

    def never() -> Beginning:
        raise AssertionError

    digests = (journal.content_hash(texts[0]), journal.content_hash(texts[1]))
    return journal.open_documents(texts, digests, LANGS, never, where)


def said(review: journal.Review, k: int) -> str:
    rows = review.session.rows
    pieces = [piece for row in rows for piece in (row.target if k else row.source)]
    return "".join(piece.text for piece in pieces)


def begin(texts: tuple[str, str], tmp_path: Path) -> journal.Review:
    assert main(["review", *texts, "--export", str(tmp_path / "a.xlsx")]) == 0
    return reopened(texts)


def test_nothing_of_either_text_is_lost(texts: tuple[str, str], tmp_path: Path) -> None:
    review = begin(texts, tmp_path)
    for k, text in enumerate((ENGLISH, JAPANESE)):
        assert said(review, k).replace(" ", "") == "".join(text.split())
    lone = [row for row in review.session.rows if not row.source or not row.target]
    assert lone
    assert all(row.measure is not None for row in review.session.rows)
    review.close()


def test_untouched_it_is_what_align_writes(texts: tuple[str, str], tmp_path: Path) -> None:
    begin(texts, tmp_path).close()
    aligned, reviewed = str(tmp_path / "aligned.tmx"), str(tmp_path / "reviewed.tmx")
    assert main(["align", *texts, "-o", aligned]) == 0
    sheet = str(tmp_path / "a.xlsx")
    assert main(["review", *texts, "--import", sheet, "-o", reviewed]) == 0
    assert Path(reviewed).read_bytes() == Path(aligned).read_bytes()


def test_it_goes_on_without_aligning_again(texts: tuple[str, str], tmp_path: Path) -> None:
    review = begin(texts, tmp_path)
    before = list(review.session.rows)
    review.apply(Operation("merge", 0))
    review.close()
    again = reopened(texts)
    assert again.session.rows != before
    again.apply(Operation("undo"))
    assert again.session.rows == before
    again.close()


def test_a_text_that_has_changed_is_named(texts: tuple[str, str], tmp_path: Path) -> None:
    review = begin(texts, tmp_path)
    review.apply(Operation("merge", 0))
    review.close()
    Path(texts[1]).write_text(JAPANESE + "追記。", "utf-8")
    with pytest.raises(ConfigError, match=r"ja\.txt has changed since the review began") as found:
        reopened(texts)
    assert "en.txt" not in found.value.message
    Path(texts[1]).write_text(JAPANESE, "utf-8")
    other = tmp_path / "other.txt"
    other.write_text("Another text.", "utf-8")
    with pytest.raises(ConfigError, match=r"the review began with en\.txt and ja\.txt"):
        reopened((str(other), texts[1]))
    with pytest.raises(ConfigError, match="the review began with"):
        journal.open_review(texts[1], (), "0", LANGS)
    reopened(texts).close()


def test_without_a_step_it_begins_anew(texts: tuple[str, str], tmp_path: Path) -> None:
    begin(texts, tmp_path).close()
    Path(texts[1]).write_text(JAPANESE + "追記。", "utf-8")
    review = begin(texts, tmp_path)
    assert said(review, 1).endswith("追記。")
    review.close()


def test_a_crash_while_it_begins_costs_nothing(texts: tuple[str, str], tmp_path: Path) -> None:
    begin(texts, tmp_path).close()
    where = Path(journal.journal_path(texts[1]))
    whole = where.read_bytes()
    digests = (journal.content_hash(texts[0]), journal.content_hash(texts[1]))
    begun = beginning_of(json.loads(whole.splitlines()[1])["begun"])
    for length in (0, 5, whole.index(b"\n"), whole.index(b"\n") + 1, len(whole) - 1):
        where.write_bytes(whole[:length])
        journal.open_documents(texts, digests, LANGS, lambda: begun).close()
        assert where.read_bytes() == whole


def test_texts_that_do_not_go_together_leave_no_journal(
    texts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = ["--export", str(tmp_path / "a.xlsx")]
    assert main(["review", texts[1], texts[0], *sheet]) == 2
    assert f"Run: tmkit review {texts[0]} {texts[1]}" in capsys.readouterr().err
    assert main(["review", texts[0], str(tmp_path / "none.txt"), *sheet]) == 3
    assert main(["review", texts[0], texts[0], *sheet]) == 2
    assert main(["review", *texts, texts[0], *sheet]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en.txt", "ja.txt"]


def test_the_journal_lies_where_it_is_wanted(texts: tuple[str, str], tmp_path: Path) -> None:
    where = str(tmp_path / "steps.jsonl")
    sheet = str(tmp_path / "a.xlsx")
    assert main(["review", *texts, "--journal", where, "--export", sheet]) == 0
    assert not Path(journal.journal_path(texts[1])).exists()
    reopened(texts, where).close()


def test_an_export_overwrites_neither_text(
    texts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked = tmp_path / "link.tmx"
    linked.hardlink_to(texts[0])
    begin(texts, tmp_path).close()
    sheet = str(tmp_path / "a.xlsx")
    assert main(["review", *texts, "--import", sheet, "-o", str(linked)]) == 2
    assert "is the file under review" in capsys.readouterr().err
    assert Path(texts[0]).read_text("utf-8") == ENGLISH


def test_a_glossary_that_is_yet_to_be_made_is_no_fault(
    texts: tuple[str, str], tmp_path: Path
) -> None:
    sheet = str(tmp_path / "a.xlsx")
    glossary = ["--glossary", str(tmp_path / "new.csv")]
    assert main(["review", *texts, *glossary, "--export", sheet]) == 0
    assert main(["review", *texts, *glossary, *glossary, "--export", sheet]) == 0  # aligned before
    Path(journal.journal_path(texts[1])).unlink()
    assert main(["review", *texts, *glossary, *glossary, "--export", sheet]) == 3
    assert not (tmp_path / "new.csv").exists()


def test_what_was_done_is_written(texts: tuple[str, str], tmp_path: Path) -> None:
    review = begin(texts, tmp_path)
    pair = next(k for k, row in enumerate(review.session.rows) if row.source and row.target)
    review.apply(Operation("edit", pair, "target", text="直した。"))
    review.apply(Operation("accept", pair))
    review.close()
    out, sheet = str(tmp_path / "out.tmx"), str(tmp_path / "b.xlsx")
    assert main(["review", *texts, "--export", sheet]) == 0
    assert main(["review", *texts, "--import", sheet, "-o", out]) == 0
    unit = next(unit for unit in tmx.read_units(out, *LANGS) if unit.target.text == "直した。")
    assert ("x-tmkit-edited", "target") in unit.props
    assert ("x-tmkit-reviewed", "yes") in unit.props
    assert ("x-tmkit-source", "en.txt:1") in unit.props


sentences = st.builds(
    Sentence,
    st.text(min_size=1, max_size=6),
    st.none() | st.text(" \n\u3000", max_size=2),
    st.integers(0, 9),
    st.integers(1, 9),
    st.integers(1, 9),
)


@given(st.lists(sentences, max_size=6), st.lists(sentences, max_size=6))
def test_a_beginning_is_what_its_json_says(source: list[Sentence], target: list[Sentence]) -> None:
    measure = Measure("0.500", "check", ("words",))
    rows = [(1, 0, measure)] * len(source) + [(0, 1, None)] * len(target)
    begun = Beginning(tuple(source), tuple(target), tuple(rows))
    assert beginning_of(json.loads(json.dumps(begun.as_json()))) == begun
    session = session_of(begun, ("a", "b"), LANGS)
    assert [row.measure for row in session.rows] == [each for _, _, each in rows]


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"source": [], "target": []}, {"source": 1, "target": [], "rows": []},
        {"source": [["a", None, 0, 1]], "target": [], "rows": [[1, 0, None]]},
        {"source": [["a", None, 0, 1, "1"]], "target": [], "rows": [[1, 0, None]]},
        {"source": [["a", None, 0, 1, 1]], "target": [], "rows": []},
        {"source": [["a", None, 0, 1, 1]], "target": [], "rows": [[2, 0, None], [-1, 0, None]]},
        {"source": [["a", None, 0, 1, 1]], "target": [], "rows": [[1, 0, "sure"]]},
    ],
)  # fmt: skip
def test_what_is_no_beginning_is_refused(data: object) -> None:
    with pytest.raises(RefusedError):
        beginning_of(data)


def test_a_damaged_beginning_says_where(texts: tuple[str, str], tmp_path: Path) -> None:
    review = begin(texts, tmp_path)
    review.apply(Operation("merge", 0))
    review.close()
    where = Path(journal.journal_path(texts[1]))
    lines = where.read_bytes().splitlines(keepends=True)
    where.write_bytes(b"".join([lines[0], b"nonsense\n", *lines[2:]]))
    with pytest.raises(FormatError, match="jsonl:2: no review of two texts"):
        reopened(texts)
