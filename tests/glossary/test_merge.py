"""Glossaries put together, and what they disagree on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats.terminology import read_concepts
from tmkit.glossary.merge import Merged, merge

HEAD = "concept,en,ja,status,kind\n"


def merged(tmp_path: Path, *tables: str) -> Merged:
    found = []
    for number, rows in enumerate(tables, 1):
        path = tmp_path / f"g{number}.csv"
        path.write_text(HEAD + rows, "utf-8")
        found.append(read_concepts(str(path)))
    return merge(found)


def terms(result: Merged) -> list[list[tuple[str, str]]]:
    return [[(term.text, term.status) for term in concept.terms] for concept in result.concepts]


def test_what_only_one_has_comes_in(tmp_path: Path) -> None:
    result = merged(tmp_path, "a,pier,桟橋,,\n", "b,quay,岸壁,,\n")
    assert [concept.id for concept in result.concepts] == ["a", "b"]
    assert not result.conflicts
    assert result.added == 2


def test_one_concept_by_its_english_term(tmp_path: Path) -> None:
    result = merged(tmp_path, "a,pier,桟橋,,\n", "x,Pier,埠頭,admitted,place\n")
    assert [concept.id for concept in result.concepts] == ["a"]
    assert terms(result) == [[("pier", "preferred"), ("桟橋", "preferred"), ("埠頭", "admitted")]]
    assert result.concepts[0].kind == "place"
    assert not result.conflicts


@pytest.mark.parametrize(
    ("second", "message", "places"),
    [
        ("a,pier,桟橋,forbidden,\n", "桟橋 is preferred here and forbidden there", (2, 2)),
        ("a,pier,埠頭,,\n", "pier is 桟橋 here and 埠頭 there", (2, 2)),
        ("z,quay,岸壁,,\na,pier,桟橋,,place\n", "kind of a is term here and place there", (2, 3)),
    ],
)
def test_conflicts_say_where(
    tmp_path: Path, second: str, message: str, places: tuple[int, int]
) -> None:
    (conflict,) = merged(tmp_path, "a,pier,桟橋,,term\n", second).conflicts
    assert conflict.message == message
    assert conflict.first is not None
    assert conflict.second is not None
    assert (conflict.first.line, conflict.second.line) == places
    assert conflict.second.path.endswith("g2.csv")


def test_the_first_glossary_counts(tmp_path: Path) -> None:
    result = merged(tmp_path, "a,pier,桟橋,,\n", "a,pier,埠頭,,\na,pier,桟橋,forbidden,\n")
    assert terms(result) == [
        [("pier", "preferred"), ("桟橋", "preferred"), ("埠頭", "provisional")]
    ]


def test_several_rows_of_one_glossary_do_not_disagree(tmp_path: Path) -> None:
    result = merged(tmp_path, "a,pier,桟橋,,\na,landing pier,桟橋,,\na,pier,埠頭,,\n")
    assert not result.conflicts
    assert len(result.concepts) == 1
