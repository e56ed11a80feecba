"""What became of the units of a memory: added, removed, changed.

Units are the same where texts (with their codes), notes and properties are; order, dates, counts of
use, identifiers and what tmkit measured of a pair do not count. What is left over is paired by
identifier, by source text, by translation, and at last by its place, so that an edit shows as one
change and not as one unit gone and one come. Files are read twice, and only the units that differ
are held.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tmkit.formats import props
from tmkit.formats._xml import Element
from tmkit.formats.tmx_entries import (
    entries,
    notes,
    open_memory,
    properties,
    segment,
    variants,
    verbatim,
)
from tmkit.formats.tmx_layout import put_in_order

_UNCOUNTED: Final = props.KNOWN  # what aligning measured, and the document, which counts by itself
_ALIKE: Final = 0.5  # of two sources at one place, to be one sentence that was edited


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as it is compared. ``texts`` have their codes as the document writes them."""

    texts: tuple[tuple[str, str], ...]  # language and text, the source's first
    about: tuple[tuple[str, str], ...]  # notes, as "note", and properties
    document: str
    id: str
    line: int
    key: bytes  # of all that counts
    markup: tuple[str, ...]  # the texts as XML
    before: bytes  # key of the unit before it


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that was added (no ``old``), removed (no ``new``) or changed."""

    old: Entry | None
    new: Entry | None

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """What became of the unit."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two memories, in the order of the file, and how many units are equal."""

    old: str
    new: str
    same: int
    changes: tuple[Change, ...]


def compare(old: str, new: str, *, texts_only: bool = False) -> Difference:
    """Return how the TMX file ``new`` differs from ``old``; one of them may be ``-``.

    With ``texts_only`` notes and properties do not count. Raise FormatError for what cannot be
    read.
    """
    with _rereadable(old) as old_path, _rereadable(new) as new_path:
        lang = _source_lang(old_path) or _source_lang(new_path)
        surplus: Counter[bytes] = Counter()
        for entry in _entries(old_path, lang, texts_only):
            surplus[entry.key] += 1
        total = surplus.total()
        for entry in _entries(new_path, lang, texts_only):
            surplus[entry.key] -= 1
        gone = list(_left(_entries(old_path, lang, texts_only), surplus, 1))
        come = list(_left(_entries(new_path, lang, texts_only), surplus, -1))
    pairs = _paired(gone, come)
    changes = [Change(one, other) for one, other in pairs]
    paired = {id(entry) for pair in pairs for entry in pair}
    changes += (Change(entry, None) for entry in gone if id(entry) not in paired)
    changes += (Change(None, entry) for entry in come if id(entry) not in paired)
    changes.sort(key=_place)
    return Difference(old, new, total - len(gone), tuple(changes))


def _place(change: Change) -> tuple[int, int]:
    if change.new is not None:
        return change.new.line, 1
    assert change.old is not None  # noqa: S101 # a change has a side
    return change.old.line, 0


@contextmanager
def _rereadable(path: str) -> Iterator[str]:
    """Yield a path that can be read twice: of the standard input, a copy."""
    if path != "-":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tmkit-") as folder:
        copy = Path(folder) / "stdin"
        with copy.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield str(copy)


def _source_lang(path: str) -> str:
    with open_memory(path) as memory:
        return memory.source_lang.lower()


def _entries(path: str, lang: str, texts_only: bool) -> Iterator[Entry]:
    before = b""
    with open_memory(path) as memory:
        for unit in entries(memory):
            entry = _entry(unit, lang, texts_only, before)
            before = entry.key
            yield entry


def _entry(unit: Element, lang: str, texts_only: bool, before: bytes) -> Entry:
    tuvs = sorted(variants(unit), key=lambda pair: pair[0].lower() != lang)
    segments = [(tag, segment(tuv)) for tag, tuv in tuvs]
    for _, seg in segments:
        if seg is not None:
            put_in_order(seg)
    markup = tuple(
        "" if seg is None else "".join(map(verbatim, seg.content)) for _, seg in segments
    )
    about = () if texts_only else _about(unit, tuvs)
    given = dict(reversed(properties(unit)))
    document = given.get(props.DOCUMENT) or given.get(props.SOURCE, "").partition(":")[0]
    counted = (tuple(tag.lower() for tag, _ in tuvs), markup, about, document)
    return Entry(
        tuple((tag, "" if seg is None else seg.text()) for tag, seg in segments),
        about,
        document,
        unit.attributes.get("tuid", ""),
        unit.line,
        hashlib.blake2b(repr(counted).encode("utf-8", "replace"), digest_size=12).digest(),
        markup,
        before,
    )


def _about(unit: Element, tuvs: list[tuple[str, Element]]) -> tuple[tuple[str, str], ...]:
    found = [("note", note) for note in notes(unit)]
    found += (pair for pair in properties(unit) if pair[0] not in _UNCOUNTED)
    for tag, tuv in tuvs:
        found += ((f"note ({tag})", note) for note in notes(tuv))
        found += ((f"{name} ({tag})", value) for name, value in properties(tuv))
    return tuple(found)


def _left(found: Iterator[Entry], surplus: Counter[bytes], sign: int) -> Iterator[Entry]:
    """Yield the units of which this side has more than the other."""
    for entry in found:
        if surplus[entry.key] * sign > 0:
            surplus[entry.key] -= sign
            yield entry


# ---------------------------------------------------------------------------------------- pairing

_Key: TypeAlias = Callable[[Entry], Hashable]

# One after another, each for what the ones before left over. None pairs with nothing.
_KEYS: Final[tuple[_Key, ...]] = (
    lambda entry: (entry.document, entry.id) if entry.id else None,
    lambda entry: (entry.document, entry.markup[:1]),
    lambda entry: (entry.document, entry.markup[1:]) if any(entry.markup[1:]) else None,
    lambda entry: entry.markup[:1],
    lambda entry: entry.markup[1:] if any(entry.markup[1:]) else None,
)


def _paired(gone: list[Entry], come: list[Entry]) -> list[tuple[Entry, Entry]]:
    pairs: list[tuple[Entry, Entry]] = []
    for key in (*_KEYS, _after):
        waiting: defaultdict[Hashable, deque[Entry]] = defaultdict(deque)
        for entry in come:
            waiting[key(entry)].append(entry)
        rest = []
        for entry in gone:
            found = None if key(entry) is None else waiting.get(key(entry))
            if found and (key is not _after or _alike(entry, found[0])):
                pairs.append((entry, found.popleft()))
            else:
                rest.append(entry)
        paired = {id(entry) for _, entry in pairs}
        gone, come = rest, [entry for entry in come if id(entry) not in paired]
    return pairs


def _after(entry: Entry) -> Hashable:
    return entry.document, entry.before


def _alike(one: Entry, other: Entry) -> bool:
    if not one.markup or not other.markup:
        return False
    return SequenceMatcher(None, one.markup[0], other.markup[0], autojunk=False).ratio() >= _ALIKE
