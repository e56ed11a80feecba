"""``tmkit review``: correct an alignment in the browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from tmkit.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType

    from tmkit.model import Origin

HELP: Final = {
    "output": "Where an export goes. Default: FILE.reviewed.tmx beside the file.",
    "source_lang": "Language of the source side.",
    "target_lang": "Language of the target side.",
    "idle": "Stop after so many minutes without a page open.",
    "open": "Open the page in the browser, or only print its address.",
    "export": "Write the rows as a workbook (.xlsx) instead of opening the page.",
    "import": "Take over what was changed in such a spreadsheet.",
    "dry_run": "Show what --import would change, and change nothing.",
    "glossary": "Mark its terms, check with it; accepted terms go to the first. Repeatable.",
    "port": "Listen at this port. Default: a free one.",
}


@click.command()
@click.argument("file")
@click.option("-o", "--output", default="", metavar="PATH", help=HELP["output"])
@click.option("--source-lang", default="en", show_default=True, help=HELP["source_lang"])
@click.option("--target-lang", default="ja", show_default=True, help=HELP["target_lang"])
@click.option("--browser/--no-browser", "browse", default=True, help=HELP["open"])
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=HELP["port"])
@click.option(
    "--idle", type=click.FloatRange(min=0.01), default=30, show_default=True, help=HELP["idle"]
)
@click.option("--glossary", metavar="FILE", multiple=True, help=HELP["glossary"])
@click.option("--export", "sheet", metavar="SHEET", help=HELP["export"])
@click.option("--import", "edited", metavar="SHEET", help=HELP["import"])
@click.option("--dry-run", is_flag=True, help=HELP["dry_run"])
def review(file: str, **given: Any) -> None:
    """Review the pairs of FILE, a TMX or another memory or table, in the browser.

    Every step is saved at once beside the file, in FILE.review.jsonl, and can be undone, also after
    a restart. FILE itself is never written; export when you like.
    """
    from tmkit.config import Config, find_config, read_config
    from tmkit.formats._writers import writer_name
    from tmkit.formats.bilingual import read_units_of
    from tmkit.report.messages import tongue_of
    from tmkit.review.journal import content_hash, open_review

    if file == "-":
        raise ConfigError("the standard input cannot be reviewed", "Name a file")
    if given["output"]:
        writer_name(given["output"])
    by_sheet = given["sheet"] or given["edited"]
    if given["sheet"] and given["edited"]:
        raise ConfigError("--export and --import cannot go together", "Run one after the other")
    if given["dry_run"] and not given["edited"]:
        raise ConfigError("--dry-run is for --import", "Leave it out")
    server = None if by_sheet else _server()  # missing packages are told before all else
    langs = (given["source_lang"], given["target_lang"])
    digest = content_hash(file)
    units = tuple(read_units_of(file, *langs, warn=_warn))
    if not units:
        raise ConfigError(f"{file} has no pairs to review", "Make some with: tmkit align EN JA")
    opened = open_review(file, units, digest, langs)
    try:
        if server is None:
            from tmkit.cli import review_sheet

            review_sheet.run(opened, file, langs, given)
            return
        found = find_config(".")
        settings = read_config(os.path.relpath(found)) if found is not None else Config()
        desk = server.Desk(
            opened,
            file,
            langs,
            tongue_of(os.environ),
            given["output"],
            glossaries=given["glossary"],
            config=settings,
        )
        server.serve(desk, given["idle"] * 60, _ready(given["browse"]), given["port"])
    finally:
        opened.close()


def _server() -> ModuleType:
    try:
        from tmkit.review import server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"starlette", "uvicorn"}:
            raise
        hint = "Install it: pip install 'tmkit[review]'"
        raise MissingExtraError("the review page is not installed", hint) from None
    return server


def _ready(browse: bool) -> Any:
    def ready(address: str) -> None:
        click.echo(address)
        click.echo("Every step is saved. Ctrl+C stops; run the same again to go on.", err=True)
        if browse:
            from tmkit.review.browser import show

            show(address)

    return ready


def _warn(place: Origin, message: str) -> None:
    click.echo(f"tmkit: {place}: {message}", err=True)
