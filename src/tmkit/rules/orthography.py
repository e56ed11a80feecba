"""One word, one spelling: katakana, okurigana, kanji or kana, and slips of the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Final

from tmkit.model import Finding
from tmkit.morphology import Morpheme
from tmkit.rules._renderings import dictionary
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._variants import (
    KANJI,
    KATAKANA,
    Spelling,
    Variant,
    same_katakana,
    same_okurigana,
    same_word_in_kana,
    variants,
)
from tmkit.rules._wording import folded

_ALL_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+\Z")
Entry = tuple[Unit, Spelling]


def _spellings(
    unit: Unit, context: Context, family: Callable[[Morpheme], tuple[str, str] | None]
) -> Iterator[tuple[Hashable, Spelling]]:
    """Yield the spellings of a unit under the keys of their families, (key, text) of a word."""
    passage = unit.japanese
    if passage is None:
        return
    first: dict[tuple[str, str], tuple[int, Morpheme]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    offset = 0
    for word in context.words(passage.text):
        found = family(word)
        if found is not None:
            first.setdefault(found, (offset, word))
            counts[found] += 1
        offset += len(word.surface)
    for (key, text), (start, word) in first.items():
        yield key, Spelling(text, word.surface, start, counts[key, text], word.normal)


def _katakana_family(word: Morpheme) -> tuple[str, str] | None:
    if not KATAKANA.match(word.surface) or word.pos[0] != "名詞":
        return None
    known = word.normal if KATAKANA.match(word.normal) else word.surface
    return folded(known), word.surface


def _sort_katakana(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Spelling]]:
    yield from _spellings(unit, context, _katakana_family)
    passage = unit.japanese
    if passage is None:
        return
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for text, start in _cut_words(context.words(passage.text)):
        counts[text] += 1
        first.setdefault(text, start)
    for text, count in counts.items():
        yield folded(text), Spelling(text, text, first[text], count, "")


LONGEST_CUT = 9  # letters of a word that the analyser may take for two; longer ones are two


def _cut_words(words: list[Morpheme]) -> Iterator[tuple[str, int]]:
    """Yield pairs of katakana nouns that stand together and alone, as one word, with its place."""
    offset = 0
    run: list[str] = []
    for word in [*words, None]:
        if word is not None and word.pos[0] == "名詞" and _ALL_KATAKANA.match(word.surface):
            run.append(word.surface)
        else:
            text = "".join(run)
            if len(run) == 2 and len(text) <= LONGEST_CUT:
                yield text, offset - len(text)
            run = []
        offset += len(word.surface) if word is not None else 0


def _judge_katakana(_: Hashable, entries: list[Entry], context: Context) -> Iterator[Finding]:
    if not any(unit.checked for unit, _ in entries):
        return
    book = dictionary(context)
    for variant in variants(entries, lambda a, b: same_katakana(a, b, book)):
        yield _report("katakana-variant", variant)


def _report(rule: str, variant: Variant) -> Finding:
    spelling = variant.spelling
    majority, minority = variant.evidence
    message = (
        f"{spelling.text}: these texts write {variant.usual} {majority.count} times and "
        f"{spelling.text} {minority.count} times ({variant.count} in this file)",
        f"{spelling.text}: {variant.usual} が {majority.count} 回、{spelling.text} が "
        f"{minority.count} 回使われています（このファイルに {variant.count} 回）",
    )
    return finding(
        rule,
        variant.severity,
        variant.unit,
        variant.passage,
        (spelling.offset, spelling.offset + len(spelling.surface)),
        message,
        evidence=variant.evidence,
        fix=variant.usual if spelling.surface == spelling.text else None,
    )


_VARIED = {"名詞", "形状詞", "副詞", "動詞", "形容詞"}


def _okurigana_family(word: Morpheme) -> tuple[str, str] | None:
    kind, detail = word.pos
    if kind not in _VARIED or detail in {"固有名詞", "数詞", "非自立可能", "助動詞語幹"}:
        return None
    text = word.lemma if kind in {"動詞", "形容詞"} else word.surface
    if KATAKANA.match(text) or not KANJI.search(word.normal + text) or word.surface.isascii():
        return None
    return f"{kind}:{word.normal}", text


def _sort_okurigana(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Spelling]]:
    return _spellings(unit, context, _okurigana_family)


def _judge_okurigana(_: Hashable, entries: list[Entry], __: Context) -> Iterator[Finding]:
    if not any(unit.checked for unit, _ in entries):
        return
    for variant in variants(entries, lambda a, b: same_okurigana(a.text, b.text)):
        yield _report("okurigana-variant", variant)


_KANA_OR_KANJI = {"名詞", "形状詞", "副詞"}
# Words that are nouns with a meaning of their own in kanji and little but grammar in kana.
_FORMAL = frozenset(
    "物 事 時 所 為 様 通り 方 程 位 上 内 中 下 他 間 訳 筈 故 毎 等 者 側 風".split()
)


def _kana_family(word: Morpheme) -> tuple[str, str] | None:
    kind, detail = word.pos
    if kind not in _KANA_OR_KANJI or detail in {"固有名詞", "数詞", "助動詞語幹"}:
        return None
    if not KANJI.search(word.normal) or word.normal in _FORMAL or len(word.reading) < 3:
        return None
    if KATAKANA.match(word.surface):
        return None
    return f"{kind}:{word.normal}", word.surface


def _sort_kana(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Spelling]]:
    return _spellings(unit, context, _kana_family)


def _judge_kana(_: Hashable, entries: list[Entry], __: Context) -> Iterator[Finding]:
    if not any(unit.checked for unit, _ in entries):
        return
    for variant in variants(entries, same_word_in_kana, mixed_only=True):
        yield _report("kanji-kana-variant", variant)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "katakana-variant",
        "orthography",
        "warning",
        "a katakana word is spelled otherwise than in most places",
        "カタカナ語の表記が、ほかの多くの箇所と違う",
        GroupCheck(_sort_katakana, _judge_katakana),
    ),
    Rule(
        "okurigana-variant",
        "orthography",
        "warning",
        "the okurigana of a word differ from those in most places",
        "送り仮名が、ほかの多くの箇所と違う",
        GroupCheck(_sort_okurigana, _judge_okurigana),
    ),
    Rule(
        "kanji-kana-variant",
        "orthography",
        "warning",
        "a file writes one word in kanji here and in kana there",
        "同じ語を漢字とかなの両方で書いている",
        GroupCheck(_sort_kana, _judge_kana),
    ),
)
