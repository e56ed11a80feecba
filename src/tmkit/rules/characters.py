"""Characters that do not belong: controls, ASCII punctuation, other widths, and doubles."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any, Final

from tmkit.model import Finding, Mention
from tmkit.rules._markup import HOLE, prose
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import JAPANESE, checked_japanese, japanese_of, predicate

RARE = 0.1
FEW = 8
FEW_SIGNS = 5  # of the Japanese sign, before a single ASCII one is a slip
SLIPS = 0.02  # of all places at most, for several signs to be slips and no habit
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd\ufffe\uffff\ufff9-\ufffb]+"
)
_SIGNS = {
    ",": "、",
    ".": "。",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "；": "。",
}
_LIKE = {"、": "、，", "。": "。．"}
# After Japanese and before Japanese, white space or the end: not inside code or Latin text.
_ASCII = re.compile(
    rf"(?<=[{JAPANESE}」』）)])(?: ?(?P<semi>[;；]) ?(?=[{JAPANESE}{HOLE}])"
    rf"|(?P<comma>,) ?(?=[{JAPANESE}「『])"
    rf"|(?P<period>\.)(?=\s*\Z| [{JAPANESE}])"
    rf"|(?P<mark>[?!])(?![?!A-Za-z]))|(?P<open>\()(?=[{JAPANESE}])|(?<=[{JAPANESE}])(?P<close>\))"
)
_FULL = re.compile(r"[、。？！（）；，．]")
_DIGITS_FULL = re.compile(r"[０-９]+")
_DIGITS_HALF = re.compile(r"(?<![A-Za-z0-9.])[0-9]+(?![A-Za-z.])")
_LETTERS_FULL = re.compile(r"[Ａ-Ｚａ-ｚ]+")
_LETTERS_HALF = re.compile(r"[A-Za-z]+")
_TWICE = re.compile(r"(?<![。、])(?:。。|、、|、。|。、|，，|，、|、，)(?![。、])")


def control_character(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield control characters and the marks of a lost one."""
    del context
    for passage in (unit.target, unit.source if unit.target is None else None):
        if passage is None or not unit.checked:
            continue
        for match in _CONTROL.finditer(passage.text):
            code = f"U+{ord(match.group()[0]):04X}"
            yield finding(
                "control-character",
                "error",
                unit,
                passage,
                match.span(),
                (
                    f"a character that nobody sees or means ({code})",
                    f"制御文字など、本文に使えない文字があります（{code}）",
                ),
                fix=None if "\ufffd" in match.group() else "",
            )


def _ascii_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = unit.japanese
    if passage is None or passage.kind == "code":
        return
    shown = prose(passage.text)
    found = [
        (m.lastgroup, m.start(m.lastgroup or 0), m.start(), m.end()) for m in _ASCII.finditer(shown)
    ]
    full = "".join(_FULL.findall(shown))
    if found or full:
        yield passage.path, (found, full)


def _ascii_judge(
    path: str,
    entries: list[tuple[Unit, tuple[list[tuple[str, int, int, int]], str]]],
    context: Context,
) -> Iterator[Finding]:
    """Report ASCII signs where the file has the Japanese ones almost everywhere."""
    del path
    full: dict[str, int] = {}
    ascii_: dict[str, int] = {}
    for unit, (found, signs) in entries:
        for sign in signs:
            full[sign] = full.get(sign, 0) + 1
        for _, place, _, _ in found:
            sign = unit.japanese.text[place] if unit.japanese else ""
            ascii_[sign] = ascii_.get(sign, 0) + 1
    told: set[str] = set()  # what is no slip is told once a file
    stops = sum(full.get(sign, 0) for sign in "、。")
    for unit, (found, _) in entries:
        passage = japanese_of(unit)
        for _, place, start, end in found if unit.checked else ():
            sign = passage.text[place]
            proper = _SIGNS[sign]
            if sign in ";；":
                usual = stops
            else:
                usual = sum(full.get(one, 0) for one in _LIKE.get(proper, proper))
            times = ascii_[sign]
            named = "、。" if sign in ";；" else proper
            if usual < FEW_SIGNS or (times > 1 and times > RARE * (usual + times)):
                continue
            slip = sign in ".,;" and (times == 1 or times <= SLIPS * usual)
            if sign == ".":
                slip = slip and predicate(passage.text[:place])
            elif sign == ",":
                slip = slip and _in_clause(passage.text, place)
            elif sign == ";":
                seen, of = context.shared(_semicolons)
                slip = slip and (seen == 1 or seen <= SLIPS / 4 * of)
            if not slip and sign in told:
                continue
            told.add(sign)
            width, breite = ("full-width", "全角") if sign == "；" else ("ASCII", "半角")
            yield finding(
                "ascii-punctuation",
                "warning" if slip else "info",
                unit,
                passage,
                (start, end),
                (
                    f"{width} {sign} in Japanese, where this file has {named} ({usual} times)",
                    f"和文の中に{breite}の「{sign}」があります（このファイルの「{named}」は{usual}回）",
                ),
                fix=None if sign in ";；." else proper,
            )


def _in_clause(text: str, place: int) -> bool:
    """Return whether a comma parts clauses of a sentence, and no terms in brackets or a label."""
    before = text[:place]
    inside = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    return not inside and "。" in text and not re.search(r"[,、][^。、,]{0,12}\Z", before)


def _semicolons(context: Context) -> tuple[int, int]:
    """Return how many ASCII semicolons and how many 。 and 、 all the Japanese has."""
    texts = [unit.japanese.text for unit in context.units if unit.japanese]
    seen = sum(1 for text in texts for match in _ASCII.finditer(prose(text)) if match["semi"])
    return seen, sum(text.count("。") + text.count("、") for text in texts)


def _width_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = checked_japanese(unit)
    if passage is None:
        return
    shown = prose(passage.text)
    for name, wide, narrow in (
        ("digits", _DIGITS_FULL, _DIGITS_HALF),
        ("letters", _LETTERS_FULL, _LETTERS_HALF),
    ):
        counts = (
            [m.span() for m in wide.finditer(shown)],
            [m.span() for m in narrow.finditer(shown)],
        )
        if any(counts):
            yield (passage.path, name), counts


def _width_judge(
    key: tuple[str, str],
    entries: list[tuple[Unit, tuple[list[tuple[int, int]], list[tuple[int, int]]]]],
    context: Context,
) -> Iterator[Finding]:
    """Report once a file digits or letters of the width that it mostly does not have."""
    del context
    wide, narrow = (sum(len(both[i]) for _, both in entries) for i in (0, 1))
    rare = min(wide, narrow)
    if not rare or wide + narrow < FEW or rare > 2 * RARE * (wide + narrow):
        return
    chosen = 0 if wide < narrow else 1
    places = [(unit, span) for unit, both in entries for span in both[chosen]]
    unit, span = places[0]
    passage = japanese_of(unit)
    others = tuple(u.japanese.place(at[0]) for u, at in places[1:4] if u.japanese)
    name = {"digits": "数字", "letters": "英字"}[key[1]]
    width, breite = (("full-width", "全角"), ("half-width", "半角"))[chosen]
    yield finding(
        "width-mixed",
        "info",
        unit,
        passage,
        span,
        (
            f"{width} {key[1]} at {rare} places, the other width at {max(wide, narrow)}",
            f"{breite}の{name}が{rare}か所、反対の幅が{max(wide, narrow)}か所あります",
        ),
        evidence=(Mention(passage.text[slice(*span)], rare, others),),
    )


def doubled_punctuation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield 。。 and 、、 and the like; three and more are an ellipsis."""
    del context
    passage = checked_japanese(unit)
    if passage is None:
        return
    for match in _TWICE.finditer(prose(passage.text)):
        signs = match.group()
        one = "。" if "。" in signs else signs[0]
        yield finding(
            "doubled-punctuation",
            "warning",
            unit,
            passage,
            match.span(),
            (f"{signs} is one mark too many", f"「{signs}」は句読点が重なっています"),
            fix=one if len(set(signs)) == 1 else None,
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "control-character",
        "punctuation",
        "error",
        "a control character in the text",
        "制御文字がある",
        control_character,
    ),
    Rule(
        "ascii-punctuation",
        "punctuation",
        "warning",
        "ASCII punctuation in Japanese, unlike the rest of the file",
        "和文に半角の句読点がある",
        GroupCheck(_ascii_sort, _ascii_judge),
    ),
    Rule(
        "width-mixed",
        "punctuation",
        "info",
        "full-width and half-width digits or letters in one file",
        "数字や英字の全角・半角が混在",
        GroupCheck(_width_sort, _width_judge),
    ),
    Rule(
        "doubled-punctuation",
        "punctuation",
        "warning",
        "a punctuation mark stands twice",
        "句読点が重なっている",
        doubled_punctuation,
    ),
)
