"""TBX: what is written, by golden files, and what is read of each version and style."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tmkit.formats import tbx
from tmkit.formats.terminology import read_concepts
from tmkit.model import Concept, Term

GOLDEN = Path(__file__).parent / "golden"
FUND = Concept(
    (
        Term(
            "Harbour Fund",
            "en",
            part_of_speech="noun",
            note="In full at the first mention",
            type="fullForm",
            contexts=("The Harbour Fund pays.",),
            source="Statute 1",
        ),
        Term("港湾基金", "ja", part_of_speech="noun"),
        Term("ハーバー基金", "ja", "forbidden"),
        Term("旧基金", "ja", "obsolete"),
        Term("港基金", "ja", "provisional"),
    ),
    id="7",
    subject="finance",
    kind="organisation",
    definition="What pays for quays & docks",
    note="Founded twice",
    source="Statute 2",
    created="2025-04-01",
    changed="2026-01-31",
)


def written(version: tbx.Version, *concepts: Concept) -> bytes:
    stream = BytesIO()
    tbx.write(stream, concepts, source_lang="en", target_lang="ja", version=version)
    return stream.getvalue()


def read(folder: Path, content: str) -> tuple[Concept, ...]:
    path = folder / "g.tbx"
    path.write_bytes(content.encode())
    return read_concepts(str(path))


@pytest.mark.parametrize("version", [2, 3])
def test_golden_files(version: tbx.Version) -> None:
    expected = (GOLDEN / f"fund.v{version}.tbx").read_bytes()
    assert written(version, FUND) == expected
    assert read_concepts(str(GOLDEN / f"fund.v{version}.tbx")) == (FUND,)


# TBX-Basic 1.2.1: the levels at which a category may stand, and the values it may have.
LEVELS = {
    "subjectField": {"conceptEntry"},
    "definition": {"conceptEntry", "langSec"},
    "context": {"termSec"},
    "source": {"conceptEntry", "langSec", "termSec"},
    "transactionType": {"conceptEntry", "langSec", "termSec"},
    "administrativeStatus": {"termSec"},
    "partOfSpeech": {"termSec"},
    "termType": {"termSec"},
}
VALUES = {
    "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "transactionType": {"origination", "modification"},
    "administrativeStatus": {
        f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")
    },
}


def test_v3_keeps_the_rules_of_tbx_basic() -> None:
    odd = Concept((Term("bow", "en", part_of_speech="properNoun", type="nickname"),))
    root = ElementTree.fromstring(written(3, FUND, odd))
    parents = {child: parent for parent in root.iter() for child in parent}
    assert root.attrib["type"] == "TBX-Basic"
    seen = set()
    for element in root.iter():
        name = element.get("type")
        if element is root or name in {None, "XCSURI"}:
            continue
        assert name is not None
        seen.add(name)
        holder = parents[element]
        while holder.tag.endswith("Grp"):
            holder = parents[holder]
        assert holder.tag.split("}")[1] in LEVELS[name]
        assert element.text
        assert name not in VALUES or element.text in VALUES[name]
    assert seen == set(LEVELS)


DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1">
  <min:subjectField>finance</min:subjectField>
  <transacGrp><basic:transactionType>origination</basic:transactionType>
    <date>2025-04-01</date></transacGrp>
  <langSec xml:lang="en">
    <descripGrp>
      <basic:definition>What pays for
          quays</basic:definition>
      <basic:source>Statute</basic:source>
    </descripGrp>
    <termSec><term>Harbour Fund</term>
      <min:partOfSpeech>noun</min:partOfSpeech>
      <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>
      <basic:termType>fullForm</basic:termType>
      <basic:context>It pays.</basic:context>
      <basic:source>Book</basic:source>
      <note>old</note>
    </termSec>
  </langSec>
  <langSec xml:lang="ja">
    <definition xmlns="http://www.tbxinfo.net/ns/basic">埠頭の費用を
        払うもの</definition>
    <termSec><term>港湾基金</term></termSec>
  </langSec>
</conceptEntry></body></text></tbx>"""
FOUND = Concept(
    (
        Term("Harbour Fund", "en", "obsolete", "noun", "old", "fullForm", ("It pays.",), "Book"),
        Term("港湾基金", "ja"),
    ),
    id="c1",
    subject="finance",
    definition="What pays for quays\n埠頭の費用を払うもの",
    source="Statute",
    created="2025-04-01",
)


def test_dct_style(tmp_path: Path) -> None:
    assert read(tmp_path, DCT) == (FOUND,)


def test_dca_style_of_v2_with_ntig_and_loose_ends(tmp_path: Path) -> None:
    content = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="_x0037_">
  <langSet lang="EN_US"><ntig><termGrp><term>HF</term>
    <termNote type="administrativeStatus">admitted</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="ja"><tig><term>港湾<hi>基金</hi></term>
    <termNote type="administrativeStatus">notRecommended</termNote>
    <note>一</note><note>二</note></tig></langSet>
</termEntry></body></text></martif>"""
    (concept,) = read(tmp_path, content)
    assert concept == Concept(
        (Term("HF", "EN-US", "admitted"), Term("港湾基金", "ja", "forbidden", note="一\n二")),
        id="7",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "shift_jis", "euc-jp"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "g.tbx"
    text = written(2, FUND).decode().replace("UTF-8", encoding.removesuffix("-le"), 1)
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    path.write_bytes((mark + text).encode(encoding))
    assert read_concepts(str(path)) == (FUND,)


@pytest.mark.parametrize("version", [2, 3])
def test_words_of_tmkits_own_notes_in_a_users_note(tmp_path: Path, version: tbx.Version) -> None:
    path = tmp_path / "g.tbx"
    for kind, note in (("", "kind: x"), ("person", "kind: x"), ("kind: y", "")):
        concept = replace(FUND, kind=kind, note=note)
        path.write_bytes(written(version, concept))
        assert read_concepts(str(path)) == (concept,)
    for status, note in (("admitted", "status: provisional"), ("preferred", "status: forbidden")):
        term = Term("quay", "en", status, note=note)  # type: ignore[arg-type]
        path.write_bytes(written(version, Concept((term,), id="q")))
        assert read_concepts(str(path))[0].terms == (term,)
