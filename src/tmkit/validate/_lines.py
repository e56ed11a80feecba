"""Text files by lines and cells, each with its place, as the checks of tables need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tmkit import files
from tmkit.encoding import codec
from tmkit.errors import FormatError

_WORKBOOK: Final = b"PK\x03\x04"
_CONTROLS: Final = {*range(9), *range(11, 13), *range(14, 32), 127}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file, with its place in characters and in UTF-8 bytes."""

    text: str
    line: int
    column: int
    offset: int

    @property
    def end(self) -> int:
        """The offset after the cell."""
        return self.offset + len(self.text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Line:
    r"""A line without its end, which is ``\n``, ``\r\n``, ``\r`` or nothing."""

    text: str
    number: int
    offset: int
    end: str


def read_table(path: str, encoding: str | None) -> tuple[str, str]:
    """Return a text file's content without its mark, and the encoding as people know it."""
    data = files.read_bytes(path)
    if data.startswith(_WORKBOOK):
        hint = "Mend it in a spreadsheet, or save it as CSV UTF-8"
        raise FormatError("is a workbook", path, hint=hint)
    return files.decode(data, path, encoding)


def is_workbook(path: str) -> bool:
    """Return whether a file is a workbook or another zip archive, by its first bytes."""
    try:
        with Path(path).open("rb") as file:
            return file.read(4) == _WORKBOOK
    except OSError:
        return False  # whoever reads it says why


def lines(text: str) -> Iterator[Line]:
    """Yield the lines with their places."""
    offset = number = at = 0
    carriage = "\r" in text
    while at < len(text):
        ends = (text.find("\n", at), text.find("\r", at) if carriage else -1)
        stop = min((cut for cut in ends if cut >= 0), default=len(text))
        end = "\r\n" if text.startswith("\r\n", stop) else text[stop : stop + 1]
        number += 1
        yield Line(text[at:stop], number, offset, end)
        offset += len(text[at:stop].encode("utf-8", "surrogatepass")) + len(end)
        at = stop + len(end)


def tab_cells(line: Line) -> list[Cell]:
    """Return the cells of a line between tabs."""
    cells, column, offset = [], 0, line.offset
    for text in line.text.split("\t"):
        cells.append(Cell(text, line.number, column, offset))
        column += len(text) + 1
        offset += len(text.encode("utf-8", "surrogatepass")) + 1
    return cells


def control(text: str) -> str:
    """Return the first control character of a text, which tables cannot mean, or nothing."""
    return next((c for c in text if ord(c) in _CONTROLS), "")


def write_table(path: str, text: str, encoding: str) -> None:
    """Write the text back in the encoding that :func:`read_table` told, with its mark.

    Raise FormatError where that encoding lacks a character.
    """
    mark = "\ufeff" if "BOM" in encoding or encoding.startswith(("UTF-16", "UTF-32")) else ""
    name = codec(encoding.removesuffix(" with BOM")) or "utf-8"
    try:
        data = (mark + text).encode(name)
    except UnicodeEncodeError as error:
        what = text[error.start - len(mark)]
        hint = "Save the file as UTF-8 first"
        raise FormatError(f"{encoding} has no {what!r}", path, hint=hint) from None
    with files.write_atomic(path) as stream:
        stream.write(data)
