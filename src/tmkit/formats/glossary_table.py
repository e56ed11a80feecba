"""Glossaries as people keep them: comma- or tab-separated tables, one row a rendering.

The columns, what else they may be called, and what a spreadsheet makes of the file are in
docs/reference/glossary-table.md.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import BinaryIO, Final

from tmkit import files
from tmkit.errors import FormatError
from tmkit.formats._glossary_rows import concepts_of, guard, table_of
from tmkit.formats._term_words import Warn
from tmkit.formats.term_report import Losses, TermReport
from tmkit.model import Concept, Origin

_TABS: Final = {".tsv", ".tab", ".utf8"}


def read(
    path: str,
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> tuple[Concept, ...]:
    """Return the concepts of a CSV or TSV glossary in the order of the file.

    Rows belong to one concept by their ``concept`` column, else by an equal source term. A row's
    status is that of its rendering: the term of the two that the concept does not have yet, and
    where both are new, the one in the later column. The other one is ``preferred``. ``columns``
    names columns that tmkit does not know by themselves: ``{"en": "Term EN"}``.

    ``warn`` is told the place of each row that is left out, and why; the rest is read. Raise
    FormatError for a file that is no table of terms at all.
    """
    text, _ = files.decode(files.read_bytes(path), path, encoding)
    problems: list[tuple[Origin, str]] = []
    rows = list(_rows(text.removeprefix("\ufeff"), path, lambda *told: problems.append(told)))
    concepts = concepts_of(rows, path, lambda *told: problems.append(told), columns)
    if warn is not None:
        for origin, message in sorted(problems, key=lambda problem: problem[0].line):
            warn(origin, message)
    return concepts


def _rows(text: str, path: str, warn: Warn) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each row that is not empty, and its first line."""
    delimiter = _delimiter(text, path)
    lines = _tab_rows(text) if delimiter == "\t" else _quoted_rows(text, path, delimiter, warn)
    for cells, line in lines:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield stripped, line


def _delimiter(text: str, path: str) -> str:
    if PurePath(path).suffix.lower() in _TABS:
        return "\t"
    first = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in "\t,;":
        if delimiter in first:
            return delimiter
    if not first:
        return ","
    hint = "Separate the columns with commas (CSV) or tabs (TSV)"
    raise FormatError("the first row has one column only", path, 1, hint)


def _quoted_rows(
    text: str, path: str, delimiter: str, warn: Warn
) -> Iterator[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield next(reader), line
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                # Everything after the quote would be one cell: no rest to go on with.
                hint = "Close it, or double a quote that belongs to the text"
                raise FormatError("a quote opens here and never closes", path, line, hint) from None
            warn(Origin(path, line), f"left out: {error}")


def _tab_rows(text: str) -> Iterator[tuple[list[str], int]]:
    """Yield rows of tab-separated values, where a quote is mostly a character like others."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if not line.startswith("#"):  # a comment, as in OmegaT's glossaries and in UTX
            yield [_unquote(cell) for cell in line.rstrip("\n").split("\t")], number


def _unquote(cell: str) -> str:
    """Undo the quoting of a spreadsheet, which quotes what has a quote or a comma in it."""
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    inner = cell[1:-1]
    halved = inner.replace('""', "")
    if '"' in halved or (halved == inner and "," not in inner):
        return cell
    return inner.replace('""', '"')


# --------------------------------------------------------------------------------------- writing

# NUL tells binary files from text; half a surrogate pair is no character.
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
_BREAKS: Final = re.compile(r"[\t\r\n]+")


def write(
    stream: BinaryIO,
    concepts: Iterable[Concept],
    *,
    source_lang: str,
    target_lang: str,
    columns: Mapping[str, str] | None = None,
) -> TermReport:
    """Write concepts as CSV (RFC 4180): CRLF, and UTF-8 with a BOM, as Excel wants it.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which :func:`read`
    takes off again. Return what could not be kept.
    """
    losses = Losses()
    table = table_of(concepts, source_lang, target_lang, losses, columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow([guard(_writable(cell, row[0], losses)) for cell in row])
    stream.write(b"\xef\xbb\xbf" + text.getvalue().encode())
    return losses.report(table.concepts, table.terms)


def write_tsv(
    stream: BinaryIO,
    concepts: Iterable[Concept],
    *,
    source_lang: str,
    target_lang: str,
    columns: Mapping[str, str] | None = None,
) -> TermReport:
    """Write concepts as tab-separated values: LF, and UTF-8 with a BOM, as Excel wants it.

    A quote is a character like any other. A tab or a line break becomes a space and is counted;
    formulas are guarded as in CSV.
    """
    losses = Losses()
    table = table_of(concepts, source_lang, target_lang, losses, columns)
    lines = ["\t".join(table.names)]
    for row in table.rows:
        cells = [_writable(_on_one_line(cell, row[0], losses), row[0], losses) for cell in row]
        line = "\t".join(_quoted(guard(cell)) for cell in cells)
        lines.append(f" {line}" if line.startswith("#") else line)  # or it were a comment
    stream.write(b"\xef\xbb\xbf" + "".join(f"{line}\n" for line in lines).encode())
    return losses.report(table.concepts, table.terms)


def _writable(cell: str, concept: str, losses: Losses) -> str:
    text, replaced = _UNWRITABLE.subn("\ufffd", cell)
    if replaced:
        losses.add("text", "characters that no text file holds", concept, None, replaced)
    return text


def _on_one_line(cell: str, concept: str, losses: Losses) -> str:
    text, replaced = _BREAKS.subn(" ", cell)
    if replaced:
        losses.add("text", "a tab or line break, written as a space", concept, None)
    return text


def _quoted(cell: str) -> str:
    """Return a cell so that :func:`_unquote` gives it back."""
    return cell if _unquote(cell) == cell else '"{}"'.format(cell.replace('"', '""'))
