"""Chinese and Korean names in kanji, against the Latin letters of their sounds: 李 and Li.

Japanese readings say nothing of these names (習近平, Xi Jinping, is read しゅうきんぺい), so there
is a table of the syllables that each character may be in them, ``data/hanzi.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from tmkit.evidence.tables import read_rows


@lru_cache(maxsize=1)
def syllables() -> Mapping[str, frozenset[str]]:
    """Return for each character the syllables that it may be."""
    found: dict[str, set[str]] = defaultdict(set)
    for syllable, characters in read_rows("hanzi.tsv"):
        for character in characters.replace(" ", ""):
            found[character].add(syllable)
    return {character: frozenset(sounds) for character, sounds in found.items()}


@lru_cache(maxsize=1)
def _all_syllables() -> frozenset[str]:
    return frozenset().union(*syllables().values())


@lru_cache(maxsize=20_000)
def is_spelt(word: str) -> bool:
    """Return whether a lower-case Latin word is nothing but such syllables."""
    if not word:
        return True
    known = _all_syllables()
    return any(word[:n] in known and is_spelt(word[n:]) for n in range(1, min(len(word), 8) + 1))


def place(word: str, kanji: str) -> tuple[int, int] | None:
    """Return where in a run of kanji a lower-case Latin word stands, None where it does not."""
    for start in range(len(kanji)):
        stop = _stop(word, kanji, start)
        if stop is not None:
            return start, stop
    return None


def _stop(word: str, kanji: str, at: int) -> int | None:
    if not word:
        return at
    if at == len(kanji):
        return None
    for sound in sorted(syllables().get(kanji[at], ()), key=len, reverse=True):
        if word.startswith(sound):
            stop = _stop(word[len(sound) :], kanji, at + 1)
            if stop is not None:
                return stop
    return None
