"""Damage fixtures in every way and read them: an error of ours is an answer, any other is a fault.

    python tests/bench/fuzz_formats.py                     10,000 files of every format
    python tests/bench/fuzz_formats.py --files 500 --seed 7 --format tmx
    python tests/bench/fuzz_formats.py --keep build/fuzz   keep each file that brought a fault

The same seed gives the same files. Prints each kind of fault once, then the counts; exits 1 if
there was any. To add a format, add a line to TARGETS.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tmkit.canonical import Style, write_canonical
from tmkit.compare import compare
from tmkit.errors import FormatError, TmkitError
from tmkit.formats import _tmx_plain
from tmkit.formats.tmx import read_units
from tmkit.formats.tmx_entries import open_memory, write_memory

FIXTURES = Path(__file__).parents[1] / "formats"

# Pieces that XML, its encodings and its packings are made of.
TOKENS = (
    b"<", b">", b"&", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"</tu>",
    b"<tu>", b"</seg>", b"<seg/>", b"</body>", b"<!DOCTYPE tmx [", b'<!ENTITY x "y">', b"&x;",
    b"&#0;", b"&#xD800;", b"&#99999999999;", b"&amp;", b"\x00", b"\x01", b"\r", b"\t", b"\xff",
    b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x8f\xb4",
    b'encoding="EUC-JP"', b'encoding="UTF-16"', b"\x1f\x8b", b"PK\x03\x04",
    b"xmlns:a='b'", b"a:", b"xml:lang=", b" " * 5000,
    b"<tu>" * 120, b"x" * 70_000,
)  # fmt: skip


def read_tmx(path: str) -> None:
    """Do all that can be done with a TMX file."""
    list(read_units(path, "en", "ja"))


def agree_tmx(path: str) -> None:
    """Read plain units by the expression and by expat, which must come to the same."""
    outcomes = []
    for expression in (_tmx_plain._UNIT, re.compile(r"(?!)")):
        kept = _tmx_plain._UNIT
        vars(_tmx_plain)["_UNIT"] = expression
        try:
            units = list(read_units(path, "en", "ja"))
            outcomes.append(repr(units))
        except FormatError as error:
            outcomes.append(str(error))
        finally:
            vars(_tmx_plain)["_UNIT"] = kept
    assert outcomes[0] == outcomes[1], "the two ways of reading differ"


def rewrite_tmx(path: str) -> None:
    with open_memory(path) as memory:
        write_memory(io.BytesIO(), memory)


def format_tmx(path: str) -> None:
    once, twice = f"{path}.once", f"{path}.twice"
    write_canonical(path, once, Style("source", clock=False))
    write_canonical(once, twice, Style("source", clock=False))
    assert Path(once).read_bytes() == Path(twice).read_bytes(), "fmt is not idempotent"
    assert not compare(path, once, texts_only=True).changes, "fmt changed a text"


@dataclass(frozen=True, slots=True)
class Target:
    """A format: its fixtures, a pattern below tests/formats, and what is done with each file."""

    fixtures: str
    calls: tuple[Callable[[str], object], ...]


TARGETS = {
    "tmx": Target("tmx/*.tmx", (read_tmx, agree_tmx, rewrite_tmx, format_tmx)),
}


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)  # kind: seed and number of its first file
    slowest: float = 0.0


def fuzz(name: str, files: int, seed: int, keep: Path | None = None) -> Outcome:
    """Read ``files`` damaged files of a format and return what came of it."""
    target = TARGETS[name]
    whole = [path.read_bytes() for path in sorted(FIXTURES.glob(target.fixtures))]
    assert whole, f"no fixtures for {name}"
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"damaged.{name}"
        for number in range(files):
            rng = random.Random(f"{seed} {name} {number}")
            data = damaged(whole, rng)
            path.write_bytes(data)
            for call in target.calls:
                began = time.process_time()
                fault = tried(call, str(path), outcome)
                outcome.slowest = max(outcome.slowest, time.process_time() - began)
                if fault and fault not in outcome.faults:
                    outcome.faults[fault] = (
                        f"--seed {seed}, file {number}\n{traceback.format_exc()}"
                    )
                if fault and keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{name}-{seed}-{number}").write_bytes(data)
    return outcome


def tried(call: Callable[[str], object], path: str, outcome: Outcome) -> str:
    """Return what kind of fault a call brought, "" for none."""
    try:
        call(path)
    except TmkitError as error:
        outcome.refused[type(error).__name__] += 1
        # Damage is told in one line, and of a file that cannot be read, where.
        if "\n" in str(error) or path not in str(error):
            return f"{call.__name__}: message {str(error)[:60]!r}"
    except Exception as error:  # what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return (
            f"{call.__name__}: {type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
        )
    else:
        outcome.read += 1
    return ""


def damaged(whole: list[bytes], rng: random.Random) -> bytes:
    """Return one of the files, in some encoding and packing, after some damage."""
    data = recoded(rng.choice(whole), rng)
    data = mutated(data, whole, rng, rng.choice((0, 1, 1, 2, 3, 8)))
    packing = rng.random()
    if packing < 0.1:
        data = mutated(gzip.compress(data, 1, mtime=0), whole, rng, rng.choice((0, 1, 2)))
    elif packing < 0.2:
        data = mutated(zipped(data), whole, rng, rng.choice((0, 1, 2)))
    return data


def recoded(data: bytes, rng: random.Random) -> bytes:
    encoding = rng.choice(("utf-8",) * 5 + ("utf-16", "utf-16-be", "cp932"))
    if encoding == "utf-8":
        return data
    name = "Shift_JIS" if encoding == "cp932" else "UTF-16"
    text = data.decode().replace('encoding="UTF-8"', f'encoding="{name}"')
    return text.encode(encoding, "replace")


def zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.tmx"), data)
    return stream.getvalue()


def mutated(data: bytes, whole: list[bytes], rng: random.Random, times: int) -> bytes:
    """Return the bytes with so many things done to them."""
    for _ in range(times):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((1, 2, 8, 40, 300)))
        kind = rng.randrange(7)
        if kind == 0:  # a byte changed
            data = data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]
        elif kind == 1:  # a piece gone
            data = data[:start] + data[end:]
        elif kind == 2:  # a piece twice
            data = data[:end] + data[start:end] + data[end:]
        elif kind == 3:  # a token put in
            data = data[:start] + rng.choice(TOKENS) + data[start:]
        elif kind == 4:  # cut off
            data = data[:start]
        elif kind == 5:  # a piece of another file
            other = rng.choice(whole)
            place = rng.randrange(len(other) + 1)
            data = data[:start] + other[place : place + rng.choice((10, 100, 1000))] + data[start:]
        else:  # a token in place of one
            data = data[:start] + rng.choice(TOKENS) + data[end:]
    return data


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=TARGETS, action="append")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    bad = False
    for name in given.format or TARGETS:
        outcome = fuzz(name, given.files, given.seed, given.keep)
        for kind, detail in outcome.faults.items():
            print(f"{name}: {kind}\n{detail}")
        refused = ", ".join(f"{count} {kind}" for kind, count in sorted(outcome.refused.items()))
        print(
            f"{name}: {given.files} files, {outcome.read} readings, refused {refused or 'none'}, "
            f"{len(outcome.faults)} kinds of fault, slowest {outcome.slowest:.2f} s"
        )
        bad = bad or bool(outcome.faults)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
