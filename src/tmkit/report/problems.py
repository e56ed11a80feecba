"""What validation found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tmkit.validate import Problem
from tmkit.validate.fix import Change

_SHOWN = 200


def line(problem: Problem) -> str:
    """Return a problem as one line: where, how bad, which rule, why, and what to do."""
    place = problem.path
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    mark = " (--fix can)" if problem.repair is not None else ""
    return f"{place}: {problem.severity}: {problem.message} [{problem.rule}]. {problem.fix}{mark}"


def preview(path: str, changes: Iterable[Change]) -> Iterable[str]:
    """Yield changes as a diff shows them."""
    for change in changes:
        yield f"{path}:{change.line}: {change.rule}"
        yield from _marked("-", change.before)
        yield from _marked("+", change.after)


def _marked(mark: str, text: str) -> Iterable[str]:
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"
    return (f"{mark} {row}" for row in shown.splitlines() or [""] if row or text == "")


def total(problems: Sequence[Problem], files: int) -> str:
    """Return the line at the end: how many of what."""
    errors = sum(problem.severity == "error" for problem in problems)
    mendable = sum(problem.repair is not None for problem in problems)
    parts = [
        f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')} "
        f"in {_count(files, 'file')}"
    ]
    if mendable:
        parts.append(f"--fix mends {mendable}")
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def machine(
    problems: Iterable[Problem], changes: dict[str, tuple[Change, ...]], unread: dict[str, str]
) -> str:
    """Return everything as JSON, on one line a problem."""
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "rule": problem.rule,
            "severity": problem.severity,
            "message": problem.message,
            "fix": problem.fix,
            "fixable": problem.repair is not None,
        }
        for problem in problems
    ]
    done = [
        {
            "path": path,
            "line": change.line,
            "rule": change.rule,
            "before": change.before,
            "after": change.after,
        }
        for path, all_of in changes.items()
        for change in all_of
    ]
    parts = {"problems": rows, "changes": done}
    inside = [
        f'"{key}": ['
        + ",".join("\n  " + json.dumps(row, ensure_ascii=False) for row in value)
        + ("\n]" if value else "]")
        for key, value in parts.items()
    ]
    inside.append(f'"unreadable": {json.dumps(unread, ensure_ascii=False)}')
    return "{" + ",\n".join(inside) + "}"


def mended(number: int, *, dry: bool) -> str:
    """Return the line that says how much ``--fix`` did, or would do."""
    if dry:
        return f"{number} can be mended with --fix"
    return f"{number} was mended" if number == 1 else f"{number} were mended"
