"""XLIFF 1.2 written so that the strict schema (xliff-core-1.2-strict.xsd, 2008) accepts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from urllib.parse import quote

from tmkit import __version__
from tmkit.formats import props
from tmkit.formats._codes import Placed, pieces, placed
from tmkit.formats._xml import escape, escape_attribute
from tmkit.formats.about import About, WriteReport
from tmkit.model import Origin, Segment, TranslationUnit

NAMED: Final = "x-tmkit-property"  # a context that holds NAME=VALUE of any other property
CONTEXT: Final = "x-xliff-context-"  # of a property: one of the contexts that the standard names
OWN_ID: Final = "x-tmkit-id"  # the unit's identifier where the file's must be another
OWN_TYPE: Final = "x-tmkit-"  # before a type of code that is none of the standard's

UNKNOWN: Final = "unknown"
_BLOCK: Final = 1000
_EXTENSION: Final = re.compile(r"x-\S+\Z")
_LOOSE: Final = re.compile(r"\s\s|\A\s|\s\Z|[\t\n\r]")
_NO_NAME: Final = re.compile(r"[^\w.:-]", re.ASCII)  # what xsd:NMTOKEN may not have, to be safe

# 1.2, 2.3: values of attributes.
_CONTEXTS: Final = frozenset(
    "database element elementtitle linenumber numparams paramnotes record recordtitle "
    "sourcefile".split()
)
_STATES: Final = frozenset(
    "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n "
    "needs-review-translation needs-translation new signed-off translated".split()
)
_QUALIFIERS: Final = frozenset(
    "exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt "
    "leveraged-repository leveraged-tm mt-suggestion rejected-grammar rejected-inaccurate "
    "rejected-length rejected-spelling tm-suggestion".split()
)
_DELIMITERS: Final = frozenset("bold italic link underlined".split())
_PLACEHOLDERS: Final = frozenset("image lb pb".split())
_MARKS: Final = frozenset(
    "abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime "
    "equation expanded-form formula head-term initialism international-scientific-term "
    "internationalism logical-expression materials-management-unit name near-synonym part-number "
    "phrase phraseological-unit protected romanized-form seg set-phrase short-form sku "
    "standard-text symbol synonym synonymous-phrase term transcribed-form transliterated-form "
    "truncated-term variant".split()
)
# The states of XLIFF 2 by those of 1.2.
_OF_TWO: Final = {"initial": "needs-translation", "reviewed": "signed-off"}
_OF_STATUS: Final = {
    props.SURE: "translated",
    props.CHECK: "needs-review-translation",
    props.DOUBTFUL: "needs-review-translation",
}


@dataclass(slots=True)
class _Writing:
    """What is counted, and the identifiers that the open file element has used."""

    about: About
    units: int = 0
    replaced: int = 0
    first: Origin | None = None
    original: str | None = None
    used: set[str] = field(default_factory=set)


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write the units, one ``file`` element for each run of units of one document."""
    writing = _Writing(about)
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    )
    block: list[str] = []
    for unit in units:
        original = props.value(unit, props.DOCUMENT) or UNKNOWN
        if original != writing.original:
            block.append(_file(original, writing))
        writing.units += 1
        block.append(_unit(unit, writing))
        if len(block) >= _BLOCK:
            stream.write("".join(block).encode())
            block.clear()
    if writing.original is None:
        block.append(_file(UNKNOWN, writing))
    block.append("    </body>\n  </file>\n</xliff>\n")
    stream.write("".join(block).encode())
    return WriteReport(writing.units, writing.replaced, first_changed=writing.first)


def _file(original: str, writing: _Writing) -> str:
    about = writing.about
    before = "" if writing.original is None else "    </body>\n  </file>\n"
    writing.original = original
    writing.used = set()
    date = ""
    if about.date is not None:
        day, time = about.date[:8], about.date[9:15]
        date = f' date="{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"'
    return (
        f'{before}  <file original="{escape_attribute(original)[0]}"'
        f' source-language="{escape_attribute(about.source_lang)[0]}"'
        f' target-language="{escape_attribute(about.target_lang)[0]}"'
        f' datatype="plaintext"{date} tool-id="tmkit">\n'
        '    <header>\n      <tool tool-id="tmkit" tool-name="tmkit"'
        f' tool-version="{__version__}"/>\n    </header>\n    <body>\n'
    )


def _unit(unit: TranslationUnit, writing: _Writing) -> str:
    lost = _Losses()
    id_ = unit.id or str(writing.units)
    number = 2
    while id_ in writing.used:
        id_, number = f"{unit.id or writing.units}-{number}", number + 1
    writing.used.add(id_)
    attributes, state, contexts = _props(unit, id_, lost)
    texts = (unit.source.text, unit.target.text)
    space = ' xml:space="preserve"' if any(map(_LOOSE.search, texts)) else ""
    lines = [
        f'      <trans-unit id="{lost.attribute(id_)}"{attributes}{space}>\n'
        f"        <source>{_content(unit.source, lost)}</source>\n"
    ]
    if unit.target.text or unit.target.codes or not props.value(unit, props.UNTRANSLATED):
        lines.append(f"        <target{state}>{_content(unit.target, lost)}</target>\n")
    elif props.value(unit, props.UNTRANSLATED) == "empty target":
        lines.append(f"        <target{state}/>\n")
    if contexts:
        lines.append('        <context-group purpose="information">\n')
        lines += [
            f'          <context context-type="{lost.attribute(kind)}">{lost.text(value)}'
            "</context>\n"
            for kind, value in contexts
        ]
        lines.append("        </context-group>\n")
    if unit.note:
        lines.append(f"        <note>{lost.text(unit.note)}</note>\n")
    lines.append("      </trans-unit>\n")
    if lost.count:
        writing.replaced += lost.count
        writing.first = writing.first or unit.source.origin or unit.target.origin
    return "".join(lines)


@dataclass(slots=True)
class _Losses:
    count: int = 0

    def text(self, text: str) -> str:
        escaped, lost = escape(text)
        self.count += lost
        return escaped

    def attribute(self, text: str) -> str:
        escaped, lost = escape_attribute(text)
        self.count += lost
        return escaped


def _props(
    unit: TranslationUnit, id_: str, lost: _Losses
) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the attributes of the unit, those of its target, and the contexts for the rest."""
    attributes: dict[str, str] = {}
    state: dict[str, str] = {}
    contexts: list[tuple[str, str]] = []
    if unit.id and id_ != unit.id:
        contexts.append((OWN_ID, unit.id))
    for name, value in unit.props:
        key = name.removeprefix("x-xliff-")
        if name in {props.UNTRANSLATED, props.DOCUMENT}:
            # The document is the file's; a second one is a property like others.
            if name == props.DOCUMENT and value != props.value(unit, props.DOCUMENT):
                contexts.append((name, value))
        elif name.startswith(CONTEXT) and name.removeprefix(CONTEXT) in _CONTEXTS:
            contexts.append((name.removeprefix(CONTEXT), value))
        elif key != name and key not in attributes and _fits(key, value):
            attributes[key] = value
        elif key != name and key not in state and _is_state(key, _OF_TWO.get(value, value)):
            state[key] = _OF_TWO.get(value, value)
        elif _EXTENSION.match(name) and name not in {NAMED, OWN_ID}:
            contexts.append((name, value))
        else:
            contexts.append((NAMED, f"{quote(name, safe='')}={value}"))
    status = props.value(unit, props.STATUS)
    if "state" not in state and status in _OF_STATUS and unit.target.text:
        state["state"] = _OF_STATUS[status]
    written = [
        "".join(f' {key}="{lost.attribute(value)}"' for key, value in found.items())
        for found in (attributes, state)
    ]
    return written[0], written[1], contexts


def _fits(key: str, value: str) -> bool:
    if key in {"approved", "translate"}:
        return value in {"yes", "no"}
    if key == "maxwidth":
        return re.fullmatch(r"[\w.:-]+", value, re.ASCII) is not None
    if key == "size-unit":
        return value in {"byte", "char", "pixel"}
    return key == "resname"


def _is_state(key: str, value: str) -> bool:
    known = {"state": _STATES, "state-qualifier": _QUALIFIERS}.get(key, frozenset())
    return bool(known) and (value in known or _EXTENSION.match(value) is not None)


# --------------------------------------------------------------------------------------- content


def _content(segment: Segment, lost: _Losses) -> str:
    if not segment.codes:
        return lost.text(segment.text)
    codes = placed(segment)
    texts = pieces(segment)
    parts = [lost.text(texts[0])]
    for code, text in zip(codes, texts[1:], strict=True):
        parts.append(_element(code, codes, lost))
        parts.append(lost.text(text))
    return "".join(parts)


def _element(placed_code: Placed, codes: list[Placed], lost: _Losses) -> str:
    code = placed_code.code
    other = None if placed_code.partner is None else codes[placed_code.partner].code
    empty = not code.content and (other is None or not other.content)
    if code.type.startswith("mrk:") and placed_code.nested and empty:
        if code.role == "close":
            return "</mrk>"
        kind = _type(code.type.removeprefix("mrk:"), _MARKS, lost)
        mid = _NO_NAME.sub("_", placed_code.id)
        return f'<mrk mtype="{kind}" mid="{mid}">'
    known = _PLACEHOLDERS if code.role == "alone" else _DELIMITERS
    kind = f' ctype="{_type(code.type, known, lost)}"' if code.type else ""
    id_ = f' id="{lost.attribute(placed_code.id)}"'
    if code.role == "alone":
        content = lost.text(code.content)
        return f"<ph{id_}{kind}>{content}</ph>" if content else f"<x{id_}{kind}/>"
    opens = code.role == "open"
    if placed_code.partner is None and code.content:
        pos = "open" if opens else "close"
        return f'<it{id_} pos="{pos}"{kind}>{lost.text(code.content)}</it>'
    if not empty:
        # 1.2, bpt: its rid joins it with its ept; without one, the id does. An ept has no ctype.
        name, kind = ("bpt", kind) if opens else ("ept", "")
        return f"<{name}{id_}{kind}>{lost.text(code.content)}</{name}>"
    if placed_code.nested:
        return f"<g{id_}{kind}>" if opens else "</g>"
    return f"<bx{id_}{kind}/>" if opens else f"<ex{id_}/>"


def _type(text: str, known: frozenset[str], lost: _Losses) -> str:
    if text in known or (_EXTENSION.match(text) and not text.startswith(OWN_TYPE)):
        return lost.attribute(text)
    return lost.attribute(OWN_TYPE + quote(text, safe="/:"))
