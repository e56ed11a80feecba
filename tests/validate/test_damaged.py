"""Damaged files of every kind end in problems or one error, never in a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.validate.cases import CASES, GOOD
from tests.validate.mutate import TBX2, TMX

from tmkit.errors import TmkitError
from tmkit.validate import validate
from tmkit.validate.fix import fix

ROUNDS = 40
TOKENS = [b"<", b">", b"&", b'"', b"\0", b"\xff", b"]]>", b"<![CDATA[", b"&#0;", b"\t", b"\xef\xbb"]
SEEDS: list[tuple[str, str | bytes]] = [
    *((case.name, case.text) for case in CASES[::5]),
    *GOOD,
    ("b.tmx", TMX),
    ("b.tbx", TBX2),
]


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes with a few cut out, doubled, changed or put in."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        to = min(len(data), at + dice.choice([0, 1, 1, 5, 40]))
        middle = dice.choice([b"", data[at:to] * 2, dice.choice(TOKENS), dice.randbytes(2)])
        data = data[:at] + middle + data[to:]
    return data


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_file_brings_it_down(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for name, text in SEEDS:
        path = tmp_path / name
        data = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(damaged(data, dice))
        kind = {"tmx": "tmx", "tbx": "tbx", "xlf": "xliff", "utx": "utx"}.get(name[2:], "glossary")
        for given in (None, kind):
            try:
                problems = validate(str(path), kind=given, profile="omegat")
                fix(str(path), kind=given)
            except TmkitError:
                continue
            assert all(problem.line >= 0 and problem.column >= 0 for problem in problems)
