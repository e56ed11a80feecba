"""Rows added at the end of a glossary table: what stands in it is kept byte for byte.

The rows take the file's own columns, in its order, its encoding, its delimiter and its line ends.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from tmkit import files
from tmkit.errors import ConfigError
from tmkit.formats import _glossary_columns as layout
from tmkit.formats import _glossary_rows as rows_of
from tmkit.formats import glossary_table as table
from tmkit.formats._term_words import with_ids
from tmkit.formats.grid import _tab_cell, _writable
from tmkit.formats.term_report import Losses
from tmkit.language import fold, primary
from tmkit.model import Concept, Term

# What a new glossary has: few columns, as people edit them.
NEW: Final = ("concept", "en", "ja", "status", "kind", "pos", "note")
_PLAIN: Final = frozenset({"preferred", ""})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A term that was not added, and why."""

    term: str
    rendering: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """How many rows went in, how many terms stood there already, and what was refused."""

    rows: int
    known: int
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A glossary table as it stands: what its rows need to know."""

    data: bytes
    codec: str
    delimiter: str
    ending: str
    closed: bool  # whether its last line has an end
    width: int  # cells of its first row
    columns: layout.Columns
    concepts: tuple[Concept, ...]


def append(path: str, concepts: Iterable[Concept], encoding: str | None = None) -> Added:
    """Add concepts to a glossary in CSV or TSV, which is made where there is none.

    A concept whose English term is there is the same one: it gets the renderings that it lacks. A
    rendering that stands there with another status is refused, as is what the table has no column
    or no characters for. Raise ConfigError for another format, WriteError where it cannot be
    written.
    """
    if PurePath(path).suffix.lower() not in {".csv", ".tsv", ".tab"}:
        hint = "Add to a CSV or TSV, and make the others from it with tmkit glossary export"
        raise ConfigError(f"{path}: rows are added to tables only", hint)
    file = _read(path, encoding)
    refused: list[Refusal] = []
    known = 0
    lines: list[list[str]] = []
    for concept in _identified(concepts, file.concepts):
        fresh, stood = _fresh(concept, file.concepts, refused)
        known += stood
        for row in fresh:
            cells = _cells(row, file, refused)
            if cells is not None:
                lines.append(cells)
    if lines:
        _write(path, file, lines)
    return Added(len(lines), known, tuple(refused))


def _read(path: str, encoding: str | None) -> _File:
    tabs = PurePath(path).suffix.lower() != ".csv"
    if not Path(path).exists() or not Path(path).stat().st_size:
        delimiter = "\t" if tabs else ","
        data = b"\xef\xbb\xbf" + (delimiter.join(NEW) + "\n").encode()
        text, name = data.decode("utf-8-sig"), "UTF-8"
    else:
        data = files.read_bytes(path)
        text, name = files.decode(data, path, encoding)
    text = text.removeprefix("\ufeff")
    rows = list(table._rows(text, path, lambda *_: None))
    head = layout.header(rows[0][0], None, path)
    columns = layout.columns(
        head or ["source", "target", "note"], rows[0][0] if head else [], rows[1:] or rows, path
    )
    concepts = table.read(path, encoding=encoding) if Path(path).exists() and rows[1:] else ()
    ending = "\r\n" if "\r\n" in text else "\n"
    codec = name.removesuffix(" with BOM")
    if codec == "UTF-16":  # its mark stands at the beginning already
        codec = "UTF-16BE" if data.startswith(b"\xfe\xff") else "UTF-16LE"
    closed = text.endswith(("\n", "\r"))
    return _File(
        data,
        codec,
        table._delimiter(text, path),
        ending,
        closed,
        len(rows[0][0]),
        columns,
        concepts,
    )


def _identified(concepts: Iterable[Concept], existing: Sequence[Concept]) -> Iterator[Concept]:
    """Yield the concepts with identifiers: of one that is there its own, of others new ones."""
    ids = {
        fold(term.text): concept.id
        for concept in reversed(existing)
        for term in concept.in_language("en")
    }
    given = [
        replace(concept, id=next((ids[k] for k in _english(concept) if ids.get(k)), concept.id))
        for concept in concepts
    ]
    taken = {concept.id for concept in existing if concept.id}
    free = [concept for concept in given if concept.id not in taken]
    holders = [Concept((), id=name) for name in sorted(taken)]
    named = iter(with_ids([*holders, *free], Losses())[len(holders) :])
    for concept in given:
        yield concept if concept.id in taken else next(named)


def _english(concept: Concept) -> Iterator[str]:
    return (fold(term.text) for term in concept.in_language("en"))


def _fresh(
    concept: Concept, existing: Sequence[Concept], refused: list[Refusal]
) -> tuple[list[dict[str, str]], int]:
    """Return the rows of what a glossary does not have of a concept, and how much it has."""
    keys = set(_english(concept))
    there = {
        (primary(term.lang), term.text): term
        for known in existing
        if keys & set(_english(known))
        for term in known.terms
    }
    rows: list[dict[str, str]] = []
    stood = 0
    for row in rows_of._rows(concept, ("en", "ja")):
        about = ("ja", row["second"]) if row["second"] else ("en", row["first"])
        if row["second"] and ("ja", row["second"]) in there and row["first"]:
            about = ("ja", row["second"])
        term = there.get(about)
        if term is None:
            rows.append(row)
        elif term.status == row["status"]:
            stood += 1
        else:
            refused.append(Refusal(row["first"], row["second"], _other(term)))
    return rows, stood


def _other(term: Term) -> str:
    where = f" ({term.origin})" if term.origin else ""
    return f"stands there as {term.status}{where}"


def _cells(row: dict[str, str], file: _File, refused: list[Refusal]) -> list[str] | None:
    """Return a row in the file's columns, or None where it would say something else there."""
    keys = file.columns.keys
    if row["status"] not in _PLAIN and "status" not in keys:
        reason = f"the table has no status column, and this is {row['status']}"
        refused.append(Refusal(row["first"], row["second"], reason))
        return None
    turned = primary(file.columns.languages["first"]) != "en"
    sides = {"first": "second", "second": "first"} if turned else {}
    names = {"reference": "source", "term type": "type"}
    cells = [row.get(sides.get(key, names.get(key, key)), "") for key in keys]
    while len(cells) > file.width and not cells[-1]:
        cells.pop()  # a table without names may have no third column
    text = "".join(cells)
    try:
        text.encode(file.codec)
    except UnicodeEncodeError as error:
        reason = f"{file.codec} has no {text[error.start]!r}: save the glossary as UTF-8"
        refused.append(Refusal(row["first"], row["second"], reason))
        return None
    return cells


def _write(path: str, file: _File, lines: Sequence[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    if not file.closed:
        text.write(file.ending)
    if file.delimiter == "\t":
        for cells in lines:
            shown = [_tab_cell(cell) if file.columns.full else _plain(cell) for cell in cells]
            text.write("\t".join(shown) + file.ending)
    else:
        guard = rows_of.guard if file.columns.full else str
        writer = csv.writer(text, delimiter=file.delimiter, lineterminator=file.ending)
        writer.writerows([guard(_writable(cell)) for cell in cells] for cells in lines)
    with files.write_atomic(path) as stream:
        stream.write(file.data + text.getvalue().encode(file.codec))


def _plain(cell: str) -> str:
    return table._quoted(table._BREAKS.sub(" ", cell))
