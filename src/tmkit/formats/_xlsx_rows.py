"""The rows of a workbook's first sheet, read with our own XML reader: bounded, and as a stream.

ECMA-376 part 1: a workbook (18.2) lists its sheets, a sheet (18.3) has rows of cells, and a cell
holds a number, its own text, or the number of one of the shared strings (18.4).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, TypeAlias, cast

from tmkit.errors import FormatError
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn
from tmkit.formats._rows import Row
from tmkit.formats._xml import Element, Limits, elements
from tmkit.model import Origin

# A sheet is a million rows at most; what unpacks to more than this is no table of texts.
_LIMITS: Final = Limits(total=1 << 30, element=4 << 20)
_COLUMNS: Final = 16_384
_UNUSUAL: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ST_Xstring, 22.9.2.19
_HINT: Final = "Open it in a spreadsheet and save it again as .xlsx"
_Parts: TypeAlias = Callable[[str, str, str], Iterator[Element]]


def rows(path: str, warn: Warn | None) -> Iterator[Row]:
    """Yield the rows of the first sheet that have text; a row's line is its number in the sheet.

    ``warn`` is told of further sheets and of formulas whose result the file does not have. Raise
    FormatError for what is no workbook.
    """
    with _parts(path) as parts:
        sheet, others = _sheet(parts, path)
        if others and warn is not None:
            warn(Origin(path, 1), f"only the first sheet is read, not {', '.join(others)}")
        strings = _strings(parts)
        last = 0
        for element in parts(sheet, "row", "worksheet"):
            last = _number(element.attributes.get("r", ""), last + 1)
            row = Row([], last)
            for cell in element.children("c"):
                column = _column(cell.attributes.get("r", ""), len(row.cells) + 1)
                while len(row.cells) < column:
                    row.cells.append(Gathering(last, len(row.cells) + 1))
                text = _text(cell, strings)
                if text is None:
                    if warn is not None:
                        message = f"the formula in column {column} has no result; save the workbook"
                        warn(Origin(path, last, column), f"{message} once in a spreadsheet")
                    continue
                row.cells[column - 1].add(text, last, column)
            if any(cell.length for cell in row.cells):
                yield row


@contextmanager
def _parts(path: str) -> Iterator[_Parts]:
    """Open a package and give what yields the elements of one of its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower(): name for name in archive.namelist()}

            def read(part: str, name: str, root: str) -> Iterator[Element]:
                if part.lower() not in names:
                    return
                with archive.open(names[part.lower()]) as stream:
                    yield from elements(
                        cast("BinaryIO", stream),
                        path,
                        frozenset({name}),
                        frozenset({root}),
                        _LIMITS,
                    )

            yield read
    except FileNotFoundError:
        raise FormatError("no such file", path, hint="Check the name and the folder") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RecursionError):
            raise
        raise FormatError("is a damaged or protected workbook", path, hint=_HINT) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FormatError(f"cannot be read: {reason}", path, hint="Check the file") from None


def _sheet(parts: _Parts, path: str) -> tuple[str, list[str]]:
    """Return the part that holds the first sheet, and the names of the other visible ones."""
    sheets = [
        sheet
        for sheet in parts("xl/workbook.xml", "sheet", "workbook")
        if sheet.attributes.get("state", "visible") == "visible"
    ]
    if not sheets:
        raise FormatError("is no Excel workbook with a sheet", path, hint=_HINT)
    wanted = next(
        (value for key, value in sheets[0].attributes.items() if key.rpartition(":")[2] == "id"), ""
    )
    for relation in parts("xl/_rels/workbook.xml.rels", "Relationship", "Relationships"):
        if relation.attributes.get("Id") == wanted:
            target = relation.attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part, [sheet.attributes.get("name", "") for sheet in sheets[1:]]
    raise FormatError("is a workbook whose first sheet is missing", path, hint=_HINT)


def _strings(parts: _Parts) -> list[str]:
    return [_rich(item) for item in parts("xl/sharedStrings.xml", "si", "sst")]


def _rich(element: Element) -> str:
    """Return the text of a string item, of all its runs, without readings (``rPh``, furigana)."""
    texts: list[str] = []
    for item in element.content:
        if isinstance(item, str):
            continue
        if item.name == "t":
            texts.append(item.text())
        elif item.name == "r":
            texts += [run.text() for run in item.children("t")]
    return _usual("".join(texts))


def _usual(text: str) -> str:
    return _UNUSUAL.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _text(cell: Element, strings: list[str]) -> str | None:
    """Return a cell's text, None where it is a formula without a result."""
    kind = cell.attributes.get("t", "n")
    if kind == "inlineStr":
        return "".join(_rich(item) for item in cell.children("is"))
    value = next((item.text() for item in cell.children("v")), None)
    if not value and kind != "str":
        return None if any(cell.children("f")) else ""
    value = value or ""
    if kind == "s":
        index = _number(value, 0) if value.strip() != "0" else 0
        return strings[index] if 0 <= index < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    return _usual(value) if kind == "str" else value


def _number(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


def _column(reference: str, otherwise: int) -> int:
    """Return the number of the column in ``B12``, from 1 on."""
    number = 0
    for letter in reference.upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number if 1 <= number <= _COLUMNS else min(otherwise, _COLUMNS)
