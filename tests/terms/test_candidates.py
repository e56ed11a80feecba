"""Which runs of words may be terms, in either language, and Sudachi's traps."""

from __future__ import annotations

import pytest

from tmkit.morphology import morphemes
from tmkit.terms import english, japanese


def english_keys(text: str) -> set[str]:
    return {c.key for c in english.candidates(english.words(text), text)}


def japanese_keys(text: str) -> set[str]:
    return {c.key for c in japanese.candidates(japanese.words(text, morphemes))}


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        (
            "the balance of power shifted",
            {"balance of power", "balance"},
            {"of power", "the balance"},
        ),
        ("loosely coupled architectures", {"loosely coupled architecture"}, {"loosely"}),
        ("Republic of North Macedonia", {"republic of north macedonia"}, set()),
        ("a client-server model", {"client server model"}, {"client server"[:0]}),
        ("The U.S. fleet", {"u.s. fleet"}, {"the"}),
        ("Hence Moscow acted", {"moscow"}, {"hence", "hence moscow"}),
        ("the minister's office", {"minister", "office"}, {"minister's office"}),
        ("Nord Stream 2 was built", {"nord stream 2"}, {"2"}),
        ("they said so", set(), {"they", "so"}),
    ],
)
def test_english_candidates(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = english_keys(text)
    assert wanted <= found
    assert not (unwanted - {""}) & found


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("装備開発部の部長", {"装備開発部", "装備開発部の部長", "部長"}, {"の部長"}),
        ("李氏は述べた", {"李"}, {"李氏"}),
        ("ゾラン・ザエフ首相", {"ゾラン・ザエフ", "ゾラン・ザエフ首相", "首相"}, {"・ザエフ"}),
        ("冪等性を持つ", {"冪等性"}, {"冪", "等性"}),
        ("非対称性がある", {"非対称性"}, {"対称"}),
        ("安全保障協力", {"安全保障協力", "安全保障"}, set()),
        ("三つのこと", set(), {"こと"}),
        ("サーバー Ａ社", {"サーバー"}, set()),
    ],
)
def test_japanese_candidates(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = japanese_keys(text)
    assert wanted <= found
    assert not unwanted & found


@pytest.mark.parametrize(
    "text", ["…", "李尚福", "あ…い", "ｻｰﾊﾞ", "🛥", "か\u3099", "\u200b", "港" * 13_000]
)
def test_words_join_up_to_the_text(text: str) -> None:
    found = japanese.words(text, morphemes)
    assert "".join(word.text for word in found) == text
    assert all(word.start < word.end for word in found)


def test_units_of_a_word_without_parts_are_the_word() -> None:
    # Sudachi's split() gives nothing for a word that has no parts.
    (word,) = japanese.words("港", morphemes)
    assert japanese.units(word, lambda _: True) == ("港",)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [pair.split(":") for pair in (
        "actors:actor alliances:alliance supplies:supply classes:class boxes:box "
        "analysis:analysis status:status gas:gas ties:tie"
    ).split()],
)  # fmt: skip
def test_singular(plural: str, singular: str) -> None:
    assert english.singular(plural) == singular
