"""Units as JSON lines: one object a line, UTF-8, LF, keys in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import BinaryIO, Final

from tmkit.formats import props
from tmkit.formats.about import About, WriteReport
from tmkit.formats.table import place
from tmkit.model import TranslationUnit

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def write(stream: BinaryIO, units: Iterable[TranslationUnit], about: About) -> WriteReport:
    """Write one JSON object (RFC 8259) a line; every text is kept exactly.

    ``confidence`` is a number or null, ``reasons`` a list. Properties without a key of their own
    stand in ``props`` as pairs, which is left out where there are none.
    """
    count = 0
    for unit in units:
        count += 1
        line = json.dumps(_record(unit, about), ensure_ascii=False)
        # UTF-8 cannot hold a lone surrogate, but JSON can name it.
        line = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        stream.write(line.encode() + b"\n")
    return WriteReport(count)


def _record(unit: TranslationUnit, about: About) -> dict[str, object]:
    reasons = props.value(unit, props.REASONS)
    record: dict[str, object] = {
        "id": unit.id,
        "source": unit.source.text,
        "target": unit.target.text,
        "source_lang": about.source_lang,
        "target_lang": about.target_lang,
        "confidence": props.confidence(unit),
        "status": props.value(unit, props.STATUS),
        "reasons": reasons.split(",") if reasons else [],
        "source_place": place(unit, props.SOURCE, unit.source),
        "target_place": place(unit, props.TARGET, unit.target),
        "document": props.value(unit, props.DOCUMENT),
        "note": unit.note,
    }
    others = [pair for pair in unit.props if pair[0] not in props.KNOWN]
    if others:
        record["props"] = others
    return record
