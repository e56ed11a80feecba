"""What stands around an English title: whether all is understood, and which president it is.

Titles are put together freely: a modifier that says nothing of the office (former, acting), a
place, a field (finance, army), a head (minister, chief), an organisation. Whatever is not known of
these leaves the title *open*; it is then compared by its walk of life alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tmkit.rules._organisations import organisation_of
from tmkit.rules._places import places
from tmkit.rules.titles import VICE, Title, tables

# Say nothing of which office it is.
_NEUTRAL: Final = frozenset(
    """acting former ex interim incoming outgoing new newly appointed elected re-elected current
    then late longtime long-time veteran shadow caretaker future present designate onetime one-time
    retired ousted embattled popular young old elderly powerful influential beloved respected
    controversial first second third last next previous recently-appointed long-serving sitting
    serving provisional temporary transitional exiled jailed deposed nominal reformist hardline
    conservative liberal moderate honorary titular de facto said exactly reigning ruling
    native-born lifelong disgraced departing returning senior junior regional provincial state
    federal national local public district city town village municipal county club team company
    party government military visiting adjunct guest sales marketing research""".split()
)
_DETERMINERS: Final = frozenset("a an the his her its their our my your this that".split())
# Words that stand before a title without being part of it.
_OUTSIDE: Final = frozenset(
    """and or but nor with by of from to for at in on as than when while if that which who whom
    said says say told tell asked met meet called call is was are were be been being became become
    between among against about after before since until like unlike about into over under via per
    not only also both either neither because so then now today yesterday tomorrow thanked praised
    joined warned urged named elected appointed made saw heard knew knows know helped let had has
    have did does do will would can could may might must shall should where why how what whose
    including include includes plus though although yet still even just ever never including
    quoted quoting cited citing accused accuses blamed criticised criticized succeeded replaced
    remains remained whether""".split()
)
_LAST: Final = re.compile(r"(?:^|[\s\"“(‘'’—–-])([A-Za-zÀ-ɏ][\w.’'-]*)[\s-]+\Z")
_OF: Final = re.compile(
    r"\s+(of|for|at)\s+(the\s+|its\s+)?(?!(?:his|her|their|its|my|our)\b)([\w’'.&-]+)"
)
_UNIONS: Final = frozenset("europe european eu un".split())
_STATE: Final = frozenset(
    "republic country nation state states united people federation union".split()
)
# Licenses 社長 and 会長 for a "president" of the same sentence that has no organisation beside it.
_COMPANY: Final = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|PLC|plc|GmbH|AG|SA|Holdings|Motors?|University|College)\b|"
    r"\b(?:compan(?:y|ies)|corporation|firm|manufacturer|automaker|carmaker|university|college|"
    r"association|federation|foundation|committee|shareholders?|sales|profits?|earnings|customers?|"
    r"students?|campus|faculty|employees|retailer|airline|startup|start-up|headquarters)\b"
)
# What the head of any organisation may be called; a director is no chairman all the same.
_HEAD: Final = re.compile(
    r"(?:\A|[\s-])(?:president|head|chief|boss|leader|chair(?:man|woman|person)?)\Z", re.IGNORECASE
)
# Of a company or a society, not of a state: chairman and president, president and CEO.
_TWIN_BEFORE: Final = re.compile(
    r"(?:\b(?:chair\w*|CEO|officer|co-?founder|founder|owner|director)\s*(?:,|and|&|,\s*and)\s+"
    r"|\b(?:honorary|club|founding)\s+)\Z",
    re.IGNORECASE,
)
_TWIN_BEHIND: Final = re.compile(
    r"\s*(?:,|and|&)\s*(?:CEO|COO|CFO|chief\s+\w+(?:\s+\w+)?\s+officer|chief\s+executive|"
    r"chair\w*|co-?founder|founder|owner|representative\s+director)\b|\s+emerit",
    re.IGNORECASE,
)
_STATES: Final = ("state-president", "council-president")
_PRESIDENTS: Final = frozenset(
    "president|vice president|vice-president|deputy president|first vice president".split("|")
)
_BANKING: Final = re.compile(
    r"\b(?:banks?|banking|BOJ|BoJ|ECB|Fed|FRB|RBA|RBI|PBOC|monetary|interest\s+rates?|inflation|"
    r"currency|yen|lenders?)\b"
)


def settled(text: str, title: Title) -> Title:
    """Return a title of an English text with what the words around it make of it."""
    organisation = organisation_of(text, title)
    if organisation is not None:
        title = replace(title, within=organisation.spheres)
        senses = frozenset(s for s in title.senses if _belongs(s, organisation.spheres))
        if _HEAD.search(title.text):
            vice = VICE if all(sense.startswith(VICE) for sense in title.senses) else ""
            senses |= {vice + sense for sense in organisation.heads}
        return replace(title, senses=senses or title.senses)
    title = replace(title, open=_open_before(text, title) or _open_behind(text, title))
    if _TWIN_BEFORE.search(text, max(0, title.start - 40), title.start) or _TWIN_BEHIND.match(
        text, title.end
    ):
        return title
    form = " ".join(title.text.lower().split()).removesuffix("-elect").removesuffix("-designate")
    if form in _PRESIDENTS and (
        _of_country(text, title) or not (title.open or _COMPANY.search(text))
    ):
        vice = VICE if form != "president" else ""
        mine = {vice + sense for sense in _STATES} & title.senses
        return replace(title, senses=frozenset(mine))
    if form == "governor" and not title.open and not _BANKING.search(text):
        return replace(title, senses=title.senses - {"bank-head"})
    return title


def _belongs(sense: str, walks: frozenset[str]) -> bool:
    """Return whether an organisation has an office; what says too little is in any."""
    plain = sense.removeprefix(VICE)
    return tables().kinds.get(plain) == "generic" or not walks.isdisjoint(
        tables().spheres.get(plain, ("minister",))
    )


def _of_country(text: str, title: Title) -> bool:
    """Return whether a title stands beside a country: the Russian president, president of Peru."""
    before = _LAST.search(text, max(0, title.start - 40), title.start)
    found = _OF.match(text, title.end)
    words = [before[1]] if before is not None else []
    words += [found[3]] if found is not None else []
    keys = {re.sub(r"['’]s?\Z", "", word).replace(".", "").lower() for word in words}
    return not keys.isdisjoint(places()[1] - _UNIONS)


def _open_before(text: str, title: Title) -> bool:
    """Return whether a word of the same noun phrase before a title is not understood."""
    capital = title.text[0].isupper()
    end = title.start
    for _ in range(5):
        found = _LAST.search(text, max(0, end - 40), end)
        if found is None:
            return False
        word = found[1]
        key = word.lower().replace(".", "")
        if key in _DETERMINERS or key in _OUTSIDE or re.search(r"['’]s?\Z", word):
            return False
        lower = word[0].islower()
        if key in _NEUTRAL or key in places()[1] or key.endswith(("-year-old", "-born")):
            end = found.start(1)
            continue
        if capital and lower:
            return False
        starts = not text[: found.start(1)].strip() or text[: found.start(1)].rstrip()[-1] in ".!?"
        # What begins a sentence belongs rather not to a title of two words: Ask Attorney General X.
        return not (starts and (" " in title.text or key.endswith(("ing", "ly"))))
    return False


def _open_behind(text: str, title: Title) -> bool:
    """Return whether a title has a complement that is no place: director of the Lakeside Museum."""
    found = _OF.match(text, title.end)
    if found is None:
        return False
    word = re.sub(r"['’]s\Z", "", found[3]).replace(".", "").lower()
    if word in _STATE or word in places()[1]:
        return False
    if found[1] == "at" and found[3][0].islower():  # the minister at the time
        return False
    return not word.isdigit()


_APPOSED: Final = re.compile(
    r"\s*[,(—–]\s*(?:a|an|the|one\s+of|[\w’'-]+['’]s|then|now|head|chief|who\s+(?:is|was)\s+\w+)\s+"
    r"[\w\s’'.-]{2,80}"
)
_NOUN: Final = re.compile(
    r"(?:^|\s)([a-z][a-z-]*(?:er|or|ist|man|woman|ian|ant|ent|ary|eer|ief|ead|"
    r"ive|ess|ster|mate|ate|ain|al))\s+(?:[\"“]\w+[\"”]\s+)?\Z"
)


def may_be_titled(text: str, start: int, end: int) -> bool:
    """Return whether words beside a name may be a title of their own that is not in the tables."""
    if _APPOSED.match(text, end):
        return True
    found = _NOUN.search(text, max(0, start - 40), start)
    return found is not None and found[1] not in _OUTSIDE and found[1] not in _NEUTRAL
