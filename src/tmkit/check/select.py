"""Which rules run, and how severe their findings are: by command line, settings and path."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, cast

from tmkit.check.paths import matches
from tmkit.check.values import RANK, Task
from tmkit.config import Config
from tmkit.errors import ConfigError
from tmkit.model import Finding, Severity
from tmkit.rules import Rule

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
    check_names((*config.select, *config.ignore, *config.severity), known, config.path)
    check_names(config.options, known, config.path)
    for settings in config.by_path:
        check_names((*settings.ignore, *settings.severity), known, config.path)
    check_names([entry.rule for entry in config.ignores], known, config.path)
    return tuple(
        rule
        for rule in rules
        if any(name in selected for name in (ALL, rule.family, rule.id))
        and not ({rule.family, rule.id} & ignored)
        and not ({rule.family, rule.id} & off)
    )


def check_names(names: Iterable[str], known: Sequence[str], where: str) -> None:
    """Raise ConfigError for a name that is not known, with the nearest one."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5)
            hint = f"Did you mean '{near[0]}'?" if near else "See: tmkit check --list-rules"
            raise ConfigError(f"{where}: there is no rule or family '{name}'", hint)


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
