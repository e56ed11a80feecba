"""Inline codes on the way into a format: which belong together, and under what identifiers."""

from __future__ import annotations

from dataclasses import dataclass

from tmkit.model import Code, Segment


@dataclass(frozen=True, slots=True)
class Placed:
    """A code to write: ``partner`` is the other end of its pair, None where there is none.

    ``nested`` pairs lie wholly inside or outside each other, so that an element can hold them.
    ``id`` is unique among the codes of the segment, but for the two ends of a pair.
    """

    code: Code
    id: str
    partner: int | None = None
    nested: bool = False


def placed(segment: Segment) -> list[Placed]:
    """Return the codes of a segment in their order, paired and with an identifier each.

    An opening code is joined with the next closing one of the same ``id``.
    """
    codes = segment.codes
    partner: dict[int, int] = {}
    waiting: list[int] = []  # opening codes whose close is still to come
    for index, code in enumerate(codes):
        if code.role == "open":
            waiting.append(index)
        elif code.role == "close":
            opener = next((k for k in reversed(waiting) if codes[k].id == code.id), None)
            if opener is None:
                continue
            partner[opener], partner[index] = index, opener
            waiting.remove(opener)
    nested = _nested(partner)
    ids = _identifiers(codes, partner)
    return [Placed(code, ids[k], partner.get(k), k in nested) for k, code in enumerate(codes)]


def _nested(partner: dict[int, int]) -> set[int]:
    """Return the ends of the pairs that cross no other pair, an opening end before its close."""
    found: set[int] = set()
    stack: list[int] = []
    for index in sorted(partner):
        if partner[index] > index:
            stack.append(index)
            continue
        if stack[-1] == partner[index]:
            found |= {index, partner[index]}
        stack.remove(partner[index])
    return found


def _identifiers(codes: tuple[Code, ...], partner: dict[int, int]) -> list[str]:
    """Return an identifier a code: what joins it with the other language, or with its partner."""
    ids: list[str] = []
    used: set[str] = set()
    for index, code in enumerate(codes):
        other = partner.get(index)
        if other is not None and other < index:
            ids.append(ids[other])
            continue
        wanted = code.match or code.id or str(index + 1)
        unique, number = wanted, 2
        while unique in used:
            unique, number = f"{wanted}-{number}", number + 1
        used.add(unique)
        ids.append(unique)
    return ids


def pieces(segment: Segment) -> list[str]:
    """Return the text before each code, and last the text after them all."""
    bounds = [0, *(code.offset for code in segment.codes), len(segment.text)]
    return [segment.text[bounds[k] : bounds[k + 1]] for k in range(len(bounds) - 1)]
