r"""The bilingual dictionary: Japanese heads and the English stems that translate them.

The table is compiled from EDICT by ``tools/build_dictionary.py`` and memory-mapped, so that
opening it costs milliseconds and processes share its pages. It is data under its own licence
(see ``NOTICE``); without it everything still works, with less evidence.

File layout (little endian), version 1::

    8 bytes   magic b"TMKLEX1\n"
    4 x u32   number of heads H, of links L, of stems S, of bytes B in the stem text
    H x u64   heads: 64-bit keys, ascending
    (H+1) x u32  first link of each head
    L x u32   links: index of a stem
    L x u8    weights: 255 times the share of the stem among the head's translations
    B bytes   the stems, UTF-8, one a line
"""

from __future__ import annotations

import hashlib
import mmap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import snowballstemmer

MAGIC = b"TMKLEX1\n"
DEFAULT_PATH = Path(__file__).parent.parent / "data" / "edict.lex"

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the Porter2 stem of a lower-case English word."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def head_key(head: str) -> int:
    """Return the 64-bit key under which a Japanese head is filed."""
    return int.from_bytes(hashlib.blake2b(head.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A memory-mapped dictionary; all arrays are read-only views of the file.

    Two are equal only if they are the same one, so that what is looked up can be remembered.
    """

    heads: npt.NDArray[np.uint64]  # (H,) ascending keys
    first: npt.NDArray[np.uint32]  # (H + 1,)
    links: npt.NDArray[np.uint32]  # (L,) stem indices
    weights: npt.NDArray[np.uint8]  # (L,)
    stems: dict[str, int]  # stem -> index

    def find(self, words: list[str]) -> npt.NDArray[np.int64]:
        """Return the position of each word among the heads, -1 where it is no head."""
        if not words or not len(self.heads):
            return np.full(len(words), -1, dtype=np.int64)
        keys = np.fromiter((head_key(word) for word in words), np.uint64, len(words))
        places = np.searchsorted(self.heads, keys)
        places[places == len(self.heads)] = 0
        return np.where(self.heads[places] == keys, places, -1).astype(np.int64)

    def weight(self, word: str, stem: str) -> float:
        """Return how much of what a Japanese word means a stem is, 0 to 1."""
        place, link = int(self.find([word])[0]), self.stems.get(stem, -1)
        if place < 0 or link < 0:
            return 0.0
        span = slice(int(self.first[place]), int(self.first[place + 1]))
        hits = self.weights[span][self.links[span] == link]
        return float(hits.max(initial=0)) / 255

    def translations(self, word: str) -> dict[str, float]:
        """Return the stems that translate one Japanese word, with weights that sum to about 1."""
        place = int(self.find([word])[0])
        if place < 0:
            return {}
        names = list(self.stems)
        span = slice(int(self.first[place]), int(self.first[place + 1]))
        pairs = zip(self.links[span], self.weights[span], strict=True)
        return {names[int(link)]: float(weight) / 255 for link, weight in pairs}


@lru_cache(maxsize=4)
def load(path: Path = DEFAULT_PATH) -> Lexicon | None:
    """Return the dictionary at ``path``, or None where there is none or it is not one of ours."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # missing, unreadable, or empty
        return None
    if data[: len(MAGIC)] != MAGIC or len(data) < len(MAGIC) + 16:
        return None
    counts = np.frombuffer(data, "<u4", 4, len(MAGIC))
    n_heads, n_links, n_stems, n_bytes = (int(count) for count in counts)
    at = len(MAGIC) + 16
    if len(data) != at + 12 * n_heads + 4 + 5 * n_links + n_bytes:
        return None
    heads = np.frombuffer(data, "<u8", n_heads, at)
    at += 8 * n_heads
    first = np.frombuffer(data, "<u4", n_heads + 1, at)
    at += 4 * (n_heads + 1)
    links = np.frombuffer(data, "<u4", n_links, at)
    at += 4 * n_links
    weights = np.frombuffer(data, "u1", n_links, at)
    at += n_links
    try:
        names = bytes(data[at : at + n_bytes]).decode().split("\n")
    except UnicodeDecodeError:
        return None
    if len(names) != n_stems:
        return None
    return Lexicon(heads, first, links, weights, {name: k for k, name in enumerate(names)})
