"""After the work: units to files, counted as they pass, and the texts that are in none."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final, Literal

from tmkit.align import units
from tmkit.errors import ConfigError
from tmkit.formats import props
from tmkit.formats._writers import write_aligned, writer_name
from tmkit.formats.about import About
from tmkit.formats.unmatched import Row
from tmkit.model import Alignment, Document, TranslationUnit
from tmkit.pair.values import Level, Output, Pairs, Progress, Task, Written, texts

WORST: Final = 10  # units that the account names to be looked at first


def plan_outputs(
    paths: Sequence[str], name: str | None, levels: Sequence[Level]
) -> tuple[Output, ...]:
    """Return what to write to each path. With both levels each path stands for two files.

    The second, ``out.paragraphs.tmx`` of ``out.tmx``, has the paragraphs. The standard output is
    TMX where ``name`` does not say otherwise. Raises ConfigError where no format can be told.
    """
    outputs: list[Output] = []
    for path in paths:
        key = writer_name(path, "tmx" if path == "-" and name is None else name)
        if path == "-" and len(levels) > 1:
            hint = "Name a file with -o, or choose one --level"
            raise ConfigError("two levels cannot both go to the standard output", hint)
        for level in levels:
            second = len(levels) > 1 and level == "paragraph"
            outputs.append(Output(paragraphs_path(path) if second else path, key, level))
    return tuple(outputs)


def paragraphs_path(path: str) -> str:
    """Return where the paragraphs go when ``path`` has the sentences."""
    named = PurePath(path)
    return str(named.with_name(f"{named.stem}.paragraphs{named.suffix}"))


def write_level(
    task: Task,
    level: Level,
    alignment: Alignment,
    source: Document,
    target: Document,
    progress: Progress,
) -> tuple[Pairs, list[Written]]:
    """Write every output of one level, and return what the units came to."""
    about = About(
        task.source.lang,
        task.target.lang,
        level,
        task.date,
        tuple(PurePath(path).name for path in (task.source.path, task.target.path)),
    )
    tally = _Tally()
    outputs = [output for output in task.outputs if output.level == level]
    written: list[Written] = []
    for done, output in enumerate(outputs):
        progress("write", done, len(outputs))
        made = units(alignment, source, target)
        kept = _kept(made, alignment, task.min_confidence, _Tally() if done else tally)
        existed = output.path != "-" and Path(output.path).is_file()
        report = write_aligned(output.path, output.format, kept, about)
        written.append(Written(output, report, existed))
    progress("write", len(outputs), len(outputs))
    worst = tuple(unit for _, _, unit in sorted(tally.worst, key=lambda entry: -entry[1]))
    return (
        Pairs(level, alignment, tally.statuses, worst, tally.uncertain, tally.held_back),
        written,
    )


@dataclass(slots=True)
class _Tally:
    """What is counted while units go by, so that a million of them need not be held at once."""

    statuses: Counter[str] = field(default_factory=Counter)
    worst: list[tuple[float, int, TranslationUnit]] = field(default_factory=list)  # a heap
    uncertain: int = 0
    held_back: int = 0


def _kept(
    made: Iterable[TranslationUnit], alignment: Alignment, least: float, tally: _Tally
) -> Iterator[TranslationUnit]:
    """Yield the units that are to be written, counting all."""
    for index, (unit, bead) in enumerate(zip(made, alignment.pairs(), strict=True)):
        status = props.value(unit, props.STATUS)
        if status != props.SURE:
            tally.uncertain += 1
            # The best of the worst is on top; of two alike the earlier stays.
            entry = (-bead.confidence, -index, unit)
            (heapq.heappush if len(tally.worst) < WORST else heapq.heappushpop)(tally.worst, entry)
        if bead.confidence < least:
            tally.held_back += 1
            continue
        tally.statuses[status] += 1
        yield unit


def unmatched_rows(
    pairs: Pairs, source: Document, target: Document, least: float = 0.0
) -> Iterator[Row]:
    """Yield all text that is in no unit: side by side, each in the order of its file."""
    alone = pairs.alone()
    held = texts(
        pairs.alignment, [bead for bead in pairs.alignment.pairs() if bead.confidence < least]
    )
    for index, document in enumerate((source, target)):
        side: Literal["source", "target"] = "target" if index else "source"
        rows = [
            *(Row(side, "left-out", o.text, o.origin, o.reason) for o in document.omitted),
            *(Row(side, "unmatched", s.text, s.origin) for s in alone[index]),
            *(Row(side, "below-confidence", s.text, s.origin) for s in held[index]),
        ]
        yield from sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, int]:
    return (row.origin.line, row.origin.column) if row.origin else (0, 0)
