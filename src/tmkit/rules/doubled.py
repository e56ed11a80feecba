"""Words that stand twice: をを, それはは, するする, the the."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding, Passage
from tmkit.morphology import Morpheme
from tmkit.rules._markup import HOLE, prose
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import checked_japanese

# Cheap look before the words are asked for: any stretch of two or more signs that stands twice,
# or one kana that does.
_TWICE = re.compile(r"([をがはにでとのへもや])\1|([ぁ-ゖァ-ヺー一-鿿]{2,8})\2")
_REPEATABLE = frozenset(
    """
    ます いろ それ まだ もっと どんどん とても また ここ そこ どこ だれ なに
    いつ はい いいえ ちょっと だん わざ たび とき いや まあ ずっと やっと そう
    どう すぐ もう よく なお 一つ 一人 少し 次 代わる 行く 日 年 ひとつ ひとり
    ゆっくり さあ こう ただ うん そうそう 時 人 国 数 個 各 所 散り 広 高 長
    前 後 常 方 様
    """.split()
)
_SAID_TWICE = frozenset({"補助記号", "記号", "感動詞", "副詞", "形容詞", "形状詞"})
_ENGLISH = re.compile(
    r"(?<![\w’'-])(the|a|an|of|to|in|is|and|for|on|with|be|are|it|by|as|at|from|this|or|was|"
    r"were|has|have|will|"
    r"can|not|we|you|they|when|which|if|its|their) (\1)(?![\w’'.-])",
    re.IGNORECASE,
)


def doubled_word(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield words that stand twice in a row and are not said so."""
    passage = checked_japanese(unit)
    if passage is not None:
        yield from _japanese(unit, passage, context)
    english = unit.english
    if english is not None and english.kind != "code" and unit.checked:
        for match in _ENGLISH.finditer(prose(english.text)):
            if match[1] != match[1].lower() and match[2] != match[2].lower():
                continue
            yield finding(
                "doubled-word",
                "warning" if english is not unit.source else "info",
                unit,
                english,
                match.span(),
                (f'"{match[1]}" stands twice', f"「{match[1]}」が重なっています"),
                fix=match[1],
            )


def _japanese(unit: Unit, passage: Passage, context: Context) -> Iterator[Finding]:
    if not _TWICE.search(passage.text):
        return
    shown = prose(passage.text)
    if not _TWICE.search(shown):
        return
    place = 0
    words = context.words(passage.text)
    for index, word in enumerate(words):
        start, place = place, place + len(word.surface)
        if index + 1 == len(words) or words[index + 1].surface != word.surface:
            continue
        end = place + len(word.surface)
        if HOLE in shown[start:end] or not _is_slip(words, index):
            continue
        yield finding(
            "doubled-word",
            "warning",
            unit,
            passage,
            (start, end),
            (f"{word.surface} stands twice", f"「{word.surface}」が重なっています"),
            fix=word.surface,
        )


def _is_slip(words: list[Morpheme], index: int) -> bool:
    """Return whether the word at ``index`` and its like after it are one too many."""
    word = words[index]
    surface, pos = word.surface, word.pos
    if surface == "で" and "".join(w.surface for w in words[index + 1 : index + 3]) == "でも":
        return False  # どこででも, 一人ででも
    if pos[0] == "助詞" and words[index + 1].pos[0] == "助詞":
        return surface in "をがはにでへも" or surface in {"から", "より", "まで", "という"}
    if len(surface) < 2 or surface in _REPEATABLE or word.lemma in _REPEATABLE:
        return False
    if not re.search(r"[ぁ-ゖァ-ヺ一-鿿]", surface) or pos[0] in _SAID_TWICE:
        return False
    if (
        pos[1] == "数詞"
        or pos[0] == "接尾辞"
        or re.fullmatch(r"[ァ-ヺー]{1,3}|[ぁ-ゖ]{1,2}", surface)
    ):
        return surface in {"する", "した", "です", "ます", "ある", "いる", "して"}
    return index < 1 or words[index - 1].surface != surface


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "doubled-word",
        "punctuation",
        "warning",
        "a word stands twice in a row",
        "同じ語が続けて重なっている",
        doubled_word,
    ),
)
