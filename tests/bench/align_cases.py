"""Cases: two texts whose true alignment is known, and how tmkit aligns them.

A case is a folder with ``en.txt`` and ``ja.txt`` (a segment a line), ``gold.tsv`` (0-based English
line numbers, TAB, Japanese ones; an empty side has no counterpart) and ``docs.tsv`` (the first
English and Japanese line of each document; every document is aligned alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tmkit.align import Evidence, align, project
from tmkit.formats.text import read
from tmkit.model import Alignment, Document
from tmkit.segment import paragraph_segments, segments

Lines = tuple[int, ...]
Pair = tuple[Lines, Lines]


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a case, and the numbers of its first lines."""

    english: tuple[str, ...]
    japanese: tuple[str, ...]
    first: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """The documents of a case and the true pairs, by line numbers of the whole case."""

    name: str
    parts: tuple[Part, ...]
    gold: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A predicted pair, or a segment without counterpart, and its probability."""

    pair: Pair
    confidence: float


def read_case(folder: Path) -> Case:
    """Return the case in a folder."""
    english, japanese = (
        tuple((folder / name).read_text("utf-8").removesuffix("\n").split("\n"))
        for name in ("en.txt", "ja.txt")
    )
    rows = [line.split("\t") for line in (folder / "docs.tsv").read_text("utf-8").splitlines()]
    starts = [(int(row[0]), int(row[1])) for row in rows]
    parts = tuple(
        Part(english[i:k], japanese[j:m], (i, j))
        for (i, j), (k, m) in pairwise([*starts, (len(english), len(japanese))])
    )
    return Case(folder.name, parts, tuple(read_gold(folder / "gold.tsv")))


def read_gold(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file of two columns of line numbers, which has no heading."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, japanese = (numbers(cell) for cell in [*line.split("\t"), ""][:2])
            yield english, japanese


def numbers(cell: str) -> Lines:
    """Return the line numbers that stand in a cell, in order."""
    return tuple(sorted(int(number) for number in cell.split(",") if number.strip()))


def only(case: Case, wanted: Callable[[Part], bool]) -> Case:
    """Return the case without the documents that are not ``wanted``; line numbers stay."""
    parts = tuple(part for part in case.parts if wanted(part))
    lines: tuple[set[int], set[int]] = (set(), set())
    for part in parts:
        for side, texts in enumerate((part.english, part.japanese)):
            lines[side].update(range(part.first[side], part.first[side] + len(texts)))
    gold = tuple(
        pair for pair in case.gold if lines[0].issuperset(pair[0]) and lines[1].issuperset(pair[1])
    )
    return Case(case.name, parts, gold)


def clean(case: Case) -> Case:
    """Return the case cut down to its true pairs of one line with one line, numbered anew.

    What is left is a text where nothing is missing and nothing is merged: there an aligner that
    knows lengths only can hardly err.
    """
    partner = {e[0]: j[0] for e, j in case.gold if len(e) == len(j) == 1}
    parts: list[Part] = []
    count = 0
    for part in case.parts:
        first_e, first_j = part.first
        kept = [
            (text, part.japanese[partner[number] - first_j])
            for number, text in enumerate(part.english, first_e)
            if number in partner
        ]
        if kept:
            english, japanese = zip(*kept, strict=True)
            parts.append(Part(english, japanese, (count, count)))
            count += len(kept)
    return Case(case.name, tuple(parts), tuple(((k,), (k,)) for k in range(count)))


def align_paragraphs(source: Document, target: Document, evidence: Evidence) -> Alignment:
    """Return the aligned paragraphs of two documents, by way of sentences, as the command does."""
    sentences = align(segments(source), segments(target), evidence)
    return project(sentences, paragraph_segments(source), paragraph_segments(target))


def align_part(part: Part, evidence: Evidence) -> list[Guess]:
    """Return what tmkit makes of one document: its lines are read as the command reads a file."""
    source, target = _document(part.english, "en"), _document(part.japanese, "ja")
    return [
        Guess(
            (
                tuple(part.first[0] + k for k in bead.source),
                tuple(part.first[1] + k for k in bead.target),
            ),
            bead.confidence,
        )
        for bead in align_paragraphs(source, target, evidence).beads
    ]


def _document(lines: Sequence[str], lang: str) -> Document:
    path = f"{lang}.txt"
    document = read("".join(f"{line}\n" for line in lines).encode(), path, lang, "utf-8")
    read_as = [paragraph.text for paragraph in document.paragraphs]
    if read_as != [line.strip() for line in lines]:
        # Then the numbers of paragraphs would not be those of lines, and all figures wrong.
        raise ValueError(f"{path}: the reader joined or dropped lines of a case")
    return document
