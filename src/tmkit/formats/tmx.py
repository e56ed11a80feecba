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
from tmkit.formats._tmx_codes import content, markup
from tmkit.formats._tmx_plain import Choose, plain_units
from tmkit.formats._xml import LIMITS, Element, Limits, escape, escape_attribute, open_stream
from tmkit.formats.about import About, WriteReport
from tmkit.formats.tmx_entries import ROOTS, encoder, notes, properties, segment, tag, variants
from tmkit.language import primary
from tmkit.model import Origin, Segment, TranslationUnit

# --------------------------------------------------------------------------------------- writing

_BLOCK: Final = 500  # units joined and encoded at once
_DATE: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")
_WHITE: Final = re.compile(r"\s+")


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write ``units`` as TMX and return what was written and what could not be kept.

    Characters that XML cannot hold become U+FFFD, white space at the edges of a segment is left
    out, white space in an identifier becomes ``_``; the first two are counted in the report. Every
    variant carries the languages of ``about``. Codes become ``bpt`` and ``ept``, ``ph``, or ``it``
    where the other half is missing. Raise ConfigError for a date of another form.
    """
    encode = encoder(about.encoding)
    stream.write(encode(_head(about)))
    source = f'      <tuv xml:lang="{escape_attribute(about.source_lang)[0]}"><seg>'
    between = f'</seg></tuv>\n      <tuv xml:lang="{escape_attribute(about.target_lang)[0]}"><seg>'
    count = replaced = trimmed = 0
    first: Origin | None = None
    block: list[str] = []
    for unit in units:
        count += 1
        left, right = unit.source, unit.target
        extra = lost = cut = 0
        source_text, target_text = left.text, right.text
        if not _plain(source_text) or left.codes:
            source_text, lost, cut = written(left)
        if not _plain(target_text) or right.codes:
            target_text, more_lost, more_cut = written(right)
            lost, cut = lost + more_lost, cut + more_cut
        about_unit = ""
        if unit.note or unit.props:
            about_unit, extra = _extras(unit)
        if lost or cut or extra:
            replaced += lost + extra
            trimmed += cut
            first = first or left.origin or right.origin
        tuid = _tuid(unit.id) if unit.id and about.tuid else ""
        block.append(
            f"    <tu{tuid}>\n{about_unit}{source}{source_text}{between}{target_text}"
            "</seg></tuv>\n    </tu>\n"
        )
        if len(block) >= _BLOCK:
            stream.write(encode("".join(block)))
            block.clear()
    block.append("  </body>\n</tmx>\n")
    stream.write(encode("".join(block)))
    return WriteReport(count, replaced, trimmed, first)


def _plain(text: str) -> bool:
    """Whether a text can be written as it stands. Cheaper than a search for what cannot."""
    return (
        text.isprintable()  # neither control characters nor any white space but the space
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and text[:1] != " "
        and text[-1:] != " "
    )


def written(segment: Segment) -> tuple[str, int, bool]:
    """Return the content of ``seg``, how many characters were replaced, whether it was trimmed."""
    kept = segment.text.strip()
    shift = len(segment.text) - len(segment.text.lstrip()) if segment.codes else 0
    text, lost = markup(kept, segment.codes, shift) if segment.codes else escape(kept)
    return text, lost, len(kept) != len(segment.text)


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
        f'<?xml version="1.0" encoding="{about.encoding.upper()}"?>\n'
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

_UNITS: Final = frozenset({"tu"})

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
    variants the first counts. Inline codes stand beside the texts; a text that ``hi`` marks is
    text. UTF-8, UTF-16, the Japanese encodings, gzip and zip are read; ``-`` is the standard input.
    ``warn`` is told the place of each unit that is left out, and why. What a unit has besides, more
    languages or notes on a variant, :mod:`tmkit.formats.tmx_entries` reads.

    Raise FormatError, with the line, for a file that cannot be read as TMX, and for one with units
    of which none is in these languages.
    """
    wanted = tag(source_lang).lower(), tag(target_lang).lower()

    def choose(tags: list[str]) -> tuple[int | None, int | None]:
        return _choose([each.lower() for each in tags], *wanted)

    languages: dict[str, None] = {}
    found = False
    with open_stream(path, ".tmx") as stream:
        for run in plain_units(stream, path, limits, (_UNITS, ROOTS), choose, tag):
            if run and isinstance(run[0], TranslationUnit):
                found = True
                yield from run  # type: ignore[misc] # a run is of one kind
                continue
            for element in run:
                assert isinstance(element, Element)  # noqa: S101
                tuvs = variants(element)
                unit = _unit(element, tuvs, path, choose)
                if unit is not None:
                    found = True
                    yield unit
                    continue
                if not found:
                    languages.update((lang, None) for lang, _ in tuvs)
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


def _unit(
    element: Element, tuvs: list[tuple[str, Element]], path: str, choose: Choose
) -> TranslationUnit | None:
    source, target = choose([lang for lang, _ in tuvs])
    if source is None or target is None:
        return None
    source_text = _segment(*tuvs[source], path)
    target_text = _segment(*tuvs[target], path)
    if not source_text.text.strip() or not target_text.text.strip():
        return None
    return TranslationUnit(
        source_text,
        target_text,
        element.attributes.get("tuid", ""),
        properties(element),
        "\n".join(notes(element)),
    )


def unit_of(element: Element, path: str, langs: tuple[str, str]) -> tuple[int, int] | None:
    """Return which variants of a ``<tu>`` :func:`read_units` makes a unit of, None for no unit."""
    wanted = tag(langs[0]).lower(), tag(langs[1]).lower()
    tuvs = variants(element)
    tags = [each.lower() for each, _ in tuvs]
    source, target = _choose(tags, *wanted)
    if source is None or target is None:
        return None
    if _unit(element, tuvs, path, lambda _: (source, target)) is None:
        return None
    return source, target


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
    for index, each in enumerate(tags):
        if index != taken and primary(each) == main:
            return index
    return None


def _segment(lang: str, variant: Element, path: str) -> Segment:
    """Return the text of a variant; one without a seg, which is not valid, has none."""
    seg = segment(variant)
    if seg is None:
        return Segment("", lang, Origin(path, variant.line))
    text, codes = content(seg)
    return Segment(text, lang, Origin(path, seg.line), codes=codes)
