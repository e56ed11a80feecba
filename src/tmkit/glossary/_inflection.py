"""What an English word may be a form of, by its ending: enough to find a glossary's terms.

A guess counts only where the glossary has that very word, so that a wrong one costs little.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_IRREGULAR: Final = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "analyses": "analysis",
    "bases": "basis",
    "crises": "crisis",
    "theses": "thesis",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "halves": "half",
    "lives": "life",
    "leaves": "leaf",
    "shelves": "shelf",
    "wolves": "wolf",
    "knives": "knife",
    "ran": "run",
    "wrote": "write",
    "written": "write",
    "built": "build",
    "sent": "send",
    "held": "hold",
    "made": "make",
    "took": "take",
    "taken": "take",
    "gave": "give",
    "given": "give",
    "paid": "pay",
    "sold": "sell",
    "told": "tell",
    "bought": "buy",
    "brought": "bring",
    "thought": "think",
    "taught": "teach",
    "kept": "keep",
    "left": "leave",
    "lost": "lose",
    "won": "win",
}
# Words in -s that are no plurals.
_SINGULAR: Final = frozenset(
    "news means series species headquarters always perhaps this thus plus bus gas lens".split()
)
_POSSESSIVE: Final = re.compile(r"['’]s?\Z")


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[str, ...]:
    """Return the word itself, then what it may be a form of. ``word`` is folded."""
    plain = _POSSESSIVE.sub("", word)
    found = {word: None, plain: None}
    if plain in _IRREGULAR:
        found[_IRREGULAR[plain]] = None
    found.update(dict.fromkeys(_singulars(plain)))
    found.update(dict.fromkeys(_stems(plain)))
    return tuple(found)


def singular(word: str) -> str:
    """Return the singular of a plural in -s, the word itself where it is none."""
    return next(iter(_singulars(word)), word)


def _singulars(word: str) -> list[str]:
    if len(word) < 4 or word in _SINGULAR or not word.endswith("s"):
        return []
    if word.endswith(("ss", "us", "is", "ics")):
        return []
    if word.endswith("ies") and len(word) > 4:
        return [f"{word[:-3]}y", word[:-1]]
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes", "uses")):
        return [word[:-2], word[:-1]]
    return [word[:-1]]


def _stems(word: str) -> list[str]:
    """Return what a verb in -ing or -ed may come from: plann-ing, deploy-ed, us-ing, tr-ied."""
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        found = [stem] if len(stem) > 2 else []
        if not stem.endswith("e"):  # used, but not feed of a fee
            found.append(f"{stem}e")
        if stem[-1] == stem[-2]:
            found.append(stem[:-1])
        if ending == "ed" and stem.endswith("i"):
            found.append(f"{stem[:-1]}y")
        return found
    return []
