"""Which words of the two languages belong together, learnt from the pairs themselves.

IBM model 1 (Brown et al. 1993) in both directions, trained to agree (Liang, Taskar & Klein 2006):
after each round a pair of words keeps the geometric mean of what both directions expect. What is
known beforehand (dictionary, names that sound alike, what both sides write alike) starts higher
and goes on counting, so that a term that occurs once can be found. Words near the same relative
place of their texts are likelier partners (Dyer, Chahuneau & Smith 2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tmkit.evidence.lexicon import Lexicon, stem
from tmkit.evidence.names import sound_alikes
from tmkit.evidence.places import places
from tmkit.evidence.words import plain
from tmkit.terms.pages import give_back

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]
Classes = npt.NDArray[np.int8]

SLICE: Final = 1 << 20  # cells that are worked on at a time
ROUNDS: Final = 5
HEAD_START: Final = 10.0  # of a pair that is known, against 1 of any other
KEPT: Final = 1.0  # what a known pair goes on counting, a round
NOWHERE: Final = 0.02  # of a word's mass that may have no partner, in the first round
ALIKE: Final = 0.95
SAME_PLACE: Final = 0.9
KIN: Final = 0.45  # a word of the same family as a gloss
KIN_WEIGHT: Final = 0.1
BEGINNING: Final = 5
NEARNESS: Final = 1.5
# Sorts of words, and how likely those of the rows (English) and columns (Japanese) are partners.
NAME, NOUN, VERB, ADJECTIVE, OTHER = range(5)
LIKELY: Final = np.array(
    [
        [1.5, 0.8, 0.5, 0.6, 0.5],
        [0.8, 1.2, 0.8, 0.8, 0.6],
        [0.6, 1.0, 1.2, 0.8, 0.8],
        [0.8, 1.0, 0.8, 1.2, 0.8],
        [0.6, 0.7, 0.9, 1.0, 1.2],
    ],
    dtype=np.float32,
)


@dataclass(frozen=True, slots=True)
class Aligned:
    """How the units of each pair of texts explain each other: n x m matrices, one a pair.

    ``forward[k]`` has for each English unit the share of each Japanese one (rows sum to at most 1),
    ``backward[k]`` for each Japanese unit the share of each English one (columns do).
    """

    forward: list[npt.NDArray[np.float32]]
    backward: list[npt.NDArray[np.float32]]


def known_pairs(
    english: Sequence[str],
    japanese: Sequence[str],
    lexicon: Lexicon | None,
    cut_names: Mapping[str, tuple[str, ...]],
) -> dict[tuple[int, int], float]:
    """Return how surely units translate each other without any text, by their indices, 0 to 1.

    ``cut_names`` are names of several Japanese units: what sounds like the whole is each one's.
    """
    index = {name: k for k, name in enumerate(english)}
    place = {name: k for k, name in enumerate(japanese)}
    countries = places()
    found: dict[tuple[int, int], float] = {}
    for k, name in enumerate(japanese):
        for own in (name, stem(plain(name))):  # both write Debenhams
            if own in index:
                found[index[own], k] = ALIKE
        for word in countries.get(name, ()):
            if stem(word) in index:
                found[index[stem(word)], k] = SAME_PLACE
    known = np.full(len(japanese), -1, dtype=np.int64)
    if lexicon is not None:
        known = lexicon.find(list(japanese))
        stems = {at: index[name] for name in english if (at := lexicon.stems.get(name)) is not None}
        names = list(lexicon.stems)
        kin = _by_beginning(english)
        for k, head in enumerate(known.tolist()):
            if head < 0:
                continue
            span = slice(int(lexicon.first[head]), int(lexicon.first[head + 1]))
            for link, weight in zip(
                lexicon.links[span].tolist(), lexicon.weights[span].tolist(), strict=True
            ):
                if link in stems:
                    pair = (stems[link], k)
                    found[pair] = max(found.get(pair, 0.0), min(1.0, 0.35 + weight / 255))
                if weight >= KIN_WEIGHT * 255:
                    for other in kin.get(names[link][:BEGINNING], ()):
                        if _are_kin(english[other], names[link]):
                            found.setdefault((other, k), KIN)
    whole = {name: (name,) for name in japanese if "ァ" <= name[:1] <= "ヺ"} | dict(cut_names)
    latin = [name for name in english if name[:1].isalpha()]
    for name, word, score in sound_alikes(whole, latin):
        for unit in whole[name]:
            pair = (index[word], place[unit])
            found[pair] = max(found.get(pair, 0.0), score)
    return found


def _by_beginning(english: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for k, name in enumerate(english):
        if len(name) >= BEGINNING:
            found.setdefault(name[:BEGINNING], []).append(k)
    return found


def _are_kin(one: str, other: str) -> bool:
    """Return whether two stems are of one family: occur and occurr(ence)."""
    short, long = sorted((one, other), key=len)
    return short != long and len(long) - len(short) <= 3 and long.startswith(short[:-1])


def align(
    english: Sequence[Ints],
    japanese: Sequence[Ints],
    sizes: tuple[int, int],
    known: dict[tuple[int, int], float],
    classes: tuple[Sequence[Classes], Sequence[Classes]],
) -> Aligned:
    """Return the posteriors of pairs of texts, each a run of unit indices, after training on all.

    ``sizes`` are the numbers of English and Japanese units, ``classes`` say of each that stands in
    a text what sort of word it is.
    """
    cells = _Cells(english, japanese, sizes)
    cells.weigh(*classes)
    give_back()
    prior = np.zeros(len(cells.pairs))
    if known:
        keys = np.array([e * sizes[1] + j for e, j in known], dtype=np.int64)
        values = np.fromiter(known.values(), np.float64, len(known))
        order = np.argsort(keys)
        at = np.minimum(np.searchsorted(keys[order], cells.pairs), len(keys) - 1)
        prior = np.where(keys[order][at] == cells.pairs, values[order][at], 0.0)
    # Before anything is learnt a rare word is as likely a partner as a common one: both scores
    # begin as the same table, and normalising it makes common words weaker partners.
    both = 1.0 + HEAD_START * prior
    for _ in range(ROUNDS):
        both = _learnt(cells, both) + KEPT * prior * (prior >= 0.3) + 1e-9
        give_back()
    forward, backward = cells.expect(*cells.normalised(both))
    return Aligned(cells.matrices(forward), cells.matrices(backward))


def _learnt(cells: _Cells, both: Floats) -> Floats:
    """Return what both directions expect of each pair after another look at all texts."""
    forward, backward = cells.expect(*cells.normalised(both))
    first = _summed(cells.pair, forward, len(cells.pairs))
    del forward
    second: Floats = np.sqrt(first * _summed(cells.pair, backward, len(cells.pairs)))
    return second


class _Cells:
    """Every English unit of a text with every Japanese one, for all texts one after the other."""

    def __init__(
        self, english: Sequence[Ints], japanese: Sequence[Ints], sizes: tuple[int, int]
    ) -> None:
        self.shapes = [(len(e), len(j)) for e, j in zip(english, japanese, strict=True)]
        n, m = (np.array(sizes_of, dtype=np.int64) for sizes_of in _columns(self.shapes))
        begin_j = np.cumsum(m) - m
        text_of_e = np.repeat(np.arange(len(n)), n)
        width = m[text_of_e]  # Japanese units beside each English one
        self.slot_e = np.repeat(np.arange(len(width), dtype=np.int32), width)
        before = np.repeat(np.cumsum(width) - width - begin_j[text_of_e], width)
        self.slot_j = (np.arange(len(before)) - before).astype(np.int32)
        del before
        place_e, place_j = _places(n), _places(m)
        self.near = np.exp(-NEARNESS * np.abs(place_e[self.slot_e] - place_j[self.slot_j]))
        empty = np.zeros(0, dtype=np.int64)
        units_e, units_j = (np.concatenate([empty, *side]) for side in (english, japanese))
        key = units_e[self.slot_e] * sizes[1] + units_j[self.slot_j]
        self.pairs = np.unique(key)
        self.pair = np.empty(len(key), dtype=np.int32)
        for at in range(0, len(key), SLICE):  # the places are 64 bits wide where they are made
            part = slice(at, at + SLICE)
            self.pair[part] = np.searchsorted(self.pairs, key[part])
        self.units = (len(units_e), len(units_j))
        self.english, self.japanese = np.divmod(self.pairs, max(sizes[1], 1))

    def weigh(self, english: Sequence[Classes], japanese: Sequence[Classes]) -> None:
        """Count pairs of words more or less by what sort of word each is."""
        empty = np.zeros(0, dtype=np.int8)
        side_e, side_j = (np.concatenate([empty, *side]) for side in (english, japanese))
        for at in range(0, len(self.near), SLICE):
            part = slice(at, at + SLICE)
            self.near[part] *= LIKELY[side_e[self.slot_e[part]], side_j[self.slot_j[part]]]

    def normalised(self, both: Floats) -> tuple[Floats, Floats]:
        """Return t(English | Japanese) and t(Japanese | English) of each pair."""
        total_j = np.bincount(self.japanese, weights=both, minlength=1)
        total_e = np.bincount(self.english, weights=both, minlength=1)
        return both / total_j[self.japanese], both / total_e[self.english]

    def expect(self, to_english: Floats, to_japanese: Floats) -> tuple[Shares, Shares]:
        """Return for each cell the share that each side's unit gives the other's."""
        forward = to_english.astype(np.float32)[self.pair] * self.near
        backward = to_japanese.astype(np.float32)[self.pair] * self.near
        claim_e = _claimed(self.slot_e, forward, self.units[0])
        claim_j = _claimed(self.slot_j, backward, self.units[1])
        forward /= claim_e.astype(np.float32)[self.slot_e]
        backward /= claim_j.astype(np.float32)[self.slot_j]
        return forward, backward

    def matrices(self, values: Shares) -> list[npt.NDArray[np.float32]]:
        """Return the cells of each text as a matrix."""
        found, at = [], 0
        for n, m in self.shapes:
            found.append(values[at : at + n * m].reshape(n, m))
            at += n * m
        return found


def _summed(slots: npt.NDArray[np.int32], shares: Shares, size: int) -> Floats:
    """Return the sum of the shares of each slot; bincount makes both 64 bits wide, so in slices."""
    total = np.zeros(size)
    for at in range(0, len(slots), SLICE):
        part = slice(at, at + SLICE)
        total += np.bincount(slots[part], weights=shares[part], minlength=size)
    return total


def _claimed(slots: npt.NDArray[np.int32], shares: Shares, units: int) -> Floats:
    """Return what each unit's partners claim of it together, and a little for none of them."""
    claimed = _summed(slots, shares, units)
    return claimed + (NOWHERE * float(claimed.mean()) if units else 0.0)


def _columns(shapes: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [n for n, _ in shapes], [m for _, m in shapes]


def _places(sizes: Ints) -> Shares:
    """Return for each unit where it stands in its text, from 0 to 1."""
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    inside = np.arange(len(first)) - first + 0.5
    return (inside / np.repeat(sizes, sizes)).astype(np.float32)
