"""How well the rules on numbers tell right from wrong, on generated English-Japanese pairs.

    python tests/bench/check_numbers.py [--pairs 600] [--seed 4] [--show]

Every pair says one number on both sides, each in a notation of its own: figures, words, 万億兆,
kanji, full width, eras, dates, times, percent, money, units, fractions, ranges, ordinals. Half of
the pairs have the value changed on the Japanese side. A finding of the family (warning or error)
on a changed pair is a hit, on a right pair a false alarm. No rule was changed for the sentences
called held out, so that their figures stand apart.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tmkit.model import Passage
from tmkit.rules import Context, Unit, numbers
from tmkit.rules._rule import GroupCheck


class Said(NamedTuple):
    """One number in both languages, and another one in the Japanese notation."""

    english: str
    japanese: str
    changed: str


class Pair(NamedTuple):
    """A generated pair; ``wrong`` where the Japanese value was changed."""

    kind: str
    english: str
    japanese: str
    wrong: bool
    held_out: bool


Draw = random.Random
DIGITS = "〇一二三四五六七八九"
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()
ERAS = (("令和", 2018, 2, 7), ("平成", 1988, 2, 30), ("昭和", 1925, 10, 60))
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def kanji(value: int) -> str:
    """Return a number below 10,000 in kanji with 十百千."""
    out = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        digit, value = divmod(value, size)
        if digit:
            out += ("" if digit == 1 else DIGITS[digit]) + unit
    return out + (DIGITS[value] if value or not out else "")


def wide(text: str) -> str:
    """Return figures at full width."""
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})


def myriad(value: int) -> str:
    """Return a number with 億 and 万 as a newspaper has it: 3億5000万."""
    out = ""
    for unit, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        part, value = divmod(value, size)
        if part:
            out += f"{part}{unit}"
    return out + (str(value) if value or not out else "")


def words(value: int) -> str:
    """Return a number below 100 in English words."""
    if value < 20:
        return WORDS[value]
    ten, one = divmod(value, 10)
    return TENS[ten] + (f"-{WORDS[one]}" if one else "")


def other(draw: Draw, value: int, low: int, high: int) -> int:
    """Return another value of the same range."""
    found = value
    while found == value:
        found = draw.randint(low, high)
    return found


# ------------------------------------------------------------------------------ what is said


def plain(draw: Draw) -> Said:
    a = draw.randint(13, 999)
    return Said(str(a), str(a), str(other(draw, a, 13, 999)))


def grouped(draw: Draw) -> Said:
    a = draw.randint(1100, 9_999_999)
    return Said(f"{a:,}", f"{a:,}", f"{other(draw, a, 1100, 9_999_999):,}")


def full_width(draw: Draw) -> Said:
    a = draw.randint(13, 999)
    return Said(str(a), wide(str(a)), wide(str(other(draw, a, 13, 999))))


def in_kanji(draw: Draw) -> Said:
    a = draw.randint(13, 4999)
    return Said(f"{a:,}", kanji(a), kanji(other(draw, a, 13, 4999)))


def in_words(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(words(a), str(a), str(other(draw, a, 11, 99)))


def small(draw: Draw) -> Said:
    a = draw.randint(3, 9)
    return Said(words(a), str(a), str(other(draw, a, 3, 9)))


def million(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(f"{a / 10:g} million", myriad(a * 10**5), myriad(a * 10 ** draw.choice((4, 6))))


def thousand(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(f"{a} thousand", myriad(a * 1000), myriad(a * 10_000))


def billion(draw: Draw) -> Said:
    a = draw.randint(11, 990)
    return Said(f"{a / 10:g} billion", myriad(a * 10**8), myriad(a * 10**9))


def trillion(draw: Draw) -> Said:
    a = draw.randint(2, 30)
    return Said(f"{a} trillion", f"{a}兆", f"{other(draw, a, 2, 30)}兆")


def decimal(draw: Draw) -> Said:
    a = draw.randint(11, 999)
    return Said(f"{a / 10}", f"{a / 10}", f"{other(draw, a, 11, 999) / 10}")


def percent(draw: Draw) -> Said:
    a = draw.randint(11, 98)
    sign = draw.choice(("%", " percent"))
    ja = draw.choice(("%", "％", "パーセント"))
    return Said(f"{a}{sign}", f"{a}{ja}", f"{other(draw, a, 11, 98)}{ja}")


def percent_wari(draw: Draw) -> Said:
    a = draw.choice((20, 30, 40, 60, 70, 80, 90))
    b = draw.choice([n for n in (20, 30, 40, 60, 70, 80, 90) if n != a])
    return Said(f"{a} percent", f"{a // 10}割", f"{b // 10}割")


def dollars(draw: Draw) -> Said:
    a = draw.randint(11, 990)
    sign = f"${a / 10:g} million"
    return Said(sign, f"{myriad(a * 10**5)}ドル", f"{myriad(a * 10**6)}ドル")


def yen(draw: Draw) -> Said:
    a = draw.randint(11, 99) * 1000
    return Said(f"{a:,} yen", f"{a:,}円", f"{other(draw, a, 10_000, 99_000):,}円")


def euros(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(f"€{a}", f"{a}ユーロ", f"{other(draw, a, 11, 99)}ユーロ")


def fraction(draw: Draw) -> Said:
    share = {3: "a third", 5: "a fifth", 6: "a sixth", 8: "an eighth"}
    below = draw.choice((3, 5))
    changed = draw.choice([n for n in (3, 5, 7, 8) if n != below])
    return Said(f"{share[below]} of them", f"その{below}分の1", f"その{changed}分の1")


def two_thirds(draw: Draw) -> Said:
    above, below = draw.choice(((2, 3), (3, 5), (2, 5), (5, 8)))
    name = {3: "thirds", 5: "fifths", 8: "eighths"}[below]
    return Said(
        f"{WORDS[above]} {name} of them", f"その{below}分の{above}", f"その{below}分の{above - 1}"
    )


def year(draw: Draw) -> Said:
    a = draw.randint(1950, 2024)
    return Said(str(a), f"{a}年", f"{other(draw, a, 1950, 2024)}年")


def era(draw: Draw) -> Said:
    name, zero, low, high = draw.choice(ERAS)
    a = draw.randint(low, high)
    return Said(str(zero + a), f"{name}{a}年", f"{name}{other(draw, a, low, high)}年")


def full_date(draw: Draw) -> Said:
    day = date(1990, 1, 1) + timedelta(days=draw.randrange(12_000))
    off = day + timedelta(days=draw.choice((1, 2, 9, 31, 62)))
    english = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    return Said(english, *(f"{d.year}年{d.month}月{d.day}日" for d in (day, off)))


def month_day(draw: Draw) -> Said:
    day = date(2023, 1, 1) + timedelta(days=draw.randrange(364))
    off = day + timedelta(days=draw.choice((1, 2, 9, 31)))
    english = draw.choice(
        (f"{MONTHS[day.month - 1]} {day.day}", f"{day.day} {MONTHS[day.month - 1]}")
    )
    return Said(english, *(f"{d.month}月{d.day}日" for d in (day, off)))


def clock(draw: Draw) -> Said:
    hour, minute = draw.randint(1, 11), draw.choice((0, 15, 20, 30, 45))
    half, ja = draw.choice((("a.m.", "午前"), ("p.m.", "午後")))
    tail = f"{minute}分" if minute else ""
    changed = other(draw, hour, 1, 11)
    return Said(f"{hour}:{minute:02} {half}", f"{ja}{hour}時{tail}", f"{ja}{changed}時{tail}")


def ordinal(draw: Draw) -> Said:
    a = draw.randint(11, 19)
    return Said(f"the {a}th", f"第{a}回の", f"第{other(draw, a, 11, 19)}回の")


def a_range(draw: Draw) -> Said:
    low = draw.randint(11, 49)
    high = low + draw.randint(2, 40)
    off = high + draw.randint(1, 9)
    return Said(f"{low} to {high}", f"{low}〜{high}", f"{low}〜{off}")


def distance(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(f"{a} kilometers", f"{a}キロメートル", f"{other(draw, a, 11, 99)}キロメートル")


def weight(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    return Said(f"{a} kg", f"{a}kg", f"{other(draw, a, 11, 99)}kg")


def duration(draw: Draw) -> Said:
    a = draw.randint(2, 11)
    english, ja = draw.choice((("months", "カ月間"), ("years", "年間"), ("hours", "時間")))
    return Said(f"{a} {english}", f"{a}{ja}", f"{other(draw, a, 2, 11)}{ja}")


def wrong_unit(draw: Draw) -> Said:
    a = draw.randint(11, 99)
    english, ja, off = draw.choice(
        (
            ("miles", "マイル", "キロメートル"),
            ("euros", "ユーロ", "ドル"),
            ("weeks", "週間", "カ月"),
        )
    )
    return Said(f"{a} {english}", f"{a}{ja}", f"{a}{off}")


def century(draw: Draw) -> Said:
    a = draw.randint(11, 20)
    return Said(f"the {a}th century", f"{a}世紀", f"{other(draw, a, 11, 20)}世紀")


def decade(draw: Draw) -> Said:
    a = draw.choice((1960, 1970, 1980, 1990))
    changed = draw.choice([n for n in (1960, 1970, 1980, 1990) if n != a])
    return Said(f"the {a}s", f"{a}年代", f"{changed}年代")


def weekday(draw: Draw) -> Said:
    a = draw.randrange(7)
    return Said(
        DAYS[a],
        f"{'月火水木金土日'[a]}曜日",
        f"{'月火水木金土日'[(a + draw.randint(1, 6)) % 7]}曜日",
    )


# ---------------------------------------------------------------- frames: what it is said in

Frames = tuple[tuple[str, str], ...]

COUNTED: Frames = (
    ("The survey covered {} households.", "調査の対象は{}世帯だった。"),
    ("About {} people came to the opening.", "開会式にはおよそ{}人が訪れた。"),
    ("The plant makes {} units a year.", "同工場の年間生産台数は{}台である。"),
    ("Both countries agreed to send {} experts.", "両国は{}人の専門家を派遣することで合意した。"),
    ("A first count found {} copies in one house.", "最初の集計では、一つの家に{}冊が見つかった。"),
    ("The library lends {} books to third parties.", "図書館は第三者に{}冊を貸し出している。"),
    ("Each of the two schools has {} pupils.", "二つの学校にはそれぞれ{}人の児童がいる。"),
)
COUNTED_LATER: Frames = (
    (
        "In 2019 the fleet had {} vessels and two docks.",
        "2019年、船隊には{}隻の船と2つのドックがあった。",
    ),
    ("More than half of the {} seats were empty.", "{}席の半数以上が空いていた。"),
    ("One of the {} letters came from her brother.", "{}通の手紙のうち1通は彼女の兄からだった。"),
)
BARE: Frames = (
    ("The total was {}.", "合計は{}だった。"),
    ("It rose to {} in one month.", "1カ月で{}に増えた。"),
    ("They had expected {}, not more.", "予想は{}で、それ以上ではなかった。"),
    ("Officials put the figure at {}.", "当局はその数字を{}としている。"),
    ("At first nobody believed that {} was possible.", "当初、{}が可能だとは誰も信じなかった。"),
)
BARE_LATER: Frames = (
    (
        "By 2030 this will reach {}, twice as much as now.",
        "2030年には、これは今の2倍の{}に達する。",
    ),
    ("Nobody can say why {} was chosen.", "なぜ{}に決まったのか、だれにも分からない。"),
)
DATED: Frames = (
    ("The treaty was signed in {}.", "条約は{}に調印された。"),
    ("In {} both sides met again.", "{}、双方は再び会談した。"),
    ("Nothing of the kind had happened since {}.", "{}以来、そのようなことは起きていなかった。"),
)
DATED_LATER: Frames = (
    (
        "His first novel came out in {} and sold 300 copies.",
        "彼の最初の小説は{}に出て、300部売れた。",
    ),
)
ON_DAY: Frames = (
    ("The ship left on {}.", "船は{}に出港した。"),
    ("They will vote on {}.", "採決は{}に行われる。"),
    ("The shop reopened on {} after repairs.", "店は改装を終え、{}に再開した。"),
)
ON_DAY_LATER: Frames = (("A second round follows on {}.", "2回目は{}に行われる。"),)
AT_TIME: Frames = (
    ("The doors open at {}.", "開場は{}。"),
    ("The train leaves at {}.", "列車は{}に出る。"),
    ("He was found at {} near the station.", "彼は{}に駅の近くで見つかった。"),
)
AT_TIME_LATER: Frames = (("On both days lunch is served at {}.", "両日とも昼食は{}に出される。"),)
PART: Frames = (
    ("Only {} answered.", "回答したのは{}だけだった。"),
    ("It was {} that changed their minds.", "考えを変えたのは{}である。"),
)
PART_LATER: Frames = (("Of 90 replies, {} were useful.", "90件の回答が寄せられ、{}が役に立った。"),)
ORDERED: Frames = (
    ("This is {} meeting.", "これは{}会合である。"),
    ("Work on {} edition has begun.", "{}版の編集が始まった。"),
)
ORDERED_LATER: Frames = (("Here is {} report.", "こちらが{}報告書である。"),)
MEASURED: Frames = (
    ("The bridge is {} away.", "橋まではあと{}ある。"),
    ("It took {} in all.", "全部で{}かかった。"),
    ("They asked for {} more.", "さらに{}を求めた。"),
)
MEASURED_LATER: Frames = (("A third party offered {}.", "第三者が{}を申し出た。"),)

KINDS: tuple[tuple[Callable[[Draw], Said], Frames, Frames], ...] = (
    *(
        (said, COUNTED, COUNTED_LATER)
        for said in (plain, grouped, full_width, in_kanji, in_words, small, million, thousand)
    ),
    *((said, BARE, BARE_LATER) for said in (billion, trillion, decimal, percent, percent_wari)),
    *((said, BARE, BARE_LATER) for said in (dollars, yen, euros, a_range, grouped, million)),
    *((said, DATED, DATED_LATER) for said in (year, era, century, decade)),
    *((said, ON_DAY, ON_DAY_LATER) for said in (full_date, month_day, weekday)),
    (clock, AT_TIME, AT_TIME_LATER),
    *((said, PART, PART_LATER) for said in (fraction, two_thirds)),
    (ordinal, ORDERED, ORDERED_LATER),
    *((said, MEASURED, MEASURED_LATER) for said in (distance, weight, duration, wrong_unit)),
)
MEASURED_LATER = (("A third party offered {}.", "第三者が{}を申し出た。"),)


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Yield generated pairs: every notation in turn, half of them wrong, a third held out."""
    draw = random.Random(seed)
    for number in range(count):
        said, frames, later = KINDS[number % len(KINDS)]
        round_ = number // len(KINDS)
        held_out = round_ % 3 == 2
        english, japanese = draw.choice(later if held_out else frames)
        value = said(draw)
        wrong = (number + round_) % 2 == 1
        shown = value.changed if wrong else value.japanese
        kind = said.__name__
        yield Pair(kind, english.format(value.english), japanese.format(shown), wrong, held_out)


def flagged(pair: Pair) -> list[str]:
    """Return what the rules on numbers say of a pair, as warnings or errors."""
    unit = Unit(0, Passage(pair.english, "en", "en"), Passage(pair.japanese, "ja", "ja"))
    context = Context((unit,))
    said = []
    for rule in numbers.RULES:
        assert not isinstance(rule.check, GroupCheck)
        said += [
            f"{found.rule}: {found.message}"
            for found in rule.check(unit, context)
            if found.severity != "info"
        ]
    return said


class Score(NamedTuple):
    """Of a run: hits, false alarms and misses."""

    hits: int
    alarms: int
    misses: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0


def score(made: list[Pair], show: bool = False) -> Score:
    """Return how well the rules tell the wrong pairs from the right ones."""
    hits = alarms = misses = 0
    for pair in made:
        said = flagged(pair)
        hits += bool(said) and pair.wrong
        alarms += bool(said) and not pair.wrong
        misses += not said and pair.wrong
        if show and bool(said) != pair.wrong:
            print(
                "missed" if pair.wrong else "false ", pair.kind, pair.english, pair.japanese, *said
            )
    return Score(hits, alarms, misses)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--show", action="store_true", help="print the pairs that go wrong")
    options = parser.parse_args()
    made = list(pairs(options.pairs, options.seed))
    for name, chosen in (
        ("all", made),
        ("tuned", [p for p in made if not p.held_out]),
        ("held out", [p for p in made if p.held_out]),
    ):
        result = score(chosen, options.show and name == "all")
        print(
            f"{name:9} {len(chosen):5} pairs  precision {result.precision:.3f}  "
            f"recall {result.recall:.3f}"
        )


if __name__ == "__main__":
    main()
