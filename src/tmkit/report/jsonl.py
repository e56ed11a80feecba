"""Findings for programs that read line by line: a JSON object a finding, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tmkit.report.json import entry
from tmkit.report.messages import Tongue

if TYPE_CHECKING:
    from tmkit.check.values import Outcome


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield one line a finding, worst first."""
    del tongue
    for finding in outcome.findings:
        yield json.dumps(entry(finding), ensure_ascii=False)
