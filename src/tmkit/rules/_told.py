"""Findings whose message quotes what may run over lines: code, roles, links."""

from __future__ import annotations

from tmkit.model import Finding, Passage, Severity
from tmkit.rules._rule import Unit, finding


def told(
    rule: str,
    severity: Severity,
    unit: Unit,
    passage: Passage,
    span: tuple[int, int],
    message: tuple[str, str],
    *,
    fix: str | None = None,
) -> Finding:
    """Return a finding whose message is one line each, as :class:`tmkit.model.Finding` has it."""
    english, japanese = (" ".join(part.split()) for part in message)
    return finding(rule, severity, unit, passage, span, (english, japanese), fix=fix)
