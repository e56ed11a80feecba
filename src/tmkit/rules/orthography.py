"""One word, one spelling: katakana, okurigana, kanji or kana, and slips of the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Final

from tmkit.model import Finding
from tmkit.morphology import Morpheme, by_word
from tmkit.rules._renderings import dictionary
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._variants import (
    AGREED,
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


Family = Callable[[Morpheme, Morpheme | None], tuple[str, str] | None]


def _spellings(unit: Unit, context: Context, family: Family) -> Iterator[tuple[Hashable, Spelling]]:
    """Yield the spellings of a unit under the keys of their families.

    ``family`` gives (key, text) of a word, seen with the word before it.
    """
    passage = unit.japanese
    if passage is None:
        return
    first: dict[tuple[str, str], tuple[int, Morpheme]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for word, before, offset in context.of(_varied, passage.text):
        found = family(word, before)
        if found is not None:
            first.setdefault(found, (offset, word))
            counts[found] += 1
    for (key, text), (start, word) in first.items():
        yield key, Spelling(text, word.surface, start, counts[key, text], word.normal)


def _varied(text: str, context: Context) -> list[tuple[Morpheme, Morpheme | None, int]]:
    """Return the words of a text that are of any family, with the word before and the offset."""
    found = []
    offset = 0
    before: Morpheme | None = None
    for word in context.words(text):
        if _is_varied(word):
            found.append((word, before, offset))
        before = word
        offset += len(word.surface)
    return found


@by_word
def _is_varied(word: Morpheme) -> bool:
    return (
        word.surface in _ALL_WORDS_OF_GRAMMAR
        or word.lemma in _ALL_WORDS_OF_GRAMMAR
        or any(family(word) is not None for family in (_katakana, _okurigana, _kana))
    )


def _katakana_family(word: Morpheme, _: Morpheme | None) -> tuple[str, str] | None:
    return _katakana(word)


@by_word
def _katakana(word: Morpheme) -> tuple[str, str] | None:
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
        if word is not None and _is_katakana_noun(word):
            run.append(word.surface)
        else:
            text = "".join(run)
            if len(run) == 2 and len(text) <= LONGEST_CUT:
                yield text, offset - len(text)
            run = []
        offset += len(word.surface) if word is not None else 0


@by_word
def _is_katakana_noun(word: Morpheme) -> bool:
    return word.pos[0] == "名詞" and _ALL_KATAKANA.match(word.surface) is not None


def _judge_katakana(_: Hashable, entries: list[Entry], context: Context) -> Iterator[Finding]:
    if not any(unit.checked for unit, _ in entries):
        return
    book = dictionary(context)
    for variant in variants(entries, lambda a, b: same_katakana(a, b, book)):
        yield _report("katakana-variant", variant)


def _report(rule: str, variant: Variant) -> Finding:
    spelling = variant.spelling
    majority, minority = variant.evidence
    more, more_ja = "", ""
    if variant.files:
        more = f", {variant.files} more files like it"
        more_ja = f"、ほかに同様のファイルが {variant.files} 件"
    message = (
        f"{spelling.text}: these texts write {variant.usual} {majority.count} times and "
        f"{spelling.text} {minority.count} times ({variant.count} in this file{more})",
        f"{spelling.text}: {variant.usual} が {majority.count} 回、{spelling.text} が "
        f"{minority.count} 回使われています（このファイルに {variant.count} 回{more_ja}）",
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


def _okurigana_family(word: Morpheme, _: Morpheme | None) -> tuple[str, str] | None:
    return _okurigana(word)


@by_word
def _okurigana(word: Morpheme) -> tuple[str, str] | None:
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


# Words of grammar that are written in kana or in kanji, each in both ways: 出来る, できる.
_GRAMMAR = dict(
    pair.split("/")
    for pair in """
    出来る/できる 下さる/くださる 無い/ない 有る/ある 為す/なす 成す/なす 分かる/わかる 致す/いたす
    見做す/みなす 見なす/みなす 因る/よる 依る/よる 拠る/よる 知れる/しれる 構う/かまう
    及び/および 又/また 又は/または 但し/ただし 並びに/ならびに 若しくは/もしくは 即ち/すなわち
    尚/なお 且つ/かつ 或いは/あるいは 従って/したがって 然し/しかし 更に/さらに 更なる/さらなる
    或る/ある 此の/この 其の/その 毎/ごと 易い/やすい 難い/にくい 迄/まで 等/など
    """.split()
)
# Verbs and adjectives that are grammar after て alone: 見る, てみる.
_AFTER_TE = dict(
    pair.split("/")
    for pair in """
    居る/いる 見る/みる 行く/いく 来る/くる 置く/おく 仕舞う/しまう 頂く/いただく 欲しい/ほしい
    上げる/あげる 貰う/もらう 呉れる/くれる
    """.split()
)
# Nouns that are grammar after a predicate alone: 事, すること.
_AFTER_PREDICATE = dict(
    pair.split("/")
    for pair in "事/こと 為/ため 訳/わけ 筈/はず 程/ほど 通り/とおり 迄/まで".split()
)
_ALL_GRAMMAR = _GRAMMAR | _AFTER_TE
_IN_KANA = frozenset((*_ALL_GRAMMAR.values(), *_AFTER_PREDICATE.values()))
_ALL_WORDS_OF_GRAMMAR = _IN_KANA | _ALL_GRAMMAR.keys() | _AFTER_PREDICATE.keys()
_GRAMMAR_KINDS = {"動詞", "形容詞", "接続詞", "連体詞", "接尾辞"}
_PREDICATES = {"動詞", "形容詞", "助動詞"}
GRAMMAR_AGREED = 500.0  # times as frequent in all texts, for a word of grammar to be a sure slip


def _grammar_family(word: Morpheme, before: Morpheme | None) -> tuple[str, str] | None:
    """Return the family of a word of grammar, of which each is in a closed list."""
    kind = word.pos[0]
    if kind == "名詞":
        if before is None or before.pos[0] not in _PREDICATES:
            return None
        table, text = _AFTER_PREDICATE, word.surface
    elif kind in _GRAMMAR_KINDS:
        text = word.surface if kind in {"接続詞", "連体詞"} else word.lemma
        table = _GRAMMAR
        if before is not None and before.surface in {"て", "で"} and before.pos[0] == "助詞":
            table = _ALL_GRAMMAR
    else:
        return None
    kana = table.get(text, text)
    if kana == text and text not in _IN_KANA:
        return None
    return f"grammar:{kind}:{kana}", text


def _kana_family(word: Morpheme, _: Morpheme | None) -> tuple[str, str] | None:
    return _kana(word)


@by_word
def _kana(word: Morpheme) -> tuple[str, str] | None:
    kind, detail = word.pos
    if kind not in _KANA_OR_KANJI or detail in {"固有名詞", "数詞", "助動詞語幹"}:
        return None
    if not KANJI.search(word.normal) or word.normal in _FORMAL or len(word.reading) < 3:
        return None
    if KATAKANA.match(word.surface):
        return None
    return f"{kind}:{word.normal}", word.surface


def _sort_kana(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Spelling]]:
    yield from _spellings(unit, context, _kana_family)
    yield from _spellings(unit, context, _grammar_family)


def _judge_kana(key: Hashable, entries: list[Entry], __: Context) -> Iterator[Finding]:
    if not any(unit.checked for unit, _ in entries):
        return
    grammar = str(key).startswith("grammar:")
    for variant in variants(
        entries,
        same_word_in_kana,
        agreement=GRAMMAR_AGREED if grammar else AGREED,
        mixed_only=True,
        hint_once=grammar,
    ):
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
