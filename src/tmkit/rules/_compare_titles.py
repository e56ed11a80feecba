"""Whether two titles may mean the same, and whether one person may hold both.

Where a title has words that nobody knows, its parts are compared one by one: its walk of life, its
level (the deputy is not the head), and its field (the navy is not the army).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final, Literal

from tmkit.evidence.tables import read_rows
from tmkit.rules.titles import ANY, ASSISTANT, VICE, Title, tables

_BELOW: Final = re.compile(
    "副|次|補|代|助|准|vice|deputy|assist|associate|under|second|junior|lieutenant", re.IGNORECASE
)

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

    Where one of them has words that are not understood, only another walk of life, another level
    or another branch is sure.
    """
    if fits(ours, theirs):
        return "same"
    apart = not spheres(ours.senses) & (spheres(theirs.senses) or theirs.within)
    if apart or not (ours.open or theirs.open or _is_loose(ours) or _is_loose(theirs)):
        return "other"
    if _other_level(ours, theirs) or _other_branch(ours, theirs):
        return "other"
    return "unsure"


def fits(ours: Title, theirs: Title) -> bool:
    """Return whether a Japanese title may translate an English one.

    What both say is not enough where it is little and the organisation has no such office: the head
    of a bank is no mayor.
    """
    if not meets(ours.senses, theirs.senses):
        return False
    shared = ours.senses & theirs.senses
    if shared and shared <= ours.heads | theirs.heads and _other_branch(ours, theirs):
        return False  # both commanders, but of the army and the navy
    if theirs.text.lower().endswith("minister") and ours.text == "長官":
        return False  # of a Secretary
    if theirs.text.lower().endswith("secretary") and ours.text == "部長":
        return False  # of a Chinese minister
    if not theirs.within or not is_generic(ours.senses & theirs.senses):
        return True
    return bool(spheres(ours.senses) & theirs.within) or is_generic(ours.senses)


def _other_level(ours: Title, theirs: Title) -> bool:
    """Return whether one title is of the head and the other of a deputy or an assistant."""
    one, other = _level(ours), _level(theirs)
    return bool(one and other) and one != other


def _level(title: Title) -> str:
    """Return the level of a title, nothing where it may be several."""
    levels = {
        next((mark for mark in (VICE, ASSISTANT) if sense.startswith(mark)), "head")
        for sense in title.senses
    }
    if len(levels) > 1 or (levels == {"head"} and _BELOW.search(title.text)):
        return ""
    return levels.pop()


@lru_cache(maxsize=1)
def _branches() -> tuple[
    re.Pattern[str], dict[str, set[str]], re.Pattern[str], dict[str, set[str]]
]:
    japanese: dict[str, set[str]] = defaultdict(set)
    english: dict[str, set[str]] = defaultdict(set)
    for name in ("fields.tsv", "branches.tsv"):
        for branch, ja, en in read_rows(name):
            for form in ja.split():
                japanese[form.removeprefix("=")].add(branch)
            for form in en.split("|"):
                english[form].add(branch)
    made = [
        "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
        for forms in (japanese, english)
    ]
    return re.compile(made[0]), japanese, re.compile(rf"\b(?:{made[1]})\b"), english


def _other_branch(ours: Title, theirs: Title) -> bool:
    """Return whether two titles name a branch each, and none in common: 海軍 and "army"."""
    ja, japanese, en, english = _branches()
    mine = {branch for found in ja.findall(ours.text) for branch in japanese[found]}
    other = {branch for found in en.findall(theirs.text.lower()) for branch in english[found]}
    return bool(mine and other) and not mine & other


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


def is_office_of_other_walk(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether ``other`` is an office, and ``one`` an office or rank in other walks of life.

    Not the other way round: the Gen. Milley of one sentence may well be its chairman.
    """
    return (
        all(kind(sense) == "office" for sense in other)
        and all(kind(sense) in {"office", "rank"} for sense in one)
        and not spheres(one) & spheres(other)
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
