"""How well a bead's two texts translate each other, as log-likelihood ratios.

For every start (i, j) of a chunk and every bead shape (a, b) the score adds

* words: IBM model 1 (Brown et al. 1993) over the bead's *joined* text, both directions averaged,
  against a unigram background:
  ``sum_e log(lam + (1 - lam) * sum_f t(e|f) / (|F| p(e)))``;
* length: a normal density of the log length ratio against the background of target lengths
  (after Gale & Church 1993, with the ratio fitted to the document);
* the prior of the shape, and a cost for paragraph breaks that stand on one side only.

A null bead scores its prior alone: its words are what the background explains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Table
from tmkit.align.side import Side

Floats = npt.NDArray[np.float32]

# Bead shapes (source segments, target segments); nulls are the search's own.
SHAPES = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1),
)  # fmt: skip
IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Weights:
    """The model's constants, fitted once for every kind of text (docs/explanation/alignment.md)."""

    lam: float = 0.2
    words: float = 0.5
    length: float = 1.0
    spread: float = 0.18  # standard deviation of the log length ratio for long texts
    spread_short: float = 2.2  # its share that falls with length, in characters
    length_cap: float = 2.0
    break_cost: float = 1.0
    shapes: tuple[float, ...] = (
        -0.16, -3.0, -3.0, -5.3, -4.0, -4.0, -6.2, -6.2, -5.0, -5.0, -6.0, -6.0,
    )  # fmt: skip
    null: float = -2.0  # a null after a pair
    null_run: float = -0.75  # a null after a null
    null_edge: float = 1.25  # added at the document's head and tail


def windows(values: Floats, size: int) -> Floats:
    """Return sums of ``size`` neighbours along the last axis, shape (..., m - size + 1)."""
    if size == 1:
        return values
    total = np.cumsum(values, axis=-1, dtype=np.float64)
    head = total[..., size - 1 : size]
    tail = total[..., size:] - total[..., :-size]
    return np.concatenate([head, tail], axis=-1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a chunk of n source and m target segments."""

    beads: Floats  # (shapes, n, m): the bead of each shape that starts at (i, j)
    n: int
    m: int


def lexical(
    left_counts: Floats, right_counts: Floats, t: Floats, background: Floats, lam: float, reach: int
) -> list[Floats]:
    """Return for b in 1..reach the scores of each left segment's words given b right segments.

    ``left_counts`` is (n, k), ``right_counts`` (m, l), ``t`` (k, l) and ``background`` (k,); the
    b-th result is (n, m - b + 1), its columns the first of the b segments.
    """
    m = len(right_counts)
    reached = t @ right_counts.T  # (k, m)
    size = right_counts.sum(axis=1)  # (m,)
    scores = []
    for b in range(1, min(reach, m) + 1):
        share = windows(reached, b) / (np.maximum(windows(size, b), 1.0) * background[:, None])
        scores.append(left_counts @ np.log(lam + (1 - lam) * share))
    return scores


def length_scores(
    source: npt.NDArray[np.float64], target: npt.NDArray[np.float64], ratio: float, w: Weights,
    background: tuple[float, float],
) -> Floats:
    """Return the (n, m) length log-likelihood ratios of joined texts of these lengths.

    ``ratio`` is the document's typical log(target / source), ``background`` the mean and standard
    deviation of the log lengths of target beads of this size.
    """
    variance = w.spread**2 + w.spread_short**2 / source
    deviation = np.log(target)[None, :] - np.log(source)[:, None] - ratio
    own = -0.5 * deviation**2 / variance[:, None] - 0.5 * np.log(variance)[:, None]
    mean, sd = background
    other = np.maximum(-0.5 * ((np.log(target) - mean) / sd) ** 2, -w.length_cap) - np.log(sd)
    return (np.maximum(own, -8.0 - 0.5 * np.log(variance)[:, None]) - other).astype(np.float32)


def score_chunk(
    source: Side, target: Side, rows: range, columns: range, table: Table, ratio: float, w: Weights
) -> Scores:
    """Return the scores of every bead within a chunk."""
    n, m = len(rows), len(columns)
    source_types, source_counts = source.block(rows, table.linked_source)
    target_types, target_counts = target.block(columns, table.linked_target)
    forward, backward = table.dense(source_types, target_types)
    reach_target = max(b for _, b in SHAPES)
    reach_source = max(a for a, _ in SHAPES)
    by_source = lexical(
        source_counts, target_counts, forward, table.background_source[source_types], w.lam, reach_target
    )
    by_target = lexical(
        target_counts, source_counts, backward, table.background_target[target_types], w.lam, reach_source
    )
    lengths_s = source.lengths[rows.start : rows.stop]
    lengths_t = target.lengths[columns.start : columns.stop]
    mean, sd = table.log_length
    breaks = break_costs(source, target, rows, columns)
    beads = np.full((len(SHAPES), n, m), IMPOSSIBLE, dtype=np.float32)
    for k, (a, b) in enumerate(SHAPES):
        if a > n or b > m:
            continue
        words = windows(by_source[b - 1].T, a).T + windows(by_target[a - 1].T, b)
        size = length_scores(
            windows(lengths_s, a), windows(lengths_t, b), ratio, w, (mean + float(np.log(b)), sd)
        )
        beads[k, : n - a + 1, : m - b + 1] = (
            w.shapes[k] + w.words * 0.5 * words + w.length * size - w.break_cost * breaks(a, b)
        )
    return Scores(beads, n, m)


def break_costs(
    source: Side, target: Side, rows: range, columns: range
) -> Callable[[int, int], Floats]:
    """Return a function of a shape (a, b) that counts the paragraph breaks its beads disregard.

    A break inside a bead counts, and one that the bead ends with on one side only. A break that
    both sides share is not rewarded: any two one-line paragraphs would attract each other.
    """
    breaks_s = source.breaks[rows.start : rows.stop + 1].astype(np.float32)
    breaks_t = target.breaks[columns.start : columns.stop + 1].astype(np.float32)

    def count(a: int, b: int) -> Floats:
        end_s, end_t = breaks_s[a:], breaks_t[b:]
        inner_s = windows(breaks_s[1:-1], a - 1) if a > 1 else np.zeros_like(end_s)
        inner_t = windows(breaks_t[1:-1], b - 1) if b > 1 else np.zeros_like(end_t)
        return np.abs(end_s[:, None] - end_t[None, :]) + inner_s[:, None] + inner_t[None, :]

    return count
