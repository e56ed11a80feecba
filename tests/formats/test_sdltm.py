"""Trados memories: databases built here with the tables that Trados Studio makes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import props, sdltm
from tmkit.model import Code, Origin, TranslationUnit

# The tables and columns of Studio's databases that say something of units.
SCHEMA = """
CREATE TABLE translation_memories(id INTEGER PRIMARY KEY, guid BLOB, name TEXT UNIQUE,
    source_language TEXT NOT NULL, target_language TEXT NOT NULL, creation_date DATETIME);
CREATE TABLE parameters(translation_memory_id INT, name TEXT, value TEXT);
CREATE TABLE translation_units(id INTEGER PRIMARY KEY AUTOINCREMENT, guid BLOB,
    translation_memory_id INT, source_hash INTEGER, source_segment TEXT, target_hash INTEGER,
    target_segment TEXT, creation_date DATETIME, creation_user TEXT, change_date DATETIME,
    change_user TEXT, last_used_date DATETIME, last_used_user TEXT, usage_counter INT, flags INT);
CREATE TABLE attributes(id INTEGER PRIMARY KEY, guid BLOB, name TEXT, type INT, tm_id INT);
CREATE TABLE string_attributes(translation_unit_id INT, attribute_id INT, value TEXT);
CREATE TABLE numeric_attributes(translation_unit_id INT, attribute_id INT, value INT);
CREATE TABLE date_attributes(translation_unit_id INT, attribute_id INT, value DATETIME);
CREATE TABLE picklist_values(id INTEGER PRIMARY KEY, guid BLOB, attribute_id INT, value TEXT);
CREATE TABLE picklist_attributes(translation_unit_id INT, picklist_value_id INT);
INSERT INTO translation_memories VALUES (1, x'00', 'Harbour', 'en-US', 'ja-JP', '2026-01-01');
INSERT INTO parameters VALUES (NULL, 'VERSION', '8.09');
"""


def text(value: str) -> str:
    return f"<Text><Value>{value}</Value></Text>"


def tag(kind: str, anchor: int, align: int, id_: str = "", shown: str = "") -> str:
    more = f"<TextEquivalent>{shown}</TextEquivalent>" if shown else ""
    return (
        f"<Tag><Type>{kind}</Type><Anchor>{anchor}</Anchor>"
        f"<AlignmentAnchor>{align}</AlignmentAnchor><TagID>{id_}</TagID>{more}</Tag>"
    )


def segment(lang: str, *content: str) -> str:
    return (
        '<Segment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Elements>'
        f"{''.join(content)}</Elements><CultureName>{lang}</CultureName></Segment>"
    )


def memory(path: Path, units: Iterable[tuple[str, str]], more: str = "") -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        database.executemany(
            "INSERT INTO translation_units(translation_memory_id, source_segment, target_segment,"
            " creation_date, creation_user, change_date, change_user, last_used_date,"
            " last_used_user, usage_counter) VALUES (1, ?, ?, '2026-01-31 09:00:00', 'aki',"
            " '2026-02-01 10:11:12', 'ben', '2026-02-03 00:00:00', '', 3)",
            units,
        )
        database.executescript(more)
        database.commit()
    return path


def read(path: Path, source: str = "en", target: str = "ja") -> list[TranslationUnit]:
    return list(sdltm.read_units(str(path), source, target))


SHIPS = (segment("en-US", text("Ships wait.")), segment("ja-JP", text("船は待つ。")))


def test_texts_codes_dates_and_users(tmp_path: Path) -> None:
    source = segment(
        "en-US",
        text("Ships &amp; "),
        tag("Start", 1, 1, "52"),
        text("𠮷 boats"),
        tag("End", 1, 0, "52"),
        tag("TextPlaceholder", 2, 2, "t", "{n}"),
    )
    (unit,) = read(memory(tmp_path / "a.sdltm", [(source, SHIPS[1])]))
    assert (unit.source.text, unit.source.lang) == ("Ships & 𠮷 boats", "en-US")
    assert unit.source.codes == (
        Code(8, "open", "1", "1", "52"),
        Code(15, "close", "1", "", "52"),
        Code(15, "alone", "2", "2", "t", "{n}"),
    )
    assert (unit.target.text, unit.target.lang, unit.id) == ("船は待つ。", "ja-JP", "1")
    assert unit.target.origin == Origin(str(tmp_path / "a.sdltm"), 1)
    assert unit.props == (
        ("x-creationdate", "20260131T090000Z"),
        ("x-creationid", "aki"),
        ("x-changedate", "20260201T101112Z"),
        ("x-changeid", "ben"),
        ("x-lastusagedate", "20260203T000000Z"),
        ("x-usagecount", "3"),
    )


def test_custom_fields_are_named_as_trados_names_them_in_tmx(tmp_path: Path) -> None:
    more = """
    INSERT INTO attributes VALUES (1, x'', 'Client', 4, 1), (2, x'', 'Topic', 5, 1),
        (3, x'', 'Remark', 1, 1), (4, x'', 'Year', 6, 1), (5, x'', 'Due', 3, 1);
    INSERT INTO picklist_values VALUES (1, x'', 1, 'Port'), (2, x'', 2, 'sea'), (3, x'', 2, 'law');
    INSERT INTO picklist_attributes VALUES (2, 1), (2, 3), (2, 2), (9, 1);
    INSERT INTO string_attributes VALUES (2, 3, '港の件'), (0, 3, 'of no unit');
    INSERT INTO numeric_attributes VALUES (2, 4, 2026);
    INSERT INTO date_attributes VALUES (2, 5, '2026-03-04 05:06:07');
    """
    first, second, third = read(memory(tmp_path / "a.sdltm", [SHIPS] * 3, more))
    assert len(first.props) == len(third.props) == 6
    assert second.props[6:] == (
        ("x-Client:SinglePicklist", "Port"),
        ("x-Topic:MultiplePicklist", "sea"),
        ("x-Topic:MultiplePicklist", "law"),
        ("x-Remark:SingleString", "港の件"),
        ("x-Year:Integer", "2026"),
        ("x-Due:DateTime", "20260304T050607Z"),
    )


def test_the_other_direction_and_an_empty_target(tmp_path: Path) -> None:
    empty = (SHIPS[0], segment("ja-JP"))
    path = memory(tmp_path / "a.sdltm", [SHIPS, empty])
    assert (props.UNTRANSLATED, "empty target") in read(path)[1].props
    (unit,) = read(path, "ja", "en-GB")
    assert (unit.source.text, unit.target.text) == ("船は待つ。", "Ships wait.")


def test_a_damaged_unit_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = ("<Segment><Elements>", SHIPS[1])
    bomb = ('<!DOCTYPE a [<!ENTITY x "y">]><Segment>&x;</Segment>', SHIPS[1])
    path = memory(tmp_path / "a.sdltm", [bad, SHIPS, bomb])
    told: list[tuple[int, str]] = []
    units = sdltm.read_units(
        str(path), "en", "ja", warn=lambda at, what: told.append((at.line, what))
    )
    assert [unit.id for unit in units] == ["2"]
    assert told == [(number, "left out: a text of this unit is damaged") for number in (1, 3)]


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = memory(tmp_path / "a name?#%.sdltm", [SHIPS])
    before = path.read_bytes()
    path.chmod(0o400)
    assert len(read(path)) == 1
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_open_memory_is_told(tmp_path: Path) -> None:
    path = memory(tmp_path / "a.sdltm", [SHIPS])
    Path(f"{path}-wal").write_bytes(b"x")
    told: list[str] = []
    list(sdltm.read_units(str(path), "en", "ja", warn=lambda _, what: told.append(what)))
    assert told == [
        "changes that Trados has not yet put into the file are not read; "
        "close the memory in Trados first"
    ]


def test_bad_files(tmp_path: Path) -> None:
    path = tmp_path / "a.sdltm"
    with pytest.raises(FormatError, match="no such file"):
        read(path)
    path.write_text("PK")
    with pytest.raises(FormatError, match="is not an SQLite database"):
        read(path)
    path.write_bytes(sdltm.MAGIC + b"\1" * 500)
    with pytest.raises(FormatError, match="no translation memory of Trados, or a damaged one"):
        read(path)
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        # A view could run for ever.
        database.execute(
            "CREATE VIEW translation_units AS WITH RECURSIVE n(id) AS"
            " (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n"
        )
        database.execute("CREATE TABLE translation_memories(id, source_language, target_language)")
    with pytest.raises(FormatError, match="is a database, but no memory of Trados"):
        read(path)
    whole = memory(tmp_path / "b.sdltm", [SHIPS] * 500).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FormatError, match="damaged"):
        read(path)


def test_other_languages(tmp_path: Path) -> None:
    path = memory(tmp_path / "a.sdltm", [SHIPS])
    with pytest.raises(FormatError, match=r"its languages are en-US, ja-JP"):
        read(path, "en", "de")
