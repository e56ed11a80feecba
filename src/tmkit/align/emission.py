"""How well a bead's two texts translate each other, as log-likelihood ratios.

For every start (i, j) of a chunk and every bead shape (a, b) the score adds

* words: IBM model 1 (Brown et al. 1993) over the bead's *joined* text, both directions averaged,
  against a unigram background:
  ``sum_e log(noise + (1 - noise) * sum_f t(e|f) / (|F| p(e)))``;
* length: a normal density of the log length ratio against the background of target lengths
  (after Gale & Church 1993, with the ratio fitted to the document);
* the prior of the shape, and a cost for paragraph breaks that stand on one side only.

A null bead scores its prior and its signs of furniture: its words are what the background explains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Table
from tmkit.align.side import Side
from tmkit.align.weights import LENGTH_CAP, LENGTH_FLOOR, NOISE, SPREAD, SPREAD_SHORT, Weights

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

# Bead shapes (source segments, target segments); nulls are the search's own.
SHAPES = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1),
)  # fmt: skip
ABLE = 0.05  # a translation at least this probable can stand for a word
IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Text:
    """What is estimated from the document: length ratio, how free it is, how full of gaps."""

    ratio: float  # typical log(target length / source length)
    noise_source: float = NOISE  # share of the source's words that the target does not explain
    noise_target: float = NOISE
    gaps: float = 0.0  # added to a null after a pair where the text has many gaps


def windows(values: Floats, size: int) -> Floats:
    """Return sums of ``size`` neighbours along the last axis, shape (..., m - size + 1)."""
    width = values.shape[-1] - size + 1
    total = values[..., :width].copy()
    for k in range(1, size):
        total += values[..., k : k + width]
    return total


@dataclass(frozen=True, slots=True)
class Words:
    """What b right segments from each start on say of the left side's words."""

    total: Floats  # (n, m - b + 1) for each left segment
    gain: Floats  # (k, m - b + 1) for each left type, above what noise alone gives
    supply: Floats  # (k, m - b + 1) how many right words can stand for one of that type


def lexical(
    left_counts: Floats,
    right_counts: Floats,
    t: Floats,
    background: Floats,
    noise: float,
    reach: int,
) -> list[Words]:
    """Return for b in 1..reach the scores of the left segments' words given b right segments.

    ``left_counts`` is (n, k), ``right_counts`` (m, l), ``t`` (k, l) and ``background`` (k,).
    """
    m = len(right_counts)
    reached = (t @ right_counts.T) * ((1 - noise) / background[:, None])  # (k, m)
    able = (t > ABLE).astype(np.float32) @ right_counts.T
    size = right_counts.sum(axis=1)  # (m,)
    floor = np.float32(math.log(noise))
    words = []
    for b in range(1, min(reach, m) + 1):
        share = windows(reached, b) / np.maximum(windows(size, b), 1.0)
        share += noise
        gain = np.log(share, out=share)
        total = left_counts @ gain
        gain -= floor
        words.append(Words(total, gain, windows(able, b)))
    return words


def joined(left_counts: Floats, words: Words, a: int) -> Floats:
    """Return the (n - a + 1, m - b + 1) scores of a left segments' words together.

    Model 1 lets every word of the left side draw on the same word of the right, so that a headline
    would stand with the sentence that says it again against one translation of either. Here a word
    that the left side repeats is explained only as often as the right side has a word for it.
    """
    score = windows(words.total.T, a).T
    if a == 1:
        return score
    bags = windows(left_counts.T, a).T
    single = np.maximum.reduce([left_counts[q : len(bags) + q] for q in range(a)])
    row, kind = np.nonzero(bags > single)
    if len(row):
        least = np.maximum(words.supply[kind], single[row, kind][:, None])
        excess = np.maximum(bags[row, kind][:, None] - least, 0.0) * words.gain[kind]
        starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
        score = score.copy()
        score[row[starts]] -= np.add.reduceat(excess, starts, axis=0)
    return score


def length_scores(
    source: Doubles, target: Doubles, ratio: float, background: tuple[float, float]
) -> Floats:
    """Return the (n, m) length log-likelihood ratios of joined texts of these lengths.

    ``background`` is the mean and standard deviation of the log lengths of such target texts.
    """
    log_source, log_target = np.log(source), np.log(target)
    variance = SPREAD**2 + SPREAD_SHORT**2 / source
    deviation = (log_target[None, :] - (log_source + ratio)[:, None]).astype(np.float32)
    own = np.maximum(deviation**2 * (-0.5 / variance)[:, None].astype(np.float32), LENGTH_FLOOR)
    own -= 0.5 * np.log(variance)[:, None].astype(np.float32)
    mean, sd = background
    other = np.maximum(-0.5 * ((log_target - mean) / sd) ** 2, -LENGTH_CAP) - math.log(sd)
    scores: Floats = own - other.astype(np.float32)
    return scores


def breaks(
    source: Side, target: Side, rows: range, columns: range, a: int, b: int
) -> tuple[Floats, Floats]:
    """Return how many paragraph breaks each (a, b) bead disregards inside, and at its end.

    A break that both sides share is not rewarded: any two one-line paragraphs would attract each
    other.
    """
    breaks_s = source.breaks[rows.start : rows.stop + 1].astype(np.float32)
    breaks_t = target.breaks[columns.start : columns.stop + 1].astype(np.float32)
    inner = np.zeros((len(rows) - a + 1, len(columns) - b + 1), dtype=np.float32)
    if a > 1:
        inner += windows(breaks_s[1:-1], a - 1)[:, None]
    if b > 1:
        inner += windows(breaks_t[1:-1], b - 1)[None, :]
    return inner, np.abs(breaks_s[a:, None] - breaks_t[None, b:])


@dataclass(frozen=True, slots=True)
class Parts:
    """What the score of each bead of one shape is made of, each (n - a + 1, m - b + 1)."""

    words: Floats
    length: Floats
    inner: Floats
    ending: Floats


def score_parts(
    source: Side, target: Side, rows: range, columns: range, table: Table, text: Text
) -> dict[tuple[int, int], Parts]:
    """Return the parts of the scores of every bead shape that fits into a chunk."""
    n, m = len(rows), len(columns)
    source_types, source_counts = source.block(rows, table.linked_source)
    target_types, target_counts = target.block(columns, table.linked_target)
    forward, backward = table.dense(source_types, target_types)
    by_source = lexical(
        source_counts, target_counts, forward,
        table.background_source[source_types], text.noise_source, max(b for _, b in SHAPES),
    )  # fmt: skip
    by_target = lexical(
        target_counts, source_counts, backward,
        table.background_target[target_types], text.noise_target, max(a for a, _ in SHAPES),
    )  # fmt: skip
    lengths_s = source.lengths[rows.start : rows.stop]
    lengths_t = target.lengths[columns.start : columns.stop]
    mean, sd = table.log_length
    parts = {}
    for a, b in SHAPES:
        if a > n or b > m:
            continue
        words = joined(source_counts, by_source[b - 1], a)
        words = words + joined(target_counts, by_target[a - 1], b).T
        long_s = np.convolve(lengths_s, np.ones(a), "valid")
        long_t = np.convolve(lengths_t, np.ones(b), "valid")
        length = length_scores(long_s, long_t, text.ratio, (mean + math.log(b), sd))
        inner, ending = breaks(source, target, rows, columns, a, b)
        parts[a, b] = Parts(0.5 * words, length, inner, ending)
    return parts


def score_beads(
    parts: dict[tuple[int, int], Parts], n: int, m: int, weights: Weights, japanese_source: bool
) -> Floats:
    """Return the scores of every bead as (shapes, n, m), by shape and start."""
    beads = np.full((len(SHAPES), n, m), IMPOSSIBLE, dtype=np.float32)
    for k, (a, b) in enumerate(SHAPES):
        if (a, b) not in parts:
            continue
        part = parts[a, b]
        prior = weights.shape(b, a) if japanese_source else weights.shape(a, b)
        beads[k, : n - a + 1, : m - b + 1] = (
            weights.words * part.words
            + weights.length * part.length
            + weights.inner_break * part.inner
            + weights.end_break * part.ending
            + prior
        )
    return beads
