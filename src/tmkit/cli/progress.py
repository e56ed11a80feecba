"""Progress on a terminal, and only for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from tmkit.report.messages import Tongue, say

PATIENCE: Final = 1.0  # seconds before anything is shown


def silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""
    del stage, done, total


@contextmanager
def progress(tongue: Tongue, *, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Yield the function that a verb tells its progress, shown on the standard error."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    # Not needed where nobody looks, and slow to load.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks = {}
    begun = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        if not bar.live.is_started:
            if time.monotonic() - begun < PATIENCE:
                return
            bar.start()
        if stage not in tasks:
            tasks[stage] = bar.add_task(say(f"stage.{stage}", tongue))
        bar.update(tasks[stage], completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()
