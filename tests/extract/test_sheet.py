"""The table that is reviewed in a spreadsheet: written, edited by hand, read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.extract import Choice, Context, Entry
from tmkit.extract.concepts import from_decisions, from_entry, rejections
from tmkit.extract.sheet import COLUMNS, is_sheet, read_sheet, write_sheet
from tmkit.formats.grid import read_grid
from tmkit.model import Origin

FUND = Entry(
    "harbour fund",
    "organisation",
    "noun",
    3,
    0.95,
    1.2,
    (
        Choice(
            "港湾基金",
            2,
            2 / 3,
            0.95,
            (("港湾基金", 1), ("港湾ファンド", 1)),
            (Context("The harbour fund paid.", "港湾基金が払った。", "en.txt:4", "ja.txt:5"),),
        ),
        Choice("港湾資金", 1, 1 / 3, 0.4),
    ),
    inconsistent=True,
)


def rows(path: Path) -> list[dict[str, str]]:
    return [row for row, _ in read_grid(str(path)).rows]


def edited(path: Path, decisions: list[str], encoding: str = "utf-8-sig") -> None:
    """Write decisions into the status column of a CSV, as a person would."""
    found = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for row, decision in zip(found[1:], decisions, strict=True):
        row[0] = decision
    text = io.StringIO(newline="")
    csv.writer(text).writerows(found)
    path.write_bytes(text.getvalue().encode(encoding))


def told(path: Path) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the decisions in a table, and what was said of its rows."""
    said: list[str] = []
    decisions = read_sheet(str(path), lambda origin, message: said.append(f"{origin} {message}"))
    return [(d.term, d.rendering, d.verdict) for d in decisions], said


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx"])
def test_a_row_for_each_rendering(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert write_sheet(str(path), [FUND]) == 2
    first, second = rows(path)
    assert [first[column] for column in COLUMNS[:10]] == [
        *("new", "harbour fund", "港湾基金", "organisation", "noun"),
        *("0.95", "2", "0.67", "3", "港湾基金 1; 港湾ファンド 1"),
    ]
    assert first["place ja 1"] == "ja.txt:5"
    assert second["ja"] == "港湾資金"
    assert is_sheet(str(path))


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx"])
def test_the_same_entries_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    one, other = tmp_path / name, tmp_path / f"again-{name}"
    write_sheet(str(one), [FUND])
    write_sheet(str(other), [FUND])
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("written", "verdicts"),
    [
        (["accepted", "forbidden"], ["preferred", "forbidden"]),
        (["Accepted", "y"], ["preferred", "admitted"]),
        (["採用", "却下"], ["preferred", "rejected"]),
        (["○", "×"], ["preferred", "rejected"]),
        (["new", "later"], []),
        (["", "ＡＤＭＩＴＴＥＤ"], ["admitted"]),
    ],
)
def test_what_people_write(tmp_path: Path, written: list[str], verdicts: list[str]) -> None:
    path = tmp_path / "t.csv"
    write_sheet(str(path), [FUND])
    edited(path, written)
    found, said = told(path)
    assert [verdict for _, _, verdict in found] == verdicts
    assert not said


def test_a_table_saved_in_cp932_with_columns_moved(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("ja,Mine,status,en\n港湾基金,1,accepted,harbour fund\n".encode("cp932"))
    assert told(path)[0] == [("harbour fund", "港湾基金", "preferred")]


def test_an_unknown_word_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_sheet(str(path), [FUND])
    edited(path, ["perhaps", "accepted"])
    found, said = told(path)
    assert found == [("harbour fund", "港湾資金", "preferred")]
    assert said == [
        f"{path}:2 left out: 'perhaps' is no decision; write accepted, admitted, forbidden or "
        "rejected"
    ]


def test_what_is_no_table_of_proposals(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("en,ja\nfund,基金\n", "utf-8")
    assert not is_sheet(str(path))
    with pytest.raises(FormatError, match="no column 'status'"):
        told(path)


def test_decisions_as_concepts(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_sheet(str(path), [FUND])
    edited(path, ["accepted", "forbidden"])
    (concept,) = from_decisions(read_sheet(str(path), lambda *_: None))
    assert concept.kind == "organisation"
    assert [(term.text, term.status) for term in concept.terms] == [
        ("harbour fund", "preferred"),
        ("港湾基金", "preferred"),
        ("港湾資金", "forbidden"),
    ]
    assert concept.origin == Origin(str(path), 2)


def test_a_term_whose_rows_are_all_rejected_is_stopped_as_such(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_sheet(str(path), [FUND])
    edited(path, ["rejected", "rejected"])
    assert rejections(read_sheet(str(path), lambda *_: None)) == [("harbour fund", "")]
    edited(path, ["accepted", "rejected"])
    assert rejections(read_sheet(str(path), lambda *_: None)) == [("harbour fund", "港湾資金")]


def test_proposals_that_nobody_reviewed_are_provisional() -> None:
    concept = from_entry(FUND, 0.9)
    assert concept is not None
    assert [(term.text, term.status) for term in concept.terms] == [
        ("harbour fund", "provisional"),
        ("港湾基金", "provisional"),
    ]
    assert from_entry(FUND, 0.99) is None


# What a cell can hold: no controls, no half surrogates, and its edges are stripped on reading.
CELL = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1
).filter(lambda text: text == text.strip())


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(term=CELL, rendering=CELL)
def test_any_term_comes_back(tmp_path: Path, suffix: str, term: str, rendering: str) -> None:
    path = tmp_path / f"any.{suffix}"
    write_sheet(str(path), [Entry(term, "term", "noun", 1, 1, 1, (Choice(rendering, 1, 1, 1),))])
    (row,) = rows(path)
    assert (row["en"], row["ja"]) == (term, rendering)
