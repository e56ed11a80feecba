"""What term extraction gives: proposals, each with every rendering that was really used."""

from __future__ import annotations

from dataclasses import dataclass

from tmkit.terms.kinds import Kind


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a term is rendered: the index of the pair of texts, and both stretches."""

    pair: int
    english: tuple[int, int]
    japanese: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term is rendered.

    ``spellings`` are the ways this same word is written (サーバ, サーバー), the most frequent
    first, which is ``text``. ``count`` is in how many occurrences of the term it stands, ``share``
    that number against all whose rendering was found. ``confidence`` is how surely it is one.
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
        """Whether really different renderings are used, each surely enough."""
        return len([r for r in self.renderings if r.count and r.confidence >= 0.3]) > 1
