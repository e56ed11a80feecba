"""The rule ``name-mismatch``: a garbled or wrong name of a person whose name is known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tmkit.evidence.names import likeness
from tmkit.model import Finding, Mention, Passage
from tmkit.rules import _names_say as say
from tmkit.rules._compare_titles import meets
from tmkit.rules._japanese_people import is_katakana, parts
from tmkit.rules._rule import Context, Unit, finding
from tmkit.rules.people import Known, Linked, Text, people
from tmkit.rules.titles import NEUTRAL, japanese_titles

# Old and new forms of one character are one name.
_FORMS: Final = str.maketrans(
    "澤邊邉齋齊髙﨑國廣櫻眞强黃德濱瀧嶋龍惠榮圓學澁彌寶萬與禮靜曉會嶽當樂藝鐵陳张刘吴习",
    "沢辺辺斎斉高崎国広桜真強黄徳浜滝島竜恵栄円学渋弥宝万与礼静暁会岳当楽芸鉄陳張劉呉習",
)
_KANJI: Final = "一-鿿㐀-䶿々"
NEAR: Final = 2  # characters by which two katakana spellings of one name may differ
"""Longer katakana names that differ by more are taken for two names."""


def name_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield names that differ from the glossary's, or from the usual form of the text."""
    passage = unit.japanese
    text = context.shared(people).get(passage.path) if passage is not None else None
    if text is None or passage is None:
        return
    seen: set[tuple[int, int]] = set()
    names = context.shared(_names)[passage.path]
    for found in (
        *_kanji(unit, passage, text, names),
        *_katakana(unit, text, names),
        *_other_person(unit, text),
    ):
        if not any(start < found.end and found.start < end for start, end in seen):
            seen.add((found.start, found.end))
            yield found


# ---------------------------------------------------------------------------------------- kanji


@dataclass(frozen=True, slots=True)
class _Names:
    """The usual names of one text: in kanji with the English, in katakana by the English part."""

    kanji: dict[str, tuple[str, ...]]
    entries: dict[str, Known]  # those that the glossary has
    katakana: dict[str, Counter[str]]


def _names(context: Context) -> dict[str, _Names]:
    """Return the names of every text, for ``Context.shared``."""
    return {path: _names_of(text) for path, text in context.shared(people).items()}


def _names_of(text: Text) -> _Names:
    counts: Counter[str] = Counter()
    kanji: dict[str, tuple[str, ...]] = {}
    entries: dict[str, Known] = {}
    katakana: dict[str, Counter[str]] = defaultdict(Counter)
    for known in text.known:
        for name, english in zip(known.japanese, (*known.english, *known.english), strict=False):
            if len(name) > 1 and not is_katakana(name) and len(english) > 1:
                entries[name], kanji[name] = known, english
    for linked in text.linked:
        if linked.token and is_katakana(linked.name):
            katakana[linked.token][_own_part(linked)] += 1
        elif len(linked.name) > 1 and len(linked.full) > 1 and linked.name not in entries:
            counts[linked.name] += 1
            kanji.setdefault(linked.name, linked.full)
    ordered = [*entries, *(name for name, _ in counts.most_common())]
    return _Names({name: kanji[name] for name in ordered}, entries, katakana)


def _kanji(unit: Unit, passage: Passage, text: Text, names: _Names) -> Iterator[Finding]:
    here = (
        [set(person.tokens) for person in text.english[unit.index].people]
        if unit.index in text.english
        else None
    )
    done: set[str] = set()
    for name, english in names.kanji.items():
        entry = names.entries.get(name)
        written = entry.japanese if entry is not None else (name,)
        if any(form in passage.text for form in written):
            continue
        if here is not None and not any(set(english) <= tokens for tokens in here):
            continue
        if here is None and len(name) < 3:
            continue
        for start, variant in _variants(name, passage.text):
            if variant in done or names.kanji.get(variant, english) != english:
                continue
            if entry is not None or _rarer(variant, name, text):
                done.add(variant)
                span = (start, start + len(variant))
                yield _finding(unit, passage, span, variant, name, text, entry)


def _variants(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands in a text in place of a name in kanji: one character is another."""
    for match in re.finditer(rf"(?<![{_KANJI}]){name[0]}[{_KANJI}]{{{len(name) - 1}}}", text):
        variant = match[0]
        after = text[match.end() : match.end() + 1]
        if re.match(f"[{_KANJI}]", after) and not _titled(text, match.end()):
            continue
        if variant[:-1] == name[:-1] and _ends_early(text, match.end() - 1):
            continue  # 森田昭夫元首相 beside 森田昭夫氏
        differ = sum(a != b for a, b in zip(variant, name, strict=True))
        if differ == 1 and variant.translate(_FORMS) != name.translate(_FORMS):
            yield match.start(), variant


def _ends_early(text: str, offset: int) -> bool:
    """Return whether a name ends before its last character: 氏, 元 or a title begins there."""
    return text[offset] in "元前新現故旧次" or _titled(text, offset)


def _titled(text: str, offset: int) -> bool:
    return text.startswith(NEUTRAL, offset) or any(
        title.start == offset for title in japanese_titles(text)
    )


def _rarer(variant: str, name: str, text: Text) -> bool:
    def count(wording: str) -> int:
        return sum(
            unit.japanese.text.count(wording) for unit in text.units if unit.japanese is not None
        )

    ours, theirs = count(variant), count(name)
    return ours < theirs or (ours == theirs and _first(name, text) < _first(variant, text))


def _first(wording: str, text: Text) -> tuple[int, int]:
    for k, unit in enumerate(text.units):
        if unit.japanese is not None and wording in unit.japanese.text:
            return k, unit.japanese.text.index(wording)
    return len(text.units), 0


def _finding(
    unit: Unit,
    passage: Passage,
    span: tuple[int, int],
    variant: str,
    name: str,
    text: Text,
    entry: Known | None,
) -> Finding:
    rows = [
        (name, other.japanese, other.japanese.text.index(name))
        for other in text.units
        if other.japanese is not None and name in other.japanese.text
    ]
    if entry is not None:
        en, ja = f"the glossary has {name}", f"用語集では「{name}」です"
    else:
        en, ja = f"elsewhere the text has {name}", f"他の箇所では「{name}」です"
    evidence: tuple[Mention, ...] = say.places_of(rows)
    return finding(
        "name-mismatch",
        "error" if entry is not None else "warning",
        unit,
        passage,
        span,
        (f"{variant}: {en}", f"{variant}: {ja}"),
        evidence=evidence,
        fix=name if entry is not None else None,
    )


# ------------------------------------------------------------------------------------- katakana


def _katakana(unit: Unit, text: Text, names: _Names) -> Iterator[Finding]:
    for linked in text.of_unit(unit):
        if not linked.token or not is_katakana(linked.name):
            continue
        own = _own_part(linked)
        usual, _ = names.katakana[linked.token].most_common(1)[0]  # of equals the first in the text
        if own == usual or not 0 < _distance(own, usual) <= NEAR:
            continue
        if len(usual) < 4 and _distance(own, usual) > 1:
            continue
        start = linked.mention.start + linked.mention.run.rfind(own)
        yield _finding(unit, linked.passage, (start, start + len(own)), own, usual, text, None)


def _own_part(linked: Linked) -> str:
    return max(
        parts(linked.name), key=lambda part: likeness(part, linked.token), default=linked.name
    )


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


# -------------------------------------------------------------------------------- other persons


def _other_person(unit: Unit, text: Text) -> Iterator[Finding]:
    """Yield a titled name where the English has the title with the name of somebody else."""
    if unit.index not in text.english:
        return
    ours = text.of_unit(unit)
    taken = {token for linked in ours for person in linked.here for token in person.tokens}
    left = [
        person
        for person in text.english[unit.index].people
        if person.titles and not set(person.tokens) & taken
    ]
    strange = [
        linked for linked in ours if linked.token and not linked.here and linked.mention.titles
    ]
    if len(left) != 1 or len(strange) != 1:
        return
    person, linked = left[0], strange[0]
    if not any(meets(t.senses, o.senses) for t in linked.mention.titles for o in person.titles):
        return
    heard = next(text.of(linked), None)
    if heard is None:
        return
    quote = say.around(unit.english, person) if unit.english else person.text
    yield finding(
        "name-mismatch",
        "warning",
        unit,
        linked.passage,
        linked.span,
        (
            f'{say.quoted(linked)}: the English names somebody else, "{quote}"',
            f"{say.quoted(linked)}: 英文の人物は “{quote}” で、別の人です",
        ),
        evidence=say.evidence(text, linked),
    )
