"""The score of a bead against its formula, written out word by word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from tmkit.align.emission import ABLE, SHAPES, Parts, Text, score_parts
from tmkit.align.links import Table, make_table, static_links
from tmkit.align.side import Side, make_side
from tmkit.evidence.lexicon import Lexicon
from tmkit.model import Document
from tmkit.segment import segments

Lines = Callable[[Sequence[str], str], Document]
Links = dict[tuple[int, int], float]
TEXT = Text(ratio=-0.1, noise_source=0.3, noise_target=0.2)


def links_of(table: Table, kinds: int) -> tuple[Links, Links]:
    """Return t(source | target) and t(target | source) by their pairs of types."""
    owner = np.repeat(np.arange(kinds), np.diff(table.first))
    pairs = list(zip(owner.tolist(), table.target.tolist(), strict=True))
    forward = dict(zip(pairs, table.forward.tolist(), strict=True))
    backward = zip(pairs, table.backward.tolist(), strict=True)
    return forward, {(t, s): weight for (s, t), weight in backward}


def bags(side: Side, counted: Any, start: int, size: int) -> list[Counter[int]]:
    """Return the words that count of each segment of a run."""
    found = []
    for k in range(start, start + size):
        span = slice(side.first[k], side.first[k + 1])
        pairs = zip(side.ids[span].tolist(), side.counts[span].tolist(), strict=True)
        found.append(Counter({t: int(count) for t, count in pairs if counted[t]}))
    return found


def words_by_hand(
    left: list[Counter[int]], right: list[Counter[int]], t: Links, background: Any, noise: float
) -> float:
    """Return the score of the left words given the right ones, as the module's docstring has it.

    A word that several left segments have draws on the right only as often as the right has a word
    for it, and at least as often as one of its segments says it.
    """
    whole = sum(left, Counter[int]())
    given = sum(right, Counter[int]())
    size = max(sum(given.values()), 1)
    total = 0.0
    for e, count in whole.items():
        reached = sum(t.get((e, f), 0.0) * often for f, often in given.items())
        explained = math.log(noise + (1 - noise) * reached / (size * float(background[e])))
        able = sum(often for f, often in given.items() if t.get((e, f), 0.0) > ABLE)
        times = min(count, max(able, max(bag[e] for bag in left)))
        total += times * explained + (count - times) * math.log(noise)
    return total


@pytest.fixture
def sides(lexicon: Lexicon, made: Any, lines: Lines) -> tuple[Side, Side, Table]:
    text = made(10, 31)
    english = [p.text for p in text.source.paragraphs][:7]
    japanese = [p.text for p in text.target.paragraphs][:8]
    english[3] = english[2] + " " + english[2]  # words said again
    source = make_side(segments(lines(english, "en")), lexicon)
    target = make_side(segments(lines(japanese, "ja")), lexicon)
    links = static_links(target, source, lexicon)
    return source, target, make_table(source, target, links, japanese_source=False)


def parts_of(
    sides: tuple[Side, Side, Table], rows: range, columns: range
) -> dict[tuple[int, int], Parts]:
    source, target, table = sides
    return score_parts(source, target, rows, columns, table, TEXT)


@pytest.mark.parametrize("shape", SHAPES)
def test_words(sides: tuple[Side, Side, Table], shape: tuple[int, int]) -> None:
    source, target, table = sides
    forward, backward = links_of(table, len(source.types))
    a, b = shape
    n, m = len(source), len(target)
    found = parts_of(sides, range(n), range(m))[shape].words
    assert found.shape == (n - a + 1, m - b + 1)
    for i in range(n - a + 1):
        for j in range(m - b + 1):
            left = bags(source, table.counted_source, i, a)
            right = bags(target, table.counted_target, j, b)
            by_hand = words_by_hand(
                left, right, forward, table.background_source, TEXT.noise_source
            ) + words_by_hand(right, left, backward, table.background_target, TEXT.noise_target)
            assert found[i, j] == pytest.approx(0.5 * by_hand, abs=1e-3)


def test_a_chunk_scores_as_the_whole_does(sides: tuple[Side, Side, Table]) -> None:
    source, target, _ = sides
    whole = parts_of(sides, range(len(source)), range(len(target)))
    part = parts_of(sides, range(1, 6), range(2, 8))
    for shape, found in part.items():
        for name in ("words", "length", "inner", "ending", "same"):
            inside = getattr(found, name)
            rows, columns = inside.shape
            expected = getattr(whole[shape], name)[1 : 1 + rows, 2 : 2 + columns]
            np.testing.assert_allclose(inside, expected, atol=1e-4, err_msg=f"{shape} {name}")


def test_a_translation_scores_above_its_neighbours(
    sides: tuple[Side, Side, Table], made: Any
) -> None:
    text = made(10, 31)
    words = parts_of(sides, range(3), range(3))[1, 1].words
    first = [bead for bead in text.beads if bead[0] and bead[0].stop <= 3 and bead[1].stop <= 3]
    for rows, columns in first:
        if len(rows) == len(columns) == 1:
            assert words[rows.start].argmax() == columns.start


def test_paragraph_breaks(lexicon: Lexicon, lines: Lines) -> None:
    """Breaks inside a bead count on both sides, at its end only those that one side lacks."""
    source = make_side(segments(lines(["One. Two.", "Three."], "en")), lexicon)
    target = make_side(segments(lines(["一。", "二。三。", "四。"], "ja")), lexicon)
    table = make_table(source, target, static_links(target, source, lexicon), False)
    parts = score_parts(source, target, range(3), range(4), table, TEXT)
    assert parts[1, 1].inner.tolist() == [[0] * 4] * 3
    assert parts[1, 1].ending.tolist() == [[1, 0, 1, 1], [0, 1, 0, 0], [0, 1, 0, 0]]
    assert parts[2, 1].inner.tolist() == [[0] * 4, [1] * 4]
    assert parts[1, 2].inner.tolist() == [[1, 0, 1]] * 3
    assert parts[2, 2].inner.tolist() == [[1, 0, 1], [2, 1, 2]]
    assert parts[2, 2].ending.tolist() == [[1, 0, 0], [1, 0, 0]]


def test_length_is_best_at_the_ratio(sides: tuple[Side, Side, Table]) -> None:
    source, target, _ = sides
    scores = parts_of(sides, range(len(source)), range(len(target)))[1, 1].length
    off = np.abs(np.log(target.lengths)[None, :] - np.log(source.lengths)[:, None] - TEXT.ratio)
    far, near = np.unravel_index(off.argmax(), off.shape), np.unravel_index(off.argmin(), off.shape)
    assert scores[near] > scores[far]
    assert np.isfinite(scores).all()
