"""A quantity that a text mentions, and what its two notations share: digits, money, signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Kind = Literal[
    "number",  # with a unit or without: 5, five, 5 km, 五人
    "percent",  # 35 for 35%, 3割5分
    "money",  # unit: an ISO 4217 code
    "year",  # of the calendar, the Common Era: 2023 for 令和5年
    "month",  # of the calendar, 1-12
    "day",  # of the month
    "date",  # part of a date such as 3/4/2023 that is a month or a day
    "decade",  # 1990 for 1990s
    "century",
    "time",  # of the day, in minutes after midnight
    "ordinal",
    "fraction",  # 1/3 for 三分の一; 3.5 is a number
]
Value: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number by its value, exact, with the span ``start``-``end`` of the text that says it.

    ``unit`` is normalised and the same in both languages (``%``, ``USD``, ``km``, ``year``);
    empty where the text names none that tmkit knows.
    """

    value: Value
    kind: Kind
    unit: str
    start: int
    end: int


LONGEST = 30  # digits: what is longer is a serial number

DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"

_PREFIX = re.compile(
    r"(?:(US|U\.S\.|A|AU|C|CA|NZ|HK|NT|S)?[$＄]|([¥￥£€₩₹₽￡])"
    r"|(?<![A-Za-z])(USD|JPY|EUR|GBP|CNY|KRW|AUD|CAD|CHF|INR|RMB)) ?\Z"
)
_DOLLARS = {"A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "NZ": "NZD", "HK": "HKD"}
_DOLLARS |= {"NT": "TWD", "S": "SGD"}
_SYMBOLS = {"¥": "JPY", "￥": "JPY", "£": "GBP", "￡": "GBP", "€": "EUR", "₩": "KRW"}
_SYMBOLS |= {"₹": "INR", "₽": "RUB"}
_SIGNS = "-−－‐▲△"


def exact(digits: str) -> Value:
    """Return the value of a numeral that :data:`DIGITS` matches, full width or not."""
    whole = digits.replace(",", "").replace("，", "").replace("．", ".")
    head, _, tail = whole.partition(".")
    if not tail:
        return int(head or "0")
    return simple(Fraction(int(head + tail), 10 ** len(tail)))


def simple(value: Value) -> Value:
    """Return a whole value as an int, others as they are."""
    return value.numerator if value.denominator == 1 else value


def currency(text: str, start: int) -> tuple[str, int]:
    """Return the ISO 4217 code of the sign before ``start`` and where it begins, or ("", start)."""
    if start == 0 or text[start - 1] not in "$＄¥￥£￡€₩₹₽ DYRPFB":
        return "", start
    found = _PREFIX.search(text, max(0, start - 6), start)
    if not found:
        return "", start
    dollar, symbol, code = found.groups()
    if code:
        return ("CNY" if code == "RMB" else code), found.start()
    if symbol:
        return _SYMBOLS[symbol], found.start()
    begin = found.start()
    if dollar and begin and text[begin - 1].isalpha() and text[begin - 1].isascii():
        return "USD", found.end(1)
    return _DOLLARS.get(dollar or "", "USD"), begin


def negative(text: str, start: int) -> bool:
    """Return whether the sign before ``start`` is a minus and no hyphen, dash or range."""
    if start == 0 or text[start - 1] not in _SIGNS:
        return False
    before = text[start - 2 : start - 1]
    if text[start - 1] == "-":
        return not before or before.isspace() or before in "([（「、。=:：$"
    return not before or not (before.isdigit() or (before.isascii() and before.isalpha()))


def named(text: str, start: int) -> bool:
    """Return whether the digits at ``start`` are part of a name or code: A4, H2O, COVID-19."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isascii():
        if before.isalpha() or before in "_#@&\\":
            return True
        further = text[start - 2 : start - 1]
        if before == "-":  # COVID-19, but: pre-2000
            return further.isascii() and further.isupper()
        return before == "." and further.isascii() and further.isalnum()
    return "Ａ" <= before <= "ｚ"  # full width


def key(quantity: Quantity) -> str:
    """Return the token that mentions of one quantity share in both languages.

    By value alone: a number is as often written with a unit on one side only. Signs go (a fall of
    5 % is -5 % elsewhere), and so do the halves of the day (3 p.m. may be 15時 or 3時).
    """
    value = quantity.value if quantity.value >= 0 else -quantity.value
    if quantity.kind == "month":
        return f"#m{value}"
    if quantity.kind == "time":
        return f"#t{int(value) // 60 % 12}:{int(value) % 60:02}"
    if value.denominator == 1:
        return f"#{value.numerator}"
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return f"#{value.numerator / value.denominator:.15g}"
    return f"#{value.numerator}/{value.denominator}"


def spread(
    text: str, found: list[Quantity], scales: list[Value], joins: frozenset[str]
) -> list[Quantity]:
    """Give the first number of a range the scale and the unit that only the last one names.

    ``2〜3億円`` is 200 to 300 million yen, ``10 to 15%`` begins with 10 %. ``joins`` are the
    strings that stand between the two; ``scales`` the multiplier that each number came with.
    """
    for index in range(len(found) - 1, 0, -1):
        low, high = found[index - 1], found[index]
        between = text[low.end : high.start]
        if between not in joins or scales[index - 1] != 1:
            continue
        if between in "、・" and not _next_to(low.value, high.value, scales[index]):
            continue  # a list of numbers; 2、3億円 is two or three hundred million
        if low.unit and low.kind != "money":
            continue
        if low.kind not in {"number", "year", "money"} or high.kind not in {
            "number",
            "percent",
            "money",
        }:
            if high.kind == "month" and low.kind == "number" and 1 <= low.value <= 12:
                found[index - 1] = Quantity(low.value, "month", "", low.start, low.end)
            continue
        value, scale = low.value, scales[index]
        if scale != 1 and value < simple(Fraction(high.value) / scale):
            value = simple(value * Fraction(scale))
            scales[index - 1] = scale
        if low.kind == "money" and not high.unit and scale != 1:
            found[index] = Quantity(high.value, "money", low.unit, high.start, high.end)
        if high.unit or scale != 1:
            kind, unit = (low.kind, low.unit) if low.unit else (high.kind, high.unit)
            found[index - 1] = Quantity(value, kind, unit, low.start, low.end)
    return found


def _next_to(low: Value, high: Value, scale: Value) -> bool:
    return low < 10 and Fraction(high) / scale - low == 1
