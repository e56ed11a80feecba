"""Rules run over units: unit rules one by one, group rules by key, in one order every time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tmkit.check.select import settle
from tmkit.check.thin import thinned
from tmkit.check.values import Progress, worst_first
from tmkit.config import Config
from tmkit.language import primary
from tmkit.model import Finding
from tmkit.rules import Context, GroupCheck, Rule, Unit

_EVERY = 512  # units between two words on the progress


def runnable(rules: Sequence[Rule], context: Context) -> tuple[list[Rule], list[tuple[str, str]]]:
    """Return the rules that can run, and of the others what each lacks."""
    both = any(unit.checked and unit.source and unit.target for unit in context.units)
    lacking = {"source": not both, "glossary": not context.glossary}
    able: list[Rule] = []
    skipped: list[tuple[str, str]] = []
    for rule in rules:
        lacks = [need for need in sorted(rule.needs) if lacking[need]]
        if lacks:
            skipped.append((rule.id, lacks[0]))
        else:
            able.append(rule)
    return able, skipped


def run(
    rules: Sequence[Rule], context: Context, config: Config, progress: Progress
) -> list[Finding]:
    """Return what the rules find in the units that are checked, worst first.

    Units of the memory take part in groups, but nothing is said of them.
    """
    units = context.units
    checked = [unit for unit in units if unit.checked]
    total = len(rules) * len(units)
    found: list[Finding] = []
    for number, rule in enumerate(rules):
        done = number * len(units)
        check = rule.check
        if isinstance(check, GroupCheck):
            raw = _group(check, context, progress, done, total)
        else:
            raw = _each(rule, checked, context, progress, done, total)
        for finding in raw:
            if not units[finding.unit].checked:
                continue
            settled = settle(_with_other(finding, units[finding.unit]), rule, config)
            if settled is not None:
                found.append(settled)
    progress("check", total, total)
    return thinned(sorted(dict.fromkeys(found), key=worst_first))


def _with_other(finding: Finding, unit: Unit) -> Finding:
    """Return the finding with the text of the other language as its other side.

    A rule may look at more than the unit, a paragraph, and then speaks of a passage of its own.
    """
    passage = finding.passage
    if passage is unit.source or passage is unit.target:
        return finding
    lang = "en" if primary(passage.lang) == "ja" else "ja"
    other = unit.side(lang)
    text = other.text if other is not None else ""
    return finding if text == finding.other else replace(finding, other=text)


def _each(
    rule: Rule, units: Sequence[Unit], context: Context, progress: Progress, done: int, total: int
) -> Iterator[Finding]:
    check = rule.check
    assert not isinstance(check, GroupCheck)  # noqa: S101
    for start in range(0, len(units), _EVERY):
        progress("check", done + start, total)
        for unit in units[start : start + _EVERY]:
            yield from check(unit, context)


def _group(
    check: GroupCheck, context: Context, progress: Progress, done: int, total: int
) -> Iterator[Finding]:
    groups: dict[Hashable, list[tuple[Unit, Any]]] = {}
    units = context.units
    for start in range(0, len(units), _EVERY):
        progress("check", done + start, total)
        for unit in units[start : start + _EVERY]:
            for key, entry in check.sort(unit, context):
                groups.setdefault(key, []).append((unit, entry))
    for key, entries in groups.items():
        yield from check.judge(key, entries, context)
