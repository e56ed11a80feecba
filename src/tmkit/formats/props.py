"""The TMX property types that tmkit writes: published in docs/reference/tmx-properties.md.

TMX 1.4b, ``<prop>``: types that a tool exports without publishing them begin with ``x-``. None is
``file``, ``id``, ``prev``, ``next`` or ``path``: OmegaT gives those a meaning of its own.
"""

from __future__ import annotations

from typing import Final

from tmkit.model import TranslationUnit

CONFIDENCE: Final = "x-tmkit-confidence"
STATUS: Final = "x-tmkit-status"
REASONS: Final = "x-tmkit-reasons"
SOURCE: Final = "x-tmkit-source"
TARGET: Final = "x-tmkit-target"
DOCUMENT: Final = "x-document"
UNTRANSLATED: Final = "x-tmkit-untranslated"  # a unit that its file leaves without a translation

KNOWN: Final = frozenset({CONFIDENCE, STATUS, REASONS, SOURCE, TARGET, DOCUMENT})

SURE: Final = "sure"
CHECK: Final = "check"
DOUBTFUL: Final = "doubtful"


def value(unit: TranslationUnit, name: str) -> str:
    """Return the first value of the property ``name``, or an empty string."""
    for key, text in unit.props:
        if key == name:
            return text
    return ""


def confidence(unit: TranslationUnit) -> float | None:
    """Return the confidence, 0 to 1, or None where the unit has none or another word there."""
    try:
        number = float(value(unit, CONFIDENCE))
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
