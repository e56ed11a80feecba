"""The persons of each text: who is who in both languages, and which titles they are known by.

A Japanese mention is linked with an English name by the glossary, by sound (katakana, or a Japanese
name's reading), by the spellings of Chinese and Korean surnames, and where just one name is left on
each side of a unit, by that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tmkit.model import Concept, Origin, Passage
from tmkit.rules._english_people import English, Person, english_people
from tmkit.rules._japanese_people import (
    Called,
    called,
    candidates,
    is_glued,
    is_katakana,
    is_no_name,
    is_soft,
    parts,
)
from tmkit.rules._recognise import is_unknown, looks_personal, recognise, surnames
from tmkit.rules._rule import Context, Unit
from tmkit.rules.titles import Title, english_titles, japanese_titles

ALIKE_HERE: Final = 0.76  # a name of the very sentence
ALIKE: Final = 0.86  # one elsewhere in the text
_VOWELS: Final = re.compile("[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Heard:
    """An English mention of a person, and where."""

    unit: Unit
    passage: Passage
    person: Person


@dataclass(frozen=True, slots=True)
class Known:
    """What a glossary says of a person."""

    japanese: tuple[str, ...]
    english: tuple[tuple[str, ...], ...]
    titles: tuple[Title, ...]  # of either language
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A Japanese mention of a person: the name in it, and the English name that it stands for.

    ``token`` is the part of the English name that was recognised, empty where none was; ``here``
    are the English mentions of this unit that it may translate.
    """

    unit: Unit
    passage: Passage
    mention: Called
    name: str
    token: str = ""
    here: tuple[Person, ...] = ()
    known: Known | None = None
    weak: bool = False  # a name only if just one English name is left for it

    @property
    def span(self) -> tuple[int, int]:
        """Where the name with its titles stands."""
        return self.mention.stop - len(self.name) - self._lost, self.mention.end

    @property
    def _lost(self) -> int:
        run = self.mention.run
        return len(run) - run.rfind(self.name) - len(self.name)

    @property
    def rest(self) -> str:
        """What stands between the name and its title: 海上保安庁 of 田中海上保安庁長官."""
        run = self.mention.run
        return run[run.rfind(self.name) + len(self.name) :].strip("・･")

    @property
    def full(self) -> tuple[str, ...]:
        """The fullest English name of this unit that it may translate."""
        return max((person.tokens for person in self.here), key=len, default=())


@dataclass(frozen=True, slots=True)
class Text:
    """All persons of one file or pair of files."""

    english: Mapping[int, English]  # by index of the unit
    heard: Mapping[str, tuple[Heard, ...]]  # by each part of the name
    linked: tuple[Linked, ...]
    units: tuple[Unit, ...]
    known: tuple[Known, ...]
    by_unit: Mapping[int, tuple[Linked, ...]]
    by_key: Mapping[str, tuple[Linked, ...]]  # the English name part, else how the name begins

    def of_unit(self, unit: Unit) -> tuple[Linked, ...]:
        """Return the Japanese mentions of a unit in order."""
        return self.by_unit.get(unit.index, ())

    def of(self, linked: Linked) -> Iterator[Heard]:
        """Yield the English mentions of whoever a Japanese mention names."""
        full = linked.full
        for heard in self.heard.get(linked.token, ()):
            tokens = heard.person.tokens
            if (
                len(full) < 2
                or len(tokens) < 2
                or set(tokens) <= set(full)
                or set(full) <= set(tokens)
            ):
                yield heard

    def also(self, linked: Linked) -> Iterator[Linked]:
        """Yield the Japanese mentions of the same person, itself among them."""
        for other in self.by_key.get(_person_key(linked), ()):
            if same_person(linked, other):
                yield other


def same_person(one: Linked, other: Linked) -> bool:
    """Return whether two Japanese mentions are of one person, as far as names tell."""
    if one.token or other.token:
        if one.token != other.token:
            return bool(one.known and one.known is other.known)
        a, b = set(one.full), set(other.full)
        return len(a) < 2 or len(b) < 2 or a <= b or b <= a
    return (
        one.name == other.name or _shortens(one.name, other.name) or _shortens(other.name, one.name)
    )


def _shortens(short: str, long: str) -> bool:
    """Return whether one name is the surname of the other."""
    if is_katakana(long):
        return is_katakana(short) and parts(long)[-1:] == parts(short)
    return long.startswith(short) and len(long) - len(short) <= 3


def people(context: Context) -> dict[str, Text]:
    """Return the persons of every text, by the path of its Japanese; for ``Context.shared``."""
    by_path: dict[str, list[Unit]] = defaultdict(list)
    for unit in context.units:
        if unit.checked and unit.japanese is not None:
            by_path[unit.japanese.path].append(unit)
        elif unit.checked and unit.english is not None:
            by_path[unit.english.path].append(unit)
    known = tuple(_known(context.glossary))
    found = {}
    for path, units in by_path.items():
        if known or any(mention.titles for unit in units for mention in mentions(unit)):
            found[path] = _text(units, known, context)
    return found


def mentions(unit: Unit) -> tuple[Called, ...]:
    """Return what may be a person in the Japanese of a unit."""
    return called(unit.japanese.text) if unit.japanese is not None else ()


def _known(glossary: Sequence[Concept]) -> Iterator[Known]:
    for concept in glossary:
        english = tuple(
            person.tokens
            for term in concept.in_language("en")
            for person in english_people(term.text).people[:1]
        )
        if not re.match(r"person|people|name|人", concept.kind.casefold()):
            continue
        terms = concept.terms
        said = " ; ".join(
            [
                concept.note,
                concept.definition,
                *(term.note for term in terms),
                *(t.text for t in terms),
            ]
        )
        yield Known(
            tuple(
                _bare(term.text) for term in concept.in_language("ja") if term.status != "forbidden"
            ),
            english,
            (*english_titles(said), *japanese_titles(said)),
            concept.origin,
        )


def _bare(name: str) -> str:
    """Return the name of a glossary entry without a title behind it."""
    for mention in called(name):
        if mention.start == 0:
            return mention.run
    return name


def _text(units: list[Unit], known: tuple[Known, ...], context: Context) -> Text:
    english: dict[int, English] = {}
    heard: dict[str, list[Heard]] = defaultdict(list)
    for unit in units:
        if unit.english is not None:
            english[unit.index] = english_people(unit.english.text)
            for person in english[unit.index].people:
                for token in dict.fromkeys(person.tokens):
                    heard[token].append(Heard(unit, unit.english, person))
    linked: list[Linked] = []
    tokens = tuple(heard)
    for unit in units:
        if unit.japanese is None:
            continue
        here = english.get(unit.index, English((), ()))
        passage = unit.japanese

        def link(
            mention: Called,
            taken: frozenset[str] = frozenset(),
            unit: Unit = unit,
            passage: Passage = passage,
            here: English = here,
        ) -> Linked | None:
            return _link(unit, passage, mention, here, tokens, known, context, taken)

        found = [one for mention in mentions(unit) if (one := link(mention)) is not None]
        linked.extend(_eliminate(_apart(found, link), here))
    linked = _with_honorifics(linked, units)
    by_unit: dict[int, list[Linked]] = defaultdict(list)
    by_key: dict[str, list[Linked]] = defaultdict(list)
    for one in linked:
        by_unit[one.unit.index].append(one)
        by_key[_person_key(one)].append(one)
    return Text(
        english,
        {token: tuple(all_) for token, all_ in heard.items()},
        tuple(linked),
        tuple(units),
        known,
        {index: tuple(all_) for index, all_ in by_unit.items()},
        {key: tuple(all_) for key, all_ in by_key.items()},
    )


def _person_key(linked: Linked) -> str:
    """Return what two mentions of one person share."""
    if linked.token:
        return linked.token
    return parts(linked.name)[-1] if is_katakana(linked.name) else linked.name[0]


def _apart(
    found: list[Linked], link: Callable[[Called, frozenset[str]], Linked | None]
) -> list[Linked]:
    """Return the mentions of a unit so that two names stand for two persons, where they can.

    Of 徐 and 許 both may be Xu: the later one gives way if it may be another, else the first.
    """
    for b in range(len(found)):
        for a in range(b):
            if found[a].token and _clash(found[a], found[b]):
                for moved, stays in ((b, a), (a, b)):
                    taken = {token for person in found[stays].here for token in person.tokens}
                    other = link(found[moved].mention, frozenset(taken))
                    if other is not None and not _clash(other, found[stays]):
                        found[moved] = other
                        break
    return found


def _clash(one: Linked, other: Linked) -> bool:
    """Return whether two names of one unit stand for the same English mention."""
    return (
        bool(set(map(id, one.here)) & set(map(id, other.here)))
        and one.name != other.name
        and not _shortens(one.name, other.name)
        and not _shortens(other.name, one.name)
    )


def _with_honorifics(linked: list[Linked], units: list[Unit]) -> list[Linked]:
    """Return the mentions in order, with those like 李氏 of persons whom no English explains."""
    names = {one.name: one for one in linked if not one.token and one.mention.titles}
    done = {(one.unit.index, one.mention.end) for one in linked}
    more = []
    for unit in units if names else ():
        for mention in mentions(unit):
            name, passage = mention.run, unit.japanese
            if passage is None or not mention.neutral or (unit.index, mention.end) in done:
                continue
            if any(name == known or _shortens(name, known) for known in names):
                more.append(Linked(unit, passage, mention, name))
    order = {unit.index: k for k, unit in enumerate(units)}
    return sorted([*linked, *more], key=lambda one: (order[one.unit.index], one.mention.start))


def _link(
    unit: Unit,
    passage: Passage,
    mention: Called,
    here: English,
    tokens: tuple[str, ...],
    known: tuple[Known, ...],
    context: Context,
    taken: frozenset[str] = frozenset(),
) -> Linked | None:
    """Return a mention with the person it names, or None where it hardly names one.

    ``taken`` are English names that other mentions of the unit stand for: 徐 is rather Suh than Xu
    where 許 is Xu.
    """
    names = list(candidates(mention))
    near = tuple(dict.fromkeys(token for person in here.people for token in person.tokens))
    for name in names:
        entry = next(
            (k for k in known if any(name == n or _shortens(name, n) for n in k.japanese)), None
        )
        if entry is not None:
            wanted = {token for english in entry.english for token in english}
            token = next((t for t in (*near, *tokens) if t in wanted), "")
            return Linked(unit, passage, mention, name, token, _people(here, token, name), entry)
    for row, least in ((near, ALIKE_HERE), (() if is_glued(mention) else tokens, ALIKE)):
        for name in names:
            if row is not near and (is_no_name(name) or is_soft(name)):
                continue
            if is_no_name(name) and is_katakana(name):
                continue
            token = recognise(name, mention.aside, row, least, context, taken)
            token = token or recognise(name, mention.aside, row, least, context)
            if token:
                return Linked(unit, passage, mention, name, token, _people(here, token, name))
    if not mention.titles or is_glued(mention):
        return None
    names = [name for name in names if not is_no_name(name)]
    name = next((name for name in names if looks_personal(name, context)), "")
    if name:
        return Linked(unit, passage, mention, name)
    if not near or re.match("[一-鿿]", passage.text[mention.end :]):
        return None
    name = next((name for name in names if is_unknown(name, context)), "")
    return Linked(unit, passage, mention, name, weak=True) if name else None


def _people(here: English, token: str, name: str) -> tuple[Person, ...]:
    """Return the persons of a unit with this name; of several those whose given name is as long."""
    found = tuple(person for person in here.people if token in person.tokens)
    if len(found) > 1 and not is_katakana(name) and len(name) > 1:
        given = len(name) - (2 if name[:2] in surnames() else 1)
        fitting = tuple(
            person
            for person in found
            if len(person.tokens) > 1
            and given == sum(len(_VOWELS.findall(t)) for t in person.tokens if t != token)
        )
        return fitting or found
    return found


def _eliminate(found: list[Linked], here: English) -> list[Linked]:
    """Link the one mention that nothing explains with the one English name left over."""
    open_ = [k for k, linked in enumerate(found) if not linked.token]
    taken = {token for linked in found for token in (linked.token, *linked.full)}
    left = [person for person in here.people if not set(person.tokens) & taken]
    titled = [person for person in left if person.titles]
    if not open_ and len(left) == 1 and _may_be_new(left[0]):
        # 陸 is known as Lu elsewhere, but here is only a Yook, and no table has the name.
        open_ = [
            k
            for k, linked in enumerate(found)
            if not linked.here and not linked.known and not is_katakana(linked.name)
        ]
    if len(open_) == 1 and (len(left) == 1 or len(titled) == 1):
        person = left[0] if len(left) == 1 else titled[0]
        one = found[open_[0]]
        found[open_[0]] = Linked(
            one.unit, one.passage, one.mention, one.name, person.tokens[-1], (person,), one.known
        )
    return [one for one in found if not one.weak]


def _may_be_new(person: Person) -> bool:
    """Return whether a name may be a Chinese or Korean one whose spelling is in no table."""
    return len(person.tokens[0]) <= 6 and _spelt().isdisjoint(person.tokens)


@lru_cache(maxsize=1)
def _spelt() -> frozenset[str]:
    return frozenset(word for words in surnames().values() for word in words)
