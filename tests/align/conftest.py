"""Texts made on the spot: documents from lists of lines, and a long translation with its answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pytest

from tmkit.align import Evidence, align
from tmkit.evidence.lexicon import Lexicon, load
from tmkit.model import Alignment, Document, Paragraph
from tmkit.segment import segments

BEINGS = {
    "teacher": "教師", "farmer": "農民", "doctor": "医者", "soldier": "兵士", "lawyer": "弁護士",
    "king": "王", "thief": "泥棒", "child": "子供", "dog": "犬", "horse": "馬", "sailor": "船員",
    "priest": "司祭", "painter": "画家", "nurse": "看護師", "merchant": "商人",
}  # fmt: skip
THINGS = {
    "books": "本", "apples": "りんご", "stones": "石", "letters": "手紙", "swords": "剣",
    "coins": "硬貨", "flowers": "花", "bottles": "瓶", "chairs": "椅子", "bells": "鐘",
    "hats": "帽子", "eggs": "卵", "maps": "地図", "candles": "ろうそく", "knives": "ナイフ",
}  # fmt: skip
PLACES = {
    "castle": "城", "river": "川", "school": "学校", "hospital": "病院", "station": "駅",
    "forest": "森", "market": "市場", "church": "教会", "island": "島", "mountain": "山",
    "library": "図書館", "bridge": "橋", "garden": "庭", "harbour": "港", "factory": "工場",
}  # fmt: skip
TEMPLATES = (
    (
        "The {being} carried {n} {things} to the {place}",
        "{being}は{n}個の{things}を{place}に運んだ",
    ),
    ("Nobody at the {place} knew the {being}", "{place}では誰も{being}を知らなかった"),
    ("In {year}, a {being} bought the {things}", "{year}年、ある{being}が{things}を買った"),
    ("The {things} were hidden under the {place}", "{things}は{place}の下に隠されていた"),
    ("The old {being} slept near the {place}", "年老いた{being}は{place}の近くで眠った"),
    ("{n} {things} were lost in the rain", "{n}個の{things}が雨の中で失われた"),
    ("The {being} laughed, and the {other} wept", "{being}は笑い、{other}は泣いた"),
    ("Why did the {being} burn the {place}", "なぜ{being}は{place}を燃やしたのか"),
)


@dataclass(frozen=True)
class Made:
    """A text, its translation, and which sentences translate which: [(rows, columns)]."""

    source: Document
    target: Document
    beads: tuple[tuple[range, range], ...]


def document(lines: Sequence[str], lang: str) -> Document:
    """Return a document with one paragraph a line."""
    return Document(
        f"{lang}.txt", lang, tuple(Paragraph(line.strip()) for line in lines), "text", "utf-8"
    )


def _sentence(chance: random.Random) -> tuple[str, str]:
    english, japanese = chance.choice(TEMPLATES)
    being, other = chance.sample(sorted(BEINGS), 2)
    things, place = chance.choice(sorted(THINGS)), chance.choice(sorted(PLACES))
    n, year = str(chance.randint(2, 900)), str(chance.randint(1400, 1990))
    return (
        english.format(being=being, other=other, things=things, place=place, n=n, year=year),
        japanese.format(
            being=BEINGS[being], other=BEINGS[other], things=THINGS[things], place=PLACES[place],
            n=n, year=year,
        ),
    )  # fmt: skip


@lru_cache
def translation(sentences: int, seed: int) -> Made:
    """Return a text of so many English sentences and its Japanese, with joins and drops."""
    chance = random.Random(seed)
    left: list[str] = []
    right: list[str] = []
    beads = []
    while len(left) < sentences:
        i, j, event = len(left), len(right), chance.random()
        english, japanese = _sentence(chance)
        if event < 0.05:  # not translated
            left.append(english + ".")
        elif event < 0.08:  # added
            right.append(japanese + "。")
        elif event < 0.16:  # two sentences become one
            more, further = _sentence(chance)
            left += [english + ".", more + "."]
            right.append(f"{japanese}が、{further}。")
        elif event < 0.24:  # one becomes two
            more, further = _sentence(chance)
            left.append(f"{english}, but {more[0].lower()}{more[1:]}.")
            right += [japanese + "。", further + "。"]
        else:
            left.append(english + ".")
            right.append(japanese + "。")
        beads.append((range(i, len(left)), range(j, len(right))))
    return Made(document(left, "en"), document(right, "ja"), tuple(beads))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    found = load()
    assert found is not None, "the dictionary is missing: make dictionary"
    return found


@pytest.fixture(scope="session")
def made() -> Callable[[int, int], Made]:
    return translation


@pytest.fixture(scope="session")
def lines() -> Callable[[Sequence[str], str], Document]:
    return document


@pytest.fixture(scope="session")
def aligned(lexicon: Lexicon) -> Callable[[Document, Document], Alignment]:
    """Return a function that aligns two documents with the dictionary."""

    def call(source: Document, target: Document) -> Alignment:
        return align(segments(source), segments(target), Evidence(lexicon))

    return call
