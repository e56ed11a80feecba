"""XLIFF: other tools' files read to the character, ours valid, and what is held comes back."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from bilingual_units import (  # type: ignore[import-not-found]
    columns_of,
    plain,
    reread,
    units,
    written,
)
from hypothesis import given, settings
from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats import props, xliff
from tmkit.formats._xml import replace_illegal
from tmkit.formats.about import About, Write
from tmkit.model import Code, Origin, Segment, TranslationUnit

BILINGUAL = Path(__file__).parent / "bilingual"
GOLDEN = Path(__file__).parent / "golden"

SAMPLE = [
    TranslationUnit(
        Segment(
            "The <Harbour> Fund opened.",
            "en",
            Origin("harbour.en.md", 3),
            codes=(Code(4, "open", "1", "1", "bold"), Code(18, "close", "1", "1", "bold")),
        ),
        Segment(
            "港湾基金が\n開設された。",
            "ja",
            codes=(Code(0, "open", "1", "1", "bold"), Code(4, "close", "1", "1", "bold")),
        ),
        "1",
        (
            (props.CONFIDENCE, "0.987"),
            (props.STATUS, props.SURE),
            (props.DOCUMENT, "harbour.en.md"),
        ),
        "The official name",
    ),
    TranslationUnit(
        Segment("Wait for {n} ships.", "en", codes=(Code(9, "alone", "1", "1", "", "{n}"),)),
        Segment("", "ja"),
        "2",
        ((props.UNTRANSLATED, "no target"), (props.DOCUMENT, "harbour.en.md")),
    ),
    TranslationUnit(
        Segment("Same id", "en"),
        Segment("同じ識別子", "ja"),
        "2",
        (
            ("x-xliff-state", "needs-review-translation"),
            ("x-xliff-resname", "menu"),
            ("client name", "A & B"),
            (props.DOCUMENT, "harbour.en.md"),
        ),
    ),
]


def read(name: str | Path, source: str = "en", target: str = "ja") -> list[TranslationUnit]:
    return list(xliff.read_units(str(name), source, target))


def texts(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(unit.source.text, unit.target.text) for unit in units]


# ------------------------------------------------------------------------------ the tools' files


def test_trados_segments_comments_changes_and_native_codes() -> None:
    first, second = read(BILINGUAL / "harbour.sdlxliff")
    assert (first.id, second.id) == ("t1/1", "t1/2")
    assert first.source.text == "The Harbour Fund opened."
    assert first.source.codes == (
        Code(4, "open", "7", "7", "", '<cf bold="on">'),
        Code(16, "close", "7", "7", "", "</cf>"),
    )
    assert first.target.text == "港湾基金が開設された。", "deleted text is out, added text is in"
    assert first.note == "Is this the official name?"
    assert ("x-sdl-conf", "Translated") in first.props
    assert second.target.text == ""
    assert (props.UNTRANSLATED, "empty target") in second.props
    assert ("x-sdl-locked", "true") in second.props


def test_memoq_status_and_comments() -> None:
    (unit,) = read(BILINGUAL / "harbour.mqxliff")
    assert unit.target.text == "船は待つ。"
    assert unit.note == "Check the tense"
    assert ("x-mq-status", "ManuallyConfirmed") in unit.props
    assert [code.content for code in unit.target.codes] == ["{}", "{}"]


def test_version_2_segments_data_and_annotations() -> None:
    first, second = read(BILINGUAL / "harbour.2.1.xlf")
    assert (first.id, second.id) == ("u1/s1", "u1/2")
    assert first.target.text == "の港\x1f。"
    assert first.target.codes[0] == Code(0, "alone", "2", "2", "", "{0}\x07")
    assert first.target.codes[1] == Code(1, "open", "1", "1", "fmt/xlf:b", "<b>")
    assert first.note == "A heading\nKeep it short"
    assert ("x-xliff-state", "reviewed") in first.props
    assert ("x-xliff-translate", "no") in first.props, "said of the group"
    assert [(code.role, code.type) for code in second.source.codes] == [
        ("open", "ui"),
        ("open", "mrk:term"),
        ("close", "ui"),
        ("close", "mrk:term"),
    ]
    assert (props.UNTRANSLATED, "no target") in second.props


@pytest.mark.parametrize("name", ["harbour.sdlxliff", "harbour.mqxliff", "harbour.2.1.xlf"])
def test_every_character_has_its_place(name: str) -> None:
    lines = (BILINGUAL / name).read_text("utf-8").splitlines()
    for unit in read(BILINGUAL / name):
        shown = columns_of(unit, lines)
        assert shown.replace("<", "\x1f") == unit.target.text, "a cp element stands for U+001F"


def test_references_and_lines_have_their_places(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        '<xliff version="1.2"><file source-language="en" target-language="ja"><body>\n'
        '<trans-unit id="1"><source>x</source><target>𠮷&amp;&#x8336;\n  <g id="1">二</g>行\r\n目'
        "</target></trans-unit></body></file></xliff>",
        "utf-8",
    )
    (unit,) = read(path)
    assert unit.target.text == "𠮷&茶\n  二行\n目"
    assert [(mark.offset, mark.line, mark.column) for mark in unit.target.marks] == [
        (0, 2, 46),
        (2, 2, 52),  # after &amp;
        (3, 2, 60),
        (4, 3, 1),
        (6, 3, 13),
        (7, 3, 18),
        (9, 4, 1),
    ]


@pytest.mark.parametrize(
    "target",
    [
        'loose <mrk mtype="seg" mid="1">い</mrk>',
        '<mrk mtype="seg" mid="1">い</mrk><mrk mtype="seg" mid="2">ろ</mrk>',
        "<g id='1'>uncut</g>",
    ],
)
def test_a_target_cut_otherwise_is_taken_whole(target: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    cut = '<seg-source><mrk mtype="seg" mid="1">a.</mrk> </seg-source>'
    unit = f'<trans-unit id="1"><source>a. </source>{cut}<target>{target}</target></trans-unit>'
    path.write_text(f"<xliff><file><body>{unit}</body></file></xliff>", "utf-8")
    (whole,) = read(path)
    assert whole.source.text == "a. "
    assert whole.target.text == re.sub("<[^>]*>", "", target)


# ---------------------------------------------------------------------------------- the direction


def test_the_other_direction_is_turned_round() -> None:
    (unit, *_) = read(BILINGUAL / "harbour.sdlxliff", "ja", "en")
    assert (unit.source.text, unit.source.lang) == ("港湾基金が開設された。", "ja-JP")
    assert unit.target.text == "The Harbour Fund opened."


def test_what_has_no_text_in_a_language_is_told() -> None:
    told: list[tuple[Origin, str]] = []
    path = str(BILINGUAL / "harbour.sdlxliff")
    units = list(xliff.read_units(path, "ja", "en", warn=lambda *told_: told.append(told_)))
    assert len(units) == 1
    assert [(origin.line, message) for origin, message in told] == [
        (20, "left out: no text in both ja and en")
    ]


def test_the_file_says_its_languages_and_else_the_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    body = (
        '<body><trans-unit id="1"><source xml:lang="en-GB">a</source>'
        '<target xml:lang="ja-JP">あ</target></trans-unit></body></file></xliff>'
    )
    for stated, langs in [
        ("", ("en-GB", "ja-JP")),
        (' source-language="en_US" target-language="ja"', ("en-US", "ja")),
    ]:
        path.write_text(f'<xliff version="1.2"><file{stated}>{body}', "utf-8")
        (unit,) = read(path)
        assert (unit.source.lang, unit.target.lang) == langs


def test_other_languages_are_an_error_that_names_the_files() -> None:
    with pytest.raises(FormatError, match=r"no unit is in fr and ja; its languages are en-US, ja"):
        read(BILINGUAL / "harbour.sdlxliff", "fr", "ja")


# ---------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("write", "name"), [(xliff.write, "harbour.1.2.xlf"), (xliff.write2, "harbour.2.0.xlf")]
)
def test_golden_bytes(write: Write, name: str) -> None:
    assert written(write, SAMPLE)[0].decode() == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("write", [xliff.write, xliff.write2])
def test_the_sample_comes_back(write: Write, tmp_path: Path) -> None:
    first, second, third = reread(write, xliff.read_units, SAMPLE, tmp_path / "a.xlf")
    assert (first.source, first.target, first.note) == (
        SAMPLE[0].source,
        SAMPLE[0].target,
        SAMPLE[0].note,
    )
    assert set(SAMPLE[0].props) <= set(first.props)
    assert second == replace(SAMPLE[1], props=second.props)
    assert set(second.props) == set(SAMPLE[1].props)
    assert (third.id, third.source.text) == ("2", "Same id"), "an id that stands twice is kept"
    assert ("client name", "A & B") in third.props


def normal(unit: TranslationUnit, keep: bool) -> TranslationUnit:
    """Return what both files hold: a closing code has no type of its own in XLIFF."""

    def text(value: str) -> str:
        return value if keep else replace_illegal(value)[0]

    def side(segment: Segment) -> Segment:
        codes = tuple(
            replace(
                code,
                type="" if code.role == "close" else code.type,
                content=text(code.content),
            )
            for code in segment.codes
        )
        return replace(segment, text=text(segment.text), codes=codes)

    return replace(
        unit,
        source=side(unit.source),
        target=side(unit.target),
        note=replace_illegal(unit.note)[0],
        # What is said of the whole unit stands in order; names and values hold what XML holds.
        props=tuple((name, replace_illegal(value)[0]) for name, value in unit.props),
    )


@settings(max_examples=80, deadline=None)
@given(units())
def test_version_1_holds_what_xml_holds(unit: TranslationUnit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (found,) = reread(xliff.write, xliff.read_units, [unit], Path(folder) / "a.xlf")
    assert normal(found, keep=False) == normal(unit, keep=False)


@settings(max_examples=80, deadline=None)
@given(units())
def test_version_2_holds_any_character_of_a_text(unit: TranslationUnit) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (found,) = reread(xliff.write2, xliff.read_units, [unit], Path(folder) / "a.xlf")
    assert normal(found, keep=True) == normal(unit, keep=True)


@settings(max_examples=50, deadline=None)
@given(units())
def test_what_is_written_keeps_the_rules_of_version_1(unit: TranslationUnit) -> None:
    """The rules of the strict schema that our elements could break (XLIFF 1.2, 2.2 to 2.4)."""
    root = etree.fromstring(written(xliff.write, [unit, unit, plain(unit)])[0])
    space = "{urn:oasis:names:tc:xliff:document:1.2}"
    for file in root.iter(f"{space}file"):
        assert {"original", "source-language", "datatype"} <= set(file.keys())
        ids = [each.get("id") for each in file.iter(f"{space}trans-unit")]
        assert len(ids) == len(set(ids))
    order = ["source", "seg-source", "target", "context-group", "note"]
    for each in root.iter(f"{space}trans-unit"):
        names = [order.index(etree.QName(child).localname) for child in each]
        assert names == sorted(names)
        for side in each.iter(f"{space}source", f"{space}target"):
            _inline_rules(side, space)
    for context in root.iter(f"{space}context"):
        assert re.fullmatch(r"x-\S+", context.get("context-type", ""))


def _inline_rules(side: etree._Element, space: str) -> None:
    ids = [code.get("id") for code in side.iter() if code.tag not in (f"{space}ept", f"{space}ex")]
    ids = [id_ for id_ in ids if id_ is not None]
    assert len(ids) == len(set(ids))
    for code in side.iter():
        known = {"bold", "italic", "link", "underlined", "image", "lb", "pb", "term"}
        kind = code.get("ctype") or code.get("mtype")
        assert kind is None or kind in known or re.fullmatch(r"x-\S+", kind)
        if code.tag == f"{space}it":
            assert code.get("pos") in {"open", "close"}
        if code.tag == f"{space}mrk":
            assert re.fullmatch(r"[\w.:-]+", code.get("mid", ""))


@settings(max_examples=50, deadline=None)
@given(units())
def test_what_is_written_keeps_the_rules_of_version_2(unit: TranslationUnit) -> None:
    """XLIFF 2.0, 4.2 and 4.3: names are NMTOKENs, references lead somewhere."""
    root = etree.fromstring(written(xliff.write2, [unit, unit])[0])
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    ids = [each.get("id", "") for each in root.iter(f"{space}unit")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w.:-]+", id_, re.ASCII) for id_ in ids)
    for each in root.iter(f"{space}unit"):
        data = {item.get("id") for item in each.iter(f"{space}data")}
        for side in each.iter(f"{space}source", f"{space}target"):
            own = [code.get("id") for code in side.iter() if code.get("id")]
            assert len(own) == len(set(own))
            for code in side.iter():
                refs = {str(value) for key, value in code.items() if "dataRef" in str(key)}
                assert refs <= data
                assert code.get("startRef") is None or code.get("startRef") in own
                assert code.get("subType") is None or re.fullmatch(
                    r"[^\s:]+:[^\s:]+", code.get("subType", "")
                )


def test_no_units(tmp_path: Path) -> None:
    for write in (xliff.write, xliff.write2):
        path = tmp_path / "a.xlf"
        path.write_bytes(written(write, [])[0])
        assert read(path) == []


def test_a_date_is_written_where_there_is_one() -> None:
    data, _ = written(xliff.write, SAMPLE, About("en", "ja", date="20260131T090000Z"))
    assert b'date="2026-01-31T09:00:00Z"' in data


def test_replaced_characters_are_counted() -> None:
    unit = TranslationUnit(Segment("a\x01b", "en", Origin("a.txt", 7)), Segment("\x02", "ja"))
    assert written(xliff.write, [unit])[1].replaced == 2
    assert written(xliff.write, [unit])[1].first_changed == Origin("a.txt", 7)
    assert written(xliff.write2, [unit])[1].replaced == 0


# ---------------------------------------------------------------------------------- an other reader


def test_translate_toolkit_reads_the_same_texts() -> None:
    storage = pytest.importorskip("translate.storage.xliff", reason="not installed: translate")
    from translate.storage import xliff2

    for write, factory in ((xliff.write, storage.Xliff1File), (xliff.write2, xliff2.Xliff2File)):
        made = [plain(unit) for unit in (SAMPLE[0], SAMPLE[2])]
        store = factory.parsestring(written(write, made)[0])
        found = [(str(unit.source), str(unit.target)) for unit in store.units if unit.source]
        assert found == texts(made)


# --------------------------------------------------------------------------------------- bad input


HEAD = '<xliff version="1.2"><file source-language="en" target-language="ja"><body>\n'
BAD = {
    "cut off": (HEAD + '<trans-unit id="1"><source>a', "ends before the XML is complete", 2),
    "other root": ("<html>\n</html>", "starts with <html>", 1),
    "text": ("Hello\n", "is not well-formed XML", 1),
    "entity": (
        '<!DOCTYPE xliff [\n<!ENTITY x SYSTEM "file:///etc/hostname">]><xliff>&x;</xliff>',
        "declares the entity 'x'",
        2,
    ),
    "unknown entity": ("<!DOCTYPE xliff SYSTEM 'x.dtd'>\n" + HEAD + "&nbsp;", "unknown entity", 3),
    "control character": (HEAD + "<trans-unit><source>a\x01", "is not well-formed XML", 2),
    "deep": (HEAD + "<group>" * 200, "nests elements deeper", 2),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_located(name: str, tmp_path: Path) -> None:
    content, message, line = BAD[name]
    path = tmp_path / "bad.xlf"
    path.write_text(content, "utf-8")
    with pytest.raises(FormatError, match=re.escape(message)) as caught:
        read(path)
    assert caught.value.line == line


def test_odd_but_common_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    body = "<trans-unit><source>a</source><target>あ</target></trans-unit>"
    path.write_text(f"<xliff><file><body>{body}</body></file></xliff>", "utf-16")
    assert texts(read(path)) == [("a", "あ")], "no version, no languages, no id"
    path.write_text(
        '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.1"><x:file '
        'source-language="EN_us"><x:body><x:trans-unit id="1"><x:source>a</x:source>'
        "<x:alt-trans><x:source>z</x:source><x:target>z</x:target></x:alt-trans>"
        "</x:trans-unit></x:body></x:file></x:xliff>",
        "utf-8",
    )
    (unit,) = read(path)
    assert (unit.source.text, unit.source.lang, unit.target.text) == ("a", "EN-us", "")
