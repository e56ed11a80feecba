"""The stop list: terms, or single renderings of one, that were rejected and are not shown again.

A text file beside the glossary, ``terms.stop.tsv`` of ``terms.csv``: one English term a line, and
after a tab the one rendering that is meant where it is not the term as such. ``#`` begins a
comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from tmkit import files
from tmkit.language import fold
from tmkit.terms.english import singular


@dataclass(frozen=True, slots=True)
class StopList:
    """Rejected terms and rejected pairs of a term and a rendering, as keys."""

    terms: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()


def stop_path(glossary: str) -> str:
    """Return where the stop list of a glossary lies: beside it."""
    path = PurePath(glossary)
    return str(path.with_name(f"{path.stem}.stop.tsv"))


def term_key(term: str) -> str:
    """Return the key of an English term: width, case, hyphens and the plural do not matter."""
    words = fold(term).replace("-", " ").split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def read_stop(path: str) -> StopList:
    """Return a stop list, empty where there is no such file."""
    if not Path(path).exists():
        return StopList()
    text, _ = files.decode(files.read_bytes(path), path)
    terms: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for line in text.removeprefix("\ufeff").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        term, _, rendering = line.partition("\t")
        if rendering.strip():
            pairs.add((term_key(term), fold(rendering)))
        else:
            terms.add(term_key(term))
    return StopList(frozenset(terms), frozenset(pairs))


def add_to_stop(path: str, rejected: Iterable[tuple[str, str]]) -> int:
    """Append terms (and renderings, "" for all of one) that the list lacks; return how many.

    What stands there is kept byte for byte.
    """
    known = read_stop(path)
    before = files.read_bytes(path) if Path(path).exists() else b""
    lines: list[str] = []
    seen: set[tuple[str, str]] = set()
    for term, rendering in rejected:
        key = (term_key(term), fold(rendering))
        if key in seen or key[0] in known.terms or key in known.pairs:
            continue
        seen.add(key)
        lines.append(_line(term, rendering))
    if lines:
        ending = b"" if not before or before.endswith(b"\n") else b"\n"
        with files.write_atomic(path) as stream:
            stream.write(before + ending + "".join(lines).encode())
    return len(lines)


def _line(term: str, rendering: str) -> str:
    cells: Sequence[str] = (term, rendering) if rendering else (term,)
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
