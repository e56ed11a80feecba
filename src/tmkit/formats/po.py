"""PO, the catalogues of GNU gettext: msgid is the source, msgstr the translation.

Read by our own scanner: a check must name the line of a word inside a msgstr that runs over twenty
lines, and no library says more than where an entry begins (docs/decisions/0005-po.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tmkit import encoding as encodings
from tmkit.files import decode, read_bytes
from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn, directed, tag
from tmkit.formats._po_entries import Entry, entries
from tmkit.formats._po_write import (
    CONTEXT,
    EXTRACTED,
    FLAGS,
    PLURAL,
    PLURAL_ID,
    PREVIOUS,
    REFERENCE,
    SINGULAR,
    write,
)
from tmkit.language import primary
from tmkit.model import Origin, TranslationUnit

__all__ = ["CONTEXT", "EXTRACTED", "FLAGS", "PLURAL", "REFERENCE", "read_units", "write"]

_CHARSET: Final = re.compile(rb'Content-Type:[^"\n]*?charset=([\w.:-]+)', re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"^(X-Source-|)Language:[ \t]*(\S+)", re.MULTILINE)


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    encoding: str | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of a PO or POT file, one for each msgstr, in the order of the file.

    ``note`` is what translators wrote (``# …``). Properties hold the context, the flags (``fuzzy``
    among them), the program's comments and the rest of the entry. The source of the forms of a
    plural entry is its msgid for the first of several forms, else its msgid_plural. Without a
    translation the target is empty and the unit has the property ``x-tmkit-untranslated``.

    The encoding is that of the header unless ``encoding`` says otherwise, the language of the
    target that of the header. ``warn`` is told of obsolete entries, which are left out. Raise
    FormatError, with the line, for what is not PO.
    """
    data = read_bytes(path)
    text, _ = decode(data, path, encoding or _charset(data))
    units = _units(text, path, source_lang, target_lang, warn)
    return directed(units, path, source_lang, target_lang, warn)


def _charset(data: bytes) -> str | None:
    """Return the encoding that the header names, None where it names none that is known."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    declared = _CHARSET.search(data[: 1 << 16])
    name = declared[1].decode("ascii") if declared else "CHARSET"  # what a template has there
    return None if name == "CHARSET" else encodings.codec(name)


def _units(
    text: str, path: str, source_lang: str, target_lang: str, warn: Warn | None
) -> Iterator[TranslationUnit]:
    langs = (source_lang, target_lang)
    for entry in entries(text, path):
        if entry.obsolete:
            if warn is not None:
                warn(Origin(path, entry.line), "left out: the entry is obsolete (#~)")
        elif entry.msgctxt is None and not entry.msgid.length:  # the header
            langs = _languages(entry, source_lang, target_lang)
        else:
            yield from _of(entry, path, langs)


def _languages(header: Entry, source_lang: str, target_lang: str) -> tuple[str, str]:
    """Return the languages of msgid and msgstr. Most headers name the second only."""
    found = {"": "", "X-Source-": ""}
    if 0 in header.msgstr:
        for prefix, name in _LANGUAGE.findall(header.msgstr[0].text):
            found[prefix] = re.split(r"[.@]", tag(name))[0]
    source, target = found["X-Source-"], found[""]
    first, second = primary(tag(source_lang)), primary(tag(target_lang))
    if not source:  # a file of the other direction: what it translates into is our source
        source = target_lang if primary(target) == first != second else source_lang
    if not target:
        target = source_lang if primary(source) == second != first else target_lang
    return source, target


def _of(entry: Entry, path: str, langs: tuple[str, str]) -> Iterator[TranslationUnit]:
    """Yield a unit for each msgstr of an entry."""
    shared = [
        (name, value)
        for name, value in (
            (FLAGS, ", ".join(entry.flags)),
            (EXTRACTED, "\n".join(entry.extracted)),
            (REFERENCE, "\n".join(entry.references)),
            (PREVIOUS, "\n".join(entry.previous)),
        )
        if value
    ]
    if entry.msgctxt is not None:
        shared.insert(0, (CONTEXT, entry.msgctxt.text))
    note = "\n".join(entry.comments)
    if entry.msgid_plural is None:
        target = entry.msgstr.get(0)
        yield _unit(entry.msgid, target, entry, path, langs, shared, note)
        return
    singular, plural = entry.msgid, entry.msgid_plural
    forms = sorted(entry.msgstr) or [0]
    for form in forms:
        source = singular if form == 0 and len(forms) > 1 else plural
        own = [
            *shared,
            (SINGULAR, singular.text),
            (PLURAL_ID, plural.text),
            (PLURAL, str(form)),
        ]
        yield _unit(source, entry.msgstr.get(form), entry, path, langs, own, note)


def _unit(
    source: Gathering,
    target: Gathering | None,
    entry: Entry,
    path: str,
    langs: tuple[str, str],
    found: list[tuple[str, str]],
    note: str,
) -> TranslationUnit:
    translation = (target or Gathering(entry.line)).segment(langs[1], path)
    if not translation.text and source.length:
        found = [*found, (props.UNTRANSLATED, "empty msgstr")]
    return TranslationUnit(source.segment(langs[0], path), translation, "", tuple(found), note)
