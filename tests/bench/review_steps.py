"""What an operation of the review costs without the browser, and what a long review costs to open.

    python tests/bench/review_steps.py [--rows 10000] [--steps 400]

A memory of so many rows is made of the sample article and reviewed as it runs: each step goes over
HTTP to a ``tmkit review`` of its own, is written to the journal and synced to the disk. Told are
the median and the 95th of a hundred in milliseconds, how long it takes to realign the rest with
every fifth row accepted, and to open the review again with all these steps in its journal. What
the browser adds, ``review_speed.py`` measures. Needs the extra ``review``.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import TranslationUnit

ROOT = Path(__file__).parents[2]
LANGS = ("en", "ja")
TOOK = ("merge", "undo", "flag", "accept", "note", "edit")


def large(folder: Path, rows: int) -> Path:
    """Write a memory of so many rows, each with a number of its own."""
    article = folder / "article.tmx"
    texts = [str(ROOT / "docs" / "sample" / f"strait-accord.{lang}.txt") for lang in LANGS]
    command = [sys.executable, "-m", "tmkit", "align", *texts, "-o", str(article), "-q"]
    subprocess.run(command, check=True)
    units = list(tmx.read_units(str(article), *LANGS))
    path = folder / "large.tmx"
    with path.open("wb") as stream:
        made = (numbered(units[number % len(units)], number) for number in range(rows))
        tmx.write(stream, made, About(*LANGS))
    return path


def numbered(unit: TranslationUnit, number: int) -> TranslationUnit:
    """Return a unit with its number on both sides."""
    return replace(
        unit,
        id=f"u{number}",
        source=replace(unit.source, text=f"{unit.source.text} No. {number}."),
        target=replace(unit.target, text=f"{unit.target.text}第{number}。"),
    )


class Desk:
    """The review as a page asks it."""

    def __init__(self, address: str) -> None:
        home, token = address.split("/#")
        self.connection = http.client.HTTPConnection(home.removeprefix("http://"), timeout=600)
        self.headers = {
            "X-Tmkit-Token": token, "Origin": home, "Content-Type": "application/json",
        }  # fmt: skip
        self.revision = self.get("/api/ping")["revision"]

    def get(self, path: str) -> dict[str, Any]:
        """Return what the server answers."""
        self.connection.request("GET", path, headers=self.headers)
        found: dict[str, Any] = json.loads(self.connection.getresponse().read())
        return found

    def step(self, **told: object) -> dict[str, Any]:
        """Take a step that must succeed."""
        body = json.dumps({"revision": self.revision, **told})
        self.connection.request("POST", "/api/step", body, self.headers)
        found: dict[str, Any] = json.loads(self.connection.getresponse().read())
        if "refused" in found or "error" in found:
            raise SystemExit(f"{told}: {found}")
        self.revision = found["revision"]
        return found


@contextmanager
def reviewing(path: Path) -> Iterator[Desk]:
    """Yield a running review, told when it took its first request."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tmkit", "review", str(path), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        desk = Desk(process.stdout.readline().decode().strip())
        yield desk
        desk.connection.close()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def timed(desk: Desk, rows: int, steps: int) -> dict[str, list[float]]:
    """Return the milliseconds of each step, by its name; the rows stay about as many."""
    choose = random.Random(1)
    found: dict[str, list[float]] = {name: [] for name in TOOK}
    for number in range(steps // len(TOOK)):
        for name in TOOK:
            row = choose.randrange(rows - 2)
            told: dict[str, object] = {"op": name}
            if name != "undo":
                told["row"] = row
            if name == "edit":
                told |= {"side": "target", "text": f"直した{number}。"}
            if name == "note":
                told["text"] = f"note {number}"
            start = time.perf_counter()
            desk.step(**told)
            found[name].append(1000 * (time.perf_counter() - start))
    return found


def main() -> int:
    """Measure, print, and return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=400)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        path = large(Path(work), given.rows)
        start = time.perf_counter()
        with reviewing(path) as desk:
            print(f"{given.rows} rows: open after {time.perf_counter() - start:.1f} s")
            times = timed(desk, given.rows, given.steps)
            every = [each for found in times.values() for each in found]
            for name, each in [*times.items(), ("all", every)]:
                tail = statistics.quantiles(each, n=20)[-1]
                print(f"{name:10} {statistics.median(each):6.1f} ms median {tail:6.1f} ms 95th")
            total = desk.get("/api/ping")["total"]
            reviewed = set()
            for row in range(0, total, 5):
                if row % 200 == 0:
                    page = desk.get(f"/api/rows?from={row}")["rows"]
                    reviewed = {
                        row + k for k, each in enumerate(page) if each["state"] == "reviewed"
                    }
                if row not in reviewed:
                    desk.step(op="accept", row=row)
            start = time.perf_counter()
            done = desk.step(op="realign")
            took = time.perf_counter() - start
            print(f"realign the rest: {took:.1f} s; {done['realigned']} rows are other pairs")
            start = time.perf_counter()
            desk.step(op="undo")
            print(f"undo that: {time.perf_counter() - start:.2f} s")
            steps = desk.revision
        start = time.perf_counter()
        with reviewing(path):
            print(f"open again with {steps} steps: {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
