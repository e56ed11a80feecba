"""What the benches of the checks read, and how they run rules over it.

The memory is a table of (path, English, Japanese), gzip, in which line ends, tabs and backslashes
are escaped; corrections are a table with a header, of which ``source_en``, ``wrong_ja`` and
``corrected_ja`` count. None of it is part of the project.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tmkit.evidence.lexicon import load
from tmkit.model import Finding, Mark, Passage
from tmkit.rules import RULES, Context, GroupCheck, Rule, Unit

Row = tuple[str, str, str]  # path, English, Japanese
_ESCAPED = re.compile(r"\\(.)")
_MEANS = {"n": "\n", "t": "\t", "\\": "\\"}


def read_memory(folder: Path) -> list[Row]:
    """Return the rows of the memory, in order."""
    rows = []
    with gzip.open(folder / "dev-tm.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            path, english, japanese = (
                _ESCAPED.sub(lambda m: _MEANS.get(m[1], m[0]), cell)
                for cell in line.rstrip("\n").split("\t")
            )
            rows.append((path, english, japanese))
    return rows


def read_fixes(folder: Path) -> list[dict[str, str]]:
    """Return the corrections, in order."""
    with (folder / "dev-real-fixes.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def make_unit(index: int, row: Row, *, checked: bool) -> Unit:
    """Return a row as a unit; its line is its number."""
    path, english, japanese = row
    marks = (Mark(0, index + 1, 1),)
    source = Passage(english, "en", path, marks)
    return Unit(index, source, Passage(japanese, "ja", path, marks), checked=checked)


def chosen_rules(names: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these names or families, all rules where none is named."""
    wanted = set(names)
    rules = tuple(r for r in RULES if not wanted or r.id in wanted or r.family in wanted)
    unknown = wanted - {r.id for r in rules} - {r.family for r in rules}
    if unknown:
        raise SystemExit(f"no such rule or family: {', '.join(sorted(unknown))}")
    return rules


def run_all(rule: Rule, context: Context) -> list[Finding]:
    """Return what a rule finds in the units that are checked."""
    if not isinstance(rule.check, GroupCheck):
        return [f for unit in context.units if unit.checked for f in rule.check(unit, context)]
    found: list[Finding] = []
    for key, entries in _groups(rule.check, context.units, context).items():
        found += rule.check.judge(key, entries, context)
    return found


def _groups(
    check: GroupCheck, units: Sequence[Unit], context: Context
) -> dict[Hashable, list[tuple[Unit, Any]]]:
    groups: dict[Hashable, list[tuple[Unit, Any]]] = defaultdict(list)
    for unit in units:
        for key, entry in check.sort(unit, context):
            groups[key].append((unit, entry))
    return groups


@dataclass(frozen=True, slots=True)
class Bench:
    """Rules with a memory whose statistics are made once; one unit at a time is judged."""

    rules: tuple[Rule, ...]
    context: Context
    groups: dict[str, dict[Hashable, list[tuple[Unit, Any]]]]

    def judge(self, row: Row) -> list[Finding]:
        """Return what the rules say of a text, the memory beside it."""
        unit = make_unit(len(self.context.units), row, checked=True)
        context = replace(self.context, units=[*self.context.units, unit])
        return [f for rule in self.rules for f in self._judge(rule, unit, context)]

    def _judge(self, rule: Rule, unit: Unit, context: Context) -> Iterator[Finding]:
        if not isinstance(rule.check, GroupCheck):
            yield from rule.check(unit, context)
            return
        entries: dict[Hashable, list[Any]] = defaultdict(list)
        for key, entry in rule.check.sort(unit, context):
            entries[key].append((unit, entry))
        for key, own in entries.items():
            for found in rule.check.judge(key, [*self.groups[rule.id].get(key, ()), *own], context):
                if found.unit == unit.index:
                    yield found


def make_bench(rules: tuple[Rule, ...], rows: Sequence[Row]) -> Bench:
    """Return a bench over a memory."""
    units = [make_unit(index, row, checked=False) for index, row in enumerate(rows)]
    context = Context(units, lexicon=load())
    groups = {}
    for rule in rules:
        if isinstance(rule.check, GroupCheck):
            groups[rule.id] = _groups(rule.check, units, context)
        elif units:
            list(rule.check(units[0], context))  # tables are made of the memory alone
    return Bench(rules, context, groups)


def folded_space(text: str) -> str:
    """Return a text with runs of white space as one space: the key of an English text."""
    return " ".join(text.split())
