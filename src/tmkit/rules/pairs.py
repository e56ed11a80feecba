"""Whole texts and compounds that are said in two ways: the same source, the same target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Final, NamedTuple

from tmkit.evidence.lexicon import stem
from tmkit.evidence.words import content_words
from tmkit.language import fold
from tmkit.model import Finding, Mention, Origin, Severity
from tmkit.morphology import Morpheme
from tmkit.rules._competitors import sounds_as
from tmkit.rules._markup import spans
from tmkit.rules._renderings import dictionary
from tmkit.rules._rule import Context, GroupCheck, Rule, Unit, finding
from tmkit.rules._wording import Noun, folded, nouns_of, terms_of

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_EDGE = re.compile(r"[\s。．.!?！？:：;；、,]+\Z")
_NOTE = re.compile(r"\([ -~]*\)")  # the English beside a term: 監査イベント (audit event)
CONVENTION = 3  # translations alike, to call another one a slip from a file's distance
SETTLED = 10  # uses of a compound, to be the usual one without the English
LEAST_WORDS = 2  # of an English text, to be more than a word of several meanings


def _text_key(text: str) -> str:
    return _EDGE.sub("", fold(text))


def _both(unit: Unit) -> tuple[str, str] | None:
    """Return the two texts of a unit whose Japanese is Japanese and not the English itself."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or not _JAPANESE.search(japanese.text):
        return None
    return english.text, japanese.text


def _sort_source(unit: Unit, context: Context) -> Iterator[tuple[Hashable, str]]:
    del context
    texts = _both(unit)
    if texts is not None and len(texts[0].split()) >= LEAST_WORDS:
        yield _text_key(texts[0]), texts[1]
        english = _masked(texts[0], _NUMBER)
        if english != texts[0] and len(_WORD.findall(english)) >= LEAST_WORDS:
            yield _Template(_text_key(english)), texts[1]


class _Template(NamedTuple):
    """An English text with its names, numbers and markup masked."""

    text: str


_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_NAME = re.compile(r"[A-Za-z_][\w.]*(?:\(\))?|\d+(?:\.\d+)*", re.ASCII)
_WORD = re.compile(r"[A-Za-z]{2,}")
_EMPHASIS = re.compile(r"\*+[^*\s]+\*+")
_MASKED = 4  # times as frequent as another one is the usual wording of a template


def _masked(text: str, names: re.Pattern[str]) -> str:
    """Return a text with # for its markup, its numbers, and in Japanese what is in Latin."""
    shown = text
    for span in reversed(spans(text)):
        shown = shown[: span.start] + "#" + shown[span.end :]
    return names.sub("#", _EMPHASIS.sub("#", shown))


def _same(text: str) -> str:
    """Return the key under which translations that differ only in width or spacing are one."""
    return _EDGE.sub("", _NOTE.sub("", fold(text))).replace(" ", "")


def _meaning(text: str) -> str:
    """Return the key under which English texts that say the same in the same words are one."""
    return " ".join(content_words(text.replace("-", " "))) or _text_key(text)


def _sort_target(unit: Unit, context: Context) -> Iterator[tuple[Hashable, str]]:
    del context
    texts = _both(unit)
    if texts is not None and len(texts[1]) >= 6:
        yield _same(texts[1]), texts[0]


def _judge_source(key: Hashable, entries: list[tuple[Unit, str]], _: Context) -> Iterator[Finding]:
    if len(entries) < 2:
        return
    if isinstance(key, _Template):
        masked = [(unit, _same(_masked(text, _NAME))) for unit, text in entries]
        yield from _judge_template(key, masked)
        return
    entries = [(unit, _same(text)) for unit, text in entries]
    for unit, other, count, places in _odd(entries):
        target = unit.japanese
        if target is None:
            continue
        text = _text_of(entries, other, "ja")
        near = count >= CONVENTION or any(place.path == target.path for place in places)
        yield finding(
            "same-source",
            "warning" if near else "info",
            unit,
            target,
            (0, len(target.text)),
            (
                f"the same English is translated otherwise elsewhere ({count}): {_short(text)}",
                f"同じ英文が別の箇所（{count} 件）では違う訳になっています: {_short(text)}",
            ),
            evidence=(Mention(text, count, places),),
        )


def _judge_template(key: _Template, entries: list[tuple[Unit, str]]) -> Iterator[Finding]:
    """Report the rare wordings of a sentence that is said often, of other names and numbers."""
    counts = Counter(entry for _, entry in entries)
    said = _english_of(entries)
    for unit, other, count, places in _odd(entries):
        target, english = unit.japanese, unit.english
        if target is None or english is None or _text_key(english.text) in said.get(other, ()):
            continue  # the very same English is told of as such
        own = counts[_same(_masked(target.text, _NAME))]
        if count < CONVENTION or count < _MASKED * own:
            continue
        text = _text_of(entries, other, "ja")
        yield finding(
            "same-source",
            "info",
            unit,
            target,
            (0, len(target.text)),
            (
                f'"{_short(key.text)}" is worded otherwise elsewhere ({count}): {_short(text)}',
                f"同じ型の英文が、別の箇所（{count} 件）では違う言い方です: {_short(text)}",
            ),
            evidence=(Mention(text, count, places),),
        )


def _english_of(entries: list[tuple[Unit, str]]) -> dict[str, set[str]]:
    """Return the English texts of each wording."""
    said: dict[str, set[str]] = {}
    for unit, entry in entries:
        if unit.english is not None:
            said.setdefault(entry, set()).add(_text_key(unit.english.text))
    return said


def _judge_target(_: Hashable, entries: list[tuple[Unit, str]], __: Context) -> Iterator[Finding]:
    if len(entries) < 2:
        return
    entries = [(unit, _meaning(text)) for unit, text in entries]
    for unit, other, count, places in _odd(entries):
        target = unit.japanese
        if target is None:
            continue
        text = _text_of(entries, other, "en")
        yield finding(
            "same-target",
            "info",
            unit,
            target,
            (0, len(target.text)),
            (
                f"the same Japanese translates another English elsewhere ({count}): {_short(text)}",
                f"同じ訳文が別の英文（{count} 件）にも使われています: {_short(text)}",
            ),
            evidence=(Mention(text, count, places),),
        )


def _odd(
    entries: list[tuple[Unit, str]],
) -> Iterator[tuple[Unit, str, int, tuple[Origin, ...]]]:
    """Yield one unit for each less frequent entry, with the most frequent one and its places."""
    counts = Counter(entry for _, entry in entries)
    if len(counts) < 2:
        return
    first = {entry: index for index, (_, entry) in reversed(list(enumerate(entries)))}
    usual = min(counts, key=lambda entry: (-counts[entry], first[entry]))
    places: list[Origin] = []
    for unit, entry in entries:
        if entry == usual and unit.japanese is not None and len(places) < 3:
            places.append(unit.japanese.place(0))
    said: set[tuple[str, str]] = set()
    for unit, entry in entries:
        if entry == usual or not unit.checked or unit.japanese is None:
            continue
        if (unit.japanese.path, entry) not in said:
            said.add((unit.japanese.path, entry))
            yield unit, usual, counts[usual], tuple(places)


def _text_of(entries: list[tuple[Unit, str]], key: str, lang: str) -> str:
    for unit, entry in entries:
        passage = unit.side(lang)
        if entry == key and passage is not None:
            return passage.text
    return key


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


class _Compound(NamedTuple):
    """A compound of a unit, and the English terms that may be meant by it."""

    text: str
    start: int
    terms: frozenset[str]


_LOOSE = frozenset({"的", "性", "上", "化", "型"})


def _sort_variant(unit: Unit, context: Context) -> Iterator[tuple[Hashable, _Compound]]:
    """Yield compounds under what stays of them without 的, 性, 上 and 化 between their words."""
    passage, english = unit.japanese, unit.english
    if passage is None:
        return
    terms: frozenset[str] = frozenset()
    if english is not None:
        terms = frozenset(term for term in terms_of(english.text, context) if " " in term)
    seen: set[str] = set()
    words = context.words(passage.text)
    suffixes = _suffixes(words)
    for noun in nouns_of(passage.text, context):
        skeleton = _skeleton(noun)
        if (
            skeleton is None
            or noun.key in seen
            or noun.end in suffixes
            or _is_coordinated(passage.text, noun)
        ):
            continue
        seen.add(noun.key)
        text = passage.text[noun.start : noun.end]
        yield skeleton, _Compound(text, noun.start, terms)


def _suffixes(words: list[Morpheme]) -> set[int]:
    """Return where suffixes begin: a compound before one is not whole."""
    found, offset = set(), 0
    for word in words:
        if word.pos[0] == "接尾辞":
            found.add(offset)
        offset += len(word.surface)
    return found


_COORDINATED = re.compile(r"的[・、]\Z"), re.compile(r"[・、][^・、。]{1,6}的")


def _is_coordinated(text: str, noun: Noun) -> bool:
    """Return whether 的 stands for a row's sake: 政治的・軍事的同盟."""
    before, after = text[max(0, noun.start - 2) : noun.start], text[noun.end : noun.end + 8]
    return bool(_COORDINATED[0].search(before) or _COORDINATED[1].match(after))


def _skeleton(noun: Noun) -> str | None:
    words = [part for word in noun.words for part in _pieces(word.surface)]
    content = [word for word in words if word not in _LOOSE]
    if len(content) < 2 or not words or words[-1] in _LOOSE or words[0] in _LOOSE:
        return None
    return folded("|".join(content))


def _pieces(surface: str) -> list[str]:
    if len(surface) > 2 and surface[-1] in _LOOSE:
        return [surface[:-1], surface[-1]]
    return [surface]


def _judge_variant(
    _: Hashable, entries: list[tuple[Unit, _Compound]], context: Context
) -> Iterator[Finding]:
    counts = Counter(folded(entry.text) for _, entry in entries)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda text: (counts[text], text))
    there = [(unit, entry) for unit, entry in entries if folded(entry.text) == usual]
    terms = frozenset[str]().union(*(entry.terms for _, entry in there))
    said: set[tuple[str, str]] = set()
    for unit, entry in entries:
        passage = unit.japanese
        if folded(entry.text) == usual or not unit.checked or passage is None:
            continue
        if (passage.path, entry.text) in said:
            continue
        said.add((passage.path, entry.text))
        term = _meant(entry, terms, unit, context)
        own = counts[folded(entry.text)]
        near = counts[usual] >= CONVENTION * own or any(
            other.japanese is not None and other.japanese.path == passage.path for other, _ in there
        )
        typed = ("型" in entry.text) != ("型" in usual)  # 辞書オブジェクト, 辞書型オブジェクト
        if not term and ("化" in entry.text + usual or (typed and counts[usual] < SETTLED)):
            continue  # these may make another thing: 初期値, 初期化値
        # Without the English, a pair within one file is still of one hand.
        beside = unit.english is None and any(
            other.japanese is not None and other.japanese.path == passage.path for other, _ in there
        )
        level: Severity = "warning" if ((term and near) or beside) and not typed else "info"
        places = tuple(
            other.japanese.place(compound.start)
            for other, compound in there[:3]
            if other.japanese is not None
        )
        text = there[0][1].text
        english = f' for "{term}"' if term else ""
        yield finding(
            "term-variant",
            level,
            unit,
            passage,
            (entry.start, entry.start + len(entry.text)),
            (
                f"{entry.text}: elsewhere {text} ({counts[usual]}){english}",
                f"{entry.text}: ほかでは「{text}」（{counts[usual]} 件）"
                + (f"。英文はどちらも「{term}」です" if term else ""),
            ),
            evidence=(Mention(text, counts[usual], places),),
        )


def _meant(entry: _Compound, terms: frozenset[str], unit: Unit, context: Context) -> str:
    """Return the English term that both compounds render, or nothing."""
    passage = unit.japanese
    if passage is None:
        return ""
    book = dictionary(context)
    words = context.words(passage.text)
    end = entry.start + len(entry.text)
    own = []
    at = 0
    for word in words:
        if entry.start <= at < end:
            own.append(word)
        at += len(word.surface)
    for term in sorted(entry.terms & terms, key=lambda t: (t.count(" "), t)):
        names = [name for name in term.split() if name != "of"]
        if all(
            any(stem(name) in book.stems_of(word) or sounds_as(word, (name,)) for word in own)
            for name in names
        ):
            return term
    return ""


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "term-variant",
        "terms",
        "warning",
        "two compounds that differ in 的, 性, 上 or 化 alone",
        "「的」「性」などの有無だけが違う語が混じっている",
        GroupCheck(_sort_variant, _judge_variant),
    ),
    Rule(
        "same-source",
        "terms",
        "warning",
        "the same English has two translations",
        "同じ英文に違う訳がある",
        GroupCheck(_sort_source, _judge_source),
        frozenset({"source"}),
    ),
    Rule(
        "same-target",
        "terms",
        "info",
        "two English texts have the same translation",
        "違う英文に同じ訳がある",
        GroupCheck(_sort_target, _judge_target),
        frozenset({"source"}),
    ),
)
