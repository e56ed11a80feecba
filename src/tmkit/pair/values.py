"""What the verb is told, and what it tells: one task, one outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tmkit.formats.about import WriteReport
from tmkit.model import Alignment, Bead, Document, Origin, Segment, TranslationUnit

Level = Literal["sentence", "paragraph"]
Progress = Callable[[str, int, int], None]
DictionaryState = Literal["used", "switched off", "missing"]

# Below this share of text in pairs the two files are taken for unrelated. Measured: unrelated texts
# stay below 0.03, translations with their site's furniture around them reach 0.7 and more.
RELATED: Final = 0.25


@dataclass(frozen=True, slots=True)
class Input:
    """One of the two texts, and what the user says of it; None where the file is to tell."""

    path: str
    lang: str
    encoding: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write: ``-`` is the standard output, ``format`` a key of WRITERS."""

    path: str
    format: str
    level: Level = "sentence"


@dataclass(frozen=True, slots=True)
class Task:
    """What to align, with what evidence, and where to write it."""

    source: Input
    target: Input
    outputs: tuple[Output, ...]
    unmatched: str | None = None
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    dictionary: bool = True
    min_confidence: float = 0.0
    date: str | None = None  # as TMX has it: YYYYMMDDThhmmssZ


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a glossary or memory that could not be used: where first, and how often."""

    origin: Origin
    message: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """What became of one level.

    ``statuses`` counts the units written, ``held_back`` those below the confidence asked for, and
    ``uncertain`` the units of both kinds that are not sure; ``worst`` are the least certain of
    these, in the order of the text.
    """

    level: Level
    alignment: Alignment
    statuses: Counter[str]
    worst: tuple[TranslationUnit, ...]
    uncertain: int
    held_back: int

    def alone(self) -> tuple[list[Segment], list[Segment]]:
        """Return the texts of each side that have no counterpart."""
        return texts(self.alignment, list(self.alignment.nulls()))


@dataclass(frozen=True, slots=True)
class Written:
    """An output as it was written; ``replaced``: a file of this name stood there before."""

    output: Output
    report: WriteReport
    replaced: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a report needs. ``levels`` has the level asked for, or both."""

    task: Task
    source: Document
    target: Document
    sentences: tuple[int, int]
    levels: tuple[Pairs, ...]
    coverage: float
    dictionary: DictionaryState
    written: tuple[Written, ...]
    unmatched_rows: int
    notices: tuple[Notice, ...]

    @property
    def related(self) -> bool:
        """Whether enough of the smaller text stands in pairs to take them for translations."""
        return self.coverage >= RELATED


def texts(alignment: Alignment, beads: Sequence[Bead]) -> tuple[list[Segment], list[Segment]]:
    """Return the segments of each side that stand in some of the beads."""
    return (
        [alignment.source[k] for bead in beads for k in bead.source],
        [alignment.target[k] for bead in beads for k in bead.target],
    )
