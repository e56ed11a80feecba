"""The settings of a translation project: ``tmkit.toml``, or ``[tool.tmkit]`` of pyproject.toml.

A misspelt key must not pass for a setting that is in force, so every key is known or an error that
names the nearest known one. docs/reference/configuration.md has them all.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from tmkit.encoding import split_lines
from tmkit.errors import ConfigError
from tmkit.files import read_bytes
from tmkit.language import is_tag
from tmkit.model import Severity

FILE_NAME: Final = "tmkit.toml"
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
    files: tuple[str, ...] = ()
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


def find_config(folder: str) -> str | None:
    """Return the settings file that holds for ``folder``: the nearest, here or further up.

    A pyproject.toml counts where it has ``[tool.tmkit]``.
    """
    start = Path(folder).absolute()
    for place in (start, *start.parents):
        if (place / FILE_NAME).is_file():
            return str(place / FILE_NAME)
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.tmkit" in read_bytes(str(project)):
            return str(project)
    return None


def read_config(path: str) -> Config:
    """Return the settings in the file ``path``.

    Raises FormatError where it cannot be read, ConfigError, with its line, for anything in it that
    is not a setting.
    """
    try:
        text = read_bytes(path).decode("utf-8")
        whole = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not valid UTF-8", "TOML files are UTF-8: save it so") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"\(at line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else path
        problem = str(error).partition(" (at ")[0]
        raise ConfigError(f"{where}: {problem}", "Mend the TOML there") from None
    inside: tuple[str, ...] = ()
    if Path(path).name == "pyproject.toml":
        inside = ("tool", "tmkit")
        whole = whole.get("tool", {}).get("tmkit", {})
    reader = _Reader(path, split_lines(text), inside)
    return _config(reader, whole)


# ------------------------------------------------------------------------------- values and places


@dataclass(frozen=True, slots=True)
class _Reader:
    """The file, for telling where something is wrong with it."""

    path: str
    lines: Sequence[str]
    inside: tuple[str, ...]

    def fault(self, message: str, hint: str, *keys: str | int) -> ConfigError:
        """Return the error about what ``keys`` lead to: names, and numbers of entries from 0."""
        line = self.line(*keys)
        where = f"{self.path}:{line}" if line else self.path
        return ConfigError(f"{where}: {message}", hint)

    def line(self, *keys: str | int) -> int:
        """Return the line of a setting, 0 where it cannot be told."""
        return _line(self.lines, (*self.inside, *keys))


_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY: Final = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def _names(dotted: str) -> tuple[str, ...]:
    found = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return tuple(name.strip("\"'") for name in found)


def _line(lines: Sequence[str], keys: tuple[str | int, ...]) -> int:
    """Return the line of a key or table, 0 where the file writes it in a way not looked for."""
    wanted = tuple(key for key in keys if isinstance(key, str))
    entry = next((key for key in keys if isinstance(key, int)), None)
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    best = 0
    for number, line in enumerate(lines, start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _names(header[2])
            counts[table] = counts.get(table, -1) + 1
            here = table
        elif key:
            here = (*table, *_names(key[1]))
        else:
            continue
        if here == wanted[: len(here)] and (entry is None or counts.get(table, 0) == entry):
            best = number
            if here == wanted:
                return number
        elif header and table[: len(wanted)] == wanted and entry is None:
            return number
    return best


def _known(reader: _Reader, table: Mapping[str, Any], keys: Sequence[str], *at: str | int) -> None:
    """Raise ConfigError for a key that is not one of ``keys``."""
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, 1, 0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known here are {', '.join(keys)}"
            raise reader.fault(f"unknown key '{key}'", hint, *at, key)


def _text(reader: _Reader, value: Any, *at: str | int) -> str:
    if not isinstance(value, str):
        raise reader.fault(f"'{at[-1]}' must be a text", "Put it between quotation marks", *at)
    return value


def _texts(reader: _Reader, value: Any, *at: str | int) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        hint = 'Write it as ["one", "two"]'
        raise reader.fault(f"'{at[-1]}' must be a list of texts", hint, *at)
    return tuple(value)


def _table(reader: _Reader, value: Any, *at: str | int) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise reader.fault(f"'{at[-1]}' must be a table", f"Write it as [{at[-1]}]", *at)
    return value


def _entries(reader: _Reader, whole: Mapping[str, Any], *at: str) -> list[Mapping[str, Any]]:
    value = whole.get(at[-1], [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        hint = f"Write each as [[{'.'.join(at)}]]"
        raise reader.fault(f"'{at[-1]}' must be a list of tables", hint, *at)
    return value


def _choice(reader: _Reader, value: Any, choices: Sequence[str], *at: str | int) -> str:
    if value not in choices:
        raise reader.fault(
            f"'{at[-1]}' cannot be {value!r}", f"Known are {', '.join(choices)}", *at
        )
    return cast("str", value)


def _severities(reader: _Reader, value: Any, *at: str | int) -> Mapping[str, str]:
    table = _table(reader, value, *at)
    return {
        rule: _choice(reader, level, (*SEVERITIES, "off"), *at, rule)
        for rule, level in table.items()
    }


def _regex(reader: _Reader, value: Any, *at: str | int) -> str:
    text = _text(reader, value, *at)
    try:
        re.compile(text)
    except re.error as error:
        message = f"'{at[-1]}' is no regular expression: {error}"
        raise reader.fault(message, "See docs.python.org, re", *at) from None
    return text


# ---------------------------------------------------------------------------------------- tables

_TOP: Final = ("project", "pair", "check", "rules", "pattern", "ignore")
_PROJECT: Final = ("source-lang", "target-lang", "encoding", "glossaries", "memories", "files")
_CHECK: Final = ("select", "ignore", "severity", "fail-on", "baseline", "paths")
_PATHS: Final = ("paths", "ignore", "severity")
_PATTERN: Final = tuple(
    "id side find message message-ja severity fix with-other without-other".split()
)
_IGNORE: Final = ("rule", "text", "path", "reason")


def _config(reader: _Reader, whole: Mapping[str, Any]) -> Config:
    _known(reader, whole, _TOP)
    project = _table(reader, whole.get("project", {}), "project")
    check = _table(reader, whole.get("check", {}), "check")
    rules = _table(reader, whole.get("rules", {}), "rules")
    _known(reader, project, _PROJECT, "project")
    _known(reader, check, _CHECK, "check")

    def tag(key: str, default: str) -> str:
        lang = _text(reader, project.get(key, default), "project", key)
        if not is_tag(lang):
            raise reader.fault(f"'{lang}' is not a language tag", "Give en or ja", "project", key)
        return lang

    def listed(table: Mapping[str, Any], *at: str) -> tuple[str, ...]:
        return _texts(reader, table.get(at[-1], []), *at)

    def maybe(table: Mapping[str, Any], *at: str) -> str | None:
        return _text(reader, table[at[-1]], *at) if at[-1] in table else None

    return Config(
        reader.path,
        str(Path(reader.path).parent),
        tag("source-lang", "en"),
        tag("target-lang", "ja"),
        maybe(project, "project", "encoding"),
        listed(project, "project", "glossaries"),
        listed(project, "project", "memories"),
        listed(project, "project", "files"),
        _each(reader, whole, _pair, "pair"),
        listed(check, "check", "select"),
        listed(check, "check", "ignore"),
        _severities(reader, check.get("severity", {}), "check", "severity"),
        _choice(reader, check.get("fail-on", "error"), FAIL_ON, "check", "fail-on"),
        maybe(check, "check", "baseline"),
        _each(reader, check, _path_settings, "check", "paths"),
        {rule: dict(_table(reader, value, "rules", rule)) for rule, value in rules.items()},
        _each(reader, whole, _pattern, "pattern"),
        _each(reader, whole, _ignore, "ignore"),
    )


def _each(
    reader: _Reader,
    whole: Mapping[str, Any],
    make: Callable[[_Reader, Mapping[str, Any], tuple[str | int, ...]], Any],
    *at: str,
) -> tuple[Any, ...]:
    return tuple(
        make(reader, table, (*at, number))
        for number, table in enumerate(_entries(reader, whole, *at))
    )


def _needed(
    reader: _Reader, table: Mapping[str, Any], keys: Sequence[str], at: tuple[str | int, ...]
) -> None:
    for key in keys:
        if key not in table:
            raise reader.fault(f"this entry lacks '{key}'", f"Add {key} = ...", *at)


def _pair(reader: _Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> PairMap:
    _known(reader, table, ("source", "target"), *at)
    _needed(reader, table, ("source", "target"), at)
    source, target = (_text(reader, table[key], *at, key) for key in ("source", "target"))
    if ("{stem}" in source) != ("{stem}" in target):
        hint = "Write {stem} in both or in none"
        raise reader.fault("{stem} stands on one side only", hint, *at)
    return PairMap(source, target)


def _path_settings(
    reader: _Reader, table: Mapping[str, Any], at: tuple[str | int, ...]
) -> PathSettings:
    _known(reader, table, _PATHS, *at)
    _needed(reader, table, ("paths",), at)
    return PathSettings(
        _texts(reader, table["paths"], *at, "paths"),
        _texts(reader, table.get("ignore", []), *at, "ignore"),
        _severities(reader, table.get("severity", {}), *at, "severity"),
    )


def _pattern(reader: _Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> Pattern:
    _known(reader, table, _PATTERN, *at)
    _needed(reader, table, ("id", "side", "find", "message"), at)
    name = _text(reader, table["id"], *at, "id")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise reader.fault(f"'{name}' is no name for a rule", "Write it as company-name", *at, "id")
    with_other, without_other = (
        _regex(reader, table[key], *at, key) if key in table else None
        for key in ("with-other", "without-other")
    )
    return Pattern(
        name,
        _choice(reader, table["side"], ("en", "ja"), *at, "side"),
        _regex(reader, table["find"], *at, "find"),
        _text(reader, table["message"], *at, "message"),
        _text(reader, table.get("message-ja", ""), *at, "message-ja"),
        cast(
            "Severity",
            _choice(reader, table.get("severity", "warning"), SEVERITIES, *at, "severity"),
        ),
        _text(reader, table["fix"], *at, "fix") if "fix" in table else None,
        with_other,
        without_other,
    )


def _ignore(reader: _Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> Ignore:
    _known(reader, table, _IGNORE, *at)
    _needed(reader, table, ("rule", "reason"), at)
    texts = {key: _text(reader, table.get(key, ""), *at, key) for key in _IGNORE}
    if not texts["reason"].strip():
        hint = "Say why the finding is right to stay"
        raise reader.fault("an empty reason", hint, *at, "reason")
    if not texts["text"] and not texts["path"]:
        hint = "Add text or path; to switch a rule off, use ignore in [check]"
        raise reader.fault("this entry would ignore the whole rule", hint, *at)
    return Ignore(
        texts["rule"], texts["reason"], texts["text"], texts["path"], reader.line(*at, "rule")
    )
