"""From rows to units: which column is what, and what a row says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Final

from tmkit.errors import ConfigError, FormatError
from tmkit.formats import props
from tmkit.formats._gather import Gathering
from tmkit.formats._pairs import Warn, tag
from tmkit.formats._rows import Row
from tmkit.language import detect, fold, primary
from tmkit.model import Origin, TranslationUnit

# Names of columns, folded (case, width and runs of space do not matter; _ is a space). The glossary
# tables have the same words where they mean the same.
_NAMES: Final = {
    "source": "source;src;source text;source segment;original;原文;原語;原稿;ソース",
    "target": "target;tgt;translation;translated;target text;target segment;"
    "訳文;訳;訳語;翻訳;対訳;翻訳文;ターゲット",
    "id": "id;key;tuid;no;no.;#;番号;識別子;通し番号",
    "note": "note;notes;comment;comments;remark;remarks;備考;注;注記;メモ;コメント",
}
_KEY_OF: Final = {name: key for key, names in _NAMES.items() for name in names.split(";")}
_OWN: Final = {
    "confidence": props.CONFIDENCE,
    "status": props.STATUS,
    "reasons": props.REASONS,
    "source place": props.SOURCE,
    "target place": props.TARGET,
    "document": props.DOCUMENT,
}
_LANGUAGES: Final = {
    name: lang
    for lang, names in {
        "en": "english;eng;英語;英文;英訳;英語訳;英",
        "ja": "japanese;jpn;jp;日本語;和文;邦文;和訳;邦訳;日本語訳;和;日",
    }.items()
    for name in names.split(";")
}
KEYS: Final = tuple(_NAMES)  # what a column map may name
_ASIDE: Final = re.compile(r"\s*\(.*\)\Z")  # English (US)
_TAG: Final = re.compile(r"[a-z]{2,3}([- ][a-z]{4})?([- ]([a-z]{2}|\d{3}))?\Z")
_SAMPLE: Final = 100  # rows whose script tells which column is which


def units(
    rows: Iterable[Row],
    path: str,
    langs: tuple[str, str],
    columns: Mapping[str, str] | None = None,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units of a table. The first row may name the columns.

    ``columns`` says which column is ``source``, ``target``, ``id`` or ``note``: a name in the first
    row, or a number from 1 on. Without it, known names are looked for; without those, the first two
    columns are the texts, and a third is a note. Where names tell no language, the script does
    which of the two columns is which.

    ``warn`` is told of rows that are left out. Raise ConfigError for a column that is not there,
    FormatError for a table without two columns of text.
    """
    stream = iter(rows)
    first = next(stream, None)
    if first is None:
        return
    names = first.texts()
    keys, header = _mapped(names, columns) if columns else _recognised(names, langs)
    sample = list(islice(stream, _SAMPLE) if header else chain([first], islice(stream, _SAMPLE)))
    if not columns:
        keys = _by_script(keys, sample, langs)
    if "source" not in keys or "target" not in keys:
        hint = "Name the columns in the first row, as in source, target"
        raise FormatError("no two columns of text", path, first.line, hint)
    others = {
        index: _other(name)
        for index, name in enumerate(names if header else [])
        if name.strip() and index not in keys.values()
    }
    width = len(names) if header else 0
    for row in chain(sample, stream):
        unit = _unit(row, path, langs, keys, others, width, warn)
        if unit is not None:
            yield unit


def _mapped(names: list[str], columns: Mapping[str, str]) -> tuple[dict[str, int], bool]:
    """Return the columns that the user named, and whether the first row is their names."""
    folded = [_fold(name) for name in names]
    keys: dict[str, int] = {}
    header = False
    for key, wanted in columns.items():
        if key not in KEYS:
            raise ConfigError(f"{key!r} is no column of units", f"Known are {', '.join(KEYS)}")
        if _fold(wanted) in folded:
            keys[key] = folded.index(_fold(wanted))
            header = True
        elif wanted.isascii() and wanted.isdecimal() and int(wanted) >= 1:
            keys[key] = int(wanted) - 1
        else:
            shown = ", ".join(name for name in names if name.strip())
            raise ConfigError(f"there is no column {wanted!r}", f"The first row has: {shown}")
    missing = [key for key in ("source", "target") if key not in keys]
    if missing:
        raise ConfigError(f"no column is named for {missing[0]}", "Name source and target")
    return keys, header or sum(name in _KEY_OF or name in _LANGUAGES for name in folded) > 1


def _recognised(names: list[str], langs: tuple[str, str]) -> tuple[dict[str, int], bool]:
    """Return the columns by their names, or by their order where the first row has no names."""
    keys: dict[str, int] = {}
    by_language: dict[str, int] = {}
    wanted = {
        primary(lang.replace("_", "-")): side for lang, side in zip(langs, _SIDES, strict=True)
    }
    for index, name in enumerate(map(_fold, names)):
        name = _ASIDE.sub("", name)
        key = _KEY_OF.get(name)
        lang = _LANGUAGES.get(name) or (primary(name.replace(" ", "-")) if _TAG.match(name) else "")
        if key is not None:
            keys.setdefault(key, index)
        elif lang in wanted:
            by_language.setdefault(wanted[lang], index)
    if len(by_language) == len(_SIDES):
        return {**by_language, **{k: v for k, v in keys.items() if k not in _SIDES}}, True
    keys = {**by_language, **keys}
    if all(side in keys for side in _SIDES):
        return keys, True
    texts = [index for index, name in enumerate(names) if name.strip()]
    return dict(zip(("source", "target", "note"), texts, strict=False)), False


_SIDES: Final = ("source", "target")


def _by_script(keys: dict[str, int], sample: list[Row], langs: tuple[str, str]) -> dict[str, int]:
    """Return the columns with source and target exchanged where the script says so beyond doubt."""
    wanted = tuple(primary(tag(lang)) for lang in langs)
    if set(wanted) != {"ja", "en"} or not all(side in keys for side in _SIDES):
        return keys
    turned = straight = 0
    for row in sample:
        found = [
            detect(row.cells[keys[side]].text) if keys[side] < len(row.cells) else None
            for side in _SIDES
        ]
        straight += found == list(wanted)
        turned += found == list(reversed(wanted))
    if turned > 3 * straight:
        return {**keys, "source": keys["target"], "target": keys["source"]}
    return keys


def _other(name: str) -> str:
    """Return the property for a column of another name."""
    return _OWN.get(_fold(name), f"x-{name.strip()}")


def _fold(name: str) -> str:
    return fold(name).replace("_", " ")


def _unit(
    row: Row,
    path: str,
    langs: tuple[str, str],
    keys: dict[str, int],
    others: dict[int, str],
    width: int,
    warn: Warn | None,
) -> TranslationUnit | None:
    """Return the unit of a row, or None and a word to the user where it says no pair of texts."""
    cells = row.cells
    fault = ""
    if width and any(cell.length for cell in cells[width:]):
        fault = f"left out: {len(cells)} cells where the first row has {width}"
    source, target = (_cell(row, keys[side]) for side in _SIDES)
    if not fault and not source.text.strip():
        fault = "left out: no source text" if target.text.strip() else "-"
    if fault:
        if warn is not None and fault != "-":
            warn(Origin(path, row.line), fault)
        return None
    found = [
        (name, _said(name, _cell(row, index).text))
        for index, name in others.items()
        if _cell(row, index).length
    ]
    if not target.text.strip():
        found.append((props.UNTRANSLATED, "empty cell"))
    id_, note = (_cell(row, keys[key]).text if key in keys else "" for key in ("id", "note"))
    return TranslationUnit(
        source.segment(langs[0], path), target.segment(langs[1], path), id_, tuple(found), note
    )


def _cell(row: Row, index: int) -> Gathering:
    return row.cells[index] if index < len(row.cells) else Gathering(row.line)


def _said(name: str, text: str) -> str:
    """Return the value of a property; a workbook has the confidence as a number."""
    try:
        return f"{float(text):.3f}" if name == props.CONFIDENCE else text
    except ValueError:
        return text
