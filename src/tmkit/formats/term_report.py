"""What a terminology file could not hold of the concepts that were written: named and counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from tmkit.model import Origin


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format could not hold: of which field, why, how often, and first where.

    ``name`` is ``term`` or ``concept`` for a whole one, else ``term.note``, ``concept.definition``
    and so on, by the names of :mod:`tmkit.model`. ``example`` is the first term concerned.
    """

    name: str
    reason: str
    count: int
    example: str = ""
    first: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TermReport:
    """How many concepts and terms were written, and what was lost, sorted by field and reason."""

    concepts: int
    terms: int
    lost: tuple[Loss, ...] = ()


@dataclass(slots=True)
class Losses:
    """The losses while a file is being written."""

    found: dict[tuple[str, str], Loss] = field(default_factory=dict)

    def add(
        self, name: str, reason: str, example: str, origin: Origin | None, count: int = 1
    ) -> None:
        """Count a loss in the field ``name``; the first one gives example and place."""
        known = self.found.get((name, reason))
        if known is None:
            self.found[name, reason] = Loss(name, reason, count, example, origin)
        else:
            total = known.count + count
            self.found[name, reason] = Loss(name, reason, total, known.example, known.first)

    def report(self, concepts: int, terms: int) -> TermReport:
        """Return what was written and lost."""
        return TermReport(concepts, terms, tuple(self.found[key] for key in sorted(self.found)))
