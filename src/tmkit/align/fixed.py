"""Pairs that a person has settled: they stand, and only what is between them is searched.

All of the text still teaches the length ratio and the words, the settled pairs most of all; the
search itself is cut at each of them into gaps that know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from tmkit.align.chunks import Chunk, Model, Path, join, search_chunks
from tmkit.align.plan import OVERLAP, cut
from tmkit.align.search import Step

Ints = npt.NDArray[np.int64]
Fixed = tuple[range, range]


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two pairs that stand; ``then`` is the pair that follows, if one does."""

    rows: range
    columns: range
    then: Step | None


def gaps(n: int, m: int, fixed: Sequence[Fixed]) -> list[Gap]:
    """Return the gaps of a document of n and m segments, in order, empty ones too.

    A pair of two empty ranges holds nothing: it is a point that no bead may cross. Raise ValueError
    for pairs that overlap or are not in the order of the text.
    """
    found = []
    i = j = 0
    for rows, columns in fixed:
        if rows.start < i or columns.start < j or rows.stop > n or columns.stop > m:
            raise ValueError("the pairs that stand are not in the order of the text")
        step = (rows.start, columns.start, len(rows), len(columns))
        found.append(Gap(range(i, rows.start), range(j, columns.start), step))
        i, j = rows.stop, columns.stop
    return [*found, Gap(range(i, n), range(j, m), None)]


def chunks_of(
    between: Sequence[Gap], guide: tuple[Ints, Ints], overlap: int = OVERLAP
) -> list[tuple[int, Chunk]]:
    """Return the chunks of all gaps that have text on both sides, each with its gap's index."""
    found = []
    for k, gap in enumerate(between):
        if not gap.rows or not gap.columns:
            continue
        i, j = guide
        low, high = np.searchsorted(i, [gap.rows.start, gap.rows.stop])
        i, j = i[low:high], j[low:high]
        inside = (j >= gap.columns.start) & (j < gap.columns.stop)
        i, j = i[inside] - gap.rows.start, j[inside] - gap.columns.start
        first, last = k == 0, gap.then is None
        for chunk in cut(len(gap.rows), len(gap.columns), i, j, overlap):
            moved = Chunk(
                range(chunk.rows.start + gap.rows.start, chunk.rows.stop + gap.rows.start),
                range(
                    chunk.columns.start + gap.columns.start, chunk.columns.stop + gap.columns.start
                ),
                first=chunk.first and first,
                last=chunk.last and last,
                after=chunk.first and not first,
                before=chunk.last and not last,
            )
            found.append((k, moved))
    return found


def solve_between(
    model: Model,
    between: Sequence[Gap],
    chunks: Sequence[tuple[int, Chunk]],
    progress: Callable[[int], None],
) -> Path:
    """Search the chunks, and return the path of the document: gaps, and the pairs that stand."""
    paths = search_chunks(model, [chunk for _, chunk in chunks], progress)
    joined = {}
    for k, group in groupby(zip(chunks, paths, strict=True), key=lambda member: member[0][0]):
        members = list(group)
        joined[k] = join([path for _, path in members], [chunk for (_, chunk), _ in members])
    whole = Path([], [], [1.0])
    for k, gap in enumerate(between):
        path = joined.get(k) or _alone(gap)
        whole.steps.extend(path.steps)
        whole.posteriors.extend(path.posteriors)
        whole.corners.extend(path.corners[1:])
        if gap.then is not None and (gap.then[2] or gap.then[3]):
            whole.steps.append(gap.then)
            whole.posteriors.append(1.0)
            whole.corners.append(1.0)
    return whole


def _alone(gap: Gap) -> Path:
    steps = [(i, gap.columns.start, 1, 0) for i in gap.rows]
    steps += [(gap.rows.stop, j, 0, 1) for j in gap.columns]
    return Path(steps, [1.0] * len(steps), [1.0] * (len(steps) + 1))
