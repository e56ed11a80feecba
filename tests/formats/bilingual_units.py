"""Units of any Unicode with any codes, for the round trips of several formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from tmkit.formats.about import About, Write, WriteReport
from tmkit.model import Code, Segment, TranslationUnit

ABOUT = About("en", "ja")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# What an identifier or a line of a comment may have: no control characters.
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=15)
TYPES = st.sampled_from(["", "bold", "x-html", "a type", "mrk:term", "fmt", "image", "fmt/xlf:b"])


@st.composite
def segments(draw: st.DrawFn, lang: str, text: st.SearchStrategy[str] = TEXT) -> Segment:
    """Draw a segment whose pairs of codes may cross, and which may have halves of pairs."""
    start = "Hello" if lang == "en" else "こんにちは"
    drawn = start + draw(text)
    events: list[tuple[str, str, str]] = []
    for number in range(draw(st.integers(0, 3))):
        kind, id_ = draw(TYPES), f"c{number}"
        roles = draw(st.sampled_from([["alone"], ["open", "close"], ["open"], ["close"]]))
        events += [(role, id_, kind) for role in roles]
    places = sorted(draw(st.lists(st.integers(0, len(drawn)), min_size=9, max_size=9)))
    order = draw(st.permutations(events))
    seen: set[str] = set()
    codes = []
    for offset, (role, id_, kind) in zip(places, order, strict=False):
        # Of a pair, the one that comes first opens.
        if role != "alone" and sum(event[1] == id_ for event in events) == 2:
            role = "close" if id_ in seen else "open"
            seen.add(id_)
        codes.append(Code(offset, role, id_, id_, kind, draw(text)))  # type: ignore[arg-type]
    return Segment(drawn, lang, codes=tuple(codes))


@st.composite
def units(draw: st.DrawFn, text: st.SearchStrategy[str] = TEXT) -> TranslationUnit:
    names = LINE.filter(lambda name: name not in {"x-tmkit-id", "x-document"})
    return TranslationUnit(
        draw(segments("en", text)),
        draw(segments("ja", text)),
        draw(LINE.filter(bool)),
        tuple(draw(st.lists(st.tuples(names, text), max_size=3))),
        draw(text),
    )


def plain(unit: TranslationUnit) -> TranslationUnit:
    """Return the unit without codes and properties."""
    source, target = replace(unit.source, codes=()), replace(unit.target, codes=())
    return replace(unit, source=source, target=target, props=())


def written(
    write: Write, made: list[TranslationUnit], about: About = ABOUT
) -> tuple[bytes, WriteReport]:
    stream = io.BytesIO()
    report = write(stream, made, about)
    return stream.getvalue(), report


def reread(
    write: Write,
    read: Callable[..., Iterator[TranslationUnit]],
    made: list[TranslationUnit],
    path: Path,
    **options: object,
) -> list[TranslationUnit]:
    """Write units to a file, and return what its reader makes of it."""
    path.write_bytes(written(write, made)[0])
    return list(read(str(path), "en", "ja", **options))


def columns_of(unit: TranslationUnit, lines: list[str]) -> str:
    """Return what stands in the file where the marks of the target say its characters stand."""
    segment = unit.target
    assert segment.origin is not None
    marks = segment.marks or None
    found = []
    for offset in range(len(segment.text)):
        line, column = segment.origin.line, segment.origin.column + offset
        for mark in marks or ():
            if mark.offset <= offset:
                line, column = mark.line, mark.column + offset - mark.offset
        found.append(lines[line - 1][column - 1 : column])
    return "".join(found)
