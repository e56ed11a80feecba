"""What the rules on names say, in English and Japanese, and the places that speak for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tmkit.model import Mention, Passage
from tmkit.rules._english_people import Person
from tmkit.rules._japanese_people import is_katakana
from tmkit.rules._rule import Unit
from tmkit.rules.people import Heard, Linked, Text, places_of
from tmkit.rules.titles import Title, contradicts, in_english

_CLAUSE: Final = re.compile(r"[,;:.!?()—–]\s")
_JAPANESE: Final = "一-鿿々〆ヶ"
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
    text: Text,
    linked: Linked,
    title: Title,
    against: Sequence[Heard],
    others: Sequence[Linked],
    glossary: Sequence[Title],
    fix: str | None,
) -> tuple[str, str]:
    """Return what is said of a Japanese title that does not fit."""
    mean = in_english(title)
    english = linked.unit.english
    en, ja = [f'{title.text} ("{mean}")'], [f"「{title.text}」（{mean}）"]
    if english is None:
        en.append("does not fit what the text calls this person elsewhere")
        ja.append("は、文中の他の箇所での呼び方と合いません")
    elif linked.here:
        quote = around(english, linked.here[0])
        en.append(f'is not in the English "{quote}"')
        ja.append(f"は、英文 “{quote}” にありません")
    else:
        en.append("is not in the English of this sentence")
        ja.append("は、対応する英文にありません")
    en_text, ja_text = " ".join(en), "".join(ja)
    name = _english_name(linked)
    contrary = [
        h for h in against if any(contradicts(title.senses, t.senses) for t in h.person.titles)
    ]
    shown = next((h for h in (*contrary, *against) if h.unit is not linked.unit), None)
    if shown is not None:
        called = titled(shown)
        en_text += f'; elsewhere the text calls {name} "{called}" ({_line(shown.passage, shown.person.start)})'
        ja_text += f"。他の箇所では “{called}” です（{_line(shown.passage, shown.person.start)}）"
    elif glossary:
        en_text += f'; the glossary says "{glossary[0].text}"'
        ja_text += f"。用語集では「{glossary[0].text}」です"
    elif others:
        other = _plainest(others)
        wording, place = quoted(other), _line(other.passage, other.span[0])
        en_text += f"; elsewhere the text has {wording} ({place})"
        ja_text += f"。他の箇所では「{wording}」です（{place}）"
    if fix is not None:
        en_text += f"; suggested: {fix}"
        ja_text += f"。候補: {fix}"
    return f"{quoted(linked)}: {en_text}", f"{quoted(linked)}: {ja_text}"


def ministry(linked: Linked, title: Title, written: str) -> tuple[str, str]:
    """Return what is said of an office that belongs to another ministry than the one before it."""
    mean = in_english(title)
    whole = written + quoted(linked)
    en = f'{whole}: {title.text} ("{mean}") is no office of {written.removesuffix("の")}'
    ja = f"{whole}: 「{title.text}」（{mean}）は{written.removesuffix('の')}の職ではありません"
    english = linked.unit.english
    if english is not None and linked.here:
        quote = around(english, linked.here[0])
        en += f'; the English has "{quote}"'
        ja += f"。英文は “{quote}” です"
    return en, ja


def english_mismatch(passage: Passage, person: Person, linked: Linked) -> tuple[str, str]:
    """Return what is said of an English title that the Japanese original does not have."""
    start, end = person.span
    whole = passage.text[start:end]
    titles = " and ".join(title.text for title in linked.mention.titles)
    mean = in_english(linked.mention.titles[0])
    said = person.titles[0].text
    return (
        f'{whole}: the Japanese {quoted(linked)} has {titles} ("{mean}"), not "{said}"',
        f"{whole}: 原文「{quoted(linked)}」の肩書きは「{titles}」（{mean}）で、“{said}” ではありません",
    )


def quoted(linked: Linked) -> str:
    """Return a mention as it stands in its text."""
    return linked.passage.text[slice(*linked.span)]


def titled(heard: Heard) -> str:
    """Return an English mention with its titles as it stands in its text."""
    return heard.passage.text[slice(*heard.person.span)]


def _plainest(others: Sequence[Linked]) -> Linked:
    """Return the mention to show: of the wording that the text has most often, then the shortest."""
    counts = Counter(quoted(other) for other in others)
    return max(others, key=lambda other: (counts[quoted(other)], -len(quoted(other))))


def _english_name(linked: Linked) -> str:
    return linked.here[0].text if linked.here else linked.name


def _line(passage: Passage, offset: int) -> str:
    return str(passage.place(offset))


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


def fix(text: Text, linked: Linked, title: Title) -> str | None:
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


def same_english(unit: Unit, linked: Linked) -> bool:
    """Return whether the English of a unit has the bare name, and nothing else, for a mention."""
    return bool(linked.here) and not any(person.titles for person in linked.here)
