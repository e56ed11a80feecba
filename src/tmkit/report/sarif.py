"""Findings as SARIF 2.1.0 (OASIS, 2020), for code scanning and editors.

Columns count code points (columnKind), as everywhere in tmkit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tmkit import __version__
from tmkit.check.baseline import fingerprint
from tmkit.report.messages import Tongue
from tmkit.rules import RULES, Rule

if TYPE_CHECKING:
    from tmkit.check.values import Outcome, Suppressed
    from tmkit.model import Finding, Origin, Severity

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the log: one run, its rules, its results worst first, the accepted ones marked."""
    known = {rule.id: rule for rule in RULES}
    used = [f.rule for f in outcome.findings] + [s.finding.rule for s in outcome.suppressed]
    names = sorted({*used})
    index = {name: number for number, name in enumerate(names)}
    results = [_result(finding, index, tongue) for finding in outcome.findings]
    results += [_accepted(value, index, tongue) for value in outcome.suppressed]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tmkit",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(name, known.get(name), outcome) for name in names],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    yield json.dumps(log, ensure_ascii=False, indent=1)


def _rule(name: str, rule: Rule | None, outcome: Outcome) -> dict[str, Any]:
    if rule is None:  # a pattern of the settings
        found = next(f for f in _all(outcome) if f.rule == name)
        return {
            "id": name,
            "shortDescription": {"text": found.message},
            "defaultConfiguration": {"level": _LEVELS[found.severity]},
        }
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["translation", rule.family]},
    }


def _all(outcome: Outcome) -> Iterator[Finding]:
    yield from outcome.findings
    yield from (value.finding for value in outcome.suppressed)


def _result(finding: Finding, index: dict[str, int], tongue: Tongue) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message_ja if tongue == "ja" else finding.message},
        "locations": [{"physicalLocation": _stretch(finding)}],
        "partialFingerprints": {"tmkitContent/v1": fingerprint(finding)},
    }
    related = [(mention, place) for mention in finding.evidence for place in mention.places[:3]]
    if related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": f"{mention.text} x{mention.count}"},
                "physicalLocation": _place(place),
            }
            for number, (mention, place) in enumerate(related, start=1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding)]
    return result


def _accepted(value: Suppressed, index: dict[str, int], tongue: Tongue) -> dict[str, Any]:
    result = _result(value.finding, index, tongue)
    kind = "inSource" if value.origin.path == value.finding.passage.path else "external"
    return {**result, "suppressions": [{"kind": kind, "justification": value.reason}]}


def _stretch(finding: Finding) -> dict[str, Any]:
    begin = finding.origin
    last = finding.passage.place(max(finding.end - 1, finding.start))
    region = {
        "startLine": begin.line,
        "startColumn": begin.column,
        "endLine": last.line,
        "endColumn": last.column + (finding.end > finding.start),
    }
    if finding.quote and begin.line == last.line:
        region["snippet"] = {"text": finding.quote}  # type: ignore[assignment]
    return {"artifactLocation": _artifact(begin.path), "region": region}


def _place(origin: Origin) -> dict[str, Any]:
    region = {"startLine": origin.line, "startColumn": origin.column}
    return {"artifactLocation": _artifact(origin.path), "region": region}


def _artifact(path: str) -> dict[str, Any]:
    """Return the place of a file: relative where the user's path was, as a URI reference."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    plain = path.replace(os.sep, "/").removeprefix("./")
    return {"uri": quote(plain, safe="/~")}


def _fix(finding: Finding) -> dict[str, Any]:
    stretch = _stretch(finding)
    region = {key: value for key, value in stretch["region"].items() if key != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
    change = {"artifactLocation": stretch["artifactLocation"], "replacements": [replacement]}
    return {"description": {"text": f"Write {finding.fix}"}, "artifactChanges": [change]}
