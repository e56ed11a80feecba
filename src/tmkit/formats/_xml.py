"""Reading XML that may be hostile, in constant memory, and text that XML can hold.

Expat reads no external entity unless told to; here a document that *declares* an entity is refused
at the declaration, which stops entity expansion before it starts, and a reference to an unknown
entity is an error instead of text that silently vanishes. Sizes are bounded, so that a small file
cannot fill the memory (a gzip of gigabytes, one endless element, nesting without end).
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, cast
from xml.parsers import expat

from tmkit.errors import FormatError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading, in bytes (decompressed) and levels."""

    total: int = 4 << 30
    element: int = 16 << 20
    depth: int = 100


LIMITS: Final = Limits()


@dataclass(slots=True)
class Element:
    """An element with everything inside it, in order. Names are local, without a prefix.

    Attribute names are as written (``xml:lang``). ``above`` are the elements around an outermost
    one, without their content; ``places`` the line and column, 1-based, of each item of
    ``content``. Both only where :func:`elements` was asked for places.
    """

    name: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)
    above: tuple[Element, ...] = ()
    places: list[tuple[int, int]] = field(default_factory=list)

    def children(self, name: str) -> Iterator[Element]:
        """Yield the child elements of this name."""
        for item in self.content:
            if not isinstance(item, str) and item.name == name:
                yield item

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """Return all text inside, except in elements named in ``without``."""
        if len(self.content) == 1 and isinstance(self.content[0], str):
            return self.content[0]
        return "".join(
            item if isinstance(item, str) else item.text(without)
            for item in self.content
            if isinstance(item, str) or item.name not in without
        )


# --------------------------------------------------------------------------------------- reading

_CHUNK: Final = 1 << 16
_DEFAULTS: Final = 2000  # characters of attribute defaults that a DOCTYPE may declare
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"

# Expat knows no multi-byte encoding but Unicode's, and would take ISO-2022-JP for a single-byte
# one. Windows writes cp932 under every name of Shift_JIS.
_JAPANESE: Final = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
}
_DECLARED: Final = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@contextmanager
def open_stream(path: str) -> Iterator[BinaryIO]:
    """Open a file for reading, through gzip where its first bytes say so.

    Raise FormatError where there is no such file or it cannot be read.
    """
    try:
        with Path(path).open("rb") as raw:
            magic = raw.read(4)
            raw.seek(0)
            if magic == _ZIP:
                raise FormatError("is a zip archive", path, hint="Unpack it and give the XML file")
            if magic[:2] == _GZIP:
                with gzip.open(raw, "rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield raw
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise FormatError("the gzip data are damaged", path, hint="Get the file again") from error
    except FileNotFoundError:
        raise FormatError("no such file", path, hint="Check the name and the folder") from None
    except IsADirectoryError:
        hint = "Name one file in it"
        raise FormatError("this is a folder, not a file", path, hint=hint) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FormatError(f"cannot be read: {reason}", path, hint="Check the file") from None


def elements(
    stream: BinaryIO,
    path: str,
    names: frozenset[str],
    roots: frozenset[str],
    limits: Limits = LIMITS,
    *,
    places: bool = False,
) -> Iterator[Element]:
    """Yield each outermost element named in ``names``, whole, in the order of the document.

    ``path`` is for messages. With ``places`` an element knows where its content stands, and texts
    come in the pieces that the file has (a line, a reference).

    Raise FormatError, with its line, for XML that is not well-formed, a root that is not in
    ``roots``, an entity, or a document beyond ``limits``.
    """
    head = stream.read(_CHUNK)
    decode, parser = _decoder(head)
    done: list[Element] = []
    state = _connect(parser, path, names, roots, limits, done)
    if places:
        _add_places(parser, state)
    total = fed = 0
    chunk = head
    try:
        while chunk:
            total += len(chunk)
            if total > limits.total:
                raise _refusal(f"is larger than {limits.total} bytes", path, parser)
            data = decode(chunk, False)
            fed += len(data)
            parser.Parse(data, False)
            # Before an element of ours starts, an unfinished token (an endless attribute) counts.
            since = state.start if state.stack else parser.CurrentByteIndex
            if fed - max(since, 0) > limits.element:
                raise _refusal(f"one element exceeds {limits.element} bytes", path, parser)
            yield from done
            done.clear()
            chunk = stream.read(_CHUNK)
        parser.Parse(decode(b"", True), True)
    except expat.ExpatError as error:
        raise _malformed(error, path) from error
    except UnicodeDecodeError as error:
        line = parser.CurrentLineNumber
        hint = "Save the file as UTF-8"
        raise FormatError("is not in the encoding it declares", path, line, hint) from error
    except (ValueError, LookupError) as error:  # pyexpat on an encoding it cannot map
        hint = "Save the file as UTF-8"
        raise FormatError("declares an encoding that cannot be read", path, 1, hint) from error
    yield from done


@dataclass(slots=True)
class _State:
    """Where the parser stands: the open elements of the one to be yielded, and its first byte."""

    depth: int = 0
    start: int = 0
    stack: list[Element] = field(default_factory=list)


def _connect(
    parser: expat.XMLParserType,
    path: str,
    names: frozenset[str],
    roots: frozenset[str],
    limits: Limits,
    done: list[Element],
) -> _State:
    """Set the parser's handlers; they append finished elements to ``done``."""
    state = _State()
    stack = state.stack

    def start(name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        state.depth += 1
        if state.depth == 1 and name not in roots:
            wanted = " or ".join(f"<{root}>" for root in sorted(roots))
            raise _refusal(f"starts with <{name[:40]}>, not with {wanted}", path, parser)
        if state.depth > limits.depth:
            raise _refusal(f"nests elements deeper than {limits.depth}", path, parser)
        if stack:
            element = Element(name, attributes, parser.CurrentLineNumber)
            stack[-1].content.append(element)
            stack.append(element)
        elif name in names:
            state.start = parser.CurrentByteIndex
            stack.append(Element(name, attributes, parser.CurrentLineNumber))

    def end(_name: str) -> None:
        state.depth -= 1
        if stack:
            element = stack.pop()
            if not stack:
                done.append(element)

    def text(data: str) -> None:
        if stack:
            stack[-1].content.append(data)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    _refuse_amplifiers(parser, path)
    return state


def _add_places(parser: expat.XMLParserType, state: _State) -> None:
    """Wrap the handlers that :func:`_connect` has set, so that places and parents are kept."""
    stack = state.stack
    start_inner = cast("Callable[[str, dict[str, str]], None]", parser.StartElementHandler)
    end_inner = cast("Callable[[str], None]", parser.EndElementHandler)
    text_inner = cast("Callable[[str], None]", parser.CharacterDataHandler)
    around: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if stack:
            stack[-1].places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        outside = not stack
        start_inner(name, attributes)
        if outside and stack:
            stack[0].above = tuple(around)
        elif outside:
            local = name.rpartition(":")[2]
            around.append(Element(local, attributes, parser.CurrentLineNumber))

    def end(name: str) -> None:
        if not stack:
            around.pop()
        end_inner(name)

    def text(data: str) -> None:
        # Directly in the element that is asked for, white space is layout.
        if len(stack) > 1 or (stack and not data.isspace()):
            stack[-1].places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
            text_inner(data)

    parser.buffer_text = False  # a buffered text is handed over when its place is gone
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text


def _refuse_amplifiers(parser: expat.XMLParserType, path: str) -> None:
    """Set the handlers that refuse what a DOCTYPE could multiply or make vanish."""
    defaults = 0

    def refuse_entity(name: str, *_declaration: object) -> None:
        hint = "Remove the declaration; TMX and TBX need none"
        raise _refusal(f"declares the entity {name[:40]!r}", path, parser, hint)

    def refuse_reference(name: str, _parameter: bool) -> None:
        hint = "Write the character itself"
        raise _refusal(f"uses the unknown entity &{name[:40]};", path, parser, hint)

    def refuse_defaults(_element: str, name: str, _type: str, default: str | None, _: int) -> None:
        # Expat adds the value to every element: an amplifier like an entity.
        nonlocal defaults
        defaults += len(default or "")
        if defaults > _DEFAULTS:
            raise _refusal(f"declares a long default for the attribute {name[:40]!r}", path, parser)

    parser.EntityDeclHandler = refuse_entity
    parser.SkippedEntityHandler = refuse_reference
    parser.AttlistDeclHandler = refuse_defaults


_Decode: TypeAlias = Callable[[bytes, bool], bytes]


def _decoder(head: bytes) -> tuple[_Decode, expat.XMLParserType]:
    """Return what turns the file's bytes into bytes that expat reads, and a parser for them."""
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").lower() if declared else ""
    if name not in _JAPANESE:
        return (lambda data, _final: data), expat.ParserCreate()
    incremental = codecs.getincrementaldecoder(_JAPANESE[name])()
    return (lambda data, final: incremental.decode(data, final).encode()), expat.ParserCreate(
        "utf-8"
    )


def _refusal(message: str, path: str, parser: expat.XMLParserType, hint: str = "") -> FormatError:
    return FormatError(message, path, parser.CurrentLineNumber, hint)


def _malformed(error: expat.ExpatError, path: str) -> FormatError:
    message = f"is not well-formed XML, {expat.ErrorString(error.code)}"
    hint = ""
    if error.code in _CUT_OFF:
        message, hint = "ends before the XML is complete", "Get or export the file again"
    elif error.code == _INVALID_TOKEN:
        hint = "A control character, a bare & or <, or another encoding than declared stands there"
    elif error.code == _WRONG_ENCODING:
        hint = "Save the file as UTF-8"
    return FormatError(message, path, error.lineno, hint)


_CUT_OFF: Final = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}
_INVALID_TOKEN: Final = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_WRONG_ENCODING: Final = expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING]

# --------------------------------------------------------------------------------------- writing

# XML 1.0 (fifth edition), production [2] Char: what it leaves out.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# One search decides for most texts that nothing is to be done.
_SPECIAL: Final = re.compile("[&<>\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL_IN_ATTRIBUTE: Final = re.compile(
    '[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]'
)


def replace_illegal(text: str) -> tuple[str, int]:
    """Return the text with U+FFFD for each character XML 1.0 cannot hold, and their number."""
    return _ILLEGAL.subn("\ufffd", text)


def escape(text: str) -> tuple[str, int]:
    """Return ``text`` as element content on one line, and how many characters were replaced.

    Line breaks become character references: a bare CR would be read as LF (XML 1.0, 2.11), and a
    text on one line stays whole when a tool indents or a version control system merges.
    """
    if _SPECIAL.search(text) is None:
        return text, 0
    text, replaced = _ILLEGAL.subn("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", "&#10;").replace("\r", "&#13;"), replaced


def escape_attribute(text: str) -> tuple[str, int]:
    """Return ``text`` for between double quotes, and how many characters were replaced."""
    if _SPECIAL_IN_ATTRIBUTE.search(text) is None:
        return text, 0
    text, replaced = escape(text)
    # White space in an attribute would be read as a space (XML 1.0, 3.3.3).
    return text.replace('"', "&quot;").replace("\t", "&#9;"), replaced
