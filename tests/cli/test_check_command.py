"""``tmkit check`` and ``tmkit init`` as they are typed."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.report import REPORTERS

Run = Callable[..., Any]

SETTINGS = """[[pair]]
source = "en.txt"
target = "ja.txt"

[check]
baseline = "known.json"

[[pattern]]
id = "wide-two"
side = "ja"
find = "２"
message = "write 2, not {found}"
message-ja = "{found}は半角で"
severity = "error"
fix = "2"
"""


@pytest.fixture(autouse=True)
def _settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMKIT_CACHE_DIR", str(folder / "cache"))
    Path("tmkit.toml").write_text(SETTINGS, "utf-8")


def only(*arguments: str) -> tuple[str, ...]:
    return ("check", *arguments, "--select", "wide-two")


def test_the_project_of_the_folder_is_checked(run: Run) -> None:
    done = run(*only())
    assert done.code == 1
    assert done.out.startswith("ja.txt:4:5: error[wide-two] write 2, not ２\n")
    assert "Found errors: 1" in done.out
    assert run(*only()).out == done.out


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on(run: Run, fail_on: str, code: int) -> None:
    assert run(*only("--fail-on", fail_on)).code == code


def test_fail_on_error_lets_warnings_pass(run: Run) -> None:
    Path("tmkit.toml").write_text(SETTINGS.replace('"error"\nfix', '"warning"\nfix'), "utf-8")
    assert run(*only()).code == 0
    assert run(*only("--fail-on", "warning")).code == 1


def test_quiet_prints_findings_alone(run: Run) -> None:
    done = run(*only("-q"))
    assert done.err == ""
    assert "Found" not in done.out
    assert "wide-two" in done.out


def test_json_and_output_formats(run: Run) -> None:
    (found,) = json.loads(run(*only("--json")).out)["findings"]
    assert (found["path"], found["line"], found["fix"]) == ("ja.txt", 4, "2")
    assert run(*only("--output-format", "json")).out == run(*only("--json")).out
    done = run(*only("--output-format", "sarif", "-o", "out.sarif"))
    assert done.code == 1
    assert json.loads(Path("out.sarif").read_bytes())["version"] == "2.1.0"
    assert run(*only("--json", "--output-format", "text")).code == 2


def test_japanese_messages_where_the_locale_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert "誤り[wide-two] ２は半角で" in run(*only()).out
    assert json.loads(run(*only("--json")).out)["findings"][0]["severity"] == "error"


def test_fix_mends_and_says_what_remains(run: Run) -> None:
    diff = run(*only("--diff"))
    assert "+フェリー2隻が夜のうちに失われた。" in diff.out
    assert "２" in Path("ja.txt").read_text("utf-8")
    done = run(*only("--fix"))
    assert done.code == 0
    assert "Mended ja.txt: 1" in done.err
    assert "２" not in Path("ja.txt").read_text("utf-8")
    assert run(*only("--fix", "--diff")).code == 2


def test_what_is_milder_than_shown_is_counted_and_not_mended(run: Run) -> None:
    text = Path("tmkit.toml").read_text("utf-8").replace('severity = "error"', 'severity = "info"')
    Path("tmkit.toml").write_text(text, "utf-8")
    brief = run(*only())
    assert brief.code == 0
    assert "info[wide-two]" not in brief.out
    assert "Not listed: wide-two 1. To see 1 more: --show info" in brief.out
    assert "info[wide-two]" in run(*only("--show", "info")).out
    assert run(*only("--diff")).out == ""
    assert "+フェリー2隻" in run(*only("--diff", "--show", "info")).out
    failing = run(*only("--fail-on", "info"))
    assert failing.code == 1
    assert "info[wide-two]" in failing.out  # what fails is listed
    (found,) = json.loads(run(*only("--json")).out)["findings"]
    assert found["severity"] == "info"


def test_a_report_in_a_file_is_named_with_what_was_found(run: Run) -> None:
    done = run(*only("--output-format", "html", "-o", "r.html"))
    assert done.out == ""
    assert done.err.startswith("Wrote r.html\nFound errors: 1\n")
    assert run(*only("--output-format", "html", "-o", "r.html", "-q")).err == ""


def test_formats_that_make_no_sense_are_told(run: Run) -> None:
    done = run("check", "ja.txt", "--input-format", "tmxx")
    assert (done.code, "tmx, xliff, po" in done.err) == (2, True)
    done = run("check", "-", "--input-format", "xlsx")
    assert (done.code, "cannot be read from the standard input" in done.err) == (2, True)


def test_a_tmx_on_the_standard_input_is_asked_to_be_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = io.TextIOWrapper(io.BytesIO(b'<?xml version="1.0"?><tmx version="1.4"></tmx>'))
    monkeypatch.setattr("sys.stdin", data)
    done = run("check", "-")
    assert (done.code, "--input-format tmx" in done.err) == (3, True)


def test_a_file_that_is_named_twice_is_checked_once(run: Run) -> None:
    Path("a.csv").write_text("en,ja\nTwo ferries,フェリー２隻\n", "utf-8")
    done = run(*only("a.csv", "./a.csv", "--json"))
    assert [f["path"] for f in json.loads(done.out)["findings"]] == ["a.csv"]


@pytest.mark.parametrize("name", REPORTERS)
def test_two_runs_give_the_same_bytes(run: Run, name: str) -> None:
    arguments = ("check", "--no-cache", "--output-format", name, "-o")
    for path in ("one", "two"):
        assert run(*arguments, path).code == 1
    assert Path("one").read_bytes() == Path("two").read_bytes()


def test_a_baseline_survives_a_hundred_lines_above(run: Run) -> None:
    assert run("check", "--write-baseline").code == 0
    assert run("check", "--fail-on", "info").code == 0
    for path, line in (("en.txt", "Chapter {}."), ("ja.txt", "第{}章。")):
        above = "".join(f"{line.format(n)}\n" for n in range(1, 101))
        Path(path).write_text(above + Path(path).read_text("utf-8"), "utf-8")
    whole = json.loads(run("check", "--json", "--no-cache").out)
    assert whole["known"] == 1
    assert [f for f in whole["findings"] if f["severity"] != "info"] == []


def test_the_baseline_is_written_used_and_pruned(run: Run) -> None:
    done = run(*only("--write-baseline"))
    assert (done.code, done.err) == (0, "Wrote known.json: findings known from now on: 1\n")
    assert run(*only()).code == 0
    Path("ja.txt").write_text("前書き。\n" * 9 + Path("ja.txt").read_text("utf-8"), "utf-8")
    assert run(*only()).code == 0
    Path("ja.txt").write_text(Path("ja.txt").read_text("utf-8").replace("２", "2"), "utf-8")
    assert "of 1 known findings, 0 left" in run(*only("--prune-baseline")).err
    assert run(*only("--baseline", "none.json")).code == 3
    Path("tmkit.toml").unlink()
    assert run("check", "ja.txt", "--write-baseline").code == 2


def test_the_steps_summary_of_github(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("before\n", "utf-8")
    done = run(*only("--output-format", "github"))
    assert done.out.startswith("::error file=ja.txt,line=4,")
    text = Path("summary.md").read_text("utf-8")
    assert text.startswith("before\n## tmkit check\n")
    assert "ja.txt:4:5" in text


def test_settings_are_found_above_and_can_be_left_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    assert run(*only()).out.startswith("../ja.txt:4:5: ")
    assert run("check", "--no-config").code == 2
    assert run(*only("--config", "../tmkit.toml")).code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--source", "en.txt"], 2, "--target is missing"),
        (["--target", "ja.txt"], 2, "--source is missing"),
        (["missing.txt"], 3, "no such file"),
        (["--select", "wide-to"], 2, "Did you mean 'wide-two'?"),
        (["--explain", "nothing"], 2, "no page of a rule"),
        (["--source-lang", "fr"], 2, "one English, one Japanese"),
        (["--changed-since", "-x"], 2, "git"),
    ],
)
def test_a_mistake_is_one_line(run: Run, arguments: list[str], code: int, says: str) -> None:
    done = run("check", *arguments)
    assert done.code == code
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_fault_in_the_settings_is_named_with_its_line(run: Run) -> None:
    Path("tmkit.toml").write_text(SETTINGS + "\n[chek]\n", "utf-8")
    done = run("check")
    assert (done.code, done.out) == (2, "")
    assert "tmkit.toml:17: unknown key 'chek'. Did you mean 'check'?" in done.err


def test_the_catalogue_lists_the_settings_rules_too(run: Run) -> None:
    assert "write 2" in run("check", "--explain", "wide-two").out
    done = run("check", "--list-rules")
    assert "wide-two" in done.out
    assert done.code == 0


def test_standard_input(start: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    done = start(*only("-"), stdin="フェリー２隻。\n".encode())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("-:1:5: error[wide-two]")


def test_init_lays_out_and_leaves_what_is_there(run: Run) -> None:
    Path("en.txt").rename("story.en.txt")
    Path("ja.txt").rename("story.ja.txt")
    done = run("init")
    assert "Left tmkit.toml as it is" in done.err
    assert Path("tmkit.toml").read_text("utf-8") == SETTINGS
    done = run("init", "new")
    assert done.code == 0
    assert "Made new/tmkit.toml" in done.err.replace("\\", "/")
    Path("tmkit.toml").unlink()
    assert run("init").code == 0
    text = Path("tmkit.toml").read_text("utf-8")
    assert 'source = "{stem}.en.txt"\ntarget = "{stem}.ja.txt"' in text
    assert run("check", "--fail-on", "never").code == 0
    before = text
    run("init")
    assert Path("tmkit.toml").read_text("utf-8") == before
    assert run("init", "story.en.txt").code == 2


def test_what_init_laid_out_checks_at_once(run: Run) -> None:
    Path("tmkit.toml").unlink()
    Path("story.en.txt").write_text("The harbour closed.\n", "utf-8")
    Path("story.ja.txt").write_text("港は閉鎖された。\n", "utf-8")
    assert run("init").code == 0
    done = run("check")
    assert done.code == 0
    assert "as the glossary has no terms yet: term-missing, term-forbidden" in done.err


def test_init_finds_folders_of_languages(run: Run) -> None:
    for name in ("docs/en/a.md", "docs/ja/a.md", "docs/en/x/b.md", "docs/ja/x/b.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", "utf-8")
    Path("tmkit.toml").unlink()
    run("init")
    text = Path("tmkit.toml").read_text("utf-8")
    assert text.count('source = "docs/en/{stem}.md"\ntarget = "docs/ja/{stem}.md"') == 1
