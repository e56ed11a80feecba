"""PO, the catalogues of GNU gettext: msgid is the source, msgstr the translation.

Read by our own scanner: a check must name the line of a word inside a msgstr that runs over twenty
lines, and no library says more than where an entry begins (docs/decisions/0007-po.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tmkit import encoding as encodings
from tmkit.errors import FormatError
from tmkit.files import decode, read_bytes
from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn, directed, tag
from tmkit.formats._po_entries import Entry, entries
from tmkit.formats._po_write import write
from tmkit.model import Origin, Segment, TranslationUnit

__all__ = ["CONTEXT", "FLAGS", "PLURAL", "read_units", "write"]

CONTEXT: Final = "x-po-context"  # msgctxt
FLAGS: Final = "x-po-flags"  # fuzzy, c-format …
PLURAL: Final = "x-po-plural"  # the index of the msgstr
SINGULAR: Final = "x-po-msgid"  # of an entry with plural forms
PLURAL_ID: Final = "x-po-msgid-plural"
EXTRACTED: Final = "x-po-extracted"  # comments for the translator from the program
REFERENCE: Final = "x-po-reference"  # where in the program the text stands
PREVIOUS: Final = "x-po-previous"  # the msgid that a fuzzy translation was made for

_CHARSET: Final = re.compile(rb'Content-Type:[^"\n]*?charset=([\w.:-]+)', re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)


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
    langs = ("", target_lang)
    header = True
    for entry in entries(text, path):
        if entry.obsolete:
            if warn is not None:
                warn(Origin(path, entry.line), "left out: the entry is obsolete (#~)")
            continue
        if header and entry.msgctxt is None and not entry.msgid.length:
            found = _LANGUAGE.search("".join(entry.msgstr[0].pieces)) if entry.msgstr else None
            stated = tag(found[1]).split(".")[0].split("@")[0] if found else ""
            langs = _languages(stated, source_lang, target_lang)
            header = False
            continue
        header = False
        yield from _of(entry, path, langs)


def _languages(stated: str, source_lang: str, target_lang: str) -> tuple[str, str]:
    """Return the languages of msgid and msgstr: a PO file names only the second."""
    if not stated:
        return "", target_lang
    primaries = [lang.replace("_", "-").split("-")[0].lower() for lang in (source_lang, target_lang)]
    if stated.split("-")[0].lower() == primaries[0] != primaries[1]:
        return target_lang, stated
    return source_lang, stated


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
        shared.insert(0, (CONTEXT, entry.msgctxt.segment("", path, 0, 0).text))
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
            (SINGULAR, "".join(singular.pieces)),
            (PLURAL_ID, "".join(plural.pieces)),
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
    place = (entry.line, 1)
    translation = (target or Gathering()).segment(langs[1], path, *entry.place(target))
    if not translation.text and source.length:
        found = [*found, (props.UNTRANSLATED, "empty msgstr")]
    original: Segment = source.segment(langs[0], path, *place)
    return TranslationUnit(original, translation, "", tuple(found), note)


def refusal(message: str, path: str, line: int) -> FormatError:
    """Return the error of a line that is not PO."""
    return FormatError(message, path, line, "msgfmt -c names what is wrong with a PO file")
