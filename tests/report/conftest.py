"""One outcome that has everything a reporter must show, made by hand."""

from __future__ import annotations

import pytest

from tmkit.check import Notice, Outcome, Suppressed
from tmkit.check.values import Summary
from tmkit.model import Finding, Mark, Mention, Origin, Passage
from tmkit.rules import Unit


@pytest.fixture
def outcome() -> Outcome:
    """Return three findings in two units, one accepted, and all that may be said beside them."""
    en = Passage("The visit of Li, 50% <b>new</b>", "en", "docs/en 1.txt", (Mark(0, 3, 1),))
    ja = Passage(
        "李大統領の訪問は、５割が新しい。<script>alert(1)</script>",
        "ja",
        "docs/ja 1.txt",
        (Mark(0, 4, 3), Mark(9, 5, 1)),
    )
    end = Passage("終わり", "ja", "docs/ja 1.txt", (Mark(0, 9, 1),))
    other = (
        Mention("李国防相", 3, (Origin("docs/ja 1.txt", 1, 2), Origin("docs/ja 1.txt", 7, 1))),
    )
    title = Finding(
        "title-mismatch",
        "error",
        "大統領 (“President”) is not in “The visit of Li”: 100% new, two\u3000words",
        "「The visit of Li」に大統領はない",
        ja,
        0,
        4,
        0,
        en.text,
        other,
        "李国防相",
    )
    digit = Finding(
        "wide-digit", "warning", "５ is full width", "５は全角", ja, 9, 10, 0, en.text, (), "5"
    )
    stop = Finding("stop-missing", "info", "no 。", "。がない", end, 3, 3, 1)
    accepted = Finding("wide-digit", "warning", "m", "日", ja, 0, 1, 0, en.text)
    return Outcome(
        (title, digit, stop),
        Summary(2, 2, 5, (("term-missing", "glossary"),)),
        (Unit(0, en, ja), Unit(1, None, end)),
        (Suppressed(accepted, "as on the box", Origin("tmkit.toml", 8)),),
        ((Origin("tmkit.toml", 12), "wide-digit"),),
        (Notice("a notice", "お知らせ"),),
        {"docs/en 1.txt": "text", "docs/ja 1.txt": "text"},
        known=4,
    )
