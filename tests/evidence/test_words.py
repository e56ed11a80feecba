"""Content words of English phrases."""

from __future__ import annotations

import pytest

from tmkit.evidence.words import STOP_WORDS, content_words, plain


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("The king's horses", ["king", "hors"]),
        ("They were running to the 3 castles", ["run", "3", "castl"]),
        ("to be or not to be", ["not"]),
        ("He's no friend of mine", ["no", "friend", "mine"]),
        ("A B C 7", ["7"]),
        ("", []),
        ("———", []),
        ("日本", []),
    ],
)
def test_content_words(phrase: str, words: list[str]) -> None:
    assert content_words(phrase) == words


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("Café", "cafe"), ("naïve", "naive"), ("Erdoğan", "erdogan"), ("King’s", "king"),
        ("don't", "don"), ("ZÜRICH", "zurich"), ("plain", "plain"), ("", ""),
    ],
)  # fmt: skip
def test_plain(word: str, bare: str) -> None:
    assert plain(word) == bare


def test_stop_words_are_plain_and_negations_stay() -> None:
    assert {"the", "of", "and", "he"} <= STOP_WORDS
    assert not {"no", "not", "never", "yes"} & STOP_WORDS
    assert all(word == word.lower() for word in STOP_WORDS)
