"""Marks lie where they should whatever the text is, and say the same as the check does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.glossary import Glossary
from tmkit.model import Concept, Term
from tmkit.review import export, marks
from tmkit.review.marks import Highlight, highlights, per_piece
from tmkit.review.values import Piece, Row

LANGS = ("en", "ja")
GLOSSARY = Glossary(
    [
        Concept((Term("ferry", "en"), Term("フェリー", "ja"), Term("連絡船", "ja", "forbidden"))),
        Concept((Term("Port Authority", "en"), Term("港湾局", "ja"))),
    ]
)


def marked(english: str, japanese: str) -> list[tuple[str, str, str]]:
    texts = (english, japanese)
    found = highlights(texts, LANGS, GLOSSARY)
    return [
        (text[each.start : each.end], each.kind, each.label)
        for text, side in zip(texts, found, strict=True)
        for each in sorted(side, key=lambda mark: mark.start)
    ]


@pytest.mark.parametrize(
    ("english", "japanese", "expected"),
    [
        ("It cost 350 million yen.", "３億5000万円かかった。", [
            ("350 million yen", "number", "３億5000万円"),
            ("３億5000万円", "number", "350 million yen"),
        ]),
        ("It cost 350 million yen.", "三十五億円かかった。", [
            ("350 million yen", "number-off", ""), ("三十五億円", "number-off", ""),
        ]),
        ("Half a year passed.", "半年たった。", []),
        ("", "5隻", [("5隻", "number", "")]),  # with no other side nothing differs
        ("Now Jean-Luc Müller left.", "ジャン＝リュック・ミュラーは去った。", [
            ("Jean-Luc Müller", "name", "ジャン＝リュック・ミュラー"),
            ("ジャン＝リュック・ミュラー", "name", "Jean-Luc Müller"),
        ]),
        ("Minister Müller left.", "ﾐｭﾗｰ大臣は去った。", [
            ("Müller", "name", "ﾐｭﾗｰ"), ("ﾐｭﾗｰ", "name", "Müller"),
        ]),
        ("The OSC met.", "ＯＳＣが開かれた。", [
            ("OSC", "name", "ＯＳＣ"), ("ＯＳＣ", "name", "OSC"),
        ]),
        ("The OSCE met.", "OSCが開かれた。", []),
        ("The ferries left.", "フェリーは出た。", [
            ("ferries", "term", "フェリー"), ("フェリー", "term", "ferries"),
        ]),
        ("The ferry left.", "連絡船は出た。", [
            ("ferry", "term-off", "フェリー"), ("連絡船", "term-off", "ferry"),
        ]),
        ("The Port Authority said so.", "港の当局が言った。", [
            ("Port Authority", "term-off", "港湾局"),
        ]),
        ("The Port Authority said so.", "", []),
    ],
)  # fmt: skip
def test_what_is_marked(english: str, japanese: str, expected: list[tuple[str, str, str]]) -> None:
    assert marked(english, japanese) == expected
    turned = highlights((japanese, english), ("ja", "en-GB"), GLOSSARY)
    assert turned == highlights((english, japanese), LANGS, GLOSSARY)[::-1]


def test_other_languages_are_not_marked() -> None:
    assert highlights(("5 ferries", "5 Fähren"), ("en", "de"), GLOSSARY) == ([], [])


texts = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("12万ァアン・AB 𠮷🇯🇵\r\n")), max_size=30
)
pieces = st.lists(
    st.builds(Piece, texts, st.just(0), lead=st.one_of(st.none(), st.just(" "))), max_size=4
).map(tuple)


@given(texts, texts)
def test_marks_lie_within_the_texts(english: str, japanese: str) -> None:
    found = highlights((english, japanese), LANGS, GLOSSARY)
    for text, side in zip((english, japanese), found, strict=True):
        assert all(0 <= each.start < each.end <= len(text) for each in side)


@given(pieces, st.sampled_from(LANGS))
def test_a_side_is_joined_as_it_is_written(side: tuple[Piece, ...], lang: str) -> None:
    text, starts = marks.joined(side, lang)
    assert text == export.joined(side, lang, Row(side or (Piece("x", 0),), ()))[0]
    for piece, start in zip(side, starts, strict=True):
        assert text[start : start + len(piece.text)] == piece.text


@given(pieces, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_a_browser_cuts_out_what_was_marked(
    side: tuple[Piece, ...], ranges: list[tuple[int, int]]
) -> None:
    text, starts = marks.joined(side, "en")
    found = [
        Highlight(start, min(start + length, len(text)), "name")
        for start, length in ranges
        if start < len(text)
    ]
    covered = {n for each in found for n in range(each.start, each.end)}
    for piece, start, own in zip(side, starts, per_piece(side, starts, found), strict=True):
        units = piece.text.encode("utf-16-le", "surrogatepass")
        shown, at = "", 0
        for first, last, _, _ in own:
            assert at <= first < last <= len(units) // 2  # in order, without overlap
            shown += units[2 * first : 2 * last].decode("utf-16-le")
            at = last
        wanted = [c for n, c in enumerate(piece.text, start) if n in covered]
        assert shown == "".join(wanted)
