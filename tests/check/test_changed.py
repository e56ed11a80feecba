"""Only what changed since a revision: by lines of either side."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.check import Outcome, changed
from tmkit.errors import ConfigError

Checked = Callable[..., Outcome]


def git(*arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path) -> Path:
    """Return a repository whose first commit, tagged ``first``, has a text of three lines."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git("init", "-q", "-b", "main")
    Path("文.txt").write_text("一つ１。\n二つ２。\n三つ３。\n", "utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    git("tag", "first")
    return folder


def quotes(outcome: Outcome) -> list[str]:
    return [finding.quote for finding in outcome.findings]


def test_lines_changed_and_added_count(checked: Checked, repository: Path) -> None:
    assert quotes(changed.since(checked("文.txt"), "first")) == []
    Path("文.txt").write_text("新９。\n一つ１。\n二つの２。\n三つ３。\n", "utf-8")
    outcome = changed.since(checked("文.txt"), "first")
    assert quotes(outcome) == ["９", "２"]
    assert outcome.unchanged == 2
    git("commit", "-aqm", "two")
    assert quotes(changed.since(checked("文.txt"), "first")) == ["９", "２"]
    assert quotes(changed.since(checked("文.txt"), "HEAD")) == []


def test_a_file_that_git_does_not_know_is_new(checked: Checked, repository: Path) -> None:
    Path("new.txt").write_text("四つ４。\n", "utf-8")
    assert quotes(changed.since(checked("文.txt", "new.txt"), "first")) == ["４"]


def test_a_change_of_the_source_counts_for_the_translation(
    checked: Checked, repository: Path
) -> None:
    text = Path("en.txt").read_text("utf-8")
    Path("en.txt").write_text(text.replace("Two ferries", "Three ferries"), "utf-8")
    assert quotes(changed.since(checked(pair=("en.txt", "ja.txt")), "HEAD")) == ["２"]
    Path("en.txt").write_text(text.replace("The harbour", "A harbour"), "utf-8")
    assert quotes(changed.since(checked(pair=("en.txt", "ja.txt")), "HEAD")) == []


def test_since_the_branch_left_not_what_the_other_did_since(
    checked: Checked, repository: Path
) -> None:
    git("checkout", "-q", "-b", "work")
    Path("文.txt").write_text("一つ１。\n二つ２。\n三つ３と４。\n", "utf-8")
    git("commit", "-aqm", "work")
    git("checkout", "-q", "main")
    Path("文.txt").write_text("壱つ１。\n二つ２。\n三つ３。\n", "utf-8")
    git("commit", "-aqm", "main goes on")
    git("checkout", "-q", "work")
    assert quotes(changed.since(checked("文.txt"), "main")) == ["３", "４"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_an_unknown_revision_is_named(checked: Checked, repository: Path, revision: str) -> None:
    with pytest.raises(ConfigError, match="git knows no revision"):
        changed.since(checked("文.txt"), revision)


def test_without_a_repository_or_git(
    checked: Checked, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    if shutil.which("git") is not None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
        with pytest.raises(ConfigError, match="not a git repository"):
            changed.since(checked("ja.txt"), "HEAD")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(ConfigError, match="git is not installed"):
        changed.since(checked("ja.txt"), "HEAD")
