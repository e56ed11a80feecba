"""One table of bilingual formats: which a file is, what is read of it, and what breaks nothing."""

from __future__ import annotations

import gzip
import io
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tmkit.errors import ConfigError, FormatError, TmkitError
from tmkit.formats import props, xlsx
from tmkit.formats._writers import WRITERS, write_aligned, writer_name
from tmkit.formats.about import About
from tmkit.formats.bilingual import UNIT_FORMATS, read_units_of, unit_format_of
from tmkit.model import Segment, TranslationUnit

ABOUT = About("en", "ja")
BILINGUAL = Path(__file__).parent / "bilingual"
UNITS = [
    TranslationUnit(Segment("Ships wait.", "en"), Segment("船は待つ。", "ja"), "1", note="Slow"),
    TranslationUnit(Segment("The port, once", "en"), Segment("港は\nかつて", "ja"), "2"),
]


def texts(path: str | Path, **options: object) -> list[tuple[str, str]]:
    found = read_units_of(str(path), "en", "ja", **options)  # type: ignore[arg-type]
    return [(unit.source.text, unit.target.text) for unit in found]


EXPECTED = [(unit.source.text, unit.target.text) for unit in UNITS]


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_that_is_written_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{(WRITERS[name].extensions or ('.xlf',))[0]}"
    write_aligned(str(path), name, UNITS, ABOUT)
    assert unit_format_of(str(path)) == name.removesuffix("2")
    found = list(read_units_of(str(path), "en", "ja"))
    assert [(unit.source.text, unit.target.text) for unit in found] == EXPECTED
    holds = UNIT_FORMATS[name.removesuffix("2")].holds
    assert [unit.id for unit in found] == (["1", "2"] if "ids" in holds else ["", ""])
    assert [unit.note for unit in found] == (["Slow", ""] if "notes" in holds else ["", ""])
    assert all(unit.target.origin is not None for unit in found)


# That commas make a table, only a name can say.
TOLD_BY_CONTENT = sorted(WRITERS.keys() - {"csv"})


@pytest.mark.parametrize("name", TOLD_BY_CONTENT)
@pytest.mark.parametrize("wrong", [".tmx", ".xlf", ".bin", ""])
def test_content_counts_more_than_the_name(name: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{wrong}"
    write_aligned(str(path), name, UNITS, ABOUT)
    if wrong in {".bin", ""} or name in {"tmx", "xliff", "xliff2", "xlsx"}:
        assert texts(path) == EXPECTED
    else:  # text that calls itself XML
        with pytest.raises(FormatError, match="is not well-formed XML"):
            texts(path)
    assert texts(path, format=name.removesuffix("2")) == EXPECTED


def test_compressed_and_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf.gz"
    path.write_bytes(gzip.compress((BILINGUAL / "harbour.mqxliff").read_bytes()))
    assert texts(path) == [("Ships wait.", "船は待つ。")]
    path.write_bytes(gzip.compress((BILINGUAL / "harbour.po").read_bytes()))
    with pytest.raises(FormatError, match="is a gzip archive"):
        texts(path)
    data = (BILINGUAL / "harbour.mqxliff").read_text("utf-8").replace('"UTF-8"', '"UTF-16"')
    path.write_bytes(data.encode("utf-16"))
    assert texts(path) == [("Ships wait.", "船は待つ。")]


def test_what_holds_no_units_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    for content, message in [
        ("<?xml version='1.0'?><!-- a --><martif/>", r"<martif>.*--glossary"),
        ("<html><body/></html>", r"<html>.*align"),
        ("", "ends before the XML is complete"),
    ]:
        path.write_text(content)
        with pytest.raises(FormatError, match=message):
            texts(path)
    for content in ("just words", ""):
        (tmp_path / "b.txt").write_text(content)
        with pytest.raises(FormatError, match="it cannot be told what format this is"):
            texts(tmp_path / "b.txt")
    with pytest.raises(FormatError, match="no such file"):
        texts(tmp_path / "none.po")
    with pytest.raises(FormatError, match="folder"):
        texts(tmp_path)


def test_options_that_a_format_has_no_use_for(tmp_path: Path) -> None:
    path = BILINGUAL / "harbour.po"
    with pytest.raises(ConfigError, match="po files take no columns"):
        texts(path, columns={"source": "1"})
    with pytest.raises(ConfigError, match="unknown format 'odt'"):
        texts(path, format="odt")
    assert texts(path, encoding="utf-8")[2] == ("Open", "")
    del tmp_path


def test_writers_by_extension() -> None:
    assert [writer_name(f"a{extension}") for extension in (".xlf", ".xliff", ".po")] == [
        "xliff",
        "xliff",
        "po",
    ]


def test_what_has_no_translation_is_marked_in_all(tmp_path: Path) -> None:
    unit = TranslationUnit(Segment("Open", "en"), Segment("", "ja"), "1")
    for name in WRITERS:
        if "untranslated" in UNIT_FORMATS[name.removesuffix("2")].holds:
            path = tmp_path / f"a.{name}"
            write_aligned(str(path), name, [UNITS[0], unit], ABOUT)
            found = list(read_units_of(str(path), "en", "ja", format=name.removesuffix("2")))
            assert props.value(found[1], props.UNTRANSLATED), name
            assert not props.value(found[0], props.UNTRANSLATED), name


def _samples(tmp_path: Path) -> list[tuple[str, bytes]]:
    samples = [(each.suffix, each.read_bytes()) for each in sorted(BILINGUAL.iterdir())]
    stream = io.BytesIO()
    xlsx.write(stream, UNITS, ABOUT)
    samples.append((".xlsx", stream.getvalue()))
    path = tmp_path / "a.sdltm"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE translation_memories(id, source_language, target_language);"
            "CREATE TABLE translation_units(id INTEGER PRIMARY KEY, translation_memory_id,"
            " source_segment, target_segment);"
            "CREATE TABLE attributes(id, name, type);"
            "CREATE TABLE string_attributes(translation_unit_id, attribute_id, value);"
            "INSERT INTO translation_memories VALUES (1, 'en', 'ja');"
            "INSERT INTO attributes VALUES (1, 'Client', 'x');"
            "INSERT INTO string_attributes VALUES (1, 1, 'a'), ('b', NULL, 'c');"
            "INSERT INTO translation_units VALUES (1, 1, '<Segment><Elements><Text><Value>a</Value>"
            "</Text></Elements></Segment>', '<Segment><Elements/></Segment>'), (2, 2, NULL, 7);"
        )
        database.commit()
    samples.append((".sdltm", path.read_bytes()))
    golden = Path(__file__).parent / "golden"
    names = ("tides.csv", "tides.tsv", "tides.jsonl", "harbour.2.0.xlf", "harbour.1.2.xlf")
    return samples + [(Path(name).suffix, (golden / name).read_bytes()) for name in names]


def test_damaged_files_give_units_or_a_located_error(tmp_path: Path) -> None:
    chance = random.Random(20260131)
    for suffix, data in _samples(tmp_path):
        path = tmp_path / f"broken{suffix}"
        for _ in range(60):
            broken = bytearray(data)
            for _ in range(chance.randrange(1, 5)):
                at = chance.randrange(len(broken) or 1)
                match chance.randrange(4):
                    case 0:
                        broken[at : at + 1] = bytes([chance.randrange(256)])
                    case 1:
                        del broken[at : at + chance.randrange(1, 40)]
                    case 2:
                        broken[at:at] = broken[at : at + chance.randrange(1, 40)]
                    case _:
                        broken[at:at] = chance.choice([b"<", b"&x;", b'"', b"\0", b"\n", b"\xff"])
            path.write_bytes(broken)
            try:
                for unit in read_units_of(str(path), "en", "ja", warn=lambda *_: None):
                    assert unit.source.origin is not None
            except TmkitError as error:
                assert str(path) in str(error)  # noqa: PT017
