"""A text as the bag of types that the aligner compares.

English gives stems, Japanese gives dictionary words. What both sides write alike becomes the same
type on both: numbers by value (``#350000000``), Latin words, addresses. A Japanese type is the
word as the dictionary files it; Latin words inside Japanese carry the prefix ``L:``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tmkit.evidence.lexicon import Lexicon, stem
from tmkit.evidence.numbers import keys
from tmkit.evidence.words import STOP_WORDS, plain
from tmkit.language import primary
from tmkit.morphology import Morpheme, morphemes

LATIN = "L:"
_ENGLISH = re.compile(r"https?://[!-~]+|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*")
_FUNCTION_POS = {"助詞", "助動詞", "補助記号", "空白", "記号", "接頭辞"}
# Words so common that they carry no evidence: light verbs, formal nouns, demonstratives.
_LIGHT = frozenset(
    """する ある いる なる こと もの ため よう それ これ その この あの れる られる せる させる
    とき ところ の ん できる おる くる いう いく みる しまう くれる もらう いただく 為る 有る 居る
    成る 事 物 為 様 其れ 此れ 其の 此の 時 所 出来る 来る 言う 行く 見る 仕舞う そう どう ここ
    そこ 的 さん 氏 等 達 ず ます です
    """.split()
)
_LONGEST_COMPOUND = 3  # words joined to look for a compound that Sudachi splits


def tokens(text: str, lang: str, lexicon: Lexicon | None) -> list[str]:
    """Return the types of a text, with repetitions, in no particular order."""
    if primary(lang) == "ja":
        return japanese_tokens(text, lexicon)
    return latin_tokens(text) + keys(text, "en")


def latin_tokens(text: str) -> list[str]:
    """Return the stems of the Latin words of a text, and its addresses."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return [found for word in _ENGLISH.findall(text) if (found := _latin_type(word))]


@lru_cache(maxsize=100_000)
def _latin_type(word: str) -> str:
    """Return the type of a Latin word or an address; nothing for a word without evidence."""
    if word.startswith("http"):
        return "url:" + word.lower().rstrip(".,)")
    bare = plain(word)
    return stem(bare) if len(bare) > 1 and bare not in STOP_WORDS else ""


def japanese_tokens(text: str, lexicon: Lexicon | None) -> list[str]:
    """Return the dictionary words of a Japanese text, its numbers and its Latin words."""
    folded = unicodedata.normalize("NFKC", text)
    found = [t if t.startswith("url:") else LATIN + t for t in latin_tokens(folded)]
    found += keys(folded, "ja")
    known = _words_of(lexicon)
    run: list[str] = []  # the surfaces of neighbouring nouns
    for word in morphemes(folded):
        entry = known.get(id(word))
        if entry is None:
            entry = known[id(word)] = _Word(word, _analyse(word, lexicon), _is_nominal(word))
        found += entry.types
        if not entry.nominal:
            run.clear()
        elif lexicon is not None:
            run.append(word.surface)
            if len(run) > 1:
                found += _compounds(run, lexicon)
    return found


class _Word(NamedTuple):
    """What is known of a morpheme; it is kept with it, so that its identity stays its own."""

    word: Morpheme
    types: tuple[str, ...]
    nominal: bool


@lru_cache(maxsize=4)
def _words_of(lexicon: Lexicon | None) -> dict[int, _Word]:
    """Return the memory of the words met so far, one for each lexicon."""
    del lexicon
    return {}


def _is_nominal(word: Morpheme) -> bool:
    return word.pos[0] in {"名詞", "接尾辞", "接頭辞"} and not word.surface.isascii()


def _analyse(word: Morpheme, lexicon: Lexicon | None) -> tuple[str, ...]:
    if (
        word.pos[0] in _FUNCTION_POS
        or word.pos[1] == "数詞"
        or word.surface.isascii()
        or word.lemma in _LIGHT
    ):
        return ()
    for form in (word.lemma, word.normal, word.surface):
        if lexicon is not None and _is_head(form, lexicon):
            inner = _inner(word, lexicon) if len(word.surface) >= 4 else ()
            return (form, *inner)
    parts = _inner(word, lexicon)
    own = word.normal if word.normal and not word.normal.isascii() else word.surface
    if parts and word.pos[1] != "固有名詞":
        return parts
    return (own, *parts)


def _inner(word: Morpheme, lexicon: Lexicon | None) -> tuple[str, ...]:
    if word.pos[0] != "名詞":
        return ()
    return tuple(
        lemma
        for _, lemma, pos in word.parts
        if pos in {"名詞", "形状詞", "動詞", "形容詞"}
        and lemma not in _LIGHT
        and (lexicon is None or _is_head(lemma, lexicon))
    )


@lru_cache(maxsize=200_000)
def _is_head(text: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.find([text])[0] >= 0)


def _compounds(run: list[str], lexicon: Lexicon) -> list[str]:
    """Return the dictionary's compounds that end with the last of a run of nouns."""
    found = []
    for size in range(2, min(len(run), _LONGEST_COMPOUND) + 1):
        joined = "".join(run[-size:])
        if len(joined) > 2 and _is_head(joined, lexicon):
            found.append(joined)
    return found
