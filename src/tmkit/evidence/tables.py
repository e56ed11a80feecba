"""The tables that come with tmkit: TSV files of ``data/``, written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of a table, without its comments."""
    text = (files("tmkit") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
