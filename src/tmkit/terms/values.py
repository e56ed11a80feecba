"""What term extraction gives: proposals, each with every rendering that was really used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tmkit.terms.kinds import Kind

LEAST: Final = 0.25  # the confidence from which a rendering counts as one


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a term is rendered: the index of the pair of texts, and both stretches."""

    pair: int
    start_e: int
    stop_e: int
    start_j: int
    stop_j: int

    @property
    def english(self) -> tuple[int, int]:
        """The stretch of the English text."""
        return self.start_e, self.stop_e

    @property
    def japanese(self) -> tuple[int, int]:
        """The stretch of the Japanese text."""
        return self.start_j, self.stop_j


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term is rendered.

    ``spellings`` are the ways this same word is written (サーバ, サーバー), the most frequent
    first, a person's name with the title that follows it (李, 李氏, 李部長). ``count`` is in how
    many occurrences of the term it stands, ``share`` that number against all whose rendering was
    found. ``confidence`` is how surely it is one.
    """

    text: str
    count: int
    share: float
    confidence: float
    spellings: tuple[tuple[str, int], ...] = ()
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An English term with its renderings, the best first.

    ``count`` is how often the term occurs, ``confidence`` that of the best rendering, ``worth``
    what the list is sorted by.
    """

    term: str
    kind: Kind
    part_of_speech: str
    count: int
    confidence: float
    worth: float
    renderings: tuple[Rendering, ...]

    @property
    def is_inconsistent(self) -> bool:
        """Whether different renderings are used, each surely enough, or one name in many ways."""
        sure = [r for r in self.renderings if r.count and r.confidence >= LEAST]
        return len(sure) > 1 or any(len(r.spellings) > 1 for r in sure)
