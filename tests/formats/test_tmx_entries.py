"""The lossless level: what is read is written again, by Canonical XML to the last character."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats._xml import Element, Limits
from tmkit.formats.tmx_entries import (
    entries,
    notes,
    open_memory,
    properties,
    segment,
    variants,
    write_memory,
)

FILES = sorted((Path(__file__).parent / "tmx").glob("*.tmx"))
every_file = pytest.mark.parametrize("source", FILES, ids=lambda path: path.stem)

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def encoded(text: str, encoding: str) -> bytes:
    """Return a file's text in an encoding that its declaration names."""
    name = "UTF-16" if encoding.startswith("utf-16") else "UTF-8"
    text = re.sub(r"""encoding=["'][^"']+["']""", f'encoding="{name}"', text, count=1)
    if name == "UTF-16" and not text.startswith("<?xml"):
        text = f'<?xml version="1.0" encoding="UTF-16"?>{text}'
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    return marks.get(encoding, b"") + text.encode(encoding)


def canonical(data: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    stream = io.BytesIO()
    etree.parse(io.BytesIO(data), parser).write_c14n(stream, with_comments=True)
    return stream.getvalue()


def rewritten(path: Path, encoding: Literal["utf-8", "utf-16"] = "utf-8") -> bytes:
    stream = io.BytesIO()
    with open_memory(str(path)) as memory:
        write_memory(stream, memory, encoding=encoding)
    return stream.getvalue()


def units(path: Path) -> list[Element]:
    with open_memory(str(path)) as memory:
        return list(entries(memory))


def named(name: str) -> Path:
    return next(path for path in FILES if path.stem == name)


# ------------------------------------------------------------------------------------- round trip


@every_file
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("out", ["utf-8", "utf-16"])
def test_read_and_written_is_the_same_xml(
    tmp_path: Path, source: Path, encoding: str, out: Literal["utf-8", "utf-16"]
) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(encoded(source.read_text("utf-8"), encoding))
    data = rewritten(path, out)
    assert canonical(data) == canonical(path.read_bytes())
    path.write_bytes(data)
    assert rewritten(path, out) == data


@every_file
def test_written_in_utf16_it_has_one_mark(source: Path) -> None:
    data = rewritten(source, "utf-16")
    assert data.startswith(b"\xff\xfe")
    assert data.decode("utf-16").count("\ufeff") == 0
    assert 'encoding="UTF-16"' in data.decode("utf-16")


@every_file
def test_the_doctype_stays_as_it_was(source: Path) -> None:
    found = re.findall(rb"<!DOCTYPE[^>]*>", source.read_bytes())
    assert re.findall(rb"<!DOCTYPE[^>]*>", rewritten(source)) == found


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda c: c in "\t\n\r" or c >= " "
    )
)
NAMES = st.sampled_from(["note", "prop", "tuv", "seg", "ph", "hi", "k:odd"])


def trees(depth: int = 3) -> st.SearchStrategy[Element]:
    inner = st.lists(XML_TEXT if depth == 0 else st.one_of(XML_TEXT, trees(depth - 1)), max_size=3)
    return st.builds(
        lambda name, value, content: Element(
            name.rpartition(":")[2], {"a": value}, 1, content, name.rpartition(":")[0]
        ),
        NAMES,
        XML_TEXT,
        inner,
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(trees(), max_size=3))
def test_any_tree_that_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Element]
) -> None:
    path = tmp_path_factory.getbasetemp() / "tree.tmx"
    with path.open("wb") as stream, open_memory(str(named("namespaced"))) as memory:
        write_memory(stream, memory, made)
    with open_memory(str(path)) as memory:
        assert [plain(node) for node in memory.nodes] == [plain(node) for node in made]


def plain(node: str | Element) -> object:
    """Return a tree without line numbers, texts that stand side by side joined."""
    if isinstance(node, str):
        return node
    inside: list[object] = []
    for item in map(plain, node.content):
        if isinstance(item, str) and inside and isinstance(inside[-1], str):
            inside[-1] += item
        elif item != "":
            inside.append(item)
    return node.prefix, node.name, node.attributes, inside


# ------------------------------------------------------------------------------------------ views


def test_all_languages_with_their_notes_and_properties() -> None:
    tide = units(named("many"))[0]
    assert [tag for tag, _ in variants(tide)] == ["ja", "en-GB", "fr", "zh-Hant"]
    japanese, english = (variants(tide)[k][1] for k in (0, 1))
    assert notes(japanese) == ("読みは「しお」",)
    assert properties(japanese) == (("x-reading", "しお"),)
    assert properties(english) == (("x-register", "plain"),)
    assert properties(tide) == (("x-client", "A"), ("x-client", "B"))
    assert notes(tide) == ("between properties",)
    assert tide.attributes["usagecount"] == "4"
    seg = segment(japanese)
    assert seg is not None
    assert (seg.text(), seg.line) == ("潮", 26)


def test_a_header_with_all_it_may_hold() -> None:
    with open_memory(str(named("many"))) as memory:
        header = memory.header
        assert notes(header) == ("First of two notes", "Second")
        assert properties(header) == (("x-domain", "fisheries"),)
        [ude] = header.children("ude")
        assert [row.attributes["unicode"] for row in ude.children("map")] == ["#xF8FF", "#xF8FE"]
        assert memory.source_lang == ""  # *all*
    with open_memory(str(named("faulty"))) as memory:
        assert memory.source_lang == "EN-US"


def test_a_seg_in_a_property_is_no_text_of_the_unit() -> None:
    first = units(named("faulty"))[0]
    assert properties(first)[0] == ("x-context-pre", "The line before.")
    assert [(tag, seg.text()) for tag, tuv in variants(first) if (seg := segment(tuv))] == [
        ("EN-US", "Now."),
        ("JA", "今。"),
    ]


def test_a_unit_may_be_changed_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    with path.open("wb") as stream, open_memory(str(named("plain"))) as memory:
        kept = [unit for unit in entries(memory) if unit.attributes["tuid"] == "2"]
        kept[0].attributes["changeid"] = 'a "b" <c>'
        write_memory(stream, memory, kept)
    [unit] = units(path)
    assert unit.attributes == {"tuid": "2", "changeid": 'a "b" <c>'}


# ---------------------------------------------------------------------------------------- hostile


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<tmx/>", "memory.tmx:1: has no body"),
        ("<tmx><header/>\n</tmx>", "memory.tmx:2: has no body"),
        ("<tmx><header/><body>", "ends before the XML is complete"),
        ("<tmx><header>", "ends before the XML is complete"),
        ("<xliff/>", "starts with <xliff>, not with <tmx>"),
        ("<tmx><header><note>" + "x" * 200_000, "one element exceeds 100000 bytes"),
        ("<tmx><body>" + "x" * 400_000, "one element exceeds 100000 bytes"),
        ("<tmx><body><tu>" + "x" * 200_000, "one element exceeds 100000 bytes"),
        ("<tmx><body>" + "<tu>" * 200, "nests elements deeper than 100"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares the entity 'a'"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_refused_with_a_place(tmp_path: Path, content: str, message: str, packed: bool) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    with (
        pytest.raises(FormatError, match=message),
        open_memory(str(path), Limits(element=100_000)) as memory,
    ):
        list(memory.nodes)
