"""Where the terms of a glossary stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.glossary import Glossary, Hit
from tmkit.language import fold
from tmkit.model import Concept, Term


def glossary(*texts: str, lang: str = "en") -> Glossary:
    return Glossary([Concept((Term(text, lang),), id=text) for text in texts])


def found(index: Glossary, text: str, lang: str) -> list[tuple[str, str]]:
    """Return the terms found, each with the stretch of the text."""
    hits = index.find(text, lang)
    assert all(text[hit.start : hit.end] for hit in hits)
    return [(hit.term.text, text[hit.start : hit.end]) for hit in hits]


ENGLISH = [
    ("balance of power", "The Balances of Power shift", ["Balances of Power"]),
    (
        "balance of power",
        "a balance of power, and the balance-of-power school",
        [
            "balance of power",
            "balance-of-power",
        ],
    ),
    ("sanction", "New sanctions were sanctioned.", ["sanctions", "sanctioned"]),
    ("sanctions", "One sanction fell.", ["sanction"]),
    ("policy", "Their policies; the policy’s aim", ["policies", "policy’s"]),
    ("deploy", "deployed, deploying, deploys", ["deployed", "deploying", "deploys"]),
    ("plan", "It planned the plane.", ["planned"]),
    ("fee", "feed the fees", ["fees"]),
    ("use", "used in using", ["used", "using"]),
    ("woman", "two women", ["women"]),
    (
        "United States",
        "the united states of the United States",
        [
            "united states",
            "United States",
        ],
    ),
    ("US", "tell us about the US and US-led talks", ["US", "US"]),
    ("new", "the news is new", ["new"]),
    ("C++", "C, C++ and C+", ["C++"]),
    ("R&D", "R & D or R&D, not RD", ["R & D", "R&D"]),
    (
        "Harbour Fund",
        "Ｈａｒｂｏｕｒ\u3000Ｆｕｎｄ and Harbour\nFund, Harbour, Fund",
        [
            "Ｈａｒｂｏｕｒ\u3000Ｆｕｎｄ",
            "Harbour\nFund",
        ],
    ),
    ("art", "the party started", []),
    ("Li", "Li's and Li’s lines", ["Li's", "Li’s"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), ENGLISH)
def test_english_by_words(term: str, text: str, expected: list[str]) -> None:
    assert [stretch for _, stretch in found(glossary(term), text, "en-GB")] == expected


JAPANESE = [
    ("港湾基金", "港湾基金は、新港湾基金だ", ["港湾基金", "港湾基金"]),
    ("ガイド", "ｶﾞｲﾄﾞとガイド", ["ｶﾞｲﾄﾞ", "ガイド"]),
    ("AI", "AIとFAIRとＡＩ技術", ["AI", "ＡＩ"]),
    ("5G", "5Gと15G", ["5G"]),
    ("学習 モデル", "学習　モデル", ["学習　モデル"]),
    ("港", "港と空港", ["港", "港"]),
    ("㈱港", "(株)港", ["(株)港"]),
    ("株", "㈱と株", ["株"]),
    ("1", "1ﾞと1", ["1"]),
    ("𠮷野家", "あの𠮷野家で", ["𠮷野家"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), JAPANESE)
def test_japanese_by_characters(term: str, text: str, expected: list[str]) -> None:
    assert [stretch for _, stretch in found(glossary(term, lang="ja"), text, "ja")] == expected


def test_the_longest_term_counts_and_what_only_overlaps_too() -> None:
    index = glossary("中国", "中国共産党", "共産党大会", lang="ja")
    assert found(index, "中国共産党大会と中国", "ja") == [
        ("中国共産党", "中国共産党"),
        ("共産党大会", "共産党大会"),
        ("中国", "中国"),
    ]
    index = glossary("power", "balance of power")
    assert found(index, "power and balance of power", "en") == [
        ("power", "power"),
        ("balance of power", "balance of power"),
    ]


def test_a_term_of_two_concepts_is_found_for_both() -> None:
    first = Concept((Term("bank", "en"), Term("銀行", "ja")), id="money")
    second = Concept((Term("Bank", "en"), Term("土手", "ja")), id="river")
    hits = Glossary([first, second]).find("the bank", "en")
    assert hits == (
        Hit(4, 8, first.terms[0], first),
        Hit(4, 8, second.terms[0], second),
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [("イランが", True), ("イランカード", False), ("親イラン", True), ("ベイラン", False)],
)
def test_a_longer_run_of_the_same_script_is_told(text: str, whole: bool) -> None:
    (hit,) = glossary("イラン", lang="ja").find(text, "ja")
    assert hit.whole is whole


def test_kanji_that_go_on_are_told() -> None:
    index = glossary("中国", lang="ja")
    assert [hit.whole for hit in index.find("中国地方と中国", "ja")] == [False, True]


def test_languages_are_kept_apart() -> None:
    index = Glossary([Concept((Term("fund", "en-GB"), Term("基金", "ja-JP")))])
    assert len(index.find("fund 基金", "en-US")) == 1
    assert len(index.find("fund 基金", "ja")) == 1
    assert index.find("fund 基金", "de") == ()


TEXT = st.text(alphabet="abAZ 東京カガｶﾞﾞ㈱ﬁß\u0301\u3000-,.'\n1５İ", max_size=30)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=5), TEXT, TEXT, st.sampled_from(["en", "ja"]))
def test_hits_lie_in_the_text_and_say_the_term(
    terms: list[str], before: str, after: str, lang: str
) -> None:
    index = glossary(*terms, lang=lang)
    text = before + " " + terms[0] + " " + after
    hits = index.find(text, lang)
    assert list(hits) == sorted(hits, key=lambda hit: hit.start)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        if lang == "ja":
            assert fold(text[hit.start : hit.end]) == fold(hit.term.text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="東京都カガｶﾞａa1", min_size=1, max_size=6), TEXT)
def test_a_japanese_term_between_spaces_is_found_or_lies_in_a_longer_one(
    term: str, before: str
) -> None:
    if term[0] == "ﾞ":
        return  # it would voice what stands before it
    text = f"{before}。{term}。"
    start = len(before) + 1
    hits = glossary(term, lang="ja").find(text, "ja")
    assert any(hit.start <= start and hit.end >= start + len(term) for hit in hits)
