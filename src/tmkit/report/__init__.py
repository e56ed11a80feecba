"""What became of a run, for people and for programs: one reporter a module.

:data:`REPORTERS` is the table of what ``tmkit check`` can print. A reporter is a module whose
``render`` takes an outcome and the language of messages and yields the lines; a new one is such a
module, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from tmkit.report.messages import Tongue

if TYPE_CHECKING:
    from tmkit.check.values import Outcome

Render: TypeAlias = "Callable[[Outcome, Tongue], Iterator[str]]"

REPORTERS: Final = {
    "text": "tmkit.report.text",
    "json": "tmkit.report.json",
    "jsonl": "tmkit.report.jsonl",
    "github": "tmkit.report.github",
    "gitlab": "tmkit.report.gitlab",
    "sarif": "tmkit.report.sarif",
    "junit": "tmkit.report.junit",
    "html": "tmkit.report.html",
}


def reporter(name: str) -> Render:
    """Return the function that renders the format ``name``, a key of :data:`REPORTERS`."""
    return cast("Render", import_module(REPORTERS[name]).render)
