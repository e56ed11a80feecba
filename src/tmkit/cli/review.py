"""``tmkit review``: correct an alignment in the browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from tmkit.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType

HELP: Final = {
    "output": "Where an export goes. Default: beside the (second) file, as NAME.reviewed.tmx.",
    "journal": "Keep the steps in PATH. Default: beside the (second) file, FILE.review.jsonl.",
    "tm": "Take a translation memory (TMX) as evidence for aligning. Repeatable.",
    "encoding": "Encoding of the files, where they are text. Default: told from each.",
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
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", default="", metavar="PATH", help=HELP["output"])
@click.option("--journal", default="", metavar="PATH", help=HELP["journal"])
@click.option("--tm", metavar="FILE", multiple=True, help=HELP["tm"])
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
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
def review(files: tuple[str, ...], **given: Any) -> None:
    """Review the pairs of a memory in the browser, or those of a text and its translation.

    FILES is a TMX or another memory or table; or two texts, as tmkit align takes them, which are
    aligned first. Every step is saved at once beside the file, in FILE.review.jsonl, and can be
    undone, also after a restart. What is reviewed is never written; export when you like.
    """
    from tmkit.cli import review_sheet
    from tmkit.cli.dictionaries import use
    from tmkit.cli.review_open import check_output, open_given
    from tmkit.cli.review_page import ready
    from tmkit.config import config_for
    from tmkit.formats._writers import writer_name
    from tmkit.report.messages import tongue_of

    if given["output"]:
        writer_name(given["output"])
    by_sheet = given["sheet"] or given["edited"]
    if given["sheet"] and given["edited"]:
        raise ConfigError("--export and --import cannot go together", "Run one after the other")
    if given["dry_run"] and not given["edited"]:
        raise ConfigError("--dry-run is for --import", "Leave it out")
    if by_sheet:
        from tmkit.review.sheet import check_name

        check_name(by_sheet)
    server = None if by_sheet else _server()  # missing packages are told before all else
    opened = open_given(files, given)
    try:
        check_output(given["output"], opened)
        if server is None:
            review_sheet.run(opened, given)
            return
        settings = config_for(".")
        use((), settings)
        desk = server.Desk(
            opened.review,
            opened.path,
            opened.langs,
            tongue_of(os.environ),
            given["output"],
            documents=opened.documents,
            aligner=opened.aligner,
            glossaries=given["glossary"],
            config=settings,
        )
        try:
            server.serve(desk, given["idle"] * 60, ready(browse=given["browse"]), given["port"])
        except OSError as error:
            hint = "Leave --port out, or choose another"
            raise ConfigError(f"port {given['port']}: {error.strerror}", hint) from None
    finally:
        opened.review.close()


def _server() -> ModuleType:
    try:
        from tmkit.review import server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"starlette", "uvicorn"}:
            raise
        hint = "Install it: pip install 'tmkit[review]'"
        raise MissingExtraError("the review page is not installed", hint) from None
    return server
