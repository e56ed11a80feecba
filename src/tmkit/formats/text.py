"""Plain text: a line that is not blank is a paragraph, unless the file is hard-wrapped.

White space at the edges (indents, U+3000, tabs) is not part of a paragraph; all else is, exactly
as it stands. In a file whose lines were broken to a width, as in mail or old e-texts, the lines
of a paragraph are joined: by a space in English, by nothing in Japanese.
"""

from __future__ import annotations

from tmkit.files import decode, split_lines
from tmkit.formats._lines import blocks, paragraphs
from tmkit.model import Document


def read(data: bytes, path: str, lang: str, encoding: str | None = None) -> Document:
    """Return the paragraphs of a plain text; raises FormatError where it cannot be decoded."""
    text, shown = decode(data, path, encoding)
    found = blocks(split_lines(text))
    return Document(path, lang, tuple(paragraphs(found, lang)), "text", shown)
