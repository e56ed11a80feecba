"""Which English name a Japanese one may stand for: by sound, by reading, by surname."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tmkit.evidence.names import Filed, file_words, likeness, nearest
from tmkit.evidence.tables import read_rows
from tmkit.rules._japanese_people import is_katakana, is_soft, parts
from tmkit.rules._places import places
from tmkit.rules._rule import Context

FEW: Final = 60  # names of a text that can all be compared
SHORT: Final = 3  # letters, and kana, of a name that has too few consonants to be filed by
GIVEN: Final = 0.8  # and as likely as this a given name in hiragana
_HIRAGANA: Final = re.compile("[ぁ-ゖ]")
_TO_KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
READING: Final = 0.88  # as likely as this the analyser's reading must sound


def recognise(
    name: str,
    aside: str,
    tokens: tuple[str, ...],
    least: float,
    context: Context,
    taken: frozenset[str] = frozenset(),
) -> str:
    """Return the English name part that a Japanese name stands for, or nothing.

    It is one of ``tokens`` that is not ``taken``.
    """
    if is_soft(name):
        return _soft(name, tokens, context, taken) if tokens else ""
    if is_katakana(name):
        for part in reversed(parts(name)):
            if token := _best(part, tokens, least, taken):
                return token
        return _best("".join(parts(name)), tokens, least, taken)
    for spelt in spellings(name):  # the usual one first: of Wang Yi and Li, 李 is Li
        if spelt in tokens and spelt not in taken:
            return spelt
    for part in parts(aside) if re.match("[ァ-ヴ]", aside) else ():
        if token := _best(part, tokens, least, taken):
            return token
    words = [word.reading for word in context.words(name)[:2]]
    for reading in (words[0], "".join(words), words[-1]):  # surname, its two halves, given name
        if len(reading) > 1 and (token := _best(reading, tokens, max(least, READING), taken)):
            return token
    return ""


def _soft(name: str, tokens: tuple[str, ...], context: Context, taken: frozenset[str]) -> str:
    """Return the surname of a name like 藤本あゆみ if its given name is in the English too.

    Where the surname is read otherwise, the given name stands for the person.
    """
    surname, given = name[: (start := _HIRAGANA.search(name).start())], name[start:]  # type: ignore[union-attr]
    sound = given.rstrip("子美").translate(_TO_KATAKANA)
    sound += {"子": "コ", "美": "ミ"}.get(given[-1], "")
    token = _best(sound, tokens, GIVEN, taken)
    if len(token) <= SHORT:
        return ""
    for spelt in spellings(surname):
        if spelt in tokens and spelt not in taken:
            return spelt
    reading = "".join(word.reading for word in context.words(surname))
    return _best(reading, tokens, READING, taken) or token


def _best(part: str, tokens: tuple[str, ...], least: float, taken: frozenset[str]) -> str:
    found = tokens if len(tokens) <= FEW else _near(part, tokens)
    scored = [
        (likeness(part, token, least), token)
        for token in found
        if len(token) > 1 and token not in taken
    ]
    score, token = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return token if score >= least else ""


@lru_cache(maxsize=4096)
def _near(part: str, tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens of a large text that may sound like a name; short ones are all tried."""
    short = [token for token in tokens if len(token) <= SHORT] if len(part) <= SHORT else []
    filed = set(nearest(part, _filed(tokens))) | set(short)
    return tuple(token for token in tokens if token in filed)


@lru_cache(maxsize=16)
def _filed(tokens: tuple[str, ...]) -> Filed:
    return file_words(tokens)


@lru_cache(maxsize=1)
def surnames() -> dict[str, tuple[str, ...]]:
    """Return how Chinese and Korean surnames are spelt in English."""
    return {name: tuple(spelt.split()) for name, spelt in read_rows("surnames.tsv")}


def spellings(name: str) -> tuple[str, ...]:
    """Return how English may spell the surname that a name in kanji begins with."""
    if len(name) > 4:
        return ()
    return surnames().get(name[:2]) or surnames().get(name[:1], ())


def looks_personal(name: str, context: Context) -> bool:
    """Return whether a name that no English name explains is a person's all the same."""
    if is_soft(name):
        return False
    if is_katakana(name):
        return len(name) > 2 and not set(parts(name)) & places()[0]
    if spellings(name) and len(name) <= 3:
        words = context.words(name)
        return len(words) > 1 or len(name) == 1 or words[0].pos[1] == "固有名詞"
    return (
        len(name) <= 6
        and all(word.pos[1] == "固有名詞" for word in context.words(name)[:1])
        and len(name) > 1
    )


def is_unknown(name: str, context: Context) -> bool:
    """Return whether kanji fall apart into single characters, as names unknown to Sudachi do."""
    return (
        not is_katakana(name)
        and not is_soft(name)
        and len(name) <= 4
        and all(len(word.surface) == 1 for word in context.words(name))
    )
