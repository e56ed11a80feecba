"""How fast a check is, beside textlint with its technical-writing preset, in one run.

    npm install textlint textlint-rule-preset-ja-technical-writing   # in a folder of its own
    python tests/bench/check_speed.py FOLDER --textlint THAT_FOLDER [--segments 3000]

FOLDER has ``dev-tm.tsv.gz`` (path, English, Japanese). Both get the same Japanese segments; tmkit
also reads the English and runs every rule. Processor time, start-up and all. A second run of tmkit
over unchanged files is timed as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PART = 300  # segments a file: textlint slows down in long ones


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("data", type=Path, metavar="FOLDER")
    parser.add_argument("--textlint", type=Path, help="the folder where npm installed it")
    parser.add_argument("--segments", type=int, default=3000)
    given = parser.parse_args(arguments)
    pairs = read(given.data / "dev-tm.tsv.gz")
    print(f"{'':10} {'segments':>9} {'CPU s':>8} {'wall s':>8} {'segments a CPU second':>22}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = tmkit(pairs, folder / "whole", "tmkit, all")
        tmkit(pairs, folder / "whole", "again")
        if given.textlint is None:
            return 0
        some = pairs[: given.segments]
        ours = tmkit(some, folder / "some", "tmkit")
        theirs = textlint(some, folder / "peer", given.textlint)
    print(
        f"\n{ours / theirs:.1f} times textlint's segments a second; "
        f"{whole / theirs:.1f} on the whole"
    )
    return 0


def read(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of the catalogue, line breaks as spaces."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream]
    return [(row[1].replace("\\n", " "), row[2].replace("\\n", " ")) for row in rows[1:]]


def tmkit(pairs: Sequence[tuple[str, str]], folder: Path, label: str) -> float:
    """Check the pairs as a table; return segments a second of processor time."""
    folder.mkdir(exist_ok=True)
    table = folder / "pairs.tsv"
    if not table.exists():
        rows = "".join(f"{k}\t{en}\t{ja}\n" for k, (en, ja) in enumerate(pairs))
        table.write_text("id\tsource\ttarget\n" + rows, "utf-8")
    command = [sys.executable, "-m", "tmkit", "check", "--no-config", str(table), "--fail-on"]
    command += ["never", "--json", "-o", str(folder / "out.json")]
    return timed(command, folder, len(pairs), label)


def textlint(pairs: Sequence[tuple[str, str]], folder: Path, installed: Path) -> float:
    """Lint the Japanese, a paragraph a segment; return segments a second of processor time."""
    folder.mkdir()
    rules = {"rules": {"preset-ja-technical-writing": True}}
    (installed / ".textlintrc.json").write_text(json.dumps(rules), "utf-8")
    for start in range(0, len(pairs), PART):
        text = "\n\n".join(ja for _, ja in pairs[start : start + PART])
        (folder / f"{start:06}.md").write_text(text + "\n", "utf-8")
    program = installed.resolve() / "node_modules" / ".bin" / "textlint"
    command = [str(program), "--format", "json", *map(str, sorted(folder.glob("*.md")))]
    return timed(command, installed, len(pairs), "textlint")


def timed(command: Sequence[str], folder: Path, segments: int, label: str) -> float:
    """Run a command, print what it took, and return segments a second of processor time."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:  # 1: something was found
        raise SystemExit(done.stderr.decode(errors="replace"))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{label:10} {segments:9,} {cpu:8.1f} {wall:8.1f} {segments / cpu:22,.0f}")
    return segments / cpu


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
