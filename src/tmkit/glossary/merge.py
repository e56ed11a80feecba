"""Glossaries merged to one, and what they disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tmkit.language import fold, primary
from tmkit.model import Concept, Origin, Term


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something on which two glossaries disagree: what, and where each says it."""

    message: str
    first: Origin | None
    second: Origin | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The concepts of all glossaries, in the order in which they came first."""

    concepts: tuple[Concept, ...]
    conflicts: tuple[Conflict, ...]
    added: int  # terms that the first glossary did not have


def merge(glossaries: Sequence[Iterable[Concept]]) -> Merged:
    """Return one glossary out of several. The earlier one counts; what disagrees is told.

    Concepts are the same where they share an English term, or their identifier and nothing tells
    otherwise. A rendering that is preferred in a later glossary, where an earlier one prefers
    another, comes in as ``provisional``: somebody has to decide.
    """
    made: list[Concept] = []
    by_term: dict[str, int] = {}
    by_id: dict[str, int] = {}
    conflicts: list[Conflict] = []
    added = 0
    for number, concepts in enumerate(glossaries):
        fresh: list[tuple[int, Concept]] = []
        for concept in concepts:
            place = _place(concept, by_term, by_id) if number else None
            if place is None:
                fresh.append((len(made), concept))
                made.append(concept)
                added += len(concept.terms) if number else 0
            else:
                before = made[place]
                made[place] = _joined(before, concept, conflicts)
                added += len(made[place].terms) - len(before.terms)
                fresh.append((place, made[place]))
        for place, concept in fresh:
            if concept.id:
                by_id.setdefault(concept.id, place)
            for term in concept.in_language("en"):
                by_term.setdefault(fold(term.text), place)
    return Merged(tuple(made), tuple(conflicts), added)


def _place(concept: Concept, by_term: dict[str, int], by_id: dict[str, int]) -> int | None:
    for term in concept.in_language("en"):
        if fold(term.text) in by_term:
            return by_term[fold(term.text)]
    return by_id.get(concept.id) if concept.id else None


def _joined(first: Concept, second: Concept, conflicts: list[Conflict]) -> Concept:
    """Return the first concept with what the second adds."""
    terms = list(first.terms)
    for term in second.terms:
        known = _find(terms, term)
        if known is not None:
            if known.status != term.status:
                said = f"{known.text} is {known.status} here and {term.status} there"
                conflicts.append(Conflict(said, known.origin, term.origin))
            continue
        rival = _rival(first, term) if term.status == "preferred" else None
        if rival is not None and _shares_english(first, second):
            name = next((t.text for t in first.in_language("en")), first.id)
            said = f"{name} is {rival.text} here and {term.text} there"
            conflicts.append(Conflict(said, rival.origin, term.origin))
            term = replace(term, status="provisional")
        terms.append(term)
    filled = {
        name: getattr(first, name) or getattr(second, name)
        for name in ("subject", "kind", "definition", "note", "source")
    }
    for name in ("kind", "subject"):
        one, other = getattr(first, name), getattr(second, name)
        if one and other and one != other:
            said = f"{name} of {first.id or terms[0].text} is {one} here and {other} there"
            conflicts.append(Conflict(said, first.origin, second.origin))
    return replace(first, terms=tuple(terms), **filled)


def _find(terms: Iterable[Term], wanted: Term) -> Term | None:
    key = (primary(wanted.lang), fold(wanted.text))
    return next((term for term in terms if (primary(term.lang), fold(term.text)) == key), None)


def _rival(concept: Concept, term: Term) -> Term | None:
    """Return the Japanese term that a concept prefers to a new one."""
    if primary(term.lang) != "ja":
        return None
    return next((t for t in concept.in_language("ja") if t.status == "preferred"), None)


def _shares_english(first: Concept, second: Concept) -> bool:
    one, other = (
        {fold(term.text) for term in concept.in_language("en")} for concept in (first, second)
    )
    return bool(one & other)
