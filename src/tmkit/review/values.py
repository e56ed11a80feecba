"""The values of a review: segments grouped in rows, and what can be asked of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from tmkit.errors import TmkitError
from tmkit.model import Code

Side = Literal["source", "target"]
Sides = Literal["source", "target", "both"]
Name = Literal[
    "accept", "merge", "split", "up", "down", "unlink", "delete", "edit", "flag", "note",
    "arrange", "reword", "realign", "undo", "redo",
]  # fmt: skip

NAMES: Final = frozenset(get_args(Name))
SIDES: Final = frozenset(get_args(Sides))
FIELDS: Final = ("row", "side", "piece", "offset", "text", "count", "cuts", "stretches")
LONGEST: Final = 1 << 20  # characters of one text or note that an operation brings


class RefusedError(TmkitError):
    """An operation that a row does not allow; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of one side, or a part of one that was split.

    ``unit`` is the index of the unit of the file that it comes from. ``lead`` is the white space
    that stood between it and the part before; None where a segment of the file begins, and the
    joiner of the language stands there. ``cut``: a part; ``edited``: no longer the file's text;
    ``also``: the further units whose text it took in.
    """

    text: str
    unit: int
    codes: tuple[Code, ...] = ()
    lead: str | None = None
    cut: bool = False
    edited: bool = False
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What the aligner found of a pair: how probable it is, as is shown, and what speaks of it."""

    confidence: str
    status: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What stands for each other: pieces of both sides, in the order of the file.

    ``measure`` holds for these very pieces; None where it is the unit's of the file that tells, or
    nothing was measured.
    """

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    reviewed: bool = False
    deleted: bool = False
    flag: bool = False
    note: str = ""
    measure: Measure | None = None

    def side(self, side: Side) -> tuple[Piece, ...]:
        """Return the pieces of one side."""
        return self.source if side == "source" else self.target

    def units(self) -> tuple[int, ...]:
        """Return the units of the file that its pieces come from, in the order of the pieces."""
        pieces = self.source + self.target
        return tuple(dict.fromkeys(k for piece in pieces for k in (piece.unit, *piece.also)))

    @property
    def empty(self) -> bool:
        """Whether no text is left."""
        return not self.source and not self.target


@dataclass(frozen=True, slots=True)
class Cut:
    """One row of a stretch that was aligned anew.

    How many characters of both sides lie before its end, and either what was measured of it or
    ``kept``, which of the old rows it is.
    """

    source: int
    target: int
    measure: Measure | None = None
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """``count`` rows from ``row`` on, and the rows that take their place."""

    row: int
    count: int
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One step: what, on which row (from 0), and what more it takes.

    ``side`` is for merge, split, up, down and edit; ``piece`` and ``offset`` (in characters) for
    split; ``piece`` and ``text`` for edit; ``text`` for note. Undo and redo take nothing.
    ``arrange`` cuts the texts of ``count`` rows anew: each of ``cuts`` says how many characters of
    the source and of the target, without what is between segments, stand before it. ``reword``
    makes ``count`` pieces from ``piece`` on one with another text. ``realign`` is journalled by its
    result, the ``stretches``: another aligner would find other rows.
    """

    name: Name
    row: int = 0
    side: Sides = "both"
    piece: int = 0
    offset: int = 0
    text: str = ""
    count: int = 0
    cuts: tuple[tuple[int, int], ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return what :func:`operation_of` reads, without what is not said."""
        plain = Operation(self.name)
        given = {key: getattr(self, key) for key in FIELDS}
        said = {key: value for key, value in given.items() if value != getattr(plain, key)}
        if self.stretches:
            said["stretches"] = [
                [each.row, each.count, [_plain_cut(cut) for cut in each.cuts]]
                for each in self.stretches
            ]
        return {"op": self.name, **said}


def _plain_cut(cut: Cut) -> list[object]:
    if cut.kept is not None:
        return [cut.source, cut.target, cut.kept]
    return [cut.source, cut.target, plain_measure(cut.measure)]


def plain_measure(measure: Measure | None) -> list[str] | None:
    """Return what :func:`measure_of` reads."""
    return None if measure is None else [measure.confidence, measure.status, *measure.reasons]


def measure_of(data: object) -> Measure | None:
    """Return a measure out of untrusted JSON; raise RefusedError for what is none."""
    if data is None:
        return None
    if not isinstance(data, list) or len(data) < 2:
        raise RefusedError("a measure is a list of words")
    if not all(isinstance(word, str) and len(word) < 100 for word in data):
        raise RefusedError("a measure is a list of words")
    return Measure(data[0], data[1], tuple(data[2:]))


@dataclass(frozen=True, slots=True)
class Patch:
    """Rows from ``at`` on that take the place of others: read backwards, it undoes itself."""

    at: int
    old: tuple[Row, ...]
    new: tuple[Row, ...]


def operation_of(data: object) -> Operation:
    """Return an operation out of untrusted JSON; raise RefusedError for what is none."""
    if not isinstance(data, Mapping):
        raise RefusedError("an operation is an object")
    unknown = data.keys() - {"op", *FIELDS}
    if unknown:
        raise RefusedError("an operation has no such field")
    name, side, text = data.get("op"), data.get("side", "both"), data.get("text", "")
    if not isinstance(name, str) or name not in NAMES:
        raise RefusedError("there is no such operation")
    if not isinstance(side, str) or side not in SIDES:
        raise RefusedError("a side is source, target or both")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise RefusedError("the text is none, or too long")
    return Operation(
        cast("Name", name),
        _number(data, "row"),
        cast("Sides", side),
        _number(data, "piece"),
        _number(data, "offset"),
        text,
        _number(data, "count"),
        _cuts(data.get("cuts", [])),
        _stretches(data.get("stretches", [])),
    )


def _stretches(value: object) -> tuple[Stretch, ...]:
    found = []
    for each in value if isinstance(value, list) else [None]:
        if not isinstance(each, list) or len(each) != 3 or not isinstance(each[2], list):
            raise RefusedError("a stretch is a row, a count and its cuts")
        row, count = (_count(number) for number in each[:2])
        found.append(Stretch(row, count, tuple(_cut(cut) for cut in each[2])))
    return tuple(found)


def _cut(value: object) -> Cut:
    if not isinstance(value, list) or len(value) != 3:
        raise RefusedError("the cuts are not pairs of numbers")
    source, target = (_count(number) for number in value[:2])
    if type(value[2]) is int:
        return Cut(source, target, kept=_count(value[2]))
    return Cut(source, target, measure_of(value[2]))


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise RefusedError("the cuts are not pairs of numbers")
    return value


def _cuts(value: object) -> tuple[tuple[int, int], ...]:
    found = []
    for cut in value if isinstance(value, list) else [None]:
        if not isinstance(cut, list) or len(cut) != 2:
            raise RefusedError("the cuts are not pairs of numbers")
        if not all(type(each) is int and each >= 0 for each in cut):
            raise RefusedError("the cuts are not pairs of numbers")
        found.append((cut[0], cut[1]))
    return tuple(found)


def _number(data: Mapping[object, object], key: str) -> int:
    value = data.get(key, 0)
    if type(value) is not int or value < 0:  # True is an int too
        raise RefusedError(f"{key} is not a number from 0")
    return value
