"""English words, and the runs of them that may be terms.

A candidate is a noun phrase by its tags (Justeson & Katz 1995: adjectives and nouns before a noun,
one preposition inside), a run of capitalised words with the small words that names have (Bank of
Japan, al-Assad), or one noun or adjective. Which of them are terms is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple

from tmkit.evidence.lexicon import stem
from tmkit.evidence.places import country
from tmkit.evidence.words import STOP_WORDS, plain
from tmkit.language import fold
from tmkit.tagging import tags
from tmkit.terms.row import Row

LONGEST: Final = 6  # words of a candidate
AND: Final = 0.6

_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|(?:St|Mt|Ft)\.(?=\s+[A-Z])|[A-Za-zÀ-ɏ0-9_]+(?:[.'’&/+#][A-Za-zÀ-ɏ0-9_]+)*[+#]*|['’]s\b|[^\sA-Za-zÀ-ɏ0-9_]"
)
_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ0-9_]")
_POSSESSIVE: Final = re.compile(r"(.+)(['’]s)\Z", re.IGNORECASE)
OWNS: Final = frozenset({"'s", "’s"})
_NUMBER: Final = re.compile(r"[0-9][0-9.,]*(?:st|nd|rd|th|am|pm|bn|m|k|s)?\Z")
_GLUE: Final = frozenset({" ", "-", "\n", "\u2010", "\u2011", "\u00a0"})
_BEGINS: Final = frozenset('.!?:;"“”‘’(')
_ENDS: Final = frozenset('.!?:;"“”‘’(—–|')
_HEADING: Final = 0.6  # of a text's longer words in capitals: a heading, where capitals say nothing
_HYPHENS: Final = frozenset("-\u2010\u2011")
_INNER: Final = frozenset(
    {"of", "for", "and", "the", "de", "la", "du", "van", "von", "al", "bin", "&"}
)
# Words that no term begins or ends with, besides the function words.
_EDGE: Final = STOP_WORDS | frozenset(
    """
    not no yes many much few less least same different various several certain own first second
    third last next previous following new good better best bad able likely possible such every
    one two three four five six seven eight nine ten today yesterday tomorrow monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august
    september october november december mr mrs ms dr however therefore thus because while after
    before between during against under without within upon per via let use see note e.g i.e etc
    including
    """.split()
) - {"may"}
_BASE: Final = frozenset({"VB", "VBP", "VBD"})  # what a noun may be taken for: file, murder, lay
_BEFORE_NOUNS: Final = frozenset({"DT", "PRP$", "JJ", "POS", "IN"})
_AFTER_NAMES: Final = frozenset({"IN", "MD", "TO", "VBD", "VBZ"})


class Token(NamedTuple):
    """What a word or mark is, wherever it stands."""

    text: str
    tag: str
    unit: str  # its stem, what is aligned; empty for function words and marks


class Word(NamedTuple):
    """A word or mark of the text, with its place there."""

    text: str
    start: int
    tag: str
    unit: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words, ``words[first:stop]``, that may be a term, and how it is counted."""

    first: int
    stop: int
    key: str
    weight: float  # less than 1 where it is probably part of a longer one


def row(found: Sequence[Word]) -> Row[Token, Word]:
    """Return words kept small."""
    tokens = [_token(word.text, word.tag, word.unit) for word in found]
    return Row(tokens, [word.start for word in found], _word)


def _word(token: Token, start: int) -> Word:
    return Word(token[0], start, token[1], token[2])


@lru_cache(maxsize=200_000)
def _token(text: str, tag: str, unit: str) -> Token:
    return Token(text, tag, unit)


def words(text: str) -> list[Word]:
    """Return the words and marks of an English text in order."""
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if (
            match[0] in _HYPHENS
            and _WORD.match(text[match.end() : match.end() + 1])
            and spans
            and (spans[-1][1] == match.start())
        ):
            continue  # client-server: what stands between two words, like a space
        cut = _POSSESSIVE.match(match[0])
        if cut and len(cut[1]) > 1:
            spans.append((match.start(), match.start() + len(cut[1])))
            spans.append((match.start() + len(cut[1]), match.end()))
        else:
            spans.append(match.span())
    found = [text[start:end] for start, end in spans]
    return [
        Word(intern(word), start, intern(tag), _unit(word))
        for word, (start, _), tag in zip(found, spans, _tags(found), strict=True)
    ]


def _tags(found: Sequence[str]) -> list[str]:
    """Return the tags of words, with nouns that the tagger takes for verbs: the file object.

    What stands between a determiner, an adjective or a preposition and a noun is no verb.
    """
    given = tags(found)
    for k in range(1, len(given) - 1):
        before = given[k - 1] in _BEFORE_NOUNS and found[k - 1].lower() != "to"
        if before and given[k] in _BASE and given[k + 1].startswith("NN"):
            given[k] = "NN"
    return given


def owns_its_name(found: Sequence[Word], stop: int) -> bool:
    """Return whether the 's after a name belongs to it: Sainsbury's said, to Swami's in Encinitas.

    It owns nothing there: no noun follows.
    """
    if stop >= len(found) or found[stop].text not in OWNS:
        return False
    after = found[stop + 1] if stop + 1 < len(found) else None
    return after is None or after.tag in _AFTER_NAMES or not _WORD.match(after.text)


@lru_cache(maxsize=200_000)
def _unit(word: str) -> str:
    if not _WORD.match(word):
        return ""
    bare = plain(word)
    if _NUMBER.match(bare):
        return ""  # the Japanese side has none either: numbers are compared by their values
    if not bare or (bare in STOP_WORDS and not (word.isupper() and len(word) > 1)):
        return ""
    return stem(bare)


def candidates(found: Sequence[Word], text: str) -> Iterator[Candidate]:
    """Yield the candidates of a text by their first word, then their length."""
    n = len(found)
    nominal = [_is_nominal(word) for word in found]
    for first in range(n):
        begins = _may_begin(found[first]) or _begins_name(found, first, text)
        if not begins or _is_adverb(found, first):
            continue
        for stop in range(first + 1, min(n, first + LONGEST) + 1):
            run = found[first:stop]
            if run[-1].text in OWNS and _is_owned_name(found, first, stop):
                continue
            if stop - first > 1 and not _near(found, stop - 1, text):
                break
            if not (_WORD.match(run[-1].text) or run[-1].text == "-"):
                break
            if len(run) > 1 and _cuts_compound(found, first, stop, text):
                continue
            if _may_end(run[-1]) and _is_phrase(run, text):
                weight = 0.92 if first and nominal[first - 1] and _near(found, first, text) else 1.0
                if any(word.text.lower() == "and" for word in found[first:stop]):
                    weight *= AND  # Russia and China are two
                if stop < n and nominal[stop] and _near(found, stop, text):
                    weight *= 0.85
                yield Candidate(first, stop, key(run), weight)


def _cuts_compound(found: Sequence[Word], first: int, stop: int, text: str) -> bool:
    """Return whether a phrase begins or ends inside a compound: Russian state of Sino-Russian."""
    return any(
        0 < k < len(found) and text[found[k - 1].end : found[k].start] in _HYPHENS
        for k in (first, stop)
    )


def _begins_name(found: Sequence[Word], k: int, text: str) -> bool:
    """Return whether a word that begins no term begins a name, or a compound: New York, new-style.

    Where a sentence begins, the capital of any other word says nothing.
    """
    word = found[k]
    if k + 1 >= len(found) or not word.unit or not _near(found, k + 1, text):
        return False
    if text[word.end : found[k + 1].start] in _HYPHENS:
        return not word.text.isdigit() and plain(word.text) not in STOP_WORDS
    new = word.text == "New"
    starts = k == 0 or found[k - 1].text in _BEGINS
    return _is_capital(word) and _is_capital(found[k + 1]) and (new or not starts)


def _is_owned_name(found: Sequence[Word], first: int, stop: int) -> bool:
    """Return whether an 's before ``stop`` may stand inside a name: Rady Children's Hospital."""
    return (
        stop - first > 1
        and stop < len(found)
        and _is_capital(found[stop])
        and all(_is_capital(word) for word in found[first : stop - 1])
    )


def _is_adverb(found: Sequence[Word], k: int) -> bool:
    """Return whether a word has its capital only because a sentence begins there."""
    word = found[k]
    begins = k == 0 or found[k - 1].text in _BEGINS
    known = word.tag[:2] in {"NN", "JJ", "VB", "FW"} or _is_manner(word)
    return begins and not known and not word.text[1:2].isupper()


def _is_manner(word: Word) -> bool:
    """Return whether a word may say how: loosely coupled architecture."""
    return word.tag == "RB" and word.text.lower().endswith("ly")


def _near(found: Sequence[Word], place: int, text: str) -> bool:
    return text[found[place - 1].end : found[place].start] in _GLUE


def _is_nominal(word: Word) -> bool:
    return bool(word.unit) and (word.tag.startswith(("NN", "JJ")) or _is_capital(word))


def _is_capital(word: Word) -> bool:
    return word.text[:1].isupper()


def _may_begin(word: Word) -> bool:
    if not word.unit or word.text.isdigit():
        return False
    bare = plain(word.text)
    return (bare not in _EDGE or (word.text.isupper() and len(word.text) > 1)) and (
        word.tag[:2] in {"NN", "JJ"}
        or word.tag.startswith(("VB", "FW"))
        or _is_manner(word)
        or _is_capital(word)
    )


def _may_end(word: Word) -> bool:
    if word.text.isdigit():
        return True  # Nord Stream 2
    bare = plain(word.text)
    return (bare not in _EDGE or (word.text.isupper() and len(word.text) > 1)) and bool(word.unit)


def _is_phrase(run: Sequence[Word], text: str) -> bool:
    """Return whether the tags of a run are those of a noun phrase, or its letters a name's."""
    if len(run) == 1:
        word = run[0]
        named = _is_capital(word) and not _is_manner(word)
        return word.tag[:2] in {"NN", "JJ", "VB"} or named
    last = run[-1]
    if last.text.isdigit():
        return all(_is_capital(word) for word in run[:-1])
    joined = {k for k in range(1, len(run)) if text[run[k - 1].end : run[k].start] in _HYPHENS}
    inner = [k for k, word in enumerate(run) if not word.unit and k not in joined]
    if any(run[k].text.lower() not in _INNER and run[k].text not in OWNS for k in inner):
        return False
    plain_words = [word for word in run if word.unit]
    if all(_is_capital(word) or word.text.lower() in {"al", "bin"} for word in plain_words):
        return True
    if not _are_links([run[k].text.lower() for k in inner], inner):
        return False
    head = last.tag.startswith("NN") or last.tag == "VBG" or _is_capital(last)
    manner = _is_manner(run[0]) and run[1].tag[:2] in {"VB", "JJ"}
    rest = (
        k in joined or k + 1 in joined or _may_modify(run, k)
        for k in range(manner, len(run) - 1)
        if run[k].unit
    )
    before_inner = (
        not inner or run[inner[0] - 1].tag.startswith("NN") or _is_capital(run[inner[0] - 1])
    )
    return head and all(rest) and before_inner


def _are_links(small: Sequence[str], places: Sequence[int]) -> bool:
    """Return whether the small words inside a phrase join its parts: of, for, of the; or none."""
    if not small:
        return True
    return small[0] in {"of", "for"} and (
        len(small) == 1 or (small[1:] == ["the"] and places[1] == places[0] + 1)
    )


def _may_modify(run: Sequence[Word], k: int) -> bool:
    """Return whether a word may stand before the noun of a phrase; brands including is none."""
    word = run[k]
    if word.tag == "VBG" and k and run[k - 1].tag == "NNS":
        return False
    return word.tag[:2] in {"NN", "JJ"} or word.tag in {"VBN", "VBG", "CD"} or _is_capital(word)


def key(run: Sequence[Word]) -> str:
    """Return what the occurrences of a term have in common: folded, its last word singular."""
    parts = [fold(word.text) for word in run]
    if len(run) == 2 and run[0].end + 1 == run[1].start and run[1].text[0].isupper():
        countries = sorted(country(part) for part in parts)
        if all(countries) and countries[0] != countries[1]:
            return " ".join(countries)  # Sino-Russian and Russia-China
    apart = len(run) == 1 and parts[0].endswith("ics") and _tags([parts[0][:-1]]) == ["JJ"]
    if apart:
        return parts[0]  # generics are no generic
    if run[-1].tag == "NNS" or (run[-1].tag == "VBZ" and len(run) == 1):  # it parses, to parse
        parts[-1] = singular(parts[-1])
    return " ".join(parts)


def singular(word: str) -> str:
    """Return the singular of a lower-case regular plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_heading(words: Sequence[Word]) -> bool:
    """Return whether a text is a heading in capitals, where they do not tell a name."""
    longer = [word.text for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    capital = sum(text[0].isupper() for text in longer)
    return len(longer) > 2 and capital > _HEADING * len(longer)


def begins(words: Sequence[Word], k: int) -> bool:
    """Return whether a sentence begins at a word."""
    return k == 0 or words[k - 1].text in _ENDS
