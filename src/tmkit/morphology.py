"""The only door to Sudachi, the Japanese morphological analyser.

Sudachi 0.7's traps are kept behind this door: ``split`` returns nothing for a word that has no
parts, ``split(add_single=True)`` panics past ``except Exception``, and input is bounded at
49,149 bytes a call.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Sudachi takes at most 49,149 bytes of UTF-8 a call; a Japanese character has up to 4.
MOST_CHARACTERS = 12_000


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One word as Sudachi's longest unit (mode C) has it."""

    surface: str
    lemma: str  # dictionary form
    normal: str  # normalised form: spelling variants share it, and so do some homographs
    pos: tuple[str, str]  # first two levels of the part of speech
    reading: str  # katakana
    parts: tuple[tuple[str, str, str], ...]  # (surface, lemma, pos) of its short units (mode A)
    name: str = ""  # of a proper noun, what it names: 人名, 地名, 一般


@lru_cache(maxsize=1)
def _analyser() -> tuple[Any, Any]:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(mode=SplitMode.C), SplitMode.A


_seen: dict[tuple[str, int], Morpheme] = {}


def morphemes(text: str) -> list[Morpheme]:
    """Return the words of a Japanese text in order; surfaces join up to the text again."""
    analyser, short = _analyser()
    words: list[Morpheme] = []
    for start in range(0, len(text), MOST_CHARACTERS):
        for found in analyser.tokenize(text[start : start + MOST_CHARACTERS]):
            key = (found.surface(), found.part_of_speech_id())
            word = _seen.get(key)
            if word is None:
                word = _seen[key] = _morpheme(found, short)
            words.append(word)
    return words


def _morpheme(found: Any, short: Any) -> Morpheme:
    surface = found.surface()
    pieces = found.split(short) if len(surface) > 1 else ()
    parts = tuple((p.surface(), p.dictionary_form(), p.part_of_speech()[0]) for p in pieces)
    pos = found.part_of_speech()
    return Morpheme(
        surface,
        found.dictionary_form(),
        found.normalized_form(),
        (pos[0], pos[1]),
        found.reading_form(),
        parts if len(parts) > 1 else (),
        pos[2] if pos[1] == "固有名詞" else "",
    )
