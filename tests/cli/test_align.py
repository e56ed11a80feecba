"""``tmkit align`` as people use it: outputs, streams, levels, evidence, and what it tells."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tmkit import __version__
from tmkit.align import REASONS
from tmkit.cli.progress import progress, silent
from tmkit.cli.values import default_output, tmx_date
from tmkit.errors import ConfigError
from tmkit.formats.tmx import read_units
from tmkit.report.messages import MESSAGES, tongue_of
from tmkit.report.summary import beginning

Run = Callable[..., Any]
PAIRS = [
    ("The harbour closed on Monday.", "港は月曜日に閉鎖された。"),
    ("Nobody had expected the storm.", "嵐を予想した者は誰もいなかった。"),
    ("The mayor promised 3.5 million dollars.", "市長は350万ドルを約束した。"),
    ("Two ferries were lost in the night.", "フェリー２隻が夜のうちに失われた。"),
    ("The fishermen returned at dawn.", "漁師たちは夜明けに戻った。"),
]


def pairs(path: str, source: str = "en", target: str = "ja") -> list[tuple[str, str]]:
    return [(unit.source.text, unit.target.text) for unit in read_units(path, source, target)]


# ---------------------------------------------------------------------------------------- outputs


def test_a_pair_of_files_becomes_a_memory(run: Run) -> None:
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx")
    assert (done.code, done.out) == (0, "")
    assert pairs("out.tmx") == PAIRS
    assert "en.txt: English, text (UTF-8), 5 paragraphs, 5 sentences" in done.err
    assert re.search(r"\n5 pairs of sentences: \d sure, \d to check, \d doubtful\n", done.err)
    assert "Wrote out.tmx: 5 pairs of sentences\n" in done.err


def test_without_a_name_the_output_is_called_after_the_source(run: Run) -> None:
    Path("en.txt").rename("storm.en.txt")
    assert run("align", "storm.en.txt", "ja.txt", "-q").err == ""
    assert pairs("storm.tmx") == PAIRS
    assert "(replacing the earlier file)" in run("align", "storm.en.txt", "ja.txt").err


@pytest.mark.parametrize(
    ("source", "lang", "expected"),
    [
        ("a/news.en.txt", "en", "news.tmx"),
        ("news_EN.md", "en", "news.tmx"),
        ("news-en-GB.html", "en-GB", "news.tmx"),
        ("news.en.txt", "en-GB", "news.tmx"),
        ("en.txt", "en", "en.tmx"),
        (".en", "en", ".en.tmx"),
        ("garden.txt", "en", "garden.tmx"),
        ("記事.ja.txt", "ja", "記事.tmx"),
        ("-", "en", "other.tmx"),
    ],
)
def test_default_names(source: str, lang: str, expected: str) -> None:
    assert default_output(source, "b/other.txt", lang) == expected


def test_several_outputs_of_one_run(run: Run) -> None:
    names = ["out.tmx", "out.tsv", "out.csv", "out.jsonl", "out.xlsx"]
    done = run("align", "en.txt", "ja.txt", *(word for name in names for word in ("-o", name)))
    assert done.code == 0
    assert all(Path(name).stat().st_size for name in names)
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["source"], row["target"]) for row in csv.DictReader(file)] == PAIRS
    assert len(Path("out.jsonl").read_text("utf-8").splitlines()) == 5


def test_streams(start: Run) -> None:
    japanese = Path("ja.txt").read_bytes()
    done = start("align", "en.txt", "-", "-o", "-", "-q", stdin=japanese)
    assert (done.returncode, done.stderr) == (0, b"")
    Path("piped.tmx").write_bytes(done.stdout)
    assert pairs("piped.tmx") == PAIRS
    done = start("align", "-", "ja.txt", "-o", "-", "--format", "tsv", stdin=b"The harbour closed.")
    assert done.stdout.startswith(b"id\tsource\ttarget\t")
    assert b"-: English, text (UTF-8), 1 paragraphs" in done.stderr


def test_both_levels_at_once(run: Run) -> None:
    english, japanese = zip(*PAIRS, strict=True)
    Path("en.txt").write_text(f"{' '.join(english[:2])}\n\n{' '.join(english[2:])}\n", "utf-8")
    Path("ja.txt").write_text(f"{''.join(japanese[:2])}\n{''.join(japanese[2:])}\n", "utf-8")
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--level", "both")
    assert done.code == 0
    assert pairs("out.tmx") == PAIRS
    assert pairs("out.paragraphs.tmx") == [
        (" ".join(english[:2]), "".join(japanese[:2])),
        (" ".join(english[2:]), "".join(japanese[2:])),
    ]
    assert 'segtype="sentence"' in Path("out.tmx").read_text("utf-8")
    assert 'segtype="paragraph"' in Path("out.paragraphs.tmx").read_text("utf-8")
    only = run("align", "en.txt", "ja.txt", "-o", "only.tmx", "--level", "paragraph")
    assert "2 pairs of paragraphs" in only.err
    assert Path("only.tmx").read_bytes() == Path("out.paragraphs.tmx").read_bytes()


def test_the_other_direction(run: Run) -> None:
    languages = ("--source-lang", "ja", "--target-lang", "en-GB")
    assert run("align", "ja.txt", "en.txt", "-o", "out.tmx", *languages).code == 0
    assert pairs("out.tmx", "ja", "en-GB") == [(target, source) for source, target in PAIRS]
    assert 'srclang="ja"' in Path("out.tmx").read_text("utf-8")


def test_encodings_are_told_apart_and_printed(run: Run) -> None:
    text = Path("ja.txt").read_text("utf-8")
    Path("ja.txt").write_bytes(text.encode("cp932"))
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx")
    assert pairs("out.tmx") == PAIRS
    assert "ja.txt: Japanese, text (cp932)" in done.err
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--target-encoding", "shift_jis")
    assert "ja.txt: Japanese, text (cp932)" in done.err


def test_no_clock_unless_asked(run: Run) -> None:
    run("align", "en.txt", "ja.txt", "-o", "out.tmx")
    assert "date" not in Path("out.tmx").read_text("utf-8")
    run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--date", "2026-01-31T09:00:00+09:00")
    assert 'creationdate="20260131T000000Z"' in Path("out.tmx").read_text("utf-8")


def test_dates() -> None:
    assert tmx_date(None) is None
    assert tmx_date("2026-01-31") == "20260131T000000Z"
    assert tmx_date("2026-01-31T08:30") == "20260131T083000Z"
    assert re.fullmatch(r"\d{8}T\d{6}Z", tmx_date("now") or "")
    with pytest.raises(ConfigError):
        tmx_date("31.1.2026")


@pytest.mark.parametrize("extension", ["tmx", "tsv", "csv", "jsonl", "xlsx"])
def test_the_same_bytes_again(start: Run, extension: str) -> None:
    name = f"out.{extension}"
    made = []
    for seed in ("0", "1", "1"):
        extra = ["--level", "both", "--unmatched", "alone.tsv"]
        done = start("align", "en.txt", "ja.txt", "-o", name, *extra, PYTHONHASHSEED=seed)
        assert done.returncode == 0
        paths = (name, f"out.paragraphs.{extension}", "alone.tsv")
        made.append([Path(path).read_bytes() for path in paths])
    assert made[0] == made[1] == made[2]


# --------------------------------------------------------------------------------------- evidence


def test_a_glossary_and_a_memory_are_taken_as_evidence(run: Run) -> None:
    run("align", "en.txt", "ja.txt", "-o", "memory.tmx")
    Path("terms.csv").write_text("en,ja\nferry,フェリー\nferry,フェリー\n", "utf-8")
    evidence = ("--glossary", "terms.csv", "--tm", "memory.tmx")
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "-q", *evidence)
    assert done.code == 0
    assert done.err.startswith("tmkit: warning: terms.csv:3: left out: ")
    assert pairs("out.tmx") == PAIRS


def test_without_the_dictionary_it_says_what_is_lost(run: Run) -> None:
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--no-dictionary")
    assert done.code == 0
    assert "without the dictionary words count for less" in done.err


# ------------------------------------------------------------------------------------- what is told


def test_every_text_is_in_a_pair_or_in_the_table(run: Run) -> None:
    Path("en.html").write_text(
        "<html><body><nav>Home</nav><article>"
        + "".join(f"<p>{source}</p>" for source, _ in PAIRS)
        + "</article><footer>All rights reserved.</footer></body></html>",
        "utf-8",
    )
    Path("ja.txt").write_text(f"見出し画像\n{Path('ja.txt').read_text('utf-8')}", "utf-8")
    done = run("align", "en.html", "ja.txt", "-o", "out.tmx", "--unmatched", "alone.tsv")
    assert done.code == 0
    lines = Path("alone.tsv").read_text("utf-8").splitlines()
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]
    told = {(row["side"], row["kind"], row["text"]) for row in rows}
    assert ("source", "left-out", "Home") in told
    assert ("source", "left-out", "All rights reserved.") in told
    assert all(row["reason"] for row in rows if row["kind"] == "left-out")
    written = pairs("out.tmx")
    japanese = {text for pair in written for text in pair} | {row["text"] for row in rows}
    assert {"見出し画像", *(target for _, target in PAIRS)} <= japanese
    assert "left out when reading: " in done.err
    assert f"Wrote alone.tsv: {len(rows)} texts" in done.err


def test_pairs_below_a_confidence_are_held_back_and_told(run: Run) -> None:
    done = run(
        "align", "en.txt", "ja.txt", "-o", "out.tmx", "--min-confidence", "1", "--json",
        "--unmatched", "alone.tsv",
    )  # fmt: skip
    level = json.loads(done.out)["levels"][0]
    assert level["pairs"] + level["below_min_confidence"] == 5
    assert len(pairs("out.tmx")) == level["pairs"]
    table = Path("alone.tsv").read_text("utf-8")
    assert table.count("\tbelow-confidence\t") == 2 * level["below_min_confidence"] > 0


def test_the_summary_for_programs(run: Run) -> None:
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--json")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    # Whoever changes these names or types raises SCHEMA_VERSION and the reference page.
    assert shape(told) == {
        "schema": "str",
        "schema_version": "int",
        "tmkit": "str",
        "source": FILE,
        "target": FILE,
        "coverage": "float",
        "related": "bool",
        "dictionary": "str",
        "levels": [
            {
                "level": "str",
                "pairs": "int",
                "sure": "int",
                "check": "int",
                "doubtful": "int",
                "below_min_confidence": "int",
                "look_at_first": [],
                "unmatched": {"source": [], "target": []},
            }
        ],
        "written": [
            {
                "path": "str",
                "format": "str",
                "level": "str",
                "units": "int",
                "replaced_earlier_file": "bool",
                "characters_replaced": "int",
                "texts_trimmed": "int",
            }
        ],
        "unmatched_file": "NoneType",
        "notices": [],
    }
    assert told["schema_version"] == 1
    assert told["levels"][0]["pairs"] == 5


FILE = {
    "path": "str",
    "lang": "str",
    "format": "str",
    "encoding": "str",
    "paragraphs": "int",
    "sentences": "int",
    "left_out": [],
}


def shape(value: object) -> object:
    """Return the names and types of a JSON value; lists that depend on the aligner are emptied."""
    if isinstance(value, dict):
        return {
            key: [] if key in {"look_at_first", "source", "target"} and isinstance(inner, list)
            else shape(inner)
            for key, inner in value.items()
        }  # fmt: skip
    return [shape(inner) for inner in value] if isinstance(value, list) else type(value).__name__


def test_the_places_for_programs(run: Run) -> None:
    done = run("align", "en.txt", "other.txt", "-o", "out.tmx", "--json")
    told = json.loads(done.out)
    assert told["related"] is False
    level = told["levels"][0]
    place = {"place": "en.txt:1", "text": PAIRS[0][0]}
    assert place in [*level["unmatched"]["source"], *(u["source"] for u in level["look_at_first"])]
    for unit in level["look_at_first"]:
        assert unit.keys() == {"id", "confidence", "status", "reasons", "source", "target"}


# --------------------------------------------------------------------------------------- the rest


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"tmkit {__version__}\n"
    assert run().out == run("--help").out == run("-h").out
    assert re.search(r"align +Make a translation memory", run("--help").out)


def test_messages_in_both_languages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    done = run("align", "en.txt", "ja.txt", "-o", "out.tmx")
    assert "文の対 5組: 確実" in done.err
    told = run("align", "en.txt", "ja.txt", "-o", "out.tmx", "--json")
    assert told.out.isascii() or "確実" not in told.out


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], tongue: str) -> None:
    assert tongue_of(environment) == tongue


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_has_both_languages(key: str) -> None:
    english, japanese = MESSAGES[key]
    fields = [sorted(re.findall(r"\{\w+\}", text)) for text in (english, japanese)]
    assert fields[0] == fields[1]
    assert english.isascii()
    assert re.search(r"[ぁ-んァ-ヶ一-龠]|（", japanese)
    assert japanese.encode("cp932")  # what a Japanese console can show


def test_every_reason_has_its_words() -> None:
    assert {f"reason.{key}" for key in REASONS} <= MESSAGES.keys()


@given(st.text(max_size=200), st.integers(10, 80))
def test_a_beginning_fits_and_commands_no_terminal(text: str, columns: int) -> None:
    shown = beginning(text, columns)
    assert cell_len(shown) <= columns
    assert all(c.isprintable() or c == "\u3000" for c in shown)


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "quiet"), [(0.0, False), (60.0, False), (0.0, True)])
def test_progress_shows_on_a_terminal_after_a_while(
    monkeypatch: pytest.MonkeyPatch, patience: float, quiet: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("tmkit.cli.progress.PATIENCE", patience)
    with progress("en", quiet=quiet) as show:
        show("align", 1, 2)
        show("write", 1, 1)
    assert ("Aligning" in terminal.getvalue()) is (not patience and not quiet)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("en", quiet=False) as show:
        assert show is silent
