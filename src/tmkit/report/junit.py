"""Findings as JUnit XML, for CI systems that show test results: a suite a file, a case a finding.

A file without findings is one case that passed, so that an empty report is no report of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tmkit.formats._xml import escape, escape_attribute
from tmkit.report.messages import Tongue

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Finding


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the lines of the document; findings that are only for information do not fail."""
    by_path: dict[str, list[Finding]] = {path: [] for path in outcome.formats}
    for finding in outcome.findings:
        by_path.setdefault(finding.passage.path, []).append(finding)
    tests = sum(max(1, len(found)) for found in by_path.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    failures = _failures(outcome.findings)
    yield f'<testsuites name="tmkit check" tests="{tests}" failures="{failures}">'
    for path, found in by_path.items():
        yield (
            f'  <testsuite name="{_attribute(path)}" tests="{max(1, len(found))}" '
            f'failures="{_failures(found)}" errors="0" skipped="0">'
        )
        if not found:
            yield f'    <testcase name="clean" classname="{_attribute(path)}"/>'
        for finding in found:
            yield from _case(finding, tongue)
        yield "  </testsuite>"
    yield "</testsuites>"


def _failures(findings: list[Finding] | tuple[Finding, ...]) -> int:
    return sum(finding.severity != "info" for finding in findings)


def _case(finding: Finding, tongue: Tongue) -> Iterator[str]:
    message = finding.message_ja if tongue == "ja" else finding.message
    origin = finding.origin
    place = f"{origin.path}:{origin.line}:{origin.column}"
    name = f"{finding.rule} {origin.line}:{origin.column}"
    lines = [f"{place}: {message}", finding.passage.text]
    lines += [f"= {finding.other}"] if finding.other else []
    lines += [
        f"- {mention.text} x{mention.count} {' '.join(map(str, mention.places))}".rstrip()
        for mention in finding.evidence
    ]
    body = "&#10;".join(escape(line)[0] for line in lines)
    yield f'    <testcase name="{_attribute(name)}" classname="{_attribute(origin.path)}">'
    if finding.severity == "info":
        yield f"      <system-out>{body}</system-out>"
    else:
        yield (
            f'      <failure type="{finding.severity}" '
            f'message="{_attribute(message)}">{body}</failure>'
        )
    yield "    </testcase>"


def _attribute(text: str) -> str:
    return escape_attribute(text)[0]
