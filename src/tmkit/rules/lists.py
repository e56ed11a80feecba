"""List items that run together because what parts them was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from tmkit.evidence.lexicon import Lexicon
from tmkit.evidence.words import content_words
from tmkit.model import Finding
from tmkit.morphology import Morpheme
from tmkit.rules._markup import prose
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese, japanese_of

_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_NOUNS = frozenset({"名詞", "形状詞", "接頭辞", "接尾辞"})
_LOAN = re.compile(r"[ァ-ヺー]{3,}")
# Loan adjectives that end a compound: スレッドセーフな, メモリフリーな.
_SECOND = (
    "セーフ",
    "フリー",
    "ライク",
    "フレンドリー",
    "アウェア",
    "レス",
    "ローカル",
    "グローバル",
)


def list_run_together(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield nouns that belong to two items of the English list and stand as one compound."""
    passage = checked_japanese(unit)
    if passage is None:
        return
    english = unit.english
    if english is None:
        yield from _unparted_loans(unit, context)
        return
    items = _ASIDE.sub(" ", prose(english.text)).split(";")
    if len(items) < 3 or context.lexicon is None:
        return
    if len(re.findall("[；;]", passage.text)) >= len(items) - 1:
        return
    stems = [frozenset(content_words(item)) for item in items]
    for left, right, start, end in _junctions(context.words(passage.text)):
        first, second = _meanings(left, context.lexicon), _meanings(right, context.lexicon)
        for at in range(len(items) - 1):
            if first & stems[at] and second & stems[at + 1]:
                if first & stems[at + 1] or second & stems[at]:
                    continue
                yield _run_together(unit, passage.text[start:end], (start, end))
                break


def _run_together(unit: Unit, shown: str, span: tuple[int, int]) -> Finding:
    return finding(
        "list-run-together",
        "warning",
        unit,
        japanese_of(unit),
        span,
        (
            f"two items of a list run together in {shown}; a 、 is missing",
            f"「{shown}」で列挙の項目がつながっています（「、」などの脱落）",
        ),
    )


def _junctions(words: list[Morpheme]) -> Iterator[tuple[Morpheme, Morpheme, int, int]]:
    """Yield neighbouring nouns with where they stand; the second goes on with の or な."""
    place = 0
    for index in range(len(words) - 2):
        start, place = place, place + len(words[index].surface)
        left, right, after = words[index : index + 3]
        if left.pos[0] in _NOUNS and right.pos[0] in _NOUNS and after.surface in {"の", "な"}:
            if left.pos[1] == "数詞" or left.pos[0] == "接頭辞" or right.pos[0] == "接尾辞":
                continue
            if len(left.surface) > 1 and len(right.surface) > 1 and not left.surface.isascii():
                yield left, right, start, place + len(right.surface)


@lru_cache(maxsize=2)
def _names(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(lexicon.stems)


def _meanings(word: Morpheme, lexicon: Lexicon) -> frozenset[str]:
    """Return the English stems of a word and, where it has none, of its parts."""
    forms: Mapping[str, None] = dict.fromkeys((word.lemma, word.normal, word.surface))
    forms = forms or {part[1]: None for part in word.parts}
    names = _names(lexicon)
    found: set[str] = set()
    for place in lexicon.find(list(forms)):
        if place >= 0:
            span = slice(int(lexicon.first[place]), int(lexicon.first[place + 1]))
            found |= {names[int(link)] for link in lexicon.links[span]}
    return frozenset(found)


def _unparted_loans(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield, without English, a loan noun that a clause describes and a loan adjective follows.

    影響を与える｜イニシアチブ｜グローバルな｜資源: what the clause describes must end before the
    next adjective begins.
    """
    passage = japanese_of(unit)
    if not re.search(r"[ァ-ヺー]{6,}な", passage.text):
        return
    words = context.words(passage.text)
    place = 0
    for index in range(len(words) - 3):
        start, place = place, place + len(words[index].surface)
        verb, noun = words[index - 1] if index else None, words[index]
        adjective, particle, head = words[index + 1 : index + 4]
        if (
            verb is not None
            and verb.pos[0] in {"動詞", "助動詞"}
            and verb.surface == verb.lemma
            and _LOAN.fullmatch(noun.surface)
            and _LOAN.fullmatch(adjective.surface)
            and adjective.pos[0] in {"形状詞", "名詞"}
            and particle.surface == "な"
            and head.pos[0] == "名詞"
            and not adjective.surface.endswith(_SECOND[:-1])
            and len(noun.surface) >= 5
        ):
            end = place + len(adjective.surface)
            yield _run_together(unit, passage.text[start:end], (start, end))


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "list-run-together",
        "punctuation",
        "warning",
        "two items of a list run together",
        "列挙の項目がつながっている",
        list_run_together,
    ),
)
