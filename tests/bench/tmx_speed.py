"""How fast and in how much memory TMX is written and read, beside translate-toolkit in one run.

    python tests/bench/tmx_speed.py                  100,000 units, each figure the best of three
    python tests/bench/tmx_speed.py --million        1,000,000 units, once (minutes, 4 GB)
    python tests/bench/tmx_speed.py --units 20000 --runs 1

Every job is a process of its own; its time is the processor time of the work alone, without imports
and without making the texts. Memory is the process's peak beyond that of one that only holds the
caller's data (Linux). Both write the same texts, with a note on every tenth, and no identifiers.
Both read the same file, which has identifiers and two properties a unit, and give up texts, note
and properties of every unit (the peer's properties stand in its XML elements; it has no other way).
Needs the extra ``dev``. Exits 1 where a mark is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WRITE_TIMES, READ_TIMES, MEMORY_MB = 15.0, 3.0, 80.0

MORE = (("x-tmkit-confidence", "0.987"), ("x-tmkit-status", "sure"))  # properties of a unit

Row = tuple[str, str, str]


def rows(count: int) -> Iterator[Row]:
    """Yield source, target and note of made-up sentences, each different."""
    for n in range(count):
        note = f"Checked against release {n % 7}" if n % 10 == 0 else ""
        places = "the <branch> office & its staff" if n % 20 == 0 else "the branch offices"
        yield (
            f"The committee approved request no. {n} and sent {n % 97} copies to {places}.",
            f"委員会は要請第{n}号を承認し、写し{n % 97}部を各支局へ送付した。",
            note,
        )


# ------------------------------------------------------------------------------------------- jobs


def hold_rows(count: int, _path: str) -> float:
    """Hold what a caller of the peer holds."""
    held = list(rows(count))
    return float(len(held) * 0)


def hold_units(count: int, _path: str) -> float:
    """Hold what a caller of tmkit holds."""
    held = units(count)
    return float(len(held) * 0)


def units(count: int) -> list:  # type: ignore[type-arg]
    from tmkit.model import Segment, TranslationUnit

    return [
        TranslationUnit(Segment(source, "en"), Segment(target, "ja"), note=note)
        for source, target, note in rows(count)
    ]


def tmkit_write(count: int, path: str) -> float:
    from tmkit.formats.about import About
    from tmkit.formats.tmx import write

    held = units(count)
    began = time.process_time()
    with Path(path).open("wb") as stream:
        write(stream, held, About("en", "ja"))
    return time.process_time() - began


def peer_write(count: int, path: str) -> float:
    from translate.storage.tmx import tmxfile

    held = list(rows(count))
    began = time.process_time()
    memory = tmxfile(sourcelanguage="en", targetlanguage="ja")
    for source, target, note in held:
        memory.addtranslation(source, "en", target, "ja", note or None)
    with Path(path).open("wb") as stream:
        memory.serialize(stream)
    return time.process_time() - began


def hold_nothing(_count: int, _path: str) -> float:
    """Import what reads, and read nothing."""
    from tmkit.formats.tmx import read_units

    return float(read_units is None)


def tmkit_read(count: int, path: str) -> float:
    from tmkit.formats.tmx import read_units

    began = time.process_time()
    seen = ids = characters = values = 0
    for unit in read_units(path, "en", "ja"):
        seen += 1
        characters += len(unit.source.text) + len(unit.target.text) + len(unit.note)
        ids += unit.id != ""
        for _, value in unit.props:
            values += len(value)
    taken = time.process_time() - began
    assert seen == ids == count
    assert characters == size_of(count), "a text was lost"
    assert values == count * sum(len(value) for _, value in MORE), "a property was lost"
    return taken


def peer_read(count: int, path: str) -> float:
    from translate.storage.tmx import tmxfile

    began = time.process_time()
    with Path(path).open("rb") as stream:
        memory = tmxfile(stream, "en", "ja")
    seen = ids = characters = values = 0
    for unit in memory.units:
        seen += 1
        characters += len(unit.source) + len(unit.target) + len(unit.getnotes())
        ids += unit.xmlelement.get("tuid", "") != ""
        for prop in unit.xmlelement.iterchildren("prop"):
            values += len(prop.text)
    taken = time.process_time() - began
    assert seen == ids == count
    assert characters == size_of(count), "a text was lost"
    assert values == count * sum(len(value) for _, value in MORE), "a property was lost"
    return taken


def size_of(count: int) -> int:
    return sum(len(part) for row in rows(count) for part in row)


JOBS = {
    job.__name__: job
    for job in (
        hold_rows, hold_units, hold_nothing, tmkit_write, peer_write, tmkit_read, peer_read
    )
}  # fmt: skip


def peak() -> float:
    """Return the most megabytes that this process held: its own, not what it was forked from."""
    status = Path("/proc/self/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def run(job: str, count: int, path: Path, runs: int = 1) -> tuple[float, float]:
    """Return the least seconds and the least peak megabytes of a job, in processes of its own."""
    command = [sys.executable, __file__, "--job", job, "--units", str(count), "--file", str(path)]
    results = []
    for _ in range(runs):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{job}: {done.stderr}")
        results.append(json.loads(done.stdout))
    return min(result[0] for result in results), min(result[1] for result in results)


def to_read(count: int, path: Path) -> None:
    """Write the file that both read: what ``tmkit align`` would write."""
    from dataclasses import replace

    from tmkit.formats.about import About
    from tmkit.formats.tmx import write

    with path.open("wb") as stream:
        write(
            stream,
            (replace(unit, id=f"u{n}", props=MORE) for n, unit in enumerate(units(count))),
            About("en", "ja"),
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        taken = JOBS[given.job](given.units, given.file)
        print(json.dumps([taken, peak()]))
        return 0
    count, runs = (1_000_000, 1) if given.million else (given.units, given.runs)
    with tempfile.TemporaryDirectory() as folder:
        return compare(count, runs, Path(folder))


def compare(count: int, runs: int, folder: Path) -> int:
    """Run all jobs, print a table, and return 1 where a mark is missed."""
    mine, theirs, both = (folder / name for name in ("mine.tmx", "theirs.tmx", "both.tmx"))
    _, rows_mb = run("hold_rows", count, mine)
    _, units_mb = run("hold_units", count, mine)
    _, nothing_mb = run("hold_nothing", count, mine)
    to_read(count, both)
    table = {
        "write": (run("tmkit_write", count, mine, runs), run("peer_write", count, theirs, runs)),
        "read": (run("tmkit_read", count, both, runs), run("peer_read", count, both, runs)),
    }
    print(f"{count:,} units, best of {runs}; memory beyond the caller's data")
    print("| job | tmkit | translate-toolkit | times faster | mark |")
    print("| --- | --- | --- | --- | --- |")
    good = True
    for job, (ours, peer) in table.items():
        base = (units_mb, rows_mb) if job == "write" else (nothing_mb, nothing_mb)
        extra, peer_extra = ours[1] - base[0], peer[1] - base[1]
        times, mark = peer[0] / ours[0], WRITE_TIMES if job == "write" else READ_TIMES
        print(
            f"| {job} | {ours[0]:.2f} s, {extra:.0f} MB | {peer[0]:.2f} s, {peer_extra:.0f} MB "
            f"| {times:.1f} | {mark:g} times, {MEMORY_MB:g} MB |"
        )
        good = good and times >= mark and extra <= MEMORY_MB
    print("all marks reached" if good else "a mark is missed")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
