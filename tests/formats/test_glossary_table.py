"""Glossary tables as people send them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.glossary import read_glossary
from tmkit.model import Concept, Origin, Term

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def told() -> list[tuple[int, str]]:
    return []


def read(
    folder: Path,
    content: str | bytes,
    told: list[tuple[int, str]] | None = None,
    name: str = "g.csv",
) -> tuple[Concept, ...]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)

    def warn(origin: Origin, message: str) -> None:
        assert told is not None, message
        told.append((origin.line, message))

    return read_glossary(str(path), warn=warn)


def pairs(concepts: tuple[Concept, ...]) -> list[tuple[list[str], list[str]]]:
    return [
        ([term.text for term in each.in_language("en")], [t.text for t in each.in_language("ja")])
        for each in concepts
    ]


def test_own_columns(tmp_path: Path) -> None:
    concepts = read(
        tmp_path,
        "concept,en,ja,status,kind,note\n"
        "harbour-fund,Harbour Fund,港湾基金,preferred,organisation,After the first mention 基金\n"
        "harbour-fund,Harbour Fund,ハーバー基金,forbidden,organisation,\n"
        "harbour-fund,HF,港湾基金,admitted,organisation,\n"
        "quay,quay,埠頭,,term,\n",
    )
    assert concepts == (
        Concept(
            (
                Term("Harbour Fund", "en"),
                Term("港湾基金", "ja", note="After the first mention 基金"),
                Term("ハーバー基金", "ja", "forbidden"),
                Term("HF", "en", "admitted"),
            ),
            id="harbour-fund",
            kind="organisation",
        ),
        Concept((Term("quay", "en"), Term("埠頭", "ja")), id="quay", kind="term"),
    )
    assert [term.origin.line for term in concepts[0].terms if term.origin] == [2, 2, 3, 4]


def test_the_sample_glossary_is_read_whole(tmp_path: Path) -> None:
    source = (ROOT / "glossary" / "strait-accord.csv").read_bytes()
    concepts = read(tmp_path, source)
    rows = source.decode().splitlines()[1:]
    assert {concept.id for concept in concepts} == {row.split(",")[0] for row in rows}


HEADERS = [
    "en,ja",
    "English,Japanese",
    "source,target",
    "SOURCE , TARGET",
    "ＥＮ,ＪＡ",
    "英語,日本語",
    "原文,訳文",
    "用語,訳語",
    "english,訳",
    "en-US,ja-JP",
]


@pytest.mark.parametrize("header", HEADERS)
def test_names_of_columns(tmp_path: Path, header: str) -> None:
    assert pairs(read(tmp_path, f"{header}\nquay,埠頭\n")) == [(["quay"], ["埠頭"])]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", "preferred"),
        ("preferred", "preferred"),
        ("推奨", "preferred"),
        ("Approved", "preferred"),
        ("許容", "admitted"),
        ("Do Not Use", "forbidden"),
        ("do_not_use", "forbidden"),
        ("ＮＧ", "forbidden"),
        ("禁止", "forbidden"),
        ("deprecated", "forbidden"),
        ("旧称", "obsolete"),
        ("要確認", "provisional"),
    ],
)
def test_words_for_a_status(tmp_path: Path, status: str, expected: str) -> None:
    (concept,) = read(tmp_path, f"英語,日本語,状態,分野,品詞,備考\nquay,埠頭,{status},港,名詞,注\n")
    assert concept.subject == "港"
    assert concept.terms[0] == Term("quay", "en", "preferred", "名詞")
    assert concept.terms[1] == Term("埠頭", "ja", expected, "名詞", "注")  # type: ignore[arg-type]


def test_status_belongs_to_the_rendering(tmp_path: Path) -> None:
    (concept,) = read(
        tmp_path,
        "ja,en,status\n港湾局,Port Bureau,forbidden\n港湾局,Ports Authority,preferred\n",
    )
    assert [(term.text, term.status) for term in concept.terms] == [
        ("港湾局", "preferred"),
        ("Port Bureau", "forbidden"),
        ("Ports Authority", "preferred"),
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("quay,埠頭\nIBM,アイビーエム\n", "g.csv"),
        ("埠頭,quay\nアイビーエム,IBM\n", "g.csv"),
        ("quay\t埠頭\nIBM\tアイビーエム\n", "g.txt"),
        ("# mine\nquay\t埠頭\nIBM\tアイビーエム", "g.tsv"),
        ("quay\t埠頭\r\nIBM\tアイビーエム\r\n", "g.utf8"),
        ("quay;埠頭\rIBM;アイビーエム\r", "g.csv"),
        ("\n\nquay , 埠頭\u3000\n,\nIBM,アイビーエム\n", "g.csv"),
        ("日本語,英語\n埠頭,quay\nアイビーエム,IBM\n", "g.csv"),
        ("target,source\n埠頭,quay\nアイビーエム,IBM\n", "g.csv"),
    ],
)
def test_without_names_the_script_tells(tmp_path: Path, content: str, name: str) -> None:
    assert pairs(read(tmp_path, content, name=name)) == [
        (["quay"], ["埠頭"]),
        (["IBM"], ["アイビーエム"]),
    ]


def test_an_entry_that_looks_like_names_is_an_entry(tmp_path: Path) -> None:
    content = "English,英語\nJapanese,日本語\nsource,原文\n"
    assert pairs(read(tmp_path, content)) == [
        (["English"], ["英語"]),
        (["Japanese"], ["日本語"]),
        (["source"], ["原文"]),
    ]


def test_third_column_without_names_is_a_note(tmp_path: Path) -> None:
    (concept,) = read(tmp_path, "quay\t埠頭\tfor ships\tx\n", name="g.tab")
    assert concept.terms[1].note == "for ships"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    content = "英語,日本語,備考\nquay,埠頭,船を横付けする構造物のことです\n".encode(encoding)
    assert pairs(read(tmp_path, content)) == [(["quay"], ["埠頭"])]


def test_quotes_in_comma_separated_values(tmp_path: Path) -> None:
    content = 'en,ja,note\n"Hull, Port of",ハル港,"two\nlines"\n"the ""Ark""",箱舟,\nquay,埠頭,\n'
    concepts = read(tmp_path, content)
    assert pairs(concepts)[:2] == [(["Hull, Port of"], ["ハル港"]), (['the "Ark"'], ["箱舟"])]
    assert concepts[0].terms[1].note == "two\nlines"
    assert [each.origin.line for each in concepts if each.origin] == [2, 4, 5]


def test_quotes_in_tab_separated_values_are_characters(tmp_path: Path) -> None:
    content = (
        '"Ark" model\t箱舟型\n"Ark"\t箱舟\n"the ""Ark"""\t例の箱舟\n'
        '"Hull, Port of"\tハル港\n"\t引用符\n'
    )
    assert [each[0][0] for each in pairs(read(tmp_path, content, name="g.tsv"))] == [
        '"Ark" model',
        '"Ark"',
        'the "Ark"',
        "Hull, Port of",
        '"',
    ]


def test_bad_rows_are_told_and_the_rest_goes_in(
    tmp_path: Path, told: list[tuple[int, str]]
) -> None:
    content = (
        "en,ja,status\n"
        "quay,,\n"
        ",埠頭,\n"
        "only one cell\n"
        "bow,船首,splendid\n"
        "stern,船尾,preferred,and,more\n"
        'mast,"マ"スト,\n'
        "keel,竜骨,\n"
        "keel,竜骨,\n"
        "keel,竜骨,forbidden\n"
        "deck,甲板,,\n"
    )
    assert pairs(read(tmp_path, content, told)) == [(["keel"], ["竜骨"]), (["deck"], ["甲板"])]
    assert [line for line, _ in told] == [2, 3, 4, 5, 6, 7, 9, 10]
    messages = [message for _, message in told]
    assert messages[0] == "left out: no Japanese term"
    assert messages[1] == "left out: no English term"
    assert messages[3].startswith("left out: 'splendid' is not a status; use one of preferred,")
    assert messages[4] == "left out: 5 cells where the header has 3"
    assert messages[6] == "left out: 竜骨 stands already on line 8"
    assert messages[7] == "left out: 竜骨 is preferred on line 8, here forbidden"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("quay\nbow\n", r"g\.csv:1: the first row has one column only"),
        ("quay,dock\nbow,stern\n", r"g\.csv:1: cannot tell which column is English"),
        ('en,ja\nquay,埠頭\n"bow,船首\nstern,船尾\n', r"g\.csv:3: a quote opens here"),
        (b"PK\x03\x04rest", "is a workbook"),
    ],
)
def test_no_table_of_terms(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(tmp_path, content)


@pytest.mark.parametrize("content", ["", "\n\n", "en,ja\n", "\ufeff"])
def test_nothing_in_it(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == ()


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        read_glossary(str(tmp_path / "absent.csv"))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab東カ",\t\n\r; #推奨'), max_size=60), st.booleans())
def test_any_table_gives_concepts_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, content: str, tabs: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / ("any.tsv" if tabs else "any.csv")
    path.write_bytes(content.encode())
    try:
        concepts = read_glossary(str(path))
    except FormatError:
        return
    for concept in concepts:
        assert concept.in_language("en")
        assert concept.in_language("ja")
        assert all(term.text == term.text.strip() != "" for term in concept.terms)
        assert all(term.text.split("\n")[0] in content or '"' in content for term in concept.terms)


def test_a_row_that_names_its_concept_may_have_one_term(
    tmp_path: Path, told: list[tuple[int, str]]
) -> None:
    content = (
        "concept,en,ja,status,note\n"
        "fund,Harbour Fund,,,in full\n"
        "fund,Harbour Fund,港湾基金,,\n"
        "fund,,港基金,forbidden,\n"
        "quay,quay,,,\n"
    )
    fund, quay = read(tmp_path, content, told)
    assert fund.terms == (
        Term("Harbour Fund", "en", note="in full"),
        Term("港湾基金", "ja"),
        Term("港基金", "ja", "forbidden"),
    )
    assert quay.terms == (Term("quay", "en"),)
    assert told == [(5, "quay has no Japanese term")]


@pytest.mark.parametrize(
    ("header", "word", "kind", "type_"),
    [
        ("en,ja,type", "place", "place", ""),
        ("en,ja,type", "acronym", "", "acronym"),
        ("en,ja,type,kind", "acronym", "", "acronym"),
        ("en,ja,term type", "acronym", "", "acronym"),
        ("en,ja,種別", "地名", "地名", ""),
    ],
)
def test_the_type_of_a_term_and_the_kind_of_a_thing(
    tmp_path: Path, header: str, word: str, kind: str, type_: str
) -> None:
    (concept,) = read(tmp_path, f"{header}\nquay,埠頭,{word}\n")
    assert (concept.kind, concept.terms[1].type) == (kind, type_)


def test_rows_that_disagree_about_their_concept(
    tmp_path: Path, told: list[tuple[int, str]]
) -> None:
    content = (
        "concept,en,ja,kind,created,changed\n"
        "fund,fund,基金,term,2025-02-01,2026-01-01\n"
        "fund,fund,ファンド,place,2025-01-01,2026-02-01\n"
    )
    (concept,) = read(tmp_path, content, told)
    assert (concept.kind, concept.created, concept.changed) == ("term", "2025-01-01", "2026-02-01")
    assert told == [(3, "left out: kind 'place'; line 2 says 'term'")]


def test_the_sources_and_contexts_of_a_term(tmp_path: Path) -> None:
    content = "ja,en,出典,文脈,context 3,context 2\n埠頭,quay,港則法,A quay.,C,B\n"
    (concept,) = read(tmp_path, content)
    assert concept.terms == (
        Term("埠頭", "ja"),
        Term("quay", "en", contexts=("A quay.", "B", "C"), source="港則法"),
    )
