"""Terms out of translations: English terms, and the Japanese that really renders each of them.

The one verb is :func:`propose`. How it works and why: ``docs/explanation/terms.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tmkit.evidence.lexicon import Lexicon
from tmkit.morphology import release
from tmkit.terms import association, corpus, rank, spans
from tmkit.terms.clipped import clipped, clipped_english
from tmkit.terms.heard import heard
from tmkit.terms.lexical import lexical
from tmkit.terms.pages import give_back
from tmkit.terms.values import Occurrence, Proposal, Rendering

__all__ = ["Occurrence", "Proposal", "Rendering", "propose"]

Ints = npt.NDArray[np.int64]
MANY = 1_000  # texts after which the analyser's memory is worth its loading again
MOST_MEMORY = 20_000  # pairs of the memory that are learnt from, spread evenly


def propose(
    pairs: Sequence[tuple[str, str]],
    lexicon: Lexicon | None,
    memory: Sequence[tuple[str, str]] = (),
) -> tuple[Proposal, ...]:
    """Return the terms of pairs of texts, English and Japanese, the worthiest first.

    ``memory`` are pairs that are learnt from and not searched for terms: the user's translation
    memory, and the glossary's terms.
    """
    taught = memory[:: max(1, -(-len(memory) // MOST_MEMORY))]
    made = corpus.make([*pairs, *taught], lexicon)
    if len(made.texts) > MANY:
        release()
    names_e, names_j = list(made.names_e), list(made.names_j)
    clips = clipped(names_j, lexicon)
    known = association.known_pairs(names_e, names_j, lexicon, made.cut_names)
    known |= {pair: max(known.get(pair, 0.0), s) for pair, s in heard(made.texts, known).items()}
    # Aligned as one word: which of app and application goes with アプリ is a matter of taste.
    cut_e = _merged(made.names_e, clipped_english(names_e, clips, lexicon))
    cut_j = _merged(made.names_j, clips)
    known = {
        (int(cut_e[e]), int(cut_j[j])): sure
        for (e, j), sure in sorted(known.items(), key=lambda item: item[1])
    }
    aligned = association.align(
        [cut_e[text.units_e] for text in made.texts],
        [cut_j[text.units_j] for text in made.texts],
        (len(names_e), len(names_j)),
        known,
        ([text.classes_e for text in made.texts], [text.classes_j for text in made.texts]),
    )
    give_back()
    texts = [text for text in made.texts if text.pair < len(pairs)]  # they come first
    english, japanese = corpus.english_candidates(texts), corpus.japanese_candidates(texts, clips)
    found = _score(texts, aligned, english, japanese, names_e, lexicon)
    del aligned  # done with
    give_back()
    found = spans.judge(found, english.spans, japanese.spans, len(japanese.keys))
    links = rank.link(found, english, japanese)
    del found
    give_back()
    return rank.proposals(texts, english, japanese, links, lexicon)


def _merged(names: Mapping[str, int], clips: Mapping[str, str]) -> Ints:
    """Return for each unit which one stands for it where words are aligned."""
    found = np.arange(len(names))
    for name, short in clips.items():
        found[names[name]] = names[short]
    return found


def _score(
    texts: Sequence[corpus.Text],
    aligned: association.Aligned,
    english: corpus.Candidates,
    japanese: corpus.Candidates,
    units: Sequence[str],
    lexicon: Lexicon | None,
) -> spans.Scored:
    """Return the pairs of occurrences within each text, by what was learnt and the dictionary."""
    numbers = np.arange(len(texts) + 1)
    at_e = np.searchsorted(english.spans.text, numbers).tolist()
    at_j = np.searchsorted(japanese.spans.text, numbers).tolist()
    glosses = lexical(japanese.keys, units, lexicon)
    empty = np.zeros(0, dtype=np.int64)
    parts: list[tuple[Ints, Ints, npt.NDArray[np.float64]]] = [(empty, empty, np.zeros(0))]
    for k, text in enumerate(texts):
        side_e = english.spans.part(at_e[k], at_e[k + 1])
        side_j = japanese.spans.part(at_j[k], at_j[k + 1])
        matrices = (aligned.forward[k], aligned.backward[k])
        for e, j, score in (
            spans.score(matrices, side_e, side_j),
            glosses.score(text.units_e, side_e, side_j),
        ):
            parts.append((e + at_e[k], j + at_j[k], score))
    e, j, score = (np.concatenate(column) for column in zip(*parts, strict=True))
    pair = e * max(len(japanese.first), 1) + j
    order = np.lexsort((-score, pair))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = pair[order][1:] != pair[order][:-1]
    keep = order[first]
    return spans.Scored(e[keep], j[keep], score[keep])
