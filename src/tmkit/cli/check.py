"""``tmkit check``: what is wrong with a translation, worst first."""

from __future__ import annotations

from typing import Any, Final

import click

from tmkit.config import FAIL_ON, SEVERITIES
from tmkit.report import REPORTERS

HELP: Final = {
    "source": "English text to check --target against: the two are aligned on the fly.",
    "target": "Japanese text of --source.",
    "glossary": "Glossary (CSV, TSV, TBX, UTX). Repeatable.",
    "tm": "Translation memory (TMX) for consistency with earlier work. Repeatable.",
    "source_lang": "Language of the source. Default: of tmkit.toml, else en.",
    "target_lang": "Language of the target. Default: of tmkit.toml, else ja.",
    "encoding": "Encoding of the texts. Default: told from each file.",
    "columns": "What columns of a table are called: source=原文,target=訳文. Repeatable.",
    "input_format": "Format of the files, whatever their names say.",
    "no_dictionary": "Do without the built-in dictionary.",
    "select": "Run these rules or families only (comma-separated). Repeatable.",
    "ignore": "Leave these rules or families out (comma-separated). Repeatable.",
    "output_format": "How findings are printed.",
    "json": "The same as --output-format json.",
    "output": "Write the report to FILE.",
    "show": "List, and mend, findings from this severity up. Default: warning.",
    "fail_on": "Exit with 1 from this severity on. Default: of tmkit.toml, else error.",
    "config": "Settings. Default: the nearest tmkit.toml, here or in a folder above.",
    "no_config": "Do without tmkit.toml.",
    "baseline": "Pass over the findings that FILE knows.",
    "write_baseline": "Make all findings of today known, in the baseline.",
    "prune_baseline": "Take out of the baseline what is not found any more.",
    "changed_since": "Only what stands in lines changed since a git revision.",
    "fix": "Mend what has one answer, in place; then check again.",
    "diff": "Show what --fix would change, and change nothing.",
    "no_cache": "Do not keep or reuse the outcome of an unchanged run.",
    "explain": "Print the page of a rule.",
    "user_dictionary": "A Sudachi user dictionary (.dic), as tmkit glossary export writes it. "
    "Repeatable. Default: those of the settings.",
    "list_rules": "Print the catalogue of rules.",
    "quiet": "Print findings only, no summary or warnings.",
}


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--source", metavar="EN", help=HELP["source"])
@click.option("--target", metavar="JA", help=HELP["target"])
@click.option("--glossary", metavar="FILE", multiple=True, help=HELP["glossary"])
@click.option("--tm", metavar="FILE", multiple=True, help=HELP["tm"])
@click.option("--source-lang", metavar="TAG", help=HELP["source_lang"])
@click.option("--target-lang", metavar="TAG", help=HELP["target_lang"])
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
@click.option("--input-format", metavar="NAME", help=HELP["input_format"])
@click.option("--columns", metavar="NAME=COLUMN,...", multiple=True, help=HELP["columns"])
@click.option("--no-dictionary", is_flag=True, help=HELP["no_dictionary"])
@click.option("--user-dictionary", metavar="FILE", multiple=True, help=HELP["user_dictionary"])
@click.option("--select", metavar="RULES", multiple=True, help=HELP["select"])
@click.option("--ignore", metavar="RULES", multiple=True, help=HELP["ignore"])
@click.option("--output-format", type=click.Choice([*REPORTERS]), help=HELP["output_format"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("-o", "--output", metavar="FILE", default="-", help=HELP["output"])
@click.option("--show", type=click.Choice(SEVERITIES), help=HELP["show"])
@click.option("--fail-on", type=click.Choice(FAIL_ON), help=HELP["fail_on"])
@click.option("--config", metavar="FILE", help=HELP["config"])
@click.option("--no-config", is_flag=True, help=HELP["no_config"])
@click.option("--baseline", metavar="FILE", help=HELP["baseline"])
@click.option("--write-baseline", is_flag=True, help=HELP["write_baseline"])
@click.option("--prune-baseline", is_flag=True, help=HELP["prune_baseline"])
@click.option("--changed-since", metavar="REF", help=HELP["changed_since"])
@click.option("--fix", is_flag=True, help=HELP["fix"])
@click.option("--diff", is_flag=True, help=HELP["diff"])
@click.option("--no-cache", is_flag=True, help=HELP["no_cache"])
@click.option("--explain", metavar="RULE", help=HELP["explain"])
@click.option("--list-rules", is_flag=True, help=HELP["list_rules"])
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
def check(**given: Any) -> None:
    """Check translations: a pair (--source EN --target JA), or any number of PATHs.

    A PATH is a bilingual file (TMX, XLIFF, PO, CSV, TSV, XLSX), a text in one language, or a
    folder with tmkit.toml. Without any, the project of this folder is checked.

    Exit codes: 0 nothing found from --fail-on up, 1 something found, 2 wrong usage or settings,
    3 a file that cannot be read.
    """
    # Only now: the rules and all that stands on them, which --help does not need.
    from tmkit.cli import check_task, checking

    if given["explain"] is not None:
        click.echo(check_task.explanation(given))
        return
    if given["list_rules"]:
        click.echo(check_task.catalogue(check_task.check_task(given)))
        return
    click.get_current_context().exit(checking.run(given))
