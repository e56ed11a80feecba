"""``tmkit glossary lint``: what is wrong with a glossary itself."""

from __future__ import annotations

from typing import Any, Final

import click

HELP: Final = {
    "in": "Texts in which the terms should occur: documents, TMX, XLIFF, PO ... Repeatable.",
    "strict": "Warnings count as errors.",
}


@click.command()
@click.argument("glossary", nargs=-1, required=True)
@click.option("--in", "texts", metavar="FILE", multiple=True, help=HELP["in"])
@click.option("--strict", is_flag=True, help=HELP["strict"])
def lint(**given: Any) -> None:
    """Find what is said twice, contradicted, unreadable, or in none of the texts given.

    The exit code is 1 where there is an error.
    """
    from tmkit.extract.inputs import texts_of
    from tmkit.glossary.lint import lint as find

    texts = [pair for path in given["texts"] for pair in texts_of(path)]
    counts = {"error": 0, "warning": 0}
    for path in given["glossary"]:
        for fault in find(path, texts):
            counts[fault.severity] += 1
            click.echo(f"{fault.origin}: {fault.severity}: {fault.message}")
    click.echo(f"{counts['error']} errors, {counts['warning']} warnings", err=True)
    if counts["error"] or (given["strict"] and counts["warning"]):
        raise click.exceptions.Exit(1)
