"""The settings as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tmkit.config._places import line_of
from tmkit.model import Severity

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
FAIL_ON: Final = (*SEVERITIES, "never")


@dataclass(frozen=True, slots=True)
class PairMap:
    """A text and its translation; ``{stem}`` in both stands for any path that is in both."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What is different for the files that one of the patterns ``paths`` matches."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)  # by rule; "off" is one


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule without Python: ``find`` in the texts of the language ``side``.

    ``with_other`` must be found on the other side too, ``without_other`` must not.
    """

    id: str
    side: str
    find: str
    message: str
    message_ja: str = ""
    severity: Severity = "warning"
    fix: str | None = None
    with_other: str | None = None
    without_other: str | None = None


@dataclass(frozen=True, slots=True)
class Ignore:
    """A finding that is accepted, and why. An empty text or path stands for any."""

    rule: str
    reason: str
    text: str = ""
    path: str = ""
    line: int = 0  # of the settings file, for saying that it is not needed any more


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``path`` is the file, ``folder`` the project; both empty where there is none.

    Paths are as written, relative to ``folder``.
    """

    path: str = ""
    folder: str = ""
    source_lang: str = "en"
    target_lang: str = "ja"
    encoding: str | None = None
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    dictionaries: tuple[str, ...] = ()  # user dictionaries of Sudachi's
    files: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables among the files
    pairs: tuple[PairMap, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    fail_on: str = "error"
    baseline: str | None = None
    by_path: tuple[PathSettings, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by rule
    patterns: tuple[Pattern, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)  # of the file
    inside: tuple[str, ...] = ()  # the table of the file that holds them all

    def place(self, *keys: str | int) -> str:
        """Return where a setting stands: the path, and the line where it can be told.

        ``keys`` are the names that lead to it, and the number of an entry from 0 on.
        """
        line = line_of(self.lines, (*self.inside, *keys))
        return f"{self.path}:{line}" if line else self.path
