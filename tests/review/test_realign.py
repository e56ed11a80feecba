"""Realign the rest: accepted rows stand, everything else is paired anew, and no text is lost."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.test_operations import LANGS, codes, operations, run, unit_lists, whole

from tmkit.align import Evidence
from tmkit.model import Segment, TranslationUnit
from tmkit.review.realign import realigned
from tmkit.review.session import Session, start
from tmkit.review.values import Cut, Measure, Operation, RefusedError, Stretch, operation_of

NOTHING = Evidence(None)
ENGLISH = (
    "Ferry A-17 left Oslo at 9.", "It carried 250 cars.", "The storm came in 1987.",
    "Nobody on B-52 knew.", "NASA paid 4,000 dollars.", "The radar of type X-9 failed.",
)  # fmt: skip
JAPANESE = (
    "A-17号は9時にOsloを出た。", "250台の車を積んでいた。", "1987年に嵐が来た。",
    "B-52では誰も知らなかった。", "NASAは4,000ドルを払った。", "X-9型レーダーは故障した。",
)  # fmt: skip


def rows(*pairs: tuple[Sequence[int], Sequence[int]]) -> Session:
    """Return a review of rows that hold these sentences, several of them in one segment."""
    return start(
        TranslationUnit(
            Segment(" ".join(ENGLISH[k] for k in en), "en"),
            Segment("".join(JAPANESE[k] for k in ja), "ja"),
        )
        for en, ja in pairs
    )


def texts(session: Session) -> list[tuple[str, str]]:
    return [
        (
            "|".join(piece.text for piece in row.source),
            "|".join(piece.text for piece in row.target),
        )
        for row in session.rows
    ]


def right(*numbers: int) -> list[tuple[str, str]]:
    return [(ENGLISH[k], JAPANESE[k]) for k in numbers]


def realign(session: Session) -> None:
    session.apply(realigned(session, NOTHING, LANGS))


def test_rows_that_are_off_by_one_are_put_right() -> None:
    session = rows(([0], []), ([1], [0]), ([2], [1]), ([3], [2]), ([4], [3]), ([5], [4, 5]))
    realign(session)
    assert texts(session) == right(0, 1, 2, 3, 4, 5)
    assert all(row.measure is not None and not row.reviewed for row in session.rows)
    session.apply(Operation("undo"))
    assert texts(session)[0] == (ENGLISH[0], "")
    session.apply(Operation("redo"))
    assert texts(session) == right(0, 1, 2, 3, 4, 5)


def test_accepted_rows_never_change() -> None:
    session = rows(([0], [0]), ([1, 2], [1]), ([3], [2]), ([4], [3, 4]), ([5], [5]))
    session.apply(Operation("accept", 1))
    session.apply(Operation("note", 1, text="it is so"))
    accepted = session.rows[1]
    realign(session)
    assert accepted in session.rows
    assert texts(session)[0] == right(0)[0]
    at = session.rows.index(accepted)
    assert "".join(target for _, target in texts(session)[at + 1 :]).replace("|", "") == "".join(
        JAPANESE[2:]
    )
    assert texts(session)[-1] == right(5)[0]


def test_flags_and_notes_go_with_their_text() -> None:
    session = rows(([0], []), ([1], [0]), ([2], [1]), ([3], [2, 3]))
    session.apply(Operation("flag", 2))
    session.apply(Operation("note", 3, text="which plane?"))
    realign(session)
    assert texts(session) == right(0, 1, 2, 3)
    assert [row.flag for row in session.rows] == [False, False, True, False]
    assert [row.note for row in session.rows] == ["", "", "", "which plane?"]


def test_deleted_rows_stay_deleted_and_are_not_paired() -> None:
    session = rows(([0], [0]), ([1], []), ([2], [2]), ([3], []), ([], [3]), ([4], [4]))
    session.apply(Operation("delete", 1))
    realign(session)
    assert texts(session) == [*right(0), (ENGLISH[1], ""), *right(2, 3, 4)]
    assert [row.deleted for row in session.rows] == [False, True, False, False, False]


def test_nothing_left_and_nothing_new_are_told() -> None:
    session = rows(([0], [0]), ([1], [1]))
    realign(session)
    with pytest.raises(RefusedError, match="the rows stay as they are"):
        realign(session)
    for row in range(2):
        session.apply(Operation("accept", row))
    with pytest.raises(RefusedError, match="nothing is left to realign"):
        realign(session)


@settings(max_examples=60, deadline=None)
@given(unit_lists, st.lists(operations, max_size=20), st.lists(operations, max_size=8))
def test_whatever_was_done_nothing_is_lost_and_all_is_undone(
    units: list[TranslationUnit], steps: list[Operation], more: list[Operation]
) -> None:
    session = start(units)
    run(session, steps)
    before = list(session.rows)
    kept = [whole(before, side) for side in ("source", "target")]
    number = codes(before)
    operation = realigned(session, NOTHING, LANGS)
    assert operation_of(json.loads(json.dumps(operation.as_json()))) == operation
    refusal = ""
    try:
        session.apply(operation)
    except RefusedError as error:
        refusal = error.message
    if refusal:
        assert refusal in {"the rows stay as they are", "nothing is left to realign"}
        return
    assert [whole(session.rows, side) for side in ("source", "target")] == kept
    assert codes(session.rows) == number
    # What stands on both sides keeps its order, and so does what stands on one of them; how the
    # deleted rows of one side lie to those of the other is the new alignment's to say.
    for side in ("source", "target"):
        standing = [row for row in before if (row.reviewed or row.deleted) and row.side(side)]
        after = [row for row in session.rows if (row.reviewed or row.deleted) and row.side(side)]
        assert after == standing
    notes = {line for row in before for line in row.note.split("\n")}
    assert {line for row in session.rows for line in row.note.split("\n")} - notes <= {""}
    session.apply(Operation("undo"))
    assert session.rows == before
    session.apply(Operation("redo"))
    run(session, more)


@pytest.mark.parametrize(
    "stretches",
    [
        (Stretch(5, 1, (Cut(1, 1),)),),
        (Stretch(0, 9, (Cut(1, 1),)),),
        (Stretch(0, 1, ()),),
        (Stretch(0, 2, (Cut(1, 1, kept=1), Cut(0, 0))),),
        (Stretch(0, 2, (Cut(0, 0), Cut(0, 0))),),
        (Stretch(1, 1, (Cut(9, 9),)), Stretch(0, 1, (Cut(9, 9),))),
    ],
)
def test_a_result_that_fits_no_rows_is_refused(stretches: tuple[Stretch, ...]) -> None:
    session = rows(([0], [0]), ([1], [1]))
    before = list(session.rows)
    with pytest.raises(RefusedError):
        session.apply(Operation("realign", stretches=stretches))
    session.apply(Operation("accept", 0))
    with pytest.raises(RefusedError, match="accepted and deleted rows do not change"):
        session.apply(Operation("realign", stretches=(Stretch(0, 1, (Cut(9, 9),)),)))
    session.apply(Operation("undo"))
    assert session.rows == before


@pytest.mark.parametrize(
    "stretches",
    [1, [1], [[0, 1]], [[0, -1, []]], [[0, 1, [[1, 2]]]], [[0, 1, [[1, 2, "x"]]]],
     [[0, 1, [[1, 2, [3, 4]]]]], [[0, 1, [[True, 2, None]]]], [[0, 1, [[1, 2, -3]]]]],
)  # fmt: skip
def test_what_is_no_result_is_refused(stretches: object) -> None:
    with pytest.raises(RefusedError):
        operation_of({"op": "realign", "stretches": stretches})


def test_a_measure_holds_until_the_row_is_regrouped() -> None:
    session = rows(([0], [0]), ([1], [1]), ([2], [2]))
    measure = Measure("0.950", "sure")
    cuts = tuple(
        Cut(len(" ".join(ENGLISH[: k + 1])) - k, sum(map(len, JAPANESE[: k + 1])), measure)
        for k in range(3)
    )
    session.apply(Operation("realign", stretches=(Stretch(0, 3, cuts),)))
    session.apply(Operation("edit", 0, "target", text="A-17号。"))
    session.apply(Operation("merge", 1))
    assert [row.measure for row in session.rows] == [measure, None]
