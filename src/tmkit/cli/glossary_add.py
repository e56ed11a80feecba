"""``tmkit glossary add``: rows at the end of a glossary, the rest of it untouched."""

from __future__ import annotations

from typing import Any, Final

import click

from tmkit.errors import ConfigError

HELP: Final = {
    "from": "Take the decisions of a reviewed table (tmkit terms -o review.xlsx). Repeatable.",
    "status": "What to do with JA.",
    "kind": "person, place, organisation, title, term ...",
    "note": "A note on JA.",
    "stop": "Where rejected terms go. Default: beside the glossary.",
}
STATUS: Final = click.Choice(["preferred", "admitted", "provisional", "forbidden", "obsolete"])


@click.command()
@click.argument("glossary")
@click.argument("en", required=False)
@click.argument("ja", required=False)
@click.option("--from", "reviewed", metavar="FILE", multiple=True, help=HELP["from"])
@click.option("--status", type=STATUS, default="preferred", show_default=True, help=HELP["status"])
@click.option("--kind", metavar="KIND", default="", help=HELP["kind"])
@click.option("--note", metavar="TEXT", default="", help=HELP["note"])
@click.option("--stop", metavar="FILE", help=HELP["stop"])
def add(**given: Any) -> None:
    """Add the term EN with its rendering JA to GLOSSARY (CSV or TSV), or what --from has.

    The glossary is made if there is none. What stands in it is kept byte for byte.
    """
    from tmkit.extract import decide
    from tmkit.model import Concept, Term

    if bool(given["en"]) != bool(given["ja"]) or not (given["en"] or given["reviewed"]):
        hint = "Give a term and its rendering, or a reviewed table with --from"
        raise ConfigError("nothing to add", hint)
    taken = decide.Taken()
    if given["en"]:
        terms = (
            Term(given["en"].strip(), "en"),
            Term(given["ja"].strip(), "ja", given["status"], note=given["note"].strip()),
        )
        taken = decide.take(given["glossary"], [Concept(terms, kind=given["kind"])])
    for path in given["reviewed"]:
        taken += decide.take_sheet(path, given["glossary"], given["stop"], _warn)
    report(given["glossary"], taken)


def _warn(origin: object, message: str) -> None:
    click.echo(f"tmkit: warning: {origin}: {message}", err=True)


def report(glossary: str, taken: Any) -> None:
    """Say what went in; exit with 1 where something was refused."""
    for refusal in taken.refused:
        pair = f"{refusal.term} → {refusal.rendering}"
        click.echo(f"tmkit: warning: not added: {pair}: {refusal.reason}", err=True)
    click.echo(f"{glossary}: {taken.told()}", err=True)
    if taken.refused:
        raise click.exceptions.Exit(1)
