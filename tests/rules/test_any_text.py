"""What holds for any text: no rule fails, stretches lie in their text, two runs say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.model import Finding, Mark, Passage
from tmkit.rules import RULES, Context, GroupCheck, Unit

PIECES = (
    "設定をを 保存する。 ", "「", "」", "（", ")", "3億5000万円", "令和5年5月8日（火）", "12.5%",
    "`f(x)`", "``a\nb``", "%s", "{name}", "<b>", ":func:`a`", ":ref:`a\nb <c>`", "NOTEST", ";",
    "https://example.org/a", "\u00a0", "\u200b", "\x08", "1.1 million", "not", "the the", "\n",
    "May 8, 2023", "１２", "たり", "です。", "である。", "訳注: 3.5 では", "NOTSET", "、、",
)  # fmt: skip
japanese = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)
sides = st.tuples(st.none() | japanese, st.none() | japanese)


def findings(rows: list[tuple[str | None, str | None]]) -> list[Finding]:
    units = []
    for index, (english, text) in enumerate(rows):
        marks = (Mark(0, index + 1, 1),)
        source = None if english is None else Passage(english, "en", "en.txt", marks)
        target = None if text is None else Passage(text, "ja", "ja.txt", marks)
        units.append(Unit(index, source, target))
    context = Context(units)
    found: list[Finding] = []
    for rule in RULES:
        if isinstance(rule.check, GroupCheck):
            groups: dict[Hashable, list[tuple[Unit, Any]]] = defaultdict(list)
            for unit in units:
                for key, entry in rule.check.sort(unit, context):
                    groups[key].append((unit, entry))
            for key, entries in groups.items():
                found += rule.check.judge(key, entries, context)
        else:
            for unit in units:
                found += rule.check(unit, context)
    return found


@settings(deadline=None, max_examples=150)
@given(st.lists(sides, max_size=6))
def test_rules_hold_on_any_text(rows: list[tuple[str | None, str | None]]) -> None:
    found = findings(rows)
    for one in found:
        assert 0 <= one.start <= one.end <= len(one.passage.text)
        assert one.message
        assert "\n" not in one.message + one.message_ja
    assert findings(rows) == found
