"""A glossary as the rules use it: English terms found by their words, renderings by their keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tmkit.language import fold
from tmkit.model import Concept, Term
from tmkit.morphology import Morpheme
from tmkit.rules._rule import Context
from tmkit.rules._wording import folded, singular

GOOD = frozenset({"preferred", "admitted", "provisional"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with its terms of both languages, good and forbidden."""

    concept: Concept
    english: tuple[Term, ...]
    good: tuple[Term, ...]
    bad: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries, and the English terms by their first word."""

    entries: tuple[Entry, ...]
    by_word: dict[str, list[tuple[tuple[str, ...], str, int]]]  # words, the term, the entry


def glossary(context: Context) -> Glossary:
    """Return the glossary of a check, indexed once."""
    return context.shared(_index)


def _index(context: Context) -> Glossary:
    entries: list[Entry] = []
    by_word: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for concept in context.glossary:
        english = tuple(t for t in concept.in_language("en") if t.status in GOOD)
        japanese = concept.in_language("ja")
        good = tuple(t for t in japanese if t.status in GOOD)
        bad = tuple(t for t in japanese if t.status not in GOOD)
        if not good and not bad:
            continue
        for term in english:
            words = tuple(word for word, _, _ in english_words(term.text))
            if words:
                by_word.setdefault(words[0], []).append((words, term.text, len(entries)))
        entries.append(Entry(concept, english, good, bad))
    return Glossary(tuple(entries), by_word)


def english_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text in lower case and in the singular, with their places."""
    return [
        (singular(match[0]) or fold(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry's English term in a text, and where."""

    entry: Entry
    start: int
    end: int


def find(text: str, table: Glossary) -> list[Hit]:
    """Return the English terms of a text; of terms that overlap the longest, then the first.

    A term that the glossary writes with capitals alone (US, WHO) must stand so in the text.
    """
    words = english_words(text) if table.by_word else []
    found: list[tuple[int, int, Hit]] = []
    for i, (word, start, _) in enumerate(words):
        for wanted, written, index in table.by_word.get(word, ()):
            there = words[i : i + len(wanted)]
            if tuple(w for w, _, _ in there) != wanted:
                continue
            end = there[-1][2]
            if written.isupper() and not text[start:end].isupper():
                continue
            found.append((-len(wanted), start, Hit(table.entries[index], start, end)))
    kept: list[Hit] = []
    for _, _, hit in sorted(found, key=lambda item: item[:2]):
        same = [k for k in kept if (k.start, k.end) == (hit.start, hit.end)]
        if same or all(hit.end <= k.start or k.end <= hit.start for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


_GLUE = re.compile(r"[のなに的・\s]")


@dataclass(frozen=True, slots=True)
class Japanese:
    """A Japanese text as renderings are looked for in it."""

    text: str
    key: str
    unglued: str
    lemmas: str

    def has(self, rendering: str) -> bool:
        """Return whether a rendering stands in the text: width, inflexion and の do not matter."""
        key = fold(rendering).replace(" ", "")
        return key in self.key or _GLUE.sub("", key) in self.unglued or key in self.lemmas

    def has_spelled_otherwise(self, rendering: str) -> bool:
        """Return whether a rendering stands in the text in another katakana spelling."""
        key = folded(fold(rendering).replace(" ", ""))
        return len(rendering) > 2 and key in folded(self.key)


def japanese(text: str, words: list[Morpheme]) -> Japanese:
    """Return a text made ready for looking up renderings."""
    key = fold(text).replace(" ", "")
    lemmas = fold("".join(word.lemma for word in words)).replace(" ", "")
    return Japanese(text, key, _GLUE.sub("", key), lemmas)


_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_KANJI = re.compile(r"[\u3400-\u9fff々]")


def places(text: str, rendering: str, words: list[Morpheme]) -> list[tuple[int, int]]:
    """Return where a rendering stands in a text as a word of its own.

    It is none inside a longer run of katakana; of kanji alone it must begin and end where words do.
    """
    bounds = {0}
    at = 0
    for word in words:
        for surface, _, _ in word.parts or ((word.surface, "", ""),):
            at += len(surface)
            bounds.add(at)
    found = []
    for match in re.finditer(re.escape(rendering), text):
        start, end = match.span()
        if _joined(text, start, _KATAKANA) or _joined(text, end, _KATAKANA):
            continue
        if _KANJI.match(rendering) and start not in bounds:
            continue
        if _KANJI.match(rendering[-1]) and end not in bounds:
            continue
        found.append((start, end))
    return found


def _joined(text: str, at: int, kind: re.Pattern[str]) -> bool:
    """Return whether a run of one kind of letter goes on over a place."""
    return 0 < at < len(text) and bool(kind.match(text[at - 1]) and kind.match(text[at]))
