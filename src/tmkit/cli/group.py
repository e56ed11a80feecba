"""The group of commands: a literal table, loaded one at a time, so that ``--help`` is quick."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from tmkit import __version__

# Name: the module that has a command of the same name, and its line in the help.
COMMANDS: Final = {
    "align": ("tmkit.cli.align", "Make a translation memory from a text and its translation."),
    "check": ("tmkit.cli.check", "Find what is wrong with a translation, both sides read."),
    "terms": ("tmkit.cli.terms", "Propose a glossary from translated texts."),
    "glossary": ("tmkit.cli.glossary", "Keep a glossary: add, merge, lint, stats, export."),
    "convert": ("tmkit.cli.convert", "Write a memory or glossary file in another format."),
    "validate": ("tmkit.cli.validate", "Tell every problem of a memory or glossary file."),
    "fmt": ("tmkit.cli.fmt", "Lay TMX files out for version control."),
    "diff": ("tmkit.cli.diff", "Show what changed between two translation memories."),
    "review": ("tmkit.cli.review", "Correct the pairs of a memory in the browser."),
    "init": ("tmkit.cli.init", "Lay out a translation project in a folder."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them.

    ``commands_of`` is its table.
    """

    commands_of: Mapping[str, tuple[str, str]] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(self.commands_of)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, its module imported now, or None where there is none."""
        del ctx
        if cmd_name not in self.commands_of:
            return None
        command = getattr(import_module(self.commands_of[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.commands_of.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option("--debug", is_flag=True, help="Show where in tmkit an unexpected error arose.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def tmkit(context: click.Context, debug: bool) -> None:
    """Japanese-English translation memory and glossary toolkit.

    Run 'tmkit COMMAND --help' for a command's options.
    """
    if debug:
        os.environ["TMKIT_DEBUG"] = "1"
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
