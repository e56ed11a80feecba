"""From beads of sentences to beads of paragraphs.

Sentences are aligned first, in one search over the whole text, because paragraphs are often cut
anew; a bead of paragraphs is what lies between two points of the path where a paragraph ends on
both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from tmkit.model import Alignment, Bead, Segment


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
    pairs = [bead for bead in inside if not bead.is_null]
    if pairs:
        if len(inside) == 1:
            confidence = min(sure, pairs[0].confidence)
        else:
            no_pair = 1.0
            for bead in pairs:
                no_pair *= 1.0 - bead.confidence
            confidence = min(sure, 1.0 - no_pair)
        reasons: list[str] = []
        for bead in inside:
            reasons += [r for r in bead.reasons if r not in reasons]
        return [Bead(rows, columns, confidence, tuple(reasons) if confidence < 0.9 else ())]
    alone: dict[tuple[int, int], Bead] = {}
    for bead in inside:
        side, segment = (0, bead.source.start) if bead.source else (1, bead.target.start)
        segments = alignment.source if side == 0 else alignment.target
        first = segments[bead.source.start if side == 0 else bead.target.start].paragraph
        del segment
        known = alone.get((side, first))
        if known is None or bead.confidence < known.confidence:
            alone[side, first] = bead
    out = []
    at = [rows.start, columns.start]
    for (side, _), bead in sorted(alone.items(), key=lambda item: item[0]):
        own = range(at[side], at[side] + 1)
        at[side] += 1
        other = range(at[1 - side], at[1 - side])
        spans = (own, other) if side == 0 else (other, own)
        out.append(Bead(spans[0], spans[1], bead.confidence, bead.reasons))
    return out
