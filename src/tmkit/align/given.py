"""What the user gives, as links: a glossary's terms, and what their memory teaches of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from tmkit.align.induce import learn
from tmkit.align.links import Links, static_links
from tmkit.align.side import TRANSLATED, Side, make_side
from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.tokens import tokens
from tmkit.language import fold, primary
from tmkit.model import Concept, TranslationUnit

Ints = npt.NDArray[np.int64]

# How surely what is left of a term translates what is left of its rendering. More makes two lines
# out of their place a pair because both have it (tests/bench/align_glossary.py).
TERM = 0.4
MOST_UNITS = 20_000  # of a memory: more teach little more about words


def translated(memory: Sequence[TranslationUnit]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the types that mark a segment as the source, and as the target, of a known unit."""
    sources: dict[str, str] = {}
    targets: dict[str, str] = {}
    for unit in memory:
        key = sources.setdefault(fold(unit.source.text), f"{TRANSLATED}{len(sources)}")
        targets.setdefault(fold(unit.target.text), key)
    return sources, targets


def glossary_links(
    japanese: Side,
    english: Side,
    glossary: Sequence[Concept],
    lexicon: Lexicon | None,
    others: Sequence[Links] = (),
) -> Links:
    """Return links for the words of the terms that no other link of the term explains.

    Of "cloud native" and クラウドネイティブ the sound tells which word is which, and of what the
    dictionary has it says more than the term. What is left of both sides belongs together.
    """
    ja = {name: k for k, name in enumerate(japanese.types)}
    en = {name: k for k, name in enumerate(english.types)}
    known = {
        pair
        for one in others
        for pair in zip(one.japanese.tolist(), one.english.tolist(), strict=True)
    }
    weights: dict[tuple[int, int], float] = {}
    for concept in glossary:
        bags: dict[str, list[list[str]]] = {"ja": [], "en": []}
        for term in concept.terms:
            if primary(term.lang) in bags:
                bags[primary(term.lang)].append(tokens(term.text, term.lang, lexicon))
        for left in bags["ja"]:
            for right in bags["en"]:
                ours = [ja[word] for word in left if word in ja]
                theirs = [en[word] for word in right if word in en]
                if len(ours) == len(left) and len(theirs) == len(right):  # else it stands nowhere
                    _add(weights, ours, theirs, known)
    return _links(weights)


def _add(
    weights: dict[tuple[int, int], float],
    ours: Sequence[int],
    theirs: Sequence[int],
    known: AbstractSet[tuple[int, int]],
) -> None:
    told = [(f, e) for f in ours for e in theirs if (f, e) in known]
    left = [f for f in ours if f not in {f for f, _ in told}]
    right = [e for e in theirs if e not in {e for _, e in told}]
    for f in left:
        for e in right:
            weights[f, e] = max(weights.get((f, e), 0.0), TERM / len(right))


def memory_links(
    japanese: Side, english: Side, memory: Sequence[TranslationUnit], lexicon: Lexicon | None
) -> Links:
    """Return the links that the memory's units, taken as sure beads, teach (see induce)."""
    step = max(1, -(-len(memory) // MOST_UNITS))
    ja_texts, en_texts = [], []
    for unit in memory[::step]:
        sides = {primary(unit.source.lang): unit.source, primary(unit.target.lang): unit.target}
        if "ja" in sides and len(sides) == 2:
            ja_texts.append(sides.pop("ja"))
            en_texts.append(sides.popitem()[1])
    if not ja_texts:
        return _links({})
    ja, en = make_side(ja_texts, lexicon), make_side(en_texts, lexicon)
    beads = [(range(k, k + 1), range(k, k + 1)) for k in range(len(ja_texts))]
    learnt = learn(ja, en, beads, static_links(ja, en, lexicon))
    if learnt is None:
        return _links({})
    to_ja = _renumber(ja, japanese)[learnt.japanese]
    to_en = _renumber(en, english)[learnt.english]
    here = (to_ja >= 0) & (to_en >= 0)
    return Links(to_ja[here], to_en[here], learnt.weights[here])


def _renumber(own: Side, other: Side) -> Ints:
    """Return the index in the other side's vocabulary of each own type, -1 where it has none."""
    index = {name: k for k, name in enumerate(other.types)}
    return np.array([index.get(name, -1) for name in own.types], dtype=np.int64)


def _links(weights: Mapping[tuple[int, int], float]) -> Links:
    pairs = sorted(weights.items())
    return Links(
        np.array([ja for (ja, _), _ in pairs], dtype=np.int64),
        np.array([en for (_, en), _ in pairs], dtype=np.int64),
        np.array([weight for _, weight in pairs], dtype=np.float32),
    )
