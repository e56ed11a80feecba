"""The spreadsheet of a review: written, and taken over with an account of what it changes."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from tmkit.errors import ConfigError
from tmkit.report.messages import tongue_of

if TYPE_CHECKING:
    from tmkit.cli.review_open import Opened
    from tmkit.review.sheet import Change

# English and Japanese, with the same fields.
MESSAGES: Final = {
    "wrote": (
        "Wrote {path}: {count} rows. Edit it, then: tmkit review {file} --import {path}",
        "{path} に{count}行を書き出した。直したら: tmkit review {file} --import {path}",
    ),
    "merged": ("row {rows}: merged into one", "{rows}行: 一つに結合"),
    "split": ("row {rows}: split into {text}", "{rows}行: {text}行に分割"),
    "regrouped": ("row {rows}: regrouped, now {text} rows", "{rows}行: 組み替えて{text}行に"),
    "deleted": ("row {rows}: deleted", "{rows}行: 削除"),
    "edited": ("row {rows}: edited: {text}", "{rows}行: 文を変更: {text}"),
    "note": ("row {rows}: note: {text}", "{rows}行: メモ: {text}"),
    "decision": ("row {rows}: {text}", "{rows}行: {text}"),
    "would": ("{count} changes; nothing was changed", "{count}件の変更。何も変えていない"),
    "taken": (
        "{count} changes taken; each can be undone on the page",
        "{count}件の変更を取り込んだ。ページで一つずつ元に戻せる",
    ),
    "units": (
        "Wrote {path}: {units} units, {unreviewed} not reviewed",
        "{path} に{units}組を書き出した。未確認{unreviewed}",
    ),
}  # fmt: skip


def run(opened: Opened, given: dict[str, Any]) -> None:
    """Write the sheet, or take one over; with -o write the memory then."""
    from tmkit.review import sheet
    from tmkit.review.export import export

    session = opened.review.session
    files = opened.documents or (opened.path,)
    if given["sheet"]:
        path = given["sheet"]
        if Path(path).exists() and any(Path(path).samefile(each) for each in files):
            raise ConfigError(f"{path} is the file under review", "Choose another name")
        count = sheet.write_sheet(path, session)
        click.echo(_say("wrote", path=path, count=count, file=shlex.join(files)), err=True)
        return
    lines = sheet.read_sheet(given["edited"], session)
    operations, changes = sheet.steps(lines, session, given["edited"])
    for change in changes:
        click.echo(_line(change))
    if given["dry_run"]:
        click.echo(_say("would", count=len(changes)), err=True)
        return
    for operation in operations:
        opened.review.apply(operation)
    click.echo(_say("taken", count=len(changes)), err=True)
    if given["output"]:
        keep = "" if opened.documents else opened.path
        done = export(
            given["output"], session.rows, session.units, opened.langs, keep, opened.documents
        )
        told = {"path": done.path, "units": done.report.units, "unreviewed": done.unreviewed}
        click.echo(_say("units", **told), err=True)


def _line(change: Change) -> str:
    first, last = change.rows.start + 1, change.rows.stop
    rows = str(first) if first == last else f"{first}-{last}"
    return " ".join(_say(change.kind, rows=rows, text=change.text).split())


def _say(key: str, **values: object) -> str:
    return MESSAGES[key][tongue_of(os.environ) == "ja"].format(**values)
