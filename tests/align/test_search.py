"""The search against every path written out, on lattices small enough for that."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.align.emission import SHAPES
from tmkit.align.search import LOW, Lattice, Posteriors, Step, best_paths, log_sum, posteriors

Doubles = npt.NDArray[np.float64]
SIZES = [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (1, 4), (4, 1), (3, 3), (4, 2), (3, 4)]
SMALL = st.tuples(st.integers(1, 3), st.integers(1, 3))
SEEDS = st.integers(0, 10**6)


# ------------------------------------------------------------------------ every path written out


@dataclass(frozen=True)
class Route:
    """One path: its beads from (0, 0) to (n, m), where its body lies, and its score."""

    steps: tuple[Step, ...]
    corners: frozenset[tuple[int, int]]  # points of the body, its start and end included
    score: float


def kind(step: Step) -> str:
    _, _, a, b = step
    return "pair" if a and b else "source" if a else "target"


def bodies(n: int, m: int, i: int, j: int, before: str) -> Iterator[tuple[Step, ...]]:
    """Yield the rests of a body from (i, j) on: up to a pair, source nulls before target nulls."""
    if before == "pair":
        yield ()
    for a, b in SHAPES:
        if i + a <= n and j + b <= m:
            for rest in bodies(n, m, i + a, j + b, "pair"):
                yield ((i, j, a, b), *rest)
    if before == "start":
        return
    if i < n and before != "target":
        for rest in bodies(n, m, i + 1, j, "source"):
            yield ((i, j, 1, 0), *rest)
    if j < m:
        for rest in bodies(n, m, i, j + 1, "target"):
            yield ((i, j, 0, 1), *rest)


def body_score(lattice: Lattice, chunk: int, body: tuple[Step, ...]) -> float:
    first_i, first_j, _, _ = body[0]
    last_i, last_j, a, b = body[-1]
    score = float(lattice.start[chunk, first_i, first_j])
    score += float(lattice.end[chunk, last_i + a, last_j + b])
    before = "pair"
    for step in body:
        i, j, a, b = step
        now = kind(step)
        if now == "pair":
            score += float(lattice.beads[SHAPES.index((a, b)), chunk, i, j])
        else:
            alone = lattice.alone_source if now == "source" else lattice.alone_target
            score += float(alone[chunk, i if now == "source" else j])
            score += lattice.run if before == now else 0.0
            score += lattice.swap if (before, now) == ("source", "target") else 0.0
        before = now
    return score


def nulls(i: int, j: int, to_i: int, to_j: int) -> tuple[Step, ...]:
    """Return the segments between two points as nulls, the source's first."""
    left = tuple((k, j, 1, 0) for k in range(i, to_i))
    return left + tuple((to_i, k, 0, 1) for k in range(j, to_j))


def routes(lattice: Lattice, chunk: int, n: int, m: int) -> Iterator[Route]:
    """Yield every path of a chunk of n and m segments, and the one that pairs nothing."""
    yield Route(nulls(0, 0, n, m), frozenset(), float(lattice.nothing[chunk]))
    for i in range(n + 1):
        for j in range(m + 1):
            for body in bodies(n, m, i, j, "start"):
                k, q, a, b = body[-1]
                steps = nulls(0, 0, i, j) + body + nulls(k + a, q + b, n, m)
                corners = frozenset({(x, y) for x, y, _, _ in body} | {(k + a, q + b)})
                yield Route(steps, corners, body_score(lattice, chunk, body))


@dataclass(frozen=True)
class Sums:
    """What ``posteriors`` must give for one chunk."""

    pairs: Doubles
    source: Doubles
    target: Doubles
    corner: Doubles
    evidence: float


def sums(lattice: Lattice, chunk: int, n: int, m: int) -> Sums:
    every = list(routes(lattice, chunk, n, m))
    evidence = float(np.logaddexp.reduce([route.score for route in every]))
    pairs, corner = np.zeros((len(SHAPES), n, m)), np.zeros((n + 1, m + 1))
    source, target = np.zeros(n), np.zeros(m)
    for route in every:
        weight = math.exp(route.score - evidence)
        for point in route.corners:
            corner[point] += weight
        for i, j, a, b in route.steps:
            if a and b:
                pairs[SHAPES.index((a, b)), i, j] += weight
            elif a:
                source[i] += weight
            else:
                target[j] += weight
    return Sums(pairs, source, target, corner, evidence)


def gain(step: Step, pairs: Doubles, source: Doubles, target: Doubles) -> float:
    """Return how many segments a bead is expected to put right."""
    i, j, a, b = step
    if a and b:
        return (a + b) * float(pairs[SHAPES.index((a, b)), i, j])
    return float(source[i] if a else target[j])


def coverings(n: int, m: int, i: int = 0, j: int = 0) -> Iterator[tuple[Step, ...]]:
    """Yield every way to cut what lies behind (i, j) into beads, nulls anywhere."""
    if (i, j) == (n, m):
        yield ()
    for a, b in ((1, 0), (0, 1), *SHAPES):
        if i + a <= n and j + b <= m:
            for rest in coverings(n, m, i + a, j + b):
                yield ((i, j, a, b), *rest)


# --------------------------------------------------------------------------------- random scores


def lattice_of(
    sizes: list[tuple[int, int]], seed: int, spread: float = 2.0, *, ends: bool = True
) -> Lattice:
    """Return random scores for chunks, each padded to the largest with what cannot be."""
    random = np.random.default_rng(seed)
    n, m = max(n for n, _ in sizes), max(m for _, m in sizes)
    size = len(sizes)
    beads = np.full((len(SHAPES), size, n, m), LOW)
    start, end = np.full((2, size, n + 1, m + 1), LOW)
    alone_s, alone_t = np.full((size, n), LOW), np.full((size, m), LOW)
    for k, (x, y) in enumerate(sizes):
        for shape, (a, b) in enumerate(SHAPES):
            if a <= x and b <= y:
                fits = (x - a + 1, y - b + 1)
                beads[shape, k, : fits[0], : fits[1]] = random.normal(0, spread, fits)
        start[k, : x + 1, : y + 1] = random.normal(0, spread, (x + 1, y + 1))
        end[k, : x + 1, : y + 1] = random.normal(0, spread, (x + 1, y + 1))
        if not ends:  # as between chunks: free along two edges, closed elsewhere
            start[k, 1:, 1:] = end[k, :x, :y] = LOW
        alone_s[k, :x] = random.normal(-1, spread, x)
        alone_t[k, :y] = random.normal(-1, spread, y)
    run, swap = random.normal(0, 1, 2)
    nothing = random.normal(0, spread, size)
    return Lattice(beads, start, end, alone_s, alone_t, float(run), float(swap), nothing)


def assert_sums(lattice: Lattice, post: Posteriors, chunk: int, n: int, m: int) -> None:
    exact = sums(lattice, chunk, n, m)
    assert post.evidence[chunk] == pytest.approx(exact.evidence, abs=1e-9)
    np.testing.assert_allclose(post.pairs[:, chunk, :n, :m], exact.pairs, atol=2e-6)
    np.testing.assert_allclose(post.source[chunk, :n], exact.source, atol=1e-9)
    np.testing.assert_allclose(post.target[chunk, :m], exact.target, atol=1e-9)
    np.testing.assert_allclose(post.corner[chunk, : n + 1, : m + 1], exact.corner, atol=2e-6)


# ------------------------------------------------------------------------------------- posteriors


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_posteriors_are_the_sums_over_all_paths(n: int, m: int) -> None:
    lattice = lattice_of([(n, m)], seed=10 * n + m)
    assert_sums(lattice, posteriors(lattice), 0, n, m)


@given(SMALL, SEEDS, st.sampled_from([0.1, 2.0, 8.0]), st.booleans())
def test_posteriors_of_any_scores(
    size: tuple[int, int], seed: int, spread: float, ends: bool
) -> None:
    lattice = lattice_of([size], seed, spread, ends=ends)
    assert_sums(lattice, posteriors(lattice), 0, *size)


def test_chunks_of_a_batch_do_not_touch_each_other() -> None:
    sizes = [(3, 2), (1, 4), (2, 2)]
    lattice = lattice_of(sizes, seed=7)
    post = posteriors(lattice)
    for chunk, (n, m) in enumerate(sizes):
        assert_sums(lattice, post, chunk, n, m)
    for (steps, _), (n, m) in zip(best_paths(post, sizes), sizes, strict=True):
        assert_covered(steps, n, m)


@given(SMALL, SEEDS)
def test_every_segment_stands_somewhere(size: tuple[int, int], seed: int) -> None:
    """For each segment the chances of all beads that hold it sum to 1."""
    lattice = lattice_of([size], seed)
    post = posteriors(lattice)
    source, target = post.source[0].copy(), post.target[0].copy()
    for k, (a, b) in enumerate(SHAPES):
        for i, j in np.argwhere(post.pairs[k, 0] > 0):
            source[i : i + a] += post.pairs[k, 0, i, j]
            target[j : j + b] += post.pairs[k, 0, i, j]
    np.testing.assert_allclose(source, 1, atol=1e-5)
    np.testing.assert_allclose(target, 1, atol=1e-5)


@given(SMALL, SEEDS)
def test_scores_may_be_far_apart(size: tuple[int, int], seed: int) -> None:
    lattice = lattice_of([size], seed, spread=300.0)
    assert_sums(lattice, posteriors(lattice), 0, *size)


def test_only_one_order_of_nulls_counts() -> None:
    """Two pairs with one null of each side between them: one path, source first, with its swap."""
    lattice = lattice_of([(3, 3)], seed=3)
    found = [
        route
        for route in routes(lattice, 0, 3, 3)
        if route.steps[0] == (0, 0, 1, 1) and route.steps[-1] == (2, 2, 1, 1)
    ]
    middles = [route.steps[1:-1] for route in found]
    assert ((1, 1, 1, 0), (2, 1, 0, 1)) in middles
    assert ((1, 1, 0, 1), (1, 2, 1, 0)) not in middles
    by_hand = (
        lattice.start[0, 0, 0] + lattice.beads[0, 0, 0, 0] + lattice.alone_source[0, 1]
        + lattice.alone_target[0, 1] + lattice.swap + lattice.beads[0, 0, 2, 2]
        + lattice.end[0, 3, 3]
    )  # fmt: skip
    assert found[middles.index(((1, 1, 1, 0), (2, 1, 0, 1)))].score == pytest.approx(by_hand)


def test_a_run_of_nulls_gets_its_run_once_for_each_after_the_first() -> None:
    lattice = lattice_of([(4, 2)], seed=5)
    steps: tuple[Step, ...] = ((0, 0, 1, 1), (1, 1, 1, 0), (2, 1, 1, 0), (3, 1, 1, 1))
    found = next(route for route in routes(lattice, 0, 4, 2) if route.steps == steps)
    by_hand = (
        lattice.start[0, 0, 0] + lattice.beads[0, 0, 0, 0] + lattice.alone_source[0, 1:3].sum()
        + lattice.run + lattice.beads[0, 0, 3, 1] + lattice.end[0, 4, 2]
    )  # fmt: skip
    assert found.score == pytest.approx(by_hand)


def test_log_sum_is_stable() -> None:
    assert log_sum(np.array([[-1e9], [-1e9]]))[0] == pytest.approx(-1e9)
    assert log_sum(np.array([[1000.0], [1000.0]]))[0] == pytest.approx(1000 + np.log(2))


# ------------------------------------------------------------------------------------- best paths


def assert_covered(steps: list[Step], n: int, m: int) -> None:
    at = (0, 0)
    for i, j, a, b in steps:
        assert (i, j) == at
        assert (a, b) in {(1, 0), (0, 1), *SHAPES}
        at = (i + a, j + b)
    assert at == (n, m)


def random_posteriors(n: int, m: int, seed: int) -> Posteriors:
    """Return chances that agree with no lattice: the maximum must hold for any."""
    random = np.random.default_rng(seed)
    pairs = np.zeros((len(SHAPES), 1, n, m), dtype=np.float32)
    for k, (a, b) in enumerate(SHAPES):
        if a <= n and b <= m:
            fits = (n - a + 1, m - b + 1)
            pairs[k, 0, : fits[0], : fits[1]] = random.uniform(0.02, 1, fits)
    corner = np.zeros((1, n + 1, m + 1), dtype=np.float32)
    return Posteriors(pairs, random.random((1, n)), random.random((1, m)), corner, np.zeros(1))


def assert_best(post: Posteriors, n: int, m: int) -> None:
    [(steps, chances)] = best_paths(post, [(n, m)])
    assert_covered(steps, n, m)
    pairs: Doubles = post.pairs[:, 0].astype(np.float64)
    source, target = post.source[0], post.target[0]
    best = max(sum(gain(s, pairs, source, target) for s in way) for way in coverings(n, m))
    assert sum(gain(s, pairs, source, target) for s in steps) == pytest.approx(best, abs=1e-5)
    for step, chance in zip(steps, chances, strict=True):
        size = step[2] + step[3]
        assert chance == pytest.approx(gain(step, pairs, source, target) / size, abs=1e-6)
        assert 0 <= chance <= 1


@pytest.mark.parametrize(("n", "m"), [size for size in SIZES if sum(size) < 7])
def test_the_path_puts_most_segments_right(n: int, m: int) -> None:
    assert_best(posteriors(lattice_of([(n, m)], seed=n + 10 * m)), n, m)


@given(SMALL, SEEDS)
def test_the_path_is_best_for_any_chances(size: tuple[int, int], seed: int) -> None:
    assert_best(random_posteriors(*size, seed), *size)


@given(st.integers(0, 4), st.integers(0, 4))
def test_where_nothing_is_known_all_is_covered(n: int, m: int) -> None:
    if not n and not m:
        return
    lattice = lattice_of([(n, m)], 0)
    closed = Lattice(
        np.full_like(lattice.beads, LOW), lattice.start, lattice.end, lattice.alone_source,
        lattice.alone_target, lattice.run, lattice.swap, lattice.nothing,
    )  # fmt: skip
    [(steps, chances)] = best_paths(posteriors(closed), [(n, m)])
    assert_covered(steps, n, m)
    assert all(a + b == 1 for _, _, a, b in steps)
    assert chances == pytest.approx([1.0] * (n + m))
