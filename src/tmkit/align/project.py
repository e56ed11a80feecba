"""From beads of sentences to beads of paragraphs.

Sentences are aligned first, in one search over the whole text, because paragraphs are often cut
anew; a bead of paragraphs is what lies between two points of the path where a paragraph ends on
both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from tmkit.model import SURE, Alignment, Bead, Segment


def project(
    alignment: Alignment, source: Sequence[Segment], target: Sequence[Segment]
) -> Alignment:
    """Return the alignment of the paragraphs of both sides.

    A bead of paragraphs is as sure as the two corners it lies between, and as the pairs within.
    Its reasons are theirs. Paragraphs that no pair reaches are null beads of their own.
    """
    beads: list[Bead] = []
    corners: list[float] = []
    paragraph_s = {segment.paragraph: k for k, segment in enumerate(source)}
    paragraph_t = {segment.paragraph: k for k, segment in enumerate(target)}
    inside: list[Bead] = []
    start = (0, 0)
    opened = alignment.corners[0] if alignment.corners else 1.0
    for k, bead in enumerate(alignment.beads):
        inside.append(bead)
        end = (bead.source.stop, bead.target.stop)
        if not (_ends(alignment.source, end[0]) and _ends(alignment.target, end[1])):
            continue
        closed = alignment.corners[k + 1] if alignment.corners else 1.0
        rows = _paragraphs(alignment.source, start[0], end[0], paragraph_s)
        columns = _paragraphs(alignment.target, start[1], end[1], paragraph_t)
        made = _make(inside, rows, columns, min(opened, closed), alignment)
        beads += made
        corners += [opened] * len(made)
        inside, start, opened = [], end, closed
    corners.append(opened)
    return Alignment(tuple(source), tuple(target), tuple(beads), tuple(corners))


def _ends(segments: Sequence[Segment], at: int) -> bool:
    """Return whether a paragraph ends before segment ``at``."""
    if at in {0, len(segments)}:
        return True
    return segments[at - 1].paragraph != segments[at].paragraph


def _paragraphs(segments: Sequence[Segment], start: int, stop: int, index: dict[int, int]) -> range:
    if start == stop:
        after = index[segments[start - 1].paragraph] + 1 if start else 0
        return range(after, after)
    first, last = index[segments[start].paragraph], index[segments[stop - 1].paragraph]
    return range(first, last + 1)


def _make(
    inside: Sequence[Bead], rows: range, columns: range, sure: float, alignment: Alignment
) -> list[Bead]:
    """Return the beads of the paragraphs between two corners: one pair, or a null for each."""
    pairs = [bead for bead in inside if not bead.is_null]
    if not pairs:
        return _alone(inside, rows, columns, alignment)
    no_pair = 1.0
    for bead in pairs:
        no_pair *= 1.0 - bead.confidence
    confidence = min(sure, 1.0 - no_pair)
    reasons = dict.fromkeys(reason for bead in inside for reason in bead.reasons)
    # Sure pairs between unsure corners: it is where the paragraphs end that may be otherwise.
    stated = tuple(reasons) or ("rival",)
    return [Bead(rows, columns, confidence, stated if confidence < SURE else ())]


def _alone(inside: Sequence[Bead], rows: range, columns: range, alignment: Alignment) -> list[Bead]:
    """Return a null bead for each paragraph, as sure as the least sure of its sentences."""
    least: tuple[dict[int, Bead], dict[int, Bead]] = ({}, {})
    for bead in inside:
        side = 0 if bead.source else 1
        segment = (
            alignment.source[bead.source.start]
            if side == 0
            else (alignment.target[bead.target.start])
        )
        known = least[side].get(segment.paragraph)
        if known is None or bead.confidence < known.confidence:
            least[side][segment.paragraph] = bead
    before, after = range(columns.start, columns.start), range(rows.stop, rows.stop)
    beads = [
        Bead(range(k, k + 1), before, bead.confidence, bead.reasons)
        for k, bead in zip(rows, least[0].values(), strict=True)
    ]
    return beads + [
        Bead(after, range(k, k + 1), bead.confidence, bead.reasons)
        for k, bead in zip(columns, least[1].values(), strict=True)
    ]
