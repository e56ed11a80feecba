"""Places that agree make a rendering surer; the forms of a verb are one term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.evidence.lexicon import load
from tmkit.terms import propose
from tmkit.terms.rank import _confidence


@given(st.floats(0, 1), st.integers(1, 500), st.floats(0, 1))
def test_agreement_never_makes_a_rendering_less_sure(
    score: float, count: int, share: float
) -> None:
    sure = _confidence(score, count, share, False)
    assert 0 <= sure <= 1
    assert sure >= round(score, 3)
    assert _confidence(score, count + 1, share, False) >= sure
    assert _confidence(score, count, 1.0, False) >= sure
    assert _confidence(score, count, share, True) <= 0.85


@pytest.mark.parametrize(("score", "count", "share"), [(0.7, 1, 1.0), (0.7, 8, 0.3)])
def test_one_place_and_places_that_disagree_add_little(
    score: float, count: int, share: float
) -> None:
    assert score <= _confidence(score, count, share, False) < 0.82
    assert _confidence(score, 8, 1.0, False) > 0.85


def test_a_verb_in_the_third_person_is_no_term_of_its_own() -> None:
    pairs = [
        ("The gauge measures the tide.", "計器は潮を測定する。"),
        ("We measure the tide daily.", "毎日潮を測定する。"),
    ]
    found = {p.term: p.count for p in propose(pairs, load())}
    assert found["measure"] == 2
    assert "measures" not in found
