"""What aligning costs: processor time and memory of the whole command, by length of the text.

    python tests/bench/align_speed.py [--sizes 1k,2k,5k] [--million]

The texts are the documents of several cases, one after the other. Longer texts repeat them, and a
repetition would be a thing that no real text is: the same rare words at many places. So every copy
has names of its own: Latin words and numbers that stand on both sides and are rare there get the
copy's number as an ending, in letters (asyncio, asynciob, asyncioc) or digits, alike on both sides.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "bench" / "align"
# No two of these hold the same text.
CASES = ("dev-docs-sentence-mn", "dev-news-sentence-mn", "dev-lecture-hard", "dev-meeting-hard")
SIZES = "1k,2k,5k,10k,20k,50k,100k"
PEER_LINES = 1000  # NLTK needs about half a minute for that, and four times as much for twice
RARE = 30  # occurrences on a side up to which a word may anchor a place
COLD = {
    "sample article": (ROOT / "docs" / "sample", "strait-accord.{}.txt"),
    "beijing-moscow": (ROOT.parent / "shared" / "cases" / "beijing-moscow", "article.{}.txt"),
}

Latin: TypeAlias = frozenset[str]
Part: TypeAlias = tuple[list[str], list[str]]
# Names and codes as a whole, and plain numbers: not 1,234 or 3.10, whose value would be another.
WORD = re.compile(
    r"(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]{2,}|(?<![\w.,])\d{3,}(?![\d_A-Za-z]|[.,]\d)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of processor time (its threads added up) and of the clock."""

    cpu: float
    wall: float
    megabytes: float  # the most that was resident
    output: str


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    given = parse(arguments)
    sizes = [*sizes_of(given.sizes), *([1_000_000] if given.million else [])]
    options = ["--no-dictionary"] if given.no_dictionary else []
    with tempfile.TemporaryDirectory(dir=given.scratch) as folder:
        report: dict[str, Any] = {"cold_start": cold_start(Path(folder), options)}
        missing = [name for name in CASES if not (given.data / name / "docs.tsv").is_file()]
        if missing:
            print(f"{given.data}: no {', '.join(missing)}; name the data with --data")
            return 2
        parts = [part for name in CASES for part in read_parts(given.data / name)]
        report["by_length"] = by_length(parts, sizes, Path(folder), options)
        if not given.no_peer:
            report["peer"] = against_peer(parts, Path(folder), options)
    if given.json:
        given.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument("--sizes", default=SIZES, help="English lines; default: %(default)s")
    parser.add_argument("--million", action="store_true", help="also 1,000,000 lines")
    parser.add_argument("--no-dictionary", action="store_true", help="align without it")
    parser.add_argument("--no-peer", action="store_true", help="do not run NLTK's Gale-Church")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures to OUT")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where to put the texts")
    return parser.parse_args(arguments)


def sizes_of(text: str) -> list[int]:
    """Return the numbers of a list such as ``1k,20k,1m``."""
    units = {"k": "000", "m": "000000"}
    return [
        int(item[:-1] + units[item[-1]] if item[-1] in units else item)
        for item in text.lower().replace(" ", "").split(",")
    ]


# ------------------------------------------------------------------------------------------ texts


def read_parts(folder: Path) -> Iterator[Part]:
    """Yield the documents of a case: English lines, Japanese lines."""
    english, japanese = (
        (folder / name).read_text("utf-8").removesuffix("\n").split("\n")
        for name in ("en.txt", "ja.txt")
    )
    rows = [line.split("\t") for line in (folder / "docs.tsv").read_text("utf-8").splitlines()]
    starts = [(int(row[0]), int(row[1])) for row in rows]
    for (i, j), (k, m) in pairwise([*starts, (len(english), len(japanese))]):
        yield english[i:k], japanese[j:m]


def shared_words(english: Iterable[str], japanese: Iterable[str]) -> Latin:
    """Return the words and numbers that stand on both sides and are rare on each."""
    found = [
        Counter(word for line in side for word in WORD.findall(line))
        for side in (english, japanese)
    ]
    return frozenset(
        word for word, times in found[0].items() if times <= RARE and 0 < found[1][word] <= RARE
    )


def renamed(text: str, names: Latin, copy: int) -> str:
    """Return the text of a copy: 0 is the original."""
    if copy == 0:
        return text
    letters, rest = "", copy
    while rest:
        rest, last = divmod(rest, 26)
        letters = chr(ord("a") + last) + letters

    def name(match: re.Match[str]) -> str:
        word = match[0]
        if word not in names:
            return word
        return f"{word}{copy}" if word[0].isdigit() else f"{word}{letters}"

    return WORD.sub(name, text)


def write_texts(parts: Sequence[Part], lines: int, folder: Path) -> tuple[Path, Path, int]:
    """Write texts of so many English lines, and return their paths and the Japanese lines.

    Nothing long is held in memory: what this process holds would count as its children's.
    """
    paths = folder / f"{lines}.en.txt", folder / f"{lines}.ja.txt"
    names = shared_words(*([line for part in parts for line in part[side]] for side in (0, 1)))
    written = [0, 0]
    with (
        paths[0].open("w", encoding="utf-8", newline="\n") as english,
        paths[1].open("w", encoding="utf-8", newline="\n") as japanese,
    ):
        for copy in count():
            for part in parts:
                left = lines - written[0]
                if left <= 0:
                    return *paths, written[1]
                share = min(1.0, left / len(part[0]))
                for side, stream in enumerate((english, japanese)):
                    kept = part[side][: round(share * len(part[side]))]
                    stream.writelines(f"{renamed(line, names, copy)}\n" for line in kept)
                    written[side] += len(kept)
    raise AssertionError("count() does not end")


# ---------------------------------------------------------------------------------------- running


def measured(command: Sequence[str]) -> Cost:
    """Run a command to its end and return what it took; where it fails, end with what it said."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(command)}\n{said}failed with {process.returncode}")
        output.seek(0)
        text = output.read().decode()
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss: bytes there, KiB elsewhere
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit / 1e6, text)


def align(english: Path, japanese: Path, folder: Path, options: Sequence[str]) -> Cost:
    """Run the command on two files, with a TMX as the output and a summary to read."""
    output = folder / "out.tmx"
    command = [sys.executable, "-m", "tmkit", "align", str(english), str(japanese)]
    return measured([*command, "-o", str(output), "--json", *options])


def cold_start(folder: Path, options: Sequence[str]) -> dict[str, Any]:
    """Print what a single article takes from start to end: the best of five runs."""
    print("# One article, from the start of the program to its end; best of 5\n")
    heading("wall s", "CPU s", "MB")
    report: dict[str, Any] = {}
    for name, (place, pattern) in COLD.items():
        english, japanese = place / pattern.format("en"), place / pattern.format("ja")
        if not (english.is_file() and japanese.is_file()):
            print(f"{name:16} (not here)")
            continue
        runs = [align(english, japanese, folder, options) for _ in range(5)]
        best = min(runs, key=lambda cost: cost.wall)
        row(name, f"{best.wall:.2f}", f"{best.cpu:.2f}", f"{best.megabytes:.0f}")
        report[name] = {"wall": best.wall, "cpu": best.cpu, "mb": best.megabytes}
    print()
    return report


def by_length(
    parts: Sequence[Part], sizes: Sequence[int], folder: Path, options: Sequence[str]
) -> list[dict[str, Any]]:
    """Print what each length takes, and how much more than the length before it."""
    print("# By length: the command, start and writing included\n")
    heading(
        "ja", "sentences", "pairs", "covered", "CPU s", "wall s", "MB", "x size", "x CPU", "x MB"
    )
    report: list[dict[str, Any]] = []
    for lines in sizes:
        english, japanese, other = write_texts(parts, lines, folder)
        cost = align(english, japanese, folder, options)
        told = json.loads(cost.output)
        english.unlink()
        japanese.unlink()
        report.append(
            {
                "lines": lines,
                "ja_lines": other,
                "sentences": told["source"]["sentences"] + told["target"]["sentences"],
                "pairs": told["levels"][0]["pairs"],
                "coverage": told["coverage"],
                "cpu": cost.cpu,
                "wall": cost.wall,
                "mb": cost.megabytes,
            }
        )
        now, last = report[-1], report[-2] if len(report) > 1 else None
        row(
            f"{lines:,}",
            *(f"{now[key]:,}" for key in ("ja_lines", "sentences", "pairs")),
            f"{now['coverage']:.3f}",
            f"{cost.cpu:.1f}",
            f"{cost.wall:.1f}",
            f"{cost.megabytes:.0f}",
            *(f"{now[key] / last[key]:.2f}" if last else "" for key in ("sentences", "cpu", "mb")),
        )
    print()
    return report


def against_peer(parts: Sequence[Part], folder: Path, options: Sequence[str]) -> dict[str, Any]:
    """Print both aligners on a text that NLTK can still do."""
    print(f"# {PEER_LINES} lines, and NLTK's Gale-Church (lengths alone, quadratic)\n")
    heading("CPU s", "MB")
    english, japanese, _ = write_texts(parts, PEER_LINES, folder)
    ours = align(english, japanese, folder, options)
    peer = measured([sys.executable, str(HERE / "length_only.py"), str(english), str(japanese)])
    row("tmkit", f"{ours.cpu:.1f}", f"{ours.megabytes:.0f}")
    row("NLTK", f"{peer.cpu:.1f}", f"{peer.megabytes:.0f}")
    print(f"\nNLTK takes {peer.cpu / ours.cpu:.1f} times as long.")
    return {"tmkit": ours.cpu, "nltk": peer.cpu, "lines": PEER_LINES}


def heading(*names: str) -> None:
    """Print the head of a table."""
    print(f"{'en':16}", *(f"{name:>9}" for name in names))


def row(name: str, *cells: str) -> None:
    """Print a row of a table as soon as it is known."""
    print(f"{name:16}", *(f"{cell:>9}" for cell in cells), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
