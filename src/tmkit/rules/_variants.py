"""Spellings of one word: what makes two of them variants, and how a file's are reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from tmkit.model import Mention, Origin, Passage, Severity
from tmkit.rules._renderings import Dictionary
from tmkit.rules._rule import Unit
from tmkit.rules._wording import folded

KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}\Z")
_ONLY_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]+\Z")
KANJI: Final = re.compile(r"[\u3400-\u9fff々]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word as one unit writes it: how often, where first, and its normalised form.

    ``text`` is the dictionary form of a verb, ``surface`` what stands there.
    """

    text: str
    surface: str
    offset: int
    count: int
    normal: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling of a file that most of the texts do not use."""

    unit: Unit
    passage: Passage
    spelling: Spelling
    usual: str
    severity: Severity
    evidence: tuple[Mention, ...]
    count: int  # of the spelling, in this file
    files: int  # others of which the same would be said, and is not


def same_katakana(a: Spelling, b: Spelling, book: Dictionary) -> bool:
    """Return whether two katakana words of one key are spellings of one word.

    Sudachi's normalised form says so; else the dictionary must not have them as two words (ビル and
    ビール), and they must be long enough not to be alike by chance. A word that Sudachi cuts in two
    (オーバ, ライド) has no normalised form, and is compared with whole words alone: the spelling of
    its parts is another family's.
    """
    if not a.normal and not b.normal:
        return False
    if a.normal == b.normal and KATAKANA.match(a.normal):
        return True
    if folded(a.text) != folded(b.text):
        return False
    first, second = book.stems(a.text), book.stems(b.text)
    if first and second:
        return bool(first & second)
    shorter, longer = sorted((a.text, b.text), key=len)
    return len(shorter) >= 4 or (len(shorter) == 3 and longer == shorter + "ー")


def same_okurigana(a: str, b: str) -> bool:
    """Return whether two words differ in okurigana alone: 読取り and 読み取り, 行なう and 行う."""
    if KANJI.findall(a) != KANJI.findall(b) or (a[-1] != b[-1] and not _ends_bare(a, b)):
        return False
    shorter, longer = sorted((a, b), key=len)
    if KANJI.match(shorter[-1]) and len(KANJI.findall(shorter)) < len(shorter):
        return False  # 呼び出, which the analyser cuts out of an inflected word
    rest = iter(longer)
    if longer == shorter[:-1] + "れる" or not _ONLY_JAPANESE.match(a + b) or not KANJI.search(a):
        return False
    return len(shorter) < len(longer) and all(char in rest for char in shorter)


def same_word_in_kana(a: Spelling, b: Spelling) -> bool:
    """Return whether one of two words writes in kana what the other has in kanji: すべて, 全て."""
    return bool(KANJI.search(a.text)) != bool(KANJI.search(b.text)) and bool(
        _ONLY_JAPANESE.match(a.text + b.text)
    )


def _ends_bare(a: str, b: str) -> bool:
    """Return whether one of two words ends in kanji: 受付 beside 受け付け."""
    return bool(KANJI.match(a[-1])) != bool(KANJI.match(b[-1]))


AGREED = 15.0  # times as frequent in all texts must the usual spelling be, to be sure
CLEAR = 3.0  # in a file with both, how many times as frequent the usual spelling must be
LEAST_HINT = 0.7  # the share of the usual spelling, where a file has the other one alone
LOUD = 3  # files with one odd spelling that are told loudly; the others get hints
LEAST_SHARE, LEAST_USES = 0.98, 20  # its share and its uses, to be sure


def variants(
    entries: list[tuple[Unit, Spelling]],
    same: Callable[[Spelling, Spelling], bool],
    *,
    agreement: float = AGREED,
    mixed_only: bool = False,
    hint_once: bool = False,
) -> Iterator[Variant]:
    """Yield one variant a file, of the spellings of one word, for each file that is checked.

    A file's own majority counts first, then that of all texts, unless ``mixed_only`` asks for files
    with both spellings alone. What no clear majority speaks against is milder: in the file, and in
    all texts, where the usual spelling must be ``agreement`` times as frequent as the odd one.

    A hint to a file that keeps to the odd spelling is given once, for the first such file, with the
    number of the others; with ``hint_once`` every hint is. The first three files
    with a spelling that is sure to be odd are told loudly, from there on it is a hint.
    """
    if len({spelling.text for _, spelling in entries}) < 2:
        return
    total, by_file, sample, checked = _counted(entries)
    if len(total) < 2:
        return
    said: dict[tuple[str, str], Variant] = {}
    loud: Counter[tuple[str, str]] = Counter()
    for path in checked:
        counts = by_file[path]
        if mixed_only and len(counts) < 2:
            continue
        found = _odd(counts, total, sample, same, agreement)
        here = _first(entries, path, found[0]) if found is not None else None
        if found is None or here is None:
            continue
        odd, usual, level = found
        if level == "warning":
            loud[odd, usual] += 1
            level = "warning" if loud[odd, usual] <= LOUD else "info"
        hint = level == "info" and (hint_once or not counts[usual])
        if hint and (odd, usual) in said:
            said[odd, usual] = replace(said[odd, usual], files=said[odd, usual].files + 1)
            continue
        unit, spelling, passage = here
        both = usual, odd
        evidence = tuple(Mention(t, total[t], _places(entries, t, unit)) for t in both)
        variant = Variant(unit, passage, spelling, usual, level, evidence, counts[odd], 0)
        if hint:
            said[odd, usual] = variant
        else:
            yield variant
    yield from said.values()


_Counts: TypeAlias = tuple[
    Counter[str], dict[str, Counter[str]], dict[str, Spelling], dict[str, None]
]


def _counted(entries: list[tuple[Unit, Spelling]]) -> _Counts:
    """Return the uses of each spelling in all texts and by file, one use, and what is checked."""
    total: Counter[str] = Counter()
    by_file: dict[str, Counter[str]] = {}
    sample: dict[str, Spelling] = {}
    checked: dict[str, None] = {}
    for unit, spelling in entries:
        passage = unit.japanese
        if passage is None:
            continue
        total[spelling.text] += spelling.count
        sample.setdefault(spelling.text, spelling)
        by_file.setdefault(passage.path, Counter())[spelling.text] += spelling.count
        if unit.checked:
            checked.setdefault(passage.path)
    return total, by_file, sample, checked


def _odd(
    here: Counter[str],
    total: Counter[str],
    sample: dict[str, Spelling],
    same: Callable[[Spelling, Spelling], bool],
    agreement: float,
) -> tuple[str, str, Severity] | None:
    """Return a file's odd spelling, the usual one, and how sure that is."""
    worst: tuple[float, str, str, Severity] | None = None
    for odd in sorted(here):
        for usual in sorted(total, key=lambda text: (-here[text], -total[text], text)):
            if usual == odd or not same(sample[odd], sample[usual]):
                continue
            level: Severity
            if here[usual]:
                if (here[odd], total[odd], odd) >= (here[usual], total[usual], usual):
                    continue
                alone = total[usual] == here[usual] and total[odd] == here[odd]
                agreed = alone or total[usual] >= agreement * total[odd]
                clear = here[usual] >= max(3, CLEAR * here[odd])
                level = "warning" if clear and agreed else "info"
                weight = here[usual] / here[odd]
            else:
                if total[odd] >= total[usual]:
                    continue
                share = total[usual] / (total[usual] + total[odd])
                if share < LEAST_HINT:
                    continue
                sure = share >= LEAST_SHARE and total[usual] >= LEAST_USES
                level = "warning" if sure else "info"
                weight = total[usual] / total[odd] / 100
            if worst is None or (level == "warning", weight) > (worst[3] == "warning", worst[0]):
                worst = (weight, odd, usual, level)
            break
    return worst[1:] if worst is not None else None


def _first(
    entries: list[tuple[Unit, Spelling]], path: str, text: str
) -> tuple[Unit, Spelling, Passage] | None:
    for unit, spelling in entries:
        passage = unit.japanese
        if unit.checked and spelling.text == text and passage is not None and passage.path == path:
            return unit, spelling, passage
    return None


def _places(entries: list[tuple[Unit, Spelling]], text: str, but: Unit) -> tuple[Origin, ...]:
    """Return up to three places of a spelling outside one unit."""
    places: list[Origin] = []
    for unit, spelling in entries:
        passage = unit.japanese
        if spelling.text == text and passage is not None and unit is not but:
            places.append(passage.place(spelling.offset))
            if len(places) == 3:
                break
    return tuple(places)
