"""Plain TMX units, read several times faster: two variants of text without inline codes.

Nearly all units of nearly all memories are plain. One regular expression reads them, from where a
unit has just ended to where another ends; all else goes through expat, and so does every unit that
does not match to the letter. The expression may refuse what it likes, but what it takes must be
well-formed and mean what expat would have said. It is, because between two units of a UTF-8 file

- tags, their order and their nesting are those of the expression, and every name in it is ASCII;
- values have no quote, <, >, & or line break, and no attribute stands twice (``_given``);
- texts have no <, and their references are those of XML (``_resolved``);
- control characters, carriage returns, U+FFFE, U+FFFF and ]]> send a stretch to expat
  (``_plain_text``), as an attribute declared in the DOCTYPE (its default, its type) sends the file.

Tests and the fuzzer hold both ways of reading to the same units, places and errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from tmkit.formats._unpack import Readable
from tmkit.formats._xml import CHUNK, Element, Limits, Parse, collect, replace_illegal
from tmkit.model import Origin, Segment, TranslationUnit

# Which variants are meant, of the tags of two: the source's index and the target's, or None.
Choose: TypeAlias = Callable[[list[str]], tuple[int | None, int | None]]

_VALUE: Final = r'[^"<>&\t\n]*+'
_ATTRIBUTES: Final = rf'(?: [A-Za-z_:][\w:.-]*+="{_VALUE}")*+'
_GAP: Final = r"[ \t\n]*+"
_VARIANT: Final = rf"<tuv({_ATTRIBUTES})>{_GAP}<seg>([^<]++)</seg>{_GAP}</tuv>{_GAP}"
_ABOUT: Final = (
    rf"(?:(?:<prop{_ATTRIBUTES}>[^<]*+</prop>|<note{_ATTRIBUTES}>[^<]*+</note>){_GAP})*+"
)
_UNIT: Final = re.compile(
    rf'{_GAP}<tu(?: tuid="({_VALUE})")?+({_ATTRIBUTES})>{_GAP}({_ABOUT}){_VARIANT}{_VARIANT}</tu>',
    re.ASCII,
)
_NOTE_OR_PROP: Final = re.compile(
    rf'<(?:prop type="([^"]*+)"|(note|prop)({_ATTRIBUTES}))>([^<]*+)<', re.ASCII
)
_ATTRIBUTE: Final = re.compile(r' ([\w:.-]+)="([^"]*)"', re.ASCII)
_END: Final = "</tu>"
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n")
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
    """Reading by expat, which can be left out while plain units pass."""

    def __init__(self, parse: Parse, names: frozenset[str], roots: frozenset[str]) -> None:
        self.parse = parse
        self._done: list[Element] = []
        self._ended = -1  # the byte at which the end tag of the last element begins
        collect(parse, names, roots, self._keep)

    def _keep(self, element: Element) -> None:
        self._ended = self.parse.parser.CurrentByteIndex
        self._done.append(element)

    def read(self, data: bytes) -> list[Element]:
        """Return the elements that end in ``data``."""
        self.parse.feed(data)
        done, self._done = self._done, []
        return done

    @property
    def between(self) -> bool:
        """Whether a unit ended with the last byte: not in a comment, a CDATA section, a unit."""
        return self._ended == self.parse.fed - len(_END)

    def pass_over(self, size: int, lines: int) -> None:
        """Take plain units as read."""
        self.parse.pass_over(size, lines)
        self._ended = self.parse.fed - len(_END)


def _region(
    data: bytes, slow: _Slow, plain: _Plain
) -> Iterator[Sequence[TranslationUnit] | Sequence[Element]]:
    """Read bytes that end with ``</tu>``."""
    text = _plain_text(data) if slow.parse.utf8 else ""
    if not text:
        yield slow.read(data)
        return
    place = 0
    while place < len(text):
        if slow.between and not slow.parse.declares:
            line = slow.parse.parser.CurrentLineNumber
            units, after = plain.units(text, place, line)
            if units:
                whole = place == 0 and after == len(text)
                size = len(data) if whole else len(text[place:after].encode())
                slow.pass_over(size, text.count("\n", place, after))
                yield units
                place = after
                continue
        after = text.index(_END, place) + len(_END)
        yield slow.read(text[place:after].encode())
        place = after


def _plain_text(data: bytes) -> str:
    """Return UTF-8 as text, "" where expat has to judge it."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    # One character is found ten times faster than three.
    if "\ufffe" in text or "\uffff" in text or ("]" in text and "]]>" in text):
        return ""
    return text


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
            id_, more, about, first, first_text, second, second_text = found.groups()
            try:
                pair = known[first, second]
            except KeyError:
                pair = self._pair(first, second)
            try:
                if "&" in first_text:
                    first_text = _resolved(first_text)
                if "&" in second_text:
                    second_text = _resolved(second_text)
                if more:
                    id_ = _attribute(more if id_ is None else f' tuid="{id_}"{more}', "tuid")
                props, note = _about(about) if about else ((), "")
            except ValueError:
                break
            if pair is None or first_text.isspace() or second_text.isspace():
                break
            line += text.count("\n", counted, counted := found.start(5))
            first_line = line
            line += text.count("\n", counted, counted := found.start(7))
            source_first, first_tag, second_tag = pair
            one = first_text, first_tag, first_line
            other = second_text, second_tag, line
            if source_first:
                units.append(_unit(path, one, other, id_ or "", props, note))
            else:
                units.append(_unit(path, other, one, id_ or "", props, note))
            place = found.end()
        return units, place

    def _pair(self, first: str, second: str) -> tuple[bool, str, str] | None:
        """Return whether the source comes first, and both tags; None if they are not asked for."""
        try:
            one, other = (self._tag(_attribute(given, *_LANG)) for given in (first, second))
        except ValueError:
            return None
        chosen = self._choose([one, other])
        pair = None if None in chosen else (chosen[0] == 0, one, other)
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[first, second] = pair
        return pair


_LANG: Final = ("xml:lang", "lang")


def _attribute(text: str, *names: str) -> str:
    """Return the value of the first of the attributes ``names`` that is not empty."""
    name = names[0]
    if text.startswith(f' {name}="') and text.count('"') == 2:
        return text[len(name) + 3 : -1]
    given = _given(text)
    return next((value for each in names if (value := given.get(each, ""))), "")


def _given(text: str) -> dict[str, str]:
    """Return the attributes; raise ValueError where one stands twice, which is not well-formed."""
    pairs = _ATTRIBUTE.findall(text)
    given = dict(pairs)
    if len(given) != len(pairs):
        raise ValueError(text)
    return given


def _about(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the properties and the notes of a unit. Raise ValueError as ``_given`` does."""
    props: list[tuple[str, str]] = []
    notes: list[str] = []
    for kind, name, attributes, value in _NOTE_OR_PROP.findall(text):
        if "&" in value:
            value = _resolved(value)
        if not name:
            props.append((kind, value))
        elif name == "note":
            _given(attributes)
            notes.append(value)
        else:
            props.append((_attribute(attributes, "type"), value))
    return tuple(props), "\n".join(notes)


_REFERENCE: Final = re.compile(r"&([^;]*)(;?)")
_NUMBER: Final = re.compile(r"#(?:x([0-9a-fA-F]{1,5})|([0-9]{1,6}))", re.ASCII)
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _resolved(text: str) -> str:
    """Return a text with its references resolved; raise ValueError for any that expat must see."""
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    name, end = found.groups()
    known = _NAMED.get(name)
    if known is None and (number := _NUMBER.fullmatch(name)):
        known = chr(int(number[1], 16) if number[1] else int(number[2]))
        known = None if replace_illegal(known)[1] else known
    if known is None or not end:
        raise ValueError(found[0])
    return known


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
