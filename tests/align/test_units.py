"""Beads as translation units: identity, joined texts, properties; and what coverage says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tmkit.align import coverage, project, units
from tmkit.formats import props
from tmkit.model import Alignment, Bead, Document, Mark, Paragraph, TranslationUnit
from tmkit.segment import paragraph_segments, segments

Lines = Callable[[Sequence[str], str], Document]
Aligned = Callable[[Document, Document], Alignment]

EN = (
    "The king bought 12 horses.",
    "Nobody at the castle laughed.",
    "The priest hid the coins under the church.",
    "Why did the farmer burn the bridge?",
    "In 1754 the soldier lost 30 swords.",
)
JA = (
    "王は馬を12頭買った。",
    "城では誰も笑わなかった。",
    "司祭は教会の下に硬貨を隠した。",
    "なぜ農民は橋を燃やしたのか。",
    "1754年、兵士は剣を30本失った。",
)
DOCUMENTED = Path(__file__).parents[2] / "docs" / "reference" / "tmx-properties.md"


def by_hand(source: Document, target: Document, *beads: tuple[int, int]) -> Alignment:
    """Return an alignment whose beads take so many segments of each side, one after another."""
    i = j = 0
    made = []
    for a, b in beads:
        made.append(Bead(range(i, i + a), range(j, j + b), 0.97))
        i, j = i + a, j + b
    rows, columns = segments(source), segments(target)
    assert (i, j) == (len(rows), len(columns))
    return Alignment(rows, columns, tuple(made), (1.0,) * (len(made) + 1))


def made_of(alignment: Alignment, source: Document, target: Document) -> list[tuple[str, str]]:
    return [(unit.source.text, unit.target.text) for unit in units(alignment, source, target)]


# --------------------------------------------------------------------------------------- identity


@pytest.mark.parametrize("changed", range(len(EN)))
def test_editing_one_sentence_changes_one_unit(
    lines: Lines, aligned: Aligned, changed: int
) -> None:
    edited = [*EN[:changed], EN[changed].replace("the", "that very"), *EN[changed + 1 :]]
    edited[changed] = "Today, " + edited[changed]
    target = lines(JA, "ja")
    before, after = lines(EN, "en"), lines(edited, "en")
    old = [unit.id for unit in units(aligned(before, target), before, target)]
    new = [unit.id for unit in units(aligned(after, target), after, target)]
    assert len(old) == len(new) == len(EN)
    assert [k for k in range(len(EN)) if old[k] != new[k]] == [changed]


def test_editing_a_translation_changes_no_id(lines: Lines, aligned: Aligned) -> None:
    source, target = lines(EN, "en"), lines(JA, "ja")
    other = lines([JA[0].replace("買った", "購入した"), *JA[1:]], "ja")
    assert [unit.id for unit in units(aligned(source, target), source, target)] == [
        unit.id for unit in units(aligned(source, other), source, other)
    ]


def test_equal_sentences_are_numbered(lines: Lines) -> None:
    source, target = lines(["Yes.", "No.", "Yes.", "Yes."], "en"), lines(["はい。"] * 4, "ja")
    alignment = by_hand(source, target, (1, 1), (1, 1), (1, 1), (1, 1))
    first, other, second, third = (unit.id for unit in units(alignment, source, target))
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert other != first
    assert re.fullmatch("[0-9a-f]{12}", first)


def test_the_id_is_of_the_text_alone(lines: Lines) -> None:
    """Published in memories: a release that changes it orphans every reviewer's work."""
    source, target = lines(["Yes."], "en"), lines(["はい。"], "ja")
    [unit] = units(by_hand(source, target, (1, 1)), source, target)
    assert unit.id == "7240b4f7ccdc"


# ------------------------------------------------------------------------------------------ texts


def test_inside_a_paragraph_the_text_between_sentences_is_kept() -> None:
    source = Document("en.txt", "en", (Paragraph("It rained.\u00a0 Nobody came.\n— Why?"),), "text")
    target = Document("ja.txt", "ja", (Paragraph("雨だった。　誰も来なかった。　なぜ？"),), "text")
    assert len(segments(source)) == len(segments(target)) == 3
    both = by_hand(source, target, (3, 3))
    assert made_of(both, source, target) == [(source.paragraphs[0].text, target.paragraphs[0].text)]
    part = by_hand(source, target, (2, 2), (1, 1))
    assert made_of(part, source, target)[0] == (
        "It rained.\u00a0 Nobody came.",
        "雨だった。　誰も来なかった。",
    )


def test_across_paragraphs_english_is_joined_with_a_space_and_japanese_without(
    lines: Lines,
) -> None:
    source, target = lines(["It rained.", "Nobody came."], "en"), lines(["雨。", "無人。"], "ja")
    alignment = by_hand(source, target, (2, 2))
    assert made_of(alignment, source, target) == [("It rained. Nobody came.", "雨。無人。")]


def test_a_region_or_script_does_not_change_the_joiner(lines: Lines) -> None:
    source, target = lines(["A.", "B."], "en-GB"), lines(["雨。", "人。"], "ja-JP")
    assert made_of(by_hand(source, target, (2, 2)), source, target) == [("A. B.", "雨。人。")]


def test_no_unit_has_white_space_at_its_edges(aligned: Aligned, made: Any) -> None:
    text = made(80, 4)
    alignment = aligned(text.source, text.target)
    projected = project(alignment, paragraph_segments(text.source), paragraph_segments(text.target))
    for each in (alignment, projected):
        found = made_of(each, text.source, text.target)
        assert found
        assert all(side == side.strip() and side for pair in found for side in pair)


def test_text_is_sacred() -> None:
    """Full-width letters, half-width kana and combining marks come out as they went in."""
    left, right = "The Ｋing’s cafe\u0301 —  1½ ﬁsh.", "ｶﾞは㈱の㍻ガ\u3099。"
    source = Document("e", "en", (Paragraph(left),), "text")
    target = Document("j", "ja", (Paragraph(right),), "text")
    assert made_of(by_hand(source, target, (1, 1)), source, target) == [(left, right)]


def test_nulls_make_no_unit(lines: Lines) -> None:
    source, target = lines(["One.", "Two."], "en"), lines(["一。", "三。"], "ja")
    alignment = by_hand(source, target, (1, 1), (1, 0), (0, 1))
    assert made_of(alignment, source, target) == [("One.", "一。")]


# ------------------------------------------------------------------------------------- properties


def unit_with(confidence: float, *reasons: str, path: str = "en.txt") -> TranslationUnit:
    source = Document(path, "en", (Paragraph("One.", (Mark(0, 7, 3),)),), "text")
    target = Document("sub/ja.md", "ja", (Paragraph("一。", (Mark(0, 9, 1),)),), "markdown")
    bead = Bead(range(1), range(1), confidence, reasons)
    alignment = Alignment(segments(source), segments(target), (bead,), (1.0, 1.0))
    [unit] = units(alignment, source, target)
    return unit


def test_every_property_is_published() -> None:
    documented = set(
        re.findall(r"^\| `(x-[a-z-]+)` \|", DOCUMENTED.read_text("utf-8"), re.MULTILINE)
    )
    assert documented == props.PUBLISHED
    assert {name for name, _ in unit_with(0.4, "length").props} <= documented


@pytest.mark.parametrize(
    ("confidence", "shown", "status"),
    [
        (1.0, "1.000", "sure"),
        (0.95, "0.950", "sure"),
        (0.9, "0.900", "sure"),
        (0.8996, "0.899", "check"),
        (0.5, "0.500", "check"),
        (0.4999, "0.499", "doubtful"),
        (0.0, "0.000", "doubtful"),
    ],
)
def test_confidence_and_status_agree(confidence: float, shown: str, status: str) -> None:
    unit = unit_with(confidence)
    assert props.value(unit, props.CONFIDENCE) == shown
    assert props.value(unit, props.STATUS) == status


def test_reasons_are_given_where_there_are_some() -> None:
    assert props.value(unit_with(0.6, "numbers", "length"), props.REASONS) == "numbers,length"
    assert props.REASONS not in {name for name, _ in unit_with(0.95).props}


@pytest.mark.parametrize("path", ["en.txt", "private/folder/en.txt", "/home/me/en.txt"])
def test_places_name_the_file_but_not_its_folder(path: str) -> None:
    unit = unit_with(0.95, path=path)
    assert props.value(unit, props.SOURCE) == "en.txt:7"
    assert props.value(unit, props.TARGET) == "ja.md:9"


# --------------------------------------------------------------------------------------- coverage


def test_a_translation_covers_nearly_all(aligned: Aligned, lines: Lines) -> None:
    assert coverage(aligned(lines(EN, "en"), lines(JA, "ja"))) == 1.0


def test_other_text_covers_little(aligned: Aligned, lines: Lines) -> None:
    other = ["電車で音楽を聴くのが好きだ。", "昨夜の夕食はカレーだった。", "猫が窓辺にいる。"] * 2
    assert coverage(aligned(lines(EN, "en"), lines(other, "ja"))) < 0.25


def test_a_text_backwards_covers_little(aligned: Aligned, made: Any) -> None:
    text = made(60, 5)
    backwards = Document("ja.txt", "ja", text.target.paragraphs[::-1], "text")
    straight = coverage(aligned(text.source, text.target))
    assert straight > 0.85
    assert coverage(aligned(text.source, backwards)) < 0.35 * straight


def test_a_short_translation_of_a_long_page_is_covered(aligned: Aligned, lines: Lines) -> None:
    """The shorter side counts: a web page may carry ten times the article's text."""
    page = [f"Weather report number {k}: cloudy with rain towards the evening." for k in range(40)]
    assert coverage(aligned(lines([*EN, *page], "en"), lines(JA, "ja"))) > 0.7


def test_of_an_empty_text_nothing_is_covered(aligned: Aligned, lines: Lines) -> None:
    assert coverage(aligned(lines([], "en"), lines(JA, "ja"))) == 0.0
