"""Two documents to units that keep their places, and a document without counterpart likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tmkit.align import Evidence, align
from tmkit.evidence.furniture import signs
from tmkit.language import joiner
from tmkit.model import CHECK, Alignment, Bead, Document, Mark, Passage, Segment
from tmkit.pair.before import sentences_of
from tmkit.rules import Unit

Progress = Callable[[str, int, int], None]
_ALONE_AT_ONCE = 8  # more texts in a row without counterpart are another text, not an omission


def pair_units(
    source: Document, target: Document, evidence: Evidence, first: int, progress: Progress
) -> Iterator[Unit]:
    """Yield the units of two texts, aligned sentence by sentence; indices begin at ``first``.

    Texts without counterpart are units of one side. What stands before the first pair or after
    the last, labels of a page and long runs belong to the page: they are ``apart``.
    """
    alignment = align(sentences_of(source), sentences_of(target), evidence, progress)
    inside = {id(bead) for bead in _in_body(alignment)}
    for index, bead in enumerate(alignment.beads, first):
        yield Unit(
            index,
            passage(alignment.source, bead.source, source) if bead.source else None,
            passage(alignment.target, bead.target, target) if bead.target else None,
            bead.confidence,
            apart=id(bead) not in inside,
        )


def single_units(document: Document, first: int) -> Iterator[Unit]:
    """Yield each sentence of a text that has no counterpart at hand, as the target of a unit."""
    found = sentences_of(document)
    for number in range(len(found)):
        yield Unit(first + number, None, passage(found, range(number, number + 1), document))


def passage(segments: Sequence[Segment], run: range, document: Document) -> Passage:
    """Return a run of sentences as one text, each part of it with its place in the file.

    Inside a paragraph the text between two sentences is kept, as the aligner's units keep it.
    """
    lang = segments[run.start].lang
    text = ""
    marks: list[Mark] = []
    for number, start, end in _stretches(segments, run):
        paragraph = document.paragraphs[number]
        text += joiner(lang) if text else ""
        place = paragraph.place(start, document.path)
        marks.append(Mark(len(text), place.line, place.column))
        marks += [
            Mark(len(text) + mark.offset - start, mark.line, mark.column)
            for mark in paragraph.marks
            if start < mark.offset < end
        ]
        text += paragraph.text[start:end]
    kind = document.paragraphs[segments[run.start].paragraph].kind
    return Passage(text, lang, document.path, tuple(marks), kind)


def _stretches(segments: Sequence[Segment], run: range) -> Iterator[tuple[int, int, int]]:
    """Yield (paragraph, start, end) for each paragraph that the run touches."""
    current: tuple[int, int, int] | None = None
    for number in run:
        segment = segments[number]
        end = segment.start + len(segment.text)
        if current is not None and current[0] == segment.paragraph:
            current = (current[0], current[1], end)
            continue
        if current is not None:
            yield current
        current = (segment.paragraph, segment.start, end)
    if current is not None:
        yield current


def _in_body(alignment: Alignment) -> list[Bead]:
    """Return the beads of the text itself, in order, without what a page carries around it."""
    beads = alignment.beads
    sure = [k for k, bead in enumerate(beads) if not bead.is_null and bead.confidence >= CHECK]
    if not sure:
        return [bead for bead in beads if not bead.is_null]
    furniture = (_furniture(alignment.source), _furniture(alignment.target))
    kept: list[Bead] = []
    run: list[Bead] = []
    for k, bead in enumerate(beads):
        if bead.is_null:
            inside = sure[0] < k < sure[-1]
            alone = bead.source or bead.target
            side = 0 if bead.source else 1
            if inside and not any(furniture[side][i] for i in alone):
                run.append(bead)
            continue
        if len(run) <= _ALONE_AT_ONCE:
            kept += run
        run = []
        kept.append(bead)
    return kept


def _furniture(segments: Sequence[Segment]) -> list[bool]:
    """Return which texts are labels of a page, or stand below a heading of other articles."""
    found = signs([segment.text for segment in segments])
    return [bool(row[0] or row[1]) for row in found]
