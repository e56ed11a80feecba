"""Where the report of a check goes: the terminal, a file, the summary of a step in CI."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from tmkit.check import Outcome
from tmkit.files import write_atomic
from tmkit.model import Severity
from tmkit.report import reporter
from tmkit.report.messages import Tongue, say
from tmkit.report.text import findings, found, render


def write_report(
    outcome: Outcome, name: str, path: str, tongue: Tongue, show: Severity, *, quiet: bool
) -> None:
    """Write the report of the format ``name`` to ``path``, ``-`` for the standard output."""
    _print(_lines(outcome, name, tongue, show, quiet=quiet), path)
    if path != "-" and not quiet:
        click.echo(say("wrote-report", tongue, path=path), err=True)
        if name != "text":
            click.echo(found(outcome, tongue), err=True)
    _step_summary(outcome, name, tongue)


def _lines(
    outcome: Outcome, name: str, tongue: Tongue, show: Severity, *, quiet: bool
) -> Iterable[str]:
    """Return the lines of the report; only that for people leaves milder findings out."""
    if name == "text":
        return (findings if quiet else render)(outcome, tongue, show)
    return reporter(name)(outcome, tongue)


def _print(lines: Iterable[str], path: str) -> None:
    if path == "-":
        for line in lines:
            click.echo(line)
    else:
        with write_atomic(path) as stream:
            stream.writelines(f"{line}\n".encode("utf-8", "replace") for line in lines)


def _step_summary(outcome: Outcome, name: str, tongue: Tongue) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if name == "github" and path:
        from tmkit.report.github import step_summary

        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in step_summary(outcome, tongue))
