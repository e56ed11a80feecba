"""What the page shows of rows: texts, what is said of them, and which to look at next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tmkit.formats import props
from tmkit.language import fold
from tmkit.model import TranslationUnit
from tmkit.review.export import edited_sides
from tmkit.review.session import Session, doubtful, measured
from tmkit.review.values import Measure, Patch, Row


@dataclass(slots=True)
class Counts:
    """How many rows nobody has accepted, how many of them are to be looked at, how many accepted.

    Kept step by step: counting ten thousand rows after each key would be felt.
    """

    unreviewed: int = 0
    doubtful: int = 0
    accepted: int = 0

    @classmethod
    def of(cls, session: Session) -> Counts:
        """Return the counts of all rows."""
        counts = cls()
        counts._add(session.rows, session.units, 1)
        return counts

    def change(self, patch: Patch, units: Sequence[TranslationUnit]) -> None:
        """Follow a step that was taken."""
        self._add(patch.old, units, -1)
        self._add(patch.new, units, 1)

    def _add(self, rows: Iterable[Row], units: Sequence[TranslationUnit], sign: int) -> None:
        for row in rows:
            self.unreviewed += sign * (not row.reviewed and not row.deleted)
            self.doubtful += sign * doubtful(row, units)
            self.accepted += sign * row.reviewed


def shown(row: Row, units: Sequence[TranslationUnit]) -> dict[str, object]:
    """Return a row as the page gets it. ``state`` is one word for how it stands."""
    measure = measured(row, units)
    return {
        "source": [piece.text for piece in row.source],
        "target": [piece.text for piece in row.target],
        "state": _state(row, measure),
        "confidence": measure.confidence if measure else "",
        "reasons": measure.reasons if measure else (),
        "doubtful": doubtful(row, units),
        "flag": row.flag,
        "note": row.note,
        "edited": edited_sides(row, units),
    }


def _state(row: Row, measure: Measure | None) -> str:
    if row.deleted:
        return "deleted"
    if row.reviewed:
        return "reviewed"
    if not row.source or not row.target:
        return "alone"
    if measure is None:
        return "regrouped"
    known = measure.status in {props.SURE, props.CHECK, props.DOUBTFUL}
    return measure.status if known else "open"


def next_doubtful(session: Session, row: int) -> int | None:
    """Return the next row to look at after ``row``, in document order and round the end."""
    for number in _round(len(session.rows), row):
        if doubtful(session.rows[number], session.units):
            return number
    return None


def find(session: Session, row: int, text: str) -> int | None:
    """Return the next row after ``row`` with a text or note in it; width and case do not count."""
    wanted = fold(text)
    if not wanted:
        return None
    for number in _round(len(session.rows), row):
        found = session.rows[number]
        sides = ["".join(piece.text for piece in side) for side in (found.source, found.target)]
        if any(wanted in fold(each) for each in (*sides, found.note)):
            return number
    return None


def _round(total: int, row: int) -> Iterable[int]:
    return ((row + step) % total for step in range(1, total + 1))
