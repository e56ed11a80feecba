"""Any operations in any order: nothing lost, everything undone, the journal tells it all."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import ConfigError, FormatError
from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.language import joiner
from tmkit.model import Code, Segment, TranslationUnit
from tmkit.review import journal
from tmkit.review.export import export, export_units
from tmkit.review.session import Session, start
from tmkit.review.values import NAMES, Operation, RefusedError, Row, Side, operation_of

LANGS = ("en", "ja")
ABOUT = About(*LANGS)

texts = st.text(st.sampled_from("ab 。、港=\u3000\U00020b9f"), min_size=1, max_size=8).filter(
    lambda text: text.strip() == text
)
operations = st.builds(
    Operation,
    st.sampled_from(sorted(NAMES)),
    st.integers(0, 7),
    st.sampled_from(["source", "target", "both"]),
    st.integers(0, 2),
    st.integers(0, 8),
    texts,
    st.integers(0, 3),
)
unit_lists = st.lists(
    st.builds(
        lambda en, ja, code: TranslationUnit(
            Segment(en, "en", codes=(Code(min(code, len(en)), "alone", content="<br/>"),)),
            Segment(ja, "ja"),
            props=(("x-tmkit-confidence", "0.400"), ("x-tmkit-status", "doubtful")),
        ),
        texts,
        texts,
        st.integers(0, 8),
    ),
    min_size=1,
    max_size=6,
)


def written(session: Session) -> bytes:
    stream = io.BytesIO()
    tmx.write(stream, export_units(session.rows, session.units, LANGS, lone=False), ABOUT)
    return stream.getvalue()


def whole(rows: Sequence[Row], side: Side) -> str:
    """Return all text of a side, as it would be if every row were merged."""
    lang = LANGS[side == "target"]
    return "".join(
        (joiner(lang) if piece.lead is None else piece.lead) + piece.text
        for row in rows
        for piece in row.side(side)
    )


def codes(rows: Sequence[Row]) -> int:
    return sum(len(piece.codes) for row in rows for piece in row.source + row.target)


def run(session: Session, steps: Sequence[Operation]) -> int:
    done = 0
    for step in steps:
        before = list(session.rows)
        try:
            session.apply(step)
        except RefusedError:
            assert session.rows == before
        else:
            done += 1
    return done


@given(unit_lists, st.lists(operations, max_size=40))
def test_undo_to_the_start_gives_the_original_bytes(
    units: list[TranslationUnit], steps: list[Operation]
) -> None:
    session = start(units)
    original = written(session)
    stream = io.BytesIO()
    tmx.write(stream, units, ABOUT)
    assert original == stream.getvalue()
    run(session, steps)
    rows, revision = list(session.rows), session.revision
    steps_back = len(session.done)
    for _ in range(steps_back):
        session.apply(Operation("undo"))
    assert written(session) == original
    for _ in range(steps_back):
        session.apply(Operation("redo"))
    assert session.rows == rows
    assert session.revision == revision + 2 * steps_back


@given(unit_lists, st.lists(operations, max_size=40))
def test_regrouping_keeps_every_text_and_its_order(
    units: list[TranslationUnit], steps: list[Operation]
) -> None:
    session = start(units)
    before = {side: whole(session.rows, side) for side in ("source", "target")}
    count = codes(session.rows)
    run(session, [step for step in steps if step.name not in {"edit", "reword"}])
    assert {side: whole(session.rows, side) for side in ("source", "target")} == before
    assert not any(row.empty for row in session.rows)
    assert codes(session.rows) == count


@given(unit_lists, st.lists(operations, max_size=40))
def test_edited_texts_lose_no_code(units: list[TranslationUnit], steps: list[Operation]) -> None:
    session = start(units)
    count = codes(session.rows)
    run(session, steps)
    assert codes(session.rows) == count
    for row in session.rows:
        for piece in row.source + row.target:
            offsets = [code.offset for code in piece.codes]
            assert all(0 <= offset <= len(piece.text) for offset in offsets)
            assert offsets == sorted(offsets)


@given(operations)
def test_an_operation_is_what_its_json_says(operation: Operation) -> None:
    assert operation_of(json.loads(json.dumps(operation.as_json()))) == operation


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"op": "format"}, {"op": "edit", "row": -1}, {"op": "edit", "row": True},
        {"op": "edit", "row": 1.0}, {"op": "edit", "side": "left"}, {"op": "edit", "text": 3},
        {"op": "edit", "path": "/etc/passwd"}, {"op": ["edit"]}, {"op": "edit", "side": []},
    ],
)  # fmt: skip
def test_what_is_no_operation_is_refused(data: object) -> None:
    with pytest.raises(RefusedError):
        operation_of(data)


@settings(max_examples=25)
@given(unit_lists, st.lists(operations, max_size=25), st.integers(1, 30))
def test_replay_gives_the_live_state_and_a_torn_line_is_dropped(
    tmp_path_factory: pytest.TempPathFactory,
    units: list[TranslationUnit],
    steps: list[Operation],
    torn: int,
) -> None:
    path = str(tmp_path_factory.mktemp("review") / "a.tmx")
    review = journal.open_review(path, tuple(units), "0", LANGS)
    states = [list(review.session.rows)]
    for step in steps:
        try:
            review.apply(step)
        except RefusedError:
            continue
        states.append(list(review.session.rows))
    review.close()
    again = journal.open_review(path, tuple(units), "0", LANGS)
    assert again.session == review.session
    again.close()
    if len(states) > 1:
        where = Path(journal.journal_path(path))
        data = where.read_bytes()
        last = data[data.rfind(b"\n", 0, -1) + 1 :]
        where.write_bytes(data[: -min(torn, len(last))])
        torn_review = journal.open_review(path, tuple(units), "0", LANGS)
        assert torn_review.session.rows == states[-2]
        torn_review.close()


def pair(number: int) -> TranslationUnit:
    return TranslationUnit(
        Segment(f"Sentence {number}. And more.", "en"),
        Segment(f"文{number}。続き。", "ja"),
        f"u{number}",
        (("x-tmkit-confidence", "0.400"), ("x-tmkit-status", "doubtful"), ("x-note", "kept")),
    )


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "a.tmx")
    journal.open_review(path, (pair(1),), "9", LANGS).close()  # no step: nothing to hold on to
    review = journal.open_review(path, (pair(1),), "0", LANGS)
    review.apply(Operation("flag"))
    review.close()
    with pytest.raises(ConfigError, match="has changed since the review began"):
        journal.open_review(path, (pair(2),), "1", LANGS)
    with pytest.raises(ConfigError, match="other languages"):
        journal.open_review(path, (pair(1),), "0", ("ja", "en"))


def test_a_head_that_a_crash_cut_off_is_written_again(tmp_path: Path) -> None:
    path = str(tmp_path / "a.tmx")
    journal.open_review(path, (pair(1),), "0", LANGS).close()
    where = Path(journal.journal_path(path))
    whole = where.read_bytes()
    for length in range(len(whole)):
        where.write_bytes(whole[:length])
        journal.open_review(path, (pair(1),), "0", LANGS).close()
        assert where.read_bytes() == whole


@pytest.mark.parametrize(
    "other", [b"not ours\n", b"not ours", b"a\nb", b'{"tmkit-review": 99}\n', b"[]\n[]\n"]
)
def test_another_file_of_that_name_is_left_alone(tmp_path: Path, other: bytes) -> None:
    path = str(tmp_path / "a.tmx")
    where = Path(journal.journal_path(path))
    where.write_bytes(other)
    with pytest.raises(FormatError, match="not the journal of a review"):
        journal.open_review(path, (pair(1),), "0", LANGS)
    assert where.read_bytes() == other


def test_a_damaged_journal_says_where(tmp_path: Path) -> None:
    path = str(tmp_path / "a.tmx")
    review = journal.open_review(path, (pair(1),), "0", LANGS)
    review.apply(Operation("flag"))
    review.close()
    where = Path(journal.journal_path(path))
    where.write_bytes(where.read_bytes() + b"nonsense\n")
    with pytest.raises(FormatError, match="jsonl:3: no step of this review"):
        journal.open_review(path, (pair(1),), "0", LANGS)


def test_two_reviews_of_one_file_are_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "a.tmx")
    review = journal.open_review(path, (pair(1),), "0", LANGS)
    with pytest.raises(ConfigError, match="another review has it open"):
        journal.open_review(path, (pair(1),), "0", LANGS)
    review.close()


def test_what_is_exported(tmp_path: Path) -> None:
    session = start([pair(number) for number in range(5)])
    for step in (
        Operation("split", 0, "source", 0, 11),
        Operation("split", 0, "target", 0, 3),
        Operation("accept", 0),
        Operation("merge", 2),
        Operation("edit", 3, "target", 0, text="文3。直した。"),
        Operation("flag", 3),
        Operation("note", 3, text="see the original"),
        Operation("delete", 4),
    ):
        session.apply(step)
    out = tmp_path / "out.tmx"
    done = export(str(out), session.rows, session.units, LANGS)
    assert (done.report.units, done.unreviewed, done.lone, done.deleted) == (4, 3, 0, 1)
    units = list(tmx.read_units(str(out), *LANGS))
    assert [(unit.id, unit.source.text, unit.target.text) for unit in units] == [
        ("u0", "Sentence 0.", "文0。"),
        ("u0-2", "And more.", "続き。"),
        ("u1", "Sentence 1. And more. Sentence 2. And more.", "文1。続き。文2。続き。"),
        ("u3", "Sentence 3. And more.", "文3。直した。"),
    ]
    assert units[0].props == (("x-note", "kept"), ("x-tmkit-reviewed", "yes"))
    assert units[2].props == (("x-note", "kept"),)
    assert units[3].props[-2:] == (("x-tmkit-edited", "target"), ("x-tmkit-flagged", "yes"))
    assert units[3].note == "see the original"


def test_a_table_says_what_is_reviewed_and_has_the_lone_rows(tmp_path: Path) -> None:
    session = start([pair(0), pair(1)])
    session.apply(Operation("accept", 0))
    session.apply(Operation("unlink", 1))
    out = tmp_path / "out.tsv"
    done = export(str(out), session.rows, session.units, LANGS)
    assert (done.unreviewed, done.lone) == (0, 2)
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()[1:]]
    assert [(row[1], row[2], row[4]) for row in rows] == [
        ("Sentence 0. And more.", "文0。続き。", "reviewed"),
        ("Sentence 1. And more.", "", ""),
        ("", "文1。続き。", ""),
    ]


def test_the_file_under_review_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(b"")
    session = start([pair(1)])
    with pytest.raises(ConfigError, match="is the file under review"):
        export(str(path), session.rows, session.units, LANGS, str(path))


def scripted(step: int) -> Operation:
    """Return one of endless steps, each possible where those before it were taken."""
    row = step // 5 % 19
    return (
        Operation("note", row, text=str(step)),
        Operation("merge", row),
        Operation("edit", row, "target", text=f"直した{step}。"),
        Operation("undo"),
        Operation("undo"),
    )[step % 5]


SCRIPT = """
import sys
from tests.review.test_operations import LANGS, pair, scripted
from tmkit.review import journal
units = tuple(pair(number) for number in range(20))
review = journal.open_review(sys.argv[1], units, "0", LANGS)
print("ready", flush=True)
for step in range(100000):
    review.apply(scripted(step))
    print(step, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_kill_at_random_moments_loses_at_most_the_step_in_flight(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    random_moments = random.Random(6)
    units = tuple(pair(number) for number in range(20))
    path = str(tmp_path / "a.tmx")
    for _ in range(int(os.environ.get("TMKIT_KILLS", "8"))):
        Path(journal.journal_path(path)).unlink(missing_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, path],
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(random_moments.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        confirmed = int(said[-1]) + 1 if said else 0
        again = journal.open_review(path, units, "0", LANGS)
        assert confirmed <= again.session.revision <= confirmed + 1
        expected = start(units)
        for step in range(again.session.revision):
            expected.apply(scripted(step))
        assert again.session == expected
        again.close()
