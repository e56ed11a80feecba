"""Terms that a glossary prescribes, and those that it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding, Mention, Passage, Severity, Term
from tmkit.rules._glossary_terms import (
    Entry,
    Glossary,
    Hit,
    Japanese,
    find,
    glossary,
    japanese,
    places,
)
from tmkit.rules._rule import Context, Option, Rule, Unit, finding

LEAST_CONFIDENCE = 0.5  # of the alignment, to speak of more than a hint


def term_missing(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find English terms of the glossary whose rendering is not in the Japanese.

    The finding stands on the English term. With ``required = true`` it is an error.
    """
    english, target = unit.english, unit.japanese
    if english is None or target is None or not context.glossary:
        return
    table = glossary(context)
    text: Japanese | None = None
    said: set[int] = set()
    for hit in find(english.text, table):
        if not hit.entry.good or id(hit.entry) in said:
            continue
        said.add(id(hit.entry))
        if text is None:
            words = context.words(target.text)
            text = japanese(target.text, words)
        if any(text.has(term.text) for term in _rivals(hit, english.text, table)):
            continue
        if any(places(target.text, term.text, words) for term in hit.entry.bad):
            continue  # term-forbidden says it
        yield _missing(unit, english, hit, text, context)


def _rivals(hit: Hit, text: str, table: Glossary) -> Iterator[Term]:
    """Yield all good renderings of an English stretch: a term may name several concepts."""
    for other in find(text, table):
        if (other.start, other.end) == (hit.start, hit.end):
            yield from other.entry.good


def _missing(unit: Unit, english: Passage, hit: Hit, text: Japanese, context: Context) -> Finding:
    term = english.text[hit.start : hit.end]
    wanted = "、".join(good.text for good in hit.entry.good)
    respelled = [good for good in hit.entry.good if text.has_spelled_otherwise(good.text)]
    if respelled:
        message = (
            f'"{term}": the glossary writes {respelled[0].text}, the Japanese spells it otherwise',
            f"「{term}」: 用語集の表記「{respelled[0].text}」と違う表記になっています",
        )
    else:
        message = (
            f'"{term}": the Japanese does not have {wanted}, as the glossary says',
            f"「{term}」: 用語集の訳語「{wanted}」が訳文にありません",
        )
    required = context.settings.get("term-missing", {}).get("required", False)
    level: Severity = "error" if required else "warning"
    if unit.confidence < LEAST_CONFIDENCE:
        level = "info"
    return finding(
        "term-missing",
        level,
        unit,
        english,
        (hit.start, hit.end),
        message,
        evidence=tuple(_mention(good) for good in hit.entry.good),
    )


def _mention(term: Term) -> Mention:
    return Mention(term.text, 1, (term.origin,) if term.origin is not None else ())


def term_forbidden(unit: Unit, context: Context) -> Iterator[Finding]:
    """Find renderings that the glossary forbids, where the English has the term or is not known."""
    target, english = unit.japanese, unit.english
    if target is None or not context.glossary:
        return
    table = glossary(context)
    if english is None:
        entries = [entry for entry in table.entries if entry.bad]
    else:
        asked = {id(hit.entry): hit.entry for hit in find(english.text, table)}
        free = (entry for entry in table.entries if entry.bad and not entry.english)
        entries = [entry for entry in (*asked.values(), *free) if entry.bad]
    for entry in entries:
        words = context.words(target.text)
        allowed = [span for term in entry.good for span in places(target.text, term.text, words)]
        for term in entry.bad:
            for start, end in places(target.text, term.text, words):
                if not any(s <= start and end <= e for s, e in allowed):
                    yield _forbidden(unit, target, entry, term, (start, end))


def _forbidden(
    unit: Unit, target: Passage, entry: Entry, term: Term, span: tuple[int, int]
) -> Finding:
    preferred = [good for good in entry.good if good.status == "preferred"]
    names = "、".join(good.text for good in preferred or entry.good)
    note = f" ({term.note})" if term.note else ""
    instead = f"; it has {names}" if names else ""
    instead_ja = f"。「{names}」を使います" if names else ""
    about = f' for "{entry.english[0].text}"' if entry.english else ""
    return finding(
        "term-forbidden",
        "error" if term.status == "forbidden" else "warning",
        unit,
        target,
        span,
        (
            f"{term.text}: the glossary does not allow it{about}{instead}{note}",
            f"{term.text}: 用語集で使用しないとされています{instead_ja}{note}",
        ),
        evidence=tuple(_mention(good) for good in preferred or entry.good),
        fix=preferred[0].text if len(preferred) == 1 else None,
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "term-missing",
        "terms",
        "warning",
        "a term of the glossary is not rendered as it says",
        "用語集の訳語が訳文にない",
        term_missing,
        frozenset({"source", "glossary"}),
        options=(Option("required", default=False),),
    ),
    Rule(
        "term-forbidden",
        "terms",
        "error",
        "a rendering that the glossary forbids",
        "用語集で使用しないとされた訳語が使われている",
        term_forbidden,
        frozenset({"glossary"}),
    ),
)
