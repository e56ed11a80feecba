"""A glossary in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tmkit.language import primary
from tmkit.model import Concept


@dataclass(frozen=True, slots=True)
class Stats:
    """How many concepts and terms, by language, status and kind, and how many lack something."""

    concepts: int
    terms: int
    languages: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    untranslated: int  # concepts without a usable term in one of the languages
    noted: int  # terms with a note


def stats(concepts: Iterable[Concept]) -> Stats:
    """Return the figures of a glossary, the most frequent first."""
    found = tuple(concepts)
    terms = [term for concept in found for term in concept.terms]
    return Stats(
        len(found),
        len(terms),
        _counted(primary(term.lang) for term in terms),
        _counted(term.status for term in terms),
        _counted(concept.kind or "-" for concept in found),
        sum(not (c.in_language("en") and c.in_language("ja")) for c in found),
        sum(bool(term.note) for term in terms),
    )


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
