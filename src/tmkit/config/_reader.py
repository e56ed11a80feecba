"""A value of the file as what it is to be, or an error that says at which line it is not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from tmkit.config._places import line_of
from tmkit.config.values import SEVERITIES
from tmkit.errors import ConfigError

COLUMNS: Final = ("source", "target", "id", "note")


@dataclass(frozen=True, slots=True)
class Reader:
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
        return line_of(self.lines, (*self.inside, *keys))


def known(reader: Reader, table: Mapping[str, Any], keys: Sequence[str], *at: str | int) -> None:
    """Raise ConfigError for a key that is not one of ``keys``."""
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, 1, 0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known here are {', '.join(keys)}"
            raise reader.fault(f"unknown key '{key}'", hint, *at, key)


def as_text(reader: Reader, value: Any, *at: str | int) -> str:
    if not isinstance(value, str):
        raise reader.fault(f"'{at[-1]}' must be a text", "Put it between quotation marks", *at)
    return value


def as_texts(reader: Reader, value: Any, *at: str | int) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        hint = 'Write it as ["one", "two"]'
        raise reader.fault(f"'{at[-1]}' must be a list of texts", hint, *at)
    return tuple(value)


def as_table(reader: Reader, value: Any, *at: str | int) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise reader.fault(f"'{at[-1]}' must be a table", f"Write it as [{at[-1]}]", *at)
    return value


def as_tables(reader: Reader, whole: Mapping[str, Any], *at: str) -> list[Mapping[str, Any]]:
    value = whole.get(at[-1], [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        hint = f"Write each as [[{'.'.join(at)}]]"
        raise reader.fault(f"'{at[-1]}' must be a list of tables", hint, *at)
    return value


def as_choice(reader: Reader, value: Any, choices: Sequence[str], *at: str | int) -> str:
    if value not in choices:
        raise reader.fault(
            f"'{at[-1]}' cannot be {value!r}", f"Known are {', '.join(choices)}", *at
        )
    return cast("str", value)


def as_severities(reader: Reader, value: Any, *at: str | int) -> Mapping[str, str]:
    table = as_table(reader, value, *at)
    return {
        rule: as_choice(reader, level, (*SEVERITIES, "off"), *at, rule)
        for rule, level in table.items()
    }


def as_regex(reader: Reader, value: Any, *at: str | int) -> str:
    text = as_text(reader, value, *at)
    try:
        re.compile(text)
    except re.error as error:
        message = f"'{at[-1]}' is no regular expression: {error}"
        raise reader.fault(message, "See docs.python.org, re", *at) from None
    return text


def as_columns(reader: Reader, value: Any, *at: str) -> Mapping[str, str]:
    table = as_table(reader, value, *at)
    known(reader, table, COLUMNS, *at)
    return {name: as_text(reader, column, *at, name) for name, column in table.items()}
