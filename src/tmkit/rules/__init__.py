"""The catalogue of rules, gathered explicitly: one module a family, one function a rule.

A new rule is a function in its family's module, a line in that module's ``RULES``, a page in
``docs/rules/`` and a file of cases in ``tests/rules/cases/``.
"""

from __future__ import annotations

from typing import Final

from tmkit.rules import (
    colloquial,
    consistency,
    grammar,
    inconsistent,
    names,
    numbers,
    omissions,
    opposites,
    orthography,
    pairs,
    punctuation,
    style,
    terms,
    transfer,
    typos,
)
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, UnitCheck

__all__ = ["RULES", "Context", "GroupCheck", "Rule", "Unit", "UnitCheck"]

# What misleads a reader comes first, what only looks untidy last: findings are told in this order.
RULES: Final[tuple[Rule, ...]] = (
    *names.RULES,
    *numbers.RULES,
    *opposites.RULES,
    *omissions.RULES,
    *terms.RULES,
    *consistency.RULES,
    *inconsistent.RULES,
    *pairs.RULES,
    *transfer.RULES,
    *typos.RULES,
    *orthography.RULES,
    *punctuation.RULES,
    *grammar.RULES,
    *style.RULES,
    *colloquial.RULES,
)
