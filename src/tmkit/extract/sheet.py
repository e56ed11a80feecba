"""Entries as a table that is reviewed in a spreadsheet, and the decisions read back from it.

One row a rendering; docs/reference/terms-table.md describes the columns. The column ``status`` is
the one to be edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from tmkit.errors import FormatError
from tmkit.extract.values import MOST_CONTEXTS, Choice, Entry
from tmkit.files import write_atomic
from tmkit.formats._term_words import Warn
from tmkit.formats.grid import grid_format, read_grid, write_grid
from tmkit.language import fold
from tmkit.model import Origin

COLUMNS: Final = (
    *("status", "en", "ja", "kind", "pos", "confidence", "count", "share", "term count"),
    *("spellings", "note"),
    *(
        f"{name} {number}"
        for number in range(1, MOST_CONTEXTS + 1)
        for name in ("context en", "context ja", "place en", "place ja")
    ),
)
WIDE: Final = tuple(name for name in COLUMNS if name.startswith("context"))

Verdict = Literal["preferred", "admitted", "forbidden", "rejected"]

# What people write into the status column. "accepted" is preferred, and admitted where the term
# has a preferred rendering already.
_WORDS: Final = {
    "accepted": "accepted accept a yes y ok ○ 〇 採用 承認",
    "preferred": "preferred approved 推奨 優先",
    "admitted": "admitted allowed 許容 可",
    "forbidden": "forbidden ng deprecated 禁止 使用禁止",
    "rejected": "rejected reject r no n x × 却下 不採用 不要",
    "": "new known contradicted later l ? 保留",
}
_VERDICTS: Final = {fold(word): key for key, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on one rendering of a term, and where that stands."""

    term: str
    rendering: str
    verdict: Verdict
    kind: str = ""
    part_of_speech: str = ""
    note: str = ""
    context: str = ""  # of the rendering
    origin: Origin | None = None


def write_sheet(path: str, entries: Iterable[Entry], name: str | None = None) -> int:
    """Write entries as CSV, TSV or XLSX, whole or not at all; return how many rows."""
    kind = grid_format(path, name or ("csv" if path == "-" else None))
    rows = [_row(entry, choice) for entry in entries for choice in entry.choices]
    with write_atomic(path) as stream:
        write_grid(stream, kind, COLUMNS, rows, WIDE)
    return len(rows)


def _row(entry: Entry, choice: Choice) -> list[str]:
    status = choice.status if choice.status != "new" else entry.status
    if status == "known" and choice.status == "new":
        status = "new"  # the glossary knows the term, not this rendering
    cells = [
        status,
        entry.term,
        choice.text,
        entry.kind,
        entry.part_of_speech,
        f"{choice.confidence:.2f}",
        str(choice.count),
        f"{choice.share:.2f}",
        str(entry.count),
        spelled(choice),
        "",
    ]
    for context in choice.contexts:
        cells += [context.english, context.japanese, context.place_en, context.place_ja]
    return cells + [""] * (len(COLUMNS) - len(cells))


def spelled(choice: Choice) -> str:
    """Return the spellings of a rendering with their counts: ``李氏 3; 李部長 1``, "" for one."""
    if [text for text, _ in choice.spellings] in ([], [choice.text]):
        return ""
    return "; ".join(f"{text} {count}" for text, count in choice.spellings)


def is_sheet(path: str) -> bool:
    """Return whether a table is one of proposals: it has their status, confidence and share."""
    try:
        names = read_grid(path).names
    except FormatError:
        return False
    return {"status", "en", "ja", "confidence", "share"} <= set(names)


def read_sheet(path: str, warn: Warn, encoding: str | None = None) -> tuple[Decision, ...]:
    """Return the decisions that a reviewer wrote into a table of proposals, in its order.

    Columns may stand in any order, and others beside them. Rows without a decision are left out;
    ``warn`` is told of a status that is no known word. Raise FormatError for what is no such table.
    """
    grid = read_grid(path, encoding, warn)
    missing = [name for name in ("status", "en", "ja") if name not in grid.names]
    if missing:
        hint = "Make one with: tmkit terms EN JA -o review.xlsx"
        raise FormatError(f"no column {missing[0]!r}: no table of proposals", path, 1, hint)
    found: list[Decision] = []
    chosen: set[str] = set()
    for cells, line in grid.rows:
        origin = Origin(path, line)
        word = cells.get("status", "")
        verdict = _VERDICTS.get(fold(word), None if word else "")
        if verdict is None:
            warn(origin, f"left out: {word!r} is no decision; write accepted, admitted, "
                 "forbidden or rejected")  # fmt: skip
        elif verdict and not (cells.get("en") and cells.get("ja")):
            warn(origin, "left out: a term or its rendering is missing")
        elif verdict:
            found.append(_decision(cells, verdict, chosen, origin))
    return tuple(found)


def _decision(cells: dict[str, str], word: str, chosen: set[str], origin: Origin) -> Decision:
    term = cells["en"]
    verdict: Verdict = "rejected"
    if word in {"accepted", "preferred"}:
        first = fold(term) not in chosen or word == "preferred"
        verdict = "preferred" if first else "admitted"
        chosen.add(fold(term))
    elif word == "admitted":
        verdict = "admitted"
    elif word == "forbidden":
        verdict = "forbidden"
    return Decision(
        term,
        cells["ja"],
        verdict,
        cells.get("kind", ""),
        cells.get("pos", ""),
        cells.get("note", ""),
        cells.get("context ja 1", ""),
        origin,
    )
