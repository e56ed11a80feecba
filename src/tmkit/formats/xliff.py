"""XLIFF, the exchange format of translation tools: 1.2 (OASIS, 2008) and 2.0 to 2.2 (2014 to 2025).

The files of Trados (.sdlxliff) and memoQ (.mqxliff) are XLIFF 1.2 with elements of their own. Names
are matched without their prefix, so that both are read like the standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from tmkit.formats import _xliff2, _xliff12
from tmkit.formats._pairs import Warn, directed
from tmkit.formats._xml import LIMITS, Limits, elements, open_stream
from tmkit.formats.about import About, WriteReport
from tmkit.model import TranslationUnit

_ROOTS: Final = frozenset({"xliff"})
_PARTS: Final = frozenset({"trans-unit", "unit", "cmt-defs", "tag-defs"})


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    warn: Warn | None = None,
    limits: Limits = LIMITS,
) -> Iterator[TranslationUnit]:
    """Yield the units of an XLIFF file, one for each of its segments, in the order of the file.

    A segment that has no text on either side, only codes, is no unit. A unit without a translation
    has an empty target and the property ``x-tmkit-untranslated``. A file of the other direction is
    turned round. Every text has its line and column, and marks where it is spread over lines.
    ``warn`` is told of units left out.

    Raise FormatError, with the line, for a file that cannot be read as XLIFF, and for one with
    units of which none is in these languages.
    """
    units = _units(path, source_lang, target_lang, limits)
    spoken = (unit for unit in units if unit.source.text.strip() or unit.target.text.strip())
    return directed(spoken, path, source_lang, target_lang, warn)


def _units(
    path: str, source_lang: str, target_lang: str, limits: Limits
) -> Iterator[TranslationUnit]:
    extras = _xliff12.Extras()
    asked = (source_lang, target_lang)
    with open_stream(path) as stream:
        for element in elements(stream, path, _PARTS, _ROOTS, limits, places=True):
            if element.name == "trans-unit":
                yield from _xliff12.units(element, path, asked, extras)
            elif element.name == "unit":
                yield from _xliff2.units(element, path, asked)
            else:
                extras.learn(element)


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write ``units`` as XLIFF 1.2 and return what was written and what could not be kept.

    Valid against the strict schema. Characters that XML cannot hold become U+FFFD, counted in the
    report; everything else that a unit holds is kept.
    """
    return _xliff12.write(stream, units, about)


def write2(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write ``units`` as XLIFF 2.0; characters that XML cannot hold are kept there in texts."""
    return _xliff2.write(stream, units, about)
