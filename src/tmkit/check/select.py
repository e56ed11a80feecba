"""Which rules run, and how severe their findings are: by command line, settings and path."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from tmkit.check.paths import matches
from tmkit.check.values import RANK, Task
from tmkit.config import Config
from tmkit.errors import ConfigError
from tmkit.model import Finding, Severity
from tmkit.rules import Rule
from tmkit.rules._rule import Option

ALL: Final = "all"


def chosen(task: Task, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules that are to run, in their order.

    ``--select`` takes the place of the settings' select; what is ignored anywhere does not run.
    Raises ConfigError for a name that is neither a rule nor a family.
    """
    config = task.config
    families = {rule.family for rule in rules}
    known = [ALL, *sorted(families), *(rule.id for rule in rules)]
    selected = task.select or config.select or (ALL,)
    ignored = {*task.ignore, *config.ignore}
    off = {rule for rule, severity in config.severity.items() if severity == "off"}
    check_names(task.select, known, "--select")
    check_names(task.ignore, known, "--ignore")
    _check_config(config, known)
    _check_options(config, rules)
    return tuple(
        rule
        for rule in rules
        if any(name in selected for name in (ALL, rule.family, rule.id))
        and not ({rule.family, rule.id} & ignored)
        and not ({rule.family, rule.id} & off)
    )


def _check_config(config: Config, known: Sequence[str]) -> None:
    """Raise ConfigError, with its line, for a rule in the settings that there is not."""
    check = "check"
    check_names(config.select, known, config.place(check, "select"))
    check_names(config.ignore, known, config.place(check, "ignore"))
    for name in config.severity:
        check_names([name], known, config.place(check, "severity", name))
    for number, settings in enumerate(config.by_path):
        check_names(settings.ignore, known, config.place(check, "paths", number, "ignore"))
        for name in settings.severity:
            check_names([name], known, config.place(check, "paths", number, "severity", name))
    for number, entry in enumerate(config.ignores):
        check_names([entry.rule], known, config.place("ignore", number, "rule"))


def check_names(names: Iterable[str], known: Sequence[str], where: str) -> None:
    """Raise ConfigError for a name that is not known, with the nearest one."""
    for name in names:
        if name not in known:
            hint = _nearest(name, known) or "See: tmkit check --list-rules"
            raise ConfigError(f"{where}: there is no rule or family '{name}'", hint)


def _check_options(config: Config, rules: Sequence[Rule]) -> None:
    """Raise ConfigError, with its line, for what [rules.ID] says that is no option of a rule."""
    by_name = {rule.id: rule for rule in rules}
    for name, given in config.options.items():
        where = config.place("rules", name)
        rule = by_name.get(name)
        if rule is None:
            hint = _nearest(name, [*by_name]) or "See: tmkit check --list-rules"
            raise ConfigError(f"{where}: there is no rule '{name}'", hint)
        options = {option.name: option for option in rule.options}
        for key, value in given.items():
            where = config.place("rules", name, key)
            if key not in options:
                raise ConfigError(f"{where}: {name} has no option '{key}'", _hint(rule, key))
            _check_value(options[key], value, where)


def _hint(rule: Rule, key: str) -> str:
    names = [option.name for option in rule.options]
    if not names:
        return "It has none; its severity is set in [check.severity]"
    return _nearest(key, names) or f"It has {', '.join(names)}"


def _check_value(option: Option, value: Any, where: str) -> None:
    if isinstance(option.default, bool):
        if not isinstance(value, bool):
            hint = f"Write it as {option.name} = true"
            raise ConfigError(f"{where}: '{option.name}' must be true or false", hint)
    elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
        hint = f"Write it as {option.name} = {option.default}"
        raise ConfigError(f"{where}: '{option.name}' must be a whole number from 1 up", hint)


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f"Did you mean '{near[0]}'?" if near else ""


def settle(finding: Finding, rule: Rule, config: Config) -> Finding | None:
    """Return the finding with the severity that the settings give it, None where it is off.

    A setting speaks of the rule's own severity. A finding that the rule took milder than that
    stays as mild, and is never more severe than the setting.
    """
    wanted = config.severity.get(rule.id) or config.severity.get(rule.family)
    for settings in config.by_path:
        if not any(matches(finding.passage.path, path, config.folder) for path in settings.paths):
            continue
        if {rule.id, rule.family, ALL} & set(settings.ignore):
            return None
        wanted = settings.severity.get(rule.id) or settings.severity.get(rule.family) or wanted
    if wanted == "off":
        return None
    if wanted is None:
        return finding
    severity = cast("Severity", wanted)
    if finding.severity != rule.severity and RANK[finding.severity] >= RANK[severity]:
        return finding
    return finding if finding.severity == severity else replace(finding, severity=severity)
