"""``tmkit validate``: every problem of a memory or glossary file, and the repair of some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from tmkit.errors import ConfigError, FormatError

if TYPE_CHECKING:
    from tmkit.validate import Problem
    from tmkit.validate.fix import Change

HELP: Final = {
    "format": "What the files are, whatever their names and contents say.",
    "for": "Add the rules of the tool that is to read the files.",
    "encoding": "Encoding of tables and UTX files. Default: told from each file.",
    "fix": "Mend what has one answer, in the files themselves; report what is left.",
    "dry_run": "Show what --fix would change, and change nothing.",
    "json": "Print everything for programs.",
    "quiet": "Print errors only, no warnings and no total.",
}
KINDS = click.Choice(["tmx", "tbx", "xliff", "utx", "glossary"])
TOOLS = click.Choice(["omegat", "trados", "memoq", "phrase"])


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "kind", type=KINDS, help=HELP["format"])
@click.option("--for", "profile", type=TOOLS, help=HELP["for"])
@click.option("--encoding", metavar="NAME", help=HELP["encoding"])
@click.option("--fix", "mend", is_flag=True, help=HELP["fix"])
@click.option("--dry-run", is_flag=True, help=HELP["dry_run"])
@click.option("--json", "as_json", is_flag=True, help=HELP["json"])
@click.option("-q", "--quiet", is_flag=True, help=HELP["quiet"])
@click.pass_context
def validate(context: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Tell every problem of TMX, TBX, XLIFF, UTX and glossary files, with line, reason and fix.

    Exit code 0: no errors; 1: errors found; 2: wrong usage; 3: a file cannot be read.
    """
    from tmkit.report import problems as show

    if "-" in files:
        raise ConfigError("the standard input cannot be validated", "Name a file")
    found: list[Problem] = []
    changes: dict[str, tuple[Change, ...]] = {}
    unread: dict[str, str] = {}
    for path in files:
        try:
            changes[path], problems = _one(path, given)
        except FormatError as error:
            unread[path] = error.message
            click.echo(f"tmkit: error: {' '.join(str(error).split())}", err=True)
            continue
        kept = [p for p in problems if p.severity == "error" or not given["quiet"]]
        found += kept
        if not given["as_json"]:
            for line in show.preview(path, changes[path]) if given["dry_run"] else ():
                click.echo(line)
            for problem in kept:
                click.echo(show.line(problem))
    if given["as_json"]:
        click.echo(show.machine(found, changes, unread))
    elif not given["quiet"]:
        mended = sum(map(len, changes.values()))
        if mended:
            click.echo(show.mended(mended, dry=given["dry_run"]), err=True)
        click.echo(show.total(found, len(files) - len(unread)), err=True)
    if unread:
        context.exit(3)
    if any(problem.severity == "error" for problem in found):
        context.exit(1)


def _one(path: str, given: dict[str, Any]) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """Return what was (or would be) changed in one file, and its problems after that."""
    from tmkit import validate as verb
    from tmkit.validate import fix

    options = {
        "kind": given["kind"],
        "profile": given["profile"] or "",
        "encoding": given["encoding"],
    }
    changes: tuple[Change, ...] = ()
    if given["mend"] or given["dry_run"]:
        changes = fix.fix(path, **options, dry_run=given["dry_run"])
    return changes, verb.validate(path, **options)
