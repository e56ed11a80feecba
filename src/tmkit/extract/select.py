"""Which proposals a glossary can do without, and in which order the others are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tmkit.extract.values import Entry
from tmkit.terms import Proposal

LEAST_WORTH: Final = 0.15
LEAST_INCONSISTENT: Final = 0.05  # of what is rendered in several ways, which is worth a look
LEAST_CONFIDENCE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Choices:
    """What of the entries is wanted; ``limit`` None for all, ``everything`` noise as well."""

    inconsistent: bool = False
    min_confidence: float = 0.0
    limit: int | None = None
    everything: bool = False


def is_noise(proposal: Proposal) -> bool:
    """Return whether a glossary can probably do without a term: a common word, or a guess."""
    least = LEAST_INCONSISTENT if proposal.is_inconsistent else LEAST_WORTH
    return (
        proposal.part_of_speech != "noun"
        or proposal.worth < least
        or proposal.confidence < LEAST_CONFIDENCE
    )


def select(entries: Iterable[Entry], wanted: Choices) -> tuple[Entry, ...]:
    """Return the entries that are wanted, the worthiest first."""
    kept = [
        entry
        for entry in entries
        if (wanted.everything or not entry.noise or entry.status == "contradicted")
        and entry.confidence >= wanted.min_confidence
        and (entry.inconsistent or not wanted.inconsistent)
    ]
    return tuple(kept if wanted.limit is None else kept[: wanted.limit])
