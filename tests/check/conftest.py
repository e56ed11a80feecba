"""Two small rules, a pair of texts, and a way to check them: the catalogue has tests of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tmkit.check import Outcome, Task, check
from tmkit.config import Config
from tmkit.model import Finding, Mention
from tmkit.rules import Context, GroupCheck, Rule, Unit
from tmkit.rules._rule import finding

EN = """The harbour closed on Monday.
Nobody had expected the storm.
The mayor promised 3.5 million dollars.
Two ferries were lost in the night.
The fishermen returned at dawn.
"""
JA = """港は月曜日に閉鎖された。
嵐を予想した者は誰もいなかった。
市長は350万ドルを約束した。
フェリー２隻が夜のうちに失われた。
漁師たちは夜明けに戻った。
"""


def wide_digit(unit: Unit, context: Context) -> Iterator[Finding]:
    """Flag each full-width digit of the Japanese."""
    del context
    passage = unit.japanese
    for at, character in enumerate(passage.text if passage else ""):
        if passage and character in "０１２３４５６７８９":
            narrow = chr(ord(character) - 0xFEE0)
            message = (f"{character} is full width", f"{character}は全角")
            yield finding("wide-digit", "warning", unit, passage, (at, at + 1), message, fix=narrow)


def _first_word(unit: Unit, context: Context) -> Iterator[tuple[str, str]]:
    del context
    if unit.english is not None and unit.japanese is not None:
        yield unit.english.text, unit.japanese.text


def _differ(key: str, entries: list[tuple[Unit, Any]], context: Context) -> Iterator[Finding]:
    del context
    texts = {text for _, text in entries}
    if len(texts) > 1:
        for unit, text in entries:
            passage = unit.japanese
            assert passage is not None
            others = tuple(
                Mention(other, 1, (other_unit.japanese.place(0),))
                for other_unit, other in entries
                if other != text and other_unit.japanese is not None
            )
            span = (0, len(text))
            message = (f"“{key}” is rendered in {len(texts)} ways", "訳が一定しない")
            yield finding("two-ways", "error", unit, passage, span, message, evidence=others)


RULES = (
    Rule("wide-digit", "punctuation", "warning", "Full-width digits.", "全角数字。", wide_digit),
    Rule(
        "two-ways",
        "terms",
        "error",
        "One source, two targets.",
        "同じ原文に異なる訳文。",
        GroupCheck(_first_word, _differ),
        frozenset({"source"}),
    ),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the pair ``en.txt`` and ``ja.txt``."""
    monkeypatch.chdir(tmp_path)
    Path("en.txt").write_text(EN, "utf-8")
    Path("ja.txt").write_text(JA, "utf-8")
    return tmp_path


@pytest.fixture
def checked(folder: Path) -> Callable[..., Outcome]:
    """Return a function that checks with the two rules: paths, or the fields of a task."""

    def call(
        *paths: str, config: Config | None = None, store: str | None = None, **fields: Any
    ) -> Outcome:
        task = Task(config or Config(), paths, **fields)
        return check(task, rules=RULES, store=store)

    return call


@pytest.fixture
def tmx() -> Callable[..., str]:
    """Return a function that makes a TMX of units of text as XML has it, ``extra`` in each."""

    def make(*units: tuple[str, str], extra: str = "") -> str:
        body = "".join(
            f'    <tu>\n{extra}      <tuv xml:lang="en"><seg>{en}</seg></tuv>\n'
            f'      <tuv xml:lang="ja"><seg>{ja}</seg></tuv>\n    </tu>\n'
            for en, ja in units
        )
        head = '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
        head += 'adminlang="en" srclang="en" datatype="plaintext"/>'
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n  {head}\n  <body>\n'
            f"{body}  </body>\n</tmx>\n"
        )

    return make
