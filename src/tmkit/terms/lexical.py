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


@dataclass(frozen=True, slots=True)
class Glosses:
    """For each Japanese key that is a head, the English units that its glosses have."""

    units: Mapping[int, frozenset[int]]

    def score(
        self, units: Ints, english: Spans, japanese: Spans
    ) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
        """Return (English span, Japanese span, score) of one text's spans that are glosses."""
        row = units.tolist()
        runs = list(zip(english.first.tolist(), english.stop.tolist(), strict=True))
        found: list[tuple[int, int]] = []
        for y, key in enumerate(japanese.key.tolist()):
            glossed = self.units.get(key)
            if glossed is None:
                continue
            hits = [unit in glossed for unit in row]
            if not any(hits):
                continue
            found += [
                (x, y)
                for x, (a, b) in enumerate(runs)
                if a < b
                and all(hits[a:b])
                and not any(hits[max(a - 1, 0) : a])
                and not any(hits[b : b + 1])
            ]
        e = np.array([x for x, _ in found], dtype=np.int64)
        j = np.array([y for _, y in found], dtype=np.int64)
        return e, j, np.full(len(found), SCORE)


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
        known = frozenset(local[s] for s in lexicon.links[span].tolist() if s in local)
        if known:
            found[k] = known
    return Glosses(found)
