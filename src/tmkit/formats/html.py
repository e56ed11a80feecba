"""A saved web page: the text of its main part; all else is listed with the reason it was left out.

The encoding is the one asked for, else the byte order mark's, else what the page declares, read
as browsers do (Shift_JIS means cp932), unless the bytes contradict it. Each block element, and
each stretch between two ``<br>``, is a paragraph. The readings of ruby are left out, its base
text stays. Lines are those of the HTML source.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from tmkit.encoding import codec
from tmkit.errors import FormatError
from tmkit.files import decode, split_lines
from tmkit.formats._html_blocks import Page, walk
from tmkit.formats._html_main import reasons
from tmkit.model import Document, Omission, Origin, Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 100 << 20  # a tree takes about ten times this much memory
_CHARSET = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:body|html)\b[^>]{0,80}>", re.IGNORECASE)
_HEAD = 16384  # a declaration further down is not looked for: browsers stop at 1024


def read(data: bytes, path: str, lang: str, encoding: str | None = None) -> Document:
    """Return the main text of a web page.

    Raises FormatError where it cannot be decoded, or is larger or deeper than any page is.
    """
    if len(data) > MAX_BYTES:
        hint = "Save the part you need as a page of its own"
        raise FormatError(f"larger than {MAX_BYTES >> 20} MiB for a web page", path, hint=hint)
    text, shown = _decode(data, path, encoding)
    source = "\n".join(split_lines(text))
    page = walk(_parse(source, path), source, path, lang)
    found = reasons(page)
    kept = tuple(block.paragraph for block, why in zip(page.blocks, found, strict=True) if not why)
    omitted = [*page.omitted, *_furniture(page, found)]
    omitted.sort(key=_position)
    return Document(path, lang, kept, "html", shown, tuple(omitted))


def fragment(
    source: str, path: str, lang: str, first_line: int
) -> tuple[list[Paragraph], list[Omission]]:
    """Return the paragraphs and omissions of a piece of HTML that stands in another text.

    All of it is text; ``first_line`` is the line on which it begins.
    """
    page = walk(_parse(source, path), source, path, lang, first_line)
    return [block.paragraph for block in page.blocks], page.omitted


def _decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str]:
    bom = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    declared = _DECLARED.search(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
    if encoding is not None or bom or declared is None:
        return decode(data, path, encoding)
    name = codec(declared.group(1).decode("ascii", "replace"))
    if name is None or name.startswith("utf"):  # that UTF-16 is no UTF-16: one could read the meta
        return decode(data, path)
    try:
        # A browser that saves a page may re-code it and leave the old declaration behind.
        if not data.isascii():
            return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return decode(data, path, name)
    except FormatError:
        return decode(data, path)


def _parse(source: str, path: str) -> _Element:
    from lxml import html
    from lxml.etree import ParserError

    # No entity is declared by HTML, and libxml2's HTML parser reads no DTD: nothing to expand.
    # huge_tree lifts the depth from 256 to 2048 elements; deeper text would be lost in silence.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    # libxml2 drops whatever follows the end of the body; browsers show it. Spaces keep the places.
    source = _CLOSING.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError, AssertionError):
        raise FormatError("holds no text", path, hint="Save the page again") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        hint = "Open it in a browser, select all, and save the text"
        raise FormatError("its elements are nested too deep", path, hint=hint)
    return root


def _furniture(page: Page, found: list[str]) -> list[Omission]:
    """Return the blocks that were left out, those of one reason and one place together."""
    omitted: list[Omission] = []
    numbered = groupby(zip(page.blocks, found, strict=True), key=lambda pair: pair[1])
    for reason, group in numbered:
        if reason:
            paragraphs = [block.paragraph for block, _ in group]
            origin = paragraphs[0].place(0, page.path)
            omitted.append(Omission("\n".join(p.text for p in paragraphs), reason, origin))
    return omitted


def _position(omission: Omission) -> tuple[int, int]:
    origin = omission.origin or Origin("", 0)
    return origin.line, origin.column
