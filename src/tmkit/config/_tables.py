"""The tables of the file, each to its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from tmkit.config._reader import (
    Reader,
    as_choice,
    as_columns,
    as_regex,
    as_severities,
    as_table,
    as_tables,
    as_text,
    as_texts,
    known,
)
from tmkit.config.values import (
    FAIL_ON,
    SEVERITIES,
    Config,
    Ignore,
    PairMap,
    PathSettings,
    Pattern,
)
from tmkit.language import is_tag
from tmkit.model import Severity

_TOP: Final = ("project", "pair", "check", "rules", "pattern", "ignore")
_PROJECT: Final = tuple(
    "source-lang target-lang encoding glossaries memories dictionaries files columns".split()
)
_CHECK: Final = ("select", "ignore", "severity", "fail-on", "baseline", "paths")
_PATHS: Final = ("paths", "ignore", "severity")
_PATTERN: Final = tuple(
    "id side find message message-ja severity fix with-other without-other".split()
)
_IGNORE: Final = ("rule", "text", "path", "reason")


def config_of(reader: Reader, whole: Mapping[str, Any]) -> Config:
    """Return the whole file as a value; ConfigError, with its line, for what is no setting."""
    known(reader, whole, _TOP)
    project = as_table(reader, whole.get("project", {}), "project")
    check = as_table(reader, whole.get("check", {}), "check")
    rules = as_table(reader, whole.get("rules", {}), "rules")
    known(reader, project, _PROJECT, "project")
    known(reader, check, _CHECK, "check")

    def tag(key: str, default: str) -> str:
        lang = as_text(reader, project.get(key, default), "project", key)
        if not is_tag(lang):
            raise reader.fault(f"'{lang}' is not a language tag", "Give en or ja", "project", key)
        return lang

    def listed(table: Mapping[str, Any], *at: str) -> tuple[str, ...]:
        return as_texts(reader, table.get(at[-1], []), *at)

    def maybe(table: Mapping[str, Any], *at: str) -> str | None:
        return as_text(reader, table[at[-1]], *at) if at[-1] in table else None

    return Config(
        reader.path,
        str(Path(reader.path).parent),
        tag("source-lang", "en"),
        tag("target-lang", "ja"),
        maybe(project, "project", "encoding"),
        listed(project, "project", "glossaries"),
        listed(project, "project", "memories"),
        listed(project, "project", "dictionaries"),
        listed(project, "project", "files"),
        as_columns(reader, project.get("columns", {}), "project", "columns"),
        _each(reader, whole, _pair, "pair"),
        listed(check, "check", "select"),
        listed(check, "check", "ignore"),
        as_severities(reader, check.get("severity", {}), "check", "severity"),
        as_choice(reader, check.get("fail-on", "error"), FAIL_ON, "check", "fail-on"),
        maybe(check, "check", "baseline"),
        _each(reader, check, _path_settings, "check", "paths"),
        {rule: dict(as_table(reader, value, "rules", rule)) for rule, value in rules.items()},
        _each(reader, whole, _pattern, "pattern"),
        _each(reader, whole, _ignore, "ignore"),
        tuple(reader.lines),
        reader.inside,
    )


def _each(
    reader: Reader,
    whole: Mapping[str, Any],
    make: Callable[[Reader, Mapping[str, Any], tuple[str | int, ...]], Any],
    *at: str,
) -> tuple[Any, ...]:
    return tuple(
        make(reader, table, (*at, number))
        for number, table in enumerate(as_tables(reader, whole, *at))
    )


def _needed(
    reader: Reader, table: Mapping[str, Any], keys: Sequence[str], at: tuple[str | int, ...]
) -> None:
    for key in keys:
        if key not in table:
            raise reader.fault(f"this entry lacks '{key}'", f"Add {key} = ...", *at)


def _pair(reader: Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> PairMap:
    known(reader, table, ("source", "target"), *at)
    _needed(reader, table, ("source", "target"), at)
    source, target = (as_text(reader, table[key], *at, key) for key in ("source", "target"))
    if ("{stem}" in source) != ("{stem}" in target):
        hint = "Write {stem} in both or in none"
        raise reader.fault("{stem} stands on one side only", hint, *at)
    return PairMap(source, target)


def _path_settings(
    reader: Reader, table: Mapping[str, Any], at: tuple[str | int, ...]
) -> PathSettings:
    known(reader, table, _PATHS, *at)
    _needed(reader, table, ("paths",), at)
    return PathSettings(
        as_texts(reader, table["paths"], *at, "paths"),
        as_texts(reader, table.get("ignore", []), *at, "ignore"),
        as_severities(reader, table.get("severity", {}), *at, "severity"),
    )


def _pattern(reader: Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> Pattern:
    known(reader, table, _PATTERN, *at)
    _needed(reader, table, ("id", "side", "find", "message"), at)
    name = as_text(reader, table["id"], *at, "id")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise reader.fault(f"'{name}' is no name for a rule", "Write it as company-name", *at, "id")
    with_other, without_other = (
        as_regex(reader, table[key], *at, key) if key in table else None
        for key in ("with-other", "without-other")
    )
    return Pattern(
        name,
        as_choice(reader, table["side"], ("en", "ja"), *at, "side"),
        as_regex(reader, table["find"], *at, "find"),
        as_text(reader, table["message"], *at, "message"),
        as_text(reader, table.get("message-ja", ""), *at, "message-ja"),
        cast(
            "Severity",
            as_choice(reader, table.get("severity", "warning"), SEVERITIES, *at, "severity"),
        ),
        as_text(reader, table["fix"], *at, "fix") if "fix" in table else None,
        with_other,
        without_other,
    )


def _ignore(reader: Reader, table: Mapping[str, Any], at: tuple[str | int, ...]) -> Ignore:
    known(reader, table, _IGNORE, *at)
    _needed(reader, table, ("rule", "reason"), at)
    texts = {key: as_text(reader, table.get(key, ""), *at, key) for key in _IGNORE}
    if not texts["reason"].strip():
        hint = "Say why the finding is right to stay"
        raise reader.fault("an empty reason", hint, *at, "reason")
    if not texts["text"] and not texts["path"]:
        hint = "Add text or path; to switch a rule off, use ignore in [check]"
        raise reader.fault("this entry would ignore the whole rule", hint, *at)
    return Ignore(
        texts["rule"], texts["reason"], texts["text"], texts["path"], reader.line(*at, "rule")
    )
