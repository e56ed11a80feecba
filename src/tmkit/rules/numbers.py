"""Numbers, dates and units that do not say the same on both sides, compared by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from tmkit.evidence.quantity import Value
from tmkit.model import Finding, Severity
from tmkit.rules import bounds, negation, weekdays
from tmkit.rules._quantities import CALENDAR, Amount, Sides, compare, size
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import japanese_of

LEAST_SURE = 0.5  # of a pair that was aligned: below it, what differs is likely another sentence
_SCALE_WORDS = ("万", "億", "兆", "illion", "housand", "千")
# Units that one amount cannot have both of.
_RIVALS: tuple[frozenset[str], ...] = (
    frozenset({"km", "mile", "m", "cm", "mm"}),
    frozenset({"kg", "g", "t"}),
    frozenset({"USD", "JPY", "EUR", "GBP", "CNY", "KRW", "INR", "RUB", "AUD", "CAD"}),
    frozenset({"%", "pt"}),
    frozenset({"year", "month", "week", "day", "hour", "minute", "second"}),
)
_SHORT_UNITS = ("m", "t", "g", "min", "sec", "分", "秒", "度", "点", "回")


def _sides(unit: Unit, context: Context) -> Sides | None:
    """Return the amounts of both sides; every rule of the family asks, so it is done once."""
    made = context.shared(_compared)
    if unit.index not in made:
        english, japanese = unit.english, unit.japanese
        sides = None
        sure = unit.confidence >= LEAST_SURE
        if sure and english and japanese and "code" not in {english.kind, japanese.kind}:
            sides = compare(english.text, japanese.text)
        made[unit.index] = sides
    return made[unit.index]


def _compared(context: Context) -> dict[int, Sides | None]:
    del context
    return {}


def _pairs(sides: Sides) -> tuple[list[tuple[Amount, Amount]], list[Amount], list[Amount]]:
    """Pair what is left over with what it most likely should have been; the rest stays alone."""
    english, japanese = list(sides.english), list(sides.japanese)
    pairs: list[tuple[Amount, Amount]] = []
    for likely in (_same_digits, _same_unit, _same_class):
        for one in list(english):
            partner = next((other for other in japanese if likely(one, other)), None)
            if partner is not None:
                pairs.append((one, partner))
                english.remove(one)
                japanese.remove(partner)
    return pairs, english, japanese


def _digits(value: Value) -> str:
    """Return the significant digits of a value, nothing for a fraction without an end."""
    shown = f"{float(size(value)):.12e}".split("e")[0]
    return shown.rstrip("0").replace(".", "")


def _same_digits(one: Amount, other: Amount) -> bool:
    a, b = one.quantity, other.quantity
    if a.kind in CALENDAR or b.kind in CALENDAR or "fraction" in {a.kind, b.kind}:
        return False
    return a.value != 0 and b.value != 0 and _digits(a.value) == _digits(b.value)


def _same_unit(one: Amount, other: Amount) -> bool:
    a, b = one.quantity, other.quantity
    return (a.kind, a.unit) == (b.kind, b.unit) and (a.unit != "" or a.kind in CALENDAR)


def _same_class(one: Amount, other: Amount) -> bool:
    a, b = one.quantity, other.quantity
    if (a.kind in CALENDAR) != (b.kind in CALENDAR):
        return "year" in {a.kind, b.kind} and a.value.denominator == b.value.denominator == 1
    return a.kind in CALENDAR or not (a.unit and b.unit) or a.kind == b.kind


def _is_magnitude(one: Amount, other: Amount) -> bool:
    """Return whether two amounts differ by a power of ten alone, and are written out large."""
    if not _same_digits(one, other):
        return False
    large = max(size(one.quantity.value), size(other.quantity.value))
    scaled = any(word in one.shown + other.shown for word in _SCALE_WORDS)
    return large >= 1000 or scaled


def show(value: Value) -> str:
    """Return a value in figures: 11,000,000, 2.5, 1/3."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    decimal = f"{float(value):,.6f}".rstrip("0")
    exact = Fraction(decimal.replace(",", "")) == value
    return decimal if exact else f"{value.numerator}/{value.denominator}"


def _differs(
    rule: str, severity: Severity, unit: Unit, one: Amount, other: Amount, what: tuple[str, str]
) -> Finding:
    """Return the finding that two amounts of a pair differ, on the Japanese one."""
    a, b = show(one.quantity.value), show(other.quantity.value)
    same = "" if a == one.shown and b == other.shown else f" ({a} / {b})"
    return finding(
        rule,
        severity,
        unit,
        japanese_of(unit),
        (other.quantity.start, other.quantity.end),
        (
            f'{what[0]}: English "{one.shown}", Japanese 「{other.shown}」{same}',
            f"{what[1]}: 英語は「{one.shown}」、日本語は「{other.shown}」{same}",
        ),
    )


def magnitude(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield numbers whose digits agree and whose power of ten does not."""
    sides = _sides(unit, context)
    for one, other in _pairs(sides)[0] if sides else ():
        if _is_magnitude(one, other):
            what = ("the digits agree, the magnitude does not", "数字は同じですが、桁が違います")
            yield _differs("magnitude", "error", unit, one, other, what)


def date_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield years, months, days and times that differ."""
    sides = _sides(unit, context)
    for one, other in _pairs(sides)[0] if sides else ():
        if _is_dated(one, other):
            severity: Severity = "error"
            if one.quantity.kind == "time" or other.quantity.kind == "time":
                severity = "error" if one.quantity.kind == other.quantity.kind else "info"
            what = ("the date or time differs", "日付・時刻が違います")
            yield _differs("date-mismatch", severity, unit, one, other, what)


def _is_dated(one: Amount, other: Amount) -> bool:
    return one.quantity.kind in CALENDAR and other.quantity.kind in CALENDAR


def number_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield numbers that differ, and numbers that one side lacks."""
    sides = _sides(unit, context)
    if sides is None or not (sides.english or sides.japanese):
        return
    pairs, english, japanese = _pairs(sides)
    alone = len(pairs) + len(english) + len(japanese)
    for one, other in pairs:
        if not _is_magnitude(one, other) and not _is_dated(one, other):
            what = ("the number differs", "数が違います")
            severity = _severity_of_pair(one, other, alone)
            yield _differs("number-mismatch", severity, unit, one, other, what)
    for amount in english:
        yield _lacking(unit, amount, english=True)
    for amount in japanese:
        yield _lacking(unit, amount, english=False)


def _severity_of_pair(one: Amount, other: Amount, alone: int) -> Severity:
    if one.in_digits and other.in_digits:
        return "error"
    if _same_unit(one, other) or alone == 1:
        return "error" if (one.in_digits or other.in_digits) else "warning"
    return "info"


def _severity_alone(amount: Amount, after: str, english: bool) -> Severity:
    """Return how sure it is that a number without counterpart is missing on the other side."""
    value, kind = size(amount.quantity.value), amount.quantity.kind
    if not any(sign.isdigit() for sign in amount.shown):
        return "warning" if amount.in_digits and value > 10 else "info"
    if kind not in {"number", "fraction", "ordinal"}:
        return "error"
    if kind == "number" and (value >= 10 or value.denominator != 1):
        return "error"
    hyphened = re.match("-[A-Za-z]", after)  # a 2-tuple is a pair, however it is said
    return "warning" if english and value > 1 and not hyphened else "info"


def _lacking(unit: Unit, amount: Amount, *, english: bool) -> Finding:
    """Return the finding that only one side has an amount, on that side."""
    passage = (unit.english if english else None) or japanese_of(unit)
    severity = _severity_alone(amount, passage.text[amount.quantity.end :][:2], english)
    here, there = ("English", "Japanese") if english else ("Japanese", "English")
    hier, dort = ("英語", "日本語") if english else ("日本語", "英語")
    shown = show(amount.quantity.value)
    more = "" if shown == amount.shown else f" ({shown})"
    return finding(
        "number-mismatch",
        severity,
        unit,
        passage,
        (amount.quantity.start, amount.quantity.end),
        (
            f"{here} says {amount.shown}{more}, the {there} has no such number",
            f"{hier}の「{amount.shown}」{more}に当たる数が{dort}にありません",
        ),
    )


def unit_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield amounts that are equal and are counted in different units."""
    sides = _sides(unit, context)
    for one, other in sides.equal if sides else ():
        a, b = one.quantity.unit, other.quantity.unit
        if a == b or not a or not b or not _rivals(one, other):
            continue
        what = ("the number agrees, the unit does not", "数は同じですが、単位が違います")
        yield _differs("unit-mismatch", "error", unit, one, other, what)


def _rivals(one: Amount, other: Amount) -> bool:
    """Return whether two units exclude each other; signs that mean several things do not count."""
    a, b = one.quantity.unit, other.quantity.unit
    if not any({a, b} <= rivals for rivals in _RIVALS):
        return False
    if {a, b} == {"%", "pt"}:
        shown = one.shown + other.shown
        return ("point" in shown and "percent" in shown) or "ポイント" in shown
    return not one.shown.endswith(_SHORT_UNITS) and not other.shown.endswith(_SHORT_UNITS)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "number-mismatch",
        "numbers",
        "error",
        "a number differs, or one side lacks it",
        "数が違う、または片方にしかない",
        number_mismatch,
        frozenset({"source"}),
    ),
    Rule(
        "magnitude",
        "numbers",
        "error",
        "the digits of a number agree, its power of ten does not",
        "数字は同じで桁が違う",
        magnitude,
        frozenset({"source"}),
    ),
    Rule(
        "date-mismatch",
        "numbers",
        "error",
        "a year, month, day or time differs",
        "年月日や時刻が違う",
        date_mismatch,
        frozenset({"source"}),
    ),
    Rule(
        "unit-mismatch",
        "numbers",
        "error",
        "equal numbers are counted in different units",
        "数は同じで単位が違う",
        unit_mismatch,
        frozenset({"source"}),
    ),
    *weekdays.RULES,
    *negation.RULES,
    *bounds.RULES,
)
