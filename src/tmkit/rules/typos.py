"""Slips of the keyboard: a katakana word that is nearly another, a word for its homophone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tmkit.evidence.lexicon import stem
from tmkit.evidence.names import likeness
from tmkit.model import Finding, Mention, Passage
from tmkit.morphology import Morpheme
from tmkit.rules._renderings import Dictionary, dictionary, renderings
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._variants import KANJI, KATAKANA
from tmkit.rules._wording import folded, terms_of

LEAST_LENGTH = 4  # kana of a word in which one wrong letter still leaves it recognisable
MOST_USES = 3  # of a word that is a slip, in all texts
LEAST_USES = 4  # of the word that was meant
FAR_MORE_FREQUENT = 20  # the same of one that shares no kanji with it
MORE_FREQUENT = 4  # how many times as frequent as a word its homophone must be
SURE = 0.85  # the coverage of a rendering that is nearly always used
LIKER_TWO, LIKE_TWO = 0.05, 0.9  # the same of two English words taken together
LIKE, LIKER = 0.8, 0.02  # how alike the word meant sounds to the English, and how much more so


@dataclass(frozen=True, slots=True)
class Words:
    """All katakana words and all words of two kanji or more, with how often they are used."""

    katakana: dict[str, int]
    near: dict[str, list[str]]  # frequent katakana words by themselves with one letter left out
    homophones: dict[str, dict[str, int]]  # by reading


def words(context: Context) -> Words:
    """Return the vocabulary of all units of a check, made once."""
    return context.shared(_count)


def _count(context: Context) -> Words:
    katakana: Counter[str] = Counter()
    kanji: Counter[tuple[str, str]] = Counter()
    for unit in context.units:
        passage = unit.japanese
        if passage is None:
            continue
        for word in context.words(passage.text):
            if word.pos[0] != "名詞":
                continue
            if KATAKANA.match(word.surface):
                katakana[word.surface] += 1
            elif _is_kanji_word(word):
                kanji[word.reading, word.surface] += 1
    near: dict[str, list[str]] = defaultdict(list)
    for text, count in katakana.items():
        if count >= LEAST_USES and len(text) >= LEAST_LENGTH:
            for form in _shortened(text) | _shortened(_short(text)):
                near[form].append(text)
    homophones: dict[str, dict[str, int]] = defaultdict(dict)
    for (reading, text), count in kanji.items():
        homophones[reading][text] = count
    return Words(dict(katakana), dict(near), dict(homophones))


def _is_kanji_word(word: Morpheme) -> bool:
    text = word.surface
    return (
        word.pos == ("名詞", "普通名詞") and len(text) > 1 and len(KANJI.findall(text)) == len(text)
    )


def _shortened(text: str) -> set[str]:
    """Return a word and its forms with one letter left out (Garbe's symmetric deletes)."""
    return {text} | {text[:k] + text[k + 1 :] for k in range(len(text))}


def _short(text: str) -> str:
    """Return a word without its long vowels, which a slip may take along: テーブル for タブル."""
    return text.replace("ー", "")


def _one_slip(a: str, b: str) -> bool:
    """Return whether one letter more, less or other, or two turned round, lead from a to b."""
    if len(a) == len(b):
        odd = [k for k in range(len(a)) if a[k] != b[k]]
        return len(odd) == 1 or (
            len(odd) == 2
            and odd[1] == odd[0] + 1
            and (a[odd[0]], a[odd[1]]) == (b[odd[1]], b[odd[0]])
        )
    shorter, longer = sorted((a, b), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer))
    )


def katakana_typo(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find rare katakana words that are one letter away from a frequent one that the English says.

    Without English the frequent word must be ten times as frequent as is asked for otherwise.
    """
    passage = unit.japanese
    if passage is None:
        return
    known, book = words(context), dictionary(context)
    english = unit.english
    latin: tuple[str, ...] | None = None
    offset = 0
    for word in context.words(passage.text):
        start, offset = offset, offset + len(word.surface)
        if word.pos[0] != "名詞" or not KATAKANA.match(word.surface):
            continue
        if known.katakana.get(word.surface, 0) > MOST_USES or book.stems(word.surface):
            continue
        if latin is None:
            latin = _latin(english, context)
        meant = _meant(word.surface, known, latin, book)
        if meant is not None:
            odd, right = meant
            at = start + word.surface.index(odd)
            if passage.text.startswith(right, at) or passage.text.endswith(right, 0, offset):
                continue  # the analyser cut a compound in the wrong place
            yield _typo(unit, passage, (at, at + len(odd)), right, known, latin is not None)


def _latin(english: Passage | None, context: Context) -> tuple[str, ...]:
    if english is None:
        return ()
    terms = terms_of(english.text, context)
    found = {word for term in terms for word in term.split()}
    found |= {term for term in terms if term.count(" ") == 1}  # データロス: data loss
    return tuple(sorted(word for word in found if len(word) > 2))


def _meant(
    text: str, known: Words, latin: tuple[str, ...], book: Dictionary
) -> tuple[str, str] | None:
    """Return the part of a word that is a slip, and what was meant."""
    for odd in _parts(text, known):
        right = _nearest(odd, known, latin, book)
        if right is not None:
            return odd, right
    return None


def _parts(text: str, known: Words) -> Iterator[str]:
    """Yield a word, and what is left of it before or after a word that is known."""
    if len(text) >= LEAST_LENGTH:
        yield text
    for k in range(3, len(text) - LEAST_LENGTH + 1):
        if known.katakana.get(text[:k], 0) >= LEAST_USES:
            yield text[k:]
    for k in range(LEAST_LENGTH, len(text) - 2):
        if known.katakana.get(text[k:], 0) >= LEAST_USES:
            yield text[:k]


def _nearest(odd: str, known: Words, latin: tuple[str, ...], book: Dictionary) -> str | None:
    uses = known.katakana.get(odd, 0)
    if uses > MOST_USES or book.stems(odd):
        return None
    forms = _shortened(odd) | _shortened(_short(odd))
    found = {right for form in forms for right in known.near.get(form, ())}
    best: tuple[int, float, str] | None = None
    for right in found:
        count = known.katakana[right]
        if (
            right == odd
            or folded(right) == folded(odd)
            or not (_one_slip(odd, right) or (latin and _one_slip(_short(odd), _short(right))))
        ):
            continue
        if count < LEAST_USES * max(1, uses):
            continue
        if latin:
            like, name = max((likeness(right, name.replace(" ", "")), name) for name in latin)
            own = max(likeness(odd, name.replace(" ", "")) for name in latin)
            margin = LIKER_TWO if " " in name else LIKER if _one_slip(odd, right) else LIKER / 2
            if (
                like < LIKE
                or own > like - margin
                or (_short(right) in _short(odd) and own >= LIKE_TWO)
            ):
                continue
        elif count < 10 * LEAST_USES or len(odd) < LEAST_LENGTH + 1:
            continue
        else:
            like = 0.0
        if best is None or (count, like, right) > best:
            best = (count, like, right)
    return best[2] if best is not None else None


def _typo(
    unit: Unit,
    passage: Passage,
    span: tuple[int, int],
    right: str,
    known: Words,
    certain: bool,
) -> Finding:
    odd = passage.text[slice(*span)]
    count = known.katakana[right]
    return finding(
        "katakana-typo",
        "warning" if certain else "info",
        unit,
        passage,
        span,
        (
            f"{odd}: {right}, one letter away, stands {count} times in these texts",
            f"{odd}: 一字違いの「{right}」が {count} 回使われています",
        ),
        evidence=(Mention(right, count),),
        fix=right,
    )


def homophone(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find a word that renders nothing of the English, where one that sounds the same would."""
    passage, english = unit.japanese, unit.english
    if passage is None or english is None or context.lexicon is None:
        return
    known, book = words(context), dictionary(context)
    stems: dict[str, str] | None = None  # with the word of each
    usual: frozenset[str] = frozenset()
    found = context.words(passage.text)
    offset = 0
    for word in found:
        start, offset = offset, offset + len(word.surface)
        if not _is_kanji_word(word) or len(known.homophones.get(word.reading, {})) < 2:
            continue
        if stems is None:
            terms = terms_of(english.text, context)
            stems = {stem(part): part for term in terms for part in term.split()}
            usual = _usual(terms, context)
        if not stems.keys().isdisjoint(book.stems(word.surface)):
            continue
        for other, count in sorted(known.homophones[word.reading].items()):
            if other in passage.text:
                continue
            own = known.homophones[word.reading].get(word.surface, 1)
            if count < MORE_FREQUENT * own and other not in usual:
                continue
            if not set(other) & set(word.surface) and count < FAR_MORE_FREQUENT * own:
                continue
            meant = book.stems(other) & stems.keys()
            if not meant or _said(meant, word, found, book):
                continue
            yield finding(
                "homophone",
                "warning",
                unit,
                passage,
                (start, offset),
                (
                    f"{word.surface}: nothing in the English says so, but "
                    f'"{stems[min(meant)]}" would be {other}, '
                    f"which sounds the same and stands {count} times in these texts",
                    f"{word.surface}: 英文に対応する語がありません。同音の「{other}」"
                    f"（{count} 回使用）なら「{stems[min(meant)]}」に当たります",
                ),
                evidence=(Mention(other, count),),
                fix=other,
            )
            break


def _usual(terms: Iterable[str], context: Context) -> frozenset[str]:
    """Return the words of the renderings that nearly always stand for one of the terms."""
    best = renderings(context).best
    keys = {best[term].key for term in terms if term in best and best[term].coverage >= SURE}
    return frozenset(word for key in keys for word in {key, key.removesuffix("的")})


def _said(meant: frozenset[str], but: Morpheme, found: list[Morpheme], book: Dictionary) -> bool:
    """Return whether another word of the unit says all that the homophone would."""
    said: frozenset[str] = frozenset()
    for word in found:
        if word is not but:
            said |= book.stems(word.surface) | book.stems(word.lemma) | book.stems(word.normal)
            for surface, lemma, _ in word.parts:
                said |= book.stems(surface) | book.stems(lemma)
    return meant <= said


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "katakana-typo",
        "orthography",
        "warning",
        "a katakana word is one letter away from one that is meant",
        "カタカナ語が、意図した語と一字違いになっている",
        katakana_typo,
    ),
    Rule(
        "homophone",
        "orthography",
        "warning",
        "a word stands where one that sounds the same renders the English",
        "英文に合う同音の別語の代わりに使われている",
        homophone,
        frozenset({"source"}),
    ),
)
