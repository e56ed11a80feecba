"""Spoken words in a written text: さっき, こんな, けど."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any, Final

from tmkit.model import Finding, Mention
from tmkit.rules._markup import HOLE, translated
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._sentences import japanese_of

# What is said, by its word as the analyser has it, and how it is written.
_WRITTEN: Final = dict(
    pair.split("/")
    for pair in """
    さっき/先ほど すごく/非常に とっても/とても やっぱり/やはり こんな/このような そんな/そのような
    あんな/あのような みたい/よう ちゃんと/きちんと けど/が だけど/しかし なんか/など
    いろんな/さまざまな ちゃう/てしまう なんで/なぜ でっかい/大きい やつ/もの ほんと/本当
    ほんとに/本当に すっごく/非常に たんない/足りない あんまり/あまり どっち/どちら こっち/こちら
    """.split()
)
_ANY = re.compile("|".join(sorted(_WRITTEN, key=len, reverse=True)))
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^”]*”|\"[^\"]*\"")
LEAST_UNITS = 10  # of a file, before its register is known
HABIT = 0.05  # share of a file's texts with such words, from which on it is a spoken text


def _sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    """Yield of each text the spoken words in it, with their places."""
    passage = unit.japanese
    if passage is None or passage.kind not in {"body", "item"}:
        return
    found: list[tuple[str, int, int]] = []
    if _ANY.search(passage.text):
        shown = _QUOTED.sub(lambda m: HOLE * len(m[0]), translated(passage.text))
        place = 0
        for word in context.words(passage.text):
            start, place = place, place + len(word.surface)
            if word.surface in _WRITTEN and shown[start] != HOLE:
                found.append((word.surface, start, place))
    yield passage.path, found


def _judge(
    path: str, entries: list[tuple[Unit, list[tuple[str, int, int]]]], context: Context
) -> Iterator[Finding]:
    """Report each spoken word once a file, where nearly all of the file is written language."""
    del path, context
    spoken = sum(1 for _, found in entries if found)
    if len(entries) < LEAST_UNITS or spoken > max(1, HABIT * len(entries)):
        return
    uses: dict[str, list[tuple[Unit, int, int]]] = defaultdict(list)
    for unit, found in entries:
        for word, start, end in found:
            uses[word].append((unit, start, end))
    for word, places in uses.items():
        own = next((place for place in places if place[0].checked), None)
        if own is None:
            continue
        unit, start, end = own
        others = [u.japanese.place(at) for u, at, _ in places if u is not unit and u.japanese]
        written = _WRITTEN[word]
        yield finding(
            "colloquial",
            "info",
            unit,
            japanese_of(unit),
            (start, end),
            (
                f"{word} is spoken language; in writing it is {written}",
                f"「{word}」は話し言葉です（書き言葉では「{written}」など）",
            ),
            evidence=(Mention(word, len(places), tuple(others[:3])),),
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "colloquial",
        "style",
        "info",
        "a spoken word in a written text: さっき, こんな",
        "書き言葉の文章の中の話し言葉（「さっき」「こんな」）",
        GroupCheck(_sort, _judge),
    ),
)
