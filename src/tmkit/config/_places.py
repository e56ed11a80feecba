"""Where in its file a setting stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY: Final = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def _names(dotted: str) -> tuple[str, ...]:
    found = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return tuple(name.strip("\"'") for name in found)


def line_of(lines: Sequence[str], keys: tuple[str | int, ...]) -> int:
    """Return the line of a key or table, 0 where the file writes it in a way not looked for."""
    wanted = tuple(key for key in keys if isinstance(key, str))
    entry = next((key for key in keys if isinstance(key, int)), None)
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    best = 0
    for number, line in enumerate(lines, start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _names(header[2])
            counts[table] = counts.get(table, -1) + 1
            here = table
        elif key:
            here = (*table, *_names(key[1]))
        else:
            continue
        if here == wanted[: len(here)] and (entry is None or counts.get(table, 0) == entry):
            best = number
            if here == wanted:
                return number
        elif header and table[: len(wanted)] == wanted and entry is None:
            return number
    return best
