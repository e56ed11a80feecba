"""How English terms are rendered in the texts at hand: counts, learnt from units and memory.

The score of a rendering is Dice's (1945) coefficient of the units that have the term and those
that have the rendering; its coverage is the share of the term's units that have it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from tmkit.evidence.lexicon import Lexicon, stem
from tmkit.evidence.names import likeness
from tmkit.morphology import Morpheme, by_word
from tmkit.rules._rule import Context, Unit
from tmkit.rules._wording import nouns_of, terms_of

MOST_UNITS = 3000  # a term in more units than this is no term
LONGEST_UNIT = 1200  # characters of English: longer ones say too little of what belongs together


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendering of a term, in how many of the term's units it stands, and how well it fits."""

    key: str
    count: int
    dice: float
    coverage: float
    units: int  # that have the term


@dataclass(frozen=True, slots=True)
class Renderings:
    """What is known of all terms: their units, their renderings, best first, and all nouns."""

    units: dict[str, list[int]]  # by English term, the places of its units in context.units
    best: dict[str, Rendering]  # the one rendering that dominates, where there is one
    known: dict[str, dict[str, int]]  # by English term, the renderings above chance with counts
    nouns: dict[str, int]  # by Japanese noun, its units
    keys: list[frozenset[str]]  # of each unit, its nouns


def japanese_keys(unit: Unit, context: Context) -> frozenset[str]:
    """Return the keys of the nouns of the unit's Japanese side."""
    passage = unit.japanese
    if passage is None:
        return frozenset()
    return frozenset({noun.key for noun in nouns_of(passage.text, context)})


def renderings(context: Context) -> Renderings:
    """Return what all units of a check, memory and all, say of terms; made once."""
    return context.shared(_learn)


LEAST_DICE, LEAST_COVERAGE = 0.3, 0.6
LEAST_COVERAGE_LONG = 0.4  # of a term of several words, whose renderings are less ambiguous
FEW = 8  # units of a term, with which the dictionary has a say too
LEAST_LIFT = 4.0  # how much more often a known rendering stands beside its term than elsewhere


def _learn(context: Context) -> Renderings:
    places: dict[str, list[int]] = defaultdict(list)
    keys: list[frozenset[str]] = []
    counts: Counter[str] = Counter()
    total = 0
    for index, unit in enumerate(context.units):
        english, japanese = unit.english, unit.japanese
        if english is None or japanese is None or len(english.text) > LONGEST_UNIT:
            keys.append(frozenset())
            continue
        found = japanese_keys(unit, context)
        keys.append(found)
        counts.update(found)
        total += 1
        for term in terms_of(english.text, context):
            places[term].append(index)
    several = {term: where for term, where in places.items() if 2 <= len(where) <= MOST_UNITS}
    best: dict[str, Rendering] = {}
    known: dict[str, dict[str, int]] = {}
    book = dictionary(context)
    for term, where in several.items():
        beside = Counter(chain.from_iterable([keys[index] for index in where]))
        table = {}
        found_best: list[Rendering] = []
        least = LEAST_COVERAGE_LONG if " " in term else LEAST_COVERAGE
        for key, n in beside.items():
            if n < 2:
                continue
            elsewhere = (counts[key] - n) / max(1, total - len(where))
            if n < LEAST_LIFT * elsewhere * len(where):
                continue
            table[key] = n
            dice, coverage = 2 * n / (len(where) + counts[key]), n / len(where)
            if dice >= LEAST_DICE and coverage >= least:
                found_best.append(Rendering(key, n, dice, coverage, len(where)))
        if table:
            known[term] = table
        if found_best:
            best[term] = _best(term, found_best, book)
    return Renderings(several, best, known, dict(counts), keys)


def _best(term: str, found: list[Rendering], book: Dictionary) -> Rendering:
    """Return the rendering that fits a term best.

    Of one word in few units the counts hardly tell it from what else they speak of: there the
    dictionary has the first say. Of several words a longer rendering is taken for its own part
    (位置引数, not 引数) if it fits nearly as well.
    """
    several = " " in term
    stems = set() if several or found[0].units >= FEW else {stem(term)}
    top = max(
        found,
        key=lambda r: (not stems.isdisjoint(book.stems(r.key)), r.dice, len(r.key), r.key),
    )
    if several:
        longer = [r for r in found if top.key in r.key and r.dice >= NEARLY * top.dice]
        return max(longer, key=lambda r: (len(r.key), r.dice, r.key))
    return top


NEARLY = 0.85


LEAST_IN_FILE, LEAST_FILE_SHARE = 4, 0.75


def usual_in_file(term: str, path: str, context: Context) -> Rendering | None:
    """Return the rendering that a file nearly always has for a term, where all texts vary."""
    made = context.shared(_by_file)
    if (term, path) not in made:
        made[term, path] = _in_file(term, path, context)
    return made[term, path]


def _by_file(_: Context) -> dict[tuple[str, str], Rendering | None]:
    return {}


def _in_file(term: str, path: str, context: Context) -> Rendering | None:
    table = renderings(context)
    known = table.known.get(term)
    if known is None:
        return None
    where = _file_terms(path, context).get(term, [])
    if len(where) < LEAST_IN_FILE:
        return None
    beside = Counter(key for index in where for key in table.keys[index] if key in known)
    best: Rendering | None = None
    for key, n in beside.items():
        dice = 2 * known[key] / (len(table.units[term]) + table.nouns[key])
        if n < LEAST_FILE_SHARE * len(where) or dice < LEAST_DICE:
            continue
        if best is None or (dice, len(key), key) > (best.dice, len(best.key), best.key):
            best = Rendering(key, n, dice, n / len(where), len(where))
    return best


def _file_terms(path: str, context: Context) -> dict[str, list[int]]:
    """Return the terms of a file with the places of their units, kept for the latest file alone."""
    files, latest = context.shared(_files), context.shared(_latest)
    if path not in latest:
        found: dict[str, list[int]] = defaultdict(list)
        table = renderings(context)
        for index in files.get(path, ()):
            english = context.units[index].english
            if english is not None and table.keys[index]:
                for term in terms_of(english.text, context):
                    found[term].append(index)
        latest.clear()
        latest[path] = dict(found)
    return latest[path]


def _files(context: Context) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(context.units):
        if unit.japanese is not None:
            found[unit.japanese.path].append(index)
    return dict(found)


def _latest(_: Context) -> dict[str, dict[str, list[int]]]:
    return {}


class Dictionary:
    """The dictionary by the word, remembered: the stems that translate a Japanese word."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        self._lexicon = lexicon
        self._stems = list(lexicon.stems) if lexicon is not None else []
        self._seen: dict[str, frozenset[str]] = {}
        self.stems_of = by_word(self._stems_of)

    def stems(self, word: str) -> frozenset[str]:
        """Return the English stems of a Japanese word, none where it is not in the dictionary."""
        if word not in self._seen:
            self._seen[word] = self._look_up(word)
        return self._seen[word]

    def _stems_of(self, word: Morpheme) -> frozenset[str]:
        """Return the stems that translate a word of a text or a part of it."""
        found = self.stems(word.surface) | self.stems(word.lemma) | self.stems(word.normal)
        for surface, lemma, _ in word.parts:
            found |= self.stems(surface) | self.stems(lemma)
        return found

    def _look_up(self, word: str) -> frozenset[str]:
        lexicon = self._lexicon
        if lexicon is None:
            return frozenset()
        place = int(lexicon.find([word])[0])
        if place < 0:
            return frozenset()
        span = slice(int(lexicon.first[place]), int(lexicon.first[place + 1]))
        return frozenset(self._stems[int(link)] for link in lexicon.links[span])


def dictionary(context: Context) -> Dictionary:
    """Return the dictionary of a check, made once."""
    return context.shared(_open_dictionary)


def _open_dictionary(context: Context) -> Dictionary:
    return Dictionary(context.lexicon)


LEAST_SOUND = 0.75  # below it two words do not sound alike


@lru_cache(maxsize=100_000)
def sounds_like(katakana: str, word: str) -> float:
    """Return how alike a katakana word and an English word sound, 0 where they do not."""
    return likeness(katakana, word, LEAST_SOUND)
