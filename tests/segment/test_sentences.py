"""Sentence ends, as tables: ``¦`` stands where the text must be split, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.model import Document, Mark, Origin, Paragraph, Segment
from tmkit.segment import paragraph_segments, segments, sentences

ENGLISH = """
He left. ¦She stayed.
He left.  ¦She stayed.   ¦Nobody spoke.
Dr. Brown met Mr. and Mrs. Green. ¦They talked.
Prof. Ito of St. Mary's spoke to Gen. Gray.
The U.S. Senate voted. ¦The U.K. did not.
She moved to the U.S. ¦He did not.
She moved to the U.S. in May.
Talks at the U.N. ¦However, nothing changed.
It was founded in Washington, D.C. ¦Since then it has grown.
Use a tool, e.g. a hammer, i.e. something hard.
Use a tool, e.g. Hammer Pro.
See Fig. 3 and No. 7 on p. 12.
No. ¦I will not go.
Did he pay? ¦No. ¦He left.
This is modern art. ¦The rest is not.
It was Tom vs. Jerry, cf. Smith et al. (2019).
Smith et al. ¦They found nothing.
Acme Inc. said so. ¦It was wrong.
He works at Acme Inc. ¦The firm is small.
Acme Co. Ltd. and Beta Corp. merged.
Sammy Davis Jr. sang. ¦We listened.
It opens at 9 a.m. on weekdays.
It opens at 9 a.m. ¦We were early.
It closes at 5 p.m. Monday and 6 p.m. EST on Friday.
Come on Jan. 5 or Wed. Feb. 12.
It happened in Dec. ¦The snow fell.
J. R. R. Tolkien wrote it. ¦I read it.
George W. Bush spoke. ¦Michael J. Fox did not.
We chose plan B. ¦It worked.
He is taller than I. ¦She is not.
It costs 3.14 dollars. ¦That is 2.5 more.
He uses Python 3.11. ¦She uses 3.12.
Version 2.0.1 of app.py is at example.com/a.b.html now.
Read https://example.com/x.html. ¦Then decide.
Open setup.cfg. ¦Change it.
Wait... ¦What was that?
Well... maybe not.
I saw . . . nothing.
The end … ¦Now begin.
Really?! ¦Yes!!! ¦Good.
"I will go." ¦He stood up.
He said, "Go." ¦She went.
“Are you sure?” she asked. ¦“Yes.”
"Are you sure?" asked Tom. ¦"Yes."
"Are you sure?" Tom asked. ¦"Yes."
"Stop!" Mr. Hill shouted.
(He left.) ¦Then it rained.
He left (as planned). ¦Then it rained.
He left (was it noon?) and came back.
It works [see notes.] ¦Try it.
It grew by half.[3] ¦It then shrank.
*Stop here.* ¦**Do not move.**
iPhone sales fell. ¦iPad sales rose. ¦eBay did well.
It sold out. ¦12 people left. ¦"None" remained.
1. Open the file. ¦2. Read it.
a. Open the file. ¦b. Read it.
1.2. Results of the test
IV. Results of the test
3) Close it; then go: there. ¦(4) Done.
Yahoo! shares rose. ¦Yahoo! Inc. said so.
He asked why? because he could.
no capitals here. ¦just talk! ¦really? ¦yes.
Set the flag. ¦os.path is a module. ¦foo() is not.
It is slow (see below.) ¦it can be fixed.
He forgot capitals in his answer. ¦then he went on.
Items: one; two; three. ¦Colons: fine.
He likes tea, coffee, etc. and cake.
He likes tea, coffee, etc. ¦Cake is out.
He has a Ph.D. in physics. ¦His Ph.D. was hard.
He said 「はい。」 and left. ¦「いいえ。」 ¦Then came 東京。 ¦Nothing.
First line
¦Second line
A line that was
wrapped by hand
"What?" ¦"Nothing." ¦– "Good."
He left. ¦— She stayed. ¦• They came.
The firm, Hart & Co., is old.
She paid approx. 5 pounds. ¦Gov. Reed paid more.
Turn to Sec. IV of Vol. II. ¦Then stop.
"""

JAPANESE = """
行った。¦来た。
行った。 ¦来た。　¦見た。
行ったよ！¦本当？¦そうだ!! ¦うん?
彼は「もう終わりだ。帰ろう。」と言った。¦次の日も来た。
彼は「もう終わりだ。帰ろう」という。¦それだけだ。
「行きますか？」と彼は言った。¦「はい。」¦「いいえ。」¦彼は黙った。
「寒い。」¦「そうですね。雪が降るでしょう。」という会話だ。
「寒い。¦明日は雪だ。」¦彼は窓を閉めた。
彼は「寒い！」¦「眠い！」と叫んだ。
『君の名は。』を見た。¦『君の名は。』公開中だ。
「モーニング娘。」のファンだ。
モーニング娘。は歌手だ。¦モーニング娘。の曲も好きだ。
Yahoo!は会社だ。¦Yahoo!ニュースを読む。¦Yahoo! JAPANも見る。
なぜか？と聞かれた。¦やった！と叫んだ。
なぜか？¦ところが答えはない。
「もう遅い。」¦ところが彼は来た。
「もう遅い。」¦はい、その通りだ。
「もう遅い。」¦でも彼は来た。
「もう遅い。」¦もし来たら困る。
「もう遅い。」でしたね。
「もう遅い。」などと書いた。
「もう遅い。」、そう書いた。
「もう遅い」。¦そう書いた。
「もう遅い。」。¦そう書いた。
彼は来た（私は知らない。）。¦次へ進む。
彼は来た（私は知らない。）¦次へ進む。
法人（以下「甲」という。以下同じ。）は、届け出る。
第三条（次の者を除く。）第二項を読む。
（これは補足です。これも補足です。）¦本文に戻る。
よかった（本当？）ので帰った。
値は3.14です。¦次は２．５です。
Python 3.11を使う。¦Python 3.12. ¦次の行へ。
1. はじめに。¦2. おわりに。
第1. はじめに
１．はじめに
(1) 開く。¦(2) 読む。
①開く。¦②読む。
これは句点である．¦次の文である．¦２．５は数である．
これは句点である. ¦次の文である.
これは終止です.¦次も終止です.
Ｊ．Ｓ．ミルを読む。
No. 5は良い。¦Mr. スミスも良い。
This is it. ¦That is good. ¦Dr. Who は別だ。
ああ……。¦そうか…。
でも……行くよ。
そうですか…¦私は知りません。
だから… ¦もう行く。
本当です！？¦嘘だ！！！¦まさか…！
「本当に！？」と彼。
嬉しいです😊¦
嬉しい！😊¦次も頑張る。
ありがとう！♪¦また明日。
驚いた。（笑）¦次へ行く。
増えた。[1]¦その後は減った。[2]
注意：次の点を見る。¦以上：終わり。
品目；三つ。
一行目
¦二行目
見出し
¦
¦本文です。¦続きです。
「閉じない引用だ。¦次の文だ。¦その次だ。
閉じるだけだ」次だ。¦その次だ。
（閉じない括弧だ。¦「引用だ。次だ。」と言った。¦終わり。
【速報】雨だ。¦【続報】雪だ。
｢半角だ｡終わり｡｣と書いた｡¦次｡
“引用だ。二つ目だ。”と言った。¦次だ。
値段は100円!¦安い。
if a != b: を書く。¦次へ。
from . import x を書く。¦次へ。
URLは https://example.com/?a=b です。¦次へ。
例.pyを開く。¦次へ。
みんな!¦元気?¦はい。
彼の言う「夢。」が何かは、知らない。
君の名は。を観た。
彼は来た。¦はるかに遅れた。¦のちに帰った。¦がんばった。
お前は誰だ？¦何者だ？¦とても怖い。
「何？¦なぜ？」¦彼は二度聞いた。
「「二重だ。」だ。」と書いた。¦次だ。
"""


def cases(table: str) -> list[str]:
    """One case a line; a line that begins with ``¦`` or lower case continues the one before."""
    found: list[str] = []
    for line in table.strip().splitlines():
        if found and (line.startswith("¦") or line == "wrapped by hand"):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def check(case: str, lang: str) -> None:
    text = case.replace("¦", "")
    expected = [piece.strip() for piece in case.split("¦") if piece.strip()]
    assert [text[start:end] for start, end in sentences(text, lang)] == expected


@pytest.mark.parametrize("case", cases(ENGLISH))
def test_english(case: str) -> None:
    check(case, "en")


@pytest.mark.parametrize("case", cases(JAPANESE))
def test_japanese(case: str) -> None:
    check(case, "ja")


def test_a_long_quotation_is_split_inside() -> None:
    text = "「" + "とても長い引用です。" * 40 + "」と言った。次です。"
    assert len(sentences(text, "ja")) == 41


@pytest.mark.parametrize("text", ["", " \n\t　"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_nothing_to_split(text: str, lang: str) -> None:
    assert sentences(text, lang) == []


PIECES = st.sampled_from(
    [
        *"「」『』（）()【】\"'“”。．.！？!?…‥、,\n \u3000はがとでもの第1２aAzZé〇一",
        "U.S.",
        "e.g.",
        "3.14",
        "Yahoo!",
        "……",
        "です",
        "The ",
        "[1]",
        "😊",
        "（笑）",
        "と言った",
        "...",
        "Dr. ",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@given(text=TEXTS, lang=st.sampled_from(["en", "ja", "en-GB", "ja-JP", "fr"]))
def test_every_visible_character_is_in_exactly_one_span(text: str, lang: str) -> None:
    spans = sentences(text, lang)
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(text=TEXTS)
def test_a_line_break_always_ends_a_japanese_sentence(text: str) -> None:
    for start, end in sentences(text, "ja"):
        assert "\n" not in text[start:end]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "unit",
    [
        "「",
        "」",
        "（",
        "(「",
        "「」",
        "。",
        ".",
        ". ",
        "…",
        "…。",
        "!",
        "\n",
        " \n",
        " ",
        "a.",
        "A. ",
        "「。",
        "「。」と",
        "(.)",
        ")(",
        "。」",
        "\"'",
        "[1]",
        "1.",
        "あ.",
        "あ．",
        "U.S. ",
        "😊",
        "*",
        "？ ",
    ],
)
def test_hostile_runs_finish(unit: str, lang: str) -> None:
    """Quadratic work on these would take hours."""
    text = unit * (100_000 // len(unit))
    spans = sentences(text, lang)
    assert sum(end - start for start, end in spans) <= len(text)


def test_segments_know_where_they_stand() -> None:
    document = Document(
        path="a.md",
        lang="en",
        paragraphs=(
            Paragraph("One. Two is\nlonger.", (Mark(0, 3, 1), Mark(12, 4, 5))),
            Paragraph("", (Mark(0, 5, 1),)),
            Paragraph("x = 1. Y = 2.", (Mark(0, 9, 2),), kind="code"),
        ),
        format="markdown",
    )
    found = segments(document)
    assert found == (
        Segment("One.", "en"),
        Segment("Two is\nlonger.", "en"),
        Segment("x = 1. Y = 2.", "en", paragraph=2),
    )
    assert [segment.origin for segment in found] == [
        Origin("a.md", 3, 1),
        Origin("a.md", 3, 6),
        Origin("a.md", 9, 2),
    ]
    assert [segment.text for segment in paragraph_segments(document)] == [
        "One. Two is\nlonger.",
        "x = 1. Y = 2.",
    ]
