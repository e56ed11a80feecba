"""--fix mends what has one answer, and touches nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.validate.cases import CASES, UNIT, Case, pair, tbx2, tmx
from tests.validate.mutate import TMX, mutant

from tmkit.formats._events import End, Start, Text, read_events
from tmkit.formats._xml import replace_illegal
from tmkit.validate import catalogue, validate
from tmkit.validate.fix import fix

Folders = pytest.TempPathFactory


def mended(folder: Path, name: str, text: str | bytes) -> bytes:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    fix(str(path))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pair(" 港 "), pair("港")),
        (pair("\n&#32;&#x3000;港\t"), pair("港")),
        (pair('<ph x="1"/> 港', '<ph x="1"/>a '), pair('<ph x="1"/> 港', '<ph x="1"/>a')),
        (
            pair(unit=' creationdate="2026-01-31T09:00:00Z"'),
            pair(unit=' creationdate="20260131T090000Z"'),
        ),
        (
            pair(unit=" changedate='2026-01-31T09:00:00+09:00'"),
            pair(unit=" changedate='20260131T000000Z'"),
        ),
        (UNIT.replace("xml:lang", "lang"), UNIT),
        (UNIT.replace('"ja"', '"jp"'), UNIT),
        (UNIT.replace('"en"', '"en_UK"'), UNIT.replace('"en"', '"en-GB"')),
        (
            UNIT.replace("</tu>", "<note>あ</note><prop type='x-a'/></tu>"),
            UNIT.replace("<tu>", "<tu><note>あ</note><prop type='x-a'/>"),
        ),
        (
            UNIT.replace("港</seg>", "港</seg><note>あ</note>"),
            UNIT.replace("<seg>港", "<note>あ</note><seg>港"),
        ),
        (pair("港&#x1F;"), pair("港\ufffd")),
        (pair("港\x01"), pair("港\ufffd")),
    ],
)
def test_the_unit_reads_as_it_should(before: str, after: str, tmp_path: Path) -> None:
    assert mended(tmp_path, "a.tmx", tmx(before)).decode() == tmx(after)


def test_repairs_inside_what_is_moved_are_made_too(tmp_path: Path) -> None:
    before = (
        '<tu><tuv lang="ja_JP"><seg> 港</seg></tuv>'
        '<tuv lang="en"><seg>b</seg></tuv><note>n</note></tu>'
    )
    after = (
        '<tu><note>n</note><tuv xml:lang="ja-JP"><seg>港</seg></tuv>'
        '<tuv xml:lang="en"><seg>b</seg></tuv></tu>'
    )
    assert mended(tmp_path, "a.tmx", tmx(before)).decode() == tmx(after)


@pytest.mark.parametrize(
    "text",
    [
        pair(unit=' creationdate="2026-01-31T09:00:00"'),  # in which time zone?
        pair(unit=' creationdate="20260231T090000Z"'),
        UNIT.replace('"ja"', '"xx"'),
        pair('<bpt i="1"/>港'),
        UNIT.replace("xml:lang", "lang", 1).replace('lang="ja"', 'lang="ja" xml:lang="en"', 1),
    ],
)
def test_what_has_no_single_answer_stays(text: str, tmp_path: Path) -> None:
    assert mended(tmp_path, "a.tmx", tmx(text)).decode() == tmx(text)


def test_the_encoding_of_the_file_stays(tmp_path: Path) -> None:
    declared = tmx(pair(" 港")).replace('"1.0"', '"1.0" encoding="UTF-16"')
    right = declared.replace("<seg> 港", "<seg>港")
    for codec in ("utf-16-le", "utf-16-be"):
        mark = "\ufeff".encode(codec)
        got = mended(tmp_path, "a.tmx", mark + declared.encode(codec))
        assert got == mark + right.encode(codec)
    assert mended(tmp_path, "a.tmx", tmx(pair(" 港")).encode("utf-8-sig")) == tmx().encode(
        "utf-8-sig"
    )
    packed = gzip.compress(tmx(pair(" 港")).encode())
    assert gzip.decompress(mended(tmp_path, "a.tmx.gz", packed)).decode() == tmx()


def test_what_is_no_encoding_of_tmx_becomes_utf8(tmp_path: Path) -> None:
    text = tmx().replace('"1.0"', '"1.0" encoding="Shift_JIS"')
    got = mended(tmp_path, "a.tmx", text.encode("cp932"))
    assert got.decode() == tmx().replace('"1.0"', '"1.0" encoding="UTF-8"')


def test_windows_lines_stay(tmp_path: Path) -> None:
    text = tmx(pair(" 港")).replace("\n", "\r\n")
    assert mended(tmp_path, "a.tmx", text).decode() == text.replace("<seg> 港", "<seg>港")


def test_a_table_keeps_its_encoding(tmp_path: Path) -> None:
    text = "en,ja\r\nharbour ,港湾施設管理者\r\n"
    got = mended(tmp_path, "a.csv", text.encode("cp932"))
    assert got == text.replace("harbour ", "harbour").encode("cp932")


def test_a_file_with_nothing_to_mend_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(), "utf-8")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert fix(str(path)) == ()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(pair(" 港")), "utf-8")
    (change,) = fix(str(path), dry_run=True)
    assert (change.rule, change.before, change.after) == ("edge-space", " 港", "港")
    assert path.read_text("utf-8") == tmx(pair(" 港"))


def test_the_parts_of_a_tbx_entry_are_put_in_order(tmp_path: Path) -> None:
    entry = (
        '<termEntry><langSet xml:lang="ja"><tig><termNote type="partOfSpeech">noun</termNote>\n'
        "  <term>港</term></tig></langSet></termEntry>"
    )
    got = mended(tmp_path, "a.tbx", tbx2(entry)).decode()
    assert '<tig><term>港</term>\n  <termNote type="partOfSpeech">noun</termNote></tig>' in got


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name[2:]}-{case.rule}")
def test_fixed_once_is_fixed(case: Case, tmp_path: Path) -> None:
    first = mended(tmp_path, case.name, case.text)
    left = validate(str(tmp_path / case.name))
    assert not [problem.rule for problem in left if problem.repair is not None]
    assert mended(tmp_path, case.name, first) == first


def test_the_catalogue_says_what_is_repaired(tmp_path: Path) -> None:
    offered = set()
    for case in CASES:
        path = tmp_path / case.name
        path.write_bytes(case.text if isinstance(case.text, bytes) else case.text.encode())
        problems = validate(str(path), profile=case.profile)
        offered |= {problem.rule for problem in problems if problem.repair is not None}
    assert offered == {rule.id for rule in catalogue().values() if rule.repaired}


def texts(path: Path) -> list[str]:
    """Return what every element of the file says, sorted: order may be mended, words may not."""
    found: list[str] = []
    stack: list[tuple[str, list[str]]] = []
    for event in read_events(str(path)):
        match event:
            case Start():
                stack.append((event.name, []))
            case Text():
                stack[-1][1].append(event.data)
            case End():
                name, parts = stack.pop()
                text = "".join(parts)
                # White space at a segment's edges is what --fix takes away.
                found.append(f"{name}:{text.strip() if name in {'seg', 'term'} else text}")
    return sorted(found)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 1 << 30))
def test_no_text_changes_whatever_is_wrong(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "fuzz.tmx"
    path.write_text(mutant(TMX, seed), "utf-8")
    before = texts(path)
    problems = validate(str(path))
    fix(str(path))
    left = validate(str(path))
    assert [t for t in texts(path) if not t.startswith(("tu:", "tuv:", "tmx:", "header:"))] == [
        t for t in before if not t.startswith(("tu:", "tuv:", "tmx:", "header:"))
    ]
    assert not [p for p in left if p.repair is not None and p.rule != "edge-space"]
    assert sum(p.severity == "error" for p in left) <= sum(p.severity == "error" for p in problems)


segment_texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=30
)


@settings(max_examples=100, deadline=None)
@given(ja=segment_texts, en=segment_texts)
def test_segments_keep_their_text(
    ja: str, en: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "text.tmx"
    raw = [t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for t in (ja, en)]
    path.write_text(tmx(pair(*raw)), "utf-8", newline="")
    fix(str(path))
    wanted = [replace_illegal(t)[0] for t in (ja, en)]
    if all(t.strip() for t in wanted):
        wanted = [t.strip() for t in wanted]
    got = [e.data for e in read_events(str(path)) if isinstance(e, Text) and e.data.strip()]
    assert "".join(got) == "".join(t if t.strip() else "" for t in wanted)
