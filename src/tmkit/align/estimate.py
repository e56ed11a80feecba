"""What a first alignment tells of the document: length ratio, freedom, gaps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tmkit.align.chunks import Path
from tmkit.align.emission import Text
from tmkit.align.links import Table
from tmkit.align.side import Side
from tmkit.align.weights import FIRST_GAPS, GAPS, GAPS_BOUNDS, GAPS_WEIGHT, NOISE, NOISE_WEIGHT
from tmkit.model import SURE

LEAST_SURE = 8  # sure pairs that a length ratio needs
MOST_BEADS = 500  # beads looked at, spread evenly over the document
ROUNDS = 6
RELATED = 0.5  # share of segments in probable pairs that shows two texts to be related
FARTHEST = 0.4  # log ratio of whole translations in Latin letters: kinds of text differ by 0.3

Floats = npt.NDArray[np.float64]


def first_guess(source: Side, target: Side) -> Text:
    """Return what can be said before any alignment: the ratio of the total lengths, within reason.

    A page that carries ten times its article says nothing of how long translations are. The first
    search is open to gaps, so that a text that has them shows them.
    """
    ratio = float(np.log(target.lengths.sum() / source.lengths.sum()))
    return Text(min(FARTHEST, max(-FARTHEST, ratio)), gaps=FIRST_GAPS)


def estimate(source: Side, target: Side, table: Table, path: Path, before: Text) -> Text:
    """Return what the document's first path says of it.

    The ratio is a median over sure pairs, the noise is found by expectation maximisation over
    probable ones. Most texts with equally many paragraphs were made line for line, but that counts
    only once the words have shown that the texts are related at all.

    A free translation explains fewer of its words than a literal one (a third of a meeting's, a
    sixth of a manual's stay unexplained); with one noise for all, free texts would lose their
    pairs to nulls.
    """
    pairs = [
        (step, p)
        for step, p in zip(path.steps, path.posteriors, strict=True)
        if step[2] and step[3]
    ]
    logs = [
        np.log(target.lengths[j : j + b].sum() / source.lengths[i : i + a].sum())
        for (i, j, a, b), p in pairs
        if p > SURE
    ]
    ratio = float(np.median(logs)) if len(logs) >= LEAST_SURE else before.ratio
    probable = [pair for pair in pairs if pair[1] > 0.5]
    step = max(1, len(probable) // MOST_BEADS)
    odds_s: list[Floats] = []
    odds_t: list[Floats] = []
    for (i, j, a, b), p in probable[::step]:
        left = source.block(range(i, i + a), table.counted_source)
        right = target.block(range(j, j + b), table.counted_target)
        if not len(left.types) or not len(right.types):
            continue
        links = table.between(left.types, right.types)
        bag_s, bag_t = left.bag(), right.bag()
        own_s = np.bincount(links.source, links.forward * bag_t[links.target], len(bag_s))
        own_t = np.bincount(links.target, links.backward * bag_s[links.source], len(bag_t))
        own_s = own_s / (bag_t.sum() * table.background_source[left.types])
        own_t = own_t / (bag_s.sum() * table.background_target[right.types])
        odds_s.append(np.stack([own_s, bag_s * p]))
        odds_t.append(np.stack([own_t, bag_t * p]))
    related = sum(step[2] + step[3] for step, p in pairs if p > 0.5)
    line_by_line = source.ended[-1] == target.ended[-1] and related >= RELATED * (
        len(source) + len(target)
    )
    return Text(ratio, _noise(odds_s), _noise(odds_t), _gaps(path), bool(line_by_line))


def _gaps(path: Path) -> float:
    """Return what a null costs less, in log odds, in a text whose body has many gaps.

    One prior cannot serve a faithful translation and one that skips every tenth sentence. The
    head and the tail do not count: they have costs of their own.
    """
    is_pair = [bool(a and b) for _, _, a, b in path.steps]
    if True not in is_pair:
        return 0.0
    first, last = is_pair.index(True), len(is_pair) - is_pair[::-1].index(True)
    pairs = begun = 0.0
    for k in range(first, last):
        if is_pair[k]:
            pairs += path.posteriors[k]
        elif is_pair[k - 1]:
            begun += path.posteriors[k]
    rate = (begun + GAPS_WEIGHT * GAPS) / (pairs + GAPS_WEIGHT)
    low, high = GAPS_BOUNDS
    return float(min(high, max(low, np.log(rate / GAPS))))


def _noise(odds: list[Floats]) -> float:
    """Return the share of words that the background explains better than the counterpart."""
    if not odds:
        return NOISE
    ratio, weight = np.concatenate(odds, axis=1)
    noise = NOISE
    for _ in range(ROUNDS):
        unexplained = noise / (noise + (1 - noise) * ratio)
        total = (unexplained * weight).sum() + NOISE_WEIGHT * NOISE
        noise = float(total / (weight.sum() + NOISE_WEIGHT))
    return noise
