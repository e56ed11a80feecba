"""The table of texts that are in no unit: no counterpart, or left out when the file was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Literal

from tmkit.formats.table import tsv_lines
from tmkit.model import Origin

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
COLUMNS: Final = ("side", "place", "kind", "reason", "text")


@dataclass(frozen=True, slots=True)
class Row:
    """One text. ``reason`` is the reader's for a text that it left out, else empty."""

    side: Literal["source", "target"]
    kind: Literal["unmatched", "below-confidence", "left-out"]
    text: str
    origin: Origin | None = field(default=None, compare=False)
    reason: str = ""


def write_rows(stream: BinaryIO, rows: Iterable[Row]) -> int:
    """Write the rows as tab-separated values (as docs/reference/tables.md), return how many."""
    cells = [(row.side, str(row.origin or ""), row.kind, row.reason, row.text) for row in rows]
    text = tsv_lines([COLUMNS, *cells])
    stream.write(_SURROGATE.sub("\ufffd", text).encode())
    return len(cells)
