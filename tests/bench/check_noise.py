"""How much the checks say of a catalogue that people keep in order: findings per 1,000 segments.

    python tests/bench/check_noise.py FOLDER [--rules NAME ...] [--sample DIRECTORY] [--seed 1]

All of the memory is checked against itself, every rule in turn, and what a run would tell counts.
With ``--sample`` a table of up to
``--most`` errors and warnings of each rule, drawn at random, is written for reading by hand; the
verdicts go to ``tests/bench/readings/``, by the finding's number and without the texts.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import resource
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit.check.thin import thinned
from tmkit.evidence.lexicon import load
from tmkit.model import Finding
from tmkit.rules import Context

if TYPE_CHECKING:
    from tests.bench.check_data import chosen_rules, make_unit, read_memory, run_all
else:  # a script finds its neighbours beside itself
    from check_data import chosen_rules, make_unit, read_memory, run_all


def number(found: Finding) -> str:
    """Return a short number that names a finding by its rule and what it says."""
    said = "\t".join((found.rule, found.other, found.passage.text, found.quote, str(found.start)))
    return hashlib.blake2b(said.encode(), digest_size=5).hexdigest()


def write_sample(found: list[Finding], folder: Path, rule: str, most: int, seed: int) -> None:
    """Write a table of findings to be read: number, place, message, both texts."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = random.Random(seed).sample(found, min(most, len(found)))
    with (folder / f"{rule}.tsv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, delimiter="\t", lineterminator="\n")
        for f in chosen:
            around = f.passage.text[max(0, f.start - 40) : f.end + 40]
            texts = (" ".join(text.split()) for text in (f.message, around, f.other[:400]))
            rows.writerow([number(f), str(f.origin), f.severity, *texts])


def main() -> None:
    """Print the findings of each rule per 1,000 segments, and what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", nargs="*", default=[])
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = read_memory(options.folder)
    units = [make_unit(index, row, checked=True) for index, row in enumerate(rows)]
    context = Context(units, lexicon=load())
    total: Counter[str] = Counter()
    begun = time.process_time()
    everything: list[Finding] = []
    seconds: dict[str, float] = {}
    for rule in chosen_rules(options.rules):
        start = time.process_time()
        everything += run_all(rule, context)
        seconds[rule.id] = time.process_time() - start
    told = thinned(everything)
    for name, spent in seconds.items():
        found = [f for f in told if f.rule == name]
        counts: Counter[str] = Counter(f.severity for f in found)
        total.update(counts)
        print_line(name, counts, len(rows), spent)
        if options.sample is not None:
            loud = [f for f in found if f.severity != "info"]
            write_sample(loud, options.sample, name, options.most, options.seed)
    print_line("all", total, len(rows), time.process_time() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(rows)} segments, {memory:.0f} MB at most")


def print_line(name: str, counts: Counter[str], segments: int, seconds: float) -> None:
    """Print one row of the table."""
    loud = 1000 * (counts["error"] + counts["warning"]) / segments
    info = 1000 * counts["info"] / segments
    print(f"{name:24} {loud:7.2f} loud, {info:7.2f} infos per 1,000  {seconds:6.1f} s CPU")


if __name__ == "__main__":
    main()
