"""UTX 1.00 to 1.20, the glossary format of the Asia-Pacific association of MT."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from tmkit.validate._lines import Cell, Line, control, lines, tab_cells
from tmkit.validate._problem import Repair, Report, quoted
from tmkit.validate._terms import UNSTATED, Named, Terms
from tmkit.validate._values import tag_problem
from tmkit.validate._xml_flaws import tell_characters

_HEAD: Final = re.compile(r"#UTX(?:-S)?\s+([0-9.]+)\s*(?:;(.*))?")
_VERSIONS: Final = ("0.90", "0.91", "0.92", "1.00", "1.10", "1.11", "1.20")
_REQUIRED: Final = ("src", "tgt", "src:pos")
_COLUMNS: Final = (
    *_REQUIRED,
    "tgt:pos",
    "term status",
    "src:comment",
    "tgt:comment",
    "comment",
    "customer",
    "concept ID",
    "src:plural",
    "src:singular",
    "src:3sp",
    "src:past",
    "src:pastp",
    "src:presp",
)
_STATUSES: Final = {
    "approved": "preferred",
    "provisional": "provisional",
    "non-standard": "admitted",
    "forbidden": "forbidden",
    "": UNSTATED,
}
_NONE: Final = "-"  # a part of speech that is not known
_POS: Final = ("noun", "properNoun", "verb", "adjective", "adverb", "sentence")


@dataclass(slots=True)
class _State:
    report: Report
    terms: Terms
    columns: list[str] = field(default_factory=list)
    langs: tuple[str, str] = ("", "")
    bidirectional: bool = False
    entries: int = 0


def check(text: str, encoding: str, report: Report) -> None:
    """Add the problems of a UTX file to the report, given its text and how it was encoded."""
    state = _State(report, Terms(report))
    if encoding not in {"UTF-8", "ASCII"}:
        report.add("utx-encoding", (1, 0), f"the file is in {encoding}")
    header: Line | None = None
    for line in lines(text):
        if line.number == 1:
            _head(state, line)
        if line.text.startswith("#") and not state.entries:
            header = line  # the last of them names the columns
        elif line.text.startswith("#") or not line.text.strip():
            continue
        else:
            if not state.entries:
                _columns(state, header, line)
            state.entries += 1
            _entry(state, tab_cells(line))
    if not state.entries:
        report.add("no-entries", (0, 0), "holds no entry")


# ---------------------------------------------------------------------------------------- header


def _head(state: _State, line: Line) -> None:
    report = state.report
    found = _HEAD.match(line.text)
    if found is None:
        message = f"the first line is {quoted(line.text)!r}"
        report.add("utx-header", (1, 0), message)
        return
    if found[1] not in _VERSIONS:
        report.add("utx-version", (1, 0), f"the version is {found[1]}")
    parts = [part.strip() for part in (found[2] or "").split(";")]
    if found[1] == "1.20" and any(":" in part and "lang" in part for part in parts):
        return  # 1.20 names its properties; the order is not fixed
    pair = re.fullmatch(r"(\S+?)/(\S+)", parts[0]) if parts else None
    if pair is None:
        report.add("utx-languages", (1, 0), "the first line does not say SOURCE/TARGET")
    else:
        state.langs = pair[1], pair[2]
        for tag in state.langs:
            _tag(report, line, tag)
    if len(parts) < 2 or not _is_date(parts[1]):
        what = quoted(parts[1]) if len(parts) > 1 else "nothing"
        report.add("utx-date", (1, 0), f"the date of the first line is {what!r}")
    state.bidirectional = "bidirectional" in parts


def _tag(report: Report, line: Line, tag: str) -> None:
    problem = tag_problem(tag)
    if problem is None:
        return
    why, right = problem
    at = line.text.index(tag)
    offset = len(line.text[:at].encode())
    repair = Repair("replace", offset, offset + len(tag.encode()), right) if right else None
    fix = f"Write {right}" if right else ""
    report.add("language-tag", (1, at), f"{quoted(tag)!r} is {why}", fix=fix, repair=repair)


def _is_date(text: str) -> bool:
    # UTX's own examples have both a Z and an offset: 2010-01-01T10:00:00Z+09:00.
    try:
        datetime.fromisoformat(re.sub(r"Z(?=[+-])", "", text))
    except ValueError:
        return False
    return True


def _columns(state: _State, header: Line | None, entry: Line) -> None:
    report = state.report
    names = header.text[1:].split("\t") if header is not None else []
    state.columns = [name.strip() for name in names]
    missing = [name for name in _REQUIRED if name not in state.columns]
    line = header.number if header is not None else entry.number
    if missing:
        report.add("utx-columns", (line, 0), f"no column {', '.join(missing)}")
        if {"src", "tgt"} & set(missing):
            state.columns = [*_REQUIRED]
            return
    for index, name in enumerate(state.columns):
        if name in state.columns[:index]:
            report.add("column-twice", (line, 0), f"the column {quoted(name)!r} stands twice")
        elif name not in _COLUMNS and not name.startswith("x:"):
            near = get_close_matches(name, _COLUMNS, 1)
            fix = f"Did you mean {near[0]}?" if near else ""
            report.add("unknown-column", (line, 0), f"the column {quoted(name)!r}", fix=fix)


# --------------------------------------------------------------------------------------- entries


def _entry(state: _State, cells: list[Cell]) -> None:
    report = state.report
    place = cells[0].line, 0
    if len(cells) > len(state.columns):
        message = f"{len(cells)} cells, where the columns are {len(state.columns)}"
        report.add("too-many-cells", place, message)
    named = dict(zip(state.columns, cells, strict=False))
    for cell in cells:
        edges(report, cell)
    for side in ("src", "tgt"):
        if side not in named or not named[side].text.strip():
            report.add("empty-term", place, f"no {side} term")
    status = named["term status"].text.strip() if "term status" in named else ""
    if status not in _STATUSES:
        cell = named["term status"]
        message = f"the term status is {quoted(status)!r}"
        report.add(
            "unknown-status",
            (cell.line, cell.column),
            message,
            fix="Use one of: approved, provisional, non-standard, forbidden",
        )
    elif state.bidirectional and status not in ("approved", ""):
        report.add("utx-bidirectional", place, f"an entry is {status}")
    for column in ("src:pos", "tgt:pos"):
        pos = named[column].text.strip() if column in named else ""
        if pos and pos not in _POS and pos != _NONE:
            cell = named[column]
            message = f"{column} is {quoted(pos)!r}"
            report.add("utx-pos", (cell.line, cell.column), message)
        elif not pos and column == "src:pos" and "src:pos" in state.columns:
            report.add("utx-pos", place, "src:pos is empty")
    if "src" in named and "tgt" in named:
        stated = _STATUSES.get(status, UNSTATED)
        source, target = named["src"], named["tgt"]
        langs = state.langs if all(state.langs) else ("qa", "qt")
        pair = [
            Named(source.text, langs[0], UNSTATED, source.line, source.column),
            Named(target.text, langs[1], stated, target.line, target.column),
        ]
        state.terms.add([term for term in pair if term.text.strip()], source.line)


def edges(report: Report, cell: Cell) -> None:
    """Tell of white space around a cell, and of characters that nobody meant."""
    place = cell.line, cell.column
    stripped = cell.text.strip()
    if stripped != cell.text and stripped:
        repair = Repair("replace", cell.offset, cell.end, stripped)
        report.add("edge-space", place, f"white space around {quoted(stripped)!r}", repair=repair)
    odd = control(cell.text)
    if odd:
        report.add("odd-character", place, f"U+{ord(odd):04X} in {quoted(stripped)!r}")
    tell_characters(report, cell.line, cell.text, quoted(stripped))
