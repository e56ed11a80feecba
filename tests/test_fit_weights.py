"""The fit of the aligner's constants: its gradient and evidence, on documents made on the spot."""

from __future__ import annotations

import random
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tmkit.align import Evidence
from tmkit.align.chunks import Chunk, Model, build_lattice
from tmkit.align.search import posteriors
from tmkit.align.weights import FITTED, Weights
from tmkit.model import Segment

if TYPE_CHECKING:  # the type checker knows this file by its place in the repository
    from tools import fit_weights
    from tools.fit_weights import Doubles, Sample
else:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
    import fit_weights
    from fit_weights import Doubles, Sample

NAMES = [field.name for field in fields(Weights)]
SEEDS = range(4)


def made(seed: int) -> tuple[Sample, Chunk, Model]:
    """A document of five English and six Japanese segments with numbers to go by, at random."""
    chance = random.Random(seed)

    def side(lang: str, words: list[str], size: int) -> list[Segment]:
        paragraphs = sorted(chance.randrange(4) for _ in range(size))
        return [
            Segment(
                " ".join(chance.choices(words, k=chance.randint(1, 9))), lang, None, paragraph, k
            )
            for k, paragraph in enumerate(paragraphs)
        ]

    numbers = [str(k) for k in range(10, 16)]
    # one line each is furniture, so that no feature is zero everywhere
    source = [Segment("Share", "en"), *side("en", ["treaty", "harbour", *numbers], 4)]
    target = [*side("ja", ["条約", "港湾", *numbers], 4), Segment("関連記事", "ja", None, 5, 0)]
    target.append(replace(target[0], paragraph=6))  # said again, below the heading
    model = fit_weights.second_model(source, target, Evidence(None), FITTED)
    sample = fit_weights.make_sample(model, [-1, 0, 0, 1, 2], [0, 1, 1, 2, -1, -1], 6)
    return sample, Chunk(range(5), range(6), first=True, last=True), model


def mild(seed: int) -> Doubles:
    """Weights at random, and so mild that the rarest bead has its share."""
    fitted = np.array([getattr(FITTED, name) for name in NAMES])
    return 0.3 * fitted + np.random.default_rng(seed).normal(0, 0.3, len(NAMES))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gradient_is_that_of_the_likelihood(seed: int) -> None:
    sample, _, _ = made(seed)
    weights = mild(seed)
    _, gradient = fit_weights.likelihood([sample], Weights(*weights))
    step = 1e-5
    for k, name in enumerate(NAMES):
        up, down = weights.copy(), weights.copy()
        up[k] += step
        down[k] -= step
        rise = [fit_weights.likelihood([sample], Weights(*w))[0] for w in (up, down)]
        slope = (rise[0] - rise[1]) / (2 * step)
        assert gradient[k] == pytest.approx(slope, rel=1e-5, abs=1e-6), name


def test_the_documents_try_every_weight() -> None:
    # else the comparison above would hold of a gradient that forgets one
    slopes = [fit_weights.likelihood([made(seed)[0]], Weights(*mild(seed)))[1] for seed in SEEDS]
    steepest = np.abs(slopes).max(axis=0)
    assert [name for name, slope in zip(NAMES, steepest, strict=True) if slope < 1e-4] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_paths_that_agree_are_no_more_probable_than_all(seed: int) -> None:
    sample, _, _ = made(seed)
    weights = Weights(*mild(seed))
    agreeing, every = (
        fit_weights.expectations(
            sample, fit_weights.make_lattice(sample, weights, agreeing=agreeing)
        )[0]
        for agreeing in (True, False)
    )
    assert agreeing <= every


@pytest.mark.parametrize("seed", SEEDS)
def test_all_paths_are_those_of_the_aligner(seed: int) -> None:
    sample, chunk, model = made(seed)
    lattice = fit_weights.make_lattice(sample, FITTED, agreeing=False)
    own = build_lattice(model, [chunk])
    assert np.allclose(lattice.beads, own.beads, rtol=1e-5, atol=1e-4)
    for name in ("start", "end", "alone_source", "alone_target", "nothing"):
        assert np.allclose(getattr(lattice, name), getattr(own, name)), name
    assert (lattice.run, lattice.swap, lattice.shapes) == (own.run, own.swap, own.shapes)
    evidence, _ = fit_weights.expectations(sample, lattice)
    assert evidence == pytest.approx(posteriors(own).evidence[0], abs=1e-3)


def test_a_bead_agrees_that_lies_within_one_true_pair() -> None:
    sample, _, _ = made(0)
    assert np.argwhere(sample.agreeing[1, 1]).tolist() == [[1, 0], [2, 0], [3, 1], [3, 2], [4, 3]]
    assert np.argwhere(sample.agreeing[2, 1]).tolist() == [[1, 0]]
    assert np.argwhere(sample.agreeing[1, 2]).tolist() == [[3, 1]]
    assert not sample.agreeing[2, 2].any()


def test_what_is_printed_can_be_pasted() -> None:
    scope: dict[str, object] = {"Weights": Weights}
    exec(fit_weights.as_source(FITTED), scope)
    assert scope["FITTED"] == FITTED
