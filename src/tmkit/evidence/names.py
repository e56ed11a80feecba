"""Names that sound alike: katakana against Latin letters.

Katakana writes a name as it is heard, English as it is spelt. Candidates are found by their
consonants, as few as survive any spelling (ヴ and b, l and r, ン and m fall together; vowels, h, w
and y go). Each is then compared sound by sound: an edit distance in which what spelling or
transliteration explains costs little (the u of ス, the r of Ford, the gh of Wright).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import TypeAlias

LEAST = 0.82  # below this two names do not sound alike
LEAST_SHORT = 0.87  # of names with two consonants, which many a word has
NEAR_BEST = 0.08  # what is nearly as like as the best is named too
MOST = 3  # words named for one name
MOST_CANDIDATES = 60  # compared with one name
MOST_KEYS = 24  # under which one word is filed

# Capitals are sounds that Latin writes with two letters: S is sh, C is ch of church, T is ts.
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ",
    "t": "タチツテト", "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ",
    "p": "パピプペポ", "m": "マミムメモ", "r": "ラリルレロ",
}  # fmt: skip
_KANA = {
    kana: row + vowel
    for row, line in _ROWS.items()
    for kana, vowel in zip(line, "aiueo", strict=True)
} | {
    "シ": "Si", "ジ": "ji", "チ": "Ci", "ヂ": "ji", "ツ": "Tu", "ヅ": "zu", "フ": "fu",
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu",
}  # fmt: skip
_SMALL = dict(
    zip("ァィゥェォャュョヮ", ["a", "i", "u", "e", "o", "ya", "yu", "yo", "wa"], strict=True)
)

# English spellings as sounds, applied in this order. X is ch, which may be k, sh or ch; H is
# th, J a g that may be soft, R an r that may be mute.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("igh", "ai"), ("^wr", "r"), ("^kn", "n"), ("eaux?$", "o"), ("dt$", "t"), ("^ps", "s"),
        ("^mc(?=[^aeiou])", "mak"), ("^ts|tz|zz", "T"),
        ("sch|sh", "S"), ("tch|cz", "C"), ("ch", "X"), ("th", "H"), ("ph", "f"), ("c[kq]", "k"),
        ("qu", "kw"), ("wh", "w"), ("x", "ks"), ("[tcs]ion", "Son"), ("dg(?=$|[^aou])e?", "j"),
        ("gh(?=[aeiou])", "g"), ("gh", ""), ("g(?=[eiy])|(?<!n)g$", "J"), ("c(?=[eiy])", "s"),
        ("[cq]", "k"), ("[ei]r(?![aeiouy])", "ar"), ("re$|r(?![aeiouy])", "R"),
        (r"([a-z])\1", r"\1"),
    )
)  # fmt: skip
_VOWELS = frozenset("aeiouy")

# The consonants that a sound or a letter may leave in a key; none: vowels, h, w, y.
_KEYS = {
    **dict.fromkeys("kg", "k"), **dict.fromkeys("szSjJ", "s"), **dict.fromkeys("tdC", "t"),
    **dict.fromkeys("nm", "n"), **dict.fromkeys("bv", "b"), **dict.fromkeys("rlR", "r"),
    "p": "p", "f": "f",
}  # fmt: skip


# What else a Latin word may begin with: Hermes エルメス, Eugene ユージン, Johannes ヨハネス.
_OTHER_FIRST = {"h": ("a",), "e": ("y",), "u": ("y",), "w": ("b",), "j": ("y",)}


def _both_ways(costs: dict[str, float]) -> dict[tuple[str, str], float]:
    return {
        (pair[k], pair[1 - k]): cost
        for pairs, cost in costs.items()
        for pair in pairs.split()
        for k in (0, 1)
    }


# What it costs to take one sound for another.
_TAKEN = _both_ways(
    {
        "rl bv SX CX sH jJ": 0.0,
        "zs zH iy uw tH kX SH gJ": 0.1,
        "gj zT Ss SJ jz Sz CT CH uv wv fv Tt": 0.2,
        "fh hX dj yj Sj bw Cj rR": 0.3,
        "fp bp nm dt gk dH sT Ct Cs": 0.5,
    }
)


# A katakana vowel for another letter: what English spells so, or says so; then any other.
_TAKEN |= {(x, y): 0.7 for x in "aiueo" for y in "aiueoy" if x + y not in {"iy", "uw"}} | {
    (pair[0], pair[1]): cost
    for cost, pairs in {
        0.1: "iy",
        0.2: "au ea ie uo",
        0.35: "oa ao ae ia oy ay ey",
        0.5: "ou ai ei ua ue uy",
    }.items()
    for pair in pairs.split()
}
# The vowels that Japanese needs after a consonant.
_NEEDED = {consonant + "u" for consonant in "kgszjSCTtdnhfbpmrv"} | {"to", "do"}


@lru_cache(maxsize=50_000)
def katakana_sounds(katakana: str) -> str:
    """Return the sounds of a katakana word, a letter each; a long vowel stands twice."""
    sounds = ""
    for kana in katakana:
        if kana == "ー":
            sounds += sounds[-1:]
            continue
        if kana not in _SMALL:
            sounds += _KANA.get(kana, "")
            continue
        small, consonant = _SMALL[kana], sounds[:-1]
        if sounds in {"u", "i"} or sounds[-2:-1] in set("aiueo"):  # ウェ is we, イェ ye
            consonant += {"u": "w", "i": "y"}.get(sounds[-1:], sounds[-1:])
        elif consonant[-1:] in {"k", "g"} and sounds[-1] == "u":  # クォ is kwo
            consonant += "w"
        elif consonant[-1:] in {"S", "C", "j"}:  # シャ is sha
            small = small[-1]
        sounds = consonant + small
    return sounds


@lru_cache(maxsize=50_000)
def latin_sounds(word: str) -> str:
    """Return the letters of a lower-case Latin word as sounds, as far as spelling tells."""
    for pattern, sound in _SPELLINGS:
        word = pattern.sub(sound, word)
    return word


def _katakana_keys(sounds: str) -> set[str]:
    """Return the keys under which a katakana word may find its Latin form."""
    more = {"T": ("t", "s"), "j": ("s", "t"), "h": ("", "k")}
    options: list[tuple[str, ...]]
    options = [more.get(sound, (_KEYS.get(sound, ""),)) for sound in sounds]
    if options:
        options[0] = _first(sounds[0]) or options[0]
    keys = {"".join(key) for key in islice(product(*options), MOST_KEYS)}
    if sounds[-2:] in {"su", "zu", "Tu"}:  # Wales and Charles have lost their s as stems
        keys |= {key[:-1] for key in keys if len(key) > 2}
    return keys


def _latin_keys(sounds: str) -> set[str]:
    options: list[tuple[str, ...]] = []
    for sound in sounds:
        plain = _KEYS.get(sound, "")
        if sound in {"H", "T", "z"}:
            options.append(("s", "t"))
        elif sound == "X":
            options.append(("t", "k", "s", ""))
        elif sound in {"j", "R"}:
            options.append((plain, ""))
        elif sound == "J":
            options.append(("s", "k"))
        else:
            options.append((plain,))
    if options:
        options[0] = (*(_first(sounds[0]) or options[0]), *_OTHER_FIRST.get(sounds[0], ()))
    return {"".join(key) for key in islice(product(*options), MOST_KEYS)}


def _first(sound: str) -> tuple[str, ...]:
    """Return what a word that begins with no consonant has first in its key."""
    return (sound,) if sound in {"h", "w", "y"} else ("a",) if sound in _VOWELS else ()


def _neighbours(keys: Iterable[str]) -> set[str]:
    """Return keys and, where they are long, their forms with one consonant left out."""
    near = set(keys)
    for key in keys:
        if len(key) >= 4:
            near |= {key[:k] + key[k + 1 :] for k in range(1, len(key))}
    return near


@lru_cache(maxsize=50_000)
def _left_out_kana(sounds: str) -> tuple[float, ...]:
    """Return what each katakana sound costs where the Latin word has nothing for it."""
    costs = []
    for k, sound in enumerate(sounds):
        before, after = sounds[k - 1 : k] if k else "", sounds[k + 1 : k + 2]
        if sound in _VOWELS:
            if sound == before:
                costs.append(0.05)
            elif after == sound:
                costs.append(0.7)
            elif before + sound in _NEEDED:
                costs.append(0.1)
            elif before in {"C", "j", "S", "k"} and sound == "i":
                costs.append(0.15)
            else:
                costs.append(0.3 if before in _VOWELS or sound == "y" else 0.7)
        elif sound in "wh":
            costs.append(0.3)
        elif k == len(sounds) - 2 and sound in "szT" and after == "u":
            costs.append(0.25)
        else:
            costs.append(1.0)
    return tuple(costs)


@lru_cache(maxsize=50_000)
def _left_out_latin(sounds: str) -> tuple[float, ...]:
    """Return what each letter costs where katakana has nothing for it."""
    costs = []
    for k, sound in enumerate(sounds):
        before, after = sounds[k - 1 : k] if k else "", sounds[k + 1 : k + 2]
        if sound in _VOWELS:
            if sound == "e" and not after:
                costs.append(0.05)
            else:
                costs.append(0.2 if before in _VOWELS or after in _VOWELS else 0.5)
        elif sound == "R":
            costs.append(0.1)
        elif sound in "hw":
            costs.append(0.2)
        elif (sound == "g" and (after == "n" or before == "n")) or (sound == "b" and before == "m"):
            costs.append(0.3)
        elif (sound in "dt" and before and before not in _VOWELS) or (sound == "l" and after):
            costs.append(0.5)
        else:
            costs.append(1.0)
    return tuple(costs)


@lru_cache(maxsize=256)
def _taken_for(sound: str) -> dict[str, float]:
    """Return what it costs to take a katakana sound for each letter that is not wholly other."""
    return {y: cost for (x, y), cost in _TAKEN.items() if x == sound} | {sound: 0.0}


def likeness(katakana: str, latin: str, least: float = 0.0) -> float:
    """Return how alike a katakana and a lower-case Latin word sound, 0 to 1.

    Words less alike than ``least`` give 0: that shows before they are compared to the end.
    """
    kana, letters = katakana_sounds(katakana), latin_sounds(latin)
    if not kana or not letters:
        return 0.0
    out_kana, out_latin = _left_out_kana(kana), _left_out_latin(letters)
    length = max(len(kana), len(letters))
    most = (1 - least) * length + 1e-9  # costs only grow from row to row
    previous = [0.0]
    for cost in out_latin:
        previous.append(previous[-1] + cost)
    for x, out_x in zip(kana, out_kana, strict=True):
        costs = _taken_for(x)
        left = previous[0] + out_x
        current = [left]
        for j, y in enumerate(letters):
            taken = previous[j] + costs.get(y, 1.0)
            above = previous[j + 1] + out_x
            left += out_latin[j]
            left = min(taken, above, left)
            current.append(left)
        if min(current) > most:
            return 0.0
        previous = current
    found = max(0.0, 1 - previous[-1] / length)
    return found if found >= least else 0.0


Filed: TypeAlias = dict[str, list[str]]


def file_words(latin: Iterable[str]) -> Filed:
    """Return lower-case Latin words by the consonants under which a katakana name finds them."""
    filed: Filed = defaultdict(list)
    for word in latin:
        if len(word) >= 3 and word.isalpha() and word.isascii():
            for key in _neighbours(_latin_keys(latin_sounds(word))):
                filed[key].append(word)
    return filed


def nearest(katakana: str, filed: Filed) -> list[str]:
    """Return the filed words that may sound like a name, the likeliest first, at most sixty.

    Of a name with fewer than two consonants nothing can be told: none.
    """
    sounds = katakana_sounds(katakana)
    keys = _katakana_keys(sounds)
    if max(map(len, keys)) < 2:
        return []
    near = {word for key in _neighbours(keys) if len(key) > 1 for word in filed.get(key, ())}
    same = {word for key in keys for word in filed.get(key, ())}
    ordered = sorted(near, key=lambda w: (w not in same, abs(len(w) - len(sounds)), w))
    return ordered[:MOST_CANDIDATES]


def sound_alikes(katakana: Iterable[str], latin: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Yield (katakana, Latin word, how surely) for the words that sound alike, from 0.5 to 1.

    The Latin words are lower-case, whole or stems. Of several words for one name those nearly as
    like as the best are given, at most three.
    """
    filed = file_words(latin)
    for name in katakana:
        least = LEAST if max(map(len, _katakana_keys(katakana_sounds(name)))) > 2 else LEAST_SHORT
        scored = [(likeness(name, word), word) for word in nearest(name, filed)]
        scored = sorted((pair for pair in scored if pair[0] >= least), key=lambda p: (-p[0], p[1]))
        for score, word in scored[:MOST]:
            if score >= scored[0][0] - NEAR_BEST:
                yield name, word, 0.5 + 0.5 * (score - least) / (1 - least)
