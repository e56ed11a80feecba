"""Opening a file that may be packed with gzip or zip, and that may be a bomb.

What a small file unpacks to is bounded: by a factor that no text reaches, beyond a size that does
no harm. Faults of the file are errors that name it, wherever in the reading they show.
"""

from __future__ import annotations

import gzip
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol, cast

from tmkit.errors import FormatError

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = frozenset({b"PK\x03\x04", b"PK\x05\x06"})  # the second: an empty archive
# Deflate reaches 1032 to 1; memories and term bases stay below 50, with texts repeated below 100.
_FACTOR: Final = 200
_HARMLESS: Final = 16 << 20  # bytes that any file may unpack to
_WAYS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Readable(Protocol):
    """What can be read from beginning to end."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""


@contextmanager
def open_stream(path: str, suffix: str = "") -> Iterator[Readable]:
    """Open a file for reading (``-`` is the standard input), unpacked where its bytes say so.

    Of a zip archive the only file is read, or the only one whose name ends in ``suffix``. Raise
    FormatError, here or while reading, where there is no such file, it cannot be read, it is
    damaged, or it unpacks to more than its size warrants.
    """
    with ExitStack() as closing:
        yield _opened(path, suffix, closing)


def _opened(path: str, suffix: str, closing: ExitStack) -> Readable:
    if path == "-":
        return _stream(sys.stdin.buffer)
    try:
        file = closing.enter_context(Path(path).open("rb"))  # noqa: SIM115 # the stack closes it
        magic = file.read(4)
        file.seek(0)
        size = os.fstat(file.fileno()).st_size
        told = _told_size(file, size) if magic[:2] == _GZIP else 0
    except FileNotFoundError:
        raise FormatError("no such file", path, hint="Check the name and the folder") from None
    except IsADirectoryError:
        hint = "Name one file in it"
        raise FormatError("this is a folder, not a file", path, hint=hint) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise FormatError(f"cannot be read: {reason}", path, hint="Check the file") from None
    if magic in _ZIP:
        return _member(file, path, suffix, closing)
    if magic[:2] == _GZIP:
        limit = max(_HARMLESS, _FACTOR * size)
        if told > limit:  # of a file that was cut off, the last bytes say anything
            raise _bomb(path, limit, "is cut off, or ")
        unpacked = closing.enter_context(gzip.GzipFile(fileobj=file))
        return _Guarded(unpacked, path, limit)
    return _Guarded(file, path)


def _told_size(file: BinaryIO, size: int) -> int:
    """Return what a gzip file says it unpacks to, in its last four bytes (RFC 1952)."""
    if size < 18:
        return 0
    file.seek(-4, os.SEEK_END)
    told = int.from_bytes(file.read(4), "little")
    file.seek(0)
    return told


def _stream(source: BinaryIO) -> Readable:
    """Return the standard input, unpacked if it is gzip."""
    head = source.read(4)
    rest = _Headed(head, source)
    if head in _ZIP:
        hint = "Give the name of the file"
        raise FormatError("a zip archive cannot be read from a stream", "-", hint=hint)
    if head[:2] == _GZIP:  # how long it is, nobody knows; the reader bounds what it takes
        unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", rest), mode="rb")  # it only reads
        return _Guarded(unpacked, "-")
    return _Guarded(rest, "-")


def _member(file: BinaryIO, path: str, suffix: str, closing: ExitStack) -> Readable:
    """Return the one file of an archive that is meant."""
    try:
        archive = closing.enter_context(zipfile.ZipFile(file))
        names = [info for info in archive.infolist() if not _is_trimmings(info)]
        named = [info for info in names if info.filename.lower().endswith(suffix)]
        if len(chosen := named if suffix and len(named) == 1 else names) != 1:
            raise FormatError(
                f"is a zip archive of {len(names)} files", path, hint=_which(named, suffix)
            )
        info = chosen[0]
        if info.flag_bits & 1:
            raise FormatError("is encrypted", path, hint="Unpack it with its password")
        if info.compress_type not in _WAYS:
            raise FormatError("is packed in an uncommon way", path, hint="Unpack it and try again")
        unpacked = closing.enter_context(archive.open(info))
    except (*_DAMAGED, OSError) as error:
        raise FormatError("the zip data are damaged", path, hint="Get the file again") from error
    # The archive tells both sizes, and zipfile takes and gives no more than it tells.
    limit = max(_HARMLESS, _FACTOR * info.compress_size)
    if info.file_size > limit:
        raise _bomb(path, limit)
    return _Guarded(unpacked, path, limit)


# What the standard library raises for an archive or a gzip file that is not as it should be.
_DAMAGED: Final = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
    struct.error,
)


def _is_trimmings(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder, or one of the files that macOS adds."""
    return info.is_dir() or PurePosixPath(info.filename).parts[:1] == ("__MACOSX",)


def _which(named: list[zipfile.ZipInfo], suffix: str) -> str:
    if not named or not suffix:
        return f"Unpack it and give the {suffix or 'right'} file"
    shown = ", ".join(info.filename[:60] for info in named[:3])
    return f"Unpack it and give one of them ({shown}{' ...' if len(named) > 3 else ''})"


def _bomb(path: str, limit: int, other: str = "") -> FormatError:
    hint = "Get the file again" if other else "If you trust it, unpack it and give what is in it"
    return FormatError(f"{other}unpacks to more than {limit >> 20} MB", path, hint=hint)


@dataclass(slots=True)
class _Guarded:
    """A stream whose faults are errors of the file, and that gives no more than ``limit`` bytes."""

    stream: Readable
    path: str
    limit: int | None = None
    given: int = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        try:
            data = self.stream.read(size)
        except _DAMAGED as error:
            hint = "Get the file again"
            raise FormatError("the packed data are damaged", self.path, hint=hint) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise FormatError(f"cannot be read: {reason}", self.path, hint="Try again") from None
        self.given += len(data)
        if self.limit is not None and self.given > self.limit:
            raise _bomb(self.path, self.limit)
        return data


@dataclass(slots=True)
class _Headed:
    """A stream whose first bytes were already taken."""

    head: bytes
    rest: Readable

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        if not self.head:
            return self.rest.read(size)
        if size < 0:
            taken, self.head = self.head + self.rest.read(), b""
        else:
            taken, self.head = self.head[:size], self.head[size:]
        return taken
