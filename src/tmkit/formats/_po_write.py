"""PO written: one entry a unit, UTF-8, texts broken only at their own line ends."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from tmkit.encoding import split_lines
from tmkit.formats import props
from tmkit.formats.about import About, WriteReport
from tmkit.language import primary
from tmkit.model import Origin, TranslationUnit

CONTEXT: Final = "x-po-context"  # msgctxt
FLAGS: Final = "x-po-flags"  # fuzzy, c-format …
PLURAL: Final = "x-po-plural"  # the index of the msgstr
SINGULAR: Final = "x-po-msgid"  # of an entry with plural forms
PLURAL_ID: Final = "x-po-msgid-plural"
EXTRACTED: Final = "x-po-extracted"  # comments for the translator from the program
REFERENCE: Final = "x-po-reference"  # where in the program the text stands
PREVIOUS: Final = "x-po-previous"  # the msgid that a fuzzy translation was made for

_BLOCK: Final = 1000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPECIAL: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what a comment cannot escape
_ESCAPES: Final = {
    # gettext has no place for these: NUL ends its strings, EOT parts context and msgid. They become
    # what UTF-8 has no place for either, and are replaced and counted with it.
    "\0": "\ud800",
    "\4": "\ud800",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\v": "\\v",
    "\f": "\\f",
    "\a": "\\a",
    '"': '\\"',
    "\\": "\\\\",
}
# Languages whose nouns have one form for every number (the gettext manual, "Plural forms").
_ONE_FORM: Final = frozenset("id ja ko lo ms th vi zh".split())


@dataclass(slots=True)
class _Writing:
    """What is counted, and the keys of the entries so far: PO has no two entries of one key."""

    units: int = 0
    entries: int = 0
    replaced: int = 0
    first: Origin | None = None
    used: set[bytes] = field(default_factory=set)


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write the units as PO and return what was written.

    Kept are the texts, the note, and what a PO file said itself (``x-po-…``). A unit that is to be
    looked at (status ``check`` or ``doubtful``, a state ``needs-…``) is fuzzy. Of units with one
    source, the second and later get a msgctxt of their own. A lone surrogate, NUL and EOT become
    U+FFFD, and so does any control character in a comment.
    """
    writing = _Writing()
    block = [_header(about)]
    for group in _grouped(units):
        block.append(_entry(group, writing))
        if len(block) >= _BLOCK:
            stream.write("".join(block).encode())
            block.clear()
    stream.write("".join(block).encode())
    return WriteReport(writing.units, writing.replaced, first_changed=writing.first)


def _header(about: About) -> str:
    language = about.target_lang.replace("-", "_")
    forms = "1; plural=0" if primary(about.target_lang) in _ONE_FORM else "2; plural=(n != 1)"
    lines = [
        "Project-Id-Version: tmkit",
        *([] if about.date is None else [f"PO-Revision-Date: {_date(about.date)}"]),
        "Last-Translator: ",
        "Language-Team: ",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={forms};",
        f"X-Source-Language: {about.source_lang.replace('-', '_')}",
        "X-Generator: tmkit",
    ]
    return _string("msgid", "") + _string("msgstr", "".join(f"{line}\n" for line in lines))


def _date(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:8]} {date[9:11]}:{date[11:13]}+0000"


def _grouped(units: Iterable[TranslationUnit]) -> Iterator[list[TranslationUnit]]:
    """Yield the units one by one, but the plural forms of one entry together."""
    group: list[TranslationUnit] = []
    for unit in units:
        if group and not _follows(group[-1], unit):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _follows(before: TranslationUnit, unit: TranslationUnit) -> bool:
    indexes = [props.value(each, PLURAL) for each in (before, unit)]
    if not all(index.isdecimal() for index in indexes) or int(indexes[1]) != int(indexes[0]) + 1:
        return False
    return all(
        props.value(before, name) == props.value(unit, name)
        for name in (CONTEXT, SINGULAR, PLURAL_ID)
    )


def _entry(group: list[TranslationUnit], writing: _Writing) -> str:
    unit = group[0]
    writing.units += len(group)
    writing.entries += 1
    plural = props.value(unit, PLURAL) == "0" and any(name == PLURAL_ID for name, _ in unit.props)
    msgid = props.value(unit, SINGULAR) if plural else unit.source.text
    # A backslash at the end of a line would join the next line to it, in comments too.
    comments = re.sub(r"(\\ *)\n", r"\1 \n", "".join(_comments(group)))
    comments, lost = _CONTROL.subn("\ufffd", comments)
    lines = ["\n", comments, _context(unit, msgid, writing), _string("msgid", msgid)]
    if plural:
        lines.append(_string("msgid_plural", props.value(unit, PLURAL_ID)))
        lines += [_string(f"msgstr[{k}]", each.target.text) for k, each in enumerate(group)]
    else:
        lines += [_string("msgstr", each.target.text) for each in group]
    text, halves = _SURROGATE.subn("\ufffd", "".join(lines))
    lost += halves
    if lost:
        writing.replaced += lost
        writing.first = writing.first or unit.source.origin or unit.target.origin
    return text


def _context(unit: TranslationUnit, msgid: str, writing: _Writing) -> str:
    """Return the msgctxt line: the unit's own, or one that tells it from an equal entry."""
    stated = [value for name, value in unit.props if name == CONTEXT][:1]
    context = stated[0] if stated else None
    number = writing.entries
    # Without a context an empty msgid is the header's.
    while (key := _key(context, msgid)) in writing.used or (context is None and not msgid):
        own = unit.id if unit.id and number == writing.entries else str(number)
        context = f"{stated[0]} {own}" if stated else own
        number += 1
    writing.used.add(key)
    return "" if context is None else _string("msgctxt", context)


def _key(context: str | None, msgid: str) -> bytes:
    text = msgid if context is None else f"{context}\4{msgid}"  # as gettext joins them
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _comments(group: list[TranslationUnit]) -> Iterator[str]:
    """Yield the comment lines of an entry in gettext's order."""
    unit = group[0]
    for line in split_lines(unit.note) if unit.note else ():
        yield f"# {line}\n" if line else "#\n"
    for line in _lines(unit, EXTRACTED):
        yield f"#. {line}\n"
    status, reasons = props.value(unit, props.STATUS), props.value(unit, props.REASONS)
    fuzzy = any(_is_open(each) for each in group)
    if status and status != props.SURE:
        confidence = props.value(unit, props.CONFIDENCE)
        yield f"#. Alignment: {' '.join(part for part in (status, confidence, reasons) if part)}\n"
    references = _lines(unit, REFERENCE) or [_reference(props.value(unit, props.SOURCE))]
    for line in references:
        if line:
            yield f"#: {line}\n"
    flags = props.value(unit, FLAGS)
    if fuzzy and "fuzzy" not in flags.split(", "):
        flags = f"fuzzy, {flags}" if flags else "fuzzy"
    if flags:
        yield f"#, {' '.join(split_lines(flags))}\n"
    for line in _lines(unit, PREVIOUS):
        yield f"#| {line}\n"


def _lines(unit: TranslationUnit, name: str) -> list[str]:
    text = props.value(unit, name)
    return split_lines(text) if text else []


def _is_open(unit: TranslationUnit) -> bool:
    """Return whether a translation is there and somebody is to look at it."""
    doubtful = props.value(unit, props.STATUS) in {props.CHECK, props.DOUBTFUL}
    needs = props.value(unit, "x-xliff-state").startswith("needs-")
    return bool(unit.target.text) and (doubtful or needs)


def _reference(place: str) -> str:
    name, colon, line = place.rpartition(":")
    # gettext sets names with spaces between these marks.
    return f"\u2068{name}\u2069{colon}{line}" if " " in name else place


def _string(keyword: str, text: str) -> str:
    """Return the lines of a keyword and its text: one line, or one for each line of the text."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(lines) < 2:
        return f'{keyword} "{_escape(text)}"\n'
    return f'{keyword} ""\n' + "".join(f'"{_escape(line)}"\n' for line in lines)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{ord(match[0]):03o}"), text)
