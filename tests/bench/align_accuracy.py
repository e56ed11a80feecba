"""How right the aligner is, and whether its confidence means what it says.

    python tests/bench/align_accuracy.py [CASE...]

Every document of every case is aligned alone, with one configuration for all, and scored by the
scorer that stands beside the data. The predictions are kept, a pair a line with its confidence, so
that they can be looked at and scored again. Exit code 1: a segment was lost or used twice, or with
--clean tmkit did worse than lengths alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tmkit.align import Evidence
from tmkit.evidence import lexicon

if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench.align_cases import Case, Guess, Part, align_part, clean, only, read_case
    from tests.bench.calibration import Calibration, calibration
    from tests.bench.length_only import length_only
else:
    from align_cases import Case, Guess, Part, align_part, clean, only, read_case
    from calibration import Calibration, calibration
    from length_only import length_only

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "bench" / "align"
KEPT = ROOT / "build" / "bench"
CELLS = 350_000  # what NLTK does in some ten seconds: 590 segments against 590
KINDS = ("strict", "strict_all", "null")
FAULTS = ("missing", "dup", "unknown", "nonmono")


@dataclass(frozen=True, slots=True)
class Result:
    """What was predicted for a case, by document, and what the scorer says of it."""

    case: Case
    guesses: tuple[tuple[Guess, ...], ...]
    scores: dict[str, Any]
    seconds: float  # of CPU

    def f1(self, kind: str) -> float | None:
        """Return the F1 of one of the scorer's kinds, None where it would say nothing.

        Where every segment has a counterpart, null F1 is 1 or 0 by a single slip.
        """
        if kind == "null" and all(english and japanese for english, japanese in self.case.gold):
            return None
        return float(self.scores[kind][2])

    @property
    def faults(self) -> int:
        """Return how many segments are lost, used twice, unknown or out of order."""
        return sum(int(self.scores[kind]) for kind in FAULTS)


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    given = parse(arguments)
    data: Path = given.data
    if not (data.parent / "score_align.py").is_file():
        print(f"{data.parent / 'score_align.py'}: no scorer here; name the data with --data")
        return 2
    scorer = load(data.parent / "score_align.py")
    names = given.cases or sorted(path.parent.name for path in data.glob("*/gold.tsv"))
    table = None if given.no_dictionary else lexicon.load()
    evidence = Evidence(table)
    label = "tmkit" if table else "tmkit-no-dictionary"
    print(f"# {label}: each document alone, one configuration, {len(names)} cases\n")
    cases = [read_case(data / name) for name in names]
    results = accuracy(cases, scorer, evidence, given.predictions / label)
    report: dict[str, Any] = {"configuration": label, "cases": figures(results)}
    report["calibration"] = calibrated(results)
    bad = any(result.faults for result in results)
    if given.peers:
        report["length_only"] = against_peer(results, scorer, given.predictions / "length-only")
    if given.clean:
        report["clean"], worse = on_clean_text(cases, scorer, evidence)
        bad |= worse
    if given.json:
        given.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    return int(bad)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help="default: all of the data")
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument("--no-dictionary", action="store_true", help="align without it")
    parser.add_argument(
        "--clean",
        action="store_true",
        help="compare with lengths alone where nothing is missing: on the 1-1 pairs of each case",
    )
    parser.add_argument(
        "--peers", action="store_true", help="run NLTK's Gale-Church with the text's length ratio"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to OUT")
    parser.add_argument(
        "--predictions", type=Path, default=KEPT, metavar="DIR", help="default: %(default)s"
    )
    return parser.parse_args(arguments)


def load(path: Path) -> ModuleType:
    """Return the scorer, which stays where the data are."""
    spec = importlib.util.spec_from_file_location("score_align", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def accuracy(
    cases: Iterable[Case], scorer: ModuleType, evidence: Evidence, kept: Path
) -> list[Result]:
    """Align every case, print a line each, keep the predictions, and return the results."""
    heading("strict", "all", "null", "p>=.9", "share", "faults", "CPU s")
    results = []
    for case in cases:
        result = run(case, scorer, evidence)
        keep(result, kept)
        one = calibration_of([result])
        row(
            case.name,
            *(result.f1(kind) for kind in KINDS),
            one.precision,
            one.share,
            result.faults,
            f"{result.seconds:.1f}",
        )
        results.append(result)
    every = calibration_of(results)
    row(
        "mean",
        *(mean(result.f1(kind) for result in results) for kind in KINDS),
        every.precision,
        every.share,
        sum(result.faults for result in results),
        f"{sum(result.seconds for result in results):.1f}",
    )
    print(
        f"\nConfidence, over all {every.pairs} pairs: calibration error (ECE) {every.error:.4f}; "
        f"of those with 0.9 or more {every.precision:.4f} are right, "
        f"and they are {every.share:.3f} of all."
    )
    return results


def run(case: Case, scorer: ModuleType, evidence: Evidence) -> Result:
    """Return what tmkit makes of a case."""
    began = time.process_time()
    guesses = tuple(tuple(align_part(part, evidence)) for part in case.parts)
    seconds = time.process_time() - began
    return Result(case, guesses, score(scorer, case, guesses), seconds)


def score(scorer: ModuleType, case: Case, guesses: Iterable[Iterable[Guess]]) -> dict[str, Any]:
    """Return what the scorer says of the predictions for a case."""
    predicted = [guess.pair for part in guesses for guess in part]
    scores: dict[str, Any] = scorer.score(list(case.gold), predicted)
    return scores


def keep(result: Result, folder: Path) -> None:
    """Write the predictions for a case as the scorer reads them; the third column is ours."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{result.case.name}.tsv").open("w", encoding="utf-8", newline="\n") as stream:
        for part in result.guesses:
            for guess in part:
                cells = [",".join(map(str, side)) for side in guess.pair]
                print(*cells, f"{guess.confidence:.4f}", sep="\t", file=stream)


def calibration_of(results: Iterable[Result]) -> Calibration:
    """Return the figures over all pairs of all results; segments left alone are no pairs."""
    judged = [
        (guess.confidence, guess.pair in gold)
        for result in results
        for gold in [set(result.case.gold)]
        for part in result.guesses
        for guess in part
        if all(guess.pair)
    ]
    return calibration([p for p, _ in judged], [right for _, right in judged])


def against_peer(results: Iterable[Result], scorer: ModuleType, kept: Path) -> dict[str, Any]:
    """Print what lengths alone reach, on the documents that are small enough for NLTK."""
    print(f"\n# NLTK Gale-Church with each document's length ratio; up to {CELLS} cells\n")
    heading("strict", "null", "tmkit", "null", "skipped", "CPU s", "tmkit")
    report: dict[str, Any] = {}
    for whole in results:
        case = only(whole.case, is_small)
        same = tuple(
            found
            for part, found in zip(whole.case.parts, whole.guesses, strict=True)
            if is_small(part)
        )
        skipped = len(whole.case.parts) - len(case.parts)
        if not case.parts:
            print(f"{case.name:26} all {skipped} documents are too large for NLTK")
            continue
        peer = run_peer(case, scorer)
        keep(peer, kept)
        ours = Result(case, same, score(scorer, case, same), whole.seconds)
        row(
            case.name,
            *(result.f1(kind) for result in (peer, ours) for kind in ("strict", "null")),
            skipped,
            f"{peer.seconds:.1f}",
            f"{ours.seconds:.1f}",
        )
        report[case.name] = {
            "skipped_documents": skipped,
            **{kind: peer.f1(kind) for kind in KINDS},
        }
    return report


def is_small(part: Part) -> bool:
    """Whether NLTK can align a document in reasonable time: its own is quadratic."""
    return len(part.english) * len(part.japanese) <= CELLS


def run_peer(case: Case, scorer: ModuleType) -> Result:
    """Return what lengths alone make of a case."""
    began = time.process_time()
    guesses = tuple(
        tuple(
            Guess(
                (
                    tuple(part.first[0] + k for k in english),
                    tuple(part.first[1] + k for k in japanese),
                ),
                1.0,
            )
            for english, japanese in length_only(part.english, part.japanese)
        )
        for part in case.parts
    )
    seconds = time.process_time() - began
    return Result(case, guesses, score(scorer, case, guesses), seconds)


def on_clean_text(
    cases: Iterable[Case], scorer: ModuleType, evidence: Evidence
) -> tuple[dict[str, Any], bool]:
    """Print both aligners on texts of 1-1 pairs; return the figures, and whether tmkit is worse."""
    print("\n# Where nothing is missing or merged (the 1-1 pairs of each case): strict F1\n")
    heading("tmkit", "lengths", "pairs", "skipped")
    report: dict[str, Any] = {}
    for whole in cases:
        cut = clean(whole)
        case = only(cut, is_small)
        skipped = len(cut.parts) - len(case.parts)
        if not case.gold:
            print(f"{case.name:26} all {skipped} documents are too large for NLTK")
            continue
        ours, peer = run(case, scorer, evidence), run_peer(case, scorer)
        report[case.name] = {"tmkit": ours.f1("strict"), "length_only": peer.f1("strict")}
        row(case.name, *report[case.name].values(), len(case.gold), skipped)
    means = [mean(entry[key] for entry in report.values()) for key in ("tmkit", "length_only")]
    row("mean", *means)
    worse = [name for name, entry in report.items() if entry["tmkit"] < entry["length_only"]]
    print(f"\ntmkit is worse on: {', '.join(worse)}" if worse else "\ntmkit is nowhere worse.")
    return report, bool(worse)


def figures(results: Iterable[Result]) -> dict[str, Any]:
    """Return all that the scorer says, by case."""
    return {
        result.case.name: {**result.scores, "cpu_seconds": round(result.seconds, 2)}
        for result in results
    }


def calibrated(results: Iterable[Result]) -> dict[str, float]:
    """Return the figures of confidence over all cases."""
    every = calibration_of(results)
    return {
        "pairs": every.pairs,
        "ece": every.error,
        "sure_precision": every.precision,
        "sure_share": every.share,
    }


def mean(values: Iterable[float | None]) -> float:
    """Return the mean of those that are known, 0 of none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0


def heading(*names: str) -> None:
    """Print the head of a table."""
    print(f"{'case':26}", *(f"{name:>8}" for name in names))


def row(name: str, *cells: float | str | None) -> None:
    """Print a row of a table as soon as it is known."""
    shown = (
        f"{cell:8.4f}" if isinstance(cell, float) else f"{'-' if cell is None else cell:>8}"
        for cell in cells
    )
    print(f"{name:26}", *shown, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
