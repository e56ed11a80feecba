"""Files in and out: reading whole files, and writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tmkit.encoding import decode, split_lines
from tmkit.errors import FormatError, WriteError

__all__ = ["MAX_BYTES", "decode", "read_bytes", "split_lines", "write_atomic"]

MAX_BYTES = 1 << 30  # what one input file may hold: 1 GiB
MAX_LABEL = "1 GiB"


def read_bytes(path: str) -> bytes:
    """Return the bytes of the file ``path``, of the standard input for ``-``.

    Raises FormatError for a file that is missing, a directory, closed to the reader, or larger
    than :data:`MAX_BYTES`.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FormatError("no such file", path, hint="Check the name and the folder") from None
    except IsADirectoryError:
        hint = "Name one file in it"
        raise FormatError("this is a folder, not a file", path, hint=hint) from None
    except PermissionError:
        if Path(path).is_dir():  # how Windows answers for a directory
            hint = "Name one file in it"
            raise FormatError("this is a folder, not a file", path, hint=hint) from None
        hint = "Ask for the right to read it, or copy it to a folder of your own"
        raise FormatError("reading it is not permitted", path, hint=hint) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise FormatError(f"cannot be read: {reason}", path, hint="Check the name") from None
    if len(data) > MAX_BYTES:
        raise FormatError(f"larger than {MAX_LABEL}", path, hint="Split it into parts")
    return data


@contextlib.contextmanager
def write_atomic(path: str) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of ``path`` when the block ends without an error.

    Until then the bytes go to a hidden file in the same folder, which is removed whatever goes
    wrong. A link is followed; an existing file's permissions are kept. ``-`` is the standard
    output; devices and pipes are written directly. Raises WriteError; a broken pipe and the
    block's own errors pass unchanged.
    """
    if path in {"-", "/dev/stdout"}:
        with _as_write_error("the standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    try:
        existing = Path(path).stat()
    except OSError:
        existing = None
    if existing is not None and stat.S_ISDIR(existing.st_mode):
        raise WriteError("this is a folder", path, "Name a file in it")
    if existing is not None and not stat.S_ISREG(existing.st_mode):
        with _as_write_error(path), Path(path).open("wb") as file:
            yield file
        return
    if existing is not None and not os.access(path, os.W_OK):
        raise WriteError("writing it is not permitted", path, "Choose another name with -o")
    with _as_write_error(path):
        yield from _replacing(Path(os.path.realpath(path)), existing)


def _replacing(target: Path, existing: os.stat_result | None) -> Iterator[BinaryIO]:
    # A short name of its own: the target's may already be as long as the file system allows.
    temporary = target.with_name(f".tmkit-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if existing is not None:
            with contextlib.suppress(OSError, AttributeError):  # only root may give files away
                os.chown(temporary, existing.st_uid, existing.st_gid)
            temporary.chmod(stat.S_IMODE(existing.st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _as_write_error(path: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if not _concerns(error, path):
            raise
        reasons = {
            errno.ENOSPC: ("the disk is full", "Free some space, or choose another disk with -o"),
            errno.EDQUOT: ("your disk quota is used up", "Free some space"),
            errno.ENOENT: ("there is no such folder", "Make it first, or choose another with -o"),
            errno.ENOTDIR: ("there is no such folder", "Choose another with -o"),
            errno.EACCES: ("writing there is not permitted", "Choose another folder with -o"),
            errno.EPERM: ("writing there is not permitted", "Choose another folder with -o"),
            errno.EROFS: ("the disk is read-only", "Choose another folder with -o"),
            errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter one with -o"),
        }
        fallback = (f"cannot be written: {error.strerror or error}", "Choose another place with -o")
        message, hint = reasons.get(error.errno or 0, fallback)
        raise WriteError(message, path, hint) from None


def _concerns(error: OSError, path: str) -> bool:
    """Whether the error is about our file: a failed write names none, a failed open names it."""
    if error.filename is None:
        return True
    name = os.fspath(error.filename)
    return name == path or (isinstance(name, str) and Path(name).name.startswith(".tmkit-"))
