"""A review as it stands: the rows, and every step back and forth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tmkit.formats import props
from tmkit.model import Segment, TranslationUnit
from tmkit.review.operations import plan
from tmkit.review.values import Measure, Operation, Patch, Piece, RefusedError, Row


@dataclass(slots=True)
class Session:
    """The units of the file, the rows now, and the patches that led there.

    ``revision`` counts the steps taken, undo and redo among them: whoever has seen another number
    has seen other rows.
    """

    units: Sequence[TranslationUnit]
    rows: list[Row]
    done: list[Patch] = field(default_factory=list)
    undone: list[Patch] = field(default_factory=list)
    revision: int = 0

    def plan(self, operation: Operation) -> Patch:
        """Return what a step will change, without taking it. Raise RefusedError."""
        if operation.name == "undo":
            if not self.done:
                raise RefusedError("there is nothing to undo")
            last = self.done[-1]
            return Patch(last.at, last.new, last.old)
        if operation.name == "redo":
            if not self.undone:
                raise RefusedError("there is nothing to redo")
            return self.undone[-1]
        return plan(self.rows, operation)

    def take(self, operation: Operation, patch: Patch) -> None:
        """Take a step that was planned on these very rows."""
        self.rows[patch.at : patch.at + len(patch.old)] = patch.new
        self.revision += 1
        if operation.name == "undo":
            self.undone.append(self.done.pop())
        elif operation.name == "redo":
            self.done.append(self.undone.pop())
        else:
            self.done.append(patch)
            self.undone.clear()

    def apply(self, operation: Operation) -> Patch:
        """Plan a step and take it; raise RefusedError, with nothing changed."""
        patch = self.plan(operation)
        self.take(operation, patch)
        return patch


def start(units: Iterable[TranslationUnit]) -> Session:
    """Return a review of units in which nothing was done yet."""
    kept = tuple(units)
    return Session(kept, [_row(unit, index) for index, unit in enumerate(kept)])


def _row(unit: TranslationUnit, index: int) -> Row:
    return Row(
        _pieces(unit.source, index),
        _pieces(unit.target, index),
        reviewed=bool(props.value(unit, props.REVIEWED)),
        flag=bool(props.value(unit, props.FLAGGED)),
        note=unit.note,
    )


def _pieces(segment: Segment, index: int) -> tuple[Piece, ...]:
    if not segment.text and not segment.codes:
        return ()
    return (Piece(segment.text, index, segment.codes),)


def as_read(row: Row, units: Sequence[TranslationUnit]) -> bool:
    """Return whether a row groups just what one unit of the file does: texts may be edited."""
    pieces = row.source + row.target
    first = units[pieces[0].unit]
    return (
        len(row.units()) == 1
        and not any(piece.cut for piece in pieces)
        and bool(row.source) == bool(first.source.text or first.source.codes)
        and bool(row.target) == bool(first.target.text or first.target.codes)
    )


def measured(row: Row, units: Sequence[TranslationUnit]) -> Measure | None:
    """Return what the aligner found of a row as it stands; None where that is not known."""
    if row.measure is not None:
        return row.measure
    if not as_read(row, units):
        return None
    unit = units[(row.source or row.target)[0].unit]
    confidence, status, reasons = (
        props.value(unit, name) for name in (props.CONFIDENCE, props.STATUS, props.REASONS)
    )
    return Measure(confidence, status, tuple(each for each in reasons.split(",") if each))


def doubtful(row: Row, units: Sequence[TranslationUnit]) -> bool:
    """Return whether a row is one to look at: neither accepted, nor deleted, nor known as sure."""
    if row.reviewed or row.deleted:
        return False
    if row.flag or not row.source or not row.target:
        return True
    measure = measured(row, units)
    return measure is None or measure.status != props.SURE
