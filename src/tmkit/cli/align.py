"""``tmkit align``: a text and its translation, to a translation memory."""

from __future__ import annotations

import os
from typing import Any, Final

import click

from tmkit.cli.progress import progress
from tmkit.cli.values import align_task, swapped_order
from tmkit.errors import ConfigError
from tmkit.formats import FORMATS
from tmkit.formats._writers import WRITERS
from tmkit.report.messages import say, tongue_of

HELP: Final = {
    "output": "Write OUT.tmx, .tsv, .csv, .jsonl, .xlsx or '-' (standard output). Repeatable. "
    "Default: EN's name with .tmx, in this folder.",
    "format": "Format of the outputs, whatever their names say.",
    "level": "What makes a pair. With 'both', OUT.paragraphs.tmx is written beside OUT.tmx.",
    "unmatched": "Write all texts that are in no pair to FILE (TSV).",
    "min": "Leave pairs below this confidence out of the outputs; they are reported.",
    "glossary": "Take a glossary (CSV, TSV, XLSX, TBX, UTX, OmegaT) as evidence. Repeatable.",
    "tm": "Take a translation memory (TMX) as evidence. Repeatable.",
    "no_dictionary": "Do without the built-in dictionary.",
    "user_dictionary": "A Sudachi user dictionary (.dic), as tmkit glossary export writes it. "
    "Repeatable.",
    "source_lang": "Language of EN; for a Japanese original give ja here and en below.",
    "target_lang": "Language of JA.",
    "encoding": "Encoding of both files (utf-8, cp932, euc-jp ...). Default: told from each file.",
    "source_encoding": "Encoding of EN.",
    "target_encoding": "Encoding of JA.",
    "input_format": "Format of both files. Default: told from each file.",
    "date": "Date in the TMX: 2026-01-31, a time, or 'now'. Default: none, for equal bytes.",
    "json": "Print a summary for programs to the standard output.",
    "quiet": "Print warnings and errors only.",
}
WRITE, READ = click.Choice([*WRITERS]), click.Choice([*FORMATS])
LEVELS = click.Choice(["sentence", "paragraph", "both"])
SHARE = click.FloatRange(0, 1)


@click.command()
@click.argument("en")
@click.argument("ja")
@click.option("-o", "--output", metavar="OUT", multiple=True, help=HELP["output"])
@click.option("--format", "output_format", type=WRITE, help=HELP["format"])
@click.option("--level", type=LEVELS, default="sentence", show_default=True, help=HELP["level"])
@click.option("--unmatched", metavar="FILE", help=HELP["unmatched"])
@click.option("--min-confidence", metavar="P", type=SHARE, default=0.0, help=HELP["min"])
@click.option("--glossary", metavar="FILE", multiple=True, help=HELP["glossary"])
@click.option("--tm", metavar="FILE", multiple=True, help=HELP["tm"])
@click.option("--no-dictionary", is_flag=True, help=HELP["no_dictionary"])
@click.option("--user-dictionary", metavar="FILE", multiple=True, help=HELP["user_dictionary"])
@click.option(
    "--source-lang", metavar="TAG", default="en", show_default=True, help=HELP["source_lang"]
)
@click.option(
    "--target-lang", metavar="TAG", default="ja", show_default=True, help=HELP["target_lang"]
)
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
@click.option("--source-encoding", metavar="NAME", help=HELP["source_encoding"])
@click.option("--target-encoding", metavar="NAME", help=HELP["target_encoding"])
@click.option("--input-format", type=READ, help=HELP["input_format"])
@click.option("--date", metavar="DATE", help=HELP["date"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
def align(**given: Any) -> None:
    """Pair the sentences of EN, an English text, with those of JA, its Japanese translation.

    Text, Markdown, HTML and Word files are read; '-' is the standard input.
    """
    # Only now: numpy and all that stands on it, which --help does not need.
    from tmkit import pair
    from tmkit.cli.dictionaries import use
    from tmkit.report import machine, summary

    use(given["user_dictionary"])
    task = align_task(given)
    tongue = tongue_of(os.environ)
    with progress(tongue, quiet=given["quiet"]) as show:
        try:
            outcome = pair.align_files(task, show)
        except pair.SwappedError as error:
            typed = click.get_current_context().obj
            hint = swapped_order(typed, given["en"], given["ja"])
            raise ConfigError(error.message, hint) from None
    for line in summary.warnings(outcome, tongue):
        click.echo(f"tmkit: {say('warning', tongue)}: {line}", err=True)
    if not given["quiet"] and not given["as_json"]:
        for line in summary.summary(outcome, tongue):
            click.echo(line, err=True)
    if given["as_json"]:
        click.echo(machine.machine(outcome))
