"""Which titles are wrong: held against the English, the text and the glossary."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tmkit.model import Severity
from tmkit.rules._compare_titles import (
    are_other_offices,
    compare,
    contradicts,
    fits,
    is_generic,
    is_office_of_other_walk,
    kind,
    meets,
    minister_of,
)
from tmkit.rules._english_people import is_former
from tmkit.rules._english_titles import may_be_titled
from tmkit.rules.people import Heard, Linked, Text
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


def verdict(text: Text, linked: Linked, title: Title) -> Verdict | None:
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

    Then it does not help that the text gives the person the Japanese title elsewhere. What is
    former counts right before the name only: of "Kerry, a former senator," more may be known.
    """
    english = linked.unit.english
    first = min((person.start for person in linked.here), default=0)
    return (
        english is not None
        and bool(attached)
        and not linked.mention.past
        and all(
            compare(title, t) == "other"
            and (
                contradicts(title.senses, t.senses)
                or is_office_of_other_walk(title.senses, t.senses)
            )
            and (t.start < first or not is_former(english.text, t))
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
    found = sum(
        meets(title.senses, free.senses)
        for free in here.free
        if not (is_generic(free.senses) and free.text.endswith("s"))  # officials close to X
    )
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
    position = bisect_left(text.units, linked.unit.index, key=lambda unit: unit.index)
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
