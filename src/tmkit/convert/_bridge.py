"""Units that are terms, and back: a memory of terms is a glossary without its statuses.

What a unit has no place for stands in properties that docs/reference/tmx-properties.md publishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, cast, get_args

from tmkit.formats import props
from tmkit.formats.props import CONCEPT
from tmkit.formats.props import of_term as prop
from tmkit.formats.term_report import Losses
from tmkit.model import Concept, Segment, Term, TermStatus, TranslationUnit

_ABOUT: Final = props.TERM_FIELDS[:3]  # of a concept
_OF_TERM: Final = props.TERM_FIELDS[3:]  # of the target term
_USABLE: Final = ("preferred", "admitted", "provisional")
_SENTENCE: Final = tuple("。．.!?！？")


def units_of(
    concepts: Iterable[Concept], source_lang: str, target_lang: str, losses: Losses
) -> Iterator[TranslationUnit]:
    """Yield each pair of a source and a target term that may be used as a unit.

    Forbidden and obsolete terms are left out, because every tool offers a unit as a translation.
    """
    for number, concept in enumerate(concepts, 1):
        _count(concept, losses)
        sources, targets = (
            [term for term in concept.in_language(lang) if term.status in _USABLE]
            for lang in (source_lang, target_lang)
        )
        example = concept.terms[0].text if concept.terms else concept.id
        if not sources or not targets:
            losses.add("concept", "no usable term in one language", example, concept.origin)
        about = [(prop(name), getattr(concept, name)) for name in _ABOUT]
        for source in sources:
            for target in targets:
                said = [(prop(name), getattr(target, name)) for name in _OF_TERM]
                pairs = [(CONCEPT, concept.id or str(number)), *about, *said]
                yield TranslationUnit(
                    Segment(source.text, source_lang, source.origin),
                    Segment(target.text, target_lang, target.origin),
                    "",
                    tuple((name, value) for name, value in pairs if value),
                    target.note or concept.note,
                )


def _count(concept: Concept, losses: Losses) -> None:
    """Count what a unit does not take along."""
    example = concept.terms[0].text if concept.terms else concept.id
    for name in ("source", "created", "changed"):
        if getattr(concept, name):
            losses.add(f"concept.{name}", "no place in a unit", example, concept.origin)
    if concept.note and any(term.note for term in concept.terms):
        losses.add("concept.note", "the term's own note goes first", example, concept.origin)
    for term in concept.terms:
        place = term.origin or concept.origin
        if term.status not in _USABLE:
            reason = f"{term.status}: would be offered as a translation"
            losses.add("term", reason, term.text, place)
            continue
        for name in ("contexts", "source"):
            if getattr(term, name):
                losses.add(f"term.{name}", "no place in a unit", term.text, place)


@dataclass(slots=True)
class _Entry:
    first: TranslationUnit
    id: str
    terms: list[Term] = field(default_factory=list)


def concepts_of(
    units: Iterable[TranslationUnit], losses: Losses, tell: list[str]
) -> tuple[Concept, ...]:
    """Return units as concepts: those of one source text, or one concept by property, are one.

    ``tell`` is given a line where the units look like sentences.
    """
    entries: dict[tuple[str, str], _Entry] = {}
    sentences = total = 0
    for unit in units:
        if props.value(unit, props.UNTRANSLATED):
            losses.add("unit", "is not translated", unit.source.text, unit.source.origin)
            continue
        total += 1
        sentences += unit.source.text.rstrip().endswith(_SENTENCE)
        concept = props.value(unit, CONCEPT)
        key = ("concept", concept) if concept else ("text", unit.source.text)
        entry = entries.setdefault(key, _Entry(unit, concept or unit.id))
        if entry.first is not unit and not concept and unit.id:
            losses.add("id", "one concept has one", unit.id, unit.source.origin)
        _add(entry, unit)
        _count_unit(unit, losses)
    if total and sentences * 2 > total:
        tell.append(f"{sentences} of {total} units look like sentences, not terms")
    return tuple(_concept(entry) for entry in entries.values())


def _add(entry: _Entry, unit: TranslationUnit) -> None:
    known = {(term.lang, term.text) for term in entry.terms}
    source = Term(unit.source.text, unit.source.lang, origin=unit.source.origin)
    if (source.lang, source.text) not in known:
        entry.terms.append(source)
    status = props.value(unit, prop("status"))
    target = Term(
        unit.target.text,
        unit.target.lang,
        cast("TermStatus", status) if status in get_args(TermStatus) else "preferred",
        props.value(unit, prop("part_of_speech")),
        unit.note,
        props.value(unit, prop("type")),
        origin=unit.target.origin,
    )
    if (target.lang, target.text) not in known:
        entry.terms.append(target)


def _concept(entry: _Entry) -> Concept:
    subject, kind, definition = (props.value(entry.first, prop(name)) for name in _ABOUT)
    made = Concept(tuple(entry.terms), entry.id, subject, kind, definition)
    return replace(made, origin=entry.first.source.origin)


def _count_unit(unit: TranslationUnit, losses: Losses) -> None:
    place = unit.source.origin
    held = {CONCEPT, *(prop(name) for name in (*_ABOUT, *_OF_TERM))}
    for name, value in unit.props:
        if name not in held:
            losses.add(f"prop {name}", "no place in a term", value, place)
    codes = len(unit.source.codes) + len(unit.target.codes)
    if codes:
        losses.add("codes", "no place in a term", unit.source.text, place, codes)
