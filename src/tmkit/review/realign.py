"""Realign the rest: what stands between the accepted rows, aligned anew.

Accepted rows, and deleted pairs, stay where they are and nothing crosses them. Between them the
texts are cut at the ends of sentences, as a memory may hold several sentences in one segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tmkit.align import Evidence, align
from tmkit.align.fixed import Fixed
from tmkit.align.units import measured
from tmkit.model import Bead, Segment
from tmkit.review.session import Session
from tmkit.review.values import Cut, Measure, Operation, Piece, Row, Side, Stretch
from tmkit.segment import sentences

_SIDES: Final[tuple[Side, Side]] = ("source", "target")


@dataclass(slots=True)
class _Run:
    """Rows between two that stand, and what of them the aligner is given.

    For each side: the first of its segments, where each ends in the text of these rows, and the
    deleted rows of that side alone, each with the number of segments before it.
    """

    row: int
    count: int = 0
    begins: tuple[int, int] = (0, 0)
    ends: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    lengths: list[int] = field(default_factory=lambda: [0, 0])
    gone: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = field(
        default_factory=lambda: ([], [])
    )


def realigned(session: Session, evidence: Evidence, langs: tuple[str, str]) -> Operation:
    """Return the step that aligns anew what is not accepted; its stretches may be none."""
    texts: tuple[list[Segment], list[Segment]] = ([], [])
    fixed: list[Fixed] = []
    runs: list[_Run] = []
    run: _Run | None = None
    for number, row in enumerate(session.rows):
        if _stands(row):
            run = None
            starts = [len(side) for side in texts]
            if not row.deleted:
                for k in (0, 1):
                    texts[k].extend(_segments(row.side(_SIDES[k]), session, k, langs[k])[0])
            ranges = [range(start, len(side)) for start, side in zip(starts, texts, strict=True)]
            fixed.append((ranges[0], ranges[1]))
            continue
        if run is None:
            run = _Run(number, begins=(len(texts[0]), len(texts[1])))
            runs.append(run)
        _add(run, row, session, texts, langs)
    beads = iter(align(*texts, evidence, fixed=fixed).beads) if any(texts) else iter(())
    stretches = _stretches(runs, list(beads))
    return Operation("realign", stretches=tuple(stretches))


def _stands(row: Row) -> bool:
    """Whether a row stays: accepted, or a deleted pair, or one whose texts are nothing to align."""
    pieces = row.source + row.target
    if not all(piece.text.strip() for piece in pieces):
        return True
    return row.reviewed or (row.deleted and bool(row.source) and bool(row.target))


def _segments(
    pieces: Sequence[Piece], session: Session, k: int, lang: str
) -> tuple[list[Segment], list[int]]:
    """Return the sentences of some pieces, and where each ends in their text."""
    found: list[Segment] = []
    ends: list[int] = []
    length = 0
    for piece in pieces:
        unit = session.units[piece.unit]
        paragraph = (unit.target if k else unit.source).paragraph
        for start, end in sentences(piece.text, lang):
            found.append(Segment(piece.text[start:end], lang, paragraph=paragraph))
            ends.append(length + end)
        length += len(piece.text)
    return found, ends


def _add(
    run: _Run,
    row: Row,
    session: Session,
    texts: tuple[list[Segment], list[Segment]],
    langs: tuple[str, str],
) -> None:
    for k in (0, 1):
        pieces = row.side(_SIDES[k])
        if not pieces:
            continue
        found, ends = _segments(pieces, session, k, langs[k])
        before = run.lengths[k]
        run.lengths[k] += sum(len(piece.text) for piece in pieces)
        if row.deleted:
            run.gone[k].append((len(run.ends[k]), run.count, run.lengths[k]))
        else:
            texts[k].extend(found)
            run.ends[k].extend(before + end for end in ends)
    run.count += 1


def _stretches(runs: Sequence[_Run], beads: Sequence[Bead]) -> Iterator[Stretch]:
    """Yield the rows of each run as the beads have them."""
    at = 0
    for run in runs:
        cuts = _Cuts(run)
        stops = [begin + len(ends) for begin, ends in zip(run.begins, run.ends, strict=True)]
        while at < len(beads):
            bead = beads[at]
            if bead.source.start < run.begins[0] or bead.target.start < run.begins[1]:
                at += 1  # a pair that stands
                continue
            if bead.source.stop > stops[0] or bead.target.stop > stops[1]:
                break
            cuts.take(bead)
            at += 1
        if any(run.ends):  # else all of its rows are deleted
            yield Stretch(run.row, run.count, tuple(cuts.all()))


@dataclass(slots=True)
class _Cuts:
    """The rows of one run, found bead by bead, the deleted ones put back where they were."""

    run: _Run
    found: list[Cut] = field(default_factory=list)
    taken: list[int] = field(default_factory=lambda: [0, 0])  # segments of each side
    ends: list[int] = field(default_factory=lambda: [0, 0])  # characters of each side
    back: list[int] = field(default_factory=lambda: [0, 0])  # deleted rows of each side

    def take(self, bead: Bead) -> None:
        """Add the row of a bead; where a deleted row lies inside it, the rest stands alone."""
        stops = [
            run.stop - begin
            for run, begin in zip((bead.source, bead.target), self.run.begins, strict=True)
        ]
        self._put_back()
        parts = [self._until(k, stops[k]) for k in (0, 1)]
        whole = parts == stops
        measure = Measure(*measured(bead)) if whole else None
        self._cut(parts, measure)
        while self.taken != stops:
            self._put_back()
            for k in (0, 1):
                if self.taken[k] < stops[k]:
                    alone = list(self.taken)
                    alone[k] = self._until(k, stops[k])
                    self._cut(alone, None)

    def all(self) -> list[Cut]:
        """Return all rows, the last of which ends where the run does."""
        self._put_back()
        return self.found

    def _until(self, k: int, stop: int) -> int:
        """Return ``stop``, or the place of the next deleted row before it."""
        gone = self.run.gone[k]
        return min(stop, gone[self.back[k]][0]) if self.back[k] < len(gone) else stop

    def _cut(self, taken: list[int], measure: Measure | None) -> None:
        self.taken = list(taken)
        for k in (0, 1):
            if taken[k]:
                self.ends[k] = max(self.ends[k], self.run.ends[k][taken[k] - 1])
        self.found.append(Cut(self.ends[0], self.ends[1], measure))

    def _put_back(self) -> None:
        """Add the deleted rows that come next on their side, in the order of the rows."""
        gone = self.run.gone
        while True:
            ready = [
                (gone[k][self.back[k]][1], k)
                for k in (0, 1)
                if self.back[k] < len(gone[k]) and gone[k][self.back[k]][0] <= self.taken[k]
            ]
            if not ready:
                return
            number, k = min(ready)
            self.ends[k] = gone[k][self.back[k]][2]
            self.back[k] += 1
            self.found.append(Cut(self.ends[0], self.ends[1], kept=number))
