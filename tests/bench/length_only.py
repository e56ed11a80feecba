"""The peer that knows lengths only: NLTK's Gale-Church, with the length ratio of the text.

With its own ratio of one character for one character it fails on Japanese, so that would be no
fair comparison.

    python tests/bench/length_only.py EN.txt JA.txt      prints the pairs, by 0-based line numbers
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

Pair = tuple[tuple[int, ...], tuple[int, ...]]


def length_only(english: Sequence[str], japanese: Sequence[str]) -> list[Pair]:
    """Return the pairs and the segments without counterpart, in order. Time is quadratic."""
    from nltk.translate.gale_church import LanguageIndependent, align_blocks

    sizes = [len(text) for text in english], [len(text) for text in japanese]

    class Fitted(LanguageIndependent):  # type: ignore[misc]  # nltk has no types
        AVERAGE_CHARACTERS = sum(sizes[1]) / max(1, sum(sizes[0]))

    return beads(align_blocks(*sizes, Fitted), len(english), len(japanese))


def beads(links: Iterable[tuple[int, int]], n: int, m: int) -> list[Pair]:
    """Return the groups of segments that links hold together, and each other segment alone."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        if groups and (i in groups[-1][0] or j in groups[-1][1]):
            groups[-1][0].add(i)
            groups[-1][1].add(j)
        else:
            groups.append(({i}, {j}))
    found: list[Pair] = []
    at = [0, 0]
    for group in [*groups, ({n}, {m})]:
        found += [((i,), ()) for i in range(at[0], min(group[0]))]
        found += [((), (j,)) for j in range(at[1], min(group[1]))]
        found.append((tuple(sorted(group[0])), tuple(sorted(group[1]))))
        at = [max(group[0]) + 1, max(group[1]) + 1]
    return found[:-1]


def main(arguments: Sequence[str]) -> None:
    """Print the pairs of two files."""
    english, japanese = (
        Path(path).read_text("utf-8").removesuffix("\n").split("\n") for path in arguments
    )
    for pair in length_only(english, japanese):
        print("\t".join(",".join(map(str, side)) for side in pair))


if __name__ == "__main__":
    main(sys.argv[1:])
