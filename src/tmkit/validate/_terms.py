"""What a glossary says of its terms, whatever the format: twice, never, and against itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tmkit.language import fold, primary
from tmkit.validate._problem import Report, quoted
from tmkit.validate._seen import Seen

FORBIDDEN: Final = frozenset({"forbidden", "obsolete"})
UNSTATED: Final = "not marked"


@dataclass(frozen=True, slots=True)
class Named:
    """A term as the file has it; ``status`` is one of the model's."""

    text: str
    lang: str
    status: str
    line: int
    column: int = 0


@dataclass(slots=True)
class Terms:
    """The concepts seen so far."""

    report: Report
    concepts: Seen = field(default_factory=Seen)
    # A rendering of a term: the status that was said of it first, and where.
    said: dict[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, terms: list[Named], line: int) -> None:
        """Judge a concept against itself and those before."""
        seen: dict[tuple[str, str], Named] = {}
        contradicted = False
        for term in terms:
            place = term.line, term.column
            key = primary(term.lang), term.text.strip()
            first = seen.setdefault(key, term)
            if first is not term:
                if (first.status in FORBIDDEN) != (term.status in FORBIDDEN):
                    message = (
                        f"{quoted(term.text)} is {term.status} here, "
                        f"{first.status} on line {first.line}"
                    )
                    self.report.add("status-contradiction", place, message)
                    contradicted = True
                else:
                    message = f"{quoted(term.text)} stands on line {first.line} already"
                    self.report.add("term-twice", place, message)
            if term.status in FORBIDDEN and self.report.profile == "omegat":
                message = f"{quoted(term.text)} is {term.status}"
                self.report.add("omegat-forbidden", place, message)
        whole = sorted(f"{lang}\x01{text}\x01{seen[lang, text].status}" for lang, text in seen)
        before = self.concepts.first("\x02".join(whole), line) if whole else 0
        if before:
            message = f"the concept on line {before} has the same terms"
            self.report.add("duplicate-concept", (line, 0), message)
        elif not contradicted:
            self._across(list(seen.values()))

    def _across(self, terms: list[Named]) -> None:
        """Tell where one pair of terms is good in one concept and bad in another."""
        for one in terms:
            for other in terms:
                if primary(one.lang) >= primary(other.lang):
                    continue
                bad = one.status in FORBIDDEN or other.status in FORBIDDEN
                key = fold(one.text), fold(other.text), f"{primary(one.lang)} {primary(other.lang)}"
                word = "forbidden" if bad else "allowed"
                line = max(one.line, other.line)
                known, before = self.said.setdefault(key, (word, line))
                if known != word:
                    message = (
                        f"{quoted(one.text)} - {quoted(other.text)} is {word} here, "
                        f"{known} on line {before}"
                    )
                    self.report.add("status-contradiction", (line, 0), message)
