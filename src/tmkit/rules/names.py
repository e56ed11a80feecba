"""Rules of the family "names": the titles, offices and names of persons, held against each other.

The English says what a Japanese title may be: what stands with the name in the same sentence, what
the text calls the person elsewhere, what the glossary says. Without English, the other Japanese
mentions say it, with less certainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tmkit.model import Finding, Severity
from tmkit.rules import _names_say as say
from tmkit.rules._compare_titles import (
    are_other_offices,
    compare,
    contradicts,
    fits,
    is_generic,
    kind,
    meets,
    minister_of,
)
from tmkit.rules._english_people import is_former
from tmkit.rules._english_titles import may_be_titled
from tmkit.rules._given_names import name_mismatch
from tmkit.rules._japanese_people import ministry_before
from tmkit.rules._mixed_reference import mixed_reference
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules.people import Heard, Linked, Text, people
from tmkit.rules.titles import Title, japanese_titles, tables

NEIGHBOURS: Final = 2  # units before and after whose titles of no name may be meant
# Between a name and a title, and understood: 田中営業部長.
_FUNCTIONS: Final = frozenset(
    "営業 研究 人事 総務 経理 開発 製造 企画 技術 編集 販売 広報 地域 地方 地方営業 地域営業 省 "
    "州".split()
)
SURE: Final = 0.5  # below this confidence of the alignment nothing is an error


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a title is wrong: what it contradicts, or nothing where it is only added."""

    title: Title
    severity: Severity
    office: bool  # another office of the same rank: a matter for office-mismatch
    against: tuple[Heard, ...] = ()  # English mentions with another title
    others: tuple[Linked, ...] = ()  # Japanese mentions with another title
    glossary: tuple[Title, ...] = ()


def title_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield the titles that neither the other side nor what is known of the person explains."""
    for text, linked, verdict in _verdicts(unit, context):
        if verdict.office or _ministry(linked):
            continue
        if unit.target is not None and unit.target is unit.english and linked.here:
            yield from _in_english(unit, text, linked, verdict)
            continue
        yield _finding("title-mismatch", unit, text, linked, verdict)


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
    for text, linked, verdict in _verdicts(unit, context):
        if verdict.office and linked.span not in judged:
            yield _finding("office-mismatch", unit, text, linked, verdict)


def _text(unit: Unit, context: Context) -> Text | None:
    passage = unit.japanese
    return context.shared(people).get(passage.path) if passage is not None else None


def _verdicts(unit: Unit, context: Context) -> Iterator[tuple[Text, Linked, Verdict]]:
    text = _text(unit, context)
    if text is None:
        return
    for linked in text.of_unit(unit):
        for title in linked.mention.titles:
            verdict = _verdict(text, linked, title)
            if verdict is not None:
                yield text, linked, verdict
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


# ------------------------------------------------------------------------------------- verdicts


def _verdict(text: Text, linked: Linked, title: Title) -> Verdict | None:
    if linked.rest and linked.rest not in tables().fields and linked.rest not in _FUNCTIONS:
        title = replace(title, open=True)
    told = [heard for heard in text.of(linked) if heard.person.titles]
    attached = [_as_elsewhere(t, told) for t in _attached(text, linked)]
    glossary = linked.known.titles if linked.known is not None else ()
    known = [t for heard in told for t in heard.person.titles] + list(glossary)
    firm = _is_firm(linked, title, attached)
    if any(_exactly(title, t) for t in (attached if firm else (*attached, *known))):
        return None
    specific = [t for t in known if minister_of(t.senses)]
    loose = any(fits(title, t) for t in (attached if firm else (*attached, *known)))
    if loose and not (minister_of(title.senses) and specific and not title.open):
        return None
    if linked.unit.english is None:
        return _without_english(text, linked, title, told, glossary)
    if _free(text, linked, title, near=not known):
        return None
    if not linked.here and all(kind(sense) == "profession" for sense in title.senses):
        return None  # 法律専門家
    if not linked.token:
        return _unexplained(text, linked, title)
    if any(compare(title, t) == "unsure" for t in attached):
        return None
    against = _against(linked, title, told)
    contrary = tuple(
        t for t in glossary if contradicts(title.senses, t.senses) and compare(title, t) == "other"
    )
    office = _other_office(title, [t for h in against for t in h.person.titles] + list(contrary))
    severity: Severity = "error" if linked.unit.confidence >= SURE else "warning"
    if not against and not contrary:
        severity = "warning" if attached or _unlike(title, told) else "info"
    unsure = any(compare(title, t) == "unsure" for t in known)
    if not attached and (unsure or _unknown_title(linked)):
        severity = "info"
    elif firm and any(_exactly(title, t) for t in known):
        severity = "warning"
    return Verdict(
        title,
        severity,
        office,
        against or tuple(told),
        _others(text, linked, title),
        contrary,
    )


def _is_firm(linked: Linked, title: Title, attached: Sequence[Title]) -> bool:
    """Return whether the sentence itself gives the person another office, held now.

    Then it does not help that the text gives the person the Japanese title elsewhere.
    """
    english = linked.unit.english
    return (
        english is not None
        and bool(attached)
        and not linked.mention.past
        and all(
            compare(title, t) == "other"
            and contradicts(title.senses, t.senses)
            and not is_former(english.text, t)
            for t in attached
        )
    )


def _as_elsewhere(title: Title, told: Sequence[Heard]) -> Title:
    """Return a title with what the same words mean where they are said of the same person.

    Once "Watts, president of the university", "President Watts" is no head of state.
    """
    same = [
        t
        for heard in told
        for t in heard.person.titles
        if t is not title and t.text.lower() == title.text.lower()
    ]
    return replace(title, senses=title.senses.union(*(t.senses for t in same))) if same else title


def _unlike(title: Title, told: Sequence[Heard]) -> bool:
    """Return whether the text gives the person titles elsewhere, and each means another thing."""
    known = [t for heard in told for t in heard.person.titles]
    return bool(known) and all(compare(title, t) == "other" for t in known)


def _unknown_title(linked: Linked) -> bool:
    """Return whether the English may give the person a title that is not in the tables."""
    english = linked.unit.english
    return english is not None and any(
        may_be_titled(english.text, person.start, person.end) for person in linked.here
    )


def _attached(text: Text, linked: Linked) -> Iterator[Title]:
    """Yield the titles that the sentence gives a person; what has a name may be no person at all.

    After "Arizona Sen. Jeff Flake", アリゾナ上院議員のジェフ・フレーク is right.
    """
    for person in linked.here:
        yield from person.titles
        here = text.english[linked.unit.index]
        for title in (*here.free, *(t for other in here.people for t in other.titles)):
            if 0 < title.start - person.end <= 3:
                yield title


def _against(linked: Linked, title: Title, told: Iterable[Heard]) -> tuple[Heard, ...]:
    """Return the English mentions that a title contradicts, those of its own sentence strictly."""
    return tuple(
        heard
        for heard in told
        if any(
            compare(title, t) == "other"
            and (
                (contradicts(title.senses, t.senses) and not is_former(heard.passage.text, t))
                or (heard.unit is linked.unit and are_other_offices(title.senses, t.senses))
            )
            for t in heard.person.titles
        )
    )


def _exactly(ours: Title, theirs: Title) -> bool:
    """Return whether two titles share a sense that does not leave open which office is meant."""
    shared = ours.senses & theirs.senses
    return bool(shared) and not is_generic(shared) and fits(ours, theirs)


def _other_office(title: Title, others: Iterable[Title]) -> bool:
    ours = minister_of(title.senses)
    theirs = [minister_of(other.senses) for other in others]
    return bool(ours) and any(fields and not ours & fields for fields in theirs)


def _free(text: Text, linked: Linked, title: Title, *, near: bool) -> bool:
    """Return whether the English has the title without a name, and no other Japanese claims it."""
    here = text.english[linked.unit.index]
    found = sum(meets(title.senses, free.senses) for free in here.free)
    spans = [m.mention for m in text.of_unit(linked.unit)]
    claimed = sum(
        meets(title.senses, other.senses)
        for other in japanese_titles(linked.passage.text)
        if not any(m.stop <= other.start < m.end for m in spans)
    )
    if found > claimed or _counterpart(text, linked, title):
        return True
    if not near:
        return False
    position = text.units.index(linked.unit)
    around = text.units[max(0, position - NEIGHBOURS) : position + NEIGHBOURS + 1]
    return any(
        meets(title.senses, free.senses)
        for unit in around
        if unit is not linked.unit and unit.index in text.english
        for free in text.english[unit.index].free
    )


def _counterpart(text: Text, linked: Linked, title: Title) -> bool:
    """Return whether the English only says that two hold one office: "his counterpart, X"."""
    english = linked.unit.english
    return (
        english is not None
        and "counterpart" in english.text.lower()
        and any(
            meets(title.senses, t.senses)
            for person in text.english[linked.unit.index].people
            for t in person.titles
        )
    )


def _unexplained(text: Text, linked: Linked, title: Title) -> Verdict | None:
    """Judge a title whose person no English name of the text explains."""
    here = text.english[linked.unit.index]
    taken = {token for other in text.of_unit(linked.unit) for token in other.full}
    left = [person for person in here.people if not set(person.tokens) & taken]
    if not any(person.titles for person in left):
        return None
    if any(compare(title, t) != "other" for person in left for t in person.titles):
        return None
    return Verdict(title, "warning", False, (), _others(text, linked, title))


def _without_english(
    text: Text, linked: Linked, title: Title, told: list[Heard], glossary: tuple[Title, ...]
) -> Verdict | None:
    """Judge a title by what the text calls the same person elsewhere; former titles are history."""
    if linked.mention.past:
        return None
    against = _against(linked, title, told)
    contrary = tuple(t for t in glossary if contradicts(title.senses, t.senses))
    others = _others(text, linked, title)
    if against or contrary:
        office = _other_office(
            title, [t for h in against for t in h.person.titles] + list(contrary)
        )
        return Verdict(title, "error" if contrary else "warning", office, against, others, contrary)
    mentions = [other for other in text.also(linked) if other.mention.titles]
    if len({m.name for m in mentions if len(m.name) > len(linked.name)}) > 1:
        return None  # two persons with one surname
    alike = [m for m in mentions if any(_exactly(title, t) for t in m.mention.titles)]
    contra = [
        m
        for m in mentions
        if not m.mention.past and all(contradicts(title.senses, t.senses) for t in m.mention.titles)
    ]
    if len(contra) < 2 or len(contra) <= len(alike):
        return None
    office = _other_office(title, [t for m in contra for t in m.mention.titles])
    return Verdict(title, "warning", office, (), tuple(contra))


def _others(text: Text, linked: Linked, title: Title) -> tuple[Linked, ...]:
    return tuple(
        other
        for other in text.also(linked)
        if other.mention.titles and not any(_exactly(title, t) for t in other.mention.titles)
    )


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
