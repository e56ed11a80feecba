"""The action and the hooks run what they say: their commands, taken from the files, are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one warning, and ``tmkit`` on its own path."""
    (tmp_path / "tmkit.toml").write_text(
        '[[pattern]]\nid = "wide"\nside = "ja"\nfind = "１"\nmessage = "m"\n', "utf-8"
    )
    (tmp_path / "a.txt").write_text("箱１つ。\n", "utf-8")
    command = tmp_path / "bin" / "tmkit"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tmkit "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def run_step(project: Path, **given: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    text = (ROOT / "action.yml").read_text("utf-8")
    script = textwrap.dedent(text.rpartition("run: |\n")[2])
    names = dict.fromkeys(re.findall(r"^        ([A-Z_]+): \$\{\{", text, re.MULTILINE), "")
    assert set(names) == {"PATHS", "ARGUMENTS", "FAIL_ON", "CHANGED_ONLY", "BASE"}
    path = f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **names, "PATH": path, "TMKIT_CACHE_DIR": str(project / "c")}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=project,
        env=environment | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_checks_the_paths_and_fails_as_asked(project: Path) -> None:
    done = run_step(project, PATHS="a.txt", ARGUMENTS="--select wide")
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "::warning file=a.txt")
    assert run_step(project, PATHS="a.txt", FAIL_ON="warning").returncode == 1


def test_an_input_is_never_run_as_a_command(project: Path) -> None:
    done = run_step(project, PATHS="$(touch${IFS}hit);touch${IFS}hit *.txt")
    assert done.returncode == 3
    assert not (project / "hit").exists()


def test_the_hooks_call_commands_that_exist() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert re.findall(r"entry: (.+)", text) == ["tmkit check", "tmkit check"]
    pattern = re.search(r"files: (.+)", text)
    assert pattern is not None
    for name in ("a/b.ja.md", "m.tmx", "ja.po", "t.csv", "x.html"):
        assert re.search(pattern[1], name), name
    assert not re.search(pattern[1], "main.py")
