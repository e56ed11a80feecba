"""A glossary for other programs, and for Sudachi."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tmkit.glossary import read_glossary
from tmkit.glossary.export import export, words
from tmkit.model import Concept, Term

ROOT = Path(__file__).parent.parent.parent
GLOSSARY = ROOT / "glossary" / "strait-accord.csv"


def concept(kind: str, *terms: str) -> Concept:
    return Concept(tuple(Term(text, "ja") for text in terms), kind=kind)


def test_the_tbx_in_the_repository_is_what_the_command_writes(tmp_path: Path) -> None:
    path = tmp_path / "again.tbx"
    export(str(path), read_glossary(str(GLOSSARY)))
    assert path.read_bytes() == GLOSSARY.with_suffix(".tbx").read_bytes()


@pytest.mark.parametrize("name", ["g.tbx", "g.utx", "g.xlsx", "g.csv", "g.tsv"])
def test_terms_and_statuses_come_back(tmp_path: Path, name: str) -> None:
    concepts = read_glossary(str(GLOSSARY))
    export(str(tmp_path / name), concepts)
    again = read_glossary(str(tmp_path / name))
    assert statuses(again) >= statuses(concepts)


def statuses(concepts: tuple[Concept, ...]) -> set[tuple[str, str]]:
    return {(t.text, t.status) for c in concepts for t in c.in_language("ja")}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (concept("place", "ケス島"), [("ケス島", "place")]),
        (concept("organisation", "漁業省"), [("漁業省", "name")]),
        (concept("", "漁獲枠"), [("漁獲枠", "term")]),
        (concept("person", "林振瀾", "林大臣", "林氏"), [("林振瀾", "person")]),
        (concept("term", "力の均衡", "海 峡", "OSC"), []),
        (Concept((Term("枠組", "ja", "forbidden"),)), []),
    ],
)
def test_what_becomes_a_word(given: Concept, found: list[tuple[str, str]]) -> None:
    assert [(word.text, word.kind) for word in words([given])] == found


def test_the_source_of_a_user_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    export(str(path), [concept("organisation", "装備開発部"), concept("place", "ケス島")],
           "sudachi-csv")  # fmt: skip
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert [row[:9] for row in rows] == [
        ["ケス島", "4785", "4785", "3500", "ケス島", "名詞", "固有名詞", "地名", "一般"],
        ["装備開発部", "4787", "4787", "500", "装備開発部", "名詞", "固有名詞", "一般", "*"],
    ]
    assert rows[1][15].split("/")[0].startswith("装備,名詞")
    assert all(len(row) == 19 for row in rows)
