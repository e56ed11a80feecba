"""Sentences without 。 among sentences that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding
from tmkit.rules._markup import HOLE, prose
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese, japanese_of, predicate, stopped
from tmkit.segment import sentences

SHORTEST = 12  # characters: a shorter line is a label
_NO_ENGLISH_END = (":", "：", ";", ",", "-", "—", "...", "…")


def _ends(context: Context) -> dict[tuple[str, int], list[tuple[int, bool]]]:
    """Return, for each line of each file, the units that end in it and whether by a stop."""
    lines: defaultdict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
    for unit in context.units:
        passage = unit.japanese
        if passage is not None and passage.kind == "body":
            line = passage.marks[-1].line
            full = "。" in passage.text and stopped(passage.text)
            lines[passage.path, line].append((unit.index, full))
    return lines


def full_stop_missing(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield a last sentence without 。 whose neighbours in the paragraph have one."""
    passage = checked_japanese(unit)
    if passage is None or passage.kind != "body" or len(passage.text) < SHORTEST:
        return
    text = passage.text.rstrip()
    if (
        stopped(text)
        or text.endswith(tuple(")）」』”"))
        or "\n" in text
        or prose(text).endswith(HOLE)
    ):
        return
    comma = text.endswith(("、", "，"))
    bare = text.rstrip("、，")
    if not predicate(prose(bare)):
        return
    english = unit.english
    if english is not None:
        ending = english.text.rstrip("\"'”’)] \n")
        if ending.endswith(_NO_ENGLISH_END) or not ending.endswith((".", "!", "?")):
            return
    if not _siblings(unit, text, context) and not (comma and english is not None):
        return
    start = len(bare) - 1
    yield finding(
        "full-stop-missing",
        "warning",
        unit,
        passage,
        (start, len(text)),
        ("no 。 here, while its neighbours have one", "前後の文と違い、文末に「。」がありません"),
        fix=bare[-1] + "。",
    )


def _siblings(unit: Unit, text: str, context: Context) -> bool:
    """Return whether a sentence before or after, in the same paragraph, ends with a stop."""
    passage = japanese_of(unit)
    parts = sentences(text, "ja")
    if len(parts) > 1:
        return stopped(text[slice(*parts[-2])])
    lines = context.shared(_ends)
    own = lines.get((passage.path, passage.marks[-1].line), [])
    first = lines.get((passage.path, passage.marks[0].line), []) if len(passage.marks) > 1 else []
    return any(full and index != unit.index for index, full in (*own, *first))


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "full-stop-missing",
        "punctuation",
        "warning",
        "a sentence lacks 。 while its neighbours have it",
        "前後の文にある「。」がない",
        full_stop_missing,
    ),
)
