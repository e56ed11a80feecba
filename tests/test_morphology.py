"""The door to Sudachi: its words, and the traps that stay behind it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.morphology import MOST_CHARACTERS, morphemes


def surfaces(text: str) -> list[str]:
    return [word.surface for word in morphemes(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("猫が走った。", ["猫", "が", "走っ", "た", "。"]),
        ("選挙管理委員会", ["選挙管理委員会"]),
        ("", []),
        ("\n", ["\n"]),
    ],
)
def test_words_in_order(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


def test_forms_of_a_word() -> None:
    [word, *_] = morphemes("走った")
    assert (word.lemma, word.pos[0]) == ("走る", "動詞")
    [name] = morphemes("シュミレーション")
    assert name.normal == "シミュレーション"
    assert morphemes("東京")[0].reading == "トウキョウ"


def test_a_long_word_has_parts_and_a_short_one_none() -> None:
    """Sudachi's split returns nothing for what it cannot split, and may panic when asked more."""
    [word] = morphemes("選挙管理委員会")
    assert [surface for surface, _, _ in word.parts] == ["選挙", "管理", "委員", "会"]
    assert morphemes("猫")[0].parts == ()
    assert morphemes("、")[0].parts == ()


@pytest.mark.parametrize(
    "size", [MOST_CHARACTERS - 1, MOST_CHARACTERS, MOST_CHARACTERS + 1, 3 * MOST_CHARACTERS]
)
@pytest.mark.parametrize("unit", ["猫", "𠮷", "a", "語は"])
def test_a_text_longer_than_a_call_allows(unit: str, size: int) -> None:
    text = (unit * size)[:size]
    assert "".join(surfaces(text)) == text


@settings(deadline=None)
@given(st.text(max_size=60))
def test_surfaces_join_up_to_the_text(text: str) -> None:
    assert "".join(surfaces(text)) == text


def test_the_same_text_gives_the_same_words() -> None:
    assert morphemes("王は馬を買った。") == morphemes("王は馬を買った。")
