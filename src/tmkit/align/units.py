"""Beads as translation units: the texts of both sides joined, identified and described."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tmkit.formats import props
from tmkit.language import joiner
from tmkit.model import CHECK, SURE, Alignment, Bead, Document, Segment, TranslationUnit


def status(confidence: float) -> str:
    """Return whether a pair is sure, one to check, or doubtful."""
    if confidence >= SURE:
        return props.SURE
    return props.CHECK if confidence >= CHECK else props.DOUBTFUL


def units(alignment: Alignment, source: Document, target: Document) -> Iterator[TranslationUnit]:
    """Yield a unit for every bead that has both sides, in order.

    Its id depends on its source text alone (and on how many units before it have the same), so
    that editing one sentence changes one unit.
    """
    seen: Counter[str] = Counter()
    for bead in alignment.pairs():
        left = _joined(alignment.source, bead.source, source)
        right = _joined(alignment.target, bead.target, target)
        seen[left.text] += 1
        yield TranslationUnit(
            left, right, identity(left.text, seen[left.text]), _props(bead, left, right)
        )


def identity(text: str, occurrence: int) -> str:
    """Return the id of the so-manieth unit with this source text."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return digest if occurrence == 1 else f"{digest}-{occurrence}"


def _shown(confidence: float) -> str:
    """Return a confidence to three places, never rounded up past the threshold of a status."""
    return f"{int(confidence * 1000 + 1e-6) / 1000:.3f}"


def measured(bead: Bead) -> tuple[str, str, tuple[str, ...]]:
    """Return the confidence of a bead as it is shown, its status and its reasons."""
    return _shown(bead.confidence), status(bead.confidence), bead.reasons


def _props(bead: Bead, left: Segment, right: Segment) -> tuple[tuple[str, str], ...]:
    found = [
        (props.CONFIDENCE, _shown(bead.confidence)),
        (props.STATUS, status(bead.confidence)),
    ]
    if bead.reasons:
        found.append((props.REASONS, ",".join(bead.reasons)))
    for name, segment in ((props.SOURCE, left), (props.TARGET, right)):
        if segment.origin is not None:
            # the file's name alone: where it lies on this machine is nobody's business
            found.append((name, f"{Path(segment.origin.path).name}:{segment.origin.line}"))
    return tuple(found)


def _joined(segments: Sequence[Segment], run: range, document: Document) -> Segment:
    """Return a run of segments as one; inside a paragraph the text between them is kept."""
    first = segments[run.start]
    text = first.text
    for before, after in pairwise(run):
        left, right = segments[before], segments[after]
        if left.paragraph == right.paragraph:
            whole = document.paragraphs[left.paragraph].text
            text += whole[left.start + len(left.text) : right.start]
        else:
            text += joiner(first.lang)
        text += right.text
    return Segment(text, first.lang, first.origin, first.paragraph, first.start)


def coverage(alignment: Alignment) -> float:
    """Return the share of the shorter side's characters that stands in pairs of at least 0.5."""
    shares = []
    for side, segments in (("source", alignment.source), ("target", alignment.target)):
        total = sum(len(segment.text) for segment in segments)
        paired = sum(
            len(segments[k].text)
            for bead in alignment.pairs()
            if bead.confidence >= CHECK
            for k in getattr(bead, side)
        )
        shares.append((total, paired / total if total else 0.0))
    return min(shares)[1]
