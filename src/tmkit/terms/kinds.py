"""What a term names: a person, a place, an organisation, a title, or nothing but a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from tmkit.terms import english, japanese

Kind = Literal["person", "place", "organisation", "title", "acronym", "name", "term"]

_TITLES: Final = frozenset(
    """
    president minister chancellor secretary chairman chairwoman chair premier governor mayor
    ambassador general admiral colonel professor doctor king queen prince princess pope bishop
    senator spokesman spokeswoman spokesperson director chief commissioner envoy judge
    """.split()
)
_ORGANISATIONS: Final = frozenset(
    """
    ministry department agency union party bank university institute council commission committee
    organization organisation association foundation court parliament congress senate company
    corporation inc ltd fund board bureau office group forum league federation army navy force
    forces police press times post news tv nations quarterly review journal gazette herald tribune
    university college school hospital museum institution ministry secretariat
    """.split()
)
_PLACES: Final = frozenset(
    """
    republic island islands sea ocean river mountain mount lake bay strait city county province
    state states street avenue airport port peninsula region district kingdom
    """.split()
)
_JA_ORGANISATIONS: Final = (
    "省 庁 局 党 社 軍 会 会議 委員会 協会 機構 機関 連合 連盟 "
    "同盟 銀行 大学 研究所 裁判所 議会 国会 基金 財団 政府 銀 隊 紙 団体 組合"
).split()
_JA_PLACES: Final = (
    "国 市 県 州 町 村 区 島 海 川 河 山 湖 湾 海峡 半島 空港 駅 共和国 王国 諸島 地方 地区".split()
)
_JA_TITLES: Final = (
    "大統領 首相 主席 大臣 外相 国防相 財務相 法相 相 長官 書記長 総書記 議長 知事 市長 社長 会長 "
    "教授 博士 将軍 大使 報道官 国王 部長 局長 委員 総裁 裁判官 議員"
).split()

_HONORIFICS: Final = "氏 さん 様 さま 君 閣下 先生".split()
_LONGEST_TITLE: Final = 5  # words


def titled(words: Sequence[japanese.Word], stop: int) -> int:
    """Return where a name that ends before ``stop`` ends with the title or honorific after it."""
    found = stop
    joined = ""
    for k in range(stop, min(len(words), stop + _LONGEST_TITLE)):
        if words[k].morpheme.pos[0] not in {"名詞", "接尾辞"}:
            break
        joined += words[k].text
        if joined in _HONORIFICS or joined.endswith(tuple(_JA_TITLES)):
            found = k + 1
    return found


def is_honoured(words: Sequence[japanese.Word], stop: int) -> bool:
    """Return whether an honorific follows: 氏, さん."""
    return stop < len(words) and words[stop].text in _HONORIFICS


def is_titled(rest: str) -> bool:
    """Return whether what follows a name is a title or an honorific."""
    return rest in _HONORIFICS or rest.endswith(tuple(_JA_TITLES))


def kind_of(
    run: Sequence[english.Word],
    rendering: Sequence[japanese.Word],
    capitals: float,
    *,
    has_title: bool = False,
    unknown: bool = True,
) -> Kind:
    """Return what a term names, by its words, its rendering and how often it has capitals.

    ``has_title`` says that a title or honorific follows the rendering somewhere, ``unknown`` that
    no dictionary has the English words as words.
    """
    if not run:
        return "term"
    surface = "".join(word.text for word in rendering)
    first, last = run[0].text, run[-1].text.lower()
    names = [word.morpheme.name for word in rendering]
    if len(run) == 1 and len(first) > 1 and first.isupper() and not first.isdigit():
        return "acronym"
    if last in _TITLES and (not capitals or surface.endswith(tuple(_JA_TITLES))):
        return "title"
    if capitals < 0.8:
        return "term"
    words = {word.text.lower() for word in run}
    if words & _ORGANISATIONS or (
        len(surface) > 2 and surface.endswith(tuple(_JA_ORGANISATIONS)) and "人名" not in names
    ):
        return "organisation"
    if (
        words & _PLACES
        or (names and names[-1] == "地名")
        or (len(surface) > 2 and surface.endswith(tuple(_JA_PLACES)) and "人名" not in names)
    ):
        return "place"
    if "人名" in names or has_title or (words & _TITLES and len(run) > 1):
        return "person"
    if "・" in surface and 1 < len(run) < 5 and unknown:
        return "person"  # a review may have a ・ as well, but it is called by a word: Quarterly
    return "name"
