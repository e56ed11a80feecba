from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats.text import read
from tmkit.model import Mark


def texts(source: str, lang: str = "ja") -> list[str]:
    return [paragraph.text for paragraph in read(source.encode(), "x.txt", lang).paragraphs]


# Written for these tests.
MAIL = """\
Dear all,

I have read the draft that you sent on Monday, and I find it much better than
the first. There are two places where I would like to see more detail: the
opening, which says nothing about the harbour, and the end of the well-
known speech.

  Points to settle:
- the price of the boat, which nobody has named so far in any of our meetings
  this year
- the crew

We can talk about it on Thursday if the weather lets me come across with the
early ferry.

Best wishes,
Anna
Harbour Office
"""

NOVEL = """\
　灯台守の朝は早い。夜明け前に起きて、まず空の色を見る。それか
ら長い階段を上り、灯りを消して、レンズを布で拭く。誰も見ていな
くても、手を抜いたことは一度もない。
　その日は風が強かった。沖に一隻の船が見えたが、旗の色まではわ
からない。彼は望遠鏡を取り出した。
　「あれは何だろう」
　船はゆっくりと近づいてきた。
"""


def test_a_line_is_a_paragraph() -> None:
    source = "　一つ目の段落です。\n二つ目の段落です。\n\n\t三つ目　です \u3000\n"
    document = read(source.encode(), "x.txt", "ja")
    assert [(p.text, p.marks) for p in document.paragraphs] == [
        ("一つ目の段落です。", (Mark(0, 1, 2),)),
        ("二つ目の段落です。", (Mark(0, 2, 1),)),
        ("三つ目　です", (Mark(0, 4, 2),)),
    ]
    assert (document.format, document.encoding, document.omitted) == ("text", "UTF-8", ())


def test_long_lines_without_full_stop_stay_apart() -> None:
    lines = [
        "港の再開発をめぐる住民説明会が町役場で開かれ、およそ百人が参加して意見を交わした",
        "町長は来年の春までに計画をまとめる考えを示し、費用については県と協議を続けるとした",
        "漁協の組合長は、水揚げの時間帯に工事の車が通らないようにしてほしいと求めた",
        "次回の説明会は六月に予定されている",
    ]
    assert texts("\n".join(lines)) == lines


def test_titles_of_like_length_are_not_joined() -> None:
    lines = ["港の再開発で住民説明会、百人が参加", "町長が計画を春までにまとめる考え示す"]
    lines += ["漁協は工事車両の時間帯に配慮求める声", "次回の説明会は六月に町役場で開催予定"]
    assert texts("\n".join(lines)) == lines


def test_wrapped_english() -> None:
    found = texts(MAIL, "en")
    assert found == [
        "Dear all,",
        "I have read the draft that you sent on Monday, and I find it much better than the first. "
        "There are two places where I would like to see more detail: the opening, which says "
        "nothing about the harbour, and the end of the well-known speech.",
        "Points to settle:",
        "- the price of the boat, which nobody has named so far in any of our meetings this year",
        "- the crew",
        "We can talk about it on Thursday if the weather lets me come across with the early ferry.",
        "Best wishes,",
        "Anna",
        "Harbour Office",
    ]


def test_wrapped_japanese_with_indented_paragraphs() -> None:
    assert texts(NOVEL) == [
        "灯台守の朝は早い。夜明け前に起きて、まず空の色を見る。それから長い階段を上り、"
        "灯りを消して、レンズを布で拭く。誰も見ていなくても、手を抜いたことは一度もない。",
        "その日は風が強かった。沖に一隻の船が見えたが、旗の色まではわからない。"
        "彼は望遠鏡を取り出した。",
        "「あれは何だろう」",
        "船はゆっくりと近づいてきた。",
    ]


def test_latin_words_of_two_lines_stay_two_words() -> None:
    source = (
        "　この港では、三年前から海の温度を測るために、小さな装置 Blue\n"
        "Buoy を使っています。電池は太陽の光で充電され、一日に四回、測\n"
        "った値を陸に送ります。装置は軽く、一人でも船から下ろすことがで\n"
        "きますが、冬の間は波が高いので、必ず二人で作業をすることにして\n"
        "います。\n"
    )
    assert "装置 Blue Buoy を使っています" in texts(source)[0]


@pytest.mark.parametrize("source", [MAIL, NOVEL])
def test_marks_of_wrapped_text_are_true(source: str) -> None:
    lines = source.split("\n")
    for lang in ("en", "ja"):
        for paragraph in read(source.encode(), "x", lang).paragraphs:
            ends = [mark.offset for mark in paragraph.marks[1:]] + [len(paragraph.text)]
            for mark, end in zip(paragraph.marks, ends, strict=True):
                piece = paragraph.text[mark.offset : end].rstrip()
                assert lines[mark.line - 1][mark.column - 1 :].startswith(piece)


CHARACTERS = "あア漢字、。「」ー　 \tabc.-\u2028\x0c\u00a0①é"
LINES = st.lists(st.text(CHARACTERS, max_size=50), max_size=12)


@given(LINES, st.sampled_from(["ja", "en"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_marks_point_at_the_text_and_nothing_is_lost(
    lines: list[str], lang: str, newline: str
) -> None:
    document = read(newline.join(lines).encode(), "x", lang)
    for paragraph in document.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        ends = [mark.offset for mark in paragraph.marks[1:]] + [len(paragraph.text)]
        for mark, end in zip(paragraph.marks, ends, strict=True):
            piece = paragraph.text[mark.offset : end].rstrip(" ")
            assert lines[mark.line - 1][mark.column - 1 :].startswith(piece)
        assert paragraph.marks[0].offset == 0
    visible = re.sub(r"\s", "", "".join(lines))
    assert re.sub(r"\s", "", "".join(p.text for p in document.paragraphs)) == visible


def test_undecodable() -> None:
    with pytest.raises(FormatError, match=r"^x\.txt"):
        read(b"\xff\xfea", "x.txt", "ja")
