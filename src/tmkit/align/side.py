"""One side of an alignment as arrays: the types of each segment, lengths, paragraph breaks."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tmkit.evidence.furniture import signs
from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.tokens import tokens
from tmkit.language import fold
from tmkit.model import Segment

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
# A Japanese character says about as much as this many Latin letters, so that a text full of code
# names and one without have nearly the same length ratio (0.59 and 0.41 in plain characters).
WIDE_LETTERS = 2.2
# The type of a segment whose translation the user's memory holds; its counterpart has the same.
TRANSLATED = "tm:"


@dataclass(frozen=True, slots=True)
class Block:
    """The linked types of a run of segments: entry p says that a segment has a type so often."""

    size: int  # segments
    types: Ints  # (k,) ids in the side's vocabulary, rising
    row: Ints  # (p,) segment of each entry, rising
    kind: Ints  # (p,) index into types
    count: Floats  # (p,)

    def bag(self) -> Floats:
        """Return how often each type occurs in all segments together, (k,)."""
        return np.bincount(self.kind, self.count, len(self.types)).astype(np.float32)

    def totals(self) -> Floats:
        """Return how many words each segment has, (size,)."""
        return np.bincount(self.row, self.count, self.size).astype(np.float32)

    def only(self, kinds: Ints) -> Block:
        """Return the block with some of its types, given by rising indices."""
        place = np.full(len(self.types), -1, dtype=np.int64)
        place[kinds] = np.arange(len(kinds))
        kind = place[self.kind]
        keep = kind >= 0
        return Block(self.size, self.types[kinds], self.row[keep], kind[keep], self.count[keep])

    def dense(self) -> Floats:
        """Return the counts as (size, k)."""
        counts = np.zeros((self.size, len(self.types)), dtype=np.float32)
        counts[self.row, self.kind] = self.count
        return counts


@dataclass(frozen=True, slots=True)
class Side:
    """The segments of one side, n of them, over a vocabulary of types."""

    types: tuple[str, ...]
    first: Ints  # (n + 1,) where each segment's types begin in ids and counts
    ids: npt.NDArray[np.int32]
    counts: Floats
    lengths: npt.NDArray[np.float64]  # (n,) in Latin letters, at least 1
    breaks: npt.NDArray[np.bool_]  # (n + 1,) whether a paragraph ends before segment i
    ended: Ints  # (n + 1,) how many breaks there are up to there
    signs: Floats  # (n, signs) of furniture, as tmkit.evidence.furniture has them

    def __len__(self) -> int:
        return len(self.lengths)

    def block(self, rows: range, wanted: npt.NDArray[np.bool_]) -> Block:
        """Return the wanted types of some segments with their counts."""
        span = slice(int(self.first[rows.start]), int(self.first[rows.stop]))
        ids, counts = self.ids[span], self.counts[span]
        owner = np.repeat(np.arange(len(rows)), np.diff(self.first[rows.start : rows.stop + 1]))
        keep = wanted[ids]
        present, kind = np.unique(ids[keep], return_inverse=True)
        return Block(len(rows), present.astype(np.int64), owner[keep], kind, counts[keep])


def expand(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Return for runs of so many neighbours (owning run, index) of each member, run by run."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, np.repeat(starts, sizes) + offset


def silent(done: int) -> None:
    """Take no notice of progress."""
    del done


def length(text: str) -> float:
    """Return the length of a text in Latin letters, at least 1."""
    wide = len(_WIDE.findall(text))
    return max(1.0, len(text) + (WIDE_LETTERS - 1) * wide)


def make_side(
    segments: Sequence[Segment],
    lexicon: Lexicon | None,
    progress: Callable[[int], None] = silent,
    translated: Mapping[str, str] | None = None,
) -> Side:
    """Tokenise the segments and count their types.

    ``translated`` gives the further type of a segment that the user's memory knows, by its key.
    """
    index: dict[str, int] = {}
    ids, counts = array("i"), array("f")  # a million segments have tens of millions of words
    first = np.zeros(len(segments) + 1, dtype=np.int64)
    for k, segment in enumerate(segments):
        bag = Counter(tokens(segment.text, segment.lang, lexicon))
        if translated and (known := translated.get(fold(segment.text))):
            bag[known] = 1
        for name, count in bag.items():
            ids.append(index.setdefault(name, len(index)))
            counts.append(count)
        first[k + 1] = len(ids)
        if k % 512 == 511:
            progress(k + 1)
    paragraphs = np.array([s.paragraph for s in segments], dtype=np.int64)
    breaks = np.ones(len(segments) + 1, dtype=np.bool_)
    breaks[1:-1] = paragraphs[1:] != paragraphs[:-1]
    return Side(
        tuple(index),
        first,
        np.array(ids, dtype=np.int32),
        np.array(counts, dtype=np.float32),
        np.array([length(s.text) for s in segments], dtype=np.float64),
        breaks,
        np.cumsum(breaks),
        signs([s.text for s in segments]),
    )
