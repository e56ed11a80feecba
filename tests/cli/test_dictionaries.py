"""User dictionaries that the settings name are used by the commands that analyse Japanese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tmkit import morphology

NAME = "沖合漁場調停局"  # no word of Sudachi's own dictionary


@pytest.fixture(autouse=True)
def _no_dictionary_stays() -> Iterator[None]:
    yield
    morphology.use_dictionaries(())


@pytest.fixture
def project(folder: Path, run: Callable[..., Any]) -> Path:
    """Return a project with a dictionary of its own, a folder below the current one."""
    home = folder / "project"
    home.mkdir()
    (home / "terms.csv").write_text(f"en,ja\nOffshore Fisheries Tribunal,{NAME}\n", "utf-8")
    done = run("glossary", "export", str(home / "terms.csv"), "-o", str(home / "terms.dic"))
    assert done.code == 0, done.err
    (home / "tmkit.toml").write_text('[project]\ndictionaries = ["terms.dic"]\n', "utf-8")
    (home / "en.txt").write_text("The Offshore Fisheries Tribunal met.\n", "utf-8")
    (home / "ja.txt").write_text(f"{NAME}が開かれた。\n", "utf-8")
    return home


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--source", "en.txt", "--target", "ja.txt", "--no-cache"),
        ("align", "en.txt", "ja.txt", "-o", "out.tmx"),
        ("terms", "en.txt", "ja.txt"),
    ],
    ids=lambda command: command[0],
)
def test_the_settings_name_it(
    project: Path,
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    def first() -> str:
        return morphology.morphemes(f"{NAME}が開かれた。")[0].surface

    assert first() != NAME
    monkeypatch.chdir(project)
    done = run(*command)
    assert done.code in {0, 1}, done.err
    assert first() == NAME


def test_one_that_is_missing_is_told(
    project: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    Path("terms.dic").unlink()
    done = run("check", "--source", "en.txt", "--target", "ja.txt")
    assert done.code == 3
    assert "terms.dic: no such user dictionary" in done.err.replace("\\", "/")
    assert done.err.count("\n") <= 2


def test_another_dictionary_is_another_run(
    project: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept of a run without it must not stand for a run with it."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("TMKIT_CACHE_DIR", str(project / "cache"))
    check = ("check", "--source", "en.txt", "--target", "ja.txt", "--no-config")
    run(*check)
    run(*check, "--user-dictionary", "terms.dic")
    assert len(list((project / "cache").glob("*.json"))) == 2
