"""Terms of several words that one file renders in two ways, each of them a full translation.

Counts cannot tell a minority of one from a majority of one. What can is the term itself: a
rendering counts only if it translates every word of the term, by the dictionary or by sound, and
nothing more (パワーバランス and 勢力均衡 for "balance of power").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tmkit.evidence.lexicon import stem
from tmkit.model import Finding, Mention, Passage, Severity
from tmkit.morphology import Morpheme
from tmkit.rules._competitors import katakana_of, sounds_as, without_glue
from tmkit.rules._glossary_terms import find, glossary
from tmkit.rules._renderings import LONGEST_UNIT, Dictionary, dictionary
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._wording import folded, runs, terms_of

LEAST_SOUND = 0.8
LONGEST_COMPOUND = 3  # words that the dictionary may have as one
_KATAKANA: Final = re.compile(r"[\u30a1-\u30ff]+")
_JOINTS: Final = frozenset({"の", "的", "的な"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A term in a unit, and the shortest stretch of the Japanese that translates all of it."""

    unit: Unit
    passage: Passage  # its Japanese side
    written: str
    start: int
    end: int
    words: tuple[Morpheme, ...]

    @property
    def text(self) -> str:
        """The rendering as it is written."""
        return self.passage.text[self.start : self.end]

    @property
    def key(self) -> str:
        """What spellings of the rendering have in common: パワー・バランス, パワーのバランス."""
        return without_glue(folded("".join(word.normal for word in self.words)))


def _sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, None]]:
    """Yield the file of a unit whose two sides can be compared."""
    del context
    if unit.english and unit.japanese and len(unit.english.text) <= LONGEST_UNIT:
        yield unit.japanese.path, None


def _judge(path: str, entries: list[tuple[Unit, None]], context: Context) -> Iterator[Finding]:
    """Report the rarer rendering of each term; a term within a longer one is left to that."""
    del path
    places: dict[str, list[Unit]] = defaultdict(list)
    for unit, _ in entries:
        for term in _terms(unit, context):
            if " " in term:
                places[term].append(unit)
    reading: dict[int, _Text] = {}  # by unit, for the terms of this file
    told: set[tuple[int, int, int]] = set()
    for term in sorted(places, key=lambda t: (-len(t.split()), t)):
        if len(places[term]) < 2:
            continue
        for found in _compare(term, places[term], reading, context):
            place = (found.unit, found.start, found.end)
            if not any(_overlap(place, other) for other in told):
                told.add(place)
                yield found


def _terms(unit: Unit, context: Context) -> dict[str, tuple[int, int]]:
    return terms_of(unit.english.text, context) if unit.english is not None else {}


def _overlap(place: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return place[0] == other[0] and place[1] < other[2] and other[1] < place[2]


def _compare(
    term: str, units: Sequence[Unit], reading: dict[int, _Text], context: Context
) -> Iterator[Finding]:
    """Yield a finding for the first use of each rendering that is rarer than the usual one."""
    first: dict[str, Rendered] = {}
    counts: Counter[str] = Counter()
    texts = [unit.japanese.text for unit in units if unit.japanese is not None]
    for unit, text in zip(units, texts, strict=True):
        known = next((key for key, seen in first.items() if seen.text in text), None)
        if known is None:
            if unit.index not in reading:
                reading[unit.index] = _read(text, context)
            rendered = _rendered(term, unit, reading[unit.index], context)
            if rendered is not None:
                known = rendered.key
                first.setdefault(known, rendered)
        if known is not None:
            counts[known] += 1
    if len(first) < 2 or _prescribed(term, units[0], context):
        return
    usual, *rivals = sorted(first, key=lambda key: -counts[key])  # of equals the first in the text
    for rival in rivals:
        one, other = first[usual], first[rival]
        if any(one.text in text and other.text in text for text in texts):
            continue  # side by side, the writer means both
        if other.unit.checked and _differ(one, other, term, context):
            yield _finding(one, counts[usual], other, counts[rival], context)


def _prescribed(term: str, unit: Unit, context: Context) -> bool:
    """Return whether the glossary has an answer, which is term-missing's to give."""
    if unit.english is None or not context.glossary:
        return False
    start, end = _terms(unit, context)[term]
    hits = find(unit.english.text, glossary(context))
    return any(hit.start <= start and end <= hit.end for hit in hits)


@dataclass(frozen=True, slots=True)
class _Text:
    """The nouns of a Japanese text, and what the dictionary says of them."""

    runs: tuple[list[tuple[Morpheme, int]], ...]  # of neighbours, with their places
    compounds: tuple[tuple[int, int, int, frozenset[str]], ...]  # run, first and last word, stems
    stems: frozenset[str]  # of all words and compounds
    loans: tuple[Morpheme, ...]  # words with katakana, which may translate by their sound


def _read(text: str, context: Context) -> _Text:
    book = dictionary(context)
    found = tuple(_joined(context.words(text)))
    compounds = tuple(
        (number, *compound)
        for number, run in enumerate(found)
        for compound in _compounds(run, book)
    )
    words = [word for run in found for word, _ in run]
    stems = frozenset[str]().union(
        *(book.stems_of(word) for word in words), *(known for *_, known in compounds)
    )
    return _Text(found, compounds, stems, tuple(word for word in words if katakana_of(word)))


def _rendered(term: str, unit: Unit, read: _Text, context: Context) -> Rendered | None:
    """Return the one shortest stretch of nouns that translates all words of a term, or None."""
    passage, english = unit.japanese, unit.english
    if passage is None or english is None:
        return None
    names = tuple((word, stem(word)) for word in term.split() if word != "of")
    full, wanted = (1 << len(names)) - 1, {name for _, name in names}
    if not all(
        name in read.stems or any(sounds_as(loan, (word,), LEAST_SOUND) for loan in read.loans)
        for word, name in names
    ):
        return None
    book = dictionary(context)
    stretches: list[tuple[list[tuple[Morpheme, int]], int, int]] = []
    for run in read.runs:
        masks = [_mask(word, names, book) for word, _ in run]
        stretches += [(run, *window) for window in _windows(masks, full)]
    for number, first, last, known in read.compounds:
        if wanted <= known:
            stretches.append((read.runs[number], first, last))
    if not stretches:
        return None
    start, end = _terms(unit, context)[term]
    written = " ".join(english.text[start:end].split())
    least = min(last - first for _, first, last in stretches)
    if least >= len(names):
        return None
    shortest = {}
    for run, first, last in stretches:
        if last - first == least:
            words = tuple(word for word, _ in run[first : last + 1])
            stop = run[last][1] + len(run[last][0].surface)
            rendered = Rendered(unit, passage, written, run[first][1], stop, words)
            shortest[rendered.key] = rendered
    return next(iter(shortest.values())) if len(shortest) == 1 else None


def _joined(words: list[Morpheme]) -> Iterator[list[tuple[Morpheme, int]]]:
    """Yield the runs of nouns, those that の or 的な joins as one."""
    text = "".join(word.surface for word in words)
    joined: list[tuple[Morpheme, int]] = []
    for run in runs(words):
        if joined:
            end = joined[-1][1] + len(joined[-1][0].surface)
            if text[end : run[0][1]] not in _JOINTS:
                yield joined
                joined = []
        joined = joined + run
    if joined:
        yield joined


def _mask(word: Morpheme, names: tuple[tuple[str, str], ...], book: Dictionary) -> int:
    """Return which words of a term a Japanese word translates, a bit each."""
    known = book.stems_of(word)
    return sum(
        1 << bit
        for bit, (name, stemmed) in enumerate(names)
        if stemmed in known or sounds_as(word, (name,), LEAST_SOUND)
    )


def _compounds(
    run: list[tuple[Morpheme, int]], book: Dictionary
) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield stretches that the dictionary has as one word, with its stems: 供給網."""
    for first, (word, start) in enumerate(run):
        text, end = word.surface, start + len(word.surface)
        for last in range(first + 1, min(len(run), first + LONGEST_COMPOUND)):
            follower, place = run[last]
            if place != end:
                break
            text, end = text + follower.surface, end + len(follower.surface)
            known = book.stems(text)
            if known:
                yield first, last, known


def _windows(masks: list[int], full: int) -> Iterator[tuple[int, int]]:
    """Yield the narrowest stretches whose words translate, each another part, all of a term."""
    for first, mask in enumerate(masks):
        seen = 0
        for last in range(first, len(masks)):
            if not masks[last] & ~seen:  # a word between that says something else
                break
            seen |= masks[last]
            if seen == full:
                if mask:
                    yield first, last
                break


def _differ(usual: Rendered, rival: Rendered, term: str, context: Context) -> bool:
    """Return whether two renderings are two terms, not one with more or less said, or respelt."""
    if term.count(" ") == term.count("of "):  # one word and its of: no term of several words
        return False
    if usual.key in rival.key or rival.key in usual.key:
        return False
    odd: list[Morpheme] = []
    for one, other in ((usual, rival), (rival, usual)):
        common = {folded(word.normal) for word in other.words}
        own = [word for word in one.words if folded(word.normal) not in common]
        if not own or any(_renders_more(word, one, term, context) for word in own):
            return False
        odd += own
    return not all(_KATAKANA.fullmatch(word.surface) for word in odd)


def _renders_more(word: Morpheme, rendered: Rendered, term: str, context: Context) -> bool:
    """Return whether a word renders what stands beside the term: 左下 of "lower left corner"."""
    own = term.split()
    words = {word for other in _terms(rendered.unit, context) for word in other.split()}
    beside = {stem(word) for word in words.difference(own)} - {stem(word) for word in own}
    return not dictionary(context).stems_of(word).isdisjoint(beside)


def _finding(there: Rendered, usual: int, here: Rendered, rare: int, context: Context) -> Finding:
    level: Severity = "info" if context.is_catalogue else "warning"
    times, times_ja = f"{usual} and {rare} times", f"{usual} 回と {rare} 回"
    return finding(
        "term-inconsistent",
        level,
        here.unit,
        here.passage,
        (here.start, here.end),
        (
            f'{here.text}: "{here.written}" is {there.text} elsewhere in this text ({times})',
            f"{here.text}: 「{here.written}」は、この文書のほかの箇所では「{there.text}」です"
            f"({times_ja})",
        ),
        evidence=(_mention(there, usual), _mention(here, rare)),
    )


def _mention(rendered: Rendered, count: int) -> Mention:
    return Mention(rendered.text, count, (rendered.passage.place(rendered.start),))


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "term-inconsistent",
        "terms",
        "warning",
        "one text renders a term of several words in two ways",
        "一つの文書で、数語から成る同じ用語が二通りに訳されている",
        GroupCheck(_sort, _judge),
        frozenset({"source"}),
    ),
)
