"""An unchanged run is not run again; anything that changes is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.check import Outcome, cache
from tmkit.check.run import run as run_rules
from tmkit.config import Config, Ignore

Checked = Callable[..., Outcome]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one with every run of rules."""
    from tmkit import check

    seen: list[int] = []

    def counted(*given: object) -> object:
        seen.append(1)
        return run_rules(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "run", counted)
    return seen


def test_the_same_run_gives_the_same_outcome_from_the_cache(
    checked: Checked, runs: list[int]
) -> None:
    Path("d.md").write_text(
        "<!-- tmkit: ignore[wide-digit] 名 -->\n製品１。\n\n部品２。\n", "utf-8"
    )
    settings = Config(path="t", folder=".", ignores=(Ignore("two-ways", "r", "x", line=3),))

    def once() -> Outcome:
        return checked(
            "d.md", pair=("en.txt", "ja.txt"), config=settings, store="cache", encoding="utf-8"
        )

    first, second = once(), once()
    assert runs == [1]
    assert first == second
    assert [f.origin for f in first.findings] == [f.origin for f in second.findings]
    assert [u.target.marks for u in first.shown if u.target] == [
        u.target.marks for u in second.shown if u.target
    ]
    assert first.suppressed
    assert first.unused


def test_what_changes_is_run_again(checked: Checked, runs: list[int]) -> None:
    checked("ja.txt", store="cache")
    Path("ja.txt").write_text("別の本文９。\n", "utf-8")
    assert [f.quote for f in checked("ja.txt", store="cache").findings] == ["９"]
    checked("ja.txt", store="cache", config=Config(severity={"wide-digit": "info"}))
    checked("ja.txt", store="cache", dictionary=False)
    checked("ja.txt", store="cache", select=("wide-digit",))
    assert len(runs) == 5


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe", b"[]"])
def test_a_damaged_cache_is_not_believed(checked: Checked, runs: list[int], damage: bytes) -> None:
    good = checked("ja.txt", store="cache")
    (kept,) = Path("cache").glob("*.json")
    whole = kept.read_bytes()
    for content in (damage, whole[:-7] + damage, whole.replace(b'"wide-digit"', b'"wide-digits"')):
        kept.write_bytes(content)
        assert checked("ja.txt", store="cache") == good
    assert len(runs) == 4


def test_a_folder_that_cannot_be_written_is_done_without(checked: Checked) -> None:
    Path("file").write_text("", "utf-8")
    assert checked("ja.txt", store="file/cache").findings


def test_old_outcomes_go(checked: Checked) -> None:
    for number in range(30):
        Path("t.txt").write_text(f"部品{number}。\n", "utf-8")
        checked("t.txt", store="cache")
    assert len(list(Path("cache").glob("*.json"))) == 24


def test_the_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMKIT_CACHE_DIR", "here")
    assert cache.folder() == "here"
    monkeypatch.delenv("TMKIT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache.folder() == str(tmp_path / "tmkit")
