"""Long texts: cut into chunks that overlap, searched, and joined without losing a segment."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.align import plan
from tmkit.align.anchors import anchors, heaviest_chain
from tmkit.align.chunks import Chunk, Path, join
from tmkit.align.emission import SHAPES
from tmkit.align.links import make_table, static_links
from tmkit.align.search import Step
from tmkit.align.side import make_side
from tmkit.model import Alignment, Document, Segment

Aligned = Callable[[Document, Document], Alignment]
Guide = list[tuple[int, int]]
SIDES = st.integers(0, 900)


def cut(n: int, m: int, guide: Guide) -> list[Chunk]:
    points = np.array(guide, dtype=np.int64).reshape(-1, 2)
    return plan.cut(n, m, points[:, 0], points[:, 1])


@st.composite
def documents(draw: st.DrawFn) -> tuple[int, int, Guide]:
    """Two lengths, one at least 1, and points of a path that rise on both sides."""
    n, m = draw(st.tuples(SIDES, SIDES).filter(any))
    size = draw(st.integers(0, 40)) if n and m else 0
    rows = sorted(draw(st.sets(st.integers(0, n - 1), max_size=size))) if size else []
    columns = sorted(draw(st.sets(st.integers(0, m - 1), max_size=size))) if size else []
    return n, m, list(zip(rows, columns, strict=False))


# ------------------------------------------------------------------------- chunked equals exact


@pytest.mark.parametrize(("sentences", "seed"), [(400, 11), (250, 12)])
def test_chunks_find_what_the_whole_finds(
    made: Any, aligned: Aligned, monkeypatch: pytest.MonkeyPatch, sentences: int, seed: int
) -> None:
    text = made(sentences, seed)
    monkeypatch.setattr(plan, "EXACT_CELLS", 10**9)
    whole = aligned(text.source, text.target)
    monkeypatch.setattr(plan, "EXACT_CELLS", 100)
    pieces = aligned(text.source, text.target)
    exact = {(bead.source, bead.target): bead.confidence for bead in whole.beads}
    chunked = {(bead.source, bead.target): bead.confidence for bead in pieces.beads}
    shared = exact.keys() & chunked.keys()
    assert len(shared) >= 0.995 * max(len(exact), len(chunked))
    close = [key for key in shared if abs(exact[key] - chunked[key]) < 0.05]
    assert len(close) >= 0.99 * len(shared)


def test_the_made_text_is_aligned_as_it_was_made(made: Any, aligned: Aligned) -> None:
    text = made(400, 11)
    found = {(bead.source, bead.target) for bead in aligned(text.source, text.target).pairs()}
    wanted = {(rows, columns) for rows, columns in text.beads if rows and columns}
    assert len(found & wanted) >= 0.97 * len(wanted)
    assert len(found - wanted) <= 0.03 * len(found)


def test_a_document_of_one_chunk_is_whole() -> None:
    assert cut(100, 120, []) == [Chunk(range(100), range(120), first=True, last=True)]


# ------------------------------------------------------------------------------------------- plan


@given(documents())
def test_chunks_cover_the_document_and_overlap(text: tuple[int, int, Guide]) -> None:
    n, m, guide = text
    chunks = cut(n, m, guide)
    assert (chunks[0].rows.start, chunks[0].columns.start) == (0, 0)
    assert (chunks[-1].rows.stop, chunks[-1].columns.stop) == (n, m)
    assert [chunk.first for chunk in chunks] == [True] + [False] * (len(chunks) - 1)
    assert [chunk.last for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    for chunk in chunks:
        assert chunk.rows or chunk.columns
        assert 0 <= chunk.rows.start <= chunk.rows.stop <= n
        assert 0 <= chunk.columns.start <= chunk.columns.stop <= m
    for before, after in itertools.pairwise(chunks):
        assert after.rows.start <= before.rows.stop <= after.rows.stop
        assert after.columns.start <= before.columns.stop <= after.columns.stop
        shared = before.rows.stop - after.rows.start + before.columns.stop - after.columns.start
        assert shared >= plan.OVERLAP


@given(documents())
def test_chunks_stay_small(text: tuple[int, int, Guide]) -> None:
    n, m, guide = text
    most = plan.WIDEST_GAP + 2 * plan.SOFT_OVERLAP + 4
    chunks = cut(n, m, guide)
    assert len(chunks) == 1 or all(len(c.rows) + len(c.columns) <= most for c in chunks)


# ----------------------------------------------------------------------------------------- anchors


def test_words_that_are_rare_only_in_their_passage_anchor_it() -> None:
    codes = [f"Part{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(200)]
    english, japanese = [], []
    for chapter in range(50):  # each code stands fifty times in the whole, once in a chapter
        heading = f"Chapter{'x' * (chapter + 1)}"
        english += [f"See {heading}.", *(f"Turn {code} off." for code in codes)]
        japanese += [f"{heading}を見よ。", *(f"{code}を切る。" for code in codes)]
    source = make_side([Segment(text, "en") for text in english], None)
    target = make_side([Segment(text, "ja") for text in japanese], None)
    table = make_table(source, target, static_links(target, source, None), False)
    i, j = anchors(source, target, table)
    assert i.tolist() == j.tolist()
    assert np.diff(i).min() > 0
    assert 2 * np.diff(i).max() <= 240


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 50), max_size=9)
)
def test_the_heaviest_chain_is_the_heaviest(points: dict[tuple[int, int], int]) -> None:
    order = sorted(points, key=lambda point: (point[0], -point[1]))
    chain = heaviest_chain(
        np.array([j for _, j in order], dtype=np.int64),
        np.array([points[point] for point in order], dtype=np.float64),
        6,
    )
    chosen = [order[k] for k in chain]
    assert all(i < x and j < y for (i, j), (x, y) in itertools.pairwise(chosen))
    best = max(
        sum(points[point] for point in some)
        for size in range(len(order) + 1)
        for some in itertools.combinations(order, size)
        if all(i < x and j < y for (i, j), (x, y) in itertools.pairwise(some))
    )
    assert sum(points[point] for point in chosen) == best


# -------------------------------------------------------------------------------------------- join


def assert_covered(steps: list[Step], n: int, m: int) -> None:
    at = (0, 0)
    for i, j, a, b in steps:
        assert (i, j) == at
        assert (a, b) in {(1, 0), (0, 1), *SHAPES}
        at = (i + a, j + b)
    assert at == (n, m)


def random_path(chunk: Chunk, chance: random.Random, shapes: tuple[tuple[int, int], ...]) -> Path:
    i, j = chunk.rows.start, chunk.columns.start
    steps: list[Step] = []
    while (i, j) != (chunk.rows.stop, chunk.columns.stop):
        fits = [
            (a, b) for a, b in shapes if i + a <= chunk.rows.stop and j + b <= chunk.columns.stop
        ]
        a, b = chance.choice(fits or [(1, 0) if i < chunk.rows.stop else (0, 1)])
        steps.append((i, j, a, b))
        i, j = i + a, j + b
    sure = [chance.random() for _ in steps]
    return Path(steps, sure, [chance.random() for _ in range(len(steps) + 1)])


@given(documents(), st.integers(0, 10**6), st.sampled_from([((1, 0), (0, 1), *SHAPES), SHAPES]))
def test_joining_paths_that_disagree_loses_nothing(
    text: tuple[int, int, Guide], seed: int, shapes: tuple[tuple[int, int], ...]
) -> None:
    n, m, guide = text
    chance = random.Random(seed)
    chunks = cut(n, m, guide)
    whole = join([random_path(chunk, chance, shapes) for chunk in chunks], chunks)
    assert_covered(whole.steps, n, m)
    assert len(whole.posteriors) == len(whole.steps)
    assert len(whole.corners) == len(whole.steps) + 1


def straight(chunk: Chunk, *, source_first: bool) -> Path:
    """Leave all of a chunk alone, one side after the other: no corner in common with the other."""
    rows = [(i, chunk.columns.start, 1, 0) for i in chunk.rows]
    columns = [(chunk.rows.stop, j, 0, 1) for j in chunk.columns]
    if not source_first:
        columns = [(chunk.rows.start, j, 0, 1) for j in chunk.columns]
        rows = [(i, chunk.columns.stop, 1, 0) for i in chunk.rows]
    steps = rows + columns if source_first else columns + rows
    return Path(steps, [1.0] * len(steps), [1.0] * (len(steps) + 1))


@given(documents(), st.booleans())
def test_joining_paths_along_opposite_edges(text: tuple[int, int, Guide], parity: bool) -> None:
    n, m, guide = text
    chunks = cut(n, m, guide)
    paths = [straight(chunk, source_first=(k % 2 == 0) == parity) for k, chunk in enumerate(chunks)]
    assert_covered(join(paths, chunks).steps, n, m)


def test_where_paths_agree_the_join_keeps_all_pairs() -> None:
    n = 700
    chunks = cut(n, n, [(k, k) for k in range(0, n, 9)])
    assert len(chunks) > 10
    paths = []
    for chunk in chunks:
        low = max(chunk.rows.start, chunk.columns.start)
        high = min(chunk.rows.stop, chunk.columns.stop)
        steps = [(i, chunk.columns.start, 1, 0) for i in range(chunk.rows.start, low)]
        steps += [(low, j, 0, 1) for j in range(chunk.columns.start, low)]
        steps += [(k, k, 1, 1) for k in range(low, high)]
        steps += [(i, high, 1, 0) for i in range(high, chunk.rows.stop)]
        steps += [(chunk.rows.stop, j, 0, 1) for j in range(high, chunk.columns.stop)]
        paths.append(Path(steps, [1.0] * len(steps), [1.0] * (len(steps) + 1)))
    assert join(paths, chunks).steps == [(k, k, 1, 1) for k in range(n)]
