"""The account of one ``align``, for a translator at a terminal; its twin for programs is beside it.

Plain text that every console can show: no colour, no emoji, no box drawing; what a console's
encoding lacks is escaped by the stream.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from rich.cells import cell_len, set_cell_size

from tmkit.formats import props
from tmkit.language import primary
from tmkit.model import Document, Segment, TranslationUnit
from tmkit.pair import Outcome, Pairs, Written
from tmkit.report.messages import Tongue, say

SHOWN = 10  # places of a kind that are listed
WIDTH = 68  # columns of a text's beginning


def summary(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the lines of the account."""
    for document, sentences in zip(
        (outcome.source, outcome.target), outcome.sentences, strict=True
    ):
        yield from _file(document, sentences, tongue)
    if outcome.dictionary == "switched off":
        yield say("dictionary-off", tongue)
    for pairs in outcome.levels:
        yield ""
        yield from _pairs(pairs, outcome, tongue)
    yield ""
    yield from _unmatched(outcome, tongue)
    yield ""
    yield from _written(outcome, tongue)


def warnings(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield what the user must know even where no summary is wanted."""
    if not outcome.related:
        yield say("unrelated", tongue, percent=round(100 * outcome.coverage))
    if outcome.dictionary == "missing":
        yield say("no-dictionary", tongue)
    for notice in outcome.notices[:SHOWN]:
        times = say("times", tongue, count=notice.count) if notice.count > 1 else ""
        yield f"{shown(str(notice.origin))}: {shown(notice.message)}{times}"
    if len(outcome.notices) > SHOWN:
        yield say("notices-more", tongue, count=len(outcome.notices) - SHOWN)
    for written in outcome.written:
        yield from _losses(written, tongue)


def shown(text: str) -> str:
    """Return a text as a terminal may see it: what is not printable could be a command to it."""
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def beginning(text: str, columns: int = WIDTH) -> str:
    """Return what of a text fits, where a full-width character takes two columns."""
    line = shown(text[: columns + 1])  # no character is narrower than a column that shows
    if cell_len(line) <= columns and len(text) <= columns:
        return line
    return f"{set_cell_size(line, columns - 3).rstrip()}..."


def _file(document: Document, sentences: int, tongue: Tongue) -> Iterator[str]:
    yield say(
        "file",
        tongue,
        path=shown(document.path),
        lang=say(f"lang.{primary(document.lang)}", tongue),
        format=document.format,
        encoding=f" ({document.encoding})" if document.encoding else "",
        paragraphs=len(document.paragraphs),
        sentences=sentences,
    )
    if document.omitted:
        counts = Counter(omission.reason for omission in document.omitted)
        listed = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
        yield say("left-out", tongue, counts=shown(listed))


def _pairs(pairs: Pairs, outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    statuses = pairs.statuses
    yield say(
        "pairs",
        tongue,
        pairs=statuses.total(),
        level=say(f"level.{pairs.level}", tongue),
        sure=statuses[props.SURE],
        check=statuses[props.CHECK],
        doubtful=statuses[props.DOUBTFUL],
    )
    if pairs.held_back:
        least = outcome.task.min_confidence
        yield say("held-back", tongue, count=pairs.held_back, least=f"{least:g}")
    if pairs.worst:
        yield say("look", tongue)
        for unit in pairs.worst:
            yield from _unit(unit, _names(outcome), tongue)
        rest = pairs.uncertain - len(pairs.worst)
        if rest:
            yield say("look-more", tongue, count=rest)


def _names(outcome: Outcome) -> tuple[str, str]:
    """Return what the files are called in lists: their bare names, unless these are the same."""
    paths = (outcome.source.path, outcome.target.path)
    names = tuple(PurePath(path).name for path in paths)
    return (names[0], names[1]) if names[0] != names[1] else paths


def _unit(unit: TranslationUnit, names: tuple[str, str], tongue: Tongue) -> Iterator[str]:
    reasons = [
        say(f"reason.{key}", tongue) for key in props.value(unit, props.REASONS).split(",") if key
    ]
    why = f"  {('、' if tongue == 'ja' else ', ').join(reasons)}" if reasons else ""
    places = f"{place(unit.source, names[0])} - {place(unit.target, names[1])}"
    yield f"  {places}  {props.value(unit, props.CONFIDENCE)}{why}"
    yield f"      {beginning(unit.source.text)}"
    yield f"      {beginning(unit.target.text)}"


def place(segment: Segment, name: str) -> str:
    """Return where a text begins, as ``name:line``."""
    return f"{shown(name)}:{segment.origin.line}" if segment.origin else shown(name)


def _unmatched(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    alone = outcome.levels[0].alone()
    names = _names(outcome)
    yield say(
        "unmatched",
        tongue,
        source=len(alone[0]),
        target=len(alone[1]),
        source_name=shown(names[0]),
        target_name=shown(names[1]),
    )
    for name, segments in zip(names, alone, strict=True):
        for segment in segments[:SHOWN]:
            yield f"  {place(segment, name)}  {beginning(segment.text)}"
        if len(segments) > SHOWN:
            yield say("more", tongue, count=len(segments) - SHOWN, name=shown(name))


def _written(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    for written in outcome.written:
        path = written.output.path
        yield say(
            "rewrote" if written.replaced else "wrote",
            tongue,
            path=say("stdout", tongue) if path == "-" else shown(path),
            units=written.report.units,
            level=say(f"level.{written.output.level}", tongue),
        )
    unmatched = outcome.task.unmatched
    if unmatched is not None:
        path = say("stdout", tongue) if unmatched == "-" else shown(unmatched)
        yield say("wrote-unmatched", tongue, path=path, rows=outcome.unmatched_rows)
    elif any(outcome.levels[0].alone()):
        yield say("next-unmatched", tongue)
    memory = next((w.output.path for w in outcome.written if w.output.format == "tmx"), "-")
    if memory != "-" and outcome.related:
        yield say("next-omegat", tongue, path=shown(memory))


def _losses(written: Written, tongue: Tongue) -> Iterator[str]:
    report = written.report
    for key, count in (("replaced", report.replaced), ("trimmed", report.trimmed)):
        if count:
            yield say(
                key,
                tongue,
                path=shown(written.output.path),
                format=written.output.format.upper(),
                count=count,
                place=shown(str(report.first_changed)),
            )
