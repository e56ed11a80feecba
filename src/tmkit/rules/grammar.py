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
_NO_TOPIC = frozenset({"が", "を", "に", "へ", "で", "から", "より"})
# Qualities that no verb is made of, though the analyser has them as nouns.
_QUALITIES = frozenset(
    "適当 必要 重要 有効 無効 可能 不要 便利 簡単 正確 安全 自由 十分 確実".split()
)
# What may follow the noun こと without a particle.
_AFTER_THING = frozenset(
    "自体 自身 以外 以上 全て 全部 無し 請け合い 必至 必定 等 前提 多数".split()
)
_QUOTING = frozenset({"いう", "言う"})
# Nouns of feeling that take がる as adjectives do.
_FELT = frozenset("迷惑 面倒 不審 不安 残念 得意 不思議 邪魔 大儀 億劫 厄介 窮屈 自慢".split())
_KANJI_END = re.compile(r"[\u4e00-\u9fff]\Z")
_I_ROW, _E_ROW = frozenset("いきしちにひみりぎじびぴ"), frozenset("えけせてねへめれげぜでべぺ")
# An ending that stands twice before する or できる: 上書ききできる.
_ENDING_TWICE = re.compile(
    "(?<=[\u4e00-\u9fff])([きりみちびぎい])\\1(?=でき|さ[れせ]|する|し[てたま])"
)
# Deeds that have a person in the passive, who keeps を: 入力を要求される, 財布を奪われる.
_DONE_TO_ONE = frozenset(
    """
    許可 指定 指示 要求 要請 約束 提供 依頼 期待 通知 想定 意図 認可 拒否
    解除 禁止 制限 強制 付与 保証 質問
    命令 任命 授与 没収 免除 請求 剥奪 指摘 推薦 紹介 説明 制約 束縛 保護 妨害 否定 評価
    """.split()
)
_WITHIN = frozenset({"名詞", "接頭辞", "接尾辞", "代名詞", "空白"})
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


def _topic_case(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.surface != "は" or a.pos[0] != "助詞" or b.pos != _CASE or b.surface not in _NO_TOPIC:
        return None
    both = a.surface + b.surface
    return 2, f"{both}: one of two particles is too many", f"「{both}」: 助詞が一つ余分です"


def _no_doing(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if b.lemma != "する" or b.pos[0] != "動詞" or b.surface not in {"する", "さ", "し"}:
        return None
    if not _KANJI_END.search(a.surface) or len(a.surface) < 2:
        return None
    if a.pos[0] != "形状詞" and a.surface not in _QUALITIES:
        return None
    text = a.surface + b.surface
    return (
        2,
        f"{text}: {a.surface} takes no する",
        f"「{text}」: 「{a.surface}」に「する」は付きません",
    )


def _cut_iru(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if len(words) < 3 or a.surface not in {"て", "で"} or a.pos[0] != "助詞" or b.surface != "い":
        return None
    after = words[2]
    if (
        b.lemma != "いる"
        or after.pos != ("名詞", "普通名詞")
        or not _KANJI_END.search(after.surface)
    ):
        return None
    text = f"{a.surface}い{after.surface}"
    return (
        3,
        f"{text}: い is too much, or an ending is lost",
        f"「{text}」: 「い」が余分か、語尾の脱字です",
    )


def _passive_twice(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.lemma not in {"れる", "られる"} or a.pos[0] != "助動詞" or a.surface == a.lemma:
        return None
    if b.lemma != "する" or b.pos[0] != "動詞":
        return None
    text = a.surface + b.surface
    return 2, f"{text}: no verb goes on so", f"「{text}」: 「{b.surface}」が余分です"


def _bare_thing(words: Sequence[Morpheme]) -> Slip | None:
    if len(words) < 3 or words[0].pos[0] not in {"動詞", "助動詞"} or words[1].surface != "こと":
        return None
    after = words[2]
    if after.pos != ("名詞", "普通名詞") or after.surface in _AFTER_THING:
        return None
    if not _KANJI_END.search(after.surface):
        return None
    text = f"こと{after.surface}"
    return 3, f"{text}: a particle is missing", f"「{text}」: 助詞がありません"


def _suru_twice(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos[0] != "名詞" or b.lemma != "すする" or b.pos[0] != "動詞":
        return None
    text = a.surface + b.surface
    return 2, f"{text}: one す is too many", f"「{text}」: 「す」が一つ余分です"


def _bare_ru(words: Sequence[Morpheme]) -> Slip | None:
    a, b = words[0], words[1]
    if a.pos != _CASE or b.surface != "る" or b.pos[0] != "助動詞":
        return None
    text = a.surface + b.surface
    return 2, f"{text}: the verb is cut ({a.surface}ある)", f"「{text}」: 動詞の脱字です"


_SLIPS: Final = {  # by the kind of the first word
    "助詞": (_particles, _topic_case, _cut_iru, _bare_ru, _contained),
    "名詞": (_no_doing, _suru_twice, _lost_a, _bare_noun),
    "形状詞": (_no_doing,),
    "動詞": (_bare_thing, _passive, _quoted_stem, _whole_verb, _cut_masu),
    "助動詞": (_passive_twice, _bare_thing, _cut_masu, _past_object),
}


def _object_of_passive(words: Sequence[Morpheme], at: int) -> int:
    """Return where a passive ends that has the を at this place before it, 0 where there is none.

    Between them stand nouns alone, with の and に: ファイルを次の場所に保存されます. A single noun
    with に says how: 値を元に計算されます.
    """
    if at + 2 < len(words) and words[at + 2].surface == "に":
        return 0
    for place in range(at + 1, min(len(words) - 3, at + 12)):
        word = words[place]
        if word.surface == "さ" and word.lemma == "する":
            if words[place + 1].lemma != "れる" or words[place + 2].lemma != "ます":
                return 0
            deed = words[place - 1]
            sure = deed.pos[0] == "名詞" and deed.surface not in _DONE_TO_ONE and place > at + 1
            return place + 3 if sure else 0
        if word.pos[0] not in _WITHIN and word.surface not in {"の", "に", "へ"}:
            return 0
    return 0


def grammar_slip(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield two or three words in a row that cannot stand so."""
    passage = checked_japanese(unit)
    if passage is None:
        return
    shown = prose(passage.text)
    colons = {match.end(): match.start() for match in _COLON.finditer(shown)}
    for match in _ENDING_TWICE.finditer(shown):
        message = f"{match[0]}: one kana is too many", f"「{match[0]}」: 送り仮名が重なっています"
        yield finding("grammar-slip", "warning", unit, passage, match.span(), message)
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
        if word.surface == "を" and word.pos == _CASE:
            last = _object_of_passive(words, at)
            if last:
                end = start + sum(len(one.surface) for one in words[at:last])
                said = passage.text[start:end].replace("\n", "")
                message = (
                    f"{said}: を before a passive",
                    f"「{said}」: 受け身の前の「を」（「が」か「は」）",
                )
                yield finding("grammar-slip", "info", unit, passage, (start, end), message)
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
