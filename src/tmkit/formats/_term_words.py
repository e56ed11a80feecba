"""The words of terminology that formats share: statuses, parts of speech, classes of names, ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tmkit.formats.term_report import Losses
from tmkit.language import fold, primary
from tmkit.model import Concept, Origin, Term, TermStatus

Warn = Callable[[Origin, str], None]

# A term with one of these is never offered as a translation.
UNUSABLE: Final[frozenset[TermStatus]] = frozenset({"forbidden", "obsolete"})

# TBX-Basic 1.2.1 knows these and "other".
_PARTS: Final = {
    "noun": "noun n 名詞 固有名詞 普通名詞 サ変名詞 propernoun proper_noun 名",
    "verb": "verb v 動詞 サ変動詞 動",
    "adjective": "adjective adj 形容詞 形容動詞 形状詞 連体詞 形",
    "adverb": "adverb adv 副詞 副",
    "other": "other その他",
}
_PART_OF: Final = {
    name.replace("_", " "): part for part, names in _PARTS.items() for name in names.split(" ")
}
# TBX-Basic 1.2.1.
TERM_TYPES: Final = ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase")


def part_of_speech(text: str) -> str:
    """Return noun, verb, adjective, adverb or other for a part of speech, "" for an unknown one."""
    return _PART_OF.get(fold(text).replace("_", " "), "")


def usable(terms: Iterable[Term]) -> list[Term]:
    """Return the terms that may be used, those that are preferred first."""
    kept = [term for term in terms if term.status not in UNUSABLE]
    return sorted(kept, key=lambda term: term.status != "preferred")


def example(concept: Concept) -> str:
    """Return what names a concept in a report: its first term."""
    return concept.terms[0].text if concept.terms else concept.id


def of_language(concept: Concept, tag: str) -> list[Term]:
    """Return the terms of a language: those of the very tag where there are some, else all."""
    related = concept.in_language(tag)
    exact = [term for term in related if term.lang.lower() == tag.lower()]
    return exact or list(related)


def with_ids(concepts: Sequence[Concept], losses: Losses) -> list[Concept]:
    """Return the concepts, each with an identifier of its own.

    One that has none gets its first English term (its first term, where there is none) in lower
    case with hyphens: it stays the same when other concepts come and go. A second concept with the
    same identifier gets ``-2`` behind it; where the file gave both, that is a loss.
    """
    taken = {concept.id for concept in concepts if concept.id}
    seen: set[str] = set()
    result: list[Concept] = []
    for concept in concepts:
        wanted = concept.id or _slug(concept)
        name, number = wanted, 1
        while name in seen or (name in taken and name != concept.id):
            number += 1
            name = f"{wanted}-{number}"
        if concept.id and name != concept.id:
            losses.add("concept.id", "stands twice", concept.id, concept.origin)
        seen.add(name)
        result.append(concept if name == concept.id else replace(concept, id=name))
    return result


def _slug(concept: Concept) -> str:
    terms = concept.in_language("en") or concept.terms
    text = unicodedata.normalize("NFKC", terms[0].text).casefold() if terms else ""
    return re.sub(r"[\W_]+", "-", text).strip("-")[:60].strip("-") or "concept"


def lost_languages(concept: Concept, languages: Sequence[str], losses: Losses) -> None:
    """Count the terms that are in none of the languages of a bilingual file."""
    wanted = {primary(tag) for tag in languages}
    for term in concept.terms:
        if primary(term.lang) not in wanted:
            reason = f"no column for the language {term.lang}"
            losses.add("term", reason, term.text, term.origin or concept.origin)


_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_BASIC_DATE: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?", re.ASCII)


def iso_date(text: str) -> str | None:
    """Return a date as XML Schema writes it (date or dateTime), or None where it is none."""
    basic = _BASIC_DATE.fullmatch(text)
    if basic:
        year, month, day, *time = basic.groups()
        text = f"{year}-{month}-{day}" + (f"T{':'.join(time)}Z" if time[0] else "")
    if _DATE.fullmatch(text) is None or text.startswith("0000"):
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text
