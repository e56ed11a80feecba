"""Sentences without 。 among those that have it, and how a sentence leads in what follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Final

from tmkit.model import Finding, Mention
from tmkit.rules._markup import HOLE, prose
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese, japanese_of, predicate, stopped
from tmkit.segment import sentences

CLEAR, RARELY = 3, 10  # times as frequent must the usual way be: of one slip, of several
HABIT = 3  # places of a file that lost its ::, from which on that may be its way
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
    known = _siblings(unit, text, context) or (comma and english is not None)
    if not known and not _odd_in_file(unit, context):
        return
    start = len(bare) - 1
    yield finding(
        "full-stop-missing",
        "warning" if known or not context.is_catalogue else "info",
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


MOST_ODD = 0.05  # of a file's sentences without 。, to call them slips
LEAST_IN_FILE = 10  # sentences that show how a file ends them


def _odd_in_file(unit: Unit, context: Context) -> bool:
    """Return whether a sentence is one of the few in its file without a stop of the English."""
    full, bare = context.shared(_stops_by_file).get(japanese_of(unit).path, (0, 0))
    return _stopped_source(unit) and full >= LEAST_IN_FILE and bare <= max(1, MOST_ODD * full)


def _stopped_source(unit: Unit) -> bool:
    return unit.english is not None and unit.english.text.rstrip("\"'”’)] \n").endswith(".")


def _stops_by_file(context: Context) -> dict[str, tuple[int, int]]:
    """Return, for each file, how many translated sentences end with a stop, and how many do not."""
    counts: dict[str, tuple[int, int]] = {}
    for unit in context.units:
        passage = unit.japanese
        if passage is None or len(passage.text) < SHORTEST or not _stopped_source(unit):
            continue
        text = passage.text.rstrip()
        full, bare = counts.get(passage.path, (0, 0))
        if text.endswith("。"):
            counts[passage.path] = full + 1, bare
        elif not stopped(text) and predicate(prose(text)):
            counts[passage.path] = full, bare + 1
    return counts


_LEADS = re.compile(r"(?P<stop>。)? ?(?P<colons>::?|：：?)\s*\Z")
_ENGLISH_LEADS = re.compile(r"(?P<stop>[.!?)\"'”’])? *(?P<colons>::?)\s*\Z")
Entry = tuple[str, bool]  # what kind of lead-in, and whether it is the rarer way


def _lead_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Entry]]:
    """Yield how a text ends that leads in what follows it: by file, and what it lost."""
    del context
    passage, english = unit.japanese, unit.english
    if passage is None or english is None or passage.kind == "code":
        return
    source = _ENGLISH_LEADS.search(english.text)
    if source is None:
        return
    leads = _LEADS.search(passage.text)
    if leads is not None and source["stop"] is None:
        yield passage.path, ("stop", leads["stop"] is not None)
    if source["colons"] == "::":
        marks = leads["colons"].replace("：", ":") if leads is not None else ""
        yield passage.path, ("lost", marks != "::" and _ends_like_one(passage.text))


def _ends_like_one(text: str) -> bool:
    """Return whether a text ends as a sentence or a lead-in does: others are cut otherwise."""
    return stopped(text) or text.rstrip().endswith((":", "："))


def _is_way(kind: str, odd: int, usual: int) -> bool:
    """Return whether a file ends its lead-ins so by its own way, and by no slip."""
    if kind == "stop" and odd > 1:
        return usual < RARELY * odd
    return usual < CLEAR * odd and (kind == "stop" or odd >= HABIT)


def _lead_judge(
    path: str, entries: list[tuple[Unit, Entry]], context: Context
) -> Iterator[Finding]:
    """Report once a file the lead-ins of each kind that most of the texts do not have."""
    del path, context
    for kind in ("lost", "stop"):
        odd = [unit for unit, (name, rare) in entries if name == kind and rare]
        usual = sum(1 for _, (name, rare) in entries if name == kind and not rare)
        own = next((unit for unit in odd if unit.checked), None)
        if own is None or _is_way(kind, len(odd), usual):
            continue
        passage = japanese_of(own)
        text = passage.text.rstrip()
        start = len(text.rstrip(":：").rstrip().rstrip("。"))
        places = tuple(u.japanese.place(0) for u in odd if u is not own and u.japanese)[:3]
        message = (
            (
                "the English ends in ::, which makes what follows a block of code",
                "原文末尾の「::」（コードブロックの始まり）がありません",
            )
            if kind == "lost"
            else (
                f"a full stop before the colon, where this file has none ({usual} times)",
                f"コロンの前に「。」があります（このファイルでは、ない箇所が{usual}）",
            )
        )
        yield finding(
            "lead-in",
            "info",
            own,
            passage,
            (min(start, len(text) - 1), len(text)),
            message,
            evidence=(Mention(text[start:], len(odd), places),),
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "full-stop-missing",
        "punctuation",
        "warning",
        "a sentence lacks 。 while its neighbours have it",
        "前後の文にある「。」がない",
        full_stop_missing,
    ),
    Rule(
        "lead-in",
        "punctuation",
        "info",
        "a text that leads in what follows ends otherwise than its source or its siblings",
        "続きを導く文の終わり方が、原文やほかの箇所と違う",
        GroupCheck(_lead_sort, _lead_judge),
        frozenset({"source"}),
    ),
)
