"""Proposed terms for people, as a table on the terminal, and for programs, as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tmkit import __version__
from tmkit.extract.values import Choice, Entry, Outcome
from tmkit.report.messages import Tongue

SCHEMA_VERSION: Final = 1  # raised when a key changes its meaning or goes
NARROW: Final = 20  # columns that the renderings get at least

_KINDS: Final = {
    "person": ("person", "人名"),
    "place": ("place", "地名"),
    "organisation": ("organisation", "組織"),
    "title": ("title", "肩書"),
    "acronym": ("acronym", "略語"),
    "name": ("name", "名称"),
    "term": ("term", "用語"),
}
_MARKS: Final = {"new": " ", "known": "=", "contradicted": "!"}
_SAID: Final = {
    "head": (("", "conf", "kind", "term", "renderings"), ("", "確信度", "種別", "用語", "訳語")),
    "count": (
        "{shown} of {all} proposals from {pairs} pairs of texts",
        "{pairs}組の対から{all}件の候補、うち{shown}件",
    ),
    "inconsistent": ("{count} rendered in several ways", "訳し分けのあるもの {count}件"),
    "glossary": (
        "glossary: {known} known (=), {contradicted} contradicted (!), {new} new",
        "用語集: 既知 (=) {known}件、食い違い (!) {contradicted}件、新規 {new}件",
    ),
    "stopped": ("{count} on the stop list", "除外リストにあるもの {count}件"),
    "noise": (
        "{count} more are common words or guesses: --all shows them",
        "ほかの{count}件は一般語か推測: --all で表示",
    ),
    "expected": ("glossary: {terms}", "用語集: {terms}"),
}


def _say(key: str, tongue: Tongue, **values: object) -> str:
    return str(_SAID[key][tongue == "ja"]).format(**values)


def table(entries: Sequence[Entry], columns: int | None, tongue: Tongue) -> Iterator[str]:
    """Yield the lines of a table of entries, none wider than ``columns`` (None: no bound).

    A full-width character takes two columns. A rendering stands with its count, what the glossary
    forbids in [brackets].
    """
    head = _SAID["head"][tongue == "ja"]
    rows = [
        (
            _MARKS[entry.status],
            f"{entry.confidence:.2f}",
            _KINDS.get(entry.kind, (entry.kind, entry.kind))[tongue == "ja"],
            f"{entry.term} ×{entry.count}" if entry.count > 1 else entry.term,
            _renderings(entry, tongue),
        )
        for entry in entries
    ]
    widths = [
        max([width(str(head[k])), *(width(row[k]) for row in rows)], default=0) for k in range(4)
    ]
    rest = None
    if columns is not None:
        widths[3] = min(widths[3], max(columns // 2 - sum(widths[:3]) - 8, NARROW))
        rest = max(columns - sum(widths) - 8, NARROW)
    for row in (tuple(map(str, head)), *rows):
        cells = [pad(fit(cell, size), size) for cell, size in zip(row[:4], widths, strict=True)]
        last = row[4] if rest is None else fit(row[4], rest)
        yield "  ".join([*cells, last]).rstrip()


def _renderings(entry: Entry, tongue: Tongue) -> str:
    told = ", ".join(_rendering(choice) for choice in entry.choices)
    if entry.status == "contradicted":
        told += f"  ({_say('expected', tongue, terms=', '.join(entry.expected))})"
    return told


def _rendering(choice: Choice) -> str:
    def marked(text: str) -> str:
        return f"[{text}]" if text in choice.forbidden else text

    told = marked(choice.text) + (f" ×{choice.count}" if choice.count > 1 else "")
    others = [f"{marked(form)} ×{n}" for form, n in choice.spellings if form != choice.text]
    return f"{told} ({'; '.join(others)})" if others else told


def account(
    outcome: Outcome, shown: Sequence[Entry], tongue: Tongue, *, everything: bool = False
) -> Iterator[str]:
    """Yield what the run came to, a line each."""
    entries = outcome.entries
    first = [_say("count", tongue, shown=len(shown), all=len(entries), pairs=outcome.pairs)]
    several = sum(entry.inconsistent for entry in entries if not entry.noise)
    if several:
        first.append(_say("inconsistent", tongue, count=several))
    if outcome.stopped:
        first.append(_say("stopped", tongue, count=outcome.stopped))
    yield "; ".join(first)
    if outcome.glossary:
        counts = {
            state: sum(entry.status == state for entry in shown)
            for state in ("known", "contradicted", "new")
        }
        yield _say("glossary", tongue, **counts)
    noise = sum(entry.noise for entry in entries)
    if noise and not everything:
        yield _say("noise", tongue, count=noise)


def machine(outcome: Outcome, shown: Sequence[Entry]) -> str:
    """Return the proposals as JSON: docs/reference/terms-table.md describes its keys."""
    document = {
        "schema": "tmkit-terms",
        "schema_version": SCHEMA_VERSION,
        "tmkit": __version__,
        "files": [Path(path).name for path in outcome.task.bitexts],
        "pairs": outcome.pairs,
        "dictionary": outcome.dictionary,
        "stopped": outcome.stopped,
        "terms": [_entry(entry) for entry in shown],
        "notices": [
            {"place": str(notice.origin), "message": notice.message, "count": notice.count}
            for notice in outcome.notices
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "term": entry.term,
        "kind": entry.kind,
        "part_of_speech": entry.part_of_speech,
        "count": entry.count,
        "confidence": entry.confidence,
        "worth": entry.worth,
        "status": entry.status,
        "inconsistent": entry.inconsistent,
        "noise": entry.noise,
        "expected": list(entry.expected),
        "renderings": [
            {
                "text": choice.text,
                "count": choice.count,
                "share": round(choice.share, 3),
                "confidence": choice.confidence,
                "status": choice.status,
                "spellings": dict(choice.spellings),
                "contexts": [
                    {
                        "english": context.english,
                        "japanese": context.japanese,
                        "place_en": context.place_en,
                        "place_ja": context.place_ja,
                    }
                    for context in choice.contexts
                ],
            }
            for choice in entry.choices
        ],
    }


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes (UAX #11)."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def fit(text: str, columns: int) -> str:
    """Return a text in one line, cut with … where it is wider than ``columns``."""
    line = "".join(c if c.isprintable() else " " for c in text)
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 1:
        line = line[:-1]
    return f"{line}…"


def pad(text: str, columns: int) -> str:
    """Return a text with spaces up to ``columns``."""
    return text + " " * max(columns - width(text), 0)
