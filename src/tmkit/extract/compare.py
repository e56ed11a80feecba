"""Proposals against a glossary: new to it, known, or contradicted by what the texts use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tmkit.extract.stop import term_key
from tmkit.extract.values import Choice, Entry, State
from tmkit.language import fold
from tmkit.model import Concept, Term
from tmkit.terms.kinds import is_titled
from tmkit.terms.values import LEAST

UNUSABLE = frozenset({"forbidden", "obsolete"})
_KINDS = frozenset("紙 誌 社 号 側".split())
SURE_TO_CONTRADICT = 0.5  # a less sure rendering says nothing against a glossary


def terms_by_key(glossary: Iterable[Concept]) -> dict[str, list[Term]]:
    """Return for the key of each English term the Japanese terms of its concepts."""
    found: dict[str, list[Term]] = {}
    for concept in glossary:
        for term in concept.in_language("en"):
            found.setdefault(term_key(term.text), []).extend(concept.in_language("ja"))
    return found


def compare(entry: Entry, glossary: Mapping[str, Sequence[Term]]) -> Entry:
    """Return an entry with its status and that of its renderings."""
    terms = glossary.get(term_key(entry.term))
    if not terms:
        return entry
    usable = [term.text for term in terms if term.status not in UNUSABLE]
    bad = {fold(term.text) for term in terms if term.status in UNUSABLE}
    bad -= set(map(fold, usable))
    choices = tuple(_judged(choice, set(map(fold, usable)), bad) for choice in entry.choices)
    return replace(
        entry,
        choices=choices,
        status=_status(choices, bool(usable)),
        expected=tuple(dict.fromkeys(usable)),
    )


def _judged(choice: Choice, usable: set[str], bad: set[str]) -> Choice:
    """Return a rendering with what the glossary says of it, and of its spellings."""
    forms = [choice.text, *(text for text, _ in choice.spellings)]
    forbidden = tuple(dict.fromkeys(form for form in forms if fold(form) in bad))
    if fold(choice.text) in bad:
        return replace(choice, status="forbidden", forbidden=forbidden)
    known = any(fold(form) in usable for form in forms) or _goes_on(fold(choice.text), usable)
    return replace(choice, status="known" if known else "new", forbidden=forbidden)


def _goes_on(text: str, usable: set[str]) -> bool:
    """Return whether a text is a usable term and what may follow a name: 大統領, 紙."""
    return any(
        text.startswith(term) and (is_titled(text[len(term) :]) or text[len(term) :] in _KINDS)
        for term in usable
    )


def _status(choices: Sequence[Choice], usable: bool) -> State:
    for choice in choices:
        if choice.forbidden and choice.confidence >= LEAST:
            return "contradicted"
        if choice.status == "new" and choice.confidence >= SURE_TO_CONTRADICT and usable:
            return "contradicted"
    return "known" if any(choice.status == "known" for choice in choices) else "new"
