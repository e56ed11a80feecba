"""A small run of the fuzzer: damaged files bring errors of ours, never another."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench import fuzz_formats
    from tests.bench.fuzz_formats import TARGETS, Target, damaged, fuzz
else:
    import fuzz_formats
    from fuzz_formats import TARGETS, Target, damaged, fuzz


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    outcome = fuzz(name, 300, seed=20260131)
    assert not outcome.faults
    assert outcome.read > 50
    assert outcome.refused["FormatError"] > 50


def test_the_fuzzer_finds_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(path: str) -> None:
        with open(path, "rb") as stream:  # noqa: PTH123
            stream.read().decode()

    monkeypatch.setitem(TARGETS, "careless", Target("tmx/*.tmx", (careless,)))
    assert any("UnicodeDecodeError" in fault for fault in fuzz("careless", 50, seed=1).faults)


def test_the_same_seed_gives_the_same_files() -> None:
    whole = [b"<tmx><body>one</body></tmx>", b"<tmx><body>two</body></tmx>"]
    runs = [[damaged(whole, random.Random(f"1 {n}")) for n in range(50)] for _ in range(2)]
    assert runs[0] == runs[1]
    assert len(set(runs[0])) > 25
    assert fuzz_formats.TOKENS
