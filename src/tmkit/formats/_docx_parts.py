"""The package of a DOCX file: its parts, bounded and hardened, and its paragraph styles.

Read directly, not through a library that builds objects for everything: only this way the sizes
are known before anything is unpacked, and both families of namespaces (ECMA-376 transitional, and
strict as Word's "Strict Open XML") are the same text.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from tmkit.errors import FormatError
from tmkit.model import ParagraphKind

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 64 << 20  # bytes of one part, unpacked: thousands of pages
_DAMAGED = "Open it in a word processor and save it again as .docx"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of its paragraphs."""

    name: str
    based_on: str
    outlined: bool  # has an outline level: a heading
    numbered: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text. A part that the package lacks is absent or empty."""

    body: _Element
    styles: dict[str, Style]
    notes: tuple[_Element, ...] = ()  # the roots of footnotes and endnotes
    others: tuple[tuple[str, _Element], ...] = field(default=())  # reason of omission, root
    files: dict[str, str] = field(default_factory=dict)  # relationship id to part name


def local(element: _Element) -> str:
    """Return an element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: _Element | None, name: str = "val") -> str | None:
    """Return the attribute ``name`` in whichever namespace, None where it is absent."""
    if element is None:
        return None
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return None


def child(element: _Element | None, *names: str) -> _Element | None:
    """Return the descendant that the path of local ``names`` leads to, None where it ends."""
    for name in names:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def is_on(element: _Element | None) -> bool:
    """Whether a toggle property (ECMA-376-1, 17.17.4 ST_OnOff) is present and not switched off."""
    return element is not None and value(element) not in {"0", "false", "off"}


def open_package(data: bytes, path: str) -> Package:
    """Return the parts of a DOCX; FormatError where it is damaged, protected or oversized."""
    if not data.startswith(b"PK"):
        raise FormatError("not a DOCX file", path, hint=_DAMAGED)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _package(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise FormatError("a damaged DOCX file", path, hint=_DAMAGED) from None
    except RuntimeError:  # how zipfile says that a part is encrypted
        hint = "Save it without the password"
        raise FormatError("a password-protected file", path, hint=hint) from None


def _package(archive: zipfile.ZipFile, path: str) -> Package:
    targets = _relations(archive, "", path)
    main = next(
        (name for _, kind, name in targets if kind == "officeDocument"), "word/document.xml"
    )
    document = _part(archive, main, path)
    body = child(document, "body")
    if document is None or local(document) != "document" or body is None:
        raise FormatError("not a Word document", path, hint=_DAMAGED)
    related = _relations(archive, main, path)
    notes: list[_Element] = []
    others: list[tuple[str, _Element]] = []
    styles: dict[str, Style] = {}
    reasons = {"header": "page header", "footer": "page footer", "comments": "comment"}
    for _, kind, name in related:
        if kind not in {"footnotes", "endnotes", "styles", *reasons}:
            continue
        root = _part(archive, name, path)
        if root is None:
            continue
        if kind == "styles":
            styles = _styles(root)
        elif kind in reasons:
            others.append((reasons[kind], root))
        else:
            notes.append(root)
    files = {identifier: name for identifier, _, name in related}
    return Package(body, styles, tuple(notes), tuple(others), files)


def _part(archive: zipfile.ZipFile, name: str, path: str) -> _Element | None:
    from lxml import etree

    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART:
        message = f"its part {name} is larger than {MAX_PART >> 20} MiB unpacked"
        raise FormatError(message, path, hint="Split it into parts")
    # zipfile reads no more than the size that the archive declares
    content = archive.read(info)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise FormatError(f"a damaged DOCX file (in {name})", path, hint=_DAMAGED) from None
    if cast(
        "Any", root.getroottree()
    ).docinfo.doctype:  # OPC (ECMA-376-2, 9.1.4) forbids declarations
        raise FormatError(f"a damaged DOCX file (in {name})", path, hint=_DAMAGED)
    return root


def _relations(archive: zipfile.ZipFile, part: str, path: str) -> list[tuple[str, str, str]]:
    """Return id, kind and target of a part's relationships, sorted by target."""
    folder, name = posixpath.split(part)
    root = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"), path)
    found: list[tuple[str, str, str]] = []
    for relation in root if root is not None else ():
        target = value(relation, "Target")
        if local(relation) != "Relationship" or not target or value(relation, "TargetMode"):
            continue
        kind = (value(relation, "Type") or "").rpartition("/")[2]
        name = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found.append((value(relation, "Id") or "", kind, posixpath.normpath(name)))
    return sorted(found, key=lambda relation: relation[2])


def _styles(root: _Element) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for style in root:
        if local(style) == "style" and value(style, "type") == "paragraph":
            properties = child(style, "pPr")
            styles[value(style, "styleId") or ""] = Style(
                (value(child(style, "name")) or "").lower(),
                value(child(style, "basedOn")) or "",
                _outlined(properties),
                _numbered(properties),
            )
    return styles


def _outlined(properties: _Element | None) -> bool:
    level = value(child(properties, "outlineLvl"))
    return level is not None and level != "9"  # 9 is body text (17.3.1.20)


def _numbered(properties: _Element | None) -> bool:
    number = child(properties, "numPr", "numId")
    return number is not None and value(number) != "0"  # 0 takes the numbering off (17.9.18)


def kind_of(properties: _Element | None, styles: dict[str, Style]) -> ParagraphKind | None:
    """Return the kind that a paragraph's properties and styles give it; None for contents lines.

    The names of built-in styles are English in every language version of Word.
    """
    if _outlined(properties):
        return "heading"
    found: ParagraphKind = "item" if _numbered(properties) else "body"
    identifier = value(child(properties, "pStyle")) or ""
    for _ in range(11):  # the depth that Word itself follows; a loop of styles ends here
        style = styles.get(identifier)
        if style is None:
            break
        if style.name.startswith("toc "):
            return None
        if style.outlined or style.name.startswith(("heading", "title", "subtitle")):
            return "heading"
        if style.name == "caption":
            return "caption"
        if "quote" in style.name or style.name == "block text":
            return "quote"
        if style.numbered or style.name.startswith("list"):
            found = "item"
        identifier = style.based_on
    return found
