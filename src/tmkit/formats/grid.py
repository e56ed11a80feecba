"""Plain tables, a row of names and rows of cells: CSV, TSV and XLSX, as people edit them."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from tmkit import files
from tmkit.errors import ConfigError, WriteError
from tmkit.formats._glossary_rows import guard, unguard
from tmkit.formats._term_words import Warn
from tmkit.formats.glossary_table import _BREAKS, _UNWRITABLE, _quoted
from tmkit.formats.glossary_table import _rows as table_rows
from tmkit.language import fold

EXTENSIONS: Final = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx"}
_WIDE: Final = 40  # characters of a column of sentences
_NARROW: Final = 14
_ROWS: Final = 1_048_576  # of an Excel sheet


@dataclass(frozen=True, slots=True)
class Grid:
    """The names of the columns, folded, and for each row its cells by name, with its line."""

    names: tuple[str, ...]
    rows: tuple[tuple[dict[str, str], int], ...]


def grid_format(path: str, name: str | None = None) -> str:
    """Return csv, tsv or xlsx for a path; raise ConfigError where neither name nor path says it."""
    found = name or EXTENSIONS.get(PurePath(path).suffix.lower())
    if found not in {"csv", "tsv", "xlsx"}:
        raise ConfigError(f"{path}: not the name of a table", "Name a .csv, .tsv or .xlsx file")
    return found


def read_grid(path: str, encoding: str | None = None, warn: Warn | None = None) -> Grid:
    """Return the cells of a table; empty rows are left out. Raise FormatError for what is none."""
    if PurePath(path).suffix.lower() == ".xlsx":
        from tmkit.formats import _workbook  # slow to load, and most tables are text

        rows = list(_workbook.rows(path))
    else:
        text, _ = files.decode(files.read_bytes(path), path, encoding)
        told = warn or (lambda *_: None)
        rows = [
            ([unguard(cell) for cell in cells], line)
            for cells, line in table_rows(text.removeprefix("\ufeff"), path, told)
        ]
    if not rows:
        return Grid((), ())
    names = tuple(fold(cell).replace("_", " ") for cell in rows[0][0])
    return Grid(
        names,
        tuple((dict(zip(names, cells, strict=False)), line) for cells, line in rows[1:]),
    )


def write_grid(
    stream: BinaryIO,
    kind: str,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    wide: Sequence[str] = (),
    title: str = "terms",
) -> None:
    """Write a table; ``wide`` names the columns of sentences. Formulas are written as text."""
    if kind == "xlsx":
        _write_xlsx(stream, names, rows, wide, title)
    elif kind == "tsv":
        lines = ["\t".join(names)]
        lines += ["\t".join(_tab_cell(cell) for cell in row) for row in rows]
        stream.write(b"\xef\xbb\xbf" + "".join(f"{line}\n" for line in lines).encode())
    else:
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([guard(_writable(cell)) for cell in row] for row in rows)
        stream.write(b"\xef\xbb\xbf" + text.getvalue().encode())


def _writable(cell: str) -> str:
    return _UNWRITABLE.sub("\ufffd", cell)


def _tab_cell(cell: str) -> str:
    return _quoted(guard(_writable(_BREAKS.sub(" ", cell))))


def _write_xlsx(
    stream: BinaryIO,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    wide: Sequence[str],
    title: str,
) -> None:
    from openpyxl import Workbook

    from tmkit.formats.about import About
    from tmkit.formats.glossary_xlsx import _cell as text_cell
    from tmkit.formats.glossary_xlsx import _letters as letters
    from tmkit.formats.xlsx import repack

    if len(rows) >= _ROWS:
        hint = "Write CSV instead, which has no such bound"
        raise WriteError(f"a sheet holds no more than {_ROWS - 1:,} rows", "the workbook", hint)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    for index, name in enumerate(names, 1):
        sheet.column_dimensions[letters(index)].width = _WIDE if name in wide else _NARROW
    sheet.freeze_panes = "A2"
    try:
        sheet.append([text_cell(sheet, name, "the header", bold=True) for name in names])
        for number, row in enumerate(rows, 2):
            sheet.append([text_cell(sheet, cell, f"row {number}") for cell in row])
    except BaseException:
        sheet.close()  # or openpyxl's temporary file complains that it is left open
        raise
    sheet.auto_filter.ref = f"A1:{letters(len(names))}{len(rows) + 1}"
    with tempfile.TemporaryFile() as package:
        book.save(package)
        repack(package, stream, About("en", "ja"))
