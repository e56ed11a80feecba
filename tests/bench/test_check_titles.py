"""A small part of the bench on titles, so that a loss is seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # scripts of this folder, not a package
    from tests.bench.check_titles import SETS, measure, rows, texts
else:
    from check_titles import SETS, measure, rows, texts


@pytest.mark.parametrize("chosen", SETS)
def test_swapped_titles_are_found_and_clean_ones_are_not(chosen: str) -> None:
    recall, alarms, _ = measure(chosen, 60, seed=7, show=False)
    # In the rounds many titles are of one walk of life, and nothing is said where that is unsure.
    assert recall >= (0.8 if chosen.startswith("round") else 0.95)
    assert alarms <= 2


def test_over_a_hundred_names_and_no_name_or_title_in_two_sets() -> None:
    names = [row[1] for chosen in SETS for row in rows("names", chosen)]
    assert len(set(names)) == len(names) > 100
    templates = [row[0] for chosen in SETS for row in rows("templates", chosen)]
    assert len(set(templates)) == len(templates)


def test_the_same_seed_gives_the_same_texts() -> None:
    one, again = (list(texts("tuned", 20, 3, wrong=True)) for _ in range(2))
    assert one == again
    assert all(made.wrong in "".join(ja for _, ja in made.pairs) for made in one)
