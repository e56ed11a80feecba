"""Rows at the end of a glossary, in its own columns and encoding: nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tmkit.errors import ConfigError
from tmkit.formats.glossary_append import append
from tmkit.formats.terminology import read_concepts
from tmkit.model import Concept, Term, TermStatus


def pair(en: str, ja: str, status: TermStatus = "preferred", note: str = "") -> Concept:
    return Concept((Term(en, "en"), Term(ja, "ja", status, note=note)), kind="term")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("en,ja\npier,桟橋\n", "quay,岸壁\n"),
        ("en,ja\r\npier,桟橋\r\n", "quay,岸壁\r\n"),
        ("en,ja\npier,桟橋", "\nquay,岸壁\n"),
        ("\ufeffja,Mine,en\n桟橋,1,pier\n", "岸壁,,quay\n"),
        ("ja;en;note\n桟橋;pier;x\n", "岸壁;quay;large, of stone\n"),
        ("concept,en,ja,status,kind\np,pier,桟橋,,\n", "quay,quay,岸壁,preferred,term\n"),
        ("英語,日本語,備考\npier,桟橋,\n", 'quay,岸壁,"large, of stone"\n'),
        ("pier,桟橋\n", 'quay,岸壁,"large, of stone"\n'),
    ],
)
def test_a_row_in_the_files_own_columns(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(before.encode())
    assert append(str(path), [pair("quay", "岸壁", note="large, of stone")]).rows == 1
    assert path.read_bytes() == (before + after).encode()


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "euc-jp"])
def test_the_files_own_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "g.csv"
    text = "en,ja\npier,長い桟橋である。\nharbour fund,港湾基金というもの\n"
    path.write_bytes(text.encode(encoding))
    before = path.read_bytes()
    append(str(path), [pair("quay", "岸壁")])
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().decode(encoding) == text + "quay,岸壁\n"


def test_what_an_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    before = "en,ja\npier,長い桟橋である。\nfund,港湾基金というもの\n".encode("cp932")
    path.write_bytes(before)
    added = append(str(path), [pair("Du Wenshan", "杜文山"), pair("Xi", "𠮷田")])
    assert added.rows == 1
    assert "save the glossary as UTF-8" in added.refused[0].reason
    assert path.read_bytes() == before + "Du Wenshan,杜文山\n".encode("cp932")


@pytest.mark.parametrize(
    ("concept", "rows", "known", "reason"),
    [
        (pair("pier", "桟橋"), 0, 1, ""),
        (pair("Pier", "桟橋"), 0, 1, ""),
        (pair("pier", "埠頭"), 1, 0, ""),
        (pair("pier", "岸壁", "admitted"), 0, 0, "stands there as forbidden"),
    ],
)
def test_what_stands_there_already(
    tmp_path: Path, concept: Concept, rows: int, known: int, reason: str
) -> None:
    path = tmp_path / "g.csv"
    path.write_text("concept,en,ja,status\np1,pier,桟橋,\np1,pier,岸壁,forbidden\n", "utf-8")
    added = append(str(path), [concept])
    assert (added.rows, added.known) == (rows, known)
    assert (added.refused[0].reason if added.refused else "").startswith(reason)
    assert all(found.id == "p1" for found in read_concepts(str(path)))


def test_a_status_needs_its_column(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("en,ja\npier,桟橋\n", "utf-8")
    added = append(str(path), [pair("quay", "岸壁", "forbidden")])
    assert added.rows == 0
    assert added.refused[0].reason == "the table has no status column, and this is forbidden"


def test_a_new_glossary(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    append(str(path), [pair("quay", "岸壁"), pair("quay!", "埠頭")])
    assert path.read_text("utf-8-sig") == (
        "concept\ten\tja\tstatus\tkind\tpos\tnote\n"
        "quay\tquay\t岸壁\tpreferred\tterm\t\t\n"
        "quay-2\tquay!\t埠頭\tpreferred\tterm\t\t\n"
    )


def test_other_formats_are_made_from_the_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="rows are added to tables only"):
        append(str(tmp_path / "g.tbx"), [pair("quay", "岸壁")])


CELL = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1
).filter(lambda text: text == text.strip())


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(term=CELL, rendering=CELL, note=CELL)
def test_any_row_comes_back(
    tmp_path: Path, suffix: str, term: str, rendering: str, note: str
) -> None:
    path = tmp_path / f"g.{suffix}"
    path.unlink(missing_ok=True)
    append(str(path), [pair("pier", "桟橋")])
    before = path.read_bytes()
    append(str(path), [pair(f"x{term}", rendering, note=note)])
    assert path.read_bytes().startswith(before)
    found = read_concepts(str(path))[-1]
    assert [t.text for t in found.terms][:2] == [f"x{term}", rendering]
    assert found.terms[1].note == note
