"""Compile Debian's EDICT into the table that :mod:`tmkit.evidence.lexicon` maps into memory.

    apt-get install edict
    python tools/build_dictionary.py [/usr/share/edict/edict] [src/tmkit/data/edict.lex]

Only word correspondences are kept: a head, the stems of the English words in its glosses, and
how much of the head's meaning each carries. Glosses as text, examples and readings of kanji
heads are not. The result is the same bytes for the same EDICT. EDICT belongs to the Electronic
Dictionary Research and Development Group; the table stays under its licence (see NOTICE).
"""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np

from tmkit.evidence.lexicon import DEFAULT_PATH, MAGIC, head_key
from tmkit.evidence.words import content_words

ENTRY = re.compile(r"^(\S+)(?: \[([^\]]+)\])? /(.*)/\s*$")
LABELS = re.compile(r"^\s*((\([^)]*\)|\{[^}]*\})\s*)+")
ASIDE = re.compile(r"\(([^)]*)\)")
MOST_STEMS = 24  # a head with more translations than this names none of them
RARE = 0.4  # weight of an entry that EDICT does not mark (P), common
LONGEST_READING = 12  # characters; longer readings are phrases

Translations = dict[str, float]


def gloss_weights(glosses: list[str], prior: float) -> Translations:
    """Return the weight of each stem in an entry's glosses, earlier glosses first."""
    weights: Translations = defaultdict(float)
    for rank, gloss in enumerate(glosses):
        text = LABELS.sub("", gloss)
        stems = content_words(ASIDE.sub(" ", text))
        if not stems:
            continue
        share = prior / (1 + 0.25 * rank) / len(stems)
        for stem in stems:
            weights[stem] += share
        if rank < 2:
            for aside in ASIDE.findall(text):
                inner = content_words(aside)
                if 0 < len(inner) <= 3:
                    for stem in inner:
                        weights[stem] += 0.15 * share
    return weights


def read_edict(path: Path) -> dict[str, Translations]:
    """Return head -> stem -> weight; readings stand in only where no head has that spelling."""
    heads: dict[str, Translations] = defaultdict(lambda: defaultdict(float))
    readings: dict[str, Translations] = defaultdict(lambda: defaultdict(float))
    with path.open(encoding="euc-jp", errors="replace") as file:
        for line in file:
            match = ENTRY.match(line)
            if match is None or line.startswith("　"):
                continue
            head, reading, body = match.groups()
            glosses = [g for g in body.split("/") if g and g != "(P)" and not g.startswith("EntL")]
            weights = gloss_weights(glosses, 1.0 if "/(P)/" in line else RARE)
            targets = [(heads[unicodedata.normalize("NFKC", head)], 1.0)]
            if reading:
                spelt_in_kana = "(uk)" in line
                table = heads if spelt_in_kana else readings
                place = table[unicodedata.normalize("NFKC", reading)]
                targets.append((place, 1.0 if spelt_in_kana else 0.3))
            for target, scale in targets:
                for stem, weight in weights.items():
                    target[stem] += scale * weight
    for reading, weights in readings.items():
        if reading not in heads and len(reading) <= LONGEST_READING:
            heads[reading] = weights
    return heads


def compile_table(heads: dict[str, Translations]) -> bytes:
    """Return the file's bytes."""
    rows: list[tuple[int, list[tuple[str, float]]]] = []
    for head, weights in heads.items():
        kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_STEMS]
        total = sum(weight for _, weight in kept)
        shares = [(stem, weight / total) for stem, weight in kept if weight / total > 0.004]
        if shares:
            rows.append((head_key(head), shares))
    rows.sort()
    if any(a[0] == b[0] for a, b in pairwise(rows)):
        raise SystemExit("two heads share a key: lengthen the keys")
    names = sorted({stem for _, shares in rows for stem, _ in shares})
    index = {name: k for k, name in enumerate(names)}
    first = np.cumsum([0] + [len(shares) for _, shares in rows], dtype="<u4")
    links = np.array([index[stem] for _, shares in rows for stem, _ in shares], dtype="<u4")
    weights_ = np.array([max(1, round(255 * w)) for _, s in rows for _, w in s], dtype="u1")
    keys = np.array([key for key, _ in rows], dtype="<u8")
    text = "\n".join(names).encode()
    counts = struct.pack("<4I", len(rows), len(links), len(names), len(text))
    parts = (MAGIC, counts, keys.tobytes(), first.tobytes(), links.tobytes(), weights_.tobytes())
    return b"".join(parts) + text


def main() -> None:
    """Compile the dictionary named on the command line, or Debian's, to its place."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/edict/edict")
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_PATH
    heads = read_edict(source)
    data = compile_table(heads)
    target.write_bytes(data)
    print(f"{target}: {len(heads)} heads, {len(data)} bytes")


if __name__ == "__main__":
    main()
