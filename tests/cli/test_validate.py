"""The command: exit codes, what goes where, files mended or left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Done

    Run = Callable[..., Done]
ROOT = Path(__file__).parent.parent.parent
GOOD = """<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="lab" creationtoolversion="1" segtype="sentence" o-tmf="lab"
 adminlang="en" srclang="ja" datatype="plaintext"/><body>
<tu><tuv xml:lang="ja"><seg>港</seg></tuv><tuv xml:lang="en"><seg>harbour</seg></tuv></tu>
</body></tmx>
"""


def test_a_clean_file_is_zero_and_silent_on_stdout(run: Run) -> None:
    Path("a.tmx").write_text(GOOD, "utf-8")
    done = run("validate", "a.tmx")
    assert (done.code, done.out) == (0, "")
    assert done.err == "0 errors, 0 warnings in 1 file\n"


def test_warnings_alone_are_zero(run: Run) -> None:
    Path("a.tmx").write_text(GOOD.replace("港<", "港 <"), "utf-8")
    done = run("validate", "a.tmx")
    assert done.code == 0
    assert done.out == (
        "a.tmx:4:24: warning: white space at the edge of '港 ' [edge-space]. "
        "Remove it (--fix can)\n"
    )
    assert run("validate", "-q", "a.tmx").out == ""


def test_errors_are_one(run: Run) -> None:
    Path("a.tmx").write_text(GOOD.replace(' segtype="sentence"', ""), "utf-8")
    done = run("validate", "a.tmx")
    assert done.code == 1
    assert "[missing-segtype]" in done.out
    assert "Traceback" not in done.err


def test_wrong_usage_is_two(run: Run) -> None:
    assert run("validate").code == 2
    assert run("validate", "--for", "word", "a.tmx").code == 2
    assert run("validate", "-").code == 2


def test_one_unreadable_file_does_not_hide_the_others(run: Run) -> None:
    Path("a.tmx").write_text(GOOD.replace(' segtype="sentence"', ""), "utf-8")
    done = run("validate", "missing.tmx", "a.tmx")
    assert done.code == 3
    assert "missing.tmx: no such file" in done.err
    assert "[missing-segtype]" in done.out


def test_fix_mends_the_file_and_tells_what_is_left(run: Run) -> None:
    Path("a.tmx").write_text(
        GOOD.replace("港<", " 港<").replace('"en"><seg>', '"xx"><seg>'), "utf-8"
    )
    done = run("validate", "--fix", "a.tmx")
    assert done.code == 1
    assert "[language-tag]" in done.out
    assert "[edge-space]" not in done.out
    assert done.err.startswith("1 was mended\n")
    assert "<seg>港</seg>" in Path("a.tmx").read_text("utf-8")


def test_dry_run_shows_and_changes_nothing(run: Run) -> None:
    broken = GOOD.replace("港<", " 港<")
    Path("a.tmx").write_text(broken, "utf-8")
    done = run("validate", "--dry-run", "a.tmx")
    assert done.code == 0
    assert done.out.startswith("a.tmx:4: edge-space\n-  港\n+ 港\n")
    assert Path("a.tmx").read_text("utf-8") == broken


def test_json_says_it_all(run: Run) -> None:
    Path("a.tmx").write_text(GOOD.replace("港<", " 港<"), "utf-8")
    done = run("validate", "--json", "--dry-run", "a.tmx", "b.tmx")
    assert done.code == 3
    said = json.loads(done.out)
    (problem,) = said["problems"]
    assert (problem["rule"], problem["line"], problem["fixable"]) == ("edge-space", 4, True)
    assert said["changes"] == [
        {"path": "a.tmx", "line": 4, "rule": "edge-space", "before": " 港", "after": "港"}
    ]
    assert list(said["unreadable"]) == ["b.tmx"]


def test_two_runs_say_the_same(run: Run) -> None:
    Path("a.tmx").write_text(GOOD.replace('segtype="sentence" ', "").replace("港", "\x02"), "utf-8")
    assert run("validate", "a.tmx").out == run("validate", "a.tmx").out


def test_the_page_lists_every_rule() -> None:
    command = [sys.executable, str(ROOT / "tools" / "validate_rules.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
