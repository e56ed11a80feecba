"""How good the proposed terms are, on pairs of texts with a known glossary.

    python tests/bench/terms_accuracy.py [--no-dictionary] [--memory TSV] [--others] [--show]

Each folder of the data has ``pairs.tsv`` (English TAB Japanese) and ``gold.tsv`` (English term,
accepted renderings joined by |, how often the term occurs, how often with such a rendering). acc@1
is the share of gold terms whose best proposed rendering is accepted.
"""

from __future__ import annotations

import argparse
import sys
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tmkit.evidence import lexicon
from tmkit.terms import Proposal, propose
from tmkit.terms.english import singular

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "bench" / "terms"
SURE = 0.9


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument("--no-dictionary", action="store_true", help="without EDICT's table")
    parser.add_argument("--memory", type=Path, help="TSV of pairs to learn from besides")
    parser.add_argument("--others", action="store_true", help="learn from the other cases besides")
    parser.add_argument("--show", action="store_true", help="list what was not found")
    given = parser.parse_args(arguments)
    known = None if given.no_dictionary else lexicon.load()
    memory = pairs_of(given.memory) if given.memory else []
    folders = sorted(path for path in given.data.glob("*") if (path / "gold.tsv").is_file())
    if not folders:
        print(f"{given.data}: no folder with pairs.tsv and gold.tsv; name the data with --data")
        return 2
    names = ("terms", "acc@1", "acc@3", "once", "acc@1", ">= 0.9", "right", "CPU s")
    print(f"{'case':16}", *(f"{name:>8}" for name in names))
    for folder in folders:
        began = time.process_time()
        pairs = pairs_of(folder / "pairs.tsv")
        own = set(pairs)
        others = [f for f in folders if f != folder] if given.others else []
        taught = [*memory, *(pair for other in others for pair in pairs_of(other / "pairs.tsv"))]
        found = propose(pairs, known, [pair for pair in taught if pair not in own])
        report(folder, found, time.process_time() - began, given.show)
    return 0


def pairs_of(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of a table without a header."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows]


def key(text: str) -> str:
    """Return a text folded as the gold is compared: width, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def term_key(text: str) -> str:
    """Return an English term folded, its last word singular, hyphens as spaces."""
    words = unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split()
    return " ".join([*words[:-1], singular(words[-1])])


def report(folder: Path, found: Sequence[Proposal], seconds: float, show: bool) -> None:
    """Print the figures of one case."""
    by_term: dict[str, Proposal] = {}
    for one in found:
        by_term.setdefault(term_key(one.term), one)
    total = right = third = once = once_right = sure = sure_right = 0
    for line in (folder / "gold.tsv").read_text("utf-8").splitlines():
        english, accepted, often, together = line.split("\t")
        wanted = {key(text) for text in accepted.split("|")}
        proposal = by_term.get(term_key(english))
        got = [key(r.text) for r in proposal.renderings] if proposal else []
        good = bool(got) and got[0] in wanted
        total += 1
        right += good
        third += bool(wanted & set(got[:3]))
        if together == "1":
            once += 1
            once_right += good
        if proposal is not None and proposal.confidence >= SURE:
            sure += 1
            sure_right += good
        if show and not good:
            some = [(r.text, r.confidence) for r in proposal.renderings[:4]] if proposal else []
            print(f"  {english}: {accepted} ({together} of {often}); proposed {some}")
    cells = (
        f"{total}",
        f"{right / total:.3f}",
        f"{third / total:.3f}",
        f"{once}",
        f"{once_right / max(once, 1):.3f}",
        f"{sure / total:.3f}",
        f"{sure_right}/{sure}",
        f"{seconds:.1f}",
    )
    print(f"{folder.name:16}", *(f"{cell:>8}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
