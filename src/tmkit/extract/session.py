"""The review: one key a term, what was decided saved after every key.

Nothing is kept elsewhere: what is accepted stands in the glossary at once, what is rejected on the
stop list. So a review can end at any moment and go on later with what is left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from tmkit import files
from tmkit.extract.concepts import from_decisions
from tmkit.extract.sheet import Decision
from tmkit.extract.stop import add_to_stop
from tmkit.extract.values import Choice, Entry
from tmkit.formats.glossary_append import Refusal, append

Action = Literal["accept", "edit", "reject", "later", "undo", "quit"]

# The key and what else does the same; width and case do not matter (a Japanese keyboard).
KEYS: Final[dict[str, Action]] = {
    "a": "accept",
    "e": "edit",
    "r": "reject",
    "l": "later",
    " ": "later",
    "u": "undo",
    "q": "quit",
    "\x1b": "quit",
    "\x03": "quit",  # Ctrl-C where the terminal hands it over
    "\x04": "quit",
    "": "quit",  # the end of the input
}


@dataclass(frozen=True, slots=True)
class _Step:
    """What a key did: of which entry, and what both files were before (None: not there)."""

    index: int
    action: Action
    before: tuple[bytes | None, bytes | None]


@dataclass(slots=True)
class Session:
    """A review of ``entries``: where it stands, and what was done so far."""

    entries: Sequence[Entry]
    glossary: str
    stop: str
    index: int = 0
    steps: list[_Step] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def entry(self) -> Entry | None:
        """The entry to be decided on, None at the end."""
        return self.entries[self.index] if self.index < len(self.entries) else None

    def count(self, action: Action) -> int:
        """Return how many entries this was done with."""
        return sum(step.action == action for step in self.steps)

    def accept(self, rendering: str = "", term: str = "", *, edited: bool = False) -> None:
        """Put the entry into the glossary, with another rendering or term where one is given."""
        entry = self._present()
        self._keep("edit" if edited else "accept")
        choice = entry.choices[0]
        for other in entry.choices:
            choice = other if other.text == rendering else choice
        decision = Decision(
            term or entry.term,
            rendering or choice.text,
            "preferred",
            entry.kind,
            entry.part_of_speech,
        )
        self.refused += append(self.glossary, from_decisions([decision])).refused
        self.index += 1

    def reject(self) -> None:
        """Put the entry on the stop list."""
        entry = self._present()
        self._keep("reject")
        add_to_stop(self.stop, [(entry.term, "")])
        self.index += 1

    def later(self) -> None:
        """Go on; the entry comes again in the next review."""
        self._present()
        self._keep("later")
        self.index += 1

    def undo(self) -> bool:
        """Take the last step back, in the files too; return whether there was one."""
        if not self.steps:
            return False
        step = self.steps.pop()
        self.index = step.index
        for path, data in zip((self.glossary, self.stop), step.before, strict=True):
            if data is None:
                Path(path).unlink(missing_ok=True)
            elif _bytes(path) != data:
                with files.write_atomic(path) as stream:
                    stream.write(data)
        return True

    def _present(self) -> Entry:
        assert self.entry is not None, "the review is at its end"  # noqa: S101
        return self.entry

    def _keep(self, action: Action) -> None:
        before = (_bytes(self.glossary), _bytes(self.stop))
        self.steps.append(_Step(self.index, action, before))


def _bytes(path: str) -> bytes | None:
    return files.read_bytes(path) if Path(path).is_file() else None


def run(
    session: Session,
    read_key: Callable[[], str],
    read_line: Callable[[str, str], str],
    show: Callable[[Session], None],
) -> None:
    """Lead through the review until its end or until it is left.

    ``read_key`` returns the key that is pressed ("" at the end of the input), ``read_line`` what is
    typed after a prompt, given what it offers; ``show`` shows where the session stands. A digit
    accepts the rendering of that number.
    """
    while session.entry is not None:
        show(session)
        key = unicodedata.normalize("NFKC", read_key()).casefold()
        choices = session.entry.choices
        if key.isdecimal() and 0 < int(key) <= len(choices):
            session.accept(choices[int(key) - 1].text)
            continue
        action = KEYS.get(key)
        if action == "quit":
            return
        if action == "accept":
            session.accept()
        elif action == "edit":
            _edit(session, choices[0], read_line)
        elif action == "reject":
            session.reject()
        elif action == "later":
            session.later()
        elif action == "undo":
            session.undo()


def _edit(session: Session, choice: Choice, read_line: Callable[[str, str], str]) -> None:
    entry = session.entry
    if entry is None:
        return
    term = read_line("EN", entry.term).strip()
    rendering = read_line("JA", choice.text).strip()
    if term and rendering:  # an empty line: not this time
        session.accept(rendering, term, edited=True)
