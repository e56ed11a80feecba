"""What validation says of a file: problems, what would mend them, and the catalogue of rules."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final, Literal, TypeAlias, cast

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Repair:
    """What mends a problem that has one answer, by offsets in the file's UTF-8 text.

    ``replace``: the bytes from ``offset`` to ``end`` become ``text``. ``attribute``: of the start
    tag at ``offset``, the attribute ``name`` becomes ``text`` (None: as it is) under the name
    ``rename`` (None: it goes). ``trim``: white space goes at both edges of the element that begins
    at ``offset``, its end tag at ``end``. ``reorder``: ``children``, each with its start, its end
    tag and its rank, are put in the order of their ranks.
    """

    kind: Literal["replace", "attribute", "trim", "reorder"]
    offset: int
    end: int = 0
    text: str | None = None
    name: str = ""
    rename: str | None = None
    children: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: which rule says so, where, why, and what to do.

    ``line`` and ``column`` count from 1; both are 0 where the problem is that of the whole file.
    ``repair`` is set where ``--fix`` can mend it.
    """

    path: str
    line: int
    column: int
    rule: str
    severity: Level
    message: str
    fix: str
    repair: Repair | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the catalogue. ``clause`` is what the rule rests on, ``why`` what goes wrong.

    ``repaired`` says when ``--fix`` mends it, and is empty where it never does.
    """

    id: str
    formats: tuple[str, ...]
    severity: Level
    clause: str
    why: str
    fix: str
    repaired: str


@cache
def catalogue() -> dict[str, Rule]:
    """Return every rule by its id, in the order of ``data/validate-rules.tsv``."""
    text = (resources.files("tmkit") / "data" / "validate-rules.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        row["id"]: Rule(
            row["id"],
            tuple(row["formats"].split()),
            cast("Level", row["severity"]),
            row["clause"],
            row["why"],
            row["fix"],
            row["repaired"],
        )
        for row in rows
    }


@dataclass(slots=True)
class Report:
    """The problems of one file as they come in; ``profile`` is the tool that it is meant for."""

    path: str
    profile: str = ""
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    @property
    def is_cut_short(self) -> bool:
        """Whether the file could not be read to its end, so that what is missing may follow."""
        return bool(self.problems) and self.problems[-1].rule in {"not-well-formed", "unsafe-xml"}

    def add(
        self,
        rule: str,
        place: tuple[int, int],
        message: str,
        *,
        fix: str = "",
        repair: Repair | None = None,
        severity: Level | None = None,
    ) -> None:
        """Add a problem at ``place`` (line from 1, column from 0) by a rule of the catalogue."""
        known = catalogue()[rule]
        line, column = place
        self.problems.append(
            Problem(
                self.path,
                line,
                column + 1 if line else 0,
                rule,
                severity or known.severity,
                message,
                fix or known.fix,
                repair,
            )
        )

    def once(self, rule: str, place: tuple[int, int], message: str) -> None:
        """Add a problem that the whole file has, where it is seen first."""
        if rule not in self.told:
            self.told.add(rule)
            self.add(rule, place, message)


SHOWN: Final = 60


def quoted(text: str) -> str:
    """Return a text for a message: on one line, its middle left out where it is long."""
    line = text
    if not text.isprintable():
        line = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return line if len(line) <= SHOWN else f"{line[:40]}…{line[-15:]}"
