"""Findings as a GitLab Code Quality report: shown in the merge request's widget and its diff."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tmkit.check.baseline import fingerprint
from tmkit.report.messages import Tongue

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Severity

_SEVERITIES: Final[dict[Severity, str]] = {"error": "major", "warning": "minor", "info": "info"}


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the JSON array. Fingerprints are unique, and stay when text moves."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in outcome.findings:
        origin = finding.origin
        end = finding.passage.place(max(finding.end - 1, finding.start))
        base = f"{fingerprint(finding)}-{origin.path}"
        seen[base] += 1
        message = finding.message_ja if tongue == "ja" else finding.message
        entries.append(
            {
                "description": message,
                "check_name": finding.rule,
                "fingerprint": f"{fingerprint(finding)}{_path_key(origin.path)}{seen[base]:x}",
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": origin.path.removeprefix("./"),
                    "lines": {"begin": origin.line, "end": end.line},
                },
            }
        )
    yield json.dumps(entries, ensure_ascii=False, indent=1)


def _path_key(path: str) -> str:
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
