"""Findings for programs: one JSON document. docs/reference/check-json.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from tmkit import __version__
from tmkit.report.messages import Tongue

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Finding, Origin

FORM: Final = 1  # rises when a field changes its meaning or goes


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the document; the language of messages has no part in it."""
    del tongue
    ran = outcome.summary
    whole = {
        "tmkit": __version__,
        "form": FORM,
        "files": ran.files,
        "units": ran.units,
        "rules": ran.rules,
        "counts": outcome.counts(),
        "known": outcome.known,
        "unchanged": outcome.unchanged,
        "skipped": [{"rule": rule, "needs": need} for rule, need in ran.skipped],
        "findings": [entry(finding) for finding in outcome.findings],
        "suppressed": [
            {**entry(value.finding), "reason": value.reason, "accepted_at": place(value.origin)}
            for value in outcome.suppressed
        ],
        "unused_suppressions": [
            {"rule": rule, "place": place(origin)} for origin, rule in outcome.unused
        ],
        "notices": [notice.text for notice in outcome.notices],
    }
    yield json.dumps(whole, ensure_ascii=False, indent=1)


def entry(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it."""
    from tmkit.check.baseline import fingerprint

    origin = finding.origin
    end = finding.passage.place(max(finding.end - 1, finding.start))
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": origin.path,
        "line": origin.line,
        "column": origin.column,
        "end_line": end.line,
        "end_column": end.column + (finding.end > finding.start),
        "message": finding.message,
        "message_ja": finding.message_ja,
        "quote": finding.quote,
        "text": finding.passage.text,
        "start": finding.start,
        "end": finding.end,
        "lang": finding.passage.lang,
        "other": finding.other,
        "unit": finding.unit,
        "evidence": [
            {
                "text": mention.text,
                "count": mention.count,
                "places": [place(origin) for origin in mention.places],
            }
            for mention in finding.evidence
        ],
        "fix": finding.fix,
        "fingerprint": fingerprint(finding),
    }


def place(origin: Origin) -> dict[str, Any]:
    """Return a place as JSON has it."""
    return {"path": origin.path, "line": origin.line, "column": origin.column}
