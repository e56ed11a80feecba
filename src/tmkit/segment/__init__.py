"""Document → segments: its sentences, or its paragraphs as they are."""

from __future__ import annotations

from collections.abc import Iterable

from tmkit.language import primary
from tmkit.model import Document, Segment
from tmkit.segment import english, japanese


def sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, in order, without white space at their edges.

    Every character that is not white space is in exactly one span. Where the end of a sentence is
    in doubt the text is split: the aligner joins what belongs together, it cannot cut.
    """
    ends = japanese.ends if primary(lang) in {"ja", "zh"} else english.ends
    return _trimmed(text, ends(text))


def segments(document: Document) -> tuple[Segment, ...]:
    """Return the sentences of a document; a block of code stays whole, as it has none."""
    return tuple(
        _segment(document, index, start, end)
        for index, paragraph in enumerate(document.paragraphs)
        for start, end in (
            _trimmed(paragraph.text, ())
            if paragraph.kind == "code"
            else sentences(paragraph.text, document.lang)
        )
    )


def paragraph_segments(document: Document) -> tuple[Segment, ...]:
    """Return the paragraphs of a document as one segment each; empty ones have none."""
    return tuple(
        _segment(document, index, start, end)
        for index, paragraph in enumerate(document.paragraphs)
        for start, end in _trimmed(paragraph.text, ())
    )


def _segment(document: Document, index: int, start: int, end: int) -> Segment:
    paragraph = document.paragraphs[index]
    return Segment(
        text=paragraph.text[start:end],
        lang=document.lang,
        origin=paragraph.place(start, document.path),
        paragraph=index,
        start=start,
    )


def _trimmed(text: str, ends: Iterable[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*ends, len(text)):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = left + len(piece.strip())
        if left < right:
            spans.append((left, right))
        start = end
    return spans
