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
REVIEWED: Final = "x-tmkit-reviewed"  # a person has accepted the pair in tmkit review
FLAGGED: Final = "x-tmkit-flagged"  # a person wants it looked at again
EDITED: Final = "x-tmkit-edited"  # which sides no longer have the text of the documents
UNTRANSLATED: Final = "x-tmkit-untranslated"  # a unit that its file leaves without a translation

# Of a unit that is a pair of terms: the concept it belongs to, and what a glossary says of it.
CONCEPT: Final = "x-tmkit-concept"
TERM_FIELDS: Final = ("subject", "kind", "definition", "status", "part_of_speech", "type")

KNOWN: Final = frozenset({CONFIDENCE, STATUS, REASONS, SOURCE, TARGET, DOCUMENT})

SURE: Final = "sure"
CHECK: Final = "check"
DOUBTFUL: Final = "doubtful"


def of_term(field: str) -> str:
    """Return the property that holds a field of a concept or a term."""
    return f"x-tmkit-term-{field.replace('_', '-')}"


PUBLISHED: Final = KNOWN | {
    REVIEWED,
    FLAGGED,
    EDITED,
    UNTRANSLATED,
    CONCEPT,
    *map(of_term, TERM_FIELDS),
}


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
