"""Findings for a person at a terminal: worst first, the words marked, and what to do next.

Plain text that every console can show; a full-width character takes two columns, so that the mark
stands below what it means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tmkit.report.messages import Tongue, say
from tmkit.report.summary import beginning, shown

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Finding, Mention, Severity

WIDTH: Final = 76  # columns of the quoted text
_BEFORE: Final = 30  # columns of it before the mark, where it must be cut
_RULES: Final = 8  # that are named with their counts


def render(outcome: Outcome, tongue: Tongue = "en", show: Severity = "warning") -> Iterator[str]:
    """Yield the lines of the report: findings from ``show`` up in full, milder ones by rule."""
    yield from findings(outcome, tongue, show)
    yield from summary(outcome, tongue, show)


def findings(outcome: Outcome, tongue: Tongue, show: Severity = "warning") -> Iterator[str]:
    """Yield the findings from ``show`` up alone."""
    for finding in outcome.down_to(show).findings:
        yield from _finding(finding, tongue)
        yield ""


def _finding(finding: Finding, tongue: Tongue) -> Iterator[str]:
    message = finding.message_ja if tongue == "ja" else finding.message
    severity = say(f"severity.{finding.severity}", tongue)
    origin = finding.origin
    place = f"{shown(origin.path)}:{origin.line}:{origin.column}"
    yield f"{place}: {severity}[{finding.rule}] {shown(message)}"
    if finding.passage.text:
        yield from _marked(finding.passage.text, finding.start, finding.end)
    if finding.other:
        yield f"    = {beginning(finding.other, WIDTH)}"
    for mention in finding.evidence:
        yield f"    - {_mention(mention, tongue)}"
    if finding.fix is not None:
        yield f"    > {say('fix', tongue, fix=shown(finding.fix) or say('nothing', tongue))}"


def _marked(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the part of the text around a stretch, and a line that marks it."""
    left = start
    while left > 0 and cell_len(text[left - 1 : start]) <= _BEFORE:
        left -= 1
    right = max(end, start)
    room = WIDTH - cell_len(shown(text[left:right]))
    while right < len(text) and room > 0:
        room -= cell_len(shown(text[right]))
        right += 1
    head, tail = "..." if left else "", "..." if right < len(text) else ""
    yield f"    | {head}{shown(text[left:right])}{tail}"
    before = cell_len(head + shown(text[left:start]))
    yield f"    | {' ' * before}{'^' * max(1, cell_len(shown(text[start:end])))}"


def _mention(mention: Mention, tongue: Tongue) -> str:
    places = ", ".join(shown(str(place)) for place in mention.places[:3])
    text = say("mention", tongue, text=beginning(mention.text), count=mention.count)
    return f"{text}: {places}" if places else text


def summary(outcome: Outcome, tongue: Tongue, show: Severity = "info") -> Iterator[str]:
    """Yield what the run came to, and what to do next; ``show`` is down to where it was listed."""
    listed = outcome.down_to(show).findings
    hidden = outcome.findings[len(listed) :]
    yield checked(outcome, tongue)
    yield found(outcome, tongue)
    if listed:
        yield "  " + _by_rule(listed)
    if hidden:
        mildest = hidden[-1].severity
        yield say("hidden", tongue, count=len(hidden), rules=_by_rule(hidden), show=mildest)
    for key, count in (
        ("known", outcome.known),
        ("unchanged", outcome.unchanged),
        ("suppressed", len(outcome.suppressed)),
    ):
        if count:
            yield say(key, tongue, count=count)
    fixable = sum(finding.fix is not None for finding in listed)
    if fixable:
        yield say("next-fix", tongue, count=fixable)
    if listed:
        yield say("next-explain", tongue, rule=listed[0].rule)


def checked(outcome: Outcome, tongue: Tongue) -> str:
    """Return what was looked at, in one line."""
    ran = outcome.summary
    counts = {"units": ran.units, "files": ran.files, "rules": ran.rules}
    said = {
        name: say(f"{'one' if count == 1 else 'many'}.{name}", tongue, count=f"{count:,}")
        for name, count in counts.items()
    }
    return say("checked", tongue, **said)


def found(outcome: Outcome, tongue: Tongue) -> str:
    """Return how many findings of each severity there are, in one line."""
    if not outcome.findings:
        return say("found-nothing", tongue)
    counts = outcome.counts().items()
    parts = [say(f"count.{name}", tongue, count=n) for name, n in counts if n]
    return say("found", tongue, counts=("、" if tongue == "ja" else ", ").join(parts))


def _by_rule(told: Sequence[Finding]) -> str:
    """Return how many findings each rule has, the most first."""
    counts = sorted(Counter(finding.rule for finding in told).items(), key=_most)
    more = " …" if len(counts) > _RULES else ""
    return ", ".join(f"{rule} {count}" for rule, count in counts[:_RULES]) + more


def _most(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def warnings(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    """Yield what the user must know whatever the format: for the standard error."""
    for notice in outcome.notices:
        yield shown(notice.text_ja if tongue == "ja" else notice.text)
    lacking: dict[str, list[str]] = {}
    for rule, need in outcome.summary.skipped:
        lacking.setdefault(need, []).append(rule)
    for need, rules in lacking.items():
        names = ", ".join(rules[:6]) + (" …" if len(rules) > 6 else "")
        yield say(f"skipped.{need}", tongue, count=len(rules), rules=names)
    for origin, rule in outcome.unused:
        yield say("unused", tongue, place=shown(str(origin)), rule=shown(rule))
