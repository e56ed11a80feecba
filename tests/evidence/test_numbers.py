"""Quantities by value. Each row: English | Japanese | the keys that both must give, in order."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tmkit.evidence.numbers import Quantity, keys, numbers

PAIRS = """
five people | 5人 | #5
5 people | 五人 | #5
twelve | 12個 | #12
twenty-three | 二十三 | #23
twenty three | ２３ | #23
one hundred and five | 百五 | #105
one hundred five | 105 | #105
a hundred | 100 | #100
a hundred years | 百年 | #100
150 people | 百五十人 | #150
1,234 | 1234 | #1234
1,234 | 1，234 | #1234
1,234 | １，２３４ | #1234
1,234 | 一二三四 | #1234
1,234 | 千二百三十四 | #1234
two thousand three hundred and five | 2305 | #2305
three hundred thousand | 30万 | #300000
12,345 | 一万二千三百四十五 | #12345
12,000 | 1万2000 | #12000
12,300 | 1万2千3百 | #12300
10,000 yen | 壱万円 | #10000
20 yen | 弐拾円 | #20
3.5 million | 350万 | #3500000
3.5-million | 三百五十万 | #3500000
350 million | 3億5,000万 | #350000000
350 million yen | 3 億 5,000 万円 | #350000000
150 million | 1.5億 | #150000000
150 million | １．５億 | #150000000
50 million | 5千万 | #50000000
1.2 trillion | 1兆2000億 | #1200000000000
half a million | 50万 | #500000
half a dozen | 6個 | #6
a dozen | 12本 | #12
two dozen | 24人 | #24
a million | 100万 | #1000000
2.5 million | 二百五十万 | #2500000
two and a half million | 250万 | #2500000
50k | 5万 | #50000
100 billion yen | 千億円 | #100000000000
zero | 0 | #0
zero | ゼロ | #0
a third less | 3分の1 | #1/3
his second book | 2冊目 | #2
until Oct. | 10月まで | #m10
3.14 | 3.14 | #3.14
three point five | 3.5 | #3.5
3.5% | 三・五％ | #3.5
35% | 3割5分 | #35
35 percent | 35パーセント | #35
35 per cent | ３５％ | #35
thirty percent | 三割 | #30
32.5% | 3割2分5厘 | #32.5
100% | 百％ | #100
5 percentage points | 5ポイント | #5
20% off | 2割引 | #20
2023 | 令和5年 | #2023
2023 | R5年 | #2023
2019 | 令和元年 | #2019
1989 | 平成元年 | #1989
1989 | 昭和64年 | #1989
1955 | 昭和三十年 | #1955
1912 | 大正元年 | #1912
1868 | 明治元年 | #1868
in 2023 | 西暦2023年 | #2023
in 2023 | 二〇二三年 | #2023
nineteen eighty-four | 1984年 | #1984
twenty nineteen | 二〇一九年 | #2019
fiscal 2023 | 2023年度 | #2023
May 3 | 5月3日 | #m5 #3
May 3rd | 五月三日 | #m5 #3
Dec. 25 | 12月25日 | #m12 #25
in January | 1月に | #m1
since March | 3月から | #m3
January | 一月 | #m1
October | 十月 | #m10
Oct. 16 | 10 月 16 日 | #m10 #16
2023-05-03 | 2023/5/3 | #2023 #m5 #3
1990s | 1990年代 | #1990
the '90s | 90年代 | #1990
in his 90s | 90代 | #90
the 21st century | 21世紀 | #21
the twenty-first century | 二十一世紀 | #21
the nineteenth century | 19世紀 | #19
3rd | 第3 | #3
third | 第三 | #3
third | 3番目 | #3
the second quarter | 第2四半期 | #2
the third quarter | 第三四半期 | #3
twenty-third | 23番目 | #23
the 5th time | 5回目 | #5
the first world war | 第1 | #1
fifth place | 5位 | #5
a third of them | 三分の一 | #1/3
one-third | 3分の1 | #1/3
two thirds | 3分の2 | #2/3
1/3 | 三分の一 | #1/3
three quarters | 4分の3 | #0.75
a quarter of them | 四分の一 | #0.25
one half | 2分の1 | #0.5
one-tenth | 十分の一 | #0.1
$5bn | 50億ドル | #5000000000
$5 billion | 50億米ドル | #5000000000
5 billion dollars | 五十億ドル | #5000000000
US$500 | 500ドル | #500
A$20 | 20豪ドル | #20
¥1,000 | 1,000円 | #1000
1,000 yen | 千円 | #1000
£3m | 300万ポンド | #3000000
€2.5m | 250万ユーロ | #2500000
500 yuan | 500元 | #500
5 million won | 500万ウォン | #5000000
$10k | 1万ドル | #10000
3 p.m. | 午後3時 | #t3:00
3 p.m. | 15時 | #t3:00
3pm | 3時 | #t3:00
3:30 p.m. | 午後3時30分 | #t3:30
3:30 p.m. | 午後三時半 | #t3:30
15:30 | 15時30分 | #t3:30
9 a.m. | 午前九時 | #t9:00
9 o'clock | 9時 | #t9:00
at noon | 正午に | #t0:00
12:15 a.m. | 午前0時15分 | #t0:15
10-15 | 10〜15 | #10 #15
10 to 15 | 10から15 | #10 #15
10-15% | 10〜15％ | #10 #15
two to three million | 2〜3百万 | #2000000 #3000000
200 million to 300 million | 2〜3億 | #200000000 #300000000
$5-10 million | 500万〜1000万ドル | #5000000 #10000000
three or four people | 三、四人 | #3 #4
-5 degrees | マイナス5度 | #5
minus 5 degrees | 零下5度 | #5
−5 | ▲5 | #5
two and a half years | 2年半 | #2.5
3½ hours | 3時間半 | #3.5
five months | 5カ月 | #5
one year | 一年間 | #1
one month | 一か月 | #1
10 days | 10日間 | #10
2 hours 30 minutes | 2時間30分 | #2 #30
10km | 10キロ | #10
5 kg | 5キログラム | #5
two times | 二回 | #2
three countries | 三カ国 | #3
seven | 七つ | #7
1, 2, 3 | 1、2、3 | #1 #2 #3
1,2 | 1,2 | #1 #2
1990-1995 | 1990〜1995年 | #1990 #1995
"""

NO_ENGLISH = """
one of the best
no one knows
one day he came
this one and that one
hundreds of people
several million people
a few hundred
dozens of them
for the first time
first of all
second to none
wait a second
I may go
march on
half of them
Mar the surface
COVID-19
an A4 page
H2O and CO2
5G and 3D
4K9
090-1234-5678
1-800-555-0199
192.168.0.1
version 1.2.3
https://example.com/2023/05
someone
phone mp3 files
x86_64
340K of memory
a third party
in the second half
"""

NO_JAPANESE = """
一部の人
一般に
統一する
三菱と三井
千葉県と千代田区
万一の場合
時間は十分だ
唯一の人
一緒に一度も
一人で
一番良い
一方、一日中
四国と九州
八王子と六本木
五十嵐さん
八百屋と百貨店
数十万人
数百の
何千もの
十数人
数10人
数億円
二三日
五六人
五輪
三重県の三角形
三日月
二枚目の俳優
二人三脚
四六時中
一石二鳥
十人十色
百科事典
千切りにする
億劫だ
兆候がある
京都と東京
参加者と参議院
財布を拾う
元気な元素
第一に
第一線の
万国の万人
健二と三郎
新型コロナ（COVID-19）
A4用紙
5Gと4K
1.2.3版
090-1234-5678
０３－１２３４－５６７８
https://example.com/2023/05
紀元年
16進数と2進法
パトロール
"""


def rows(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("row", rows(PAIRS))
def test_both_languages_give_the_same_keys(row: str) -> None:
    english, japanese, expected = (cell.strip() for cell in row.split(" | "))
    assert keys(english, "en") == expected.split()
    assert keys(japanese, "ja") == expected.split()


@pytest.mark.parametrize("text", rows(NO_ENGLISH))
def test_no_quantity_in_english(text: str) -> None:
    assert numbers(text, "en") == []


@pytest.mark.parametrize("text", rows(NO_JAPANESE))
def test_no_quantity_in_japanese(text: str) -> None:
    assert numbers(text, "ja") == []


def test_quantities_say_what_they_are_and_where() -> None:
    assert numbers("It cost US$5 billion (35%) in 2023.", "en") == [
        Quantity(5 * 10**9, "money", "USD", 8, 20),
        Quantity(35, "percent", "%", 22, 25),
        Quantity(2023, "year", "", 30, 34),
    ]
    assert numbers("令和5年5月3日、マイナス2.5度、3割", "ja") == [
        Quantity(2023, "year", "", 0, 4),
        Quantity(5, "month", "", 4, 6),
        Quantity(3, "day", "", 6, 8),
        Quantity(Fraction(-5, 2), "number", "degree", 13, 17),
        Quantity(30, "percent", "%", 18, 20),
    ]


def test_dates_whose_order_is_open() -> None:
    kinds = [[q.kind for q in numbers(text, "en")] for text in ("3/4/2023", "13/4/2023")]
    assert kinds == [["date", "date", "year"], ["day", "month", "year"]]


def test_one_of_a_kind_is_counted_in_japanese_but_no_key() -> None:
    assert [quantity.value for quantity in numbers("一つの案", "ja")] == [1]
    assert keys("一つの案と1人と三つの案", "ja") == ["#3"]


WHOLE = st.one_of(st.integers(0, 10**4), st.integers(0, 10**16 - 1), st.sampled_from([10, 10**8]))
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]
ONES += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english_words(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10 - 2] + ("-" + ONES[value % 10] if value % 10 else "")
    for size, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (10**3, "thousand"),
    ):
        if value >= size:
            rest = " " + english_words(value % size) if value % size else ""
            return f"{english_words(value // size)} {name}{rest}"
    rest = " and " + english_words(value % 100) if value % 100 else ""
    return f"{ONES[value // 100]} hundred{rest}"


def kanji(value: int) -> str:
    """Return 漢数字 with 十百千 below ten thousand."""
    shown = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // size % 10
        if digit:
            shown += ("" if digit == 1 and unit else "〇一二三四五六七八九"[digit]) + unit
    return shown


def in_myriads(value: int, write: Callable[[int], str] = str) -> str:
    shown = ""
    for size, unit in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part = value // size % 10**4
        if part:
            shown += write(part) + unit
    return shown or "0"


def values(text: str, lang: str) -> list[int | Fraction]:
    return [quantity.value for quantity in numbers(text, lang)]


@given(WHOLE)
def test_digits_in_any_width(value: int) -> None:
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    for shown in (
        str(value),
        f"{value:,}",
        f"{value:,}".translate(wide),
        str(value).translate(wide),
    ):
        assert values(f"{shown}個", "ja") == [value]
    for shown in (str(value), f"{value:,}"):
        assert values(f"about {shown} of them", "en") == [value]


@given(WHOLE)
def test_myriads(value: int) -> None:
    assert values(in_myriads(value) + "円", "ja") == [value]
    assert values(in_myriads(value, lambda part: f"{part:,}") + "円", "ja") == [value]
    if value:
        assert values(in_myriads(value, kanji) + "円", "ja") == [value]


@given(WHOLE)
def test_positional_kanji(value: int) -> None:
    shown = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    assume(len(shown) > 2 or "〇" in shown[1:])
    assume(shown not in {"一二三", "七五三"})  # words that count nothing
    assert values(f"約{shown}票", "ja") == [value]


@given(WHOLE)
def test_english_number_words(value: int) -> None:
    assume(value != 1)
    words = english_words(value)
    assert values(f"about {words} of them", "en") == [value]
    assert values(words.capitalize() + ".", "en") == [value]


@given(st.integers(1, 64))
def test_eras(year: int) -> None:
    assert values(f"昭和{year}年", "ja") == values(f"昭和{kanji(year)}年", "ja") == [1925 + year]


PIECES = st.sampled_from(
    [
        *"0123456789０５,.，．-/:〜一二三四十百千万億年月日時分第割の人半%$¥ aAkKmM々壱参",
        "May ",
        "two ",
        "hundred ",
        "half ",
        "a ",
        "and ",
        "third",
        "one",
        "令和",
        "元年",
        "数",
        "午後",
        "http://",
        "１",
        "²",
        "٣",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)), st.sampled_from(["en", "ja"])
)
def test_any_text_gives_ordered_spans(text: str, lang: str) -> None:
    last = 0
    for quantity in numbers(text, lang):
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end
    assert len(keys(text, lang)) <= len(numbers(text, lang))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1.",
        "1-",
        "1/",
        "1:",
        "9,999",
        "一",
        "一万",
        "千",
        "元年",
        "1〜",
        "two ",
        "a ",
        "数",
        "$",
        "1 ",
        "hundred and ",
    ],
)
def test_hostile_runs_finish(unit: str, lang: str) -> None:
    """Quadratic work on these would take hours; a numeral too long for a number is none."""
    text = unit * (50_000 // len(unit))
    assert len(keys(text, lang)) <= len(text)
