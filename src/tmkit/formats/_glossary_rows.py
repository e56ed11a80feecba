"""Concepts out of the rows of a table and into them, one row a rendering: CSV, TSV and XLSX.

Which term of a row its status, note and the like are about: of the two, the one that the concept
does not have yet; where both are new, the one in the later column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tmkit.formats import _glossary_columns as layout
from tmkit.formats._glossary_columns import COLUMNS, EXTRA, LANGUAGES, Columns
from tmkit.formats._term_words import Warn, example, lost_languages, with_ids
from tmkit.formats.term_report import Losses
from tmkit.language import is_tag, primary
from tmkit.model import Concept, Origin, Term

Rows = Sequence[tuple[list[str], int]]

# What a spreadsheet takes for a formula, the full-width forms in a Japanese one.
_FORMULA: Final = re.compile("'*[=+\\-@＝＋－＠]")
_GUARDED: Final = re.compile("'+[=+\\-@＝＋－＠]")


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what :func:`guard` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


# --------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by the key of their column, empty ones left out."""

    cells: dict[str, str]
    origin: Origin


@dataclass(slots=True)
class _Entry:
    """A concept while its rows come in: what is said of it, and where it was said first."""

    id: str
    origin: Origin
    terms: list[Term] = field(default_factory=list)
    about: dict[str, tuple[str, Origin]] = field(default_factory=dict)


def concepts_of(
    rows: Rows,
    path: str,
    warn: Warn | None,
    names: Mapping[str, str] | None,
    *,
    guarded: bool = True,
) -> tuple[Concept, ...]:
    """Return the concepts of the rows (stripped cells and line), the first with names or not.

    ``guarded`` says that the kind of file knows the apostrophe of :func:`guard`; it is taken off in
    tables with all of tmkit's columns only, as only those have it.
    """
    problems: list[tuple[Origin, str]] = []

    def tell(origin: Origin, message: str) -> None:
        problems.append((origin, message))

    if not rows:
        return ()
    head = layout.header(rows[0][0], names, path)
    body = rows[1:] if head else rows
    columns = layout.columns(
        head or ["source", "target", "note"], rows[0][0] if head else [], body, path
    )
    entries: dict[tuple[str, str], _Entry] = {}
    for cells, line in body:
        if guarded and columns.full:
            cells = [unguard(cell) for cell in cells]
        row = _row(cells, columns, Origin(path, line), tell, strict=head is not None)
        if row is not None:
            _add(entries, row, columns.languages, tell)
    for entry in entries.values():
        _tell_missing(entry, columns.languages, tell)
    if warn is not None:
        for origin, message in sorted(problems, key=lambda problem: problem[0].line):
            warn(origin, message)
    return tuple(_concept(entry) for entry in entries.values())


def _row(
    cells: list[str], columns: Columns, origin: Origin, warn: Warn, *, strict: bool
) -> _Row | None:
    """Return the row by columns, or None and a word to the user where it says no pair of terms.

    A row that names its concept may have one term only.
    """
    if strict and any(cells[len(columns.keys) :]):
        warn(origin, f"left out: {len(cells)} cells where the header has {len(columns.keys)}")
        return None
    named = {name: cell for name, cell in zip(columns.keys, cells, strict=False) if name and cell}
    missing = [
        LANGUAGES[primary(lang)] for key, lang in columns.languages.items() if key not in named
    ]
    if len(missing) > ("concept" in named):
        warn(origin, f"left out: no {' and no '.join(missing)} term")
        return None
    status = named.get("status", "")
    if layout.status_of(status) is None:
        known = ", ".join(layout.STATUSES)
        warn(origin, f"left out: {status!r} is not a status; use one of {known}")
        return None
    return _Row(named, origin)


def _add(
    entries: dict[tuple[str, str], _Entry], row: _Row, languages: Mapping[str, str], warn: Warn
) -> None:
    """Put the terms of a row into the concept that it belongs to."""
    cells = row.cells
    concept = cells.get("concept", "")
    key = ("id", concept) if concept else ("term", cells["first"])
    entry = entries.setdefault(key, _Entry(concept, row.origin))
    _about(entry, row, warn)
    terms = {side: Term(cells[side], languages[side]) for side in languages if side in cells}
    known = {side: _find(entry.terms, term) for side, term in terms.items()}
    rendering = "second" if "second" in terms else "first"
    if len(terms) == 2 and known["first"] is None and known["second"] is not None:
        rendering = "first"
    for side, term in terms.items():
        found = replace(term, part_of_speech=cells.get("pos", ""), origin=row.origin)
        if side == rendering:
            found = replace(
                found,
                status=layout.status_of(cells.get("status", "")) or "preferred",
                note=cells.get("note", ""),
                type=cells.get("term type", ""),
                contexts=_contexts(cells),
                source=cells.get("reference", ""),
            )
        index = known[side]
        if index is None:
            entry.terms.append(found)
        elif side == rendering:
            _again(entry.terms[index], found, row.origin, warn)


def _contexts(cells: Mapping[str, str]) -> tuple[str, ...]:
    numbered = [(key.removeprefix("context") or "1", key) for key in cells if "context" in key]
    return tuple(cells[key] for _, key in sorted(numbered, key=lambda pair: int(pair[0])))


_ABOUT: Final = (
    *("subject", "kind", "definition", "definition source", "concept note"),
    *("created", "changed"),
)


def _about(entry: _Entry, row: _Row, warn: Warn) -> None:
    """Take what a row says of its concept. The first word stands, of dates the outer ones."""
    for key in _ABOUT:
        text = row.cells.get(key, "")
        if not text:
            continue
        known, origin = entry.about.setdefault(key, (text, row.origin))
        if key in {"created", "changed"}:
            order = min if key == "created" else max
            entry.about[key] = (order(known, text), origin)
        elif known != text:
            warn(row.origin, f"left out: {key} {text!r}; line {origin.line} says {known!r}")


def _find(terms: list[Term], wanted: Term) -> int | None:
    for index, term in enumerate(terms):
        if term.text == wanted.text and term.lang == wanted.lang:
            return index
    return None


def _again(first: Term, second: Term, origin: Origin, warn: Warn) -> None:
    """Tell of a row whose two terms the concept already has; the earlier row stands."""
    where = f"line {first.origin.line}" if first.origin else "an earlier line"
    if first.status != second.status:
        warn(origin, f"left out: {first.text} is {first.status} on {where}, here {second.status}")
    else:
        warn(origin, f"left out: {first.text} stands already on {where}")


def _tell_missing(entry: _Entry, languages: Mapping[str, str], warn: Warn) -> None:
    for lang in languages.values():
        if not any(term.lang == lang for term in entry.terms):
            warn(entry.origin, f"{entry.id} has no {LANGUAGES[primary(lang)]} term")


def _concept(entry: _Entry) -> Concept:
    said = {key: entry.about[key][0] if key in entry.about else "" for key in _ABOUT}
    return Concept(
        tuple(entry.terms),
        entry.id,
        said["subject"],
        said["kind"],
        said["definition"],
        said["concept note"],
        said["definition source"],
        said["created"],
        said["changed"],
        origin=entry.origin,
    )


# --------------------------------------------------------------------------------------- writing


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns and rows of cells, with what was counted on the way."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    concepts: int
    terms: int


def table_of(
    concepts: Iterable[Concept],
    source_lang: str,
    target_lang: str,
    losses: Losses,
    names: Mapping[str, str] | None = None,
) -> Table:
    """Return concepts as a table, the source language's column first.

    Every concept has an identifier there, so that its rows belong together whatever they say.
    """
    pair = (source_lang, target_lang)
    kept: list[Concept] = []
    for concept in concepts:
        lost_languages(concept, pair, losses)
        found = _tidy(concept, pair, losses)
        if found.terms:
            kept.append(found)
        elif not concept.terms:
            losses.add("concept", "has no term", concept.id, concept.origin)
    kept = with_ids(kept, losses)
    tags = [_tag(lang, kept, losses) for lang in pair]
    rows = [row for concept in kept for row in _rows(concept, pair)]
    contexts = max((len(term.contexts) for concept in kept for term in concept.terms), default=0)
    keys = ["concept", "first", "second", *COLUMNS[3:]]
    keys += [f"context {number}" for number in range(2, contexts + 1)]
    keys += [key for key in EXTRA if any(row.get(key) for row in rows)]
    shown = {"first": tags[0], "second": tags[1]}
    own = {layout.words(key): name for key, name in (names or {}).items()}
    for side, lang in zip(("first", "second"), pair, strict=True):
        own[side] = own.get(primary(lang), shown[side])
    return Table(
        tuple(own.get(key, key) for key in keys),
        tuple(tuple(row.get(key, "") for key in keys) for row in rows),
        len(kept),
        sum(len(concept.terms) for concept in kept),
    )


def _tidy(concept: Concept, pair: tuple[str, str], losses: Losses) -> Concept:
    """Return a concept with the terms that its rows can hold, each once, and texts stripped."""
    wanted = {primary(lang) for lang in pair}
    terms: list[Term] = []
    seen: set[tuple[str, str]] = set()
    for term in concept.terms:
        origin = term.origin or concept.origin
        key = (primary(term.lang), term.text.strip())
        if key[0] not in wanted:
            continue
        if not key[1]:
            losses.add("term", "is empty", example(concept), origin)
        elif key in seen:
            losses.add("term", "stands twice in its concept", term.text, origin)
        else:
            seen.add(key)
            terms.append(term)

    def stripped(name: str, text: str) -> str:
        if text != text.strip():
            losses.add(name, "white space at its edges", example(concept), concept.origin)
        return text.strip()

    def stripped_all(kind: str, value: Term | Concept, fields: str) -> dict[str, Any]:
        return {name: stripped(f"{kind}.{name}", getattr(value, name)) for name in fields.split()}

    kept = []
    for term in terms:
        contexts = [stripped("term.contexts", text) for text in term.contexts]
        fields = stripped_all("term", term, "text part_of_speech note type source")
        kept.append(replace(term, **fields, contexts=tuple(filter(None, contexts))))
    about = "id subject kind definition note source created changed"
    return replace(concept, terms=tuple(kept), **stripped_all("concept", concept, about))


def _tag(lang: str, concepts: Iterable[Concept], losses: Losses) -> str:
    """Return the name of a language's column: the tag of all its terms, or the plain language."""
    terms = [term for concept in concepts for term in concept.in_language(lang)]
    tags = {term.lang for term in terms}
    plain = primary(lang)
    if len(tags) == 1:
        (only,) = tags
        if is_tag(only) and layout.canonical(only) == only and len(only) < 9:
            return only
    for term in terms:
        if term.lang != plain:
            losses.add("term.lang", f"{term.lang} written as {plain}", term.text, term.origin)
    return plain


def _rows(concept: Concept, pair: tuple[str, str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a concept; each adds one term, and says what is said of that term.

    The first term of the first language shares a row where nothing is said of it.
    """
    firsts, seconds = (concept.in_language(lang) for lang in pair)
    a, b = firsts[0] if firsts else None, seconds[0] if seconds else None
    pairs: list[tuple[Term | None, Term | None, Term]] = []
    if a and not (b and _says_nothing(a, b)):
        pairs.append((a, None, a))
    pairs += [(a, term, term) for term in seconds]
    pairs += [(term, b, term) for term in firsts[1:]]
    for number, (first, second, about) in enumerate(pairs):
        row = {
            "concept": concept.id,
            "first": first.text if first else "",
            "second": second.text if second else "",
            "status": about.status,
            "kind": concept.kind,
            "subject": concept.subject,
            "pos": about.part_of_speech,
            "type": about.type,
            "source": about.source,
            "note": about.note,
        }
        for index, context in enumerate(about.contexts, 1):
            row["context" if index == 1 else f"context {index}"] = context
        if number == 0:
            row["definition"] = concept.definition
            row["definition source"] = concept.source
            row["concept note"] = concept.note
            row["created"] = concept.created
            row["changed"] = concept.changed
        yield row


def _says_nothing(first: Term, second: Term) -> bool:
    said = first.note or first.type or first.contexts or first.source
    return (
        not said and first.status == "preferred" and first.part_of_speech == second.part_of_speech
    )
