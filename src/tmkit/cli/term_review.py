"""Decisions on terms: out of a reviewed table, or asked for one key at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tmkit.cli import keyboard
from tmkit.cli.term_outputs import stop_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmkit.extract.values import Entry
    from tmkit.report.messages import Tongue


def take_decisions(given: dict[str, Any]) -> None:
    """Take the reviewed tables into the first glossary and the stop list."""
    from tmkit.cli.glossary_add import _warn, report
    from tmkit.extract import decide

    taken = decide.Taken()
    for path in given["reviewed"]:
        taken += decide.take_sheet(path, given["glossary"][0], given["stop"], _warn)
    report(given["glossary"][0], taken)


def review(given: dict[str, Any], entries: Sequence[Entry], tongue: Tongue) -> None:
    """Lead through the review of what the glossary does not have, or has otherwise."""
    from tmkit.extract.session import Session, run
    from tmkit.report.card import card, farewell

    todo = [entry for entry in entries if entry.status != "known"]
    glossary = given["glossary"][0]
    session = Session(todo, glossary, given["stop"] or stop_beside([glossary]) or "")
    columns = keyboard.columns()

    def show(now: Session) -> None:
        for line in card(now, columns, tongue):
            click.echo(line, err=True)

    run(session, keyboard.read_key, keyboard.read_line, show)
    for refusal in session.refused:
        click.echo(f"tmkit: not added: {refusal.term} → {refusal.rendering}: {refusal.reason}",
                   err=True)  # fmt: skip
    click.echo(farewell(session, tongue), err=True)
