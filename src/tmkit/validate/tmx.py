"""TMX 1.4b: what its schemas check, and what they leave to the reader's luck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tmkit.formats._events import End, Event, Flaw, Start, Text
from tmkit.formats.props import PUBLISHED
from tmkit.language import primary
from tmkit.validate._codes import Codes
from tmkit.validate._problem import Repair, Report, quoted
from tmkit.validate._schema import Structure, judged, load
from tmkit.validate._seen import Seen
from tmkit.validate._xml_flaws import tell_characters, tell_flaw

NAMESPACES: Final = ("", "http://www.lisa.org/tmx14")  # TMX 1.4b, "Namespace"
ENCODINGS: Final = frozenset({"utf-8", "utf-16-le", "utf-16-be", "ascii"})
# OmegaT's tm/auto gives these a meaning of its own (ImportFromAutoTMX).
RESERVED: Final = frozenset({"file", "id", "prev", "next", "path"})
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})


@dataclass(slots=True)
class _Variant:
    """A tuv as far as it is known."""

    start: Start
    lang: str
    seg: Start | None = None
    text: list[str] = field(default_factory=list)  # visible
    pieces: list[str | None] = field(default_factory=list)  # right in seg; None for an element
    whole: list[str] = field(default_factory=list)  # with codes: what makes it this text
    codes: Codes = field(default_factory=Codes)


@dataclass(slots=True)
class _Unit:
    start: Start
    variants: list[_Variant] = field(default_factory=list)
    props: list[str] = field(default_factory=list)
    notes: int = 0
    prop: list[str] | None = None


@dataclass(slots=True)
class _State:
    report: Report
    structure: Structure
    srclang: str = ""
    own: bool = False  # whether OmegaT says that it wrote the file
    units: int = 0
    unit: _Unit | None = None
    spellings: dict[str, str] = field(default_factory=dict)
    tuids: Seen = field(default_factory=Seen)
    texts: Seen = field(default_factory=Seen)
    sources: Seen = field(default_factory=Seen)


def check(events: Iterator[Event], report: Report) -> None:
    """Add the problems of a TMX file to the report, given its events."""
    structure = Structure(load("tmx", *NAMESPACES), report)
    state = _State(report, structure)
    for event in judged(structure, events):
        match event:
            case Start():
                _start(state, event)
            case Text():
                _text(state, event)
            case End():
                _end(state, event)
            case Flaw():
                tell_flaw(report, event)
    if not state.units and not report.is_cut_short:
        report.add("no-units", (0, 0), "holds no translation unit")


# ------------------------------------------------------------------------------------------ tags


def _start(state: _State, start: Start) -> None:
    unit = state.unit
    match start.name:
        case "header":
            _header(state, start)
        case "tu":
            state.units += 1
            state.unit = _Unit(start)
            _tuid(state, start)
        case "tuv" if unit is not None:
            lang = start.attributes.get("xml:lang") or start.attributes.get("lang", "")
            unit.variants.append(_Variant(start, lang))
        case "seg" if unit is not None and unit.variants and state.structure.parent() == "tuv":
            unit.variants[-1].seg = start
        case "prop" | "note":
            _extra(state, start)
        case _ if unit is not None and unit.variants:
            _code(state, unit.variants[-1], start)


def _header(state: _State, start: Start) -> None:
    state.srclang = start.attributes.get("srclang", "")
    state.own = start.attributes.get("creationtool") == "OmegaT"
    place = start.line, start.column
    if state.own:
        state.report.add("creationtool-omegat", place, "the header says that OmegaT wrote the file")
    if state.report.profile == "omegat" and start.attributes.get("segtype") in {
        "paragraph",
        "block",
    }:
        message = f"segtype is {start.attributes['segtype']}: OmegaT will split the segments"
        state.report.add("omegat-segtype", place, message)
    _dates(state, start)


def _tuid(state: _State, start: Start) -> None:
    place = start.line, start.column
    _dates(state, start)
    tuid = start.attributes.get("tuid")
    if tuid is None:
        return
    if not tuid or any(c.isspace() for c in tuid):
        state.report.add("tuid-form", place, f"tuid={quoted(tuid)!r} is empty or has white space")
    before = state.tuids.first(tuid, start.line)
    if before:
        message = f"tuid {quoted(tuid)!r} stands on line {before} already"
        state.report.add("duplicate-tuid", place, message)
    if state.report.profile == "omegat":
        state.report.once("omegat-tuid", place, "units have a tuid")


def _dates(state: _State, start: Start) -> None:
    made, changed = (start.attributes.get(key, "") for key in ("creationdate", "changedate"))
    if len(made) == len(changed) == 16 and made > changed:
        message = f"changed {changed}, before it was created {made}"
        state.report.add("date-order", (start.line, start.column), message)


def _extra(state: _State, start: Start) -> None:
    """Judge a note or a prop: where it stands decides who sees it."""
    parent = state.structure.parent()
    unit, report, place = state.unit, state.report, (start.line, start.column)
    if parent == "tuv" and report.profile == "omegat":
        message = f"<{start.name}> in <tuv>: OmegaT does not read it"
        report.add("omegat-tuv-extra", place, message)
    if unit is None or parent != "tu":
        return
    if start.name == "note":
        unit.notes += 1
        if unit.notes == 2 and report.profile == "omegat":
            report.add("omegat-notes", place, "a second note: OmegaT shows the last one only")
        return
    kind = start.attributes.get("type", "")
    unit.props.append(kind)
    unit.prop = []
    if kind in RESERVED and not state.own:
        report.add("reserved-prop", place, f"the prop type {kind!r} has a meaning in OmegaT")
    elif kind.startswith("x-tmkit-") and kind not in PUBLISHED:
        report.add("unknown-own-prop", place, f"{quoted(kind)!r} is no prop type of tmkit")


def _code(state: _State, variant: _Variant, start: Start) -> None:
    stack = state.structure.stack
    if not any(frame.start.name == "seg" for frame in stack):
        return
    if state.structure.parent() == "seg":
        variant.pieces.append(None)
    variant.whole.append(f"\x01{start.name} {start.attributes}")
    place = start.line, start.column
    if start.name == "ut":
        state.report.add("deprecated-ut", place, "<ut> is deprecated")
    # A subflow has codes of its own, which balance within it.
    subs = (frame.start.offset for frame in reversed(stack[:-1]) if frame.start.name == "sub")
    flow = next(subs, 0)
    variant.codes.add(state.report, start, flow)


def _text(state: _State, text: Text) -> None:
    unit = state.unit
    if unit is None or not state.structure.stack:
        return
    if unit.prop is not None:
        unit.prop.append(text.data)
    stack = state.structure.stack
    if not unit.variants or not any(frame.start.name == "seg" for frame in stack):
        return
    variant = unit.variants[-1]
    variant.whole.append(text.data)
    inner = stack[-1].start.name
    if inner == "seg":
        variant.pieces.append(text.data)
    if inner in {"seg", "hi"} and not any(frame.start.name in _CODES for frame in stack):
        variant.text.append(text.data)


def _end(state: _State, end: End) -> None:
    unit = state.unit
    if unit is None:
        return
    if end.name == "seg" and unit.variants and state.structure.parent() == "tuv":
        _seg(state, unit.variants[-1], end)
    elif end.name == "prop" and unit.prop is not None:
        unit.props.append("".join(unit.prop))
        unit.prop = None
    elif end.name == "tu":
        _unit(state, unit)
        state.unit = None


# ---------------------------------------------------------------------------------------- judging


def _seg(state: _State, variant: _Variant, end: End) -> None:
    report, seg = state.report, variant.seg
    if seg is None:
        return
    place = seg.line, seg.column
    text = "".join(variant.text)
    variant.codes.close(report)
    if not text.strip():
        only = " but codes" if None in variant.pieces else ""
        report.add("empty-seg", place, f"the {variant.lang} segment holds nothing{only}")
        return
    first, last = variant.pieces[0] or "", variant.pieces[-1] or ""
    if first != first.lstrip() or last != last.rstrip():
        message = f"white space at the edge of {quoted(text)!r}"
        repair = Repair("trim", seg.offset, end.offset)
        report.add("edge-space", place, message, repair=repair)
    tell_characters(report, seg.line, text, f"the {variant.lang} segment")


def _unit(state: _State, unit: _Unit) -> None:
    report, place = state.report, (unit.start.line, unit.start.column)
    tags = [_plain(variant.lang) for variant in unit.variants]
    if len(tags) == 1:
        report.add("single-language", place, f"only {unit.variants[0].lang} in this unit")
    for index, tag in enumerate(tags):
        if tag and tag in tags[:index]:
            start = unit.variants[index].start
            message = f"a second {unit.variants[index].lang} in this unit"
            report.add("language-twice", (start.line, start.column), message)
        _spelling(state, unit.variants[index])
    if len(tags) > 2 and report.profile == "trados":
        report.once("trados-multilingual", place, f"a unit in {len(tags)} languages")
    source = _source(state, unit, tags)
    _matches(report, unit, source)
    whole = sorted(
        f"{tag}\x02{''.join(v.whole)}" for tag, v in zip(tags, unit.variants, strict=True)
    )
    before = state.texts.first("\x03".join([*whole, *unit.props]), unit.start.line)
    if before and whole:
        report.add("duplicate-unit", place, f"the unit on line {before} says the same")
    elif source is not None and report.profile == "omegat":
        key = f"{tags[source]}\x02{''.join(unit.variants[source].text)}"
        before = state.sources.first(key, unit.start.line)
        if before:
            report.add("omegat-same-source", place, f"its source stands on line {before} too")


def _plain(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()


def _spelling(state: _State, variant: _Variant) -> None:
    """One language under two names: a tool that compares strictly sees two languages."""
    tag = variant.lang
    main = primary(_plain(tag))
    if not main:
        return
    known = state.spellings.setdefault(main, tag)
    if known == tag:
        return
    place = variant.start.line, variant.start.column
    key = f"{main} {tag}"
    if key in state.report.told:
        return
    state.report.told.add(key)
    if _plain(known) == _plain(tag):
        state.report.add("language-spelling", place, f"{tag} here, {known} before")
    elif state.report.profile == "phrase":
        state.report.add("phrase-locales", place, f"{tag} here, {known} before")


def _source(state: _State, unit: _Unit, tags: list[str]) -> int | None:
    """Return which variant is the source, and tell where the language named has none."""
    named = unit.start.attributes.get("srclang", state.srclang)
    wanted = _plain(named)
    if wanted == "*all*" or not wanted or not tags:
        return None
    if wanted in tags:
        index = tags.index(wanted)
        if unit.variants[index].lang != named:
            place = unit.variants[index].start.line, unit.variants[index].start.column
            message = f"srclang is {named!r}, the variant says {unit.variants[index].lang!r}"
            state.report.once("srclang-spelling", place, message)
        return index
    place = unit.start.line, unit.start.column
    near = [i for i, tag in enumerate(tags) if primary(tag) == primary(wanted)]
    found = ", ".join(variant.lang for variant in unit.variants)
    message = f"srclang is {named!r}, the languages here are {found}"
    state.report.add("srclang-missing", place, message, severity="warning" if near else "error")
    return near[0] if near else None


def _matches(report: Report, unit: _Unit, source: int | None) -> None:
    """Compare the codes that ``x`` joins, which must be the same in every variant."""
    variants = [variant for variant in unit.variants if variant.seg is not None]
    if len(variants) < 2:
        return
    base = unit.variants[source or 0]
    for variant in variants:
        if variant is base or variant.codes.matches == base.codes.matches:
            continue
        lacking = base.codes.matches - variant.codes.matches
        more = variant.codes.matches - base.codes.matches
        parts = [f"without {', '.join(sorted(lacking))}"] * bool(lacking)
        parts += [f"with {', '.join(sorted(more))}"] * bool(more)
        seg = variant.seg or variant.start
        message = f"the codes of {variant.lang} are {' and '.join(parts)} of {base.lang}"
        report.add("x-mismatch", (seg.line, seg.column), message)
