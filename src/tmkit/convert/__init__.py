"""One format to another: units, terms, and from one to the other, with what was lost on the way."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from tmkit.convert._bridge import concepts_of, units_of
from tmkit.convert._formats import FORMATS, READABLE, WRITABLE, chosen
from tmkit.convert._losses import compared, listed
from tmkit.convert._tmx import Rewriting, count_beyond_units, rewrite, unreserved
from tmkit.convert.profiles import PROFILES, refuse, term_columns
from tmkit.errors import ConfigError
from tmkit.files import write_atomic
from tmkit.formats._writers import write_aligned
from tmkit.formats.about import About
from tmkit.formats.bilingual import UNIT_FORMATS, read_units_of
from tmkit.formats.languages import languages_of
from tmkit.formats.term_report import Loss, Losses
from tmkit.formats.terminology import TERM_FORMATS, read_concepts, write_concepts
from tmkit.formats.tmx_entries import open_memory
from tmkit.model import Concept, Origin, TranslationUnit

__all__ = ["FORMATS", "PROFILES", "READABLE", "WRITABLE", "Converted", "Loss", "Task", "convert"]

Warn: TypeAlias = Callable[[Origin, str], None]
_TABLES: Final = frozenset({"csv", "tsv", "xlsx", "jsonl"})


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be converted into what; None where the files say it themselves.

    ``columns`` name the columns of tables, of the input where it is one, else of the output.
    ``profile`` is a key of :data:`PROFILES`.
    """

    source: str
    target: str
    read: str | None = None
    write: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    profile: str = ""
    columns: Mapping[str, str] | None = None
    encoding: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of it: the formats, how many units or concepts went out, what was lost.

    ``changed`` tells what a profile put otherwise without losing it, ``told`` what else the user
    should know.
    """

    read: str
    write: str
    count: int
    source_lang: str
    target_lang: str
    lost: tuple[Loss, ...]
    changed: tuple[tuple[str, int], ...] = ()
    told: tuple[str, ...] = ()


def convert(task: Task, warn: Warn | None = None) -> Converted:
    """Convert one file, whole or not at all, and return what the new one could not hold.

    ``warn`` is told of what the reader leaves out. Raise ConfigError for formats, languages or
    options that make no sense, FormatError for what cannot be read, WriteError for what cannot be
    written.
    """
    if task.profile and task.profile not in PROFILES:
        raise ConfigError(f"unknown tool '{task.profile}'", f"Known are {', '.join(PROFILES)}")
    if task.target != "-" and _same_file(task.source, task.target):
        raise ConfigError("the output would overwrite the input", "Choose another name")
    names = chosen(task.source, task.target, (task.read, task.write))
    if task.columns and not _TABLES & {FORMATS[name].reads for name in names}:
        raise ConfigError("--columns is for tables", "Leave it out")
    refuse(task.profile, names[1])
    if task.target != "-":
        return _convert(task, names, task.target, warn)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "out")
        done = _convert(task, names, path, warn)
        with Path(path).open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return done


def _same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _convert(task: Task, names: tuple[str, str], path: str, warn: Warn | None) -> Converted:
    first, second = FORMATS[names[0]], FORMATS[names[1]]
    if names == ("tmx", "tmx"):
        return _tmx_to_tmx(task, path)
    if first.family == "terms":
        return _from_terms(task, names, path, warn)
    pair = languages_of(task.source, first.reads, task.source_lang, task.target_lang)
    if second.family == "terms":
        return _units_to_terms(task, names, path, pair, warn)
    return _units_to_units(task, names, path, pair, warn)


def _tmx_to_tmx(task: Task, path: str) -> Converted:
    losses = Losses()
    asked = (task.source_lang, task.target_lang)
    pair = (asked[0], asked[1]) if asked[0] and asked[1] else None
    work = Rewriting(task.source, task.profile, pair, losses)
    with open_memory(task.source) as memory, write_atomic(path) as stream:
        rewrite(stream, memory, work)
        shown = pair or (memory.source_lang, "")
    changed = tuple(sorted(work.changed.items()))
    return Converted("tmx", "tmx", work.units, *shown, listed(losses), changed)


# ------------------------------------------------------------------------------------------ units


def _units_to_units(
    task: Task, names: tuple[str, str], path: str, pair: tuple[str, str], warn: Warn | None
) -> Converted:
    about = About(*pair, date=task.date, tuid=task.profile != "omegat")
    losses = Losses()
    if names[0] == "tmx":
        count_beyond_units(task.source, *pair, losses)
    write = FORMATS[names[1]]
    units = _read(task, names[0], pair, warn)
    if task.profile == "omegat" and names[1] == "tmx":
        units = map(unreserved, units)
    report = write_aligned(path, write.writes, units, about)
    again = partial(read_units_of, path, *pair, format=write.reads)
    compared(_read(task, names[0], pair, None), again if report.units else _nothing, losses)
    return Converted(*names, report.units, *pair, listed(losses))


def _nothing() -> Iterator[TranslationUnit]:
    return iter(())


def _read(
    task: Task, name: str, pair: tuple[str, str], warn: Warn | None
) -> Iterator[TranslationUnit]:
    reads = FORMATS[name].reads
    takes = UNIT_FORMATS[reads].takes
    return read_units_of(
        task.source,
        *pair,
        format=reads,
        encoding=task.encoding,
        columns=task.columns if "columns" in takes else None,
        warn=warn,
    )


def _units_to_terms(
    task: Task, names: tuple[str, str], path: str, pair: tuple[str, str], warn: Warn | None
) -> Converted:
    losses, told = Losses(), list[str]()
    if names[0] == "tmx":
        count_beyond_units(task.source, *pair, losses)
    concepts = concepts_of(_read(task, names[0], pair, warn), losses, told)
    done = _write_terms(task, names, path, pair, concepts)
    return replace(done, lost=(*listed(losses), *done.lost), told=tuple(told))


# ------------------------------------------------------------------------------------------ terms


def _from_terms(task: Task, names: tuple[str, str], path: str, warn: Warn | None) -> Converted:
    asked = (task.source_lang, task.target_lang)
    read = FORMATS[names[0]].reads
    concepts = read_concepts(
        task.source,
        read,
        encoding=task.encoding,
        columns=task.columns if read in _TABLES else None,
        source_lang=asked[0],
        target_lang=asked[1],
        warn=warn,
    )
    pair = _spoken(concepts, asked, task.source)
    if FORMATS[names[1]].family == "terms":
        return _write_terms(task, names, path, pair, concepts)
    losses = Losses()
    about = About(*pair, date=task.date, tuid=task.profile != "omegat")
    units = list(units_of(concepts, *pair, losses))
    report = write_aligned(path, FORMATS[names[1]].writes, units, about)
    again = partial(read_units_of, path, *pair, format=FORMATS[names[1]].reads)
    compared(iter(units), again if report.units else _nothing, losses)
    return Converted(*names, report.units, *pair, listed(losses))


def _spoken(
    concepts: tuple[Concept, ...], asked: tuple[str | None, str | None], path: str
) -> tuple[str, str]:
    """Return the two languages asked for, else the first two that the terms are in."""
    found = list(dict.fromkeys(term.lang for concept in concepts for term in concept.terms))
    source = asked[0] or next((lang for lang in found if lang != asked[1]), "en")
    others = [lang for lang in found if lang.split("-")[0] != source.split("-")[0]]
    target = asked[1] or next(iter(others), "")
    if not target:
        raise ConfigError(f"{path}: all terms are in {source}", "Give --target-lang")
    return source, target


def _write_terms(
    task: Task,
    names: tuple[str, str],
    path: str,
    pair: tuple[str, str],
    concepts: tuple[Concept, ...],
) -> Converted:
    write = FORMATS[names[1]].writes
    told_columns = task.columns if FORMATS[names[0]].reads not in _TABLES else None
    report = write_concepts(
        path,
        concepts,
        write,
        source_lang=pair[0],
        target_lang=pair[1],
        profile="omegat" if task.profile == "omegat" and write in TERM_FORMATS else None,
        date=task.date,
        columns=told_columns or term_columns(task.profile, write),
    )
    return Converted(*names, report.concepts, *pair, report.lost)
