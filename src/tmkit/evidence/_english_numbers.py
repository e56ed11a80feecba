"""Quantities in English text."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from tmkit.evidence._english_words import (
    CARDINALS,
    COUNTED,
    MONTHS,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    SHORT,
    SHORT_MONTHS,
    UNITS,
)
from tmkit.evidence.quantity import (
    DIGITS,
    LONGEST,
    Kind,
    Quantity,
    Value,
    currency,
    exact,
    named,
    negative,
    simple,
    spread,
)


def _one_of(words: object) -> str:
    """Return an alternation; words that begin alike share a branch, which spares the engine."""
    first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):  # type: ignore[call-overload]
        first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in first.items())


def _either_case(words: object) -> str:
    first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):  # type: ignore[call-overload]
        first.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{c}{c.upper()}](?:{'|'.join(rest)})" for c, rest in first.items())


_HIT = re.compile(
    r"\d+|(?<![\w’'])(?:"
    + _either_case(
        [*CARDINALS, *ORDINALS, *SCALES, "hundred", "dozen", "noon", "http", "https", "www"]
    )
    + "|"
    + "|".join(sorted({*MONTHS, *SHORT_MONTHS}, key=len, reverse=True)).title()
    + r"|a quarter of)(?![A-Za-z])"
)
_URL = re.compile(r"\S+")
_NUMERAL = re.compile(DIGITS)
_SERIAL = re.compile(r"\d+(?:([-.])\d+)(?:\1\d+)+|0\d{1,4}-\d{3,4}(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?![\d-])")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?!\d)")
_RATIO = re.compile(r"(\d+)/(\d+)(?![\d/])")
_CLOCK = re.compile(
    r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?: ?([ap])\.?m\b\.?| o['’]clock)|"
    r"([01]?\d|2[0-4]):([0-5]\d)(?![:\d])",
    re.IGNORECASE,
)
_NTH = re.compile(r"(?:st|nd|rd|th)\b")
_AND_PART = re.compile(r"[ -]and[ -](?:a|one)[ -](half|quarter|third)\b|[ -]?([½¼¾⅓⅔])")
_GLYPHS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_GLYPHS |= {"⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_SCALE = re.compile(r"[ -]?(hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE)
_SHORT_SCALE = re.compile(r" ?(bn|tn|mn)\b|(k)(?![A-Za-z])")
_MONEY_SCALE = re.compile(r" ?(bn|tn|mn|[kKmMbBtT])(?![A-Za-z])")
_UNIT = re.compile(rf"[ -]?({_one_of(UNITS)})(?![A-Za-z])", re.IGNORECASE)
_WORD = re.compile(
    r"(?:[ -]|([ -]and[ -]))(" + "|".join([*CARDINALS, *SCALES, "hundred"]) + r")\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[ -](" + "|".join([*ORDINALS, "half", "halve", "quarter"]) + r")(s?)\b", re.IGNORECASE
)
_DECIMALS = re.compile(r"[ -]point((?:[ -](?:" + "|".join(list(ONES)[:10]) + r")\b)+)")
_BEFORE_SCALE = re.compile(r"(?<![A-Za-z])(half(?:[ -]an?)?|an?)[ -]\Z", re.IGNORECASE)
_A_PART = re.compile(r"(?<![A-Za-z])a\Z", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|"
    r"[Ee]arly|[Ll]ate|[Mm]id|[Ff]rom|[Tt]o|[Tt]hrough|[Bb]etween|[Dd]uring|[Bb]efore|[Aa]fter|"
    r"[Ee]very|[Ee]ach)[ -]\Z"
)
_DAY = re.compile(r"\.? (\d\d?)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d| ?[ap]\.?m\b)")
_YEAR_NEXT = re.compile(r"\.?,? (?:\d{4})\b")
_DECADE_OF_LIFE = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Yy]our|[Oo]ur) \w*[ -]?\Z")
_NEXT = re.compile(r"[ -]([a-z]+)", re.IGNORECASE)
_JOINS = frozenset(
    {"-", "–", "—", " - ", " – ", "~", "〜", " to ", " or ", " and ", "-to-", " and $"}
)
_JOINS |= {" to $", "-$", "–$", " to £", " to €", "-£", "-€", " and £", " and €"}


class _Number(NamedTuple):
    """A number before its unit: its value, the multiplier in it, its end, and what it must be."""

    value: Value
    scale: Value
    end: int
    kind: Kind = "number"


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of an English text, in order, without overlap."""
    found: list[Quantity] = []
    scales: list[Value] = []
    position = 0
    while match := _HIT.search(text, position):
        start, position = match.span()
        word = match.group()
        if word[0].isdigit():
            new, scale, position = _from_digits(text, start, position)
        elif word in {"http", "https", "www", "Http", "Https", "Www"}:
            new, scale, position = [], 1, _URL.match(text, start).end()  # type: ignore[union-attr]
        elif word[0].isupper() and (month := _month(text, match, found)):
            new, scale, position = month
        else:
            new, scale, position = _from_word(text, start, word.lower(), position)
        found += new
        scales += [scale] * len(new)
    return spread(text, found, scales, _JOINS)


def _from_digits(text: str, start: int, end: int) -> tuple[list[Quantity], Value, int]:
    """Read what begins with a digit; an empty list where it is a code or a telephone number."""
    if named(text, start):
        return [], 1, _CODE.match(text, start).end()  # type: ignore[union-attr]
    if dated := _date(text, start):
        return dated, 1, dated[-1].end
    if serial := _SERIAL.match(text, start):
        return [], 1, serial.end()
    if clock := _CLOCK.match(text, start):
        hour, minute, half, plain_hour, plain_minute = clock.groups()
        hours = int(hour or plain_hour)
        if half and hours <= 12:
            hours = hours % 12 + (12 if half in "pP" else 0)
        minutes = hours * 60 + int(minute or plain_minute or 0)
        return [Quantity(minutes, "time", "", start, clock.end())], 1, clock.end()
    digits = _NUMERAL.match(text, start).group()  # type: ignore[union-attr]
    end = start + len(digits)
    if len(digits) > LONGEST:
        return [], 1, end
    if (ratio := _RATIO.match(text, start)) and (part := _ratio(ratio)) is not None:
        return [Quantity(part, "fraction", "", start, ratio.end())], 1, ratio.end()
    value = exact(digits)
    if nth := _NTH.match(text, end):
        return _ordinal(text, start, nth.end(), value)
    if (decade := _DECADE.match(text, end)) and value % 10 == 0 and 10 <= value <= 2090:
        lived = _DECADE_OF_LIFE.search(text, max(0, start - 16), start)
        value += 1900 if value < 100 and not lived else 0
        return [Quantity(value, "decade", "", start, decade.end())], 1, decade.end()
    return _finish(text, start, _Number(value, 1, end), digits)


_CODE = re.compile(r"\w+(?:[.-]\d\w*)*")
_DECADE = re.compile(r"['’]?s\b")


def _date(text: str, start: int) -> list[Quantity]:
    """Return the parts of a date in digits; which is the month of 3/4/2023 nobody can tell."""
    parts: tuple[tuple[int, Kind], ...] = ((1, "year"), (3, "month"), (4, "day"))
    found = _ISO_DATE.match(text, start)
    if not found or int(found[3]) > 12 or int(found[4]) > 31:
        found = _SLASHED.match(text, start)
        if not found or max(int(found[1]), int(found[2])) > 31:
            return []
        parts = ((1, "date"), (2, "date"), (3, "year"))
        if int(found[2]) > 12 >= int(found[1]):
            parts = ((1, "month"), (2, "day"), (3, "year"))
        elif int(found[1]) > 12 >= int(found[2]):
            parts = ((1, "day"), (2, "month"), (3, "year"))
    return [
        Quantity(int(found[number]), kind, "", found.start(number), found.end(number))
        for number, kind in parts
    ]


def _ratio(found: re.Match[str]) -> Value | None:
    """Return 1/3 as a fraction; 9/11 and 24/7 are none."""
    if len(found[1]) > 3 or len(found[2]) > 3:
        return None
    above, below = int(found[1]), int(found[2])
    if not 0 < above < below or below not in {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100}:
        return None
    return Fraction(above, below)


def _from_word(text: str, start: int, word: str, end: int) -> tuple[list[Quantity], Value, int]:
    """Read what begins with a number word."""
    if word == "noon":
        return [Quantity(12 * 60, "time", "", start, end)], 1, end
    if word == "a quarter of":
        return [Quantity(Fraction(1, 4), "fraction", "", start, end - 3)], 1, end
    if word in ORDINALS:
        value = ORDINALS[word]
        article = _A_PART.search(text, max(0, start - 3), start - 1)
        if article and value > 2 and _SHARE.match(text, end):
            return [Quantity(Fraction(1, value), "fraction", "", article.start(), end)], 1, end
        following = _NEXT.match(text, end)
        if not _ordinal_counts(text, start, value, following[1].lower() if following else ""):
            return [], 1, end
        return _ordinal(text, start, end, value)
    if word in CARDINALS:
        number = _run(text, end, CARDINALS[word], CARDINALS[word], 1)
    elif word in {*SCALES, "hundred", "dozen"}:
        before = _BEFORE_SCALE.search(text, max(0, start - 10), start)
        if not before:  # several hundred, millions: no quantity
            return [], 1, end
        size = _size(word)
        value_ = Fraction(1, 2) if before[1][0] in "hH" else 1
        start = before.start()
        number = _run(text, end, simple(value_ * Fraction(size)), size, size)
    else:
        return [], 1, end
    part = _PART.match(text, number.end)
    if part and (tail := _part(number, part)):
        if tail.kind == "ordinal":
            return _ordinal(text, start, tail.end, tail.value)
        number = tail
    if point := _DECIMALS.match(text, number.end):
        tail_digits = "".join(str(ONES[w]) for w in re.findall("[a-z]+", point[1].lower()))
        if number.scale == 1:
            decimal = Fraction(f"{number.value}.{tail_digits}")
            number = number._replace(value=decimal, end=point.end())
    return _finish(text, start, number, "")


_SHARE = re.compile(r" (?:of|less|more|fewer|larger|smaller|higher|lower)\b")
_THE = re.compile(r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our|['’]s) \Z")


def _ordinal_counts(text: str, start: int, value: int, following: str) -> bool:
    """Return whether an ordinal word is more than a way of speaking: at first, a third party."""
    if value == 1:
        return following in COUNTED and following != "time"
    if value == 2:
        the = _THE.search(text, max(0, start - 6), start)
        return following in COUNTED or (the is not None and following != "half")
    return following not in {"party", "parties"}


def _size(word: str) -> int:
    return {"hundred": 100, "dozen": 12}.get(word) or SCALES[word]


def _run(text: str, end: int, value: Value, last: int, scale: Value) -> _Number:
    """Go on from the first word of a number: ``value`` so far, ``last`` the size of that word."""
    total, section = (value, 0) if scale != 1 and last >= 1000 else (0, value)
    smallest = last if scale != 1 and last >= 1000 else 10**18
    kind: Kind = "number"
    while match := _WORD.match(text, end):
        joined, word = match.group(1), match.group(2).lower()
        size = CARDINALS.get(word)
        if size is None:
            size = _size(word)
            if joined or not (section or total) or (size == 100 and not 0 < section < 100):
                break
            if size == 100:
                section *= 100
            elif size > smallest:  # one thousand two hundred trillion
                total, section, smallest = (total + section) * size, 0, size
            elif size == smallest or not section:
                break
            else:
                total, section, smallest = total + section * size, 0, size
            scale = size
        elif last >= 100:
            section += size
        elif joined:
            break
        elif 20 <= last <= 90 and 1 <= size < 10:
            section += size
        elif not total and 13 <= section <= 20 and size >= 10:
            section, kind = section * 100 + size, "year"  # nineteen eighty-four
        else:
            break
        last, end = size, match.end()
    return _Number(simple(Fraction(total + section)), scale, end, kind)


def _part(number: _Number, part: re.Match[str]) -> _Number | None:
    """Return twenty-third as an ordinal, two thirds as a fraction."""
    word, plural = part.group(1).lower(), part.group(2)
    if number.value.denominator == 1 and number.value % 10 == 0 and number.value % 100 >= 20:
        if not plural and ORDINALS.get(word, 10) < 10:
            return _Number(number.value + ORDINALS[word], 1, part.end(), "ordinal")
        return None
    below = PARTS.get(word)
    if below and number.scale == 1 and 0 < number.value < 20 and (plural or number.value == 1):
        return _Number(Fraction(number.value) / below, 1, part.end(), "fraction")
    return None


def _ordinal(text: str, start: int, end: int, value: Value) -> tuple[list[Quantity], Value, int]:
    kind: Kind = "century" if _CENTURY.match(text, end) else "ordinal"
    return [Quantity(value, kind, "", start, end)], 1, end


_CENTURY = re.compile(r"[ -]centur(?:y|ies)\b", re.IGNORECASE)


def _finish(
    text: str, start: int, number: _Number, digits: str
) -> tuple[list[Quantity], Value, int]:
    """Add the half, the multiplier, the sign and the unit to a number."""
    value, scale, end, kind = number
    code, begin = currency(text, start)
    if half := _AND_PART.match(text, end):
        part = {"half": 2, "quarter": 4, "third": 3}
        value += Fraction(1, part[half[1].lower()]) if half[1] else _GLYPHS[half[2]]
        end = half.end()
    if (number.scale == 1 or kind == "fraction") and (large := _SCALE.match(text, end)):
        scale, end = _size(large[1].lower()), large.end()
        if again := _SCALE.match(text, end):  # 3 hundred thousand
            scale, end = scale * _size(again[1].lower()), again.end()
    elif digits and (short := (_MONEY_SCALE if code else _SHORT_SCALE).match(text, end)):
        name = (short[1] or short[short.lastindex or 1]).lower()
        if not (name == "k" and not code and len(digits) < 2):  # 4K is a format
            scale, end = SHORT[name], short.end()
    if scale != number.scale:
        value, kind = value * Fraction(scale), "number" if kind == "fraction" else kind
    unit = ""
    if code:
        kind, unit = "money", code
        if (named_ := _UNIT.match(text, end)) and UNITS[named_[1].lower()][0] == "money":
            end = named_.end()
    elif (found := _UNIT.match(text, end)) and found[1] not in {"M", "G", "T"}:
        kind, unit = UNITS[found[1].lower()]
        end = found.end()
    elif digits and text[end : end + 1].isalpha() and text[end : end + 1].isascii():
        return [], 1, _CODE.match(text, start).end()  # type: ignore[union-attr]
    elif digits.isdigit() and len(digits) == 4 and 1500 <= value <= 2100 and scale == 1:
        kind = "year"
    if not digits and value == 1 and scale == 1 and unit in {"", "pt", "time", "person", "day"}:
        return [], 1, end  # a pronoun, or "one day"
    if digits and text[start - 1 : start] == "." and "." not in digits and start == begin:
        value, begin = Fraction(value, 10 ** len(digits)), start - 1  # .325
    if negative(text, begin) or _MINUS.search(text, max(0, begin - 9), begin):
        value = -value
    return [Quantity(simple(value), kind, unit, begin, end)], scale, end


_MINUS = re.compile(r"\b(?:minus|negative) \Z", re.IGNORECASE)


def _month(
    text: str, match: re.Match[str], found: list[Quantity]
) -> tuple[list[Quantity], Value, int] | None:
    """Read the name of a month with the day beside it; May, March, Jan only where dated."""
    start, end = match.span()
    name = match.group().lower()
    number = MONTHS.get(name) or SHORT_MONTHS.get(name)
    if number is None:
        return None
    after = _DAY.match(text, end)
    day = int(after[1]) if after else 0
    before = found[-1] if found and text[found[-1].end : start] in {" ", " of "} else None
    if before and (
        before.kind not in {"number", "ordinal"} or before.unit or not 1 <= before.value <= 31
    ):
        before = None
    if name in {"may", "march"} or name not in MONTHS:
        dated = 1 <= day <= 31 or before or _YEAR_NEXT.match(text, end)
        short = name not in MONTHS and text[end : end + 1] != "."
        named_so = not short and _IN_MONTH.search(text, max(0, start - 12), start)
        if not dated and not named_so:
            return None
    month = Quantity(number, "month", "", start, end)
    if before:
        found[-1] = Quantity(before.value, "day", "", before.start, before.end)
    elif after and 1 <= day <= 31:
        return [month, Quantity(day, "day", "", after.start(1), after.end(1))], 1, after.end()
    return [month], 1, end
