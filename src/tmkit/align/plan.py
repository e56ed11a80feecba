"""Where to cut a document into chunks, given points that its path is thought to pass."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tmkit.align.chunks import Chunk

Ints = npt.NDArray[np.int64]

EXACT_CELLS = 22_500  # up to this many lattice points a document is searched whole
CORE = 80  # segments of both sides together between two cuts
OVERLAP = 24  # segments of both sides together by which chunks overlap at an anchor
SURE_OVERLAP = 14  # and at a point that a first path surely passes
SOFT_OVERLAP = 160  # and where the path is only guessed
WIDEST_GAP = 600  # segments between known points that are still searched as one


def cut(n: int, m: int, guide_i: Ints, guide_j: Ints, overlap: int = OVERLAP) -> list[Chunk]:
    """Return the chunks of a document of n and m segments, in order.

    The guide's points rise on both sides. Distances are measured along both sides together, so
    that a long passage that stands on one side only makes no chunk too large.
    """
    if (n + 1) * (m + 1) <= EXACT_CELLS:
        return [Chunk(range(n), range(m), first=True, last=True)]
    i = np.concatenate([[0], guide_i, [n]])
    j = np.concatenate([[0], guide_j, [m]])
    along, keep = np.unique(i + j, return_index=True)
    i, j = i[keep], j[keep]
    cuts = _cuts(along)
    lows = [at - (SOFT_OVERLAP if soft else overlap) for at, soft in cuts[:-1]]
    highs = [at + (SOFT_OVERLAP if soft else overlap) for at, soft in cuts[1:]]
    corners = [  # all at once: np.interp goes through the whole guide at each call
        (np.floor(np.interp(lows, along, side)), np.ceil(np.interp(highs, along, side)))
        for side in (i, j)
    ]
    chunks = []
    for k, ((start, _), (stop, _)) in enumerate(pairwise(cuts)):
        rows, columns = (range(int(low[k]), int(high[k])) for low, high in corners)
        if start == 0:
            rows, columns = range(rows.stop), range(columns.stop)
        if stop == n + m:
            rows, columns = range(rows.start, n), range(columns.start, m)
        chunks.append(Chunk(rows, columns, first=start == 0, last=stop == n + m))
    return chunks


def _cuts(along: Ints) -> list[tuple[int, bool]]:
    """Return the cuts as (distance, whether guessed), the document's start and end included."""
    end = int(along[-1])
    cuts: list[tuple[int, bool]] = [(0, False)]
    while end - cuts[-1][0] > 1.5 * CORE:
        at = cuts[-1][0] + CORE
        k = int(np.searchsorted(along, at))
        known = int(along[k])
        before = int(along[k - 1])
        if before > cuts[-1][0] + CORE // 2 and at - before < known - at:
            known = before
        if known - cuts[-1][0] <= WIDEST_GAP:
            if end - known < CORE // 2:
                break
            cuts.append((known, False))
        else:
            cuts.append((at, True))
    cuts.append((end, False))
    return cuts
