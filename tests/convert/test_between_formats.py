"""Every format to every other: what both hold stays, and what one lacks is named."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.convert import FORMATS, WRITABLE, Converted, Task, convert
from tmkit.errors import ConfigError
from tmkit.formats._writers import write_aligned
from tmkit.formats.about import About
from tmkit.formats.bilingual import read_units_of
from tmkit.formats.terminology import read_concepts, write_concepts
from tmkit.model import Code, Concept, Segment, Term, TranslationUnit
from tmkit.validate import validate

UNITS = [name for name in WRITABLE if FORMATS[name].family == "units"]
TERMS = [name for name in WRITABLE if FORMATS[name].family == "terms"]
EXTENSIONS = {"xliff2": ".xlf", "tbx3": ".tbx"}

HARBOUR = [
    TranslationUnit(
        Segment("The harbour is <closed>.", "en"), Segment("港は\u3000閉鎖された。", "ja"), "u1"
    ),
    TranslationUnit(
        Segment('A | B, "C"\tD', "en"), Segment("甲｜乙、「丙」", "ja"), "u2", (), "要確認"
    ),
]
CONCEPTS = [
    Concept(
        (
            Term("Harbour Fund", "en", part_of_speech="noun"),
            Term("港湾基金", "ja", part_of_speech="noun", note="正式名"),
            Term("ハーバー基金", "ja", "forbidden", "noun"),
        ),
        "c1",
        subject="finance",
        definition="Pays for the quays.",
    ),
    Concept((Term("ferry", "en"), Term("フェリー", "ja")), "c2"),
]


def named(folder: Path, stem: str, name: str) -> str:
    return str(folder / f"{stem}{EXTENSIONS.get(name) or FORMATS[name].extensions[0]}")


def written(folder: Path, name: str) -> str:
    """Write the harbour in a format, and return the path."""
    path = named(folder, f"in-{name}", name)
    if FORMATS[name].family == "units":
        write_aligned(path, FORMATS[name].writes, HARBOUR, About("en", "ja"))
    else:
        writes = FORMATS[name].writes
        write_concepts(path, CONCEPTS, writes, source_lang="en", target_lang="ja")
    return path


def between(folder: Path, first: str, second: str, profile: str = "") -> tuple[str, Converted]:
    path = named(folder, f"out-{first}-{second}", second)
    return path, convert(Task(written(folder, first), path, first, second, profile=profile))


@pytest.mark.parametrize(("first", "second"), [*product(UNITS, UNITS)])
def test_texts_of_units_stay_whatever_the_formats(first: str, second: str, tmp_path: Path) -> None:
    path, done = between(tmp_path, first, second)
    back = list(read_units_of(path, "en", "ja", format=FORMATS[second].reads))
    assert [(u.source.text, u.target.text) for u in back] == [
        (u.source.text, u.target.text) for u in HARBOUR
    ]
    assert done.count == 2
    if "po" not in (first, second):  # which has no identifiers
        assert [(u.id, u.note) for u in back] == [("u1", ""), ("u2", "要確認")]
    assert not [loss for loss in done.lost if "text" in loss.name or loss.name == "unit"]


@pytest.mark.parametrize(("first", "second"), [*product(TERMS, TERMS)])
def test_terms_stay_whatever_the_formats(first: str, second: str, tmp_path: Path) -> None:
    path, done = between(tmp_path, first, second)
    back = read_concepts(path, FORMATS[second].reads)
    wanted = {"Harbour Fund", "港湾基金", "ferry", "フェリー"}
    if "omegat" not in (first, second):  # which must not have it
        wanted.add("ハーバー基金")
        statuses = {term.text: term.status for concept in back for term in concept.terms}
        assert statuses["ハーバー基金"] == "forbidden"
    elif first != "omegat":
        assert any(loss.example == "ハーバー基金" for loss in done.lost)
    assert {term.text for concept in back for term in concept.terms} == wanted


@pytest.mark.parametrize(("first", "second"), [*product(UNITS, TERMS), *product(TERMS, UNITS)])
def test_units_are_terms_and_back(first: str, second: str, tmp_path: Path) -> None:
    path, done = between(tmp_path, first, second)
    if FORMATS[second].family == "units":
        back = read_units_of(path, "en", "ja", format=FORMATS[second].reads)
        assert [(u.source.text, u.target.text) for u in back] == [
            ("Harbour Fund", "港湾基金"),
            ("ferry", "フェリー"),
        ]
        if first != "omegat":
            assert any(loss.example == "ハーバー基金" for loss in done.lost)
    else:
        assert done.count == 2
        assert any("look like sentences" in line for line in done.told) == (done.count < 2)


def test_a_memory_of_terms_becomes_the_glossary_that_it_was(tmp_path: Path) -> None:
    first, _ = between(tmp_path, "glossary-csv", "tmx")
    second = str(tmp_path / "back.tbx")
    convert(Task(first, second))
    fund, ferry = read_concepts(second)
    assert (fund.id, fund.subject, fund.definition) == ("c1", "finance", "Pays for the quays.")
    assert [(t.text, t.part_of_speech, t.note) for t in fund.in_language("ja")] == [
        ("港湾基金", "noun", "正式名")
    ]
    assert [term.text for term in ferry.terms] == ["ferry", "フェリー"]


@pytest.mark.parametrize("second", WRITABLE)
@pytest.mark.parametrize("first", ["tmx", "xliff", "tbx", "glossary-csv"])
def test_what_is_written_is_valid(first: str, second: str, tmp_path: Path) -> None:
    path, _ = between(tmp_path, first, second)
    if second in {"po", "jsonl", "csv", "tsv", "xlsx"}:
        return  # no kind of file that validate judges
    problems = validate(path)
    assert not [problem for problem in problems if problem.severity == "error"], problems


CODED = TranslationUnit(
    Segment("a bold word", "en", codes=(Code(2, "open", "1"), Code(6, "close", "1"))),
    Segment("太い語", "ja", codes=(Code(0, "open", "1"), Code(2, "close", "1"))),
    "u1",
    (("x-client", "harbour"), ("x-domain", "law")),
)


@pytest.mark.parametrize("second", UNITS)
def test_what_a_format_lacks_is_named_and_counted(second: str, tmp_path: Path) -> None:
    source, path = str(tmp_path / "in.tmx"), named(tmp_path, "out", second)
    write_aligned(source, "tmx", [CODED, CODED], About("en", "ja"))
    done = convert(Task(source, path, None, second))
    lost = {loss.name: loss.count for loss in done.lost}
    if second in {"tmx", "xliff", "xliff2"}:
        assert not {"codes", "prop x-client"} & lost.keys()
    else:
        assert lost["codes"] == 8
    if second in {"csv", "tsv", "xlsx", "po"}:
        assert (lost["prop x-client"], lost["prop x-domain"]) == (2, 2)
    if second == "po":
        assert done.lost[0].first is not None
        assert lost["id"] == 2


FULL = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="lab" creationtoolversion="1" segtype="sentence" o-tmf="lab" adminlang="en"
 srclang="en" datatype="plaintext"><prop type="x-a">b</prop></header>
<body>
<tu tuid="1" creationdate="20260101T000000Z"><note>first</note><note>second</note>
<prop type="file">a.txt</prop>
<tuv xml:lang="en" creationid="KT"><note>mine</note><seg>harbour</seg></tuv>
<tuv xml:lang="ja"><seg>港<ph x="1"/></seg></tuv>
<tuv xml:lang="de"><seg>Hafen</seg></tuv></tu>
</body>
</tmx>
"""


def test_tmx_to_tmx_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(FULL, "utf-8")
    done = convert(Task(str(tmp_path / "a.tmx"), str(tmp_path / "b.tmx")))
    assert done.lost == ()
    assert (tmp_path / "b.tmx").read_text("utf-8").split() == FULL.split()


def test_what_a_pair_of_texts_cannot_hold_of_a_tmx_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(FULL, "utf-8")
    done = convert(Task(str(tmp_path / "a.tmx"), str(tmp_path / "b.csv")))
    assert (done.source_lang, done.target_lang) == ("en", "ja")
    lost = {(loss.name, loss.example) for loss in done.lost}
    assert lost >= {
        ("variant", "de"),
        ("variant.note", "mine"),
        ("variant.creationid", "KT"),
        ("unit.creationdate", "20260101T000000Z"),
        ("note", "second"),
        ("prop file", "a.txt"),
    }
    assert {loss.first.line for loss in done.lost if loss.first} <= {6, 7, 8, 9}


def test_for_omegat_no_unit_matches_by_its_place_only(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(FULL, "utf-8")
    out = tmp_path / "b.tmx"
    done = convert(Task(str(tmp_path / "a.tmx"), str(out), profile="omegat"))
    text = out.read_text("utf-8")
    assert "tuid" not in text
    assert '<prop type="x-file">a.txt</prop>' in text
    assert "<note>first\nsecond</note>" not in text  # the one of the variant is joined as well
    assert text.count("<note>") == 1
    assert [loss.name for loss in done.lost] == ["id"]
    assert len(done.changed) == 3
    assert [p.rule for p in validate(str(out), profile="omegat")] == ["x-mismatch"]  # as it was


def test_for_omegat_units_of_other_files_too(tmp_path: Path) -> None:
    source, out = str(tmp_path / "a.jsonl"), str(tmp_path / "b.tmx")
    unit = TranslationUnit(Segment("a", "en"), Segment("あ", "ja"), "u1", (("path", "x"),))
    write_aligned(source, "jsonl", [unit], About("en", "ja"))
    convert(Task(source, out, profile="omegat"))
    assert validate(out, profile="omegat") == ()


def test_for_trados_two_languages_are_left(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(FULL, "utf-8")
    source, out = str(tmp_path / "a.tmx"), str(tmp_path / "b.tmx")
    with pytest.raises(ConfigError, match="two languages"):
        convert(Task(source, out, profile="trados"))
    assert not Path(out).exists()
    done = convert(Task(source, out, profile="trados", source_lang="en", target_lang="ja"))
    assert [(loss.name, loss.example) for loss in done.lost] == [("variant", "de")]
    assert "Hafen" not in Path(out).read_text("utf-8")
    assert not [p for p in validate(out, profile="trados") if p.rule.startswith("trados")]


def test_for_omegat_no_forbidden_term_is_offered(tmp_path: Path) -> None:
    for second in ("tbx", "omegat"):
        path, done = between(tmp_path, "glossary-csv", second, profile="omegat")
        assert "ハーバー基金" not in Path(path).read_text("utf-8")
        assert any(loss.example == "ハーバー基金" for loss in done.lost)


@pytest.mark.parametrize(
    ("profile", "second"), [("omegat", "tbx3"), ("memoq", "tbx"), ("memoq", "tbx3")]
)
def test_a_format_that_the_tool_does_not_read_is_refused(
    profile: str, second: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="does not read"):
        between(tmp_path, "glossary-csv", second, profile=profile)


def test_for_phrase_the_columns_have_its_names(tmp_path: Path) -> None:
    path, _ = between(tmp_path, "tbx", "glossary-csv", profile="phrase")
    names = Path(path).read_text("utf-8-sig").splitlines()[0].split(",")
    assert {"CID", "concept_domain", "concept_definition", "en", "ja"} <= set(names)


def test_columns_of_a_table_may_have_other_names(tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", str(tmp_path / "b.tmx")
    source.write_text("番号,訳,元\n1,港,harbour\n", "utf-8")
    columns = {"source": "元", "target": "訳"}
    assert convert(Task(str(source), out, columns=columns)).count == 1
    (unit,) = read_units_of(out, "en", "ja")
    assert (unit.source.text, unit.target.text) == ("harbour", "港")
    with pytest.raises(ConfigError, match="--columns"):
        convert(Task(out, str(tmp_path / "c.xlf"), columns=columns))


def test_the_kind_of_a_table_is_told_by_its_columns(tmp_path: Path) -> None:
    terms = written(tmp_path, "glossary-csv")
    assert convert(Task(terms, str(tmp_path / "b.xlsx"))).write == "glossary-xlsx"
    units = written(tmp_path, "csv")
    assert convert(Task(units, str(tmp_path / "c.xlsx"))).write == "xlsx"


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path, "tmx")
    with pytest.raises(ConfigError, match="overwrite"):
        convert(Task(source, source))
    with pytest.raises(ConfigError, match="which format"):
        convert(Task(source, str(tmp_path / "a.docx")))
    with pytest.raises(ConfigError, match="sdltm"):
        convert(Task(source, str(tmp_path / "a.sdltm"), write="sdltm"))
    with pytest.raises(ConfigError, match="unknown tool"):
        convert(Task(source, str(tmp_path / "a.csv"), profile="word"))


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(texts, texts), min_size=1, max_size=4), data=st.data())
def test_any_text_stays_or_is_told(
    rows: list[tuple[str, str]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    source = str(folder / "any.jsonl")
    units = [
        TranslationUnit(Segment(ja, "ja"), Segment(en, "en"), f"u{n}")
        for n, (ja, en) in enumerate(rows)
    ]
    write_aligned(source, "jsonl", units, About("ja", "en"))
    second = data.draw(st.sampled_from(["tmx", "xliff", "xliff2", "csv", "tsv", "po"]))
    path = named(folder, "any-out", second)
    done = convert(Task(source, path, None, second, "ja", "en"))
    told = [loss for loss in done.lost if "text" in loss.name or loss.name in {"unit", "file"}]
    if not told:
        back = read_units_of(path, "ja", "en", format=FORMATS[second].reads)
        assert [(unit.source.text, unit.target.text) for unit in back] == rows
