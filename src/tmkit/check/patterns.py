"""Rules that a team writes without Python: ``[[pattern]]`` of the settings as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tmkit.config import Pattern
from tmkit.errors import ConfigError
from tmkit.model import Finding
from tmkit.rules import Context, Rule, Unit
from tmkit.rules._rule import finding


def pattern_rules(patterns: tuple[Pattern, ...], taken: set[str], where: str) -> tuple[Rule, ...]:
    """Return a rule for each pattern.

    Raises ConfigError for a name that is a rule's already.
    """
    made: list[Rule] = []
    for pattern in patterns:
        if pattern.id in taken:
            hint = "Choose another id for the pattern"
            raise ConfigError(f"{where}: there is a rule '{pattern.id}' already", hint)
        taken.add(pattern.id)
        made.append(_rule(pattern))
    return tuple(made)


def _rule(pattern: Pattern) -> Rule:
    find = re.compile(pattern.find)
    with_other, without_other = (
        re.compile(text) if text is not None else None
        for text in (pattern.with_other, pattern.without_other)
    )

    def check(unit: Unit, context: Context) -> Iterator[Finding]:
        del context
        passage = unit.side(pattern.side)
        if passage is None:
            return
        found = [match for match in find.finditer(passage.text) if match[0]]
        if not found:
            return
        if with_other is not None or without_other is not None:
            other = unit.side("en" if pattern.side == "ja" else "ja")
            if other is None:
                return
            if with_other is not None and with_other.search(other.text) is None:
                return
            if without_other is not None and without_other.search(other.text) is not None:
                return
        for match in found:
            messages = (_said(pattern.message, match), _said(pattern.message_ja, match))
            yield finding(
                pattern.id,
                pattern.severity,
                unit,
                passage,
                match.span(),
                (messages[0], messages[1] or messages[0]),
                fix=match.expand(pattern.fix) if pattern.fix is not None else None,
            )

    return Rule(
        pattern.id,
        "style",
        pattern.severity,
        pattern.message,
        pattern.message_ja or pattern.message,
        check,
    )


def _said(message: str, match: re.Match[str]) -> str:
    return " ".join(message.replace("{found}", match[0]).split())
