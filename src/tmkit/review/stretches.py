"""Many rows at once: cut anew as a spreadsheet has them, or as the aligner does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tmkit.review.pieces import dealt
from tmkit.review.values import Operation, Patch, Piece, RefusedError, Row, Side, Stretch

_SIDES: Final[tuple[Side, Side]] = ("source", "target")


def joined(upper: Row, lower: Row) -> tuple[bool, str]:
    """Return the flag and the note of what becomes one row, so that neither is lost."""
    notes = [note for note in dict.fromkeys((upper.note, lower.note)) if note]
    return upper.flag or lower.flag, "\n".join(notes)


def arrange(rows: Sequence[Row], operation: Operation) -> Patch:
    """Cut the texts of some rows anew, as a spreadsheet has them."""
    old = tuple(rows[operation.row : operation.row + operation.count])
    if not old or len(old) < operation.count:
        raise RefusedError("there is no such row")
    if any(row.deleted for row in old):
        raise RefusedError("a deleted row does not change: take the deletion back first")
    sources = dealt([piece for row in old for piece in row.source], [s for s, _ in operation.cuts])
    targets = dealt([piece for row in old for piece in row.target], [t for _, t in operation.cuts])
    new = [Row(source, target) for source, target in zip(sources, targets, strict=True)]
    if any(row.empty for row in new):
        raise RefusedError("a row would be empty")
    notes = "\n".join(dict.fromkeys(row.note for row in old if row.note))
    new[0] = replace(new[0], flag=any(row.flag for row in old), note=notes)
    return Patch(operation.row, old, tuple(new))


def realign(rows: Sequence[Row], operation: Operation) -> Patch:
    """Put the rows of each stretch in the place of the old; what is between them stays."""
    if not operation.stretches:
        raise RefusedError("nothing is left to realign")
    first = operation.stretches[0].row
    new: list[Row] = []
    at = first
    for stretch in operation.stretches:
        old = tuple(rows[stretch.row : stretch.row + stretch.count])
        if stretch.row < at or not stretch.cuts or not old or len(old) < stretch.count:
            raise RefusedError("there is no such row")
        new += rows[at : stretch.row]
        new += _realigned(old, stretch)
        at = stretch.row + stretch.count
    old = tuple(rows[first:at])
    if old == tuple(new):
        raise RefusedError("the rows stay as they are")
    return Patch(first, old, tuple(new))


def _realigned(old: tuple[Row, ...], stretch: Stretch) -> list[Row]:
    """Return the rows of one stretch; a flag or note goes where its row's text now begins."""
    ends = [[cut.source for cut in stretch.cuts], [cut.target for cut in stretch.cuts]]
    parts = [
        dealt([piece for row in old for piece in row.side(side)], cuts[:-1])
        for side, cuts in zip(_SIDES, ends, strict=True)
    ]
    new = [
        Row(source, target, measure=cut.measure)
        for source, target, cut in zip(*parts, stretch.cuts, strict=True)
    ]
    for number, cut in enumerate(stretch.cuts):
        if cut.kept is None:
            continue
        if cut.kept >= len(old) or _pieces(new[number]) != _pieces(old[cut.kept]):
            raise RefusedError("there is no such row")
        new[number] = old[cut.kept]
    kept = {cut.kept for cut in stretch.cuts}
    places = [0, 0]
    for index, row in enumerate(old):
        if index not in kept:
            if row.deleted or row.reviewed:
                raise RefusedError("accepted and deleted rows do not change")
            k = 0 if row.source else 1
            number = min(bisect_right(ends[k], places[k]), len(new) - 1)
            flag, note = joined(new[number], row)
            new[number] = replace(new[number], flag=flag, note=note)
        places = _after(places, row)
    if any(row.empty for row in new):
        raise RefusedError("a row would be empty")
    return new


def _pieces(row: Row) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    return row.source, row.target


def _after(places: list[int], row: Row) -> list[int]:
    return [
        place + sum(len(piece.text) for piece in row.side(side))
        for place, side in zip(places, _SIDES, strict=True)
    ]
