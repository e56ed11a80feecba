"""Glossary tables, CSV and TSV: docs/reference/glossary-table.md says what is read of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final

from tmkit.formats import _glossary_columns as layout
from tmkit.formats import _workbook
from tmkit.language import detect
from tmkit.validate._lines import Cell, Line, lines, tab_cells
from tmkit.validate._problem import Report, quoted
from tmkit.validate._terms import UNSTATED, Named, Terms
from tmkit.validate.utx import edges

# What a spreadsheet takes for a formula and runs (OWASP, CSV injection).
_FORMULA: Final = re.compile(r"[=@]|[+-](?![\d\s])")
_TAB: Final = frozenset({".tsv", ".tab", ".utf8"})
_TERMS: Final = ("en", "ja", "source", "target")


@dataclass(slots=True)
class _State:
    report: Report
    terms: Terms
    tabs: bool
    columns: list[str] = field(default_factory=list)
    header: bool = False
    # The concepts: terms by the word in the concept column, else by the first term.
    concepts: dict[str, list[Named]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


def check(text: str, encoding: str, report: Report) -> None:
    """Add the problems of a glossary table to the report, given its text and its encoding."""
    extension = PurePath(report.path).suffix.lower()
    delimiter = _delimiter(text, extension)
    _encoding(report, encoding, extension)
    _check(_rows(text, delimiter, report), _State(report, Terms(report), delimiter == "\t"))


def check_workbook(report: Report) -> None:
    """Add the problems of the first sheet of a workbook to the report.

    The line of a problem is the row. Raise FormatError for what is no workbook.
    """
    rows = _workbook.rows(report.path)
    # A formula is no text there: what looks like one is a text.
    cells = ([Cell(text, row, 0, -1) for text in texts] for texts, row in rows)
    _check(cells, _State(report, Terms(report), tabs=True))


def _check(rows: Iterable[list[Cell]], state: _State) -> None:
    report = state.report
    for number, cells in enumerate(rows):
        if number == 0 and _header(state, cells):
            continue
        if not state.columns:
            state.columns = ["source", "target", "note"]
        _row(state, cells)
    if not state.concepts:
        report.add("no-entries", (0, 0), "holds no entry")
    for key, terms in state.concepts.items():
        state.terms.add(terms, state.places[key])


def _encoding(report: Report, encoding: str, extension: str) -> None:
    wide = encoding.startswith(("UTF", "ASCII"))
    if not wide:
        report.add("table-encoding", (1, 0), f"the file is in {encoding}")
    if report.profile != "omegat":
        return
    if extension == ".tsv":
        report.add("omegat-extension", (0, 0), "the name ends in .tsv")
    elif not wide:
        report.add("omegat-encoding", (1, 0), f"the file is in {encoding}")


# ------------------------------------------------------------------------------------------ rows


def _delimiter(text: str, extension: str) -> str:
    if extension in _TAB:
        return "\t"
    first = next((line.text for line in lines(text) if line.text.strip()), "")
    return next((mark for mark in "\t,;" if mark in first), ",")


def _rows(text: str, delimiter: str, report: Report) -> Iterator[list[Cell]]:
    """Yield the cells of each row that is not empty."""
    held: list[Line] = []
    for line in lines(text):
        if delimiter == "\t":
            if line.text.strip() and not line.text.startswith("#"):
                yield tab_cells(line)
            continue
        held.append(line)
        if sum(part.text.count('"') for part in held) % 2 == 0:
            yield from _quoted(held, delimiter, report)
            held = []
    if held:
        place = held[0].number, held[0].text.rfind('"')
        report.add("open-quote", place, "a quote opens here and never closes")


def _quoted(held: list[Line], delimiter: str, report: Report) -> Iterator[list[Cell]]:
    first = held[0]
    if not first.text.strip() and len(held) == 1:
        return
    if len(held) == 1 and '"' not in first.text:
        cells, column, offset = [], 0, first.offset
        for text in first.text.split(delimiter):
            cells.append(Cell(text, first.number, column, offset))
            column += len(text) + 1
            offset += len(text.encode("utf-8", "surrogatepass")) + 1
        yield cells
        return
    whole = [line.text + (line.end or "\n") for line in held]
    try:
        row = next(csv.reader(whole, delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        report.add("bad-quote", (first.number, first.text.find('"')), f"{error}")
        return
    yield [Cell(text, first.number, 0, -1) for text in row]


def _header(state: _State, cells: list[Cell]) -> bool:
    """Return whether the first row names the columns, having judged the names."""
    names = [cell.text.strip() for cell in cells]
    found = layout.header(names, None, state.report.path)
    if found is None:
        return False
    state.columns, state.header = found, True
    report = state.report
    for name, key, cell in zip(names, found, cells, strict=True):
        if key or not name:
            continue
        place = cell.line, cell.column
        if layout.key_of(name):
            report.add("column-twice", place, f"a second column for {quoted(name)!r}")
            continue
        near = get_close_matches(layout.words(name), layout.COLUMNS, 1, 0.75)
        fix = f"Did you mean {near[0]}?" if near else ""
        report.add("unknown-column", place, f"the column {quoted(name)!r} is not read", fix=fix)
    if report.profile == "omegat":
        line = cells[0].line, 0
        report.add("omegat-columns", line, "the first row names columns")
    return True


def _row(state: _State, cells: list[Cell]) -> None:
    report = state.report
    place = cells[0].line, 0
    named: dict[str, Cell] = {}
    for name, cell in zip(state.columns, cells, strict=False):
        if name:
            named[name] = cell
        if cell.offset >= 0:
            edges(report, cell)
        if not state.tabs and _FORMULA.match(cell.text):
            message = f"{quoted(cell.text)!r} is a formula to a spreadsheet"
            report.add("formula-cell", (cell.line, cell.column), message)
    extra = [cell for cell in cells[len(state.columns) :] if cell.text.strip()]
    if extra and state.header:
        message = f"{len(cells)} cells, where the header has {len(state.columns)}"
        report.add("too-many-cells", place, message)
    keys = [name for name in state.columns if name in _TERMS][:2]
    missing = [key for key in keys if key not in named or not named[key].text.strip()]
    # A row that names its concept may add a term of one language.
    if len(missing) > bool("concept" in named and named["concept"].text.strip()):
        report.add("empty-term", place, f"no {' and no '.join(missing)} term")
    terms = [named[key] for key in keys if key in named and named[key].text.strip()]
    for key in keys:
        if key == "en" and key in named and detect(named[key].text) == "ja":
            cell = named[key]
            message = f"{quoted(cell.text)!r} in the column of English"
            report.add("wrong-language", (cell.line, cell.column), message)
    status = _status(state, named)
    if len(terms) == 2:
        _remember(state, named, keys, terms, status)


def _status(state: _State, named: dict[str, Cell]) -> str:
    cell = named.get("status")
    word = cell.text.strip() if cell is not None else ""
    if cell is None or not word:
        return UNSTATED
    known = layout.status_of(word)
    if known is None:
        allowed = ", ".join(layout.STATUSES)
        message = f"{quoted(word)!r} is no status: the row is left out"
        fix = f"Use one of: {allowed}"
        state.report.add("unknown-status", (cell.line, cell.column), message, fix=fix)
        return UNSTATED
    return known


def _remember(
    state: _State, named: dict[str, Cell], keys: list[str], terms: list[Cell], status: str
) -> None:
    """Put the row's terms to its concept; the status is that of the term that is new to it."""
    concept = named["concept"].text.strip() if "concept" in named else ""
    key = f"id {concept}" if concept else f"term {terms[0].text.strip()}"
    line = terms[0].line
    state.places.setdefault(key, line)
    known = state.concepts.setdefault(key, [])
    first, second = (
        Named(cell.text.strip(), _lang(name), UNSTATED, cell.line, cell.column)
        for name, cell in zip(keys, terms, strict=True)
    )
    have = {(term.lang, term.text) for term in known}
    new = [term for term in (first, second) if (term.lang, term.text) not in have]
    stated = second if second in new or not new else new[-1]
    for term in (first, second):
        if term is stated:
            known.append(Named(term.text, term.lang, status, term.line, term.column))
        elif term in new:
            known.append(term)


def _lang(column: str) -> str:
    return {"source": "qa", "target": "qt"}.get(column, column)
