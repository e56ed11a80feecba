"""Numbers by value: what English and Japanese write differently and mean alike."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from tmkit.language import primary

_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10}
_BIG = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_JA = re.compile(
    r"(明治|大正|昭和|平成|令和)?((?:\d[\d,，]*(?:[.．]\d+)?|[〇零一二三四五六七八九壱弐十百千])"
    r"(?:\d[\d,，]*(?:[.．]\d+)?|[〇零一二三四五六七八九壱弐十拾百千万億兆京])*|元(?=年))"
)
_JA_COUNTED = re.compile(r"[年月日人つ個回番位歳名章節条項％%割円件社]|時間|カ国|か月|カ月|ヶ月|倍")
_JA_TOKEN = re.compile(r"[\d,]+(?:\.\d+)?|[〇零一二三四五六七八九壱弐]+|.")

_UNITS = [
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
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORDS = {w: i for i, w in enumerate(_UNITS)}
_WORDS |= {
    w: (i + 2) * 10
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "bn": 10**9}
_SCALES |= {"trillion": 10**12, "dozen": 12}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_EN = re.compile(
    r"\d[\d,]*(?:\.\d+)?|\b(?:" + "|".join([*_WORDS, *_SCALES, *_MONTHS]) + r")\b", re.IGNORECASE
)


def keys(text: str, lang: str) -> list[str]:
    """Return one piece per quantity, the same in English and in Japanese: ``#2023``, ``#m5``."""
    return _japanese(text) if primary(lang) == "ja" else _english(text)


def _key(value: Fraction) -> str:
    return f"#{value.numerator}" if value.denominator == 1 else f"#{float(value):g}"


def _english(text: str) -> list[str]:
    found: list[str] = []
    value: Fraction | None = None
    last = 0
    for match in _EN.finditer(text):
        word = match.group().lower()
        near = text[last : match.start()] in {" ", "-", " and "}
        if word in _SCALES:
            if value is not None and near:
                value *= _SCALES[word]
            last = match.end()
            continue
        if word in _WORDS and near and value is not None and value % 10 == 0 and value:
            value += _WORDS[word]
            last = match.end()
            continue
        if value is not None:
            found.append(_key(value))
            value = None
        if word in _MONTHS:
            if match.group()[0].isupper():
                found.append(f"#m{_MONTHS.index(word) + 1}")
        elif word != "one":
            digits = word.replace(",", "")
            value = Fraction(_WORDS[word]) if word in _WORDS else Fraction(digits)
        last = match.end()
    if value is not None:
        found.append(_key(value))
    return found


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    for match in _JA.finditer(text):
        era, run = match.groups()
        end = match.end()
        if len(run) == 1 and not run.isdigit() and not era and not _JA_COUNTED.match(text, end):
            continue
        value = _japanese_value(run)
        if era and text[end : end + 1] == "年":
            value += _ERAS[era]
        month = text[end : end + 1] == "月" and value.denominator == 1 and 1 <= value <= 12
        found.append(f"#m{value}" if month else _key(value))
    return found


def _japanese_value(run: str) -> Fraction:
    total = section = Fraction(0)
    current: Fraction | None = None
    for piece in _JA_TOKEN.findall(unicodedata.normalize("NFKC", run).rstrip(",")):
        if piece in _BIG:
            total += (section + (current or 0) or 1) * _BIG[piece]
            section, current = Fraction(0), None
        elif piece in _SMALL:
            section += (1 if current is None else current) * _SMALL[piece]
            current = None
        elif piece == "元":
            current = Fraction(1)
        elif piece[0] in _KANJI:
            current = Fraction(int("".join(str(_KANJI[c]) for c in piece)))
        else:
            current = Fraction(piece.replace(",", "") or 0)
    return total + section + (current or 0)
