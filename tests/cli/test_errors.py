"""Each way to go wrong: one clear line, its exit code, and nothing half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tmkit.pair

Run = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["missing.txt", "ja.txt"], 3, "missing.txt: no such file. Check"),
        (["en.txt", "missing.txt"], 3, "missing.txt: no such file. Check"),
        (["en.txt", "."], 3, ".: this is a folder, not a file. Name"),
        (["empty.txt", "ja.txt"], 3, "empty.txt: holds no text. Is it"),
        (["en.txt", "blank.txt"], 3, "blank.txt: holds no text. Is it"),
        (["binary.txt", "ja.txt"], 3, "binary.txt: this looks like a binary file. Give"),
        (["en.txt", "damaged.txt"], 3, "damaged.txt:2: not valid UTF-8"),
        (["en.txt", "ja.txt", "--encoding", "cp932"], 3, "ja.txt:1: not valid cp932"),
        (["en.txt", "ja.txt", "--encoding", "klingon"], 2, "unknown encoding 'klingon'. Known"),
        (["en.txt", "en.txt"], 2, "en.txt: the same file twice. Give"),
        (["./en.txt", "en.txt"], 2, "./en.txt: the same file twice"),
        (["-", "-"], 2, "only one input can be the standard input. Name"),
        (["en.txt", "copy.en.txt"], 2, "both files are in English: en.txt and copy.en.txt. copy"),
        (["copy.ja.txt", "ja.txt"], 2, "both files are in Japanese: copy.ja.txt and ja.txt. copy"),
        (["ja.txt", "en.txt"], 2, "Run: tmkit align en.txt ja.txt (or, if the Japanese is"),
        (["ja.txt", "en.txt", "-o", "x y.tmx"], 2, "Run: tmkit align en.txt ja.txt -o 'x y.tmx'"),
        (
            ["en.txt", "ja.txt", "--source-lang", "ja", "--target-lang=en"],
            2,
            "Run: tmkit align ja.txt en.txt --source-lang ja --target-lang=en",
        ),
        (["en.txt", "ja.txt", "-o", "none/out.tmx"], 3, "none/out.tmx: there is no such folder"),
        (["en.txt", "ja.txt", "-o", "out"], 2, "out: the name does not say which format"),
        (["en.txt", "ja.txt", "-o", "out.docx"], 2, "the name does not say which format"),
        (["en.txt", "ja.txt", "-o", "en.txt", "--format", "tsv"], 2, "would overwrite an input"),
        (["en.txt", "ja.txt", "--unmatched", "ja.txt"], 2, "would overwrite an input"),
        (["en.txt", "ja.txt", "-o", "link.tmx"], 2, "link.tmx: the output would overwrite"),
        (["en.txt", "ja.txt", "-o", "a.tsv", "-o", "./a.tsv"], 2, "two outputs of one name"),
        (["en.txt", "ja.txt", "-o", "a.tsv", "--unmatched", "a.tsv"], 2, "two outputs of one name"),
        (["en.txt", "ja.txt", "--json", "-o", "-"], 2, "--json and an output cannot both"),
        (["en.txt", "ja.txt", "--level", "both", "-o", "-"], 2, "two levels cannot both"),
        (["en.txt", "ja.txt", "--date", "someday"], 2, "'someday' is not a date. Give it as"),
        (["en.txt", "ja.txt", "--target-lang", "fr"], 2, "cannot align en with fr"),
        (["en.txt", "ja.txt", "--target-lang", "日本語"], 2, "'日本語' is not a language tag"),
        (["en.txt", "ja.txt", "--glossary", "none.csv"], 3, "none.csv: no such file"),
        (["en.txt", "ja.txt", "--tm", "none.tmx"], 3, "none.tmx: no such file"),
        (["en.txt", "ja.txt", "--tm", "copy.en.txt"], 3, "copy.en.txt"),
        (["en.txt", "ja.txt", "--min-confidence", "2"], 2, "Try 'tmkit align --help'"),
        (["en.txt"], 2, "Missing argument 'JA'. Try 'tmkit align --help'"),
        (["en.txt", "ja.txt", "--colour"], 2, "No such option"),
    ],
)
def test_one_line_and_an_exit_code(
    folder: Path, run: Run, arguments: list[str], code: int, says: str
) -> None:
    Path("empty.txt").touch()
    Path("blank.txt").write_text(" \n\n\u3000\n", "utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    japanese = Path("ja.txt").read_bytes()
    Path("damaged.txt").write_bytes(japanese[:80] + b"\xff\xfe" + japanese[80:])
    Path("copy.en.txt").write_bytes(Path("en.txt").read_bytes())
    Path("copy.ja.txt").write_bytes(japanese)
    Path("link.tmx").symlink_to("en.txt")
    before = names(folder)
    done = run("align", *arguments)
    assert done.code == code
    assert done.err.startswith("tmkit: error: ")
    assert done.err.count("\n") == 1
    assert says in done.err
    assert (done.out, names(folder)) == ("", before)


def test_an_unknown_command(run: Run) -> None:
    done = run("aline")
    assert done.code == 2
    assert done.err == "tmkit: error: No such command 'aline'. Try 'tmkit --help'\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(folder: Path, run: Run) -> None:
    done = run("align", "en.txt", "ja.txt", "-o", "/dev/full", "--format", "tmx")
    assert done.code == 3
    assert done.err.startswith("tmkit: error: /dev/full: the disk is full. Free some space")
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["--json"], ["-o", "-"]])
def test_a_full_disk_behind_the_standard_output(folder: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "tmkit", "align", "en.txt", "ja.txt", "-q", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(b"tmkit: error: ")
    assert done.stderr.count(b"\n") == 1


def test_an_output_keeps_its_old_bytes_when_the_run_fails(folder: Path, run: Run) -> None:
    Path("out.tmx").write_text("mine", "utf-8")
    assert run("align", "en.txt", "missing.txt", "-o", "out.tmx").code == 3
    assert Path("out.tmx").read_text("utf-8") == "mine"


def test_unrelated_files_warn_loudly_and_are_written(folder: Path, run: Run) -> None:
    done = run("align", "en.txt", "other.txt", "-o", "out.tmx", "-q")
    assert done.code == 0
    assert "tmkit: warning: the two files look unrelated: only " in done.err
    assert Path("out.tmx").exists()


def test_a_missing_dictionary_is_told(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmkit.evidence.lexicon.load", lambda: None)
    done = run("align", "en.txt", "ja.txt", "-q")
    assert done.code == 0
    assert done.err.startswith("tmkit: warning: the dictionary is missing")
    assert Path("en.tmx").exists()


def test_a_reader_that_leaves_is_no_error(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "tmkit", "align", "en.txt", "ja.txt", "-q", "-o", "-"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_an_interrupt_ends_with_one_line_and_no_file(folder: Path) -> None:
    words = random.Random(7)  # long enough that the work is still going on when the signal comes
    lines = [f"Line {words.random()} of the harbour and the storm.\n" for _ in range(30_000)]
    Path("long.txt").write_text("".join(lines), "utf-8")
    os.mkfifo("ja.pipe")
    command = [sys.executable, "-m", "tmkit", "align", "long.txt", "ja.pipe", "-o", "out.tmx"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        # A shell's background job ignores the signal, and would hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    with Path("ja.pipe").open("w", encoding="utf-8") as pipe:  # opens when tmkit reads it
        pipe.writelines(f"{words.random()}行目は港と嵐の話である。\n" for _ in range(30_000))
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"tmkit: interrupted\n")
    assert names(folder) == {"en.txt", "ja.txt", "other.txt", "long.txt", "ja.pipe"}


def test_a_fault_of_ours_asks_for_a_report(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("bead")

    monkeypatch.setattr(tmkit.pair, "align_files", broken)
    done = run("align", "en.txt", "ja.txt")
    assert done.code == 70
    assert done.err.count("\n") == 1
    assert "unexpected KeyError: 'bead'. This is a fault of tmkit" in done.err
    done = run("--debug", "align", "en.txt", "ja.txt")
    assert done.code == 70
    assert "Traceback" in done.err


def test_a_console_of_another_encoding_is_no_reason_to_fail(folder: Path, start: Run) -> None:
    text = Path("en.txt").read_text("utf-8")
    Path("en.txt").write_text(text + "A wholly different story 🌊 of ſome kind.\n", "utf-8")
    done = start("align", "en.txt", "ja.txt", PYTHONIOENCODING="cp932", LC_ALL="ja_JP.SJIS")
    assert done.returncode == 0, done.stderr
    assert b"story \\U0001f30a of \\u017fome" in done.stderr
    assert "文の対" in done.stderr.decode("cp932")
