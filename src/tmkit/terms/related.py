"""Proposals beside each other: parts of longer ones, what is somebody's, a notion in two words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tmkit.evidence.lexicon import Lexicon, stem
from tmkit.evidence.words import STOP_WORDS, plain
from tmkit.terms.values import Proposal, Rendering
from tmkit.terms.worth import SURE

MOST_KIN: Final = 12  # phrases that differ in one word: more are a pattern, such as "X object"
LEAST_KIN: Final = 0.4  # confidence of both renderings
LEAST_GLOSS: Final = 0.1  # of what the differing Japanese word means


def nested_terms(made: Mapping[int, Proposal], keys: Sequence[str]) -> set[int]:
    """Return the terms that only occur inside a longer one that is as sure."""
    index = {keys[key]: key for key in made}
    inside: set[int] = set()
    for key, proposal in made.items():
        words = keys[key].split(" ")
        if proposal.confidence < SURE and {"of", "and", "the", "for"} & set(words):
            continue  # probably a piece of a sentence: its parts are what counts
        for sub in _parts(words):
            part = index.get(sub)
            if (
                part is not None
                and made[part].count <= proposal.count * 1.1
                and made[part].confidence <= proposal.confidence * 1.3
            ):
                inside.add(part)
    return inside


def possessed(made: Mapping[int, Proposal], keys: Sequence[str]) -> list[int]:
    """Return the terms that say whose: China's Minister, and not Rady Children's Hospital.

    The owner is named elsewhere, or a の stands between.
    """
    index = {keys[key]: key for key in made}
    found = []
    for key, proposal in made.items():
        owner, mark, _ = keys[key].replace("’", "'").partition(" 's ")
        if mark:
            alone = index.get(owner)
            sure = alone is not None and made[alone].count > proposal.count
            if sure or "の" in proposal.renderings[0].text:
                found.append(key)
    return found


def _parts(words: Sequence[str]) -> Iterable[str]:
    n = len(words)
    for first in range(n):
        for stop in range(first + 1, n + 1):
            if stop - first < n:
                yield " ".join(words[first:stop])


def joined_terms(made: Mapping[int, Proposal], keys: Sequence[str]) -> list[int]:
    """Return the terms that join two: Russia and China, where ロシア renders Russia alone."""
    index = {keys[key]: key for key in made}
    found = []
    for key, proposal in made.items():
        words = keys[key].split(" ")
        for k, word in enumerate(words):
            if word in {"and", "&"}:
                parts = (" ".join(words[:k]), " ".join(words[k + 1 :]))
                rendered = {
                    r.text for part in parts if part in index for r in made[index[part]].renderings
                }
                if proposal.renderings[0].text in rendered:
                    found.append(key)
                    break
    return found


def kindred(
    made: Mapping[int, Proposal], keys: Sequence[str], lexicon: Lexicon | None
) -> dict[int, Proposal]:
    """Return the phrases that have another phrase's rendering besides: a notion in two words.

    balance of power is パワーバランス, and 力のバランス, of balance of forces, could render it too:
    the phrases differ in one word, which the dictionary glosses the other Japanese word with; the
    rest of both renderings is the same.
    """
    if lexicon is None:
        return {}
    alike: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for key, proposal in made.items():
        words = keys[key].split(" ")
        content = [k for k, word in enumerate(words) if word not in STOP_WORDS]
        if len(content) < 2 or proposal.confidence < LEAST_KIN:
            continue
        for k in content:
            alike[(*words[:k], "", *words[k + 1 :])].append((key, words[k]))
    found: dict[int, Proposal] = {}
    for group in alike.values():
        if not 1 < len(group) <= MOST_KIN:
            continue
        for key, word in group:
            others = [made[other] for other, _ in group if other != key]
            more = [p for p in others if _could_render(word, made[key], p, lexicon)]
            if more:
                found[key] = _with(found.get(key, made[key]), more)
    return found


def _could_render(word: str, proposal: Proposal, other: Proposal, lexicon: Lexicon) -> bool:
    """Return whether what is peculiar to another's rendering is glossed with a word of the term."""
    own, theirs = proposal.renderings[0].text, other.renderings[0].text
    rest = _peculiar(theirs, own)
    if not rest or rest == theirs or _peculiar(own, theirs) in {"", own}:
        return False
    weight = lexicon.weight(rest, stem(plain(word)))
    return weight >= LEAST_GLOSS and theirs not in {r.text for r in proposal.renderings}


def _peculiar(text: str, other: str) -> str:
    """Return what of a text the other has not, without the longest run that both have and a の."""
    best = ""
    for first in range(len(text)):
        for stop in range(first + len(best) + 1, len(text) + 1):
            if text[first:stop] in other:
                best = text[first:stop]
    return text.replace(best, "", 1).strip("の・ ") if len(best) > 1 else text


def _with(proposal: Proposal, others: Sequence[Proposal]) -> Proposal:
    """Return a proposal with the first renderings of others, counted together."""
    added = [other.renderings[0] for other in others]
    renderings: list[Rendering] = [*proposal.renderings, *added]
    total = sum(rendering.count for rendering in renderings)
    return replace(
        proposal,
        count=proposal.count + sum(other.count for other in others),
        renderings=tuple(replace(r, share=r.count / total) for r in renderings),
    )
