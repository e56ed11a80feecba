"""What a proposal is worth to a translator: sure, frequent, a name or a term of several words.

Only the order of the list and what is left out of it depend on this, never a rendering.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.words import plain
from tmkit.terms.english import Word
from tmkit.terms.japanese import LOOSE
from tmkit.terms.japanese import Word as JapaneseWord

_COMMON: Final = 7.0  # a stem that this many (e to the power of) dictionary words have is common
_UNKNOWN: Final = 0.3  # how common a word is that the dictionary does not have
SURE: Final = 0.9
NOUNS: Final = frozenset({"名詞", "形状詞"})

# Words before a noun that size or judge it, and belong to no term.
_JUDGING: Final = frozenset(
    """
    recent current important main major minor particular specific certain general full narrow wide
    wider large larger largest small smaller great greater greatest significant substantial serious
    possible potential likely alleged apparent obvious clear true real actual whole entire various
    numerous necessary unnecessary detailed historic traditional considerable extensive exclusive
    official latest previous future past former overall broad broader conventional simple complex
    basic key strong weak essential crucial critical useful relevant appropriate additional further
    existing next early late striking notable famous usual normal typical maximum minimum similar
    different equal common proposed given named called using including big huge tiny sudden sharp
    deep successful increasing growing strict quiet old young
    """.split()
)
# What is counted, and when: no terms by themselves.
_MEASURES: Final = frozenset(
    """
    second minute hour day week month quarter year decade century time moment period percent
    tonne ton metre meter kilometre kilometer mile knot inch foot feet dollar yen euro cent person
    people man men woman women thing way lot kind sort part side case example number amount fact
    reason need attempt task chance chances week fourth fifth sixth seventh eighth ninth tenth
    """.split()
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The occurrences of a term: how often each begins with a capital that says something.

    At the beginning of a sentence and in a heading it says nothing; ``capitals`` is the share among
    the others, None where there is no other.
    """

    count: int
    capitals: float | None


def commonness(lexicon: Lexicon | None) -> Mapping[str, float]:
    """Return how common each English stem is, 0 to 1, by how many words it glosses."""
    if lexicon is None:
        return {}
    often = np.bincount(lexicon.links, minlength=len(lexicon.stems))
    scale = np.minimum(np.log1p(often) / _COMMON, 1.0)
    return {name: float(scale[k]) for name, k in lexicon.stems.items()}


def worth(
    confidence: float,
    run: Sequence[Word],
    shown: Shown,
    common: Mapping[str, float],
    *,
    noun: bool,
    name: bool,
    same: bool,
    compact: bool = False,
) -> float:
    """Return a number to sort by: about 1 for a good term that occurs once.

    ``name`` says that the term names somebody or something, ``same`` that it is not translated,
    ``compact`` that it is rendered by a run of as many nouns as it has words.
    """
    units = [word.unit for word in run if word.unit]
    rarest = min((common.get(unit, _UNKNOWN) for unit in units), default=1.0)
    termhood = 1.15 - rarest
    if name:
        termhood = max(termhood, 0.9)
    several = len(units) > 1
    if not noun:
        termhood *= 0.3
    if same or run[-1].text[-1:].isdigit():
        termhood *= 0.5
    if not several and not name:
        termhood *= _single(run[0], shown.count)
    if several:
        termhood *= _phrase(run, confidence, name=name, compact=compact)
    length = 1 + 0.25 * min(len(units) - 1, 2)
    sure = math.pow(confidence, 3.0 if several and not compact else 1.5)
    return round(sure * math.log2(1.5 + shown.count) * length * termhood, 6)


def _single(word: Word, count: int) -> float:
    """Return less than 1 for a common noun: once it is hardly a term."""
    if {plain(word.text), plain(word.text).removesuffix("s")} & _MEASURES:
        return 0.1
    return 0.25 if count == 1 else 0.4 if count < 4 else 0.75


def is_compact(run: Sequence[Word], rendering: Sequence[JapaneseWord]) -> bool:
    """Return whether a phrase is rendered by nouns with nothing between, as many as its words.

    Pieces of sentences are not: balance of power is パワーバランス, way of life is 生活の仕方.
    """
    if not rendering:
        return False
    parts = {word.morpheme.pos[0] for word in rendering}
    nouns = sum(
        max(len(w.morpheme.parts or ()), 1) for w in rendering if w.morpheme.pos[0] in NOUNS
    )
    joined = parts <= NOUNS | {"接頭辞", "接尾辞"} and rendering[-1].text not in LOOSE
    wanted = sum(bool(word.unit) for word in run)
    return joined and wanted <= nouns <= wanted + 1


def _phrase(run: Sequence[Word], confidence: float, *, name: bool, compact: bool) -> float:
    """Return less than 1 for what is probably a piece of a sentence."""
    inner = {word.text.lower() for word in run if not word.unit}
    factor = 1.0
    if inner & {"and", "&"} and confidence < SURE:
        factor *= 0.1  # Russia and China are two
    elif inner and confidence < SURE:
        factor *= 0.7 if name or compact else 0.3
    if {"a", "an", "the"} & inner and not name:
        factor *= 0.3
    first = plain(run[0].text)
    if first in _JUDGING and not (name and run[0].text[:1].isupper()):
        factor *= 0.2
    if plain(run[-1].text).removesuffix("s") in _MEASURES:
        factor *= 0.3
    if run[0].tag.startswith("VB") and confidence < SURE:
        factor *= 0.3
    if any(word.tag in {"VBZ", "VBD", "VBP", "VB"} for word in run[1:]) and confidence < SURE:
        factor *= 0.3
    return factor
