"""TMX as tools take it: valid, exact, and read back whatever wrote it."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit import __version__
from tmkit.errors import ConfigError, FormatError
from tmkit.formats import props
from tmkit.formats._xml import Limits
from tmkit.formats.about import About
from tmkit.formats.tmx import read_units, write
from tmkit.model import Origin, Segment, TranslationUnit

GOLDEN = Path(__file__).parent / "golden"
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
ABOUT = About("en", "ja")


def unit(source: str, target: str, **rest: object) -> TranslationUnit:
    return TranslationUnit(Segment(source, "en"), Segment(target, "ja"), **rest)  # type: ignore[arg-type]


SAMPLE = [
    TranslationUnit(
        Segment('Fish & chips cost <£5> — "cheap".', "en", Origin("menu.en.md", 3)),
        Segment("フィッシュ＆チップスは5ポンド未満で「安い」。", "ja", Origin("menu.ja.md", 4)),
        id="1",
        props=(
            (props.CONFIDENCE, "0.987"),
            (props.STATUS, props.SURE),
            (props.SOURCE, "menu.en.md:3"),
            (props.TARGET, "menu.ja.md:4"),
        ),
    ),
    unit(
        "Line one\nline two",
        "一行目\r\n二行目",
        id="2",
        props=((props.CONFIDENCE, "0.412"), (props.STATUS, props.DOUBTFUL), (props.REASONS, "a,b")),
        note="Seen by nobody yet",
    ),
    unit("𠮷野家 and がぎ", "𠮷野家とがぎ"),
]


def written(units: list[TranslationUnit], about: About = ABOUT) -> bytes:
    stream = io.BytesIO()
    write(stream, units, about)
    return stream.getvalue()


def read(path: Path, source: str = "en", target: str = "ja") -> list[TranslationUnit]:
    return list(read_units(str(path), source, target))


def texts(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(each.source.text, each.target.text) for each in units]


def tmx(*units: str, head: str = "", srclang: str = "en") -> str:
    return (
        f'{head}<tmx version="1.4"><header creationtool="x" creationtoolversion="1" '
        f'segtype="sentence" o-tmf="x" adminlang="en" srclang="{srclang}" datatype="plaintext"/>'
        f"<body>\n{chr(10).join(units)}\n</body></tmx>"
    )


def tu(en: str, ja: str) -> str:
    return (
        f'<tu><tuv xml:lang="en"><seg>{en}</seg></tuv><tuv xml:lang="ja"><seg>{ja}</seg></tuv></tu>'
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.tmx"


# --------------------------------------------------------------------------------------- writing


def test_golden_bytes() -> None:
    data = written(SAMPLE, About("en", "ja", date="20260131T090000Z", documents=("menu.en.md",)))
    expected = (GOLDEN / "menu.tmx").read_bytes().replace(b"VERSION", __version__.encode())
    assert data == expected


def test_golden_file_reads_back(file: Path) -> None:
    file.write_bytes((GOLDEN / "menu.tmx").read_bytes())
    assert read(file) == SAMPLE
    assert read(file)[0].source.origin == Origin(str(file), 13)


def test_no_clock_and_no_byte_order_mark() -> None:
    data = written(SAMPLE)
    assert data == written(SAMPLE)
    assert data.startswith(b"<?xml ")
    assert b"date=" not in data
    assert b"\r" not in data


@pytest.mark.parametrize(
    "date", ["2026-01-31", "20260231T090000Z", "2026131T090000Z", "20260131T090000", ""]
)
def test_a_date_of_another_form_is_refused(date: str) -> None:
    with pytest.raises(ConfigError, match="YYYYMMDDThhmmssZ"):
        written(SAMPLE, About("en", "ja", date=date))


def test_report_counts_what_could_not_be_kept() -> None:
    origin = Origin("a.txt", 7)
    units = [
        unit("fine", "よい"),
        TranslationUnit(Segment(" bell\x07 \ufffe", "en", origin), Segment("鈴\ud800", "ja")),
    ]
    stream = io.BytesIO()
    report = write(stream, units, ABOUT)
    assert (report.units, report.replaced, report.trimmed) == (2, 3, 1)
    assert report.first_changed == origin
    assert "<seg>bell\ufffd \ufffd</seg>" in stream.getvalue().decode()


def test_identifier_has_no_white_space_and_can_be_left_out() -> None:
    units = [unit("a", "あ", id="one two\u3000three")]
    assert b'tuid="one_two_three"' in written(units)
    assert b"tuid" not in written(units, About("en", "ja", tuid=False))


def test_thousands_of_units_are_all_there(file: Path) -> None:
    units = [unit(f"Sentence {n}.", f"文{n}。", id=str(n)) for n in range(2500)]
    file.write_bytes(written(units))
    assert read(file) == units


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
    .filter(lambda c: c in "\t\n\r" or c >= " ")
)  # fmt: skip
SEGMENT = XML_TEXT.map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(SEGMENT, SEGMENT, XML_TEXT, st.lists(st.tuples(XML_TEXT, XML_TEXT), max_size=3))
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    source: str,
    target: str,
    note: str,
    pairs: list[tuple[str, str]],
) -> None:
    path = tmp_path_factory.getbasetemp() / "roundtrip.tmx"
    units = [unit(source, target, id="1", note=note, props=tuple(pairs))]
    path.write_bytes(written(units))
    assert read(path) == units


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text())
def test_any_text_gives_xml_that_reads(
    tmp_path_factory: pytest.TempPathFactory, source: str, target: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.tmx"
    path.write_bytes(written([unit("x" + source, "y" + target, note=source + target, id=source)]))
    assert len(read(path)) == 1


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint (libxml2-utils) is not installed")
    if not OMEGAT.exists():
        pytest.skip("OmegaT, whose schemas are used, is not installed")
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(OMEGAT) as jar:
        for name in ("tmx14.dtd", "tmx14.xsd", "xml.xsd"):
            (folder / name).write_bytes(jar.read(f"schemas/{name}"))
    return folder


@pytest.mark.parametrize("how", [("--dtdvalid", "tmx14.dtd"), ("--schema", "tmx14.xsd")])
@pytest.mark.parametrize(
    "about",
    [
        ABOUT,
        About("en-US", "ja-JP", "paragraph", "20260131T090000Z", ("a & b.md", "訳.md")),
        About("en", "ja", tuid=False),
    ],
)
def test_valid_by_the_schemas(
    schemas: Path, tmp_path: Path, how: tuple[str, str], about: About
) -> None:
    path = tmp_path / "out.tmx"
    path.write_bytes(written([*SAMPLE, unit("\x00", "\x1f", id="\x0b\x00", note="\x02")], about))
    command = ["xmllint", "--noout", "--nonet", how[0], str(schemas / how[1]), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("packed", [False, True])
def test_encodings(file: Path, encoding: str, packed: bool) -> None:
    declared = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(
        encoding, encoding.upper()
    )
    head = f'<?xml version="1.0" encoding="{declared}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    pairs = [(f"number {n}", f"番号{n}、能力表示") for n in range(1500)]  # across chunks
    data = tmx(*(tu(*pair) for pair in pairs), head=head).encode(encoding)
    file.write_bytes(gzip.compress(data) if packed else data)
    assert texts(read(file)) == pairs


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("en", "ja"), ("colour", "色")),
        (("en-US", "ja"), ("color", "色")),
        (("EN_us", "JA-JP"), ("color", "色")),
        (("ja", "en-us"), ("色", "color")),
        (("en-GB", "en-US"), ("colour", "color")),
        (("en-AU", "en-US"), ("colour", "color")),
        (("en-US", "en-AU"), ("color", "colour")),
    ],
)
def test_languages(file: Path, asked: tuple[str, str], expected: tuple[str, str]) -> None:
    file.write_text(
        tmx(
            '<tu><tuv xml:lang="EN-GB"><seg>colour</seg></tuv>'
            '<tuv xml:lang="en_US"><seg>color</seg></tuv><tuv lang="JA-jp"><seg>色</seg></tuv></tu>'
        ),
        "utf-8",
    )
    assert texts(read(file, *asked)) == [expected]


def test_inline_codes_are_left_out_and_marked_text_stays(file: Path) -> None:
    file.write_text(
        tmx(
            tu(
                '<bpt i="1">&lt;b&gt;</bpt>Bold<ept i="1">&lt;/b&gt;</ept> and <hi>Name</hi>'
                '<ph x="1">[img <sub>alt</sub>]</ph>.',
                '太字<it pos="begin">&lt;i&gt;</it>と<hi><hi>名</hi></hi><ut>{}</ut>。',
            )
        ),
        "utf-8",
    )
    assert texts(read(file)) == [("Bold and Name.", "太字と名。")]


def test_common_faults_of_other_tools(file: Path) -> None:
    file.write_text(
        '<m:tmx xmlns:m="http://www.lisa.org/tmx14" version="1.4"><m:body><m:tu tuid="7">'
        '<m:prop type="x-context-pre"><m:seg>Before.</m:seg></m:prop>'
        '<m:tuv xml:lang="EN"><m:seg>Now.</m:seg><m:prop type="late">p</m:prop></m:tuv>'
        '<m:tuv xml:lang="JA"><m:seg>今。</m:seg></m:tuv></m:tu></m:body></m:tmx>',
        "utf-8",
    )
    (found,) = read(file)
    assert (found.source.text, found.target.text, found.id) == ("Now.", "今。", "7")
    assert found.props == (("x-context-pre", "Before."),)


def test_units_without_both_languages_are_told(file: Path) -> None:
    file.write_text(
        tmx(
            tu("a", "あ"),
            '<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>',
            tu("empty", " "),
            '<tu><tuv xml:lang="en"/><tuv xml:lang="ja"/></tu>',
        ),
        "utf-8",
    )
    told: list[Origin] = []
    units = list(read_units(str(file), "en", "ja", warn=lambda origin, _: told.append(origin)))
    assert texts(units) == [("a", "あ")]
    assert [origin.line for origin in told] == [3, 4, 5]


def test_a_file_in_other_languages_is_an_error_that_names_them(file: Path) -> None:
    file.write_text(tmx(tu("a", "あ")), "utf-8")
    with pytest.raises(FormatError, match="languages are en, ja"):
        read(file, "en", "fr")


def test_a_file_without_units_is_no_error(file: Path) -> None:
    file.write_text(tmx(), "utf-8")
    assert read(file) == []


def test_lines_of_the_texts(file: Path) -> None:
    file.write_text(tmx(tu("a", "あ"), tu("b", "い")), "utf-8")
    assert [each.source.origin for each in read(file)] == [
        Origin(str(file), 2),
        Origin(str(file), 3),
    ]


# --------------------------------------------------------------------------------------- hostile

LAUGHS = (
    '<!DOCTYPE tmx [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (tmx(tu("&k;", "x"), head=LAUGHS), "declares the entity 'a'"),
        (
            tmx(tu("&x;", "x"), head='<!DOCTYPE tmx [<!ENTITY x SYSTEM "/etc/hostname">]>'),
            "declares the entity 'x'",
        ),
        (
            tmx(head='<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://localhost/x"> %p;]>'),
            "declares the entity 'p'",
        ),
        (
            tmx(tu("a&nbsp;b", "x"), head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'),
            r"memory.tmx:2: uses the unknown entity &nbsp;",
        ),
        (
            tmx(tu("a", "x"), head=f'<!DOCTYPE tmx [<!ATTLIST tu a CDATA "{"x" * 3000}">]>'),
            "long default",
        ),
        (tmx(tu("a", "あ"))[:-30], "memory.tmx:2: ends before the XML is complete"),
        ("", "ends before the XML is complete"),
        ("<html><body/></html>", "starts with <html>, not with <tmx>"),
        (tmx(tu("a\x01", "x")), "memory.tmx:2: is not well-formed XML"),
        (tmx(tu("a & b", "x")), "memory.tmx:2: is not well-formed XML"),
        ("id,en,ja\n", "memory.tmx:1: is not well-formed XML"),
        (tmx("<tu>" * 200), "nests elements deeper than 100"),
        ('<?xml version="1.0" encoding="x-no-such"?>' + tmx(), "memory.tmx:1: "),
        ('<?xml version="1.0" encoding="EUC-JP"?>' + tmx(tu("ÿ¿", "x")), "memory.tmx"),
    ],
)
def test_refused_with_a_place(file: Path, content: str, message: str) -> None:
    file.write_bytes(content.encode("utf-8" if "ÿ" not in content else "latin-1"))
    with pytest.raises(FormatError, match=message) as caught:
        read(file)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (tmx(*(tu("a", "あ") for _ in range(5000))), "larger than 200000 bytes"),
        (tmx(tu("a" * 100_000, "あ")), "one element exceeds 50000 bytes"),
        (tmx(tu("<ph/>" * 20_000, "あ")), "one element exceeds 50000 bytes"),
        (tmx(f'<tu tuid="{"a" * 150_000}"/>'), "one element exceeds 50000 bytes"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_sizes_are_bounded(file: Path, content: str, message: str, packed: bool) -> None:
    data = content.encode()
    file.write_bytes(gzip.compress(data) if packed else data)
    with pytest.raises(FormatError, match=message):
        list(read_units(str(file), "en", "ja", limits=Limits(total=200_000, element=50_000)))


def test_units_before_a_fault_are_read(file: Path) -> None:
    file.write_bytes(tmx(*(tu(f"a{n}", "あ") for n in range(5000))).encode()[:-200])
    units = read_units(str(file), "en", "ja")
    assert next(units).source.text == "a0"
    with pytest.raises(FormatError, match=re.escape(str(file))):
        list(units)


def test_damaged_or_strange_containers(file: Path, tmp_path: Path) -> None:
    file.write_bytes(gzip.compress(tmx(tu("a", "あ")).encode())[:-20])
    with pytest.raises(FormatError, match="is cut off"):
        read(file)
    file.write_bytes(b"PK\x03\x04 rest")
    with pytest.raises(FormatError, match="zip data are damaged"):
        read(file)
    with pytest.raises(FormatError, match="no such file"):
        read(tmp_path / "absent.tmx")
    with pytest.raises(FormatError, match="folder"):
        read(tmp_path)
