"""The numbers of a text and of its translation side by side: which have a counterpart by value.

A translator writes numbers in many ways that no value shows: both for 二, 両国 for the two
countries, 半分 for 50 %, a year and a half for 18か月, miles as kilometres. What can be explained
so is let go; what is left over is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tmkit.evidence.numbers import Quantity, numbers
from tmkit.evidence.quantity import Value
from tmkit.rules._markup import prose, translated

CALENDAR = frozenset({"year", "month", "day", "date", "decade", "century", "time"})
# A first list number is no quantity: "1. Open the file", （２）、 "3) ...".
_LIST_NUMBER = re.compile(r"\s*[#*\-•・]?\s*[（(\[]?[\d０-９]{1,2}[.)）\]:：、．](?!\d)\s*")
# Small numbers hide in words: {value: (English, Japanese)}.
_WORDS: dict[int, tuple[str, str]] = {
    0: (r"zero|no|none|null|nil|without|not any|nought", "零|〇|ゼロ|ヌル|無|な[いしかく]|ません"),
    1: (
        r"one|an?|single|first|once|each|alone|only|sole|another|every|per|the|uni\w+|mono\w+|half",
        "[一壱壹]|初|単|ひとつ|ひとり|シングル|モノ|ワン|毎|各|片|唯|元旦|半|同じ|ある",
    ),
    2: (
        r"two|both|second\w*|twice|twin\w*|doubl\w+|pairs?|couple|either|neither|dual|bi\w+|"
        r"halv?\w*"
        r"|another|other|latter|former|duo|du\w+|secondary|binary|squared?|quadratic|few|couples"
        "|more than once",
        "[二弐両双倍対半次]|ふた|ダブル|ペア|ツイン|セカンド|デュアル|ツー|もう一|バイ|どちら|いずれ",
    ),
    3: (
        r"three|third\w*|triple\w*|trio|tri\w+|thrice|tertiary|cub\w+|few",
        "[三参]|みっ|トリ|スリー|サード",
    ),
    4: (r"four\w*|quart\w+|quad\w*|tetra\w*", "[四]|よっ|クォ|クワ|カル|テトラ|フォー"),
    5: (r"five|fifth\w*|quint\w+|penta\w*|half", "[五]|いつつ|クイン|ペンタ|ファイブ|半"),
    6: (r"six\w*|hexa\w*|sext\w+|half", "[六]|むっ|シックス|半"),
    7: (r"seven\w*|hepta\w*|week\w*", "[七]|ななつ|セブン|週"),
    8: (r"eight\w*|oct\w+", "[八]|やっ|エイト|オク"),
    9: (r"nine\w*|ninth\w*|sept\w*", "[九]|ここのつ|ナイン"),
    10: (r"ten\w*|dec\w+|teen\w*|adolesc\w+", "十|とお|テン"),
    12: (r"twel\w+|dozens?|noon|midday|year\w*", "十二|ダース|正午|1年|一年"),
    20: (r"twent\w+|score", "二十|はたち|成人"),
    24: (r"twenty\W?four\w*|day\w*", "二十四|終日|一日|1日|丸一"),
    50: (r"fift\w+|half\w*|halv\w+", "五十|半"),
    100: (r"hundred\w*|cent\w+|percent|full\w*|entire\w*|all|whol\w+", "百|世紀|全|センチ"),
    1000: (r"thousand\w*|kilo\w*|mill\w+|grand", "千|キロ|ミレニアム"),
}
# 16進 names a notation, 2乗 an operation, 10代 an age: English has no number there.
_NOTATION = re.compile(
    r" ?(?:進|乗|次[元関方式]|重|親等|代の(?:少|若|青|男|女|娘)|ビット|[- ]?bit)"
)
_PREFIXED = re.compile(r"([A-Za-z]+)[-_/]\Z")
_TIME_PREFIXES = frozenset("pre post mid early late the to and or under over non".split())
_MORE = re.compile(
    r"\b(?:more than|over|above|greater than|larger than|exceed\w*|beyond) \Z", re.IGNORECASE
)
_FACTORS: tuple[tuple[str, str, Fraction], ...] = (
    ("year", "month", Fraction(12)),
    ("week", "day", Fraction(7)),
    ("day", "hour", Fraction(24)),
    ("hour", "minute", Fraction(60)),
    ("minute", "second", Fraction(60)),
    ("km", "m", Fraction(1000)),
    ("m", "cm", Fraction(100)),
    ("cm", "mm", Fraction(10)),
    ("t", "kg", Fraction(1000)),
    ("kg", "g", Fraction(1000)),
)
_CUSTOMARY = re.compile(
    r"(?<![A-Za-z])(?:miles?|mph|feet|foot|ft|inch(?:es)?|yards?|pounds?|lbs?|ounces?|oz|acres?|gallons?|"
    r"degrees?|°|stone|square|Fahrenheit|barrels?|\S?マイル|フィート|インチ|ヤード|ポンド|エーカー|ガロン|"
    r"オンス|華氏|バレル|坪|'|\")",
    re.IGNORECASE,
)
_CONVERSIONS: tuple[tuple[str, str, float], ...] = (
    (r"\bmiles?\b|\bmph\b", "キロ|km", 1.609),
    (r"\bfeet\b|\bfoot\b|\bft\b", "センチ|cm", 30.48),
    (r"\bfeet\b|\bfoot\b|\bft\b", "メートル|m", 0.3048),
    (r"\binch(?:es)?\b", "ミリ|mm", 25.4),
    (r"\binch(?:es)?\b", "センチ|cm", 2.54),
    (r"\bpounds?\b|\blbs?\b", "キロ|kg", 0.4536),
    (r"\bounces?\b|\boz\b", "グラム|g", 28.35),
    (r"\bacres?\b", "ヘクタール", 0.4047),
)
_METRIC = re.compile(
    r"(?:[cmk]?m|[kc]?m2|㎡|㎢|kg|g|t|[ミセキ]\S{1,3}?メートル|センチ|ミリ|メートル|キロ|平方|グラム|"
    r"トン|度|℃|リットル|時速|ヘクタール|アール)"
)
_ABOUT = re.compile(r"(?:(?<![条契公規予婚要制])約|およそ|ほぼ|概ね|おおよそ)\Z")
_ROUGHLY = re.compile(r"(?:about|around|roughly|nearly|almost|over|than|some|approximately) \Z")
_ABOUT_AFTER = re.compile(r"(?:近く|以上|余り|あまり|余|強|弱|ほど|程度|超|前後|くらい|ぐらい)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as one side has it; ``shown`` is its wording."""

    quantity: Quantity
    shown: str

    @property
    def in_digits(self) -> bool:
        """Whether it is written with figures, or with kanji that only numbers have."""
        return any(sign.isdigit() or sign in "十百千万億兆%％" for sign in self.shown)


@dataclass(frozen=True, slots=True)
class Sides:
    """What two texts say: equal amounts, and those that only one of them has."""

    equal: tuple[tuple[Amount, Amount], ...]  # (English, Japanese)
    english: tuple[Amount, ...]
    japanese: tuple[Amount, ...]


@lru_cache(maxsize=4096)
def amounts(text: str, lang: str) -> tuple[Amount, ...]:
    """Return the amounts in the prose of a text, without the number of a list item."""
    shown = translated(text) if lang == "ja" else prose(text)
    listed = _LIST_NUMBER.match(shown)
    skip = listed.end() if listed else 0
    return tuple(
        Amount(q, text[q.start : q.end])
        for q in numbers(shown, lang)
        if q.start >= skip and not _NOTATION.match(shown, q.end) and not _in_code(shown, q.start)
    )


def _in_code(text: str, start: int) -> bool:
    """Return whether the digits at ``start`` go on a code: iso-8859-1, the .10 of 0..10, 007."""
    if text[start] == "." or text[start - 1 : start] == ".":
        return not text[start - 1 : start].isspace() and start > 0
    if text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return True
    prefix = _PREFIXED.search(text, max(0, start - 12), start)
    return prefix is not None and prefix[1].lower() not in _TIME_PREFIXES


def compare(english: str, japanese: str) -> Sides:
    """Return which amounts of two texts are the same by value, and what is left on each side."""
    ours, theirs = list(amounts(english, "en")), list(amounts(japanese, "ja"))
    if not ours and not theirs:
        return Sides((), (), ())
    equal: list[tuple[Amount, Amount]] = []
    for same in (_same_kind, _same_value):
        for one in list(ours):
            for other in theirs:
                if same(one.quantity, other.quantity):
                    equal.append((one, other))
                    ours.remove(one)
                    theirs.remove(other)
                    break
    repeated = {_thing(a) for pair in equal for a in pair}
    ours = [a for a in ours if _thing(a) not in repeated]
    theirs = [a for a in theirs if _thing(a) not in repeated]
    for one in list(ours):
        for other in theirs:
            if _convertible(one, other, english, japanese):
                ours.remove(one)
                theirs.remove(other)
                break
    raw_english = unicodedata.normalize("NFKC", english)
    raw_japanese = unicodedata.normalize("NFKC", japanese)
    grouped = {amount.shown.rsplit(",", 1)[-1] for amount in theirs if "," in amount.shown}
    listed = {m[1] for m in re.finditer(r"\d, (\d{3})(?!\d)", english)} & grouped
    missing = [a for a in ours if not _stands(a, raw_japanese, 1) and a.shown not in listed]
    added = [
        a for a in theirs if not _stands(a, raw_english, 0) and not _in_brackets(a, japanese, equal)
    ]
    # What a word might explain (an, both, 半) still differs where the other side counts the same
    # thing: two days, 1日間.
    missing = [a for a in ours if a in missing or any(_same_thing(a, b) for b in added)]
    added = [b for b in theirs if b in added or any(_same_thing(a, b) for a in missing)]
    return Sides(tuple(equal), tuple(missing), tuple(added))


def _same_thing(one: Amount, other: Amount) -> bool:
    """Return whether two amounts count or name the same kind of thing."""
    a, b = one.quantity, other.quantity
    return (a.kind, a.unit) == (b.kind, b.unit) and (bool(a.unit) or a.kind in CALENDAR)


def _thing(amount: Amount) -> tuple[str, Value]:
    """Return what makes a second mention of an amount a repetition."""
    quantity = amount.quantity
    return (quantity.kind if quantity.kind in CALENDAR else "", size(quantity.value))


def size(value: Value) -> Value:
    """Return a value without its sign."""
    return value if value >= 0 else -value


def _same_value(one: Quantity, other: Quantity) -> bool:
    if one.kind == other.kind == "time":
        return one.value % 720 == other.value % 720
    return size(one.value) == size(other.value)


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and one.unit == other.unit and _same_value(one, other)


def _convertible(one: Amount, other: Amount, english: str, japanese: str) -> bool:
    """Return whether two amounts say the same in other units, or one rounds the other."""
    a, b = one.quantity, other.quantity
    left, right = size(a.value), size(b.value)
    if not left or not right:
        return False
    for large, small, factor in _FACTORS:
        if (a.unit, b.unit) in {(large, small), (small, large)} and left != right:
            return left in {right * factor, right / factor}
    kinds = {a.kind, b.kind}
    if "fraction" in kinds and kinds & {"percent", "number"}:
        shares = {left, right, left / 100, right / 100, left / 10, right / 10}
        if len(shares) < 6 or size(left - Fraction(right) / 100) < Fraction(1, 100):
            return True
    if "year" in kinds and kinds <= {"year", "number", "decade"} and min(left, right) < 100:
        return left % 100 == right % 100
    if "time" in kinds and kinds & {"number"}:
        return bool({left, left / 60} & {right, right / 60, right / 60 % 12})
    if a.unit != b.unit and _CUSTOMARY.search(english[a.start : a.end + 12]):
        return _converted(
            english[a.start : a.end + 12], japanese[b.start : b.end + 8], right / left
        )
    more = _MORE.search(english, max(0, a.start - 14), a.start)
    if more and right == left + 1 and re.match(" ?以上", japanese[b.end : b.end + 3]):
        return True
    if b.unit == "degree" and a.unit == "degree":
        return size((left - 32) * Fraction(5, 9) - right) < 2
    return _rounds(left, right, one, other, english, japanese)


def _converted(english: str, japanese: str, ratio: Value | float) -> bool:
    """Return whether the Japanese has the metric amount of an English one, rounded or not."""
    for name, metric, factor in _CONVERSIONS:
        if re.search(name, english) and re.search(metric, japanese):
            return 0.85 * factor < ratio < 1.15 * factor
    return _METRIC.search(japanese) is not None


def _rounds(
    left: Value, right: Value, one: Amount, other: Amount, english: str, japanese: str
) -> bool:
    """Return whether the Japanese rounds what the English says exactly: 1,998, 約2000."""
    a, b = one.quantity, other.quantity
    if CALENDAR & {a.kind, b.kind} or right.denominator != 1 or left < 100:
        return False
    if _ROUGHLY.search(english, max(0, a.start - 16), a.start):
        return False
    about = _ABOUT.search(japanese, max(0, b.start - 4), b.start) or _ABOUT_AFTER.match(
        japanese, b.end
    )
    zeros = len(str(right)) - len(str(right).rstrip("0"))
    return bool(about) and zeros > 0 and round(Fraction(left), -zeros) == right


def _stands(amount: Amount, raw: str, lang: int) -> bool:
    """Return whether the other side says an amount after all: in a word, a code, a name."""
    value = size(amount.quantity.value)
    if amount.quantity.kind == "time":
        hours, minutes = divmod(int(value), 60)
        return (
            re.search(rf"(?<!\d)(?:{hours}|{hours % 12 or 12})\D?{minutes or ''}", raw) is not None
        )
    if value.denominator != 1:
        written = f"{value.numerator}/{value.denominator}"
        return (
            f"{float(value):.12g}" in raw
            or written in raw
            or bool(
                value in {Fraction(1, 2), Fraction(3, 2), Fraction(1, 4)}
                and re.search("半|half|quarter|四半|4分の1|クォーター", raw)
            )
        )
    words = _WORDS.get(int(value))
    if words and re.search(rf"\b(?:{words[0]})\b" if lang == 0 else words[1], raw, re.IGNORECASE):
        return True
    plain = str(int(value))
    thousand = len(plain) > 3 and plain.endswith("000")
    if thousand and re.search(rf"(?<!\d){plain[:-3]}k", raw, re.IGNORECASE):
        return True
    if plain in raw and re.search(rf"(?<![\d,]){plain}(?![\d,]*\d)", raw):
        return True
    if amount.quantity.kind in {"year", "decade"} and re.search(rf"(?<!\d){plain[-2:]}(?!\d)", raw):
        return True
    # [1, 366] and [1,366]: a comma that parts two numbers here and groups digits there.
    split = amount.shown.replace(",", ", ")
    return "," in amount.shown and split in raw


def _in_brackets(amount: Amount, text: str, equal: list[tuple[Amount, Amount]]) -> bool:
    """Return whether an amount is the translator's conversion: 5マイル（約8キロ）."""
    start = amount.quantity.start
    opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    if opening < 0 or start - opening > 12 or re.search("[)）]", text[opening:start]):
        return False
    return bool(equal) and (
        "約" in text[opening:start]
        or amount.quantity.kind == "money"
        or _METRIC.search(text[amount.quantity.start : amount.quantity.end + 8]) is not None
    )
