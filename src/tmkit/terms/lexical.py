"""What the dictionary has as such: a Japanese run that is a head, an English run that is its gloss.

A head with a gloss of several words (国防相: Minister of Defense) must not pass for the rendering
of one of them; so a run is its gloss only if no word beside it belongs to the head too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tmkit.evidence.lexicon import Lexicon
from tmkit.terms.spans import Spans

Ints = npt.NDArray[np.int64]

SCORE: Final = 0.9
LEAST: Final = 0.1  # of a head's glosses: a サービス is hardly ever a discount


@dataclass(frozen=True, slots=True)
class Glosses:
    """For each Japanese key that is a head, the English units that its glosses have."""

    units: Mapping[int, frozenset[int]]

    def score(
        self, units: npt.NDArray[np.int32], english: Spans, japanese: Spans
    ) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
        """Return (English span, Japanese span, score) of one text's spans that are glosses."""
        row = units.tolist()
        runs = list(zip(english.first.tolist(), english.stop.tolist(), strict=True))
        numbers_e, numbers_j = english.number.tolist(), japanese.number.tolist()
        found: list[tuple[int, int, bool]] = []
        for y, key in enumerate(japanese.key.tolist()):
            glossed = self.units.get(key)
            if glossed is None:
                continue
            hits = [unit in glossed for unit in row]
            if not any(hits):
                continue
            all_of_it = {unit for unit, hit in zip(row, hits, strict=True) if hit}
            found += [
                (x, y, all_of_it <= set(row[a:b]))
                for x, (a, b) in enumerate(runs)
                if a < b
                and all(hits[a:b])
                and not any(hits[max(a - 1, 0) : a])
                and not any(hits[b : b + 1])
                and numbers_e[x] == numbers_j[y]
            ]
        kept = _longest(found, japanese)
        e = np.array([x for x, _ in kept], dtype=np.int64)
        j = np.array([y for _, y in kept], dtype=np.int64)
        return e, j, np.full(len(kept), SCORE)


def _longest(found: Sequence[tuple[int, int, bool]], japanese: Spans) -> list[tuple[int, int]]:
    """Return the pairs without those whose Japanese is part of a longer gloss: 安全 of 安全保障.

    The longer one counts only where no other word of the text is in its glosses.
    """
    first, stop = japanese.first.tolist(), japanese.stop.tolist()
    whole: dict[int, list[int]] = {}
    for x, y, alone in found:
        if alone:
            whole.setdefault(x, []).append(y)
    return [
        (x, y)
        for x, y, _ in found
        if not any(
            first[z] <= first[y] and stop[y] <= stop[z] and stop[z] - first[z] > stop[y] - first[y]
            for z in whole.get(x, ())
        )
    ]


def lexical(keys: Sequence[str], units: Sequence[str], lexicon: Lexicon | None) -> Glosses:
    """Return the glosses of Japanese keys in terms of a corpus's English units."""
    if lexicon is None:
        return Glosses({})
    local = {
        stem: k for k, name in enumerate(units) if (stem := lexicon.stems.get(name)) is not None
    }
    found: dict[int, frozenset[int]] = {}
    for k, place in enumerate(lexicon.find(list(keys)).tolist()):
        if place < 0:
            continue
        span = slice(int(lexicon.first[place]), int(lexicon.first[place + 1]))
        links = zip(lexicon.links[span].tolist(), lexicon.weights[span].tolist(), strict=True)
        known = frozenset(local[s] for s, weight in links if s in local and weight >= LEAST * 255)
        if known:
            found[k] = known
    return Glosses(found)
