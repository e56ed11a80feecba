"""What the rules on names say, in English and Japanese, and the places that speak for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from tmkit.model import Mention, Origin, Passage
from tmkit.rules._compare_titles import contradicts, in_english
from tmkit.rules._english_people import Person
from tmkit.rules._japanese_people import is_katakana
from tmkit.rules.people import Heard, Linked, Text
from tmkit.rules.titles import Title

_CLAUSE: Final = re.compile(r"[,;:.!?()—–]\s")
_JAPANESE: Final = "一-鿿々〆ヶ"
PLACES: Final = 3  # that a mention names
WORDS: Final = 4  # of the English that a message quotes before a name


def around(passage: Passage, person: Person) -> str:
    """Return a name with its titles and a few words that show it in its sentence."""
    text = passage.text
    start, end = person.span
    clause = 0
    for found in _CLAUSE.finditer(text, 0, start):
        clause = found.end()
    before = list(re.finditer(r"\S+", text[clause:start]))[-WORDS:]
    if before:
        return text[clause + before[0].start() : end]
    after = re.match(r"(?:['’]s)?(?:\s+[\w’'-]+){1,3}", text[end:])
    return text[start : end + (after.end() if after else 0)]


def mismatch(
    linked: Linked,
    title: Title,
    against: Sequence[Heard],
    others: Sequence[Linked],
    glossary: Sequence[Title],
    fix: str | None,
) -> tuple[str, str]:
    """Return what is said of a Japanese title that does not fit."""
    mean, english = in_english(title), linked.unit.english
    en, ja = f'{title.text} ("{mean}")', f"「{title.text}」（{mean}）"
    if english is None:
        en += " does not fit what the text calls this person elsewhere"
        ja += "は、文中の他の箇所での呼び方と合いません"
    elif linked.here:
        quote = around(english, linked.here[0])
        en += f' is not in the English "{quote}"'
        ja += f"は、英文 “{quote}” にありません"
    else:
        en += " is not in the English of this sentence"
        ja += "は、対応する英文にありません"
    shown = _shown(linked, title, against)
    if shown is not None:
        wording, place = titled(shown), str(shown.passage.place(shown.person.start))
        en += f'; elsewhere the text calls {_english_name(linked)} "{wording}" ({place})'
        ja += f"。他の箇所では “{wording}” です（{place}）"
    elif glossary:
        en += f'; the glossary says "{glossary[0].text}"'
        ja += f"。用語集では「{glossary[0].text}」です"
    elif others:
        other = _plainest(others)
        wording, place = quoted(other), str(other.passage.place(other.span[0]))
        en += f"; elsewhere the text has {wording} ({place})"
        ja += f"。他の箇所では「{wording}」です（{place}）"
    if fix is not None:
        en += f"; suggested: {fix}"
        ja += f"。候補: {fix}"
    return f"{quoted(linked)}: {en}", f"{quoted(linked)}: {ja}"


def _shown(linked: Linked, title: Title, against: Sequence[Heard]) -> Heard | None:
    """Return the English mention in another sentence that speaks most clearly against a title."""
    away = [heard for heard in against if heard.unit is not linked.unit]
    clear = (
        heard
        for heard in away
        if any(contradicts(title.senses, t.senses) for t in heard.person.titles)
    )
    return next(clear, away[0] if away else None)


def ministry(linked: Linked, title: Title, written: str) -> tuple[str, str]:
    """Return what is said of an office that belongs to another ministry than the one before it."""
    mean, office = in_english(title), written.removesuffix("の")
    whole = written + quoted(linked)
    en = f'{whole}: {title.text} ("{mean}") is no office of {office}'
    ja = f"{whole}: 「{title.text}」（{mean}）は{office}の職ではありません"
    english = linked.unit.english
    if english is not None and linked.here:
        quote = around(english, linked.here[0])
        en += f'; the English has "{quote}"'
        ja += f"。英文は “{quote}” です"
    return en, ja


def english_mismatch(passage: Passage, person: Person, linked: Linked) -> tuple[str, str]:
    """Return what is said of an English title that the Japanese original does not have."""
    whole = passage.text[slice(*person.span)]
    titles = " and ".join(title.text for title in linked.mention.titles)
    mean, said = in_english(linked.mention.titles[0]), person.titles[0].text
    japanese = quoted(linked)
    return (
        f'{whole}: the Japanese {japanese} has {titles} ("{mean}"), not "{said}"',
        f"{whole}: 原文「{japanese}」は「{titles}」（{mean}）で、“{said}” ではありません",
    )


def standing(linked: Linked, en: str, ja: str, *, ours: bool) -> tuple[str, str]:
    """Return what is said of a title that one side only calls former, acting or the like.

    ``ours`` says that it is the Japanese that does.
    """
    english, whole = linked.unit.english, quoted(linked)
    quote = around(english, linked.here[0]) if english is not None else ""
    if ours:
        return (
            f'{whole}: {ja} ("{en}") is not in the English "{quote}"',
            f"{whole}: 「{ja}」は、英文 “{quote}” にありません",
        )
    return (
        f'{whole}: "{en}" ({ja}) of the English "{quote}" is missing',
        f"{whole}: 英文 “{quote}” の “{en}”（{ja}）が訳されていません",
    )


def quoted(linked: Linked) -> str:
    """Return a mention as it stands in its text."""
    return linked.passage.text[slice(*linked.span)]


def titled(heard: Heard) -> str:
    """Return an English mention with its titles as it stands in its text."""
    return heard.passage.text[slice(*heard.person.span)]


def _plainest(others: Sequence[Linked]) -> Linked:
    """Return the mention to show: of the most frequent wording, then the shortest."""
    counts = Counter(quoted(other) for other in others)
    return max(others, key=lambda other: (counts[quoted(other)], -len(quoted(other))))


def _english_name(linked: Linked) -> str:
    return linked.here[0].text if linked.here else linked.name


# ------------------------------------------------------------------------------------- evidence


def evidence(text: Text, linked: Linked) -> tuple[Mention, ...]:
    """Return how both sides call the person elsewhere: titled English, then Japanese forms."""
    english = [
        (titled(heard), heard.passage, heard.person.span[0])
        for heard in text.of(linked)
        if heard.person.titles and heard.unit is not linked.unit
    ]
    japanese = [
        (quoted(other), other.passage, other.span[0])
        for other in text.also(linked)
        if other is not linked and quoted(other) != quoted(linked)
    ]
    return (*places_of(english), *places_of(japanese + bare(text, linked)))


def bare(text: Text, linked: Linked) -> list[tuple[str, Passage, int]]:
    """Return where the Japanese has the name alone, without title or honorific."""
    name = linked.name
    kana = "ァ-ヴー" if is_katakana(name) else ""
    alone = re.compile(rf"(?<![{_JAPANESE}{kana}]){re.escape(name)}(?![{_JAPANESE}{kana}・])")
    taken: dict[int, list[tuple[int, int]]] = {}
    for other in text.linked:
        taken.setdefault(other.unit.index, []).append(other.span)
    found = []
    for unit in text.units:
        passage = unit.japanese
        if passage is None or name not in passage.text:
            continue
        for match in alone.finditer(passage.text):
            spans = taken.get(unit.index, ())
            if not any(start <= match.start() < end for start, end in spans):
                found.append((name, passage, match.start()))
    return found


def fix(text: Text, linked: Linked) -> str | None:
    """Return the one thing that the mention can only have meant, or None.

    Where the English has a title, that is how the text renders it for this person elsewhere; where
    it has the bare name, the one honorific that the text uses for bare names of this person.
    """
    if linked.unit.english is None or not linked.here:
        return None
    wanted = [t for person in linked.here for t in person.titles]
    others = [other for other in text.also(linked) if other is not linked]
    if wanted:
        forms = {
            t.text
            for other in others
            for t in other.mention.titles
            if len(other.mention.titles) == 1 and any(t.senses & w.senses for w in wanted)
        }
        return (
            _put(linked, forms.pop())
            if len(forms) == 1 and len(linked.mention.titles) == 1
            else None
        )
    forms = {other.mention.neutral for other in others if other.mention.neutral}
    return _put(linked, forms.pop()) if len(forms) == 1 else None


def _put(linked: Linked, form: str) -> str:
    return linked.passage.text[linked.span[0] : linked.mention.stop] + form


def places_of(rows: Sequence[tuple[str, Passage, int]]) -> tuple[Mention, ...]:
    """Return wordings with their counts and first places, the most frequent first."""
    by_text: dict[str, list[Origin]] = defaultdict(list)
    for text, passage, offset in rows:
        by_text[text].append(passage.place(offset))
    ordered = sorted(by_text.items(), key=lambda item: -len(item[1]))
    return tuple(Mention(text, len(all_), tuple(all_[:PLACES])) for text, all_ in ordered)
