"""The canonical layout of a TMX file: what stays the same stays on the same line.

A unit is a block, and each note, property and variant in it one line, however it was laid out
before. Attributes stand in the order of the DTD. Nothing but layout differs: white space between
elements is layout, white space in a text is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tmkit.formats._xml import Element
from tmkit.formats.tmx_entries import (
    Encoding,
    Memory,
    closing,
    declarations,
    opening,
    verbatim,
)

# What holds elements only: each child gets a line of its own.
_BLOCKS: Final = frozenset({"tmx", "header", "body", "tu", "ude"})
# Of these, too, white space between the children is layout, but they stand on one line.
_LINES: Final = frozenset({"tuv"})
_STEP: Final = "  "
_ORDER: Final = {
    name: place
    for place, name in enumerate(
        # TMX 1.4b DTD, with what identifies an element first
        "version tuid xml:lang lang i pos x type assoc creationtool creationtoolversion segtype "
        "o-tmf adminlang srclang datatype o-encoding creationdate creationid changedate changeid "
        "usagecount lastusagedate name base unicode code ent subst".split()
    )
}


def laid_out(memory: Memory, nodes: Iterable[str | Element], encoding: Encoding) -> Iterator[str]:
    """Yield a memory in canonical layout, piece by piece, with ``nodes`` in its body."""
    root = memory.root
    body = next(root.children("body"))
    place = root.content.index(body)
    put_in_order(root)
    yield declarations(memory, encoding) + opening(root) + "\n"
    yield "".join(_block(node, _STEP) for node in _joined(root.content[:place]))
    put_in_order(body)
    yield f"{_STEP}{opening(body)}\n"
    for node in _joined(nodes):
        yield _block(node, 2 * _STEP)
    yield f"{_STEP}{closing(body)}\n"
    # Only now has the root what follows the body.
    yield "".join(_block(node, _STEP) for node in _joined(root.content[place + 1 :]))
    yield closing(root) + "\n"
    yield "".join(f"{verbatim(node)}\n" for node in memory.after)


def _block(node: str | Element, indent: str) -> str:
    """Return a node on lines of its own; nothing for white space."""
    if isinstance(node, str):
        text = node.strip()
        return f"{indent}{verbatim(text, '&#10;')}\n" if text else ""
    put_in_order(node)
    if node.name not in _BLOCKS or not node.content:
        return f"{indent}{_line(node)}\n"
    inside = "".join(_block(item, indent + _STEP) for item in _joined(node.content))
    if not inside:
        return f"{indent}{opening(node, '/>')}\n"
    return f"{indent}{opening(node)}\n{inside}{indent}{closing(node)}\n"


def _line(node: Element) -> str:
    if node.name not in _LINES:
        return verbatim(node, "&#10;")
    kept = [item for item in _joined(node.content) if not isinstance(item, str) or item.strip()]
    if not kept:
        return opening(node, "/>")
    inside = "".join([verbatim(item, "&#10;") for item in kept])
    return f"{opening(node)}{inside}{closing(node)}"


def _joined(nodes: Iterable[str | Element]) -> Iterator[str | Element]:
    """Yield the nodes, texts that stand side by side as one: a parser cuts long ones anywhere."""
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        if texts:
            yield "".join(texts)
            texts.clear()
        yield node
    if texts:
        yield "".join(texts)


def put_in_order(element: Element) -> None:
    """Put the attributes of an element, and of all in it on its line, in canonical order."""
    attributes = element.attributes
    if len(attributes) > 1 and not element.name.startswith("#"):
        element.attributes = {name: attributes[name] for name in sorted(attributes, key=_rank)}
    if element.name in _BLOCKS:  # its children come later
        return
    for item in element.content:
        if not isinstance(item, str):
            put_in_order(item)


def _rank(name: str) -> tuple[int, int, str]:
    space = 0 if name == "xmlns" or name.startswith("xmlns:") else 1
    return space, _ORDER.get(name, len(_ORDER)), name
