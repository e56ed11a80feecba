"""``tmkit init``: a translation project, laid out."""

from __future__ import annotations

import os

import click


@click.command()
@click.argument("folder", metavar="[FOLDER]", default=".")
def init(folder: str) -> None:
    """Lay out a translation project in FOLDER, the current one by default.

    Makes tmkit.toml with the pairs of texts that are there, a glossary, a folder for translation
    memories, a baseline, and a workflow for GitHub. What is there already stays as it is.
    """
    from tmkit.check.layout import lay_out
    from tmkit.report.messages import say, tongue_of

    tongue = tongue_of(os.environ)
    for path, new in lay_out(folder):
        click.echo(say("made" if new else "left", tongue, path=path), err=True)
    click.echo(say("next-check", tongue), err=True)
