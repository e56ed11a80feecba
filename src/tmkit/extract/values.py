"""What the verb is told and what it tells: a task, and entries with all that a reviewer needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tmkit.model import Concept
from tmkit.pair.values import DictionaryState, Notice

State = Literal["new", "known", "contradicted"]
MOST_CONTEXTS: Final = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What to look for terms in, and with what evidence.

    ``bitexts`` are bilingual files, and documents in pairs: a text, then its translation.
    ``stop`` is the list of rejected terms; where it is None it lies beside the first glossary.
    """

    bitexts: tuple[str, ...]
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    stop: str | None = None
    dictionary: bool = True
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a term is rendered: both texts, and ``file:line`` of each ("" where unknown)."""

    english: str
    japanese: str
    place_en: str = ""
    place_ja: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One rendering of a term that was found in the texts.

    ``status`` says what the glossary has to it: nothing (``new``), that it is right (``known``),
    that it must not be used (``forbidden``); ``forbidden`` are its spellings that must not be.
    """

    text: str
    count: int
    share: float
    confidence: float
    spellings: tuple[tuple[str, int], ...] = ()
    contexts: tuple[Context, ...] = ()
    status: Literal["new", "known", "forbidden"] = "new"
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposed term with its renderings, the best first.

    ``status`` compares it with the glossary: ``new`` to it, ``known``, or ``contradicted`` by what
    the texts use. ``expected`` are the renderings that the glossary has. ``inconsistent`` says that
    the texts render it in several ways, ``noise`` that a glossary can probably do without it.
    """

    term: str
    kind: str
    part_of_speech: str
    count: int
    confidence: float
    worth: float
    choices: tuple[Choice, ...]
    status: State = "new"
    expected: tuple[str, ...] = ()
    inconsistent: bool = False
    noise: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The entries, the worthiest first, and what was read for them.

    ``stopped`` counts the proposals that the stop list has.
    """

    task: Task
    entries: tuple[Entry, ...]
    pairs: int
    stopped: int
    dictionary: DictionaryState
    glossary: tuple[Concept, ...]
    notices: tuple[Notice, ...]
