"""Exact search over the monotone paths of a chunk: posteriors and the path they favour.

The model is a semi-Markov chain. A path is a *head* of segments without counterpart, a *body* that
begins and ends with a pair, and a *tail*, because pages carry their furniture at both ends. Inside
the body a null that follows a null costs less than one that follows a pair: texts lose whole
passages. In a run of nulls the source's come first, so that each way to leave segments alone is
counted once, not once for every interleaving.

Forward-backward gives each bead's posterior probability; the path returned is the one with the
most segments expected to stand in right beads (minimum Bayes risk), of which the best single path
is the special case of a very sure model.

Rows are processed one after the other, all columns and all chunks of a batch at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tmkit.align.emission import SHAPES, Shapes

Doubles = npt.NDArray[np.float64]
Step = tuple[int, int, int, int]  # (i, j, a, b): a bead of a source and b target segments at i, j
LOW = -1e9


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of a batch of K chunks of n source and m target segments, S bead shapes."""

    beads: npt.NDArray[np.floating[Any]]  # (S, K, n, m) a pair of each shape that starts at (i, j)
    start: Doubles  # (K, n + 1, m + 1) beginning the body at (i, j)
    end: Doubles  # (K, n + 1, m + 1) ending the body at (i, j)
    alone_source: Doubles  # (K, n) leaving a source segment alone after a pair
    alone_target: Doubles  # (K, m)
    run: float  # added where a null of the same side comes before
    swap: float  # added to a target null that follows a source null
    nothing: Doubles  # (K,) leaving everything alone
    shapes: Shapes = SHAPES


@dataclass(frozen=True, slots=True)
class Posteriors:
    """How probable each bead of each chunk is, given both texts."""

    pairs: npt.NDArray[np.float32]  # (S, K, n, m)
    source: Doubles  # (K, n) that a source segment stands alone
    target: Doubles  # (K, m)
    corner: npt.NDArray[np.float32]  # (K, n + 1, m + 1) that the path passes between two beads here
    evidence: Doubles  # (K,) log of the sum over all paths
    shapes: Shapes = SHAPES


def log_sum(stack: Doubles) -> Doubles:
    """Return log(sum(exp(stack))) along the first axis."""
    peak = stack.max(axis=0)
    summed: Doubles = peak + np.log(np.exp(stack - peak).sum(axis=0))
    return summed


def _accumulate(base: Doubles, step: Doubles) -> Doubles:
    """Return x with x[j] = logaddexp(base[j], x[j - 1] + step[j - 1]) along the last axis."""
    total = np.zeros_like(base)
    np.cumsum(step, axis=-1, out=total[..., 1:])
    out: Doubles = total + np.logaddexp.accumulate(base - total, axis=-1)
    return out


def forward(lattice: Lattice) -> tuple[Doubles, Doubles, Doubles]:
    """Return the log sums over all paths to each (i, j), each (K, n + 1, m + 1).

    Those that end in a pair, in a source null, in a target null.
    """
    beads, run, swap = lattice.beads, lattice.run, lattice.swap
    _, batch, n, m = beads.shape
    pair = np.full((batch, n + 1, m + 1), LOW)
    left, right = pair.copy(), pair.copy()  # source nulls, target nulls
    before_pair = pair.copy()
    step = lattice.alone_target
    for i in range(n + 1):
        stack = np.full((len(lattice.shapes), batch, m + 1), LOW)
        for k, (a, b) in enumerate(lattice.shapes):
            if a <= i and b <= m:
                np.add(
                    before_pair[:, i - a, : m + 1 - b],
                    beads[k, :, i - a, : m + 1 - b],
                    out=stack[k, :, b:],
                )
        pair[:, i] = log_sum(stack)
        if i:
            cost = lattice.alone_source[:, i - 1 : i]
            left[:, i] = np.logaddexp(pair[:, i - 1], left[:, i - 1] + run) + cost
        base = np.full((batch, m + 1), LOW)
        base[:, 1:] = np.logaddexp(pair[:, i, :-1], left[:, i, :-1] + swap) + step
        right[:, i] = _accumulate(base, step + run)
        before_pair[:, i] = log_sum(
            np.stack([lattice.start[:, i], pair[:, i], left[:, i], right[:, i]])
        )
    return pair, left, right


def backward(lattice: Lattice) -> tuple[Doubles, Doubles, Doubles, Doubles]:
    """Return the log sums over all paths from each (i, j) to the end.

    After a pair, after a source null, after a target null; and those that go on with a pair.
    """
    beads, run, swap = lattice.beads, lattice.run, lattice.swap
    _, batch, n, m = beads.shape
    after_pair = np.full((batch, n + 1, m + 1), LOW)
    after_left, after_right, paired = after_pair.copy(), after_pair.copy(), after_pair.copy()
    step = lattice.alone_target
    for i in range(n, -1, -1):
        stack = np.full((len(lattice.shapes), batch, m + 1), LOW)
        for k, (a, b) in enumerate(lattice.shapes):
            if i + a <= n and b <= m:
                np.add(
                    beads[k, :, i, : m + 1 - b],
                    after_pair[:, i + a, b:],
                    out=stack[k, :, : m + 1 - b],
                )
        paired[:, i] = log_sum(stack)
        after_right[:, i] = _accumulate(paired[:, i, ::-1], (step + run)[:, ::-1])[:, ::-1]
        skip = np.full((batch, m + 1), LOW)
        if i < n:
            skip = lattice.alone_source[:, i : i + 1] + after_left[:, i + 1]
        after_left[:, i] = np.logaddexp(paired[:, i], skip + run)
        go_right = step + after_right[:, i, 1:]
        after_left[:, i, :-1] = np.logaddexp(after_left[:, i, :-1], go_right + swap)
        after_pair[:, i] = log_sum(np.stack([paired[:, i], lattice.end[:, i], skip]))
        after_pair[:, i, :-1] = np.logaddexp(after_pair[:, i, :-1], go_right)
    return after_pair, after_left, after_right, paired


def posteriors(lattice: Lattice) -> Posteriors:
    """Return each bead's posterior probability by forward-backward."""
    _, batch, n, m = lattice.beads.shape
    pair, left, right = forward(lattice)
    after_pair, after_left, after_right, paired = backward(lattice)
    begins = lattice.start + paired
    evidence = np.logaddexp(log_sum(begins.reshape(batch, -1).T), lattice.nothing)
    z = evidence[:, None, None]
    before_pair = log_sum(np.stack([lattice.start, pair, left, right])) - z
    pairs = np.zeros(lattice.beads.shape, dtype=np.float32)
    for k, (a, b) in enumerate(lattice.shapes):
        if a <= n and b <= m:
            rows, columns = slice(0, n - a + 1), slice(0, m - b + 1)
            here = before_pair[:, rows, columns] + lattice.beads[k, :, rows, columns]
            pairs[k, :, rows, columns] = np.exp(here + after_pair[:, a:, b:])
    starts = np.exp(begins - z)
    ends = np.exp(pair + lattice.end - z)
    none = np.exp(lattice.nothing - evidence)[:, None]
    to_left = np.logaddexp(pair, left + lattice.run)[:, :-1] + lattice.alone_source[:, :, None]
    to_right = log_sum(np.stack([pair, left + lattice.swap, right + lattice.run]))[:, :, :-1]
    alone_s = np.exp(to_left + after_left[:, 1:] - z).sum(axis=2) + none
    alone_s += _later(starts.sum(axis=2)) + _earlier(ends.sum(axis=2))
    to_right = to_right + lattice.alone_target[:, None, :]
    alone_t = np.exp(to_right + after_right[:, :, 1:] - z).sum(axis=1) + none
    alone_t += _later(starts.sum(axis=1)) + _earlier(ends.sum(axis=1))
    corner = starts + np.exp(pair + after_pair - z)
    corner += np.exp(left + after_left - z) + np.exp(right + after_right - z)
    return Posteriors(pairs, alone_s, alone_t, corner.astype(np.float32), evidence, lattice.shapes)


def _later(mass: Doubles) -> Doubles:
    """Return for each segment the mass of the points behind it (the body starts after it)."""
    later: Doubles = np.cumsum(mass[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return later


def _earlier(mass: Doubles) -> Doubles:
    """Return for each segment the mass of the points up to it (the body ends before it)."""
    earlier: Doubles = np.cumsum(mass, axis=1)[:, :-1]
    return earlier


def best_paths(
    post: Posteriors, sizes: Sequence[tuple[int, int]]
) -> list[tuple[list[Step], list[float]]]:
    """Return each chunk's beads and their posteriors: the path with most segments in right beads.

    ``sizes`` are the (n, m) of the chunks, which the batch's arrays may exceed.
    """
    _, batch, n, m = post.pairs.shape
    value = np.full((batch, n + 1, m + 1), -np.inf)
    run = np.zeros((batch, m + 1))
    np.cumsum(post.target, axis=1, out=run[:, 1:])
    value[:, 0] = run
    for i in range(1, n + 1):
        base = value[:, i - 1] + post.source[:, i - 1 : i]
        for q, (a, b) in enumerate(post.shapes):
            if a <= i and b <= m:
                gain = value[:, i - a, : m + 1 - b] + (a + b) * post.pairs[q, :, i - a, : m + 1 - b]
                np.maximum(base[:, b:], gain, out=base[:, b:])
        value[:, i] = run + np.maximum.accumulate(base - run, axis=1)
    return [
        _trace(value[k], post.pairs[:, k], post.source[k], post.target[k], size, post.shapes)
        for k, size in enumerate(sizes)
    ]


def _trace(
    value: Doubles,
    pairs: npt.NDArray[np.float32],
    alone_s: Doubles,
    alone_t: Doubles,
    size: tuple[int, int],
    shapes: Shapes,
) -> tuple[list[Step], list[float]]:
    """Return the path that reaches the end with its value, from the start."""
    i, j = size
    steps: list[Step] = []
    probabilities: list[float] = []
    while i or j:
        best, p, a, b = -np.inf, 0.0, 1, 0
        if i:
            best, p = value[i - 1, j] + alone_s[i - 1], alone_s[i - 1]
        if j and value[i, j - 1] + alone_t[j - 1] > best:
            best, p, a, b = value[i, j - 1] + alone_t[j - 1], alone_t[j - 1], 0, 1
        for q, (x, y) in enumerate(shapes):
            if x <= i and y <= j:
                chance = pairs[q, i - x, j - y]
                if chance > 0.01 and value[i - x, j - y] + (x + y) * chance > best:
                    best, p, a, b = value[i - x, j - y] + (x + y) * chance, chance, x, y
        i, j = i - a, j - b
        steps.append((i, j, a, b))
        probabilities.append(min(1.0, float(p)))
    return steps[::-1], probabilities[::-1]
