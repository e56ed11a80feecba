"""Paragraph pairs of the sample article, and of another one if it is there: every one by name.

    python tests/bench/sample_gold.py [--no-dictionary] [FOLDER...]

A folder has one ``*.en.txt``, one ``*.ja.txt`` and ``gold.paragraphs.tsv``: a heading, then 1-based
line numbers, English TAB Japanese; an empty side has no counterpart. Exit code 1: a true pair was
missed, or a line without counterpart stands in a sure pair.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit.align import Evidence
from tmkit.evidence import lexicon
from tmkit.formats import read_document
from tmkit.model import Segment

if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench.align_cases import Guess, Pair, align_paragraphs, numbers
    from tests.bench.calibration import SURE
else:
    from align_cases import Guess, Pair, align_paragraphs, numbers
    from calibration import SURE

ROOT = Path(__file__).parents[2]
FOLDERS = (
    ROOT / "docs" / "sample",
    ROOT.parent / "shared" / "cases" / "beijing-moscow",
)


def main(arguments: Sequence[str]) -> int:
    """Print what became of every true pair of every folder, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--no-dictionary", action="store_true", help="align without it")
    given = parser.parse_args(arguments)
    evidence = Evidence(None if given.no_dictionary else lexicon.load())
    folders = given.folders or [folder for folder in FOLDERS if folder.is_dir()]
    wrong = sum(show(folder, evidence) for folder in folders)
    return int(wrong > 0)


def show(folder: Path, evidence: Evidence) -> bool:
    """Print the account of one pair of files, and return whether something is wrong."""
    gold = [
        (numbers(english), numbers(japanese))
        for english, japanese in (
            line.split("\t")
            for line in (folder / "gold.paragraphs.tsv").read_text("utf-8").splitlines()[1:]
        )
    ]
    found = [guess for guess in paragraphs(folder, evidence) if all(guess.pair)]
    confidence = {guess.pair: guess.confidence for guess in found}
    true = [pair for pair in gold if all(pair)]
    print(f"# {folder.name}: English and Japanese lines\n")
    for pair in true:
        if pair in confidence:
            print(f"found   {named(pair):24} {confidence[pair]:.4f}")
        else:
            print(f"MISSED  {named(pair):24} {'; '.join(touching(pair, found))}")
    missed = [pair for pair in true if pair not in confidence]
    wrong = [guess for guess in found if guess.pair not in set(true)]
    for guess in wrong:
        print(f"WRONG   {named(guess.pair):24} {guess.confidence:.4f}")
    alone = {
        (side, line) for pair in gold if not all(pair) for side in (0, 1) for line in pair[side]
    }
    sure = [
        guess
        for guess in wrong
        if guess.confidence >= SURE
        and alone & {(s, line) for s in (0, 1) for line in guess.pair[s]}
    ]
    print(
        f"\n{len(true) - len(missed)} of {len(true)} true pairs found, {len(wrong)} wrong; "
        f"{len(sure)} with a line that has no counterpart and confidence {SURE} or more\n"
    )
    return bool(missed or sure)


def paragraphs(folder: Path, evidence: Evidence) -> list[Guess]:
    """Return the beads of the two texts in a folder, by the lines of the files."""
    texts = [min(folder.glob(f"*.{lang}.txt")) for lang in ("en", "ja")]
    source, target = (
        read_document(str(path), lang) for path, lang in zip(texts, ("en", "ja"), strict=True)
    )
    made = align_paragraphs(source, target, evidence)
    return [
        Guess(
            (
                tuple(line_of(made.source[k]) for k in bead.source),
                tuple(line_of(made.target[k]) for k in bead.target),
            ),
            bead.confidence,
        )
        for bead in made.beads
    ]


def line_of(segment: Segment) -> int:
    """Return the line of the file on which a segment begins."""
    return segment.origin.line if segment.origin else 0


def named(pair: Pair) -> str:
    """Return a pair as people write it."""
    return " - ".join(",".join(map(str, side)) or "none" for side in pair)


def touching(pair: Pair, found: Sequence[Guess]) -> list[str]:
    """Return the predicted pairs that share a line with a true one."""
    return [
        f"{named(guess.pair)} ({guess.confidence:.4f})"
        for guess in found
        if set(guess.pair[0]) & set(pair[0]) or set(guess.pair[1]) & set(pair[1])
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
