"""One run of ``tmkit check``, and what was asked of its outcome."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import click

from tmkit.check import Outcome, Task, baseline, cache, changed, fix
from tmkit.check import check as run_check
from tmkit.check.values import RANK
from tmkit.cli.check_report import write_report
from tmkit.cli.check_task import baseline_of, check_task, format_of, shown_from
from tmkit.cli.dictionaries import use
from tmkit.cli.progress import progress
from tmkit.report.messages import Tongue, say, tongue_of
from tmkit.report.text import warnings

FINDINGS: Final = 1


def run(given: dict[str, Any]) -> int:
    """Check, do what the options ask for, print the report, and return the exit code."""
    task = check_task(given)
    use(given["user_dictionary"], task.config)
    tongue = tongue_of(os.environ)
    name = format_of(given)
    encoding = task.encoding or task.config.encoding
    known = baseline.path_of(
        given["baseline"],
        baseline_of(task.config),
        needed=given["write_baseline"] or given["prune_baseline"],
    )
    outcome = _outcome(task, given, tongue)
    if given["write_baseline"] or given["prune_baseline"]:
        return _write_baseline(str(known), outcome, tongue, prune=given["prune_baseline"])
    if known is not None and (given["baseline"] or Path(known).is_file()):
        outcome = baseline.subtract(outcome, baseline.read(known))
    if given["changed_since"]:
        outcome = changed.since(outcome, given["changed_since"], encoding)
    show = shown_from(given, task.config)
    if given["diff"]:
        for text in fix.diffs(fix.plan(outcome.down_to(show), encoding)):
            click.echo(text, nl=False)
    elif given["fix"]:
        plan = fix.plan(outcome.down_to(show), encoding)
        fix.write(plan)
        _say(_fixed(plan, tongue))
        if plan.files:
            return run({**given, "fix": False})
    if not given["diff"]:
        write_report(outcome, name, given["output"], tongue, show, quiet=given["quiet"])
    if not given["quiet"]:
        _say(f"tmkit: {say('warning', tongue)}: {line}" for line in warnings(outcome, tongue))
    return _code(outcome, given["fail_on"] or task.config.fail_on)


def _outcome(task: Task, given: dict[str, Any], tongue: Tongue) -> Outcome:
    store = None if given["no_cache"] else cache.folder()
    with progress(tongue, quiet=given["quiet"]) as show:
        return run_check(task, show, store=store)


def _write_baseline(path: str, outcome: Outcome, tongue: Tongue, *, prune: bool) -> int:
    folder = str(Path(path).parent)
    before = baseline.read(path) if prune or Path(path).exists() else []
    if prune:
        left = baseline.pruned(before, outcome.findings, outcome.formats, folder)
        sizes = [sum(entry.count for entry in known) for known in (before, left)]
        baseline.write(path, left)
        _say([say("baseline-pruned", tongue, path=path, count=sizes[1], before=sizes[0])])
    else:
        known = baseline.renewed(before, outcome.findings, outcome.formats, folder)
        baseline.write(path, known)
        count = sum(entry.count for entry in known)
        _say([say("baseline-written", tongue, path=path, count=count)])
    return 0


def _fixed(plan: fix.Plan, tongue: Tongue) -> Iterable[str]:
    for file in plan.files:
        yield say("fixed", tongue, path=file.path, count=file.count)
    for origin in plan.left:
        yield say("not-fixed", tongue, place=origin)


def _code(outcome: Outcome, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    bound = next(rank for severity, rank in RANK.items() if severity == fail_on)
    return FINDINGS if any(RANK[f.severity] <= bound for f in outcome.findings) else 0


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
