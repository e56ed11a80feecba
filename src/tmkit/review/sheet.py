"""The review as a spreadsheet, and the steps that lead from the rows to what it says now.

The id of a row is its number with a key of all texts, so that a sheet is taken only for the rows
that it was made of. White space at edges and line breaks of another kind are a spreadsheet's doing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, Literal

from tmkit.errors import ConfigError, FormatError
from tmkit.files import write_atomic
from tmkit.formats.grid import read_grid, write_grid
from tmkit.language import fold
from tmkit.review.export import joined
from tmkit.review.reword import reworded
from tmkit.review.session import Session, measured
from tmkit.review.values import Name, Operation, Piece, RefusedError, Row, Side

COLUMNS: Final = ("id", "decision", "confidence", "reasons", "source", "target", "note")
ACCEPTED: Final = frozenset({"accepted", "accept", "ok", "yes", "確認済み"})
DELETED: Final = frozenset({"deleted", "delete", "no", "削除"})
_SIDES: Final[tuple[Side, Side]] = ("source", "target")

Kind = Literal["merged", "split", "regrouped", "deleted", "edited", "note", "decision"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet; ``number`` is the index of its row in the review, None where it is new."""

    number: int | None
    source: str
    target: str
    decision: str
    note: str
    place: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a sheet changes, and the rows of the review it concerns, from 0."""

    kind: Kind
    rows: range
    text: str = ""


def key_of(session: Session) -> str:
    """Return what tells these rows from any others: their texts, grouping, notes and states."""
    digest = hashlib.blake2b(digest_size=5)
    for row in session.rows:
        told = (_texts(row, session), row.note, row.reviewed, row.deleted)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def write_sheet(path: str, session: Session) -> int:
    """Write every row to a workbook and return their number; raise ConfigError, WriteError."""
    check_name(path)
    key = key_of(session)
    rows = []
    for number, row in enumerate(session.rows, 1):
        measure = measured(row, session.units)
        told = (measure.confidence, ",".join(measure.reasons)) if measure else ("", "")
        decision = "deleted" if row.deleted else "accepted" if row.reviewed else ""
        rows.append((f"{number}@{key}", decision, *told, *_texts(row, session), row.note))
    with write_atomic(path) as stream:
        write_grid(stream, "xlsx", COLUMNS, rows, ("source", "target", "note"), "review")
    return len(rows)


def check_name(path: str) -> None:
    """Raise ConfigError for the name of what is no workbook."""
    # CSV and TSV have no way to hold control characters or line breaks that spreadsheets keep
    if PurePath(path).suffix.lower() != ".xlsx":
        raise ConfigError(f"{path} is no workbook", "Name an .xlsx file")


def _texts(row: Row, session: Session) -> tuple[str, str]:
    units = session.units
    source = joined(row.source, units[row.source[0].unit].source.lang, row)[0] if row.source else ""
    target = joined(row.target, units[row.target[0].unit].target.lang, row)[0] if row.target else ""
    return source, target


def read_sheet(path: str, session: Session) -> list[Line]:
    """Return the rows of a sheet in the order of the review.

    Raise FormatError for what is no sheet of a review, ConfigError where it was made of other rows.
    """
    check_name(path)
    grid = read_grid(path)
    missing = [name for name in ("id", "source", "target") if name not in grid.names]
    if missing:
        hint = "Make the table with: tmkit review FILE --export"
        raise FormatError(f"has no column {missing[0]}", path, hint=hint)
    key = key_of(session)
    seen: set[int] = set()
    lines = []
    for cells, place in grid.rows:
        number = _number(cells.get("id", ""), key, path, place, len(session.rows))
        if number in seen:
            number = None  # a row that was copied to be split
        elif number is not None:
            seen.add(number)
        source, target = cells.get("source", ""), cells.get("target", "")
        decision = fold(cells.get("decision", ""))
        if decision and decision not in ACCEPTED | DELETED:
            hint = "Write accepted or deleted, or nothing"
            raise FormatError(f"'{decision}' is no decision", path, place, hint)
        if source.strip() or target.strip():
            lines.append(Line(number, source, target, decision, cells.get("note", ""), place))
    if not seen:
        raise FormatError("no row has its id", path, hint="Keep the column id as it is")
    numbers = [line.number for line in lines if line.number is not None]
    if numbers != sorted(numbers):
        if len(numbers) < len(lines):
            hint = "Sort it by id, with each new row below the one it was split from"
            raise FormatError("rows are in another order, and some have no id", path, hint=hint)
        lines.sort(key=lambda line: line.number or 0)
    return lines


def _number(text: str, key: str, path: str, place: int, total: int) -> int | None:
    if not text.strip():
        return None
    number, _, found = text.strip().partition("@")
    if not number.isdecimal() or not 0 < int(number) <= total or found != key:
        if found and found != key:
            hint = "Export it again; the sheet was made of other texts or before other steps"
            raise ConfigError(
                f"{path}:{place}: the review has changed since this was written", hint
            )
        raise FormatError(f"'{text}' is no id of a row", path, place, "Leave the id as it was")
    return int(number) - 1


def steps(
    lines: Sequence[Line], session: Session, path: str
) -> tuple[list[Operation], list[Change]]:
    """Return the operations that make the rows what the sheet says, and what changes, in order.

    Raise FormatError where it cannot be told what became of a row.
    """
    trial = Session(session.units, list(session.rows))
    operations: list[Operation] = []
    changes: list[Change] = []
    for old, new in reversed(list(_stretches(lines, session))):  # numbers above stay true
        found = _Stretch(trial, old, list(new), path)
        found.settle()
        operations += found.operations
        changes = found.changes + changes
    return operations, changes


def _stretches(lines: Sequence[Line], session: Session) -> Iterator[tuple[range, Sequence[Line]]]:
    """Yield each row that has both its texts, and the stretches between them that have changed."""
    old = new = 0
    for index, line in enumerate(lines):
        number = line.number
        if number is None or _keys((line.source, line.target)) != _keys(
            _texts(session.rows[number], session)
        ):
            continue
        yield range(old, number), lines[new:index]
        yield range(number, number + 1), lines[index : index + 1]
        old, new = number + 1, index + 1
    yield range(old, len(session.rows)), lines[new:]


def _keys(texts: tuple[str, str]) -> list[str]:
    return ["\n".join(text.strip().splitlines()) for text in texts]


def _dense(text: str) -> str:
    return "".join(text.split())


@dataclass(slots=True)
class _Stretch:
    """Rows and the lines that stand for them, worked out on rows that may be changed."""

    session: Session
    old: range
    new: list[Line]
    path: str

    operations: list[Operation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def settle(self) -> None:
        """Find the steps, and take them on the trial rows."""
        texts = [_texts(self.session.rows[number], self.session) for number in self.old]
        same = [line.number for line in self.new] == list(self.old)
        apart = any(
            _dense(before) != _dense(after)
            for line, pair in zip(self.new, texts, strict=False)
            for before, after in zip(pair, (line.source, line.target), strict=True)
        )
        if same and not apart:
            self._each(self.old)
        elif self.new and all(
            _dense("".join(pair[k] for pair in texts))
            == _dense("".join((line.source, line.target)[k] for line in self.new))
            for k in (0, 1)
        ):
            self._arrange()
        elif all(line.number is not None and line.number in self.old for line in self.new):
            self._each(self.old)
        else:
            hint = "Import the new grouping first, then the new wording"
            raise FormatError(
                "it cannot be told what this row was made of", self.path, self.new[0].place, hint
            )

    def _take(self, operation: Operation, change: Change | None = None) -> None:
        try:
            self.session.apply(operation)
        except RefusedError as error:
            place = self.new[0].place if self.new else None
            raise FormatError(f"row {operation.row + 1}: {error}", self.path, place) from None
        self.operations.append(operation)
        if change is not None:
            self.changes.append(change)

    def _each(self, old: range) -> None:
        by_number = {line.number: line for line in self.new}
        for number in old:
            line = by_number.get(number)
            if line is not None:
                self._say(number, line)
            elif not self.session.rows[number].deleted:
                row = range(number, number + 1)
                self._take(Operation("delete", number), Change("deleted", row))

    def _arrange(self) -> None:
        rows = self.session.rows[self.old.start : self.old.stop]
        cuts = []
        for k, side in enumerate(_SIDES):
            pieces = [piece for row in rows for piece in row.side(side)]
            cells = [(line.source, line.target)[k] for line in self.new[:-1]]
            cuts.append(_boundaries(pieces, cells))
        kind: Kind = "regrouped"
        if len(self.new) == 1 < len(self.old):
            kind = "merged"
        elif len(self.old) == 1:
            kind = "split"
        at, count = self.old.start, len(self.old)
        operation = Operation(
            "arrange", at, count=count, cuts=tuple(zip(cuts[0], cuts[1], strict=True))
        )
        self._take(operation, Change(kind, self.old, str(len(self.new))))
        for number, line in enumerate(self.new, at):
            self._say(number, line)

    def _say(self, number: int, line: Line) -> None:
        """Take over the wording, the note and the decision of one row."""
        row = range(number, number + 1)
        for side, text in zip(_SIDES, (line.source, line.target), strict=True):
            self._word(number, side, text)
        if _keys((line.note, "")) != _keys((self.session.rows[number].note, "")):
            self._take(Operation("note", number, text=line.note), Change("note", row, line.note))
        now = self.session.rows[number]
        if (line.decision in DELETED) != now.deleted:
            told = "deleted" if line.decision else "not deleted"
            self._take(Operation("delete", number), Change("decision", row, told))
        if (line.decision in ACCEPTED) != self.session.rows[number].reviewed:
            told = "accepted" if line.decision else "not accepted"
            self._take(Operation("accept", number), Change("decision", row, told))

    def _word(self, number: int, side: Side, text: str) -> None:
        """Take over a wording: segment by segment where it tells what belongs to which."""
        now = self.session.rows[number]
        before = _texts(now, self.session)[_SIDES.index(side)]
        if _keys((before, "")) == _keys((text, "")):
            return
        pieces = [piece.text for piece in now.side(side)]
        row = range(number, number + 1)
        if not pieces:
            hint = "Merge the row with the one that has the text, or add the pair to the memory"
            message = f"row {number + 1}: there is no {side} that the text could replace"
            raise FormatError(message, self.path, self.new[0].place, hint)
        if len(pieces) == 1:
            told = Change("edited", row, f"{before} → {text}")
            self._take(Operation("edit", number, side, text=text), told)
            return
        # what stands between two segments is not their text: without more nothing has changed
        for wording in reversed(reworded(pieces, text)):
            first, count = wording.first, wording.count
            old = " | ".join(pieces[first : first + count])
            told = Change("edited", row, f"{old} → {wording.text}")
            name: Name = "edit" if count == 1 else "reword"
            size = 0 if count == 1 else count
            self._take(Operation(name, number, side, first, 0, wording.text, size), told)


def _boundaries(pieces: Sequence[Piece], cells: Sequence[str]) -> list[int]:
    """Return after how many characters of the pieces each cell ends; white space does not count."""
    text = "".join(piece.text for piece in pieces)
    places = [index + 1 for index, character in enumerate(text) if not character.isspace()]
    found, dense = [], 0
    for cell in cells:
        dense += len(_dense(cell))
        found.append(places[dense - 1] if dense else 0)
    return found
