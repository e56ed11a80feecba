"""Titles of persons in both languages, and what they have in common.

A title has *senses*, the rows of ``data/titles.tsv`` in which one of its forms stands; a Japanese
title translates an English one where they share a sense. The offices of ministers are put together
from ``data/fields.tsv``: ``minister:defense`` is 国防相, 国防部長 and "Secretary of Defense".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

# Honorifics and words that stand behind a name as one: they say nothing of an office.
NEUTRAL: Final = tuple(
    "氏 さん 様 さま 君 くん ちゃん 殿 先生 女史 夫人 選手 投手 捕手 容疑者 被告 受刑者 死刑囚 "
    "両氏 師匠 師 妃 先輩 後輩 嬢 候補".split()
)
ANY: Final = ":*"  # ends a sense that leaves open which
VICE: Final = "vice:"
_DEPUTIES: Final = ("vice", "deputy", "assistant", "associate")
_DEPUTY: Final = re.compile("副(?!官)|次席(?!検事)")
_LETTERS: Final = re.compile("[a-z]+")
_WORD_START: Final = re.compile(r"(?<![\w-])[A-Za-z]+")
_CAPITALS: Final = frozenset("pm mp ceo cfo cto coo md gp".split())

# Offices that one person often holds at the same time, or is called by in turn.
_TOGETHER: Final = frozenset(
    frozenset(pair.split("+"))
    for pair in (
        "state-president+party-secretary state-president+party-head state-president+chair "
        "state-president+supreme-commander state-president+supreme-leader premier+party-head "
        "premier+party-secretary premier+diet-member minister+state-councillor "
        "minister+diet-member minister+party-head minister+party-secretary minister+speaker "
        "company-head+company-chair company-head+founder company-head+executive "
        "company-chair+executive governor+party-head mayor+party-head king+supreme-commander "
        "supreme-leader+party-secretary secretary-general+diet-member party-head+diet-member "
        "speaker+diet-member party-secretary+diet-member chair+diet-member "
        "party-secretary+mayor party-secretary+governor chair+company-head chair+party-head "
        "director+company-head cabinet-secretary+diet-member governor+diet-member "
        "king+state-president emir+king crown-prince+premier crown-prince+prince "
        "cabinet-secretary+minister minister+secretary-of-state prince+premier chair+minister "
        "chair+party-secretary representative+speaker senator+chair representative+chair "
        "minister+ambassador envoy+ambassador minister+envoy adviser+envoy adviser+security-adviser"
    ).split()
)

# Begin a title, and say only where or in what standing the office is held.
_WHERE_ENGLISH: Final = re.compile(
    r"(?:(?:regional|provincial|local|public|visiting|adjunct|senior|junior|state|federal|national|"
    r"district|city|town|club|team|company|factory|plant|hospital|museum|gallery|research|sales|"
    r"marketing|police|prison|university|library|board|committee|council|fire|army|crown) )+"
)
_WHERE_JAPANESE: Final = re.compile(
    "(?:[州県省市町村区国]|地方|地区|地域|連邦|警察|客員|特任|上級|主任|首席|筆頭|営業|研究|技術|"
    "人事|総務|地裁|高裁|最高裁|病|軍|大会)"
)
_HEADS: Final = ("相", "大臣", "部長", "長官")
_VICE_HEADS: Final = ("次官", "副大臣", "副部長", "副相", "事務次官", "政務官", "副長官")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in a text, ``text[start:end]``, and all that it may mean."""

    text: str
    start: int
    end: int
    senses: frozenset[str]
    open: bool = False  # words with it are not understood: of its field or rank nothing is sure


@dataclass(frozen=True, slots=True)
class _Tables:
    kinds: dict[str, str]
    spheres: dict[str, frozenset[str]]
    loose: frozenset[str]
    japanese: dict[str, frozenset[str]]
    english: dict[str, frozenset[str]]
    fields: dict[str, frozenset[str]]  # Japanese form of a field → fields
    names: dict[str, str]  # sense → its first English form
    order: dict[str, int]  # sense → its place in the tables


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of a table of the package, without its comments."""
    text = (files("tmkit") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def tables() -> _Tables:
    """Return the titles of both languages with their senses, read once."""
    japanese: dict[str, set[str]] = defaultdict(set)
    english: dict[str, set[str]] = defaultdict(set)
    kinds, spheres, names = {}, {}, {}
    loose = set()  # senses of which not all forms are known
    for sense, kind, where, ja, en in read_rows("titles.tsv"):
        kinds[sense], names[sense] = kind, en.split("|")[0]
        spheres[sense] = frozenset(where.rstrip("~").split(","))
        if where.endswith("~"):
            loose.add(sense)
        for form in ja.split():
            japanese[form].add(sense)
        for form in en.split("|"):
            english[form].add(sense)
    # 司法長官 is the Attorney General, no Justice Minister.
    given = {form for form, senses in japanese.items() if "attorney-general" in senses}
    fields: dict[str, set[str]] = defaultdict(set)
    for field, ja, en in read_rows("fields.tsv"):
        sense = f"minister:{field}"
        names[sense] = f"{en.split('|')[0]} minister"
        for form in ja.split():
            if form.startswith("="):
                japanese[form[1:]].add(sense)
                continue
            fields[form].add(field)
            made = {form + head: sense for head in _HEADS}
            made |= {form + head: VICE + sense for head in _VICE_HEADS}
            for title, meant in made.items():
                if title not in given:
                    japanese[title].add(meant)
        for form in en.split("|"):
            english[f"{form} minister"].add(sense)
            english[f"{form} secretary"].add(sense)
            english[f"{form} chief"].add(sense)
            english[f"secretary of state for {form}"].add(sense)
            for of in ("of", "for", "of state for"):
                english[f"minister {of} {form}"].add(sense)
                english[f"minister {of} the {form}"].add(sense)
                english[f"secretary {of} {form}"].add(sense)
                english[f"secretary {of} the {form}"].add(sense)
    for head in ("次官", "事務次官", "政務官"):
        japanese[head].add(VICE + "minister:*")
    for form in ("undersecretary", "under secretary", "under-secretary", "permanent secretary"):
        english[form].add(VICE + "minister:*")
    _widen(japanese, english, kinds)
    for form, senses in japanese.items():
        senses |= japanese.get(form[1:], set()) if form.startswith("党") else set()
        if form.endswith("長"):  # the chief of whatever: village chief, 村長
            senses.add("head")
    return _Tables(
        kinds,
        spheres,
        frozenset(loose),
        {form: frozenset(senses) for form, senses in japanese.items()},
        {form: frozenset(senses) for form, senses in english.items()},
        {form: frozenset(all_) for form, all_ in fields.items()},
        names,
        {sense: k for k, sense in enumerate(names)},
    )


def _widen(
    japanese: dict[str, set[str]], english: dict[str, set[str]], kinds: dict[str, str]
) -> None:
    """Give a form that only says where an office is the senses of the office: 州知事 is a 知事."""
    for forms, start in ((japanese, _WHERE_JAPANESE), (english, _WHERE_ENGLISH)):
        for form in list(forms):
            found = start.match(form)
            head = form[found.end() :] if found is not None else ""
            if head in forms and not any(kinds.get(sense) == "rank" for sense in forms[head]):
                forms[form] |= forms[head]


@lru_cache(maxsize=1)
def _japanese() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return where a title may begin, and the forms by their first character, the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(tables().japanese, key=lambda form: (-len(form), form)):
        by_first[form[0]].append(form)
    return re.compile(f"[{''.join(sorted(by_first))}副次]"), by_first


@lru_cache(maxsize=1)
def _english() -> dict[str, list[str]]:
    """Return the forms of English titles by their first word, the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(tables().english, key=lambda form: (-len(form), form)):
        by_first[_LETTERS.match(form)[0]].append(form)  # type: ignore[index]
    return by_first


@lru_cache(maxsize=4096)
def _starting(first: str) -> re.Pattern[str] | None:
    """Return a pattern of the titles that a word begins: compiled when a text has the word."""
    if first in _DEPUTIES:
        mine = sorted(tables().english, key=lambda form: (-len(form), form))
    else:
        mine = _english().get(first, [])
    if not mine:
        return None
    escaped = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in mine)
    deputy = rf"({first})[\s-]+" if first in _DEPUTIES else "()"
    pattern = rf"(?:{deputy})?({escaped})(?:e?s)?(?:-elect|-designate)?(?![\w-])"
    return re.compile(pattern, re.IGNORECASE)


def japanese_titles(text: str) -> tuple[Title, ...]:
    """Return every stretch of a Japanese text that has the form of a title."""
    known = tables().japanese
    starts, by_first = _japanese()
    found = []
    for match in starts.finditer(text):
        start = match.start()
        vice = _DEPUTY.match(text, start)
        begin = vice.end() if vice is not None else start
        for form in by_first.get(text[begin : begin + 1], ()):
            if text.startswith(form, begin):
                end = begin + len(form)
                end += 2 if text.startswith(("代行", "代理"), end) else 0
                senses = _deputy(known[form]) if vice is not None else known[form]
                found.append(Title(text[start:end], start, end, senses))
                break
    return _apart(found)


def english_titles(text: str) -> tuple[Title, ...]:
    """Return every title of an English text; what is short or ends in a point needs a capital."""
    known = tables().english
    found = []
    for word in _WORD_START.finditer(text):
        first = word[0].lower()
        pattern = _starting(first) or _starting(first.removesuffix("s"))
        match = pattern.match(text, word.start()) if pattern is not None else None
        if match is None:
            continue
        deputy, form = match[1], " ".join(match[2].lower().split())
        if (len(form) <= 3 or form.endswith(".")) and not match[2][0].isupper():
            continue
        if form in _CAPITALS and not match[2].isupper():
            continue
        senses = known[form]
        if deputy:
            whole = f"{deputy.lower()} {form}"
            senses = known.get(whole) or known.get(whole.replace(" ", "-")) or _deputy(senses)
        found.append(Title(match[0], match.start(), match.end(), senses))
    return _apart(found)


def _deputy(senses: frozenset[str]) -> frozenset[str]:
    return frozenset(VICE + sense.removeprefix(VICE) for sense in senses)


def _apart(titles: Iterable[Title]) -> tuple[Title, ...]:
    """Return titles, given by rising start, without those that overlap others.

    Of two that overlap the one that ends later counts, else the longer: 田中将軍 is 田中 and 将軍,
    the army chief of staff no army chief.
    """
    found: list[Title] = []
    for title in titles:
        while found and title.end > found[-1].end and title.start < found[-1].end:
            found.pop()
        if not found or title.start >= found[-1].end:
            found.append(title)
    return tuple(found)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.startswith(VICE) != other.startswith(VICE):
        return False
    if one.endswith(ANY) or other.endswith(ANY):
        return one.rpartition(":")[0] == other.rpartition(":")[0]
    return False


def meets(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two titles, of whichever language, may mean the same."""
    if one & other:
        return True
    return any(_same(a, b) for a in one for b in other)


def is_generic(senses: frozenset[str]) -> bool:
    """Return whether a title leaves open which office it is."""
    return all(sense.endswith(ANY) or kind(sense) == "generic" for sense in senses)


def kind(sense: str) -> str:
    """Return the kind of a sense: office, rank, degree, profession or generic."""
    return tables().kinds.get(sense.removeprefix(VICE), "office")


def spheres(senses: frozenset[str]) -> frozenset[str]:
    """Return the walks of life that a title belongs to: state, court, military and the like."""
    known = tables().spheres
    plain = [sense for sense in senses if kind(sense) != "generic"] or senses
    found = {s for sense in plain for s in known.get(sense.removeprefix(VICE), ("minister",))}
    return frozenset(found)


def compare(ours: Title, theirs: Title) -> Literal["same", "other", "unsure"]:
    """Return whether a Japanese title says another thing than an English one.

    Where one of them has words that are not understood, only another walk of life is sure.
    """
    if meets(ours.senses, theirs.senses):
        return "same"
    apart = not spheres(ours.senses) & spheres(theirs.senses)
    if apart or not (ours.open or theirs.open or _is_loose(ours) or _is_loose(theirs)):
        return "other"
    return "unsure"


def _is_loose(title: Title) -> bool:
    return {sense.removeprefix(VICE) for sense in title.senses} <= tables().loose


def contradicts(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether nobody is likely to hold both: two offices, and not two that go together.

    Of a title with many senses ("president") the first of the table counts.
    """
    if not are_other_offices(one, other):
        return False
    a, b = (_first(senses).split(":")[0] for senses in (one, other))
    return a == b or frozenset((a, b)) not in _TOGETHER


def are_other_offices(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two titles are offices, and cannot mean the same."""
    ours, theirs = (frozenset(s for s in x if kind(s) != "generic") for x in (one, other))
    return (
        bool(ours)
        and bool(theirs)
        and all(kind(sense) == "office" for sense in ours | theirs)
        and not meets(ours, theirs)
    )


def _first(senses: frozenset[str]) -> str:
    """Return the sense that stands first in the tables, of those that say something."""
    order = tables().order
    plain = [sense for sense in senses if kind(sense) != "generic"] or senses
    return min(plain, key=lambda sense: (order[sense.removeprefix(VICE)], sense))


def minister_of(senses: frozenset[str]) -> frozenset[str]:
    """Return the fields of a minister's title, none where it is another or leaves them open."""
    fields = {sense.rpartition("minister:")[2] for sense in senses if "minister:" in sense}
    return frozenset(fields - {"*"})


def in_english(title: Title) -> str:
    """Return the usual English of a Japanese title: ``president`` for 大統領."""
    known = tables()
    best = _first(title.senses)
    name = known.names[best.removeprefix(VICE)]
    if best.startswith(VICE):
        name = f"{'vice' if name == 'president' else 'deputy'} {name}"
    words = (
        word if word in {"of", "the"} else word[:1].upper() + word[1:] for word in name.split()
    )
    return " ".join(words)
