"""The user dictionaries that a command analyses Japanese with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tmkit.config import Config, find_config, read_config


def use(named: Sequence[str], config: Config | None = None) -> None:
    """Use the dictionaries that are named, else those of the settings: of the current folder's.

    Raise FormatError for a file that is missing or no dictionary, ConfigError for wrong settings.
    """
    from tmkit import morphology

    if config is None and not named and (found := find_config(".")) is not None:
        config = read_config(os.path.relpath(found))
    if config is not None and not named:
        named = [str(Path(config.folder) / path) for path in config.dictionaries]
    if named:
        morphology.use_dictionaries(named)
