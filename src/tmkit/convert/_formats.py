"""Which formats there are to convert between, and how a file's format is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from tmkit.errors import ConfigError, FormatError
from tmkit.formats import _glossary_columns as layout
from tmkit.formats import bilingual, terminology
from tmkit.formats._unpack import open_stream

Family = Literal["units", "terms"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name here: whether it holds units or terms, and what reads and writes it.

    ``reads`` is a key of ``UNIT_FORMATS`` or ``TERM_FORMATS``, ``writes`` of ``WRITERS`` or
    ``TERM_FORMATS``, empty where tmkit does not write the format.
    """

    family: Family
    extensions: tuple[str, ...]
    reads: str
    writes: str


FORMATS: Final = {
    "tmx": Format("units", (".tmx",), "tmx", "tmx"),
    "xliff": Format(
        "units",
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        "xliff",
        "xliff",
    ),
    "xliff2": Format("units", (), "xliff", "xliff2"),
    "po": Format("units", (".po", ".pot"), "po", "po"),
    "jsonl": Format("units", (".jsonl", ".ndjson"), "jsonl", "jsonl"),
    "sdltm": Format("units", (".sdltm",), "sdltm", ""),
    "csv": Format("units", (".csv",), "csv", "csv"),
    "tsv": Format("units", (".tsv", ".tab"), "tsv", "tsv"),
    "xlsx": Format("units", (".xlsx", ".xlsm"), "xlsx", "xlsx"),
    "tbx": Format("terms", (".tbx",), "tbx", "tbx"),
    "tbx3": Format("terms", (), "tbx", "tbx3"),
    "utx": Format("terms", (".utx",), "utx", "utx"),
    "omegat": Format("terms", (".utf8", ".txt"), "omegat", "omegat"),
    "glossary-csv": Format("terms", (".csv",), "csv", "csv"),
    "glossary-tsv": Format("terms", (".tsv", ".tab"), "tsv", "tsv"),
    "glossary-xlsx": Format("terms", (".xlsx", ".xlsm"), "xlsx", "xlsx"),
}
READABLE: Final = tuple(FORMATS)
WRITABLE: Final = tuple(name for name, known in FORMATS.items() if known.writes)
# What only a table of terms has a column for.
_OF_TERMS: Final = frozenset({"concept", "kind", "subject", "definition", "pos", "term type"})


def chosen(source: str, target: str, given: tuple[str | None, str | None]) -> tuple[str, str]:
    """Return the names of both formats, as ``given`` or told by contents and names.

    A table holds units or terms: what the other side holds, else what its columns say. Raise
    ConfigError or FormatError where a format cannot be told.
    """
    first = [given[0]] if given[0] else _of_input(source)
    second = [given[1]] if given[1] else _of_output(target)
    if len(first) > 1 and len(second) > 1:
        first = [_by_columns(source, first)]
    if len(first) > 1:
        first = _same_family(first, second[0])
    if len(second) > 1:
        second = _same_family(second, first[0])
    for name, known in ((first[0], READABLE), (second[0], WRITABLE)):
        if name not in known:
            hint = f"Use one of {', '.join(known)}"
            raise ConfigError(f"'{name}' is no format to convert like this", hint)
    return first[0], second[0]


def _same_family(names: list[str], other: str) -> list[str]:
    family = FORMATS[other].family if other in FORMATS else "units"
    return [name for name in names if FORMATS[name].family == family] or names


def _by_extension(path: str) -> list[str]:
    extension = PurePath(path).suffix.lower()
    return [name for name, known in FORMATS.items() if extension in known.extensions]


def _of_output(path: str) -> list[str]:
    names = [name for name in _by_extension(path) if name in WRITABLE]
    if not names:
        hint = f"Say it with --to: {', '.join(WRITABLE)}"
        raise ConfigError(f"{path}: the name does not say which format to write", hint)
    return names


def _of_input(path: str) -> list[str]:
    if path == "-":
        hint = f"Say it with --from: {', '.join(READABLE)}"
        raise ConfigError("the format of the standard input is not known", hint)
    named = _by_extension(path)
    if {"xlsx", "sdltm"} & set(named):
        return named
    with open_stream(path, ".tmx") as stream:
        head = stream.read(4096).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<"):
        try:
            return [bilingual.unit_format_of(path)]
        except FormatError:
            return ["tbx"]  # whose reader says what is wrong if it is none
    if head[:4].upper() == b"#UTX":
        return ["utx"]
    if named:
        return named
    return [bilingual.unit_format_of(path)]


def _by_columns(path: str, names: list[str]) -> str:
    """Return which of two kinds of table a file is, by the names of its columns."""
    kind = terminology.format_of(path)
    try:
        if kind == "xlsx":
            from tmkit.formats import _workbook

            cells = next((cells for cells, _ in _workbook.rows(path)), [])
        else:
            with open_stream(path) as stream:
                line = stream.read(4096).decode("utf-8", "replace").split("\n")[0]
            cells = line.strip("\ufeff\r").split("\t" if "\t" in line else ",")
    except FormatError:
        cells = []
    keys = {layout.key_of(cell.strip().strip('"')) for cell in cells}
    family = "terms" if keys & _OF_TERMS and "id" not in cells else "units"
    return next(name for name in names if FORMATS[name].family == family)
