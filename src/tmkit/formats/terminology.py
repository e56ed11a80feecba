"""The table of terminology formats, and reading and writing concepts in any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path, PurePath
from typing import Any, Final

from tmkit.errors import ConfigError, FormatError
from tmkit.files import read_bytes, write_atomic
from tmkit.formats._term_words import Warn
from tmkit.formats.term_report import Loss, TermReport
from tmkit.model import Concept

__all__ = ["TERM_FORMATS", "Loss", "TermFormat", "TermReport", "read_concepts", "write_concepts"]


@dataclass(frozen=True, slots=True)
class TermFormat:
    """A format's file name extensions, the first its own, and where its functions stand.

    ``options`` are what the writing function is told besides. The module is loaded when it is used:
    openpyxl is slow.
    """

    extensions: tuple[str, ...]
    module: str
    read: str = "read"
    write: str = "write"
    options: Mapping[str, object] | None = None

    def call(self, name: str, *arguments: object, **options: object) -> Any:
        """Call a function of the module with those of the options that it knows."""
        function: Callable[..., Any] = getattr(import_module(self.module), name)
        known = signature(function).parameters
        return function(
            *arguments, **{key: value for key, value in options.items() if key in known}
        )


TERM_FORMATS: Final = {
    "csv": TermFormat((".csv",), "tmkit.formats.glossary_table"),
    "tsv": TermFormat((".tsv", ".tab"), "tmkit.formats.glossary_table", write="write_tsv"),
    "xlsx": TermFormat((".xlsx", ".xlsm"), "tmkit.formats.glossary_xlsx"),
    "tbx": TermFormat((".tbx",), "tmkit.formats.tbx"),
    "tbx3": TermFormat((), "tmkit.formats.tbx", options={"version": 3}),
    "utx": TermFormat((".utx",), "tmkit.formats.utx"),
    "omegat": TermFormat((".utf8",), "tmkit.formats.omegat_glossary"),
}
PROFILES: Final = ("omegat",)


def read_concepts(
    path: str,
    format: str | None = None,  # noqa: A002
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    warn: Warn | None = None,
) -> tuple[Concept, ...]:
    """Return the concepts in the file ``path`` (``-`` for the standard input, but not for TBX).

    What the bytes say (a workbook, XML, ``#UTX``) counts more than the name's extension;
    ``format``, a key of :data:`TERM_FORMATS`, overrides both. ``columns`` gives names of columns to
    tables, the languages are for formats that do not tell their own. ``warn`` is told what is left
    out.

    Raise FormatError for a file that cannot be read, ConfigError for an unknown format.
    """
    if format is not None:
        _known(format)
    found = TERM_FORMATS[format or format_of(path)]
    concepts = found.call(
        found.read,
        path,
        encoding=encoding,
        columns=columns,
        source_lang=source_lang,
        target_lang=target_lang,
        warn=warn,
    )
    return tuple(concepts)


def write_concepts(
    path: str,
    concepts: Iterable[Concept],
    format: str | None = None,  # noqa: A002
    *,
    source_lang: str,
    target_lang: str,
    profile: str | None = None,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> TermReport:
    """Write concepts to a file, whole or not at all, and return what the format could not hold.

    ``profile`` names a CAT tool whose way of reading is heeded (TBX); ``date``
    (``YYYYMMDDThhmmssZ``) goes where the format has a place for it. Raise ConfigError for an
    unknown format or profile, WriteError where the file cannot be written.
    """
    name = format or _by_extension(path)
    if name is None:
        known = ", ".join(TERM_FORMATS)
        hint = f"Name one of {known}"
        raise ConfigError(f"{path}: the name does not say which format to write", hint)
    _known(name)
    if profile is not None and profile not in PROFILES:
        raise ConfigError(f"unknown profile {profile!r}", f"Known are {', '.join(PROFILES)}")
    found = TERM_FORMATS[name]
    with write_atomic(path) as stream:
        report: TermReport = found.call(
            found.write,
            stream,
            concepts,
            source_lang=source_lang,
            target_lang=target_lang,
            profile=profile,
            date=date,
            columns=columns,
            **(found.options or {}),
        )
    return report


def _known(name: str) -> None:
    if name not in TERM_FORMATS:
        known = ", ".join(TERM_FORMATS)
        raise ConfigError(f"unknown terminology format {name!r}", f"Known are {known}")


def _by_extension(path: str) -> str | None:
    extension = PurePath(path).suffix.lower()
    for name, known in TERM_FORMATS.items():
        if extension in known.extensions:
            return name
    return None


_HEAD: Final = 4096
_XML: Final = re.compile(rb"\s*<(?:\?xml|!|[A-Za-z])")


def format_of(path: str) -> str:
    """Return the key of the format that a file is in, by its first bytes, then by its name.

    A table of tab-separated values is ``omegat`` only by its name, or where it is told: the table's
    reader understands it as well. Raise FormatError for kinds that hold no terms.
    """
    head = _head(path)
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 as well
    if head.startswith(b"\x1f\x8b") or _XML.match(plain):
        return "tbx"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "Open it, and save it as .xlsx or CSV UTF-8"
        raise FormatError("is an old Excel file", path, hint=hint)
    if re.match(rb"#\s*UTX", plain, re.IGNORECASE):
        return "utx"
    named = _by_extension(path)
    # Of a name that promises what the bytes do not hold, the reader says what is wrong.
    return named if named in {"utx", "omegat", "tsv", "tbx", "xlsx"} else "csv"


def _head(path: str) -> bytes:
    if path == "-":
        return b""
    try:
        with Path(path).open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return read_bytes(path)[:_HEAD]  # which says what is wrong
