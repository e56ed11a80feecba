"""The sample pair, end to end: what a newcomer sees first must be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.cli import main
from tmkit.formats.tmx import read_units
from tmkit.model import Alignment
from tmkit.pair import Input, Output, Task, align_files

SAMPLE = Path(__file__).parent.parent / "docs" / "sample"
SURE = 0.9

Lines = tuple[frozenset[int], frozenset[int]]


def gold() -> list[Lines]:
    rows = (SAMPLE / "gold.paragraphs.tsv").read_text("utf-8").splitlines()[1:]
    return [
        (numbers(english), numbers(japanese))
        for english, japanese in (row.split("\t") for row in rows)
    ]


def numbers(cell: str) -> frozenset[int]:
    return frozenset(int(number) for number in cell.split(",") if number)


def lines(alignment: Alignment, source: range, target: range) -> Lines:
    sides = ((alignment.source, source), (alignment.target, target))
    english, japanese = (
        frozenset(side[k].origin.line for k in run if side[k].origin is not None)  # type: ignore[union-attr]
        for side, run in sides
    )
    return english, japanese


@pytest.fixture(scope="module", params=[True, False], ids=["dictionary", "none"])
def paragraphs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Alignment:
    task = Task(
        Input(str(SAMPLE / "strait-accord.en.txt"), "en"),
        Input(str(SAMPLE / "strait-accord.ja.txt"), "ja"),
        (Output(str(tmp_path_factory.mktemp("sample") / "out.tmx"), "tmx", "paragraph"),),
        dictionary=request.param,
    )
    outcome = align_files(task)
    assert outcome.related
    return outcome.levels[0].alignment


def test_all_true_pairs_of_paragraphs_are_found(paragraphs: Alignment) -> None:
    found = {lines(paragraphs, bead.source, bead.target) for bead in paragraphs.pairs()}
    missing = [pair for pair in gold() if pair[0] and pair[1] and pair not in found]
    assert not missing


def test_no_furniture_is_in_a_sure_pair(paragraphs: Alignment) -> None:
    alone = [pair for pair in gold() if not pair[0] or not pair[1]]
    for bead in paragraphs.pairs():
        english, japanese = lines(paragraphs, bead.source, bead.target)
        for left, right in alone:
            assert not (left & english or right & japanese) or bead.confidence < SURE


def test_every_paragraph_is_in_one_bead(paragraphs: Alignment) -> None:
    assert [k for bead in paragraphs.beads for k in bead.source] == [*range(len(paragraphs.source))]
    assert [k for bead in paragraphs.beads for k in bead.target] == [*range(len(paragraphs.target))]


def test_the_memory_in_the_repository_is_what_the_sample_gives(tmp_path: Path) -> None:
    """The texts are compared, not the confidences, whose last place may differ by processor."""
    again = tmp_path / "again.tmx"
    glossary = SAMPLE.parent.parent / "glossary" / "strait-accord.csv"
    command = [
        "align",
        *(str(SAMPLE / f"strait-accord.{side}.txt") for side in ("en", "ja")),
        "--glossary",
        str(glossary),
    ]
    assert main([*command, "-o", str(again), "-q"]) == 0
    ours = [(u.source.text, u.target.text) for u in read_units(str(again), "en", "ja")]
    kept = SAMPLE.parent.parent / "tmx" / "strait-accord.tmx"
    assert ours == [(u.source.text, u.target.text) for u in read_units(str(kept), "en", "ja")]
