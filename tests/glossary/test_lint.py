"""What is wrong with a glossary itself, one case a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats.terminology import read_concepts
from tmkit.glossary.lint import lint
from tmkit.glossary.stats import stats

HEAD = "concept,en,ja,status\n"


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ("a,pier,桟橋,\nb,quay,岸壁,admitted\n", []),
        ("a,pier,桟橋,\nb,Pier,桟橋,\n", ["3 error 桟橋 for 'pier' stands already on line 2"]),
        (
            "a,pier,桟橋,\nb,pier,桟橋,forbidden\nb,pier,埠頭,\n",
            ["3 error 桟橋 for 'pier' is forbidden here and preferred on line 2"],
        ),
        (
            "a,pier,桟橋,\na,pier,桟橋,forbidden\n",
            ["3 error left out: 桟橋 is preferred on line 2, here forbidden"],
        ),
        ("a,pier,桟橋 ,\n", ["2 error white space at an edge of '桟橋 '"]),
        ("a,pier,\u3000桟橋,\n", ["2 error white space at an edge of '\\u3000桟橋'"]),
        (
            "a,pier,桟橋,perhaps\n",
            [
                "2 error left out: 'perhaps' is not a status; use one of preferred, admitted, "
                "provisional, forbidden, obsolete"
            ],
        ),
        (
            "a,pier,桟橋,forbidden\n",
            ["2 warning 桟橋 is forbidden, and there is nothing to use instead"],
        ),
    ],
)
def test_faults(tmp_path: Path, rows: str, faults: list[str]) -> None:
    path = tmp_path / "g.csv"
    path.write_text(HEAD + rows, "utf-8")
    found = [f"{fault.origin.line} {fault.severity} {fault.message}" for fault in lint(str(path))]
    assert found == faults


def test_terms_that_are_in_no_text(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(
        HEAD + "a,pier,桟橋,\nb,quay,岸壁,\nb,quay,波止場,forbidden\nc,buoys,ブイ,\n", "utf-8"
    )
    texts = [("en", "The piers and a buoy."), ("ja", "桟橋とブイ。")]
    assert [(fault.origin.line, fault.message) for fault in lint(str(path), texts)] == [
        (3, "quay is in none of the texts"),
        (3, "岸壁 is in none of the texts"),
    ]


def test_a_language_without_texts_has_no_unused_terms(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(HEAD + "a,pier,桟橋,\n", "utf-8")
    assert not lint(str(path), [("en", "The pier.")])


def test_figures(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(
        "concept,en,ja,status,kind,note\na,pier,桟橋,,place,long\na,pier,埠頭,admitted,,\nb,quay,,,,\n",
        "utf-8",
    )
    found = stats(read_concepts(str(path)))
    assert (found.concepts, found.terms, found.untranslated, found.noted) == (2, 4, 1, 1)
    assert found.statuses == (("preferred", 3), ("admitted", 1))
    assert found.kinds == (("-", 1), ("place", 1))
    assert found.languages == (("en", 2), ("ja", 2))
