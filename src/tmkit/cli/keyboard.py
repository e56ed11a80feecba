"""Keys and lines from whoever sits at the terminal, or from a pipe in their place."""

from __future__ import annotations

import shutil
import sys

import click


def columns() -> int:
    """Return how wide the terminal is."""
    return max(shutil.get_terminal_size().columns, 40)


def read_key() -> str:
    """Return the next key, "" at the end of the input. In a pipe every character is a key."""
    if sys.stdin.isatty():
        try:
            return click.getchar()
        except (EOFError, KeyboardInterrupt):
            return ""
    while True:
        key = sys.stdin.read(1)
        if key not in {"\n", "\r"}:
            return key


def read_line(prompt: str, offered: str) -> str:
    """Return what is typed, ``offered`` for an empty line, "" at the end of the input."""
    if sys.stdin.isatty():
        try:
            return str(click.prompt(prompt, default=offered, err=True))
        except click.Abort:
            return ""
    line = sys.stdin.readline()
    return line.strip() or (offered if line else "")
