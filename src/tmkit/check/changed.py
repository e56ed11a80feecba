"""Only what changed since a git revision: a finding counts where a line of its unit is new."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from tmkit.check.places import marks_in_file
from tmkit.check.values import Outcome
from tmkit.errors import ConfigError
from tmkit.model import Passage

Changed: TypeAlias = "Mapping[str, frozenset[int] | None]"  # by real path; None: all of the file

_HUNK: Final = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPED: Final = re.compile(r"\\([0-7]{3}|.)")


def since(outcome: Outcome, revision: str, encoding: str | None = None) -> Outcome:
    """Return the outcome with the findings in what changed since a revision.

    That is since the current branch left it; what is not committed, or new, counts as changed.
    Raises ConfigError where git, the repository or the revision is missing.
    """
    known = changed_lines(outcome.formats, revision)
    units = {unit.index: unit for unit in outcome.shown}
    kept = []
    for finding in outcome.findings:
        unit = units.get(finding.unit)
        sides = [finding.passage]
        if unit is not None:
            others = (unit.source, unit.target)
            sides += [side for side in others if side is not None and side != finding.passage]
        exact = marks_in_file(sides, outcome.formats, encoding)
        if any(_is_changed(side, known) for side in exact):
            kept.append(finding)
    return replace(
        outcome,
        findings=tuple(kept),
        unchanged=outcome.unchanged + len(outcome.findings) - len(kept),
        unused=(),  # what was not looked at may need its suppression
    )


def _is_changed(passage: Passage, known: Changed) -> bool:
    lines = known.get(os.path.realpath(passage.path), frozenset())
    if lines is None:
        return True
    first, last = passage.marks[0].line, passage.marks[-1].line
    return any(first <= line <= last for line in lines)


def changed_lines(paths: Iterable[str], revision: str) -> Changed:
    """Return the lines of files that are new or other than in a revision."""
    found: dict[str, frozenset[int] | None] = {}
    roots: dict[str, str] = {}
    for path in paths:
        folder = str(Path(path).absolute().parent)
        if folder not in roots:
            roots[folder] = _git(folder, "rev-parse", "--show-toplevel").strip("\r\n")
    for root in dict.fromkeys(roots.values()):
        base = _base(root, revision)
        text = _git(
            root, "-c", "core.quotepath=off", "diff", "--unified=0", "--no-color",
            "--no-ext-diff", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", base, "--",
        )  # fmt: skip
        for name, lines in _hunks(text).items():
            found[os.path.realpath(Path(root) / name)] = frozenset(lines)
        for name in _git(root, "ls-files", "--others", "-z").split("\0"):
            if name:
                found[os.path.realpath(Path(root) / name)] = None
    return found


def _base(root: str, revision: str) -> str:
    """Return the commit at which the current branch left a revision, or the revision itself."""
    hint = "Give a branch, tag or commit; in CI fetch it first (fetch-depth: 0)"
    problem = f"git knows no revision '{revision}'"
    if revision.startswith("-"):
        raise ConfigError(problem, hint)
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", missing="")
    if not commit:
        raise ConfigError(problem, hint)
    # A shallow clone may not have the common ancestor.
    return _git(root, "merge-base", commit.strip(), "HEAD", missing=commit).strip()


def _git(folder: str, *arguments: str, missing: str | None = None) -> str:
    """Return what git prints; ``missing`` where it fails, ConfigError where that is None."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", folder, *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError:
        hint = "Install git, or leave out --changed-since"
        raise ConfigError("git is not installed", hint) from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "surrogateescape")
    if missing is not None:
        return missing
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = said[0].removeprefix("fatal: ") if said else f"exit code {done.returncode}"
    hint = "--changed-since needs a git repository"
    raise ConfigError(f"{folder}: git says: {reason}", hint)


def _hunks(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    name = ""
    heads = True
    for line in text.split("\n"):
        if line.startswith("diff --git "):
            heads = True
        elif heads and line.startswith("+++ "):
            name = _name(line[4:])
        elif line.startswith("@@ "):
            heads = False
            match = _HUNK.match(line)
            if match is not None:
                first, count = int(match[1]), int(match[2] or 1)
                # Where lines only went, the one above them has new neighbours.
                found.setdefault(name, set()).update(range(first, first + count))
    return found


def _name(written: str) -> str:
    name = written.rstrip("\t\r")
    if name.startswith('"') and name.endswith('"'):
        plain = _ESCAPED.sub(_byte, name[1:-1])
        name = plain.encode("latin-1", "replace").decode("utf-8", "replace")
    return name.removeprefix("b/")


def _byte(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 3:
        return chr(int(code, 8))
    return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)
