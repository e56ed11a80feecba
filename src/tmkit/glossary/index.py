"""The index of a glossary: which of its terms stand in a text, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import concat
from typing import Final

from tmkit.glossary._fold import folded
from tmkit.glossary._inflection import forms, singular
from tmkit.language import joiner, primary
from tmkit.model import Concept, Term


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that stands in a text, at ``text[start:end]``.

    ``whole`` is False where a Japanese term is part of a longer run of katakana or kanji: イラン in
    イランカード, 中国 in 中国地方. Whether that is still the term, the script cannot tell.
    """

    start: int
    end: int
    term: Term
    concept: Concept
    whole: bool = True


_Entries = list[tuple[Term, Concept]]

# Words, and any other character by itself; spaces and hyphens part words and count for nothing.
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’](?![^\W_]{3})[^\W_]*)?|[^\s\-‐‑–]")
_LATIN: Final = re.compile(r"[a-z0-9\u00c0-\u024f]")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u30fc]")
_KANJI: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")


@dataclass(slots=True)
class _Node:
    """A step in the tree of English terms, a word a step; ``entries`` of terms that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    entries: _Entries = field(default_factory=list)


class Glossary:
    """Concepts, and an index over their terms that is built once a language."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._words: dict[str, _Node] = {}
        self._characters: dict[str, _Characters] = {}

    def find(self, text: str, lang: str) -> tuple[Hit, ...]:
        """Return where terms of the language stand in ``text``, by place, then by concept.

        Of terms inside a longer one only the longest is found; a term that several concepts have
        gives a hit for each. Width and case do not matter, except that an English term in capitals
        (US) is not found in a word that has none (us). In English a term is found word by word,
        also in the plural, in the possessive and as a form of a verb; in Japanese by characters,
        Latin letters at an edge only where no other follows.
        """
        language = primary(lang)
        if joiner(language):
            hits = self._by_words(text, language)
        else:
            hits = self._by_characters(text, language)
        return tuple(_longest(sorted(hits, key=lambda hit: (hit.start, -hit.end))))

    def _terms(self, language: str) -> Iterator[tuple[Term, Concept]]:
        for concept in self.concepts:
            for term in concept.in_language(language):
                yield term, concept

    # ------------------------------------------------------------------------------ by words

    def _by_words(self, text: str, language: str) -> Iterator[Hit]:
        root = self._words.get(language)
        if root is None:
            root = self._words[language] = _tree(self._terms(language))
        key = folded(text)
        tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(key.key)]
        for first, (word, start, _) in enumerate(tokens):
            if not any(form in root.next for form in forms(word)):
                continue
            for last, entries in _matches(root, tokens, first):
                span = key.span(start, tokens[last][2])
                if span is None:
                    continue
                found = text[slice(*span)]
                for term, concept in entries:
                    if _same_case(term.text, found):
                        yield Hit(*span, term, concept)

    # ------------------------------------------------------------------------- by characters

    def _by_characters(self, text: str, language: str) -> Iterator[Hit]:
        index = self._characters.get(language)
        if index is None:
            index = self._characters[language] = _Characters.of(self._terms(language))
        key = folded(text)
        for start, end in index.spans(key.key):
            span = key.span(start, end)
            if span is None:
                continue
            whole = _is_whole(key.key, start, end)
            for term, concept in index.entries[key.key[start:end]]:
                yield Hit(*span, term, concept, whole)


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that lie within no longer one; they come by start, the longest first."""
    start = end = -1
    for hit in hits:
        if hit.end > end or (hit.start, hit.end) == (start, end):
            start, end = hit.start, hit.end
            yield hit


def _tree(terms: Iterable[tuple[Term, Concept]]) -> _Node:
    root = _Node()
    for term, concept in terms:
        words = _TOKEN.findall(folded(term.text).key)
        if not words:
            continue
        variants = [words]
        # "sanctions" stands for "sanction" too; a name (United States) does not.
        last = singular(words[-1])
        if last != words[-1] and term.text.islower():
            variants.append([*words[:-1], last])
        for variant in variants:
            node = root
            for word in variant:
                node = node.next.setdefault(word, _Node())
            node.entries.append((term, concept))
    return root


def _matches(
    root: _Node, tokens: list[tuple[str, int, int]], first: int
) -> Iterator[tuple[int, _Entries]]:
    """Yield the last token and the entries of each term that begins at the token ``first``."""
    nodes = [root]
    for position in range(first, len(tokens)):
        nodes = [
            node.next[form]
            for node in nodes
            for form in forms(tokens[position][0])
            if form in node.next
        ]
        if not nodes:
            return
        entries = [entry for node in nodes for entry in node.entries]
        if entries:
            yield position, entries


def _same_case(term: str, found: str) -> bool:
    """Whether a term in capitals meets capitals: IT is not it, US is not us, who is not WHO."""
    return not (term.isupper() and found.islower())


@dataclass(frozen=True, slots=True)
class _Characters:
    """Entries by key, the lengths of the keys by their first two characters, and short keys."""

    entries: dict[str, _Entries]
    lengths: dict[str, tuple[int, ...]]
    single: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[tuple[Term, Concept]]) -> _Characters:
        """Return the index of terms, by their keys."""
        entries: dict[str, _Entries] = {}
        for term, concept in terms:
            key = folded(term.text).key.strip()
            if key:
                entries.setdefault(key, []).append((term, concept))
        lengths: dict[str, set[int]] = {}
        for key in entries:
            if len(key) > 1:
                lengths.setdefault(key[:2], set()).add(len(key))
        return cls(
            entries,
            {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()},
            frozenset(key for key in entries if len(key) == 1),
        )

    def spans(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield the longest term at each place of a key that has one."""
        lengths, entries = self.lengths, self.entries
        # The pairs of neighbouring characters, looked up without a loop of our own: most have none.
        places = [place for place, pair in enumerate(map(concat, key, key[1:])) if pair in lengths]
        if self.single:
            places = sorted({*places, *(i for i, char in enumerate(key) if char in self.single)})
        for start in places:
            for length in (*lengths.get(key[start : start + 2], ()), 1):
                end = start + length
                if key[start:end] in entries and _latin_ends(key, start, end):
                    yield start, end
                    break


def _latin_ends(key: str, start: int, end: int) -> bool:
    """Whether no Latin word or number goes on past an edge: AI is not in FAIR, 5 not in 15."""
    return not (_goes_on(_LATIN, key, start) or _goes_on(_LATIN, key, end))


def _is_whole(key: str, start: int, end: int) -> bool:
    return not any(
        _goes_on(script, key, edge) for script in (_KATAKANA, _KANJI) for edge in (start, end)
    )


def _goes_on(script: re.Pattern[str], key: str, edge: int) -> bool:
    """Whether the characters on both sides of an edge are of the script."""
    return (
        0 < edge < len(key)
        and script.match(key, edge) is not None
        and script.match(key, edge - 1) is not None
    )
