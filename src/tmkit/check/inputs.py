"""Everything a check looks at, read into units: texts, bilingual files, glossaries, memories."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from tmkit.align import Evidence
from tmkit.check import project
from tmkit.check.pairing import pair_units, single_units
from tmkit.check.suppress import of_document, of_unit
from tmkit.check.values import Gathered, Inline, Notice, Progress, Subject, Task
from tmkit.errors import ConfigError, FormatError
from tmkit.evidence import lexicon
from tmkit.formats import FORMATS, props, read_document
from tmkit.formats.bilingual import UNIT_FORMATS, read_units_of, unit_format_of
from tmkit.glossary import read_glossary
from tmkit.model import Document, Mark, Origin, Passage, Segment, TranslationUnit
from tmkit.pair.before import LANGUAGES, SwappedError, check_pair, language_of
from tmkit.rules import Unit

# By its name a file is one of these, or a text in one language.
_EXTENSIONS: Final = frozenset(
    (".xml", *(extension for kind in UNIT_FORMATS.values() for extension in kind.extensions))
)
_PACKED: Final = (".gz", ".zip")
_FILES_ONLY: Final = frozenset({"xlsx", "docx", "sdltm"})


def subjects(task: Task) -> tuple[list[Subject], list[Notice]]:
    """Return what is to be read, in the order given, and what is to be said of it.

    A folder is a project. A file of one of the project's pairs stands for the pair. Raises
    ConfigError where there is nothing.
    """
    _check_format(task)
    found: list[Subject] = []
    notices: list[Notice] = []
    if task.pair is not None:
        found.append(Subject("pair", *task.pair))
    folder = task.config.folder
    pairs: dict[str, Subject] | None = None
    for path in task.paths:
        if Path(path).is_dir():
            if not folder or not Path(path).samefile(folder):
                hint = "Make one there with: tmkit init"
                raise ConfigError(f"{path}: this folder has no tmkit.toml", hint)
            more = project.subjects(task.config)
            found += more[0]
            notices += more[1]
        elif is_bilingual(path, task.format):
            found.append(Subject("units", path))
        else:
            pairs = project.pairs_by_file(task.config) if pairs is None else pairs
            found.append(pairs.get(os.path.realpath(path)) or Subject("single", path))
    if not found:
        if not folder:
            hint = "Name a file, give --source and --target, or make a project with: tmkit init"
            raise ConfigError("nothing to check", hint)
        return project.subjects(task.config)
    by_file: dict[tuple[str, str], Subject] = {}
    for subject in found:  # ./a.tmx is a.tmx
        by_file.setdefault((_real(subject.path), _real(subject.target)), subject)
    return list(by_file.values()), notices


def _real(path: str) -> str:
    return os.path.realpath(path) if path else ""


def _check_format(task: Task) -> None:
    """Raise ConfigError for a format that there is not, or that no stream can have."""
    name = task.format
    if name is None:
        return
    known = (*FORMATS, *UNIT_FORMATS)
    if name not in known:
        hint = f"Known are {', '.join(dict.fromkeys(known))}"
        raise ConfigError(f"unknown format '{name}'", hint)
    if name in _FILES_ONLY and "-" in (*task.paths, *(task.pair or ())):
        raise ConfigError(f"{name} cannot be read from the standard input", "Name the file")


def is_bilingual(path: str, name: str | None) -> bool:
    """Return whether a file holds units, by ``name`` if given, else by its own name."""
    if name is not None:
        return name in UNIT_FORMATS
    plain = path.lower()
    for ending in _PACKED:
        plain = plain.removesuffix(ending)
    return PurePath(plain).suffix in _EXTENSIONS


def evidence_paths(task: Task) -> tuple[list[str], list[str]]:
    """Return the glossaries and the memories: those of the settings, and those of the task."""
    config = task.config
    glossaries = [*project.listed(config, config.glossaries), *task.glossaries]
    memories = [*project.listed(config, config.memories), *task.memories]
    return list(dict.fromkeys(glossaries)), list(dict.fromkeys(memories))


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    task: Task
    units: list[Unit] = field(default_factory=list)
    inline: list[Inline] = field(default_factory=list)
    notices: dict[Notice, None] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    warned: dict[tuple[str, str], tuple[Origin, int]] = field(default_factory=dict)

    def warn(self, origin: Origin, message: str) -> None:
        """Note that something could not be used: where first, and how often."""
        first, count = self.warned.get((origin.path, message), (origin, 0))
        self.warned[origin.path, message] = (first, count + 1)

    def suppress(self, found: tuple[list[Inline], list[Notice]]) -> None:
        """Add what is accepted inline."""
        self.inline += found[0]
        self.notices.update(dict.fromkeys(found[1]))


def gather(task: Task, todo: Iterable[Subject], progress: Progress) -> Gathered:
    """Return all units of the subjects, then those of the memories, which are not checked.

    Raises FormatError where a file cannot be read, ConfigError where the two texts of a pair are
    plainly not what they are said to be.
    """
    reading = _Reading(task)
    glossaries, memories = evidence_paths(task)
    glossary = tuple(
        concept for path in glossaries for concept in read_glossary(path, warn=reading.warn)
    )
    remembered = [
        unit for path in memories for unit in _units_of(reading, path) if not _is_untranslated(unit)
    ]
    evidence = Evidence(lexicon.load() if task.dictionary else None, tuple(remembered), glossary)
    for subject in todo:
        if subject.kind == "pair":
            _read_pair(reading, subject, evidence, progress)
        elif subject.kind == "units":
            _read_bilingual(reading, subject.path)
        else:
            _read_single(reading, subject.path)
    if task.columns and task.columns != tuple(task.config.columns.items()):
        tables = (name for name in reading.formats.values() if name in UNIT_FORMATS)
        if not any("columns" in UNIT_FORMATS[name].takes for name in tables):
            raise ConfigError("--columns is for tables", "Leave it out")
    if not reading.units:
        raise FormatError("holds no text to check", ", ".join(reading.formats) or "-")
    # A pair that the memory has already says nothing for or against itself.
    known = {
        (unit.source.text, unit.target.text)
        for unit in reading.units
        if unit.source is not None and unit.target is not None
    }
    for unit in remembered:
        if (unit.source.text, unit.target.text) in known:
            continue
        reading.units.append(_unit(unit, len(reading.units), checked=False))
    return Gathered(
        tuple(reading.units),
        glossary,
        tuple(reading.inline),
        (*reading.notices, *_warnings(reading)),
        reading.formats,
    )


def _read_pair(reading: _Reading, subject: Subject, evidence: Evidence, progress: Progress) -> None:
    task = reading.task
    if subject.path == subject.target or _same(subject.path, subject.target):
        hint = "Give the text and its translation"
        raise ConfigError(f"{subject.path}: the same file twice", hint)
    source = _document(reading, subject.path, task.source_lang)
    target = _document(reading, subject.target, task.target_lang)
    try:
        check_pair(source, target)
    except SwappedError as error:
        hint = f"Give --source {subject.target} --target {subject.path}"
        raise ConfigError(error.message, hint) from None
    reading.units += pair_units(source, target, evidence, len(reading.units), progress)
    for document in (source, target):
        reading.suppress(of_document(document))


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:  # reading it will say what is wrong
        return False


def _document(reading: _Reading, path: str, lang: str) -> Document:
    task = reading.task
    encoding = task.encoding or task.config.encoding
    try:
        document = read_document(path, lang, encoding=encoding, format=task.format)
    except FormatError as error:
        if path == "-" and task.format is None and "XML" in error.message:
            error.hint = "Say what it is, as in --input-format tmx"
        raise
    reading.formats[path] = document.format
    return document


def _read_single(reading: _Reading, path: str) -> None:
    task = reading.task
    tags = {tag.split("-")[0].lower(): tag for tag in (task.source_lang, task.target_lang)}
    document = _document(reading, path, tags["ja"])
    lang = language_of(document)
    if lang is None:
        hint = "Is it the file you mean?"
        raise FormatError("holds neither English nor Japanese text", path, hint=hint)
    if lang == "en":
        document = _document(reading, path, tags["en"]) if path != "-" else document
    reading.units += single_units(document, len(reading.units))
    reading.suppress(of_document(document))
    name = LANGUAGES[lang]
    reading.notices[
        Notice(
            f"{path}: checked alone, as {name}: give its counterpart with --source and --target "
            "for the rules that need both",
            f"{path}: {'日本語' if lang == 'ja' else '英語'}だけを検査しました。"
            "原文と訳文を--sourceと--targetで指定すると、両方を要する規則も使えます",
        )
    ] = None


def _read_bilingual(reading: _Reading, path: str) -> None:
    reading.formats[path] = reading.task.format or unit_format_of(path)
    left = 0
    for unit in _units_of(reading, path, reading.task.format, checked=True):
        if _is_untranslated(unit):
            left += 1
            continue
        index = len(reading.units)
        reading.units.append(_unit(unit, index, path=path))
        if unit.note or unit.props:
            origin = unit.target.origin or unit.source.origin or Origin(path, 1)
            reading.suppress(of_unit(unit, index, origin))
    if left:
        notice = Notice(
            f"{path}: {left} units have no translation yet and were passed over",
            f"{path}: 未訳の{left}件は検査していません",
        )
        reading.notices[notice] = None


def _units_of(
    reading: _Reading, path: str, name: str | None = None, *, checked: bool = False
) -> Iterator[TranslationUnit]:
    """Yield the units of a file. The columns that the user named are those of what is checked."""
    task = reading.task
    form = name or unit_format_of(path)
    takes = UNIT_FORMATS[form].takes if form in UNIT_FORMATS else frozenset()
    columns = dict(task.columns) if checked and "columns" in takes else None
    return read_units_of(
        path,
        task.source_lang,
        task.target_lang,
        format=form,
        encoding=task.encoding or task.config.encoding if "encoding" in takes else None,
        columns=columns or None,
        warn=reading.warn,
    )


def _is_untranslated(unit: TranslationUnit) -> bool:
    """Whether the file leaves the unit to be translated: that is work to do, no mistake."""
    return any(name == props.UNTRANSLATED for name, _ in unit.props)


def _unit(unit: TranslationUnit, index: int, *, path: str = "", checked: bool = True) -> Unit:
    stated = props.confidence(unit)
    return Unit(
        index,
        _passage(unit.source, path),
        _passage(unit.target, path),
        1.0 if stated is None else stated,
        checked,
    )


def _passage(segment: Segment, path: str) -> Passage | None:
    """Return a side of a bilingual file's unit; where its text begins in its line is told later."""
    origin = segment.origin or Origin(path, 1)
    marks = segment.marks or (Mark(0, origin.line, origin.column),)
    return Passage(segment.text, segment.lang, origin.path, marks, codes=segment.codes)


def _warnings(reading: _Reading) -> list[Notice]:
    found: list[Notice] = []
    for (_, message), (origin, count) in reading.warned.items():
        times = (f" ({count} times)", f"（{count}回）") if count > 1 else ("", "")
        found.append(Notice(f"{origin}: {message}{times[0]}", f"{origin}: {message}{times[1]}"))
    return found
