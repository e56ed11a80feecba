"""Units as JSON lines: one object a line, UTF-8, LF, keys in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from tmkit.encoding import split_lines
from tmkit.errors import ConfigError, FormatError
from tmkit.files import decode, read_bytes
from tmkit.formats import props
from tmkit.formats._pairs import Warn, directed, tag
from tmkit.formats.about import About, WriteReport
from tmkit.formats.table import place
from tmkit.model import Origin, Segment, TranslationUnit

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


# --------------------------------------------------------------------------------------- reading

_TEXTS: Final = ("source", "target", "id", "note")
_PROPS: Final = {
    "confidence": props.CONFIDENCE,
    "status": props.STATUS,
    "reasons": props.REASONS,
    "source_place": props.SOURCE,
    "target_place": props.TARGET,
    "document": props.DOCUMENT,
}


def read_units(
    path: str,
    source_lang: str,
    target_lang: str,
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of a file of JSON lines, one an object.

    The keys are tmkit's, or for ``source``, ``target``, ``id`` and ``note`` those in ``columns``.
    Other keys are left. A ``target`` of null or nothing gives an empty target and the property
    ``x-tmkit-untranslated``. ``warn`` is told of each line left out. Raise FormatError where no
    line is a unit, ConfigError for an unknown name in ``columns``.
    """
    keys = dict(zip(_TEXTS, _TEXTS, strict=True)) | dict(columns or {})
    if len(keys) > len(_TEXTS):
        unknown = next(key for key in keys if key not in _TEXTS)
        raise ConfigError(f"{unknown!r} is no key of units", f"Known are {', '.join(_TEXTS)}")
    text, _ = decode(read_bytes(path), path, encoding or "utf-8")  # RFC 8259, 8.1
    units = _units(text, path, (source_lang, target_lang), keys, warn)
    return directed(units, path, source_lang, target_lang, warn)


def _units(
    text: str, path: str, langs: tuple[str, str], keys: dict[str, str], warn: Warn | None
) -> Iterator[TranslationUnit]:
    found = False
    first: tuple[int, str] | None = None
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip():
            continue
        record, fault = _parsed(line, keys)
        if record is not None:
            found = True
            yield _unit(record, line, Origin(path, number), langs, keys)
            continue
        first = first or (number, fault)
        if warn is not None:
            warn(Origin(path, number), f"left out: {fault}")
    if first is not None and not found:
        hint = "Give one object a line, with the keys source and target"
        raise FormatError(first[1], path, first[0], hint)


def _parsed(line: str, keys: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
    """Return the object of a line, or None and what is wrong with it."""
    try:
        record = json.loads(line)
    except ValueError as error:
        return None, f"not JSON, {str(error).split(':')[0].lower()}"
    except RecursionError:
        return None, "JSON nested too deeply"
    if not isinstance(record, dict):
        return None, "not an object"
    source, target = record.get(keys["source"]), record.get(keys["target"])
    if not isinstance(source, str):
        return None, f"no text under the key {keys['source']!r}"
    if target is not None and not isinstance(target, str):
        return None, f"no text under the key {keys['target']!r}"
    return record, ""


def _unit(
    record: dict[str, Any], line: str, origin: Origin, langs: tuple[str, str], keys: dict[str, str]
) -> TranslationUnit:
    stated = [
        tag(str(record.get(name) or "")) or lang
        for name, lang in zip(("source_lang", "target_lang"), langs, strict=True)
    ]
    source, target = record[keys["source"]], record.get(keys["target"]) or ""
    found = [
        (name, _value(record[key])) for key, name in _PROPS.items() if record.get(key) not in _NONE
    ]
    others = record.get("props")
    if isinstance(others, list):
        found += [(str(pair[0]), str(pair[1])) for pair in others if _is_pair(pair)]
    if not target.strip():
        found.append((props.UNTRANSLATED, "empty target"))
    return TranslationUnit(
        Segment(source, stated[0], _place(line, keys["source"], origin)),
        Segment(target, stated[1], _place(line, keys["target"], origin)),
        _value(record.get(keys["id"]) or ""),
        tuple(found),
        _value(record.get(keys["note"]) or ""),
    )


_NONE: Final[tuple[object, ...]] = (None, "", [])


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def _value(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _place(line: str, key: str, origin: Origin) -> Origin:
    """Return where the text of a key begins. A quote inside a text would be escaped."""
    name = re.escape(json.dumps(key, ensure_ascii=False))
    found = re.search(rf'(?<!\\){name}\s*:\s*"', line)
    return Origin(origin.path, origin.line, found.end() + 1 if found else 1)
