"""``tmkit glossary export``: a glossary for other programs."""

from __future__ import annotations

from typing import Any, Final

import click

HELP: Final = {
    "output": "Write OUT.tbx, .utx, .utf8 (OmegaT), .xlsx, .csv, .tsv or .dic (Sudachi). "
    "Repeatable.",
    "format": "Format of the outputs: tbx3 is TBX v3, sudachi-csv the source of a .dic.",
    "profile": "Heed how a tool reads: with omegat, forbidden terms are left out of TBX.",
    "date": "Date in the TBX: 2026-01-31, a time, or 'now'. Default: none, for equal bytes.",
}
FORMATS: Final = click.Choice(
    ["csv", "tsv", "xlsx", "tbx", "tbx3", "utx", "omegat", "sudachi", "sudachi-csv"]
)


@click.command()
@click.argument("glossary", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", multiple=True, required=True, help=HELP["output"])
@click.option("--format", "name", type=FORMATS, help=HELP["format"])
@click.option("--profile", type=click.Choice(["omegat"]), help=HELP["profile"])
@click.option("--date", metavar="DATE", help=HELP["date"])
def export(**given: Any) -> None:
    """Write GLOSSARY (several are put together, the first counting most) in other formats.

    What a format cannot hold is named and counted.
    """
    from tmkit.cli.values import tmx_date
    from tmkit.glossary import export as exporting
    from tmkit.glossary import read_glossary
    from tmkit.glossary.merge import merge

    date = tmx_date(given["date"])
    concepts = merge([read_glossary(path, warn=_warn) for path in given["glossary"]]).concepts
    for path in given["output"]:
        done = exporting.export(path, concepts, given["name"], profile=given["profile"], date=date)
        for loss in done.lost:
            times = f" ({loss.count} times, first {loss.example})" if loss.example else ""
            click.echo(f"tmkit: warning: {path}: {loss.name}: {loss.reason}{times}", err=True)
        click.echo(f"Wrote {path}: {done.concepts} concepts, {done.terms} terms", err=True)


def _warn(origin: object, message: str) -> None:
    click.echo(f"tmkit: warning: {origin}: {message}", err=True)
