"""Names that sound alike: katakana against Latin letters.

Both are reduced to the consonants that survive transliteration (ヴ and b, l and r, v and b fall
together, vowels go), and names whose skeletons agree are compared letter by letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

_ROMAJI = {
    **dict(zip("アイウエオ", "aiueo", strict=True)),
    **dict(zip("カキクケコ", ["ka", "ki", "ku", "ke", "ko"], strict=True)),
    **dict(zip("ガギグゲゴ", ["ga", "gi", "gu", "ge", "go"], strict=True)),
    **dict(zip("サシスセソ", ["sa", "shi", "su", "se", "so"], strict=True)),
    **dict(zip("ザジズゼゾ", ["za", "ji", "zu", "ze", "zo"], strict=True)),
    **dict(zip("タチツテト", ["ta", "chi", "tsu", "te", "to"], strict=True)),
    **dict(zip("ダヂヅデド", ["da", "ji", "zu", "de", "do"], strict=True)),
    **dict(zip("ナニヌネノ", ["na", "ni", "nu", "ne", "no"], strict=True)),
    **dict(zip("ハヒフヘホ", ["ha", "hi", "fu", "he", "ho"], strict=True)),
    **dict(zip("バビブベボ", ["ba", "bi", "bu", "be", "bo"], strict=True)),
    **dict(zip("パピプペポ", ["pa", "pi", "pu", "pe", "po"], strict=True)),
    **dict(zip("マミムメモ", ["ma", "mi", "mu", "me", "mo"], strict=True)),
    **dict(zip("ラリルレロ", ["ra", "ri", "ru", "re", "ro"], strict=True)),
    **dict(zip("ヤユヨワヲンヴ", ["ya", "yu", "yo", "wa", "o", "n", "v"], strict=True)),
}
_SMALL = dict(zip("ァィゥェォャュョ", ["a", "i", "u", "e", "o", "ya", "yu", "yo"], strict=True))
_SPELLINGS = (
    (re.compile(r"^wr"), "r"), (re.compile(r"^kn"), "n"), (re.compile(r"^ps"), "s"),
    (re.compile(r"tch|ch|th(?=[^aeiou]|$)"), "t"), (re.compile(r"sch|sh|th"), "s"),
    (re.compile(r"ph"), "h"), (re.compile(r"ck|q"), "k"), (re.compile(r"gh"), ""),
    (re.compile(r"x"), "ks"), (re.compile(r"[tcs]ion"), "sn"), (re.compile(r"dge?"), "d"),
    (re.compile(r"c(?=[eiy])"), "s"), (re.compile(r"g(?=[eiy])"), "j"),
)  # fmt: skip
_CONSONANTS = dict(zip("bvckqgdtfhjszlrmnp", "bbkkkkttffsssrrmnp", strict=True)) | {"h": "f"}
LEAST = 0.68  # below this two names do not sound alike


@lru_cache(maxsize=50_000)
def romaji(katakana: str) -> str:
    """Return a plain Hepburn reading of a katakana word, without length marks."""
    out = ""
    for char in katakana:
        if char in _SMALL:
            vowel = _SMALL[char]
            # シャ is sha, ティ is ti, ファ is fa: the small vowel replaces the one before it
            # (ウェ is we: the u turns into a consonant)
            before = out[:-1] if out and out[-1] in "aiueo" else out
            out = before + ("w" if out == "u" or out[-2:-1] in tuple("aiueo") and out[-1:] == "u" else "") + vowel
            out = re.sub(r"(sh|ch|j)y", r"\1", out)
        else:
            out += _ROMAJI.get(char, "")
    return out


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return the consonants of a lower-case Latin word, folded to what katakana tells apart."""
    first = word[:1]
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    out = "a" if first in "aeiou" else ""
    for char in word:
        consonant = _CONSONANTS.get(char, "")
        if consonant and not out.endswith(consonant):
            out += consonant
    return out


def katakana_skeleton(katakana: str) -> str:
    """Return the skeleton of a katakana word."""
    reading = romaji(katakana).replace("tsu", "tu").replace("chi", "ti").replace("ch", "t")
    return skeleton(reading.replace("shi", "si"))


def similarity(a: str, b: str) -> float:
    """Return 1 minus the edit distance of two words over the longer one's length."""
    if a == b:
        return 1.0
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return 1 - previous[-1] / max(len(a), len(b))


def _neighbours(key: str) -> set[str]:
    """Return a skeleton and, where it is long, its forms with one consonant left out."""
    keys = {key}
    if len(key) >= 4:
        keys |= {key[:k] + key[k + 1 :] for k in range(1, len(key))}
    return keys


def sound_alikes(katakana: Iterable[str], latin: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Yield (katakana, Latin word, likeness 0-1) for the words that sound alike."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for word in latin:
        if len(word) >= 3 and word.isalpha():
            for key in _neighbours(skeleton(word)):
                buckets[key].append(word)
    for name in katakana:
        bare = name.replace("・", "")
        key = katakana_skeleton(bare)
        if len(key) < 2:
            continue
        reading = romaji(bare)
        near = sorted({word for k in _neighbours(key) for word in buckets.get(k, ())})
        scored = []
        for word in near:
            score = (similarity(reading, word) + similarity(key, skeleton(word))) / 2
            if len(key) < 3:
                score -= 0.12
            if score > LEAST:
                scored.append((score, word))
        scored.sort(key=lambda item: (-item[0], item[1]))
        for score, word in scored[:3]:
            if score >= scored[0][0] - 0.1:
                yield name, word, min(score, 1.0)
