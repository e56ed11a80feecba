"""Plain TMX units, read several times faster: two variants of text without inline codes.

Nearly all units of nearly all memories are plain. One regular expression reads them, from where a
unit has just ended to where another ends. Every byte still goes through expat, which says whether
it is well-formed, and what does not match to the letter is collected by expat's handlers as an
element. So the expression may refuse what it likes, and what it takes means the same either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from tmkit.formats._unpack import Readable
from tmkit.formats._xml import CHUNK, Element, Limits, Parse, collect
from tmkit.model import Origin, Segment, TranslationUnit

# Which variants are meant, of the tags of two: the source's index and the target's, or None.
Choose: TypeAlias = Callable[[list[str]], tuple[int | None, int | None]]

_VALUE: Final = r'[^"<>&\t\n]*+'
_ATTRIBUTES: Final = rf'(?: [\w:.-]++="{_VALUE}")*+'
_GAP: Final = r"[ \t\n]*+"
_VARIANT: Final = rf"<tuv({_ATTRIBUTES})>{_GAP}<seg>([^<]++)</seg>{_GAP}</tuv>{_GAP}"
_ABOUT: Final = rf"(?:<(?:note|prop){_ATTRIBUTES}>[^<]*+</(?:note|prop)>{_GAP})*+"
_UNIT: Final = re.compile(
    rf"{_GAP}<tu({_ATTRIBUTES})>{_GAP}({_ABOUT}){_VARIANT}{_VARIANT}</tu>", re.ASCII
)
_NOTE_OR_PROP: Final = re.compile(
    rf'<(?:prop type="([^"]*+)"|(note|prop)({_ATTRIBUTES}))>([^<]*+)<', re.ASCII
)
_ATTRIBUTE: Final = re.compile(r' ([\w:.-]+)="([^"]*)"', re.ASCII)
_END: Final = "</tu>"
_KNOWN: Final = 1000  # pairs of tuv attributes that are remembered


def plain_units(
    stream: Readable,
    path: str,
    limits: Limits,
    names: tuple[frozenset[str], frozenset[str]],
    choose: Choose,
    tag: Callable[[str], str],
) -> Iterator[Sequence[TranslationUnit] | Sequence[Element]]:
    """Yield runs of plain units as values and runs of others as elements, in the file's order.

    ``names`` are those of the elements and of the roots. Raise FormatError, with the line.
    """
    chunk = stream.read(CHUNK)
    parse = Parse(chunk, path, limits)
    slow = _Slow(parse, *names)
    plain = _Plain(path, choose, tag)
    waiting = b""
    while chunk:
        waiting += chunk
        cut = waiting.rfind(_END.encode()) + len(_END) if parse.utf8 else len(waiting)
        if cut >= len(_END):
            yield from _region(waiting[:cut], slow, plain)
            waiting = waiting[cut:]
        elif len(waiting) >= CHUNK:
            yield slow.read(waiting)
            waiting = b""
        chunk = stream.read(CHUNK)
    yield slow.read(waiting)
    parse.finish()


class _Slow:
    """Expat's handlers, which can be set aside while plain units pass."""

    def __init__(self, parse: Parse, names: frozenset[str], roots: frozenset[str]) -> None:
        self.parse = parse
        self._done: list[Element] = []
        self._ended = -1  # the byte at which the end tag of the last element begins
        parser = parse.parser

        def keep(element: Element) -> None:
            self._ended = parser.CurrentByteIndex
            self._done.append(element)

        collect(parse, names, roots, keep)
        self._handlers = (
            parser.StartElementHandler,
            parser.EndElementHandler,
            parser.CharacterDataHandler,
        )

    def read(self, data: bytes) -> list[Element]:
        """Return the elements that end in ``data``."""
        self.parse.feed(data)
        done, self._done = self._done, []
        return done

    @property
    def between(self) -> bool:
        """Whether a unit ended with the last byte: not in a comment, a CDATA section, a unit."""
        return self._ended == self.parse.fed - len(_END)

    def check(self, data: bytes) -> None:
        """Let expat judge plain units, without handlers."""
        parser = self.parse.parser
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None
        self.parse.moved = True
        self.parse.feed(data)
        self._ended = self.parse.fed - len(_END)
        (
            parser.StartElementHandler,
            parser.EndElementHandler,
            parser.CharacterDataHandler,
        ) = self._handlers


def _region(
    data: bytes, slow: _Slow, plain: _Plain
) -> Iterator[Sequence[TranslationUnit] | Sequence[Element]]:
    """Read bytes that end with ``</tu>``."""
    try:
        text = data.decode() if slow.parse.utf8 and b"\r" not in data else ""
    except UnicodeDecodeError:  # expat will say so, or it stands in the next unit's favour
        text = ""
    if not text:
        yield slow.read(data)
        return
    place = 0
    while place < len(text):
        if slow.between:
            line = slow.parse.parser.CurrentLineNumber
            units, after = plain.units(text, place, line)
            if units:
                whole = place == 0 and after == len(text)
                slow.check(data if whole else text[place:after].encode())
                yield units
                place = after
                continue
        after = text.index(_END, place) + len(_END)
        yield slow.read(text[place:after].encode())
        place = after


class _Plain:
    """What is to be known to make a value of a plain unit."""

    def __init__(self, path: str, choose: Choose, tag: Callable[[str], str]) -> None:
        self._path = path
        self._choose = choose
        self._tag = tag
        self._known: dict[tuple[str, str], tuple[bool, str, str] | None] = {}

    def units(self, text: str, place: int, line: int) -> tuple[list[TranslationUnit], int]:
        """Return the plain units from ``place`` on, which is in ``line``, and where they end."""
        units: list[TranslationUnit] = []
        match, path, known = _UNIT.match, self._path, self._known
        counted = place
        while found := match(text, place):
            attributes, about, first, first_text, second, second_text = found.groups()
            try:
                pair = known[first, second]
            except KeyError:
                pair = self._pair(first, second)
            if "&" in first_text:
                first_text = _resolved(first_text)
            if "&" in second_text:
                second_text = _resolved(second_text)
            if pair is None or first_text.isspace() or second_text.isspace():
                break
            line += text.count("\n", counted, counted := found.start(4))
            first_line = line
            line += text.count("\n", counted, counted := found.start(6))
            source_first, first_tag, second_tag = pair
            one = first_text, first_tag, first_line
            other = second_text, second_tag, line
            id_ = _attribute(attributes, "tuid") if attributes else ""
            props, note = _about(about) if about else ((), "")
            if source_first:
                units.append(_unit(path, one, other, id_, props, note))
            else:
                units.append(_unit(path, other, one, id_, props, note))
            place = found.end()
        return units, place

    def _pair(self, first: str, second: str) -> tuple[bool, str, str] | None:
        """Return whether the source comes first, and both tags; None if they are not asked for."""
        one, other = (self._tag(_attribute(given, "xml:lang", "lang")) for given in (first, second))
        chosen = self._choose([one, other])
        pair = None if None in chosen else (chosen[0] == 0, one, other)
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[first, second] = pair
        return pair


def _attribute(given: str, *names: str) -> str:
    """Return the value of the first of the attributes ``names`` that is not empty."""
    name = names[0]
    if given.startswith(f' {name}="') and given.count('"') == 2:
        return given[len(name) + 3 : -1]
    found = dict(_ATTRIBUTE.findall(given))
    return next((value for each in names if (value := found.get(each, ""))), "")


def _about(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the properties and the notes of a unit."""
    props: list[tuple[str, str]] = []
    notes: list[str] = []
    for kind, name, attributes, value in _NOTE_OR_PROP.findall(text):
        if "&" in value:
            value = _resolved(value)
        if not name:
            props.append((kind, value))
        elif name == "note":
            notes.append(value)
        else:
            props.append((_attribute(attributes, "type"), value))
    return tuple(props), "\n".join(notes)


_REFERENCE: Final = re.compile("&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _resolved(text: str) -> str:
    """Return a text with its references resolved."""
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    try:
        if name[0] != "#":
            return _NAMED[name]
        return chr(int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:]))
    except (LookupError, ValueError, OverflowError):  # no such thing: expat refuses it next
        return ""


# ----------------------------------------------------------------------------------------- values
# A frozen dataclass sets each field through object.__setattr__, which takes half the time of
# reading. Its slots can be filled directly. A test holds these to the ordinary constructors.

_new: Final = object.__new__
_path_of, _line_of, _column_of = (
    getattr(Origin, name).__set__ for name in ("path", "line", "column")
)
_text_of, _lang_of, _origin_of, _paragraph_of, _start_of, _codes_of, _marks_of = (
    getattr(Segment, name).__set__
    for name in ("text", "lang", "origin", "paragraph", "start", "codes", "marks")
)
_source_of, _target_of, _id_of, _props_of, _note_of = (
    getattr(TranslationUnit, name).__set__ for name in ("source", "target", "id", "props", "note")
)


def _segment(path: str, text: str, lang: str, line: int) -> Segment:
    origin = _new(Origin)
    _path_of(origin, path)
    _line_of(origin, line)
    _column_of(origin, 1)
    segment = _new(Segment)
    _text_of(segment, text)
    _lang_of(segment, lang)
    _origin_of(segment, origin)
    _paragraph_of(segment, 0)
    _start_of(segment, 0)
    _codes_of(segment, ())
    _marks_of(segment, ())
    return segment


def _unit(
    path: str,
    source: tuple[str, str, int],
    target: tuple[str, str, int],
    id_: str,
    props: tuple[tuple[str, str], ...],
    note: str,
) -> TranslationUnit:
    """Return a unit of two texts, each with its language and its line."""
    unit = _new(TranslationUnit)
    _source_of(unit, _segment(path, *source))
    _target_of(unit, _segment(path, *target))
    _id_of(unit, id_)
    _props_of(unit, props)
    _note_of(unit, note)
    return unit
