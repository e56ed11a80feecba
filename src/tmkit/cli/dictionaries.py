"""The user dictionaries that a command analyses Japanese with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tmkit.config import Config, config_for


def use(named: Sequence[str], config: Config | None = None) -> None:
    """Use the dictionaries that are named, else those of the settings: of the current folder's.

    Raise FormatError for a file that is missing or no dictionary, ConfigError for wrong settings.
    """
    from tmkit import morphology

    if not named:
        config = config or config_for(".")
        named = [str(Path(config.folder) / path) for path in config.dictionaries]
    if named:
        morphology.use_dictionaries(named)
