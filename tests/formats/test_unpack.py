"""Packed files are read as if they were not; bombs and endless files are refused at once."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats._unpack import open_stream
from tmkit.formats._xml import CHUNK, LIMITS, elements
from tmkit.formats.tmx import read_units
from tmkit.formats.tmx_entries import open_memory

TMX = (Path(__file__).parent / "tmx" / "plain.tmx").read_bytes()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("|", "/"), data)
    return stream.getvalue()


def count(path: Path | str) -> int:
    return len(list(read_units(str(path), "ja", "en")))


@pytest.mark.parametrize(
    "data",
    [
        TMX,
        gzip.compress(TMX),
        gzip.compress(TMX[:500]) + gzip.compress(TMX[500:]),
        zipped(**{"a.tmx": TMX}),
        zipped(**{"folder|A.TMX": TMX, "readme.txt": b"x"}),
        zipped(memory=TMX),
        zipped(**{"__MACOSX|._a": b"x", "memory": TMX}),
    ],
)
def test_packed_or_not(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "memory"
    path.write_bytes(data)
    assert count(path) == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(**{"a.tmx": TMX, "b.tmx": TMX}), r"is a zip archive of 2 files.*a\.tmx, b\.tmx"),
        (zipped(**{"word|document.xml": b"<w/>", "x.xml": b""}), "is a zip archive of 2 files"),
        (zipped(), "is a zip archive of 0 files"),
        (zipped(**{"a.tmx": TMX})[:-30], "damaged"),
        (zipped(**{"a.tmx": TMX}).replace(b"a.tmx", b"a.tmy", 1), "damaged"),
        (b"PK\x03\x04" + bytes(200), "damaged"),
        (gzip.compress(TMX)[:-9], "is cut off"),
        (b"\x1f\x8b" + bytes(40), "packed data are damaged"),
        (b"%PDF-1.7\n", "memory.tmx:1: is not well-formed XML"),
        (b"", "ends before the XML is complete"),
    ],
)
def test_refused_with_a_reason(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=message):
        count(path)


def test_an_encrypted_or_uncommonly_packed_archive(tmp_path: Path) -> None:
    path = tmp_path / "memory.zip"
    data = bytearray(zipped(**{"a.tmx": TMX}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(FormatError, match="is encrypted"):
        count(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.tmx", TMX)
    with pytest.raises(FormatError, match="packed in an uncommon way"):
        count(path)


# ------------------------------------------------------------------------------------------ bombs

HEAD = b'<tmx version="1.4"><header srclang="en"/><body>'


def bomb(filling: bytes, megabytes: int = 64) -> bytes:
    """Return a gzip file of a few kilobytes that unpacks to many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = filling * ((1 << 20) // len(filling))
    pieces = [packer.compress(HEAD)]
    pieces += [packer.compress(block) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


@pytest.mark.parametrize("filling", [b" ", b"x", b"<tu/>"])
def test_a_gzip_bomb_is_refused(tmp_path: Path, filling: bytes) -> None:
    path = tmp_path / "memory.tmx.gz"
    path.write_bytes(bomb(filling))
    with pytest.raises(FormatError, match=r"unpacks to more than \d+ MB|one element exceeds"):
        count(path)


def test_a_gzip_bomb_that_lies_is_refused_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx.gz"
    path.write_bytes(bomb(b" ")[:-4] + bytes(4))  # the size that it tells
    with pytest.raises(FormatError, match=r"unpacks to more than \d+ MB|one element exceeds"):
        count(path)


def test_a_zip_bomb_is_refused_by_its_own_figures(tmp_path: Path) -> None:
    path = tmp_path / "memory.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.tmx", HEAD + b" " * (64 << 20))
    with pytest.raises(FormatError, match="unpacks to more than"):
        open_stream(str(path), ".tmx").__enter__()


def test_a_zip_bomb_that_lies_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "memory.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.tmx", HEAD + b" " * (64 << 20))
    size = (len(HEAD) + (64 << 20)).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(FormatError, match=r"ends before|damaged"):
        count(path)


class Endless:
    """A stream of two gigabytes that exist nowhere, and how much of it was asked for."""

    def __init__(self, head: bytes, filling: bytes) -> None:
        self.head, self.filling, self.given = head, filling, 0

    def read(self, size: int = -1, /) -> bytes:
        assert 0 < size <= CHUNK
        if self.given >= 2 << 30:
            return b""
        data, self.head = self.head[:size], self.head[size:]
        data += (self.filling * (size // len(self.filling) + 1))[: size - len(data)]
        self.given += len(data)
        return data


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b'<tu><tuv xml:lang="en"><seg>',
        HEAD + b'<tu tuid="',
        HEAD + b"<tu><tuv><seg><![CDATA[",
        HEAD + b"<!-- ",
        HEAD + b"<?x ",
        HEAD,
        b"<tmx><header><note>",
        b"<tmx><",
        b"<!DOCTYPE tmx [ <!-- ",
        b"<!DOCTYPE tmx [ <!NOTATION ",
        b"<!-- ",
        b"",
    ],
)
@pytest.mark.parametrize(
    "filling", [b"x", b"\n", "潮".encode(), b"<hi>x</hi>", b"<tu/>"[:1] + b"a"]
)
def test_two_gigabytes_of_one_element_are_not_read(head: bytes, filling: bytes) -> None:
    stream = Endless(head, filling)
    with pytest.raises(FormatError) as caught:
        for _ in elements(stream, "memory.tmx", frozenset({"tu"}), frozenset({"tmx"})):
            pass
    assert stream.given <= LIMITS.element + 2 * CHUNK, str(caught.value)


# ---------------------------------------------------------------------------------------- streams


class Piped:
    """A standard input."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("packed", [False, True])
def test_the_standard_input(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(gzip.compress(TMX) if packed else TMX))
    assert count("-") == 2
    monkeypatch.setattr(sys, "stdin", Piped(gzip.compress(TMX) if packed else TMX))
    with open_memory("-") as memory:
        assert sum(not isinstance(node, str) for node in memory.nodes) == 2


def test_a_zip_archive_needs_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(zipped(**{"a.tmx": TMX})))
    with pytest.raises(FormatError, match="cannot be read from a stream"):
        count("-")
