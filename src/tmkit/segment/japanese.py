"""Where Japanese sentences end.

A stop inside matched brackets ends nothing while the sentence around them goes on: 「…。」と言った,
（…。）. A bracket without its partner, or one whose partner is far away, binds nothing.
"""

from __future__ import annotations

import re

from tmkit.segment import english

_PAIRS = dict(zip("「『（(【［[〔〈《｢〝“{", "」』）)】］]〕〉》｣〟”}", strict=True))
_PARTNERS = {closer: opener for opener, closer in _PAIRS.items()}
_QUOTES = frozenset("「『｢〝“")
_FARTHEST = 200  # characters between brackets: a quoted passage longer than this is split inside
_TITLE = 20  # a passage in 『』 up to this long is a title, whatever stops it holds

_BRACKET = re.compile("[" + re.escape("".join((*_PAIRS, *_PARTNERS))) + r"\n]")
_EVENT = re.compile(
    r"[。｡！？!?‼⁇⁈⁉]+|[.．]+|[…‥]+|[「『（(【［\[〔〈《｢〝“{]|[」』）)】］\]〕〉》｣〟”}]|\n"
)
_TAIL = re.compile(
    r"[。｡！？!?‼⁇⁈⁉…‥」』）)】］\]〕〉》｣〟”’}]*"
    r"(?:[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d♪♡]+[。！？!?」』）)]*)?"
    r"(?: ?[（(](?:笑|泣|汗|涙|怒|爆笑|苦笑|拍手|了|完|終|続く|つづく|"
    r"注\d{0,3}|※\d{0,3})[）)])?"
    r"(?:[\[［](?:\d{1,3}|注\d{0,3}|要出典)[\]］]_?)*"
)
_JAPANESE = r"\u3041-\u30ff\u3400-\u9fff々"
# What goes on after a quotation, or after ！ and ？: particles, copula and suffixes, but not the
# words that open sentences with the same kana (ところが, はい, でも, もし …).
_GOES_ON = re.compile(
    r"[、，､,・／/を]|と(?!ころ[がで]|ても|りわけ|もかく|もあれ|き[にど]|はいえ、|同時に)|って|っ[たてと]|など|なん[てだか]|"
    r"な(?:の|ら|る|い|どと)|な(?=[一-鿿])|は(?![いじたるずやっなげらくん])|が(?![、，んっくら])|の(?![ちんどぼ])|"
    r"に(?!も(?:かか|関)わらず|わか|っこ)|で(?!も[、，]?|は[、，]|すから|あれば|きれ)|だ(?![かがけっ])|だった|だっけ|"
    r"も(?![うしちっはとの])|へ(?![えー])|や(?![がはっ])|か(?![つれのなくらえ])|か(?:らの|のよう|どうか)|"
    r"らしい|みたい|よう[なにだで]|ばかり|くらい|ぐらい|ほど|まで|より[もは]?|さえ|じゃ|である|です|でし|"
    r"し(?:か|て)(?![しも])|くん|ちゃん|さん|氏[はがのを]"
)
# A name that ends in a full stop goes on with a particle: モーニング娘。は
_NAME_GOES_ON = re.compile(
    r"[、，､を]|は(?![いじたるずやっなげらくん])|が(?![、，んっくら])|の(?![ちんどぼ])"
)
_NAMED_STOP = re.compile(r"[゠-ヿ一-鿿々A-Za-z]\Z")
_BANG_NAME = re.compile(r"(?:Yahoo|ヤフー|Jeopardy|OKWAVE|Wham)\Z", re.IGNORECASE)
_FINISHED = re.compile(
    r"(?:です|ます|ました|でした|ません|ない|ですか|ますか|だよ|だね|だな|かな|かも|よね|だった|[よね])\Z"
)
_LIST_NUMBER = re.compile(
    r"[(（]?(?:第?[\d〇一二三四五六七八九十]{1,4}(?:[.．]\d{1,3}){0,5}|[A-Za-zａ-ｚＡ-Ｚ])\Z"
)
_HIRAGANA_STOP = re.compile(r"[\u3041-\u3096]．")
_LETTER = re.compile(f"[{_JAPANESE}]")
_WORD = re.compile(rf"[{_JAPANESE}A-Za-zＡ-Ｚａ-ｚ)）」』%％]")


def ends(text: str) -> list[int]:
    """Return the offsets at which a sentence ends, ascending."""
    partners = _matched(text)
    wide_stop = _HIRAGANA_STOP.search(text) is not None
    found: list[int] = []
    start = position = english.skip_space(text, 0)
    while match := _EVENT.search(text, position):
        sign = match.group()
        at, position = match.span()
        if sign == "\n":
            end = True
        elif sign in _PAIRS:
            if (closer := partners.get(at)) is None or not _binds(text, at, closer):
                continue
            position = _TAIL.match(text, closer + 1).end()  # type: ignore[union-attr]
            end = _ends_behind(text, start, at, closer, position)
        elif sign in _PARTNERS or (
            sign[0] in ".．…‥" and not _stops(text, start, at, position, wide_stop=wide_stop)
        ):
            continue
        else:
            position = _TAIL.match(text, position).end()  # type: ignore[union-attr]
            end = _ends_after(text, at, position)
        if end:
            found.append(position)
            start = position = english.skip_space(text, position)
    return found


def _matched(text: str) -> dict[int, int]:
    """Return the offset of each opening bracket's partner on the same line."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for match in _BRACKET.finditer(text):
        sign, at = match.group(), match.start()
        if sign in _PAIRS:
            stack.append(at)
            waiting[sign] += 1
        elif sign == "\n":
            stack.clear()
            waiting = dict.fromkeys(_PAIRS, 0)
        elif waiting[_PARTNERS[sign]]:
            while text[opener := stack.pop()] != _PARTNERS[sign]:
                waiting[text[opener]] -= 1
            waiting[_PARTNERS[sign]] -= 1
            partners[opener] = at
    return partners


_INNER = re.compile(r"[。｡！？!?](?=[^。｡！？!?…」』）)])")


def _binds(text: str, opener: int, closer: int) -> bool:
    """Return whether the text between two brackets is read as one with what stands around it."""
    if closer - opener > _FARTHEST:
        return False
    if text[opener] not in _QUOTES or (text[opener] == "『" and closer - opener <= _TITLE):
        return True
    if _INNER.search(text, opener + 1, closer) is None:
        return True
    return _GOES_ON.match(text, closer + 1) is not None


def _ends_behind(text: str, start: int, opener: int, closer: int, position: int) -> bool:
    """Return whether the sentence ends with the bracket, whose tail ends at ``position``."""
    tail = text[closer + 1 : position]
    if any(sign in "。｡！？!?" for sign in tail):
        return _ends_after(text, position - 1, position)
    if text[closer - 1] == "." and opener <= start:
        return not _goes_on(text, position)
    if text[closer - 1] not in "。｡！？!?…" or _goes_on(text, position):
        return False
    if text[opener] == "『" and closer - opener <= _TITLE:
        return False
    if text[opener] in _QUOTES or opener <= start:
        return text[closer - 1] != "…"
    # A parenthesis with its own stop closes the sentence that was finished before it.
    return text[closer - 1] in "。｡" and "\u3041" <= text[opener - 1] <= "\u3096"


def _ends_after(text: str, stop: int, position: int) -> bool:
    """Return whether the stop at ``stop``, closing signs included, ends a sentence."""
    following = text[position : position + 1]
    if not following:
        return True
    closed = position > stop + 1 and text[position - 1] in _PARTNERS
    if text[stop] in "。｡":
        if closed:
            return not _goes_on(text, position)
        return not (
            _NAME_GOES_ON.match(text, position)
            and (_NAMED_STOP.search(text, max(0, stop - 1), stop) or following in "、，､を")
        )
    if text[stop] == "!" and following == "=":  # the operator
        return False
    if text[stop] in "!?！？" and following.isascii() and following.isalnum():
        return text[stop] in "！？"
    if text[stop] in "!！" and _BANG_NAME.search(text, max(0, stop - 8), stop):
        return False
    return not _goes_on(text, position)


def _goes_on(text: str, position: int) -> bool:
    if text[position : position + 1] == " ":
        position += 1
    return _GOES_ON.match(text, position) is not None


def _stops(text: str, start: int, stop: int, position: int, *, wide_stop: bool) -> bool:
    """Return whether a full stop or an ellipsis, which may be something else, ends a sentence."""
    before, after = text[max(start, stop - 4) : stop], text[position : position + 1]
    if text[stop] in "…‥":
        if after and after in "。！？!?」』）":
            return False
        return not after or after.isspace() or _FINISHED.search(before) is not None
    if before[-1:] in {"", " ", "'", '"', "`"}:  # code, as in: from . import x
        return False
    if position - stop > 1:  # dots in a row
        return not after or after.isspace() or after in _PAIRS
    if stop - start <= 12 and _LIST_NUMBER.match(text, start, stop):
        return False
    if text[stop] == "．":
        return (
            wide_stop
            and _WORD.match(before[-1]) is not None
            and ("\u3041" <= before[-1] <= "\u3096" or not after.isdigit())
        )
    if _LETTER.match(before[-1]):
        joined = "\u3041" <= before[-1] <= "\u3096" and _LETTER.match(after) is not None
        return joined or not after or after.isspace() or after in "」』）)"
    closed = english.closers(text, position)
    return english.ends_at(text, start, stop, closed)
