"""Punctuation of Japanese text: the family's rules, gathered from a module for each matter."""

from __future__ import annotations

from typing import Final

from tmkit.rules import brackets, characters, doubled, lists, spacing, stops
from tmkit.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    *brackets.RULES,
    *stops.RULES,
    *lists.RULES,
    *spacing.RULES,
    *characters.RULES,
    *doubled.RULES,
)
