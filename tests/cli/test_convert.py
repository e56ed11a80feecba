"""The command: what it says of the loss, to people and programs, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Done

    Run = Callable[..., Done]

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="lab" creationtoolversion="1" segtype="sentence" o-tmf="lab"
 adminlang="en" srclang="ja" datatype="plaintext"/><body>
<tu tuid="1"><note>要確認</note>
<tuv xml:lang="ja"><seg>港</seg></tuv><tuv xml:lang="en"><seg>harbour</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture(autouse=True)
def _memory(folder: Path) -> None:
    (folder / "a.tmx").write_text(TMX, "utf-8")


def test_it_says_what_was_lost_and_where(run: Run) -> None:
    done = run("convert", "a.tmx", "a.po")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "tmx to po: 1 unit (ja - en)\nlost: id: no place, 1 x, first at a.tmx:5: 1\n"
    )
    assert 'msgid "港"\nmsgstr "harbour"\n' in Path("a.po").read_text("utf-8")


def test_json_says_the_same(run: Run) -> None:
    done = run("convert", "--json", "a.tmx", "a.po")
    said = json.loads(done.out)
    assert (said["from"], said["to"], said["count"]) == ("tmx", "po", 1)
    assert said["lost"] == [
        {
            "field": "id",
            "reason": "no place",
            "count": 1,
            "example": "1",
            "path": "a.tmx",
            "line": 5,
        }
    ]
    assert run("convert", "--json", "a.tmx", "-", "--to", "tsv").code == 2


def test_a_stream_gets_the_file_and_nothing_else(run: Run) -> None:
    done = run("convert", "-q", "a.tmx", "-", "--to", "tsv")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1].split("\t")[:3] == ["1", "港", "harbour"]


def test_a_failure_writes_nothing(run: Run) -> None:
    assert run("convert", "missing.tmx", "b.tmx").code == 3
    Path("bad.tmx").write_text("<tmx version='1.4'><header/><body><tu>", "utf-8")
    assert run("convert", "bad.tmx", "b.tmx").code == 3
    assert run("convert", "bad.tmx", "b.csv").code == 3
    assert run("convert", "a.tmx", "a.tmx").code == 2
    assert run("convert", "a.tmx", "b.pdf").code == 2
    assert run("convert", "a.tmx", "b.csv", "--for", "word").code == 2
    assert run("convert", "a.tmx", "b.csv", "--columns", "source").code == 2
    assert not list(Path().glob("b.*"))


def test_the_same_file_gives_the_same_bytes(run: Run) -> None:
    for name in ("a.xlf", "a.tbx", "a.xlsx", "a.utx"):
        run("convert", "a.tmx", name)
        first = Path(name).read_bytes()
        run("convert", "a.tmx", name)
        assert Path(name).read_bytes() == first
