"""``tmkit fmt``: one layout for every TMX, nothing lost, and one block for one change."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.formats.tmx import read_units
from tmkit.formats.tmx_entries import open_memory, write_memory
from tmkit.pair import Input, Output, Task, align_files

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "formats" / "tmx").glob("*.tmx"))
SAMPLE = ROOT / "docs" / "sample"

Run = Callable[..., Any]
Start = Callable[..., subprocess.CompletedProcess[bytes]]

MESSY = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en" datatype="plaintext" adminlang="en" o-tmf="x"
 segtype="sentence" creationtoolversion="1" creationtool="Kura" creationdate="20260131T090000Z">
<prop type="x-b">2</prop></header><body>
<!-- by hand -->
<tu lastusagedate="20260130T000000Z" usagecount="3" tuid="b"><tuv xml:lang="en">
   <note>n</note><seg>Two
lines &#x26; an <ph type="image" x="1">&lt;i&gt;</ph></seg></tuv>
<tuv usagecount="1" xml:lang="ja"><seg>二行 </seg></tuv>
</tu>
<tu tuid="a"><prop type="x-tmkit-confidence">0.912</prop><prop type="x-tmkit-status">sure</prop>
<prop type="x-tmkit-source">a.txt:3</prop><prop type="x-other">left:3</prop>
<tuv xml:lang="en"><seg>One.</seg></tuv><tuv xml:lang="ja"><seg>一。</seg></tuv></tu></body></tmx>
"""
NEAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="Kura" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" \
srclang="en" datatype="plaintext" creationdate="20260131T090000Z">
    <prop type="x-b">2</prop>
  </header>
  <body>
    <!-- by hand -->
    <tu tuid="b" usagecount="3" lastusagedate="20260130T000000Z">
      <tuv xml:lang="en"><note>n</note><seg>Two&#10;lines &amp; an \
<ph x="1" type="image">&lt;i&gt;</ph></seg></tuv>
      <tuv xml:lang="ja" usagecount="1"><seg>二行 </seg></tuv>
    </tu>
    <tu tuid="a">
      <prop type="x-tmkit-source">a.txt</prop>
      <prop type="x-other">left:3</prop>
      <tuv xml:lang="en"><seg>One.</seg></tuv>
      <tuv xml:lang="ja"><seg>一。</seg></tuv>
    </tu>
  </body>
</tmx>
"""


@pytest.fixture
def messy(folder: Path) -> Path:
    path = folder / "memory.tmx"
    path.write_text(MESSY, "utf-8")
    return path


def test_one_block_a_unit_and_one_line_a_variant(run: Run, messy: Path) -> None:
    done = run("fmt", "memory.tmx")
    assert (done.code, done.out) == (0, "")
    assert messy.read_text("utf-8") == NEAT
    assert done.err == (
        "memory.tmx: 2 units in canonical form; "
        "left out: 1 confidences, 1 statuses, 1 line numbers\n"
    )


def test_formatting_again_changes_nothing_and_touches_nothing(run: Run, messy: Path) -> None:
    run("fmt", "memory.tmx")
    before = messy.stat()
    done = run("fmt", "memory.tmx")
    assert done.err == "memory.tmx: already in canonical form\n"
    assert messy.stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        ("nothing", []),
        ("status", ["status"]),
        ("all", ["confidence", "status"]),
    ],
)
def test_what_is_kept(run: Run, messy: Path, keep: str, kept: list[str]) -> None:
    run("fmt", "--keep", keep, "memory.tmx")
    text = messy.read_text("utf-8")
    assert re.findall(r'"x-tmkit-(confidence|status)"', text) == kept
    assert ("a.txt:3" in text) == (keep == "all")


def test_clocks_go_where_that_is_asked_for(run: Run, messy: Path) -> None:
    done = run("fmt", "--no-clock", "memory.tmx")
    text = messy.read_text("utf-8")
    assert "usage" not in text
    assert "date" not in text
    assert "2 usagecount" in done.err


def test_order(run: Run, messy: Path) -> None:
    def ids(order: str) -> list[str]:
        return re.findall('tuid="(.)"', run("fmt", "-o", "-", "--sort", order, "memory.tmx").out)

    assert ids("id") == ["a", "b"]
    assert ids("source") == ["a", "b"]  # One., Two
    assert ids("document") == ["b", "a"]  # none, a.txt
    out = run("fmt", "-o", "-", "--sort", "id", "memory.tmx").out
    assert out.index("by hand") > out.index('tuid="a"')  # the comment goes with its unit
    assert messy.read_text("utf-8") == MESSY


def test_check(run: Run, messy: Path, folder: Path) -> None:
    (folder / "neat.tmx").write_text(NEAT, "utf-8")
    done = run("fmt", "--check", "neat.tmx", "memory.tmx")
    assert (done.code, done.out, done.err) == (
        1,
        "memory.tmx:1: not in canonical form\n",
        "",
    )
    assert messy.read_text("utf-8") == MESSY
    (folder / "neat.tmx").write_text(NEAT.replace("        <tuv", "      <tuv") + "\n", "utf-8")
    done = run("fmt", "--check", "neat.tmx")
    assert (done.code, done.out) == (
        1,
        f"neat.tmx:{NEAT.count(chr(10)) + 1}: not in canonical form\n",
    )
    (folder / "neat.tmx").write_text(NEAT, "utf-8")
    assert run("fmt", "--check", "neat.tmx").code == 0


def test_streams(start: Start, messy: Path) -> None:
    for data in (MESSY.encode(), gzip.compress(MESSY.encode())):
        done = start("fmt", "-", stdin=data)
        assert (done.returncode, done.stdout.decode()) == (0, NEAT)


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_idempotent_and_lossless_on_every_fixture(
    run: Run, folder: Path, source: Path, encoding: str
) -> None:
    for name, given in (("once.tmx", str(source)), ("twice.tmx", "once.tmx")):
        assert run("fmt", given, "-o", name, "--encoding", encoding).code == 0
    assert Path("once.tmx").read_bytes() == Path("twice.tmx").read_bytes()
    assert run("diff", str(source), "once.tmx").code == 0
    for pair in (("en", "ja"), ("ja", "en")):
        try:
            expected = list(read_units(str(source), *pair))
        except Exception as error:
            pytest.fail(str(error))
        assert list(read_units("once.tmx", *pair)) == expected


def test_what_align_writes_is_canonical_but_for_what_it_measures(run: Run) -> None:
    assert run("align", "en.txt", "ja.txt", "-o", "out.tmx").code == 0
    assert run("fmt", "--check", "--keep", "all", "out.tmx").code == 0
    assert run("fmt", "--check", "out.tmx").code == 1


# ----------------------------------------------------------------------------------------- errors


def test_nothing_is_written_of_a_broken_file(run: Run, messy: Path, folder: Path) -> None:
    messy.write_text(MESSY[:-30], "utf-8")
    for arguments in (["memory.tmx"], ["memory.tmx", "-o", "out.tmx"]):
        done = run("fmt", *arguments)
        assert done.code == 3
        assert "memory.tmx:13: ends before the XML is complete" in done.err
    assert messy.read_text("utf-8") == MESSY[:-30]
    assert not (folder / "out.tmx").exists()
    assert not list(folder.glob(".tmkit*"))


HOSTILE = {
    "an external entity": b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]><tmx>&x;</tmx>',
    "entities in entities": b'<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>',
    "an external subset": b'<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://localhost/x"> %p;]><tmx/>',
    "a control character": MESSY.replace("One.", "One\x01").encode(),
    "a reference to one": MESSY.replace("One.", "One&#x1F;").encode(),
    "another encoding than declared": MESSY.encode("cp932"),
    "half a file": MESSY.encode()[: len(MESSY) // 2],
    "nothing": b"",
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\n",
    "XLIFF": b'<xliff version="1.2"><file/></xliff>',
    "a web page": b"<!DOCTYPE html><html><body><p>x</p></body></html>",
    "a table": "en\tja\nOne.\t一。\n".encode(),
    "no body": b'<tmx version="1.4"><header/></tmx>',
    "a long element": b"<tmx><header/><body><tu><tuv><seg>" + b"x" * (17 << 20),
    "a long tag": b'<tmx><header/><body><tu tuid="' + b"x" * (2 << 20),
    "a packed long text": gzip.compress(b"<tmx><header/><body>" + b" " * (40 << 20)),
    "elements in elements": b"<tmx><header/><body>" + b"<tu>" * 1000,
    "a damaged archive": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_and_wrong_files(run: Run, folder: Path, kind: str) -> None:
    (folder / "bad.tmx").write_bytes(HOSTILE[kind])
    for arguments in (
        ["fmt", "bad.tmx", "-o", "out.tmx"],
        ["diff", "bad.tmx", "bad.tmx"],
        ["align", "en.txt", "ja.txt", "--tm", "bad.tmx", "-o", "out.tmx"],
    ):
        done = run(*arguments)
        if arguments[0] == "align" and kind == "no body":
            continue  # a memory without units is none that helps, and none that harms
        assert (done.code, done.out) == (3, "")
        assert done.err.count("\n") == 1
        assert "bad.tmx" in done.err
        assert not (folder / "out.tmx").exists()
        assert not list(folder.glob(".tmkit*"))


def test_a_packed_file_is_not_replaced_by_plain_text(run: Run, folder: Path) -> None:
    data = gzip.compress(MESSY.encode())
    (folder / "memory.tmx.gz").write_bytes(data)
    done = run("fmt", "memory.tmx.gz")
    assert done.code == 2
    assert "is packed" in done.err
    assert (folder / "memory.tmx.gz").read_bytes() == data
    assert run("fmt", "memory.tmx.gz", "-o", "out.tmx").code == 0
    assert (folder / "out.tmx").read_text("utf-8") == NEAT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.tmx", "b.tmx", "-o", "c.tmx"], "-o takes one file"),
        (["--check", "-"], "--check takes files"),
        ([], "Missing argument"),
    ],
)
def test_what_makes_no_sense(run: Run, arguments: list[str], message: str) -> None:
    done = run("fmt", *arguments)
    assert done.code == 2
    assert message in done.err


# -------------------------------------------------------------------------------------------- Git

EN = (SAMPLE / "strait-accord.en.txt").read_text("utf-8").splitlines()
PROSE = [k for k, line in enumerate(EN) if len(line) > 80]


def blocks(folder: Path, lines: list[str], run: Run) -> Counter[str]:
    """Return the units that come of aligning a changed source and formatting the memory."""
    source = folder / "strait-accord.en.txt"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    target = Input(str(SAMPLE / "strait-accord.ja.txt"), "ja")
    align_files(Task(Input(str(source), "en"), target, (Output("out.tmx", "tmx", "sentence"),)))
    assert run("fmt", "out.tmx").code == 0
    return Counter(re.findall(r"    <tu.*?</tu>\n", Path("out.tmx").read_text("utf-8"), re.DOTALL))


def test_one_changed_sentence_is_one_changed_block(run: Run, folder: Path) -> None:
    before = blocks(folder, EN, run)
    for k in PROSE[:: max(1, len(PROSE) // 8)]:
        first, *rest = re.split(r"(?<=[.!?]) ", EN[k])
        words = first.split(" ")
        words.insert(len(words) // 2, "truly")
        after = blocks(folder, [*EN[:k], " ".join([" ".join(words), *rest]), *EN[k + 1 :]], run)
        gone, come = before - after, after - before
        assert (gone.total(), come.total()) == (1, 1), f"line {k + 1}: {gone} {come}"


def test_a_line_more_changes_no_block(run: Run, folder: Path) -> None:
    before = blocks(folder, EN, run)
    assert blocks(folder, ["", "", *EN], run) == before


def test_git_shows_one_hunk(run: Run, folder: Path) -> None:
    if subprocess.run(["git", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("git is not installed")
    blocks(folder, EN, run)
    Path("out.tmx").rename("old.tmx")
    changed = [*EN]
    changed[PROSE[3]] = changed[PROSE[3]].replace(" the ", " that very ", 1)
    blocks(folder, changed, run)
    command = ["git", "diff", "--no-index", "--unified=0", "old.tmx", "out.tmx"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines = [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]
    # The identifier, which is of the source text, and the source text.
    assert [re.sub(r"\s+<(tu|tuv) .*", r" \1", line) for line in lines] == [
        "- tu", "+ tu", "- tuv", "+ tuv",
    ]  # fmt: skip
    done = run("diff", "old.tmx", "out.tmx")
    assert done.code == 1
    assert re.search(r"^1 changed, 0 added, 0 removed, \d+ the same$", done.out, re.MULTILINE)


def test_lossless_writing_of_the_sample_memory(folder: Path) -> None:
    source = ROOT / "tmx" / "strait-accord.tmx"
    with Path("out.tmx").open("wb") as stream, open_memory(str(source)) as memory:
        write_memory(stream, memory)
    assert Path("out.tmx").read_bytes() == source.read_bytes()
