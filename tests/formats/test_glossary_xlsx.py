"""Glossaries in workbooks: those of spreadsheet programs, and what tmkit writes."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import numbers

from tmkit.errors import FormatError, WriteError
from tmkit.formats.terminology import read_concepts, write_concepts
from tmkit.model import Concept, Origin, Term


def workbook(path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_a_sheet_as_people_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    rows: list[list[object]] = [
        [],
        ["備考", "日本語", "  ", "English", "作成日"],
        ["注", " 埠頭 ", None, "quay", date(2026, 1, 31)],
        [],
        [None, "二〇二六年", 1, 2026, None],
        [None, "真", None, True, None],
        [None, None, None, "bow", None],
    ]
    workbook(path, rows)
    told: list[tuple[int, str]] = []

    def warn(origin: Origin, message: str) -> None:
        told.append((origin.line, message))

    quay, year, truth = read_concepts(str(path), warn=warn)
    assert quay.terms == (Term("埠頭", "ja"), Term("quay", "en", note="注"))
    assert quay.created == "2026-01-31"
    assert quay.origin == Origin(str(path), 3)
    assert year.terms[1].text == "2026"
    assert truth.terms[1].text == "TRUE"
    assert told == [(7, "left out: no Japanese term")]


def test_a_date_with_a_time_and_a_fraction(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    workbook(path, [["en", "ja", "note"], ["half", "半", 0.5], ["noon", "正午", 46053.5]])
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["C3"].number_format = numbers.FORMAT_DATE_DATETIME
    book.save(path)
    half, noon = read_concepts(str(path))
    assert half.terms[1].note == "0.5"
    assert noon.terms[1].note == "2026-01-31T12:00:00"


def test_a_formula_gives_the_value_that_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    workbook(path, [["en", "ja"], ["=1+1", "二"], ["quay", "埠頭"]])
    (quay,) = read_concepts(str(path))  # no spreadsheet program has stored a value yet
    assert quay.terms[0].text == "quay"


def test_no_cell_is_a_formula_and_every_text_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    strange = ["=1+1", "+81", "#N/A", "_x0041_", "\x01\x7f", "1e5", "TRUE", "a\r\nb", "\ud800"]
    concepts = [
        Concept((Term(text, "en"), Term("語", "ja")), id=str(number))
        for number, text in enumerate(strange)
    ]
    report = write_concepts(str(path), concepts, source_lang="en", target_lang="ja")
    assert report.lost == ()
    assert list(read_concepts(str(path))) == concepts
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.value for cell in sheet[1]][:3] == ["concept", "en", "ja"]
    assert sheet.freeze_panes == "A2"


def test_a_text_that_no_cell_holds_is_an_error(tmp_path: Path) -> None:
    concept = Concept((Term("x" * 40_000, "en"), Term("語", "ja")), id="long")
    with pytest.raises(WriteError, match="long: a cell holds no more than 32,767 characters"):
        write_concepts(str(tmp_path / "g.xlsx"), [concept], source_lang="en", target_lang="ja")
    assert not list(tmp_path.iterdir())


def test_shared_strings_in_runs_without_their_furigana(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    workbook(path, [["en", "ja"], ["quay", "X"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    inline = b't="inlineStr"><is><t>X</t></is>'
    assert inline in parts[sheet]
    parts[sheet] = parts[sheet].replace(inline, b't="s"><v>0</v>')
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>埠</t></r>'
        '<r><t>頭</t></r><rPh sb="0" eb="2"><t>フトウ</t></rPh></si></sst>'
    ).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert read_concepts(str(path))[0].terms[1].text == "埠頭"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_entities_in_a_workbook_are_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "g.xlsx"
    workbook(path, [["en", "ja"], ["quay", "埠頭"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    with pytest.raises(FormatError, match="declares the entity"):
        read_concepts(str(path))
