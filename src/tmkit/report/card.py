"""One proposed term as the review in the terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tmkit.extract.session import Session
from tmkit.extract.values import Choice, Entry
from tmkit.report.messages import Tongue
from tmkit.report.proposals import fit

_SAID: Final = {
    "keys": (
        "[a]ccept  [1-9] accept that one  [e]dit  [r]eject  [l]ater  [u]ndo  [q]uit",
        "[a]採用  [1-9]その番号を採用  [e]編集  [r]却下  [l]あとで  [u]取り消し  [q]終了",
    ),
    "glossary": ("glossary has: {terms}", "用語集では: {terms}"),
    "end": (
        "{accepted} accepted, {edited} edited, {rejected} rejected, {later} left for later",
        "採用 {accepted}件、編集して採用 {edited}件、却下 {rejected}件、保留 {later}件",
    ),
}


def _say(key: str, tongue: Tongue, **values: object) -> str:
    return _SAID[key][tongue == "ja"].format(**values)


def card(session: Session, columns: int, tongue: Tongue) -> Iterator[str]:
    """Yield the lines of the entry that a session is at, none wider than ``columns``."""
    entry = session.entry
    if entry is None:
        return
    place = f"[{session.index + 1}/{len(session.entries)}]"
    yield ""
    yield fit(
        f"{place} {entry.term}  ×{entry.count}  {entry.kind}, {entry.confidence:.2f}", columns
    )
    for number, choice in enumerate(entry.choices[:9], 1):
        yield fit(f"  {number}  {_choice(choice)}", columns)
    if entry.expected:
        yield fit(_say("glossary", tongue, terms=", ".join(entry.expected)), columns)
    yield from _contexts(entry, columns)
    yield fit(_say("keys", tongue), columns)


def _choice(choice: Choice) -> str:
    others = "; ".join(f"{text} ×{n}" for text, n in choice.spellings if text != choice.text)
    told = f"{choice.text}  ×{choice.count}  {choice.confidence:.2f}"
    return f"{told}  ({others})" if others else told


def _contexts(entry: Entry, columns: int) -> Iterator[str]:
    for context in entry.choices[0].contexts[:1]:
        for place, text in (
            (context.place_en, context.english),
            (context.place_ja, context.japanese),
        ):
            yield fit(f"     {place}  {text}" if place else f"     {text}", columns)


def farewell(session: Session, tongue: Tongue) -> str:
    """Return what a session came to."""
    return _say(
        "end",
        tongue,
        accepted=session.count("accept"),
        edited=session.count("edit"),
        rejected=session.count("reject"),
        later=session.count("later"),
    )
