"""Which Japanese words of a unit stand where the usual rendering of an English term should.

What else the English says is explained first: a word that renders another English word of the unit
is no competitor. What speaks for a competitor is named, so that a rule can weigh it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tmkit.evidence.lexicon import stem
from tmkit.rules._renderings import Dictionary, Renderings, sounds_like
from tmkit.rules._wording import Noun, folded

Sign = Literal["sound", "dictionary", "attested", "similar"]

_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
LEAST_SOUND = 0.75
_GLUE = re.compile("[のなにへ的・\\s]")


@dataclass(frozen=True, slots=True)
class Competitor:
    """A noun of the unit that seems to render the term, and what says so."""

    noun: Noun
    signs: frozenset[Sign]
    count: int  # how many units have both the term and this noun


def stands_in(key: str, words: tuple[str, ...], text: str) -> bool:
    """Return whether a rendering stands in a folded text, if need be with の, or in pieces.

    ``words`` are the rendering's own words: where all of them stand somewhere in the text, the
    rendering is only taken apart (位置またはキーワード引数) or its order is changed.
    """
    if key in text or _GLUE.sub("", key) in _GLUE.sub("", text):
        return True
    return len(words) > 1 and all(word in text for word in words)


def explains(noun: Noun, stems: frozenset[str], names: tuple[str, ...], book: Dictionary) -> bool:
    """Return whether a noun or one of its words translates or sounds like one of the stems."""
    for word in noun.words:
        if (book.stems(word.lemma) | book.stems(word.normal) | book.stems(word.surface)) & stems:
            return True
        if _KATAKANA.fullmatch(word.surface) and any(
            sounds_like(word.surface, name) >= LEAST_SOUND for name in names
        ):
            return True
    return False


def covered(noun: Noun, stems: tuple[str, ...], book: Dictionary) -> tuple[float, bool]:
    """Return what share of a term's stems a noun translates, and whether by sound."""
    whole = "".join(word.surface for word in noun.words)
    known = book.stems(whole)
    katakana = [k for word in noun.words for k in _KATAKANA.findall(word.surface)]
    for word in noun.words:
        known |= book.stems(word.lemma) | book.stems(word.normal) | book.stems(word.surface)
        for surface, lemma, _ in word.parts:
            known |= book.stems(surface) | book.stems(lemma)
    by_sound = False
    hits = 0
    for name in stems:
        if name in known or stem(name) in known:
            hits += 1
        elif any(sounds_like(k, name) >= LEAST_SOUND for k in katakana):
            hits += 1
            by_sound = True
    return hits / len(stems), by_sound
