"""What may stand where: content models and attributes of the formats, and the check of a file.

The models are tables of our own (``data/schema-*.tsv``), written from the standards. A row names
an element, its content as a sequence of ``name``, ``(a|b)`` with ``?``, ``*`` or ``+``, and its
attributes: ``name!`` is required, ``name=a|b`` one of these values, ``name~type`` of a type.
``#text`` among the content means characters, ``#any`` elements of other namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Final

from tmkit.formats._events import XML_NAMESPACE, End, Event, Flaw, Start, Text
from tmkit.validate._problem import Level, Repair, Report, quoted
from tmkit.validate._values import check_value


@dataclass(frozen=True, slots=True)
class Particle:
    """One step of a content model: some of these elements, at least and at most so many."""

    names: frozenset[str]
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an attribute may say: one of ``values`` where there are any, else of a ``type``."""

    required: bool = False
    values: tuple[str, ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """An element's content and attributes."""

    particles: tuple[Particle, ...]
    mixed: bool
    open: bool
    attributes: dict[str, Attribute]
    required: tuple[str, ...]
    ranks: dict[str, int]  # which step of the content an element belongs to

    def index(self, name: str) -> int | None:
        """Return which step of the content ``name`` belongs to."""
        return self.ranks.get(name)


@dataclass(frozen=True, slots=True)
class Schema:
    """A format's elements by name, its root, and the namespaces that are its own."""

    root: str
    elements: dict[str, Model]
    namespaces: frozenset[str]


_STEP: Final = re.compile(r"\(?([\w:|#-]+)\)?([?*+]?)")
_BOUNDS: Final = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


@cache
def load(name: str, *namespaces: str) -> Schema:
    """Return the schema in ``data/schema-NAME.tsv``; its first row is the root."""
    text = (resources.files("tmkit") / "data" / f"schema-{name}.tsv").read_text("utf-8")
    groups: dict[str, str] = {}
    elements: dict[str, Model] = {}
    for line in text.splitlines()[1:]:
        cells = [*line.split("\t"), "", ""][:3]
        for key, value in groups.items():
            cells = [cell.replace(key, value) for cell in cells]
        if cells[0].startswith("%"):  # a name for what several rows have
            groups[cells[0]] = cells[1]
        elif cells[0] and not cells[0].startswith("#"):
            elements[cells[0]] = _model(cells[1], cells[2])
    return Schema(next(iter(elements)), elements, frozenset(namespaces))


def _model(content: str, attributes: str) -> Model:
    particles = []
    names: set[str] = set()
    for step in content.split(", ") if content else []:
        found = _STEP.fullmatch(step)
        assert found, step  # noqa: S101 - our own table
        words = set(found[1].split("|"))
        names |= words
        least, most = _BOUNDS[found[2]]
        if words - {"#text", "#any"}:
            particles.append(Particle(frozenset(words - {"#text", "#any"}), least, most))
    allowed = dict(_attribute(word) for word in attributes.split())
    ranks = {
        name: rank
        for rank, particle in reversed(list(enumerate(particles)))
        for name in particle.names
    }
    return Model(
        tuple(particles),
        "#text" in names,
        "#any" in names,
        allowed,
        tuple(name for name, attribute in allowed.items() if attribute.required),
        ranks,
    )


def _attribute(word: str) -> tuple[str, Attribute]:
    name, _, values = word.partition("=")
    kind = ""
    if "~" in name:
        name, _, kind = name.partition("~")
    required = name.endswith("!") or kind.endswith("!")
    allowed = tuple(values.split("|")) if values else ()
    return name.rstrip("!"), Attribute(required, allowed, kind.rstrip("!"))


# ----------------------------------------------------------------------------------------- check


@dataclass(slots=True)
class Frame:
    """An open element: its model, and how far its content has come."""

    start: Start
    model: Model | None
    step: int = 0
    count: int = 0
    children: list[tuple[int, int, int]] = field(default_factory=list)
    disordered: bool = False


@dataclass(slots=True)
class Structure:
    """The check of one file against a schema; ``stack`` holds the open elements.

    ``foreign`` is above 0 inside an element that the schema does not know: what stands in there is
    not judged, and the rules of the format should pass over it.
    """

    schema: Schema
    report: Report
    stack: list[Frame] = field(default_factory=list)
    foreign: int = 0

    def parent(self, level: int = 1) -> str:
        """Return the name of the element that is open ``level`` steps above the last one."""
        return self.stack[-1 - level].start.name if len(self.stack) > level else ""


def judged(structure: Structure, events: Iterator[Event]) -> Iterator[Event]:
    """Yield the events that the schema knows of, having told what it refuses."""
    for event in events:
        match event:
            case Start():
                if _opened(structure, event):
                    yield event
            case End():
                if structure.foreign:
                    structure.foreign -= 1
                    if not structure.foreign:
                        _noted_end(structure, event)
                    continue
                yield event
                _closed(structure, event)
            case Text():
                if structure.foreign:
                    continue
                _characters(structure, event)
                yield event
            case Flaw():
                yield event


def _opened(structure: Structure, start: Start) -> bool:
    """Judge a start tag and return whether the format's rules should see it."""
    report, stack, schema = structure.report, structure.stack, structure.schema
    if structure.foreign:
        structure.foreign += 1
        return False
    place = start.line, start.column
    parent = stack[-1] if stack else None
    shown = f"<{start.prefix}:{start.name}>" if start.prefix else f"<{start.name}>"
    own = start.uri in schema.namespaces
    model = schema.elements.get(start.name) if own else None
    if parent is None:
        if start.name != schema.root or not own:
            message = f"the root is {shown} in the namespace {start.uri!r}"
            report.add("wrong-root", place, message if not own else f"the root is {shown}")
            model = schema.elements[schema.root]
    elif not own and parent.model is not None and parent.model.open:
        structure.foreign = 1
        _noted_start(parent, start, -1)
        return False
    elif model is None:
        _unknown(structure, start, shown, own=own)
        structure.foreign = 1
        _noted_start(parent, start, -1)
        return False
    else:
        _place_child(structure, parent, start)
    stack.append(Frame(start, model))
    _attributes(structure, start, model)
    return True


def _unknown(structure: Structure, start: Start, shown: str, *, own: bool) -> None:
    report, schema = structure.report, structure.schema
    parent = structure.stack[-1].start.name
    place = start.line, start.column
    if not own:
        message = f"{shown} in <{parent}> belongs to the namespace {quoted(start.uri)!r}"
        report.add("foreign-element", place, message)
        return
    near = get_close_matches(start.name, schema.elements, 1)
    fix = f"Did you mean <{near[0]}>?" if near else ""
    report.add(
        "unknown-element", place, f"{shown} in <{parent}> is no element of the format", fix=fix
    )


def _noted_start(parent: Frame, start: Start, rank: int) -> None:
    if parent.model is None or len(parent.model.particles) < 2:
        return  # their order cannot matter: <body> has a million
    parent.children.append((start.offset, start.offset, rank))


def _noted_end(structure: Structure, end: End) -> None:
    children = structure.stack[-1].children if structure.stack else []
    if children:
        first, _, rank = children[-1]
        children[-1] = (first, end.offset, rank)


def _place_child(structure: Structure, parent: Frame, start: Start) -> None:
    """Judge whether ``start`` may stand here among its siblings."""
    report, place, name = structure.report, (start.line, start.column), start.name
    model = parent.model
    rank = model.index(name) if model is not None else None
    _noted_start(parent, start, -1 if rank is None else rank)
    if model is None:
        return
    if rank is None:
        container = parent.start.name
        rule = "misplaced-element" if container != "prop" or name != "seg" else "seg-in-prop"
        report.add(rule, place, f"<{name}> may not stand in <{container}>")
        return
    if rank < parent.step:
        parent.disordered = True
        later = _names(model.particles[parent.step])
        message = f"<{name}> stands after {later} in <{parent.start.name}>"
        report.add("element-order", place, message)
        particle = model.particles[rank]
        if particle.most == 1 and any(child[2] == rank for child in parent.children[:-1]):
            report.add("repeated-element", place, f"a second <{name}> in <{parent.start.name}>")
        return
    if rank == parent.step:
        parent.count += 1
        most = model.particles[rank].most
        if most is not None and parent.count > most:
            report.add("repeated-element", place, f"a second <{name}> in <{parent.start.name}>")
        return
    parent.step, parent.count = rank, 1


def _names(particle: Particle) -> str:
    return " or ".join(f"<{name}>" for name in sorted(particle.names))


def _closed(structure: Structure, end: End) -> None:
    frame = structure.stack.pop()
    model, start = frame.model, frame.start
    if model is not None:
        present = (
            {rank for _, _, rank in frame.children}
            if len(model.particles) > 1
            else {frame.step if frame.count else -1}
        )
        for rank, particle in enumerate(model.particles):
            # A group of DCT has its first element in a namespace of its own.
            styled = start.name.endswith("Grp") and -1 in present
            if particle.least and rank not in present and not styled:
                what = _names(particle)
                rule = "missing-seg" if what == "<seg>" else "missing-element"
                structure.report.add(
                    rule, (start.line, start.column), f"<{start.name}> has no {what}"
                )
        if frame.disordered and all(rank >= 0 for _, _, rank in frame.children):
            _offer_order(structure, frame)
    if structure.stack:
        _noted_end(structure, end)


def _offer_order(structure: Structure, frame: Frame) -> None:
    """Give the last problem of order inside this element what puts all of it right."""
    problems = structure.report.problems
    for index in range(len(problems) - 1, -1, -1):
        problem = problems[index]
        if problem.rule == "element-order" and problem.repair is None:
            repair = Repair("reorder", frame.start.offset, children=tuple(frame.children))
            line, column = problem.line, problem.column - 1
            del problems[index]
            structure.report.add(problem.rule, (line, column), problem.message, repair=repair)
            return


def _characters(structure: Structure, text: Text) -> None:
    if not structure.stack:
        return
    frame = structure.stack[-1]
    if frame.model is None or frame.model.mixed:
        return
    empty = not frame.model.particles and not frame.model.open  # where not even a space may stand
    stray = text.data if empty else text.data.strip(" \t\r\n")
    if stray:
        message = f"text directly in <{frame.start.name}>: {quoted(stray)}"
        structure.report.add("stray-text", (text.line, 0), message)


def _attributes(structure: Structure, start: Start, model: Model | None) -> None:
    if model is None:
        return
    report, place = structure.report, (start.line, start.column)
    for name, value in start.attributes.items():
        known = model.attributes.get(name)
        if name.startswith("xmlns"):
            _foreign_attribute(structure, start, name)
            continue
        if name == "lang" and "xml:lang" in model.attributes:
            _plain_lang(report, start, place, model)
        elif known is not None:
            if known.values or known.type:
                check_value(report, start, name, value, known.values, known.type)
        elif ":" in name and not name.startswith("xml:"):
            _foreign_attribute(structure, start, name)
        else:
            near = get_close_matches(name, model.attributes, 1)
            fix = f"Did you mean {near[0]}?" if near else ""
            message = f"<{start.name}> has no attribute {name}"
            report.add("unknown-attribute", place, message, fix=fix)
    for name in model.required:
        if name not in start.attributes:
            if name == "xml:lang" and "lang" in start.attributes:
                continue  # told as lang-attribute
            _missing(report, start, name, place)


def _foreign_attribute(structure: Structure, start: Start, name: str) -> None:
    if structure.schema.elements[structure.schema.root].attributes.get("any"):
        return
    message = f"<{start.name}> has the attribute {name}, of another namespace"
    structure.report.add("foreign-attribute", (start.line, start.column), message)


def _plain_lang(report: Report, start: Start, place: tuple[int, int], model: Model) -> None:
    both = "xml:lang" in start.attributes
    alike = not both or start.attributes["xml:lang"] == start.attributes["lang"]
    rename = None if both else "xml:lang"
    repair = Repair("attribute", start.offset, name="lang", rename=rename) if alike else None
    message = f"<{start.name}> says lang={start.attributes['lang']!r}"
    # TMX has it still: deprecated, allowed, and no substitute for what is required.
    required = model.attributes["xml:lang"].required and not both
    severity: Level = "error" if required or "lang" not in model.attributes else "warning"
    report.add("lang-attribute", place, message, repair=repair, severity=severity)


def _missing(report: Report, start: Start, name: str, place: tuple[int, int]) -> None:
    repair = None
    rule = "missing-attribute"
    if name == "segtype":
        # "sentence" asks nothing of a tool: OmegaT splits what is called a paragraph again.
        rule = "missing-segtype"
        repair = Repair("attribute", start.offset, name=name, rename=name, text="sentence")
    elif name == "version" and start.name == "tmx":
        repair = Repair("attribute", start.offset, name=name, rename=name, text="1.4")
    report.add(rule, place, f"<{start.name}> lacks the attribute {name}", repair=repair)


__all__ = ["XML_NAMESPACE", "Structure", "judged", "load"]
