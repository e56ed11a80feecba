"""A TMX that is reviewed keeps whatever the review has not changed, to the byte."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.test_operations import LANGS, operations, run

from tmkit.formats import tmx
from tmkit.review.export import export, export_units
from tmkit.review.session import Session, start
from tmkit.review.values import Operation

MEMORY = """<?xml version="1.0" encoding="utf-8"?>
<!-- made elsewhere -->
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="Elsewhere" creationtoolversion="7" segtype="sentence"
          o-tmf="else" adminlang="en" srclang='en' datatype="html" creationdate="20200101T000000Z">
    <note>for the client</note>
    <prop type="x-project">42</prop>
  </header>
  <body>
    <tu tuid="a" creationdate="20210101T000000Z" usagecount="3">
      <note>first</note>
      <prop type="x-domain">law</prop>
      <tuv xml:lang="EN-US" changeid="k"><prop type="x-q">1</prop><seg>One <hi>two</hi>.</seg></tuv>
      <tuv xml:lang="fr"><seg>Un deux.</seg></tuv>
      <tuv xml:lang="ja"><seg>一と<![CDATA[二]]>。</seg></tuv>
    </tu>
    <!-- here the second part begins -->
    <tu><tuv xml:lang="en"><seg>Only English.</seg></tuv></tu>
    <tu tuid="b"><tuv xml:lang="en"><seg>A <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept>\
 word.</seg></tuv>\
<tuv xml:lang="fr"><seg>Un mot <bpt i="1">&lt;b></bpt>gras<ept i="1">&lt;/b></ept>.\
</seg></tuv><tuv xml:lang="ja"><seg>太字の語。</seg></tuv></tu>
    <tu>
      <tuv xml:lang="en"><seg>Rain. Snow &amp; ice.</seg></tuv>
      <tuv xml:lang="ja"><seg>雨。雪と氷。</seg></tuv>
    </tu>
    <tu tuid="d">
      <prop type="x-tmkit-status">doubtful</prop>
      <prop type="x-domain">sea</prop>
      <tuv xml:lang="en"><seg>The end.</seg></tuv>
      <tuv xml:lang="ja"><seg>&#x7d42;わり。</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def opened(path: Path, data: bytes) -> Session:
    path.write_bytes(data)
    return start(tmx.read_units(str(path), *LANGS))


def written(session: Session, path: Path) -> bytes:
    out = path.with_name("out.tmx")
    export(str(out), session.rows, session.units, LANGS, str(path))
    return out.read_bytes()


ENCODED = {
    "utf-8": MEMORY.encode(),
    "marked": b"\xef\xbb\xbf" + MEMORY.encode(),
    "windows": MEMORY.replace("\n", "\r\n").encode(),
    "utf-16": MEMORY.replace("utf-8", "utf-16").encode("utf-16"),
    "cp932": MEMORY.replace("utf-8", "Shift_JIS").encode("cp932"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_what_nobody_touched_is_the_same_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.tmx"
    session = opened(path, ENCODED[name])
    assert len(session.rows) == 4
    assert written(session, path) == ENCODED[name]


@pytest.mark.parametrize("name", ENCODED)
def test_one_edit_changes_one_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.tmx"
    session = opened(path, ENCODED[name])
    session.apply(Operation("edit", 3, "source", text="The very end."))
    codec = {"utf-16": "utf-16", "cp932": "cp932"}.get(name, "utf-8-sig")
    before = ENCODED[name].decode(codec).split("\n")
    after = written(session, path).decode(codec).split("\n")
    end = "\r" if name == "windows" else ""
    assert [line for line in after if line not in before] == [
        f'      <prop type="x-tmkit-edited">source</prop>{end}',
        f'      <tuv xml:lang="en"><seg>The very end.</seg></tuv>{end}',
        f'      <tuv xml:lang="ja"><seg>終わり。</seg></tuv>{end}',
    ]
    assert [line for line in before if line not in after] == [
        f'      <tuv xml:lang="en"><seg>The end.</seg></tuv>{end}',
        f'      <tuv xml:lang="ja"><seg>&#x7d42;わり。</seg></tuv>{end}',
    ]


def test_a_packed_memory_comes_out_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx.gz"
    session = opened(path, gzip.compress(MEMORY.encode(), mtime=0))
    assert written(session, path) == MEMORY.encode()


def unit_lines(data: bytes, number: int) -> list[str]:
    units = data.decode().split("<tu")
    blocks = [each for each in units if each.startswith((">", " "))]
    return [line.strip() for line in blocks[number].split("\n")]


def test_accepting_adds_a_property_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    session = opened(path, MEMORY.encode())
    session.apply(Operation("accept", 0))
    expected = MEMORY.replace(
        '<prop type="x-domain">law</prop>\n',
        '<prop type="x-domain">law</prop>\n      <prop type="x-tmkit-reviewed">yes</prop>\n',
    ).replace("<![CDATA[二]]>", "二")
    assert written(session, path).decode() == expected


def test_merging_joins_the_other_languages_too(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    session = opened(path, MEMORY.encode())
    session.apply(Operation("merge", 0))
    session.apply(Operation("note", 0, text="both"))
    data = written(session, path)
    assert "Un deux. Un mot <bpt i=" in data.decode()
    assert data.decode().count("<note>both</note>") == 1
    assert "<note>first</note>" not in data.decode()
    assert 'usagecount="3"' in data.decode()
    assert "<!-- here the second part begins -->" in data.decode()
    assert "Only English." in data.decode()
    path.write_bytes(data)
    units = list(tmx.read_units(str(path), *LANGS))
    assert (units[0].source.text, units[0].target.text) == (
        "One two. A bold word.",
        "一と二。太字の語。",
    )
    assert len(units[0].source.codes) == 2
    french = list(tmx.read_units(str(path), "en", "fr"))
    assert [unit.target.text for unit in french] == ["Un deux. Un mot gras."]


def test_a_split_keeps_the_other_languages_once(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    session = opened(path, MEMORY.encode())
    session.apply(Operation("split", 0, "source", 0, 3))
    session.apply(Operation("split", 0, "target", 0, 2))
    session.apply(Operation("delete", 3))
    data = written(session, path)
    assert data.decode().count("Un deux.") == 1
    path.write_bytes(data)
    found = [
        (unit.id, unit.source.text, unit.target.text) for unit in tmx.read_units(str(path), *LANGS)
    ]
    assert found == [
        ("a", "One", "一と"),
        ("a-2", "two.", "二。"),
        ("b", "A bold word.", "太字の語。"),
        ("d", "The end.", "終わり。"),
    ]


@settings(max_examples=80, deadline=None)
@given(st.lists(operations, max_size=25))
def test_it_reads_as_what_the_rows_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Operation]
) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    session = opened(path, MEMORY.encode())
    run(session, steps)
    expected = list(export_units(session.rows, session.units, LANGS, lone=False))
    out = path.with_name("out.tmx")
    done = export(str(out), session.rows, session.units, LANGS, str(path))
    assert done.report.units == len(expected)
    found = list(tmx.read_units(str(out), *LANGS)) if expected else []
    assert [(u.id, u.source.text, u.target.text, u.note) for u in found] == [
        (u.id, u.source.text.strip(), u.target.text.strip(), u.note) for u in expected
    ]
    assert [sorted(u.props) for u in found] == [sorted(u.props) for u in expected]
    assert [(len(u.source.codes), len(u.target.codes)) for u in found] == [
        (len(u.source.codes), len(u.target.codes)) for u in expected
    ]
    text = out.read_text("utf-8")
    assert text.startswith(MEMORY[: MEMORY.index("<body>")])
    assert "Only English." in text
    for _ in range(len(session.done)):
        session.apply(Operation("undo"))
    assert written(session, path) == MEMORY.encode()
