"""Words cut short count as the words that they are short for."""

from __future__ import annotations

import pytest

from tmkit.evidence.lexicon import Lexicon, load
from tmkit.terms import Proposal, propose
from tmkit.terms.clipped import clipped, clipped_english

PAIRS = [
    ("A lantern application shows the tide.", "ランタンアプリケーションは潮を示す。"),
    ("The lantern app is small.", "このランタンアプリは小さい。"),
    ("Every lantern app needs a map.", "どのランタンアプリケーションにも地図が要る。"),
    ("A lantern hangs at the door.", "ランタンが戸口に下がっている。"),
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon | None:
    return load()


@pytest.mark.parametrize(
    ("long", "short", "together"),
    [
        ("アプリケーション", "アプリ", True),
        ("インフラストラクチャー", "インフラ", True),
        ("テレビジョン", "テレビ", True),
        ("データベース", "データ", False),
        ("コンピューターゲーム", "コンピューター", False),
        ("クラウドファンディング", "クラウド", False),
        ("サーバー", "サーバ", False),  # a spelling, which is grouped elsewhere
    ],
)
def test_what_is_short_for_what(
    lexicon: Lexicon | None, long: str, short: str, together: bool
) -> None:
    assert clipped([long, short], lexicon) == ({long: short} if together else {})


def test_english_words_are_cut_short_as_the_japanese_are(lexicon: Lexicon | None) -> None:
    clips = {"アプリケーション": "アプリ"}
    assert clipped_english(["app", "applic", "appl"], clips, lexicon) == {"applic": "app"}
    assert clipped_english(["app", "applic"], {}, lexicon) == {}
    assert clipped(["アプリケーション", "アプリ"], None) == {}


def test_a_long_rendering_is_not_outvoted_by_its_truncated_part(lexicon: Lexicon | None) -> None:
    found: dict[str, Proposal] = {p.term: p for p in propose(PAIRS, lexicon)}
    best = found["lantern app"].renderings[0]
    # Both forms are one rendering; of two that are as frequent the full form is shown.
    assert best.text == "ランタンアプリケーション"
    assert best.spellings == (("ランタンアプリケーション", 1), ("ランタンアプリ", 1))
    assert found["lantern app"].is_inconsistent
