"""Inline codes of TMX 1.4b (section "Content Markup"), to and from codes beside a plain text.

``bpt`` and ``ept`` open and close, ``ph`` and the deprecated ``ut`` stand alone, ``it`` is half of
a pair whose other half is elsewhere. ``hi`` marks text, which stays text. What other tools put into
a segment besides (``<g>``, ``<x/>`` of XLIFF) is taken for a code too, so that it is not lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tmkit.formats._xml import Element, escape, escape_attribute
from tmkit.model import Code

# --------------------------------------------------------------------------------------- reading

_ALONE: Final = frozenset({"ph", "ut", "sub"})  # sub alone is not valid; inside a code it is code
_POSITIONS: Final = {"begin": "open", "end": "close"}


def content(segment: Element) -> tuple[str, tuple[Code, ...]]:
    """Return the text of a ``seg``, and the codes between its characters."""
    inside = segment.content
    if not inside:
        return "", ()
    if len(inside) == 1 and isinstance(inside[0], str):
        return inside[0], ()
    pieces: list[str] = []
    codes: list[Code] = []
    _read(segment, pieces, codes, 0)
    return "".join(pieces), tuple(codes)


def _read(element: Element, pieces: list[str], codes: list[Code], length: int) -> int:
    """Add what is in ``element`` after ``length`` characters of text; return the new length."""
    for item in element.content:
        if isinstance(item, str):
            pieces.append(item)
            length += len(item)
        elif item.name == "hi":
            length = _read(item, pieces, codes, length)
        elif item.name in _CODES:
            codes.append(_code(item, length))
        elif item.name.startswith("#"):  # a comment
            continue
        elif item.content:
            id_ = f"{item.name}{len(codes)}"  # no number: bpt has those
            codes.append(Code(length, "open", id_, content=_tag(item, ">")))
            length = _read(item, pieces, codes, length)
            codes.append(Code(length, "close", id_, content=f"</{item.name}>"))
        else:
            codes.append(Code(length, "alone", content=_tag(item, "/>")))
    return length


_CODES: Final = frozenset({"bpt", "ept", "it", *_ALONE})


def _code(element: Element, offset: int) -> Code:
    given = element.attributes.get
    match, kind, text = given("x", ""), given("type", ""), element.text()
    if element.name == "bpt":
        return Code(offset, "open", given("i", ""), match, kind, text)
    if element.name == "ept":
        return Code(offset, "close", given("i", ""), match, kind, text)
    if element.name == "it" and given("pos") in _POSITIONS:
        role = "open" if given("pos") == "begin" else "close"
        return Code(offset, role, "", match, kind, text)  # type: ignore[arg-type]
    return Code(offset, "alone", "", match, kind, text)


def _tag(element: Element, end: str) -> str:
    given = "".join(
        f' {name}="{escape_attribute(value)[0]}"' for name, value in element.attributes.items()
    )
    return f"<{element.name}{given}{end}"


# --------------------------------------------------------------------------------------- writing


def markup(text: str, codes: Sequence[Code], shift: int = 0) -> tuple[str, int]:
    """Return a text with its codes as the content of a ``seg``, and how much was replaced.

    ``shift`` characters were cut from the text's beginning. Every ``bpt`` gets its ``ept``; a code
    without an identifier or its other half becomes ``it``. Numbers that serve as identifiers are
    kept, others are given anew.
    """
    pieces: list[str] = []
    replaced = place = 0
    for code, number in zip(codes, _numbers(codes), strict=True):
        offset = max(place, min(code.offset - shift, len(text)))
        before, lost = escape(text[place:offset])
        inner, inner_lost = escape(code.content)
        begin, end, attributes_lost = _tags(code, number)
        pieces += (before, begin, inner, end)
        replaced += lost + inner_lost + attributes_lost
        place = offset
    rest, lost = escape(text[place:])
    pieces.append(rest)
    return "".join(pieces), replaced + lost


def _tags(code: Code, number: str) -> tuple[str, str, int]:
    """Return the tags around a code's content, and how many characters could not be kept."""
    more, replaced = "", 0
    for name, value in (("x", code.match), ("type", code.type)):
        # An ept has neither (DTD): its bpt tells both.
        if value and not (number and code.role == "close"):
            text, lost = escape_attribute(value)
            more += f' {name}="{text}"'
            replaced += lost
    if code.role == "alone":
        return f"<ph{more}>", "</ph>", replaced
    if not number:
        return f'<it pos="{"begin" if code.role == "open" else "end"}"{more}>', "</it>", replaced
    name = "bpt" if code.role == "open" else "ept"
    return f'<{name} i="{number}"{more}>', f"</{name}>", replaced


def _numbers(codes: Sequence[Code]) -> list[str]:
    """Return for each code the number of its pair, unique in the segment; "" for one without."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for index, code in enumerate(codes):
        if code.role == "open":
            waiting.append(index)
        elif code.role == "close":
            for opened in reversed(waiting):
                if codes[opened].id == code.id != "":
                    waiting.remove(opened)
                    partners[opened] = index
                    break
    numbers = [""] * len(codes)
    taken: set[str] = set()
    later: list[int] = []
    for opened in sorted(partners):
        number = codes[opened].id
        if number.isascii() and number.isdigit() and number not in taken:
            taken.add(number)
            numbers[opened] = numbers[partners[opened]] = number
        else:
            later.append(opened)
    free = 1
    for opened in later:
        while str(free) in taken:
            free += 1
        taken.add(str(free))
        numbers[opened] = numbers[partners[opened]] = str(free)
    return numbers
