"""TBX, version 2 (martif) and 3 (ISO 30042:2019, DCA and DCT): structure, categories, terms."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import resources
from itertools import chain
from typing import Final

from tmkit.formats._events import End, Event, Flaw, Start, Text
from tmkit.validate._problem import Level, Repair, Report, quoted
from tmkit.validate._schema import Structure, judged, load
from tmkit.validate._terms import UNSTATED, Named, Terms
from tmkit.validate._xml_flaws import tell_characters, tell_flaw

ENCODINGS: Final = frozenset({"utf-8", "utf-16-le", "utf-16-be", "ascii"})
NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
_DCT: Final = "http://www.tbxinfo.net/ns/"
_LEVELS: Final = {
    "termEntry": "concept",
    "conceptEntry": "concept",
    "langSet": "language",
    "langSec": "language",
    "tig": "term",
    "ntig": "term",
    "termSec": "term",
}
_TYPED: Final = frozenset({"descrip", "admin", "termNote", "transac", "transacNote", "ref", "xref"})
_STATUSES: Final = {
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "forbidden",
    "superseded": "obsolete",
}
_DIALECTS: Final = frozenset({"TBX-Basic", "TBX-Min", "TBX-Core"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?")


@dataclass(frozen=True, slots=True)
class Category:
    """A data category of TBX-Basic: its element, where it may stand, what it may say."""

    element: str
    levels: frozenset[str]
    values: tuple[str, ...]


@cache
def categories() -> dict[str, Category]:
    """Return the data categories of ``data/tbx-categories.tsv`` by name."""
    text = (resources.files("tmkit") / "data" / "tbx-categories.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {
        row["category"]: Category(
            row["element"], frozenset(row["levels"].split()), tuple((row["values"] or "").split())
        )
        for row in rows
    }


@dataclass(slots=True)
class _Open:
    """An open element of interest: its start tag, the category it states, the text so far."""

    start: Start
    category: str = ""
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    report: Report
    version: int
    dialect: str
    terms: Terms
    stack: list[_Open] = field(default_factory=list)
    entry: Start | None = None
    langs: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    term: Named | None = None
    status: str = UNSTATED
    ids: dict[str, int] = field(default_factory=dict)
    targets: list[tuple[str, int, int]] = field(default_factory=list)


def check(events: Iterator[Event], report: Report) -> None:
    """Add the problems of a TBX file to the report, given its events."""
    before: list[Event] = []
    root = None
    for event in events:
        before.append(event)
        if isinstance(event, Start):
            root = event
            break
    version = 2 if root is None or root.name == "martif" else 3
    dialect = root.attributes.get("type", "") if root is not None else ""
    state = _State(report, version, dialect, Terms(report))
    if root is not None:
        _root(state, root)
    schema = load("tbx2", "") if version == 2 else load("tbx3", NAMESPACE)
    structure = Structure(schema, report)
    for event in judged(structure, _looked_at(state, chain(before, events))):
        if isinstance(event, Flaw):
            tell_flaw(report, event)
    for target, line, column in state.targets:
        if target not in state.ids:
            message = f"target={quoted(target)!r} is no id in this file"
            report.add("dangling-target", (line, column), message)


def _root(state: _State, root: Start) -> None:
    report, place = state.report, (root.line, root.column)
    if state.version == 3 and report.profile == "omegat":
        report.add("omegat-tbx3", place, "TBX version 3")
    if report.profile == "memoq":
        report.add("memoq-tbx", place, "a TBX file")
    if state.version == 3 and state.dialect not in _DIALECTS:
        report.add("unknown-dialect", place, f"the dialect is {quoted(state.dialect)!r}")


# ------------------------------------------------------------------------------------------ tags


def _looked_at(state: _State, events: Iterator[Event]) -> Iterator[Event]:
    """Pass the events on, and look at what the schema does not see: DCT's categories too."""
    for event in events:
        match event:
            case Start():
                _start(state, event)
            case Text():
                if state.stack:
                    state.stack[-1].text.append(event.data)
            case End():
                _end(state, state.stack.pop(), event)
        yield event


def _start(state: _State, start: Start) -> None:
    category = ""
    if start.uri.startswith(_DCT):
        category = start.name
    elif start.name in _TYPED:
        category = start.attributes.get("type", "")
    state.stack.append(_Open(start, category))
    _identify(state, start)
    level = _LEVELS.get(start.name)
    if level == "concept":
        state.entry, state.langs, state.named = start, [], []
    elif level == "language":
        lang = start.attributes.get("xml:lang", "")
        if lang.lower() in state.langs:
            place = start.line, start.column
            message = f"a second section in {lang} of one concept"
            state.report.add("language-twice", place, message)
        state.langs.append(lang.lower())
    elif level == "term":
        state.term, state.status = None, UNSTATED
    if category:
        _category(state, start, category)


def _identify(state: _State, start: Start) -> None:
    identifier = start.attributes.get("id", "").strip()
    place = start.line, start.column
    if identifier:
        if identifier in state.ids:
            first = state.ids[identifier]
            message = f"the id {quoted(identifier)!r} stands on line {first} already"
            state.report.add("duplicate-id", place, message)
        state.ids.setdefault(identifier, start.line)
    target = start.attributes.get("target", "").strip()
    if target and start.name != "xref" and not re.match(r"https?://", target):
        state.targets.append((target, *place))


def _end(state: _State, closed: _Open, end: End) -> None:
    start = closed.start
    text = "".join(closed.text)
    place = start.line, start.column
    if state.stack and start.name in {"hi", "foreign"}:
        state.stack[-1].text.append(text)  # what it marks is read as text
    if closed.category:
        _value(state, start, closed.category, text)
    elif start.name == "term":
        _term(state, start, text, end)
    elif start.name == "date":
        _date(state, place, text.strip())
    level = _LEVELS.get(start.name)
    if level == "term" and state.term is not None:
        term = state.term
        named = Named(term.text, term.lang, state.status, term.line, term.column)
        state.named.append(named)
        state.term = None
    elif level == "concept":
        state.terms.add(state.named, start.line)
        _preferred(state)


# --------------------------------------------------------------------------------------- content


def _strictness(state: _State) -> Level:
    """Return how bad a breach is: TBX-Basic's schematron binds version 3, not version 2."""
    return "error" if state.version == 3 and state.dialect in _DIALECTS else "warning"


def _category(state: _State, start: Start, name: str) -> None:
    """Judge where a data category stands, and in which element."""
    known = categories().get(name)
    report, place = state.report, (start.line, start.column)
    if known is None:
        if state.dialect in _DIALECTS:
            message = f"{quoted(name)!r} is no category of TBX-Basic"
            report.add("unknown-category", place, message)
        return
    if not start.uri.startswith(_DCT) and start.name != known.element:
        message = f"{name} belongs into <{known.element}>, not <{start.name}>"
        report.add("category-element", place, message, severity=_strictness(state))
    levels = [_LEVELS[open_.start.name] for open_ in state.stack if open_.start.name in _LEVELS]
    if levels and levels[-1] not in known.levels:
        wanted = " or ".join(sorted(known.levels))
        message = f"{name} at the level of the {levels[-1]}; it belongs to the {wanted}"
        report.add("category-level", place, message, severity=_strictness(state))


def _value(state: _State, start: Start, name: str, text: str) -> None:
    """Judge what a data category says."""
    value = text.strip()
    if name == "administrativeStatus":
        state.status = _STATUSES.get(value.removesuffix("-admn-sts").removesuffix("Term"), value)
    known = categories().get(name)
    if known is None or not known.values or value in known.values:
        return
    if state.version == 2 and state.dialect not in _DIALECTS and name != "administrativeStatus":
        return  # the full TBX of version 2 knows many more
    near = [word for word in known.values if word.lower() == value.lower()]
    near = near or {"properNoun": ["noun"], "creation": ["origination"]}.get(value, [])
    fix = f"Write {near[0]}" if near else f"Use one of: {', '.join(known.values)}"
    place = start.line, start.column
    message = f"{name} is {quoted(value)!r}"
    state.report.add("picklist", place, message, fix=fix, severity=_strictness(state))


def _term(state: _State, start: Start, text: str, end: End) -> None:
    report, place = state.report, (start.line, start.column)
    if not text.strip():
        report.add("empty-term", place, "a term without text")
        return
    if text != text.strip():
        repair = Repair("trim", start.offset, end.offset)
        report.add("edge-space", place, f"white space at the edge of {text!r}", repair=repair)
    tell_characters(report, start.line, text, "the term")
    lang = state.langs[-1] if state.langs else ""
    state.term = Named(text, lang, UNSTATED, *place)


def _date(state: _State, place: tuple[int, int], text: str) -> None:
    try:
        if _DATE.fullmatch(text):
            date.fromisoformat(text[:10])
            if text[10:]:
                datetime.fromisoformat(text)
            return
        datetime.fromisoformat(text)
    except ValueError:
        state.report.add("date-impossible", place, f"{quoted(text)!r} is no date")
        return
    message = f"the date {quoted(text)!r} has another form"
    state.report.add("tbx-date-form", place, message)


def _preferred(state: _State) -> None:
    """Two preferred terms in one language leave the translator to choose."""
    stated: dict[str, Named] = {}
    for term in state.named:
        if term.status != "preferred":
            continue
        first = stated.setdefault(term.lang, term)
        if first is not term:
            message = f"{quoted(term.text)} and {quoted(first.text)} are both preferred"
            state.report.add("several-preferred", (term.line, term.column), message)
