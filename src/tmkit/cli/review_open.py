"""What is reviewed: a memory, or a text and its translation, which are aligned first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tmkit.cli.review_texts import open_texts
from tmkit.errors import ConfigError, FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmkit.model import Origin
    from tmkit.pair import Task
    from tmkit.review.journal import Review
    from tmkit.review.session import Session
    from tmkit.review.values import Operation


@dataclass(frozen=True, slots=True)
class Opened:
    """A review; ``path`` is the memory, or the second of two ``documents``."""

    review: Review
    path: str
    documents: tuple[str, ...]
    langs: tuple[str, str]
    aligner: Callable[[Session], Operation]


def open_given(paths: tuple[str, ...], given: dict[str, Any]) -> Opened:
    """Return the review of what was named on the command line."""
    if "-" in paths:
        raise ConfigError("the standard input cannot be reviewed", "Name a file")
    if len(paths) > 2:
        hint = "Give one memory, or a text and its translation"
        raise ConfigError(f"{len(paths)} files are too many", hint)
    langs = (given["source_lang"], given["target_lang"])
    if len(paths) == 2:
        task = _task((paths[0], paths[1]), langs, given)
        return Opened(open_texts(task, given["journal"]), paths[1], paths, langs, _aligner(task))
    return Opened(
        _memory(paths[0], langs, given),
        paths[0],
        (),
        langs,
        _aligner(_task((paths[0], paths[0]), langs, given)),
    )


def check_output(path: str, opened: Opened) -> None:
    """Raise ConfigError where an export would overwrite the journal."""
    if path and Path(path).exists() and Path(path).samefile(opened.review.stream.name):
        raise ConfigError(f"{path} is the journal of the review", "Choose another name with -o")


def _memory(path: str, langs: tuple[str, str], given: dict[str, Any]) -> Review:
    from tmkit.formats.bilingual import read_units_of, unit_format_of
    from tmkit.review.journal import content_hash, open_review

    digest = content_hash(path)
    try:
        unit_format_of(path)
    except FormatError as error:
        error.hint += "; or, where it is a text, name its translation too: tmkit review EN JA"
        raise
    units = tuple(read_units_of(path, *langs, encoding=given["encoding"], warn=_warn))
    if not units:
        hint = "Make some with: tmkit align EN JA, or review both: tmkit review EN JA"
        raise ConfigError(f"{path} has no pairs to review", hint)
    return open_review(path, units, digest, langs, given["journal"])


def _task(paths: tuple[str, str], langs: tuple[str, str], given: dict[str, Any]) -> Task:
    from tmkit import pair

    source, target = (
        pair.Input(path, lang, given["encoding"]) for path, lang in zip(paths, langs, strict=True)
    )
    first, *more = given["glossary"] or ("",)
    known = [first] if Path(first).is_file() else []  # it is made when a term is accepted
    return pair.Task(source, target, (), None, (*known, *more), given["tm"])


def _aligner(task: Task) -> Callable[[Session], Operation]:
    def aligner(session: Session) -> Operation:
        from tmkit.pair.before import check_languages, gather_evidence
        from tmkit.review.realign import realigned
        from tmkit.review.values import RefusedError

        langs = (task.source.lang, task.target.lang)
        try:
            check_languages(*langs)
        except ConfigError:
            raise RefusedError("only English and Japanese are realigned") from None
        return realigned(session, gather_evidence(task)[0], langs)

    return aligner


def _warn(place: Origin, message: str) -> None:
    click.echo(f"tmkit: {place}: {message}", err=True)
