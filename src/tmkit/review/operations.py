"""What each operation makes of the rows: plain functions from rows to a patch.

No operation changes the order of the segments of a side, and only ``edit`` changes a text. So the
texts of a side, read from the first row to the last, are those of the file whatever was regrouped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tmkit.review.pieces import carried, cut
from tmkit.review.stretches import arrange, joined, realign
from tmkit.review.values import Name, Operation, Patch, Piece, RefusedError, Row, Side


def plan(rows: Sequence[Row], operation: Operation) -> Patch:
    """Return what an operation changes; raise RefusedError where the row does not allow it."""
    if operation.row >= len(rows):
        raise RefusedError("there is no such row")
    return _PLANS[operation.name](rows, operation)


def _side(operation: Operation) -> Side:
    if operation.side == "both":
        raise RefusedError("say which side")
    return operation.side


def _with(row: Row, side: Side, pieces: tuple[Piece, ...]) -> Row:
    """Return a row with other pieces on a side: what was accepted is to be looked at again."""
    if side == "source":
        return replace(row, source=pieces, reviewed=False, measure=None)
    return replace(row, target=pieces, reviewed=False, measure=None)


def _inherit(kept: Row, gone: Row, first: Row, second: Row) -> Row:
    """Return ``kept`` with flag and note of the row that is gone; first and second by place."""
    flag, note = joined(first, second)
    return replace(kept, flag=flag, note=note) if gone.empty else kept


# ------------------------------------------------------------------------------------ regrouping


def _merge(rows: Sequence[Row], operation: Operation) -> Patch:
    at = operation.row
    if at + 1 >= len(rows):
        raise RefusedError("there is no row below to merge with")
    upper, lower = rows[at], rows[at + 1]
    old = (upper, lower)
    if upper.deleted or lower.deleted:
        raise RefusedError("a deleted row is not merged: take the deletion back first")
    if operation.side == "both":
        flag, note = joined(upper, lower)
        source, target = upper.source + lower.source, upper.target + lower.target
        return Patch(at, old, (Row(source, target, flag=flag, note=note),))
    side = operation.side
    if not lower.side(side):
        raise RefusedError("the row below has nothing on this side")
    merged = _with(upper, side, upper.side(side) + lower.side(side))
    return _two(at, old, merged, _with(lower, side, ()))


def _two(at: int, old: tuple[Row, Row], upper: Row, lower: Row) -> Patch:
    """Return the patch of two neighbours, of which one may have become empty."""
    if lower.empty:
        return Patch(at, old, (_inherit(upper, lower, *old),))
    if upper.empty:
        return Patch(at, old, (_inherit(lower, upper, *old),))
    return Patch(at, old, (upper, lower))


def _up(rows: Sequence[Row], operation: Operation) -> Patch:
    return _move(rows, operation.row, _side(operation), up=True)


def _down(rows: Sequence[Row], operation: Operation) -> Patch:
    return _move(rows, operation.row, _side(operation), up=False)


def _move(rows: Sequence[Row], at: int, side: Side, *, up: bool) -> Patch:
    """Move the first segment of a side to the row above, or the last to the one below."""
    row = rows[at]
    pieces = row.side(side)
    if not pieces:
        raise RefusedError("the row has nothing on this side")
    rest, moved = (pieces[1:], pieces[:1]) if up else (pieces[:-1], pieces[-1:])
    left = _with(row, side, rest)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        if left.empty:
            raise RefusedError("there is no row to move it to")
        alone = _with(Row((), ()), side, moved)
        return Patch(at, (row,), (alone, left) if up else (left, alone))
    near = rows[other]
    if near.deleted or row.deleted:
        raise RefusedError("a deleted row does not change: take the deletion back first")
    if up:
        return _two(other, (near, row), _with(near, side, near.side(side) + moved), left)
    return _two(at, (row, near), left, _with(near, side, moved + near.side(side)))


def _split(rows: Sequence[Row], operation: Operation) -> Patch:
    """Cut a piece; what follows on its side goes below, to the next row if that has room."""
    at, side = operation.row, _side(operation)
    row = rows[at]
    pieces = row.side(side)
    index = _piece(pieces, operation)
    if operation.offset == 0 and index > 0:
        head, rest = pieces[:index], pieces[index:]
    else:
        first, second = cut(pieces[index], operation.offset)
        head, rest = (*pieces[:index], first), (second, *pieces[index + 1 :])
    below = rows[at + 1] if at + 1 < len(rows) else None
    upper = _with(row, side, head)
    if below is not None and not below.side(side) and not below.deleted and not row.deleted:
        return Patch(at, (row, below), (upper, _with(below, side, rest)))
    return Patch(at, (row,), (upper, _with(Row((), (), deleted=row.deleted), side, rest)))


def _piece(pieces: tuple[Piece, ...], operation: Operation) -> int:
    if operation.piece >= len(pieces):
        raise RefusedError("there is no such segment in the row")
    return operation.piece


def _unlink(rows: Sequence[Row], operation: Operation) -> Patch:
    row = rows[operation.row]
    if not row.source or not row.target:
        raise RefusedError("the row has one side only")
    first = replace(row, target=(), reviewed=False, measure=None)
    second = Row((), row.target, deleted=row.deleted)
    return Patch(operation.row, (row,), (first, second))


# ------------------------------------------------------------------------------ what a row says


def _accept(rows: Sequence[Row], operation: Operation) -> Patch:
    row = rows[operation.row]
    if row.deleted:
        raise RefusedError("the row is deleted: take the deletion back first")
    if not row.source or not row.target:
        raise RefusedError("the row has one side only: there is no pair to accept")
    return _one(operation.row, row, replace(row, reviewed=not row.reviewed))


def _delete(rows: Sequence[Row], operation: Operation) -> Patch:
    row = rows[operation.row]
    return _one(operation.row, row, replace(row, deleted=not row.deleted, reviewed=False))


def _flag(rows: Sequence[Row], operation: Operation) -> Patch:
    row = rows[operation.row]
    return _one(operation.row, row, replace(row, flag=not row.flag))


def _note(rows: Sequence[Row], operation: Operation) -> Patch:
    row = rows[operation.row]
    return _one(operation.row, row, replace(row, note=operation.text))


def _one(at: int, old: Row, new: Row) -> Patch:
    if old == new:
        raise RefusedError("nothing changes")
    return Patch(at, (old,), (new,))


def _edit(rows: Sequence[Row], operation: Operation) -> Patch:
    row, side = rows[operation.row], _side(operation)
    pieces = row.side(side)
    index = _piece(pieces, operation)
    piece = pieces[index]
    if not operation.text.strip():
        raise RefusedError("a text is not emptied: delete the row instead")
    if operation.text == piece.text:
        raise RefusedError("nothing changes")
    codes = carried(piece.codes, piece.text, operation.text)
    new = replace(piece, text=operation.text, codes=codes, edited=True)
    changed = _with(row, side, (*pieces[:index], new, *pieces[index + 1 :]))
    return Patch(operation.row, (row,), (replace(changed, measure=row.measure),))


def _reword(rows: Sequence[Row], operation: Operation) -> Patch:
    """Make several segments one, with a text that no longer tells where each of them ends."""
    row, side = rows[operation.row], _side(operation)
    pieces = row.side(side)
    start, end = operation.piece, operation.piece + operation.count
    if operation.count < 2 or end > len(pieces):
        raise RefusedError("there is no such segment in the row")
    if not operation.text.strip():
        raise RefusedError("a text is not emptied: delete the row instead")
    gone = pieces[start:end]
    text, codes = "", []
    for piece in gone:
        text += (piece.lead or "") if text else ""
        codes += [replace(code, offset=code.offset + len(text)) for code in piece.codes]
        text += piece.text
    kept = carried(tuple(codes), text, operation.text)
    units = dict.fromkeys(unit for piece in gone for unit in (piece.unit, *piece.also))
    also = tuple(unit for unit in units if unit != gone[0].unit)
    new = replace(gone[0], text=operation.text, codes=kept, cut=True, edited=True, also=also)
    changed = _with(row, side, (*pieces[:start], new, *pieces[end:]))
    return Patch(operation.row, (row,), (replace(changed, measure=row.measure),))


_PLANS: Final[dict[Name, Callable[[Sequence[Row], Operation], Patch]]] = {
    "accept": _accept,
    "merge": _merge,
    "split": _split,
    "up": _up,
    "down": _down,
    "unlink": _unlink,
    "arrange": arrange,
    "realign": realign,
    "reword": _reword,
    "delete": _delete,
    "edit": _edit,
    "flag": _flag,
    "note": _note,
}
