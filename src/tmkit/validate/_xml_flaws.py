"""Problems of XML and of encodings, whatever the format."""

from __future__ import annotations

import re
from typing import Final

from tmkit.formats._events import Flaw, Source
from tmkit.validate._problem import Repair, Report

_RULES: Final = {
    "character": "control-character",
    "declaration": "declared-encoding",
    "mark": "utf16-without-mark",
    "unsafe": "unsafe-xml",
    "malformed": "not-well-formed",
}
# Noncharacters, and controls that XML 1.0 holds but advises against (2.2, note).
_ODD: Final = re.compile("[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\U0001fffe\U0001ffff]")
_LOST: Final = "\ufffd"
# A kana followed by a voicing mark of its own, as file names of a Mac have it.
_DECOMPOSED: Final = re.compile("[\u3041-\u30ff][\u3099\u309a]")


def tell_flaw(report: Report, flaw: Flaw) -> None:
    """Add a flaw of the XML itself as a problem."""
    repair = None
    if flaw.repair is not None:
        text = flaw.repair.decode()
        repair = Repair("replace", flaw.offset, flaw.offset + flaw.length, text)
    place = flaw.line, flaw.column
    report.add(_RULES[flaw.kind], place, flaw.message, repair=repair)


def tell_encoding(report: Report, source: Source, allowed: frozenset[str]) -> None:
    """Tell of an encoding that the format does not allow; ``--fix`` writes UTF-8 instead."""
    if source.codec in allowed:
        return
    start, end = source.span
    repair = Repair("replace", start, end, "UTF-8")
    message = f"the file is in {source.declared}"
    report.add("encoding", (1, start), message, repair=repair)


def tell_characters(report: Report, line: int, text: str, what: str) -> None:
    """Tell of characters that are legal and most likely an accident."""
    odd = _ODD.search(text)
    if odd:
        report.add("odd-character", (line, 0), f"U+{ord(odd[0]):04X} in {what}")
    if _LOST in text:
        report.add("lost-character", (line, 0), f"U+FFFD in {what}: a character was lost here")
    if _DECOMPOSED.search(text):
        report.add("decomposed-kana", (line, 0), f"kana with separate voicing marks in {what}")
