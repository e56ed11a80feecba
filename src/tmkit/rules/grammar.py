"""Sequences of words that no Japanese grammar has: what an edit or a slip of the hand left behind.

Each pattern is one that the analyser shows by the parts of speech of two or three neighbours alone;
what needs the sense of a sentence is no pattern here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from tmkit.model import Finding
from tmkit.morphology import Morpheme
from tmkit.rules._markup import HOLE, prose
from tmkit.rules._rule import Context, Rule, Unit, finding
from tmkit.rules._sentences import JAPANESE, checked_japanese

Slip: TypeAlias = tuple[int, str, str]  # how many words it spans, and what is wrong (en, ja)

_CASE = ("助詞", "格助詞")
# Case particles that no other case particle of the second set can follow; the same one twice is
# another rule's.
_FIRST, _SECOND = frozenset("をにが"), frozenset("をにへでの")
_QUOTING = frozenset({"いう", "言う"})
# Nouns of feeling that take がる as adjectives do.
_FELT = frozenset("迷惑 面倒 不審 不安 残念 得意 不思議 邪魔 大儀 億劫 厄介 窮屈 自慢".split())
_KANJI_END = re.compile(r"[\u4e00-\u9fff]\Z")
_I_ROW, _E_ROW = frozenset("いきしちにひみりぎじびぴ"), frozenset("えけせてねへめれげぜでべぺ")
_COLON = re.compile(rf"(?<=[{JAPANESE}{HOLE}])[:：] ?(?=[をがにの][{JAPANESE}])")


def _is_ichidan(word: Morpheme) -> bool:
    """Return whether a word is the bare stem of an ichidan verb: 与え, でき."""
    return (
        word.pos[0] == "動詞"
        and word.lemma.endswith("る")
        and word.surface == word.lemma[:-1] != ""
    )


def _particles(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos != _CASE or b.pos != _CASE or a.surface == b.surface:
        return None
    if a.surface not in _FIRST or b.surface not in _SECOND:
        return None
    both = a.surface + b.surface
    return 2, f"{both}: one of two particles is too many", f"「{both}」: 助詞が一つ余分です"


def _passive(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if b.lemma != "れる" or b.pos[0] != "助動詞" or a.pos[0] != "動詞":
        return None
    twice = len(a.lemma) > 2 and a.surface == a.lemma[:-1] + "れ"  # 与えれれて
    if not twice and not _is_ichidan(a):
        return None
    right = f"{a.surface.removesuffix('れ') if twice else a.surface}ら{b.surface}"
    return (
        2,
        f"{a.surface}{b.surface}: this verb takes られる ({right})",
        f"「{a.surface}{b.surface}」: 「{right}」の「ら」がありません",
    )


def _quoted_stem(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if len(words) < 3 or not _is_ichidan(a) or b.surface != "と" or words[2].lemma not in _QUOTING:
        return None
    last = a.surface[-1]
    # What ends in e may be an order: 返せという. A verb of ability has another normalised form.
    if not (last in _I_ROW or (last in _E_ROW and a.normal.endswith(a.lemma[-2:]))):
        return None
    return (
        3,
        f"{a.surface}と{words[2].surface}: the verb lacks its ending ({a.lemma})",
        f"「{a.surface}と{words[2].surface}」: 動詞の語尾がありません（{a.lemma}）",
    )


def _lost_a(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos != ("名詞", "普通名詞") or b.lemma != "がる" or b.pos[0] != "接尾辞":
        return None
    if a.surface in _FELT or not _KANJI_END.search(a.surface) or b.surface not in {"がり", "がる"}:
        return None
    text = a.surface + b.surface
    right = f"{a.surface}があ{b.surface[1:]}"
    return 2, f"{text}: perhaps {right}", f"「{text}」: 「{right}」の脱字ではありませんか"


def _contained(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if len(words) < 3 or a.surface != "を" or b.lemma != "含む" or words[2].lemma != "れる":
        return None
    text = f"を{b.surface}{words[2].surface}"
    return 3, f"{text}: が含まれ or を含み", f"「{text}」: 「が含まれ」か「を含み」です"


def _bare_noun(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos[0] != "名詞" or b.pos[0] != "助動詞" or not _KANJI_END.search(a.surface):
        return None
    if b.lemma not in {"ます", "れる"} or (b.lemma == "ます" and not b.surface.startswith("ま")):
        return None
    text = a.surface + b.surface
    return 2, f"{text}: a verb's ending after a noun", f"「{text}」: 動詞の語尾が欠けています"


def _whole_verb(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos[0] != "動詞" or a.surface != a.lemma or b.pos[0] != "助動詞":
        return None
    if b.lemma not in {"ます", "れる", "られる", "せる", "させる"} or not a.surface.endswith("る"):
        return None
    text = a.surface + b.surface
    return 2, f"{text}: る is too much here", f"「{text}」: 「る」が余分です"


def _cut_masu(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if len(words) < 3 or b.surface != "す" or b.pos[0] != "助動詞" or words[2].surface != "。":
        return None
    if a.pos[0] not in {"動詞", "助動詞"} or a.surface == a.lemma:
        return None
    text = a.surface + b.surface
    return 2, f"{text}: no ending of a verb", f"「{text}」: 文末の誤字か脱字です"


def _past_object(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.surface not in {"た", "だ"} or a.lemma != "た" or b.surface != "を" or b.pos != _CASE:
        return None
    text = a.surface + b.surface
    return 2, f"{text}: a noun is missing before を", f"「{text}」: 「を」の前の名詞がありません"


_SLIPS: Final = {  # by the kind of the first word
    "助詞": (_particles, _contained),
    "名詞": (_lost_a, _bare_noun),
    "動詞": (_passive, _quoted_stem, _whole_verb, _cut_masu),
    "助動詞": (_cut_masu, _past_object),
}


def grammar_slip(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield two or three words in a row that cannot stand so."""
    passage = checked_japanese(unit)
    if passage is None:
        return
    shown = prose(passage.text)
    colons = {match.end(): match.start() for match in _COLON.finditer(shown)}
    words = context.words(passage.text)
    place = 0
    for at, word in enumerate(words[:-1]):
        start, place = place, place + len(word.surface)
        slips = _SLIPS.get(word.pos[0])
        if slips is None:
            continue
        if start in colons and word.pos[0] == "助詞" and len(word.surface) == 1:
            span = (colons[start], place)
            said = passage.text[slice(*span)]
            message = f"{said}: a colon before a particle", f"「{said}」: 助詞の前のコロン"
            yield finding("grammar-slip", "warning", unit, passage, span, message)
        near = words[at : at + 3]
        for slip in slips:
            found = slip(near)
            if found is None:
                continue
            end = start + sum(len(one.surface) for one in near[: found[0]])
            if HOLE not in shown[start:end]:
                yield finding("grammar-slip", "warning", unit, passage, (start, end), found[1:])
            break


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "grammar-slip",
        "style",
        "warning",
        "words in a row that cannot stand so: をに, 与えれて",
        "文法上つながらない語の並びがある（「をに」「与えれて」）",
        grammar_slip,
    ),
)
