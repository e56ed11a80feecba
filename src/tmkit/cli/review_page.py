"""What is told when the page is there, and the browser opened on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

import click

from tmkit.report.messages import tongue_of

# English and Japanese, with the same fields.
MESSAGES: Final = {
    "saved": (
        "Every step is saved. Ctrl+C stops; run the same again to go on.",
        "操作はすべてその場で保存する。Ctrl+Cで終了し、同じコマンドで続きから始められる。",
    ),
    "no-browser": (
        "No browser could be opened: open the address in one on this machine.",
        "ブラウザーを開けなかった。このコンピューターのブラウザーで上のアドレスを開く。",
    ),
}  # fmt: skip


def ready(*, browse: bool) -> Callable[[str], None]:
    """Return what the server tells its address: it is printed, and opened where ``browse``."""

    def tell(address: str) -> None:
        click.echo(address)
        _say("saved")
        if browse:
            from tmkit.review.browser import show

            if not show(address):
                _say("no-browser")

    return tell


def _say(key: str) -> None:
    click.echo(MESSAGES[key][tongue_of(os.environ) == "ja"], err=True)
