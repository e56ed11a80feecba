"""XLIFF 2.0, 2.1 and 2.2: from unit elements to units. Clauses are those of XLIFF 2.0 (2014)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import tag
from tmkit.formats._xliff2_write import OWN_ID, OWN_TYPE, UNKNOWN, write
from tmkit.formats._xml import Element
from tmkit.model import Segment, TranslationUnit

__all__ = ["units", "write"]

Place = tuple[int, int]


@dataclass(slots=True)
class _Reading:
    """What is known while one unit is read: the codes by the id of their data, and open ones."""

    data: dict[str, str]
    types: dict[str, str] = field(default_factory=dict)  # of an open code, for its close


def units(element: Element, path: str, asked: tuple[str, str]) -> Iterator[TranslationUnit]:
    """Yield one unit for each ``segment`` of a ``unit``; ``ignorable`` is no segment.

    ``asked`` are the languages to assume where the file names none.
    """
    root = element.above[0].attributes
    langs = tag(root.get("srcLang", "")) or asked[0], tag(root.get("trgLang", "")) or asked[1]
    metas = _metas(element)
    id_ = next((text for name, text in metas if name == OWN_ID), element.attributes.get("id", ""))
    shared = _unit_props(element, [meta for meta in metas if meta[0] != OWN_ID])
    note = "\n".join(
        note.text() for notes in element.children("notes") for note in notes.children("note")
    )
    data = {
        item.attributes.get("id", ""): _text(item)
        for holder in element.children("originalData")
        for item in holder.children("data")
    }
    segments = [
        (item, place)
        for item, place in zip(element.content, element.places, strict=True)
        if not isinstance(item, str) and item.name == "segment"
    ]
    for number, (segment, place) in enumerate(segments, 1):
        part = segment.attributes.get("id", str(number))
        yield _unit(
            segment,
            place,
            path,
            langs,
            TranslationUnit(
                Segment("", langs[0]),
                Segment("", langs[1]),
                f"{id_}/{part}" if len(segments) > 1 else id_,
                shared,
                note,
            ),
            _Reading(data),
        )


def _unit(
    segment: Element,
    place: Place,
    path: str,
    langs: tuple[str, str],
    frame: TranslationUnit,
    reading: _Reading,
) -> TranslationUnit:
    """Return the unit of a segment; what ``frame`` says holds for all segments of its unit."""
    found: dict[str, Segment] = {}
    for item, where in zip(segment.content, segment.places, strict=True):
        if not isinstance(item, str) and item.name in {"source", "target"}:
            lang = langs[item.name == "target"]
            found[item.name] = _segment(item, where, lang, path, reading)
    blank = Gathering(*place)
    source = found.get("source") or blank.segment(langs[0], path)
    target = found.get("target") or blank.segment(langs[1], path)
    own = [
        (name, segment.attributes[key])
        for key, name in (("state", "x-xliff-state"), ("subState", "x-xliff-substate"))
        if key in segment.attributes
    ]
    if "target" not in found:
        own.append((props.UNTRANSLATED, "no target"))
    elif not target.text.strip() and source.text.strip():
        own.append((props.UNTRANSLATED, "empty target"))
    return TranslationUnit(source, target, frame.id, (*frame.props, *own), frame.note)


def _unit_props(element: Element, metas: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if "name" in element.attributes:
        found.append(("x-xliff-resname", element.attributes["name"]))
    holders = (element, *reversed(element.above))
    said = next((h.attributes["translate"] for h in holders if "translate" in h.attributes), "yes")
    if said == "no":
        found.append(("x-xliff-translate", "no"))
    found += metas
    file = next((holder for holder in holders if holder.name == "file"), element)
    original = file.attributes.get("original", UNKNOWN)
    if original not in {"", UNKNOWN} and all(name != props.DOCUMENT for name, _ in found):
        found.append((props.DOCUMENT, original))
    return tuple(found)


def _metas(element: Element) -> list[tuple[str, str]]:
    """Return the metadata of a unit (2.0, 5.4) as properties, groups within groups as well."""
    found: list[tuple[str, str]] = []
    for item in element.content:
        if isinstance(item, str):
            continue
        if item.name == "meta":
            found.append((item.attributes.get("type", ""), item.text()))
        elif item.name in {"metadata", "metaGroup"}:
            found += _metas(item)
    return found


# --------------------------------------------------------------------------------------- content


def _segment(element: Element, place: Place, lang: str, path: str, reading: _Reading) -> Segment:
    text = Gathering(*place)
    _gather(element, text, reading)
    return text.segment(lang, path)


def _gather(element: Element, text: Gathering, reading: _Reading) -> None:
    for item, place in zip(element.content, element.places, strict=True):
        if isinstance(item, str):
            text.add(item, *place)
        elif item.name == "cp":
            text.add(_character(item), *place)
        elif item.name in {"pc", "mrk"}:
            _span(item, text, reading)
        elif item.name in {"ph", "sc", "ec", "sm", "em"}:
            _code(item, text, reading)
        else:  # an extension around text, which must not vanish
            _gather(item, text, reading)


def _span(element: Element, text: Gathering, reading: _Reading) -> None:
    """Add a code or an annotation that holds its text."""
    attributes = element.attributes
    id_, kind = attributes.get("id", ""), _type(element)
    opening, closing = (
        reading.data.get(attributes.get(f"dataRef{end}", ""), attributes.get(f"equiv{end}", ""))
        for end in ("Start", "End")
    )
    text.code("open", id_, id_, kind, opening)
    _gather(element, text, reading)
    text.code("close", id_, id_, kind, closing)


def _code(element: Element, text: Gathering, reading: _Reading) -> None:
    attributes = element.attributes
    content = reading.data.get(
        attributes.get("dataRef", ""), attributes.get("equiv", "") or attributes.get("disp", "")
    )
    id_, kind = attributes.get("id", ""), _type(element)
    if element.name in {"sc", "sm"}:
        reading.types[id_] = kind
        text.code("open", id_, id_, kind, content)
    elif element.name in {"ec", "em"}:
        joined = attributes.get("startRef", id_)
        text.code("close", joined, joined, kind or reading.types.get(joined, ""), content)
    else:
        text.code("alone", id_, id_, kind, content)


def _type(element: Element) -> str:
    kind, sub = element.attributes.get("type", ""), element.attributes.get("subType", "")
    if element.name in {"mrk", "sm", "em"}:
        said = kind.removeprefix(OWN_TYPE)
        return f"mrk:{unquote(said) if said != kind else kind or 'generic'}"
    if sub.startswith(OWN_TYPE):
        return unquote(sub.removeprefix(OWN_TYPE))
    return f"{kind}/{sub}" if sub else kind


def _text(element: Element) -> str:
    """Return the text of a ``data`` element, with the characters that XML cannot hold."""
    return "".join(
        item if isinstance(item, str) else _character(item) if item.name == "cp" else _text(item)
        for item in element.content
    )


def _character(element: Element) -> str:
    """Return the character of a ``cp`` (2.0, 4.2.3.1), U+FFFD where it names none."""
    try:
        return chr(int(element.attributes.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
