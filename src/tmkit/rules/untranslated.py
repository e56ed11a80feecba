"""English that was left standing in Japanese: whole texts, runs of words, single names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any, Final

from tmkit.language import fold
from tmkit.model import Finding, Mention, Passage, Severity
from tmkit.rules._markup import HOLE, is_code, prose, spans
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import japanese_of

_FUNCTION = frozenset(
    """
    the a an of to in is are was were be been and or for on with by as at from that this
    these those it its not which who when if has have had will would can could should may
    might must do does you your we our they their he his she her but than then there into
    about over after before so such
    """.split()
)
_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,]+[A-Za-z][A-Za-z'’-]*){0,40}")
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_QUOTES = "\"'“”‘’「」『』《》〈〉()（）*_[]`<>"
_NAME = re.compile(r"(?<![A-Za-z0-9_./@-])[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]+)*(?![A-Za-z0-9_./@(-])")
_KATAKANA = re.compile(r"[ァ-ヺー・＝]{3,}")
LEAST_SEEN = 8  # units with a word before it is known that it is mostly translated
MOST_KEPT = 0.05  # share of them that leave it in English
MOST_LATIN = 2  # Latin names of a text that else writes them in katakana
MIN_KATAKANA = 8  # times as many katakana names as Latin ones


def untranslated(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield a translation that is its source, and runs of English inside Japanese."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or not unit.checked:
        return
    if "code" in {english.kind, japanese.kind} or unit.target is not japanese:
        return
    if not _JAPANESE.search(japanese.text):
        severity = _same(english.text, japanese.text)
        if severity:
            message = ("the translation is the English text", "訳文が英語のままです")
            span = (0, len(japanese.text))
            yield finding("untranslated", severity, unit, japanese, span, message)
        return
    if is_code(japanese.text):
        return
    shown = prose(japanese.text)
    source = fold(english.text)
    for match in _RUN.finditer(shown):
        words = re.findall(r"[A-Za-z][A-Za-z'’-]*", match.group())
        if HOLE in match.group() or _quoted(shown, match) or fold(match.group()) not in source:
            continue
        severity = _left(words)
        if severity:
            message = (
                f'"{match.group()}" is left in English',
                f"「{match.group()}」が英語のまま残っています",
            )
            yield finding("untranslated", severity, unit, japanese, match.span(), message)
    yield from _single(unit, japanese, shown, context)


def _same(english: str, japanese: str) -> Severity | None:
    """Return how sure it is that a text without Japanese should have been translated."""
    shown = prose(japanese)
    words = re.findall(r"[A-Za-z][a-z'’]+", shown)
    function = sum(word.lower() in _FUNCTION for word in words)
    if fold(english) != fold(japanese) or len(words) < 3:
        return None
    if "Contributed by" in shown or re.search(
        r"\b(?:[Ww]ritten|[Pp]atch|[Ii]mplemented) by\b", shown
    ):
        return "info"
    lower = sum(word.islower() for word in words)
    if not function and lower < 2:
        return None  # a name: Vincent van Gogh
    return "warning" if function >= 2 and lower >= 3 and function * 8 >= len(words) else "info"


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Return whether a run stands in quotes, brackets or emphasis: a term, a title, a gloss."""
    before, after = text[: match.start()].rstrip(" ")[-1:], text[match.end() :].lstrip(" ")[:1]
    if before and after and (before in _QUOTES or after in _QUOTES):
        return True
    for opening, closing in ("()", "（）", "「」", "『』", '""', "“”", "[]"):
        left = text.rfind(opening, 0, match.start())
        if (
            left >= 0
            and closing not in text[left + 1 : match.start()]
            and closing in text[match.end() :]
        ):
            return True
    return False


def _left(words: list[str]) -> Severity | None:
    """Return how sure it is that a run of English words was to be translated."""
    lower = [word for word in words if word.islower()]
    function = sum(word in _FUNCTION for word in lower)
    if len(words) >= 4 and function >= 1 and len(lower) >= 3:
        return "warning"
    if len(words) >= 3 and len(lower) >= 3:
        return "warning" if function else "info"
    if len(words) >= 2 and len(lower) == len(words):
        return "info"
    return None


_WORD = re.compile(r"(?<![A-Za-z0-9_./'’-])[a-z]{4,}(?![A-Za-z0-9_./'’(-])")


def _usage(context: Context) -> dict[str, tuple[int, int]]:
    """Return, for each English word, in how many units it stands and in how many it was kept."""
    stands: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for unit in context.units:
        english, japanese = unit.english, unit.japanese
        if english is None or japanese is None or not _JAPANESE.search(japanese.text):
            continue
        words = set(_WORD.findall(prose(english.text)))
        stands.update(words)
        kept.update(words & set(re.findall(r"[a-z]{4,}", japanese.text)))
    return {word: (count, kept[word]) for word, count in stands.items()}


def _single(unit: Unit, japanese: Passage, shown: str, context: Context) -> Iterator[Finding]:
    """Yield a common word that nearly all other units translate."""
    found = list(_WORD.finditer(shown))
    if not found:
        return
    usage = context.shared(_usage)
    for match in found:
        word = match.group()
        count, kept = usage.get(word, (0, 0))
        if count < LEAST_SEEN or kept > MOST_KEPT * count or _quoted(shown, match):
            continue
        if re.search(r"[A-Za-z] ?\Z", shown[: match.start()]) or re.match(
            " ?[A-Za-z]", shown[match.end() :]
        ):
            continue
        message = (
            f'"{word}" is left in English; {count - kept} of {count} other texts translate it',
            f"「{word}」が英語のままです（{count}件中{count - kept}件では訳されています）",
        )
        yield finding("untranslated", "info", unit, japanese, match.span(), message)


def _names_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    japanese = unit.japanese
    if japanese is None or not unit.checked or unit.apart or japanese.kind == "code":
        return
    text = japanese.text
    if not re.search("[ぁ-ゖ]", text):
        return
    shown = prose(text)
    latin = [
        match.span()
        for match in _NAME.finditer(shown)
        if not _quoted(shown, match) and _is_name(unit.english, match.group())
    ]
    katakana = {match.group() for match in _KATAKANA.finditer(shown)}
    code = len(spans(text)) + len(re.findall(r"[a-z_]+\(|[A-Za-z]\d", text))
    yield japanese.path, (latin, katakana, code)


def _is_name(english: Passage | None, name: str) -> bool:
    """Return whether the source has a name within a sentence, always with a capital."""
    if english is None:
        return True
    return name in english.text and name.lower() not in english.text


def _latin_uses(context: Context) -> Counter[str]:
    """Return in how many places the Japanese has each Latin name."""
    texts = (unit.japanese.text for unit in context.units if unit.japanese)
    return Counter(match.group() for text in texts for match in _NAME.finditer(prose(text)))


def _names_judge(
    path: str,
    entries: list[tuple[Unit, tuple[list[tuple[int, int]], set[str], int]]],
    context: Context,
) -> Iterator[Finding]:
    """Report Latin names of a text that writes nearly all others in katakana."""
    del path
    names: dict[str, list[tuple[Unit, tuple[int, int]]]] = {}
    katakana: set[str] = set()
    code = 0
    for unit, (latin, kana, marked) in entries:
        katakana |= kana
        code += marked
        for span in latin:
            names.setdefault(japanese_of(unit).text[slice(*span)], []).append((unit, span))
    if code or not names or len(names) > MOST_LATIN or len(katakana) < MIN_KATAKANA * len(names):
        return
    uses = context.shared(_latin_uses)
    for name, places in names.items():
        if uses[name] > len(places):
            continue  # other texts of the run leave it so too
        unit, span = places[0]
        passage = japanese_of(unit)
        others = tuple(u.japanese.place(at[0]) for u, at in places[1:4] if u.japanese)
        yield finding(
            "latin-name-left",
            "warning" if unit.english else "info",
            unit,
            passage,
            span,
            (
                f"{name} is left in Latin letters; this text writes such names in katakana",
                f"「{name}」が欧文のままです（ほかの固有名詞は片仮名です）",
            ),
            evidence=(Mention(name, len(places), others),),
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "untranslated",
        "transfer",
        "warning",
        "English is left in the translation",
        "英語のまま残っている",
        untranslated,
        frozenset({"source"}),
    ),
    Rule(
        "latin-name-left",
        "transfer",
        "warning",
        "a name is left in Latin letters among katakana ones",
        "固有名詞が欧文のまま",
        GroupCheck(_names_sort, _names_judge),
    ),
)
