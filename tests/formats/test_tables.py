"""Tables: exact texts, the same bytes, and nothing a spreadsheet could run."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from tmkit.errors import ConfigError, WriteError
from tmkit.formats import jsonl, props, table, xlsx
from tmkit.formats._writers import WRITERS, write_aligned, writer_name
from tmkit.formats.about import About, Write
from tmkit.model import Origin, Segment, TranslationUnit

GOLDEN = Path(__file__).parent / "golden"
ABOUT = About("en", "ja")

SAMPLE = [
    TranslationUnit(
        Segment('She said, "Tides, mostly."', "en", Origin("tides.en.txt", 2)),
        Segment("「主に潮です」と彼女は言った。", "ja", Origin("tides.ja.txt", 3)),
        id="1",
        props=(
            (props.CONFIDENCE, "0.987"),
            (props.STATUS, props.SURE),
            (props.DOCUMENT, "tides.en.txt"),
        ),
    ),
    TranslationUnit(
        Segment("=SUM(A1:A2)\tand a \\ mark", "en"),
        Segment("一行目\n二行目", "ja"),
        id="2",
        props=(
            (props.CONFIDENCE, "0.412"),
            (props.STATUS, props.DOUBTFUL),
            (props.REASONS, "numbers,length"),
            (props.SOURCE, "tides.en.txt:9"),
            (props.TARGET, "tides.ja.txt:8-9"),
            ("x-client", "none"),
        ),
        note="Ask",
    ),
]


def unit(source: str, target: str = "訳", **rest: object) -> TranslationUnit:
    return TranslationUnit(Segment(source, "en"), Segment(target, "ja"), **rest)  # type: ignore[arg-type]


def written(write: Write, units: list[TranslationUnit], about: About = ABOUT) -> bytes:
    stream = io.BytesIO()
    assert write(stream, units, about).units == len(units)
    return stream.getvalue()


def sheet(units: list[TranslationUnit]) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, units)))
    return [
        tuple(unescape(cell) if isinstance(cell, str) else cell for cell in row)
        for row in book["units"].iter_rows(values_only=True)
    ]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (table.write_tsv, "tides.tsv"),
        (table.write_csv, "tides.csv"),
        (jsonl.write, "tides.jsonl"),
    ],
)
def test_golden_bytes(write: Write, name: str) -> None:
    assert written(write, SAMPLE) == (GOLDEN / name).read_bytes()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_texts_come_back_exactly(text: str) -> None:
    units = [unit(text, text + "訳", note=text)]
    expected = list(table.row(units[0]))

    lines = written(table.write_tsv, units).decode().split("\n")
    assert len(lines) == 3
    assert [table.unescape_tsv(cell) for cell in lines[1].split("\t")] == expected

    data = written(table.write_csv, units).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1] == expected

    record = json.loads(written(jsonl.write, units))
    assert (record["source"], record["target"], record["note"]) == (text, text + "訳", text)


XLSX_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.text("_xX0041DF\r\x01", min_size=1),
)


@settings(max_examples=60, deadline=None)
@given(XLSX_TEXT)
def test_sheet_holds_any_text(text: str) -> None:
    assert sheet([unit(text)])[1][1] == text


def test_lone_surrogates() -> None:
    units = [TranslationUnit(Segment("a\ud800b", "en", Origin("a", 4)), Segment("\udfff", "ja"))]
    for write in (table.write_tsv, table.write_csv):
        stream = io.BytesIO()
        report = write(stream, units, ABOUT)
        assert (report.replaced, report.first_changed) == (2, Origin("a", 4))
        assert "a\ufffdb" in stream.getvalue().decode("utf-8-sig")
    assert json.loads(written(jsonl.write, units))["source"] == "a\ud800b"
    assert b"a_xD800_b" in zipfile.ZipFile(io.BytesIO(written(xlsx.write, units))).read(
        "xl/worksheets/sheet1.xml"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "#N/A", "1", "TRUE", "2026-01-01", "'"])
def test_no_text_becomes_a_formula_or_a_number(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, [unit(text, text, note=text)])))
    cells = [book["units"][place] for place in ("B2", "C2", "I2")]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 3


def test_sheet_for_the_eye() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(xlsx.write, SAMPLE)))
    units = book["units"]
    assert [cell.value for cell in units[1]] == list(table.COLUMNS)
    assert units.freeze_panes == "A2"
    assert units.auto_filter.ref == "A1:I3"
    assert units["B2"].alignment.wrap_text
    assert (units["D2"].value, units["D2"].number_format) == (0.987, "0.000")
    assert units["B2"].fill.fill_type is None
    assert units["B3"].fill.fill_type == "solid"
    assert (units["E3"].value, units["E3"].font.bold) == ("doubtful", True)


def test_sheet_refuses_what_it_cannot_hold() -> None:
    long = TranslationUnit(Segment("𠮷" * 16_384, "en", Origin("a.txt", 5)), Segment("訳", "ja"))
    with pytest.raises(WriteError, match=r"a\.txt:5: a cell holds no more than 32,767"):
        written(xlsx.write, [long])
    assert sheet([unit("𠮷" * 16_383)])[1][1] == "𠮷" * 16_383


def test_sheet_refuses_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 3)
    assert len(sheet([unit("a")] * 2)) == 3
    with pytest.raises(WriteError, match="no more than 2 units"):
        written(xlsx.write, [unit("a")] * 3)


def test_date_is_told_only_when_given() -> None:
    def core(about: About) -> str:
        package = zipfile.ZipFile(io.BytesIO(written(xlsx.write, SAMPLE, about)))
        return package.read("docProps/core.xml").decode()

    assert "dcterms:created" not in core(ABOUT)
    assert "2026-01-31T09:00:00Z" in core(About("en", "ja", date="20260131T090000Z"))


SCRIPT = """
import io, sys
from tmkit.formats._writers import WRITERS
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit
units = [
    TranslationUnit(
        Segment(f"text {n}", "en"), Segment(f"文{n}", "ja"), str(n),
        (("x-tmkit-confidence", f"0.{n}"), ("x-tmkit-status", "check" if n % 2 else "doubtful")),
    )
    for n in range(20)
]
stream = io.BytesIO()
WRITERS[sys.argv[1]].load()(stream, units, About("en", "ja"))
sys.stdout.buffer.write(stream.getvalue())
"""


@pytest.mark.parametrize("name", list(WRITERS))
def test_same_bytes_whatever_the_hash_seed_and_the_clock(name: str) -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, name],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert outputs[0]
    assert outputs[0] == outputs[1]


def test_every_writer_takes_no_units() -> None:
    for writer in WRITERS.values():
        assert written(writer.load(), []) or writer.extensions == (".jsonl", ".ndjson")


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("a.tmx", None, "tmx"),
        ("a.XLSX", None, "xlsx"),
        ("a.b/c.tab", None, "tsv"),
        ("-", "csv", "csv"),
        ("a.tmx", "jsonl", "jsonl"),
    ],
)
def test_choice_of_a_writer(path: str, name: str | None, expected: str) -> None:
    assert writer_name(path, name) == expected


@pytest.mark.parametrize(("path", "name"), [("a.pdf", None), ("-", None), ("a.tmx", "pdf")])
def test_no_choice_of_a_writer(path: str, name: str | None) -> None:
    with pytest.raises(ConfigError, match="tmx, tsv, csv, jsonl, xlsx"):
        writer_name(path, name)


def test_write_aligned_is_whole_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_aligned(str(path), None, SAMPLE, ABOUT).units == 2
    before = path.read_bytes()
    assert before == (GOLDEN / "tides.csv").read_bytes()

    def broken() -> object:
        yield SAMPLE[0]
        raise KeyError

    with pytest.raises(KeyError):
        write_aligned(str(path), None, broken(), ABOUT)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
