"""What was known before: findings that a run is to pass over, kept by what they say.

An entry is known by the rule, the words and the texts, never by the line, so that it survives any
edit elsewhere, and the sentence moving. docs/how-to/check.md says how it is used.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tmkit.check.paths import relative
from tmkit.check.values import Outcome
from tmkit.errors import ConfigError, FormatError
from tmkit.files import read_bytes, write_atomic
from tmkit.language import fold
from tmkit.model import Finding

FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Known:
    """An entry: a finding by its fingerprint, how often, and what a reader of the file sees."""

    fingerprint: str
    rule: str
    count: int
    path: str
    quote: str


def fingerprint(finding: Finding) -> str:
    """Return what a finding is known by: rule, stretch, which of its kind, and both texts."""
    before = finding.passage.text[: finding.start]
    occurrence = before.count(finding.quote) if finding.quote else len(before)
    parts = (
        finding.rule,
        fold(finding.quote),
        str(occurrence),
        fold(finding.passage.text),
        fold(finding.other),
    )
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=12).hexdigest()


def entries(findings: Iterable[Finding], folder: str = ".") -> list[Known]:
    """Return the entries of findings, sorted so that two people's files merge.

    Paths are those from ``folder`` on, where the baseline lies.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    for finding in findings:
        key = fingerprint(finding)
        counts[key] += 1
        first.setdefault(key, finding)
    found = [
        Known(key, known.rule, counts[key], relative(known.passage.path, folder), known.quote)
        for key, known in first.items()
    ]
    return sorted(found, key=_order)


def _order(entry: Known) -> tuple[str, str, str, str]:
    return entry.path, entry.rule, entry.quote, entry.fingerprint


def renewed(
    before: Sequence[Known], findings: Iterable[Finding], checked: Iterable[str], folder: str
) -> list[Known]:
    """Return the entries of findings, and those of files that this run did not look at."""
    now = entries(findings, folder)
    return sorted([*now, *_elsewhere(before, checked, folder, now)], key=_order)


def _elsewhere(
    before: Sequence[Known], checked: Iterable[str], folder: str, now: Sequence[Known] = ()
) -> list[Known]:
    looked_at = {relative(path, folder) for path in checked}
    names = {entry.fingerprint for entry in now}
    return [
        entry
        for entry in before
        if entry.path not in looked_at
        and entry.fingerprint not in names
        and (Path(folder) / entry.path).exists()
    ]


def read(path: str) -> list[Known]:
    """Return the entries of a baseline; FormatError where the file is none."""
    data = read_bytes(path)
    hint = "Write it anew with --write-baseline"
    try:
        whole = json.loads(data)
        if whole["form"] != FORM:
            raise FormatError("a baseline of another version of tmkit", path, hint=hint)
        return [Known(**entry) for entry in whole["known"]]
    except (ValueError, LookupError, TypeError):
        raise FormatError("is no baseline", path, hint=hint) from None


def write(path: str, known: Sequence[Known]) -> None:
    """Write a baseline, one entry a line; WriteError where it cannot be written."""
    lines = [json.dumps(_plain(entry), ensure_ascii=False) for entry in known]
    body = ",\n  ".join(lines)
    with write_atomic(path) as stream:
        text = f'{{\n "form": {FORM},\n "known": [\n  {body}\n ]\n}}\n' if lines else ""
        stream.write((text or f'{{\n "form": {FORM},\n "known": []\n}}\n').encode())


def _plain(entry: Known) -> dict[str, Any]:
    return {
        "fingerprint": entry.fingerprint,
        "rule": entry.rule,
        "count": entry.count,
        "path": entry.path,
        "quote": entry.quote,
    }


def subtract(outcome: Outcome, known: Sequence[Known]) -> Outcome:
    """Return the outcome without what the baseline has, and how much that was."""
    left = Counter({entry.fingerprint: entry.count for entry in known})
    kept: list[Finding] = []
    for finding in outcome.findings:
        key = fingerprint(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            kept.append(finding)
    return replace(outcome, findings=tuple(kept), known=len(outcome.findings) - len(kept))


def pruned(
    known: Sequence[Known], findings: Iterable[Finding], checked: Iterable[str], folder: str
) -> list[Known]:
    """Return what is still found of a baseline: it only ever becomes shorter.

    What stands in a file that this run did not look at stays, as long as there is such a file.
    """
    now = Counter(fingerprint(finding) for finding in findings)
    elsewhere = {entry.fingerprint for entry in _elsewhere(known, checked, folder)}
    return [
        replace(entry, count=min(entry.count, now[entry.fingerprint] or entry.count))
        for entry in known
        if now[entry.fingerprint] or entry.fingerprint in elsewhere
    ]


def path_of(stated: str | None, settings: str | None, *, needed: bool) -> str | None:
    """Return the baseline to use; ConfigError where one is needed and none is named."""
    path = stated or settings
    if path is None and needed:
        hint = "Give --baseline FILE, or baseline in [check] of tmkit.toml"
        raise ConfigError("there is no name for the baseline", hint)
    return path
