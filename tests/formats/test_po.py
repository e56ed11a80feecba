"""PO: entries as gettext has them, every character with its place, and files that msgfmt takes."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from bilingual_units import (  # type: ignore[import-not-found]
    TEXT,
    columns_of,
    plain,
    reread,
    units,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import po, props
from tmkit.formats.about import About
from tmkit.model import Origin, Segment, TranslationUnit

BILINGUAL = Path(__file__).parent / "bilingual"
GOLDEN = Path(__file__).parent / "golden"
HELD = TEXT.filter(lambda text: not {"\0", "\4"} & set(text))  # what gettext has a place for
HEADER = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=%s\\n"\n\n'


def unit(source: str, target: str, **rest: object) -> TranslationUnit:
    return TranslationUnit(Segment(source, "en"), Segment(target, "ja"), **rest)  # type: ignore[arg-type]


SAMPLE = [
    unit(
        'Say "hello".\nThen wait.',
        "「こんにちは」と言い、\n\tそして待つ。",
        note="The first line is a heading\n\ntmkit: ignore[quotes] as in the source",
        props=(("x-po-flags", "no-wrap"), (props.SOURCE, "two words.md:3")),
    ),
    unit(
        "Open",
        "開く",
        props=(
            (props.CONFIDENCE, "0.412"),
            (props.STATUS, props.DOUBTFUL),
            (props.REASONS, "length"),
        ),
    ),
    unit("Open", "開いている", id="door"),
    unit("Closed", "", props=((props.UNTRANSLATED, "no target"),)),
    unit(
        "%d ships",
        "船 %d 隻",
        props=(
            ("x-po-flags", "c-format"),
            ("x-po-msgid", "%d ship"),
            ("x-po-msgid-plural", "%d ships"),
            ("x-po-plural", "0"),
        ),
    ),
]


def read(path: str | Path, source: str = "en", target: str = "ja") -> list[TranslationUnit]:
    return list(po.read_units(str(path), source, target))


def test_an_entry_with_all_it_can_have() -> None:
    first, plural, empty = read(BILINGUAL / "harbour.po")
    assert first.source.text == 'Welcome, %s!\nMind the "step".'
    assert (first.target.text, first.target.lang) == (
        "ようこそ、%s さん！\n「段差」に\t注意。",
        "ja-JP",
    )
    assert first.note == "tmkit: ignore[names] the founder's own spelling"
    assert first.props == (
        ("x-po-context", "door"),
        ("x-po-flags", "fuzzy, c-format"),
        ("x-po-extracted", "Shown on the door"),
        ("x-po-reference", "door.c:12 door.c:40"),
        ("x-po-previous", 'msgid "Welcome %s"'),
    )
    assert (plural.source.text, plural.target.text) == ("%d ships", "船 %d 隻")
    assert empty.target.text == ""
    assert empty.props == ((props.UNTRANSLATED, "empty msgstr"),)


def test_every_character_has_its_place() -> None:
    lines = (BILINGUAL / "harbour.po").read_text("utf-8").splitlines()
    first, plural, _ = read(BILINGUAL / "harbour.po")
    assert columns_of(first, lines) == "ようこそ、%s さん！\\「段差」に\\注意。"
    assert columns_of(plural, lines) == "船 %d 隻"
    assert first.target.origin == Origin(str(BILINGUAL / "harbour.po"), 18, 2)
    assert first.target.marks[1].line == 19


def test_obsolete_entries_are_told() -> None:
    told: list[tuple[int, str]] = []
    path = str(BILINGUAL / "harbour.po")
    list(po.read_units(path, "en", "ja", warn=lambda at, what: told.append((at.line, what))))
    assert told == [(28, "left out: the entry is obsolete (#~)")]


def test_forms_of_a_language_with_two(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(
        'msgid "%d 隻"\nmsgid_plural "%d 隻ずつ"\nmsgstr[0] "%d ship"\nmsgstr[1] "%d ships"\n',
        "utf-8",
    )
    first, second = read(path, "ja", "en")
    assert (first.source.text, first.target.text) == ("%d 隻", "%d ship")
    assert (second.source.text, second.target.text) == ("%d 隻ずつ", "%d ships")
    assert ("x-po-plural", "1") in second.props


@pytest.mark.parametrize("charset", ["UTF-8", "Shift_JIS", "EUC-JP", "CP932", "ISO-2022-JP"])
def test_the_encoding_is_the_headers(charset: str, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = HEADER % charset + 'msgid "Table"\nmsgstr "表示ソ能"\n'  # 表 and ソ end with a backslash
    path.write_bytes(text.encode({"ISO-2022-JP": "iso2022_jp"}.get(charset, charset)))
    assert [each.target.text for each in read(path)] == ["表示ソ能"]


def test_crlf_cr_bom_and_numbered_escapes(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    text = '\ufeffmsgid "a"\r\nmsgstr "x\\343\\201\\202\\x41\\q\\a"\r\n\r\nmsgid "b"\rmsgstr "い"\r'
    path.write_bytes(text.encode())
    assert [each.target.text for each in read(path)] == ["xあA\\q\a", "い"]


def test_the_direction_is_the_headers(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEADER % "UTF-8" + 'msgid "Ship"\nmsgstr "船"\n', "utf-8")
    (turned,) = read(path, "ja", "en")
    assert (turned.source.text, turned.target.text, turned.target.lang) == ("船", "Ship", "en")
    with pytest.raises(FormatError, match=r"its languages are en, ja"):
        read(path, "en", "fr")


# ---------------------------------------------------------------------------------------- writing


def test_golden_bytes() -> None:
    data = written(po.write, SAMPLE, About("en", "ja", date="20260131T090000Z"))[0]
    assert data.decode() == (GOLDEN / "harbour.po").read_text("utf-8")


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_takes_it_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    data = written(po.write, SAMPLE, About("en", "ja", date="20260131T090000Z"))[0]
    path.write_bytes(data)
    command = ["msgfmt", "--check", "--output-file", str(tmp_path / "a.mo"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
@settings(max_examples=25, deadline=None)
@given(st.lists(units(HELD), min_size=1, max_size=8))
def test_gettext_writes_what_we_read(made: list[TranslationUnit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "a.po", Path(folder) / "b.po"
        ours.write_bytes(written(po.write, made)[0])
        command = ["msgcat", "--no-wrap", "-o", str(theirs), str(ours)]
        subprocess.run(command, capture_output=True, check=True)
        texts = [[(each.source.text, each.target.text) for each in read(p)] for p in (ours, theirs)]
    assert texts[0] == texts[1]


def test_translate_toolkit_and_polib_read_the_same_texts() -> None:
    pypo = pytest.importorskip("translate.storage.pypo", reason="not installed: translate-toolkit")
    polib = pytest.importorskip("polib", reason="not installed: polib")
    data = written(po.write, SAMPLE[:4])[0]
    expected = [(each.source.text, each.target.text) for each in SAMPLE[:4]]
    store = pypo.pofile.parsestring(data)
    found = [(str(each.source), str(each.target)) for each in store.units if each.source]
    assert found == expected
    assert [(each.msgid, each.msgstr) for each in polib.pofile(data.decode())] == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(units(HELD), min_size=1, max_size=4))
def test_texts_and_notes_come_back(made: list[TranslationUnit]) -> None:
    made = [
        replace(plain(each), note=re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", each.note))
        for each in made
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = reread(po.write, po.read_units, made, Path(folder) / "a.po")
    assert [plain(replace(each, id="")) for each in found] == [
        replace(each, id="") for each in made
    ]


def test_its_own_properties_come_back(tmp_path: Path) -> None:
    made = read(BILINGUAL / "harbour.po")
    assert reread(po.write, po.read_units, made, tmp_path / "a.po") == [
        replace(each, target=replace(each.target, lang="ja")) for each in made
    ]


def test_what_gettext_has_no_place_for_is_counted() -> None:
    made = [
        TranslationUnit(
            Segment("a\ud800", "en", Origin("a.txt", 5)), Segment("b\\\0\\004", "ja"), note="c\x01"
        )
    ]
    data, report = written(po.write, made)
    assert (report.replaced, report.first_changed) == (3, Origin("a.txt", 5))
    assert 'msgid "a\ufffd"\nmsgstr "b\\\\\ufffd\\\\004"' in data.decode()


# --------------------------------------------------------------------------------------- bad input

BAD = {
    "no quote": ('msgid "a\nmsgstr "b"\n', "not closed by a quote", 1),
    "inner quote": ('msgid "a"\nmsgstr "b"c"\n', "a quote or a backslash inside", 2),
    "open backslash": ('msgid "a"\nmsgstr "b\\"\n', "a quote or a backslash inside", 2),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "msgid is out of its order", 3),
    "cut off": ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', "an entry without a msgstr", 4),
    "prose": ("Hello there\n", "this line is not PO", 1),
    "twice": ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', "msgstr is out of its order", 3),
    "loose text": ('# x\n"a"\n', "a text without a keyword", 2),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_located(name: str, tmp_path: Path) -> None:
    content, message, line = BAD[name]
    path = tmp_path / "bad.po"
    path.write_text(content, "utf-8")
    with pytest.raises(FormatError, match=re.escape(message)) as caught:
        read(path)
    assert caught.value.line == line
