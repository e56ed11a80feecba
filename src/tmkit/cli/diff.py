"""``tmkit diff``: what became of a memory's units."""

from __future__ import annotations

import os

import click

from tmkit.errors import ConfigError

COLOURS = {"-": "red", "+": "green"}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--texts-only", is_flag=True, help="Let notes and properties not count.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes for programs.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code tells.")
@click.pass_context
def diff(
    context: click.Context, /, old: str, new: str, texts_only: bool, as_json: bool, quiet: bool
) -> None:
    """Show which units of the TMX file NEW were added, removed or changed since OLD.

    Order, dates, counts of use, identifiers and what 'tmkit align' measured of a pair do not count.
    One of the files may be '-', the standard input. Exits with 0 where nothing differs, with 1
    where something does.
    """
    from tmkit.compare import compare
    from tmkit.report import difference
    from tmkit.report.messages import tongue_of

    if old == new == "-":
        raise ConfigError("only one file can be the standard input", "Name the other")
    found = compare(old, new, texts_only=texts_only)
    if as_json:
        click.echo(difference.machine(found))
    elif not quiet:
        for line in difference.lines(found, tongue_of(os.environ)):
            click.secho(line, fg=COLOURS.get(line[:1]))
    if found.changes:
        context.exit(1)
