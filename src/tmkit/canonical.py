"""TMX for version control: in canonical layout, and without what changes when no text has.

A memory that is aligned again after one sentence was changed should differ in one unit. But what
tmkit measures of a pair (its confidence, and the status and reasons that follow from it) changes
with every neighbour, and where a text stands (its line) with every line above. So they are left out
unless they are asked for, and counted; the name of the file stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tmkit.errors import ConfigError
from tmkit.files import write_atomic
from tmkit.formats import props
from tmkit.formats._xml import Element
from tmkit.formats.tmx_entries import (
    Encoding,
    Memory,
    encoder,
    open_memory,
    properties,
    segment,
    variants,
)
from tmkit.formats.tmx_layout import laid_out

Order: TypeAlias = Literal["document", "source", "id"]
Keep: TypeAlias = Literal["all", "status", "nothing"]

# What each property is called when it is left out.
_MEASURED: Final = {
    props.CONFIDENCE: "confidences",
    props.STATUS: "statuses",
    props.REASONS: "reasons",
}

_LINE: Final = re.compile(r":[0-9]+\Z")
_CLOCKS: Final = {
    "header": ("creationdate", "changedate"),
    "tu": ("lastusagedate", "usagecount"),
    "tuv": ("lastusagedate", "usagecount"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What canonical means. Without ``order`` the units stay in the order of the file.

    ``keep`` says how much stays of what tmkit measured: ``all`` with the line numbers, ``status``
    with the reasons, or nothing. ``clock`` keeps the counts and dates of use and the header's
    dates, which tools set anew when they export.
    """

    order: Order | None = None
    keep: Keep = "nothing"
    clock: bool = True
    encoding: Encoding = "utf-8"


@dataclass(slots=True)
class Result:
    """How many units there were, and how often what was left out."""

    units: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def write_canonical(path: str, output: str, style: Style) -> Result:
    """Write the canonical form of the TMX file ``path`` to ``output``, which may be the same.

    ``-`` stands for the streams. A file is replaced whole or not at all. Raise FormatError for what
    cannot be read, WriteError, and ConfigError for a packed file in its own place.
    """
    if path == output:
        _refuse_packed(path)
    result = Result()
    with write_atomic(output) as stream, open_memory(path) as memory:
        stream.writelines(_canonical(memory, style, result))
    return result


def first_difference(path: str, style: Style) -> int | None:
    """Return the line at which the TMX file ``path`` leaves its canonical form; None if nowhere."""
    _refuse_packed(path)
    line = 1
    with Path(path).open("rb") as stream, open_memory(path) as memory:
        for piece in _canonical(memory, style, Result()):
            there = stream.read(len(piece))
            if there != piece:
                same = next(
                    (
                        k
                        for k, pair in enumerate(zip(piece, there, strict=False))
                        if len({*pair}) > 1
                    ),
                    min(len(piece), len(there)),
                )
                return line + piece[:same].count(b"\n")
            line += piece.count(b"\n")
        return line if stream.read(1) else None


def _refuse_packed(path: str) -> None:
    if path == "-":
        return
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(2)
    except OSError:
        return  # whoever reads it will say why
    if head in {b"\x1f\x8b", b"PK"}:
        raise ConfigError(f"{path} is packed, and Git compares plain text", "Name a file with -o")


def _canonical(memory: Memory, style: Style, result: Result) -> Iterator[bytes]:
    encode = encoder(style.encoding)
    if not style.clock:
        _stop_clock(memory.header, result.left_out)
    nodes: Iterable[str | Element] = _quiet(memory.nodes, style, result)
    if style.order is not None:
        nodes = _sorted(nodes, _key(style.order, memory))
    yield from (encode(piece) for piece in laid_out(memory, nodes, style.encoding))


def _quiet(nodes: Iterable[str | Element], style: Style, result: Result) -> Iterator[str | Element]:
    """Yield the nodes without what changes by itself."""
    for node in nodes:
        if not isinstance(node, str) and node.name == "tu":
            result.units += 1
            if style.keep != "all":
                _forget_measures(node, style.keep, result.left_out)
            if not style.clock:
                _stop_clock(node, result.left_out)
                for variant in node.children("tuv"):
                    _stop_clock(variant, result.left_out)
        yield node


def _forget_measures(unit: Element, keep: Keep, left_out: Counter[str]) -> None:
    """Remove what tmkit measured, and the line numbers from its places; the file's name stays."""
    kept: list[str | Element] = []
    for item in unit.content:
        kind = "" if isinstance(item, str) else item.attributes.get("type", "")
        if isinstance(item, str) or item.name != "prop":
            kept.append(item)
        elif kind in _MEASURED and (keep == "nothing" or kind == props.CONFIDENCE):
            left_out[_MEASURED[kind]] += 1
        else:
            if kind in {props.SOURCE, props.TARGET} and _LINE.search(item.text()):
                item.content = [_LINE.sub("", item.text())]
                left_out["line numbers"] += 1
            kept.append(item)
    unit.content = kept


def _stop_clock(element: Element, left_out: Counter[str]) -> None:
    for name in _CLOCKS[element.name]:
        if element.attributes.pop(name, None) is not None:
            left_out[name] += 1


# ------------------------------------------------------------------------------------------ order


def _sorted(
    nodes: Iterable[str | Element], key: Callable[[Element], tuple[str, ...]]
) -> list[str | Element]:
    """Return the nodes with the units in order; what stands before a unit moves with it."""
    groups: list[tuple[tuple[str, ...], list[str | Element]]] = []
    before: list[str | Element] = []
    for node in nodes:
        before.append(node)
        if not isinstance(node, str) and node.name == "tu":
            groups.append((key(node), before))
            before = []
    groups.sort(key=lambda group: group[0])
    return [node for _, group in groups for node in group] + before


def _key(order: Order, memory: Memory) -> Callable[[Element], tuple[str, ...]]:
    if order == "document":
        return lambda unit: (document(unit),)
    if order == "id":
        return lambda unit: (unit.attributes.get("tuid", ""),)
    lang = memory.source_lang.lower()
    return lambda unit: (source_text(unit, lang), document(unit))


def document(unit: Element) -> str:
    """Return the document that a unit comes from, "" where it does not say."""
    given = dict(reversed(properties(unit)))
    return given.get(props.DOCUMENT) or _LINE.sub("", given.get(props.SOURCE, ""))


def source_text(unit: Element, lang: str) -> str:
    """Return the text in the language ``lang`` (lower case), or of the first variant."""
    tuvs = variants(unit)
    chosen = next((tuv for tag, tuv in tuvs if tag.lower() == lang), None)
    if chosen is None and tuvs:
        chosen = tuvs[0][1]
    seg = None if chosen is None else segment(chosen)
    return "" if seg is None else seg.text()
