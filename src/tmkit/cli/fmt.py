"""``tmkit fmt``: TMX in canonical form, for version control."""

from __future__ import annotations

from typing import Any, Final, Literal

import click

from tmkit.errors import ConfigError

HELP: Final = {
    "output": "Write there, not in place ('-': standard output). With one FILE only.",
    "check": "Write nothing; print which files are not canonical, and exit with 1 if any.",
    "sort": "Order of the units. Default: as in the file.",
    "keep": "What to keep of tmkit's measures: status (with reasons), or all (confidence and line "
    "numbers too). They change with a pair's neighbours.",
    "no_clock": "Leave out dates and counts of use, and the header's dates.",
    "encoding": "Encoding of what is written.",
    "quiet": "Print errors only.",
}
ORDER = click.Choice(["document", "source", "id"])
KEEP = click.Choice(["nothing", "status", "all"])
ENCODING = click.Choice(["utf-8", "utf-16"])


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", help=HELP["output"])
@click.option("--check", is_flag=True, help=HELP["check"])
@click.option("--sort", type=ORDER, help=HELP["sort"])
@click.option("--keep", type=KEEP, default="nothing", show_default=True, help=HELP["keep"])
@click.option("--no-clock", is_flag=True, help=HELP["no_clock"])
@click.option(
    "--encoding", type=ENCODING, default="utf-8", show_default=True, help=HELP["encoding"]
)
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
@click.pass_context
def fmt(context: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Rewrite TMX files so that a change of one text changes one block of lines.

    Each unit is a block and each note, property and variant a line; attributes have one order. No
    text is changed. What 'tmkit align' measured of a pair (confidence, status, reasons, line
    numbers) is left out unless you --keep it, and counted. '-' is the standard input, written to
    the standard output.
    """
    from tmkit.canonical import Style

    if given["output"] is not None and len(files) > 1:
        raise ConfigError("-o takes one file", "Leave it out to rewrite the files in place")
    encoding: Literal["utf-8", "utf-16"] = given["encoding"]
    style = Style(given["sort"], given["keep"], not given["no_clock"], encoding)
    if given["check"]:
        _check(context, files, style)
    for path in () if given["check"] else files:
        _write(path, given["output"], style, given["quiet"])


def _check(context: click.Context, files: tuple[str, ...], style: Any) -> None:
    from tmkit.canonical import first_difference

    if "-" in files:
        raise ConfigError("--check takes files, not the standard input", "Name the file")
    found = False
    for path in files:
        line = first_difference(path, style)
        if line is not None:
            found = True
            click.echo(f"{path}:{line}: not in canonical form")
    if found:
        context.exit(1)


def _write(path: str, output: str | None, style: Any, quiet: bool) -> None:
    from tmkit.canonical import first_difference, write_canonical

    if output is None and path != "-" and first_difference(path, style) is None:
        if not quiet:
            click.echo(f"{path}: already in canonical form", err=True)
        return
    result = write_canonical(path, output or path, style)
    if not quiet:
        left_out = ", ".join(f"{count} {what}" for what, count in result.left_out.items())
        more = f"; left out: {left_out}" if left_out else ""
        click.echo(f"{output or path}: {result.units} units in canonical form{more}", err=True)
