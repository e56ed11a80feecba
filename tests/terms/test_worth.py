"""What stands first: terms of several words that are rendered as such, common nouns late."""

from __future__ import annotations

import pytest

from tmkit.evidence.lexicon import load
from tmkit.morphology import morphemes
from tmkit.terms import english, japanese, propose
from tmkit.terms.worth import is_compact


@pytest.mark.parametrize(
    ("term", "rendering", "compact"),
    [
        ("balance of power", "勢力均衡", True),
        ("military alliance", "軍事同盟", True),
        ("nuclear missile", "核ミサイル", True),
        ("balance of power", "力の均衡", False),  # with a particle inside
        ("visit of the minister", "訪問", False),  # one noun for two words
        ("harbour security", "安全保障上", False),  # ends in what belongs to no term
    ],
)
def test_a_phrase_that_is_rendered_by_as_many_nouns(
    term: str, rendering: str, compact: bool
) -> None:
    words = japanese.words(rendering, morphemes)
    assert is_compact(english.words(term), words) is compact


def test_nothing_is_compact_without_a_rendering() -> None:
    assert not is_compact(english.words("balance of power"), [])


def test_common_nouns_come_after_terms_of_several_words() -> None:
    pairs = [
        ("The visit changed the balance of power.", "訪問は勢力均衡を変えた。"),
        ("The military alliance met in the summer.", "軍事同盟は夏に会合を開いた。"),
    ]
    order = [p.term for p in propose(pairs, load())]
    assert order.index("military alliance") < order.index("visit")
    assert order.index("balance of power") < order.index("visit")
