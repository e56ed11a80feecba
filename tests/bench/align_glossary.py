"""What a glossary adds to the alignment: F1 with and without it, with and without the dictionary.

    python tests/bench/align_glossary.py [--data DATA] [--dropped 0.3] [--seeds 5]

The data is that of terms_accuracy.py: pairs of texts, and terms with accepted renderings, which are
the glossary here. Of each side a share of the lines is dropped at random, so that lengths and order
alone do not tell what belongs together; the pairs of which both lines are left are to be found.
Printed is the mean over several draws: one draw differs from another by more than a glossary gives.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit.align import Evidence, align
from tmkit.evidence import lexicon
from tmkit.model import Concept, Segment, Term

if TYPE_CHECKING:
    from tests.bench.terms_accuracy import DATA, pairs_of
else:  # a script finds its neighbours beside itself
    from terms_accuracy import DATA, pairs_of


def main(arguments: Sequence[str]) -> int:
    """Print a line a case: strict F1 in each of the four ways."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument("--dropped", type=float, default=0.3, help="share of the lines of a side")
    parser.add_argument("--seeds", type=int, default=5, help="draws")
    parser.add_argument("--most", type=int, default=700, help="lines of a case")
    given = parser.parse_args(arguments)
    known = lexicon.load()
    print(f"{'case':16} {'pairs':>7} {'terms':>6} {'neither':>8} {'glossary':>9}", end=" ")
    print(f"{'dictionary':>11} {'both':>8}")
    for folder in sorted(given.data.glob("*")):
        if not (folder / "gold.tsv").is_file():
            continue
        pairs = pairs_of(folder / "pairs.tsv")[: given.most]
        terms = glossary_of(folder / "gold.tsv")
        sums = [0.0] * 4
        for seed in range(given.seeds):
            thin = thinned(pairs, given.dropped, random.Random(seed))
            ways = [
                (book, some) for book in (None, known) for some in (tuple[Concept, ...](), terms)
            ]
            for k, (book, some) in enumerate(ways):
                sums[k] += f1(*thin, Evidence(lexicon=book, glossary=some)) / given.seeds
        print(f"{folder.name:16} {len(pairs):7,} {len(terms):6,}", end=" ")
        print(f"{sums[0]:8.4f} {sums[1]:9.4f} {sums[2]:11.4f} {sums[3]:8.4f}")
    return 0


def glossary_of(path: Path) -> tuple[Concept, ...]:
    """Return the terms with their accepted renderings."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return tuple(
        Concept((Term(row[0], "en"), *(Term(text, "ja") for text in row[1].split("|"))))
        for row in rows
    )


def thinned(
    pairs: Sequence[tuple[str, str]], share: float, chance: random.Random
) -> tuple[list[str], list[str], set[tuple[int, int]]]:
    """Return what is left of both sides, and which lines of it are pairs."""
    english: list[str] = []
    japanese: list[str] = []
    gold: set[tuple[int, int]] = set()
    for ours, theirs in pairs:
        keep = chance.random() >= share, chance.random() >= share
        if all(keep):
            gold.add((len(english), len(japanese)))
        english += [ours] * keep[0]
        japanese += [theirs] * keep[1]
    return english, japanese, gold


def f1(
    english: Sequence[str],
    japanese: Sequence[str],
    gold: set[tuple[int, int]],
    evidence: Evidence,
) -> float:
    """Return the harmonic mean of precision and recall of the pairs of one line each."""
    source = [Segment(text, "en") for text in english]
    target = [Segment(text, "ja") for text in japanese]
    beads = align(source, target, evidence).beads
    found = {(tuple(bead.source), tuple(bead.target)) for bead in beads if not bead.is_null}
    right = sum(((i,), (j,)) in found for i, j in gold)
    return 2 * right / (len(found) + len(gold))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
