"""The settings of a translation project: ``tmkit.toml``, or ``[tool.tmkit]`` of pyproject.toml.

A misspelt key must not pass for a setting that is in force, so every key is known or an error that
names the nearest known one. docs/reference/configuration.md has them all.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Final

from tmkit.config._reader import Reader
from tmkit.config._tables import config_of
from tmkit.config.values import (
    FAIL_ON,
    SEVERITIES,
    Config,
    Ignore,
    PairMap,
    PathSettings,
    Pattern,
)
from tmkit.encoding import split_lines
from tmkit.errors import ConfigError
from tmkit.files import read_bytes

__all__ = [
    "FAIL_ON",
    "FILE_NAME",
    "SEVERITIES",
    "Config",
    "Ignore",
    "PairMap",
    "PathSettings",
    "Pattern",
    "config_for",
    "find_config",
    "read_config",
]

FILE_NAME: Final = "tmkit.toml"


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


def config_for(folder: str) -> Config:
    """Return the settings that hold for ``folder``, the defaults where there is no file of them."""
    path = find_config(folder)
    return read_config(os.path.relpath(path)) if path is not None else Config()


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
    reader = Reader(path, split_lines(text), inside)
    return config_of(reader, whole)
