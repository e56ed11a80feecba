"""The table of the formats that hold translation units, and one way to read them all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, Final, Literal

from tmkit.errors import ConfigError, FormatError
from tmkit.formats._pairs import Warn
from tmkit.formats._xml import open_stream
from tmkit.model import TranslationUnit

Holds = Literal["codes", "props", "notes", "ids", "languages", "untranslated"]


@dataclass(frozen=True, slots=True)
class UnitFormat:
    """A bilingual format: its extensions, its module, and what of a unit a file of it can hold.

    ``languages``: more than two; ``untranslated``: it tells a unit without a translation from one
    that is empty. ``takes`` are the options of the module's ``read_units`` beyond those all have.
    """

    extensions: tuple[str, ...]
    module: str
    holds: frozenset[Holds]
    takes: frozenset[str] = frozenset()


_TABLE: Final = frozenset({"encoding", "columns"})

UNIT_FORMATS: Final = {
    "tmx": UnitFormat(
        (".tmx",), "tmkit.formats.tmx", frozenset({"codes", "props", "notes", "ids", "languages"})
    ),
    "xliff": UnitFormat(
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        "tmkit.formats.xliff",
        frozenset({"codes", "props", "notes", "ids", "untranslated"}),
    ),
    "po": UnitFormat(
        (".po", ".pot"),
        "tmkit.formats.po",
        frozenset({"notes", "untranslated"}),
        frozenset({"encoding"}),
    ),
    "sdltm": UnitFormat((".sdltm",), "tmkit.formats.sdltm", frozenset({"codes", "props", "ids"})),
    "tsv": UnitFormat(
        (".tsv", ".tab"), "tmkit.formats.table", frozenset({"notes", "ids", "untranslated"}), _TABLE
    ),
    "csv": UnitFormat(
        (".csv",), "tmkit.formats.table", frozenset({"notes", "ids", "untranslated"}), _TABLE
    ),
    "xlsx": UnitFormat(
        (".xlsx", ".xlsm"),
        "tmkit.formats.xlsx",
        frozenset({"notes", "ids", "untranslated"}),
        frozenset({"columns"}),
    ),
    "jsonl": UnitFormat(
        (".jsonl", ".ndjson"),
        "tmkit.formats.jsonl",
        frozenset({"props", "notes", "ids", "untranslated"}),
        _TABLE,
    ),
}

_HEAD: Final = 8192
_PO: Final = re.compile(rb"(?:\s*#[^\n]*\n|\s*\n)*\s*(?:msgctxt|msgid)[ \t]*\"")
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_ASIDE: Final = re.compile(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)


def read_units_of(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of a bilingual file in the order of the file.

    The format is what the bytes say beyond doubt, else what the name's extension says; ``format``,
    a key of :data:`UNIT_FORMATS`, overrides both. ``encoding`` is for text formats, ``columns``
    (``source``, ``target``, ``id``, ``note`` to a column's name or number) for tables; where a
    format has no use for one, ConfigError says so. A unit that its file leaves without a
    translation has an empty target and the property ``x-tmkit-untranslated``. ``warn`` is told of
    what is left out.

    Raise FormatError for a file that cannot be read, or with no unit in these languages.
    """
    name = format or unit_format_of(path)
    if name not in UNIT_FORMATS:
        raise ConfigError(f"unknown format '{name}'", f"Known are {', '.join(UNIT_FORMATS)}")
    chosen = UNIT_FORMATS[name]
    given: dict[str, Any] = {"encoding": encoding, "columns": columns}
    options = {key: value for key, value in given.items() if value is not None}
    useless = sorted(options.keys() - chosen.takes)
    if useless:
        raise ConfigError(f"{path}: {name} files take no {useless[0]}", "Leave the option out")
    units: Iterator[TranslationUnit] = import_module(chosen.module).read_units(
        path, source_lang, target_lang, warn=warn, **options
    )
    return units


def unit_format_of(path: str) -> str:
    """Return the key of the format of a file, by its bytes, then by its name.

    Raise FormatError where neither says which, or for a kind that holds no units.
    """
    extension = PurePath(path).suffix.lower()
    named = next((key for key, kind in UNIT_FORMATS.items() if extension in kind.extensions), None)
    if path == "-":
        raise ConfigError("the format of the standard input is not known", "Name it")
    if named in {"xlsx", "sdltm"} or zipfile.is_zipfile(path):
        return _packed(path, named)
    with open_stream(path) as stream:
        head = stream.read(_HEAD)
    found = _by_content(head, path, named)
    if found not in {None, "tmx", "xliff"} and _is_gzip(path):
        raise FormatError("is a gzip archive", path, hint="Unpack it and give the file in it")
    if found is None:
        hint = f"Name one of {', '.join(UNIT_FORMATS)}"
        raise FormatError("it cannot be told what format this is", path, hint=hint)
    return found


def _is_gzip(path: str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _packed(path: str, named: str | None) -> str:
    """Return the format of a zip archive or a database, or of what only calls itself so."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(name.startswith("xl/") for name in archive.namelist()):
                return "xlsx"
    except (OSError, zipfile.BadZipFile, ValueError):
        return named or "xlsx"
    if named == "tmx":
        return named
    raise FormatError("is a zip archive", path, hint="Unpack it and give the file in it")


def _by_content(head: bytes, path: str, named: str | None) -> str | None:
    if head.startswith(b"SQLite format 3\0"):
        return "sdltm"
    # UTF-16 is told by its every other byte, which the marks of a format can do without.
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if text.startswith(b"<"):
        root = _ROOT.match(_ASIDE.sub(b"", text).lstrip())
        kind = root[2].decode("ascii").lower() if root else ""
        if kind in {"tmx", "xliff"}:
            return kind
        if named in {None, "tmx", "xliff"} and kind:
            hint = "A glossary goes to --glossary" if kind in {"martif", "tbx"} else ""
            hint = hint or "Units are read from TMX and XLIFF; align documents with tmkit align"
            raise FormatError(f"an XML file (<{kind}>) that holds no units", path, hint=hint)
    if named is not None:
        return named
    if _PO.match(text):
        return "po"
    if re.match(rb"\{\s*\"", text):
        return "jsonl"
    first = text.split(b"\n", 1)[0]
    return "tsv" if b"\t" in first else None
