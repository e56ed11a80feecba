"""Findings as GitHub's workflow commands: annotations in a pull request, and the step's summary.

GitHub shows ten annotations of each level a step and drops the rest without a word, so the worst
ten of each are written, and all stand in the summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tmkit.report.messages import Tongue
from tmkit.report.text import summary

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Finding, Severity

SHOWN: Final = 10  # annotations of one level that GitHub shows of a step
LISTED: Final = 500  # rows of the step's summary, which GitHub takes up to 1 MiB
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield a command for each of the worst findings, and a line on the rest."""
    left: Counter[str] = Counter()
    for finding in outcome.findings:
        left[finding.severity] += 1
        if left[finding.severity] <= SHOWN:
            yield _command(finding, tongue)
    more = sum(max(0, count - SHOWN) for count in left.values())
    if more:
        yield f"{more} more findings: see the summary of this step, or run tmkit check yourself"


def _command(finding: Finding, tongue: Tongue) -> str:
    origin = finding.origin
    end = finding.passage.place(max(finding.end - 1, finding.start))
    fields = {"file": origin.path, "line": origin.line}
    fields["endLine"] = end.line
    fields["col"] = origin.column
    if end.line == origin.line:
        fields["endColumn"] = end.column
    fields["title"] = finding.rule
    joined = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    return f"::{_LEVELS[finding.severity]} {joined}::{_data(_message(finding, tongue))}"


def _message(finding: Finding, tongue: Tongue) -> str:
    lines = [finding.message_ja if tongue == "ja" else finding.message]
    lines += [f"- {mention.text} x{mention.count}" for mention in finding.evidence]
    return "\n".join(lines)


def _data(text: str) -> str:
    """Return a message as a workflow command takes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property as a workflow command takes it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    """Yield the Markdown of the step's summary: a table of all findings, worst first."""
    yield "## tmkit check"
    yield ""
    yield from (f"{_cell(line.strip())}  " for line in summary(outcome, tongue))
    if not outcome.findings:
        return
    yield ""
    yield "| severity | place | rule | message |"
    yield "| --- | --- | --- | --- |"
    for finding in outcome.findings[:LISTED]:
        message = finding.message_ja if tongue == "ja" else finding.message
        origin = finding.origin
        place = f"{origin.path}:{origin.line}:{origin.column}"
        cells = (finding.severity, place, finding.rule, message)
        yield f"| {' | '.join(map(_cell, cells))} |"
    if len(outcome.findings) > LISTED:
        yield ""
        yield f"and {len(outcome.findings) - LISTED} more"


def _cell(text: str) -> str:
    """Return a text that Markdown shows as it is, in one cell: nothing of it is markup."""
    escaped = "".join(f"&#{ord(c)};" if c in "\\`*_{}[]<>|&#!~$@" else c for c in text)
    return " ".join(escaped.split())
