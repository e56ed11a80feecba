"""Quantities in Japanese text.

Kanji numerals stand in ordinary words (一般, 統一, 三菱, 千葉, 十分): a single one counts only
before a counter, and words are known that only look counted (三日月, 二枚目).
"""

from __future__ import annotations

import re
from fractions import Fraction

from tmkit.evidence.quantity import (
    DIGITS,
    LONGEST,
    Kind,
    Quantity,
    Value,
    currency,
    exact,
    named,
    negative,
    simple,
    spread,
)

_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_KANJI |= {"零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}

_ONES = "〇一二三四五六七八九零壱弐"
_HIT = re.compile(rf"[\d{_ONES}十百千参拾]|元(?=年)|正午|ゼロ(?![ァ-ヺー])|https?://\S+")
_RUN = re.compile(
    rf"(?:{DIGITS}|[{_ONES}十百千参拾])"
    rf"(?:{DIGITS}|[{_ONES}十百千万億兆京参拾萬]| (?=[万億兆京])|(?<=[万億兆京]) (?=\d))"
    r"{0,48}"  # bounded, as a run that makes no sense is read again from its second sign on
)
_TOKEN = re.compile(rf"{DIGITS}|[{_ONES}参]+|.")

_UNITS: dict[str, tuple[Kind, str]] = {}
_kind: Kind
for _kind, _unit, _names in (
    ("percent", "%", "% ％ パーセント"),
    ("number", "pt", "パーセントポイント %ポイント ポイント 点"),
    ("money", "JPY", "円"),
    ("money", "USD", "ドル 米ドル"),
    ("money", "AUD", "豪ドル オーストラリアドル"),
    ("money", "CAD", "カナダドル 加ドル"),
    ("money", "HKD", "香港ドル"),
    ("money", "TWD", "台湾ドル"),
    ("money", "EUR", "ユーロ"),
    ("money", "GBP", "ポンド 英ポンド"),
    ("money", "CNY", "元 人民元"),
    ("money", "KRW", "ウォン"),
    ("money", "INR", "ルピー"),
    ("money", "RUB", "ルーブル"),
    ("number", "year", "年間 カ年 か年 ヵ年 ヶ年"),
    ("number", "month", "か月 カ月 ヶ月 ヵ月 ケ月 箇月 か月間 カ月間 ヶ月間 ヵ月間"),
    ("number", "week", "週間 週"),
    ("number", "day", "日間"),
    ("number", "hour", "時間"),
    ("number", "minute", "分間 分"),
    ("number", "second", "秒間 秒"),
    ("number", "km", "km キロメートル ㎞"),
    ("number", "m", "m メートル"),
    ("number", "cm", "cm センチ センチメートル ㎝"),
    ("number", "mm", "mm ミリ ミリメートル ㎜"),
    ("number", "mile", "マイル"),
    ("number", "kg", "kg キログラム ㎏"),
    ("number", "g", "g グラム"),
    ("number", "t", "t トン"),
    ("number", "degree", "度 ℃ °C °"),
    ("number", "time", "回 倍"),
    ("number", "person", "人 名"),
    ("number", "", "個 つ 歳 才 件 社 カ国 か国 ヶ国 ヵ国 台 本 枚 冊 匹 頭 羽 軒 棟 階 章"),
    ("number", "", "節 条 項 巻 箱 杯 種類 州 段階 組 問 票 議席 曲 話 試合 連勝 連敗 連覇"),
    ("number", "", "勝 敗 隻 機 丁目 泊 通 カ所 か所 ヶ所 ヵ所 箇所 文字 行 桁 キロ リットル"),
    ("number", "", "ヘクタール 両 足 着 大学 店 校 都市 世帯 品目 項目 部門 世代 次元 日目"),
    ("number", "", "年目 周年 年ぶり 日ぶり 年生 都 県 代 字"),
    ("ordinal", "", "番目 位 回目 つ目 人目 度目 番 号 等 世 期 四半期 カ国目"),
    ("century", "", "世紀"),
):
    _UNITS |= dict.fromkeys(_names.split(), (_kind, _unit))
_UNIT = re.compile(
    r" ?(" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + r")(?![A-Za-z])"
)
# The counters that an ordinary word may begin with: 元素, 人民, 度々, 本当 …
_NO_UNIT = re.compile(
    r" ?(?:元(?:素|論|号|々|旦|気|来|から)|"
    r"人(?:物|民|称|間|類|格|権)|度[々と]|本(?:日|当|来|社)|分(?:野|類|析)|"
    r"位(?:置|相)|点(?:検|火)|名(?:前|字)|期(?:待|間)|世(?:界|論|間)|等(?:し|分)|番組|通(?:常|信|行)|"
    r"行(?:動|政|っ|わ|う|い)|機(?:能|械|会|関)|組(?:織|合|み)|代(?:表|わ|理)|つ(?:い|け)|台(?:風|湾)|条(?:件|約)|"
    r"項目?別|階級|回(?:復|答)|週末|問題|着(?:実|手)|足(?:り|ら)|校長|店(?:舗|長)|字幕|号(?:泣|令))"
)
_AFTER_ONE = re.compile(
    r"(?:年間|[かカヶヵケ箇]月|時間|分間|秒|週間|歳|円|ドル|ユーロ|ポンド|メートル|キロ|つ|世紀|割|月(?![曜例])|[%％]|"
    r"パーセント|ポイント|番目|位|[かカヶヵ箇]国|件|章|条|億|兆|万|点|票|勝|敗)"
)
# Words and names that begin like a counted number.
_WORD = re.compile(
    r"十分(?!の[一二三四五六七八九\d]|間|後|前|ほど|以|程|弱|強|余)|三日月|三日坊主|四日市|五日市|八日市|十日町|七日町|二日酔|"
    r"二人三脚|[一二三]人称|三位一体|二枚[目舌貝]|三枚目|二階堂|二番煎|八百屋|八百長|八百万の神|九十九里|五十嵐|五十鈴|"
    r"四万十|[三四五]十路|十八番|十人十色|十中八九|三々五々|三三五五|千差万別|千変万化|一石二鳥|七転八起|五十歩百歩|"
    r"百人一首|千一夜|十二支|十二単|十二指腸|七五三(?![〇一二三四五六七八九])|四六時中|一期一会|一朝一夕|百万長者|千人針|千本|三本木|六本木|三本柱|"
    r"五百旗頭|五分五分|九分九厘|百分率|百分比|百貨店|二元|三元豚|二度と|一本化|一点張|二世(?!紀)|三世(?!紀|代)|二期作|"
    r"二次元|三次元|一二三(?![〇一二三四五六七八九])|千代|千年王国|百年目|三年坂|一文字|一件落着|一週間|一件$|十字|百足|千羽鶴|二名法|三面|"
    r"百花|十手|一位一|万一|[一二三四五六七八九十]条(?:通|城|大橋)|[一二三四五六七八九]段[^階]|一番(?!目)|二等辺|三等分|"
    r"三度笠|千両|百度|九州|一つ一つ|三つ(?:巴|編|葉)|八つ(?:当|橋)|五つ星|四つ(?:角|葉|ん)|七つ道具|一行(?=は|が|の)"
)
_APPROXIMATE = re.compile(r"[数何幾][十百千万億兆]*\Z")
_BEFORE_SINGLE = frozenset(
    "約計全各同前後第満延翌毎昨本来今年月日時分間度回対丸残他内外等去週末初頃人半"
)
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR])[ 　]?\Z")
_SERIAL = re.compile(r"\d+(?:([-.－])\d+)(?:\1\d+)+|[0０]\d{1,4}[-－]\d{3,4}(?!\d)")
_DATE = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?![\d-])")
_RATIO = re.compile(r"(\d{1,2})/([2-9]|10|100)(?![\d/])")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:：]([0-5]\d)(?![:：\d])")
_HOUR = re.compile(r" ?時(?![間代点期計速価給差])")
_MINUTE = re.compile(rf" ?(\d{{1,2}}|[{_ONES}十]{{1,3}}) ?分(?!間|の)|(半)(?![分ば年])")
_HALF_DAY = re.compile(r"(午前|午後|夜|夕方)の?[ 　]?(?:[\d十一二〜～-]{1,2}時?[〜～-])?\Z")
_CALENDAR = re.compile(
    r" ?(年代|年度?(?![間前後半生目来ぶ]|以[上内下])|月(?![間額曜])|日(?![間目以ぶ]))"
)
_WARI = re.compile(
    rf"割(?![るっりれ切込合]|り[切込当])(?:({DIGITS}|[{_ONES}])分)?(?:({DIGITS}|[{_ONES}])厘)?"
)
_OF = re.compile(rf" ?分の ?({_RUN.pattern})")
_PLUS_HALF = re.compile(
    r"(?:年間?|時間|日|[かカヶヵケ箇]月|週間?|倍|分|世紀|万|億)?半(?![分数ばにデ-]|島|期|年|導|径|額|端|熟|面|日|月)"
)
_DECIMAL = re.compile(rf"[・．]([{_ONES}]+)(?=[%％万億兆倍度点ポパキメドユ円]|割)")
_BASE = re.compile(r" ?進(?:[数法表整値形 と、ま]|コード|リテ)")
_MINUS = re.compile(r"(?:マイナス|零下|氷点下)[ 　]?\Z")
_JOINS = frozenset("〜～~-－−–—ー、・") | {
    "から",
    "ないし",
    "または",
    "か",
    " 〜 ",
    " ～ ",
    " - ",
    " から ",
}


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a Japanese text, in order, without overlap."""
    found: list[Quantity] = []
    scales: list[Value] = []
    position = 0
    while match := _HIT.search(text, position):
        start, position = match.span()
        sign = match.group()
        scale: Value = 1
        if sign == "正午":
            new = [Quantity(12 * 60, "time", "", start, position)]
        elif sign == "ゼロ":
            new = [Quantity(0, "number", "", start, position)]
        elif len(sign) > 1:
            continue
        elif sign == "元":
            new, position = _first_year(text, start, position)
        elif sign.isdigit() and sign not in _KANJI:
            new, scale, position = _from_digits(text, start)
        else:
            new, scale, position = _from_kanji(text, start)
        found += new
        scales += [scale] * len(new)
    return spread(text, found, scales, _JOINS)


def _first_year(text: str, start: int, end: int) -> tuple[list[Quantity], int]:
    era = _ERA.search(text, max(0, start - 3), start)
    if not era:
        return [], end
    return [Quantity(_era_year(era[1], 1), "year", "", era.start(), end + 1)], end + 1


def _era_year(era: str, year: int) -> int:
    return (_ERAS.get(era) or _ERA_LETTERS[era]) + year


def _from_digits(text: str, start: int) -> tuple[list[Quantity], Value, int]:
    """Read what begins with a digit; an empty list where it is a code or a telephone number."""
    era = _ERA.search(text, max(0, start - 3), start)
    if named(text, start) and not (era and re.match(r"\d{1,2}年", text[start : start + 3])):
        return [], 1, _CODE.match(text, start).end()  # type: ignore[union-attr]
    if (date := _DATE.match(text, start)) and int(date[3]) <= 12 and int(date[4]) <= 31:
        kinds: tuple[tuple[int, Kind], ...] = ((1, "year"), (3, "month"), (4, "day"))
        parts = [Quantity(int(date[n]), k, "", date.start(n), date.end(n)) for n, k in kinds]
        return parts, 1, date.end()
    if serial := _SERIAL.match(text, start):
        return [], 1, serial.end()
    if clock := _CLOCK.match(text, start):
        return _time(text, start, int(clock[1]) * 60 + int(clock[2]), clock.end())
    if (ratio := _RATIO.match(text, start)) and 0 < int(ratio[1]) < int(ratio[2]):
        part = Fraction(int(ratio[1]), int(ratio[2]))
        return [Quantity(part, "fraction", "", start, ratio.end())], 1, ratio.end()
    run = _RUN.match(text, start)
    value, scale, end = _value(text, start, run.end() if run else start + 1)
    if not scale:
        return [], 1, end
    if _APPROXIMATE.search(text, max(0, start - 3), start) or text.startswith("数", end):
        return [], 1, end
    return _finish(text, start, value, scale, end)


_CODE = re.compile(r"\w[A-Za-z\d_]*(?:[.-]\d[A-Za-z\d_]*)*")


def _from_kanji(text: str, start: int) -> tuple[list[Quantity], Value, int]:
    """Read what begins with a kanji numeral; an empty list where it is part of a word."""
    word = _WORD.match(text, start)
    if word:
        return [], 1, word.end()
    run = _RUN.match(text, start)
    end = run.end() if run else start + 1
    if end - start > 1 and text.startswith("四半期", end - 1):
        end -= 1
    value, scale, end = _value(text, start, end)
    shown = text[start:end]
    if not scale or _APPROXIMATE.search(text, max(0, start - 3), start):
        return [], 1, end
    if text.startswith("数", end):  # 十数人
        return [], 1, end + 1
    if point := _DECIMAL.match(text, end):
        digits = "".join(str(_KANJI[sign]) for sign in point[1])
        value, end = simple(value + Fraction(int(digits), 10 ** len(digits))), point.end()
    elif not _counts(text, start, end, shown):
        return [], 1, end
    return _finish(text, start, value, scale, end)


def _counts(text: str, start: int, end: int, shown: str) -> bool:
    """Return whether a kanji run is a number: by its form, or by what stands around it."""
    before = text[start - 1 : start]
    if before == "第" or _ERA.search(text, max(0, start - 3), start):
        return not (before == "第" and re.match(r"[にと線人者印声歩]", text[end : end + 1]))
    counted = (
        (None if _NO_UNIT.match(text, end) else _UNIT.match(text, end))
        or _CALENDAR.match(text, end)
        or _HOUR.match(text, end)
        or _WARI.match(text, end)
        or _OF.match(text, end)
    )
    if len(shown) == 1:
        if shown in "拾参" or ("一" <= before <= "鿿" and before not in _BEFORE_SINGLE):
            return False
        if shown in "一壱":
            return _AFTER_ONE.match(text, end) is not None
        listed = (
            text[end : end + 1] in {"、", "〜", "～", "・"} and text[end + 1 : end + 2] in _KANJI
        )
        return bool(counted or (listed and _UNIT.match(text, end + 2)))
    if any(sign in _SMALL or sign in _LARGE for sign in shown):
        return True
    if len(shown) == 2 and shown != "一二" and _KANJI[shown[1]] - _KANJI[shown[0]] == 1:
        return False  # 二三日 is two or three days
    return bool(counted) or "〇" in shown or len(shown) > 2


def _value(text: str, start: int, end: int) -> tuple[Value, Value, int]:
    """Return the value of a run, its last large unit, and where it stops making sense.

    The unit is 0 where a numeral is too long to be a number.
    """
    total: Value = 0
    section: Value = 0
    current: Value | None = None
    scale: Value = 1
    small, large = 10**4, 10**20
    for token in _TOKEN.finditer(text, start, end):
        sign = token.group()
        if sign in _LARGE:
            if _LARGE[sign] >= large or (current is None and not section):
                return simple(total + section + (current or 0)), scale, token.start()
            large = _LARGE[sign]
            # The multiplier of 3百万 in 2〜3百万 is a million.
            scale = large * (small if current is None and section < 10 * small else 1)
            total += (section + (current or 0)) * large
            section, current, small = 0, None, 10**4
        elif sign in _SMALL:
            if _SMALL[sign] >= small:
                return simple(total + section + (current or 0)), scale, token.start()
            small = _SMALL[sign]
            section += (1 if current is None else current) * small
            current = None
        elif sign == " ":
            continue
        elif current is not None:
            return simple(total + section + current), scale, token.start()
        elif sign[0] in _KANJI:
            if len(sign) > LONGEST:
                return 0, 0, token.end()
            current = int("".join(str(_KANJI[one]) for one in sign))
        elif len(sign) > LONGEST:
            return 0, 0, token.end()
        else:
            current = exact(sign)
    return simple(total + section + (current or 0)), scale, end


def _time(text: str, start: int, minutes: int, end: int) -> tuple[list[Quantity], Value, int]:
    half = _HALF_DAY.search(text, max(0, start - 8), start)
    if half and half[1] != "午前" and minutes < 12 * 60:
        minutes += 12 * 60
    begin = half.start() if half and half.end() == start and "時" not in half[0] else start
    return [Quantity(minutes, "time", "", begin, end)], 1, end


def _finish(
    text: str, start: int, value: Value, scale: Value, end: int
) -> tuple[list[Quantity], Value, int]:
    """Read what stands behind a number, and its sign or era before it."""
    if _BASE.match(text, end):  # 16進数 names a notation
        return [], 1, end
    whole = value.denominator == 1
    if whole and value <= 24 and scale == 1 and (hour := _HOUR.match(text, end)):
        minute = _MINUTE.match(text, hour.end())
        minutes, stop = 0, hour.end()
        if minute:
            stop = minute.end()
            minutes = 30 if minute[2] else int(_value(text, minute.start(1), minute.end(1))[0])
        return _time(text, start, int(value) * 60 + minutes, stop)
    if whole and (calendar := _CALENDAR.match(text, end)) and scale == 1:
        return _calendar(text, start, int(value), calendar)
    if wari := _WARI.match(text, end):
        parts = [_value(part, 0, len(part))[0] if part else 0 for part in wari.groups()]
        value = simple(value * 10 + parts[0] + Fraction(parts[1]) / 10)
        return [Quantity(value, "percent", "%", start, wari.end())], 1, wari.end()
    if (part := _OF.match(text, end)) and value:
        above, _, stop = _value(text, part.start(1), part.end(1))
        fraction = simple(Fraction(above) / Fraction(value))
        return [Quantity(fraction, "fraction", "", start, stop)], 1, stop
    code, begin = currency(text, start)
    kind: Kind = "money" if code else "number"
    unit = code
    if half := _PLUS_HALF.match(text, end):
        value += Fraction(1, 2)
    found = None if _NO_UNIT.match(text, end) else _UNIT.match(text, end)
    if found and not code:
        kind, unit = _UNITS[found[1]]
        end = found.end()
    elif (
        not half and text[end - 1].isdigit() and re.match("[A-Za-zＡ-Ｚａ-ｚ]", text[end : end + 1])
    ):
        return [], 1, _CODE.match(text, start).end()  # type: ignore[union-attr]
    if text[start - 1 : start] == "第" and kind == "number" and not unit:
        kind, begin = "ordinal", start - 1
    if half:
        end = max(end, half.end())
    if negative(text, begin) or _MINUS.search(text, max(0, begin - 6), begin):
        value = -value
    return [Quantity(simple(value), kind, unit, begin, end)], scale, end


def _calendar(
    text: str, start: int, value: int, calendar: re.Match[str]
) -> tuple[list[Quantity], Value, int]:
    """Read 年, 年代, 月 and 日 as parts of a date where the number allows it."""
    kind: Kind = "number"
    unit = {"年": "year", "月": "month", "日": "day"}[calendar[1][0]]
    era = _ERA.search(text, max(0, start - 3), start)
    if unit == "year":
        if era and value <= 64:
            value, kind, start = _era_year(era[1], value), "year", era.start()
        elif 1000 <= value <= 2999:
            kind = "year"
        if calendar[1] == "年代":
            value, kind = value + (1900 if value < 100 else 0), "decade"
        elif kind == "number" and (half := _PLUS_HALF.match(text, calendar.start())):
            more = simple(value + Fraction(1, 2))
            return [Quantity(more, kind, unit, start, half.end())], 1, half.end()
    elif unit == "month" and 1 <= value <= 12:
        kind = "month"
    elif unit == "day" and 1 <= value <= 31:
        kind = "day"
    unit = unit if kind == "number" else ""
    return [Quantity(value, kind, unit, start, calendar.end())], 1, calendar.end()
