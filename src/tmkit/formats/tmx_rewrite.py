"""A TMX file with some of its units changed: all else stays to the byte.

Header, comments, units in other languages, variants in further languages, dates, notes and
properties of other tools: whatever is not asked to change is copied from the file's own bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from tmkit.files import MAX_BYTES
from tmkit.formats._events import End, Source, Start, read_events, read_text
from tmkit.formats._tmx_codes import content
from tmkit.formats._xml import Element, escape
from tmkit.formats.about import WriteReport
from tmkit.formats.tmx import unit_of, written
from tmkit.formats.tmx_entries import (
    closing,
    entries,
    notes,
    open_memory,
    opening,
    segment,
    tag,
    variants,
    verbatim,
)
from tmkit.language import joiner
from tmkit.model import Code, Segment

Side = tuple[str, tuple[Code, ...]]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A unit made of the units ``of`` (as the file is read); the first lends all that is not said.

    A side is None where it is still that of the first unit. Variants in further languages come
    from ``others``, joined where several have one.
    """

    of: int
    id: str
    source: Side | None
    target: Side | None
    props: tuple[tuple[str, str], ...]
    note: str
    others: tuple[int, ...]


Wanted = Mapping[int, Sequence[Rewritten]]


def rewrite(stream: BinaryIO, path: str, langs: tuple[str, str], wanted: Wanted) -> WriteReport:
    """Write the TMX file ``path`` with each unit in ``wanted`` replaced by what it says, if any.

    Units are counted as :func:`tmkit.formats.tmx.read_units` gives them. The encoding and its mark
    stay. Raise FormatError where the file cannot be read.
    """
    text, source = read_text(path, MAX_BYTES)
    needed = set(wanted)
    needed.update(k for made in wanted.values() for new in made for k in (new.of, *new.others))
    found: dict[int, Element] = {}
    places: list[int | None] = []
    count = 0
    with open_memory(path) as memory:
        for element in entries(memory):
            if unit_of(element, path, langs) is None:
                places.append(None)
                continue
            if count in needed:
                found[count] = element
            places.append(count)
            count += 1
    laid = _Laid(found, langs, "\r\n" if b"\r\n" in text else "\n")
    parts = list(_parts(text, list(zip(_spans(text, path), places, strict=True)), wanted, laid))
    _write(stream, b"".join(parts), source)
    kept = count - len(wanted) + sum(len(made) for made in wanted.values())
    return WriteReport(kept, laid.replaced, laid.trimmed)


def _write(stream: BinaryIO, text: bytes, source: Source) -> None:
    if source.codec == "utf-8":
        stream.write(source.mark + text)
    else:
        stream.write(source.mark + text.decode().encode(source.codec, "xmlcharrefreplace"))


def _spans(text: bytes, path: str) -> Iterator[tuple[int, int]]:
    """Yield where each unit of the body begins and ends."""
    names: list[str] = []
    start = 0
    for event in read_events(path, text=text):
        if isinstance(event, Start):
            if event.name == "tu" and names[-1:] == ["body"]:
                start = event.offset
            names.append(event.name)
        elif isinstance(event, End):
            names.pop()
            if event.name == "tu" and names[-1:] == ["body"]:
                empty = not text.startswith(b"</", event.offset)
                yield start, event.offset if empty else text.index(b">", event.offset) + 1


def _parts(
    text: bytes,
    spans: Iterable[tuple[tuple[int, int], int | None]],
    wanted: Wanted,
    laid: _Laid,
) -> Iterator[bytes]:
    at = 0
    for (start, stop), place in spans:
        before = text[at:start]
        made = None if place is None else wanted.get(place)
        if made is None:
            yield text[at:stop]
        elif made or before.strip():  # a comment stays when its unit goes
            yield before if made else before.rstrip()
        gap = b"" if before.strip() else before
        for number, new in enumerate(made or ()):
            yield (gap or laid.newline.encode()) if number else b""
            yield laid.unit(new).encode()
        at = stop
    yield text[at:]


@dataclass(slots=True)
class _Laid:
    """Lays out units as their file does, and counts what XML cannot hold."""

    elements: Mapping[int, Element]
    langs: tuple[str, str]
    newline: str
    replaced: int = 0
    trimmed: int = 0

    def unit(self, new: Rewritten) -> str:
        """Return the ``<tu>``."""
        element = self.elements[new.of]
        children, tail = _children(element)
        indent = children[0][0] if children and not children[0][0].strip() else ""
        children = self._about(children, element, new, indent)
        children = self._variants(children, element, new, indent)
        attributes = {**element.attributes, "tuid": new.id}
        if not new.id:
            del attributes["tuid"]
        head = opening(replace(element, attributes=attributes))
        inside = "".join(
            verbatim(lead, self.newline)
            + (child if isinstance(child, str) else verbatim(child, self.newline))
            for lead, child in children
        )
        return f"{head}{inside}{verbatim(tail, self.newline)}{closing(element)}"

    def _about(
        self, children: list[_Child], element: Element, new: Rewritten, indent: str
    ) -> list[_Child]:
        """Return the children with the note and the properties that the unit now has."""
        same_note = "\n".join(notes(element)) == new.note
        left = list(new.props)
        kept: list[_Child] = []
        for lead, child in children:
            name = "" if isinstance(child, str) else child.name
            if isinstance(child, str) or name not in {"note", "prop"}:
                kept.append((lead, child))
            elif name == "note":
                if same_note:
                    kept.append((lead, child))
            else:
                pair = (child.attributes.get("type", ""), child.text())
                if pair in left:
                    left.remove(pair)
                    kept.append((lead, child))
        at = 1 + max(
            (k for k, (_, child) in enumerate(kept) if _named(child, "note", "prop")), default=-1
        )
        added: list[_Child] = []
        if new.note and not same_note:
            text, lost = escape(new.note)
            self.replaced += lost
            added.append((indent, f"<note>{text}</note>"))
        for kind, value in left:
            prop = Element("prop", {"type": kind}, 0)
            text, lost = escape(value)
            self.replaced += lost
            added.append((indent, f"{opening(prop)}{text}</prop>"))
        if at == 0:  # note and prop come before the variants (DTD)
            return added + kept
        return kept[:at] + added + kept[at:]

    def _variants(
        self, children: list[_Child], element: Element, new: Rewritten, indent: str
    ) -> list[_Child]:
        tuvs = [tuv for _, tuv in variants(element)]
        chosen = unit_of(element, "", self.langs)
        assert chosen is not None  # noqa: S101 # only units of these languages are asked for
        sides = {id(tuvs[chosen[0]]): new.source, id(tuvs[chosen[1]]): new.target}
        lent = self._others(new)
        kept: list[_Child] = []
        for lead, child in children:
            if isinstance(child, str) or child.name != "tuv":
                kept.append((lead, child))
            elif id(child) in sides:
                side = sides[id(child)]
                kept.append((lead, child if side is None else self._variant(child, side)))
            else:
                lang = _lang(child)
                if lang in lent:
                    tuv, side = lent.pop(lang)
                    kept.append((lead, tuv if side is None else self._variant(tuv, side)))
        for tuv, side in lent.values():
            kept.append((indent, tuv if side is None else self._variant(tuv, side)))
        return kept

    def _others(self, new: Rewritten) -> dict[str, tuple[Element, Side | None]]:
        """Return the variants in further languages: the first of each, and its text if joined."""
        found: dict[str, tuple[Element, Side | None]] = {}
        for number in new.others:
            element = self.elements[number]
            chosen = unit_of(element, "", self.langs)
            for place, (lang, tuv) in enumerate(variants(element)):
                if chosen is None or place in chosen:
                    continue
                if lang.lower() not in found:
                    found[lang.lower()] = (tuv, None)
                    continue
                first, side = found[lang.lower()]
                found[lang.lower()] = (first, _joined(first, side, tuv, lang))
        return found

    def _variant(self, tuv: Element, side: Side) -> str:
        text, lost, cut = written(Segment(side[0], "", codes=side[1]))
        self.replaced += lost
        self.trimmed += cut
        inside = ""
        for item in tuv.content:
            if isinstance(item, str) or item.name != "seg":
                inside += verbatim(item, self.newline)
            else:
                lines = text.replace("\n", self.newline)
                inside += f"{opening(item)}{lines}{closing(item)}"
        return f"{opening(tuv)}{inside}{closing(tuv)}"


_Child = tuple[str, Element | str]  # the text before an element, and it, or it as XML already


def _children(element: Element) -> tuple[list[_Child], str]:
    """Return the elements in a unit, each with the white space before it, and what follows them."""
    found: list[_Child] = []
    lead = ""
    for item in element.content:
        if isinstance(item, str):
            lead += item
        else:
            found.append((lead, item))
            lead = ""
    return found, lead


def _named(child: Element | str, *names: str) -> bool:
    return not isinstance(child, str) and child.name in names


def _lang(tuv: Element) -> str:
    return tag(tuv.attributes.get("xml:lang") or tuv.attributes.get("lang", "")).lower()


def _joined(first: Element, side: Side | None, more: Element, lang: str) -> Side:
    text, codes = side or _side(first)
    added, further = _side(more)
    start = len(text) + len(joiner(lang))
    moved = tuple(
        replace(code, offset=code.offset + start, id=f"{code.id}-{start}" if code.id else "")
        for code in further
    )
    return f"{text}{joiner(lang)}{added}", (*codes, *moved)


def _side(tuv: Element) -> Side:
    seg = segment(tuv)
    return ("", ()) if seg is None else content(seg)
