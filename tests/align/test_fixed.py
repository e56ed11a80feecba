"""Pairs that stand: whatever they are, they stay, and the rest is whole, in order, and probable."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from tmkit.align import Evidence, align
from tmkit.align.chunks import Chunk, Model, build_lattice
from tmkit.align.estimate import first_guess
from tmkit.align.fixed import gaps
from tmkit.align.links import make_table, static_links
from tmkit.align.search import posteriors
from tmkit.align.side import make_side
from tmkit.align.weights import FITTED
from tmkit.model import Alignment, Segment
from tmkit.segment import segments

NOTHING = Evidence(None)


def assert_whole(alignment: Alignment, n: int, m: int) -> None:
    rows = [k for bead in alignment.beads for k in bead.source]
    columns = [k for bead in alignment.beads for k in bead.target]
    assert (rows, columns) == (list(range(n)), list(range(m)))
    assert len(alignment.corners) == len(alignment.beads) + 1


@pytest.mark.parametrize("seed", range(6))
def test_any_pairs_that_stand_are_kept(made: Any, seed: int) -> None:
    text = made(120, seed)
    source, target = segments(text.source), segments(text.target)
    choose = random.Random(seed)
    fixed, i, j = [], 0, 0
    while i < len(source) - 4 and j < len(target) - 4:
        i, j = i + choose.randrange(40), j + choose.randrange(40)
        size = choose.choice([(1, 1), (1, 1), (2, 1), (3, 4), (0, 0)])
        if i + size[0] > len(source) or j + size[1] > len(target):
            break
        fixed.append((range(i, i + size[0]), range(j, j + size[1])))
        i, j = i + size[0], j + size[1]
    alignment = align(source, target, NOTHING, fixed=fixed)
    assert_whole(alignment, len(source), len(target))
    found = {(bead.source, bead.target): bead for bead in alignment.beads}
    for rows, columns in fixed:
        if rows:
            assert found[rows, columns].confidence == 1.0
        else:
            crossing = [
                bead
                for bead in alignment.pairs()
                if bead.source.start < rows.start < bead.source.stop
                or bead.target.start < columns.start < bead.target.stop
                or (bead.source.stop <= rows.start) != (bead.target.stop <= columns.start)
            ]
            assert crossing == []


def test_one_settled_pair_puts_right_what_is_around_it(made: Any) -> None:
    text = made(60, 3)
    source, target = segments(text.source), segments(text.target)
    plain = {(bead.source, bead.target) for bead in align(source, target, NOTHING).pairs()}
    wanted = [(rows, columns) for rows, columns in text.beads if rows and columns]
    fixed = wanted[::2]
    anew = {(b.source, b.target) for b in align(source, target, NOTHING, fixed=fixed).pairs()}
    assert len(anew & set(wanted)) >= len(plain & set(wanted))
    assert set(fixed) <= anew


def test_pairs_in_no_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order of the text"):
        gaps(5, 5, [(range(2, 3), range(2, 3)), (range(3, 4), range(1, 2))])
    with pytest.raises(ValueError, match="order of the text"):
        gaps(5, 5, [(range(4, 6), range(2, 3))])


@pytest.mark.parametrize("edges", [(True, False), (False, True), (True, True), (False, False)])
def test_the_chances_of_every_segment_add_up_to_one(edges: tuple[bool, bool]) -> None:
    """At a settled pair too the search knows all that can become of a segment."""
    english = ["The harbour closed.", "Two ships sank.", "Nobody knew.", "Rain fell on Monday."]
    japanese = ["港は閉じた。", "船が二隻沈んだ。", "月曜に雨が降った。"]
    source = make_side([Segment(text, "en") for text in english], None)
    target = make_side([Segment(text, "ja") for text in japanese], None)
    table = make_table(source, target, static_links(target, source, None), False)
    model = Model(source, target, table, first_guess(source, target), FITTED, False)
    after, before = edges
    chunk = Chunk(range(4), range(3), not after, not before, after=after, before=before)
    post = posteriors(build_lattice(model, [chunk]))
    total_s, total_t = post.source[0].copy(), post.target[0].copy()
    for q, (a, b) in enumerate(post.shapes):
        for i in range(4 - a + 1):
            for j in range(3 - b + 1):
                chance = post.pairs[q, 0, i, j]
                total_s[i : i + a] += chance
                total_t[j : j + b] += chance
    assert np.allclose(total_s, 1.0, atol=1e-4)
    assert np.allclose(total_t, 1.0, atol=1e-4)
