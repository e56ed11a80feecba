"""The terms that a translation follows, decided on one by one, in any order.

The decisions are those of ``tmkit terms --review``, in the same two files: what is accepted stands
in the glossary at once, what is rejected on the stop list. Either goes on where the other stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tmkit import files
from tmkit.extract import Task, extract
from tmkit.extract.select import Choices, select
from tmkit.extract.session import Session
from tmkit.extract.stop import stop_path
from tmkit.extract.values import Choice, Entry
from tmkit.model import TranslationUnit
from tmkit.review.values import RefusedError

_State = tuple[bytes | None, bytes | None]


@dataclass(slots=True)
class Decisions:
    """A session on terms, what was decided of each entry, and what the files were left as.

    ``made`` has a decision for each step: the entry, and what was said of it before.
    """

    session: Session
    of: dict[int, dict[str, str]] = field(default_factory=dict)
    made: list[tuple[int, dict[str, str] | None]] = field(default_factory=list)
    revision: int = 0
    left: _State = (None, None)

    def decide(self, action: str, index: int, term: str, rendering: str) -> None:
        """Take one step; raise RefusedError with nothing changed, and ConfigError, WriteError."""
        session = self.session
        if action == "undo":
            self._undo()
            return
        if not 0 <= index < len(session.entries):
            raise RefusedError("there is no such term")
        if self.of.get(index, {}).get("action") not in {None, "later"}:
            raise RefusedError("that is decided: undo it first")
        session.index = index
        entry = session.entries[index]
        term, rendering = " ".join(term.split()), " ".join(rendering.split())
        said = {"action": action, "term": "", "rendering": ""}
        refused = len(session.refused)
        if action == "accept":
            said |= {"term": entry.term, "rendering": rendering or entry.choices[0].text}
            session.accept(rendering)
        elif action == "edit":
            if not term or not rendering:
                raise RefusedError("a term and its rendering are not empty")
            said |= {"term": term, "rendering": rendering}
            session.accept(rendering, term, edited=True)
        elif action == "reject":
            session.reject()
        elif action == "later":
            session.later()
        else:
            raise RefusedError("there is no such operation")
        if len(session.refused) > refused:
            session.undo()
            raise RefusedError(session.refused.pop().reason)
        self.made.append((index, self.of.get(index)))
        self.of[index] = said
        self.revision += 1
        self.left = self._state()

    def _undo(self) -> None:
        if not self.made:
            raise RefusedError("there is nothing to undo")
        if self._state() != self.left:  # undoing would take back what another program wrote
            raise RefusedError("the glossary or the stop list was changed elsewhere")
        self.session.undo()
        index, before = self.made.pop()
        if before is None:
            del self.of[index]
        else:
            self.of[index] = before
        self.revision += 1
        self.left = self._state()

    def _state(self) -> _State:
        return _bytes(self.session.glossary), _bytes(self.session.stop)

    def as_json(self) -> dict[str, object]:
        """Return all terms as the page gets them, with what was decided."""
        return {
            **self.told(),
            "glossary": self.session.glossary,
            "terms": [_entry(entry) for entry in self.session.entries],
        }

    def told(self) -> dict[str, object]:
        """Return what was decided, by the number of the term, and where the last step was."""
        counts = {
            action: sum(said["action"] == action for said in self.of.values())
            for action in ("accept", "edit", "reject", "later")
        }
        return {
            "revision": self.revision,
            "decided": {str(index): said for index, said in self.of.items()},
            "counts": {**counts, "open": len(self.session.entries) - len(self.of)},
            "at": self.session.index,
            "undo": bool(self.made),
        }


def _bytes(path: str) -> bytes | None:
    return files.read_bytes(path) if Path(path).is_file() else None


def propose(units: Sequence[TranslationUnit], glossaries: Sequence[str]) -> Decisions:
    """Return the terms of pairs that the first glossary lacks or has otherwise, to be decided on.

    Raise FormatError for a glossary that cannot be read.
    """
    first = glossaries[0]
    known = tuple(path for path in glossaries if path != first or Path(path).exists())
    task = Task((), known, stop=stop_path(first))
    outcome = extract(task, units=units)
    todo = [entry for entry in select(outcome.entries, Choices()) if entry.status != "known"]
    return Decisions(Session(todo, first, stop_path(first)))


def step(decisions: Decisions, data: Mapping[str, Any]) -> dict[str, object]:
    """Take a step out of untrusted JSON, and return what is decided then."""
    texts = [data.get(key, "") for key in ("action", "term", "rendering")]
    index = data.get("index", 0)
    if not all(isinstance(text, str) for text in texts) or type(index) is not int:
        raise RefusedError("an operation has no such field")
    if data.get("revision") != decisions.revision:
        return {**decisions.told(), "stale": True}
    decisions.decide(texts[0], index, texts[1], texts[2])
    return decisions.told()


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "term": entry.term,
        "kind": entry.kind,
        "count": entry.count,
        "confidence": f"{entry.confidence:.2f}",
        "status": entry.status,
        "expected": list(entry.expected),
        "inconsistent": entry.inconsistent,
        "choices": [_choice(choice) for choice in entry.choices[:9]],
    }


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "text": choice.text,
        "count": choice.count,
        "confidence": f"{choice.confidence:.2f}",
        "status": choice.status,
        "spellings": [list(each) for each in choice.spellings if each[0] != choice.text],
        "contexts": [[each.english, each.japanese] for each in choice.contexts],
    }
