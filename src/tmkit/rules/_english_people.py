"""Persons in English texts: who is named, and which titles are said of whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tmkit.evidence.tables import read_rows
from tmkit.rules._english_titles import settled
from tmkit.rules._places import places
from tmkit.rules.titles import Title, english_titles

_WORD = (
    r"(?:(?:(?:[ae]l|a[dnrstz]|ash|[bd]in|de|ul)-)?[A-ZÀ-ÞŁŚŠŽĐĞİ][\w’'-]*\w|[A-Z]\.|[A-Z](?=\s))"
)
_PARTICLES = "al|bin|ben|ibn|van|von|der|den|de|da|du|di|dos|la|le|el|ter|zu|abu"
_NAME = re.compile(
    rf"(?:(?<=\0 )(?:(?:{_PARTICLES})[ ]){{1,3}})?"
    rf"{_WORD}(?:[ \u00a0](?:(?:{_PARTICLES})[ ]){{0,2}}{_WORD})*"
)
_ARTICLE = re.compile(r"\A(?:[ae]l|a[dnrstz]|ash)-(?=\w{3})")  # Al-Zahrani
_POSSESSIVE = re.compile(r"['’]s?$")
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Mx)\b\.?(?=\s+[A-Z])")
# Capitals that begin a sentence or a proper name of something else.
_NO_NAMES: Final = frozenset(
    """the a an and or but in on at of for from to with by as if when while after before since
    although though because so then that this these those there here it its he she his her they
    their them we our you your my i me us not no yes both all some many most more each every any
    during under over between among about into through is was are were be been has have had do does
    did will would can could may might must shall should what who whom which where why how first
    second third fourth fifth one two three four five last next also only even still yet however
    meanwhile today yesterday tomorrow now later earlier once january february march april june july
    august september october november december monday tuesday wednesday thursday friday saturday
    sunday according despite like unlike another other such few several western eastern northern
    southern mr mrs ms speaking asked said former neither nor either whether nobody everyone few
    even just ask tell unlike let""".split()
)
_PLACE_SURNAMES: Final = frozenset(
    "jordan london paris chad israel ireland england france holland wales scotland washington "
    "berlin texas florida laos mali".split()
)
# Ends the name of an institution, not of a person.
_INSTITUTIONS: Final = frozenset(
    "university college institute school inc corp co ltd bank ministry department party committee "
    "council commission association hospital museum court parliament senate agency airlines motors "
    "corporation company foundation federation organization organisation union".split()
)
_PRONOUNS: Final = frozenset("He So You An May".split())  # and surnames: Minister He, He Lifeng
# Titles that are surnames too (Larry King), or everyday words.
_SURNAMES: Final = frozenset(
    "king major general judge bishop prince pope dean cardinal priest coach marshal duke captain "
    "justice chancellor father sergeant queen singer painter farmer cook count baron earl abbot "
    "chamberlain monk constable page banker pilot poet actor knight lord prior canon sheriff "
    "provost deacon elder nurse guard archer sister brother driver carpenter sexton hunter "
    "prefect potter usher master chancellor shah khan".split()
)
_EVERYDAY: Final = frozenset("general major head representative justice md gp fellow king".split())
# Everyday words that are titles with a capital only: Brother Roger, his brother Roger.
_CAPITALS_ONLY: Final = frozenset(
    "brother sister mother father private forward count master reader host guard whip lord prior "
    "sir canon driver elder censor tribune retainer deputy lady page knight player officer "
    "student counsel registrar navigator shah scout".split()
)
_OF = r"(?:\s+(?:of|for|at)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,7}?)?"
_BEFORE = re.compile(r"(?:['’]s)?\s+(?:[\"“]\w+[\"”]\s+)?\Z")
_BEFORE_OF = re.compile(r"\s+(?:of|for|at)\s+((?:[\w’'.&-]+\s+){1,3})\Z")
_BEFORE_FIELD = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?!the\s)[a-z]+\s+\Z")  # of the board
# of the National Intelligence Service, right before a name
_BEFORE_BODY = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?(?:(?:[A-ZÀ-Þ][\w’'&.-]*|of|the|and)\s+){1,7}\Z"
)
_OF_BODY = re.compile(r"\0\s+(?:of|for)\s+(?:the\s+)?\Z")
_AS = re.compile(r"\bAs\s+(?:(?:the|a|an)\s+)?(?:[\w’'-]+\s+){0,4}\Z")  # As director, X
_BEFORE_COMMA = re.compile(rf"{_OF}\s*,\s+\Z")
_APPOSED = re.compile(
    r"(?:\s*[,(—–]\s*(?:(?:who|and)\s+)?|(?:\s*,[^,]{1,60},)?\s+"
    r"(?:is|was|became|as|has\s+been|will\s+be|remains|(?:serv|work|act|elect|appoint)\w*\s+as)\s+)"
    r"(?:[\w’'.-]+\s+){0,5}\Z|"
    # took over as, was sworn in as, has been named
    r"(?:\s+[a-z][a-z-]*){1,5}?\s+as\s+(?:[a-z’'-]+\s+){0,4}\Z|"
    r"\s+(?:was|were|has\s+been|will\s+be|is|gets?|got)\s+(?:\w+\s+)?"
    r"(?:named|appointed|elected|made|chosen|declared|nominated|crowned|proclaimed|confirmed)\s+"
    r"(?:[a-z’'-]+\s+){0,3}\Z"
)
_MADE = re.compile(
    r"\b(?:named?|names|naming|appoint\w*|elect\w*|made|makes?|making|chose|chosen|choos\w+|"
    r"declar\w+|nominat\w+|pick\w*|crown\w*|proclaim\w*|confirm\w*)\s+\Z"
)
# Of the only person named before: "He is the crown prince."
_PRONOUN = re.compile(
    r"[.!?][\"”’']?\s+(?:He|She)\s+(?:is|was|became|has\s+been|(?:serv|work)\w*\s+as)\s+"
    r"(?:[a-z’'-]+\s+){0,4}\Z"
)
_FORMER = re.compile(
    r"\b(?:former|ex|then|onetime|late|retired)[\s-]+(?:[\w.'’-]+\s+){0,2}\Z", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:,|and|,\s*and|&)\s+\Z")


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it stands in an English text, with the titles that the text gives it there."""

    text: str
    start: int
    end: int
    tokens: tuple[str, ...]  # lower-case, without initials and particles
    titles: tuple[Title, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Where the name with its titles begins and ends."""
        starts = [self.start, *(title.start for title in self.titles)]
        return min(starts), max([self.end, *(title.end for title in self.titles)])


def is_former(text: str, title: Title) -> bool:
    """Return whether a text says of a title that it is no longer held."""
    return _FORMER.search(text[max(0, title.start - 40) : title.start]) is not None


@dataclass(frozen=True, slots=True)
class English:
    """The persons of an English text, and the titles in it that are said of no name."""

    people: tuple[Person, ...]
    free: tuple[Title, ...]


@lru_cache(maxsize=20_000)
def english_people(text: str) -> English:
    """Return who is named in a text, each title with the one name that it is said of."""
    titles = [
        settled(text, title)
        for title in english_titles(text)
        if not _is_surname(text, title) and not _is_kin(title)
    ]
    masked = text
    for start, end in [(t.start, t.end) for t in titles] + [
        found.span() for found in _HONORIFIC.finditer(text)
    ]:
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    starts = {title.start for title in titles}
    # What touches a title belongs to it: State Department spokesman.
    names = [
        name
        for name in _names(masked)
        if name[1] + 1 not in starts or _MADE.search(text[: name[0]])
    ]
    bound: dict[int, list[Title]] = {k: [] for k in range(len(names))}
    free = []
    for title in titles:
        owners = _owners(text, title, names, titles)
        for k in owners:
            bound[k].append(title)
        if not owners and not _everyday(text, title):
            free.append(title)
    people = tuple(
        Person(text[start:end], start, end, tokens, tuple(bound[k]))
        for k, (start, end, tokens) in enumerate(names)
    )
    return English(people, tuple(free))


def _is_surname(text: str, title: Title) -> bool:
    if title.text == "Sultan" and re.match(r"\s+(?:bin|ibn|al)\b", text[title.end :]):
        return True  # a given name
    if title.text.lower() not in _SURNAMES or not title.text[0].isupper():
        return False
    before = re.search(rf"({_WORD})\s\Z", text[: title.start])
    if before is None or re.match(r"\s[A-Z]", text[title.end :]):
        return False
    word = before[1].lower()
    return (
        word not in _NO_NAMES
        and word not in places()[1]
        and not text[: before.start()].endswith(".")
    )


def _is_kin(title: Title) -> bool:
    return title.text in _CAPITALS_ONLY


def _everyday(text: str, title: Title) -> bool:
    word = title.text.lower()
    if word not in _EVERYDAY or title.text[0].isupper():
        return False
    return not (word == "head" and text[title.end : title.end + 4] == " of ")


def _names(masked: str) -> list[tuple[int, int, tuple[str, ...]]]:
    found = []
    for match in _NAME.finditer(masked):
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", match[0])]
        offset = match.start()
        text = match[0]
        behind = re.search(r"[\0a-z,] \Z", masked[: match.start()]) is not None
        titled = masked[: match.start()].endswith("\0 ")
        while words and _no_name(text[slice(*words[0])]):
            if text[slice(*words[0])] in _PRONOUNS and (behind or len(words) > 1):
                break
            first = text[slice(*words[0])]
            if titled and len(words) == 1 and (_is_homeland(first) or first.lower() in _spelt()):
                break  # Governor Yamaguchi, Minister Do
            words.pop(0)
        while len(words) > 1 and _no_name(last := text[slice(*words[-1])]):
            if last in _PRONOUNS or _is_homeland(last):
                break  # Noriko Yamaguchi, Michael Jordan
            words.pop()
        if len(words) > 2 and _OF_BODY.search(masked[: match.start()]):
            words = _last_name(text, words)  # Speaker of the House Ann Lee
        if not words:
            continue
        start, end = offset + words[0][0], offset + words[-1][1]
        whole = _POSSESSIVE.sub("", masked[start:end])
        tokens = tuple(
            token
            for word in whole.split()
            if len(token := _key(word)) > 1
            and (word[0].isupper() or "-" in word)
            and "." not in word
        )
        if tokens and tokens[-1].rstrip(".") not in _INSTITUTIONS:
            found.append((start, start + len(whole), tokens))
    return found


def _key(word: str) -> str:
    """Return a part of a name as it is compared: Assad of al-Assad."""
    key = word.lower().replace("’", "'")
    if word[0].isupper():
        return _ARTICLE.sub("", key)
    return re.sub(r"\A[a-z]{2,3}-", "", key)


def _last_name(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the given name and surname at the end of an organisation and a name."""
    capital = [k for k, span in enumerate(words) if text[span[0]].isupper()]
    return words[capital[-2] :] if len(capital) > 2 else words


def _is_homeland(word: str) -> bool:
    """Return whether a place may be a surname: not American, Paris's or Korea."""
    key = word.lower()
    return key not in _NO_NAMES and key in _surname_places()


@lru_cache(maxsize=1)
def _spelt() -> frozenset[str]:
    """Return how Chinese and Korean surnames are spelt; some are words: Do, An, So."""
    return frozenset(word for _, spelt in read_rows("surnames.tsv") for word in spelt.split())


@lru_cache(maxsize=1)
def _surname_places() -> frozenset[str]:
    """Return the places that are surnames as well: Japan's, and some others."""
    rows = [en.split()[0] for _, en in read_rows("places.tsv")]
    return frozenset(rows[rows.index("tokyo") :]) | _PLACE_SURNAMES


def _no_name(word: str) -> bool:
    key = _POSSESSIVE.sub("", word).lower()
    return key in _NO_NAMES or key in places()[1]


def _owners(
    text: str,
    title: Title,
    names: list[tuple[int, int, tuple[str, ...]]],
    titles: list[Title],
) -> list[int]:
    """Return the names that a title is said of: the one behind it, else the one it explains."""
    following = [k for k, name in enumerate(names) if name[0] >= title.end]
    if following and _stands_before(text, title, names[following[0]], titles):
        owners = [following[0]]
        if title.text.lower().endswith("s") and not title.text.lower().endswith("ss"):
            for k in following[1:]:
                if not _JOINED.match(text[names[owners[-1]][1] : names[k][0]]):
                    break
                owners.append(k)
        return owners
    before = [k for k, name in enumerate(names) if name[1] <= title.start]
    if before:
        last = before[-1]
        between = text[names[last][1] : title.start]
        if (between == " " and _MADE.search(text[: names[last][0]])) or _APPOSED.match(between):
            return [last]
        if len(before) == 1 and _PRONOUN.search(between):
            return [last]
    return []


def _stands_before(
    text: str, title: Title, name: tuple[int, int, tuple[str, ...]], titles: list[Title]
) -> bool:
    between = text[title.end : name[0]]
    inner = [t for t in titles if title.end <= t.start < name[0]]
    if inner:  # "State Councilor and Foreign Minister Wang Yi"
        return re.match(
            r"\s*(?:and|,|and\s+concurrently)\s+\Z", text[title.end : inner[0].start]
        ) is not None and _stands_before(text, inner[0], name, titles)
    if _BEFORE.match(between):
        return True
    if _BEFORE_FIELD.match(between) and (title.text[0].isupper() or between.split()[-1].islower()):
        return True
    if _AS.search(text[: title.start]) and re.match(rf"{_OF}\s*,\s+\Z", between):
        return True
    if title.text[0].isupper() and len(name[2]) > 1 and _BEFORE_BODY.match(between):
        return True
    if title.text[0].isupper() and len(name[2]) > 1 and re.match(r"\s+(?:of|for)\s+\Z", between):
        return True
    found = _BEFORE_OF.match(between)
    if found and all(word.strip(".").lower() in places()[1] for word in found[1].split()):
        return True
    after = text[name[1] : name[1] + 2]
    return bool(_BEFORE_COMMA.match(between)) and (after == "" or after[0] in ",.;)")
