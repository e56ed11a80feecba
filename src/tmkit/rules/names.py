"""Rules of the family "names": the titles, offices and names of persons, held against each other.

The English says what a Japanese title may be: what stands with the name in the same sentence, what
the text calls the person elsewhere, what the glossary says. Without English, the other Japanese
mentions say it, with less certainty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding
from tmkit.rules import _names_say as say
from tmkit.rules._compare_titles import minister_of
from tmkit.rules._given_names import name_mismatch
from tmkit.rules._japanese_people import ministry_before
from tmkit.rules._mixed_reference import mixed_reference
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._standing import other_standing
from tmkit.rules._title_verdicts import Verdict, verdict
from tmkit.rules.people import Linked, Text, people
from tmkit.rules.titles import Title


def title_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield the titles that neither the other side nor what is known of the person explains."""
    judged = set()
    for text, linked, found in _verdicts(unit, context):
        judged.add(linked.span)
        if found.office or _ministry(linked):
            continue
        if unit.target is not None and unit.target is unit.english and linked.here:
            yield from _in_english(unit, text, linked, found)
            continue
        yield _finding("title-mismatch", unit, text, linked, found)
    known = _text(unit, context)
    for linked in known.of_unit(unit) if known is not None else ():
        if known is not None and linked.span not in judged:
            yield from _standing(unit, known, linked)


def office_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield the offices of ministers that belong to another ministry than the one that is meant."""
    text = _text(unit, context)
    if text is None:
        return
    judged = set()
    for linked in text.of_unit(unit):
        found = _ministry(linked)
        if found is not None:
            judged.add(linked.span)
            title, written = found
            yield finding(
                "office-mismatch",
                "error",
                unit,
                linked.passage,
                linked.span,
                say.ministry(linked, title, written),
                evidence=say.evidence(text, linked),
                fix=say.fix(text, linked),
            )
    for text, linked, told in _verdicts(unit, context):
        if told.office and linked.span not in judged:
            yield _finding("office-mismatch", unit, text, linked, told)


def _text(unit: Unit, context: Context) -> Text | None:
    passage = unit.japanese
    return context.shared(people).get(passage.path) if passage is not None else None


def _verdicts(unit: Unit, context: Context) -> Iterator[tuple[Text, Linked, Verdict]]:
    text = _text(unit, context)
    if text is None:
        return
    for linked in text.of_unit(unit):
        for title in linked.mention.titles:
            found = verdict(text, linked, title)
            if found is not None:
                yield text, linked, found
                break  # one finding a mention says enough


def _ministry(linked: Linked) -> tuple[Title, str] | None:
    """Return the title that contradicts the ministry before the name: 国防省の李商務部長."""
    found = ministry_before(linked.passage.text, linked.span[0])
    if found is None:
        return None
    fields, written = found
    for title in linked.mention.titles:
        ours = minister_of(title.senses)
        if ours and not ours & fields:
            return title, written
    return None


# ------------------------------------------------------------------------------------- findings


def _finding(rule: str, unit: Unit, text: Text, linked: Linked, verdict: Verdict) -> Finding:
    fix = say.fix(text, linked)
    return finding(
        rule,
        verdict.severity,
        unit,
        linked.passage,
        linked.span,
        say.mismatch(linked, verdict.title, verdict.against, verdict.others, verdict.glossary, fix),
        evidence=say.evidence(text, linked),
        fix=fix,
    )


def _in_english(unit: Unit, text: Text, linked: Linked, verdict: Verdict) -> Iterator[Finding]:
    """Yield the finding on an English translation: "President Li" for 李国防相."""
    for person in linked.here:
        if person.titles and unit.english is not None:
            yield finding(
                "title-mismatch",
                verdict.severity,
                unit,
                unit.english,
                person.span,
                say.english_mismatch(unit.english, person, linked),
                evidence=say.evidence(text, linked),
            )


def _standing(unit: Unit, text: Text, linked: Linked) -> Iterator[Finding]:
    """Yield the finding on a title that only one side calls former, acting or elect."""
    found = other_standing(text, linked)
    if found is not None and unit.english is not None:
        english = unit.target is unit.english
        yield finding(
            "title-mismatch",
            found.severity,
            unit,
            unit.english if english else linked.passage,
            linked.here[0].span if english else linked.span,
            say.standing(linked, found.english, found.japanese, ours=found.ours),
            evidence=say.evidence(text, linked),
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "title-mismatch",
        "names",
        "error",
        "A person's title is not the one that the English, the text or the glossary gives",
        "人物の肩書きが、英文・文中の他の箇所・用語集と食い違う",
        title_mismatch,
    ),
    Rule(
        "office-mismatch",
        "names",
        "error",
        "A minister's office belongs to another ministry than the one that is meant",
        "大臣・部長などの職が、所属や英文の役所と食い違う",
        office_mismatch,
    ),
    Rule(
        "name-mismatch",
        "names",
        "error",
        "A person's name is written otherwise than the glossary or the rest of the text has it",
        "人名の表記が、用語集や文中の他の箇所と食い違う",
        name_mismatch,
    ),
    Rule(
        "mixed-reference",
        "names",
        "info",
        "One person is called now by the bare name, now with an honorific or title",
        "同じ人物の呼び方（呼び捨て・氏・肩書き）がそろっていない",
        mixed_reference,
    ),
)
