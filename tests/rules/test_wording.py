"""What of a text can be a term: keys, places, and what is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.morphology import morphemes
from tmkit.rules._variants import same_okurigana
from tmkit.rules._wording import english_terms, folded, masked, nouns, singular

english_texts = st.text(alphabet="abcdefg ABC-'.,:`*<>&%sof\n", max_size=60)
japanese_texts = st.text(alphabet="位置引数読み取り専用カーティ・のを。 abﾊﾟ１", max_size=25)


@given(english_texts)
def test_masking_keeps_every_place(text: str) -> None:
    blank = masked(text)
    assert len(blank) == len(text)
    assert all(a in (b, "\0") for a, b in zip(blank, text, strict=True))


@given(english_texts)
def test_english_terms_stand_where_they_say(text: str) -> None:
    for key, (start, end) in english_terms(text).items():
        written = text[start:end].lower().replace("-", " ").split()
        assert len(written) == len(key.split())
        assert all(
            word.startswith(part[:2]) for word, part in zip(written, key.split(), strict=True)
        )


@given(japanese_texts)
def test_nouns_stand_where_they_say(text: str) -> None:
    words = morphemes(text)
    found = list(nouns(words))
    for noun in found:
        assert text[noun.start : noun.end] == "".join(word.surface for word in noun.words)


@given(japanese_texts)
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_code_and_addresses_are_no_wording() -> None:
    text = "See https://example.org/event-loop, ``event loop``, :func:`event` and {event}."
    assert set(english_terms(text)) == set()


def test_what_markup_holds_is_wording() -> None:
    assert "event loop" in english_terms("See the :term:`event loop <loop>`.")


def test_a_word_with_hyphens_is_not_cut() -> None:
    found = set(english_terms("It is a non-blocking socket."))
    assert {"non blocking", "non blocking socket", "socket"} <= found
    assert "blocking socket" not in found


def test_what_follows_most_is_no_term_of_its_own() -> None:
    assert "significant bit" not in english_terms("the most significant bit")


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Arguments", "argument"),
        ("dictionaries", "dictionary"),
        ("classes", "class"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("PyObject", ""),
        ("x86", ""),
    ],
)
def test_singular(word: str, wanted: str) -> None:
    assert singular(word) == wanted


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ユーザ", "ユーザー"),
        ("インタフェース", "インターフェイス"),
        ("イニシアチブ", "イニシアティブ"),
        ("ウィンドウ", "ウインドウ"),
        ("デジタル", "ディジタル"),
    ],
)
def test_spellings_have_one_key(a: str, b: str) -> None:
    assert folded(a) == folded(b)


def test_a_verb_before_a_noun_makes_a_compound() -> None:
    assert "読み取り専用" in {noun.key for noun in nouns(morphemes("読み取り専用の属性です。"))}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("読取り", "読み取り", True),
        ("行なう", "行う", True),
        ("受付", "受け付け", True),
        ("使える", "使う", False),
        ("作れる", "作る", False),
        ("呼び出", "呼び出し", False),
        ("読み出し", "読み取り", False),
    ],
)
def test_okurigana(a: str, b: str, same: bool) -> None:
    assert same_okurigana(a, b) is same
    assert same_okurigana(b, a) is same
