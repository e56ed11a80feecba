"""The verb ``check``: texts in, findings out, worst first, each at its place in the user's file."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tmkit.check import cache, inputs
from tmkit.check.by_glossary import accepted, of_glossary
from tmkit.check.patterns import pattern_rules
from tmkit.check.places import placed
from tmkit.check.run import run, runnable
from tmkit.check.select import chosen
from tmkit.check.suppress import apply
from tmkit.check.values import (
    SHOWN_WHOLE,
    Gathered,
    Notice,
    Outcome,
    Progress,
    Subject,
    Summary,
    Suppressed,
    Task,
)
from tmkit.evidence import lexicon
from tmkit.rules import RULES, Context, Rule, Unit

__all__ = ["Notice", "Outcome", "Suppressed", "Task", "all_rules", "check"]


def check(
    task: Task,
    progress: Progress = lambda *_: None,
    *,
    rules: Sequence[Rule] = RULES,
    store: str | None = None,
) -> Outcome:
    """Return what the rules find in the texts of ``task``, before any baseline.

    ``store`` is the folder in which the outcome of an unchanged run is kept; None for none. Raises
    ConfigError for a task or settings that make no sense, FormatError where a file cannot be read.
    """
    rules = all_rules(task, rules)
    wanted = chosen(task, rules)
    todo, notices = inputs.subjects(task)
    key = cache.key_of(task, todo, wanted, notices) if store is not None else None
    if store is not None and key is not None:
        known = cache.load(store, key)
        if known is not None:
            return known
    with _no_collector():
        outcome = _fresh(task, todo, notices, wanted, progress)
    if store is not None and key is not None:
        cache.save(store, key, outcome)
    return outcome


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep Python from looking for cyclic garbage for a while.

    A check makes millions of values, no cycles among them, and keeps most to its end: going through
    them again and again would take a fifth of the time and find nothing.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def all_rules(task: Task, rules: Sequence[Rule] = RULES) -> tuple[Rule, ...]:
    """Return the catalogue with the patterns of the settings added."""
    taken = {rule.id for rule in rules} | {rule.family for rule in rules}
    return (*rules, *pattern_rules(task.config.patterns, taken, task.config.path))


def _fresh(
    task: Task,
    todo: Sequence[Subject],
    notices: Sequence[Notice],
    wanted: Sequence[Rule],
    progress: Progress,
) -> Outcome:
    gathered = inputs.gather(task, todo, progress)
    context = Context(
        gathered.units,
        gathered.glossary,
        lexicon.load() if task.dictionary else None,
        task.config.options,
    )
    able, lacking = runnable(wanted, context)
    # A glossary that is there and has no terms yet is not to be asked for.
    instead = {"glossary": "terms"} if inputs.evidence_paths(task)[0] else {}
    skipped = [(rule, instead.get(need, need)) for rule, need in lacking]
    findings = run(able, context, task.config, progress)
    findings = placed(findings, gathered.formats, task.encoding or task.config.encoding)
    accepting = of_glossary(gathered.glossary)
    kept, suppressed, unused = apply(
        findings,
        [*gathered.inline, *accepting.inline],
        task.config,
        [rule.id for rule in able],
        lambda finding: accepted(finding, accepting),
    )
    checked = sum(unit.checked for unit in gathered.units)
    outcome = Outcome(
        tuple(kept),
        Summary(len(gathered.formats), checked, len(able), tuple(skipped)),
        suppressed=tuple(suppressed),
        unused=tuple(unused),
        notices=(*notices, *gathered.notices, *accepting.notices),
        formats=gathered.formats,
    )
    return replace(outcome, shown=_shown(gathered, outcome))


def _shown(gathered: Gathered, outcome: Outcome) -> tuple[Unit, ...]:
    """Return the units that a report shows whole: all of a text, of a large memory the flagged."""
    units = [unit for unit in gathered.units if unit.checked]
    if len(units) <= SHOWN_WHOLE:
        return tuple(units)
    flagged = {finding.unit for finding in outcome.findings}
    return tuple(unit for unit in units if unit.index in flagged)
