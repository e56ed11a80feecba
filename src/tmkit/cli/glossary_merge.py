"""``tmkit glossary merge``: several glossaries to one, and what they disagree on."""

from __future__ import annotations

from typing import Any, Final

import click

HELP: Final = {
    "output": "Write the merged glossary (CSV, TSV, XLSX, TBX, UTX). Default: only compare.",
}


@click.command()
@click.argument("glossary", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", help=HELP["output"])
def merge(**given: Any) -> None:
    """Put the glossaries together, the first one counting most, and tell what disagrees.

    The exit code is 1 where something does. A rendering that a later glossary prefers to that of an
    earlier one comes in as provisional.
    """
    from tmkit.glossary import merge as merging
    from tmkit.glossary import read_glossary
    from tmkit.glossary.export import export

    found = [read_glossary(path, warn=_warn) for path in given["glossary"]]
    merged = merging.merge(found)
    for conflict in merged.conflicts:
        places = f"{conflict.first} and {conflict.second}"
        click.echo(f"{places}: {conflict.message}")
    if given["output"]:
        done = export(given["output"], merged.concepts)
        click.echo(
            f"Wrote {given['output']}: {done.concepts} concepts, {done.terms} terms", err=True
        )
    count = len(merged.conflicts)
    click.echo(f"{merged.added} terms from later glossaries; {count} conflicts", err=True)
    if count:
        raise click.exceptions.Exit(1)


def _warn(origin: object, message: str) -> None:
    click.echo(f"tmkit: warning: {origin}: {message}", err=True)
