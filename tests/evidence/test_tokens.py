"""Texts as bags of types: what the two languages share, and what Japanese words become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.tokens import LATIN, tokens
from tmkit.morphology import morphemes


def shared(english: str, japanese: str, lexicon: Lexicon | None) -> set[str]:
    """Return the types that the aligner takes for the same: Latin words without their prefix."""
    right = {name.removeprefix(LATIN) for name in tokens(japanese, "ja", lexicon)}
    return set(tokens(english, "en", lexicon)) & right


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The horses were running.", ["hors", "run"]),
        ("He bought 3.5 million dollars", ["bought", "dollar", "million", "#3500000"]),
        ("Nobody’s fault, he said", ["nobodi", "fault", "said"]),
        ("see https://example.org/A_b?c=1.", ["see", "url:https://example.org/a_b?c=1"]),
        ("", []),
        ("I a x", []),
        ("ＦＵＬＬ ｗｉｄｔｈ", ["full", "width"]),
        ("café", ["cafe"]),
    ],
)
def test_english(text: str, types: list[str]) -> None:
    assert sorted(tokens(text, "en", None)) == sorted(types)


@pytest.mark.parametrize(
    ("english", "japanese", "common"),
    [
        ("It cost 3.5 million.", "350万かかった。", {"#3500000"}),
        ("On May 3, 2023", "二〇二三年五月三日", {"#2023", "#m5", "#3"}),
        ("NATO and the EU", "ＮＡＴＯとEU", {"nato", "eu"}),
        ("Run git rebase", "git rebaseを実行する", {"git", "rebas"}),
        ("See http://example.org/x", "http://example.org/x を参照。", {"url:http://example.org/x"}),
        ("See http://example.org/x", "http://example.org/xを参照。", {"url:http://example.org/x"}),
        ("See http://example.org/x.", "（http://example.org/x）", {"url:http://example.org/x"}),
        ("version of OpenSSL", "OpenSSLの版", {"openssl"}),
        ("Yes.", "はい。", set()),
    ],
)
@pytest.mark.parametrize("dictionary", [True, False])
def test_what_both_sides_write_alike(
    lexicon: Lexicon, english: str, japanese: str, common: set[str], dictionary: bool
) -> None:
    assert shared(english, japanese, lexicon if dictionary else None) == common


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("馬が走った。", {"馬", "走る"}),
        ("静かな海だった。", {"静か", "海"}),
        ("はい、ありがとう。", {"はい", "ありがとう"}),
        ("それはそのことだ。", set()),
        ("食べさせられている。", {"食べる"}),
        ("経済成長率が上がる", {"経済成長率", "成長率", "経済"}),
        ("国際連合安全保障理事会", {"国際連合", "安全保障理事会"}),
        ("東京都知事", {"東京", "都知事"}),
    ],
)
def test_japanese_words_as_the_dictionary_files_them(
    lexicon: Lexicon, text: str, types: set[str]
) -> None:
    found = set(tokens(text, "ja", lexicon))
    if types:
        assert types <= found
    else:
        assert found == set()
    assert not {"が", "の", "だ", "。", "、"} & found


def test_a_compound_that_sudachi_splits_is_found_whole(lexicon: Lexicon) -> None:
    """Two or three words side by side that are one head of the dictionary."""
    text = "温室効果ガス"
    assert [word.surface for word in morphemes(text)] == ["温室", "効果", "ガス"]
    assert {"温室", "効果", "ガス", "温室効果", "温室効果ガス"} <= set(tokens(text, "ja", lexicon))
    assert "温室効果" not in tokens("温室の効果", "ja", lexicon)
    assert "温室効果" not in tokens(text, "ja", None)


def test_half_width_and_full_width_are_the_same(lexicon: Lexicon) -> None:
    assert sorted(tokens("ｺﾝﾋﾟｭｰﾀｰで１２３", "ja", lexicon)) == sorted(
        tokens("コンピューターで123", "ja", lexicon)
    )


def test_repetitions_stay(lexicon: Lexicon) -> None:
    assert tokens("dog dog dog", "en", lexicon) == ["dog"] * 3
    assert tokens("犬と犬", "ja", lexicon).count("犬") == 2


def test_names_that_no_dictionary_has_are_types_of_their_own(lexicon: Lexicon) -> None:
    assert "ゼレンスキー" in tokens("ゼレンスキーは言った。", "ja", lexicon)
    assert "ゼレンスキー" in tokens("ゼレンスキーは言った。", "ja", None)


@given(st.text(max_size=80), st.sampled_from(["en", "ja", "en-GB", "ja-JP"]))
def test_any_text(lexicon: Lexicon, text: str, lang: str) -> None:
    found = tokens(text, lang, lexicon)
    assert all(found)
    assert sorted(tokens(text, lang, lexicon)) == sorted(found)
