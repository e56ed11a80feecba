"""Names of one pair of texts that sound alike, where the whole corpus would be too wide a net.

A text has few names, so a weaker likeness than :mod:`tmkit.evidence.names` asks for is enough, and
several English words may be one katakana word (Kansas City, カンザスシティ; St. Louis,
セントルイス). Chinese and Korean names are compared by the sounds of their kanji.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from tmkit.evidence import hanzi
from tmkit.evidence.names import katakana_sounds, latin_sounds, likeness
from tmkit.evidence.words import plain
from tmkit.terms.corpus import Text
from tmkit.terms.japanese import Word

LEAST: Final = 0.74
LONGEST: Final = 3  # English words of one katakana word
SYLLABLE: Final = 0.75  # how sure a single kanji is, several are 0.95
SEVERAL: Final = 0.95
KNOWN: Final = 0.5

_KATAKANA: Final = re.compile(r"[ァ-ヺー]+")
_KANJI: Final = re.compile(r"[\u4e00-\u9fff]+\Z")
_LETTERS: Final = re.compile(r"[a-z]+\Z")


def heard(
    texts: Sequence[Text], known: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], float]:
    """Return what else is known of units, English and Japanese, by the names of each text."""
    found: dict[tuple[int, int], float] = {}
    for text in texts:
        names = _english(text)
        if not names:
            continue
        for units, word, kanji in _japanese(text):
            pairs = _kanji(names, word, units) if kanji else _katakana(names, word, units, known)
            for pair, score in pairs:
                found[pair] = max(found.get(pair, 0.0), score)
    return found


def _english(text: Text) -> list[tuple[str, list[int]]]:
    """Return the runs of capitalised words as one word each, with their units."""
    unit_of = dict(zip(text.word_of_e.tolist(), text.units_e.tolist(), strict=True))
    words = list(text.words_e)
    found: dict[str, list[int]] = {}
    for first in range(len(words)):
        joined, units = "", []
        for k in range(first, min(first + LONGEST, len(words))):
            if k not in unit_of or not words[k].text[0].isupper():
                break
            bare = plain(words[k].text).replace("st.", "saint").strip(".")
            if not _LETTERS.match(bare):
                break
            if k > first and text.english[words[k - 1].end : words[k].start] not in {" ", "-"}:
                break
            joined += bare
            units.append(unit_of[k])
            if len(joined) > 1:
                found.setdefault(joined, list(units))
    return list(found.items())


def _japanese(text: Text) -> Iterator[tuple[list[list[int]], str, bool]]:
    """Yield runs of katakana and of kanji: the units of each of its characters, itself, kanji."""
    units: dict[int, list[int]] = {}
    for unit, k in zip(text.units_j.tolist(), text.word_of_j.tolist(), strict=True):
        units.setdefault(k, []).append(unit)
    words = list(text.words_j)
    scripts = [_script(word, k) for k, word in enumerate(words)]
    for kind, run in groupby(range(len(words)), scripts.__getitem__):
        places = list(run)
        if not kind or not any(k in units for k in places):
            continue
        by_character = [units.get(k, []) for k in places for _ in words[k].text]
        yield by_character, "".join(words[k].text for k in places), kind == "kanji"


def _script(word: Word, k: int) -> str:
    if _KATAKANA.match(word.text):
        return "katakana" if _KATAKANA.fullmatch(word.text) else f"katakana {k}"
    return "kanji" if _KANJI.match(word.text) and word.morpheme.pos[0] == "名詞" else ""


def _kanji(
    names: Sequence[tuple[str, list[int]]], kanji: str, units: Sequence[Sequence[int]]
) -> Iterator[tuple[tuple[int, int], float]]:
    for name, english in names:
        if not hanzi.is_spelt(name):
            continue
        place = hanzi.place(name, kanji)
        if place is not None:
            score = SYLLABLE if place[1] - place[0] == 1 else SEVERAL
            for j in {unit for row in units[place[0] : place[1]] for unit in row}:
                yield from (((e, j), score) for e in english)


def _katakana(
    names: Sequence[tuple[str, list[int]]],
    word: str,
    units: Sequence[Sequence[int]],
    known: Mapping[tuple[int, int], float],
) -> Iterator[tuple[tuple[int, int], float]]:
    kana = _KATAKANA.match(word)
    own = list(dict.fromkeys(unit for row in units for unit in row))
    if kana is None or len(kana[0]) < 2:
        return
    best: list[tuple[float, list[int]]] = []
    for name, english in names:
        if any(known.get((e, j), 0.0) >= KNOWN for e in english for j in own):
            continue
        score = _alike(kana[0], name)
        if score >= LEAST:
            best.append((score, english))
    if best:
        score, english = max(best, key=lambda item: (item[0], item[1]))
        for e in english:
            yield from (((e, j), 0.5 + 0.5 * (score - LEAST) / (1 - LEAST)) for j in own)


@lru_cache(maxsize=100_000)
def _alike(katakana: str, name: str) -> float:
    """Return how alike two names sound, 0 where their lengths say that they do not."""
    heard, spelt = katakana_sounds(katakana), latin_sounds(name)
    consonants = [sum(c not in "aiueoyhwR" for c in sounds) for sounds in (heard, spelt)]
    if abs(consonants[0] - consonants[1]) > 1 + max(consonants) // 4:
        return 0.0
    return likeness(katakana, name)
