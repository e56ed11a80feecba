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
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Pairs, Table
from tmkit.align.side import Block, Side, expand
from tmkit.align.weights import LENGTH_CAP, LENGTH_FLOOR, NOISE, SPREAD, SPREAD_SHORT, Weights

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

# Bead shapes (source segments, target segments); nulls are the search's own.
SHAPES = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1),
)  # fmt: skip
ABLE = 0.05  # a translation at least this probable can stand for a word
# What a first search of a long document makes do with.
FEWER_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
Shapes = tuple[tuple[int, int], ...]
IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Text:
    """What is estimated from the document: length ratio, how free it is, how full of gaps."""

    ratio: float  # typical log(target length / source length)
    noise_source: float = NOISE  # share of the source's words that the target does not explain
    noise_target: float = NOISE
    gaps: float = 0.0  # added to a null after a pair where the text has many gaps
    line_by_line: bool = False  # whether as many paragraphs on both sides speak for their order


def windows(values: Floats, size: int) -> Floats:
    """Return sums of ``size`` neighbours along the last axis, shape (..., m - size + 1)."""
    width = values.shape[-1] - size + 1
    total = values[..., :width].copy()
    for k in range(1, size):
        total += values[..., k : k + width]
    return total


def sums(values: Floats, group: Ints, size: int) -> Floats:
    """Return the (size, m) sums of the rows of ``values`` by their rising group numbers.

    Not a matrix product: BLAS adds in an order that depends on the processor and its threads.
    """
    total = np.zeros((size, values.shape[1]), dtype=np.float32)
    if len(group):
        starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
        total[group[starts]] = np.add.reduceat(values, starts, axis=0)
    return total


def spread(links: Pairs, weights: Floats, kinds: int, right: Block) -> Floats:
    """Return the (kinds, m) sums over links of weight times the count of the linked right type."""
    order = np.argsort(right.kind, kind="stable")
    often = np.bincount(right.kind, minlength=len(right.types))
    first = np.cumsum(often) - often
    link, place = expand(first[links.target], often[links.target])
    entry = order[place]
    cell = links.source[link] * right.size + right.row[entry]
    flat = np.bincount(cell, weights[link] * right.count[entry], kinds * right.size)
    return flat.reshape(kinds, right.size).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Words:
    """What b right segments from each start on say of the left side's words."""

    total: Floats  # (n, m - b + 1) for each left segment
    gain: Floats  # (k, m - b + 1) for each left type, above what noise alone gives
    supply: Floats  # (k, m - b + 1) how many right words can stand for one of that type


def lexical(
    left: Block, right: Block, links: Pairs, background: Floats, noise: float, reach: int
) -> list[Words]:
    """Return for b in 1..reach the scores of the left segments' words given b right segments.

    ``links`` go from left to right types, and every left type has one; ``background`` is (k,), for
    the left types.
    """
    m, kinds = right.size, len(left.types)
    reached = spread(links, links.forward, kinds, right)
    reached *= (1 - noise) / background[:, None]
    supply = spread(links, (links.forward > ABLE).astype(np.float32), kinds, right)
    size = right.totals()
    floor = np.float32(math.log(noise))
    words = []
    for b in range(1, min(reach, m) + 1):
        share = windows(reached, b) / np.maximum(windows(size, b), 1.0)
        share += noise
        gain = np.log(share, out=share)
        total = sums(gain[left.kind] * left.count[:, None], left.row, left.size)
        gain -= floor
        words.append(Words(total, gain, windows(supply, b)))
    return words


@dataclass(frozen=True, slots=True)
class Repeats:
    """The words that several of a left segments have: entry p is one kind of word of one run."""

    row: Ints  # (p,) first segment of the run, rising
    kind: Ints
    count: Floats  # in the run
    single: Floats  # in the segment that has most


def repeats(left: Block, a: int) -> Repeats:
    """Return the words that runs of a left segments repeat."""
    counts = left.dense()
    bags = windows(counts.T, a).T
    single = np.maximum.reduce([counts[q : len(bags) + q] for q in range(a)])
    row, kind = np.nonzero(bags > single)
    return Repeats(row, kind, bags[row, kind], single[row, kind])


def joined(words: Words, a: int, repeated: Repeats | None) -> Floats:
    """Return the (n - a + 1, m - b + 1) scores of a left segments' words together.

    Model 1 lets every word of the left side draw on the same word of the right, so that a headline
    would stand with the sentence that says it again against one translation of either. Here a word
    that the left side repeats is explained only as often as the right side has a word for it.
    """
    score = windows(words.total.T, a).T
    if repeated is None or not len(repeated.row):
        return score
    least = np.maximum(words.supply[repeated.kind], repeated.single[:, None])
    excess = np.maximum(repeated.count[:, None] - least, 0.0) * words.gain[repeated.kind]
    corrected: Floats = score - sums(excess, repeated.row, len(score))
    return corrected


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
    source: Side, target: Side, rows: range, columns: range, a: int, b: int, by_line: bool = False
) -> tuple[Floats, Floats, Floats]:
    """Return how many paragraph breaks each (a, b) bead disregards inside, and at its end.

    A break that both sides share is not rewarded: any two one-line paragraphs would attract each
    other. But in a text made line for line a bead that ends with the same paragraph on either side
    counts as such (third result).
    """
    breaks_s = source.breaks[rows.start : rows.stop + 1].astype(np.float32)
    breaks_t = target.breaks[columns.start : columns.stop + 1].astype(np.float32)
    inner = np.zeros((len(rows) - a + 1, len(columns) - b + 1), dtype=np.float32)
    if a > 1:
        inner += windows(breaks_s[1:-1], a - 1)[:, None]
    if b > 1:
        inner += windows(breaks_t[1:-1], b - 1)[None, :]
    ending = np.abs(breaks_s[a:, None] - breaks_t[None, b:])
    if not by_line:
        return inner, ending, np.zeros_like(ending)
    ended_s = source.ended[rows.start + a : rows.stop + 1]
    ended_t = target.ended[columns.start + b : columns.stop + 1]
    both = breaks_s[a:, None] * breaks_t[None, b:]
    return inner, ending, both * (ended_s[:, None] == ended_t[None, :])


@dataclass(frozen=True, slots=True)
class Parts:
    """What the score of each bead of one shape is made of, each (n - a + 1, m - b + 1)."""

    words: Floats
    length: Floats
    inner: Floats
    ending: Floats
    same: Floats


def score_parts(
    source: Side,
    target: Side,
    rows: range,
    columns: range,
    table: Table,
    text: Text,
    shapes: Shapes = SHAPES,
) -> dict[tuple[int, int], Parts]:
    """Return the parts of the scores of every bead shape that fits into a chunk."""
    n, m = len(rows), len(columns)
    left = source.block(rows, table.counted_source)
    right = target.block(columns, table.counted_target)
    links = table.between(left.types, right.types)
    back = links.turned()
    active_s, source_place = np.unique(links.source, return_inverse=True)
    active_t, target_place = np.unique(back.source, return_inverse=True)
    linked_s, linked_t = left.only(active_s), right.only(active_t)
    most_s, most_t = max(a for a, _ in shapes), max(b for _, b in shapes)
    by_source = lexical(
        linked_s, right, replace(links, source=source_place),
        table.background_source[linked_s.types], text.noise_source, most_t,
    )  # fmt: skip
    by_target = lexical(
        linked_t, left, replace(back, source=target_place),
        table.background_target[linked_t.types], text.noise_target, most_s,
    )  # fmt: skip
    # the words that nothing within the chunk explains cost the same wherever the bead stands
    idle_s = (left.totals() - linked_s.totals()) * np.float32(math.log(text.noise_source))
    idle_t = (right.totals() - linked_t.totals()) * np.float32(math.log(text.noise_target))
    again_s = {a: repeats(linked_s, a) for a in range(2, min(most_s, n) + 1)}
    again_t = {b: repeats(linked_t, b) for b in range(2, min(most_t, m) + 1)}
    lengths_s = source.lengths[rows.start : rows.stop]
    lengths_t = target.lengths[columns.start : columns.stop]
    mean, sd = table.log_length
    parts = {}
    for a, b in shapes:
        if a > n or b > m:
            continue
        words = joined(by_source[b - 1], a, again_s.get(a))
        words = words + joined(by_target[a - 1], b, again_t.get(b)).T
        words += windows(idle_s, a)[:, None] + windows(idle_t, b)[None, :]
        long_s = np.convolve(lengths_s, np.ones(a), "valid")
        long_t = np.convolve(lengths_t, np.ones(b), "valid")
        length = length_scores(long_s, long_t, text.ratio, (mean + math.log(b), sd))
        inner, ending, same = breaks(source, target, rows, columns, a, b, text.line_by_line)
        parts[a, b] = Parts(0.5 * words, length, inner, ending, same)
    return parts


def score_beads(
    parts: dict[tuple[int, int], Parts],
    n: int,
    m: int,
    weights: Weights,
    japanese_source: bool,
    shapes: Shapes = SHAPES,
) -> Floats:
    """Return the scores of every bead as (shapes, n, m), by shape and start."""
    beads = np.full((len(shapes), n, m), IMPOSSIBLE, dtype=np.float32)
    for k, (a, b) in enumerate(shapes):
        if (a, b) not in parts:
            continue
        part = parts[a, b]
        prior = weights.shape(b, a) if japanese_source else weights.shape(a, b)
        beads[k, : n - a + 1, : m - b + 1] = (
            weights.words * part.words
            + weights.length * part.length
            + weights.inner_break * part.inner
            + weights.end_break * part.ending
            + weights.same_line * part.same
            + prior
        )
    return beads
