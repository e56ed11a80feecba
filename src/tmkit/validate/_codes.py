"""The inline codes of one TMX segment: what opens closes, and every pair has its own number."""

from __future__ import annotations

from dataclasses import dataclass, field

from tmkit.formats._events import Start
from tmkit.validate._problem import Report, quoted


@dataclass(slots=True)
class Codes:
    """The codes seen so far; those of a subflow, which is a text of its own, are counted apart."""

    opened: dict[tuple[int, str], Start] = field(default_factory=dict)
    used: set[tuple[int, str]] = field(default_factory=set)
    matches: set[str] = field(default_factory=set)

    def add(self, report: Report, start: Start, flow: int) -> None:
        """Take a code in the order of the text."""
        place = start.line, start.column
        match = start.attributes.get("x", "")
        if match:
            self.matches.add(f"<{start.name} x={quoted(match)!r}>")
        pair = start.attributes.get("i")
        for name, value in (("i", pair), ("x", match or None)):
            if value is not None and not (value.isascii() and value.isdigit()):
                message = f"{name}={quoted(value)!r} of <{start.name}> is no number"
                report.add("code-number", place, message)
        if pair is None:
            return
        key = flow, pair
        if start.name == "bpt":
            if key in self.used:
                report.add("code-twice", place, f"a second <bpt i={quoted(pair)!r}> in the segment")
            self.used.add(key)
            self.opened[key] = start
        elif start.name == "ept" and self.opened.pop(key, None) is None:
            message = f"<ept i={quoted(pair)!r}> closes nothing that is open"
            report.add("ept-without-bpt", place, message)

    def close(self, report: Report) -> None:
        """Tell of what is still open at the end of the segment."""
        for (_, pair), start in self.opened.items():
            message = f"<bpt i={quoted(pair)!r}> is never closed"
            report.add("bpt-without-ept", (start.line, start.column), message)
        self.opened.clear()
