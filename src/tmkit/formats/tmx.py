"""Translation Memory eXchange, TMX 1.4b (LISA OSCAR, 2005).

Written so that OmegaT, which refuses a whole file for one fault, takes it: valid against the DTD,
note before property before variant, no white space at a segment's edges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from tmkit import __version__
from tmkit.errors import ConfigError, FormatError
from tmkit.formats import props
from tmkit.formats._xml import (
    LIMITS,
    Element,
    Limits,
    elements,
    escape,
    escape_attribute,
    open_stream,
)
from tmkit.formats.about import About, WriteReport
from tmkit.language import primary
from tmkit.model import Origin, Segment, TranslationUnit

# --------------------------------------------------------------------------------------- writing

_BLOCK: Final = 1000  # units joined and encoded at once
_DATE: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")
_WHITE: Final = re.compile(r"\s+")


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write ``units`` as TMX and return what was written and what could not be kept.

    Characters that XML cannot hold become U+FFFD, white space at the edges of a segment is left
    out, white space in an identifier becomes ``_``; the first two are counted in the report. Every
    variant carries the languages of ``about``. Raise ConfigError for a date of another form.
    """
    stream.write(_head(about).encode())
    source = f'      <tuv xml:lang="{escape_attribute(about.source_lang)[0]}"><seg>'
    target = f'      <tuv xml:lang="{escape_attribute(about.target_lang)[0]}"><seg>'
    count = replaced = trimmed = 0
    first: Origin | None = None
    block: list[str] = []
    for unit in units:
        count += 1
        extra, lost = _extras(unit) if unit.note or unit.props else ("", 0)
        kept_source, kept_target = unit.source.text.strip(), unit.target.text.strip()
        cut = (len(kept_source) != len(unit.source.text)) + (
            len(kept_target) != len(unit.target.text)
        )
        source_text, source_lost = escape(kept_source)
        target_text, target_lost = escape(kept_target)
        lost += source_lost + target_lost
        if lost or cut:
            replaced += lost
            trimmed += cut
            first = first or unit.source.origin or unit.target.origin
        tuid = _tuid(unit.id) if unit.id and about.tuid else ""
        block.append(
            f"    <tu{tuid}>\n{extra}{source}{source_text}</seg></tuv>\n"
            f"{target}{target_text}</seg></tuv>\n    </tu>\n"
        )
        if len(block) >= _BLOCK:
            stream.write("".join(block).encode())
            block.clear()
    block.append("  </body>\n</tmx>\n")
    stream.write("".join(block).encode())
    return WriteReport(count, replaced, trimmed, first)


def _head(about: About) -> str:
    date = "" if about.date is None else f' creationdate="{_date(about.date)}"'
    header = (
        f'  <header creationtool="tmkit" creationtoolversion="{__version__}"'
        f' segtype="{about.segtype}" o-tmf="tmkit" adminlang="en"'
        f' srclang="{escape_attribute(about.source_lang)[0]}" datatype="plaintext"{date}'
    )
    documents = "".join(
        f'    <prop type="{props.DOCUMENT}">{escape(name)[0]}</prop>\n' for name in about.documents
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        + (f"{header}>\n{documents}  </header>\n" if documents else f"{header}/>\n")
        + "  <body>\n"
    )


def _date(text: str) -> str:
    """Return the date as TMX recommends it (ISO 8601 basic, UTC), or raise ConfigError."""
    try:
        datetime.strptime(text, "%Y%m%dT%H%M%SZ")
        known = _DATE.match(text) is not None  # strptime takes 2026131 too
    except ValueError:
        known = False
    if not known:
        hint = "Give UTC as YYYYMMDDThhmmssZ, as in 20260131T090000Z"
        raise ConfigError(f"{text!r} is not a date that TMX can hold", hint)
    return text


def _tuid(text: str) -> str:
    # TMX 1.4b, tuid: text without white space.
    return f' tuid="{escape_attribute(_WHITE.sub("_", text))[0]}"'


def _extras(unit: TranslationUnit) -> tuple[str, int]:
    """Return the note and the properties of a unit as lines, note first (DTD)."""
    lines: list[str] = []
    replaced = 0
    if unit.note:
        note, replaced = escape(unit.note)
        lines.append(f"      <note>{note}</note>\n")
    for name, value in unit.props:
        name_text, name_lost = escape_attribute(name)
        text, lost = escape(value)
        replaced += lost + name_lost
        lines.append(f'      <prop type="{name_text}">{text}</prop>\n')
    return "".join(lines), replaced


# --------------------------------------------------------------------------------------- reading

_ROOTS: Final = frozenset({"tmx"})
_UNITS: Final = frozenset({"tu"})
# TMX 1.4b, content markup: these hold codes of the document's own format, hi holds text.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})

Warn = Callable[[Origin, str], None]


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    warn: Warn | None = None,
    limits: Limits = LIMITS,
) -> Iterator[TranslationUnit]:
    """Yield the units of a TMX file that have text in both languages, in the order of the file.

    A language is found by its tag, else by its primary subtag (``ja`` finds ``JA-JP``); of several
    variants the first counts. Inline codes are left out of the texts. UTF-8, UTF-16, the Japanese
    encodings and gzip are read. ``warn`` is told the place of each unit that is left out, and why.

    Raise FormatError, with the line, for a file that cannot be read as TMX, and for one with units
    of which none is in these languages.
    """
    languages: dict[str, None] = {}
    found = False
    with open_stream(path) as stream:
        for element in elements(stream, path, _UNITS, _ROOTS, limits):
            variants = _variants(element)
            unit = _unit(element, variants, path, source_lang, target_lang)
            if unit is not None:
                found = True
                yield unit
                continue
            if not found:
                languages.update((lang, None) for lang, _ in variants)
            if warn is not None:
                origin = Origin(path, element.line)
                warn(origin, f"no text in both {source_lang} and {target_lang}")
    if languages and not found:
        seen = ", ".join(list(languages)[:8])
        raise FormatError(
            f"no unit is in {source_lang} and {target_lang}; its languages are {seen}",
            path,
            hint="Give the languages of the file",
        )


def _variants(unit: Element) -> list[tuple[str, Element]]:
    """Return the language tag and element of each variant."""
    return [
        # lang without a prefix is TMX 1.1's.
        (_tag(tuv.attributes.get("xml:lang") or tuv.attributes.get("lang", "")), tuv)
        for tuv in unit.children("tuv")
    ]


def _tag(text: str) -> str:
    return text.strip().replace("_", "-")  # EN_US is what some tools write


def _unit(
    element: Element,
    variants: list[tuple[str, Element]],
    path: str,
    source_lang: str,
    target_lang: str,
) -> TranslationUnit | None:
    tags = [tag.lower() for tag, _ in variants]
    source, target = _choose(tags, _tag(source_lang).lower(), _tag(target_lang).lower())
    if source is None or target is None:
        return None
    source_text = _segment(*variants[source], path)
    target_text = _segment(*variants[target], path)
    if not source_text.text.strip() or not target_text.text.strip():
        return None
    return TranslationUnit(
        source_text,
        target_text,
        element.attributes.get("tuid", ""),
        tuple((prop.attributes.get("type", ""), prop.text()) for prop in element.children("prop")),
        "\n".join(note.text() for note in element.children("note")),
    )


def _choose(tags: list[str], source: str, target: str) -> tuple[int | None, int | None]:
    """Return which variants are meant. Tags count before primary subtags, on both sides.

    So en-AU and en-US find en-GB and en-US: what one side has by its tag, the other does not take.
    """
    first = tags.index(source) if source in tags else None
    second = tags.index(target) if target in tags else None
    if first is None:
        first = _fallback(tags, source, second)
    if second is None or second == first:
        second = _fallback(tags, target, first)
    return first, second


def _fallback(tags: list[str], wanted: str, taken: int | None) -> int | None:
    main = primary(wanted)
    for index, tag in enumerate(tags):
        if index != taken and primary(tag) == main:
            return index
    return None


def _segment(tag: str, variant: Element, path: str) -> Segment:
    """Return the text of a variant; one without a seg, which is not valid, has none."""
    for seg in variant.children("seg"):
        return Segment(seg.text(_CODES), tag, Origin(path, seg.line))
    return Segment("", tag, Origin(path, variant.line))
