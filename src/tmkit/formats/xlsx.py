"""Units as an Excel workbook (ECMA-376): every text is a text, never a formula.

openpyxl stamps the clock into the package; it is repacked without it, so that the same units give
the same bytes.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from tmkit.errors import WriteError
from tmkit.formats import _columns, props
from tmkit.formats._pairs import Warn
from tmkit.formats._xlsx_rows import rows
from tmkit.formats.about import About, WriteReport
from tmkit.formats.table import COLUMNS, row
from tmkit.model import TranslationUnit

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_WIDTHS: Final = (8, 60, 60, 11, 10, 24, 24, 24, 30)
_CONFIDENCE: Final = COLUMNS.index("confidence")
_STATUS: Final = COLUMNS.index("status")

# Excel's limits (ECMA-376 sets none; Microsoft's "Excel specifications and limits").
_CELL: Final = 32_767  # UTF-16 units
_ROWS: Final = 1_048_576

_TOP: Final = Alignment(wrap_text=True, vertical="top")
_BOLD: Final = Font(bold=True)
_SHADES: Final = {
    props.CHECK: PatternFill("solid", start_color="FFF2CC"),
    props.DOUBTFUL: PatternFill("solid", start_color="F8CBAD"),
}

# ECMA-376 part 1, 22.9.2.19 ST_Xstring: what XML cannot hold is written _xHHHH_, and a text that
# looks so already has its first underscore written that way. A CR would be read as LF.
_ESCAPED: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write one sheet: header frozen and filterable, rows in need of a look shaded.

    The word in the status column says what the shade says. Every text is kept exactly. Raise
    WriteError for a text or a number of units that a sheet cannot hold.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("units")
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    sheet.freeze_panes = "A2"
    last = chr(ord("A") + len(COLUMNS) - 1)
    sheet.append([_text(sheet, name, bold=True) for name in COLUMNS])
    try:
        count = _fill(sheet, units)
    except BaseException:
        sheet.close()  # or openpyxl's temporary file complains that it is left open
        raise
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    with tempfile.TemporaryFile() as package:
        book.save(package)
        repack(package, stream, about)
    return WriteReport(count)


def _fill(sheet: WriteOnlyWorksheet, units: Iterable[TranslationUnit]) -> int:
    count = 0
    for count, unit in enumerate(units, 1):
        if count >= _ROWS:
            raise _refusal(unit, f"a sheet holds no more than {_ROWS - 1:,} units")
        sheet.append(_cells(sheet, unit))
    return count


def _cells(sheet: WriteOnlyWorksheet, unit: TranslationUnit) -> list[Cell]:
    values = row(unit)
    shade = _SHADES.get(values[_STATUS])
    cells: list[Cell] = []
    for index, value in enumerate(values):
        number = props.confidence(unit) if index == _CONFIDENCE else None
        if number is None:
            escaped = escape_text(value)
            # openpyxl would cut it without a word.
            if max(len(escaped), len(value.encode("utf-16-le", "surrogatepass")) // 2) > _CELL:
                raise _refusal(unit, f"a cell holds no more than {_CELL:,} characters")
            cell = _text(sheet, escaped, bold=index == _STATUS and shade is not None)
        else:
            cell = WriteOnlyCell(sheet, number)
            cell.number_format = "0.000"
            cell.alignment = _TOP
        if shade is not None:
            cell.fill = shade
        cells.append(cell)
    return cells


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
    cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    return cell


def escape_text(text: str) -> str:
    """Return a text as a cell holds it: what XML cannot hold is written ``_xHHHH_``."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _refusal(unit: TranslationUnit, message: str) -> WriteError:
    origin = unit.source.origin or unit.target.origin
    hint = "Write TMX, CSV or JSON lines instead, which have no such bound"
    return WriteError(message, str(origin) if origin else f"unit {unit.id}", hint)


# ------------------------------------------------------------------------- the same bytes again

_CORE: Final = "docProps/core.xml"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can name


def repack(package: IO[bytes], stream: BinaryIO, about: About) -> None:
    """Copy a zip archive with fixed times, and with core properties that name no clock."""
    with (
        zipfile.ZipFile(package) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            info.file_size = 0 if name == _CORE else old.getinfo(name).file_size
            with new.open(info, "w") as target:
                if name == _CORE:
                    target.write(_core(about).encode())
                    continue
                with old.open(name) as source:
                    while chunk := source.read(1 << 16):
                        target.write(chunk)


def _core(about: About) -> str:
    created = ""
    if about.date is not None:
        day, time = about.date[:8], about.date[9:15]
        stamp = f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"
        created = f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>tmkit</dc:creator>{created}</cp:coreProperties>"
    )


# --------------------------------------------------------------------------------------- reading


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of the first sheet of a workbook, one a row, like those of a CSV file.

    The line of an origin is the row's number in the sheet, its column that of the cell. A number is
    read as the file stores it. See :func:`tmkit.formats.table.read_units`.
    """
    return _columns.units(rows(path, warn), path, (source_lang, target_lang), columns, warn)
