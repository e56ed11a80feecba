"""The journal beside the file: one line a step, on the disk before the step counts.

It is autosave, undo across restarts and recovery from a crash at once. The first line names the
content of the file that is reviewed; every other is one operation (JSON, UTF-8).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Final

from tmkit import files
from tmkit.errors import ConfigError, FormatError
from tmkit.model import TranslationUnit
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
            self.stream.write(_line(operation.as_json()))
            self.stream.flush()
            os.fsync(self.stream.fileno())
        except OSError:
            self.stream.truncate(end)  # half a line must not stand before the next one
            raise
        self.session.take(operation, patch)
        return patch

    def close(self) -> None:
        """Let go of the journal."""
        self.stream.close()


def open_review(
    path: str, units: tuple[TranslationUnit, ...], digest: str, langs: tuple[str, str]
) -> Review:
    """Return the review of a file: begun, or as it was left.

    ``digest`` is the :func:`content_hash` of what the units were read from. A last line that a
    crash cut off is dropped. Raise ConfigError where the file has changed since, or another
    program has the journal open; FormatError for a journal that cannot be read.
    """
    where = journal_path(path)
    stream = _locked(where)
    try:
        head = {"tmkit-review": VERSION, "sha256": digest, "languages": list(langs)}
        return Review(_replayed(stream, where, path, start(units), head), stream)
    except BaseException:
        stream.close()
        raise


def _locked(where: str) -> FileIO:
    try:
        # unbuffered: what failed to be written must not be tried again later
        stream = Path(where).open("a+b", buffering=0)  # noqa: SIM115
    except OSError as error:
        raise FormatError(
            f"the journal cannot be opened: {error.strerror}", where, hint="Check the folder"
        ) from None
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.close()
            hint = "Close the other one first"
            raise ConfigError(f"{where}: another review has it open", hint) from None
    return stream


def _replayed(
    stream: FileIO, where: str, path: str, session: Session, head: dict[str, object]
) -> Session:
    stream.seek(0)
    data = stream.read()
    whole = data[: data.rfind(b"\n") + 1]
    lines = whole.splitlines()
    torn = data[len(whole) :]
    if not lines and torn[: len(_BEGINS)] != _BEGINS[: len(torn)]:
        raise FormatError("not the journal of a review", where, 1, "Move it away to begin anew")
    if len(lines) < 2 and (not lines or _is_head(lines[0])):
        # no step yet: nothing is lost when the review begins anew, with whatever the file is now
        stream.truncate(0)
        stream.write(_line(head))
        os.fsync(stream.fileno())
        return session
    _check_head(lines[0], where, path, head)
    if torn:
        stream.truncate(len(whole))
    for number, line in enumerate(lines[1:], 2):
        try:
            session.apply(operation_of(json.loads(line)))
        except (ValueError, RefusedError) as error:
            hint = "Restore it from a backup, or move it away to begin anew"
            raise FormatError(f"no step of this review: {error}", where, number, hint) from None
    return session


def _is_head(line: bytes) -> bool:
    return _head(line).get("tmkit-review") == VERSION


def _head(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _check_head(line: bytes, where: str, path: str, head: dict[str, object]) -> None:
    found = _head(line)
    if not _is_head(line):
        raise FormatError("not the journal of a review", where, 1, "Move it away to begin anew")
    if found.get("sha256") != head["sha256"]:
        hint = f"Bring back the file as it was, or move {where} away to begin anew"
        raise ConfigError(f"{path} has changed since its review began", hint)
    if found.get("languages") != head["languages"]:
        raise ConfigError(f"{where}: the review began with other languages", "Give the same again")


def _line(data: dict[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode("ascii") + b"\n"
