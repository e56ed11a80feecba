"""Japanese words, and the runs of them that may be terms.

A candidate is a run of nouns, prefixes, suffixes, Latin words and ・ between katakana, with at most
one の or な inside. Where it begins and ends follows rules that were measured: never before a
suffix that belongs to it, never after a prefix, never within a run of katakana.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from tmkit.evidence.places import joined
from tmkit.language import fold
from tmkit.morphology import Morpheme
from tmkit.terms.row import Row

LONGEST: Final = 9  # words of a candidate
NONE: Final[Mapping[str, str]] = {}

_KATAKANA: Final = re.compile(r"[ァ-ヺー]+\Z")
_LATIN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]")
_NOMINAL: Final = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_KANJI: Final = re.compile(r"[\u4e00-\u9fff]")
_NOUN_ENDS: Final = frozenset("いきぎしちにびみりえけげせてねべめれ")
_OBJECTS: Final = frozenset("を に が は で と も".split())
_AFTER_NOUNS: Final = frozenset("の を が は に で と も へ から まで や".split())
_DOTS: Final = frozenset("・·=＝")
# What may stand between Latin words, and a space between Latin and Japanese ones: 暫定 API.
_BESIDE_LATIN: Final = frozenset(" -&")
# Suffixes that belong to no term: what stands before them may be one.
LOOSE: Final = frozenset(
    """
    氏 さん 様 さま 君 ちゃん たち 達 ら 等 など 間 時 内 中 用 側 上 下 紙 後 前 ごと 毎
    自身 同士 者ら 殿
    """.split()
)
_NO_END: Final = frozenset("氏 さん 様 さま 君 ちゃん たち 達 ら 等 など 自身".split())
FORMAL: Final = frozenset(
    """
    こと もの ため よう ところ とき わけ はず つもり の ん それ これ あれ どれ 何 誰 私 我々 彼
    彼女 場合 際 前 後 中 間 上 下 方 他 今 今日 昨日 明日
    """.split()
)
_UNITS_OF: Final = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接尾辞"})
_LIGHT: Final = frozenset(
    """
    する 為る ある 有る いる 居る なる 成る こと 事 もの 物 ため 為 よう 様 できる 出来る くる
    来る いう 言う いく 行く 氏 さん 等 達 的
    """.split()
)


class Word(NamedTuple):
    """A word of the text with its place there."""

    morpheme: Morpheme
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.morpheme.surface)

    @property
    def text(self) -> str:
        """The word as it stands."""
        return self.morpheme.surface


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a term, ``words[first:stop]``."""

    first: int
    stop: int
    key: str
    weight: float
    before: bool  # whether a noun stands beside it that may belong to it
    after: bool


def row(found: Sequence[Word]) -> Row[Morpheme, Word]:
    """Return words kept small."""
    return Row([word.morpheme for word in found], [word.start for word in found], Word)


def words(text: str, analyse: Callable[[str], list[Morpheme]]) -> list[Word]:
    """Return the words of a Japanese text in order; ``analyse`` is the morphology's verb."""
    found, at = [], 0
    for morpheme in analyse(text):
        end = at + len(morpheme.surface)
        if end > at:  # Sudachi has words of no length (… is three)
            found.append(Word(morpheme, at))
        at = end
    return [
        Word(_as_noun(word.morpheme), word.start) if _is_verbal_noun(found, k) else word
        for k, word in enumerate(found)
    ]


@lru_cache(maxsize=20_000)
def _as_noun(verb: Morpheme) -> Morpheme:
    return replace(verb, pos=("名詞", "普通名詞"))


def _is_verbal_noun(found: Sequence[Word], k: int) -> bool:
    """Return whether a verb is a noun where it stands: 呼び出し in 呼び出し可能, 外し in 参照外し.

    It ends like one (in the i or e row, so it is no dictionary form), and is part of a compound: a
    noun follows, or a noun stands before it and what follows is a particle that follows nouns.
    """
    m = found[k].morpheme
    if m.pos != ("動詞", "一般") or m.surface[-1] not in _NOUN_ENDS or not _KANJI.search(m.surface):
        return False
    before = found[k - 1].morpheme if k else None
    after = found[k + 1].morpheme if k + 1 < len(found) else None
    compound = before is not None and before.pos[0] == "名詞"
    if after is not None and after.pos[0] in {"名詞", "形状詞", "接尾辞"}:
        return before is None or before.surface not in _OBJECTS
    ends = after is None or (after.pos[0] == "助詞" and after.surface in _AFTER_NOUNS)
    return compound and ends


def split(found: Sequence[Word], compounds: Mapping[str, tuple[str, ...]]) -> list[Word]:
    """Return words with those that are compounds as their parts."""
    words: list[Word] = []
    for word in found:
        at = word.start
        for part in compounds.get(word.text, ()):
            words.append(Word(_part(word.morpheme, part), at))
            at += len(part)
        if at == word.start:
            words.append(word)
    return words


@lru_cache(maxsize=20_000)
def _part(whole: Morpheme, text: str) -> Morpheme:
    return replace(whole, surface=text, lemma=text, normal=text, reading=text)


def units(word: Word, is_head: Callable[[str], bool]) -> tuple[str, ...]:
    """Return what of a word is aligned: its short units, as the dictionary files them."""
    m = word.morpheme
    if m.pos[0] not in _UNITS_OF or (m.pos[1] == "非自立可能" and m.pos[0] == "動詞"):
        return ()
    if m.pos[1] == "数詞" or m.lemma in _LIGHT:
        return ()
    if _LATIN.match(m.surface):
        return (fold(m.surface),)
    if m.name and m.parts and _KATAKANA.match(m.parts[0][0]):
        return (m.parts[0][1],)  # アイオワ州 is アイオワ
    countries = joined(m.surface) if m.pos[0] == "名詞" and not m.name else ()
    if countries:
        return countries  # 中露 is 中国 and ロシア
    verbal = any(part == "動詞" for _, _, part in m.parts) and is_head(m.surface)
    if m.parts and m.pos[1] != "固有名詞" and not verbal:  # 呼び出し is not 呼ぶ and 出す
        inner = [p for p in m.parts if p[2] in _UNITS_OF and p[1] not in _LIGHT]
        if inner:
            return tuple(lemma for _, lemma, _ in inner)
    for form in (m.lemma, m.normal, m.surface):
        if is_head(form):
            return (form,)
    return (m.normal or m.surface,)


def is_katakana(text: str) -> bool:
    """Return whether a word is nothing but katakana."""
    return bool(_KATAKANA.match(text))


def cut_names(
    found: Sequence[Word], is_head: Callable[[str], bool]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each run of katakana that the analyser cut into words, and the units of those."""
    for katakana, run in groupby(found, key=lambda word: bool(_KATAKANA.match(word.text))):
        words = list(run)
        if katakana and len(words) > 1:
            inner = tuple(unit for word in words for unit in units(word, is_head))
            yield "".join(word.text for word in words), inner


def candidates(found: Sequence[Word], clips: Mapping[str, str] = NONE) -> Iterator[Candidate]:
    """Yield the candidates of a text by their first word, then their length.

    ``clips`` are long words with their clipped forms, which are counted as the same.
    """
    n = len(found)
    inside = [_is_inside(found, k) for k in range(n)]
    for first in range(n):
        if not inside[first] or not _may_begin(found, first):
            continue
        linked = 0
        for stop in range(first + 1, min(n, first + LONGEST) + 1):
            if not inside[stop - 1]:
                if not _is_link(found, stop - 1, inside) or linked:
                    break
                linked = 1
                continue
            if _may_end(found, stop) and _says_something(found[first:stop]):
                counted = key(found[first:stop], clips)
                weight = _weight(found, first, stop, bool(linked))
                sides = _goes_on(found, first - 1), _goes_on(found, stop)
                yield Candidate(first, stop, counted, weight, *sides)


def key(run: Sequence[Word], clips: Mapping[str, str] = NONE) -> str:
    """Return what is counted as one rendering: the text in NFKC, lower case, long words clipped."""
    return fold("".join(clips.get(word.text, word.text) for word in close(run)))


def close(run: Sequence[Word]) -> list[Word]:
    """Return words without the spaces that some writers leave between Latin and Japanese ones."""
    return [
        word
        for k, word in enumerate(run)
        if word.text != " "
        or not 0 < k < len(run) - 1
        or all(_LATIN.match(run[x].text) for x in (k - 1, k + 1))
    ]


def _is_inside(found: Sequence[Word], k: int) -> bool:
    m = found[k].morpheme
    if m.surface in _DOTS:
        return 0 < k < len(found) - 1 and bool(
            _KATAKANA.match(found[k - 1].text) and _KATAKANA.match(found[k + 1].text)
        )
    if m.surface in _BESIDE_LATIN:
        if not 0 < k < len(found) - 1:
            return False
        sides = [bool(_LATIN.match(found[x].text)) for x in (k - 1, k + 1)]
        beside = not any(_is_counter(found[x].morpheme) for x in (k - 1, k + 1)) and all(
            found[x].morpheme.pos[0] in _NOMINAL for x in (k - 1, k + 1)
        )
        return all(sides) or (m.surface == " " and any(sides) and beside)
    if _LATIN.match(m.surface):
        return True
    if m.pos[0] == "名詞" and m.pos[1] == "数詞":
        return True
    return m.pos[0] in _NOMINAL and m.surface not in {"こと", "もの", "ため", "よう", "そう"}


def _is_link(found: Sequence[Word], k: int, inside: Sequence[bool]) -> bool:
    m = found[k].morpheme
    if k + 1 >= len(found) or not inside[k + 1]:
        return False
    if m.surface == "の" and m.pos[0] == "助詞":
        return True
    return (
        m.surface == "な"
        and m.pos[0] == "助動詞"
        and found[k - 1].morpheme.pos[0] in {"形状詞", "接尾辞", "名詞"}
    )


def _may_begin(found: Sequence[Word], k: int) -> bool:
    m = found[k].morpheme
    if m.pos[0] == "接尾辞" or m.surface in _DOTS or m.surface in _BESIDE_LATIN:
        return False
    if k == 0:
        return True
    before = found[k - 1]
    if before.morpheme.pos[0] == "接頭辞" and before.text not in {"同", "両", "各", "約", "全"}:
        return False
    counted = before.morpheme.pos[1] == "数詞" and m.pos[1] in {"数詞", "普通名詞"}
    return not (counted and _is_counter(m))


def _is_counter(m: Morpheme) -> bool:
    return m.pos[1] == "数詞" or m.pos[0] == "接尾辞"


def _may_end(found: Sequence[Word], stop: int) -> bool:
    last = found[stop - 1]
    m = last.morpheme
    if m.pos[0] == "接頭辞" or m.surface in _DOTS | _NO_END | _BESIDE_LATIN:
        return False
    if m.pos[1] == "数詞":
        return stop >= 2 and bool(
            _LATIN.match(found[stop - 2].text) or _KATAKANA.match(found[stop - 2].text)
        )
    if stop == len(found):
        return True
    after = found[stop].morpheme
    if after.pos[0] != "接尾辞":
        return True
    # 冪等性: what is loose at the end of a word is none inside one.
    deeper = stop + 1 < len(found) and found[stop + 1].morpheme.pos[0] == "接尾辞"
    return after.surface in LOOSE and not deeper


def _says_something(run: Sequence[Word]) -> bool:
    """Return whether a run has a word that could be a term's."""
    if len(run) == 1:
        m = run[0].morpheme
        return (
            m.surface not in FORMAL
            and m.pos[0] in {"名詞", "形状詞"}
            and (m.pos[1] != "数詞" and not m.surface.isdigit())
        )
    return any(
        word.morpheme.pos[0] in {"名詞", "形状詞"} and word.morpheme.pos[1] != "数詞"
        for word in run
    )


def _weight(found: Sequence[Word], first: int, stop: int, linked: bool) -> float:
    """Return less than 1 where a run is probably part of a longer term, or loosely joined."""
    weight = 0.8 if linked else 1.0
    for k in (first - 1, stop):
        if 0 <= k < len(found):
            m = found[k].morpheme
            if m.surface in _DOTS:
                weight *= 0.8
            elif _KATAKANA.match(m.surface) and _KATAKANA.match(
                found[first if k < first else stop - 1].text
            ):
                weight *= 0.75
    if (
        stop - first == 1
        and found[first].morpheme.pos[1] == "普通名詞"
        and found[first].text in FORMAL
    ):
        weight *= 0.8
    return weight


def _goes_on(found: Sequence[Word], k: int) -> bool:
    """Return whether a word beside a run is a noun that may belong to it."""
    if not 0 <= k < len(found):
        return False
    m = found[k].morpheme
    return m.pos[0] in {"名詞", "接頭辞"} and m.pos[1] != "数詞" and m.surface not in FORMAL
