"""Units from texts written in a test, and one rule run over them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tmkit.evidence.lexicon import Lexicon, load
from tmkit.glossary import read_glossary
from tmkit.model import Concept, Finding, Mark, Passage
from tmkit.rules import Context, Rule, Unit
from tmkit.rules._rule import GroupCheck

# What the tables of a glossary may have; a case names those that it needs.
COLUMNS = ("concept", "en", "ja", "status", "kind", "note")

Texts = Sequence[Mapping[str, str]]
Case = Mapping[str, Any]  # see test_cases.py
RunCase = Callable[[Rule, Case], list[Finding]]


def make_units(texts: Texts, source: str = "en", memory: Texts = ()) -> tuple[Unit, ...]:
    """Return a unit a row of ``{en, ja}``; of a row with one key the other side is missing.

    Line n of both files holds row n. ``kind`` is that of the paragraph. Rows of ``memory`` come
    last and are not checked themselves.
    """
    units = []
    for index, row in enumerate([*texts, *memory]):
        sides = {
            lang: Passage(row[lang], lang, f"text.{lang}", (Mark(0, index + 1, 1),), _kind(row))
            if lang in row
            else None
            for lang in ("en", "ja")
        }
        other = "ja" if source == "en" else "en"
        units.append(Unit(index, sides[source], sides[other], checked=index < len(texts)))
    return tuple(units)


def _kind(row: Mapping[str, str]) -> Any:
    return row.get("kind", "body")


def make_glossary(rows: Sequence[Mapping[str, str]], folder: Path) -> tuple[Concept, ...]:
    """Return the concepts of a table, read as a user's own file is read."""
    if not rows:
        return ()
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "glossary.csv"
    path.write_text(stream.getvalue(), "utf-8")
    return read_glossary(str(path))


def run_check(rule: Rule, context: Context) -> list[Finding]:
    """Return what one rule finds, in the order of the text."""
    findings = list(_findings(rule, context))
    return sorted(findings, key=lambda found: (found.unit, found.start, found.end))


def _findings(rule: Rule, context: Context) -> Iterator[Finding]:
    checked = {unit.index for unit in context.units if unit.checked}
    if not isinstance(rule.check, GroupCheck):
        for unit in context.units:
            if unit.index in checked:
                yield from rule.check(unit, context)
        return
    groups: dict[Hashable, list[tuple[Unit, Any]]] = defaultdict(list)
    for unit in context.units:
        for key, entry in rule.check.sort(unit, context):
            groups[key].append((unit, entry))
    for key, entries in groups.items():
        found: Iterable[Finding] = rule.check.judge(key, entries, context)
        yield from (finding for finding in found if finding.unit in checked)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    found = load()
    assert found is not None, "the dictionary is missing: make dictionary"
    return found


@pytest.fixture
def run_case(lexicon: Lexicon, tmp_path: Path) -> RunCase:
    """Return a function that runs one rule over the texts of one case."""

    def call(rule: Rule, case: Case) -> list[Finding]:
        units = make_units(case["units"], case.get("source", "en"), case.get("memory", ()))
        glossary = make_glossary(case.get("glossary", ()), tmp_path)
        context = Context(units, glossary, lexicon, {rule.id: case.get("settings", {})})
        return run_check(rule, context)

    return call
