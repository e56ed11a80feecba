"""Keys of texts with the way back: where in the text each character of the key comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# What NFKC joins to the character before it: combining marks, and the half-width voicing marks.
_PIECE: Final = re.compile(
    r"\s+|.[\uff9e\uff9f\u3099\u309a\u0300-\u036f\u200d\ufe00-\ufe0f]*", re.DOTALL
)
_UNEVEN: Final = re.compile(r"\s\s|[^\S ]")


@dataclass(frozen=True, slots=True)
class Folded:
    """The key of a text; character ``i`` of it comes from ``starts[i]`` up to ``ends[i]``.

    Both are None where key and text have the same offsets.
    """

    key: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of the text that a stretch of the key, not empty, comes from.

        None where it begins or ends within what one character became: 株 within ㈱.
        """
        if self.starts is None or self.ends is None:
            return start, end
        starts = self.starts
        cut_before = start > 0 and starts[start - 1] == starts[start]
        cut_after = end < len(starts) and starts[end - 1] == starts[end]
        return None if cut_before or cut_after else (starts[start], self.ends[end - 1])


def folded(text: str) -> Folded:
    """Return a text's key (NFKC, case folded, white space runs as one space) with its offsets.

    Unlike :func:`tmkit.language.fold` it keeps the edges.
    """
    key = text.casefold()
    plain = text.isascii() or unicodedata.is_normalized("NFKC", text)
    if plain and len(key) == len(text) and _UNEVEN.search(key) is None:
        return Folded(key)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(text):
        part = " " if piece[0].isspace() else unicodedata.normalize("NFKC", piece[0]).casefold()
        parts.append(part)
        starts.extend([piece.start()] * len(part))
        ends.extend([piece.end()] * len(part))
    return Folded("".join(parts), starts, ends)
