"""Formats: one module each, a pair of read and write where a format has both.

:data:`FORMATS` is the table of the documents that can be aligned. A new one is a module with a
``read`` function, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Final, TypeAlias, cast

from tmkit.errors import ConfigError, FormatError
from tmkit.files import read_bytes
from tmkit.formats._recognise import by_content, has_tags
from tmkit.model import Document

Read: TypeAlias = Callable[[bytes, str, str, str | None], Document]


@dataclass(frozen=True, slots=True)
class Reader:
    """A document format: its file name extensions, and the module whose ``read`` reads it.

    The module is loaded when it is wanted: lxml and markdown-it take a tenth of a second.
    """

    extensions: tuple[str, ...]
    module: str

    def load(self) -> Read:
        """Return the function that reads the format."""
        return cast("Read", import_module(self.module).read)


FORMATS: Final = {
    "text": Reader((".txt", ".text"), "tmkit.formats.text"),
    "markdown": Reader((".md", ".markdown", ".mkd", ".mdown", ".mdx"), "tmkit.formats.markdown"),
    "html": Reader((".html", ".htm", ".xhtml", ".xht"), "tmkit.formats.html"),
    "docx": Reader((".docx", ".docm", ".dotx", ".dotm"), "tmkit.formats.docx"),
}


def read_document(
    path: str,
    lang: str,
    *,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002
) -> Document:
    """Return the document in the file ``path`` (``-`` for the standard input).

    What the bytes say beyond doubt (a Word document, a web page) counts more than the name's
    extension; an unknown extension means plain text. ``format``, a key of :data:`FORMATS`,
    overrides both. Raises FormatError where the file cannot be read or holds no text, ConfigError
    for an unknown ``format`` or ``encoding``.
    """
    if format is not None and format not in FORMATS:
        raise ConfigError(f"unknown format '{format}'", f"Known are {', '.join(FORMATS)}")
    data = read_bytes(path)
    document = FORMATS[format or format_of(data, path)].load()(data, path, lang, encoding)
    if not document.paragraphs:
        left_out = sorted({omission.reason for omission in document.omitted})
        hint = f"All of it was left out as: {', '.join(left_out)}" if left_out else ""
        raise FormatError("holds no text", path, hint=hint or "Is it the file you mean?")
    return document


def format_of(data: bytes, path: str) -> str:
    """Return the key of the format that ``data`` is in, by its bytes, then by its name.

    Raises FormatError for kinds that cannot be read (PDF, RTF, .doc …), with the way out.
    """
    found = by_content(data, path)
    if found is not None:
        return found
    extension = PurePath(path).suffix.lower()
    named = next((key for key, reader in FORMATS.items() if extension in reader.extensions), "text")
    # A name may promise more than the bytes hold: text that was called .docx or .html is text.
    return "text" if named == "docx" or (named == "html" and not has_tags(data)) else named
