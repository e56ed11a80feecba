"""A lexicon learnt from the document's own sure beads.

IBM model 1 (Brown et al. 1993), started from the Dice coefficient of co-occurrence plus what is
known already, so that a name or a term that the dictionary lacks counts from its second
occurrence on. Fewer than :data:`LEAST_BEADS` sure beads teach nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tmkit.align.links import Links, strongest
from tmkit.align.search import Step
from tmkit.align.side import Side, expand

Ints = npt.NDArray[np.int64]

LEAST_POSTERIOR = 0.9
LEAST_BEADS = 4
LARGEST_BEAD = 4  # segments of both sides together
MOST_BEADS = 20_000  # learnt from, spread evenly: more teach little more and cost memory
LEAST_DICE = 0.1
ROUNDS = 4
NOISE = 0.05  # how much of a word's mass no known translation claims
TRUST = 0.8  # of a learnt link where nothing else is known of the word


def learn(
    japanese: Side, english: Side, beads: Sequence[tuple[range, range]], known: Sequence[Links]
) -> Links | None:
    """Return links learnt from beads (Japanese segments, English segments), or None if too few."""
    if len(beads) < LEAST_BEADS:
        return None
    ja_bead, ja_type = _types(japanese, [bead[0] for bead in beads])
    en_bead, en_type = _types(english, [bead[1] for bead in beads])
    instance_ja, instance_en = _cross(ja_bead, en_bead, len(beads))
    width = max(len(english.types), 1)
    key = ja_type[instance_ja] * width + en_type[instance_en]
    links, link, seen = np.unique(key, return_inverse=True, return_counts=True)
    ja, en = links // width, links % width
    often_ja = np.bincount(ja_type, minlength=len(japanese.types))
    often_en = np.bincount(en_type, minlength=len(english.types))
    dice = 2 * seen / (often_ja[ja] + often_en[en])
    keep = (seen >= 2) & (dice > LEAST_DICE)
    chosen = keep[link]
    renumber = np.cumsum(keep) - 1
    link, slot = renumber[link[chosen]], instance_en[chosen]
    ja, en, t = ja[keep], en[keep], dice[keep]
    t = t + _look_up(links[keep], *strongest(known, width))
    for _ in range(ROUNDS):
        claimed = np.bincount(slot, weights=t[link], minlength=len(en_type)) + NOISE
        expected = np.bincount(link, weights=t[link] / claimed[slot], minlength=len(t))
        t = expected / np.maximum(np.bincount(ja, weights=expected, minlength=1)[ja], 1.0)
    strong = t > 0.03
    return Links(ja[strong], en[strong], t[strong].astype(np.float32))


def blend(known: Sequence[Links], learnt: Links, english_types: int) -> list[Links]:
    """Return known links and learnt ones as one: half each for a word that both know."""
    width = max(english_types, 1)
    key, weight = strongest(known, width)
    learnt_key = learnt.japanese * width + learnt.english
    union = np.union1d(key, learnt_key)
    known_weight = _look_up(union, key, weight)
    learnt_weight = _look_up(union, learnt_key, learnt.weights)
    ja = union // width
    has_known = np.isin(ja, np.unique(key // width))
    has_learnt = np.isin(ja, np.unique(learnt.japanese))
    mixed = np.where(
        has_known & has_learnt,
        0.5 * known_weight + 0.5 * learnt_weight,
        np.where(has_known, known_weight, TRUST * learnt_weight),
    )
    keep = mixed > 0.01
    return [Links(ja[keep], union[keep] % width, mixed[keep].astype(np.float32))]


def sure_beads(steps: Sequence[Step], posteriors: Sequence[float]) -> list[tuple[range, range]]:
    """Return the (source, target) ranges of the beads that are sure enough to learn from."""
    sure = [
        (range(i, i + a), range(j, j + b))
        for (i, j, a, b), p in zip(steps, posteriors, strict=True)
        if a and b and a + b <= LARGEST_BEAD and p >= LEAST_POSTERIOR
    ]
    return sure[:: max(1, -(-len(sure) // MOST_BEADS))]


def _types(side: Side, runs: Sequence[range]) -> tuple[Ints, Ints]:
    """Return (bead, type) of each distinct type of each bead, sorted by bead."""
    starts = side.first[np.array([run.start for run in runs])]
    sizes = side.first[np.array([run.stop for run in runs])] - starts
    bead, entry = expand(starts, sizes)
    key = bead * max(len(side.types), 1) + side.ids[entry]
    key = np.unique(key)
    return key // max(len(side.types), 1), key % max(len(side.types), 1)


def _cross(left: Ints, right: Ints, beads: int) -> tuple[Ints, Ints]:
    """Return the index pairs of all left with all right entries of the same bead."""
    n_right = np.bincount(right, minlength=beads)
    start_right = np.cumsum(n_right) - n_right
    return expand(start_right[left], n_right[left])


def _look_up(wanted: Ints, keys: Ints, values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the largest value of each wanted key, 0 where there is none."""
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    place = np.searchsorted(keys, wanted, side="right") - 1
    hit = (place >= 0) & (keys[np.maximum(place, 0)] == wanted) if len(keys) else place >= 0
    return np.where(hit, values[np.maximum(place, 0)] if len(keys) else 0.0, 0.0)
