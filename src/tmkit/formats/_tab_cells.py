"""Cells between tabs without quoting, as OmegaT's glossaries and UTX have them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tmkit.formats._term_words import example
from tmkit.formats.term_report import Losses
from tmkit.language import detect
from tmkit.model import Concept

_BREAKS: Final = re.compile(r"[\t\r\n]+")
# A control character would make the file a binary one to some readers.
_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


def line_of(texts: Iterable[str], concept: Concept, losses: Losses) -> str:
    """Return texts as the cells of a line; what has to change in one is counted.

    A line that would be a comment begins with a space, which readers take off.
    """
    line = "\t".join(_cell(text, concept, losses) for text in texts)
    return f" {line}" if line.startswith("#") else line


def _cell(text: str, concept: Concept, losses: Losses) -> str:
    stripped = text.strip()
    clean, replaced = _UNWRITABLE.subn("\ufffd", stripped)
    line, broken = _BREAKS.subn(" ", clean)
    for times, reason in (
        (replaced, "control characters, written U+FFFD"),
        (broken, "a tab or line break, written as a space"),
        (stripped != text, "white space at its edges"),
    ):
        if times:
            losses.add("text", reason, example(concept), concept.origin, int(times))
    return line


def japanese_share(texts: Iterable[str]) -> float:
    """Return the share of Japanese among the texts whose script tells, 0.5 where none does."""
    known = [lang for lang in map(detect, texts) if lang is not None]
    return known.count("ja") / len(known) if known else 0.5
