"""Every tag of an XML file with its place, for those who judge the file instead of its content.

Where :func:`tmkit.formats._xml.elements` gives the elements that a reader wants and stops at the
first fault, this gives all of them, in order, each with line, column and offset, and goes on as
long as there is a way to: a character that XML cannot hold is told and passed over. The same
bounds hold, and the same refusal of entities.

Offsets count bytes of the file's text in UTF-8, whatever its encoding: see :class:`Source`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final, Literal
from xml.parsers import expat

from tmkit.errors import FormatError
from tmkit.formats._unpack import Readable, open_stream
from tmkit.formats._xml import LIMITS, Limits, malformed, refuse_amplifiers

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"
_CHUNK: Final = 1 << 16
_TOKEN: Final = 1 << 20  # bytes of one tag, comment or declaration


@dataclass(slots=True)
class Start:
    """A start tag: its local name, its namespace, its attributes as written, and its place."""

    name: str
    uri: str
    prefix: str
    attributes: dict[str, str]
    line: int
    column: int
    offset: int


@dataclass(slots=True)
class End:
    """An end tag. For ``<x/>`` the offset is that of what follows."""

    name: str
    line: int
    column: int
    offset: int


@dataclass(slots=True)
class Text:
    """Characters between two tags."""

    data: str
    line: int


FlawKind = Literal["character", "declaration", "mark", "unsafe", "malformed"]


@dataclass(slots=True)
class Flaw:
    """What is wrong with the XML itself. After ``unsafe`` and ``malformed`` nothing follows.

    ``length`` counts the bytes at ``offset`` that are meant, ``repair`` is what to put there.
    """

    kind: FlawKind
    message: str
    line: int
    column: int
    offset: int = 0
    length: int = 0
    repair: bytes | None = None


Event = Start | End | Text | Flaw


# ------------------------------------------------------------------------------------- encodings


@dataclass(slots=True)
class Source:
    """How a file's bytes become UTF-8: the codec, the byte order mark, and what is declared.

    ``declared`` is the name in the XML declaration, empty where there is none, and ``span`` where
    it stands, in the UTF-8 text without its mark.
    """

    codec: str
    mark: bytes
    declared: str = ""
    span: tuple[int, int] = (0, 0)
    markless: bool = False  # UTF-16 without the mark that it needs


_DECLARATION: Final = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE: Final = {"utf-16", "utf-16le", "utf-16be", "utf-32", "ucs-2", "iso-10646-ucs-2", "unicode"}
_NARROW: Final = {"utf-8", "utf8", "us-ascii", "ascii", "iso-646", ""}
# Windows writes cp932 under every name of Shift_JIS.
_SAME: Final = {"shift_jis": "cp932", "iso8859-1": "cp1252"}
_ALIASES: Final = {"windows-31j": "cp932", "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext"}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def source_of(head: bytes, path: str) -> Source:
    """Return how to read a file that begins with ``head``.

    Raise FormatError for an encoding that is not known.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            text = head[len(mark) :].decode(name, "ignore").encode()
            return _with_declaration(Source(name, mark), text)
    for start, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if head.startswith(start):
            text = head.decode(name, "ignore").encode()
            return _with_declaration(Source(name, b"", markless=True), text)
    source = _with_declaration(Source("utf-8", b""), head)
    declared = source.declared.lower()
    if declared in _NARROW or declared in _WIDE:  # what says UTF-16 and has one byte is not
        return source
    try:
        found = codecs.lookup(_ALIASES.get(declared, declared)).name
        "a".encode(found)
    except (LookupError, ValueError):
        hint = "Save the file as UTF-8"
        message = f"declares the encoding {source.declared!r}, which cannot be read"
        raise FormatError(message, path, 1, hint) from None
    source.codec = _SAME.get(found, found)
    return source


def _with_declaration(source: Source, text: bytes) -> Source:
    found = _DECLARATION.match(text[:1000])
    if found:
        source.declared = found[1].decode("ascii")
        source.span = found.span(1)
    return source


def _declaration_flaws(source: Source) -> Iterator[Flaw]:
    """Yield what the declaration says wrongly."""
    declared = source.declared.lower()
    start, end = source.span
    if source.codec == "utf-8" and declared not in _NARROW:
        message = f"the file is UTF-8 but declares {source.declared}"
        yield Flaw("declaration", message, 1, start, start, end - start, b"UTF-8")
    elif source.codec.startswith("utf-16") and declared not in _WIDE and declared:
        message = f"the file is UTF-16 but declares {source.declared}"
        yield Flaw("declaration", message, 1, start, start, end - start, b"UTF-16")
    if source.markless:
        mark = "\ufeff".encode()
        yield Flaw("mark", "UTF-16 without a byte order mark", 1, 0, 0, 0, mark)


def read_text(path: str, most: int) -> tuple[bytes, Source]:
    """Return the file's text in UTF-8 without a mark, and how it was encoded.

    Raise FormatError where that is more than ``most`` bytes, or the bytes are not what they say.
    """
    with open_stream(path) as stream:
        head = stream.read(_CHUNK)
        source = source_of(head, path)
        parts, total = [], 0
        try:
            for data in chunks(stream, head, source):
                parts.append(data)
                total += len(data)
                if total > most:
                    raise FormatError(f"is larger than {most} bytes", path, hint="Split it")
        except UnicodeDecodeError:
            shown = source.declared or source.codec
            hint = "Save the file as UTF-8"
            raise FormatError(f"has bytes that are not {shown}", path, hint=hint) from None
    return b"".join(parts), source


def chunks(stream: Readable, head: bytes, source: Source) -> Iterator[bytes]:
    """Yield the file as UTF-8 without its mark. Raise UnicodeDecodeError where it is not that."""
    data = head[len(source.mark) :]
    if source.codec == "utf-8":
        while data:
            yield data
            data = stream.read(_CHUNK)
        return
    decoder = codecs.getincrementaldecoder(source.codec)()
    while data:
        yield decoder.decode(data).encode("utf-8", "surrogatepass")
        data = stream.read(_CHUNK)
    yield decoder.decode(b"", True).encode()


# ------------------------------------------------------------- characters that XML cannot hold

_SUSPECT: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
    rb"|&#(?:x[0-9A-Fa-f]{1,8}|[0-9]{1,10});"
)
_REPLACEMENT: Final = "\ufffd".encode()


def _is_legal(code: int) -> bool:
    """XML 1.0 (fifth edition), production [2] Char."""
    return (
        code in (9, 10, 13)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


@dataclass(slots=True)
class _Sieve:
    """Passes UTF-8 on with a stand-in of the same length for each illegal character."""

    offset: int = 0
    line: int = 1
    rest: bytes = b""
    column: int = 0  # characters since the line began
    flaws: list[Flaw] = field(default_factory=list)

    def pass_on(self, data: bytes, *, last: bool = False) -> bytes:
        data = self.rest + data
        keep = 0 if last else _unfinished(data)
        self.rest = data[len(data) - keep :]
        data = data[: len(data) - keep]
        clean = _SUSPECT.sub(self._look, data)
        self.column = self._column(data, len(data))
        self.line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
        self.offset += len(data)
        return clean

    def _look(self, found: re.Match[bytes]) -> bytes:
        token = found[0]
        if token.startswith(b"&"):
            digits = token[2:-1]
            code = int(digits[1:], 16) if digits[:1] == b"x" else int(digits)
            if _is_legal(code) or _is_literal(found.string, found.start()):
                return token
        else:
            code = token[0] if len(token) == 1 else ord(token.decode("utf-8", "surrogatepass"))
        before = found.string[: found.start()]
        line = self.line + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
        column = self._column(found.string, found.start())
        message = f"U+{code:04X} is no character that XML can hold"
        self.flaws.append(
            Flaw(
                "character",
                message,
                line,
                column,
                self.offset + found.start(),
                len(token),
                _REPLACEMENT,
            )
        )
        return b"?" * len(token)

    def _column(self, data: bytes, position: int) -> int:
        """Return how many characters the place is from the beginning of its line."""
        start = max(data.rfind(b"\n", 0, position), data.rfind(b"\r", 0, position)) + 1
        within = len(data[start:position].decode("utf-8", "ignore"))
        return within if start else self.column + within


def _unfinished(data: bytes) -> int:
    """Return how many bytes at the end may go on in the next chunk."""
    reference = data.rfind(b"&", max(0, len(data) - 14))
    if reference >= 0 and b";" not in data[reference:]:
        return len(data) - reference
    if data.endswith(b"\r"):
        return 1
    lead = max(data.rfind(b"\xef", len(data) - 2), data.rfind(b"\xed", len(data) - 2))
    return len(data) - lead if lead >= 0 else 0


def _is_literal(data: bytes, position: int) -> bool:
    """Whether the place is inside a CDATA section or a comment, where & is an & (in one chunk)."""
    return any(
        data.rfind(start, 0, position) > data.rfind(end, 0, position)
        for start, end in ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))
    )


# ---------------------------------------------------------------------------------------- events


def read_events(path: str, limits: Limits = LIMITS, text: bytes | None = None) -> Iterator[Event]:
    """Yield the tags and texts of the file, and what is wrong with it as XML, about in order.

    ``text`` is the file's text in UTF-8 where it is not to be read from ``path``. Raise
    FormatError only for a file that cannot be opened or decoded at all.
    """
    with open_stream(path) if text is None else nullcontext(BytesIO(text)) as stream:
        head = stream.read(_CHUNK)
        source = source_of(head, path) if text is None else Source("utf-8", b"")
        if text is None:
            yield from _declaration_flaws(source)
        parser = expat.ParserCreate("utf-8")
        found: list[Event] = []
        state = _connect(parser, path, limits, found)
        sieve = _Sieve()
        total = 0
        try:
            for data in chunks(stream, head, source):
                total += len(data)
                if total > limits.total:
                    raise FormatError(f"is larger than {limits.total} bytes", path)  # noqa: TRY301
                parser.Parse(sieve.pass_on(data), False)
                # Expat reads an unfinished tag again with every chunk.
                waiting = total - max(parser.CurrentByteIndex, 0) > _TOKEN
                if waiting or total - max(state.boundary, 0) > limits.element:
                    raise FormatError(  # noqa: TRY301
                        f"has a tag or text beyond {_TOKEN if waiting else limits.element} bytes",
                        path,
                    )
                yield from sieve.flaws
                sieve.flaws.clear()
                yield from found
                found.clear()
            parser.Parse(sieve.pass_on(b"", last=True), True)
            fatal = None
        except (expat.ExpatError, FormatError, UnicodeDecodeError) as error:
            fatal = _fatal(error, path, parser, source)
        yield from sieve.flaws
        yield from found
        if fatal is not None:
            yield fatal


def _fatal(error: Exception, path: str, parser: expat.XMLParserType, source: Source) -> Flaw:
    """Return the flaw that ended the reading."""
    place = parser.CurrentLineNumber, parser.CurrentColumnNumber, max(parser.CurrentByteIndex, 0)
    if isinstance(error, expat.ExpatError):
        told = malformed(error, path)
        message = told.message.removeprefix(f"{path}:{told.line}: ")
        return Flaw("malformed", message, error.lineno, error.offset, parser.ErrorByteIndex)
    if isinstance(error, FormatError):
        message = error.message.removeprefix(f"{path}: ").removeprefix(f"{path}:{error.line}: ")
        return Flaw("unsafe", message, *place)
    shown = source.declared or source.codec
    return Flaw("malformed", f"has bytes that are not {shown}", *place)


@dataclass(slots=True)
class _State:
    """Where the parser stands: the depth, the prefixes in force, and the last boundary seen."""

    depth: int = 0
    boundary: int = 0
    scopes: list[tuple[int, dict[str, str]]] = field(
        default_factory=lambda: [(0, {"": "", "xml": XML_NAMESPACE})]
    )


def _connect(parser: expat.XMLParserType, path: str, limits: Limits, found: list[Event]) -> _State:
    """Set the handlers; they append events to ``found``."""
    state = _State()
    scopes = state.scopes

    def start(raw: str, attributes: dict[str, str]) -> None:
        state.depth += 1
        state.boundary = parser.CurrentByteIndex
        if state.depth > limits.depth:
            raise FormatError(f"nests elements deeper than {limits.depth}", path)
        declared = {key[6:]: value for key, value in attributes.items() if key[:5] == "xmlns"}
        if declared:
            scopes.append((state.depth, scopes[-1][1] | declared))
        prefix, _, name = raw.rpartition(":")
        uri = scopes[-1][1].get(prefix, "?")
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber
        found.append(Start(name, uri, prefix, attributes, line, column, state.boundary))

    def end(raw: str) -> None:
        if scopes[-1][0] == state.depth:
            scopes.pop()
        state.depth -= 1
        state.boundary = parser.CurrentByteIndex
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber
        found.append(End(raw.rpartition(":")[2], line, column, state.boundary))

    def text(data: str) -> None:
        found.append(Text(data, parser.CurrentLineNumber))

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    refuse_amplifiers(parser, lambda message, hint="": FormatError(message, path, hint=hint))
    return state
