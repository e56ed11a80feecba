"""Bounds that leave out what the source lets in: more than one, 一つ以上.

以上 and 以下 include the number, "more than" and "less than" do not; "at least" includes it,
より大きい does not; "one or more" may be one, 複数 may not. Only the same number on both sides
is judged, and only where the sentence has one such bound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding, Passage
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese

_WORDS = dict(
    zip("zero one two three four five six seven eight nine ten".split(), range(11), strict=True)
)
_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九十")} | {
    "ゼロ": 0,
    "ひと": 1,
}
_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?(?![\w.%])|(?:{'|'.join(_WORDS)})\b)"
_BOUNDS: Final = (  # in English, what is wrong in Japanese after the same number
    (re.compile(rf"\b(?:more|greater|larger|longer|higher) than {_N}", re.IGNORECASE), r"以上"),
    (re.compile(rf"\b(?:less|fewer|smaller|shorter|lower) than {_N}", re.IGNORECASE), r"以下"),
    (
        re.compile(rf"\bat least {_N}", re.IGNORECASE),
        r"(?:よりも?(?:大き|多|長|高)|を(?:超え|越え|上回))",
    ),
    (
        re.compile(rf"\b(?:at most|no more than|not more than) {_N}", re.IGNORECASE),
        r"(?:よりも?(?:小さ|少な|短|低)|未満|を下回)",
    ),
)
# A bound turned round: "no more than two" is 二つ以上 with a negation.
_TURNED = re.compile(
    r"\b(?:no|not|n't|never|cannot|without|or equal|equal to or|should avoid)\b|n't\b",
    re.IGNORECASE,
)
_NUMBER = r"(?P<n>\d[\d,]*(?:\.\d+)?|[〇一二三四五六七八九十]|ゼロ|ひと)"
_COUNTER = r" ?(?:[^\s\d、。（(「以よを未]{0,3})"
_ONE_OR_MORE = re.compile(r"\b(?:one or more|at least one)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"複数(?:の|個)")
_ONE = re.compile(r"[一1単唯ひ]|以上|少なくとも|いずれ|または|もしくは|あるいは|何らか|最低")


def _value(text: str) -> float:
    known = _WORDS.get(text.lower(), _KANJI.get(text))
    return float(text.replace(",", "")) if known is None else float(known)


def bound_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield a bound whose number is included on one side only."""
    del context
    passage, english = checked_japanese(unit), unit.english
    if passage is None or english is None:
        return
    low = english.text.lower()
    if " than " not in low and "at least" not in low and "at most" not in low:
        if "one or more" in low:
            yield from _several(unit, passage, english)
        return
    text = unicodedata.normalize("NFKC", passage.text)
    if len(text) != len(passage.text):
        return
    for bound, wrong in _BOUNDS:
        found = list(bound.finditer(english.text))
        if len(found) != 1:
            continue
        before = english.text[max(0, found[0].start() - 40) : found[0].start()]
        after = english.text[found[0].end() : found[0].end() + 14]
        if not bound.pattern.startswith(r"\b(?:at most") and _TURNED.search(before + after):
            continue
        value = _value(found[0]["n"])
        if value == 1 and _ONE_OR_MORE.search(english.text):
            continue
        for match in re.finditer(_NUMBER + _COUNTER + wrong, text):
            if _value(match["n"]) == value:
                idle = value == 1 and wrong == "以上"  # what is more than one is always one or more
                yield _told(unit, passage, match.span(), found[0].group(), loud=idle)
    if "at least one" in low:
        yield from _several(unit, passage, english)


def _several(unit: Unit, passage: Passage, english: Passage) -> Iterator[Finding]:
    """Yield 複数 for "one or more" where nothing in the Japanese says one."""
    found = list(_ONE_OR_MORE.finditer(english.text))
    several = list(_SEVERAL.finditer(passage.text))
    text = unicodedata.normalize("NFKC", passage.text)
    if len(found) != 1 or len(several) != 1 or _ONE.search(text):
        return
    yield _told(unit, passage, several[0].span(), found[0].group())


def _told(
    unit: Unit, passage: Passage, span: tuple[int, int], english: str, *, loud: bool = False
) -> Finding:
    said = passage.text[slice(*span)]
    return finding(
        "bound-mismatch",
        "warning" if loud else "info",
        unit,
        passage,
        span,
        (
            f'{said}: the English says "{english}", which draws the bound elsewhere',
            f"「{said}」: 英語の「{english}」とは境目の値を含むかどうかが違います",
        ),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "bound-mismatch",
        "numbers",
        "warning",
        "a bound includes its number on one side only (more than one, 一つ以上)",
        "境目の値を含むかどうかが原文と違う（more than one と「一つ以上」）",
        bound_mismatch,
        frozenset({"source"}),
    ),
)
