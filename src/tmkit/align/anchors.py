"""Where the two texts surely meet: rare words that both use, on one rising chain.

Only needed for documents too long for an exact search. Pairs of segments that share linked types
which are rare on both sides are weighed, and the heaviest chain that rises on both sides is kept
(a Fenwick tree, O(P log P) for P points). Where the chain leaves a wide gap, what is rare within
the gap is looked for there: in a long document few words are rare in the whole. Between anchors the
path is taken to run straight.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Table
from tmkit.align.side import Side, expand

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

MOST_OFTEN = 40  # segments that a rare type stands in, at most
MOST_POINTS = 60  # points that one pair of types gives, at most
LEAST_WEIGHT = 1.2
DEVIATION = 25  # segments off the running median of its neighbours: an accident, not an anchor
WIDE_GAP = 240  # segments of both sides together between anchors: look for more


def anchors(source: Side, target: Side, table: Table) -> tuple[Ints, Ints]:
    """Return the source and target segments of the chain, both strictly rising."""
    n, m = len(source), len(target)
    i, j = _chain(source, target, table, range(n), range(m))
    parts = [(i, j)]
    before_i, before_j = np.append(-1, i), np.append(-1, j)
    after_i, after_j = np.append(i, n), np.append(j, m)
    wide = after_i - before_i + after_j - before_j > WIDE_GAP
    if len(i):
        edges = (side[wide].tolist() for side in (before_i, after_i, before_j, after_j))
        for top, bottom, left, right in zip(*edges, strict=True):
            rows, columns = range(top + 1, bottom), range(left + 1, right)
            if rows and columns:
                parts.append(_chain(source, target, table, rows, columns))
    every_i, every_j = (np.sort(np.concatenate(side)) for side in zip(*parts, strict=True))
    return every_i, every_j


def _chain(
    source: Side, target: Side, table: Table, rows: range, columns: range
) -> tuple[Ints, Ints]:
    """Return the chain of the surest points within some rows and columns."""
    i, j, weight = _points(source, target, table, rows, columns)
    if not len(i):
        return i, j
    n, m = len(rows), len(columns)
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
    return i + rows.start, j + columns.start


def _points(
    source: Side, target: Side, table: Table, rows: range, columns: range
) -> tuple[Ints, Ints, Doubles]:
    """Return (i, j, weight), counted from 0, of segments that share linked types rare there."""
    kinds_s, first_s, where_s = _postings(source, rows)
    kinds_t, first_t, where_t = _postings(target, columns)
    known, link = expand(table.first[kinds_s], np.diff(table.first)[kinds_s])
    place = np.minimum(np.searchsorted(kinds_t, table.target[link]), max(len(kinds_t) - 1, 0))
    there = kinds_t[place] == table.target[link] if len(kinds_t) else np.zeros(len(link), bool)
    type_s, type_t, link = known[there], place[there], link[there]
    a, b = np.diff(first_s)[type_s], np.diff(first_t)[type_t]
    sure = np.maximum(table.forward[link], table.backward[link])
    rare = (a <= MOST_OFTEN) & (b <= MOST_OFTEN) & (a * b <= MOST_POINTS) & (sure >= 0.05)
    type_s, type_t, a, b, sure = type_s[rare], type_t[rare], a[rare], b[rare], sure[rare]
    spread = np.sqrt(a * b)
    longest = max(len(rows), len(columns))
    weight = np.minimum(1.0, sure + 0.3) * np.log1p(longest / spread) / spread
    size = a * b
    pair = np.repeat(np.arange(len(size)), size)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size)
    i = where_s[first_s[type_s[pair]] + offset // b[pair]]
    j = where_t[first_t[type_t[pair]] + offset % b[pair]]
    key, place = np.unique(i * len(columns) + j, return_inverse=True)
    total = np.bincount(place, weights=weight[pair], minlength=len(key))
    found = np.divmod(key.astype(np.int64), max(len(columns), 1))
    return *found, total.astype(np.float64)


def _postings(side: Side, span: range) -> tuple[Ints, Ints, Ints]:
    """Return the types of a span, where the segments of each begin, and those, counted from 0."""
    first = side.first[span.start : span.stop + 1]
    ids = side.ids[first[0] : first[-1]]
    owner = np.repeat(np.arange(len(span)), np.diff(first))
    order = np.argsort(ids, kind="stable")
    kinds, begins = np.unique(ids[order], return_index=True)
    return kinds.astype(np.int64), np.append(begins, len(ids)).astype(np.int64), owner[order]


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
