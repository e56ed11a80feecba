"""Mending in place: the exact place in each format, and not a byte besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tmkit.check import Outcome, fix

Checked = Callable[..., Outcome]
Tmx = Callable[..., str]

TEXT = "港は１月に閉じた。\r\n\r\n　３隻が失われた。\r\n"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp932", b""),
        ("euc_jp", b""),
        ("utf-16-le", b"\xff\xfe"),
    ],
)
def test_text_keeps_encoding_and_line_ends(checked: Checked, encoding: str, bom: bytes) -> None:
    Path("t.txt").write_bytes(bom + TEXT.encode(encoding))
    named = encoding if encoding in {"euc_jp", "cp932"} else None
    plan = fix.plan(checked("t.txt", encoding=named), named)
    fix.write(plan)
    wanted = TEXT.replace("１", "1").replace("３", "3")
    assert Path("t.txt").read_bytes() == bom + wanted.encode(encoding)
    assert plan.left == ()
    assert checked("t.txt", encoding=named).findings == ()


def test_markdown_keeps_its_marks(checked: Checked) -> None:
    source = (
        "# 第**１**章\n\n- [項目２](a１.md)と`x３`\n\n| 表 | ４ |\n| --- | --- |\n| あ | ５ |\n"
    )
    Path("d.md").write_text(source, "utf-8")
    fix.write(fix.plan(checked("d.md")))
    wanted = source
    for wide, narrow in zip("２３４５", "2345", strict=True):
        wanted = wanted.replace(wide, narrow)
    assert Path("d.md").read_text("utf-8") == wanted.replace("**１**", "**1**")


def test_tmx_keeps_markup_and_escapes(checked: Checked, tmx: Tmx) -> None:
    source = tmx(
        ("a", "A &amp; １&#12288;<bpt i='1' x='1'>&lt;b１></bpt>２<ept i='1'>&lt;/b></ept>"),
        ("１", "<ph>９</ph>１"),
    )
    Path("m.tmx").write_text(source, "utf-8")
    fix.write(fix.plan(checked("m.tmx")))
    wanted = source.replace("&amp; １", "&amp; 1").replace("</bpt>２", "</bpt>2")
    wanted = wanted.replace("</ph>１", "</ph>1")
    assert Path("m.tmx").read_text("utf-8") == wanted


PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# １ in a comment
msgid "Box \\"１\\"\\n"
"two"
msgstr ""
"箱\\"１\\"\\n"
"二つ２と3"

msgid "not yet"
msgstr ""
"""
CSV = 'source,target\r\n"a, ""b""","箱""１"""\r\nc,部品２\r\n'
TSV = "source\ttarget\na\\tb\t箱\\t１\nc\t２\n"
JSONL = '{"source": "a", "target": "箱\\n１\\"２"}\n'
XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a" source-language="en" target-language="ja" datatype="plaintext"><body>
  <trans-unit id="1"><source>a <g id="1">b</g></source>
   <target>箱１ <g id="1">&amp;２</g></target></trans-unit>
 </body></file>
</xliff>
"""


@pytest.mark.parametrize(
    ("name", "source", "kept"),
    [
        ("m.po", PO, 2),
        ("m.csv", CSV, 0),
        ("m.tsv", TSV, 0),
        ("m.jsonl", JSONL, 0),
        ("m.xlf", XLIFF, 0),
    ],
)
def test_bilingual_files_keep_all_else(checked: Checked, name: str, source: str, kept: int) -> None:
    Path(name).write_bytes(source.encode())
    outcome = checked(name)
    lines = source.split("\n")
    assert len(outcome.findings) >= 2
    for finding in outcome.findings:
        origin = finding.origin
        assert lines[origin.line - 1][origin.column - 1] == finding.quote
    plan = fix.plan(outcome)
    assert plan.left == ()
    fix.write(plan)
    after = Path(name).read_bytes().decode()
    assert after.count("１") + after.count("２") == kept
    assert after.replace("1", "１").replace("2", "２") == source.replace("1", "１").replace(
        "2", "２"
    )
    assert checked(name).findings == ()


def test_a_cell_that_cannot_hold_the_fix_is_left(checked: Checked) -> None:
    Path("m.csv").write_text('source,target\na,箱１\nb,"箱２"\n', "utf-8")
    outcome = checked("m.csv")
    findings = tuple(replace(finding, fix='"、,') for finding in outcome.findings)
    plan = fix.plan(replace(outcome, findings=findings))
    assert plan.files[0].after.decode() == 'source,target\na,箱１\nb,"箱""、,"\n'
    assert len(plan.left) == 1


@pytest.mark.parametrize(
    ("new", "written"), [("<&>", "&lt;&amp;&gt;"), ("a\nb", "a&#10;b"), ("", "")]
)
def test_a_fix_is_escaped(checked: Checked, tmx: Tmx, new: str, written: str) -> None:
    Path("m.tmx").write_text(tmx(("a", "箱１つ")), "utf-8")
    outcome = checked("m.tmx")
    findings = tuple(replace(finding, fix=new) for finding in outcome.findings)
    fix.write(fix.plan(replace(outcome, findings=findings)))
    assert f"<seg>箱{written}つ</seg>" in Path("m.tmx").read_text("utf-8")


def test_something_missing_is_put_in(checked: Checked, tmx: Tmx) -> None:
    Path("m.tmx").write_text(tmx(("a", "箱１ &amp;")), "utf-8")
    Path("t.txt").write_text("箱１\n次\n", "utf-8")
    outcome = checked("m.tmx", "t.txt")
    ends = tuple(
        replace(f, start=len(f.passage.text), end=len(f.passage.text), fix="。")
        for f in outcome.findings
    )
    fix.write(fix.plan(replace(outcome, findings=ends)))
    assert "<seg>箱１ &amp;。</seg>" in Path("m.tmx").read_text("utf-8")
    assert Path("t.txt").read_text("utf-8") == "箱１。\n次\n"


def test_what_has_no_place_in_one_piece_is_left_and_named(checked: Checked, tmx: Tmx) -> None:
    source = tmx(("a", "１<ph>x</ph>２"))
    Path("m.tmx").write_text(source, "utf-8")
    outcome = checked("m.tmx")
    whole = (replace(outcome.findings[0], start=0, end=2, fix="12"),)
    plan = fix.plan(replace(outcome, findings=whole))
    assert plan.files == ()
    assert len(plan.left) == 1


def test_of_two_that_overlap_the_first_is_made(checked: Checked) -> None:
    Path("t.txt").write_text("箱１２\n", "utf-8")
    outcome = checked("t.txt")
    first = replace(outcome.findings[0], end=3, fix="12")
    plan = fix.plan(replace(outcome, findings=(first, *outcome.findings[1:])))
    assert plan.files[0].after.decode() == "箱12\n"
    assert len(plan.left) == 1


def test_a_character_that_the_encoding_lacks_changes_nothing(checked: Checked) -> None:
    Path("t.txt").write_bytes("箱１です。\n".encode("cp932"))
    outcome = checked("t.txt", encoding="cp932")
    findings = tuple(replace(finding, fix="€") for finding in outcome.findings)
    plan = fix.plan(replace(outcome, findings=findings), "cp932")
    assert plan.files == ()
    assert plan.left == ("t.txt:1",)


def test_the_difference_is_one_that_patch_takes(checked: Checked) -> None:
    Path("t.txt").write_text("箱１\n二行目\n末尾２", "utf-8")
    plan = fix.plan(checked("t.txt"))
    assert "".join(fix.diffs(plan)) == (
        "--- a/t.txt\n+++ b/t.txt\n@@ -1,3 +1,3 @@\n-箱１\n+箱1\n 二行目\n"
        "-末尾２\n\\ No newline at end of file\n+末尾2\n\\ No newline at end of file\n"
    )
    assert Path("t.txt").read_text("utf-8") == "箱１\n二行目\n末尾２"
