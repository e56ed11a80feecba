"""Reading XML that may be hostile, in constant memory, and text that XML can hold.

Expat reads no external entity unless told to; here a document that *declares* an entity is refused
at the declaration, which stops entity expansion before it starts, and a reference to an unknown
entity is an error instead of text that silently vanishes. Sizes are bounded, so that a small file
cannot fill the memory (a gzip of gigabytes, one endless element, nesting without end).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias, cast
from xml.parsers import expat

from tmkit.errors import FormatError
from tmkit.formats._unpack import Readable
from tmkit.formats._unpack import open_stream as open_stream


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading, in bytes (decompressed) and levels."""

    total: int = 4 << 30
    element: int = 16 << 20
    depth: int = 100


LIMITS: Final = Limits()


@dataclass(slots=True)
class Element:
    """An element with everything inside it, in order. Names are local, the prefix stands beside.

    Attribute names are as written (``xml:lang``). ``above`` are the elements around an outermost
    one, without their content; ``places`` the line and column, 1-based, of each item of
    ``content``. Both only where :func:`elements` was asked for places.
    """

    name: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)
    prefix: str = ""
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

CHUNK: Final = 1 << 16
_TOKEN: Final = 1 << 20  # bytes of one tag, comment or declaration
_DEFAULTS: Final = 2000  # characters of attribute defaults that a DOCTYPE may declare

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


class Parse:
    """An expat parser that is fed piece by piece, refuses amplifiers and bounds what it takes.

    Whoever sets handlers says what is being collected: ``since`` is the byte at which it begins,
    -1 where nothing is; ``moved`` is set whenever a tag is passed by. ``fed`` counts the bytes
    that expat got; ``declares`` says whether the DOCTYPE declares attributes.
    """

    def __init__(self, head: bytes, path: str, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._decode, self.parser, self.utf8 = _decoder(head)
        self.parser.buffer_text = True
        self.since = -1
        self.moved = self.declares = False
        self.fed = self._total = self._passed = 0
        refuse_amplifiers(self.parser, self.refusal, self._attributes_declared)

    def feed(self, chunk: bytes) -> None:
        """Parse the next bytes. Raise FormatError, with the line, for what is not as it must be."""
        self._count(len(chunk))
        data = self._parsed(chunk, final=False)
        self.fed += len(data)
        if self.moved:
            self.moved, self._passed = False, self.fed
        since = self._passed if self.since < 0 else self.since
        if self.fed - since > self.limits.element:
            raise self.refusal(f"one element exceeds {self.limits.element} bytes")
        # Expat reads an unfinished tag or comment again with every chunk.
        if self.fed - self.parser.CurrentByteIndex > _TOKEN:
            raise self.refusal(f"one tag or comment exceeds {_TOKEN} bytes")

    def pass_over(self, size: int, lines: int) -> None:
        """Take so many bytes, with so many line breaks, as read by somebody else."""
        self._count(size)
        self.fed += len(self._parsed(b"\n" * lines, final=False))  # so that lines are counted on
        self.moved = True

    def _attributes_declared(self) -> None:
        self.declares = True

    def _count(self, size: int) -> None:
        self._total += size
        if self._total > self.limits.total:
            raise self.refusal(f"is larger than {self.limits.total} bytes")

    def finish(self) -> None:
        """Tell that there is no more. Raise FormatError where something is still open."""
        self._parsed(b"", final=True)

    def _parsed(self, chunk: bytes, *, final: bool) -> bytes:
        try:
            data = self._decode(chunk, final)
            self.parser.Parse(data, final)
        except expat.ExpatError as error:
            raise malformed(error, self.path) from error
        except UnicodeDecodeError as error:
            line = self.parser.CurrentLineNumber
            message, hint = "is not in the encoding it declares", "Save the file as UTF-8"
            raise FormatError(message, self.path, line, hint) from error
        except (ValueError, LookupError) as error:  # pyexpat on an encoding it cannot map
            message, hint = "declares an encoding that cannot be read", "Save the file as UTF-8"
            raise FormatError(message, self.path, 1, hint) from error
        return data

    def refusal(self, message: str, hint: str = "") -> FormatError:
        """Return an error about the place where the parser stands."""
        return FormatError(message, self.path, self.parser.CurrentLineNumber, hint)

    def check(self, name: str, depth: int, roots: frozenset[str]) -> None:
        """Refuse an element that opens at ``depth`` (1 is the root) and may not."""
        if depth == 1 and name not in roots:
            wanted = " or ".join(f"<{root}>" for root in sorted(roots))
            raise self.refusal(f"starts with <{name[:40]}>, not with {wanted}")
        if depth > self.limits.depth:
            raise self.refusal(f"nests elements deeper than {self.limits.depth}")


def elements(
    stream: Readable,
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
    chunk = stream.read(CHUNK)
    parse = Parse(chunk, path, limits)
    done: list[Element] = []
    stack = collect(parse, names, roots, done.append)
    if places:
        _add_places(parse.parser, stack)
    while chunk:
        parse.feed(chunk)
        yield from done
        done.clear()
        chunk = stream.read(CHUNK)
    parse.finish()
    yield from done


def collect(
    parse: Parse, names: frozenset[str], roots: frozenset[str], keep: Callable[[Element], None]
) -> list[Element]:
    """Set handlers that give each outermost element named in ``names`` to ``keep``.

    Return what is the list of the open ones at any time.
    """
    parser = parse.parser
    stack: list[Element] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        prefix = ""
        if ":" in name:
            prefix, _, name = name.rpartition(":")
        if depth == 1 or depth > parse.limits.depth:
            parse.check(name, depth, roots)
        if stack:
            element = Element(name, attributes, parser.CurrentLineNumber, [], prefix)
            stack[-1].content.append(element)
            stack.append(element)
        elif name in names:
            parse.since = parser.CurrentByteIndex
            stack.append(Element(name, attributes, parser.CurrentLineNumber, [], prefix))
        else:
            parse.moved = True

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if stack:
            element = stack.pop()
            if not stack:
                parse.since, parse.moved = -1, True
                keep(element)

    def text(data: str) -> None:
        if stack:
            stack[-1].content.append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return stack


def _add_places(parser: expat.XMLParserType, stack: list[Element]) -> None:
    """Wrap the handlers that :func:`collect` has set, so that places and parents are kept."""
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


def refuse_amplifiers(
    parser: expat.XMLParserType,
    refusal: Callable[..., FormatError],
    declared: Callable[[], None] = lambda: None,
) -> None:
    """Set the handlers that refuse what a DOCTYPE could multiply or make vanish.

    ``declared`` is told that the DOCTYPE declares attributes.
    """
    defaults = 0

    def refuse_entity(name: str, *_declaration: object) -> None:
        hint = "Remove the declaration; TMX and TBX need none"
        raise refusal(f"declares the entity {name[:40]!r}", hint)

    def refuse_reference(name: str, _parameter: bool) -> None:
        hint = "Write the character itself"
        raise refusal(f"uses the unknown entity &{name[:40]};", hint)

    def refuse_defaults(_element: str, name: str, _type: str, default: str | None, _: int) -> None:
        # Expat adds the value to every element: an amplifier like an entity.
        nonlocal defaults
        declared()
        defaults += len(default or "")
        if defaults > _DEFAULTS:
            raise refusal(f"declares a long default for the attribute {name[:40]!r}")

    parser.EntityDeclHandler = refuse_entity
    parser.SkippedEntityHandler = refuse_reference
    parser.AttlistDeclHandler = refuse_defaults


_Decode: TypeAlias = Callable[[bytes, bool], bytes]


def _decoder(head: bytes) -> tuple[_Decode, expat.XMLParserType, bool]:
    """Return what turns the file's bytes into bytes that expat reads, and a parser for them.

    Also whether the bytes are UTF-8 as they stand.
    """
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").lower() if declared else ""
    if name not in _JAPANESE:
        # A wide encoding shows in a NUL or a mark among the first bytes (XML 1.0, appendix F).
        wide = b"\0" in head[:4] or head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        utf8 = not wide and name in {"", "utf-8"}
        return (lambda data, _final: data), expat.ParserCreate(), utf8
    incremental = codecs.getincrementaldecoder(_JAPANESE[name])()
    decode = lambda data, final: incremental.decode(data, final).encode()  # noqa: E731
    return decode, expat.ParserCreate("utf-8"), False


def malformed(error: expat.ExpatError, path: str) -> FormatError:
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
