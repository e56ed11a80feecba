"""Findings that a row of a glossary accepts: by its note, or as the spelling that it prescribes.

A note ``tmkit: ignore[rule] reason`` holds where the row's term stands and, if the concept has
terms in the other language, one of these on the other side. And what a glossary gives as a
rendering is no variant of a spelling that the texts have more often.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tmkit.check.suppress import of_note
from tmkit.check.values import Inline, Notice, Suppressed
from tmkit.glossary import Glossary
from tmkit.language import primary
from tmkit.model import Concept, Finding, Origin, Term

# Rules that hold a spelling against the one that is more common.
_SPELLING: Final = frozenset(
    {"katakana-variant", "okurigana-variant", "kanji-kana-variant", "term-variant"}
)
_GOOD: Final = frozenset({"preferred", "admitted", "provisional"})


@dataclass(frozen=True, slots=True)
class Accepting:
    """A glossary, the notes of its terms (by identity) that accept something, and all of them."""

    glossary: Glossary
    by_term: Mapping[int, tuple[Inline, ...]]
    inline: tuple[Inline, ...]
    notices: tuple[Notice, ...]


def of_glossary(concepts: Sequence[Concept]) -> Accepting:
    """Return what the rows of a glossary accept."""
    by_term: dict[int, tuple[Inline, ...]] = {}
    inline: list[Inline] = []
    notices: list[Notice] = []

    def noted(note: str, origin: Origin | None) -> list[Inline]:
        found, wrong = of_note(note, origin or Origin("-", 1))
        inline.extend(found)
        notices.extend(wrong)
        return found

    for concept in concepts:
        of_concept = noted(concept.note, concept.origin)
        for term in concept.terms:
            notes = (*noted(term.note, term.origin), *of_concept)
            if notes:
                by_term[id(term)] = notes
    return Accepting(Glossary(concepts), by_term, tuple(inline), tuple(notices))


def accepted(finding: Finding, accepting: Accepting) -> tuple[Suppressed, Inline | None] | None:
    """Return how a finding is accepted, and by which note if by one; None where it is not."""
    spelling = finding.rule in _SPELLING
    if not spelling and not any(finding.rule in note.rules for note in accepting.inline):
        return None
    for term in _terms_at(finding, accepting.glossary):
        notes = accepting.by_term.get(id(term), ())
        note = next((note for note in notes if finding.rule in note.rules), None)
        if note is not None:
            return Suppressed(finding, note.reason, note.origin), note
        if spelling and term.status in _GOOD and primary(term.lang) == "ja":
            return Suppressed(finding, _reason(term), term.origin or Origin("-", 1)), None
    return None


def _reason(term: Term) -> str:
    if term.note and "tmkit:" not in term.note:
        return term.note
    return f"{term.status} in the glossary"


def _terms_at(finding: Finding, glossary: Glossary) -> Iterator[Term]:
    """Yield the terms at a finding whose concept, if it has other terms, stands opposite."""
    lang = primary(finding.passage.lang)
    other = "en" if lang == "ja" else "ja"
    hits = [
        hit
        for hit in glossary.find(finding.passage.text, lang)
        if hit.start < max(finding.end, finding.start + 1) and finding.start < hit.end
    ]
    opposite = {id(hit.concept) for hit in glossary.find(finding.other, other)} if hits else set()
    for hit in hits:
        if id(hit.concept) in opposite or not finding.other or not hit.concept.in_language(other):
            yield hit.term
