"""Terms without a glossary: what the texts themselves say an English term is in Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tmkit.evidence.lexicon import stem
from tmkit.model import Finding, Mention, Origin, Passage, Severity
from tmkit.rules._competitors import (
    Competitor,
    English,
    competitors,
    covered,
    in_pieces,
    key_words,
    stands_in,
    without_glue,
)
from tmkit.rules._glossary_terms import find, glossary
from tmkit.rules._latin_terms import in_katakana, left_half
from tmkit.rules._renderings import (
    FEW,
    LONGEST_UNIT,
    Rendering,
    Renderings,
    dictionary,
    renderings,
    usual_in_file,
)
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._wording import Noun, folded, nouns_of, terms_of

LEAST_UNITS = 2  # of a term, to speak of its usual rendering
RARE_SHARE = 0.08  # of the term's units, up to which a rendering is surely no established one
MOST_SHARE = 0.12  # of the term's units; a rendering that is more frequent is an established one


def term_minority(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find renderings of a term that the document and the memory nearly always render otherwise."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or len(english.text) > LONGEST_UNIT:
        return
    yield from _by_rendering(unit, english, japanese, context)
    for name, span, (kept, of) in in_katakana(english, japanese, context):
        here = japanese.text[slice(*span)]
        message = (
            f'{here}: "{name}" is kept as it is in {kept} of the {of} texts that have it',
            f"{here}: 「{name}」は、ほかの {of} 件のうち {kept} 件で英字のままです",
        )
        yield finding(
            "term-minority",
            "info",
            unit,
            japanese,
            span,
            message,
            evidence=(Mention(name, kept),),
        )


def _by_rendering(
    unit: Unit, english: Passage, japanese: Passage, context: Context
) -> Iterator[Finding]:
    """Yield renderings of Japanese words that are not the usual one of a term."""
    table, book = renderings(context), dictionary(context)
    terms = terms_of(english.text, context)
    rendered = [term for term in terms if term in table.known]
    if not rendered:
        return
    text = folded(japanese.text)
    unglued = without_glue(text)
    found: tuple[Noun, ...] | None = None
    # What the glossary has an answer for is term-missing's.
    done = [(hit.start, hit.end) for hit in find(english.text, glossary(context))]
    for term in sorted(rendered, key=lambda key: (-key.count(" "), terms[key])):
        start, end = terms[term]
        if any(start >= s and end <= e for s, e in done):
            continue
        usual = table.best.get(term)
        local = usual is None
        if usual is None:
            usual = usual_in_file(term, japanese.path, context)
        if usual is None or (not local and _weak(term, usual, english.text[start:end])):
            continue
        if usual.coverage >= FIRM and usual.units >= FEW:
            done.append((start, end))
        noun = _noun_of(usual.key, term, table, context)
        if noun is None:
            continue
        if stands_in(usual.key, text, unglued):
            done.append((start, end))
            continue
        half = left_half(usual, noun, english.text[start:end], japanese)
        if half is not None and not local:
            done.append((start, end))
            asked_as = english.text[start:end], term
            yield _minority(unit, japanese, "info", asked_as, usual, (half, "", 0), context)
            continue
        if english.text[start:end].lower() in japanese.text.lower():
            continue
        if found is None:
            found = nouns_of(japanese.text, context)
        if in_pieces(key_words(noun.words), text, found):
            continue
        asked = _english(term, english.text[start:end], terms)
        rival, unsure = _rival(asked, noun, found, terms, text, local, context)
        if rival is None:
            continue
        level: Severity | None
        if local:
            level = "info" if covered(noun.words, asked, book)[0] == 1 else None
        else:
            level = _severity(asked, noun, usual, rival, table, context)
            level = "info" if level and unsure else level
        if level is not None:
            done.append((start, end))
            odd = (rival.noun.start, rival.noun.end), rival.noun.key, rival.count
            asked_as = english.text[start:end], term
            yield _minority(unit, japanese, level, asked_as, usual, odd, context)


def _rival(
    asked: English,
    noun: Noun,
    found: tuple[Noun, ...],
    terms: dict[str, tuple[int, int]],
    text: str,
    local: bool,
    context: Context,
) -> tuple[Competitor | None, bool]:
    """Return the strongest competitor of a rendering, and whether it is only perhaps one."""
    table, book = renderings(context), dictionary(context)
    taken = frozenset(
        table.best[other].key
        for other in terms
        if other in table.best and not set(other.split()) & set(asked.key.split())
    )
    rivals = competitors(asked, noun, found, taken, table, book)
    rival = _strongest(c for c in rivals if not local or _established(c, asked.key, table))
    unsure = rival is None and " " in asked.key and not local
    if unsure:
        freed = _open(asked, terms, table, text)
        rival = _strongest(competitors(freed, noun, found, taken, table, book))
    return rival, unsure


def _weak(term: str, usual: Rendering, written: str) -> bool:
    """Return whether a rendering is too little established to call another one a slip.

    One word needs more units than several, unless it has a capital, as a name has (the West).
    """
    if " " in term:
        return usual.units < LEAST_UNITS
    least = LEAST_UNITS + 1 if written[0].isupper() else 5
    return usual.units < least or usual.dice < 0.5


def _is_name(term: str, written: str, table: Renderings, context: Context) -> bool:
    """Return whether a word has a capital within sentences in all units that have it."""
    if not written[0].isupper() or written.isupper():
        return False
    within = re.compile(
        rf"[a-z,;]['”\"]? {re.escape(written)}(?![a-z])|The {re.escape(written)}(?![a-z])"
    )
    texts = (context.units[index].english for index in table.units[term][:MOST_LOOKED_AT])
    return all(text is not None and within.search(text.text) for text in texts)


MOST_LOOKED_AT = 20


FIRM = 0.75  # the coverage of a rendering that has a say over the words within its term
ESTABLISHED = 0.05  # the share of a term's units that have a rendering, to call it one of several


def _established(rival: Competitor, term: str, table: Renderings) -> bool:
    """Return whether the texts have a rendering for a term often, and the dictionary too."""
    often = rival.count >= max(2, ESTABLISHED * len(table.units[term]))
    return often and bool(rival.signs & {"sound", "dictionary"})


def _english(term: str, written: str, terms: dict[str, tuple[int, int]]) -> English:
    words = tuple(word for word in term.split() if word != "of")
    as_written = tuple(word for word in re.findall(r"[a-z]+", written.lower()) if word != "of")
    if len(as_written) != len(words):
        as_written = words
    stems = tuple(stem(word) for word in words)
    others = {word for other in terms for word in other.split()} - {*words, "of"}
    others |= {stem(word) for word in others}
    return English(term, written, stems, as_written, frozenset(others) - set(stems))


def _open(
    asked: English, terms: dict[str, tuple[int, int]], table: Renderings, text: str
) -> English:
    """Return a term's English without the other words whose usual rendering stands in the text.

    What is said already explains no further word of the Japanese.
    """
    said: set[str] = set()
    for other in terms:
        if other in table.best and " " not in other and table.best[other].key in text:
            said |= {other, stem(other)}
    return replace(asked, others=asked.others - said)


def _strongest(found: Iterator[Competitor]) -> Competitor | None:
    """Return the competitor with most signs; of equals the most frequent, then the longest."""
    return max(
        found,
        key=lambda c: (
            len(c.signs),
            bool(c.signs & {"sound", "dictionary"}),
            c.count,
            len(c.noun.key),
            -c.noun.start,
        ),
        default=None,
    )


def _severity(
    english: English,
    noun: Noun,
    usual: Rendering,
    rival: Competitor,
    table: Renderings,
    context: Context,
) -> Severity | None:
    """Return how sure it is that the rival is a slip; None where both may be right."""
    n = len(table.units[english.key])
    if rival.count > max(1, MOST_SHARE * n):
        return None
    share, _ = covered(noun.words, english, dictionary(context))
    if share < 1 and (share < 0.5 or n < 8) and (n < 8 or usual.dice < 0.6):
        return None  # what stands beside a term only by its subject is not its rendering
    signs = rival.signs
    meant = bool(signs & {"sound", "dictionary"})
    if len(english.stems) > 1:
        clear = "similar" in signs and usual.coverage > 0.6
        agreed = share == 1 and (n > 2 or usual.coverage == 1)
        if n < 4 and not (clear and (meant or agreed)):
            return None
        if n < 3 and meant and share == 1:
            return None  # two texts are no convention against another good translation
        if not meant and "similar" not in signs:
            return None
        rare = rival.count <= max(1, RARE_SHARE * n)
        sure = rare and usual.coverage >= 0.8 and (n >= 10 or (n >= 5 and len(signs) > 1))
        hint = usual.coverage >= 0.6 or (share == 1 and meant)
        return "warning" if sure else "info" if hint else None
    if meant and share == 1 and _is_name(english.key, english.written_as, table, context):
        return "warning"
    if n < 5:
        return None
    if "sound" in signs:
        return "warning" if usual.coverage >= 0.8 and usual.dice >= 0.65 else "info"
    if "similar" in signs and (len(noun.words) > 1 or meant):
        return "info"
    if "loan" in signs:
        return "info"
    return "info" if len(signs) > 1 and usual.coverage >= 0.75 and usual.dice >= 0.65 else None


def _noun_of(key: str, term: str, table: Renderings, context: Context) -> Noun | None:
    """Return a noun with this key from one of the term's units."""
    made = context.shared(_nouns_by_key)
    if key not in made:
        for index in table.units[term]:
            passage = context.units[index].japanese
            if passage is None or key not in table.keys[index]:
                continue
            same = [n for n in nouns_of(passage.text, context) if n.key == key]
            if same:
                made[key] = same[0]
                break
    return made.get(key)


def _nouns_by_key(_: Context) -> dict[str, Noun]:
    return {}


def _minority(
    unit: Unit,
    japanese: Passage,
    level: Severity,
    term: tuple[str, str],
    usual: Rendering,
    odd: tuple[tuple[int, int], str, int],
    context: Context,
) -> Finding:
    """Return the finding on a stretch: ``odd`` is where it is, its key, and in how many units."""
    span, key, count = odd
    table = renderings(context)
    n = usual.units
    written = " ".join(term[0].split())
    local = term[1] not in table.best
    place, place_ja = (" of this file", "このファイルの") if local else ("", "ほかの")
    places = _places(unit, term[1], usual.key, table, context)
    majority = places[0]
    here = japanese.text[slice(*span)]
    message = (
        f'{here}: "{written}" is {majority} in {usual.count} of the {n} texts{place} that have it',
        f"{here}: 「{written}」は、{place_ja} {n} 件のうち {usual.count} 件で「{majority}」と"
        "訳されています",
    )
    evidence = [Mention(majority, usual.count, places[1])]
    if count:
        evidence.append(Mention(here, count, _places(unit, term[1], key, table, context)[1]))
    return finding(
        "term-minority",
        level,
        unit,
        japanese,
        span,
        message,
        evidence=tuple(evidence),
    )


def _places(
    unit: Unit, term: str, key: str, table: Renderings, context: Context
) -> tuple[str, tuple[Origin, ...]]:
    """Return how a rendering is written elsewhere, and up to three places."""
    written: list[str] = []
    places: list[Origin] = []
    for index in table.units[term]:
        other = context.units[index]
        passage = other.japanese
        if passage is None or key not in table.keys[index] or other is unit:
            continue
        for noun in nouns_of(passage.text, context):
            if noun.key == key:
                written.append(passage.text[noun.start : noun.end])
                places.append(passage.place(noun.start))
                break
        if len(places) == 3:
            break
    best = max(written, key=lambda w: (written.count(w), w), default=key)
    return best, tuple(places)


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "term-minority",
        "terms",
        "warning",
        "a term is rendered otherwise than nearly everywhere else",
        "同じ英語の用語が、ほかのほとんどの箇所と違う訳になっている",
        term_minority,
        frozenset({"source"}),
    ),
)
