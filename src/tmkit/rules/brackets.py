"""Brackets and quotation marks of Japanese text: each has its counterpart, and quotes nest."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any, Final, NamedTuple

from tmkit.model import Finding, Passage
from tmkit.rules._markup import prose
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese, japanese_of

PAIRS: Final = {
    "「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "［": "］", "[": "]", "〔": "〕",
    "〈": "〉", "《": "》", "“": "”", "｢": "｣",
}  # fmt: skip
_OPENING = {closing: opening for opening, closing in PAIRS.items()}
# Half and full width are mixed on purpose by nobody, and are no missing bracket either.
_SAME = {"（": "(", "）": ")", "［": "[", "］": "]", "｢": "「", "｣": "」"}
_SIGNS = re.compile("[" + re.escape("".join(PAIRS) + "".join(_OPENING)) + "]")
# "1)", "a)", "（2）" without its first half: the number of an item.
_ITEM = re.compile(
    r"(?:^|[\s、。：:（(])[\s　]*"
    r"(?:[\d０-９]{1,3}|[A-Za-zａ-ｚＡ-Ｚ]{1,4}|[ア-ンあ-ん一二三四五六七八九十])\Z"
)
_FACE = re.compile(
    r"[:;=8：；][-^o' ]?[()（）\[\]]|[(（][^ぁ-んァ-ヶ一-龥\w]{2,8}[)）]|[(（]笑|^[)）]"
)
_LEFT_OUT = re.compile(
    r"['\"‘’“”][(（)）\[\]]['\"‘’“”](?!\w)|\[[^\[\]()]{0,20}\)|\([^\[\]()]{0,20}\]|\[\s*[,、]"
)
MOST_APART = 6  # units between the halves of one pair, where a quotation runs over sentences


class _Half(NamedTuple):
    """A bracket that has no counterpart in its own unit."""

    sign: str
    place: int


def _halves(text: str) -> list[_Half]:
    """Return the brackets without counterpart in a text, in order."""
    shown = prose(text)
    shown = _LEFT_OUT.sub(lambda match: "\ufffc" * len(match[0]), shown)
    if "“" not in shown and shown.count("”") % 2 == 0:
        shown = shown.replace("”", "\ufffc")  # one sign for both halves
    stack: list[_Half] = []
    left: list[_Half] = []
    for match in _SIGNS.finditer(shown):
        sign = _SAME.get(match.group(), match.group())
        if sign in PAIRS:
            stack.append(_Half(sign, match.start()))
            continue
        wanted = _OPENING[sign]
        at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].sign == wanted), None)
        if at is not None:
            left += stack[at + 1 :]
            del stack[at:]
        elif sign != ")" or not (
            _ITEM.search(shown, max(0, match.start() - 6), match.start())
            or _FACE.search(shown[max(0, match.start() - 4) : match.end()])
        ):
            left.append(_Half(sign, match.start()))
    faces = {m.start() + i for m in _FACE.finditer(shown) for i in range(len(m[0]))}
    return sorted(
        (half for half in left + stack if half.sign not in "()" or half.place not in faces),
        key=lambda half: half.place,
    )


def _sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = checked_japanese(unit)
    if passage is None or not _SIGNS.search(passage.text):
        return
    halves = _halves(passage.text)
    if halves:
        other = unit.english
        ours = [half.sign for half in _halves(other.text)] if other else []
        halves = [half for half in halves if half.sign not in ours]
    if halves:
        both = unit.source is not None and unit.target is not None
        alone = both and unit.source.path == unit.target.path  # type: ignore[union-attr]
        yield (passage.path, unit.index if alone else -1), halves


def _judge(
    key: tuple[str, int], entries: list[tuple[Unit, list[_Half]]], context: Context
) -> Iterator[Finding]:
    """Join halves that neighbouring units of one running text have; report the others."""
    del key, context
    waiting: list[tuple[Unit, _Half]] = []
    done: set[tuple[int, int]] = set()
    for unit, halves in entries:
        for half in halves:
            if half.sign in PAIRS:
                waiting.append((unit, half))
                continue
            for at in range(len(waiting) - 1, -1, -1):
                opened, first = waiting[at]
                if first.sign == _OPENING[half.sign] and _same_text(opened, unit):
                    done |= {(opened.index, first.place), (unit.index, half.place)}
                    del waiting[at]
                    break
    for unit, halves in entries:
        for half in halves:
            if (unit.index, half.place) not in done:
                yield _unpaired(unit, half)


def _same_text(opened: Unit, closed: Unit) -> bool:
    """Return whether two units are near each other in running text, where quotations run on."""
    if closed.index - opened.index > MOST_APART:
        return False
    first, second = opened.japanese, closed.japanese
    return (
        first is not None
        and second is not None
        and first.kind == second.kind != "heading"
        and second.marks[0].line - first.marks[-1].line <= MOST_APART
    )


def _unpaired(unit: Unit, half: _Half) -> Finding:
    passage = japanese_of(unit)
    other = PAIRS.get(half.sign) or _OPENING[half.sign]
    sign = passage.text[half.place]
    verb, dort = ("opened", "閉じる") if half.sign in PAIRS else ("closed", "開く")
    return finding(
        "bracket-unpaired",
        "warning",
        unit,
        passage,
        (half.place, half.place + 1),
        (
            f"{sign} is {verb} and has no {other}",
            f"「{sign}」に対応する、{dort}「{other}」がありません",
        ),
    )


def _nested_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = checked_japanese(unit)
    if passage is None or "「" not in passage.text:
        return
    depth: list[str] = []
    wrong: list[int] = []
    right = 0
    for place, sign in enumerate(prose(passage.text)):
        if sign in "「『":
            right += sign == "『" and "「" in depth
            if sign == "「" and depth and depth[-1] == "「":
                wrong.append(place)
            depth.append(sign)
        elif sign in "」』" and depth:
            depth.pop()
    if wrong or right:
        yield passage.path, (wrong, right)


def _nested_judge(
    path: str, entries: list[tuple[Unit, tuple[list[int], int]]], context: Context
) -> Iterator[Finding]:
    """Report 「」 inside 「」; a warning only in a file that has 『』 there elsewhere."""
    del path, context
    usual = sum(right for _, (_, right) in entries)
    for unit, (wrong, _) in entries:
        passage = japanese_of(unit)
        for place in wrong:
            yield finding(
                "quote-nesting",
                "warning" if usual else "info",
                unit,
                passage,
                (place, _closing(passage, place)),
                ("「」 inside 「」; the inner pair is 『』", "「」の中の「」です。内側は『』です"),
            )


def _closing(passage: Passage, place: int) -> int:
    end = passage.text.find("」", place)
    return len(passage.text) if end < 0 else end + 1


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "bracket-unpaired",
        "punctuation",
        "warning",
        "a bracket or quotation mark lacks its counterpart",
        "かっこの片方がない",
        GroupCheck(_sort, _judge),
    ),
    Rule(
        "quote-nesting",
        "punctuation",
        "warning",
        "「」 stands inside 「」",
        "「」の中に「」がある",
        GroupCheck(_nested_sort, _nested_judge),
    ),
)
