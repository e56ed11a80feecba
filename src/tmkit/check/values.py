"""What a check is told, what it works on, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from tmkit.config import SEVERITIES, Config
from tmkit.model import Concept, Finding, Origin, Severity
from tmkit.rules import RULES, Unit

Progress = Callable[[str, int, int], None]
Kind = Literal["pair", "units", "single"]

RANK: Final[Mapping[str, int]] = {name: rank for rank, name in enumerate(SEVERITIES)}
_ORDER: Final[Mapping[str, int]] = {rule.id: place for place, rule in enumerate(RULES)}
SHOWN_WHOLE: Final = 2000  # of so many units a report shows all, of more those with findings


@dataclass(frozen=True, slots=True)
class Task:
    """What to check, and how. Paths are as the user gave them.

    ``paths`` are bilingual files, single texts, or project folders; ``pair`` is a text and its
    translation. ``select`` and ``ignore`` name rules and families; empty ``select`` means all.
    """

    config: Config
    paths: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    source_lang: str = "en"
    target_lang: str = "ja"
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    encoding: str | None = None
    format: str | None = None
    dictionary: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()  # of tables: what each is called, or its number


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to read: a pair of documents, a bilingual file, or a text without counterpart."""

    kind: Kind
    path: str  # of the source text, where it is a pair
    target: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A suppression that stands in a checked file: for these rules, at these lines or this unit.

    An empty ``rules`` stands for all. ``lines`` is empty where it holds for a unit.
    """

    rules: tuple[str, ...]
    reason: str
    origin: Origin
    lines: frozenset[int] = frozenset()
    unit: int = -1


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user should know of the run: where, and what. English and Japanese."""

    text: str
    text_ja: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was read: the units in order, what is accepted inline, and what to say of it.

    ``formats`` has the format of each file; ``documents`` those that were read as documents.
    """

    units: tuple[Unit, ...]
    glossary: tuple[Concept, ...] = ()
    inline: tuple[Inline, ...] = ()
    notices: tuple[Notice, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run. ``units`` are those checked; ``skipped`` rules name what they lack."""

    files: int
    units: int
    rules: int
    skipped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is accepted, and where and why."""

    finding: Finding
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: findings worst first, and what else a report shows.

    ``known`` counts the findings that the baseline has, ``unchanged`` those in text that did not
    change since the revision asked for. ``shown`` are the units a report shows whole.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    shown: tuple[Unit, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    unused: tuple[tuple[Origin, str], ...] = ()  # suppressions that nothing needs: place, rule
    notices: tuple[Notice, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    known: int = 0
    unchanged: int = 0

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity, worst first."""
        found: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings:
            found[finding.severity] += 1
        return found

    def down_to(self, severity: Severity) -> Outcome:
        """Return the outcome with the findings that are at least so severe."""
        kept = (f for f in self.findings if RANK[f.severity] <= RANK[severity])
        return replace(self, findings=tuple(kept))


def worst_first(finding: Finding) -> tuple[int, int, str, int, int, str, str]:
    """Return the key by which findings are sorted: severity, the catalogue's order, place.

    The catalogue goes from what misleads a reader (a wrong title) to what only looks untidy.
    """
    origin = finding.origin
    return (
        RANK[finding.severity],
        _ORDER.get(finding.rule, len(_ORDER)),
        origin.path,
        origin.line,
        origin.column,
        finding.rule,
        finding.message,
    )
