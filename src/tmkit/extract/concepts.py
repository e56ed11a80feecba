"""Entries and decisions as concepts, which every terminology format can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tmkit.extract.sheet import Decision
from tmkit.extract.values import Entry
from tmkit.language import fold
from tmkit.model import Concept, Term, TermStatus

# The least confidence of what goes into a terminology file that nobody has reviewed.
SURE_ENOUGH: Final = 0.9
# What is said of a rendering in a glossary: its kind there, where it is one that glossaries know.
_KINDS: Final[Mapping[str, str]] = {"name": "", "acronym": "term"}


def kind_of(kind: str) -> str:
    """Return the kind of a proposal as a glossary has it: a name of unknown kind has none."""
    return _KINDS.get(kind, kind)


def from_entry(entry: Entry, least: float = SURE_ENOUGH) -> Concept | None:
    """Return a proposal as a concept, or None where no rendering is as sure as ``least``.

    What the glossary knows keeps its standing; what nobody has reviewed is ``provisional``.
    """
    terms: list[Term] = []
    for choice in entry.choices:
        status: TermStatus = "provisional"
        if choice.status == "forbidden":
            status = "forbidden"
        elif choice.status == "known":
            status = "admitted" if terms else "preferred"
        elif choice.confidence < least:
            continue
        contexts = tuple(context.japanese for context in choice.contexts[:1])
        terms.append(Term(choice.text, "ja", status, entry.part_of_speech, contexts=contexts))
    if not terms or all(term.status == "forbidden" for term in terms):
        return None
    contexts = tuple(context.english for context in entry.choices[0].contexts[:1])
    status = "preferred" if entry.status == "known" else "provisional"
    kind = "acronym" if entry.kind == "acronym" else ""
    english = Term(entry.term, "en", status, entry.part_of_speech, type=kind, contexts=contexts)
    return Concept((english, *terms), kind=kind_of(entry.kind))


def from_decisions(decisions: Iterable[Decision]) -> tuple[Concept, ...]:
    """Return what a reviewer accepted or forbade, one concept an English term, in order."""
    grouped: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.verdict != "rejected":
            grouped.setdefault(fold(decision.term), []).append(decision)
    concepts: list[Concept] = []
    for group in grouped.values():
        first = group[0]
        terms = [Term(first.term, "en", part_of_speech=first.part_of_speech, origin=first.origin)]
        for one in group:
            status: TermStatus = "preferred"
            if one.verdict in {"admitted", "forbidden"}:
                status = one.verdict
            terms.append(
                Term(one.rendering, "ja", status, one.part_of_speech, one.note, origin=one.origin)
            )
        concepts.append(Concept(tuple(terms), kind=kind_of(first.kind), origin=first.origin))
    return tuple(concepts)


def rejections(decisions: Iterable[Decision]) -> list[tuple[str, str]]:
    """Return what goes to the stop list: terms with all they have rejected, or one rendering."""
    by_term: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_term.setdefault(fold(decision.term), []).append(decision)
    found: list[tuple[str, str]] = []
    for group in by_term.values():
        rejected = [one for one in group if one.verdict == "rejected"]
        if len(rejected) == len(group):
            found.append((group[0].term, ""))
        else:
            found += [(one.term, one.rendering) for one in rejected]
    return found
