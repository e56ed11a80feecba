"""A text and its translation as the rows of a review: every sentence of both stands in one.

What aligning found goes into the journal, so that the review goes on from it: another version of
tmkit might cut or pair the texts in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final

from tmkit.formats import props
from tmkit.model import Alignment, Document, Origin, Segment, TranslationUnit
from tmkit.review.session import Session
from tmkit.review.values import Measure, Piece, RefusedError, Row, measure_of, plain_measure


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a file. ``lead`` stood before it in its paragraph, None where that begins."""

    text: str
    lead: str | None
    paragraph: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a review of two texts begins with: their sentences, and how many of each make a row."""

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    rows: tuple[tuple[int, int, Measure | None], ...]

    def as_json(self) -> dict[str, object]:
        """Return what :func:`beginning_of` reads."""
        return {
            "source": [_plain(each) for each in self.source],
            "target": [_plain(each) for each in self.target],
            "rows": [[n, m, plain_measure(measure)] for n, m, measure in self.rows],
        }


def beginning(source: Document, target: Document, alignment: Alignment) -> Beginning:
    """Return the rows of an alignment, those with one side among them."""
    from tmkit.align.units import measured  # loads numpy: not needed to go on with a review

    return Beginning(
        _sentences(source, alignment.source),
        _sentences(target, alignment.target),
        tuple(
            (len(bead.source), len(bead.target), Measure(*measured(bead)))
            for bead in alignment.beads
        ),
    )


def _sentences(document: Document, segments: Sequence[Segment]) -> tuple[Sentence, ...]:
    found = []
    for before, segment in pairwise((None, *segments)):
        assert segment is not None  # noqa: S101
        lead = None
        if before is not None and before.paragraph == segment.paragraph:
            whole = document.paragraphs[segment.paragraph].text
            lead = whole[before.start + len(before.text) : segment.start]
        place = segment.origin or Origin(document.path, 1)
        found.append(Sentence(segment.text, lead, segment.paragraph, place.line, place.column))
    return tuple(found)


def _plain(sentence: Sentence) -> list[object]:
    place = [sentence.paragraph, sentence.line, sentence.column]
    return [sentence.text, sentence.lead, *place]


_TYPES: Final = ((str,), (str, type(None)), (int,), (int,), (int,))


def beginning_of(data: object) -> Beginning:
    """Return a beginning out of a journal; raise RefusedError for what is none."""
    try:
        found: Any = data
        source, target = (tuple(_sentence(each) for each in found[k]) for k in ("source", "target"))
        rows = tuple((int(n), int(m), measure_of(each)) for n, m, each in found["rows"])
    except (KeyError, TypeError, ValueError, IndexError):
        raise RefusedError("not what a review begins with") from None
    for total, counts in (
        (len(source), (n for n, _, _ in rows)),
        (len(target), (m for _, m, _ in rows)),
    ):
        kept = list(counts)
        if sum(kept) != total or min(kept, default=0) < 0:
            raise RefusedError("not what a review begins with")
    return Beginning(source, target, rows)


def _sentence(data: list[Any]) -> Sentence:
    if not all(isinstance(each, kinds) for each, kinds in zip(data, _TYPES, strict=True)):
        raise TypeError
    return Sentence(*data)


def session_of(begun: Beginning, paths: tuple[str, str], langs: tuple[str, str]) -> Session:
    """Return a review in which nothing was done yet. Each sentence is a unit with one side."""
    units = [_unit(each, 0, paths, langs) for each in begun.source]
    units += [_unit(each, 1, paths, langs) for each in begun.target]
    pieces = [
        Piece(each.text, index, (), each.lead)
        for index, each in enumerate((*begun.source, *begun.target))
    ]
    rows = []
    i, j = 0, len(begun.source)
    for n, m, measure in begun.rows:
        rows.append(Row(tuple(pieces[i : i + n]), tuple(pieces[j : j + m]), measure=measure))
        i, j = i + n, j + m
    return Session(tuple(units), rows)


def _unit(
    sentence: Sentence, k: int, paths: tuple[str, str], langs: tuple[str, str]
) -> TranslationUnit:
    place = Origin(paths[k], sentence.line, sentence.column)
    own = Segment(sentence.text, langs[k], place, sentence.paragraph)
    other = Segment("", langs[1 - k])
    name = (props.SOURCE, props.TARGET)[k]
    about = ((name, f"{PurePath(paths[k]).name}:{sentence.line}"),)
    return TranslationUnit(other if k else own, own if k else other, props=about)
