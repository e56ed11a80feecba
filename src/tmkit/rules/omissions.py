"""Sentences that only one side has, and translations far too short or long for their source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Final

from tmkit.language import fold, primary
from tmkit.model import Finding, Passage, Severity
from tmkit.rules._coverage import gaps
from tmkit.rules._markup import HOLE, is_code, prose, translated
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.segment import sentences

SURE = 0.8  # of an alignment that leaves a sentence alone
LONGEST_GAP = 3  # sentences alone in a row; more are another matter than a slip
LEAST_PAIRS = 20  # before a file's usual length is known
LONG_ENOUGH = 90  # characters of English whose translation has a length to be judged by
SHORT, VERY_SHORT = 0.4, 0.28  # of the usual length
LONG = 2.6
_SENTENCE_END = re.compile(r"[。．！？.!?][」』”’\"')）】]*\Z")


@dataclass(frozen=True, slots=True)
class _Order:
    """What a file's units are beside: for each unit, the pairs before and after it."""

    gap: dict[int, tuple[int, int] | None]  # units alone before the pair before, and after; or None
    texts: frozenset[str]  # keys of texts that stand more than once


def _order(context: Context) -> _Order:
    paired = [unit.source is not None and unit.target is not None for unit in context.units]
    gap: dict[int, tuple[int, int] | None] = {}
    last: int | None = None
    following: list[int | None] = [None] * len(paired)
    for at in range(len(paired) - 1, -1, -1):
        following[at] = last
        last = at if paired[at] else last
    last = None
    seen: dict[str, int] = {}
    for at, unit in enumerate(context.units):
        after = following[at]
        both = last is not None and after is not None
        gap[unit.index] = (at - last, after - at) if both else None  # type: ignore[operator]
        last = at if paired[at] else last
        for side in (unit.source, unit.target):
            if side is not None:
                seen[fold(side.text)] = seen.get(fold(side.text), 0) + 1
    return _Order(gap, frozenset(text for text, count in seen.items() if count > 1))


def _alone(unit: Unit, passage: Passage, context: Context) -> Severity | None:
    """Return how sure it is that a sentence without counterpart should have one."""
    order = context.shared(_order)
    between = order.gap.get(unit.index)
    if between is None or not unit.checked or unit.apart:
        return None
    text = passage.text.strip()
    if passage.kind not in {"body", "item", "quote"} or fold(text) in order.texts:
        return "info" if passage.kind == "cell" else None
    whole = _SENTENCE_END.search(text) is not None
    short = len(text) < (15 if primary(passage.lang) == "ja" else 25)
    if unit.confidence < SURE or not whole or short or between[0] + between[1] > LONGEST_GAP + 1:
        return "info"
    if passage is unit.source:
        return "warning"
    # A translator may add a sentence to explain; within a paragraph it is told as a warning.
    return "warning" if _same_paragraph(passage, context) else "info"


def _same_paragraph(passage: Passage, context: Context) -> bool:
    """Return whether a sentence beside it, in the same paragraph, has a counterpart."""
    lines = context.shared(_paired_lines)
    return bool({(passage.path, mark.line) for mark in passage.marks} & lines)


def _paired_lines(context: Context) -> frozenset[tuple[str, int]]:
    return frozenset(
        (side.path, mark.line)
        for unit in context.units
        if unit.source is not None and unit.target is not None
        for side in (unit.source, unit.target)
        for mark in side.marks
    )


def omission(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield source sentences without translation, and translations far too short."""
    found = list(_lacking("omission", unit, unit.source, unit.target, context))
    yield from found
    source, target = unit.source, unit.target
    share = _share(unit, context)
    if found or source is None or target is None or share is None or share >= SHORT:
        return
    ours = len(sentences(source.text, source.lang))
    theirs = len(sentences(target.text, target.lang))
    missing = share < VERY_SHORT and ours >= 2 and ours > theirs
    yield finding(
        "omission",
        "warning" if missing else "info",
        unit,
        target,
        (0, len(target.text)),
        (
            f"{share:.0%} of the usual length; {ours} sentences in the source, {theirs} here",
            f"通常の{share:.0%}の長さです（原文は{ours}文、訳文は{theirs}文）。訳抜けがないか確認してください",
        ),
    )


def addition(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield sentences of the translation without source, and translations far too long."""
    found = list(_lacking("addition", unit, unit.target, unit.source, context))
    yield from found
    target = unit.target
    share = _share(unit, context)
    if found or target is None or share is None or share <= LONG:
        return
    yield finding(
        "addition",
        "info",
        unit,
        target,
        (0, len(target.text)),
        (
            f"{share:.1f} times the usual length",
            f"通常の{share:.1f}倍の長さです。余分な訳がないか確認してください",
        ),
    )


_LACKING: Final = {
    "omission": ("no translation of this sentence", "この文の訳がありません"),
    "addition": ("nothing in the source corresponds to this", "原文に対応する文がありません"),
}


def _lacking(
    rule: str, unit: Unit, passage: Passage | None, other: Passage | None, context: Context
) -> Iterator[Finding]:
    """Yield the sentences of a side for which the other side has nothing.

    A unit of that side alone is such a sentence; in one of both sides a sentence may be.
    """
    message = _LACKING[rule]
    if passage is None or not unit.checked:
        return
    if other is None:
        severity = _alone(unit, passage, context)
        if severity:
            yield finding(rule, severity, unit, passage, (0, len(passage.text)), message)
        return
    if "code" in {passage.kind, other.kind} or is_code(passage.text) or unit.apart:
        return
    usual = context.shared(_usual)
    if usual is not None and passage is unit.japanese:
        usual = 1 / usual
    for gap in gaps(passage, other, usual, context):
        severity = "warning" if gap.sure and unit.confidence >= SURE else "info"
        yield finding(rule, severity, unit, passage, (gap.start, gap.end), message)


def _lengths(unit: Unit) -> tuple[int, int] | None:
    """Return how long both sides of a pair are without code and translator's notes."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or "code" in {english.kind, japanese.kind}:
        return None
    ours = prose(english.text).replace(HOLE, "")
    theirs = translated(japanese.text).replace(HOLE, "")
    return len(ours.strip()), len(theirs.strip())


def _usual(context: Context) -> float | None:
    """Return how many Japanese characters stand for an English one, in what is checked."""
    found = [lengths for unit in context.units if (lengths := _lengths(unit)) and lengths[0] >= 40]
    if len(found) < LEAST_PAIRS:
        return None
    return median(theirs / ours for ours, theirs in found)


def _share(unit: Unit, context: Context) -> float | None:
    """Return a translation's length by the usual one, None where that says nothing."""
    lengths = _lengths(unit)
    if lengths is None or lengths[0] < LONG_ENOUGH or not unit.checked or unit.confidence < SURE:
        return None
    usual = context.shared(_usual)
    if not usual:
        return None
    share = lengths[1] / (lengths[0] * usual)
    return share if unit.target is unit.japanese else 1 / max(share, 0.01)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "omission",
        "omissions",
        "warning",
        "a sentence of the source has no translation",
        "訳されていない文がある",
        omission,
        frozenset({"source"}),
    ),
    Rule(
        "addition",
        "omissions",
        "warning",
        "a sentence of the translation has no source",
        "原文にない文がある",
        addition,
        frozenset({"source"}),
    ),
)
