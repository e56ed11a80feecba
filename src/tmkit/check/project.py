"""A project's files: the pairs, glossaries and memories that its settings name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tmkit.check.paths import compiled, from_here, names_below
from tmkit.check.values import Notice, Subject
from tmkit.config import Config, PairMap
from tmkit.errors import ConfigError


def subjects(config: Config) -> tuple[list[Subject], list[Notice]]:
    """Return what a project has to be checked, in the order of its settings, and what is missing.

    Raises ConfigError where the settings name nothing that is there.
    """
    found: list[Subject] = []
    notices: list[Notice] = []
    names = names_below(config.folder)
    for pair in config.pairs:
        found += _pairs(config, pair, names, notices)
    for path in listed(config, config.files, names):
        found.append(Subject("units", path))
    found = list(dict.fromkeys(found))
    if not found:
        hint = "Add [[pair]] with source and target, or files in [project]"
        raise ConfigError(f"{config.path}: names no text to check that is there", hint)
    return found, notices


def pairs_by_file(config: Config) -> dict[str, Subject]:
    """Return the pair that each file of the project's pairs belongs to, by its real path."""
    if not config.pairs:
        return {}
    names = names_below(config.folder)
    found: dict[str, Subject] = {}
    for pair in config.pairs:
        for subject in _pairs(config, pair, names, []):
            for path in (subject.path, subject.target):
                found.setdefault(os.path.realpath(path), subject)
    return found


def listed(config: Config, patterns: tuple[str, ...], names: list[str] | None = None) -> list[str]:
    """Return the files that patterns name, as they are called from here.

    A name without wildcard is returned also where there is no such file: reading it says so.
    """
    known = names
    found: list[str] = []
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?"):
            found.append(from_here(config.folder, pattern))
            continue
        known = names_below(config.folder) if known is None else known
        expression = compiled(pattern)
        found += [from_here(config.folder, name) for name in known if expression.fullmatch(name)]
    return list(dict.fromkeys(found))


def _pairs(
    config: Config, pair: PairMap, names: list[str], notices: list[Notice]
) -> Iterator[Subject]:
    if "{stem}" not in pair.source:
        source, target = (from_here(config.folder, side) for side in (pair.source, pair.target))
        yield Subject("pair", source, target)
        return
    expression = compiled(pair.source)
    for name in names:
        match = expression.fullmatch(name)
        if match is None:
            continue
        target = pair.target.replace("{stem}", match["stem"])
        if target == name:
            continue
        if (Path(config.folder) / target).is_file():
            yield Subject("pair", from_here(config.folder, name), from_here(config.folder, target))
        else:
            here = from_here(config.folder, name)
            notices.append(
                Notice(
                    f"{here}: there is no translation {target}",
                    f"{here}: 訳文 {target} がありません",
                )
            )
