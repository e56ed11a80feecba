"""Countries and great cities by their names in both languages, with their short forms: 米, 英, UK.

A dictionary has few of them. The table is ``data/places.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from tmkit.evidence.tables import read_rows

# The short forms that headlines join: 中露, 日米; and what else such a word may be.
_SHORT = {
    "米": "米国", "英": "英国", "仏": "フランス", "独": "ドイツ", "露": "ロシア", "ロ": "ロシア",
    "中": "中国", "日": "日本", "韓": "韓国", "朝": "北朝鮮", "印": "インド", "伊": "イタリア",
    "豪": "オーストラリア", "欧": "欧州", "台": "台湾",
}  # fmt: skip
_OTHER_WORDS = frozenset({"朝日", "台中", "中日"})
# What English joins to another country's name.
_JOINED = {
    "sino": "中国", "russo": "ロシア", "anglo": "英国", "franco": "フランス", "indo": "インド",
    "nippo": "日本", "euro": "欧州",
}  # fmt: skip
# Words of names that are no names by themselves.
_PARTS = frozenset("united states new kingdom nations south north east west".split())


@lru_cache(maxsize=1)
def places() -> Mapping[str, frozenset[str]]:
    """Return for each Japanese name the English words (lower case) that name the same place."""
    found: dict[str, set[str]] = defaultdict(set)
    for japanese, english in read_rows("places.tsv"):
        for name in japanese.split():
            for word in english.split():
                whole = len(word.split("-")) == 1
                found[name].update(w for w in word.split("-") if not whole or w not in _PARTS)
    for word, name in _JOINED.items():
        found[name].add(word)
    return {name: frozenset(words) for name, words in found.items()}


def joined(japanese: str) -> tuple[str, ...]:
    """Return the countries that a word joins by their short forms, in its order: 中露. None: ()."""
    if not 2 <= len(japanese) <= 3 or japanese in _OTHER_WORDS:
        return ()
    names = tuple(_SHORT.get(character, "") for character in japanese)
    return names if all(names) and len(set(names)) == len(names) else ()


@lru_cache(maxsize=1)
def _by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _SHORT.values():
        for word in sorted(places().get(name, ())):
            found.setdefault(word, name)
    return found


def country(word: str) -> str:
    """Return the Japanese name of the country of a lower-case English word, "" for none."""
    return _by_word().get(word, "")
