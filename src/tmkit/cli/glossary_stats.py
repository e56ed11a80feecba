"""``tmkit glossary stats``: a glossary in figures."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click


@click.command()
@click.argument("glossary", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures for programs.")
def stats(**given: Any) -> None:
    """Count concepts and terms by language, status and kind."""
    from tmkit.glossary import read_glossary
    from tmkit.glossary.stats import stats as count

    found = {path: count(read_glossary(path)) for path in given["glossary"]}
    if given["as_json"]:
        shown = {path: _plain(asdict(figures)) for path, figures in found.items()}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for path, figures in found.items():
        click.echo(f"{path}: {figures.concepts} concepts, {figures.terms} terms")
        for name in ("languages", "statuses", "kinds"):
            listed = ", ".join(f"{key} {count}" for key, count in getattr(figures, name))
            click.echo(f"  {name}: {listed}")
        click.echo(f"  without translation: {figures.untranslated}, with a note: {figures.noted}")


def _plain(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        key: dict(value) if isinstance(value, tuple) else value for key, value in figures.items()
    }
