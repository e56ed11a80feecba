"""In what standing an office is held: the former president is not the president."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tmkit.model import Severity
from tmkit.rules.people import Linked, Text
from tmkit.rules.titles import Title


@dataclass(frozen=True, slots=True)
class _Standing:
    """A standing: how each language says it of a title, and what else in a sentence implies it.

    ``kept`` says that Japanese keeps it as a rule.
    """

    name: str
    name_ja: str
    before: re.Pattern[str]  # an English title
    behind: re.Pattern[str]
    japanese: re.Pattern[str]  # between a name and its title, or in front of both
    implied: re.Pattern[str]  # in English
    implied_ja: re.Pattern[str]
    kept: bool = True


def _standing(name: str, name_ja: str, *patterns: str, kept: bool = True) -> _Standing:
    before, behind, japanese, implied, implied_ja = (
        re.compile(pattern, re.IGNORECASE) for pattern in patterns
    )
    return _Standing(name, name_ja, before, behind, japanese, implied, implied_ja, kept)


# What 前 is a part of without saying anything of an office.
_BEFOREHAND: Final = re.compile(
    "午前|名前|目前|手前|直前|事前|人前|以前|食前|前[日回年後進提半方者夜項列面]|前向き"
)
_NEVER: Final = r"(?!)"
_GIVEN: Final = frozenset("gen hajime moto tsukasa yuan won".split())  # how 元 is read in names
_FORMER: Final = _standing(
    "former",
    "元",
    r"\b(?:former|ex|erstwhile|one-?time|retired)[\s-]+(?:[\w’'.-]+\s+){0,2}\Z",
    _NEVER,
    r"元(?!帥|首|老)|前|旧|先代",
    r"\b(?:former(?:ly)?|ex|then|one-?time|once|past|late|previous(?:ly)?|predecessor|ousted|"
    r"deposed|outgoing|retired|resigned|was|were|had|served|until|ago|history|era|died|"
    r"1[5-9]\d\d|20\d\d)\b",
    r"元|前|旧|かつて|当時|先代|歴代|時代|退任|退いた|故|だった|務めた|時の|現職でない",
)
_ACTING: Final = _standing(
    "acting",
    "代行・暫定",
    r"\b(?:acting|interim|caretaker|transitional|provisional)\s+(?:[\w’'.-]+\s+){0,2}\Z",
    _NEVER,
    r"暫定|臨時|代行|代理",
    r"\b(?:acting|interim|caretaker|transition\w*|provisional|tempora\w+|deput\w+|"
    r"stand(?:s|ing)?[\s-]in|chargé)\b",
    r"暫定|臨時|代行|代理|選挙管理",
    kept=False,
)
_NEXT: Final = _standing(
    "-elect",
    "次期",
    _NEVER,
    r"-(?:elect|designate)\Z",
    r"次期|次(?=[一-鿿])",
    r"(?:-|\b)(?:elect|designate|incoming|next|future|becom\w+|will|won|win\w*|nomin\w+|"
    r"succe\w+|elected|transition|appointed)\b",
    r"次期|次の|当選|選出|就任|指名|新|予定|内定|候補",
)
_STANDINGS: Final = (_FORMER, _ACTING, _NEXT)


@dataclass(frozen=True, slots=True)
class Only:
    """What one side only says of an office: in both languages, and whether the Japanese says it."""

    english: str
    japanese: str
    ours: bool
    severity: Severity


def other_standing(text: Text, linked: Linked) -> Only | None:
    """Return the standing that only one side says, or None.

    Only where the sentence gives the person just one title in each language. What either side says
    somewhere in the sentence, or of the person elsewhere in the text, is no difference; nor is what
    the Japanese says each time, for that is meant.
    """
    passage, english = linked.passage, linked.unit.english
    titles = [title for person in linked.here for title in person.titles]
    if english is None or len(titles) != 1 or len(linked.mention.titles) != 1:
        return None
    title, mine = titles[0], linked.mention.titles[0]
    said_ja = _around(linked, mine)
    elsewhere = [
        (heard.passage.text, t)
        for heard in text.of(linked)
        for t in heard.person.titles
        if heard.unit is not linked.unit
    ]
    rest = _BEFOREHAND.sub("", passage.text)
    for standing in _STANDINGS:
        theirs, ours = _is(standing, english.text, title), bool(standing.japanese.search(said_ja))
        if theirs and not ours and not standing.implied_ja.search(rest):
            severity: Severity = "warning" if standing.kept else "info"
            return Only(standing.name, standing.name_ja, False, severity)
        if not ours or theirs or standing.implied.search(english.text):
            continue
        if said_ja == "元" and not _GIVEN.isdisjoint(linked.full):  # 中谷元防衛相
            continue
        if any(_is(standing, *place) for place in elsewhere) or _is_usual(text, linked, standing):
            continue
        return Only(standing.name, standing.name_ja, True, "warning")
    return None


def _is(standing: _Standing, text: str, title: Title) -> bool:
    """Return whether an English text says of a title that it is held in a standing."""
    before = text[max(0, title.start - 40) : title.start]
    return bool(standing.before.search(before) or standing.behind.search(title.text))


def _around(linked: Linked, title: Title) -> str:
    """Return what stands between a name and its title, and behind it: 暫定, 前, 代行."""
    text, mention = linked.passage.text, linked.mention
    end = "代行" if title.text.endswith(("代行", "代理")) else ""
    if title.end <= mention.start:  # 前大統領の李氏
        return text[max(0, title.start - 2) : title.start] + end
    return text[mention.stop : title.start] + end


def _is_usual(text: Text, linked: Linked, standing: _Standing) -> bool:
    """Return whether the Japanese says so of the person at least once more, and never otherwise."""
    others = [
        _around(other, other.mention.titles[0])
        for other in text.also(linked)
        if other is not linked and other.mention.titles
    ]
    return bool(others) and all(standing.japanese.search(said) for said in others)
