"""Persons in Japanese texts: what stands before a title or an honorific."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tmkit.rules._places import places
from tmkit.rules.titles import NEUTRAL, Title, japanese_titles, tables

# What is built on a title is no title: 大統領府, 首相官邸, 市長選, 会長職, 王国.
_BUILT: Final = re.compile(
    r"府|選(?!手)|官邸|邸|制|令|職|級|室|公[邸式認]|就任式|国|権|像|戦|杯|車|機|派|会(?!談)|直属|号|"
    r"賞|教[育会]|座|館|的|団|者|課程|朝|宮|法|部|院|学|[ァ-ヴー]"
)
_PAST: Final = (
    r"(?:元々?|前|新|現|故|次期|当時の|暫定|初代|名誉|筆頭|第[一二三1-3１-３]|常務|上級|"
    r"臨時|先代|歴代|終身|共同|上席|影の|陰の|筆頭|首席|現職|専属|専任|前任の|新任の|"
    r"主席(?=研究)|大(?=アヤトラ|ムフティ)|補佐(?=司教)|ヘッド|チーフ|アシスタント|シニア|チーム|クラブ|リーグ|大会)"
)
_KANJI: Final = "一-鿿㐀-䶿々〆ヶヵ"
_KANA: Final = "ァ-ヴーｦ-ﾟ・･＝=‐-"
_RUN: Final = re.compile(rf"(?:[ァ-ヴｦ-ﾟ][{_KANA}]*[ァ-ヴーｦ-ﾟ]|[{_KANJI}]+)\Z")
# A given name in hiragana, which may as well be the end of a clause: 藤本あゆみ, 山谷えり子.
_SOFT: Final = re.compile(rf"[{_KANJI}]{{1,3}}[ぁ-ゖー]{{2,4}}[{_KANJI}]?\Z")
_COUNTED: Final = re.compile(r"[\d〇一二三四五六七八九十数][度回日月年人時分番位期代歳件目]")
_WHOLE_NAME: Final = re.compile(rf"[{_KANJI}]+\Z")
_BRACKETED: Final = re.compile(r"[（(〔]([^（）()〔〕]{1,40})[）)〕]\Z")
# Ends a field or an organisation that stands between a name and its title.
_ORGANISED: Final = re.compile(
    r"[一-鿿ァ-ヴー]{1,8}(?:庁|省|局|部|課|署|軍|隊|院|所|会|社|党|館|団|室|校|行|区|州|市|県|府|国|"
    r"警察|警備|消防|営業|大学|艦隊|委員|連盟|協会|情報|技術|学校|工場|支店|教会|担当|問題|貿易|交渉|"
    r"海軍|陸軍|空軍|統合|軍事|作戦|地方|地区|地域|最高|特別|連邦|国家|国際|中央|上級|主任|次席|"
    r"執行|財務|国務|公選|法務|外務|内務|人事|総務|経理|編集|研究|開発|製造|管理|監査|監察|検査|安全|保安)\Z"
)
_JOINED: Final = re.compile(r"(?:兼|・|で|及び|および|でもある|かつ)?\Z")
_MINISTRY: Final = re.compile(r"(?:省|部|庁|委員会|院)の?\Z")
_OF_OFFICE: Final = re.compile(
    rf"(?:の|である|を務める|、)((?:[ァ-ヴ][{_KANA}]*[ァ-ヴー])|[{_KANJI}]{{1,6}})"
    r"(?=氏|さん|様)"
)
_NO_NAMES: Final = frozenset(
    """同 両 各 現 新 前 元 旧 故 全 女性 男性 次期 歴代 初代 当時 共同 今
    某 名誉 一部 複数 国防 防衛 外務 財務 内閣 政府 党 同国 自国 他国 両国
    各国 同社 同省 同党 同氏 地方 中央 国家 国際 連邦 連立 暫定 臨時 筆頭
    主席 首席 副 参加国 加盟国 関係 社外 会社 企業 大学 病院 学校 警察 空港
    工場 店舗 支店 市民 国民 国立 公立 私立 市 県 町 村 区 州 省 部 局
    課 軍 陸軍 海軍 空軍 隊 艦隊 師団 旅団 委員会 議会 上院 下院 衆院 参院
    与党 野党 保守 労働 民主 共和 自民 主任 上級 特別 代理 総 大 小 同州
    同市 同県 被害者 担当 筆者 著者 読者 友人 作家 俳優 歌手 仕 模 多 一
    皆 奥 皇 姫 殿 客 お客 父 母 兄 弟 姉 妹 娘 息子 叔父 叔母
    赤 子 新任 前任 後任 現職 若手 古参 当該 独裁 女 男""".split()
)


@dataclass(frozen=True, slots=True)
class Called:
    """A stretch of a Japanese text that may name a person: what stands before a title.

    ``run`` is the run of kanji or katakana in front of the title, ``text[start:stop]``, of which
    the name is a part; the titles end at ``end``. ``aside`` is what stands in brackets behind the
    name, often its sound. ``neutral`` is an honorific in place of titles.
    """

    run: str
    start: int
    stop: int
    end: int
    titles: tuple[Title, ...]
    aside: str = ""
    neutral: str = ""
    past: bool = False


@lru_cache(maxsize=1)
def _place_end() -> re.Pattern[str]:
    names = "|".join(sorted(places()[0], key=lambda name: (-len(name), name)))
    return re.compile(
        f"[・･]?(?:[A-ZＡ-Ｚ]{{2,6}}|(?:{names})(?:[市州県都府道区]|中銀|軍|政府)?)\\Z"
    )


@lru_cache(maxsize=1)
def _place_start() -> re.Pattern[str]:
    names = sorted(places()[0], key=lambda name: (-len(name), name))
    fields = "|".join(sorted(tables().fields, key=lambda field: (-len(field), field)))
    return re.compile(
        f"(?:{'|'.join(map(re.escape, names))})(?:[市州県都府道区]|軍|政府)?"
        f"|(?:{fields})(?:省|部|庁)?"
    )


@lru_cache(maxsize=1)
def _neutral() -> re.Pattern[str]:
    return re.compile("|".join(sorted(NEUTRAL, key=lambda form: (-len(form), form))))


@lru_cache(maxsize=20_000)
def called(text: str) -> tuple[Called, ...]:
    """Return every stretch of a Japanese text that may be a person with titles or an honorific."""
    titles = list(japanese_titles(text))
    found: list[Called] = []
    used = -1
    for k, title in enumerate(titles):
        if title.start < used or _BUILT.match(text, title.end):
            continue
        chain = [title]
        for after in titles[k + 1 :]:
            if not _JOINED.match(text[chain[-1].end : after.start]) or _BUILT.match(
                text, after.end
            ):
                break
            if text[chain[-1].end : after.start] == "":  # 首相顧問 is no 首相
                chain[-1] = replace(
                    after, text=text[chain[-1].start : after.end], start=chain[-1].start, open=True
                )
                continue
            chain.append(after)
        behind = _behind(text, title)
        mention = _before(text, chain, soft=behind is None) or behind
        if mention is not None:
            found.append(mention)
            used = mention.end
    spans = [(mention.start, mention.end) for mention in found]
    for match in _neutral().finditer(text):
        if any(start <= match.start() < end for start, end in spans):
            continue
        run = _RUN.search(text[: match.start()])
        if run is not None:
            found.append(Called(run[0], run.start(), run.end(), match.end(), (), neutral=match[0]))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _before(text: str, chain: list[Title], *, soft: bool) -> Called | None:
    """Return the person whose name stands before a chain of titles, with hiragana if ``soft``."""
    stop = chain[0].start
    past = False
    if found := re.search(rf"{_PAST}+\Z", text[:stop]):
        # 元 is also the end of a name (隆元), but a name is left over then too.
        stop, past = found.start(), True
    aside = ""
    if found := _BRACKETED.search(text[:stop]):
        stop, aside = found.start(), found[1]
    found = _place_end().search(text[:stop])
    if found and re.search("[ァ-ヴー]\\Z", text[: found.start()]):
        stop = found.start()  # トランプ米大統領
    run = (_SOFT.search(text[:stop]) if soft else None) or _RUN.search(text[:stop])
    if run is None:
        return None
    if _WHOLE_NAME.match(run[0]) and (
        _is_office_part(run[0]) or re.search(r"・[ァ-ヴー]+\Z", text[: run.start()])
    ):  # スミス沿岸警備隊司令官
        before = _RUN.search(text[: run.start()])
        if before is not None and is_katakana(before[0]):
            if run[0] not in tables().fields:
                chain = [replace(title, open=True) for title in chain]
            stop, run = run.start(), before
    if len(chain[0].text) == 1 and not re.match("[ァ-ヴ]", run[0]):
        return None
    start = run.start()
    if _COUNTED.match(text, max(0, start - 1)) and run.end() - start > 1:
        start += 1  # 2度李大統領と会った
    if text[start] == "故" and run.end() - start > 1:
        start += 1
    name = text[start : run.end()]
    return Called(name, start, run.end(), chain[-1].end, tuple(chain), aside, past=past)


def _is_office_part(word: str) -> bool:
    """Return whether a word is a field or an organisation and no name: 海軍, 沿岸警備隊."""
    return word in tables().fields or _ORGANISED.fullmatch(word) is not None


def _behind(text: str, title: Title) -> Called | None:
    """Return the person whose name stands behind a title: 国防相の李氏."""
    found = _OF_OFFICE.match(text, title.end)
    if found is None or found[0][0] == "、":
        return None
    past = re.search(rf"{_PAST}+\Z", text[: title.start]) is not None
    name = found[1]
    return Called(name, found.start(1), found.end(1), found.end(1), (title,), past=past)


def candidates(mention: Called) -> Iterator[str]:
    """Yield what of a run may be the name, the likeliest first: 李尚福 of 中国李尚福."""
    run = mention.run.strip("・･=＝-")
    if is_soft(run):
        yield run
        tail = _RUN.search(run)
        if tail is None:
            return
        run = tail[0]
    options = [run]
    if mention.titles and (found := _place_end().search(run)):
        options.insert(0 if not _WHOLE_NAME.match(run) else 1, run[: found.start()])
    starts = [(option, _place_start().match(option)) for option in options]
    options.extend(option[found.end() :] for option, found in starts if found)
    if mention.titles and _WHOLE_NAME.match(run):
        options[:0] = [
            run[:length]
            for length in range(min(5, len(run) - 2), 0, -1)
            if _is_office_part(run[length:])
        ][:1]
    seen = set()
    for option in options:
        if option and option not in seen:
            seen.add(option)
            yield option


def is_glued(mention: Called) -> bool:
    """Return whether nothing shows where a katakana name ends and a title begins."""
    return bool(mention.titles) and all(
        re.match("[ァ-ヴ]", text[:1]) is not None
        for text in (mention.run[-1:].replace("ー", "ア"), mention.titles[0].text)
    )


def is_no_name(option: str) -> bool:
    """Return whether what may be a name is a place or a word: 韓大統領, unless Mr Han is named."""
    return option in _NO_NAMES or option in places()[0]


def is_soft(name: str) -> bool:
    """Return whether a name has hiragana: only the English can tell that it is one."""
    return _SOFT.fullmatch(name) is not None


def is_katakana(name: str) -> bool:
    """Return whether a name is written in katakana."""
    return bool(name) and not _WHOLE_NAME.match(name) and not is_soft(name)


def parts(name: str) -> list[str]:
    """Return the parts of a katakana name: ウラジーミル and プーチン."""
    return [part for part in re.split("[・･＝=‐-]", name) if part]


def ministry_before(text: str, start: int) -> tuple[frozenset[str], str] | None:
    """Return the fields of the ministry right before a name, and how it is written there."""
    found = _MINISTRY.search(text[:start])
    if found is None:
        return None
    head = text[: found.start()]
    for length in range(min(8, len(head)), 1, -1):
        if head[-length:] in tables().fields:
            return tables().fields[head[-length:]], head[-length:] + text[found.start() : start]
    return None
