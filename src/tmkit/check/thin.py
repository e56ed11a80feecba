"""What need not be said twice: one slip that two rules see, and a hint on the same words again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tmkit.check.values import RANK
from tmkit.model import Finding
from tmkit.rules import RULES

# These say of a word what is wrong with it; term-minority says the same by counts alone.
_SURER: Final = frozenset(
    {
        "katakana-typo",
        "homophone",
        "term-inconsistent",
        "term-variant",
        "katakana-variant",
        "okurigana-variant",
    }
)
_COUNTED: Final = "term-minority"
_REPEATED: Final = frozenset({"terms", "transfer", "style"})  # families whose hints are on words
_FAMILY: Final = {rule.id: rule.family for rule in RULES}


def thinned(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings without what another one says as surely, in the same order.

    A term's rare rendering is left to the rule that knows what is wrong with the word, where that
    is at least as severe. An info on words, terms and style is told of the same words once a file;
    of a term's rendering, whose counts are of all the texts, once.
    """
    surer: dict[int, list[Finding]] = {}
    for finding in found:
        if finding.rule in _SURER:
            surer.setdefault(finding.unit, []).append(finding)
    said: set[tuple[str, str, str]] = set()
    kept = []
    for finding in found:
        if finding.rule == _COUNTED and any(
            _same_place(finding, other) for other in surer.get(finding.unit, ())
        ):
            continue
        if finding.severity == "info" and _FAMILY.get(finding.rule) in _REPEATED:
            path = "" if finding.rule == _COUNTED else finding.passage.path
            key = finding.rule, path, finding.quote
            if key in said:
                continue
            said.add(key)
        kept.append(finding)
    return kept


def _same_place(finding: Finding, other: Finding) -> bool:
    """Return whether two findings overlap, and the other is at least as severe."""
    return (
        finding.passage.text == other.passage.text
        and finding.start < other.end
        and other.start < finding.end
        and RANK[other.severity] <= RANK[finding.severity]
    )
