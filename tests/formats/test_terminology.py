"""Concepts through every terminology format and back: what a format can hold, it keeps."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import ConfigError, FormatError, WriteError
from tmkit.formats.terminology import (
    TERM_FORMATS,
    TermReport,
    read_concepts,
    write_concepts,
)
from tmkit.model import Concept, Origin, Term, TermStatus

FULL = ("csv", "tsv", "xlsx", "tbx", "tbx3")

FUND = Concept(
    (
        Term(
            "Harbour Fund",
            "en",
            "preferred",
            "noun",
            "In full at the first mention",
            "fullForm",
            ("The Harbour Fund pays.", "We met the Harbour Fund."),
            "Statute 1",
        ),
        Term("HF", "en", "admitted", "noun", type="acronym"),
        Term("港湾基金", "ja", "preferred", "noun", "初出のみ", contexts=("港湾基金が支払う。",)),
        Term("ハーバー基金", "ja", "forbidden", "noun", "誤り"),
        Term("旧港湾基金", "ja", "obsolete"),
        Term("港基金", "ja", "provisional"),
    ),
    id="harbour-fund",
    subject="finance",
    kind="organisation",
    definition="What pays for quays & docks; 「」 <b>",
    note="Founded twice",
    source="Statute 2",
    created="2025-04-01",
    changed="2026-01-31T09:00:00Z",
)
QUAY = Concept((Term("quay", "en", part_of_speech="noun"), Term("埠頭", "ja")), id="12")


def through(folder: Path, concepts: list[Concept], name: str) -> tuple[list[Concept], TermReport]:
    path = str(folder / "glossary.any")
    report = write_concepts(path, concepts, name, source_lang="en", target_lang="ja")
    told: list[str] = []

    def warn(_origin: Origin, message: str) -> None:
        told.append(message)

    found = read_concepts(path, name, source_lang="en", target_lang="ja", warn=warn)
    assert all("has no" in message for message in told), told
    return list(found), report


def by_language(concept: Concept) -> Concept:
    """Return a concept with its terms by language: no format keeps their order across those."""
    return replace(concept, terms=tuple(sorted(concept.terms, key=lambda term: term.lang)))


@pytest.mark.parametrize("name", FULL)
def test_every_field_comes_back(tmp_path: Path, name: str) -> None:
    found, report = through(tmp_path, [FUND, QUAY], name)
    assert list(map(by_language, found)) == [FUND, QUAY]
    assert report == TermReport(2, 8)


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_the_format_is_found_without_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"glossary.{name}"
    write_concepts(str(path), [FUND], source_lang="en", target_lang="ja")
    assert by_language(*read_concepts(str(path))) == FUND


@pytest.mark.parametrize("name", ["xlsx", "tbx", "tbx3", "utx"])
def test_the_content_counts_more_than_the_extension(tmp_path: Path, name: str) -> None:
    path = tmp_path / "glossary.csv"
    write_concepts(str(path), [QUAY], name, source_lang="en", target_lang="ja")
    (found,) = read_concepts(str(path))
    assert [term.text for term in found.terms] == ["quay", "埠頭"]


def test_what_utx_cannot_hold_is_named(tmp_path: Path) -> None:
    found, report = through(tmp_path, [FUND, QUAY], "utx")
    assert [(term.text, term.status, term.note) for term in found[0].terms] == [
        ("Harbour Fund", "preferred", "In full at the first mention"),
        ("港湾基金", "preferred", "初出のみ"),
        ("ハーバー基金", "forbidden", "誤り"),
        ("旧港湾基金", "forbidden", ""),
        ("港基金", "provisional", ""),
        ("HF", "admitted", ""),
    ]
    assert {(loss.name, loss.count) for loss in report.lost} == {
        ("concept.subject", 1),
        ("concept.kind", 1),
        ("concept.definition", 1),
        ("concept.note", 1),
        ("concept.source", 1),
        ("concept.created", 1),
        ("concept.changed", 1),
        ("term.type", 2),
        ("term.contexts", 2),
        ("term.source", 1),
        ("term.status", 1),
    }


def test_omegat_text_offers_no_forbidden_term(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    report = write_concepts(str(path), [FUND, QUAY], source_lang="ja", target_lang="en")
    assert path.read_text("utf-8").splitlines() == [
        "港湾基金\tHarbour Fund\tIn full at the first mention",
        "港湾基金\tHF\tFounded twice",
        "港基金\tHarbour Fund\tIn full at the first mention",
        "港基金\tHF\tFounded twice",
        "埠頭\tquay\t",
    ]
    left_out = [loss for loss in report.lost if loss.name == "term"]
    assert [(loss.count, loss.example) for loss in left_out] == [
        (1, "ハーバー基金"),
        (1, "旧港湾基金"),
    ]
    assert len(read_concepts(str(path))) == 3


def test_the_omegat_profile_writes_an_entry_for_each_target(tmp_path: Path) -> None:
    path = str(tmp_path / "g.tbx")
    report = write_concepts(path, [FUND], source_lang="en", target_lang="ja", profile="omegat")
    entries = [[term.text for term in concept.terms] for concept in read_concepts(path)]
    assert entries == [["Harbour Fund", "HF", "港湾基金"], ["Harbour Fund", "HF", "港基金"]]
    assert {loss.example for loss in report.lost if loss.name == "term"} == {
        "ハーバー基金",
        "旧港湾基金",
    }


@pytest.mark.parametrize("name", list(TERM_FORMATS))
def test_the_same_concepts_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    for path in ("one", "two"):
        write_concepts(
            str(tmp_path / path),
            [FUND, QUAY],
            name,
            source_lang="en",
            target_lang="ja",
            date="20260131T090000Z",
        )
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_missing_and_double_identifiers(tmp_path: Path) -> None:
    nameless = replace(QUAY, id="")
    found, report = through(tmp_path, [nameless, nameless, QUAY, QUAY], "tbx")
    assert [concept.id for concept in found] == ["quay", "quay-2", "12", "12-2"]
    assert [(loss.name, loss.reason) for loss in report.lost] == [("concept.id", "stands twice")]


def test_other_languages_go_where_there_is_a_place(tmp_path: Path) -> None:
    trilingual = Concept((*QUAY.terms, Term("码头", "zh-Hans")), id="12")
    assert through(tmp_path, [trilingual], "tbx")[0] == [trilingual]
    found, report = through(tmp_path, [trilingual], "csv")
    assert found == [QUAY]
    assert report.lost[0].reason == "no column for the language zh-Hans"


@pytest.mark.parametrize("name", ["csv", "xlsx", "tsv"])
def test_regional_tags_name_the_columns(tmp_path: Path, name: str) -> None:
    regional = Concept((Term("colour", "en-GB"), Term("色", "ja-JP")), id="colour")
    assert through(tmp_path, [regional], name) == ([regional], TermReport(1, 2))


@pytest.mark.parametrize("name", ["csv", "xlsx", "tsv"])
def test_a_map_of_columns(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / "g")
    columns = {"en": "Term EN", "ja": "用語（日）", "status": "Stand"}
    write_concepts(path, [FUND], name, source_lang="en", target_lang="ja", columns=columns)
    assert by_language(*read_concepts(path, name, columns=columns)) == FUND
    with pytest.raises(FormatError, match=r"no column is called 'Nope' .* Its columns are concept"):
        read_concepts(path, name, columns={**columns, "note": "Nope"})
    with pytest.raises(ConfigError, match="no column of a glossary is called 'whatever'"):
        read_concepts(path, name, columns={"whatever": "x"})


@pytest.mark.parametrize("text", ["=1+1", "+81", "-able", "@home", "'=x", "''-y", "＝全角", "'n'"])
def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path, text: str) -> None:
    concept = Concept((Term(text, "en"), Term("式", "ja", note=text)), id="f")
    found, report = through(tmp_path, [concept], "csv")
    assert found == [concept]
    assert report.lost == ()
    content = (tmp_path / "glossary.any").read_text("utf-8-sig")
    assert not re.search(r"(^|,)\"?[=+\-@＝＋－＠]", content, re.MULTILINE)


def test_an_apostrophe_of_the_users_own_table_stays(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("en,ja\n'-ing' form,進行形\n", "utf-8")
    assert read_concepts(str(path))[0].terms[0].text == "'-ing' form"


def test_unknown_names(tmp_path: Path) -> None:
    path = str(tmp_path / "g.doc")
    with pytest.raises(ConfigError, match=r"g\.doc: the name does not say which format"):
        write_concepts(path, [QUAY], source_lang="en", target_lang="ja")
    with pytest.raises(ConfigError, match="unknown terminology format 'doc'"):
        write_concepts(path, [QUAY], "doc", source_lang="en", target_lang="ja")
    with pytest.raises(ConfigError, match="unknown profile 'x'"):
        write_concepts(path, [QUAY], "tbx", source_lang="en", target_lang="ja", profile="x")
    with pytest.raises(WriteError, match="there is no term to write"):
        write_concepts(path, [], "tbx", source_lang="en", target_lang="ja")
    assert not Path(path).exists()


# ---------------------------------------------------------------------------- any concept at all

STATUSES: tuple[TermStatus, ...] = (
    "preferred",
    "admitted",
    "provisional",
    "forbidden",
    "obsolete",
)
ANY = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "'-x", "#tag", '"q"', '"a, b"', "_x0041_", "a\tb", "二\n行", " 端 ", "kind: a", "\x01"]
)
WORDS = st.text(alphabet="abcXYZ東京カナがｶﾞ,;:'\"-=#&<>_0123 ", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


def concepts(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Concept]]:
    optional = st.just("") | texts
    term = st.builds(
        Term,
        text=texts,
        lang=st.sampled_from(["en", "ja"]),
        status=st.sampled_from(STATUSES),
        part_of_speech=st.sampled_from(["", "noun", "verb", "adjective", "adverb", "other"]),
        note=optional,
        type=st.sampled_from(["", "fullForm", "acronym", "variant"]),
        contexts=st.lists(texts.filter(str.strip), max_size=2).map(tuple),
        source=optional,
    )
    dates = st.sampled_from(["", "2025-04-01", "2026-01-31T09:00:00Z"])
    concept = st.builds(
        Concept,
        terms=st.lists(
            term, min_size=1, max_size=4, unique_by=lambda one: (one.lang, one.text.strip())
        ).map(tuple),
        id=texts,
        subject=optional,
        kind=optional,
        definition=optional,
        note=optional,
        source=optional,
        created=dates,
        changed=dates,
    )
    return st.lists(
        concept, min_size=1, max_size=3, unique_by=lambda one: (one.id, one.id.strip())
    ).filter(lambda found: len({one.id.strip() for one in found}) == len(found))


@pytest.mark.parametrize("name", FULL)
@settings(max_examples=40, deadline=None)
@given(found=concepts(WORDS))
def test_words_come_back_whole(
    tmp_path_factory: pytest.TempPathFactory, name: str, found: list[Concept]
) -> None:
    back, report = through(tmp_path_factory.getbasetemp(), found, name)
    assert list(map(by_language, back)) == list(map(by_language, found))
    assert report.lost == ()


@pytest.mark.parametrize("name", list(TERM_FORMATS))
@settings(max_examples=40, deadline=None)
@given(found=concepts(ANY))
def test_what_does_not_come_back_is_in_the_report(
    tmp_path_factory: pytest.TempPathFactory, name: str, found: list[Concept]
) -> None:
    try:
        back, report = through(tmp_path_factory.getbasetemp(), found, name)
    except WriteError:  # TBX with no term that has a text
        return
    lost = {loss.name for loss in report.lost}
    if lost & {"concept", "concept.id", "text"} or len(back) != len(found):
        assert lost
        return
    for before, after in zip(map(by_language, found), map(by_language, back), strict=True):
        for part in fields(Concept):
            if part.name == "id" and not before.id:
                continue  # it was given one
            if part.name not in {"terms", "origin"} and f"concept.{part.name}" not in lost:
                assert getattr(before, part.name) == getattr(after, part.name), part.name
        if lost & {"term", "term.text"}:
            continue
        kept = {(term.lang, term.text): term for term in after.terms}
        for term in before.terms:
            for part in fields(Term):
                if part.name != "origin" and f"term.{part.name}" not in lost:
                    same = getattr(kept[term.lang, term.text], part.name)
                    assert getattr(term, part.name) == same, part.name
