"""``tmkit glossary``: the group of what is done with a glossary, loaded one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import click

from tmkit.cli.group import LazyGroup

SUBCOMMANDS: Final = {
    "add": ("tmkit.cli.glossary_add", "Add terms, or the decisions of a reviewed table."),
    "merge": ("tmkit.cli.glossary_merge", "Put glossaries together, and tell what disagrees."),
    "lint": ("tmkit.cli.glossary_lint", "Find what is wrong with a glossary itself."),
    "stats": ("tmkit.cli.glossary_stats", "Count concepts, terms, statuses and kinds."),
    "export": ("tmkit.cli.glossary_export", "Write TBX, UTX, OmegaT, XLSX, CSV or Sudachi's."),
}


class GlossaryGroup(LazyGroup):
    """The commands on glossaries."""

    commands_of: Mapping[str, tuple[str, str]] = SUBCOMMANDS


@click.group(cls=GlossaryGroup)
def glossary() -> None:
    """Keep a glossary: a plain CSV, one row a rendering, in your repository."""
