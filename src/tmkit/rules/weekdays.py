"""Weekdays against the date beside them, and against the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tmkit.evidence.numbers import numbers
from tmkit.model import Finding, Passage
from tmkit.rules._markup import prose
from tmkit.rules._rule import Context, Rule, Unit, finding

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KANJI = "月火水木金土日"
_ENGLISH_DAY = re.compile(
    r"\b(Mon|Tues?|Wednes|Wed|Thurs?|Thu|Fri|Satur|Sat|Sun)(?:day)?s?\b\.?(?=\W|\Z)"
)
_FULL_DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_JAPANESE_DAY = re.compile(rf"([{_KANJI}])曜日?|(?<=日)\s?[（(]([{_KANJI}])(?:・?祝)?[）)]")
_NEAR = 12  # characters between a date and its weekday


def _english_days(text: str) -> list[tuple[int, int, int]]:
    """Return (day, start, end) of each weekday in an English text; Monday is 0."""
    found = []
    for match in _FULL_DAY.finditer(text):
        day = next(i for i, name in enumerate(_ENGLISH) if name.startswith(match[1]))
        found.append((day, *match.span()))
    return found


def _japanese_days(text: str) -> list[tuple[int, int, int]]:
    """Return (day, start, end) of each weekday in a Japanese text: 月曜, 火曜日, 3日（水）."""
    return [
        (_KANJI.index(match[1] or match[2]), *match.span(1 if match[1] else 2))
        if match[2]
        else (_KANJI.index(match[1]), *match.span())
        for match in _JAPANESE_DAY.finditer(text)
    ]


def _dates(text: str, lang: str) -> list[tuple[date, int, int]]:
    """Return the full dates of a text: the year, month and day that stand together."""
    parts = [q for q in numbers(text, lang) if q.kind in {"year", "month", "day"}]
    found = []
    for index in range(len(parts) - 2):
        three = parts[index : index + 3]
        by_kind = {part.kind: int(part.value) for part in three}
        if len(by_kind) < 3 or three[2].end - three[0].start > 24:
            continue
        try:
            day = date(by_kind["year"], by_kind["month"], by_kind["day"])
        except ValueError:
            continue
        found.append((day, three[0].start, three[2].end))
    return found


def weekday_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield weekdays that their date does not fall on, or that the other side does not have."""
    del context
    english, japanese = unit.english, unit.japanese
    for passage, found in ((japanese, _japanese_days), (english, _english_days)):
        if passage is not None and passage is not _untouched(unit):
            yield from _against_date(unit, passage, found(passage.text))
    if english is None or japanese is None:
        return
    ours, theirs = _english_days(prose(english.text)), _japanese_days(prose(japanese.text))
    left = [day for day in ours if day[0] not in {other[0] for other in theirs}]
    right = [day for day in theirs if day[0] not in {other[0] for other in ours}]
    if left and right:
        (day, a, b), (other, start, end) = left[0], right[0]
        shown, here = english.text[a:b], japanese.text[start:end]
        yield finding(
            "weekday-mismatch",
            "error",
            unit,
            japanese,
            (start, end),
            (
                f'the weekday differs: English "{shown}", Japanese 「{here}」',
                f"曜日が違います: 英語は「{shown}」（{_KANJI[day]}曜日）、日本語は「{here}」",
            ),
            fix=here.replace(_KANJI[other], _KANJI[day], 1)
            if len(left) == len(right) == 1
            else None,
        )


def _untouched(unit: Unit) -> Passage | None:
    """Return the side that is the source of a translation: its slips are the author's."""
    return unit.source if unit.target is not None else None


def _against_date(
    unit: Unit, passage: Passage, days: list[tuple[int, int, int]]
) -> Iterator[Finding]:
    if not days:
        return
    for day, start, end in days:
        for when, begin, stop in _dates(passage.text, passage.lang):
            near = 0 <= start - stop <= 3 or 0 <= begin - end <= 3
            if not near or when.weekday() == day:
                continue
            shown = f"{when.year}-{when.month}-{when.day}"
            right = when.weekday()
            yield finding(
                "weekday-mismatch",
                "error",
                unit,
                passage,
                (start, end),
                (
                    f"{shown} is a {_ENGLISH[right]}, not {passage.text[start:end]}",
                    f"{shown}は{_KANJI[right]}曜日で、「{passage.text[start:end]}」ではありません",
                ),
            )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "weekday-mismatch",
        "numbers",
        "error",
        "a weekday does not fit its date or the other side",
        "曜日が日付や原文と合わない",
        weekday_mismatch,
    ),
)
