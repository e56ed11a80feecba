"""``tmkit convert``: a memory or glossary file in another format, and what that could not hold."""

from __future__ import annotations

from typing import Any, Final

import click

from tmkit.cli.values import columns_of, tmx_date
from tmkit.errors import ConfigError

UNITS: Final = ("tmx", "xliff", "xliff2", "po", "jsonl", "csv", "tsv", "xlsx")
TERMS: Final = ("tbx", "tbx3", "utx", "omegat", "glossary-csv", "glossary-tsv", "glossary-xlsx")
HELP: Final = {
    "from": "Format of IN, also sdltm. Default: told by its content and name.",
    "to": "Format of OUT. Default: told by its name, and for tables by what IN holds.",
    "source_lang": "Language of the source. Default: what IN says, else en.",
    "target_lang": "Language of the target. Default: what IN says, else ja.",
    "for": "Write what this tool takes, and leave out what it would take wrongly.",
    "columns": "What columns of a table are called: source=原文,target=訳文. Repeatable.",
    "encoding": "Encoding of IN, if it is a text file. Default: told from the file.",
    "date": "Date in OUT: 2026-01-31, a time, or 'now'. Default: none, for equal bytes.",
    "json": "Print the report for programs to the standard output.",
    "quiet": "Print errors only.",
}


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--from", "read", type=click.Choice([*UNITS, "sdltm", *TERMS]), help=HELP["from"])
@click.option("--to", "write", type=click.Choice([*UNITS, *TERMS]), help=HELP["to"])
@click.option("--source-lang", metavar="TAG", help=HELP["source_lang"])
@click.option("--target-lang", metavar="TAG", help=HELP["target_lang"])
@click.option(
    "--for",
    "profile",
    type=click.Choice(["omegat", "trados", "memoq", "phrase"]),
    help=HELP["for"],
)
@click.option("--columns", metavar="NAME=COLUMN,...", multiple=True, help=HELP["columns"])
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
@click.option("--date", metavar="DATE", help=HELP["date"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
def convert(**given: Any) -> None:
    """Write the memory or glossary in IN to OUT in another format, and tell what was lost.

    Memories: TMX, XLIFF, PO, SDLTM (read), JSON lines, tables. Glossaries: TBX, UTX, OmegaT's
    text, tables. A memory of terms becomes a glossary, and the other way round.
    """
    from tmkit import convert as verb
    from tmkit.model import Origin
    from tmkit.report import conversion

    if given["as_json"] and given["target"] == "-":
        raise ConfigError("--json and OUT cannot both go to the standard output", "Name a file")
    as_json, quiet = given.pop("as_json"), given.pop("quiet")
    given["columns"] = columns_of(given["columns"])
    given["profile"] = given["profile"] or ""
    given["date"] = tmx_date(given["date"])

    def warn(origin: Origin, message: str) -> None:
        if not quiet:
            click.echo(f"tmkit: warning: {origin}: {message}", err=True)

    done = verb.convert(verb.Task(**given), warn)
    if as_json:
        click.echo(conversion.machine(done))
    elif not quiet:
        for line in conversion.lines(done):
            click.echo(line, err=True)
