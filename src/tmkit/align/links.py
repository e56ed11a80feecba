"""Which types of the two sides translate each other, and how surely: the table t.

Links come from the dictionary, from what both sides write alike (numbers, Latin words,
addresses), from names that sound alike, from the user's own memory and glossary, and from a
lexicon learnt from the document itself. Where several speak for a pair the strongest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmkit.align.side import TRANSLATED, Side, expand
from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.names import sound_alikes
from tmkit.evidence.tokens import LATIN

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

ALIKE = 0.95  # a number, word or address that both sides write alike
SMOOTHING = 2000.0  # pseudo-counts of the unigram background


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of type ids (Japanese, English) with t(English | Japanese); unsorted, unmerged."""

    japanese: Ints
    english: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Pairs:
    """Some links, by the positions of their types in two lists, sorted by source."""

    source: Ints
    target: Ints
    forward: Floats  # t(source | target)
    backward: Floats  # t(target | source)

    def turned(self) -> Pairs:
        """Return the same links seen from the other side."""
        order = np.argsort(self.target, kind="stable")
        return Pairs(
            self.target[order], self.source[order], self.backward[order], self.forward[order]
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The merged links between the source's and the target's types, sorted by source type."""

    first: Ints  # (source types + 1,)
    target: Ints  # target type of each link
    forward: Floats  # t(source | target) of each link
    backward: Floats  # t(target | source)
    counted_source: npt.NDArray[np.bool_]  # types that a counterpart would have to explain
    counted_target: npt.NDArray[np.bool_]
    background_source: Floats  # unigram probability of each source type
    background_target: Floats
    log_length: tuple[float, float]  # mean and standard deviation of the target's log lengths

    def between(self, source_types: Ints, target_types: Ints) -> Pairs:
        """Return the links between some types of both sides; both are rising."""
        local = np.full(len(self.counted_target), -1, dtype=np.int64)
        local[target_types] = np.arange(len(target_types))
        starts, stops = self.first[source_types], self.first[source_types + 1]
        source, link = expand(starts, stops - starts)
        target = local[self.target[link]]
        here = target >= 0
        link = link[here]
        return Pairs(source[here], target[here], self.forward[link], self.backward[link])


def static_links(japanese: Side, english: Side, lexicon: Lexicon | None) -> list[Links]:
    """Return the links that need no other document: dictionary, alike, sounding alike."""
    index = {name: k for k, name in enumerate(english.types)}
    found = [_alike(japanese, index), _names(japanese, english, lexicon)]
    if lexicon is not None:
        found.append(_dictionary(japanese, index, lexicon))
    return found


def _make(pairs: Iterable[tuple[int, int, float]]) -> Links:
    rows = list(pairs)
    return Links(
        np.array([r[0] for r in rows], dtype=np.int64),
        np.array([r[1] for r in rows], dtype=np.int64),
        np.array([r[2] for r in rows], dtype=np.float32),
    )


def _alike(japanese: Side, english: dict[str, int]) -> Links:
    pairs = []
    for k, name in enumerate(japanese.types):
        if name.startswith(LATIN):
            name = name[len(LATIN) :]
        elif not name.startswith(("#", "url:", TRANSLATED)):
            continue
        if name in english:
            pairs.append((k, english[name], ALIKE))
    return _make(pairs)


def _dictionary(japanese: Side, english: dict[str, int], lexicon: Lexicon) -> Links:
    local = np.full(len(lexicon.stems), -1, dtype=np.int64)
    for name, k in english.items():
        if (stem := lexicon.stems.get(name)) is not None:
            local[stem] = k
    places = lexicon.find(list(japanese.types))
    known = np.flatnonzero(places >= 0)
    starts = lexicon.first[places[known]].astype(np.int64)
    sizes = lexicon.first[places[known] + 1].astype(np.int64) - starts
    word, link = expand(starts, sizes)
    target = local[lexicon.links[link]]
    here = target >= 0
    weights: Floats = (lexicon.weights[link][here] / np.float32(255)).astype(np.float32)
    return Links(known[word[here]], target[here], weights)


def _names(japanese: Side, english: Side, lexicon: Lexicon | None) -> Links:
    katakana = [t for t in japanese.types if "ァ" <= t[0] <= "ヺ"]
    if lexicon is not None:  # what the dictionary knows need not be guessed from its sound
        unknown = lexicon.find(katakana) < 0
        katakana = [t for t, new in zip(katakana, unknown, strict=True) if new]
    latin = [t for t in english.types if t[0].isalpha()]
    ja = {name: k for k, name in enumerate(japanese.types)}
    en = {name: k for k, name in enumerate(english.types)}
    return _make((ja[a], en[b], 0.8 * score) for a, b, score in sound_alikes(katakana, latin))


def strongest(links: Sequence[Links], width: int) -> tuple[Ints, Floats]:
    """Return each linked pair once, as Japanese * width + English rising, with its best weight."""
    key = np.concatenate([x.japanese * width + x.english for x in links])
    weights = np.concatenate([x.weights for x in links])
    order = np.lexsort((-weights, key))
    key, weights = key[order], weights[order]
    first = np.ones(len(key), dtype=np.bool_)
    first[1:] = key[1:] != key[:-1]
    return key[first], weights[first]


def make_table(source: Side, target: Side, links: list[Links], japanese_source: bool) -> Table:
    """Merge links into the table of a document."""
    n_en = len((target if japanese_source else source).types)
    key, weights = strongest(links, max(n_en, 1))
    ja, en = key // max(n_en, 1), key % max(n_en, 1)
    total = np.bincount(en, weights=weights, minlength=n_en)
    reverse = (weights / np.maximum(total, 1.0)[en]).astype(np.float32)  # t(Japanese | English)
    left, right = (ja, en) if japanese_source else (en, ja)
    forward, backward = (reverse, weights) if japanese_source else (weights, reverse)
    logs = np.log(target.lengths)
    order = np.argsort(left, kind="stable")
    first = np.zeros(len(source.types) + 1, dtype=np.int64)
    np.cumsum(np.bincount(left, minlength=len(source.types)), out=first[1:])
    counted_source, counted_target = _verbatim(source), _verbatim(target)
    counted_source[left] = True
    counted_target[right] = True
    return Table(
        first,
        right[order],
        forward[order],
        backward[order],
        counted_source,
        counted_target,
        _unigrams(source),
        _unigrams(target),
        (float(logs.mean()), max(0.3, float(logs.std()))),
    )


def _verbatim(side: Side) -> npt.NDArray[np.bool_]:
    """Return which types should stand on the other side as they are, whether or not they do.

    A word without any link tells nothing: the dictionary may lack it. But numbers, addresses and
    Latin words within Japanese are carried over, so that their absence tells.
    """
    signs = ("#", "url:", LATIN)
    return np.array([name.startswith(signs) for name in side.types], dtype=np.bool_)


def _unigrams(side: Side) -> Floats:
    counts = np.bincount(side.ids, weights=side.counts, minlength=len(side.types))
    total = counts.sum() + len(counts) + SMOOTHING
    share: Floats = ((counts + 1) / total).astype(np.float32)
    return share
