from __future__ import annotations

import errno
import io
import os
import stat
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from tmkit import files
from tmkit.errors import FormatError, WriteError
from tmkit.files import read_bytes, write_atomic


class Stream:
    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


def test_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "灯台.txt"
    file.write_bytes(b"a\r\n")
    assert read_bytes(str(file)) == b"a\r\n"
    monkeypatch.setattr(sys, "stdin", Stream(b"stream"))
    assert read_bytes("-") == b"stream"


def test_read_errors_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match=r"no such file\. Check"):
        read_bytes(str(tmp_path / "missing.txt"))
    with pytest.raises(FormatError, match=r"a folder.*Name one file"):
        read_bytes(str(tmp_path))
    with pytest.raises(FormatError, match="cannot be read"):
        read_bytes(str(tmp_path / "a\0b"))
    file = tmp_path / "big.txt"
    file.write_bytes(b"12345")
    monkeypatch.setattr(files, "MAX_BYTES", 4)
    with pytest.raises(FormatError, match="larger than"):
        read_bytes(str(file))


def test_read_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    file = tmp_path / "locked.txt"
    file.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FormatError, match="not permitted"):
        read_bytes(str(file))


def left_over(folder: Path) -> list[str]:
    return [name.name for name in folder.iterdir() if name.name.startswith(".")]


def test_write_and_replace(tmp_path: Path) -> None:
    target = tmp_path / "out.tmx"
    with write_atomic(str(target)) as file:
        file.write(b"one")
        assert not target.exists()
    target.chmod(0o640)
    with write_atomic(str(target)) as file:
        file.write(b"two")
        assert target.read_bytes() == b"one"
    assert target.read_bytes() == b"two"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert left_over(tmp_path) == []


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with write_atomic(str(tmp_path / "new")) as file:
            file.write(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_the_longest_name(tmp_path: Path) -> None:
    target = tmp_path / ("灯" * 85)  # 255 bytes, the most a name may have
    with write_atomic(str(target)) as file:
        file.write(b"x")
    assert target.read_bytes() == b"x"


@pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_nothing_half_written_stays(tmp_path: Path, failure: type[BaseException]) -> None:
    target = tmp_path / "out.tmx"
    target.write_bytes(b"old")

    def fail(half: BinaryIO) -> None:
        half.write(b"half")
        raise failure

    with pytest.raises(failure), write_atomic(str(target)) as file:
        fail(file)
    assert target.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def test_a_full_disk(tmp_path: Path) -> None:
    target = tmp_path / "out.tmx"
    with (
        pytest.raises(WriteError, match=r"out\.tmx: the disk is full\. Free"),
        write_atomic(str(target)),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert left_over(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device() -> None:
    with pytest.raises(WriteError, match="the disk is full"), write_atomic("/dev/full") as file:
        file.write(b"x")


def test_errors_of_the_block_itself_pass(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), write_atomic(str(tmp_path / "out")):
        (tmp_path / "other").read_bytes()
    with pytest.raises(BrokenPipeError), write_atomic(str(tmp_path / "out")):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_places_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WriteError, match="no such folder"), write_atomic(str(tmp_path / "no/out")):
        pass
    with pytest.raises(WriteError, match="this is a folder"), write_atomic(str(tmp_path)):
        pass
    (tmp_path / "file").write_bytes(b"x")
    with (
        pytest.raises(WriteError, match="no such folder"),
        write_atomic(str(tmp_path / "file" / "out")),
    ):
        pass
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(WriteError, match="not permitted"), write_atomic(str(tmp_path / "file")):
        pass
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    real = tmp_path / "data" / "real.tmx"
    real.write_bytes(b"old")
    link = tmp_path / "link.tmx"
    link.symlink_to(real)
    with write_atomic(str(link)) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert left_over(tmp_path / "data") == []


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with write_atomic(str(pipe)) as file:
        file.write(b"through")
    reader.join()
    assert got == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with write_atomic(os.devnull) as file:
        file.write(b"gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    with write_atomic(name) as file:
        file.write(b"out")
    assert stream.buffer.getvalue() == b"out"
