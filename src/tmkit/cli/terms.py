"""``tmkit terms``: the glossary that a translation follows, proposed from its texts."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Final

import click

from tmkit.cli.progress import progress
from tmkit.report.messages import say, tongue_of

HELP: Final = {
    "output": "Write OUT.csv, .tsv, .xlsx (tables to review), .tbx, .utx, or '-'. Repeatable.",
    "format": "Format of the outputs: csv, tsv, xlsx, or tbx, tbx3, utx, omegat.",
    "inconsistent": "Only terms that are rendered in several ways, names' titles included.",
    "min": "Leave out what is less sure. Terminology formats: 0.9 unless you say otherwise.",
    "limit": "Show the N worthiest.",
    "all": "Show common words, verbs and guesses as well.",
    "tm": "Learn from a translation memory (TMX, XLIFF, PO, TSV ...). Repeatable.",
    "glossary": "Learn from a glossary, and compare with it. Accepted terms go to the first. "
    "Repeatable.",
    "stop": "List of rejected terms. Default: beside the glossary, terms.stop.tsv of terms.csv.",
    "no_dictionary": "Do without the built-in dictionary.",
    "user_dictionary": "A Sudachi user dictionary (.dic), as tmkit glossary export writes it. "
    "Repeatable.",
    "review": "Decide on each term with one key; what you accept goes to the glossary at once.",
    "import": "Take the decisions of a reviewed table into the glossary and the stop list.",
    "encoding": "Encoding of text files. Default: told from each file.",
    "json": "Print the proposals for programs to the standard output.",
    "quiet": "Print warnings and errors only.",
}
FORMATS: Final = click.Choice(["csv", "tsv", "xlsx", "tbx", "tbx3", "utx", "omegat"])


@click.command()
@click.argument("bitext", nargs=-1)
@click.option("-o", "--output", metavar="OUT", multiple=True, help=HELP["output"])
@click.option("--format", "output_format", type=FORMATS, help=HELP["format"])
@click.option("--inconsistent", is_flag=True, help=HELP["inconsistent"])
@click.option("--min-confidence", metavar="P", type=click.FloatRange(0, 1), help=HELP["min"])
@click.option("--limit", metavar="N", type=click.IntRange(1), help=HELP["limit"])
@click.option("--all", "everything", is_flag=True, help=HELP["all"])
@click.option("--tm", metavar="FILE", multiple=True, help=HELP["tm"])
@click.option("--glossary", metavar="FILE", multiple=True, help=HELP["glossary"])
@click.option("--stop", metavar="FILE", help=HELP["stop"])
@click.option("--no-dictionary", is_flag=True, help=HELP["no_dictionary"])
@click.option("--user-dictionary", metavar="FILE", multiple=True, help=HELP["user_dictionary"])
@click.option("--review", is_flag=True, help=HELP["review"])
@click.option("--import", "reviewed", metavar="FILE", multiple=True, help=HELP["import"])
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
def terms(**given: Any) -> None:
    """Propose a glossary from translated texts: English terms with the Japanese really used.

    BITEXT is a text and its translation (two files, in either order), or a bilingual file: TMX,
    XLIFF, PO, TSV, CSV, XLSX, JSON lines. Many may be given, pairs one after the other.
    """
    # Only now: numpy and all that stands on it, which --help does not need.
    from tmkit import extract
    from tmkit.cli import term_outputs, term_review
    from tmkit.report import proposals

    term_outputs.check(given)
    tongue = tongue_of(os.environ)
    if given["reviewed"]:
        term_review.take_decisions(given)
        if not given["bitext"]:
            return
    with progress(tongue, quiet=given["quiet"]) as show:
        outcome = extract.extract(term_outputs.task(given), show)
    for notice in outcome.notices:
        line = f"{notice.origin}: {notice.message}"
        click.echo(f"tmkit: {say('warning', tongue)}: {line}", err=True)
    shown = term_outputs.wanted(given, outcome)
    if given["review"]:
        term_review.review(given, shown, tongue)
        return
    written = term_outputs.write(given, shown)
    if given["as_json"]:
        click.echo(proposals.machine(outcome, shown))
    elif not given["output"]:
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in proposals.table(shown, columns, tongue):
            click.echo(line)
    if not given["quiet"]:
        everything = given["everything"]
        for line in (*proposals.account(outcome, shown, tongue, everything=everything), *written):
            click.echo(line, err=True)
