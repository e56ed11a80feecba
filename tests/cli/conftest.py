"""Small pairs of files to run the command line on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tmkit.cli import main

EN = """The harbour closed on Monday.
Nobody had expected the storm.
The mayor promised 3.5 million dollars.
Two ferries were lost in the night.
The fishermen returned at dawn.
"""
JA = """港は月曜日に閉鎖された。
嵐を予想した者は誰もいなかった。
市長は350万ドルを約束した。
フェリー２隻が夜のうちに失われた。
漁師たちは夜明けに戻った。
"""
UNRELATED = """電車の中で本を読むのが好きだ。
昨日の夕食はカレーだった。
猫は窓辺で眠っている。
来週から新しい仕事が始まる。
図書館は午後五時に閉まる。
"""


@dataclass(frozen=True)
class Done:
    """How an in-process run ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a pair, ``en.txt`` and ``ja.txt``, and ``other.txt`` beside it."""
    monkeypatch.chdir(tmp_path)
    Path("en.txt").write_text(EN, "utf-8")
    Path("ja.txt").write_text(JA, "utf-8")
    Path("other.txt").write_text(UNRELATED, "utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs the command line in this process, in ``folder``."""

    def call(*arguments: str) -> Done:
        code = main(arguments)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def start(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs ``python -m tmkit`` in a process of its own, in ``folder``."""

    def call(*arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "tmkit", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            env={**os.environ, **env},
        )

    return call
