"""What is marked in the two texts of a row: numbers, names, glossary terms, findings.

A mark is a range of a text with its kinds. ``number``, ``name`` and ``term`` have their counterpart
on the other side; ``number-off`` and ``term-off`` have none there. What the page gets are offsets
into its own texts, counted as browsers count: in UTF-16 units.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from tmkit.evidence.names import sound_alikes
from tmkit.evidence.words import plain
from tmkit.glossary import Glossary, Hit
from tmkit.language import fold, joiner, primary
from tmkit.review.values import Piece
from tmkit.rules._glossary_terms import GOOD, japanese
from tmkit.rules._quantities import Amount, amounts, compare

Kind = Literal[
    "number", "number-off", "name", "term", "term-off", "error", "warning", "info"
]  # fmt: skip

# Katakana, parts of a name with a middle dot between them; capitalised words, one after the other.
_KANA: Final = "[ァ-ヴーｦ-ﾟ]{2,}"
_KATAKANA: Final = re.compile(rf"{_KANA}(?:[・･＝=]{_KANA})*")
_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ]+")
_RUN: Final = re.compile(rf"(?<![^\W_]){_CAPITAL.pattern}(?:[ -]{_CAPITAL.pattern})*")
# A name that Japanese leaves in Latin letters: OSC, G7, OpenType; also in full width.
_LETTER: Final = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_LATIN: Final = re.compile(rf"(?<![{_LETTER}])[A-ZＡ-Ｚ][{_LETTER}&.-]*[{_LETTER}]")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A range of a text, of one kind; ``label`` is what stands for it on the other side."""

    start: int
    end: int
    kind: Kind
    label: str = ""


Both = tuple[list[Highlight], list[Highlight]]  # of the source and of the target
Cut = tuple[int, int, str, str]  # start and end in UTF-16 units, kinds, label


def highlights(texts: tuple[str, str], langs: tuple[str, str], glossary: Glossary | None) -> Both:
    """Return what is to be marked in a source and a target text; English and Japanese only."""
    order = [primary(lang) for lang in langs]
    if sorted(order) != ["en", "ja"]:
        return [], []
    english, japanese_text = texts if order == ["en", "ja"] else (texts[1], texts[0])
    found: Both = ([], [])
    kinds = [_numbers, _names] + ([lambda e, j: _terms(e, j, glossary)] if glossary else [])
    for marked in kinds:
        ours, theirs = marked(english, japanese_text)
        found[0].extend(ours)
        found[1].extend(theirs)
    found = (_plainer(found[0]), _plainer(found[1]))
    return found if order == ["en", "ja"] else (found[1], found[0])


def _plainer(found: Sequence[Highlight]) -> list[Highlight]:
    """Return the marks without the names that are a part of a term: that says it already."""
    terms = [each for each in found if each.kind in {"term", "term-off"}]
    return [
        each
        for each in found
        if each.kind != "name"
        or not any(term.start < each.end and each.start < term.end for term in terms)
    ]


# --------------------------------------------------------------------------------------- numbers


def _numbers(english: str, text: str) -> Both:
    ours, theirs = amounts(english, "en"), amounts(text, "ja")
    if not english or not text:  # nothing to agree or to differ with
        return [_amount(one) for one in ours], [_amount(one) for one in theirs]
    sides = compare(english, text)
    partner: dict[Amount, str] = {}
    for one, other in sides.equal:
        partner[one], partner[other] = other.shown, one.shown
    return (
        [_amount(one, partner, sides.english) for one in ours],
        [_amount(one, partner, sides.japanese) for one in theirs],
    )


def _amount(
    one: Amount, partner: dict[Amount, str] | None = None, alone: Sequence[Amount] = ()
) -> Highlight:
    """Return the mark of an amount; one that is merely explained on the other side is no fault."""
    start, end = one.quantity.start, one.quantity.end
    if one in alone:
        return Highlight(start, end, "number-off")
    return Highlight(start, end, "number", (partner or {}).get(one, ""))


# ----------------------------------------------------------------------------------------- names


def _names(english: str, text: str) -> Both:
    """Return katakana and Latin names that sound alike, and Latin names written alike."""
    runs = [list(_CAPITAL.finditer(run[0])) for run in _RUN.finditer(english)]
    latin: dict[str, list[tuple[int, int]]] = {}  # where a word stands: its run, its place there
    for run, words in enumerate(runs):
        for place, match in enumerate(words):
            latin.setdefault(plain(match[0]), []).append((run, place))
    starts = [run.start() for run in _RUN.finditer(english)]
    names = list(_KATAKANA.finditer(text))
    kana = {part for name in names for part in _parts(name[0])}
    here: dict[tuple[int, int], str] = {}
    there: dict[tuple[int, int], str] = {}
    for part, word, _ in sound_alikes(sorted(kana), latin):
        for name in names:
            parts = _parts(name[0])
            if part not in parts:
                continue
            for run, place in latin[word]:
                first = place - parts.index(part)
                whole = runs[run][first : first + len(parts)] if first >= 0 else []
                words = whole if len(whole) == len(parts) else [runs[run][place]]
                span = (starts[run] + words[0].start(), starts[run] + words[-1].end())
                here.setdefault(span, name[0])
                there.setdefault(name.span(), english[slice(*span)])
    _add_alike(english, text, here)
    _add_alike(text, english, there)
    return (
        [Highlight(*span, "name", label) for span, label in here.items()],
        [Highlight(*span, "name", label) for span, label in there.items()],
    )


def _parts(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name)
    return [part for part in re.split("[・=]", folded) if part]


def _add_alike(text: str, other: str, spans: dict[tuple[int, int], str]) -> None:
    """Add the Latin names of a text that the other has as well."""
    written = {fold(match[0]): match[0] for match in _LATIN.finditer(other)}
    for match in _LATIN.finditer(text):
        if fold(match[0]) in written:
            spans.setdefault(match.span(), written[fold(match[0])])


# ----------------------------------------------------------------------------------------- terms


def _terms(english: str, text: str, glossary: Glossary) -> Both:
    """Return the English terms with their renderings; those without one where there is none."""
    ours, theirs = glossary.find(english, "en"), glossary.find(text, "ja")
    made: Both = ([], [])
    if not text:
        return made
    looked_up = japanese(text, [])
    by_place: dict[tuple[int, int], list[Hit]] = {}
    for hit in ours:
        if hit.term.status in GOOD:
            by_place.setdefault((hit.start, hit.end), []).append(hit)
    for span, hits in by_place.items():
        concepts = [hit.concept for hit in hits]
        there = [hit for hit in theirs if hit.concept in concepts]
        good = [hit for hit in there if hit.term.status in GOOD]
        for hit in there:
            kind: Kind = "term" if hit.term.status in GOOD else "term-off"
            made[1].append(Highlight(hit.start, hit.end, kind, english[slice(*span)]))
        wanted = [
            term.text
            for concept in concepts
            for term in concept.in_language("ja")
            if term.status in GOOD
        ]
        if good:
            made[0].append(Highlight(*span, "term", text[good[0].start : good[0].end]))
        elif wanted:
            has = next((term for term in wanted if looked_up.has(term)), "")
            label = has or ", ".join(dict.fromkeys(wanted))
            made[0].append(Highlight(*span, "term" if has else "term-off", label))
    return made[0], list(dict.fromkeys(made[1]))


# ------------------------------------------------------------------------------- for the browser


def joined(pieces: Sequence[Piece], lang: str) -> tuple[str, list[int]]:
    """Return the text of a side, and where each of its pieces begins in it."""
    text = ""
    starts: list[int] = []
    for index, piece in enumerate(pieces):
        if index:
            text += joiner(lang) if piece.lead is None else piece.lead
        starts.append(len(text))
        text += piece.text
    return text, starts


def flat(found: Iterable[Highlight]) -> list[tuple[int, int, list[Highlight]]]:
    """Return ranges that do not overlap, in order, each with all that is marked there."""
    kept = [each for each in found if each.start < each.end]
    edges = sorted({edge for each in kept for edge in (each.start, each.end)})
    ranges = []
    for start, end in pairwise(edges):
        inside = [each for each in kept if each.start <= start and end <= each.end]
        if inside:
            ranges.append((start, end, inside))
    return ranges


def per_piece(
    pieces: Sequence[Piece], starts: Sequence[int], found: Iterable[Highlight]
) -> list[list[Cut]]:
    """Return the marks of each piece."""
    ranges = flat(found)
    return [
        list(_of_piece(piece.text, at, ranges)) for piece, at in zip(pieces, starts, strict=True)
    ]


def _of_piece(
    text: str, at: int, ranges: Sequence[tuple[int, int, list[Highlight]]]
) -> Iterator[Cut]:
    for start, end, inside in ranges:
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            labels = dict.fromkeys(each.label for each in inside if each.label)
            kinds = " ".join(dict.fromkeys(each.kind for each in inside))
            yield _units(text, first), _units(text, last), kinds, "; ".join(labels)


def _units(text: str, offset: int) -> int:
    """Return an offset counted as browsers do: a character beyond U+FFFF is two."""
    return offset + sum(character > "\uffff" for character in text[:offset])
