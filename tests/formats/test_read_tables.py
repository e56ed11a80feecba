"""Tables of units read: tmkit's own exactly, other people's by what their columns are called."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bilingual_units import (  # type: ignore[import-not-found]
    TEXT,
    plain,
    reread,
    units,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import ConfigError, FormatError, TmkitError
from tmkit.formats import jsonl, props, table, xlsx
from tmkit.formats.about import Write
from tmkit.model import Origin, TranslationUnit

GOLDEN = Path(__file__).parent / "golden"
Told = list[tuple[int, str]]


def read(
    tmp_path: Path,
    data: str | bytes,
    name: str = "a.csv",
    langs: tuple[str, str] = ("en", "ja"),
    columns: Mapping[str, str] | None = None,
) -> tuple[list[tuple[str, str]], Told]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    told: Told = []
    found = table.read_units(
        str(path), *langs, columns=columns, warn=lambda at, what: told.append((at.line, what))
    )
    return [(unit.source.text, unit.target.text) for unit in found], told


# ----------------------------------------------------------------------------------- tmkit's own


NO_NUL = TEXT.filter(lambda text: "\0" not in text)
FORMATS: list[tuple[str, Write, Callable[..., Iterator[TranslationUnit]], dict[str, Any]]] = [
    ("a.tsv", table.write_tsv, table.read_units, {"encoding": "utf-8"}),
    ("a.csv", table.write_csv, table.read_units, {"encoding": "utf-8"}),
    ("a.jsonl", jsonl.write, jsonl.read_units, {}),
    ("a.xlsx", xlsx.write, xlsx.read_units, {}),
]


@pytest.mark.parametrize(("name", "write", "read_units", "options"), FORMATS)
@settings(max_examples=40, deadline=None)
@given(made=st.lists(units(NO_NUL), min_size=1, max_size=4))
def test_what_tmkit_wrote_comes_back(
    name: str,
    write: Write,
    read_units: Callable[..., Iterator[TranslationUnit]],
    options: dict[str, Any],
    made: list[TranslationUnit],
) -> None:
    known = (
        (props.CONFIDENCE, "0.500"),
        (props.STATUS, "check"),
        (props.REASONS, "length,numbers"),
    )
    made = [replace(plain(each), props=known) for each in made]
    with tempfile.TemporaryDirectory() as folder:
        found = reread(write, read_units, made, Path(folder) / name, **options)
    assert found == made


def test_golden_files_are_read() -> None:
    for name in ("tides.tsv", "tides.csv"):
        first, second = table.read_units(str(GOLDEN / name), "en", "ja")
        assert first.source.text == 'She said, "Tides, mostly."'
        assert second.source.text == "=SUM(A1:A2)\tand a \\ mark"
        assert second.target.text == "一行目\n二行目"
        assert (props.REASONS, "numbers,length") in second.props
        assert second.note == "Ask"


# ---------------------------------------------------------------------------------- other people's


@pytest.mark.parametrize(
    "header",
    [
        "source,target",
        "English,Japanese",
        "原文,訳文",
        "EN-US,ja_JP",
        "英語,日本語",
        "Source Text,Target Text",
        "ＥＮ,ＪＡ",
        "English (US),和訳",
        "en_Latn_GB,ja",
    ],
)
def test_names_of_columns(header: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"{header}\nShip,船\n") == ([("Ship", "船")], [])


def test_texts_are_no_names(tmp_path: Path) -> None:
    assert read(tmp_path, "En route,Ja genau\nIn port,港で\n")[0][0] == ("En route", "Ja genau")


def test_languages_count_more_than_their_order(tmp_path: Path) -> None:
    data = "No.,日本語,英語,備考,Client\n7,船,Ship,low tide,Port\n"
    assert read(tmp_path, data)[0] == [("Ship", "船")]
    assert read(tmp_path, data, langs=("ja", "en"))[0] == [("船", "Ship")]
    (unit,) = table.read_units(str(tmp_path / "a.csv"), "en", "ja")
    assert (unit.id, unit.note, unit.props) == ("7", "low tide", (("x-Client", "Port"),))


def test_without_names_the_script_tells_which_is_which(tmp_path: Path) -> None:
    assert read(tmp_path, "船が待つ,Ships wait\n海です,The sea\n")[0] == [
        ("Ships wait", "船が待つ"),
        ("The sea", "海です"),
    ]
    data = "source,target\n船が待つ,Ships wait\n"
    assert read(tmp_path, data)[0] == [("Ships wait", "船が待つ")]


def test_columns_as_the_user_says(tmp_path: Path) -> None:
    data = "K,A text,Another\n1,x,い\n"
    chosen = {"source": "a TEXT", "target": "3", "id": "k"}
    assert read(tmp_path, data, columns=chosen)[0] == [("x", "い")]
    assert read(tmp_path, "い,x\n", columns={"source": "2", "target": "1"})[0] == [("x", "い")]
    with pytest.raises(ConfigError, match=r"no column 'B'. The first row has: K, A text, Another"):
        read(tmp_path, data, columns={"source": "B", "target": "3"})
    with pytest.raises(ConfigError, match="no column of units"):
        read(tmp_path, data, columns={"sauce": "K", "target": "3"})
    with pytest.raises(ConfigError, match="no column is named for target"):
        read(tmp_path, data, columns={"source": "K"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc-jp"])
@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_encodings_and_delimiters(encoding: str, name: str, mark: str, tmp_path: Path) -> None:
    data = f"英語{mark}日本語\r\nThe table{mark}これは表とソフトです。\r\n".encode(encoding)
    assert read(tmp_path, data, name)[0] == [("The table", "これは表とソフトです。")]


def test_quotes_and_lines_in_csv_have_their_places(tmp_path: Path) -> None:
    data = 'en,ja\r\n"a, ""b""","「い」\r\n ""ろ""は\nに"\r\nc,ほ\r\n'
    assert read(tmp_path, data)[0] == [('a, "b"', '「い」\r\n "ろ"は\nに'), ("c", "ほ")]
    first, second = table.read_units(str(tmp_path / "a.csv"), "en", "ja")
    assert [(mark.offset, mark.line, mark.column) for mark in first.target.marks] == [
        (0, 2, 13),
        (5, 3, 1),
        (7, 3, 4),  # the quote before is written twice
        (9, 3, 7),
        (11, 4, 1),
    ]
    assert second.source.origin == Origin(str(tmp_path / "a.csv"), 5)


def test_tsv_of_tools_and_of_spreadsheets(tmp_path: Path) -> None:
    data = (
        "en\tja\n"
        '"Yes," he said.\t「はい」\n'  # a quote is a quote
        '"a ""b"", c"\tC:\\temp\n'  # a spreadsheet's; a backslash is a backslash
        '"d\ne"\t"い\nろ"\n'  # a spreadsheet's, over lines
        '"open\tは"\n'
    )
    assert read(tmp_path, data, "a.tsv")[0] == [
        ('"Yes," he said.', "「はい」"),
        ('a "b", c', "C:\\temp"),
        ("d\ne", "い\nろ"),
        ('"open', 'は"'),
    ]


def test_rows_that_say_no_pair_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = 'en,ja\na,い\nb,ろ,x\n,は\n,\n"c"d,に\ne,\nf,へ\n'
    found, told = read(tmp_path, data)
    assert found == [("a", "い"), ("e", ""), ("f", "へ")]
    assert sorted(told) == [
        (3, "left out: 3 cells where the first row has 2"),
        (4, "left out: no source text"),
        (6, "left out: text after the quote that closes a cell; double such quotes"),
    ]
    empty = list(table.read_units(str(tmp_path / "a.csv"), "en", "ja"))[1]
    assert empty.props == ((props.UNTRANSLATED, "empty cell"),)


BAD = {
    "one column": ("abc\ndef\n", "the first row has one column only", 1),
    "open quote": ('a,b\nc,"d\ne,f\n', "a quote opens here and never closes", 2),
    "a workbook": ("PK\x03\x04", "is a workbook", None),
    "binary": ("a,\0\x01\x02\x03", "binary", None),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_tables_are_located(name: str, tmp_path: Path) -> None:
    content, message, line = BAD[name]
    with pytest.raises(FormatError, match=message) as caught:
        read(tmp_path, content)
    assert caught.value.line == line


def test_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ([], [])
    assert read(tmp_path, "en,ja\n") == ([], [])


# --------------------------------------------------------------------------------------- workbooks


def workbook(tmp_path: Path, rows: list[list[object]], *others: str) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for other in others:
        book.create_sheet(other)
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def sheet(path: Path, **options: Any) -> tuple[list[tuple[str, str]], Told]:
    told: Told = []
    found = xlsx.read_units(
        str(path), "en", "ja", warn=lambda at, what: told.append((at.line, what)), **options
    )
    return [(unit.source.text, unit.target.text) for unit in found], told


def test_a_workbook_of_a_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["番号", "英語", None, "日本語"],
        [1, "Ship", "x", "船"],
        [],
        [2.5, 12, None, "=1+1"],
        [3, None, None, "海"],
    ]
    path = workbook(tmp_path, rows, "Second")
    found, told = sheet(path)
    assert found == [("Ship", "船"), ("12", "")]
    assert told[0] == (1, "only the first sheet is read, not Second")
    assert (
        4,
        "the formula in column 4 has no result; save the workbook once in a spreadsheet",
    ) in told
    assert (5, "left out: no source text") in told
    units = list(xlsx.read_units(str(path), "en", "ja"))
    assert [unit.id for unit in units] == ["1", "2.5"]
    assert units[0].target.origin == Origin(str(path), 2, 4)
    assert sheet(path, columns={"source": "2", "target": "日本語"})[0] == found


def package(path: Path, **parts: str) -> Path:
    names = {
        "workbook": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/s.xml",
        "strings": "xl/sharedStrings.xml",
    }
    whole = {
        "workbook": '<workbook><sheets><sheet name="a" r:id="r1" xmlns:r="r"/></sheets></workbook>',
        "rels": '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, content in whole.items():
            archive.writestr(names[key], content)
    return path


def test_shared_strings_runs_and_readings(tmp_path: Path) -> None:
    strings = (
        '<sst><si><t>en</t></si><si><t>ja</t></si><si><r><t xml:space="preserve">two </t></r>'
        "<r><rPr/><t>ports_x000D_</t></r></si><si><t>港</t>"
        '<rPh sb="0" eb="1"><t>みなと</t></rPh></si></sst>'
    )
    rows = (
        '<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c r="B3" t="s"><v>2</v></c><c r="C3" t="s"><v>3</v></c></row>'
        '<row r="9"><c r="B9" t="s"><v>99</v></c><c r="C9" t="b"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = package(tmp_path / "a.xlsx", sheet=rows, strings=strings)
    assert sheet(path) == ([("two ports\r", "港")], [(9, "left out: no source text")])
    (unit,) = xlsx.read_units(str(path), "en", "ja")
    assert unit.target.origin is not None
    assert (unit.target.origin.line, unit.target.origin.column) == (3, 3)


def test_hostile_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    entity = '<!DOCTYPE worksheet [<!ENTITY x "y">]><worksheet>&x;</worksheet>'
    huge = f"<worksheet><row><c t='str'><v>{'x' * (8 << 20)}</v></c></row></worksheet>"
    far = '<worksheet><row r="9999999999"><c r="ZZZZZZ1" t="s"><v>77</v></c></row></worksheet>'
    for content, message in [
        (entity, "declares the entity"),
        (huge, "one element exceeds"),
        ("<worksheet><row>", "ends before the XML is complete"),
    ]:
        with pytest.raises(FormatError, match=message):
            sheet(package(path, sheet=content))
    assert sheet(package(path, sheet=far)) == ([], [])
    for data in (b"", b"PK\x03\x04 and no more", zipped("word/document.xml")):
        path.write_bytes(data)
        with pytest.raises(FormatError, match="workbook"):
            sheet(path)
    with pytest.raises(FormatError, match="no such file"):
        sheet(tmp_path / "none.xlsx")


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "<a/>")
    return stream.getvalue()


# -------------------------------------------------------------------------------------- JSON lines


def lines(tmp_path: Path, content: str, **options: Any) -> tuple[list[TranslationUnit], Told]:
    path = tmp_path / "a.jsonl"
    path.write_text(content, "utf-8", newline="")
    told: Told = []
    found = jsonl.read_units(
        str(path), "en", "ja", warn=lambda at, what: told.append((at.line, what)), **options
    )
    return list(found), told


def test_json_lines_of_others(tmp_path: Path) -> None:
    content = (
        '{"target": "船", "source": "Ship \\"target\\": \\"x\\"", "id": 7, "extra": [1]}\r\n'
        "\n"
        '{"source": "Sea", "target": null}\n'
    )
    (first, second), told = lines(tmp_path, content)
    assert (first.source.text, first.target.text, first.id) == ('Ship "target": "x"', "船", "7")
    assert first.target.origin is not None
    assert (first.target.origin.line, first.target.origin.column) == (1, 13)
    assert second.props == ((props.UNTRANSLATED, "empty target"),)
    assert told == []
    (unit,), _ = lines(
        tmp_path, '{"en": "Ship", "ja": "船"}', columns={"source": "en", "target": "ja"}
    )
    assert unit.target.text == "船"


def test_lines_that_are_no_units_are_told(tmp_path: Path) -> None:
    good = json.dumps({"source": "a", "target": "い"})
    content = f'{{"source": "a"\n[1]\n{{"source": 1}}\n{{"source": "a", "target": 2}}\n{good}\n'
    found, told = lines(tmp_path, content)
    assert len(found) == 1
    assert [line for line, _ in told] == [1, 2, 3, 4]
    with pytest.raises(FormatError, match=r"a.jsonl:1: not an object"):
        lines(tmp_path, "[1]\n")
    with pytest.raises(FormatError, match="nested too deeply"):
        lines(tmp_path, "[" * 100_000)
    with pytest.raises(ConfigError, match="no key of units"):
        lines(tmp_path, good, columns={"sauce": "a"})


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('"a,;\t\n\r\\あ#'), max_size=40))
def test_any_text_is_a_table_or_a_located_error(content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content.encode())
        try:
            found = list(table.read_units(str(path), "en", "ja"))
        except TmkitError as error:
            assert re.search(r"a\.csv", str(error))  # noqa: PT017
        else:
            assert all(unit.source.text.strip() for unit in found)
