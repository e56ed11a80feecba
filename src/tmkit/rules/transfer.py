"""What passes through a translation unchanged, and what must not: the family's rules."""

from __future__ import annotations

from typing import Final

from tmkit.rules import codes, placeholders, untranslated
from tmkit.rules._rule import Rule

RULES: Final[tuple[Rule, ...]] = (*untranslated.RULES, *placeholders.RULES, *codes.RULES)
