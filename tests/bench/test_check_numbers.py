"""A small seeded sample of the generated number pairs: the rules keep what was measured."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench.check_numbers import KINDS, Pair, kanji, myriad, pairs, score, words
else:
    from check_numbers import KINDS, Pair, kanji, myriad, pairs, score, words


def test_numbers_are_told_apart() -> None:
    result = score(list(pairs(240, seed=20)))
    assert result.precision >= 0.98
    assert result.recall >= 0.95


def test_the_sample_is_what_it_says() -> None:
    made = list(pairs(4 * len(KINDS) * 3, seed=1))
    verdicts = Counter((pair.wrong, pair.held_out) for pair in made)
    assert verdicts[True, False] + verdicts[True, True] == len(made) // 2
    assert {pair.kind for pair in made if pair.wrong} == {said.__name__ for said, _, _ in KINDS}
    assert all(pair.english and pair.japanese for pair in made)


def test_the_arithmetic_of_the_score() -> None:
    right = Pair("plain", "It has 20 rooms.", "部屋は20室ある。", False, False)
    wrong = Pair("plain", "It has 20 rooms.", "部屋は30室ある。", True, False)
    missed = Pair("plain", "It has rooms.", "部屋がある。", True, False)
    alarm = Pair("plain", "It has 20 rooms.", "部屋は30室ある。", False, False)
    result = score([right, wrong, missed, alarm])
    assert (result.hits, result.alarms, result.misses) == (1, 1, 1)
    assert (result.precision, result.recall) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("value", "shown"), [(13, "十三"), (110, "百十"), (4999, "四千九百九十九"), (1000, "千")]
)
def test_kanji(value: int, shown: str) -> None:
    assert kanji(value) == shown


def test_notations() -> None:
    assert myriad(350_000_000) == "3億5000万"
    assert words(42) == "forty-two"
