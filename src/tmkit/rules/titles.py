"""Titles of persons in both languages, and what they have in common.

A title has *senses*, the rows of ``data/titles.tsv`` in which one of its forms stands; a Japanese
title translates an English one where they share a sense. The offices of ministers are put together
from ``data/fields.tsv``: ``minister:defense`` is 国防相, 国防部長 and "Secretary of Defense".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tmkit.evidence.tables import read_rows

# Honorifics and words that stand behind a name as one: they say nothing of an office.
NEUTRAL: Final = tuple(
    "氏 さん 様 さま 君 くん ちゃん 殿 先生 女史 夫人 選手 投手 捕手 容疑者 被告 受刑者 死刑囚 "
    "両氏 師匠 師 妃 先輩 後輩 嬢 候補".split()
)
ANY: Final = ":*"  # ends a sense that leaves open which
VICE: Final = "vice:"
ASSISTANT: Final = "assistant:"  # the level below the deputy: 次官補
_DEPUTIES: Final = ("vice", "deputy", "assistant", "associate")
_DEPUTY: Final = re.compile("副(?!官)|次席(?!検事)")
_BELOW: Final = re.compile("代行|(?:職務)?代理|補佐(?!官|人)")
# Behind a katakana name, a minister whose field is not in the tables: スミス万博相.
_UNKNOWN_OFFICE: Final = re.compile(
    "(?<=[ァ-ヴー])(?:[A-Z]{2,4})?[一-鿿]{2,6}(相|大臣|長官)(?![一-鿿])"
)
_LETTERS: Final = re.compile("[a-z]+")
# Where a title may begin: not inside of a word, but for then-President and the like.
_WORD_START: Final = re.compile(
    r"(?:(?<![\w-])|(?<=\bthen-)|(?<=\bThen-)|(?<=\b[Ee]x-)|(?<=\bnow-)|(?<=\bNow-)|"
    r"(?<=\bacting-)|(?<=\bformer-)|(?<=\bFormer-)|(?<=\btime-)|(?<=\bto-be-))[A-Za-z]+"
)
_CAPITALS: Final = frozenset("pm mp ceo cfo cto coo md gp".split())

# Begin a title, and say only where or in what standing the office is held.
_WHERE_ENGLISH: Final = re.compile(
    r"(?:(?:regional|provincial|local|public|visiting|adjunct|senior|junior|state|federal|national|"
    r"district|city|town|research|sales|marketing|crown) )+"
)
_WHERE_JAPANESE: Final = re.compile(
    "(?:[州県省市町村区国]|地方|地区|地域|連邦|警察|客員|特任|上級|主任|首席|筆頭|営業|研究|技術|"
    "人事|総務|地裁|高裁|最高裁|病|軍|大会)"
)
_HEADS: Final = ("相", "大臣", "部長", "長官", "担当相", "担当大臣")
# Heads that take a 副 right before them, as in 官房副長官; the longest first.
_DEPUTISED: Final = tuple(
    "報道官 司令官 委員長 書記長 理事長 編集長 参謀長 幹事長 審議官 長官 大臣 議長 総裁 代表 党首 "
    "部長 局長 所長 院長 学長 校長 知事 市長 社長 会長 総長 館長 隊長 団長 室長 課長 書記 主席 "
    "総監".split()
)
_VICE_HEADS: Final = ("次官", "副大臣", "副部長", "副相", "事務次官", "政務官", "副長官")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in a text, ``text[start:end]``, and all that it may mean."""

    text: str
    start: int
    end: int
    senses: frozenset[str]
    open: bool = False  # words with it are not understood: of its field or rank nothing is sure
    within: frozenset[str] = frozenset()  # walks of life of the organisation that it belongs to
    heads: frozenset[str] = frozenset()  # senses that are only those of the last word


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
    heads: dict[str, frozenset[str]]  # form → senses that it has by its last word only


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
    fields = _add_offices(japanese, english, names)
    _add_deputies(japanese)
    _widen(japanese, english, kinds, loose)
    for form, senses in japanese.items():
        senses |= japanese.get(form[1:], set()) if form.startswith("党") else set()
        if form.endswith("長"):  # the chief of whatever: village chief, 村長
            senses.add("head")
    heads = _add_heads(japanese, loose, spheres, "") | _add_heads(english, loose, spheres, " ")
    return _Tables(
        kinds,
        spheres,
        frozenset(loose),
        {form: frozenset(senses) for form, senses in japanese.items()},
        {form: frozenset(senses) for form, senses in english.items()},
        {form: frozenset(all_) for form, all_ in fields.items()},
        names,
        {sense: k for k, sense in enumerate(names)},
        heads,
    )


def _add_offices(
    japanese: dict[str, set[str]], english: dict[str, set[str]], names: dict[str, str]
) -> dict[str, set[str]]:
    """Add the ministers of every field with those below them; return fields by Japanese form."""
    # 司法長官 is the Attorney General, no Justice Minister.
    given = {form for form, senses in japanese.items() if "attorney-general" in senses}
    fields: dict[str, set[str]] = defaultdict(set)
    for field, ja, en in read_rows("fields.tsv"):
        sense, assistant = f"minister:{field}", f"{ASSISTANT}{field}"
        first = en.split("|")[0]
        names[sense], names[assistant] = f"{first} minister", f"assistant {first} secretary"
        for form in ja.split():
            if form.startswith("="):
                japanese[form[1:]].add(sense)
                continue
            fields[form].add(field)
            made = {form + head: sense for head in _HEADS}
            made |= {form + head: VICE + sense for head in _VICE_HEADS}
            made[form + "次官補"] = assistant
            for title, meant in made.items():
                if title not in given:
                    japanese[title].add(meant)
        for form in en.split("|"):
            for head in ("minister", "secretary", "chief", "tsar", "czar"):
                english[f"{form} {head}"].add(sense)
            for head in ("vice minister", "deputy minister", "undersecretary", "under secretary"):
                english[f"{form} {head}"].add(VICE + sense)
            english[f"secretary of state for {form}"].add(sense)
            for of in ("of", "for"):
                for the in ("", "the "):
                    english[f"minister {of} {the}{form}"].add(sense)
                    english[f"minister of state {of} {the}{form}"].add(sense)
                    # Japan's 副大臣 too
                    english[f"state minister {of} {the}{form}"] |= {sense, VICE + sense}
                    english[f"secretary {of} {the}{form}"].add(sense)
                    for under in ("undersecretary", "under secretary", "under-secretary"):
                        english[f"{under} {of} {the}{form}"].add(VICE + sense)
                    english[f"assistant secretary {of} {the}{form}"].add(assistant)
                    english[f"assistant minister {of} {the}{form}"].add(assistant)
            english[f"assistant {form} secretary"].add(assistant)
            english[f"assistant {form} minister"].add(assistant)
    names[ASSISTANT + "*"] = "assistant secretary"
    for head in ("次官", "事務次官", "政務官", "政務次官"):
        japanese[head].add(VICE + "minister:*")
    japanese["次官補"].add(ASSISTANT + "*")
    for form in ("undersecretary", "under secretary", "under-secretary", "permanent secretary"):
        english[form].add(VICE + "minister:*")
    for form in ("assistant secretary", "assistant minister", "deputy assistant secretary"):
        english[form].add(ASSISTANT + "*")
    return fields


def _add_heads(
    forms: dict[str, set[str]], loose: set[str], spheres: dict[str, frozenset[str]], gap: str
) -> dict[str, frozenset[str]]:
    """Add to less complete titles what the title at their end means; return what is added.

    A foreign ministry spokesman is a spokesman, the 海軍司令官 a 司令官; a squadron leader leads no
    party.
    """
    added = {}
    for form, senses in forms.items():
        if not senses - {"head"} <= loose:
            continue
        parts = form.split(gap) if gap else list(form)
        for k in range(1, len(parts)):
            walks = {walk for sense in senses for walk in spheres.get(sense, ())}
            more = {
                sense
                for sense in forms.get(gap.join(parts[k:]), set()) - senses - {"minister:*"}
                if not walks.isdisjoint(spheres.get(sense.removeprefix(VICE), ("minister",)))
            }
            if more and len(gap.join(parts[k:])) > 1:
                added[form] = frozenset(more)
                break
    for form, more_ in added.items():
        forms[form] |= more_
    return added


def _add_deputies(japanese: dict[str, set[str]]) -> None:
    """Add the titles with 副 inside: 官房副長官 is the deputy of the 官房長官."""
    for form in list(japanese):
        head = next((h for h in _DEPUTISED if form.endswith(h) and form != h), "")
        whole = f"{form.removesuffix(head)}副{head}"
        if head and whole not in japanese and "副" not in form:
            japanese[whole] |= _deputy(frozenset(japanese[form]))
        second = re.sub("総?長$", "次長", form)
        if second != form and second not in japanese:  # 参謀次長
            japanese[second] |= _deputy(frozenset(japanese[form]))
    japanese["次長"] |= _deputy(frozenset({"director", "head", "division-head", "section-head"}))


def _widen(
    japanese: dict[str, set[str]],
    english: dict[str, set[str]],
    kinds: dict[str, str],
    loose: set[str],
) -> None:
    """Give a form that only says where an office is the senses of the office: 州知事 is a 知事.

    What the tables give a sense of which all forms are known is that alone: 最高裁長官 is no 長官.
    """
    for forms, start in ((japanese, _WHERE_JAPANESE), (english, _WHERE_ENGLISH)):
        for form in list(forms):
            found = start.match(form)
            head = form[found.end() :] if found is not None else ""
            if head not in forms or any(kinds.get(sense) == "rank" for sense in forms[head]):
                continue
            if all(sense in loose or kinds.get(sense) == "generic" for sense in forms[form]):
                more = forms[head]
                if head == "部長":  # of a company here, no Chinese minister: 営業部長
                    more = more - {"minister:*"}
                forms[form] |= more


@lru_cache(maxsize=1)
def _japanese() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return where a title may begin, and the forms by their first character, the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(tables().japanese, key=lambda form: (-len(form), form)):
        by_first[form[0]].append(form)
    return re.compile(f"[{''.join(sorted(by_first))}副次]"), by_first


@lru_cache(maxsize=1)
def _english() -> dict[str, dict[str, list[str]]]:
    """Return the forms of English titles by their first and second word, the longest first."""
    by_first: dict[str, dict[str, list[str]]] = {}
    for form in sorted(tables().english, key=lambda form: (-len(form), form)):
        first, second = (*_LETTERS.findall(form), "")[:2]
        by_first.setdefault(first, {}).setdefault(second, []).append(form)
    return by_first


# What may follow the form of a title and belong to it; then the word must be at its end.
_TAIL: Final = re.compile(r"(?:e?s)?(?:-elect|-designate)?(?![\w-])", re.IGNORECASE)
_SECOND: Final = re.compile("[^a-z]{1,9}([a-z]+)")
_GAP: Final = re.compile(r"[\s-]+")
_SPACES: Final = re.compile(r"\s+")


def _form_at(text: str, lowered: str, start: int) -> tuple[str, int, int] | None:
    """Return the longest form of a title that begins here, where it ends, and with its tail."""
    word = _LETTERS.match(lowered, start)
    if word is None:
        return None
    known = _english()
    by_second = known.get(word[0]) or known.get(word[0].removesuffix("s")) or {}
    second = _SECOND.match(lowered, word.end())
    after = second[1] if second is not None else ""
    seconds = dict.fromkeys((after, after.removesuffix("s"), after.removesuffix("es"), ""))
    for form in (form for one in seconds for form in by_second.get(one, ())):
        end = start + len(form)
        if not lowered.startswith(form, start):
            end = _over_spaces(lowered, start, form)
        tail = _TAIL.match(text, end) if end else None
        if tail is not None:
            return form, end, tail.end()
    return None


def _over_spaces(lowered: str, start: int, form: str) -> int:
    """Return where a form ends whose words other white space joins, a line break say; else 0."""
    at = start
    for number, word in enumerate(form.split(" ")):
        if number:
            gap = _SPACES.match(lowered, at)
            if gap is None:
                return 0
            at = gap.end()
        if not lowered.startswith(word, at):
            return 0
        at += len(word)
    return at


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
                senses, heads = known[form], tables().heads.get(form, frozenset())
                if vice is not None:
                    senses = _deputy(senses) | known.get(text[start:end], frozenset())
                    heads = _deputy(heads)
                if below := _BELOW.match(text, end):  # 部長代理 stands in, or is the deputy
                    end, senses = below.end(), senses | _deputy(senses)
                found.append(Title(text[start:end], start, end, senses, heads=heads))
                break
    for match in _UNKNOWN_OFFICE.finditer(text):
        if not any(title.start < match.end() and match.start() < title.end for title in found):
            head = known[match[1]] if match[1] in known else known["大臣"]
            found.append(Title(match[0], match.start(), match.end(), head, open=True))
    return _apart(sorted(found, key=lambda title: title.start))


def english_titles(text: str) -> tuple[Title, ...]:
    """Return every title of an English text; what is short or ends in a point needs a capital."""
    known = tables().english
    by_first = _english()
    lowered = text.lower()
    if len(lowered) != len(text):  # as for İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = []
    for word in _WORD_START.finditer(text):
        begin, deputy, at = word.start(), "", None
        first = lowered[begin : word.end()]
        if first not in by_first and first.removesuffix("s") not in by_first:
            continue  # most words: half of the time goes without this
        if first in _DEPUTIES and (gap := _GAP.match(text, word.end())) is not None:
            at, begin = _form_at(text, lowered, gap.end()), gap.end()
            deputy = word[0] if at is not None else ""
        if at is None:
            begin = word.start()
            at = _form_at(text, lowered, begin)
        if at is None:
            continue
        form, end, stop = at
        written = text[begin:end]
        if (len(form) <= 3 or form.endswith(".")) and not written[0].isupper():
            continue
        if form in _CAPITALS and not written.isupper():
            continue
        senses, heads = known[form], tables().heads.get(form, frozenset())
        if deputy:
            heads = _deputy(heads)
            whole = f"{deputy.lower()} {form}"
            senses = known.get(whole) or known.get(whole.replace(" ", "-")) or _deputy(senses)
        start = word.start()
        found.append(Title(text[start:stop], start, stop, senses, heads=heads))
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
