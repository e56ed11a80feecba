"""Small texts that a translator can check by eye: what goes with what, and why one should look.

In a table each line is a bead: English sentences, an arrow, Japanese sentences; a bar stands
between sentences of one bead, nothing for no counterpart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tmkit.align import REASONS
from tmkit.model import Alignment, Document
from tmkit.segment import segments

Lines = Callable[[Sequence[str], str], Document]
Aligned = Callable[[Document, Document], Alignment]

CASES = {
    "one to one": """
        The harbour closed on Monday. → 港は月曜日に閉鎖された。
        Nobody had expected the storm. → 嵐を予想した者は誰もいなかった。
        The mayor promised 3.5 million dollars. → 市長は350万ドルを約束した。
        Two ferries were lost in the night. → フェリー２隻が夜のうちに失われた。
    """,
    "one becomes two": """
        The library opens at nine. → 図書館は九時に開く。
        The old teacher, who had lost his wife in the war, walked to the river every morning, \
although the doctor had told him to stay in bed. → 年老いた教師は戦争で妻を失っていた。 | \
医者には寝ているように言われていたが、それでも毎朝川まで歩いた。
        Children laughed at him. → 子供たちは彼を笑った。
    """,
    "two become one": """
        The train was late. → 列車は遅れていた。
        The soldier opened the letter. | He read it twice and burned it. → \
兵士は手紙を開き、二度読んでから燃やした。
        Outside, snow was falling on the bridge. → 外では橋に雪が降っていた。
    """,
    "one becomes three": """
        The market was empty. → 市場は空だった。
        The farmer sold his horse, bought a ticket to the capital, and never wrote a single letter \
to his mother or to his brothers again. → 農民は馬を売った。 | 首都行きの切符を買った。 | \
そして母にも兄弟にも、二度と手紙を書くことはなかった。
        Rain fell for nine days. → 雨は九日間降り続いた。
    """,
    "a sentence was dropped": """
        The bank raised interest rates again. → 銀行は再び金利を引き上げた。
        Critics called the decision a disaster for small companies and for young families. →
        The government welcomed it. → 政府はそれを歓迎した。
        Unemployment has fallen to 4.2 percent. → 失業率は4.2％に低下した。
        Elections will be held in October. → 選挙は10月に行われる。
    """,
    "the translator added a note": """
        The king signed the treaty at the castle. → 王は城で条約に署名した。
        → （訳注：この城は十三世紀に建てられ、現在は博物館として一般に公開されている。）
        The army went home. → 軍隊は帰国した。
        The farmers planted wheat. → 農民たちは小麦を植えた。
    """,
    "each page has its own furniture": """
        Skip to content →
        Subscribe to our newsletter →
        → ホーム
        → 記事一覧
        A volcano wakes → 火山が目覚める
        The volcano on the northern island erupted on Friday. → 北の島の火山が金曜日に噴火した。
        About 2,300 people left their villages. → およそ2300人が村を離れた。
        Scientists had warned of an explosion for years. → 科学者は何年も前から爆発を警告していた。
        Share on Facebook →
        Related stories →
        → この記事をシェアする
        → 関連記事
    """,
    "the headline is said again": """
        The bridge will not be repaired → 橋は修理されない
        The city announced its budget on Tuesday. → 市は火曜日に予算を発表した。
        The mayor said the bridge will not be repaired. → 市長は橋は修理されないと述べた。
        Shops near the river may close. → 川の近くの店は閉まるかもしれない。
    """,
    "only the numbers tell": """
        Output rose to 1,200 tons. → 生産は1200トンに増えた。
        Output rose to 1,350 tons. →
        Output rose to 1,500 tons. → 生産は1500トンに増えた。
        Output rose to 1,720 tons. → 生産は1720トンに増えた。
        Output rose to 1,900 tons. → 生産は1900トンに増えた。
    """,
    "only names tell": """
        Haverkamp. → ハーヴァーカンプ。
        Rosenthal. →
        Fitzwilliam. → フィッツウィリアム。
        Marchetti. → マルケッティ。
        Dubrovsky. → ドゥブロフスキー。
    """,
    "a dialogue of single words": """
        “Yes.” → 「はい」
        “No.” → 「いいえ」
        “Why?” → 「なぜ？」
        “Money.” → 「金だ」
        “Whose?” → 「誰の？」
        “Mine.” → 「俺の」
        “Liar!” → 「嘘つき！」
        “Thanks.” → 「ありがとう」
        “Goodbye.” → 「さようなら」
    """,
    "the same answers over and over": """
        Yes. → はい。
        No. → いいえ。
        Yes. → はい。
        No. → いいえ。
        Yes. → はい。
        No. → いいえ。
    """,
    "someone says nothing": """
        Where is the gold? → 金はどこだ？
        ... → ……
        Answer me! → 答えろ！
        ... → ……
        Then die, thief. → では死ね、泥棒。
    """,
    "code and addresses": """
        Install the package first. → まずパッケージをインストールします。
        Run make test in the folder. → フォルダーでmake testを実行します。
        See https://example.org/guide for details. → 詳細は https://example.org/guide を参照。
        Set LOG_LEVEL to debug. → LOG_LEVELをdebugに設定します。
    """,
}


def beads_of(table: str) -> list[tuple[list[str], list[str]]]:
    beads = []
    for line in table.strip().splitlines():
        left, right = line.split("→")
        beads.append(
            (
                [text.strip() for text in left.split("|") if text.strip()],
                [text.strip() for text in right.split("|") if text.strip()],
            )
        )
    return beads


def shown(alignment: Alignment) -> list[str]:
    return [
        " | ".join(alignment.source[k].text for k in bead.source)
        + " → "
        + " | ".join(alignment.target[k].text for k in bead.target)
        for bead in alignment.pairs()
    ]


@pytest.mark.parametrize("direction", ["en-ja", "ja-en"])
@pytest.mark.parametrize("case", CASES)
def test_what_goes_with_what(lines: Lines, aligned: Aligned, case: str, direction: str) -> None:
    """Pairs must be exactly these; which null comes first where both sides have some is open."""
    beads = beads_of(CASES[case])
    english = lines([text for left, _ in beads for text in left], "en")
    japanese = lines([text for _, right in beads for text in right], "ja")
    assert len(segments(english)) == sum(len(left) for left, _ in beads), "one line, one sentence"
    assert len(segments(japanese)) == sum(len(right) for _, right in beads)
    if direction == "en-ja":
        found = aligned(english, japanese)
        wanted = [" | ".join(a) + " → " + " | ".join(b) for a, b in beads if a and b]
    else:
        found = aligned(japanese, english)
        wanted = [" | ".join(b) + " → " + " | ".join(a) for a, b in beads if a and b]
    assert shown(found) == wanted


# ---------------------------------------------------------------------------------------- reasons
# For each reason a text that ends in a doubtful place: its English lines and its Japanese ones.

AROUND = (
    ("The ship reached the island in winter.", "船は冬に島に着いた。"),
    ("The sailors built a church of stone.", "船員たちは石の教会を建てた。"),
    ("Their children went to school by boat.", "彼らの子供は船で学校に通った。"),
    ("In 1911 the king visited the harbour.", "1911年、王が港を訪れた。"),
)
DOUBTFUL = {
    "numbers": (["There were 48 of them.", "There were 39 of them."], ["全部で51だった。"]),
    "length": (
        ["As for the rest, it hardly matters now who was right and who was wrong."],
        [
            "もうよい。",
            "とはいえ、そのような次第で、何もかもがいつの間にか元通りになってしまうのが、この世の常というもの"
            "であって、それを嘆いたところで、時の流れが止まるわけでもなく、むしろ人は忘れることによってのみ、"
            "どうにか明日へと足を踏み出せるのだと、私などはつくづく思うのである。",
        ],
    ),
    "words": (["Mud everywhere.", "Hopeless, all of it."], ["足の踏み場もない。"]),
    "many": (["The captain was rich."], ["船長はね。", "裕福だった。"]),
    "null-beside": (["Snow.", "Snow."], ["雪。"]),
    "rival": (["Hm, perhaps.", "Who cares?"], ["さあね。"]),
}


def test_every_reason_has_its_case() -> None:
    assert DOUBTFUL.keys() == REASONS.keys()


@pytest.mark.parametrize("reason", DOUBTFUL)
def test_a_doubtful_bead_says_why(lines: Lines, aligned: Aligned, reason: str) -> None:
    left, right = DOUBTFUL[reason]
    english = [en for en, _ in AROUND] + left
    japanese = [ja for _, ja in AROUND] + right
    found = aligned(lines(english, "en"), lines(japanese, "ja"))
    at = len(AROUND)
    doubtful = [bead for bead in found.beads if bead.source.stop > at or bead.target.stop > at]
    assert any(reason in bead.reasons for bead in doubtful), [
        (bead.confidence, bead.reasons) for bead in doubtful
    ]


def test_a_sure_bead_gives_no_reason(lines: Lines, aligned: Aligned) -> None:
    english, japanese = [en for en, _ in AROUND], [ja for _, ja in AROUND]
    found = aligned(lines(english, "en"), lines(japanese, "ja"))
    assert all(bead.confidence >= 0.9 and not bead.reasons for bead in found.beads)
