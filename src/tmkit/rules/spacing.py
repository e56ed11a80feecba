"""Spaces in Japanese text: beside punctuation, of special kinds, and around Latin words."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from tmkit.model import Finding, Mention, Passage
from tmkit.rules._markup import HOLE, prose, spans
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import JAPANESE, checked_japanese, japanese_of

MOST_SPACES = 3  # between two sentences; more part columns
RARE = 0.1  # share of a file's places at which a habit is a slip
SLIPS = 0.01  # of all places at most, for several spaces of one kind to be slips
MARKED_PLACES = 250  # without space for each with one, in a file full of inline code
FEW = 8  # places before a file's habit is known
# A space after 。 or 、, or before them, with Japanese on the other side: markup may need one.
_STRAY = re.compile(
    rf"(?P<after>[。、！？」』）])(?P<a>[ \u3000]+)(?=[{JAPANESE}「『（])"
    rf"|(?<=[{JAPANESE}）」』])(?P<b>[ \u3000]+)(?P<before>[。、）」』])"
    rf"|(?P<open>[「『（])(?P<c>[ \u3000]+)(?=[{JAPANESE}])"
)
_TIGHT = re.compile(
    rf"(?P<after>[。、！？」』）])(?P<before>)(?=[{JAPANESE}「『（])"
    rf"|(?P<open>[「『（])(?=[{JAPANESE}])"
)
_CLOSED = re.compile(rf"(?<=[{JAPANESE}）」』])(?P<after>)(?P<before>[。、）」』])(?P<open>)")
_ODD = "[\u00a0\u00ad\u2002-\u200d\u202f\u2060\ufeff]"
_SPECIAL = re.compile(rf"[ \u3000]*{_ODD}(?:[ \u3000]*{_ODD})*[ \u3000]*")
_NAMES = {
    "\u00a0": ("a no-break space", "ノーブレークスペース"),
    "\u200b": ("a zero-width space", "ゼロ幅スペース"),
    "\ufeff": ("a byte-order mark", "BOM（ゼロ幅の文字）"),
    "\u00ad": ("a soft hyphen", "ソフトハイフン"),
}
_WIDE = re.compile(r"(?<=[ぁ-ゖァ-ヺー])\u3000+(?=[ぁ-ゖァ-ヺ一-鿿])")
_LATIN_TIGHT = re.compile(rf"[{JAPANESE}][A-Za-z0-9]|[A-Za-z0-9][{JAPANESE}]")
_LATIN_LOOSE = re.compile(rf"[{JAPANESE}] [A-Za-z0-9]|[A-Za-z0-9] [{JAPANESE}]")


def _kind(match: re.Match[str]) -> str:
    """Return what the space stands beside: 。 and 、 have habits of their own."""
    sign = match["after"] or match["before"] or match["open"]
    where = "after" if match["after"] else "before" if match["before"] else "open"
    return f"{where} {'!' if sign in '！？' else sign}"


def _stray_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = checked_japanese(unit)
    if passage is None:
        return
    shown = prose(passage.text)
    spaced = [(_kind(m), m.start(), m.end()) for m in _STRAY.finditer(shown)]
    tight = [_kind(match) for match in (*_TIGHT.finditer(shown), *_CLOSED.finditer(shown))]
    yield passage.path, (spaced, tight)


def _stray_judge(
    path: str,
    entries: list[tuple[Unit, tuple[list[tuple[str, int, int]], list[str]]]],
    context: Context,
) -> Iterator[Finding]:
    """Report spaces beside punctuation where the file has none almost everywhere."""
    del path, context
    with_code = sum(1 for unit, _ in entries if unit.japanese and spans(unit.japanese.text))
    marked = with_code * 5 > len(entries)
    spaced: dict[str, int] = {}
    tight: dict[str, int] = {}
    for _, (wide, narrow) in entries:
        for kind, _, _ in wide:
            spaced[kind] = spaced.get(kind, 0) + 1
        for kind in narrow:
            tight[kind] = tight.get(kind, 0) + 1
    slips = [(unit, unit.japanese, place) for unit, (wide, _) in entries for place in wide]
    for unit, joined, place in _between([unit for unit, _ in entries]):
        if joined is None:
            tight[place[0]] = tight.get(place[0], 0) + 1
        else:
            spaced[place[0]] = spaced.get(place[0], 0) + 1
            slips.append((unit, joined, place))
    told: set[str] = set()  # a habit is told once
    for unit, passage, (kind, start, end) in slips:
        if passage is None or kind == "after !":  # a full-width space after ？ and ！ is the custom
            continue
        with_space, without = spaced[kind], tight.get(kind, 0)
        # A slip happens once or rarely; what a file does now and then is its habit.
        known = (with_space == 1 and without >= 3) or with_space <= SLIPS * without
        if marked:  # code is set off by spaces, which then slip in elsewhere
            known = known and without >= MARKED_PLACES * with_space
        if known or (without > with_space and kind not in told):
            told.add(kind)
            yield _stray(unit, passage, (start, end), known, (with_space, without))


def _between(units: list[Unit]) -> Iterator[tuple[Unit, Passage | None, tuple[str, int, int]]]:
    """Yield what stands between sentences of one line: of a space, both sentences joined by it."""
    for before, after in pairwise(units):
        first, second = before.japanese, after.japanese
        if first is None or second is None or first is second or not first.text or not second.text:
            continue
        end, start = first.place(len(first.text) - 1), second.place(0)
        gap = start.column - end.column - 1
        sign = first.text[-1]
        if start.line != end.line or not 0 <= gap <= MOST_SPACES or sign not in "。！？":
            continue
        kind = "after !" if sign in "！？" else "after 。"
        if not gap:
            yield after, None, (kind, 0, 0)
        elif re.match(rf"[{JAPANESE}「『（]", second.text):
            text = first.text + " " * gap + second.text
            moved = len(first.text) + gap
            marks = (*first.marks, *(replace(m, offset=m.offset + moved) for m in second.marks))
            joined = Passage(text, first.lang, first.path, marks, first.kind)
            yield after, joined, (kind, len(first.text) - 1, moved)


def _stray(
    unit: Unit, passage: Passage, span: tuple[int, int], known: bool, counts: tuple[int, int]
) -> Finding:
    sign = passage.text[slice(*span)].replace(" ", "").replace("\u3000", "")
    times = "a space" if known else f"{counts[0]} times a space"
    mal = "" if known else f"{counts[0]}か所で"
    return finding(
        "space-stray",
        "warning" if known else "info",
        unit,
        passage,
        span,
        (
            f"{times} beside {sign}; this file has none at {counts[1]} such places",
            f"{mal}「{sign}」の前後に空白があります（このファイルでは{counts[1]}か所で空白なし）",
        ),
        evidence=(Mention(sign, counts[1]),),
        fix=sign if known else None,
    )


def space_special(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield no-break, zero-width and other special spaces, and full-width ones inside a clause."""
    del context
    passage = checked_japanese(unit)
    if passage is None:
        return
    text = passage.text
    shown = prose(text)
    other = unit.english.text if unit.english else ""
    for match in _SPECIAL.finditer(text):
        sign = match.group().strip(" \u3000")[0]
        if sign in other or (
            sign == "\u200d" and ord(text[match.start() - 1 : match.start()] or " ") > 0x2600
        ):
            continue
        name = _NAMES.get(sign, ("a special space", "特殊な空白"))
        wide = any(one.isspace() for one in match.group())
        beside = shown[match.start() - 1 : match.start()] + shown[match.end() : match.end() + 1]
        yield finding(
            "space-special",
            "info" if wide and HOLE in beside else "warning",  # code may be kept with its word
            unit,
            passage,
            match.span(),
            (f"{name[0]} (U+{ord(sign):04X})", f"{name[1]}（U+{ord(sign):04X}）があります"),
            fix=" " if wide else "",
        )
    if passage.kind != "body":
        return
    for match in _WIDE.finditer(text):
        yield finding(
            "space-special",
            "info",
            unit,
            passage,
            match.span(),
            ("a full-width space inside the text", "文中に全角スペースがあります"),
            fix="",
        )


def _latin_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = checked_japanese(unit)
    if passage is None:
        return
    shown = prose(passage.text).replace(HOLE, "。")
    loose = [match.start() for match in _LATIN_LOOSE.finditer(shown)]
    tight = [match.start() for match in _LATIN_TIGHT.finditer(shown)]
    if loose or tight:
        yield passage.path, (loose, tight)


def _latin_judge(
    path: str, entries: list[tuple[Unit, tuple[list[int], list[int]]]], context: Context
) -> Iterator[Finding]:
    """Report once a file the places at which it spaces Latin words unlike it mostly does."""
    del path, context
    loose = sum(len(wide) for _, (wide, _) in entries)
    tight = sum(len(narrow) for _, (_, narrow) in entries)
    rare = min(loose, tight)
    if not rare or loose + tight < 2 * FEW or rare > 2 * RARE * (loose + tight):
        return
    chosen = 0 if loose < tight else 1
    places = [(unit, place) for unit, both in entries for place in both[chosen]]
    unit, place = places[0]
    passage = japanese_of(unit)
    end = place + (3 if chosen == 0 else 2)
    others = tuple(u.japanese.place(at) for u, at in places[1:4] if u.japanese)
    usual, here = ("no space", "a space") if chosen == 0 else ("a space", "no space")
    yield finding(
        "latin-spacing",
        "info",
        unit,
        passage,
        (place, end),
        (
            f"{here} between Japanese and Latin at {rare} places, {usual} at {max(loose, tight)}",
            f"和文と欧文の間の空白が不統一です（{rare}か所対{max(loose, tight)}か所）",
        ),
        evidence=(Mention(passage.text[place:end], rare, others),),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "space-stray",
        "punctuation",
        "warning",
        "a space beside Japanese punctuation, where the file has none",
        "句読点やかっこの前後に空白がある",
        GroupCheck(_stray_sort, _stray_judge),
    ),
    Rule(
        "space-special",
        "punctuation",
        "warning",
        "a no-break, zero-width or misplaced full-width space",
        "特殊な空白がある",
        space_special,
    ),
    Rule(
        "latin-spacing",
        "punctuation",
        "info",
        "spaces between Japanese and Latin are not uniform",
        "和文と欧文の間の空白が不統一",
        GroupCheck(_latin_sort, _latin_judge),
    ),
)
