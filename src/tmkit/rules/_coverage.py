"""Which sentence of a unit has no counterpart, though its neighbours in the unit have one.

A sentence whose translation was dropped has hardly a word in common with the other side beyond
what its neighbours account for; the other side has fewer sentences; and without it the lengths of
both sides agree better. ``tests/bench/check_omissions.py`` measures how far that can be relied on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tmkit.evidence.names import sound_alikes
from tmkit.evidence.tokens import LATIN, tokens
from tmkit.language import primary
from tmkit.model import Passage
from tmkit.rules._markup import HOLE, prose, translated
from tmkit.rules._renderings import Dictionary, dictionary
from tmkit.rules._rule import Context
from tmkit.segment import sentences

FEWEST_WORDS: Final = 3  # that the other side should have: of fewer, chance may miss all
MOST_CHARACTERS: Final = 4000  # of a side: longer ones say too little of what belongs together
MOST_FOUND: Final = 0.2  # share of the words that chance finds in the neighbours' translation
WORDS_ALONE: Final = 4  # so many that are missing tell more than chance
TOO_SHORT: Final = 0.15  # logarithm of how much shorter than usual the other side is
TOO_LONG: Final = 0.25  # likewise how much longer: then nothing is missing
FITS_BETTER: Final = 0.05  # of the squared logarithms, with and without the sentence
FITS_MUCH_BETTER: Final = 0.2
_CARRIED: Final = ("#", "url:")  # numbers and addresses stand on both sides as they are


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence, ``passage.text[start:end]``, that seems to have no counterpart.

    ``sure`` tells that it is worth a warning.
    """

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What speaks of a sentence, ``passage.text[start:end]``.

    Of the ``words`` that the other side should have so many are ``found`` there, beyond what the
    neighbours account for. By ``better`` the squared logarithm of the lengths' misfit falls when
    the sentence is left out, 0 where the other side is not too short.
    """

    start: int
    end: int
    words: int
    found: int
    better: float


def gaps(passage: Passage, other: Passage, usual: float | None, context: Context) -> Iterator[Gap]:
    """Yield the sentences of a side of several sentences for which nothing stands on the other.

    ``usual`` is how many characters of ``other`` stand for one of ``passage``, None where that is
    not known. Without a dictionary nothing is yielded.
    """
    japanese = primary(passage.lang) == "ja"
    plain = HOLE not in _shown(passage)  # where code stands, few words are left to tell
    for one in measured(passage, other, usual, context):
        telling = one.words >= WORDS_ALONE and not one.found
        lengths = one.better > FITS_MUCH_BETTER
        hardly = one.found <= MOST_FOUND * one.words and one.better > FITS_BETTER
        if japanese:
            # Japanese often splits what English says in one sentence, in words of its own: one
            # such sentence in 250 shares none with the English (measured), so lengths must tell.
            sure = telling and lengths and plain
            maybe = (telling and lengths) or (hardly and plain)
        else:
            sure = telling and (lengths or plain)
            sure = sure or (hardly and plain and one.words >= WORDS_ALONE)
            maybe = hardly or not one.found
        if sure or maybe:
            yield Gap(one.start, one.end, sure)


def measured(
    passage: Passage, other: Passage, usual: float | None, context: Context
) -> Iterator[Measure]:
    """Yield what speaks of each sentence that may be told from its neighbours.

    Nothing is yielded where the other side has as many sentences, as a gap leaves fewer, or where
    its length says that there is none.
    """
    longest = max(len(passage.text), len(other.text))
    if longest > MOST_CHARACTERS or context.lexicon is None:
        return
    spans = sentences(passage.text, passage.lang)
    if len(spans) < 2 or len(sentences(other.text, other.lang)) >= len(spans):
        return
    japanese = primary(passage.lang) == "ja"
    shown = _shown(passage)
    sizes = [_size(shown[start:end]) for start, end in spans]
    theirs = _size(_shown(other))
    misfit = _misfit(sum(sizes), theirs, usual)
    if misfit > (-TOO_SHORT if japanese else TOO_LONG):
        return
    known = context.shared(dictionary)
    bags = [_words(shown[start:end], passage.lang, context) for start, end in spans]
    links = _links(
        frozenset().union(*bags),
        _words(_shown(other), other.lang, context),
        known,
        japanese=japanese,
    )
    for number, span in enumerate(spans):
        rest = frozenset().union(*(bag for k, bag in enumerate(bags) if k != number))
        alone = bags[number] - rest
        own = _telling(alone, known, context, japanese=japanese).union(alone & links.keys())
        if len(own) < FEWEST_WORDS:
            continue
        taken = frozenset().union(*(links[word] for word in rest if word in links))
        found = sum(1 for word in own if links.get(word, frozenset()) - taken)
        better = 0.0
        if misfit < -TOO_SHORT:
            better = misfit**2 - _misfit(sum(sizes) - sizes[number], theirs, usual) ** 2
        yield Measure(*span, len(own), found, better)


def _misfit(ours: int, theirs: int, usual: float | None) -> float:
    """Return the logarithm of how much longer than usual the other side is, 0 if not known."""
    return math.log(theirs / (usual * ours)) if usual and ours > 0 and theirs else 0.0


def _shown(passage: Passage) -> str:
    japanese = primary(passage.lang) == "ja"
    return translated(passage.text) if japanese else prose(passage.text)


def _size(text: str) -> int:
    return len(text.replace(HOLE, "").strip())


def _words(text: str, lang: str, context: Context) -> frozenset[str]:
    return frozenset(tokens(text, lang, context.lexicon))


def _telling(
    words: frozenset[str], known: Dictionary, context: Context, *, japanese: bool
) -> frozenset[str]:
    """Return the words that the other side should have: the dictionary knows them, or all do."""
    if japanese:
        return frozenset(w for w in words if w.startswith((*_CARRIED, LATIN)) or known.stems(w))
    stems = context.lexicon.stems if context.lexicon is not None else {}
    return frozenset(w for w in words if w.startswith(_CARRIED) or w in stems)


def _links(
    ours: frozenset[str], theirs: frozenset[str], known: Dictionary, *, japanese: bool
) -> dict[str, frozenset[str]]:
    """Return for each word of ours that has any the words of theirs that may translate it.

    ``japanese`` tells that ours is the Japanese side.
    """
    here, english = (ours, theirs) if japanese else (theirs, ours)
    found: dict[str, set[str]] = {}
    unknown: list[str] = []
    for word in sorted(here):
        bare = word.removeprefix(LATIN)
        if bare != word or word.startswith(_CARRIED):
            meant = frozenset({bare}) & english
        else:
            meant = known.stems(word) & english
            if "ァ" <= word[0] <= "ヺ" and not known.stems(word):
                unknown.append(word)
        for other in meant:
            _link(found, word, other, japanese=japanese)
    latin = sorted(word for word in english if word[0].isalpha()) if unknown else []
    for word, other, _ in sound_alikes(unknown, latin):
        _link(found, word, other, japanese=japanese)
    return {word: frozenset(others) for word, others in found.items()}


def _link(found: dict[str, set[str]], word: str, other: str, *, japanese: bool) -> None:
    ours, theirs = (word, other) if japanese else (other, word)
    found.setdefault(ours, set()).add(theirs)
