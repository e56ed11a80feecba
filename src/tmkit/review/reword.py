"""A cell of several segments that was reworded: which words belong to which segment now.

Where two segments meet is found again in the new text where what is beside the place is unchanged.
Segments whose border the new wording runs over become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

KNOWN: Final = 4  # characters beside a border, or all of a segment's, that tell it again
_MOST: Final = 4_000_000  # comparisons of characters: a cell of a sheet holds 32,767


@dataclass(frozen=True, slots=True)
class Wording:
    """The text that ``count`` segments from ``first`` on have now."""

    first: int
    count: int
    text: str


def reworded(segments: Sequence[str], text: str) -> list[Wording]:
    """Return the segments that are worded otherwise in ``text``, in order.

    White space at the borders does not count. No text is lost: what was added at a border belongs
    to the segment after it.
    """
    old = ["".join(segment.split()) for segment in segments]
    places = [index for index, character in enumerate(text) if not character.isspace()]
    new = "".join(text[place] for place in places)
    ends = _borders(old, new)
    found = []
    first = 0
    start = 0
    for index, end in enumerate((*ends, len(new)), 1):
        if end is None or end < start or (end == start and index < len(segments)):
            continue
        words = text[places[start] : places[end - 1] + 1] if end > start else ""
        if "".join(words.split()) != "".join(old[first:index]):
            found.append(Wording(first, index - first, words))
        first, start = index, end
    return _without_empty(found, segments, text)


def _without_empty(found: list[Wording], segments: Sequence[str], text: str) -> list[Wording]:
    """Return one wording for the whole where a segment would be left without a word."""
    if all(wording.text.strip() for wording in found):
        return found
    return [Wording(0, len(segments), text.strip())]


def _borders(old: Sequence[str], new: str) -> list[int | None]:
    """Return where each segment but the last ends in the new text, None where that is not told."""
    whole = "".join(old)
    head = _common(whole, new)
    tail = _common(whole[head:][::-1], new[head:][::-1])
    middle = (len(whole) - head - tail) * (len(new) - head - tail)
    blocks = [(0, 0, head)]
    if middle <= _MOST:
        matcher = SequenceMatcher(
            None, whole[head : len(whole) - tail], new[head : len(new) - tail], autojunk=False
        )
        blocks += [(a + head, b + head, size) for a, b, size in matcher.get_matching_blocks()]
    blocks.append((len(whole) - tail, len(new) - tail, tail))
    joined = _joined(blocks)
    found: list[int | None] = []
    end = 0
    for before, after in pairwise(old):
        end += len(before)
        found.append(_place(end, min(KNOWN, len(before)), min(KNOWN, len(after)), joined))
    return found


def _common(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    for index in range(shorter):
        if one[index] != other[index]:
            return index
    return shorter


def _joined(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the blocks with those that follow each other on both sides as one."""
    found: list[tuple[int, int, int]] = []
    for a, b, size in blocks:
        if found and found[-1][0] + found[-1][2] == a and found[-1][1] + found[-1][2] == b:
            last = found.pop()
            found.append((last[0], last[1], last[2] + size))
        else:
            found.append((a, b, size))
    return found


def _place(end: int, before: int, after: int, blocks: Sequence[tuple[int, int, int]]) -> int | None:
    """Return where the border at ``end`` of the old text is in the new."""
    for a, b, size in blocks:
        if a <= end - before and end <= a + size:  # what stands before it is unchanged
            return b + end - a
    for a, b, size in blocks:
        if a <= end and end + after <= a + size:  # what stands after it is
            return b + end - a
    return None
