"""Where the two texts surely meet: rare words that both use, on one rising chain.

Only needed for documents too long for an exact search. Pairs of segments that share linked types
which are rare on both sides are weighed, and the heaviest chain that rises on both sides is kept
(a Fenwick tree, O(P log P) for P points). Between anchors the path is taken to run straight.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Table
from tmkit.align.side import Side

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

MOST_OFTEN = 40  # segments that a rare type stands in, at most
MOST_POINTS = 60  # points that one pair of types gives, at most
LEAST_WEIGHT = 1.2
DEVIATION = 25  # segments off the running median of its neighbours: an accident, not an anchor


def anchors(source: Side, target: Side, table: Table) -> tuple[Ints, Ints]:
    """Return the source and target segments of the chain, both strictly rising."""
    i, j, weight = _points(source, target, table)
    if not len(i):
        return i, j
    n, m = len(source), len(target)
    # a true point has others near it on the diagonal
    bins = ((i + j) // 24) * (m + n) + (i - j + m) // 10
    _, place = np.unique(bins, return_inverse=True)
    support = np.bincount(place, weights=weight)[place] - weight
    weight = weight + 0.15 * np.minimum(support, 20.0)
    best_i, best_j = np.zeros(n), np.zeros(m)
    np.maximum.at(best_i, i, weight)
    np.maximum.at(best_j, j, weight)
    strong = (weight >= LEAST_WEIGHT) & (weight >= 0.8 * best_i[i]) & (weight >= 0.8 * best_j[j])
    i, j, weight = i[strong], j[strong], weight[strong]
    order = np.lexsort((-j, i))
    i, j, weight = i[order], j[order], weight[order]
    chain = heaviest_chain(j, weight, m)
    i, j = i[chain], j[chain]
    if len(i) > 20:
        offset = j - i
        keep = np.abs(offset - _running_median(offset, 9)) <= DEVIATION
        i, j = i[keep], j[keep]
    return i, j


def _points(source: Side, target: Side, table: Table) -> tuple[Ints, Ints, Doubles]:
    """Return (i, j, weight) of the segments that share rare linked types."""
    first_s, where_s = _postings(source)
    first_t, where_t = _postings(target)
    often_s, often_t = np.diff(first_s), np.diff(first_t)
    type_s = np.repeat(np.arange(len(often_s)), np.diff(table.first))
    type_t = table.target
    a, b = often_s[type_s], often_t[type_t]
    sure = np.maximum(table.forward, table.backward)
    rare = (a > 0) & (b > 0) & (a <= MOST_OFTEN) & (b <= MOST_OFTEN)
    rare &= (a * b <= MOST_POINTS) & (sure >= 0.05)
    type_s, type_t, a, b, sure = type_s[rare], type_t[rare], a[rare], b[rare], sure[rare]
    spread = np.sqrt(a * b)
    weight = np.minimum(1.0, sure + 0.3) * np.log1p(max(len(source), len(target)) / spread) / spread
    size = a * b
    pair = np.repeat(np.arange(len(size)), size)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size)
    i = where_s[first_s[type_s[pair]] + offset // b[pair]]
    j = where_t[first_t[type_t[pair]] + offset % b[pair]]
    key, place = np.unique(i * len(target) + j, return_inverse=True)
    total = np.bincount(place, weights=weight[pair], minlength=len(key))
    rows, columns = np.divmod(key.astype(np.int64), max(len(target), 1))
    return rows, columns, total.astype(np.float64)


def _postings(side: Side) -> tuple[Ints, Ints]:
    """Return for each type where its segments begin in the second array."""
    owner = np.repeat(np.arange(len(side)), np.diff(side.first))
    order = np.argsort(side.ids, kind="stable")
    first = np.zeros(len(side.types) + 1, dtype=np.int64)
    np.cumsum(np.bincount(side.ids, minlength=len(side.types)), out=first[1:])
    return first, owner[order]


def heaviest_chain(j: Ints, weight: Doubles, m: int) -> Ints:
    """Return the indices of the heaviest chain of points rising strictly in i and j.

    The points come sorted by rising i and, for one i, falling j, so that of one row at most one
    can be taken.
    """
    tree = [(0.0, -1)] * (m + 1)
    before = [-1] * len(j)
    best, last = 0.0, -1
    for k, (column, w) in enumerate(zip(j.tolist(), weight.tolist(), strict=True)):
        top = (0.0, -1)
        x = column
        while x > 0:
            if tree[x] > top:
                top = tree[x]
            x -= x & -x
        total = top[0] + w
        before[k] = top[1]
        if total > best:
            best, last = total, k
        x = column + 1
        while x <= m:
            if total > tree[x][0]:
                tree[x] = (total, k)
            x += x & -x
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return np.array(chain[::-1], dtype=np.int64)


def _running_median(values: Ints, width: int) -> Doubles:
    padded = np.pad(values, width // 2, mode="edge")
    median: Doubles = np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=1)
    return median
