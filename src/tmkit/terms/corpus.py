"""Pairs of texts as words, units and candidates: what extraction works on."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.words import plain
from tmkit.morphology import Morpheme, morphemes
from tmkit.segment import sentences
from tmkit.terms import compounds, english, japanese
from tmkit.terms.association import ADJECTIVE, NAME, NOUN, OTHER, VERB
from tmkit.terms.english import Word as EnglishWord
from tmkit.terms.japanese import Word as JapaneseWord
from tmkit.terms.row import Row
from tmkit.terms.spans import Spans

EnglishRow = Row[english.Token, EnglishWord]
JapaneseRow = Row[Morpheme, JapaneseWord]
Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Classes = npt.NDArray[np.int8]


_BY_TAG: Final = {"NN": NOUN, "VB": VERB, "JJ": ADJECTIVE}
_BY_PART: Final = {
    "名詞": NOUN,
    "接尾辞": NOUN,
    "動詞": VERB,
    "形容詞": ADJECTIVE,
    "形状詞": ADJECTIVE,
}
LONG: Final = 120  # characters from which a pair is cut into sentences
LIKE: Final = 0.5  # of the expected length


@dataclass(frozen=True, slots=True)
class Text:
    """One pair of texts, analysed. Units are indices; ``unit_word`` says which word has each."""

    pair: int  # of which pair of the user's it is, or a part
    start_e: int  # where it begins there
    start_j: int
    english: str
    japanese: str
    words_e: EnglishRow
    words_j: JapaneseRow
    units_e: Places
    units_j: Places
    word_of_e: Places
    word_of_j: Places
    classes_e: Classes  # what sort of word each unit is of
    classes_j: Classes
    heading: bool  # whether the English is a heading, where capitals do not tell a name


@dataclass(slots=True)
class Corpus:
    """All texts of a run, the project's first; the units' names of both languages."""

    texts: list[Text] = field(default_factory=list)
    names_e: dict[str, int] = field(default_factory=dict)
    names_j: dict[str, int] = field(default_factory=dict)
    # Names that the analyser has cut (クイル|ヘブン): the whole, and the units that it became.
    cut_names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, read: Read, is_head: Callable[[str], bool]) -> None:
        """Keep a pair that was read, with its units."""
        words_e, words_j = list(read.words_e), list(read.words_j)
        units_e, of_e = [], []
        for k, word in enumerate(words_e):
            if word.unit:
                units_e.append(self.names_e.setdefault(word.unit, len(self.names_e)))
                of_e.append(k)
        units_j, of_j = [], []
        self.cut_names.update(japanese.cut_names(words_j, is_head))
        for k, found in enumerate(words_j):
            for unit in japanese.units(found, is_head):
                units_j.append(self.names_j.setdefault(unit, len(self.names_j)))
                of_j.append(k)
        e, j, word_e, word_j = (np.array(x, dtype=np.int32) for x in (units_e, units_j, of_e, of_j))
        heading = english.is_heading(words_e)
        classes = _classes_e(words_e, of_e, heading), _classes_j(words_j, of_j)
        self.texts.append(Text(*read, e, j, word_e, word_j, *classes, heading))


class Read(NamedTuple):
    """A pair of texts as words: where it begins in the user's, the texts, the words of both."""

    pair: int
    start_e: int
    start_j: int
    english: str
    japanese: str
    words_e: EnglishRow
    words_j: JapaneseRow


Compounds = Mapping[str, tuple[str, ...]]


def _compounds(
    read: Sequence[Read], is_head: Callable[[str], bool], lexicon: Lexicon | None
) -> Compounds:
    """Return the katakana words that are compounds, with their parts."""
    beside: dict[str, set[str]] = defaultdict(set)
    alone: set[str] = set()
    for one in read:
        katakana = [w.morpheme for w in one.words_j if japanese.is_katakana(w.text)]
        alone.update(m.surface for m in katakana)
        whole = [m.surface for m in katakana if not m.parts]
        if lexicon is not None:
            whole = [surface for surface in whole if not is_head(surface)]
        if whole:
            words = [word for word in one.words_e if word.unit]
            said = {word.unit for word in words} | {plain(word.text) for word in words}
            for surface in whole:
                beside[surface] |= said
    return compounds.parts(beside, alone, lexicon)


def _classes_e(words: Sequence[EnglishWord], places: Sequence[int], heading: bool) -> Classes:
    """Return what sort of word each is; where a sentence begins a capital says nothing."""
    found = []
    for k in places:
        told = words[k].text[0].isupper() and not heading and not english.begins(words, k)
        found.append(NAME if told else _BY_TAG.get(words[k].tag[:2], OTHER))
    return np.array(found, dtype=np.int8)


def _classes_j(words: Sequence[JapaneseWord], places: Sequence[int]) -> Classes:
    """Return what sort of word each is."""
    found = []
    for k in places:
        m = words[k].morpheme
        if m.name or m.surface[0].isascii():
            found.append(NAME)
        elif m.surface in japanese.FORMAL:
            found.append(OTHER)
        else:
            found.append(_BY_PART.get(m.pos[0], OTHER))
    return np.array(found, dtype=np.int8)


Analyse = Callable[[str], list[Morpheme]]


def make(
    pairs: Sequence[tuple[str, str]], lexicon: Lexicon | None, analyse: Analyse = morphemes
) -> Corpus:
    """Return the corpus of pairs of texts, English and Japanese."""
    known: dict[str, bool] = {}

    def is_head(form: str) -> bool:
        if lexicon is None:
            return True
        if form not in known:
            known[form] = bool(lexicon.find([form])[0] >= 0)
        return known[form]

    read = []
    for number, (source, target) in enumerate(pairs):
        for start_e, stop_e, start_j, stop_j in _parts(source, target):
            one, other = source[start_e:stop_e], target[start_j:stop_j]
            words_e, words_j = english.words(one), japanese.words(other, analyse)
            rows = english.row(words_e), japanese.row(words_j)
            read.append(Read(number, start_e, start_j, one, other, *rows))
    cut = _compounds(read, is_head, lexicon)
    corpus = Corpus()
    for pair in read:
        if any(word.text in cut for word in pair.words_j):
            pair = pair._replace(words_j=japanese.row(japanese.split(pair.words_j, cut)))
        corpus.add(pair, is_head)
    return corpus


def _parts(source: str, target: str) -> list[tuple[int, int, int, int]]:
    """Return a pair cut into sentence pairs, where both sides have as many of like lengths.

    Words are found more surely among few, and what is compared grows with the square of a length.
    """
    whole = [(0, len(source), 0, len(target))]
    if len(source) < LONG:
        return whole
    left, right = sentences(source, "en"), sentences(target, "ja")
    if len(left) != len(right) or len(left) < 2:
        return whole
    ratio = len(target) / len(source)
    found = [(a, b, c, d) for (a, b), (c, d) in zip(left, right, strict=True)]
    alike = all(LIKE < (d - c + 4) / (ratio * (b - a) + 4) < 1 / LIKE for a, b, c, d in found)
    return found if alike else whole


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one language in the project's texts, and where each stands.

    ``clips`` are long words with their clipped forms, which are counted as the same.
    """

    spans: Spans
    keys: list[str]
    first: Ints  # words
    stop: Ints
    clips: Mapping[str, str] = field(default_factory=dict)


def english_candidates(texts: Sequence[Text]) -> Candidates:
    """Return the English candidates of texts."""
    found = _Rows()
    for k, text in enumerate(texts):
        words = list(text.words_e)
        units = _before(text.word_of_e, len(words))
        for c in english.candidates(words, text.english):
            number = _number(words[c.stop - 1].text)
            run = units[c.first], units[c.stop], c.first, c.stop
            found.add(k, run, c.key, c.weight, (False, False), number)
    return found.candidates()


def japanese_candidates(texts: Sequence[Text], clips: Mapping[str, str]) -> Candidates:
    """Return the Japanese candidates of texts; ``clips`` are counted as the same word."""
    found = _Rows()
    for k, text in enumerate(texts):
        words = list(text.words_j)
        units = _before(text.word_of_j, len(words))
        for c in japanese.candidates(words, clips):
            run = units[c.first], units[c.stop], c.first, c.stop
            number = _number(words[c.stop - 1].text)
            found.add(k, run, c.key, c.weight, (c.before, c.after), number)
    return replace(found.candidates(), clips=clips)


def _before(word_of: Places, words: int) -> list[int]:
    """Return how many units stand before each word."""
    found: list[int] = np.searchsorted(word_of, np.arange(words + 1)).tolist()
    return found


def _number(word: str) -> int:
    """Return the number that a word is, -1 for none."""
    return int(word) if word.isdecimal() and len(word) < 10 else -1


class _Rows:
    """Candidates as they are found, kept small."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.weights = array("d")
        self.rows = array("i")

    def add(
        self,
        text: int,
        run: tuple[int, int, int, int],
        key: str,
        weight: float,
        sides: tuple[bool, bool],
        number: int,
    ) -> None:
        """Keep one occurrence of a candidate: its units, and its words."""
        place = self.index.setdefault(key, len(self.index))
        self.rows.extend((text, place, *run, *sides, number))
        self.weights.append(weight)

    def candidates(self) -> Candidates:
        """Return all of them."""
        columns = np.array(self.rows, dtype=np.int64).reshape(-1, 9).T
        text, key, left, right, first, stop, before, after, number = columns
        weights = np.array(self.weights, dtype=np.float64)
        sides = before.astype(np.bool_), after.astype(np.bool_)
        spans = Spans(text, left, right, key, weights, *sides, number)
        return Candidates(spans, list(self.index), first, stop)
