"""From words to terms: how well a run of Japanese words renders a run of English ones.

A span's score is the geometric mean of two shares: of the English words' mass that lies in the
Japanese run, and of the Japanese words' mass that lies in the English run; so a run that is too
long or too short loses. It is mixed with what the same pair gets in the whole corpus, and a
Japanese run that another English one owns counts less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LEAST: Final = 0.12
CORPUS: Final = 0.6  # how much the corpus counts against the place
NEAR: Final = 3  # words beside a run
BARE: Final = 0.8  # what a Japanese run counts that leaves a noun beside it out
BESIDE: Final = 0.95  # and if that noun renders a word beside the English one
OTHER_NUMBER: Final = (
    0.5  # what a run counts that ends with another number: カテゴリ for Category 1
)
TAKEN: Final = 0.6  # of a Japanese run that another English one has a better claim to


@dataclass(frozen=True, slots=True)
class Spans:
    """The candidates of one language over all texts, one entry an occurrence."""

    text: Ints  # which text
    first: Ints  # units before and up to the end of the run
    stop: Ints
    key: Ints  # index into the keys
    weight: Floats
    before: npt.NDArray[np.bool_]  # whether a noun stands before it that may belong to it
    after: npt.NDArray[np.bool_]
    number: Ints  # that it ends with: Category 1; -1 for none

    def part(self, start: int, stop: int) -> Spans:
        """Return some of the spans."""
        cut = slice(start, stop)
        return Spans(
            self.text[cut],
            self.first[cut],
            self.stop[cut],
            self.key[cut],
            self.weight[cut],
            self.before[cut],
            self.after[cut],
            self.number[cut],
        )


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of occurrences that may render each other, with their score."""

    english: Ints  # index into the English spans
    japanese: Ints
    score: Floats


def score(
    matrix: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]], english: Spans, japanese: Spans
) -> tuple[Ints, Ints, Floats]:
    """Return (English span, Japanese span, score) of one text, for scores worth keeping."""
    forward, backward = (_sums(side) for side in matrix)
    size_e = np.maximum(english.stop - english.first, 1)[:, None]
    size_j = np.maximum(japanese.stop - japanese.first, 1)[None, :]
    share_e = np.minimum(_box(forward, english, japanese) / size_e, 1.0)
    share_j = np.minimum(_box(backward, english, japanese) / size_j, 1.0)
    both = np.sqrt(np.maximum(share_e * share_j, 0.0))
    both *= japanese.weight[None, :] * english.weight[:, None] ** 0.5
    both[english.number[:, None] != japanese.number[None, :]] *= OTHER_NUMBER
    for beside, place in ((japanese.before, japanese.first - 1), (japanese.after, japanese.stop)):
        on = np.flatnonzero(beside)
        both[:, on] *= BARE + (BESIDE - BARE) * _beside(backward, english, place[on])
    e, j = np.nonzero(both > LEAST)
    return e, j, both[e, j]


def _beside(total: Floats, english: Spans, unit: Ints) -> Floats:
    """Return how much of a Japanese unit's mass lies in the words beside each English run.

    Where it does the noun renders those words, and does not belong to the run's rendering.
    """
    at = np.clip(unit, 0, total.shape[1] - 2)
    column = total[:, at + 1] - total[:, at]  # summed over the English words
    first, stop = english.first, english.stop
    before, after = np.maximum(first - NEAR, 0), np.minimum(stop + NEAR, len(column) - 1)
    mass = column[first] - column[before] + column[after] - column[stop]
    found: Floats = np.clip(mass, 0.0, 1.0)
    return found


def _sums(side: npt.NDArray[np.float32]) -> Floats:
    total = np.zeros((side.shape[0] + 1, side.shape[1] + 1))
    total[1:, 1:] = side.astype(np.float64).cumsum(0).cumsum(1)
    return total


def _box(total: Floats, english: Spans, japanese: Spans) -> Floats:
    a, b = english.first[:, None], english.stop[:, None]
    c, d = japanese.first[None, :], japanese.stop[None, :]
    box: Floats = total[b, d] - total[a, d] - total[b, c] + total[a, c]
    return box


def judge(found: Scored, english: Spans, japanese: Spans, keys: int) -> Scored:
    """Return the pairs with what the corpus says of them, and with rivals counted less."""
    pair = english.key[found.english] * keys + japanese.key[found.japanese]
    names, where = np.unique(pair, return_inverse=True)
    best = best_by_text(where, english.text[found.english], found.score, len(names))
    often_e = texts_of(english)[names // keys]
    often_j = texts_of(japanese)[names % keys]
    corpus = np.sqrt(best / often_e * best / np.maximum(np.minimum(often_j, often_e), 1))
    mixed = (1 - CORPUS) * found.score + CORPUS * np.minimum(corpus, 1.0)[where]
    claim = np.zeros(len(japanese.key))
    np.maximum.at(claim, found.japanese, mixed)
    mixed = np.where(mixed < 0.999 * claim[found.japanese], TAKEN * mixed, mixed)
    return Scored(found.english, found.japanese, mixed)


def texts_of(side: Spans) -> Floats:
    """Return in how many texts each key occurs."""
    if not len(side.key):
        return np.zeros(0)
    width = int(side.text.max()) + 1
    seen = np.unique(side.key * width + side.text)
    return np.bincount(seen // width).astype(np.float64)


def best_by_text(pair: Ints, text: Ints, score: Floats, pairs: int) -> Floats:
    """Return for each pair the sum over texts of its best score there."""
    order = np.lexsort((-score, text, pair))
    pair, text, score = pair[order], text[order], score[order]
    first = np.ones(len(pair), dtype=np.bool_)
    first[1:] = (pair[1:] != pair[:-1]) | (text[1:] != text[:-1])
    total: Floats = np.bincount(pair[first], weights=score[first], minlength=pairs).astype(
        np.float64
    )
    return total
