"""The baseline: known by what is said, not by where; it only ever becomes shorter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.check import Outcome, baseline
from tmkit.errors import ConfigError, FormatError

Checked = Callable[..., Outcome]


def test_it_survives_a_hundred_lines_inserted_above(checked: Checked) -> None:
    Path("t.txt").write_text("製品１と２と１。\n部品３。\n", "utf-8")
    known = baseline.entries(checked("t.txt").findings)
    baseline.write("b.json", known)
    Path("t.txt").write_text("新しい行。\n" * 100 + "製品１と２と１。\n部品３。\n", "utf-8")
    outcome = baseline.subtract(checked("t.txt"), baseline.read("b.json"))
    assert (outcome.findings, outcome.known) == ((), 4)


def test_one_more_of_the_same_is_new(checked: Checked) -> None:
    Path("t.txt").write_text("部品３。\n", "utf-8")
    known = baseline.entries(checked("t.txt").findings)
    Path("t.txt").write_text("部品３。\n部品３。\n部品３と４。\n", "utf-8")
    outcome = baseline.subtract(checked("t.txt"), known)
    assert [f.origin.line for f in outcome.findings] == [2, 3, 3]


def test_pruning_never_adds(checked: Checked) -> None:
    Path("t.txt").write_text("部品３。\n部品３。\n部品４。\n", "utf-8")
    known = baseline.entries(checked("t.txt").findings)
    Path("t.txt").write_text("部品３。\n部品５。\n", "utf-8")
    left = baseline.pruned(known, checked("t.txt").findings, ["t.txt"], ".")
    assert [(entry.quote, entry.count) for entry in left] == [("３", 1)]


def test_files_that_were_not_looked_at_keep_their_entries(checked: Checked) -> None:
    Path("base").mkdir()
    for name, text in (("a.txt", "部品３。\n"), ("b.txt", "部品４。\n"), ("c.txt", "部品５。\n")):
        Path(name).write_text(text, "utf-8")
    before = baseline.entries(checked("a.txt", "b.txt", "c.txt").findings, "base")
    assert [entry.path for entry in before] == ["../a.txt", "../b.txt", "../c.txt"]
    Path("a.txt").write_text("部品６。\n", "utf-8")
    Path("c.txt").unlink()
    now = checked("a.txt").findings
    renewed = baseline.renewed(before, now, ["a.txt"], "base")
    assert [entry.quote for entry in renewed] == ["６", "４"]
    assert [e.quote for e in baseline.pruned(before, now, ["a.txt"], "base")] == ["４"]


def test_the_file_is_sorted_readable_and_the_same_every_time(checked: Checked) -> None:
    Path("t.txt").write_text("部品３。\n製品１。\n", "utf-8")
    findings = checked("t.txt").findings
    baseline.write("one.json", baseline.entries(findings))
    baseline.write("two.json", baseline.entries(reversed(findings)))
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    assert "部品" not in Path("one.json").read_text("utf-8").split('"quote"')[0]
    assert [entry["quote"] for entry in json.loads(Path("one.json").read_bytes())["known"]] == [
        "１",
        "３",
    ]
    baseline.write("none.json", [])
    assert baseline.read("none.json") == []


@pytest.mark.parametrize("content", ["", "[]", '{"form": 9, "known": []}', '{"form": 1}', "\xff"])
def test_what_is_no_baseline_is_refused(folder: Path, content: str) -> None:
    Path("b.json").write_text(content, "latin-1")
    with pytest.raises(FormatError, match="--write-baseline"):
        baseline.read("b.json")


def test_a_name_is_needed_to_write() -> None:
    assert baseline.path_of(None, None, needed=False) is None
    assert baseline.path_of("a", "b", needed=True) == "a"
    with pytest.raises(ConfigError, match="no name for the baseline"):
        baseline.path_of(None, None, needed=True)
