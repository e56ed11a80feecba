"""A text and its translation under review: aligned, with an account of what became of all text."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import click

from tmkit.cli.progress import progress
from tmkit.cli.values import swapped_order
from tmkit.errors import ConfigError
from tmkit.report.messages import say, tongue_of

if TYPE_CHECKING:
    from tmkit.pair import Task
    from tmkit.review.documents import Beginning
    from tmkit.review.journal import Review

# English and Japanese, with the same fields.
MESSAGES: Final = {
    "whole": (
        "Sentences: {n} in {source}, {m} in {target}; each stands in one of the rows ({rows})",
        "文の数: {source} {n}、{target} {m}。どの文もいずれかの行にある（{rows}行）",
    ),
    "left-out": (
        "Left out when read: {count} texts, such as navigation. "
        "List them with: tmkit align {source} {target} --unmatched FILE",
        "読み込みで除いたもの: ナビゲーションなど{count}件。"
        "一覧: tmkit align {source} {target} --unmatched FILE",
    ),
}  # fmt: skip


def open_texts(task: Task, journal: str) -> Review:
    """Return the review of two texts, which are aligned where that was not done before."""
    from tmkit import pair
    from tmkit.report import summary
    from tmkit.review.documents import beginning
    from tmkit.review.journal import content_hash, open_documents

    tongue = tongue_of(os.environ)
    paths = (task.source.path, task.target.path)
    langs = (task.source.lang, task.target.lang)
    pair.check_languages(*langs)

    def begin() -> Beginning:
        with progress(tongue, quiet=False) as show:
            try:
                outcome, alignment = pair.align_texts(task, show)
            except pair.SwappedError as error:
                typed = click.get_current_context().obj
                raise ConfigError(error.message, swapped_order(typed, *paths)) from None
        for line in summary.warnings(outcome, tongue):
            click.echo(f"tmkit: {say('warning', tongue)}: {line}", err=True)
        n, m = outcome.sentences
        names = {"source": PurePath(paths[0]).name, "target": PurePath(paths[1]).name}
        _say("whole", n=n, m=m, rows=len(alignment.beads), **names)
        if count := len(outcome.source.omitted) + len(outcome.target.omitted):
            _say("left-out", count=count, source=paths[0], target=paths[1])
        return beginning(outcome.source, outcome.target, alignment)

    digests = (content_hash(paths[0]), content_hash(paths[1]))
    return open_documents(paths, digests, langs, begin, journal)


def _say(key: str, **values: object) -> None:
    click.echo(MESSAGES[key][tongue_of(os.environ) == "ja"].format(**values), err=True)
