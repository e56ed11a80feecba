"""What ``tmkit terms`` costs: processor time and memory of the whole command, cold.

    python tests/bench/terms_cost.py [--pairs 10000] [--data MEMORY.tsv.gz]

The memory is a table of pairs, English TAB Japanese, in the first two columns that hold text; the
article is the sample of this repository, two files that are aligned on the way. Memory is the
largest resident set of the process, Sudachi's mapped dictionary included.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "bench" / "checks" / "dev-tm.tsv.gz"
SAMPLE = ROOT / "docs" / "sample"


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="default: %(default)s")
    parser.add_argument("--pairs", type=int, default=10_000, help="default: %(default)s")
    given = parser.parse_args(arguments)
    print(f"{'text':24} {'pairs':>7} {'terms':>7} {'CPU s':>7} {'wall s':>7} {'MB':>6}")
    article = [str(SAMPLE / f"strait-accord.{side}.txt") for side in ("en", "ja")]
    report("sample article, cold", article)
    if not given.data.is_file():
        print(f"{given.data}: no such file; name a table of pairs with --data")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "pairs.tsv"
        table.write_text(
            "en\tja\n" + "".join(islice(pairs_of(given.data), given.pairs)), "utf-8", newline="\n"
        )
        report(given.data.name, [str(table)])
    return 0


def pairs_of(path: Path) -> Iterator[str]:
    """Yield lines of English TAB Japanese out of a table."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            japanese = next((c for c in cells if any("\u3041" <= x <= "\u30ff" for x in c)), "")
            english = next((c for c in cells if c.isascii() and " " in c), "")
            if english and japanese:
                yield f"{english}\t{japanese}\n"


def report(name: str, files: Sequence[str]) -> None:
    """Run the command on files, and print what it took."""
    command = [sys.executable, "-m", "tmkit", "terms", *files, "--json", "-q"]
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
        out.seek(0)
        told = json.loads(out.read())
    cpu = used.ru_utime + used.ru_stime
    megabytes = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(
        f"{name:24} {told['pairs']:7} {len(told['terms']):7} {cpu:7.1f} {wall:7.1f} "
        f"{megabytes:6.0f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
