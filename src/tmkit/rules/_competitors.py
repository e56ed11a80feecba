"""Which Japanese words of a unit stand where the usual rendering of an English term should.

What else the English says is explained first: a word that renders another English word of the unit
is no competitor. What speaks for a competitor is named, so that a rule can weigh it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tmkit.evidence.lexicon import stem
from tmkit.morphology import Morpheme, by_word
from tmkit.rules._renderings import LEAST_SOUND, Dictionary, Renderings, sounds_like
from tmkit.rules._wording import Noun, folded

# "loan" is a katakana word of the dictionary that sounds like the term, "sound" one it has not.
Sign = Literal["sound", "loan", "dictionary", "attested", "similar"]

LEAST_SOUND_ALONE = 0.85  # of a term of one word
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_CONTENT = re.compile(r"[\u30a1-\u30fa\u3400-\u9fff]")
_GLUE = re.compile(r"[のなにへ的・\s]")


@dataclass(frozen=True, slots=True)
class English:
    """A term of a unit: its key, its text, its words as stems and as written, the other stems."""

    key: str
    written_as: str
    stems: tuple[str, ...]
    written: tuple[str, ...]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Competitor:
    """A noun of the unit that seems to render the term, and what says so."""

    noun: Noun
    signs: frozenset[Sign]
    count: int  # how many units have both the term and this noun


def key_words(words: tuple[Morpheme, ...]) -> tuple[str, ...]:
    """Return the keys of the words of a compound."""
    return tuple(folded(word.surface) for word in words)


def without_glue(text: str) -> str:
    """Return a folded text without the particles and suffixes that may join a compound."""
    return _GLUE.sub("", text)


def stands_in(key: str, text: str, unglued: str) -> bool:
    """Return whether a rendering stands in a folded text, if need be with の between its words."""
    return key in text or without_glue(key) in unglued


def in_pieces(words: tuple[str, ...], text: str, nouns: tuple[Noun, ...]) -> bool:
    """Return whether a rendering is only taken apart (位置またはキーワード引数) or turned round.

    It is not where one compound begins and ends with its words and says more between them
    (位置指定引数).
    """
    if len(words) < 2 or not all(word in text for word in words):
        return False
    return not any(
        len(noun.words) > len(words)
        and folded(noun.words[0].surface) == words[0]
        and folded(noun.words[-1].surface) == words[-1]
        for noun in nouns
    )


@by_word
def katakana_of(word: Morpheme) -> list[str]:
    """Return the runs of katakana in a word, which may sound like a Latin one."""
    return _KATAKANA.findall(word.surface)


def sounds_as(word: Morpheme, names: tuple[str, ...], least: float = LEAST_SOUND) -> bool:
    """Return whether a katakana word sounds like one of the Latin words."""
    return any(
        sounds_like(katakana, name) >= least for katakana in katakana_of(word) for name in names
    )


def _part_sounds_as(word: Morpheme, name: str) -> bool:
    """Return whether a long katakana word begins or ends with one that sounds like a Latin word.

    The analyser takes a compound that it does not know for one word: コアデベロッパー.
    """
    text = word.surface
    if len(text) < LONG_KATAKANA or not _KATAKANA.fullmatch(text):
        return False
    cuts = range(2, len(text) - 1)
    return any(
        sounds_like(part, name) >= LEAST_SOUND_ALONE for k in cuts for part in (text[:k], text[k:])
    )


LONG_KATAKANA = 7


def explained(word: Morpheme, english: English, book: Dictionary) -> bool:
    """Return whether a word renders something else that the English side says."""
    return bool(book.stems_of(word) & english.others) or sounds_as(word, tuple(english.others))


def covered(words: tuple[Morpheme, ...], english: English, book: Dictionary) -> tuple[float, bool]:
    """Return what share of a term's words a noun translates, and whether by sound."""
    known = book.stems("".join(word.surface for word in words))
    for word in words:
        known |= book.stems_of(word)
    hits, by_sound = 0, False
    least = LEAST_SOUND if len(english.stems) > 1 else LEAST_SOUND_ALONE
    for name, written in zip(english.stems, english.written, strict=True):
        if name in known or stem(name) in known:
            hits += 1
        elif any(
            sounds_as(word, (name, written), least)
            or (len(english.stems) > 1 and _part_sounds_as(word, written))
            for word in words
        ):
            hits += 1
            by_sound = True
    return hits / len(english.stems), by_sound


def competitors(
    english: English,
    usual: Noun,
    nouns: tuple[Noun, ...],
    taken: frozenset[str],
    table: Renderings,
    book: Dictionary,
) -> Iterator[Competitor]:
    """Yield the nouns of a unit that seem to render a term instead of its usual rendering.

    ``taken`` are the keys that are the usual rendering of another term of the unit.
    """
    own = key_words(usual.words)
    counts = table.known.get(english.key, {})
    for noun in nouns:
        if noun.key in taken or noun.key in usual.key:
            continue
        signs: set[Sign] = set()
        share, by_sound = covered(noun.words, english, book)
        if share == 1:
            signs.add("sound" if by_sound else "dictionary")
            if not by_sound and any(sounds_as(w, english.written, 0.85) for w in noun.words):
                signs.add("loan")
        count = counts.get(noun.key, 0)
        if count >= 2 and count >= table.nouns.get(noun.key, 1) * LEAST_OWN:
            signs.add("attested")
        words = key_words(noun.words)
        rest = [word for word, key in zip(noun.words, words, strict=True) if key not in own]
        if _alike(own, words, rest):
            signs.add("similar")
        if signs and share != 1:
            bare = [word for word in rest if not _empty(word)]
            if signs == {"attested"} and len(own) > 1:
                continue
            if not bare or any(
                folded(word.surface) in taken or explained(word, english, book) for word in bare
            ):
                continue
        if signs:
            yield Competitor(noun, frozenset(signs), count)


LEAST_OWN = 0.5  # the share of a noun's units that have the term, to call it the term's own


def _empty(word: Morpheme) -> bool:
    """Return whether a word adds nothing to a compound: 的, 化, 用, すべて."""
    return word.pos[0] in {"接尾辞", "接頭辞"} or not _CONTENT.search(word.surface)


def _alike(own: tuple[str, ...], words: tuple[str, ...], rest: list[Morpheme]) -> bool:
    """Return whether two compounds share their first or their last word, and differ elsewhere.

    A single word does so if it differs from the last one in one letter of at least three: 指定子,
    指示子.
    """
    if len(words) == 1:  # 指示子 beside 指定子, and beside 書式指定子
        a, b = own[-1], words[0]
        if len(own) > 1 and _KATAKANA.search(a + b):
            return False
        return 3 <= len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    if len(own) < 2 or len(words) < 2 or not rest:
        return False
    if own[-1] == words[-1]:
        return len(words) <= len(own) + 1 or words[0] == own[0]
    return own[0] == words[0] and len(own[0]) > 1 and len(words) == len(own)
