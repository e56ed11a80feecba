"""The table of the formats that aligned units are written in, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Final, cast

from tmkit.errors import ConfigError
from tmkit.files import write_atomic
from tmkit.formats.about import About, Write, WriteReport
from tmkit.model import TranslationUnit


@dataclass(frozen=True, slots=True)
class Writer:
    """A format's file name extensions, the first its own, and where its function stands.

    The module is loaded when the function is wanted: most runs need one, and openpyxl is slow.
    """

    extensions: tuple[str, ...]
    module: str
    function: str

    def load(self) -> Write:
        """Return the function that writes the format."""
        return cast("Write", getattr(import_module(self.module), self.function))


WRITERS: Final = {
    "tmx": Writer((".tmx",), "tmkit.formats.tmx", "write"),
    "tsv": Writer((".tsv", ".tab"), "tmkit.formats.table", "write_tsv"),
    "csv": Writer((".csv",), "tmkit.formats.table", "write_csv"),
    "jsonl": Writer((".jsonl", ".ndjson"), "tmkit.formats.jsonl", "write"),
    "xlsx": Writer((".xlsx",), "tmkit.formats.xlsx", "write"),
    "xliff": Writer((".xlf", ".xliff"), "tmkit.formats.xliff", "write"),
    "xliff2": Writer((), "tmkit.formats.xliff", "write2"),
    "po": Writer((".po",), "tmkit.formats.po", "write"),
}


def writer_name(path: str, name: str | None = None) -> str:
    """Return the key of :data:`WRITERS` for a path: ``name`` if given, else by its extension.

    Raise ConfigError where neither says which.
    """
    known = ", ".join(WRITERS)
    if name is not None:
        if name not in WRITERS:
            raise ConfigError(f"{name!r} is not a format that tmkit writes", f"Use one of {known}")
        return name
    extension = PurePath(path).suffix.lower()
    for key, writer in WRITERS.items():
        if extension in writer.extensions:
            return key
    raise ConfigError(
        f"{path}: the name does not say which format to write", f"Name one of {known}"
    )


def write_aligned(
    path: str, name: str | None, units: Iterable[TranslationUnit], about: About
) -> WriteReport:
    """Write units to a file, whole or not at all, or to standard output where ``path`` is ``-``.

    Raise ConfigError for an unknown format, WriteError where the file cannot be written or the
    format cannot hold a unit.
    """
    write = WRITERS[writer_name(path, name)].load()
    with write_atomic(path) as stream:
        return write(stream, units, about)
