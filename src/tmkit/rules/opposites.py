"""Words rendered by their opposite: imports for exports, 減少 for *rose*.

The table has pairs of opposites. A word of the English accuses only if its opposite is not in the
English, the Japanese has a word that surely means the opposite, and none that could render the
word itself: on 47,000 pairs of translated texts that held for two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tmkit.evidence.tables import read_rows
from tmkit.model import Finding
from tmkit.rules._markup import prose, translated
from tmkit.rules._rule import Context, Rule, Unit, finding

LEAST_SURE = 0.6  # of the alignment
LONGEST = 600  # characters of English: in longer texts both of a pair stand for many reasons

_WORD = re.compile(r"[a-z]+(?:[.'’-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two opposites: its English forms, what surely means it, and what may."""

    english: tuple[str, ...]  # the longest first
    sure: re.Pattern[str]
    may: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Table:
    """Pairs of opposites, and by the first word of each form the pairs that have it."""

    pairs: tuple[tuple[_Side, _Side], ...]
    first: dict[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    pairs: list[tuple[_Side, _Side]] = []
    first: dict[str, list[int]] = {}
    for row in read_rows("opposites.tsv"):
        english, sure, may, english_other, sure_other, may_other = (*row, "")[:6]
        sides = _side(english, sure, may), _side(english_other, sure_other, may_other)
        for form in (*sides[0].english, *sides[1].english):
            known = first.setdefault(form.split()[0], [])
            if len(pairs) not in known:
                known.append(len(pairs))
        pairs.append(sides)
    return _Table(tuple(pairs), {word: tuple(where) for word, where in first.items()})


def _side(english: str, sure: str, may: str) -> _Side:
    words = sorted([*sure.split(), *may.split()], key=len, reverse=True)
    return _Side(
        tuple(sorted(english.split("|"), key=lambda form: (-len(form), form))),
        re.compile("|".join(map(re.escape, sure.split()))),
        re.compile("|".join(map(re.escape, words))),
    )


def opposite(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield Japanese words that mean the opposite of what the English says."""
    del context
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or unit.confidence < LEAST_SURE:
        return
    if len(english.text) > LONGEST:
        return
    table = _table()
    words = _WORD.findall(prose(english.text).lower())
    asked = {pair for word in words for pair in table.first.get(word, ())}
    if not asked:
        return
    ours, theirs = f" {' '.join(words)} ", translated(japanese.text)
    for number in sorted(asked):
        one, other = table.pairs[number]
        for said, against in ((one, other), (other, one)):
            form = _stands(said, ours)
            if form is None or _stands(against, ours.replace(f" {form} ", " ")) is not None:
                continue  # "not guilty" has guilty, and is not its opposite
            found = against.sure.search(theirs)
            if found is None or said.may.search(theirs):
                continue
            yield finding(
                "opposite",
                "warning",
                unit,
                japanese,
                found.span(),
                (
                    f'{found[0]} means the opposite of "{form}" in the English',
                    f"{found[0]}: 英語の「{form}」と逆の意味です",
                ),
            )


def _stands(side: _Side, words: str) -> str | None:
    """Return the form of a side that stands in a text of words between spaces."""
    return next((form for form in side.english if f" {form} " in words), None)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "opposite",
        "numbers",
        "warning",
        "a word is rendered by its opposite",
        "反対の意味の語に訳されている",
        opposite,
        frozenset({"source"}),
    ),
)
