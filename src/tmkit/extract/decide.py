"""What was decided on proposals, taken into the glossary and the stop list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tmkit.extract.concepts import from_decisions, rejections
from tmkit.extract.sheet import is_sheet, read_sheet
from tmkit.extract.stop import add_to_stop, stop_path
from tmkit.formats._term_words import Warn
from tmkit.formats.glossary_append import Refusal, append
from tmkit.glossary import read_glossary
from tmkit.model import Concept


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows went into the glossary, stood there, went to the stop list, were refused."""

    rows: int = 0
    known: int = 0
    rejected: int = 0
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        """Return both together."""
        return Taken(
            self.rows + other.rows,
            self.known + other.known,
            self.rejected + other.rejected,
            self.refused + other.refused,
        )

    def told(self) -> str:
        """Return it in words."""
        return (
            f"{self.rows} rows added, {self.known} known, {self.rejected} rejected, "
            f"{len(self.refused)} refused"
        )


def take(glossary: str, concepts: Iterable[Concept]) -> Taken:
    """Add concepts to a glossary."""
    added = append(glossary, concepts)
    return Taken(added.rows, added.known, 0, added.refused)


def take_sheet(path: str, glossary: str, stop: str | None, warn: Warn) -> Taken:
    """Take a table that was reviewed, or any glossary, into ``glossary``.

    Of a table of proposals what was accepted goes there, and what was rejected to the stop list;
    of any other glossary all of its concepts.
    """
    if not is_sheet(path):
        return take(glossary, read_glossary(path, warn=warn))
    decisions = read_sheet(path, warn)
    taken = take(glossary, from_decisions(decisions))
    rejected = add_to_stop(stop or stop_path(glossary), rejections(decisions))
    return taken + Taken(rejected=rejected)
