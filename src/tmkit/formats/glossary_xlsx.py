"""Glossaries as an Excel workbook (ECMA-376): every cell is a text, never a formula."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from tmkit.errors import WriteError
from tmkit.formats import _workbook
from tmkit.formats._glossary_rows import Table, concepts_of, table_of
from tmkit.formats._term_words import Warn
from tmkit.formats.about import About
from tmkit.formats.term_report import Losses, TermReport
from tmkit.formats.xlsx import escape_text, repack
from tmkit.model import Concept

# Excel's limits (Microsoft's "Excel specifications and limits").
_CELL: Final = 32_767  # UTF-16 units
_ROWS: Final = 1_048_576
_WIDE: Final = re.compile("en|ja|definition|context|note")
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_BOLD: Final = Font(bold=True)


def read(
    path: str, *, columns: Mapping[str, str] | None = None, warn: Warn | None = None
) -> tuple[Concept, ...]:
    """Return the concepts on the first sheet, by the same rules as those of a CSV glossary.

    ``columns`` names columns that tmkit does not know by themselves. ``warn`` is told the row of
    each line that is left out, and why. Raise FormatError for what is no workbook or no table of
    terms.
    """
    return concepts_of(list(_workbook.rows(path)), path, warn, columns, guarded=False)


def write(
    stream: BinaryIO,
    concepts: Iterable[Concept],
    *,
    source_lang: str,
    target_lang: str,
    columns: Mapping[str, str] | None = None,
    date: str | None = None,
) -> TermReport:
    """Write concepts on one sheet, header frozen and filterable; return what could not be kept.

    The same concepts give the same bytes. Raise WriteError for what a sheet cannot hold.
    """
    losses = Losses()
    table = table_of(concepts, source_lang, target_lang, losses, columns)
    if len(table.rows) >= _ROWS:
        hint = "Write CSV or TBX instead, which have no such bound"
        raise WriteError(f"a sheet holds no more than {_ROWS - 1:,} rows", "the workbook", hint)
    book = Workbook(write_only=True)
    _fill(book, table)
    with tempfile.TemporaryFile() as package:
        book.save(package)
        repack(package, stream, About(source_lang, target_lang, date=date))
    return losses.report(table.concepts, table.terms)


def _fill(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet("glossary")
    for index, name in enumerate(table.names, 1):
        sheet.column_dimensions[_letters(index)].width = 40 if _WIDE.match(name) else 14
    sheet.freeze_panes = "A2"
    try:
        sheet.append([_cell(sheet, name, "the header", bold=True) for name in table.names])
        for row in table.rows:
            sheet.append([_cell(sheet, text, row[0]) if text else None for text in row])
    except BaseException:
        sheet.close()  # or openpyxl's temporary file complains that it is left open
        raise
    sheet.auto_filter.ref = f"A1:{_letters(len(table.names))}{len(table.rows) + 1}"


def _letters(number: int) -> str:
    first, last = divmod(number - 1, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _cell(sheet: object, text: str, concept: str, *, bold: bool = False) -> Cell:
    escaped = escape_text(text)
    if max(len(escaped), len(text.encode("utf-16-le", "surrogatepass")) // 2) > _CELL:
        hint = "Write CSV or TBX instead, which have no such bound"
        raise WriteError(f"a cell holds no more than {_CELL:,} characters", concept, hint)
    cell = WriteOnlyCell(sheet, escaped)  # type: ignore[arg-type]
    cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
    cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    return cell
