"""Validation: every problem of a TMX, TBX, XLIFF, UTX or glossary file, with what mends it.

:func:`validate` gives the problems, :func:`repaired` the file without those that have one answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import PurePath
from typing import Final, Literal, TypeAlias

from tmkit.errors import ConfigError, FormatError
from tmkit.formats._events import Source, read_events, source_of
from tmkit.formats._unpack import open_stream
from tmkit.validate._head import root_of
from tmkit.validate._lines import is_workbook, read_table
from tmkit.validate._problem import Problem, Repair, Report, Rule, catalogue
from tmkit.validate._xml_flaws import tell_encoding

__all__ = ["KINDS", "PROFILES", "Problem", "Repair", "Rule", "catalogue", "kind_of", "validate"]

Kind: TypeAlias = Literal["tmx", "tbx", "xliff", "utx", "glossary"]
PROFILES: Final = ("omegat", "trados", "memoq", "phrase")

# A kind of file: the module that checks it, and how it is known where its content does not say.
KINDS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "tmx": ("tmkit.validate.tmx", (".tmx",)),
    "tbx": ("tmkit.validate.tbx", (".tbx",)),
    "xliff": (
        "tmkit.validate.xliff",
        (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
    ),
    "utx": ("tmkit.validate.utx", (".utx",)),
    "glossary": (
        "tmkit.validate.glossary",
        (".csv", ".tsv", ".tab", ".txt", ".utf8", ".xlsx"),
    ),
}
_ROOTS: Final = {"tmx": "tmx", "martif": "tbx", "tbx": "tbx", "xliff": "xliff"}
XML_KINDS: Final = ("tmx", "tbx", "xliff")


def kind_of(path: str) -> str:
    """Return what kind of file ``path`` is: by its first bytes, then by its name.

    Raise FormatError for a file that is none of :data:`KINDS`, or cannot be read.
    """
    if is_workbook(path) and PurePath(path).suffix.lower() in {".xlsx", ".xlsm"}:
        return "glossary"
    with open_stream(path) as stream:
        head = stream.read(1 << 16)
    if not head:
        raise FormatError("the file is empty", path, hint="Is it the file you mean?")
    root, is_xml = root_of(head)
    if root in _ROOTS:
        return _ROOTS[root]
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes[-2:]]
    extension = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else suffixes[-1:]
    name = extension if isinstance(extension, str) else "".join(extension)
    named = next((kind for kind, (_, known) in KINDS.items() if name in known), "")
    if is_xml and named not in XML_KINDS:
        hint = "Known are TMX, TBX, XLIFF, UTX and glossary tables; --format says which it is"
        raise FormatError(f"an XML file of another kind (<{root}>)", path, hint=hint)
    if named in ("", "glossary") and head.lstrip(b"\xef\xbb\xbf").startswith(b"#UTX"):
        return "utx"
    if not named:
        hint = "Say with --format what it is: tmx, tbx, xliff, utx or glossary"
        raise FormatError("neither name nor content tell what it is", path, hint=hint)
    return named


def validate(
    path: str,
    *,
    kind: str | None = None,
    profile: str = "",
    encoding: str | None = None,
) -> tuple[Problem, ...]:
    """Return all problems of a file, in the order of its lines.

    ``kind`` is one of :data:`KINDS` where the file's own content and name should not decide,
    ``profile`` one of :data:`PROFILES`: the tool whose own rules are added. ``encoding`` is for
    text files. Raise FormatError for a file that cannot be read at all, ConfigError for an unknown
    kind or profile.
    """
    if kind is not None and kind not in KINDS:
        raise ConfigError(f"unknown kind of file '{kind}'", f"Known are {', '.join(KINDS)}")
    if profile and profile not in PROFILES:
        raise ConfigError(f"unknown tool '{profile}'", f"Known are {', '.join(PROFILES)}")
    kind = kind or kind_of(path)
    if kind == "glossary" and is_workbook(path):
        report = Report(path, profile)
        import_module(KINDS[kind][0]).check_workbook(report)
        return _sorted(report.problems)
    if kind not in XML_KINDS:
        return in_text(kind, path, profile, *read_table(path, encoding))
    with open_stream(path) as stream:
        source = source_of(stream.read(1 << 16), path)
    return in_xml(kind, path, profile, source, None)


def in_xml(
    kind: str, path: str, profile: str, source: Source | None, text: bytes | None
) -> tuple[Problem, ...]:
    """Return the problems of an XML file, of its ``text`` in UTF-8 where that is given."""
    report = Report(path, profile)
    module = import_module(KINDS[kind][0])
    if source is not None:
        tell_encoding(report, source, module.ENCODINGS)
    module.check(read_events(path, text=text), report)
    return _sorted(report.problems)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.line, p.column, p.rule)))


def in_text(kind: str, path: str, profile: str, text: str, encoding: str) -> tuple[Problem, ...]:
    """Return the problems of a table or UTX file, given its text and how that was encoded."""
    report = Report(path, profile)
    import_module(KINDS[kind][0]).check(text, encoding, report)
    return _sorted(report.problems)
