"""From what is typed after ``tmkit check`` to the verb's task."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from tmkit.check import Task, all_rules
from tmkit.check.pages import catalogue_lines, page
from tmkit.cli.values import columns_of
from tmkit.config import Config, config_for, read_config
from tmkit.errors import ConfigError
from tmkit.model import Severity
from tmkit.pair import check_languages
from tmkit.report.messages import tongue_of


def check_task(given: dict[str, Any]) -> Task:
    """Return the options as the verb's task; ConfigError where they contradict each other."""
    if (given["source"] is None) != (given["target"] is None):
        lacking = "--target" if given["target"] is None else "--source"
        raise ConfigError(f"{lacking} is missing", "Give both, or the one text as PATH")
    if given["fix"] and given["diff"]:
        raise ConfigError("--fix and --diff exclude each other", "Look at --diff first")
    config = _config(given)
    task = Task(
        config,
        tuple(given["paths"]),
        (given["source"], given["target"]) if given["source"] is not None else None,
        given["source_lang"] or config.source_lang,
        given["target_lang"] or config.target_lang,
        given["glossary"],
        given["tm"],
        given["encoding"],
        given["input_format"],
        not given["no_dictionary"],
        _names(given["select"]),
        _names(given["ignore"]),
        tuple((columns_of(given["columns"]) or config.columns).items()),
    )
    check_languages(task.source_lang, task.target_lang)
    return task


def explanation(given: dict[str, Any]) -> str:
    """Return the page of a rule, one of the settings too; ConfigError for an unknown one."""
    return page(given["explain"], all_rules(check_task(given)))


def catalogue(task: Task) -> str:
    """Return a line for each rule, those of the settings too."""
    return "\n".join(catalogue_lines(all_rules(task), tongue_of(os.environ)))


def _config(given: dict[str, Any]) -> Config:
    if given["no_config"]:
        return Config()
    folder = next((path for path in given["paths"] if Path(path).is_dir()), ".")
    return read_config(os.path.relpath(given["config"])) if given["config"] else config_for(folder)


def baseline_of(config: Config) -> str | None:
    """Return the baseline that the settings name, as it is called from here."""
    return str(Path(config.folder) / config.baseline) if config.baseline else None


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


def shown_from(given: dict[str, Any], config: Config) -> Severity:
    """Return from which severity up findings are listed and mended: never less than may fail."""
    fail_on = given["fail_on"] or config.fail_on
    default: Severity = "info" if fail_on == "info" else "warning"
    return cast("Severity", given["show"] or default)


def format_of(given: dict[str, Any]) -> str:
    """Return the name of the reporter; ConfigError where two are asked for."""
    if given["as_json"] and given["output_format"] not in {None, "json"}:
        raise ConfigError("--json and --output-format contradict each other", "Give one")
    return "json" if given["as_json"] else given["output_format"] or "text"
