"""Opening the page, without its token in the list of processes that all users can read."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import webbrowser
from html import escape
from pathlib import Path


def show(address: str) -> bool:
    """Open the browser on a page of ours that leads to ``address``; only this user can read it.

    Return whether one was found. A browser inside the terminal is none: it would take it over.
    """
    if not _has_screen():
        return False
    folder = Path(tempfile.mkdtemp(prefix="tmkit-review-"))  # of mode 0700
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    page = folder / "open.html"
    target = escape(address)
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>tmkit</title>'
        f'<meta http-equiv="refresh" content="0;url={target}"><a href="{target}">tmkit review</a>',
        "utf-8",
    )
    return webbrowser.open(page.as_uri())


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
