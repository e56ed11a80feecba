"""The pages of the rules, as they were packed with the program, and the catalogue's lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tmkit.errors import ConfigError
from tmkit.rules import RULES, Rule

# All pages of docs/rules/ in one file, made by tools/rules_catalogue.py, so that an installed
# program has them.
PATH: Final = Path(__file__).parent.parent / "data" / "rule-pages.md"
MARK: Final = "<!-- rule: "


def pages() -> dict[str, str]:
    """Return the page of every rule."""
    text = PATH.read_text("utf-8") if PATH.exists() else ""
    found: dict[str, str] = {}
    for part in text.split(MARK)[1:]:
        name, _, body = part.partition(" -->\n")
        found[name] = body.strip("\n")
    return found


def page(rule: str, rules: Sequence[Rule] = RULES) -> str:
    """Return the page of a rule as Markdown; ConfigError for an unknown one.

    A rule that the settings make has no page: what is said of it is its message.
    """
    known = {own.id: f"# {own.id}\n\n{own.summary}" for own in rules} | pages()
    if rule not in known:
        near = difflib.get_close_matches(rule, known, 1, 0.5)
        hint = f"Did you mean '{near[0]}'?" if near else "See: tmkit check --list-rules"
        raise ConfigError(f"there is no page of a rule '{rule}'", hint)
    return known[rule]


def catalogue_lines(rules: Sequence[Rule], tongue: str) -> Iterator[str]:
    """Yield a line a rule: id, family, severity, what it finds."""
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        summary = rule.summary_ja if tongue == "ja" else rule.summary
        yield f"{rule.id:<{width}}  {rule.family:<11}  {rule.severity:<7}  {summary}"
