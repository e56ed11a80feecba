"""The verb: files in, terms out, compared with what is known and what was rejected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import ConfigError, FormatError
from tmkit.extract import Entry, Task, extract
from tmkit.extract.select import Choices, select
from tmkit.extract.stop import add_to_stop, read_stop, term_key
from tmkit.pair import Input, Output, align_files
from tmkit.pair import Task as Align


def terms(*bitexts: str, **options: object) -> dict[str, Entry]:
    outcome = extract(Task(bitexts, **options))  # type: ignore[arg-type]
    return {entry.term: entry for entry in outcome.entries}


def test_a_pair_of_files_is_aligned_on_the_way(article: tuple[str, str]) -> None:
    found = terms(*article)
    assert found["tidal power station"].choices[0].text == "潮力発電所"
    assert found["harbour fund"].inconsistent


def test_the_order_of_the_files_does_not_matter(article: tuple[str, str]) -> None:
    assert terms(*article) == terms(*reversed(article))


@pytest.mark.parametrize("name", ["bitext.tmx", "bitext.tsv", "bitext.csv", "bitext.xlsx"])
def test_bilingual_files(article: tuple[str, str], name: str) -> None:
    written = Output(name, name.rsplit(".", 1)[1])
    align_files(Align(Input(article[0], "en"), Input(article[1], "ja"), (written,)))
    assert terms(name)["tidal power station"].choices[0].text == "潮力発電所"


def test_several_files_at_once(article: tuple[str, str]) -> None:
    sides = [Path(name).read_text("utf-8").splitlines() for name in article]
    rows = zip(*sides, strict=True)
    Path("more.tsv").write_text("".join(f"{one}\t{other}\n" for one, other in rows), "utf-8")
    twice = terms(*article, "more.tsv")["harbour fund"]
    assert twice.count == 2 * terms(*article)["harbour fund"].count


def test_contexts_say_where_both_sides_stand(article: tuple[str, str]) -> None:
    (context,) = terms(*article)["contract"].choices[0].contexts
    assert (context.place_en, context.place_ja) == ("en.txt:6", "ja.txt:6")
    assert "signed the contract" in context.english
    assert "契約に署名" in context.japanese


@pytest.mark.parametrize(
    ("rows", "term", "status"),
    [
        ("Quillhaven,クイルヘブン,preferred", "Quillhaven", "known"),
        ("Quillhaven,クイルヘヴン,preferred", "Quillhaven", "contradicted"),
        ("Quillhaven,クイルヘブン,forbidden", "Quillhaven", "contradicted"),
        ("turbine,タービン,admitted", "turbines", "known"),
        ("Marrow,マロウ,preferred\nMarrow,マロウ大統領,forbidden", "Marrow", "contradicted"),
        ("lighthouse,灯台,preferred", "Quillhaven", "new"),
    ],
)
def test_a_glossary_is_compared(
    article: tuple[str, str], rows: str, term: str, status: str
) -> None:
    Path("g.csv").write_text(f"en,ja,status\n{rows}\n", "utf-8")
    assert terms(*article, glossaries=("g.csv",))[term].status == status


def test_a_glossary_teaches_what_no_dictionary_has(article: tuple[str, str]) -> None:
    Path("g.csv").write_text("en,ja\nlighthouse keepers' union,灯台守組合\n", "utf-8")
    found = terms(*article, glossaries=("g.csv",), dictionary=False)
    assert "灯台守組合" in {choice.text for e in found.values() for choice in e.choices}


def test_what_is_on_the_stop_list_is_not_proposed(article: tuple[str, str]) -> None:
    Path("stop.tsv").write_text("# no terms\ncontracts\nharbour fund\t港湾資金\n", "utf-8")
    outcome = extract(Task(article, stop="stop.tsv"))
    found = {entry.term: entry for entry in outcome.entries}
    assert "contract" not in found
    assert [choice.text for choice in found["harbour fund"].choices] == ["港湾基金"]
    assert outcome.stopped == 1


def test_the_stop_list_lies_beside_the_glossary(article: tuple[str, str]) -> None:
    Path("g.csv").write_text("en,ja\npier,桟橋\n", "utf-8")
    Path("g.stop.tsv").write_text("contract\n", "utf-8")
    assert "contract" not in terms(*article, glossaries=("g.csv",))


def test_a_stop_list_keeps_what_people_wrote_into_it(tmp_path: Path) -> None:
    path = tmp_path / "stop.tsv"
    path.write_bytes("# 不要\nTide Tables\nquay\t岸壁".encode())
    assert add_to_stop(str(path), [("tide table", ""), ("buoy", ""), ("quay", "岸壁")]) == 1
    assert path.read_bytes() == "# 不要\nTide Tables\nquay\t岸壁\nbuoy\n".encode()
    assert read_stop(str(path)).pairs == {("quay", "岸壁")}


@pytest.mark.parametrize(
    ("term", "key"), [("Tide Tables", "tide table"), ("client-server", "client server"), ("", "")]
)
def test_keys_of_terms(term: str, key: str) -> None:
    assert term_key(term) == key


def test_what_is_wanted(article: tuple[str, str]) -> None:
    entries = extract(Task(article)).entries
    assert all(entry.inconsistent for entry in select(entries, Choices(inconsistent=True)))
    assert all(e.confidence >= 0.9 for e in select(entries, Choices(min_confidence=0.9)))
    assert len(select(entries, Choices(limit=3))) == 3
    assert select(entries, Choices(everything=True)) == entries
    shown = {entry.term for entry in select(entries, Choices())}
    assert {"tidal power station", "Quillhaven", "harbour fund"} <= shown
    assert not {"signed", "want", "said"} & shown


def test_the_first_entries_are_names_and_compounds(article: tuple[str, str]) -> None:
    first = [entry.term for entry in select(extract(Task(article)).entries, Choices(limit=5))]
    assert {"tidal power station", "Quillhaven"} <= set(first)
    assert not any(" and " in term for term in first)


@pytest.mark.parametrize(
    ("bitexts", "error", "message"),
    [
        ((), ConfigError, "nothing to look for terms in"),
        (("en.txt",), ConfigError, "a document without its translation"),
        (("none.tmx",), FormatError, "no such file"),
        (("en.txt", "en.txt"), ConfigError, "both files are in English"),
    ],
)
def test_what_cannot_be_read(
    article: tuple[str, str], bitexts: tuple[str, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        extract(Task(bitexts))
