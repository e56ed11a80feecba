"""The cells of an Excel workbook (ECMA-376) as text, read as untrusted XML within bounds."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from math import isfinite
from typing import BinaryIO, Final, cast

from tmkit import files
from tmkit.errors import FormatError
from tmkit.formats._xml import LIMITS, Element, elements

_PART: Final = 256 << 20  # bytes of one part, decompressed
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_WIDEST: Final = 16_384  # columns of a sheet (Excel specifications and limits)
# ECMA-376 part 1, 18.8.30: the built-in formats that show a date, those of East Asia too.
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_PHONETIC: Final = frozenset({"rPh", "phoneticPr"})  # furigana is not part of the text


def rows(path: str) -> Iterator[tuple[list[str], int]]:
    """Yield the stripped cells of each row of the first sheet that is not empty, and its number.

    A formula gives the value that was stored with it, a number its shortest form, a date
    ``YYYY-MM-DD``. Raise FormatError for what is no workbook.
    """
    data = files.read_bytes(path)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheet = _first_sheet(archive, path)
            strings = _strings(archive, path)
            dates = _date_styles(archive, path)
            for row in _elements(archive, sheet, path, "row", "worksheet"):
                cells = _cells(row, strings, dates, path)
                if any(cells):
                    number = row.attributes.get("r", "")
                    yield cells, int(number) if number.isdecimal() else 0
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        KeyError,
        zlib.error,
    ) as error:
        hint = "Open it in a spreadsheet program and save it again as .xlsx"
        raise FormatError("is a workbook that cannot be opened", path, hint=hint) from error


def _elements(
    archive: zipfile.ZipFile, part: str, path: str, name: str, root: str
) -> Iterator[Element]:
    if archive.getinfo(part).file_size > _PART:
        raise FormatError(f"a part of it is larger than {_PART} bytes", path, hint="Split it")
    with archive.open(part) as stream:
        shown = f"{path} ({part})"
        found = elements(
            cast("BinaryIO", stream), shown, frozenset({name}), frozenset({root}), LIMITS
        )
        yield from found


def _first_sheet(archive: zipfile.ZipFile, path: str) -> str:
    """Return the name of the part that holds the first sheet."""
    targets: dict[str, str] = {}
    for relation in _elements(
        archive, "xl/_rels/workbook.xml.rels", path, "Relationship", "Relationships"
    ):
        target = relation.attributes.get("Target", "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        targets[relation.attributes.get("Id", "")] = posixpath.normpath(name)
    for sheet in _elements(archive, "xl/workbook.xml", path, "sheet", "workbook"):
        reference = next(
            (value for key, value in sheet.attributes.items() if key.endswith(":id")), ""
        )
        if targets.get(reference, "") in archive.namelist():
            return targets[reference]
    raise FormatError("has no sheet", path, hint="Is it the file you mean?")


def _strings(archive: zipfile.ZipFile, path: str) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    return [_text(item) for item in _elements(archive, part, path, "si", "sst")]


def _text(element: Element) -> str:
    """Return the text of a string item: its runs without their furigana, escapes undone."""
    text = "".join(_runs(element))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _runs(element: Element) -> Iterator[str]:
    for item in element.content:
        if isinstance(item, str):
            if element.name == "t":
                yield item
        elif item.name not in _PHONETIC:
            yield from _runs(item)


def _date_styles(archive: zipfile.ZipFile, path: str) -> frozenset[str]:
    """Return the numbers of the cell styles that show a date."""
    part = "xl/styles.xml"
    if part not in archive.namelist():
        return frozenset()
    custom: dict[str, bool] = {}
    for form in _elements(archive, part, path, "numFmt", "styleSheet"):
        code = _LITERAL.sub("", form.attributes.get("formatCode", "")).lower()
        custom[form.attributes.get("numFmtId", "")] = re.search("[yd]", code) is not None
    styles: set[str] = set()
    for formats in _elements(archive, part, path, "cellXfs", "styleSheet"):
        for index, style in enumerate(formats.children("xf")):
            number = style.attributes.get("numFmtId", "0")
            if custom.get(number, number.isdecimal() and int(number) in _DATES):
                styles.add(str(index))
    return frozenset(styles)


def _cells(row: Element, strings: list[str], dates: frozenset[str], path: str) -> list[str]:
    cells: list[str] = []
    for cell in row.children("c"):
        column = _column(cell.attributes.get("r", ""))
        index = len(cells) if column is None else column
        if index >= _WIDEST:
            raise FormatError("a cell lies beyond the last column", path, cell.line)
        cells.extend([""] * (index + 1 - len(cells)))
        cells[index] = _value(cell, strings, dates).strip()
    return cells


def _column(reference: str) -> int | None:
    """Return the number of a column, from 0, of a reference such as ``AB12``."""
    letters = re.match("[A-Z]{1,3}", reference)
    if letters is None:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, strings: list[str], dates: frozenset[str]) -> str:
    kind = cell.attributes.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(item) for item in cell.children("is"))
    value = "".join(item.text() for item in cell.children("v"))
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind == "str":
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e":
        return ""  # an error has no text
    return _number(value, cell.attributes.get("s", "") in dates)


def _number(value: str, is_date: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if not isfinite(number):
        return value
    if is_date and 0 < number < 2_958_466:  # up to the end of 9999
        moment = datetime(1899, 12, 30) + timedelta(days=number)
        return (
            moment.date().isoformat() if number == int(number) else moment.isoformat("T", "seconds")
        )
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else value
