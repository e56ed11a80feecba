"""Units as a table: tab- and comma-separated values, and the columns every table has.

The text of a cell is exact; docs/reference/tables.md says what a spreadsheet makes of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Final

from tmkit.errors import FormatError
from tmkit.files import decode, read_bytes
from tmkit.formats import _columns, props
from tmkit.formats._pairs import Warn
from tmkit.formats._rows import Row, delimiter_of, rows, tab_rows, unescaped
from tmkit.formats.about import About, WriteReport
from tmkit.model import Origin, Segment, TranslationUnit

COLUMNS: Final = (
    "id",
    "source",
    "target",
    "confidence",
    "status",
    "reasons",
    "source_place",
    "target_place",
    "note",
)

_BLOCK: Final = 1000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TSV_SPECIAL: Final = re.compile(r"[\\\t\n\r]")
_TSV_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TSV_UNESCAPES: Final = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def row(unit: TranslationUnit) -> tuple[str, ...]:
    """Return the cells of a unit in the order of :data:`COLUMNS`."""
    return (
        unit.id,
        unit.source.text,
        unit.target.text,
        props.value(unit, props.CONFIDENCE),
        props.value(unit, props.STATUS),
        props.value(unit, props.REASONS),
        place(unit, props.SOURCE, unit.source),
        place(unit, props.TARGET, unit.target),
        unit.note,
    )


def place(unit: TranslationUnit, name: str, segment: Segment) -> str:
    """Return where a text stands, as ``name:line``: the property's word, else the origin's."""
    stated = props.value(unit, name)
    if stated or segment.origin is None:
        return stated
    return str(segment.origin)


def write_tsv(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    r"""Write tab-separated values: UTF-8 without a BOM, LF, no quoting, one unit a line.

    A backslash, tab, LF or CR in a text is written ``\\``, ``\t``, ``\n``, ``\r``:
    :func:`unescape_tsv` gives the text back. A lone surrogate, which UTF-8 cannot hold, becomes
    U+FFFD and is counted in the report.
    """
    del about
    return _write(stream, units, tsv_lines)


def write_csv(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write comma-separated values (RFC 4180): CRLF, and UTF-8 with a BOM, as Excel wants it.

    Texts are exact, also those that begin with ``=``. A lone surrogate becomes U+FFFD and is
    counted in the report.
    """
    del about
    stream.write(b"\xef\xbb\xbf")
    return _write(stream, units, _csv_lines)


def unescape_tsv(cell: str) -> str:
    """Return the text of a cell that :func:`write_tsv` wrote."""
    return re.sub(r"\\([\\tnr])", lambda match: _TSV_UNESCAPES[match[1]], cell)


def _write(
    stream: BinaryIO,
    units: Iterable[TranslationUnit],
    lines: Callable[[Iterable[tuple[str, ...]]], str],
) -> WriteReport:
    count = replaced = 0
    first: Origin | None = None
    block: list[tuple[str, ...]] = [COLUMNS]
    for unit in units:
        count += 1
        cells = row(unit)
        lost = sum(len(_SURROGATE.findall(cell)) for cell in cells)
        if lost:
            cells = tuple(_SURROGATE.sub("\ufffd", cell) for cell in cells)
            replaced += lost
            first = first or unit.source.origin or unit.target.origin
        block.append(cells)
        if len(block) >= _BLOCK:
            stream.write(lines(block).encode())
            block.clear()
    stream.write(lines(block).encode())
    return WriteReport(count, replaced, first_changed=first)


def tsv_lines(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows of cells as lines of tab-separated values, escaped as :func:`write_tsv` says."""
    return "".join("\t".join(map(_escape_tsv, cells)) + "\n" for cells in rows)


def _escape_tsv(cell: str) -> str:
    return _TSV_SPECIAL.sub(lambda match: _TSV_ESCAPES[match[0]], cell)


def _csv_lines(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


# --------------------------------------------------------------------------------------- reading


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of a CSV or TSV file, one a row, every text with its line and column.

    What tmkit wrote comes back exactly. In the tables of others the columns are told by their names
    or by ``columns``, see :func:`tmkit.formats._columns.units`; other columns become properties. A
    row without a translation has an empty target and the property ``x-tmkit-untranslated``.

    ``warn`` is told of each row left out. Raise FormatError for what is no table of two texts,
    ConfigError for a column that is not there.
    """
    data = read_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        raise FormatError("is a workbook, not a text table", path, hint="Name it .xlsx")
    text, _ = decode(data, path, encoding)
    if not text.strip():
        return iter(())
    if text.startswith("\t".join(COLUMNS) + "\n"):  # tmkit's own
        found: Iterator[Row] = (
            Row([unescaped(cell) for cell in row.cells], row.line)
            for row in tab_rows(text, quotes=False)
        )
    else:
        found = rows(text, path, delimiter_of(text, path), warn)
    return _columns.units(found, path, (source_lang, target_lang), columns, warn)
