"""A Word document (DOCX, ECMA-376-1 WordprocessingML): its text as it stands with all changes made.

Inserted text is in, deleted and moved-away text is out. Tables are read cell by cell, text boxes
after the paragraph that holds them, footnotes and endnotes at the end. A line break within a
paragraph ends it, as a line end does in a text file. Left out and listed: page headers and
footers, comments, the table of contents, readings of ruby, hidden text, descriptions of pictures.

A DOCX has no lines: a mark's line is the number of the paragraph in the document, every paragraph
counted (empty ones and those in tables too), its column the character in that paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tmkit.formats._docx_parts import Package, child, is_on, kind_of, local, open_package, value
from tmkit.formats._recognise import by_content
from tmkit.formats._runs import Run
from tmkit.model import Document, Omission, Origin, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = {"del": "deleted text", "moveFrom": "moved text"}
_TEXT = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "tab": "\t", "ptab": "\t"}
_SKIPPED = {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText", "delInstrText"}


@dataclass(slots=True)
class _Reading:
    path: str
    package: Package
    run: Run
    paragraphs: list[Paragraph] = field(default_factory=list)
    omitted: list[Omission] = field(default_factory=list)
    number: int = 0  # of the paragraph
    column: int = 1
    fields: list[bool] = field(default_factory=list)  # of each open field: whether its result began
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # footnote or endnote, id

    def omit(self, text: str, reason: str) -> None:
        if text.strip():
            origin = Origin(self.path, max(self.number, 1), self.column)
            self.omitted.append(Omission(text.strip(), reason, origin))


def read(data: bytes, path: str, lang: str, encoding: str | None = None) -> Document:  # noqa: ARG001
    """Return the text of a Word document.

    ``encoding`` is ignored: the format says it itself. Raises FormatError for a damaged or
    protected file, and for what is not a Word document.
    """
    by_content(data, path)  # says what it is instead, and how to make a DOCX of it
    package = open_package(data, path)
    reading = _Reading(path, package, Run(lang))
    _blocks(package.body, reading, "body")
    _notes(reading)
    for reason, root in package.others:
        for part in [root] if reason != "comment" else root:
            reading.omit(_plain(part), reason)
    return Document(path, lang, tuple(reading.paragraphs), "docx", None, tuple(reading.omitted))


def _blocks(container: _Element, reading: _Reading, kind: ParagraphKind) -> None:
    """Read what stands among paragraphs: paragraphs, tables, and whatever wraps them."""
    for element in container:
        name = local(element)
        if name == "p":
            _paragraph(element, reading, kind)
        elif name in _GONE:
            reading.omit(_plain(element), _GONE[name])
        elif name == "tr" and child(element, "trPr", "del") is not None:
            reading.omit(_plain(element), "deleted text")
        elif name == "tc":
            _blocks(element, reading, "cell")
        elif name == "altChunk":
            part = reading.package.files.get(value(element, "id") or "", "")
            reading.omit(part, "embedded file")
        elif name == "AlternateContent":
            _blocks(_choice(element), reading, kind)
        elif name not in _SKIPPED:
            _blocks(element, reading, kind)


def _paragraph(element: _Element, reading: _Reading, around: ParagraphKind) -> None:
    reading.number += 1
    reading.column = 1
    properties = child(element, "pPr")
    kind = kind_of(properties, reading.package.styles)
    if kind is None:
        reading.omit(_plain(element), "table of contents")
        _fields(element, reading)
        return
    if kind == "body" or (kind == "item" and around == "cell"):
        kind = around
    boxes, reading.boxes = reading.boxes, []
    _inline(element, reading, kind)
    # A deleted paragraph mark (17.13.5.15) joins the paragraph to the next one.
    if child(properties, "rPr", "del") is None:
        _take(reading, kind)
    held, reading.boxes = reading.boxes, boxes
    for box in held:
        run, reading.run = reading.run, Run(reading.run.lang)
        _blocks(box, reading, "body")
        reading.run = run


def _take(reading: _Reading, kind: ParagraphKind) -> None:
    paragraph = reading.run.take(kind)
    if paragraph is not None:
        reading.paragraphs.append(paragraph)


def _inline(container: _Element, reading: _Reading, kind: ParagraphKind) -> None:
    """Read what stands in a paragraph. The depth is bounded by the parser's limit, 256."""
    for element in container:
        name = local(element)
        if name in {"t", *_TEXT}:
            text = re.sub(r"\s*[\r\n]\s*", " ", element.text or "")  # XML's line breaks, not Word's
            _add(_TEXT.get(name) or text, reading)
        elif name in {"br", "cr"}:
            _take(reading, kind)
            reading.column += 1
        elif name in _GONE:
            reading.omit(_plain(element), _GONE[name])
        elif name == "r" and is_on(child(element, "rPr", "vanish")):
            reading.omit(_plain(element), "hidden text")
            _fields(element, reading)
        elif name == "rt":
            reading.omit(_plain(element), "ruby reading")
        elif name == "txbxContent":
            reading.boxes.append(element)
        elif name == "AlternateContent":
            _inline(_choice(element), reading, kind)
        elif name in {"footnoteReference", "endnoteReference"}:
            reading.notes.append((name.removesuffix("Reference"), value(element, "id") or ""))
        elif name == "fldChar":
            _field(element, reading)
        elif name == "sym":
            code = value(element, "char") or ""
            reading.omit(chr(int(code, 16)) if code else "", "symbol")
        elif name == "docPr":
            reading.omit(value(element, "descr") or "", "image description")
        elif name not in _SKIPPED:
            _inline(element, reading, kind)


def _add(text: str, reading: _Reading) -> None:
    if all(reading.fields):
        reading.run.add(text, reading.number, reading.column)
        reading.column += len(text)
    else:
        reading.omit(text, "field code")


def _field(element: _Element, reading: _Reading) -> None:
    """Follow a field (17.16.18): its code is not text, its result is; fields nest."""
    kind = value(element, "fldCharType")
    if kind == "begin":
        reading.fields.append(False)
    elif kind == "separate" and reading.fields:
        reading.fields[-1] = True
    elif kind == "end" and reading.fields:
        reading.fields.pop()


def _fields(element: _Element, reading: _Reading) -> None:
    for part in element.iter():
        if local(part) == "fldChar":
            _field(part, reading)


def _choice(element: _Element) -> _Element:
    """Return the first way in which a content is given (Part 3, 9.3): the others repeat it."""
    chosen = child(element, "Choice")
    fallback = child(element, "Fallback")
    if chosen is not None:
        return chosen
    return fallback if fallback is not None else element


def _plain(element: _Element) -> str:
    """Return all text under ``element``, its paragraphs on lines of their own."""
    parts: list[str] = []
    for part in element.iter():
        name = local(part)
        if name in {"t", "delText"}:
            parts.append(part.text or "")
        elif name in {"br", "cr"} or (name == "p" and parts):
            parts.append("\n")
        elif name in _TEXT and value(part, "pos") is None:  # not a tab stop (17.3.1.37)
            parts.append(_TEXT[name])
    return "".join(parts).strip()


def _notes(reading: _Reading) -> None:
    """Read the notes in the order of their references; one without a reference is listed."""
    found = {
        (local(note), value(note, "id") or ""): note
        for root in reading.package.notes
        for note in root
        if value(note, "type") in {None, "normal"}  # the others are separators (17.11.17)
    }
    for key in dict.fromkeys(reading.notes):
        if key in found:
            _blocks(found.pop(key), reading, "body")
    for note in found.values():
        reading.omit(_plain(note), "note without a reference")
