"""The journal beside the file: one line a step, on the disk before the step counts.

It is autosave, undo across restarts and recovery from a crash at once. The first line names the
content of what is reviewed. Where that is two texts, the second tells what aligning them found.
Every other is one operation (JSON, ASCII).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path, PurePath
from typing import Final

from tmkit import files
from tmkit.errors import ConfigError, FormatError
from tmkit.model import TranslationUnit
from tmkit.review.documents import Beginning, beginning_of, session_of
from tmkit.review.session import Session, start
from tmkit.review.values import Operation, Patch, RefusedError, operation_of

VERSION: Final = 1
_BEGINS: Final = b'{"tmkit-review": '


def journal_path(path: str) -> str:
    """Return where the journal of a file lies."""
    return f"{path}.review.jsonl"


def content_hash(path: str) -> str:
    """Return the SHA-256 of a file's bytes; raise FormatError where it cannot be read."""
    return hashlib.sha256(files.read_bytes(path)).hexdigest()


@dataclass(slots=True)
class Review:
    """A session whose every step is on the disk before it is taken."""

    session: Session
    stream: FileIO

    def apply(self, operation: Operation) -> Patch:
        """Write a step, wait for the disk, take it. Raise RefusedError, OSError: nothing taken."""
        patch = self.session.plan(operation)
        end = self.stream.seek(0, os.SEEK_END)
        try:
            _write(self.stream, _line(operation.as_json()))
        except OSError:
            self.stream.truncate(end)  # half a line must not stand before the next one
            raise
        self.session.take(operation, patch)
        return patch

    def close(self) -> None:
        """Let go of the journal."""
        self.stream.close()


def open_review(
    path: str,
    units: tuple[TranslationUnit, ...],
    digest: str,
    langs: tuple[str, str],
    where: str = "",
) -> Review:
    """Return the review of a memory: begun, or as it was left.

    ``digest`` is the :func:`content_hash` of what the units were read from, ``where`` another place
    for the journal. A last line that a crash cut off is dropped. Raise ConfigError where the file
    has changed since, or another program has the journal open; FormatError for a journal that
    cannot be read.
    """
    head = {"tmkit-review": VERSION, "sha256": digest, "languages": list(langs)}
    return _opened(where or journal_path(path), (path,), head, start(units))


def open_documents(
    paths: tuple[str, str],
    digests: tuple[str, str],
    langs: tuple[str, str],
    begin: Callable[[], Beginning],
    where: str = "",
) -> Review:
    """Return the review of a text and its translation, as :func:`open_review` does.

    The journal lies beside the translation. ``begin`` aligns them, and is called where no step was
    taken yet.
    """
    head = {
        "tmkit-review": VERSION,
        "sha256": list(digests),
        "languages": list(langs),
        "files": [PurePath(path).name for path in paths],
    }
    pair = _Pair(paths, langs, begin)
    return _opened(where or journal_path(paths[1]), paths, head, pair)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts that are aligned when that is needed."""

    paths: tuple[str, str]
    langs: tuple[str, str]
    begin: Callable[[], Beginning]

    def anew(self) -> tuple[Session, bytes]:
        begun = self.begin()
        return session_of(begun, self.paths, self.langs), _line({"begun": begun.as_json()})

    def from_line(self, line: bytes) -> Session:
        found = json.loads(line)
        begun = beginning_of(found.get("begun") if isinstance(found, dict) else None)
        return session_of(begun, self.paths, self.langs)


def _opened(
    where: str, files: tuple[str, ...], head: dict[str, object], begins: Session | _Pair
) -> Review:
    stream = _locked(where)
    try:
        return Review(_replayed(stream, where, files, head, begins), stream)
    except BaseException:
        empty = stream.seek(0, os.SEEK_END) == 0
        stream.close()
        if empty:  # nothing has begun
            Path(where).unlink(missing_ok=True)
        raise


def _locked(where: str) -> FileIO:
    try:
        # unbuffered: what failed to be written must not be tried again later
        stream = Path(where).open("a+b", buffering=0)  # noqa: SIM115
    except OSError as error:
        hint = "Check the folder, or name another place with --journal"
        raise FormatError(
            f"the journal cannot be opened: {error.strerror}", where, hint=hint
        ) from None
    try:
        _lock(stream)
    except OSError as error:
        stream.close()
        if error.errno in _TAKEN:
            hint = "Close the other one first"
            raise ConfigError(f"{where}: another review has it open", hint) from None
        hint = "Name another place with --journal"
        raise FormatError(
            f"the journal cannot be locked there: {error.strerror}", where, hint=hint
        ) from None
    return stream


_TAKEN: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}  # EACCES, EDEADLK: Windows

if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 1 << 30  # Windows keeps others from reading what is locked: none is there

    def _lock(stream: FileIO) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: FileIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _replayed(
    stream: FileIO,
    where: str,
    files: tuple[str, ...],
    head: dict[str, object],
    begins: Session | _Pair,
) -> Session:
    stream.seek(0)
    data = stream.read()
    whole = data[: data.rfind(b"\n") + 1]
    lines = whole.splitlines()
    torn = data[len(whole) :]
    if not lines and torn[: len(_BEGINS)] != _BEGINS[: len(torn)]:
        raise FormatError("not the journal of a review", where, 1, "Move it away to begin anew")
    first = 2 if isinstance(begins, _Pair) else 1  # lines before the first step
    known = len(lines) == first and _head(lines[0]) == head
    if len(lines) <= first and not (known and first == 2) and (not lines or _is_fresh(lines)):
        # no step yet: nothing is lost when the review begins anew, with whatever the file is now
        session, more = begins.anew() if isinstance(begins, _Pair) else (begins, b"")
        stream.truncate(0)
        _write(stream, _line(head) + more)
        return session
    _check_head(lines[0], where, files, head)
    if torn:
        stream.truncate(len(whole))
    session = _begun(begins, lines[1], where) if isinstance(begins, _Pair) else begins
    for number, line in enumerate(lines[first:], first + 1):
        try:
            session.apply(operation_of(json.loads(line)))
        except (ValueError, RefusedError) as error:
            hint = "Restore it from a backup, or move it away to begin anew"
            raise FormatError(f"no step of this review: {error}", where, number, hint) from None
    return session


def _begun(pair: _Pair, line: bytes, where: str) -> Session:
    try:
        return pair.from_line(line)
    except (ValueError, RefusedError) as error:
        hint = "Restore it from a backup, or move it away to begin anew"
        raise FormatError(f"no review of two texts: {error}", where, 2, hint) from None


def _is_fresh(lines: list[bytes]) -> bool:
    """Whether a journal has no step: a head, and what was aligned where that is two texts'."""
    head = _head(lines[0])
    return _is_head(lines[0]) and len(lines) <= (2 if "files" in head else 1)


def _write(stream: FileIO, data: bytes) -> None:
    """Write all of it, to the disk: an unbuffered stream may take a part."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) or 0 :]
    os.fsync(stream.fileno())


def _is_head(line: bytes) -> bool:
    return _head(line).get("tmkit-review") == VERSION


def _head(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _check_head(line: bytes, where: str, files: tuple[str, ...], head: dict[str, object]) -> None:
    found = _head(line)
    if not _is_head(line):
        raise FormatError("not the journal of a review", where, 1, "Move it away to begin anew")
    away = f"move {where} away to begin anew"
    names, digests = found.get("files"), found.get("sha256")
    if digests != head["sha256"]:
        if names != head.get("files"):
            told = " and ".join(map(str, names)) if isinstance(names, list) else "a memory"
            hint = f"Give the same again, or {away}"
            raise ConfigError(f"{where}: the review began with {told}", hint)
        old = digests if isinstance(digests, list) else [digests]
        new = head["sha256"] if isinstance(head["sha256"], list) else [head["sha256"]]
        changed = [path for path, a, b in zip(files, old, new, strict=False) if a != b]
        verb = "have" if len(changed) > 1 else "has"
        raise ConfigError(
            f"{' and '.join(changed)} {verb} changed since the review began",
            f"Bring back the file as it was, or {away}",
        )
    if found.get("languages") != head["languages"]:
        raise ConfigError(f"{where}: the review began with other languages", "Give the same again")


def _line(data: dict[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode("ascii") + b"\n"
