"""Every rule is held to its file of cases, ``cases/<rule>.toml``.

A case has ``units``, rows of ``{en, ja}`` (one key alone: a text without counterpart), and may have
``glossary`` (rows of the columns of a glossary table), ``memory`` (rows like ``units`` that are not
checked themselves), ``settings`` (of this rule), ``source`` (``ja``: the Japanese is the original)
and ``why``. What ``[[pass]]`` holds must not be flagged at all. A ``[[flag]]`` says what must be:

- ``quote``, the flagged stretch, or ``quotes``, all of them in order: no more and no less;
- where it matters, ``severity``, ``fix``, ``says`` (stretches of the message) and ``evidence``
  (texts of the mentions), of the first finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.model import Finding
from tmkit.rules import RULES, Rule

HERE = Path(__file__).parent
PAGES = HERE.parent.parent / "docs" / "rules"
HEADINGS = ("## What it says", "## Why", "## Bad", "## Good", "## Exceptions", "## To silence it")
RunCase = Callable[[Rule, dict[str, Any]], list[Finding]]

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
KEYS = {"units", "glossary", "memory", "settings", "source", "why"}
FLAG_KEYS = KEYS | {"quote", "quotes", "severity", "fix", "says", "evidence"}


def read_cases(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    with (HERE / "cases" / f"{rule.id}.toml").open("rb") as stream:
        return tomllib.load(stream)


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule.id}-{number}")
        for rule in RULES
        for number, case in enumerate(read_cases(rule).get(kind, []), 1)
    ]


@pytest.mark.parametrize(("rule", "case"), cases("flag"))
def test_flags(rule: Rule, case: dict[str, Any], run_case: RunCase) -> None:
    assert case.keys() <= FLAG_KEYS
    findings = run_case(rule, case)
    expected = [case["quote"]] if "quote" in case else case["quotes"]
    assert [found.quote for found in findings] == expected
    first = findings[0]
    assert first.rule == rule.id
    assert first.severity == case.get("severity", first.severity)
    if "fix" in case:
        assert (first.fix or "") == case["fix"]  # "" where there must be none
    for stretch in case.get("says", ()):
        assert stretch in first.message
    assert set(case.get("evidence", ())) <= {mention.text for mention in first.evidence}
    for found in findings:
        assert found.message.strip()
        assert found.message_ja.strip()
        assert "\n" not in found.message + found.message_ja


@pytest.mark.parametrize(("rule", "case"), cases("pass"))
def test_passes(rule: Rule, case: dict[str, Any], run_case: RunCase) -> None:
    assert case.keys() <= KEYS
    assert [found.quote for found in run_case(rule, case)] == []


@every_rule
def test_says_what_must_and_what_must_not_be_flagged(rule: Rule) -> None:
    found = read_cases(rule)
    assert set(found) == {"flag", "pass"}
    assert all(len(found[kind]) >= 2 for kind in found)


@every_rule
def test_has_a_page(rule: Rule) -> None:
    page = (PAGES / f"{rule.id}.md").read_text("utf-8")
    assert page.startswith(f"# {rule.id}\n")
    assert [line for line in page.splitlines() if line.startswith("## ")] == list(HEADINGS)


def test_names_are_unique_and_kebab_case() -> None:
    names = [rule.id for rule in RULES]
    assert sorted(set(names)) == sorted(names)
    assert all(name == name.lower() and name.replace("-", "").isalnum() for name in names)


def test_no_cases_without_a_rule() -> None:
    files = {path.stem for path in (HERE / "cases").glob("*.toml")}
    assert files == {rule.id for rule in RULES}
