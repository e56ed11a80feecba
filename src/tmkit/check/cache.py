"""The outcome of an unchanged run, kept: the same files, settings, rules and program.

What is kept is data (JSON with a checksum), never code: a file that was damaged or tampered with
is not used. A cache that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from tmkit import __version__
from tmkit.check.inputs import evidence_paths
from tmkit.check.values import Notice, Outcome, Subject, Summary, Suppressed, Task
from tmkit.errors import TmkitError
from tmkit.files import write_atomic
from tmkit.model import Code, Finding, Mark, Mention, Origin, Passage
from tmkit.morphology import dictionaries
from tmkit.rules import Rule, Unit

_FORM: Final = 1  # of the file; another one is not read
_KEPT: Final = 24  # outcomes; older ones are removed
_PACKAGE: Final = Path(__file__).parent.parent


def folder() -> str | None:
    """Return where outcomes are kept: TMKIT_CACHE_DIR, or the user's folder for caches."""
    stated = os.environ.get("TMKIT_CACHE_DIR")
    if stated:
        return stated
    home = Path("~").expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return str(base / "tmkit") if base.is_absolute() else None


def key_of(
    task: Task, todo: Sequence[Subject], rules: Sequence[Rule], notices: Sequence[Notice] = ()
) -> str | None:
    """Return the name of the outcome: a digest of all it depends on. None where it has none.

    Standard input is read once, so there is nothing to compare it with.
    """
    digest = hashlib.blake2b(digest_size=20)
    glossaries, memories = evidence_paths(task)
    paths = [path for subject in todo for path in (subject.path, subject.target) if path]
    if "-" in (*paths, *glossaries, *memories):
        return None
    said = replace(task, paths=(), pair=None)
    names = [rule.id for rule in rules]
    digest.update(repr((_FORM, __version__, said, todo, names, notices)).encode())
    digest.update(_program())
    for path in (*paths, *glossaries, *memories, *dictionaries()):
        try:
            with Path(path).open("rb") as file:
                content = hashlib.file_digest(file, "blake2b").digest()
        except OSError:
            return None  # reading it will say what is wrong
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0" + content)
    return digest.hexdigest()


def _program() -> bytes:
    """Return a digest of tmkit itself, data and all: a newer rule may find more."""
    digest = hashlib.blake2b(digest_size=20)
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix == ".pyc" or not path.is_file():
            continue
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        if path.suffix == ".lex":  # megabytes that only an installation changes
            status = path.stat()
            digest.update(f"{status.st_size} {status.st_mtime_ns}".encode())
        else:
            digest.update(path.read_bytes())
    for name in ("sudachipy", "sudachidict_core"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}".encode())
    digest.update(repr(sys.version_info[:2]).encode())
    return digest.digest()


def load(store: str, key: str) -> Outcome | None:
    """Return the outcome that is kept under ``key``, None where there is none that is whole."""
    try:
        data = (Path(store) / f"{key}.json").read_bytes()
        head, _, body = data.partition(b"\n")
        if head.decode("ascii") != _checksum(body):
            return None
        return _outcome(json.loads(body))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def save(store: str, key: str, outcome: Outcome) -> None:
    """Keep an outcome; where that is not possible, nothing is said: the run was good."""
    body = json.dumps(_plain(outcome), ensure_ascii=True, separators=(",", ":")).encode()
    place = Path(store)
    with contextlib.suppress(OSError, TmkitError):
        place.mkdir(parents=True, exist_ok=True)
        with write_atomic(str(place / f"{key}.json")) as stream:
            stream.write(_checksum(body).encode() + b"\n" + body)
        kept = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)


def _checksum(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=20).hexdigest()


# ---------------------------------------------------------------------------- values as plain data


def _plain(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as JSON holds it. Passages are named by number: findings share them."""
    numbers: dict[tuple[Any, ...], int] = {}
    passages: list[Any] = []

    def passage(value: Passage | None) -> int:
        if value is None:
            return -1
        marks = [(mark.offset, mark.line, mark.column) for mark in value.marks]
        key = (value, tuple(marks))
        if key not in numbers:
            numbers[key] = len(passages)
            codes = [
                (code.offset, code.role, code.id, code.match, code.type, code.content)
                for code in value.codes
            ]
            passages.append((value.text, value.lang, value.path, marks, value.kind, codes))
        return numbers[key]

    def finding(value: Finding) -> list[Any]:
        evidence = [(m.text, m.count, [_place(p) for p in m.places]) for m in value.evidence]
        return [
            value.rule,
            value.severity,
            value.message,
            value.message_ja,
            passage(value.passage),
            value.start,
            value.end,
            value.unit,
            value.other,
            evidence,
            value.fix,
        ]

    summary = outcome.summary
    return {
        "findings": [finding(value) for value in outcome.findings],
        "suppressed": [
            (finding(value.finding), value.reason, _place(value.origin))
            for value in outcome.suppressed
        ],
        "unused": [(_place(origin), rule) for origin, rule in outcome.unused],
        "notices": [(notice.text, notice.text_ja) for notice in outcome.notices],
        "shown": [
            (unit.index, passage(unit.source), passage(unit.target), unit.confidence)
            for unit in outcome.shown
        ],
        "summary": (summary.files, summary.units, summary.rules, summary.skipped),
        "formats": list(outcome.formats.items()),
        "passages": passages,
    }


def _place(origin: Origin) -> tuple[str, int, int]:
    return origin.path, origin.line, origin.column


def _outcome(plain: dict[str, Any]) -> Outcome:
    passages = [_passage(*entry) for entry in plain["passages"]]

    def side(number: int) -> Passage | None:
        return None if number < 0 else passages[number]

    def finding(entry: Sequence[Any]) -> Finding:
        evidence = tuple(Mention(t, n, tuple(_origins(places))) for t, n, places in entry[9])
        rule, severity, message, message_ja, number, start, end, unit, other = entry[:9]
        return Finding(
            rule,
            severity,
            message,
            message_ja,
            passages[number],
            start,
            end,
            unit,
            other,
            evidence,
            entry[10],
        )

    files, units, rules, skipped = plain["summary"]
    return Outcome(
        tuple(finding(entry) for entry in plain["findings"]),
        Summary(files, units, rules, tuple((rule, need) for rule, need in skipped)),
        tuple(Unit(i, side(s), side(t), sure) for i, s, t, sure in plain["shown"]),
        tuple(
            Suppressed(finding(entry), reason, Origin(*place))
            for entry, reason, place in plain["suppressed"]
        ),
        tuple((Origin(*place), rule) for place, rule in plain["unused"]),
        tuple(Notice(*texts) for texts in plain["notices"]),
        dict(plain["formats"]),
    )


def _origins(places: Iterable[Sequence[Any]]) -> Iterable[Origin]:
    return (Origin(*place) for place in places)


def _passage(
    text: str, lang: str, path: str, marks: list[list[int]], kind: Any, codes: list[list[Any]]
) -> Passage:
    return Passage(
        text,
        lang,
        path,
        tuple(Mark(*mark) for mark in marks),
        kind,
        tuple(Code(*code) for code in codes),
    )
