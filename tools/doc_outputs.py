"""Put real output into the pages: what a command prints stands below it, not what we hope.

    python tools/doc_outputs.py             runs the commands and writes the pages
    python tools/doc_outputs.py --check     says which page differs, and fails

A page names a command in a comment, ``<!-- output: head -n 1 docs/sample/gold.paragraphs.tsv -->``,
and the code block below it is replaced by what the command prints; with ``| first 9`` at the end,
by the first nine lines of it. The commands of a page run one after the other in an empty folder
that has ``docs`` in it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.ja.md", "docs/tutorial/first-tmx.md")
PROGRAMS = {"grep", "head", "tmkit"}  # a comment that begins otherwise is a note to the writer
BLOCK = re.compile(
    r"(<!-- output: ([^\n]+?)(?: \| first (\d+))? -->\n```text\n)(.*?)(```\n)", re.DOTALL
)


def output(command: str, folder: Path) -> str:
    """Return what a command prints on both streams."""
    words = shlex.split(command)
    if words[0] == "tmkit":
        words = [sys.executable, "-m", *words]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command}: exit code {done.returncode}\n{done.stdout.decode()}")
    return done.stdout.decode()


def filled(text: str) -> str:
    """Return a page with the output of its commands in its blocks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").symlink_to(ROOT / "docs")

        def fill(match: re.Match[str]) -> str:
            head, command, first, _, tail = match.groups()
            if command.split()[0] not in PROGRAMS:
                return match[0]
            lines = output(command, folder).rstrip("\n").split("\n")
            if first is not None and len(lines) > int(first):
                lines[int(first) :] = ["..."]
            return head + "\n".join(lines) + "\n" + tail

        return BLOCK.sub(fill, text)


def main(arguments: list[str]) -> int:
    """Fill or check every page, and return the exit code."""
    check = "--check" in arguments
    stale = False
    for name in PAGES:
        path = ROOT / name
        before = path.read_text("utf-8")
        after = filled(before)
        if after != before:
            stale = True
            print(f"{name} {'is not current: run make docs' if check else 'written'}")
            if not check:
                path.write_text(after, "utf-8", newline="\n")
    return int(stale and check)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
