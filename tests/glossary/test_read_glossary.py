"""A glossary in whatever format, as the commands read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.cli import main
from tmkit.errors import FormatError
from tmkit.formats.terminology import TERM_FORMATS, write_concepts
from tmkit.glossary import read_glossary
from tmkit.model import Concept, Origin, Term

QUAY = Concept((Term("quay", "en"), Term("埠頭", "ja")), id="quay")


@pytest.mark.parametrize("name", list(TERM_FORMATS))
def test_every_format_is_read(tmp_path: Path, name: str) -> None:
    extension = (*TERM_FORMATS[name].extensions, ".tbx")[0]
    path = str(tmp_path / f"glossary{extension}")
    write_concepts(path, [QUAY], name, source_lang="en", target_lang="ja")
    (found,) = read_glossary(path)
    assert found.terms == QUAY.terms


TBX = """<?xml version="1.0"?>
<martif type="TBX"><text><body>
<termEntry><langSet xml:lang="en"><tig><term>quay</term></tig></langSet>
<langSet xml:lang="ja"><tig><term>埠頭</term></tig></langSet></termEntry>
"""
BAD = [
    ("g.tbx", TBX, r"g\.tbx:5: ends before the XML is complete"),
    ("g.tbx", "<tmx/>", r"g\.tbx:1: starts with <tmx>, not with <martif> or <tbx>"),
    ("g.tbx", '<!DOCTYPE martif [<!ENTITY x "y">]><martif/>', r"g\.tbx:1: declares the entity"),
    ("g.tbx", "en,ja\n", r"g\.tbx:1: is not well-formed XML"),
    ("g.utx", "quay\t埠頭\n", r"g\.utx:1: is not UTX"),
    ("g.utx", "#UTX 1.11; en/ja;\nquay\t埠頭\n", r"g\.utx:1: the header names no columns src"),
    ("g.utx", "#UTX 1.11;\n#src\ttgt\tsrc:pos\nquay\t埠頭\tnoun\n", "does not tell its two"),
    ("g.utf8", "a\tb\n", r"g\.utf8:1: cannot tell which column is English"),
    ("g.xlsx", "PK\x03\x04rest", r"g\.xlsx: is a workbook that cannot be opened"),
    ("g.xlsx", "en,ja\nquay,埠頭\n", r"g\.xlsx: is a workbook that cannot be opened"),
    ("g.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel file"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_what_is_no_glossary(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FormatError, match=message):
        read_glossary(str(path))


def test_what_is_left_out_of_tbx_is_told(tmp_path: Path) -> None:
    path = tmp_path / "g.tbx"
    path.write_text(
        TBX
        + '<termEntry><langSet xml:lang="en"><tig><term> </term></tig></langSet></termEntry>\n'
        + '<termEntry><admin type="customerSubset">A</admin>\n'
        + '<admin type="customerSubset">B</admin>\n'
        + '<langSet xml:lang="en"><tig><term>bow</term></tig></langSet></termEntry>\n'
        + "</body></text></martif>",
        "utf-8",
    )
    told: list[tuple[int, str]] = []

    def warn(origin: Origin, message: str) -> None:
        told.append((origin.line, message))

    found = read_glossary(str(path), warn=warn)
    assert [concept.terms[0].text for concept in found] == ["quay", "bow"]
    assert told == [
        (5, "left out: an entry without a term"),
        (6, "left out: <customerSubset>, which tmkit has no place for (2 times)"),
    ]


@pytest.mark.parametrize("name", list(TERM_FORMATS))
def test_align_takes_every_format(tmp_path: Path, name: str) -> None:
    extension = (*TERM_FORMATS[name].extensions, ".tbx")[0]
    path = tmp_path / f"glossary{extension}"
    write_concepts(str(path), [QUAY], name, source_lang="en", target_lang="ja")
    (tmp_path / "en.txt").write_text("The quay is long.\nIt rains.\n", "utf-8")
    (tmp_path / "ja.txt").write_text("埠頭は長い。\n雨が降る。\n", "utf-8")
    texts = [str(tmp_path / file) for file in ("en.txt", "ja.txt")]
    out = tmp_path / "out.tmx"
    assert main(["align", *texts, "-o", str(out), "--glossary", str(path)]) == 0
    assert "埠頭は長い。" in out.read_text("utf-8")
