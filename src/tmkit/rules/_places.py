"""Countries and other places that stand beside an office, in both languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tmkit.evidence.tables import read_rows

# Words of places that are more often persons' names.
_NAMES: Final = frozenset({"costa", "salvador"})


@lru_cache(maxsize=1)
def places() -> tuple[frozenset[str], frozenset[str]]:
    """Return the Japanese and the English words that name countries and the like."""
    japanese: set[str] = set()
    english: set[str] = set()
    spelt = {word for _, words in read_rows("surnames.tsv") for word in words.split()}
    for ja, en in read_rows("places.tsv"):
        japanese.update(ja.split())
        english.update(en.split())
        # Not the words of Hong Kong, which are persons' names too.
        english.update(w for name in en.split() for w in name.split("-") if w not in spelt)
    return frozenset(japanese), frozenset(english - _NAMES)
