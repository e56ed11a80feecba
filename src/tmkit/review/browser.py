"""Opening the page, without its token in the list of processes that all users can read."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import webbrowser
from html import escape
from pathlib import Path


def show(address: str) -> None:
    """Open the browser on a page of ours that leads to ``address``; only this user can read it."""
    folder = Path(tempfile.mkdtemp(prefix="tmkit-review-"))  # of mode 0700
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    page = folder / "open.html"
    target = escape(address)
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>tmkit</title>'
        f'<meta http-equiv="refresh" content="0;url={target}"><a href="{target}">tmkit review</a>',
        "utf-8",
    )
    webbrowser.open(page.as_uri())
