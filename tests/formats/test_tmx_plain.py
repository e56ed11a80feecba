"""Plain units are read by an expression; whatever it takes must mean what expat says it means."""

from __future__ import annotations

import random
import re
from dataclasses import fields
from itertools import count
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import _tmx_plain, tmx
from tmkit.formats.tmx import read_units
from tmkit.model import Origin, Segment, TranslationUnit

FILES = sorted((Path(__file__).parent / "tmx").glob("*.tmx"))


def outcome(path: Path) -> object:
    """Return all that reading gives: units with their places, warnings, and the error."""
    units: list[TranslationUnit] = []
    told: list[tuple[Origin, str]] = []
    try:
        units += read_units(str(path), "ja", "en", warn=lambda *what: told.append(what))
    except FormatError as error:
        # Where a file is broken, how many of its last units are given depends on the chunks.
        return str(error)
    return [(each, each.source.origin, each.target.origin) for each in units], told


def both(path: Path) -> tuple[object, object]:
    quick = outcome(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_tmx_plain, "_UNIT", re.compile(r"(?!)"))
        return quick, outcome(path)


def body(*units: str) -> str:
    return f'<tmx version="1.4"><header srclang="ja"/><body>{"".join(units)}</body></tmx>'


PLAIN = """
<tu tuid="{n}">
  <note>n</note><prop type="a">b</prop>
  <tuv xml:lang="ja"><seg>文{n}</seg></tuv>
  <tuv xml:lang="en"><seg>text {n}</seg></tuv>
</tu>"""


def around(trick: str) -> str:
    return body(PLAIN.format(n=1), trick, PLAIN.format(n=2))


@pytest.mark.parametrize(
    "trick",
    [
        # a unit that is none: in a comment, in CDATA, in an instruction
        f"<!-- </tu>{PLAIN.format(n=9)} -->",
        f"<!--{PLAIN.format(n=9)}{PLAIN.format(n=8)}-->",
        f"<![CDATA[</tu>{PLAIN.format(n=9)}]]>",
        f"<?x </tu>{PLAIN.format(n=9)}?>",
        f"<!-- </tu>\n-->{PLAIN.format(n=9)}",
        f"<odd>{PLAIN.format(n=9)}{PLAIN.format(n=8)}</odd>",
        f"<tu>{PLAIN.format(n=9)}{PLAIN.format(n=8)}</tu>",
        "<tu/>",
        "<tu></tu>",
        # references, known and not
        PLAIN.replace("文", "&#x20;&#10;&amp;&#65;&quot;"),
        PLAIN.replace("文{n}", "&#32;"),
        PLAIN.replace("文", "&#0;"),
        PLAIN.replace("文", "&#x110000;"),
        PLAIN.replace("文", f"&#{'9' * 5000};"),
        PLAIN.replace("文", "&nbsp;"),
        PLAIN.replace("文", "a & b"),
        PLAIN.replace("文", "]]>"),
        PLAIN.replace("文", "\x01"),
        PLAIN.replace("文", "\ufffe"),
        PLAIN.replace(">n<", ">&lt;n&gt;<").replace(">b<", ">&apos;<"),
        # attributes
        PLAIN.replace('tuid="{n}"', 'x="tuid=" tuid="y"'),
        PLAIN.replace('tuid="{n}"', 'a=" tuid=" b=" c=" tuid="d"'),
        PLAIN.replace('tuid="{n}"', 'tuid="a" tuid="b"'),
        PLAIN.replace('tuid="{n}"', 'tuid="" tuid="b"'),
        PLAIN.replace('tuid="{n}"', 'tuid="" x="b"'),
        PLAIN.replace('tuid="{n}"', 'x="a" y="b" x="c" tuid="d"'),
        PLAIN.replace(' tuid="{n}"', ""),
        PLAIN.replace(' type="a"', ' a="1" type="a" a="2"'),
        PLAIN.replace("<note>", '<note a="1" a="2">'),
        PLAIN.replace('xml:lang="ja"', 'xml:lang="ja" a="1" a="2"'),
        PLAIN.replace(' type="a"', ""),
        PLAIN.replace(">b<", ">&b;<"),
        PLAIN.replace(">n<", ">\x02<"),
        PLAIN.replace('type="a"', 'type="\x02"'),
        PLAIN.replace('type="a"', 'type="]]>"'),
        PLAIN.replace('type="a"', 'type="\uffff"'),
        PLAIN.replace("文", "&#xFFFE;"),
        PLAIN.replace("文", "&#xD800;"),
        PLAIN.replace("文", "&#X41;"),
        PLAIN.replace("文", "&#65"),
        PLAIN.replace("文", "&amp"),
        PLAIN.replace("文", "&;"),
        PLAIN.replace('tuid="{n}"', "tuid='a'"),
        PLAIN.replace('tuid="{n}"', 'tuid="a&#10;b&amp;"'),
        PLAIN.replace('tuid="{n}"', 'tuid="a\n\tb"'),
        PLAIN.replace('tuid="{n}"', '1a="b"'),
        PLAIN.replace('tuid="{n}"', "tuid"),
        PLAIN.replace('type="a"', 'xml:lang="en" type="a"'),
        PLAIN.replace("<note>", '<note o-encoding="x">'),
        PLAIN.replace("xml:lang", "lang"),
        PLAIN.replace('xml:lang="ja"', 'changeid="x" lang="en" xml:lang="ja_JP"'),
        PLAIN.replace('xml:lang="ja"', 'xml:lang="fr"'),
        PLAIN.replace('xml:lang="ja"', ""),
        # order, languages, structure
        PLAIN.replace('"ja"', '"x"').replace('"en"', '"ja"').replace('"x"', '"en"'),
        PLAIN.replace("</note>", "</prop>"),
        PLAIN.replace("</prop>", "</note>"),
        PLAIN.replace("<seg>文{n}</seg>", "<seg/>"),
        PLAIN.replace("文{n}", "　"),
        PLAIN.replace("文", "<hi>文</hi>"),
        PLAIN.replace("文", "<![CDATA[文]]>"),
        PLAIN.replace("文", "<!-- x -->文"),
        PLAIN.replace("文", "一\n二\n"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\u3000"),
        PLAIN.replace("<note>n</note>", "<note>1</note><note>2</note>"),
        PLAIN.replace("</tuv>\n</tu>", "</tuv><tuv xml:lang='fr'><seg>f</seg></tuv></tu>"),
        PLAIN.replace("</tuv>\n</tu>", "</tuv><note>late</note></tu>"),
        PLAIN.replace("<tuv", "<k:tuv").replace("</tuv", "</k:tuv"),
        "stray text",
        "</tu>",
        "<!--",
    ],
    ids=count(),
)  # fmt: skip
def test_the_expression_agrees_with_expat(tmp_path: Path, trick: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(around(trick.replace("{n}", "3")), "utf-8", newline="")
    quick, slow = both(path)
    assert quick == slow


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.stem)
def test_it_agrees_on_the_fixtures(source: Path) -> None:
    quick, slow = both(source)
    assert quick == slow


@pytest.mark.parametrize(
    "declared",
    [
        '<!ATTLIST tu tuid CDATA "default">',
        "<!ATTLIST tu tuid NMTOKEN #IMPLIED>",
        '<!ATTLIST tuv xml:lang CDATA "ja">',
        "<!ELEMENT tu ANY>",
    ],
)
def test_it_agrees_where_the_doctype_declares_attributes(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "memory.tmx"
    units = [PLAIN.replace(' tuid="{n}"', given) for given in ("", ' tuid=" a  b "', "")]
    text = "".join(body(*units).rsplit(' xml:lang="ja"', 1))
    path.write_text(f"<!DOCTYPE tmx [{declared}]>{text}", "utf-8")
    quick, slow = both(path)
    assert quick == slow
    assert isinstance(quick, tuple)
    assert len(quick[0]) >= 2


def test_it_agrees_over_many_chunks(tmp_path: Path) -> None:
    path, rng = tmp_path / "memory.tmx", random.Random(1)
    tricks = [PLAIN, PLAIN.replace("文", "<hi>文</hi>"), "<!-- </tu> -->", "\n\n", PLAIN * 3]
    path.write_text(
        body(*(rng.choice(tricks).replace("{n}", str(n)) for n in range(4000))), "utf-8"
    )
    quick, slow = both(path)
    assert isinstance(quick, tuple)
    assert len(quick[0]) > 3000
    assert quick == slow


def test_a_broken_byte_is_told_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(around(PLAIN.replace("{n}", "3")).encode().replace("文3".encode(), b"\xff"))
    quick, slow = both(path)
    assert quick == slow
    assert isinstance(quick, str)
    assert "memory.tmx:9: " in quick


def test_plain_units_are_really_read_by_the_expression(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(body(*(PLAIN.replace("{n}", str(n)) for n in range(50))), "utf-8")
    elements: list[object] = []
    real = tmx._unit
    monkeypatch.setattr(tmx, "_unit", lambda *given: elements.append(given) or real(*given))  # type: ignore[func-returns-value]
    assert len(list(read_units(str(path), "ja", "en"))) == 50
    assert len(elements) == 1  # the first, from where the end of a unit is not yet known


def test_values_are_those_of_the_constructors() -> None:
    made = _tmx_plain._unit("p", ("s", "ja", 2), ("t", "en", 3), "i", (("a", "b"),), "n")
    expected = TranslationUnit(
        Segment("s", "ja", Origin("p", 2)),
        Segment("t", "en", Origin("p", 3)),
        "i",
        (("a", "b"),),
        "n",
    )
    for one, other in (
        (made, expected), (made.source, expected.source), (made.target, expected.target),
        (made.source.origin, expected.source.origin),
    ):  # fmt: skip
        assert one is not None
        assert other is not None
        for field in fields(one):
            assert getattr(one, field.name) == getattr(other, field.name)
    assert hash(made) == hash(expected)
    assert repr(made) == repr(expected)
