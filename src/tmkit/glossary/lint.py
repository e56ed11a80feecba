"""What is wrong with a glossary itself: said twice, contradicted, unreadable, never used."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from tmkit import files
from tmkit.formats.terminology import format_of, read_concepts
from tmkit.glossary.index import Glossary
from tmkit.language import fold, primary
from tmkit.model import Concept, Origin, Term

UNUSABLE = frozenset({"forbidden", "obsolete"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a glossary: an ``error`` has to be mended, a ``warning`` looked at."""

    severity: Literal["error", "warning"]
    origin: Origin
    message: str


def lint(path: str, texts: Sequence[tuple[str, str]] = ()) -> tuple[Fault, ...]:
    """Return the faults of a glossary file by line.

    ``texts`` are pairs of language and text: with some, terms that are in none of them are faults
    too. Raise FormatError for a file that is no glossary.
    """
    faults: list[Fault] = []
    concepts = read_concepts(
        path, warn=lambda origin, message: faults.append(Fault("error", origin, message))
    )
    if format_of(path) in {"csv", "tsv"}:
        faults += _edges(path)
    faults += _twice(concepts, path)
    faults += _contradictions(concepts, path)
    faults += _unsaid(concepts, path)
    if texts:
        faults += _unused(concepts, path, texts)
    return tuple(sorted(faults, key=lambda f: (f.origin.line, f.severity, f.message)))


def _edges(path: str) -> Iterator[Fault]:
    """Yield the cells with white space at an edge, which a spreadsheet does not show."""
    text, _ = files.decode(files.read_bytes(path), path)
    text = text.removeprefix("\ufeff")
    tabs = PurePath(path).suffix.lower() in {".tsv", ".tab"} or "\t" in text.split("\n", 1)[0]
    if tabs:
        rows = [(line.rstrip("\r").split("\t"), k) for k, line in enumerate(text.split("\n"), 1)]
    else:
        reader = csv.reader(io.StringIO(text, newline=""))
        rows = []
        try:
            while True:
                line = reader.line_num + 1
                rows.append((next(reader), line))
        except (StopIteration, csv.Error):
            pass  # what is no row, the reader of glossaries has told
    for cells, line in rows:
        for cell in cells:
            if cell != cell.strip() and cell.strip():
                yield Fault("error", Origin(path, line), f"white space at an edge of {cell!r}")


def _place(term: Term, concept: Concept, path: str) -> Origin:
    return term.origin or concept.origin or Origin(path, 1)


def _pairs(concepts: Iterable[Concept]) -> Iterator[tuple[str, str, Term, Concept]]:
    for concept in concepts:
        for one in concept.in_language("en"):
            for other in concept.in_language("ja"):
                yield fold(one.text), fold(other.text), other, concept


def _twice(concepts: Sequence[Concept], path: str) -> Iterator[Fault]:
    """Yield pairs of a term and a rendering that two concepts have."""
    seen: dict[tuple[str, str], tuple[Term, Concept]] = {}
    for one, other, term, concept in _pairs(concepts):
        if (one, other) not in seen:
            seen[one, other] = (term, concept)
            continue
        known, first = seen[one, other]
        if first is concept or known.status != term.status:
            continue
        where = _place(known, first, path)
        message = f"{term.text} for {one!r} stands already on line {where.line}"
        yield Fault("error", _place(term, concept, path), message)


def _contradictions(concepts: Sequence[Concept], path: str) -> Iterator[Fault]:
    """Yield renderings of a term that are usable in one place and forbidden in another."""
    seen: dict[tuple[str, str], tuple[Term, Concept]] = {}
    for one, other, term, concept in _pairs(concepts):
        known, first = seen.setdefault((one, other), (term, concept))
        if first is not concept and (known.status in UNUSABLE) != (term.status in UNUSABLE):
            where = _place(known, first, path)
            message = (
                f"{term.text} for {one!r} is {term.status} here and {known.status} "
                f"on line {where.line}"
            )
            yield Fault("error", _place(term, concept, path), message)


def _unsaid(concepts: Sequence[Concept], path: str) -> Iterator[Fault]:
    """Yield concepts that forbid a rendering and have none to use instead."""
    for concept in concepts:
        japanese = concept.in_language("ja")
        if japanese and all(term.status in UNUSABLE for term in japanese):
            term = japanese[0]
            message = f"{term.text} is {term.status}, and there is nothing to use instead"
            yield Fault("warning", _place(term, concept, path), message)


def _unused(
    concepts: Sequence[Concept], path: str, texts: Sequence[tuple[str, str]]
) -> Iterator[Fault]:
    """Yield the usable terms that stand in none of the texts of their language."""
    glossary = Glossary(concepts)
    used: Counter[tuple[str, str]] = Counter()
    languages = {primary(lang) for lang, _ in texts}
    for lang, text in texts:
        for hit in glossary.find(text, lang):
            used[primary(lang), fold(hit.term.text)] += 1
    plain = {
        lang: fold(" ".join(text for tag, text in texts if primary(tag) == lang))
        for lang in languages
    }
    for concept in concepts:
        for term in concept.terms:
            lang = primary(term.lang)
            key = (lang, fold(term.text))
            if lang not in languages or term.status in UNUSABLE or used[key]:
                continue
            if key[1] in plain[lang]:
                continue  # inside a longer term
            message = f"{term.text} is in none of the texts"
            yield Fault("warning", _place(term, concept, path), message)
