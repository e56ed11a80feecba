"""Segments cut, dealt out and edited: no text is lost, and no code."""

from __future__ import annotations

from dataclasses import replace

from tmkit.model import Code
from tmkit.review.values import Piece, RefusedError


def cut(piece: Piece, offset: int) -> tuple[Piece, Piece]:
    """Return the two parts of a piece. White space at the cut is kept in the second's ``lead``.

    A closing code at the cut stays with the first part, any other goes with the second.
    """
    text = piece.text
    left, right = text[:offset].rstrip(), text[offset:].lstrip()
    if not left.strip() or not right:
        raise RefusedError("there is no text on one side of the caret")
    start = len(text) - len(right)
    before: list[Code] = []
    after: list[Code] = []
    for code in piece.codes:
        if code.offset < offset or (code.offset == offset and code.role == "close"):
            before.append(replace(code, offset=min(code.offset, len(left))))
        else:
            after.append(replace(code, offset=max(code.offset - start, 0)))
    return (
        replace(piece, text=left, codes=tuple(before), cut=True),
        replace(piece, text=right, codes=tuple(after), lead=text[len(left) : start], cut=True),
    )


def dealt(pieces: list[Piece], cuts: list[int]) -> list[tuple[Piece, ...]]:
    """Return the pieces before, between and after the cuts, which are counted in characters."""
    if cuts != sorted(cuts) or (cuts and cuts[-1] > sum(len(piece.text) for piece in pieces)):
        raise RefusedError("the cuts are not in the order of the text")
    found: list[tuple[Piece, ...]] = []
    place = 0
    for end in cuts:
        taken: list[Piece] = []
        while pieces and not pieces[0].text[max(end - place, 0) :].strip():
            place += len(pieces[0].text)
            taken.append(pieces.pop(0))
        if end > place:
            first, second = cut(pieces[0], end - place)
            # the white space at the cut is gone from the pieces, but not from the count
            place += len(pieces[0].text) - len(second.text)
            taken.append(first)
            pieces[0] = second
        found.append(tuple(taken))
    return [*found, tuple(pieces)]


def carried(codes: tuple[Code, ...], old: str, new: str) -> tuple[Code, ...]:
    """Return the codes of a text that was edited: none is lost.

    Those before and after what changed keep their place; one inside stands where the change begins.
    """
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    shift = len(new) - len(old)
    moved = []
    for code in codes:
        if code.offset <= head:
            place = code.offset
        elif code.offset >= len(old) - tail:
            place = code.offset + shift
        else:
            place = head
        moved.append(replace(code, offset=place))
    return tuple(moved)
