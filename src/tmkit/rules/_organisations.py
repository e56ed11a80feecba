"""What kind of organisation an English title is held in: "president of the university"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tmkit.evidence.tables import read_rows
from tmkit.rules.titles import Title

LONGEST: Final = 3  # words of a name in the table
_WORD: Final = re.compile(r"[\w&’'.-]*[\w’'](?:\.(?=\s|\Z))?")
# The run of words right before a title: capitals, and "of", "the" between them.
_BEFORE: Final = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w&’'.-]*|of|for|the)\s+){0,6}"
    r"(?:[A-ZÀ-Þ][\w&’'.-]*|[a-z][a-z’'-]*)\s+\Z"
)
_BEHIND: Final = re.compile(
    r"\s+(?:of|at|for|in)\s+(?:the\s+|its\s+|a\s+|an\s+)?"
    r"((?:(?:[A-ZÀ-Þ][\w&’'.-]*|of|the|and|[a-z]+(?=\s+[A-Z]))\s+){0,5}"
    r"(?:[A-ZÀ-Þ][\w&’'.-]*|[a-z][a-z-]+))"
)
_LINKS: Final = frozenset("of for the".split())
# Short names that are words or persons' names too, if not in capitals: Ko Un.
_ACRONYMS: Final = frozenset("un who eu sec ana sap gm nec".split())


@dataclass(frozen=True, slots=True)
class Organisation:
    """A kind of organisation, the walks of life of its offices, and what its head is called."""

    kind: str
    spheres: frozenset[str]
    heads: frozenset[str]


@lru_cache(maxsize=1)
def _known() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for kind, spheres, heads, names in read_rows("organisations.tsv"):
        organisation = Organisation(
            kind, frozenset(spheres.split(",")), frozenset(heads.split(","))
        )
        found |= dict.fromkeys(names.split("|"), organisation)
    return found


def organisation_of(text: str, title: Title) -> Organisation | None:
    """Return the known organisation that stands before a title, else the one behind it."""
    return _before(text, title) or _behind(text, title)


def _before(text: str, title: Title) -> Organisation | None:
    found = _BEFORE.search(text, max(0, title.start - 80), title.start)
    if found is None:
        return None
    written = found[0].split()
    words = [_key(word) for word in written]
    start = len(words) - 1
    # Only the word next to the title may be small: company president.
    while written[-1][0].isupper() and start > 0:
        if not written[start - 1][0].isupper() and words[start - 1] not in _LINKS:
            break
        start -= 1
    return _named(words[start:])


def _behind(text: str, title: Title) -> Organisation | None:
    found = _BEHIND.match(text, title.end)
    return _named([_key(word) for word in found[1].split()]) if found is not None else None


def _named(words: list[str]) -> Organisation | None:
    """Return the organisation that words name; of "Bank of Japan" the part before "of"."""
    for part in _parts(words):
        for start in range(len(part)):
            for length in range(min(LONGEST, len(part) - start), 0, -1):
                end = len(part) - start
                organisation = _known().get(" ".join(part[end - length : end]))
                if organisation is not None:
                    return organisation
    return None


def _parts(words: list[str]) -> Iterator[list[str]]:
    yield words if " ".join(words) in _known() else []
    part: list[str] = []
    for word in words:
        if word in _LINKS:
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _key(word: str) -> str:
    if word.lower() in _ACRONYMS and not word.isupper():
        return ""
    return re.sub(r"['’]s?\Z|[.,]\Z", "", word).lower()
