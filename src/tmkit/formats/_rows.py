"""Rows of a text table, every cell with the places of its characters.

CSV is RFC 4180. A tab-separated file has two habits: quotes are characters like others (most
tools), or a cell with a quote, a comma or a line end is quoted (spreadsheets). Both are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from tmkit.errors import FormatError
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn
from tmkit.model import Origin


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line (in a workbook the row's number) where it begins."""

    cells: list[Gathering]
    line: int

    def texts(self) -> list[str]:
        """Return the cells' texts."""
        return [cell.text for cell in self.cells]


_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_LINE: Final = re.compile(r"[^\r\n]*")
_IN_QUOTES: Final = re.compile(r'[^"\r\n]+|""|\r\n|\r|\n')
_TAB_QUOTED: Final = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\r\n]|\Z)')
_TAB_PLAIN: Final = re.compile(r"[^\t\r\n]*")
_ESCAPE: Final = re.compile(r"[^\\]+|\\[\\tnr]|\\")
_UNESCAPES: Final = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def delimiter_of(text: str, path: str) -> str:
    """Return what separates the columns: the name's word for tabs, else what the first row has.

    Raise FormatError where the first row has one column only.
    """
    end = _NEWLINE.search(text)
    first = re.sub(r'"(?:[^"]|"")*"', "", text if '"' in text[:1] else text[: end and end.start()])
    first = first[: (found := _NEWLINE.search(first)) and found.start()]
    counts = {mark: first.count(mark) for mark in "\t,;"}
    if PurePath(path).suffix.lower() in {".tsv", ".tab"} and counts["\t"]:
        return "\t"
    best = max(counts, key=lambda mark: counts[mark])
    if not counts[best]:
        hint = "Separate the columns with commas (CSV) or tabs (TSV)"
        raise FormatError("the first row has one column only", path, 1, hint)
    return best


def rows(text: str, path: str, delimiter: str, warn: Warn | None) -> Iterator[Row]:
    """Yield the rows that are not empty. ``warn`` is told of rows that cannot be read."""
    if delimiter == "\t":
        return tab_rows(text, quotes=True)
    return _quoted_rows(text, path, delimiter, warn)


@dataclass(slots=True)
class _Cursor:
    """Where the reading of a text stands."""

    text: str
    position: int = 0
    line: int = 1
    start: int = 0  # of the line

    @property
    def column(self) -> int:
        return self.position - self.start + 1

    @property
    def ended(self) -> bool:
        return self.position >= len(self.text)

    def newline(self) -> bool:
        """Pass a line end, if there is one here."""
        end = _NEWLINE.match(self.text, self.position)
        if end is None:
            return False
        self.position = self.start = end.end()
        self.line += 1
        return True


def _plain_row(cursor: _Cursor, delimiter: str, quotes: bool) -> Row | None:
    """Read a row whose line has no quotes, as most have none; None where it must be looked at."""
    end = _LINE.match(cursor.text, cursor.position)
    if end is None or (quotes and '"' in end[0]):
        return None
    row = Row([], cursor.line)
    column = 1
    for text in end[0].split(delimiter):
        cell = Gathering(cursor.line, column)
        cell.add(text, cursor.line, column)
        row.cells.append(cell)
        column += len(text) + 1
    cursor.position = end.end()
    cursor.newline()
    return row


# ------------------------------------------------------------------------------------------- CSV


def _quoted_rows(text: str, path: str, delimiter: str, warn: Warn | None) -> Iterator[Row]:
    cursor = _Cursor(text)
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    while not cursor.ended:
        easy = _plain_row(cursor, delimiter, quotes=True)
        if easy is not None:
            if any(cell.length for cell in easy.cells):
                yield easy
            continue
        row = Row([], cursor.line)
        fault = None
        while True:
            row.cells.append(_cell(cursor, plain, path))
            if not cursor.ended and cursor.text[cursor.position] == delimiter:
                cursor.position += 1
                continue
            if cursor.ended or cursor.newline():
                break
            fault = (cursor.line, cursor.column)
            end = _NEWLINE.search(text, cursor.position)
            cursor.position = end.start() if end else len(text)
            cursor.newline()
            break
        if fault is not None:
            if warn is not None:
                message = "left out: text after the quote that closes a cell; double such quotes"
                warn(Origin(path, *fault), message)
        elif any(cell.length for cell in row.cells):
            yield row


def _cell(cursor: _Cursor, plain: re.Pattern[str], path: str) -> Gathering:
    """Read one cell, and stand behind it."""
    cell = Gathering(cursor.line, cursor.column)
    if not cursor.text.startswith('"', cursor.position):
        found = plain.match(cursor.text, cursor.position)
        if found is not None:
            cell.add(found[0], cursor.line, cursor.column)
            cursor.position = found.end()
        return cell
    cursor.position += 1
    while piece := _IN_QUOTES.match(cursor.text, cursor.position):
        if piece[0] == '""':
            cell.add('"', cursor.line, cursor.column)
        else:
            cell.add(piece[0], cursor.line, cursor.column)
        if not cursor.newline():
            cursor.position = piece.end()
    if cursor.ended:
        # Everything after the quote would be one cell: there is no rest to go on with.
        hint = "Close it, or double a quote that belongs to the text"
        raise FormatError("a quote opens here and never closes", path, cell.line, hint)
    cursor.position += 1
    return cell


# ------------------------------------------------------------------------------------------- TSV


def tab_rows(text: str, *, quotes: bool) -> Iterator[Row]:
    """Yield the rows of tab-separated values; without ``quotes`` a quote is a quote."""
    cursor = _Cursor(text)
    width = 0
    while not cursor.ended:
        row = _plain_row(cursor, "\t", quotes) or _tab_row(cursor, width)
        width = width or len(row.cells)
        if any(cell.length for cell in row.cells):
            yield row


def _tab_row(cursor: _Cursor, width: int) -> Row:
    row = Row([], cursor.line)
    while True:
        row.cells.append(_tab_cell(cursor, width - len(row.cells)))
        if cursor.ended or cursor.newline():
            return row
        cursor.position += 1  # a tab


def _tab_cell(cursor: _Cursor, left: int) -> Gathering:
    """Read one cell; ``left`` is how many the row may still have, this one included."""
    cell = Gathering(cursor.line, cursor.column)
    quoted = None
    if cursor.text.startswith('"', cursor.position):
        quoted = _TAB_QUOTED.match(cursor.text, cursor.position)
    if quoted is not None and _is_quoting(quoted, cursor.text, left):
        cursor.position += 1
        while piece := _IN_QUOTES.match(cursor.text, cursor.position, quoted.end() - 1):
            text = '"' if piece[0] == '""' else piece[0]
            cell.add(text, cursor.line, cursor.column)
            if not cursor.newline():
                cursor.position = piece.end()
        cursor.position += 1
        return cell
    end = _TAB_PLAIN.match(cursor.text, cursor.position)
    if end is not None:
        cell.add(end[0], cursor.line, cursor.column)
        cursor.position = end.end()
    return cell


def _is_quoting(quoted: re.Match[str], text: str, left: int) -> bool:
    """Whether the quotes around a cell are a spreadsheet's, which quotes only where it must."""
    inner = quoted[1]
    if _NEWLINE.search(inner):
        end = _NEWLINE.search(text, quoted.end())
        rest = text[quoted.end() : end.start() if end else len(text)]
        return rest.count("\t") < left
    return '""' in inner or "," in inner


def unescaped(cell: Gathering) -> Gathering:
    r"""Return a cell of tmkit's own TSV with ``\t``, ``\n``, ``\r`` and ``\\`` undone."""
    if "\\" not in cell.text:
        return cell
    result = Gathering(cell.line, cell.column)
    for piece in _ESCAPE.finditer(cell.text):
        text = _UNESCAPES.get(piece[0], piece[0])
        result.add(text, cell.line, cell.column + piece.start())
    return result
