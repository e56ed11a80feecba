"""Patterns of paths, as settings write them: relative to the project's folder, with ``/``."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

_HIDDEN = (".", "node_modules", "__pycache__")


def matches(path: str, pattern: str, folder: str) -> bool:
    """Return whether ``path`` is one that the pattern means: ``*`` within a name, ``**`` folders.

    A pattern without ``/`` is compared with the file's name alone.
    """
    inside = relative(path, folder)
    name = inside if "/" in pattern else inside.rpartition("/")[2]
    return compiled(pattern).fullmatch(name) is not None


def relative(path: str, folder: str) -> str:
    """Return a path from the project's folder on, with ``/``."""
    if path == "-" or not folder:
        return path.replace("\\", "/")
    return os.path.relpath(path, folder).replace("\\", "/")


def from_here(folder: str, path: str) -> str:
    """Return what is called ``path`` in the folder of a project, as it is called from here."""
    joined = Path(folder) / path
    try:
        return os.path.relpath(joined).replace("\\", "/")
    except ValueError:  # another drive, on Windows
        return str(joined)


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern as a regular expression; ``{stem}`` is a group that spans folders."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\{stem\})", pattern)
    made = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    once = False
    out = ""
    for part in parts:
        if part == "{stem}":
            out += "(?P=stem)" if once else "(?P<stem>.+)"
            once = True
        else:
            out += made.get(part, re.escape(part))
    return re.compile(out)


def names_below(folder: str) -> list[str]:
    """Return all files below a folder, sorted, as ``a/b.md``; what is hidden is passed over."""
    found: list[str] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        below = os.path.relpath(base, folder).replace("\\", "/")
        prefix = "" if below == "." else f"{below}/"
        found += [prefix + name for name in files if not name.startswith(".")]
    return sorted(found)
