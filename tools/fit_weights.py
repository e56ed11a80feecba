"""Fit the aligner's constants, ``FITTED`` in ``src/tmkit/align/weights.py``, to true alignments.

    python tools/fit_weights.py [--data DIR] [--rounds N] [--leave-out KIND] [--afresh]

The aligner is a semi-Markov conditional random field, and the fit is its maximum conditional
likelihood: for each document the log evidence of the paths that agree with the true alignment,
less that of all paths. The gradient is the difference of the expected feature counts of both, by
forward and backward sums. L-BFGS climbs it; a ridge draws towards where it began, so that a weight
of which the texts say little stays where it is. Every case weighs the same, however long.

The same constants are to serve faithful texts too, so some cases are also used cut down to their
1-1 pairs. With ``--leave-out`` a kind of text takes no part in the fit, and it is printed how well
it is aligned with what the others gave. The present constants have seen every kind: for a figure
that owes them nothing begin ``--afresh``, with more rounds. Nothing is written anywhere. It needs
the ``bench`` extra, the cases of ``tests/bench/align_cases.py``, and some minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from importlib.util import find_spec
from itertools import count
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

import tmkit.align
from tmkit.align import Evidence, _first_model, _second_model
from tmkit.align.anchors import anchors
from tmkit.align.chunks import Model, _edges, alone_scores, solve
from tmkit.align.emission import FEWER_SHAPES, SHAPES, Parts, score_parts
from tmkit.align.plan import cut
from tmkit.align.search import LOW, Lattice, _earlier, _later, backward, forward, log_sum
from tmkit.align.side import make_side
from tmkit.align.weights import FITTED, Weights
from tmkit.evidence import lexicon
from tmkit.model import Segment
from tmkit.segment import segments

ROOT = Path(__file__).parents[1]
if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench.align_accuracy import DATA, heading, load, row, run
    from tests.bench.align_cases import Case, _document, clean, only, read_case
else:
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from align_accuracy import DATA, heading, load, row, run
    from align_cases import Case, _document, clean, only, read_case

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Shape = tuple[int, int]

# What the names of the cases of a kind contain, and the longest document taken of each, in
# segments of one side: of spoken texts there are few, and they are long.
KINDS = {"news": ("news",), "docs": ("docs", "site"), "spoken": ("lecture", "meeting")}
LONGEST = {"news": 150, "docs": 150, "spoken": 700}
MOST_DOCUMENTS = 30  # of a case
ALSO_CLEAN = ("dev-lecture-hard", "dev-meeting-hard", "dev-news-dropped", "dev-docs-hard")

RIDGE = 0.3
CASE_WEIGHT = 300.0  # beads that each case counts as
LEAST_BEADS = 50  # a case with fewer counts less
# A sentence of a true pair may have no counterpart of its own, as the pairs are of paragraphs. The
# paths that agree may leave it alone, at this cost: otherwise they would leave out all.
OMITTED = -8.0

NAMES = tuple(field.name for field in fields(Weights))
PLACE = Weights(*range(len(NAMES)))  # of each weight in a vector
ZERO = Weights(*[0.0] * len(NAMES))
ALONE = ("label", "below", "repeat", "fragment", "long")  # what leaving a segment alone scores by
# Where a fit afresh begins: round guesses.
PLAIN = Weights(
    words=0.5, length=1.0, inner_break=-1.0, end_break=-1.0, same_line=0.0, one_one=0.0,
    one_english_two_japanese=-2.0, two_english_one_japanese=-2.0, two_two=-4.0, one_three=-4.0,
    two_three=-6.0, one_four=-6.0, one_five=-8.0, null=-4.0, run=2.0, swap=0.0, label=0.0,
    below=0.0, repeat=0.0, fragment=0.0, long=0.0, head=-2.0, head_each=-1.0, tail=-2.0,
    tail_each=-1.0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with its true alignment: all that its lattice is made of but the weights.

    English is the source. n and m are its segments on either side.
    """

    parts: Mapping[Shape, Parts]
    agreeing: Mapping[Shape, Bools]  # as parts: the beads that lie within a true pair
    alone_source: Doubles  # (n, signs) what each of ALONE adds to leaving a segment alone
    alone_target: Doubles  # (m, signs)
    paired_source: Bools  # (n,) whether a segment stands in a true pair
    paired_target: Bools  # (m,)
    gaps: float
    beads: int  # true ones, nulls included


Cases = Mapping[str, Sequence[Sample]]


# ---------------------------------------------------------------------------------------- samples


def make_sample(
    model: Model, pair_source: Sequence[int], pair_target: Sequence[int], beads: int
) -> Sample:
    """Return the sample of a document; each segment has the number of its true pair, -1 of none."""
    source, target = model.source, model.target
    rows, columns = range(len(source)), range(len(target))
    parts = score_parts(source, target, rows, columns, model.table, model.text)
    own_s, own_t = np.array(pair_source), np.array(pair_target)
    agreeing = {}
    for a, b in parts:
        first_s, last_s = own_s[: len(rows) - a + 1], own_s[a - 1 :]
        first_t, last_t = own_t[: len(columns) - b + 1], own_t[b - 1 :]
        whole_s, whole_t = (first_s == last_s) & (first_s >= 0), first_t == last_t
        same = first_s[:, None] == first_t[None, :]
        agreeing[a, b] = same & whole_s[:, None] & whole_t[None, :]
    # with one weight 1 and all others 0 the score of a null is its feature
    units = [replace(ZERO, **{name: 1.0}) for name in ALONE]
    return Sample(
        parts,
        agreeing,
        np.stack([alone_scores(source, rows, unit) for unit in units], axis=1),
        np.stack([alone_scores(target, columns, unit) for unit in units], axis=1),
        own_s >= 0,
        own_t >= 0,
        model.text.gaps,
        beads,
    )


def samples(case: Case, evidence: Evidence, weights: Weights) -> Iterator[Sample]:
    """Yield the samples of a case's documents, the first that are not too long."""
    pairs = [pair for pair in case.gold if all(pair)]
    english = {line: k for k, (lines, _) in enumerate(pairs) for line in lines}
    japanese = {line: k for k, (_, lines) in enumerate(pairs) for line in lines}
    found = 0
    for part in case.parts:
        if found == MOST_DOCUMENTS or not part.english or not part.japanese:
            continue
        source = segments(_document(part.english, "en"))
        target = segments(_document(part.japanese, "ja"))
        if max(len(source), len(target)) > LONGEST.get(kind_of(case.name), LONGEST["news"]):
            continue
        found += 1
        model = second_model(source, target, evidence, weights)
        yield make_sample(
            model,
            [english.get(part.first[0] + segment.paragraph, -1) for segment in source],
            [japanese.get(part.first[1] + segment.paragraph, -1) for segment in target],
            len(only(case, partial(is_, part)).gold),
        )


def second_model(
    source: Sequence[Segment],
    target: Sequence[Segment],
    evidence: Evidence,
    weights: Weights,
) -> Model:
    """Return what the aligner knows of an English and a Japanese text after its first search."""
    side_s, side_t = make_side(source, evidence.lexicon), make_side(target, evidence.lexicon)
    model, links = _first_model(side_s, side_t, evidence, japanese_source=False)
    model = replace(model, weights=weights)
    chunks = cut(len(source), len(target), *anchors(side_s, side_t, model.table))
    if len(chunks) > 1:
        model = replace(model, shapes=FEWER_SHAPES)
    return _second_model(model, links, solve(model, chunks))


def kind_of(name: str) -> str:
    """Return the kind of text of a case, empty if its name does not tell."""
    return next((kind for kind, words in KINDS.items() if any(w in name for w in words)), "")


# ------------------------------------------------------------------------------------- likelihood


def features(parts: Parts) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """Yield the weight and the feature, of every bead, for all that a bead's score consists of."""
    yield "words", parts.words
    yield "length", parts.length
    yield "inner_break", parts.inner
    yield "end_break", parts.ending
    yield "same_line", parts.same


def make_lattice(sample: Sample, weights: Weights, *, agreeing: bool) -> Lattice:
    """Return the lattice of all paths, or of the paths that agree with the true alignment.

    It is the aligner's own (a test compares them), from features that are computed only once.
    """
    w = weights
    n, m = len(sample.paired_source), len(sample.paired_target)
    beads = np.full((len(SHAPES), 1, n, m), LOW)
    for k, (a, b) in enumerate(SHAPES):
        if (a, b) not in sample.parts:
            continue
        score = np.full((n - a + 1, m - b + 1), w.shape(a, b))
        for name, values in features(sample.parts[a, b]):
            score += np.float64(getattr(w, name)) * values
        if agreeing:
            score[~sample.agreeing[a, b]] = LOW
        beads[k, 0, : n - a + 1, : m - b + 1] = score
    signs = np.array([getattr(w, name) for name in ALONE])
    own_s, own_t = sample.alone_source @ signs, sample.alone_target @ signs
    if agreeing:
        own_s = own_s + OMITTED * sample.paired_source
        own_t = own_t + OMITTED * sample.paired_target
    start = _edges(own_s, own_t, w.head_each, w.head)
    end = _edges(own_s[::-1], own_t[::-1], w.tail_each, w.tail)[::-1, ::-1]
    null = w.null + sample.gaps
    nothing = own_s.sum() + own_t.sum() + w.head_each * (n + m) + 2 * (w.head + w.tail)
    return Lattice(
        beads, start[None], end[None], (null + own_s)[None], (null + own_t)[None], w.run, w.swap,
        np.array([nothing]),
    )  # fmt: skip


def expectations(sample: Sample, lattice: Lattice) -> tuple[float, Doubles]:
    """Return the log evidence of a lattice and how often it expects each feature."""
    pair, left, right = forward(lattice)
    after_pair, after_left, after_right, paired = backward(lattice)
    begins = lattice.start + paired
    z = float(np.logaddexp(np.logaddexp.reduce(begins, axis=None), lattice.nothing[0]))
    before = log_sum(np.stack([lattice.start, pair, left, right])) - z
    expected = dict.fromkeys(NAMES, 0.0)
    n, m = len(sample.paired_source), len(sample.paired_target)
    for k, (a, b) in enumerate(SHAPES):
        if (a, b) not in sample.parts:
            continue
        at = np.s_[: n - a + 1, : m - b + 1]
        p = np.exp(before[0][at] + lattice.beads[k, 0][at] + after_pair[0, a:, b:])
        expected[NAMES[int(PLACE.shape(a, b))]] += float(p.sum())
        for name, values in features(sample.parts[a, b]):
            expected[name] += float((p * values).sum())
    to_left = lattice.alone_source[:, :, None] + after_left[:, 1:] - z
    to_right = lattice.alone_target[:, None, :] + after_right[:, :, 1:] - z
    again_s = np.exp(left[:, :-1] + lattice.run + to_left).sum(axis=2)
    again_t = np.exp(right[:, :, :-1] + lattice.run + to_right).sum(axis=1)
    swapped = np.exp(left[:, :, :-1] + lattice.swap + to_right).sum(axis=1)
    alone_s = again_s + np.exp(pair[:, :-1] + to_left).sum(axis=2)
    alone_t = again_t + swapped + np.exp(pair[:, :, :-1] + to_right).sum(axis=1)
    expected["run"], expected["swap"] = float(again_s.sum() + again_t.sum()), float(swapped.sum())
    expected["null"] = float(alone_s.sum() + alone_t.sum())
    nothing = float(np.exp(lattice.nothing[0] - z))
    starts, ends = np.exp(begins - z), np.exp(pair + lattice.end - z)
    for axis, alone, signs in (
        (2, alone_s, sample.alone_source),
        (1, alone_t, sample.alone_target),
    ):
        opened, closed = starts.sum(axis=axis), ends.sum(axis=axis)
        head, tail = _later(opened) + nothing, _earlier(closed)
        # leaving everything alone costs both openings, and the head's price a segment
        expected["head"] += float(opened[:, 1:].sum()) + nothing
        expected["tail"] += float(closed[:, :-1].sum()) + nothing
        expected["head_each"] += float(head.sum())
        expected["tail_each"] += float(tail.sum())
        for name, values in zip(ALONE, signs.T, strict=True):
            expected[name] += float(((alone + head + tail)[0] * values).sum())
    return z, np.array([expected[name] for name in NAMES])


def likelihood(found: Sequence[Sample], weights: Weights) -> tuple[float, Doubles]:
    """Return the log probability of the true alignments, given the texts, and its gradient."""
    total, gradient = 0.0, np.zeros(len(NAMES))
    for sample in found:
        agreeing, expected = expectations(sample, make_lattice(sample, weights, agreeing=True))
        every, expected_of_all = expectations(sample, make_lattice(sample, weights, agreeing=False))
        total += agreeing - every
        gradient += expected - expected_of_all
    return total, gradient


def fit(cases: Cases, start: Weights, rounds: int) -> Weights:
    """Return what so many rounds of L-BFGS reach, to two places, and print a line on each."""
    from scipy.optimize import minimize

    origin = np.array([getattr(start, name) for name in NAMES])
    lines = count()
    latest = 0.0, origin

    def cost(vector: Doubles) -> tuple[float, Doubles]:
        nonlocal latest
        total = -RIDGE * float(((vector - origin) ** 2).sum())
        gradient = -2 * RIDGE * (vector - origin)
        for found in cases.values():
            share = CASE_WEIGHT / max(LEAST_BEADS, sum(sample.beads for sample in found))
            value, slope = likelihood(found, Weights(*vector.tolist()))
            total += share * value
            gradient += share * slope
        latest = total, gradient
        return -total, -gradient

    def tell(_: Doubles) -> None:
        value, gradient = latest
        steepest = int(np.abs(gradient).argmax())
        slope = f"{gradient[steepest]:+.2f} ({NAMES[steepest]})"
        print(f"round {next(lines):2}: objective {value:.3f}, steepest {slope}", flush=True)

    cost(origin)
    tell(origin)
    if not rounds:
        return start
    options = {"maxiter": rounds}
    found = minimize(cost, origin, jac=True, method="L-BFGS-B", options=options, callback=tell)
    return Weights(*np.round(found.x, 2).tolist())


# ----------------------------------------------------------------------------------------- output


def as_source(weights: Weights) -> str:
    """Return the weights as they stand in weights.py, to two places."""
    lines = [f"    {name}={getattr(weights, name):.2f}," for name in NAMES]
    return "\n".join(["FITTED = Weights(", *lines, ")"])


def left_out_f1(
    cases: Sequence[Case], data: Path, evidence: Evidence, choices: Mapping[str, Weights]
) -> None:
    """Print the strict F1 of cases with each of some weights."""
    scorer = load(data.parent / "score_align.py")
    heading(*choices)
    for case in cases:
        figures = []
        for weights in choices.values():
            # align takes no weights: no user should need any
            with patch.object(tmkit.align, "FITTED", weights):
                figures.append(run(case, scorer, evidence).f1("strict"))
        row(case.name, *figures)


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    given = parse(arguments)
    data: Path = given.data
    names = sorted(path.parent.name for path in data.glob("*/gold.tsv"))
    evidence = Evidence(lexicon.load())
    for lacks, hint in (
        (find_spec("scipy") is None, "scipy is missing: pip install -e '.[bench]'"),
        (evidence.lexicon is None, "the dictionary is missing: make dictionary"),
        (not names, f"{data}: no cases here; name the data with --data"),
        (not (data.parent / "score_align.py").is_file(), f"{data.parent}: no score_align.py here"),
    ):
        if lacks:
            print(hint, file=sys.stderr)
            return 2
    everything = [read_case(data / name) for name in names]
    others = [case for case in everything if given.leave_out == kind_of(case.name)]
    used = [case for case in everything if case not in others]
    start = PLAIN if given.afresh else FITTED
    cases = {case.name: list(samples(case, evidence, start)) for case in used}
    for case in used:
        if case.name in ALSO_CLEAN:
            cases[f"{case.name}+clean"] = list(samples(clean(case), evidence, start))
    documents = sum(len(found) for found in cases.values())
    print(f"# {len(cases)} cases, {documents} documents\n", flush=True)
    weights = fit(cases, start, given.rounds)
    print("\n# Log probability of the true alignment, for each bead of it\n")
    heading("before", "fitted", "beads")
    for name, found in cases.items():
        beads = sum(sample.beads for sample in found)
        figures = [likelihood(found, w)[0] / max(1, beads) for w in (start, weights)]
        row(name, *figures, beads)
    print(f"\n{as_source(weights)}", flush=True)
    if given.leave_out:
        print(f"\n# Strict F1 of what was left out: {given.leave_out}\n")
        left_out_f1(others, data, evidence, {"present": FITTED, "fitted": weights})
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument(
        "--rounds", type=int, default=30, metavar="N", help="of L-BFGS, at most (%(default)s)"
    )
    parser.add_argument(
        "--leave-out", choices=KINDS, help="fit without a kind of text, and measure on it"
    )
    parser.add_argument(
        "--afresh", action="store_true", help="begin with round guesses, not what is fitted now"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
