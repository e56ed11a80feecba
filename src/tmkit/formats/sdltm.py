"""SDLTM, the translation memories of Trados Studio: an SQLite database, read only.

The tables are those of Trados Studio 2009 to 2024: ``translation_memories`` names the languages,
``translation_units`` holds one XML ``Segment`` a side, and the values of custom fields stand in one
table a type. A database has no lines: the line of an origin is the unit's number in it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from tmkit.errors import FormatError
from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn, directed, tag
from tmkit.formats._xml import LIMITS, Element, elements
from tmkit.model import Origin, Segment, TranslationUnit

MAGIC: Final = b"SQLite format 3\0"

_ROOT: Final = frozenset({"Segment"})
# FieldValueType of Trados: what its own TMX export appends to a field's name.
_TYPES: Final = {
    1: "SingleString",
    2: "MultipleString",
    3: "DateTime",
    4: "SinglePicklist",
    5: "MultiplePicklist",
    6: "Integer",
}
_VALUES: Final = ("string_attributes", "numeric_attributes", "date_attributes")
# Column of translation_units -> property; the names are TMX's with x- before them.
_FIELDS: Final = {
    "creation_date": "x-creationdate",
    "creation_user": "x-creationid",
    "change_date": "x-changedate",
    "change_user": "x-changeid",
    "last_used_date": "x-lastusagedate",
    "last_used_user": "x-LastUsedBy",
    "usage_counter": "x-usagecount",
}
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)")
_NOT_SDLTM: Final = "Give the .sdltm file of a Trados Studio translation memory"


def read_units(
    path: str, source_lang: str, target_lang: str, *, warn: Warn | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a Trados memory in the order of their numbers, which are their ids.

    Dates, users and the use count are properties ``x-creationdate`` and so on, custom fields
    ``x-NAME:TYPE`` as in Trados's own TMX. The file is not changed, nor locked. ``warn`` is told of
    units left out.

    Raise FormatError for a file that is no such memory, and for one with units of which none is in
    these languages.
    """
    units = _units(path, (source_lang, target_lang), warn)
    return directed(units, path, source_lang, target_lang, warn)


def _units(path: str, asked: tuple[str, str], warn: Warn | None) -> Iterator[TranslationUnit]:
    with closing(_open(path)) as database:
        try:
            if warn is not None and _size(f"{path}-wal"):
                message = "changes that Trados has not yet put into the file are not read"
                warn(Origin(path, 1), f"{message}; close the memory in Trados first")
            yield from _read(database, path, asked, warn)
        except sqlite3.Error as error:
            message = "is no translation memory of Trados, or a damaged one"
            raise FormatError(f"{message} ({error})", path, hint=_NOT_SDLTM) from None


def _open(path: str) -> sqlite3.Connection:
    try:
        with Path(path).open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        raise FormatError("no such file", path, hint="Check the name and the folder") from None
    except OSError as error:
        raise FormatError(
            f"cannot be read: {error.strerror}", path, hint="Check the name"
        ) from None
    if head != MAGIC:
        raise FormatError("is not an SQLite database", path, hint=_NOT_SDLTM)
    # immutable: no lock, no journal and no file beside it are made.
    address = f"file:{quote(str(Path(path).absolute()))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True)
    database.text_factory = bytes
    return database


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _read(
    database: sqlite3.Connection, path: str, asked: tuple[str, str], warn: Warn | None
) -> Iterator[TranslationUnit]:
    tables = _tables(database)
    if not {"translation_memories", "translation_units"} <= tables:
        raise FormatError("is a database, but no memory of Trados", path, hint=_NOT_SDLTM)
    memories = {
        number: (tag(_text(source)) or asked[0], tag(_text(target)) or asked[1])
        for number, source, target in database.execute(
            f"SELECT {_number('id')}, source_language, target_language"  # noqa: S608
            " FROM translation_memories"
        )
    }
    attributes = _Attributes(database, tables)
    present = {_text(row[1]) for row in database.execute("PRAGMA table_info(translation_units)")}
    fields = [field for field in _FIELDS if field in present]
    # The names come from the tables above, none from the file.
    query = (
        f"SELECT {_number('id')}, {_number('translation_memory_id')},"  # noqa: S608
        f" {', '.join(['source_segment', 'target_segment', *fields])}"
        " FROM translation_units ORDER BY 1"
    )
    for number, memory, first, second, *details in database.execute(query):
        custom = attributes.of(number)
        origin = Origin(path, number)
        langs = memories.get(memory, asked)
        try:
            source, target = _segment(first, langs[0], origin), _segment(second, langs[1], origin)
        except FormatError:
            if warn is not None:
                warn(origin, "left out: a text of this unit is damaged")
            continue
        found = [
            (_FIELDS[field], value)
            for field, raw in zip(fields, details, strict=True)
            if (value := _field(field, raw))
        ]
        found += custom
        if not target.text.strip():
            found.append((props.UNTRANSLATED, "empty target"))
        yield TranslationUnit(source, target, str(number), tuple(found))


def _tables(database: sqlite3.Connection) -> set[str]:
    """Return the names of the tables: a view could run any query, an endless one too."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return {_text(row[0]) for row in database.execute(query)}


def _field(name: str, raw: object) -> str:
    value = _text(raw)
    return _date(value) if name.endswith("_date") else "" if value == "0" else value


def _date(text: str) -> str:
    """Return a date of the database, which is UTC, as TMX has it; another text as it is."""
    found = _DATE.match(text)
    return "{}{}{}T{}{}{}Z".format(*found.groups()) if found else text


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


# ----------------------------------------------------------------------------------- custom fields


class _Attributes:
    """The values of custom fields, read side by side with the units: all are in one order."""

    def __init__(self, database: sqlite3.Connection, tables: set[str]) -> None:
        self._names: dict[int, tuple[str, int]] = {}
        self._streams: list[_Stream] = []
        if "attributes" not in tables:
            return
        query = f"SELECT {_number('id')}, name, {_number('type')} FROM attributes"  # noqa: S608
        for number, name, kind in database.execute(query):
            self._names[number] = (_text(name), kind)
        for table in _VALUES:
            if table in tables:
                columns = f"{_number('translation_unit_id')}, {_number('attribute_id')}"
                query = f"SELECT {columns}, value FROM {table} ORDER BY 1, 2, rowid"  # noqa: S608
                self._streams.append(_Stream(database.execute(query)))
        if {"picklist_attributes", "picklist_values"} <= tables:
            query = (
                f"SELECT {_number('used.translation_unit_id')},"  # noqa: S608
                f" {_number('listed.attribute_id')}, listed.value"
                " FROM picklist_attributes AS used"
                " JOIN picklist_values AS listed ON listed.id = used.picklist_value_id"
                " ORDER BY 1, 2, listed.id"
            )
            self._streams.append(_Stream(database.execute(query)))

    def of(self, unit: int) -> list[tuple[str, str]]:
        """Return the custom fields of a unit as properties, in the order of the fields."""
        found = [pair for stream in self._streams for pair in stream.of(unit)]
        found.sort(key=lambda pair: pair[0])
        return [
            (f"x-{name}:{_TYPES[kind]}" if kind in _TYPES else f"x-{name}", _value(kind, value))
            for attribute, value in found
            for name, kind in [self._names.get(attribute, (str(attribute), 0))]
        ]


def _number(column: str) -> str:
    """Return what makes a number of a column, whatever a damaged row has there."""
    return f"CAST(COALESCE({column}, 0) AS INTEGER)"


def _value(kind: int, value: str) -> str:
    return _date(value) if _TYPES.get(kind) == "DateTime" else value


class _Stream:
    """Rows (unit, attribute, value) by rising unit, given out unit by unit."""

    def __init__(self, rows: Iterator[tuple[Any, Any, Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, unit: int) -> list[tuple[int, str]]:
        """Return what is said of a unit; what belongs to units that are not there is passed."""
        found: list[tuple[int, str]] = []
        while self._next is not None and self._next[0] <= unit:
            if self._next[0] == unit:
                found.append((self._next[1], _text(self._next[2])))
            self._next = next(self._rows, None)
        return found


# ---------------------------------------------------------------------------------------- segments


def _segment(xml: object, lang: str, origin: Origin) -> Segment:
    """Return the text and the codes of a ``Segment``; raise FormatError where it is no XML."""
    text = Gathering(origin.line)
    data = xml if isinstance(xml, bytes) else _text(xml).encode()
    if not data:
        return text.segment(lang, origin.path)
    for element in elements(BytesIO(data), origin.path, _ROOT, _ROOT, LIMITS):
        for culture in element.children("CultureName"):
            lang = tag(culture.text()) or lang
        for content in element.children("Elements"):
            for item in content.content:
                if not isinstance(item, str):
                    _add(item, text, origin.line)
    return Segment(text.text, lang, origin, codes=tuple(text.codes))


def _add(item: Element, text: Gathering, line: int) -> None:
    if item.name == "Text":
        for value in item.children("Value"):
            text.add(value.text(), line, 1)
        return
    parts = {part.name: part.text() for part in item.content if not isinstance(part, str)}
    role = {"Start": "open", "End": "close"}.get(parts.get("Type", ""), "alone")
    match = parts.get("AlignmentAnchor", "")
    text.code(
        role,  # type: ignore[arg-type]
        parts.get("Anchor", ""),
        "" if match == "0" else match,
        parts.get("TagID", ""),
        parts.get("TextEquivalent", ""),
    )
