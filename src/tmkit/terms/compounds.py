"""Katakana compounds that the analyser has whole: インポートパス is インポート and パス.

No dictionary has them, so their parts must be found: words that a dictionary has, that stand alone
elsewhere, or that sound like an English word beside them; all but one are said in the English text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.names import sound_alikes

SHORTEST: Final = 2  # kana of a part
LONGER: Final = 3  # and of one of them
MOST: Final = 3  # parts


def parts(
    beside: Mapping[str, Collection[str]], alone: Collection[str], lexicon: Lexicon | None
) -> dict[str, tuple[str, ...]]:
    """Return the parts of each katakana word that is a compound.

    ``beside`` are the words that may be some, each with the English words and stems of its texts;
    ``alone`` are the katakana words of the corpus.
    """
    tried = {word: list(_cuts(word)) for word in sorted(beside) if len(word) >= LONGER + SHORTEST}
    pieces = sorted({piece for cuts in tried.values() for cut in cuts for piece in cut})
    heads = dict.fromkeys(pieces, -1)
    if lexicon is not None:
        heads = dict(zip(pieces, lexicon.find(pieces).tolist(), strict=True))
    known = {piece for piece in pieces if heads[piece] >= 0 or piece in alone}
    whole = dict(zip(tried, lexicon.find(list(tried)).tolist(), strict=True)) if lexicon else {}
    found: dict[str, tuple[str, ...]] = {}
    for word, cuts in tried.items():
        words = beside[word]
        if whole.get(word, -1) >= 0 or _sounds(word, words):
            continue  # ミュータブル is mutable
        ways = sorted(cuts, key=lambda c: (len(c), -len(known & {*c}), -min(map(len, c)), c))
        for cut in ways:
            if known.isdisjoint(cut):
                continue
            said = [_is_said(piece, heads[piece], words, lexicon) for piece in cut]
            sure = [s or piece in known for s, piece in zip(said, cut, strict=True)]
            if all(sure) and any(said) and sum(said) >= len(cut) - 1:
                found[word] = cut
                break
    return found


def _cuts(word: str, most: int = MOST) -> list[tuple[str, ...]]:
    """Return the ways to cut a word in two or more; none begins with what cannot begin a word."""
    found: list[tuple[str, ...]] = []
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        first, rest = word[:at], word[at:]
        if rest[0] in "ーァィゥェォャュョッン":
            continue
        if max(len(first), len(rest)) >= LONGER:
            found.append((first, rest))
        if most > 2:
            found += [(first, *cut) for cut in _cuts(rest, most - 1)]
    return found


def _is_said(piece: str, head: int, words: Collection[str], lexicon: Lexicon | None) -> bool:
    """Return whether an English text has a part, as its gloss or as what it sounds like."""
    if head >= 0 and lexicon is not None:
        span = slice(int(lexicon.first[head]), int(lexicon.first[head + 1]))
        links = set(lexicon.links[span].tolist())
        if any(lexicon.stems.get(stem) in links for stem in words):
            return True
    return _sounds(piece, words)


def _sounds(piece: str, words: Collection[str]) -> bool:
    return len(piece) >= LONGER and any(True for _ in sound_alikes([piece], words))
