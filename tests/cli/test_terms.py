"""``tmkit terms``: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.glossary import read_glossary

Run = Callable[..., Any]
Start = Callable[..., subprocess.CompletedProcess[bytes]]


def test_the_table(run: Run) -> None:
    done = run("terms", "en.txt", "ja.txt")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["conf", "kind", "term", "renderings"]
    assert any(line.split()[-2:] == ["ferries", "フェリー"] for line in lines)
    assert done.err.splitlines()[0].endswith("proposals from 5 pairs of texts")
    assert "--all shows them" in done.err


def test_quiet_prints_the_terms_only(run: Run) -> None:
    assert run("terms", "en.txt", "ja.txt", "-q").err == ""


def test_messages_in_japanese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    done = run("terms", "en.txt", "ja.txt")
    assert done.out.splitlines()[0].split() == ["確信度", "種別", "用語", "訳語"]
    assert "5組の対から" in done.err


def test_json(run: Run) -> None:
    told = json.loads(run("terms", "en.txt", "ja.txt", "--json", "--limit", "2").out)
    assert told["schema"] == "tmkit-terms"
    assert told["files"] == ["en.txt", "ja.txt"]
    assert len(told["terms"]) == 2
    (context, *_) = told["terms"][0]["renderings"][0]["contexts"]
    assert context["place_en"].startswith("en.txt:")


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx"])
def test_tables_to_review(run: Run, name: str) -> None:
    done = run("terms", "en.txt", "ja.txt", "-o", name)
    assert (done.code, done.out) == (0, "")
    assert f"Wrote {name}: " in done.err
    assert read_glossary(name)


@pytest.mark.parametrize("name", ["t.tbx", "t.utx", "t.utf8"])
def test_terminology_formats_hold_what_is_sure(run: Run, name: str) -> None:
    run("terms", "en.txt", "ja.txt", "-o", name)
    sure = len(read_glossary(name, source_lang="en", target_lang="ja"))
    run("terms", "en.txt", "ja.txt", "-o", name, "--min-confidence", "0.1")
    assert 0 < sure <= len(read_glossary(name, source_lang="en", target_lang="ja"))


def test_a_table_on_the_standard_output(start: Start) -> None:
    done = start("terms", "en.txt", "ja.txt", "-o", "-", "--format", "tsv")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8-sig").startswith("status\ten\tja\t")


def test_the_review_takes_keys_from_a_pipe(start: Start) -> None:
    options = ("terms", "en.txt", "ja.txt", "--review", "--glossary", "g.csv")
    done = start(*options, stdin=b"arq")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines()[-1] == (
        "1 accepted, 0 edited, 1 rejected, 0 left for later"
    )
    (concept,) = read_glossary("g.csv")
    assert len(Path("g.stop.tsv").read_text("utf-8").splitlines()) == 1
    again = start(*options, stdin=b"").stderr.decode()
    assert concept.terms[0].text not in again.split("[a]ccept")[0]


def test_a_reviewed_table_goes_into_the_glossary(run: Run) -> None:
    run("terms", "en.txt", "ja.txt", "-o", "t.csv", "--limit", "3")
    text = Path("t.csv").read_text("utf-8-sig")
    Path("t.csv").write_text(
        text.replace("new,", "accepted,", 1).replace("new,", "rejected,", 1), "utf-8"
    )
    done = run("terms", "--import", "t.csv", "--glossary", "g.csv")
    assert (done.code, done.err) == (0, "g.csv: 1 rows added, 0 known, 1 rejected, 0 refused\n")
    assert len(read_glossary("g.csv")) == 1
    again = run("terms", "--import", "t.csv", "--glossary", "g.csv")
    assert again.err == "g.csv: 0 rows added, 1 known, 0 rejected, 0 refused\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "nothing to look for terms in. Give a text and its translation, or a TMX"),
        (["en.txt"], 2, "en.txt: a document without its translation"),
        (["en.txt", "none.txt"], 3, "none.txt: no such file"),
        (["none.tmx"], 3, "none.tmx: no such file"),
        (["en.txt", "ja.txt", "--review"], 2, "there is no glossary that accepted terms could"),
        (["--import", "t.csv"], 2, "there is no glossary that accepted terms could go to"),
        (["en.txt", "ja.txt", "--json", "-o", "-"], 2, "--json and an output cannot both go"),
        (["en.txt", "ja.txt", "-o", "en.txt"], 2, "en.txt: the output would overwrite an input"),
        (["en.txt", "ja.txt", "-o", "x.doc"], 2, "x.doc: the name does not say which format"),
        (["en.txt", "ja.txt", "--glossary", "no.csv"], 3, "no.csv: no such file"),
        (["en.txt", "ja.txt", "--user-dictionary", "no.dic"], 3, "no.dic: no such user dict"),
        (["en.txt", "ja.txt", "--min-confidence", "2"], 2, "2.0 is not in the range"),
    ],
)
def test_what_cannot_be_done(run: Run, arguments: list[str], code: int, message: str) -> None:
    done = run("terms", *arguments)
    assert done.code == code
    assert message in done.err
    assert len(done.err.splitlines()) == 1


def test_an_unusable_row_of_the_glossary_is_told(run: Run) -> None:
    Path("g.csv").write_text("en,ja,status\nharbour,港,perhaps\n", "utf-8")
    done = run("terms", "en.txt", "ja.txt", "--glossary", "g.csv")
    assert done.code == 0
    assert "tmkit: warning: g.csv:2: left out: 'perhaps' is not a status" in done.err


def test_the_same_input_gives_the_same_bytes(start: Start) -> None:
    outputs = [
        start("terms", "en.txt", "ja.txt", "--all", PYTHONHASHSEED=seed).stdout for seed in "12"
    ]
    assert outputs[0] == outputs[1]
