"""The pairs of texts that terms are looked for in: bilingual files, and documents aligned now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from tmkit.align import Evidence, align, units
from tmkit.errors import ConfigError, FormatError
from tmkit.extract.values import Task
from tmkit.formats import FORMATS, props, read_document
from tmkit.formats._pairs import Warn, untranslated
from tmkit.formats.bilingual import UNIT_FORMATS, read_units_of, unit_format_of
from tmkit.language import detect, primary
from tmkit.model import CHECK, TranslationUnit
from tmkit.pair.before import SwappedError, check_pair, sentences_of
from tmkit.pair.values import Progress

_DOCUMENTS: Final = frozenset(
    extension for reader in FORMATS.values() for extension in reader.extensions
)
_BILINGUAL: Final = frozenset(
    extension for kind in UNIT_FORMATS.values() for extension in kind.extensions
)
_LANGS: Final = ("en", "ja")


def units_of(
    task: Task, evidence: Evidence, warn: Warn, progress: Progress
) -> list[TranslationUnit]:
    """Return the pairs of all files, English and Japanese, in the order in which they are given.

    A pair that is doubtful, or has no translation, is left out: it would teach what is not so.
    Raise ConfigError for a document without its translation, FormatError for what cannot be read.
    """
    found: list[TranslationUnit] = []
    documents: list[str] = []
    for path in task.bitexts:
        if is_document(path):
            documents.append(path)
            if len(documents) == 2:
                found += _aligned(documents[0], documents[1], task, evidence, progress)
                documents.clear()
        else:
            found += _read(path, warn)
    if documents:
        hint = "Give a text and its translation, one after the other: news.en.txt news.ja.txt"
        raise ConfigError(f"{documents[0]}: a document without its translation", hint)
    return found


def is_document(path: str) -> bool:
    """Return whether a file is a text in one language, by its name, else by what it holds."""
    if path == "-" or PurePath(path).suffix.lower() in _DOCUMENTS:
        return True
    try:
        unit_format_of(path)
    except FormatError:
        if PurePath(path).suffix.lower() in _BILINGUAL or not Path(path).is_file():
            raise  # it is what its name says, and damaged; or it is not there
        return True
    return False


def _read(path: str, warn: Warn) -> list[TranslationUnit]:
    """Return the pairs of a bilingual file, in whichever direction it has them."""
    return usable(read_units_of(path, *_LANGS, warn=warn))


def usable(units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
    """Return the pairs that teach something, English first."""
    found: list[TranslationUnit] = []
    for unit in units:
        if untranslated(unit) or not unit.target.text.strip():
            continue
        sure = props.confidence(unit)
        if sure is None or sure >= CHECK:
            found.append(_english_first(unit))
    return found


def _aligned(
    one: str, other: str, task: Task, evidence: Evidence, progress: Progress
) -> Iterator[TranslationUnit]:
    """Yield the pairs of two documents. Their order does not matter: terms have no direction."""
    source, target = (
        read_document(path, lang, encoding=task.encoding)
        for path, lang in zip((one, other), _LANGS, strict=True)
    )
    try:
        check_pair(source, target)
    except SwappedError:
        source, target = replace(target, lang="en"), replace(source, lang="ja")
    alignment = align(sentences_of(source), sentences_of(target), evidence, progress)
    for unit, bead in zip(units(alignment, source, target), alignment.pairs(), strict=True):
        if bead.confidence >= CHECK:
            yield unit


def _english_first(unit: TranslationUnit) -> TranslationUnit:
    if primary(unit.source.lang) == "en":
        return unit
    return replace(unit, source=unit.target, target=unit.source)


def texts_of(path: str) -> list[tuple[str, str]]:
    """Return the texts of a file with their languages: of a document, or of a bilingual file."""
    if is_document(path):
        document = read_document(path, "en")
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        return [(detect(text) or "en", text)]
    units_read = [unit for unit in read_units_of(path, *_LANGS) if not untranslated(unit)]
    return [
        ("en", "\n".join(unit.source.text for unit in units_read)),
        ("ja", "\n".join(unit.target.text for unit in units_read)),
    ]
