"""XLIFF 1.2: from trans-unit elements to units. Clauses are those of the OASIS standard of 2008."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import tag
from tmkit.formats._xliff12_write import CONTEXT, NAMED, OWN_ID, OWN_TYPE, UNKNOWN, write
from tmkit.formats._xml import Element
from tmkit.model import Segment, TranslationUnit

__all__ = ["Extras", "units", "write"]

# Trados keeps tracked changes in the text: what was deleted is not part of it.
_DELETED: Final = "x-sdl-deleted"
_COMMENT: Final = "x-sdl-comment"
_EMPTY: Final = Element("target", {}, 0)

# (attribute, property) of a trans-unit and of a target. mq: is memoQ's.
_UNIT_ATTRIBUTES: Final = (
    ("approved", "x-xliff-approved"),
    ("resname", "x-xliff-resname"),
    ("restype", "x-xliff-restype"),
    ("maxwidth", "x-xliff-maxwidth"),
    ("size-unit", "x-xliff-size-unit"),
    ("mq:status", "x-mq-status"),
    ("mq:locked", "x-mq-locked"),
)
_TARGET_ATTRIBUTES: Final = (
    ("state", "x-xliff-state"),
    ("state-qualifier", "x-xliff-state-qualifier"),
)
# Of Trados's sdl:seg, one a segment.
_SEGMENT_ATTRIBUTES: Final = (
    ("conf", "x-sdl-conf"),
    ("origin", "x-sdl-origin"),
    ("locked", "x-sdl-locked"),
)


@dataclass(slots=True)
class Extras:
    """What Trados keeps beside the units: comments by id, and the codes behind the tags' ids."""

    comments: dict[str, str] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    file: Element | None = None  # whose tags these are

    def learn(self, element: Element) -> None:
        """Take in a ``cmt-defs`` or ``tag-defs`` element."""
        if element.name == "cmt-defs":
            for definition in element.children("cmt-def"):
                texts = [
                    comment.text()
                    for comments in definition.children("Comments")
                    for comment in comments.children("Comment")
                ]
                self.comments[definition.attributes.get("id", "")] = "\n".join(texts)
            return
        file = _nearest(element, "file")
        if file is not self.file:
            self.tags, self.file = {}, file
        for definition in element.children("tag"):
            parts = {
                part.name: part.text() for part in definition.content if not isinstance(part, str)
            }
            self.tags[definition.attributes.get("id", "")] = parts

    def native(self, unit_file: Element | None, id: str, part: str) -> str:  # noqa: A002
        """Return the document's own code behind a tag, empty where the file does not say it."""
        return self.tags.get(id, {}).get(part, "") if unit_file is self.file else ""


@dataclass(slots=True)
class _Reading:
    """What is known while the content of one trans-unit is read."""

    extras: Extras
    file: Element | None
    comments: list[str] = field(default_factory=list)


def units(
    element: Element, path: str, asked: tuple[str, str], extras: Extras
) -> Iterator[TranslationUnit]:
    """Yield one unit for a trans-unit, or one for each of its segments (``mrk mtype="seg"``).

    ``asked`` are the languages to assume where the file names none.
    """
    file = _nearest(element, "file")
    attributes = file.attributes if file else {}
    parts = _parts(element)
    source = parts.get("source", [(_EMPTY, (element.line, 1))])[0]
    target = parts.get("target", [None])[0]
    above = target[0].attributes if target else {}
    # The file's word counts: templates that were copied leave an xml:lang of another language.
    langs = (
        tag(attributes.get("source-language", "") or source[0].attributes.get("xml:lang", ""))
        or asked[0],
        tag(attributes.get("target-language", "") or above.get("xml:lang", "")) or asked[1],
    )
    contexts = _contexts(parts)
    id_ = dict(contexts).get(OWN_ID, element.attributes.get("id", ""))
    shared = _unit_props(element, above, contexts, attributes.get("original", ""))
    notes = _notes(parts)
    segmented = _segmented(parts.get("seg-source", [None])[0], target)
    if segmented is None:
        yield _unit(id_, path, langs, source, target, shared, notes, _Reading(extras, file))
        return
    definitions = {
        seg.attributes.get("id", ""): seg.attributes
        for defs, _ in parts.get("seg-defs", [])
        for seg in defs.children("seg")
    }
    for mid, (source_mark, target_mark) in segmented.items():
        stated = definitions.get(mid, {})
        own = tuple((name, stated[key]) for key, name in _SEGMENT_ATTRIBUTES if key in stated)
        yield _unit(
            f"{id_}/{mid}" if mid else id_,
            path,
            langs,
            source_mark,
            target_mark,
            shared + own,
            notes,
            _Reading(extras, file),
        )


Placed = tuple[Element, tuple[int, int]]  # an element and its line and column


def _parts(element: Element) -> dict[str, list[Placed]]:
    """Return the children of a trans-unit by name, each with its place."""
    found: dict[str, list[Placed]] = {}
    for item, place in zip(element.content, element.places, strict=True):
        if not isinstance(item, str):
            found.setdefault(item.name, []).append((item, place))
    return found


def _contexts(parts: dict[str, list[Placed]]) -> list[tuple[str, str]]:
    return [
        (context.attributes.get("context-type", ""), context.text())
        for group, _ in parts.get("context-group", [])
        for context in group.children("context")
    ]


def _segmented(
    source: Placed | None, target: Placed | None
) -> dict[str, tuple[Placed, Placed | None]] | None:
    """Return source and target of each segment by its mid, None where the unit is not cut.

    XLIFF 1.2, 2.2.5: ``seg-source`` holds the source with one ``mrk mtype="seg"`` a segment, the
    target its counterpart with the same mid. Where text stands outside the segments, or the target
    has others, the unit is taken whole, so that nothing is lost.
    """
    if source is None:
        return None
    sources = dict(_marked(source[0]))
    targets = dict(_marked(target[0])) if target else {}
    loose = _loose(source[0]) or (target is not None and _loose(target[0]))
    if not sources or loose or not targets.keys() <= sources.keys():
        return None
    return {mid: (found, targets.get(mid)) for mid, found in sources.items()}


def _marked(element: Element) -> Iterator[tuple[str, Placed]]:
    for item, place in zip(element.content, element.places, strict=True):
        if isinstance(item, str):
            continue
        if _is_segment(item):
            yield item.attributes.get("mid", ""), (item, place)
        else:
            yield from _marked(item)


def _is_segment(element: Element) -> bool:
    return element.name == "mrk" and element.attributes.get("mtype") == "seg"


def _loose(element: Element) -> bool:
    """Return whether text stands outside the segments; native code is no text."""
    return any(
        bool(item.strip())
        if isinstance(item, str)
        else item.name not in _CODES and not _is_segment(item) and _loose(item)
        for item in element.content
    )


def _unit(
    id: str,  # noqa: A002
    path: str,
    langs: tuple[str, str],
    source: Placed,
    target: Placed | None,
    shared: tuple[tuple[str, str], ...],
    notes: list[str],
    reading: _Reading,
) -> TranslationUnit:
    source_segment = _segment(source, langs[0], path, reading)
    place = target or (_EMPTY, source[1])
    target_segment = _segment(place, langs[1], path, reading)
    if target is None:
        shared = (*shared, (props.UNTRANSLATED, "no target"))
    elif not target_segment.text.strip() and source_segment.text.strip():
        shared = (*shared, (props.UNTRANSLATED, "empty target"))
    note = "\n".join([*notes, *reading.comments])
    return TranslationUnit(source_segment, target_segment, id, shared, note)


def _unit_props(
    element: Element, target: dict[str, str], contexts: list[tuple[str, str]], original: str
) -> tuple[tuple[str, str], ...]:
    unit = element.attributes
    found = [(name, unit[key]) for key, name in _UNIT_ATTRIBUTES if key in unit]
    found += [(name, target[key]) for key, name in _TARGET_ATTRIBUTES if key in target]
    if _is_protected(element):
        found.append(("x-xliff-translate", "no"))
    for kind, text in contexts:
        if kind == NAMED:
            name, _, value = text.partition("=")
            found.append((unquote(name), value))
        elif kind != OWN_ID:
            found.append((kind if kind.startswith("x-") else CONTEXT + kind, text))
    if original not in {"", UNKNOWN} and all(name != props.DOCUMENT for name, _ in found):
        found.append((props.DOCUMENT, original))
    return tuple(found)


def _is_protected(element: Element) -> bool:
    """Return whether the unit is not to be translated: its nearest word on it counts."""
    for holder in (element, *reversed(element.above)):
        if "translate" in holder.attributes:
            return holder.attributes["translate"] == "no"
    return False


def _notes(parts: dict[str, list[Placed]]) -> list[str]:
    """Return the notes of a unit; memoQ keeps them in ``mq:comments``."""
    notes = [note.text() for note, _ in parts.get("note", [])]
    for comments, _ in parts.get("comments", []):
        notes += [
            comment.text()
            for comment in comments.children("comment")
            if comment.attributes.get("deleted") != "true"
        ]
    return [note for note in notes if note]


def _nearest(element: Element, name: str) -> Element | None:
    return next((holder for holder in reversed(element.above) if holder.name == name), None)


# --------------------------------------------------------------------------------------- content


def _segment(placed: Placed, lang: str, path: str, reading: _Reading) -> Segment:
    element, place = placed
    text = Gathering(*place)
    _gather(element, text, reading)
    return text.segment(lang, path)


def _gather(element: Element, text: Gathering, reading: _Reading) -> None:
    for item, place in zip(element.content, element.places, strict=True):
        if isinstance(item, str):
            text.add(item, *place)
        elif item.name == "g":
            _pair(item, text, reading)
        elif item.name == "mrk":
            _marker(item, text, reading)
        elif item.name in _CODES:
            _code(item, text, reading)
        else:  # an extension around text, which must not vanish
            _gather(item, text, reading)


# element -> role
_CODES: Final = {
    "bpt": "open",
    "bx": "open",
    "ept": "close",
    "ex": "close",
    "ph": "alone",
    "x": "alone",
    "it": "alone",
}


def _code(element: Element, text: Gathering, reading: _Reading) -> None:
    """Add a code that stands for itself. Native code is content; equiv-text where there is none."""
    attributes = element.attributes
    id_ = attributes.get("id", "")
    role = _CODES[element.name]
    if element.name == "it":
        role = {"open": "open", "close": "close"}.get(attributes.get("pos", ""), "alone")
    content = element.text() or attributes.get("equiv-text", "")
    if not content and element.name == "x":
        content = reading.extras.native(reading.file, id_, "ph")
    joined = attributes.get("rid", id_)
    text.code(role, joined, id_, _type(attributes.get("ctype", "")), content)  # type: ignore[arg-type]


def _type(text: str) -> str:
    """Return the type of a code as it was before tmkit wrote it."""
    return unquote(text.removeprefix(OWN_TYPE)) if text.startswith(OWN_TYPE) else text


def _pair(element: Element, text: Gathering, reading: _Reading) -> None:
    id_, kind = element.attributes.get("id", ""), _type(element.attributes.get("ctype", ""))
    native = (reading.extras.native(reading.file, id_, part) for part in ("bpt", "ept"))
    opening, closing = native
    text.code("open", id_, id_, kind, opening or element.attributes.get("equiv-text", ""))
    _gather(element, text, reading)
    text.code("close", id_, id_, kind, closing)


def _marker(element: Element, text: Gathering, reading: _Reading) -> None:
    """Add the text of a mrk, whose bounds become codes unless they are the tool's own business."""
    kind = element.attributes.get("mtype", "")
    if kind == _DELETED:
        return
    if kind == _COMMENT:
        id_ = element.attributes.get("sdl:cid", "")
        comment = reading.extras.comments.get(id_, "")
        if comment and comment not in reading.comments:
            reading.comments.append(comment)
    if kind == "seg" or kind.startswith("x-sdl-"):
        _gather(element, text, reading)
        return
    id_ = element.attributes.get("mid", "")
    text.code("open", id_, id_, f"mrk:{_type(kind)}")
    _gather(element, text, reading)
    text.code("close", id_, id_, f"mrk:{_type(kind)}")
