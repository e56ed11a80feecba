"""TMX as it stands: header and units with all that is in them, in any number of languages.

The lossless level beneath :mod:`tmkit.formats.tmx`. A file is its root (the header inside) and what
its body holds, one after another, in constant memory. Nothing is judged: a ``seg`` inside a
``prop``, ``lang`` instead of ``xml:lang``, a note after a variant, comments and blank lines are
kept where they are. Of the DOCTYPE only its name and address are kept.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Literal

from tmkit.errors import FormatError
from tmkit.formats._xml import CHUNK, LIMITS, Element, Limits, Parse, open_stream

ROOTS: Final = frozenset({"tmx"})
COMMENT: Final = "#comment"  # an element of this name has the attribute text
INSTRUCTION: Final = "#instruction"  # <?target text?>


@dataclass(slots=True)
class Memory:
    """A TMX file that is being read.

    ``root`` is ``<tmx>`` with what is in it: ``<header>`` and an empty ``<body>`` from the start,
    what follows the body once ``nodes`` is exhausted. ``nodes`` are the children of the body:
    ``<tu>`` elements, comments, and the white space between.
    """

    root: Element
    nodes: Iterator[str | Element]
    doctype: tuple[str, str] | None = None  # system and public identifier
    before: list[Element] = field(default_factory=list)  # comments before the root
    after: list[Element] = field(default_factory=list)

    @property
    def header(self) -> Element:
        """The header; an empty one for a file that has none."""
        return next(self.root.children("header"), Element("header", {}, self.root.line))

    @property
    def source_lang(self) -> str:
        """The language of the originals as the header tells it; "" for none or ``*all*``."""
        lang = self.header.attributes.get("srclang", "").strip()
        return "" if lang == "*all*" else lang.replace("_", "-")


@contextmanager
def open_memory(path: str, limits: Limits = LIMITS) -> Iterator[Memory]:
    """Open a TMX file (``-`` for the standard input; gzip and zip are unpacked) for reading.

    Raise FormatError, here or from ``nodes``, with the line, for what cannot be read as TMX.
    """
    with open_stream(path, ".tmx") as stream:
        reading = _Reading(Parse(chunk := stream.read(CHUNK), path, limits))
        pieces = iter(lambda: stream.read(CHUNK), b"")

        def nodes() -> Iterator[str | Element]:
            yield from reading.taken()
            for piece in pieces:
                reading.parse.feed(piece)
                yield from reading.taken()
            reading.parse.finish()
            yield from reading.taken()

        while chunk and not reading.inside:
            reading.parse.feed(chunk)
            if not reading.inside:
                chunk = next(pieces, b"")
        if not reading.inside:
            reading.parse.finish()
            raise FormatError("has no body", path, reading.parse.parser.CurrentLineNumber)
        assert reading.root is not None  # noqa: S101 # the body is in it
        yield Memory(reading.root, nodes(), reading.doctype, reading.before, reading.after)


class _Reading:
    """The handlers that build the root without the children of its body."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.inside = False  # whether the body was reached
        self.root: Element | None = None
        self.doctype: tuple[str, str] | None = None
        self.before: list[Element] = []
        self.after: list[Element] = []
        self._stack: list[Element] = []
        self._body: Element | None = None
        self._done: list[str | Element] = []
        parser = parse.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._aside(COMMENT, {"text": text})
        parser.ProcessingInstructionHandler = lambda target, text: self._aside(
            INSTRUCTION, {"target": target, "text": text}
        )
        parser.StartDoctypeDeclHandler = self._doctype
        parse.since = 0

    def taken(self) -> list[str | Element]:
        """Return what the body held since the last call."""
        done, self._done = self._done, []
        return done

    def _doctype(self, _name: str, system: str | None, public: str | None, _has: bool) -> None:
        self.doctype = (system or "", public or "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, name = name.rpartition(":")
        stack, parse = self._stack, self.parse
        parse.check(name, len(stack) + 1, ROOTS)
        element = Element(name, attributes, parse.parser.CurrentLineNumber, [], prefix)
        if not stack:
            self.root = element
        elif stack[-1] is self._body:
            parse.since = parse.parser.CurrentByteIndex
        else:
            stack[-1].content.append(element)
        stack.append(element)
        if len(stack) == 2 and name == "body" and self._body is None:
            self._body, self.inside = element, True
            parse.since = -1

    def _end(self, _name: str) -> None:
        element = self._stack.pop()
        if self._stack and self._stack[-1] is self._body:
            self._done.append(element)
            self.parse.since, self.parse.moved = -1, True

    def _text(self, text: str) -> None:
        self._keep(text)

    def _keep(self, item: str | Element) -> None:
        if self._stack[-1] is self._body:
            self._done.append(item)
        else:
            self._stack[-1].content.append(item)

    def _aside(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, self.parse.parser.CurrentLineNumber)
        if self._stack:
            self._keep(element)
        else:
            (self.before if self.root is None else self.after).append(element)


# ------------------------------------------------------------------------------------------ views


def entries(memory: Memory) -> Iterator[Element]:
    """Yield the units, ``<tu>``, leaving out what stands between them."""
    return (node for node in memory.nodes if not isinstance(node, str) and node.name == "tu")


def variants(unit: Element) -> list[tuple[str, Element]]:
    """Return the language tag and the ``<tuv>`` of each variant, in order."""
    return [
        # lang without a prefix is TMX 1.1's.
        (tag(tuv.attributes.get("xml:lang") or tuv.attributes.get("lang", "")), tuv)
        for tuv in unit.children("tuv")
    ]


def tag(text: str) -> str:
    """Return a language tag with hyphens: EN_US is what some tools write."""
    return text.strip().replace("_", "-")


def notes(element: Element) -> tuple[str, ...]:
    """Return the notes of a header, a unit or a variant."""
    return tuple(note.text() for note in element.children("note"))


def properties(element: Element) -> tuple[tuple[str, str], ...]:
    """Return type and value of the properties of a header, a unit or a variant."""
    return tuple(
        (prop.attributes.get("type", ""), prop.text()) for prop in element.children("prop")
    )


def segment(variant: Element) -> Element | None:
    """Return the ``<seg>`` of a variant, None for one without, which is not valid."""
    return next(variant.children("seg"), None)


# ---------------------------------------------------------------------------------------- writing

Encoding = Literal["utf-8", "utf-16"]


def encoder(encoding: Encoding) -> Callable[[str], bytes]:
    """Return what turns one piece after another into bytes. UTF-16 begins with its mark."""
    if encoding == "utf-8":
        return lambda text: text.encode()
    incremental = codecs.getincrementalencoder("utf-16-le")()
    started = False

    def encode(text: str) -> bytes:
        nonlocal started
        mark, started = "" if started else "\ufeff", True
        return incremental.encode(mark + text)

    return encode


def write_memory(
    stream: BinaryIO,
    memory: Memory,
    nodes: Iterable[str | Element] | None = None,
    encoding: Encoding = "utf-8",
) -> None:
    """Write a memory as it was read, or with other ``nodes`` in its body.

    Read and written, a file is the same by Canonical XML; its bytes may differ (CDATA, quotes,
    character references, the inside of the DOCTYPE).
    """
    encode = encoder(encoding)
    root = memory.root
    body = next(root.children("body"))
    before, place = root.content, root.content.index(body) + 1
    stream.write(encode(declarations(memory, encoding) + opening(root)))
    stream.write(encode("".join(map(verbatim, before[: place - 1])) + opening(body)))
    stream.writelines(encode(verbatim(node)) for node in (memory.nodes if nodes is None else nodes))
    # Only now has the root what follows the body.
    rest = "".join(map(verbatim, root.content[place:]))
    ends = f"{closing(body)}{rest}{closing(root)}\n"
    stream.write(encode(ends + "".join(f"{verbatim(node)}\n" for node in memory.after)))


def declarations(memory: Memory, encoding: Encoding) -> str:
    """Return what stands before the root."""
    lines = [f'<?xml version="1.0" encoding="{encoding.upper()}"?>\n']
    if memory.doctype is not None:
        lines.append(_doctype(*memory.doctype, qualified(memory.root)))
    lines += (f"{verbatim(node)}\n" for node in memory.before)
    return "".join(lines)


def _doctype(system: str, public: str, name: str) -> str:
    quoted = f"'{system}'" if '"' in system else f'"{system}"'
    if public:
        return f'<!DOCTYPE {name} PUBLIC "{public}" {quoted}>\n'
    return f"<!DOCTYPE {name} SYSTEM {quoted}>\n" if system else f"<!DOCTYPE {name}>\n"


def qualified(element: Element) -> str:
    """Return the name with its prefix."""
    return f"{element.prefix}:{element.name}" if element.prefix else element.name


def opening(element: Element, end: str = ">") -> str:
    """Return the start tag, its attributes in their order."""
    given = "".join(f' {name}="{_value(value)}"' for name, value in element.attributes.items())
    return f"<{qualified(element)}{given}{end}"


def closing(element: Element) -> str:
    """Return the end tag."""
    return f"</{qualified(element)}>"


def verbatim(node: str | Element, newline: str = "\n") -> str:
    """Return a node as XML, its line breaks as they are or as ``newline`` has them."""
    if isinstance(node, str):
        text = node.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        # A bare CR would be read as LF (XML 1.0, 2.11).
        return text.replace("\r", "&#13;").replace("\n", newline)
    if node.name == COMMENT:
        return f"<!--{node.attributes['text']}-->"
    if node.name == INSTRUCTION:
        return f"<?{node.attributes['target']} {node.attributes['text']}?>"
    if not node.content:
        return opening(node, "/>")
    inside = "".join([verbatim(item, newline) for item in node.content])
    return f"{opening(node)}{inside}{closing(node)}"


_SPECIAL: Final = re.compile('[&<>"\t\n\r]')


def _value(text: str) -> str:
    # What was read is XML; white space in an attribute would be read as a space (3.3.3).
    return _SPECIAL.sub(lambda found: _REFERENCES[found[0]], text)


_REFERENCES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
