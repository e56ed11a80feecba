"""A document as a run of overlapping chunks: scored and searched in batches, then joined.

A short document is one chunk and its search is exact. A long one is cut near anchors into chunks
that overlap; inside the overlap both chunks find, as a rule, the same path, and they are joined at
the corner of which both are surest. Time and memory are linear in the length of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmkit.align.emission import SHAPES, Shapes, Text, score_beads, score_parts
from tmkit.align.links import Table
from tmkit.align.search import LOW, Lattice, Step, best_paths, posteriors
from tmkit.align.side import Side, silent
from tmkit.align.weights import Weights

Doubles = npt.NDArray[np.float64]

BATCH_CELLS = 100_000  # lattice points searched at once: bounds memory, and fits a cache


@dataclass(frozen=True, slots=True)
class Model:
    """All that scoring needs to know of a document."""

    source: Side
    target: Side
    table: Table
    text: Text
    weights: Weights
    japanese_source: bool
    shapes: Shapes = SHAPES


@dataclass(frozen=True, slots=True)
class Chunk:
    """A rectangle of the document; True where it touches the document's own start or end.

    ``after`` and ``before``: where a pair that stands is right before its first or after its last
    corner, which the path then passes.
    """

    rows: range
    columns: range
    first: bool
    last: bool
    after: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Beads in document order with their posteriors, and how sure each bead's start is."""

    steps: list[Step]
    posteriors: list[float]
    corners: list[float]  # one more than steps


def alone_scores(side: Side, rows: range, weights: Weights) -> Doubles:
    """Return what a null of each segment gains by the signs of furniture it shows, and by length.

    A long text that says nothing in common with the other side is surer to stand alone than a
    short one, which might be a free rendering.
    """
    w = weights
    signs = side.signs[rows.start : rows.stop] @ np.array([w.label, w.below, w.repeat, w.fragment])
    long = np.log(side.lengths[rows.start : rows.stop] / 20.0) / np.log(6.0)
    scores: Doubles = signs + w.long * np.clip(long, 0.0, 1.3)
    return scores


def _edges(own_s: Doubles, own_t: Doubles, each: float, opening: float) -> Doubles:
    """Return the (n + 1, m + 1) score of leaving alone the first i and j segments."""
    until_s = np.concatenate([[0.0], np.cumsum(own_s + each) + opening])
    until_t = np.concatenate([[0.0], np.cumsum(own_t + each) + opening])
    score: Doubles = until_s[:, None] + until_t[None, :]
    return score


def _inner_edges(own_s: Doubles, own_t: Doubles, run: float, swap: float) -> Doubles:
    """Return the (n + 1, m + 1) score of leaving alone the first i and j segments after a pair."""
    n, m = len(own_s), len(own_t)
    until_s = np.concatenate([[0.0], np.cumsum(own_s + run) - run])
    until_t = np.concatenate([[0.0], np.cumsum(own_t + run) - run])
    score: Doubles = until_s[:, None] + until_t[None, :]
    if n and m:
        score[1:, 1:] += swap
    return score


def build_lattice(model: Model, chunks: Sequence[Chunk]) -> Lattice:
    """Score a batch of chunks, padded to one size with what cannot be."""
    n = max(len(chunk.rows) for chunk in chunks)
    m = max(len(chunk.columns) for chunk in chunks)
    size, w = len(chunks), model.weights
    beads = np.full((len(model.shapes), size, n, m), LOW, dtype=np.float32)
    start = np.full((size, n + 1, m + 1), LOW)
    end = np.full((size, n + 1, m + 1), LOW)
    alone_s, alone_t = np.full((size, n), LOW), np.full((size, m), LOW)
    nothing = np.full(size, LOW)
    for k, chunk in enumerate(chunks):
        rows, columns = chunk.rows, chunk.columns
        x, y = len(rows), len(columns)
        parts = score_parts(
            model.source, model.target, rows, columns, model.table, model.text, model.shapes
        )
        beads[:, k, :x, :y] = score_beads(parts, x, y, w, model.japanese_source, model.shapes)
        own_s = alone_scores(model.source, rows, w)
        own_t = alone_scores(model.target, columns, w)
        null = w.null + model.text.gaps
        alone_s[k, :x], alone_t[k, :y] = null + own_s, null + own_t
        if chunk.after:
            inner = _inner_edges(alone_s[k, :x], alone_t[k, :y], w.run, w.swap)
            start[k, : x + 1, : y + 1] = inner
        elif chunk.first:
            start[k, : x + 1, : y + 1] = _edges(own_s, own_t, w.head_each, w.head)
        else:
            start[k, 0, : y + 1] = start[k, : x + 1, 0] = 0.0
        if chunk.before:
            back = _inner_edges(alone_s[k, :x][::-1], alone_t[k, :y][::-1], w.run, w.swap)
            end[k, : x + 1, : y + 1] = back[::-1, ::-1]
        elif chunk.last:
            edge = _edges(own_s[::-1], own_t[::-1], w.tail_each, w.tail)
            end[k, : x + 1, : y + 1] = edge[::-1, ::-1]
        else:
            end[k, x, : y + 1] = end[k, : x + 1, y] = 0.0
        if chunk.after and chunk.before:
            nothing[k] = inner[x, y]
        elif chunk.first and chunk.last:
            everything = own_s.sum() + own_t.sum() + w.head_each * (x + y)
            nothing[k] = everything + 2 * (w.head + w.tail)
        elif chunk.first and chunk.before:
            nothing[k] = start[k, x, y]
        elif chunk.after and chunk.last:
            nothing[k] = end[k, 0, 0]
    return Lattice(beads, start, end, alone_s, alone_t, w.run, w.swap, nothing, model.shapes)


def _batches(chunks: Sequence[Chunk]) -> Iterator[list[int]]:
    """Yield groups of chunk indices of like size, each within the bound on memory."""
    order = sorted(range(len(chunks)), key=lambda k: (len(chunks[k].rows), len(chunks[k].columns)))
    group: list[int] = []
    widest = 0
    for k in order:
        cells = (len(chunks[k].rows) + 1) * (max(widest, len(chunks[k].columns)) + 1)
        if group and cells * (len(group) + 1) > BATCH_CELLS:
            yield group
            group, widest = [], 0
        group.append(k)
        widest = max(widest, len(chunks[k].columns))
    if group:
        yield group


def solve(model: Model, chunks: Sequence[Chunk], progress: Callable[[int], None] = silent) -> Path:
    """Search all chunks and join their paths."""
    return join(search_chunks(model, chunks, progress), chunks)


def search_chunks(
    model: Model, chunks: Sequence[Chunk], progress: Callable[[int], None] = silent
) -> list[Path]:
    """Return the path of each chunk, in the document's own numbers."""
    paths: list[Path | None] = [None] * len(chunks)
    done = 0
    for group in _batches(chunks):
        members = [chunks[k] for k in group]
        post = posteriors(build_lattice(model, members))
        sizes = [(len(chunk.rows), len(chunk.columns)) for chunk in members]
        for place, (steps, probabilities) in enumerate(best_paths(post, sizes)):
            k = group[place]
            chunk, (n, m) = chunks[k], sizes[place]
            corner = post.corner[place]
            corners = [float(corner[i, j]) for i, j, _, _ in steps] + [float(corner[n, m])]
            i0, j0 = chunk.rows.start, chunk.columns.start
            moved = [(i + i0, j + j0, a, b) for i, j, a, b in steps]
            paths[k] = Path(moved, probabilities, [min(1.0, c) for c in corners])
            done += n
        progress(done)
    return [path for path in paths if path is not None]


def join(paths: Sequence[Path], chunks: Sequence[Chunk]) -> Path:
    """Join the paths of overlapping chunks at the corners of which both are surest."""
    first = paths[0]
    whole = Path(list(first.steps), list(first.posteriors), list(first.corners))
    for path, chunk, before in zip(paths[1:], chunks[1:], chunks, strict=False):
        k, other = _meeting(whole, path, before, chunk) or _seam(whole, path)
        gap = _gap(whole, path, k, other)
        unsure = [0.0] * len(gap)
        # in place: a copy of the whole for each chunk would take time in the square of the length
        whole.steps[k:] = gap + path.steps[other:]
        whole.posteriors[k:] = unsure + path.posteriors[other:]
        whole.corners[k:] = unsure + path.corners[other:]
    return whole


def _meeting(whole: Path, path: Path, before: Chunk, chunk: Chunk) -> tuple[int, int] | None:
    """Return the beads at which two overlapping paths best meet, or None where they do not."""
    theirs = {(i, j): k for k, (i, j, _, _) in enumerate(path.steps)}
    middle = (chunk.rows.start + before.rows.stop) / 2
    reach = max(1.0, before.rows.stop - chunk.rows.start)
    best, at = -1.0, None
    for k in range(len(whole.steps) - 1, -1, -1):
        i, j, _, _ = whole.steps[k]
        if i < chunk.rows.start and j < chunk.columns.start:
            break
        other = theirs.get((i, j))
        if other is None:
            continue
        sure = min(whole.corners[k], path.corners[other]) - 0.2 * abs(i - middle) / reach
        if sure > best:
            best, at = sure, (k, other)
    return at


def _seam(left: Path, right: Path) -> tuple[int, int]:
    """Return where to cut two paths that share no corner, so that the second goes on ahead."""
    for k in range(len(left.steps) - 1, -1, -1):
        i, j, a, b = left.steps[k]
        for other, (x, y, _, _) in enumerate(right.steps):
            if x >= i + a and y >= j + b:
                return k + 1, other
    return 0, len(right.steps)


def _gap(left: Path, right: Path, k: int, other: int) -> list[Step]:
    """Return the nulls between the first k beads of one path and the rest of another."""
    i, j = _end(left, k)
    x, y = (
        (right.steps[other][0], right.steps[other][1])
        if other < len(right.steps)
        else _end(right, other)
    )
    return [(p, j, 1, 0) for p in range(i, x)] + [(x, q, 0, 1) for q in range(j, y)]


def _end(path: Path, k: int) -> tuple[int, int]:
    """Return the point behind the first k beads of a path."""
    if k == 0:
        return path.steps[0][0], path.steps[0][1]
    i, j, a, b = path.steps[k - 1]
    return i + a, j + b
