"""The account of one ``align`` for programs: JSON, always in English, with a version of its own."""

from __future__ import annotations

import json
from typing import Final

from tmkit import __version__
from tmkit.formats import props
from tmkit.model import Document, Origin, Segment, TranslationUnit
from tmkit.pair import Outcome, Pairs

# Raised when a key changes its meaning or goes; a new key does not raise it.
SCHEMA_VERSION: Final = 1


def machine(outcome: Outcome) -> str:
    """Return the account as JSON: docs/reference/align-json.md describes its keys."""
    document = {
        "schema": "tmkit-align",
        "schema_version": SCHEMA_VERSION,
        "tmkit": __version__,
        "source": _file(outcome.source, outcome.sentences[0]),
        "target": _file(outcome.target, outcome.sentences[1]),
        "coverage": round(outcome.coverage, 3),
        "related": outcome.related,
        "dictionary": outcome.dictionary,
        "levels": [_level(pairs) for pairs in outcome.levels],
        "written": [
            {
                "path": written.output.path,
                "format": written.output.format,
                "level": written.output.level,
                "units": written.report.units,
                "replaced_earlier_file": written.replaced,
                "characters_replaced": written.report.replaced,
                "texts_trimmed": written.report.trimmed,
            }
            for written in outcome.written
        ],
        "unmatched_file": outcome.task.unmatched,
        "notices": [
            {"place": _place(notice.origin), "message": notice.message, "count": notice.count}
            for notice in outcome.notices
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _file(document: Document, sentences: int) -> dict[str, object]:
    return {
        "path": document.path,
        "lang": document.lang,
        "format": document.format,
        "encoding": document.encoding,
        "paragraphs": len(document.paragraphs),
        "sentences": sentences,
        "left_out": [
            {"place": _place(left.origin), "reason": left.reason, "text": left.text}
            for left in document.omitted
        ],
    }


def _level(pairs: Pairs) -> dict[str, object]:
    alone = pairs.alone()
    return {
        "level": pairs.level,
        "pairs": pairs.statuses.total(),
        "sure": pairs.statuses[props.SURE],
        "check": pairs.statuses[props.CHECK],
        "doubtful": pairs.statuses[props.DOUBTFUL],
        "below_min_confidence": pairs.held_back,
        "look_at_first": [_unit(unit) for unit in pairs.worst],
        "unmatched": {
            "source": [_segment(segment) for segment in alone[0]],
            "target": [_segment(segment) for segment in alone[1]],
        },
    }


def _unit(unit: TranslationUnit) -> dict[str, object]:
    reasons = props.value(unit, props.REASONS)
    return {
        "id": unit.id,
        "confidence": props.confidence(unit),
        "status": props.value(unit, props.STATUS),
        "reasons": reasons.split(",") if reasons else [],
        "source": _segment(unit.source),
        "target": _segment(unit.target),
    }


def _segment(segment: Segment) -> dict[str, object]:
    return {"place": _place(segment.origin), "text": segment.text}


def _place(origin: Origin | None) -> str | None:
    return None if origin is None else str(origin)
