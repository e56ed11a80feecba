"""From scored pairs of occurrences to proposals: renderings grouped, terms by their worth."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tmkit.evidence.lexicon import Lexicon
from tmkit.language import fold
from tmkit.terms.corpus import Candidates, Text
from tmkit.terms.english import OWNS, begins, owns_its_name
from tmkit.terms.english import Word as EnglishWord
from tmkit.terms.japanese import Word, close
from tmkit.terms.kinds import is_honoured, is_titled, kind_of, titled
from tmkit.terms.related import joined_terms, kindred, nested_terms, possessed
from tmkit.terms.spans import Scored, best_by_text, texts_of
from tmkit.terms.values import Occurrence, Proposal, Rendering
from tmkit.terms.worth import Shown, commonness, is_compact, worth

_KATAKANA: Final = frozenset(map(chr, range(0x30A1, 0x30FB)))
_KANA: Final = frozenset(map(chr, range(0x3041, 0x3097)))
_READING: Final = re.compile(r"[（(][\u3041-\u30ff]+[)）]\Z")  # 海嵐（ハイラン）
SURE_LINK: Final = 0.2  # below this an occurrence has no rendering that can be named
MOST_RENDERINGS: Final = 12
REPEATED: Final = 0.2  # what places that say the same add, and what more if none says otherwise
AGREED: Final = 0.3
KEPT_AS_IS: Final = 0.85
LEAST_RENDERING: Final = 0.12
NESTED: Final = 0.2  # of the worth of a term that only occurs inside a longer one


@dataclass(frozen=True, slots=True)
class Links:
    """For each English occurrence its rendering, for each English key how sure all of them are."""

    chosen: Mapping[int, list[tuple[int, int]]]  # English key -> (English, Japanese occurrence)
    by_term: Mapping[int, list[tuple[float, int]]]  # English key -> (confidence, Japanese key)


def link(found: Scored, english: Candidates, japanese: Candidates) -> Links:
    """Return what the scored pairs say of each English key, the surest rendering first."""
    chosen: dict[int, list[tuple[int, int]]] = defaultdict(list)
    order = np.lexsort((found.japanese, -found.score, found.english))
    best = order[np.diff(found.english[order], prepend=-1) != 0]
    for k in best[found.score[best] >= SURE_LINK].tolist():
        e = int(found.english[k])
        chosen[int(english.spans.key[e])].append((e, int(found.japanese[k])))
    keys = max(len(japanese.keys), 1)
    e_key, j_key = english.spans.key[found.english], japanese.spans.key[found.japanese]
    names, where = np.unique(e_key * keys + j_key, return_inverse=True)
    total = best_by_text(where, english.spans.text[found.english], found.score, len(names))
    one, other = np.divmod(names, keys)
    share = total / texts_of(english.spans)[one]
    back = total / texts_of(japanese.spans)[other]
    sure = np.minimum(share + 0.15 * np.sqrt(share * back), 1.0)
    by_term: dict[int, list[tuple[float, int]]] = defaultdict(list)
    wanted = np.array(
        [e * keys + int(japanese.spans.key[j]) for e, row in chosen.items() for _, j in row],
        dtype=np.int64,
    )
    told = np.flatnonzero(np.isin(names, wanted))  # those that some occurrence has
    for k in told.tolist():
        by_term[int(one[k])].append((float(sure[k]), int(other[k])))
    for pairs in by_term.values():
        pairs.sort(key=lambda pair: (-pair[0], japanese.keys[pair[1]]))
    return Links(chosen, by_term)


def proposals(
    texts: Sequence[Text],
    english: Candidates,
    japanese: Candidates,
    links: Links,
    lexicon: Lexicon | None,
) -> tuple[Proposal, ...]:
    """Return a proposal for each English key that has a rendering, the worthiest first."""
    occurrences: dict[int, list[int]] = defaultdict(list)
    for k, key in enumerate(english.spans.key.tolist()):
        occurrences[key].append(k)
    common = commonness(lexicon)
    made: dict[int, Proposal] = {}
    for key in sorted(links.by_term, key=lambda k: english.keys[k]):
        proposal = _proposal(key, occurrences[key], texts, english, japanese, links, common)
        if proposal is not None:
            made[key] = proposal
    for key in {*possessed(made, english.keys), *joined_terms(made, english.keys)}:
        del made[key]
    made |= kindred(made, english.keys, lexicon)
    nested = nested_terms(made, english.keys)
    found = [
        replace(proposal, worth=NESTED * proposal.worth) if key in nested else proposal
        for key, proposal in made.items()
    ]
    return tuple(sorted(found, key=lambda p: (-p.worth, p.term)))


def _proposal(
    key: int,
    places: Sequence[int],
    texts: Sequence[Text],
    english: Candidates,
    japanese: Candidates,
    links: Links,
    common: Mapping[str, float],
) -> Proposal | None:
    renderings, best = _renderings(key, texts, english, japanese, links)
    if not renderings:
        return None
    runs, shown = _written(places, texts, english)
    surfaces = Counter(shown)
    surface = min(surfaces, key=lambda text: (-surfaces[text], text))
    run = next(r for r, text in zip(runs, shown, strict=True) if text == surface)
    seen = _shown(places, texts, english, shown)
    capitals = _capitals(seen, best, common, run)
    tags = Counter(r[-1].tag[:2] for r in runs)
    speech = {"VB": "verb", "JJ": "adjective"}.get(tags.most_common(1)[0][0], "noun")
    if capitals > 0.8 or len(run) > 1:
        speech = "noun"
    kind = kind_of(
        run,
        best,
        capitals,
        has_title=_has_title(renderings[0]),
        unknown=all(word.unit not in common for word in run if word.unit),
    )
    value = worth(
        renderings[0].confidence,
        run,
        seen,
        common,
        noun=speech == "noun",
        name=capitals > 0.8,
        same=renderings[0].text.casefold() == surface.casefold(),
        compact=is_compact(run, best),
    )
    return Proposal(surface, kind, speech, len(places), renderings[0].confidence, value, renderings)


def _written(
    places: Sequence[int], texts: Sequence[Text], english: Candidates
) -> tuple[list[list[EnglishWord]], list[str]]:
    """Return the words of each occurrence of a term, and its text, with an 's that belongs to it.

    It does where the name never stands without one, and somewhere no noun follows: Sainsbury's.
    """
    runs, shown, owned = [], [], []
    for k in places:
        text = texts[int(english.spans.text[k])]
        first, stop = int(english.first[k]), int(english.stop[k])
        run = text.words_e[first:stop]
        runs.append(run)
        shown.append(text.english[run[0].start : run[-1].end])
        mark = text.words_e[stop] if stop < len(text.words_e) else None
        if shown[0][:1].isupper() and mark is not None and mark.text in OWNS:
            owned.append(owns_its_name(text.words_e, stop))
    if len(owned) == len(places) and any(owned):
        shown = [f"{name}'s" for name in shown]
    return runs, shown


def _has_title(rendering: Rendering) -> bool:
    """Return whether a name stands with a title or honorific somewhere: the longer spelling."""
    return any(
        text.startswith(rendering.text) and is_titled(text[len(rendering.text) :])
        for text, _ in rendering.spellings
    )


def _shown(
    places: Sequence[int], texts: Sequence[Text], english: Candidates, surfaces: Sequence[str]
) -> Shown:
    """Return how often a term has a capital where that says something."""
    telling = []
    for k, surface in zip(places, surfaces, strict=True):
        text = texts[int(english.spans.text[k])]
        if not text.heading and not begins(text.words_e, int(english.first[k])):
            telling.append(surface[:1].isupper())
    return Shown(len(places), sum(telling) / len(telling) if telling else None)


def _capitals(
    shown: Shown, best: Sequence[Word], common: Mapping[str, float], run: Sequence[EnglishWord]
) -> float:
    """Return how surely a term is a name by its capitals, 0 to 1.

    Where none of them says anything, it is one if the Japanese has a name there, or no dictionary
    has its words.
    """
    if shown.capitals is not None:
        return shown.capitals
    if not run[0].text[:1].isupper():
        return 0.0
    named = any(word.morpheme.name for word in best)
    unknown = bool(common) and all(word.unit not in common for word in run if word.unit)
    return float(named or unknown or run[0].text.isupper())


def _renderings(
    key: int, texts: Sequence[Text], english: Candidates, japanese: Candidates, links: Links
) -> tuple[tuple[Rendering, ...], list[Word]]:
    """Return a term's renderings, spellings of one word together, and the best one's words."""
    places: dict[str, list[Occurrence]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    sure: dict[str, float] = defaultdict(float)
    forms: dict[int, str] = {}
    example: dict[str, list[Word]] = {}
    people = _people(links.chosen.get(key, ()), texts, english, japanese)
    for e, j in links.chosen.get(key, ()):
        text = texts[int(english.spans.text[e])]
        first, stop = int(japanese.first[j]), int(japanese.stop[j])
        words = text.words_j[first:stop]
        run = text.words_e[int(english.first[e]) : int(english.stop[e])]
        form = _form(words, japanese.clips)
        forms[int(japanese.spans.key[j])] = form
        written[form][_bare(text.japanese[words[0].start : words[-1].end])] += 1
        if form in people:
            stop = titled(text.words_j, stop)  # 李, 李氏 and 李部長 are told apart
        spellings[form][_bare(text.japanese[words[0].start : text.words_j[stop - 1].end])] += 1
        places[form].append(
            Occurrence(
                text.pair,
                text.start_e + run[0].start,
                text.start_e + run[-1].end,
                text.start_j + words[0].start,
                text.start_j + words[-1].end,
            )
        )
        if form not in example:
            example[form] = words
    for value, j in links.by_term[key]:
        if j in forms:
            sure[forms[j]] = min(1.0, sure[forms[j]] + value)
    total = sum(len(found) for found in places.values())
    made = [
        Rendering(
            _most(written[form]),
            len(found),
            len(found) / total,
            _confidence(sure[form], len(found), len(found) / total, english.keys[key] == form),
            tuple(
                sorted(spellings[form].items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
            ),
            tuple(found),
        )
        for form, found in places.items()
    ]
    order = sorted(
        zip(made, places, strict=True),
        key=lambda item: (_is_kept(item, english.keys[key]), -sure[item[1]], -item[0].count),
    )
    if order and order[-1][1] == english.keys[key] and not _is_translated(order[0][0]):
        order.insert(0, order.pop())
    best = example[order[0][1]] if order else []
    return tuple(rendering for rendering, _ in order[:MOST_RENDERINGS]), best


def _people(
    chosen: Sequence[tuple[int, int]],
    texts: Sequence[Text],
    english: Candidates,
    japanese: Candidates,
) -> set[str]:
    """Return the renderings that name a person: for the analyser, or by a 氏 behind one of them."""
    found: set[str] = set()
    for e, j in chosen:
        text = texts[int(english.spans.text[e])]
        first, stop = int(japanese.first[j]), int(japanese.stop[j])
        names = {word.morpheme.name for word in text.words_j[first:stop]}
        if "人名" in names or ("地名" not in names and is_honoured(text.words_j, stop)):
            found.add(_form(text.words_j[first:stop], japanese.clips))
    return found


def _is_kept(item: tuple[Rendering, str], term: str) -> bool:
    """Return whether a rendering is the term itself, in Latin letters: it comes last."""
    return item[1] == term


def _is_translated(best: Rendering) -> bool:
    """Return whether a rendering is enough of one to stand before the term itself."""
    return best.count > 1 and best.confidence >= LEAST_RENDERING


def _confidence(score: float, count: int, share: float, alike: bool) -> float:
    """Return how surely a rendering is one, from its score and in how many places it was found.

    Several places that all say the same are surer than one, and surer than as many of which some
    say something else; the constants were chosen on glossaries (docs/explanation/terms.md).
    A word that the Japanese keeps in Latin letters may be one that was left untranslated: it is
    never sure.
    """
    if alike:
        return round(min(score, KEPT_AS_IS), 3)
    agreed = REPEATED + AGREED * share**8
    return round(math.pow(score, 1 / (1 + agreed * math.log2(count))), 3)


def _form(run: Sequence[Word], clips: Mapping[str, str]) -> str:
    """Return what the spellings of a rendering share, words that may be clipped being so."""
    return "".join(fold(clips[w.text]) if w.text in clips else _form_of(w) for w in close(run))


def _form_of(word: Word) -> str:
    """Return what the spellings of a word share: Sudachi's normal form, if it is the same word.

    The normal form merges more than spellings (parse and パース, 抑える and 押さえる): it counts
    only where it begins as the word does and is written in the same script.
    """
    own, normal = word.text, word.morpheme.normal
    if not normal or own.isascii() or normal.isascii():
        return fold(own)
    same = normal[0] == own[0] or (own[0] in _KANA and normal[0] not in _KATAKANA)
    return normal if same else fold(own)


def _bare(text: str) -> str:
    """Return a rendering without the reading in brackets that Sudachi takes for part of a word."""
    return _READING.sub("", text) or text


def _most(counted: Counter[str]) -> str:
    """Return the most frequent text; of two the longer one, which is no short form."""
    return min(counted, key=lambda text: (-counted[text], -len(text), text))
