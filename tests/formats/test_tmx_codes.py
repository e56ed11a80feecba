"""Inline codes beside the text: read from TMX, written as TMX, balanced and numbered."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit.formats.about import About
from tmkit.formats.tmx import read_units, write
from tmkit.model import Code, Segment, TranslationUnit

INLINE = Path(__file__).parent / "tmx" / "inline.tmx"


def written(text: str, *codes: Code) -> str:
    """Return what stands in the source's seg."""
    stream = io.BytesIO()
    unit = TranslationUnit(Segment(text, "en", codes=codes), Segment("あ", "ja"))
    write(stream, [unit], About("en", "ja"))
    found = re.search(r'<tuv xml:lang="en"><seg>(.*)</seg>', stream.getvalue().decode())
    assert found
    return found[1]


# ---------------------------------------------------------------------------------------- reading


def test_codes_stand_beside_the_text() -> None:
    pair, crossed, nested, foreign = read_units(str(INLINE), "en", "ja")
    assert pair.source.text == "A strong tide."
    assert pair.source.codes == (
        Code(2, "open", "1", "1", "bold", "<b>"),
        Code(8, "close", "1", "", "", "</b>"),
    )
    assert pair.target.text == "強い潮。"
    assert [code.offset for code in pair.target.codes] == [0, 2]
    assert [(code.role, code.id) for code in crossed.source.codes] == [
        ("open", "1"), ("open", "2"), ("close", "1"), ("close", "2"),
    ]  # fmt: skip
    assert crossed.target.text == "一二三"
    assert crossed.target.codes == (
        Code(1, "open", "", "3", "", "{u"),
        Code(2, "close", "", "", "", "u}"),
    )
    assert nested.source.text == "See  and Port Verity."
    assert nested.source.codes == (
        Code(4, "alone", "", "1", "image", '<img alt="the Selka pier"/>'),
    )
    assert nested.target.text == "ヴェリティ港とを参照。"
    assert [code.content for code in nested.target.codes] == ["<img/>", "{\\fs20}"]
    assert foreign.source.text == "Press Save now."
    assert [(code.role, code.content) for code in foreign.source.codes] == [
        ("open", '<g id="1">'), ("close", "</g>"), ("alone", '<x id="2"/>'),
    ]  # fmt: skip
    assert foreign.target.text == "保存を押す。"


# ---------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        (
            "a b c",
            [Code(2, "open", "7", "2", "bold", "<b>"), Code(3, "close", "7", "", "", "</b>")],
            'a <bpt i="7" x="2" type="bold">&lt;b&gt;</bpt>b<ept i="7">&lt;/b&gt;</ept> c',
        ),
        ("ab", [Code(1, "alone", "", "1", "image", "<img/>")],
         'a<ph x="1" type="image">&lt;img/&gt;</ph>b'),
        # half of a pair
        ("ab", [Code(0, "open", "1", "1", "", "<i>")], '<it pos="begin" x="1">&lt;i&gt;</it>ab'),
        ("ab", [Code(2, "close", "9", "", "", "</i>")], 'ab<it pos="end">&lt;/i&gt;</it>'),
        # identifiers that are no numbers, or that stand twice
        (
            "abc",
            [Code(0, "open", "x"), Code(1, "open", "1"), Code(2, "close", "1"),
             Code(3, "close", "x")],
            '<bpt i="2"></bpt>a<bpt i="1"></bpt>b<ept i="1"></ept>c<ept i="2"></ept>',
        ),
        (
            "ab",
            [Code(0, "open", "1"), Code(1, "close", "1"), Code(1, "open", "1"),
             Code(2, "close", "1")],
            '<bpt i="1"></bpt>a<ept i="1"></ept><bpt i="2"></bpt>b<ept i="2"></ept>',
        ),
        # of two with one identifier the last one opened is closed; without one there is no pair
        (
            "ab",
            [Code(0, "open", "a"), Code(1, "open", "a"), Code(1, "close", "a"),
             Code(2, "close", "a")],
            '<bpt i="1"></bpt>a<bpt i="2"></bpt><ept i="2"></ept>b<ept i="1"></ept>',
        ),
        ("a", [Code(0, "open"), Code(1, "close")], '<it pos="begin"></it>a<it pos="end"></it>'),
        # with the white space at the edge the offsets move
        ("  a ", [Code(0, "alone", content="<"), Code(3, "alone"), Code(4, "alone")],
         "<ph>&lt;</ph>a<ph></ph><ph></ph>"),
        # what XML cannot hold, in the code as in the text
        ("\x01", [Code(0, "alone", type="\x02", content="\x03")],
         '<ph type="\ufffd">\ufffd</ph>\ufffd'),
        ("a\nb", [Code(9, "alone", content="\r")], "a&#10;b<ph>&#13;</ph>"),
    ],
)  # fmt: skip
def test_codes_become_elements(text: str, codes: list[Code], expected: str) -> None:
    assert written(text, *codes) == expected


def test_what_could_not_be_kept_is_counted() -> None:
    unit = TranslationUnit(
        Segment(" a\x01", "en", codes=(Code(0, "alone", "", "\x02", "\x03", "\x04"),)),
        Segment("あ", "ja"),
    )
    report = write(io.BytesIO(), [unit], About("en", "ja"))
    assert (report.replaced, report.trimmed) == (4, 1)


def test_codes_survive_a_round_trip(tmp_path: Path) -> None:
    units = list(read_units(str(INLINE), "en", "ja"))
    path = tmp_path / "out.tmx"
    with path.open("wb") as stream:
        write(stream, units, About("en", "ja"))
    again = list(read_units(str(path), "en", "ja"))
    assert again[:3] == units[:3]
    # What another tool writes in its own way has become TMX's.
    assert [(code.role, code.id, code.content) for code in again[3].source.codes] == [
        ("open", "1", '<g id="1">'), ("close", "1", "</g>"), ("alone", "", '<x id="2"/>'),
    ]  # fmt: skip


ROLES = st.sampled_from(["open", "close", "alone"])
TEXT = st.text("ab<&>漢。 ", max_size=6)
CODES = st.lists(
    st.builds(Code, st.integers(0, 6), ROLES, st.sampled_from(["", "1", "a"]), TEXT, TEXT, TEXT),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(TEXT, CODES)
def test_any_codes_are_balanced_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, codes: list[Code]
) -> None:
    source = "x" + text + "x"
    codes = sorted(codes, key=lambda code: code.offset)
    inside = written(source, *codes)
    opened = re.findall(r'<bpt i="(\d+)"', inside)
    assert len(opened) == len(set(opened))
    assert sorted(opened) == sorted(re.findall(r'<ept i="(\d+)"', inside))
    path = tmp_path_factory.getbasetemp() / "codes.tmx"
    with path.open("wb") as stream:
        unit = TranslationUnit(
            Segment(source, "en", codes=tuple(codes)), Segment("あ", "ja"), id="1"
        )
        write(stream, [unit], About("en", "ja"))
    [again] = read_units(str(path), "en", "ja")
    assert again.source.text == source
    assert [(code.role, code.content) for code in again.source.codes] == [
        (code.role, code.content) for code in codes
    ]
    assert [code.offset for code in again.source.codes] == [
        min(code.offset, len(source)) for code in codes
    ]
