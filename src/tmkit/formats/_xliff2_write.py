"""XLIFF 2.0 written so that its schema accepts it; 2.1 and 2.2 tools read it as well."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from urllib.parse import quote

from tmkit.formats import props
from tmkit.formats._codes import Placed, pieces, placed
from tmkit.formats._xml import escape, escape_attribute
from tmkit.formats.about import About, WriteReport
from tmkit.model import Origin, Segment, TranslationUnit

OWN_ID: Final = "x-tmkit-id"  # the unit's identifier where the file's must be another
OWN_TYPE: Final = "tmkit:"  # before a type of code that is none of the standard's
UNKNOWN: Final = "unknown"

_BLOCK: Final = 1000
_LOOSE: Final = re.compile(r"\s\s|\A\s|\s\Z|[\t\n\r]")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+\Z")  # xsd:NMTOKEN takes more
_ILLEGAL: Final = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff])")
_TYPES: Final = frozenset("fmt image link other quote ui".split())
_MARKS: Final = frozenset("comment generic term".split())
_USER: Final = re.compile(r"[^\s:]+:[^\s:]+\Z")
_STATES: Final = frozenset("final initial reviewed translated".split())
# The states of XLIFF 1.2 by those of 2.
_OF_ONE: Final = {
    "new": "initial",
    "needs-translation": "initial",
    "needs-adaptation": "translated",
    "needs-l10n": "translated",
    "needs-review-translation": "translated",
    "needs-review-adaptation": "translated",
    "needs-review-l10n": "translated",
    "signed-off": "reviewed",
}


@dataclass(slots=True)
class _Writing:
    about: About
    units: int = 0
    files: int = 0
    replaced: int = 0
    first: Origin | None = None
    original: str | None = None
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Data:
    """The native codes of one unit, and how many characters were replaced."""

    texts: dict[str, str] = field(default_factory=dict)  # text -> id
    lost: int = 0

    def ref(self, text: str, name: str = "dataRef") -> str:
        if not text:
            return ""
        return f' {name}="{self.texts.setdefault(text, f"d{len(self.texts) + 1}")}"'

    def text(self, text: str) -> str:
        escaped, lost = escape(text)
        self.lost += lost
        return escaped

    def attribute(self, text: str) -> str:
        escaped, lost = escape_attribute(text)
        self.lost += lost
        return escaped


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write the units, one ``file`` element for each run of units of one document."""
    writing = _Writing(about)
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"'
        b' xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"'
        + f' srcLang="{escape_attribute(about.source_lang)[0]}"'
        f' trgLang="{escape_attribute(about.target_lang)[0]}">\n'.encode()
    )
    block: list[str] = []
    for unit in units:
        original = props.value(unit, props.DOCUMENT) or UNKNOWN
        if original != writing.original:
            before = "" if writing.original is None else "  </file>\n"
            writing.original, writing.used = original, set()
            writing.files += 1
            name = escape_attribute(original)[0]
            block.append(f'{before}  <file id="f{writing.files}" original="{name}">\n')
        writing.units += 1
        block.append(_unit(unit, writing))
        if len(block) >= _BLOCK:
            stream.write("".join(block).encode())
            block.clear()
    if not writing.units:  # a file must hold a unit or a group, and a group may hold nothing
        block.append(f'  <file id="f1" original="{UNKNOWN}">\n    <group id="g1"/>\n')
    block.append("  </file>\n</xliff>\n")
    stream.write("".join(block).encode())
    return WriteReport(writing.units, writing.replaced, first_changed=writing.first)


def _unit(unit: TranslationUnit, writing: _Writing) -> str:
    data = _Data()
    id_, number = unit.id, writing.units
    while not _NAME.match(id_) or id_ in writing.used:
        id_, number = f"u{number}", number + 1
    writing.used.add(id_)
    attributes, segment, metas = _props(unit, id_, data)
    source = _side("source", unit.source, data)
    target = ""
    if unit.target.text or unit.target.codes or not props.value(unit, props.UNTRANSLATED):
        target = _side("target", unit.target, data)
    elif props.value(unit, props.UNTRANSLATED) == "empty target":
        target = "          <target/>\n"
    lines = [f'    <unit id="{id_}"{attributes}>\n']
    if metas:
        lines.append('      <mda:metadata>\n        <mda:metaGroup category="tmkit">\n')
        lines += [
            f'          <mda:meta type="{data.attribute(name)}">{data.text(value)}</mda:meta>\n'
            for name, value in metas
        ]
        lines.append("        </mda:metaGroup>\n      </mda:metadata>\n")
    if unit.note:
        lines.append(
            f"      <notes>\n        <note>{data.text(unit.note)}</note>\n      </notes>\n"
        )
    if data.texts:
        lines.append("      <originalData>\n")
        lines += [
            f'        <data id="{key}" xml:space="preserve">{_held(text)}</data>\n'
            for text, key in data.texts.items()
        ]
        lines.append("      </originalData>\n")
    lines.append(f"      <segment{segment}>\n{source}{target}      </segment>\n    </unit>\n")
    if data.lost:
        writing.replaced += data.lost
        writing.first = writing.first or unit.source.origin or unit.target.origin
    return "".join(lines)


def _props(unit: TranslationUnit, id_: str, data: _Data) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the attributes of the unit, those of its segment, and what goes to the metadata."""
    attributes: dict[str, str] = {}
    segment: dict[str, str] = {}
    metas: list[tuple[str, str]] = []
    if unit.id and id_ != unit.id:
        metas.append((OWN_ID, unit.id))
    for name, value in unit.props:
        state = _OF_ONE.get(value, value)
        if name == props.UNTRANSLATED:
            continue
        if name == props.DOCUMENT and value == props.value(unit, props.DOCUMENT):
            continue
        if name == "x-xliff-resname" and "name" not in attributes:
            attributes["name"] = value
        elif name == "x-xliff-translate" and value in {"yes", "no"} and name not in attributes:
            attributes["translate"] = value
        elif name == "x-xliff-state" and state in _STATES and "state" not in segment:
            segment["state"] = state
        elif name == "x-xliff-substate" and _USER.match(value) and "state" in segment:
            segment["subState"] = value
        else:
            metas.append((name, value))
    if "state" not in segment and unit.target.text and props.value(unit, props.STATUS):
        segment["state"] = "translated"
    written = [
        "".join(f' {key}="{data.attribute(value)}"' for key, value in found.items())
        for found in (attributes, segment)
    ]
    return written[0], written[1], metas


# --------------------------------------------------------------------------------------- content


def _side(name: str, segment: Segment, data: _Data) -> str:
    space = ' xml:space="preserve"' if _LOOSE.search(segment.text) else ""
    return f"        <{name}{space}>{_content(segment, data)}</{name}>\n"


def _content(segment: Segment, data: _Data) -> str:
    if not segment.codes:
        return _held(segment.text)
    codes = placed(segment)
    ids = _names(codes)
    texts = pieces(segment)
    parts = [_held(texts[0])]
    for index, text in enumerate(texts[1:]):
        parts.append(_element(index, codes, ids, data))
        parts.append(_held(text))
    return "".join(parts)


def _held(text: str) -> str:
    """Return a text with what XML cannot hold as ``cp`` elements (2.0, 4.2.3.1)."""
    parts = _ILLEGAL.split(text)
    if len(parts) == 1:
        return escape(text)[0]
    return "".join(
        f'<cp hex="{ord(part):04X}"/>' if index % 2 else escape(part)[0]
        for index, part in enumerate(parts)
    )


def _names(codes: list[Placed]) -> list[str]:
    """Return the codes' identifiers as the schema wants them: names without other characters."""
    names: dict[str, str] = {}
    for code in codes:
        name = re.sub(r"[^A-Za-z0-9._-]", "_", code.id)
        while code.id not in names and name in names.values():
            name += "-"
        names.setdefault(code.id, name)
    return [names[code.id] for code in codes]


def _element(index: int, codes: list[Placed], ids: list[str], data: _Data) -> str:
    placed_code, id_ = codes[index], ids[index]
    code = placed_code.code
    other = codes[placed_code.partner].code if placed_code.partner is not None else None
    if code.role == "alone":
        return f'<ph id="{id_}"{_type(code.type, data)}{data.ref(code.content)}/>'
    opens = code.role == "open"
    empty = not code.content and (other is None or not other.content)
    if code.type.startswith("mrk:") and other is not None and empty and placed_code.nested:
        if not opens:
            return "</mrk>"
        kind = code.type.removeprefix("mrk:")
        if kind not in _MARKS and not _USER.match(kind):
            kind = OWN_TYPE + quote(kind, safe="")
        return f'<mrk id="{id_}" type="{data.attribute(kind)}">'
    if placed_code.nested and other is not None:
        if not opens:
            return "</pc>"
        start, end = data.ref(code.content, "dataRefStart"), data.ref(other.content, "dataRefEnd")
        return f'<pc id="{id_}"{_type(code.type, data)}{end}{start}>'
    kind = _type(code.type, data) if opens or other is None else ""
    ref = data.ref(code.content)
    if other is None:
        name = "sc" if opens else "ec"
        return f'<{name} id="{id_}" isolated="yes"{kind}{ref}/>'
    return f'<sc id="{id_}"{kind}{ref}/>' if opens else f'<ec startRef="{id_}"{ref}/>'


def _type(text: str, data: _Data) -> str:
    """Return the attributes for a code's type; ``fmt/xlf:b`` is a type and its subtype."""
    kind, _, sub = text.partition("/")
    if not text:
        return ""
    if kind in _TYPES and not sub:
        return f' type="{kind}"'
    if kind in _TYPES and _USER.match(sub) and not sub.startswith(OWN_TYPE):
        return f' type="{kind}" subType="{data.attribute(sub)}"'
    return f' type="other" subType="{data.attribute(OWN_TYPE + quote(text, safe=""))}"'
