"""What of a text can be a term: runs of English words, Japanese nouns and their compounds.

Code, addresses and the names of roles and targets in markup are no wording and are passed over;
English words are compared in the singular, katakana as spelled without what spellings differ in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tmkit.evidence.words import STOP_WORDS, plain
from tmkit.morphology import Morpheme, by_word
from tmkit.rules._rule import Context

LONGEST_ENGLISH, LONGEST_JAPANESE = 4, 4  # words of a term

_MARKUP = re.compile(
    r"https?://[!-~]+"
    r"|``[^`]*``"
    r"|:(?:term|ref|doc|index|dfn|guilabel|menuselection):(?=`)"  # what they hold is prose
    r"|:[a-z][a-z0-9:+-]*:`[^`]*`"
    r"|`[!-_a-~]+`"
    r"|<[A-Za-z/#][^<>]*>"
    r"|\{[^{}\s]*\}|%\([^()\s]*\)[a-z]|%[a-z]\b"
    r"|\*\*?[a-z_][a-z0-9_]*\*\*?"
)
_ENGLISH = re.compile(r"[A-Za-z0-9_.]*[A-Za-z0-9_](?:['’][A-Za-z]+)?")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_CAMEL = re.compile(r"[a-z][A-Z]")
_JOINTS = frozenset({"", " ", "\n", "  ", " \n", "\n ", "\n\n", "-"})  # within a term
# What follows these is not the term that it is without them: least significant bit.
_BOUND = frozenset({"most", "least", "first", "second", "third"})
# Words that stand in the middle of a term but not at its edges, and words that make no term.
_INNER = frozenset({"of"})
_EMPTY = (STOP_WORDS - {"most"}) | frozenset(
    """above after again almost already although always among another around away because become
    before below besides both cannot come different does during either end enough etc even ever
    every example few follow following get give given go good have however instead just know
    last later less let like little long look made make many mean more much need neither
    never new next not now often once one ones only other others per perhaps please put quite rather
    really same see seem several simply since something sometime sometimes soon still such
    take than thing though through thus together too two unless until upon use used useful using
    usual usually various want way well whether while within without would yet no yes
    between via how against per across toward towards three own
    able done back possible possibly note true false none null""".split()
)


def masked(text: str) -> str:
    """Return the text with what is no wording blanked out; every character keeps its place."""
    return _MARKUP.sub(lambda match: "\0" * len(match[0]), text)


def english_terms(text: str) -> dict[str, tuple[int, int]]:
    """Return the runs of one to four content words, in the singular, with where each is first."""
    found: dict[str, tuple[int, int]] = {}
    for run in _english_runs(masked(text)):
        for i, (first, start, _) in enumerate(run):
            if first in _INNER or (i and run[i - 1][2] + 1 == start and text[start - 1] == "-"):
                continue  # never within a word with hyphens
            if i and run[i - 1][0] in _BOUND:
                continue
            key = ""
            for word, _, end in run[i : i + LONGEST_ENGLISH]:
                key = f"{key} {word}" if key else word
                if word not in _INNER and text[end : end + 1] != "-":
                    found.setdefault(key, (start, end))
    return found


def terms_of(text: str, context: Context) -> dict[str, tuple[int, int]]:
    """Return :func:`english_terms` of a text, made once a check."""
    return context.of(_terms, text)


def _terms(text: str, _: Context) -> dict[str, tuple[int, int]]:
    return english_terms(text)


def _english_runs(text: str) -> Iterator[list[tuple[str, int, int]]]:
    """Yield runs of neighbouring words as (word, start, end)."""
    run: list[tuple[str, int, int]] = []
    last = 0
    for match in _ENGLISH.finditer(text):
        start, word = match.start(), match[0]
        if run and text[last:start] not in _JOINTS:
            yield run
            run = []
        last = match.end()
        bare = singular(word)
        hyphened = text[start - 1 : start] == "-" or text[last : last + 1] == "-"
        if not bare or (bare in _EMPTY and bare not in _INNER and not hyphened):
            if run:
                yield run
            run = []
            continue
        run.append((bare, start, last))
    if run:
        yield run


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return a word in lower case and in the singular; nothing for a name of code."""
    if len(word) < 2 or not _WORD.fullmatch(word) or _CAMEL.search(word):
        return ""
    bare = plain(word)
    if len(bare) > 4 and bare.endswith("ies"):
        return bare[:-3] + "y"
    if len(bare) > 4 and bare.endswith(("sses", "shes", "ches", "xes", "zes")):
        return bare[:-2]
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith(("ss", "us", "is")):
        return bare[:-1]
    return bare


_SPELLED = str.maketrans("ァィゥェォャュョヮヵヶヴヂヅ", "アイウエオヤユヨワカケブジズ", "ー・ッ＝")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_AFTER_E = re.compile("(?<=[エケセテネヘメレゲゼデベペ])イ")


def folded(text: str) -> str:
    """Return the key of a Japanese word: what its katakana spellings have in common.

    ユーザ and ユーザー have one key, so have フェース and フェイス, デジタル and ディジタル. Some
    words that differ have one too, ビル and ビール.
    """
    if not _KATAKANA.search(text):
        return text
    plain_text = text.replace("ティ", "チ").replace("ディ", "デ").translate(_SPELLED)
    return _AFTER_E.sub("", plain_text)


_TERM = re.compile(r"[\u30a1-\u30fa\u3400-\u9fff々〆]")
_ONLY_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々〆]+\Z")
_FORMAL = frozenset(
    "等 際 時 為 事 物 者 所 様 方 旨 他 内 中 上 下 間 後 前 以下 以上 以外 場合".split()
)


class Noun(NamedTuple):
    """A Japanese noun or compound of a text: its key, where it stands, and its words."""

    key: str
    start: int
    end: int
    words: tuple[Morpheme, ...]


@by_word
def is_nominal(word: Morpheme) -> bool:
    """Return whether a word can be part of a term."""
    kind, detail = word.pos
    if kind == "名詞":
        return detail != "数詞" and _ONLY_JAPANESE.match(word.surface) is not None
    return kind in {"接頭辞", "形状詞"} or (kind == "接尾辞" and detail in {"名詞的", "形状詞的"})


def runs(words: list[Morpheme]) -> Iterator[list[tuple[Morpheme, int]]]:
    """Yield the runs of neighbouring nouns with their offsets; a verb before a noun is one too."""
    run: list[tuple[Morpheme, int]] = []
    offset = 0
    for index, word in enumerate(words):
        if is_nominal(word) or _makes_noun(words, index):
            run.append((word, offset))
        elif run:
            yield run
            run = []
        offset += len(word.surface)
    if run:
        yield run


def _makes_noun(words: list[Morpheme], index: int) -> bool:
    """Return whether a verb is the first part of a compound: 読み取り of 読み取り専用."""
    word = words[index]
    if word.pos[0] != "動詞" or word.surface == word.lemma or not _TERM.search(word.surface):
        return False
    after = words[index + 1] if index + 1 < len(words) else None
    return (
        after is not None
        and after.pos[0] == "名詞"
        and word.surface[-1] in "いきぎしちにびみりえけげせてねべめれ"
    )


@by_word
def _part(word: Morpheme) -> tuple[str, bool]:
    """Return the key of a part of a compound, and whether it names something."""
    return folded(word.surface), _TERM.search(word.surface) is not None


def nouns(words: list[Morpheme]) -> Iterator[Noun]:
    """Yield every noun of a text and every compound of up to four."""
    for run in runs(words):
        for i, (head, start) in enumerate(run):
            key, names = "", False
            for j in range(i, min(len(run), i + LONGEST_JAPANESE)):
                word, offset = run[j]
                part, naming = _part(word)
                key += part
                names = names or naming
                if not names or word.pos[0] == "接頭辞":
                    continue
                if i == j and (head.pos[0] in {"接尾辞", "動詞"} or key in _FORMAL):
                    continue
                end = offset + len(word.surface)
                yield Noun(key, start, end, tuple([w for w, _ in run[i : j + 1]]))


def nouns_of(text: str, context: Context) -> tuple[Noun, ...]:
    """Return :func:`nouns` of a Japanese text, made once a check."""
    return context.of(_nouns, text)


def _nouns(text: str, context: Context) -> tuple[Noun, ...]:
    return tuple(nouns(context.words(text)))
