"""XLIFF 1.2 and 2.x: structure, languages, identifiers, and codes of source and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from tmkit.formats._events import End, Event, Flaw, Start, Text
from tmkit.language import primary
from tmkit.validate._problem import Report, quoted
from tmkit.validate._schema import Structure, judged, load
from tmkit.validate._xml_flaws import tell_characters, tell_flaw

ENCODINGS: Final = frozenset({"utf-8", "utf-16-le", "utf-16-be", "ascii"})
_ONE: Final = ("urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:1.1", "")
_TWO: Final = (
    "urn:oasis:names:tc:xliff:document:2.0",
    "urn:oasis:names:tc:xliff:document:2.1",
    "urn:oasis:names:tc:xliff:document:2.2",
)
_STATES: Final = frozenset(
    "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n "
    "needs-review-translation needs-translation new signed-off translated".split()
)
_DONE: Final = frozenset({"final", "signed-off", "translated", "reviewed"})
_OPENING: Final = frozenset({"bx", "bpt", "sc"})
_CLOSING: Final = frozenset({"ex", "ept", "ec"})
_CODES: Final = frozenset({"g", "x", "it", "ph", "pc", *_OPENING, *_CLOSING})
_TEXTS: Final = frozenset({"source", "target", "seg-source"})


@dataclass(slots=True)
class _Side:
    """A source or target: its codes by identifier, its segments, whether it says anything."""

    start: Start
    codes: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Start] = field(default_factory=dict)
    mids: set[str] = field(default_factory=set)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    report: Report
    structure: Structure
    version: int
    source: str = ""
    target: str = ""
    ids: dict[str, int] = field(default_factory=dict)
    units: int = 0
    sides: dict[str, _Side] = field(default_factory=dict)
    side: _Side | None = None
    approved: bool = False
    done: str = ""


def check(events: Iterator[Event], report: Report) -> None:
    """Add the problems of an XLIFF file to the report, given its events."""
    before: list[Event] = []
    version = 1
    for event in events:
        before.append(event)
        if isinstance(event, Start):
            version = 2 if event.attributes.get("version", "").startswith("2") else 1
            break
    schema = load("xliff1", *_ONE) if version == 1 else load("xliff2", *_TWO)
    state = _State(report, Structure(schema, report), version)
    for event in judged(state.structure, chain(before, events)):
        match event:
            case Start():
                _start(state, event)
            case Text():
                if state.side is not None and state.structure.stack[-1].start.name not in {
                    "bpt",
                    "ept",
                    "ph",
                    "it",
                }:
                    state.side.text.append(event.data)
            case End():
                _end(state, event)
            case Flaw():
                tell_flaw(report, event)
    if not state.units and not report.is_cut_short:
        report.add("no-units", (0, 0), "holds no unit")


def _start(state: _State, start: Start) -> None:
    attributes = start.attributes
    match start.name:
        case "xliff" if state.version == 2:
            state.source, state.target = (
                attributes.get("srcLang", ""),
                attributes.get("trgLang", ""),
            )
        case "file":
            state.ids = {}
            if state.version == 1:
                state.source = attributes.get("source-language", "")
                state.target = attributes.get("target-language", "")
        case "trans-unit" | "unit":
            state.units += 1
            state.sides, state.approved = {}, attributes.get("approved") == "yes"
            _identify(state, start)
        case "segment" | "ignorable":
            state.sides = {}
            state.done = attributes.get("state", "")
        case name if name in _TEXTS:
            _text_begins(state, start)
        case name if name in _CODES and state.side is not None:
            _code(state, state.side, start)
        case "mrk" if state.side is not None and attributes.get("mtype") == "seg":
            state.side.mids.add(attributes.get("mid", ""))


def _identify(state: _State, start: Start) -> None:
    identifier = start.attributes.get("id", "")
    first = state.ids.get(identifier, 0)
    state.ids.setdefault(identifier, start.line)
    if identifier and first:
        message = f"the id {quoted(identifier)!r} stands on line {first} already"
        state.report.add("duplicate-unit-id", (start.line, start.column), message)


def _text_begins(state: _State, start: Start) -> None:
    state.side = _Side(start)
    parent = state.structure.parent()
    place = start.line, start.column
    if parent not in {"trans-unit", "segment", "ignorable"}:
        return  # a proposal (alt-trans) has languages and codes of its own
    state.sides[start.name] = state.side
    if start.name == "target":
        if not state.target:
            message = "a target, and the file does not say its language"
            state.report.once("missing-target-language", place, message)
        if state.version == 1:
            state.done = start.attributes.get("state", "")
            if state.done and state.done not in _STATES and not state.done.startswith("x-"):
                message = f"the state is {quoted(state.done)!r}"
                state.report.add("state-value", place, message)
    stated = start.attributes.get("xml:lang", "")
    wanted = state.target if start.name == "target" else state.source
    if stated and wanted and primary(stated) != primary(wanted):
        message = f"<{start.name}> is in {quoted(stated)}, the file says {quoted(wanted)}"
        state.report.add("language-mismatch", place, message)


def _code(state: _State, side: _Side, start: Start) -> None:
    name, attributes = start.name, start.attributes
    place = start.line, start.column
    own = attributes.get("id", "")
    partner = attributes.get("rid") or own
    if name in _OPENING:
        side.opened[partner] = start
    elif name in _CLOSING:
        partner = attributes.get("startRef") or partner
        isolated = attributes.get("isolated") == "yes"
        if side.opened.pop(partner, None) is None and not isolated:
            message = f"<{name}> closes {quoted(partner)!r}, which is not open"
            state.report.add("inline-unpaired", place, message)
        if state.version == 1 and name == "ept":
            return  # bpt and ept of a pair may share the id
        if not own:
            return
    if own in side.codes and not (name == "ex" and side.codes[own] == "bx"):
        message = f"a second code {quoted(own)!r} in <{side.start.name}>"
        state.report.add("inline-id-twice", place, message)
    side.codes[own] = name


def _end(state: _State, end: End) -> None:
    if end.name in _TEXTS and state.side is not None:
        side, state.side = state.side, None
        for key, start in side.opened.items():
            if start.attributes.get("isolated") == "yes" or state.version == 2:
                continue  # version 2 may close it in another segment of the unit
            message = f"<{start.name}> {quoted(key)!r} is never closed"
            state.report.add("inline-unpaired", (start.line, start.column), message)
        text = "".join(side.text)
        tell_characters(state.report, side.start.line, text, f"<{side.start.name}>")
    elif end.name in {"trans-unit", "segment"}:
        _unit(state)
        state.sides, state.done, state.approved = {}, "", False


def _unit(state: _State) -> None:
    report = state.report
    source, target = state.sides.get("source"), state.sides.get("target")
    if source is None:
        return
    if not "".join(source.text).strip() and not source.codes:
        place = source.start.line, source.start.column
        report.add("empty-source", place, "the source is empty")
    translated = target is not None and bool("".join(target.text).strip() or target.codes)
    if not translated:
        if state.done in _DONE or state.approved:
            word = state.done or "approved"
            place = source.start.line, source.start.column
            report.add("state-without-target", place, f"the unit is {word} without a target")
        return
    assert target is not None  # noqa: S101
    place = target.start.line, target.start.column
    lacking = sorted(set(source.codes) - set(target.codes))
    extra = sorted(set(target.codes) - set(source.codes))
    if lacking or extra:
        parts = [f"lacks {quoted(', '.join(lacking))}"] * bool(lacking)
        parts += [f"adds {quoted(', '.join(extra))}"] * bool(extra)
        report.add("inline-mismatch", place, f"the target {' and '.join(parts)}")
    segmented = state.sides.get("seg-source")
    if segmented is not None and target.mids and segmented.mids != target.mids:
        odd = ", ".join(sorted(segmented.mids ^ target.mids))
        report.add("segment-mismatch", place, f"segments on one side only: {quoted(odd)}")
