"""Style by the text's own majority, and habits that readers stumble over."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any, Final

from tmkit.model import Finding, Mention, Passage
from tmkit.morphology import Morpheme
from tmkit.rules._markup import HOLE, translated
from tmkit.rules._rule import Context, GroupCheck, Option, Rule, Unit, finding
from tmkit.rules._sentences import STOPS, checked_japanese, japanese_of
from tmkit.segment import sentences

LONGEST = 160  # characters of a sentence, by default
LEAST_SENTENCES = 10  # before a file's register is known
MIXED = 0.2  # share of the rarer register above which a file has none
SLIP, FEW_SLIPS = 0.05, 3  # at most, to be a slip rather than a choice
_POLITE = re.compile(r"(?:です|ます|ました|ません|ませんでした|でした|でしょう)(?:か|ね|よ|が)?\Z")
# What speaks to the reader is polite in any text.
_ADDRESS = re.compile(
    r"(?:ください|下さい|による|よる|参照|以上|ませんか|ましょう|なさい|お願いします)\Z"
)
_PLAIN = re.compile(
    r"(?:である|であった|であろう|だ|だった|だろう|ではない|がある|がない|[いえきしちにみりぎじびけせてねべめれげぜで]る|する|なる|なった|"
    r"[うくぐすつぬぶむる]|した|[いきしちにみりれえけせてめねべ]た|[っん][ただ]|ない|なかった|たい|べきだ|らしい|しい)\Z"
)
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^”]*”")
_CASE = frozenset("がを")


def _register(sentence: str) -> str | None:
    """Return ``polite`` or ``plain`` of a sentence, None where its end says neither."""
    bare = _QUOTED.sub("X", sentence).rstrip(STOPS + " 　)）」』")
    if _ADDRESS.search(bare) or not sentence.endswith("。") or bare.endswith("なく"):
        return None
    if re.search("[)）」』] ?。\\Z", sentence) or bare.count("「") != bare.count("」"):
        return None  # an aside or a quotation has its own end
    if _POLITE.search(bare):
        return "polite"
    return "plain" if _PLAIN.search(bare) else None


def _register_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    passage = unit.japanese
    if passage is None or passage.kind not in {"body", "item"} or "。" not in passage.text:
        return
    if unit.english is None and context.shared(_is_paired):
        return  # page furniture beside a translated text
    english = unit.english
    if english is not None and english.text[:1].islower():
        return  # the rest of a sentence, or an entry of a list, in which either may stand
    shown = translated(passage.text)
    found = []
    for start, end in sentences(shown, "ja"):
        register = _register(shown[start:end])
        if register:
            found.append((register, start, end))
    if found:
        yield passage.path, found


def _is_paired(context: Context) -> bool:
    return any(unit.source is not None and unit.target is not None for unit in context.units)


def _register_judge(
    path: str, entries: list[tuple[Unit, list[tuple[str, int, int]]]], context: Context
) -> Iterator[Finding]:
    """Report once a file the sentences in the register that it mostly does not have."""
    del path, context
    places: dict[str, list[tuple[Unit, int, int]]] = {"polite": [], "plain": []}
    for unit, found in entries:
        for register, start, end in found:
            places[register].append((unit, start, end))
    rare, usual = sorted(places, key=lambda register: len(places[register]))
    few, many = len(places[rare]), len(places[usual])
    if not few or few + many < LEAST_SENTENCES or few > MIXED * (few + many):
        return
    own = next((place for place in places[rare] if place[0].checked), None)
    if own is None:
        return
    unit, start, end = own
    passage = japanese_of(unit)
    others = tuple(
        u.japanese.place(at) for u, at, _ in [p for p in places[rare] if p != own][:3] if u.japanese
    )
    # A note or an entry of a list may have its own register; a sentence among others slipped.
    lines = {_line(u, at) for u, at, _ in places[usual]}
    among = all(_line(u, at) in lines for u, at, _ in places[rare])
    slip = few <= FEW_SLIPS and few <= SLIP * many and among
    ending = passage.text[max(start, end - 6) : end]
    names = {"polite": "です・ます", "plain": "である・だ"}
    yield finding(
        "register-mixed",
        "warning" if slip else "info",
        unit,
        passage,
        (max(start, end - 6), end),
        (
            f"{names[rare]} in {few} sentences of a text in {names[usual]} ({many})",
            f"{names[usual]}体（{many}文）の中に{names[rare]}体が{few}文あります",
        ),
        evidence=(Mention(ending, few, others), Mention(names[usual], many)),
    )


def _line(unit: Unit, offset: int) -> int:
    return japanese_of(unit).place(offset).line


def joshi_doubled(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield a particle that stands twice in a clause with no verb between."""
    passage = checked_japanese(unit)
    if passage is None or passage.kind not in {"body", "item"}:
        return
    if not re.search(r"([がを])[^、。]{1,14}\1", passage.text):
        return
    shown = translated(passage.text)
    last: dict[str, int] = {}
    place = 0
    for word in context.words(passage.text):
        start, place = place, place + len(word.surface)
        if HOLE in shown[start:place] or _breaks(word):
            last.clear()
        elif word.pos[0] == "助詞" and word.pos[1] == "格助詞" and word.surface in _CASE:
            if word.surface in last:
                span = (last[word.surface], place)
                yield _doubled(unit, passage, word.surface, span)
                last.clear()
            last[word.surface] = start


def _breaks(word: Morpheme) -> bool:
    """Return whether a word ends the reach of a particle."""
    return word.pos[0] in {
        "動詞",
        "形容詞",
        "助動詞",
        "補助記号",
        "記号",
        "接続詞",
        "空白",
        "形状詞",
    } or (word.pos == ("助詞", "接続助詞") or word.surface in {"と", "や", "など", "か"})


def _doubled(unit: Unit, passage: Passage, particle: str, span: tuple[int, int]) -> Finding:
    return finding(
        "joshi-doubled",
        "info",
        unit,
        passage,
        span,
        (f"{particle} twice in one clause", f"一つの節に助詞「{particle}」が続いています"),
    )


# After a single たり of one example: たりする, たりしない, たりなど, たりは, たりとか.
_TARI_ALONE = re.compile(
    r"\s*(?:[すし](?:る|た|て|ま|な|よ|、)|、?な[どんく]|し|せ|さ|で|の|[はもと])"
)
_TARI_SURE = 1  # sentences of the file with two たり, for a single one to be a slip and no habit


def _tari_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    """Yield, of the sentences that have たり, how often, and where the only one stands."""
    passage = unit.japanese
    if passage is None or passage.kind == "code" or not re.search("[ただ]り", passage.text):
        return
    shown = translated(passage.text)
    places = []
    at = before = 0
    for word in context.words(passage.text):
        if word.surface in {"たり", "だり"} and word.pos[0] == "助詞" and shown[at] != HOLE:
            places.append((before, at + 2))
        before, at = at, at + len(word.surface)
    for start, end in sentences(shown, "ja") if places else ():
        found = [place for place in places if start <= place[0] < end]
        if found:
            alone = len(found) == 1 and not _TARI_ALONE.match(shown, found[0][1])
            yield passage.path, (len(found), found[0] if alone else None)


def _tari_judge(
    path: str,
    entries: list[tuple[Unit, tuple[int, tuple[int, int] | None]]],
    context: Context,
) -> Iterator[Finding]:
    """Report a たり that has no second one: a slip where it is the file's only one."""
    del path, context
    paired = sum(1 for _, (times, _) in entries if times > 1)
    lone = [(unit, span) for unit, (_, span) in entries if span is not None]
    for unit, span in lone:
        if not unit.checked:
            continue
        passage = japanese_of(unit)
        parted = passage.text[span[1] : span[1] + 1] == "、"
        slip = parted and len(lone) == 1 and paired >= _TARI_SURE
        yield finding(
            "tari",
            "warning" if slip else "info",
            unit,
            passage,
            span,
            (
                "たり without a second たり",
                "「〜たり」が一つだけです（「〜たり〜たり」と並べます）",
            ),
        )


def sentence_long(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield sentences longer than the setting ``longest`` (160 characters)."""
    passage = checked_japanese(unit)
    if passage is None or passage.kind not in {"body", "item"}:
        return
    longest = int(context.settings.get("sentence-long", {}).get("longest", LONGEST))
    if len(passage.text) <= longest:
        return
    shown = translated(passage.text)
    for start, end in sentences(shown, "ja"):
        length = len(shown[start:end].replace(HOLE, ""))
        if length > longest and "\n" not in shown[start:end]:
            yield finding(
                "sentence-long",
                "info",
                unit,
                passage,
                (start, end),
                (f"a sentence of {length} characters", f"{length}字の長い文です"),
            )


# することができる, in any of its endings, and what it is in short.
_LONG = re.compile(r"すること(?:[がもは](?:でき|出来)(?=[るまたなずれ、]|て)|[がも]可能(?=[でだ]))")
_SHORT = re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa\u30fc](?:でき|出来)(?=[るまたなずれ、]|て)")
WORDY = 2.0  # times as frequent must the short way be in a file, for the long one to be its odd one


def _wordy_sort(unit: Unit, context: Context) -> Iterator[tuple[Hashable, Any]]:
    del context
    passage = unit.japanese
    if passage is None or passage.kind == "code" or not re.search("でき|出来|可能", passage.text):
        return
    shown = translated(passage.text)
    long = [m.span() for m in _LONG.finditer(shown)]
    short = len(_SHORT.findall(shown))
    if long or short:
        yield passage.path, (long, short)


def _wordy_judge(
    path: str, entries: list[tuple[Unit, tuple[list[tuple[int, int]], int]]], context: Context
) -> Iterator[Finding]:
    """Report once a file することができる, where it mostly says できる."""
    del path, context
    places = [(unit, span) for unit, (long, _) in entries for span in long]
    short = sum(count for _, (_, count) in entries)
    own = next((place for place in places if place[0].checked), None)
    if own is None or short < WORDY * len(places):
        return
    unit, span = own
    passage = japanese_of(unit)
    said = passage.text[slice(*span)]
    others = tuple(u.japanese.place(at[0]) for u, at in places if u is not unit and u.japanese)[:3]
    yield finding(
        "wordy-can",
        "info",
        unit,
        passage,
        span,
        (
            f"{said}: this file mostly says できる ({short} times, {len(places)} in the long way)",
            f"「{said}」: このファイルではほぼ「できる」です（{short}回、長い形は{len(places)}回）",
        ),
        evidence=(Mention(said, len(places), others),),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "register-mixed",
        "style",
        "warning",
        "です・ます and である in one text",
        "です・ます体とである体が混在",
        GroupCheck(_register_sort, _register_judge),
    ),
    Rule(
        "joshi-doubled",
        "style",
        "info",
        "a particle stands twice in a clause",
        "同じ助詞が続いている",
        joshi_doubled,
    ),
    Rule(
        "tari",
        "style",
        "warning",
        "たり without a second one",
        "「たり」が一つだけ",
        GroupCheck(_tari_sort, _tari_judge),
    ),
    Rule(
        "sentence-long",
        "style",
        "info",
        "a very long sentence",
        "長い文",
        sentence_long,
        options=(Option("longest", LONGEST),),
    ),
    Rule(
        "wordy-can",
        "style",
        "info",
        "することができる in a text that mostly says できる",
        "ほぼ「できる」と書く文章の「することができる」",
        GroupCheck(_wordy_sort, _wordy_judge),
    ),
)
