"""Countries and great cities by their names in both languages, with their short forms: 米, 英, UK.

A dictionary has few of them. The table is ``data/places.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

# Words of names that are no names by themselves.
_PARTS = frozenset("united states new kingdom nations south north east west".split())


@lru_cache(maxsize=1)
def places() -> Mapping[str, frozenset[str]]:
    """Return for each Japanese name the English words (lower case) that name the same place."""
    found: dict[str, set[str]] = defaultdict(set)
    text = (files("tmkit") / "data" / "places.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            japanese, english = line.split("\t")
            for name in japanese.split():
                for word in english.split():
                    whole = len(word.split("-")) == 1
                    found[name].update(w for w in word.split("-") if not whole or w not in _PARTS)
    return {name: frozenset(words) for name, words in found.items()}
