"""Recall and false alarms of the rules on titles, on sentences and short texts made on the spot.

    python tests/bench/check_titles.py [--texts 400] [--seed 1] [--half tuned|held-out] [--show]

Names, titles and templates come in two halves; the rules were tuned on the first and never on the
second. A *wrong* text has one title exchanged for another; it is caught where a warning or error of
the family "names" stands on that very mention. A *clean* text has none; each warning or error in it
is a false alarm, counted per 1,000 sentences. Titles are drawn at random: nothing here says who
holds or held which office.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from tmkit.evidence.lexicon import load
from tmkit.model import Finding, Mark, Passage
from tmkit.rules import Context, GroupCheck, Unit
from tmkit.rules.names import RULES

# English surname, English full name, Japanese surname, Japanese full name.
NAMES = {
    "tuned": """
Li,Li Shangfu,李,李尚福 Wang,Wang Yi,王,王毅 Xi,Xi Jinping,習,習近平 Qin,Qin Gang,秦,秦剛 Zhao,Zhao Leji,趙,趙楽際
Liu,Liu He,劉,劉鶴 Wei,Wei Fenghe,魏,魏鳳和 Han,Han Zheng,韓,韓正 Chen,Chen Jining,陳,陳吉寧 Yang,Yang Jiechi,楊,楊潔篪
Cai,Cai Qi,蔡,蔡奇 Zhang,Zhang Youxia,張,張又侠 Ding,Ding Xuexiang,丁,丁薛祥
Moon,Moon Jae-in,文,文在寅 Yoon,Yoon Suk-yeol,尹,尹錫悦 Park,Park Jin,朴,朴振 Kim,Kim Yong-hyun,金,金龍顕
Lee,Lee Jae-myung,李,李在明 Kang,Kang Kyung-wha,康,康京和 Chung,Chung Eui-yong,鄭,鄭義溶 Han,Han Duck-soo,韓,韓悳洙
Cho,Cho Tae-yul,趙,趙兌烈
Kishida,Fumio Kishida,岸田,岸田文雄 Abe,Shinzo Abe,安倍,安倍晋三 Kono,Taro Kono,河野,河野太郎 Motegi,Toshimitsu Motegi,茂木,茂木敏充
Hayashi,Yoshimasa Hayashi,林,林芳正 Kihara,Minoru Kihara,木原,木原稔 Hamada,Yasukazu Hamada,浜田,浜田靖一 Suga,Yoshihide Suga,菅,菅義偉
Koike,Yuriko Koike,小池,小池百合子 Takaichi,Sanae Takaichi,高市,高市早苗 Tanaka,Makiko Tanaka,田中,田中真紀子 Suzuki,Shunichi Suzuki,鈴木,鈴木俊一
Putin,Vladimir Putin,プーチン,ウラジーミル・プーチン Lavrov,Sergei Lavrov,ラブロフ,セルゲイ・ラブロフ Shoigu,Sergei Shoigu,ショイグ,セルゲイ・ショイグ
Biden,Joe Biden,バイデン,ジョー・バイデン Trump,Donald Trump,トランプ,ドナルド・トランプ Macron,Emmanuel Macron,マクロン,エマニュエル・マクロン
Scholz,Olaf Scholz,ショルツ,オラフ・ショルツ Zelensky,Volodymyr Zelensky,ゼレンスキー,ウォロディミル・ゼレンスキー Blinken,Antony Blinken,ブリンケン,アントニー・ブリンケン
Sunak,Rishi Sunak,スナク,リシ・スナク Austin,Lloyd Austin,オースティン,ロイド・オースティン Trudeau,Justin Trudeau,トルドー,ジャスティン・トルドー
Albanese,Anthony Albanese,アルバニージー,アンソニー・アルバニージー Stoltenberg,Jens Stoltenberg,ストルテンベルグ,イエンス・ストルテンベルグ
Kallas,Kaja Kallas,カラス,カヤ・カラス Guterres,Antonio Guterres,グテーレス,アントニオ・グテーレス Reznikov,Oleksii Reznikov,レズニコフ,オレクシー・レズニコフ
Erdogan,Recep Tayyip Erdogan,エルドアン,レジェップ・タイイップ・エルドアン Assad,Bashar al-Assad,アサド,バッシャール・アサド Raisi,Ebrahim Raisi,ライシ,エブラヒム・ライシ
Abbas,Mahmoud Abbas,アッバス,マフムード・アッバス Sisi,Abdel Fattah el-Sisi,シシ,アブデルファタハ・シシ Haniyeh,Ismail Haniyeh,ハニヤ,イスマイル・ハニヤ
Zarif,Mohammad Javad Zarif,ザリフ,モハンマドジャバド・ザリフ
""",
    "held-out": """
Dong,Dong Jun,董,董軍 Zhu,Zhu Rongji,朱,朱鎔基 Hu,Hu Jintao,胡,胡錦濤 Wen,Wen Jiabao,温,温家宝 Jiang,Jiang Zemin,江,江沢民
Zhou,Zhou Xiaochuan,周,周小川 Tsai,Tsai Ing-wen,蔡,蔡英文 Lai,Lai Ching-te,頼,頼清徳 Ma,Ma Ying-jeou,馬,馬英九 He,He Lifeng,何,何立峰
Sun,Sun Chunlan,孫,孫春蘭 Xu,Xu Qiliang,許,許其亮 Lam,Carrie Lam,林,林鄭月娥 Huang,Huang Qiang,黄,黄強
Roh,Roh Moo-hyun,盧,盧武鉉 Chun,Chun Doo-hwan,全,全斗煥 Ban,Ban Ki-moon,潘,潘基文 Choe,Choe Son-hui,崔,崔善姫 Ri,Ri Yong-ho,李,李容浩
Suh,Suh Wook,徐,徐旭 Shin,Shin Won-sik,申,申源湜 Hong,Hong Nam-ki,洪,洪楠基 Song,Song Young-moo,宋,宋永武 Jeong,Jeong Kyeong-doo,鄭,鄭景斗
Aso,Taro Aso,麻生,麻生太郎 Ishiba,Shigeru Ishiba,石破,石破茂 Kamikawa,Yoko Kamikawa,上川,上川陽子 Nishimura,Yasutoshi Nishimura,西村,西村康稔
Onodera,Itsunori Onodera,小野寺,小野寺五典 Tamaki,Denny Tamaki,玉城,玉城デニー Yoshimura,Hirofumi Yoshimura,吉村,吉村洋文 Nakatani,Gen Nakatani,中谷,中谷元
Ueda,Kazuo Ueda,植田,植田和男 Kuroda,Haruhiko Kuroda,黒田,黒田東彦 Matsuno,Hirokazu Matsuno,松野,松野博一 Ogata,Sadako Ogata,緒方,緒方貞子
Merkel,Angela Merkel,メルケル,アンゲラ・メルケル Obama,Barack Obama,オバマ,バラク・オバマ Clinton,Hillary Clinton,クリントン,ヒラリー・クリントン
Johnson,Boris Johnson,ジョンソン,ボリス・ジョンソン Cameron,David Cameron,キャメロン,デービッド・キャメロン Meloni,Giorgia Meloni,メローニ,ジョルジャ・メローニ
Sanchez,Pedro Sanchez,サンチェス,ペドロ・サンチェス Duda,Andrzej Duda,ドゥダ,アンジェイ・ドゥダ Orban,Viktor Orban,オルバン,ビクトル・オルバン
Kuleba,Dmytro Kuleba,クレバ,ドミトロ・クレバ Medvedev,Dmitry Medvedev,メドベージェフ,ドミトリー・メドベージェフ Lukashenko,Alexander Lukashenko,ルカシェンコ,アレクサンドル・ルカシェンコ
Powell,Jerome Powell,パウエル,ジェローム・パウエル Yellen,Janet Yellen,イエレン,ジャネット・イエレン Ardern,Jacinda Ardern,アーダーン,ジャシンダ・アーダーン
Lula,Luiz Inacio Lula,ルラ,ルイス・イナシオ・ルラ Milei,Javier Milei,ミレイ,ハビエル・ミレイ Rutte,Mark Rutte,ルッテ,マルク・ルッテ
Gallant,Yoav Gallant,ガラント,ヨアブ・ガラント Netanyahu,Benjamin Netanyahu,ネタニヤフ,ベンヤミン・ネタニヤフ Modi,Narendra Modi,モディ,ナレンドラ・モディ
Hussein,Saddam Hussein,フセイン,サダム・フセイン Gaddafi,Muammar Gaddafi,カダフィ,ムアマル・カダフィ Mubarak,Hosni Mubarak,ムバラク,ホスニ・ムバラク
Aoun,Michel Aoun,アウン,ミシェル・アウン Rouhani,Hassan Rouhani,ロウハニ,ハッサン・ロウハニ Khamenei,Ali Khamenei,ハメネイ,アリ・ハメネイ
Saied,Kais Saied,サイード,カイス・サイード Tebboune,Abdelmadjid Tebboune,テブン,アブデルマジド・テブン
""",
}
# English before a name, English in apposition, Japanese. Each row means something else.
TITLES = {
    "tuned": """
President,the president,大統領
Prime Minister,the prime minister,首相
Foreign Minister,the foreign minister,外相
Defense Minister,the defense minister,国防相
Finance Minister,the finance minister,財務相
Governor,the governor,知事
Mayor,the mayor,市長
Professor,a professor,教授
General,a general,将軍
Secretary-General,the secretary-general,事務総長
Chairman,the chairman,会長
Ambassador,the ambassador,大使
Senator,a senator,上院議員
Commerce Minister,the commerce minister,商務相
""",
    "held-out": """
Premier,the premier,総理
Health Minister,the minister of health,保健相
Interior Minister,the minister of the interior,内相
Justice Minister,the minister of justice,法相
Agriculture Minister,the agriculture minister,農相
King,the king,国王
Crown Prince,the crown prince,皇太子
Chief Executive,the chief executive,最高経営責任者
Defense Secretary,the secretary of defense,国防長官
Speaker,the speaker of parliament,議長
Colonel,a colonel,大佐
Judge,a judge,判事
Vice President,the vice president,副大統領
Deputy Prime Minister,a deputy prime minister,副首相
Admiral,an admiral,提督
Archbishop,the archbishop,大司教
Attorney General,the attorney general,司法長官
Secretary of State,the secretary of state,国務長官
Dr.,a doctor,博士
Education Minister,the education minister,教育相
""",
}
# What may be right after all: the president of an association is its 会長.
MAY_BE = {("President", "会長")}
# A text is sentences "English | Japanese". {N} a full name, {n} a surname, {T} a title before the
# name, {t} in apposition; the other person of a text has {M} {m} {U} {u}. In Japanese, {T} {U} are
# titles; the mention that may be exchanged is written with {T!}.
TEMPLATES = {
    "tuned": (
        "{T} {N} said on Monday that the talks had been useful. | {N}{T!}は月曜日、協議は有益だったと述べた。",
        "{N}, {t}, arrived in the capital late at night. | {N}{T!}は深夜、首都に到着した。",
        "The visit of {T} {n} was prepared for months. | {n}{T!}の訪問は何カ月も準備されていた。",
        "{T} {N} met {U} {M} in Geneva. | {N}{T!}はジュネーブで{M}{U}と会談した。",
        "Reporters asked {U} {m} what {T} {n} had promised. | 記者団は{m}{U}に、{n}{T!}が何を約束したのか尋ねた。",
        "{T} {N} opened the meeting.\nThe visit of {n} was brief.\n{n} left the next day. | "
        "{N}{T}が会議を開いた。\n{n}{T!}の訪問は短かった。\n{n}氏は翌日出発した。",
        "{N}, {t}, gave a short speech.\nMany had waited for {n}. | {N}{T}が短い演説をした。\n多くの人が{n}{T!}を待っていた。",
        "{T} {n} thanked {M}.\n{M}, {u}, smiled. | {n}{T!}は{M}氏に感謝した。\n{M}{U}は笑顔を見せた。",
        "The report was handed to {n} yesterday. | 報告書は昨日、{n}氏に手渡された。",
    ),
    "held-out": (
        "According to {T} {N}, nothing has been decided yet. | {N}{T!}によると、まだ何も決まっていない。",
        "In a letter, {N}, {t}, rejected the offer. | 書簡の中で{N}{T!}は提案を拒否した。",
        "Nobody expected {T} {n} to agree so soon. | {n}{T!}がこれほど早く同意するとは誰も思っていなかった。",
        "{T} {n} and {U} {m} signed the treaty on Friday. | {n}{T!}と{m}{U}は金曜日、条約に署名した。",
        "A call between {U} {M} and {T} {N} lasted an hour. | {M}{U}と{N}{T!}の電話会談は1時間続いた。",
        "Critics say {T} {N} has changed his mind.\nFriends of {n} deny it.\nNo date was given. | "
        "批判派は{N}{T}が考えを変えたと言う。\n{n}{T!}の友人らはそれを否定している。\n日程は示されなかった。",
        "The court heard {N}, {t}, for two hours.\nLater {n} spoke to the press. | "
        "法廷は{N}{T}から2時間にわたり話を聞いた。\nその後、{n}{T!}は報道陣に語った。",
        "After the storm, {M} wrote to {T} {n}.\nHe wanted help. | 嵐の後、{M}氏は{n}{T!}に手紙を書いた。\n支援を求めるためだった。",
        "It is said that {n} never sleeps. | {n}氏は決して眠らないと言われる。",
        "The decision surprised {n}, who had been in the city since Tuesday. | "
        "火曜日からその街にいた{n}さんは、この決定に驚いた。",
    ),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A text of pairs of sentences; ``wrong`` is the mention that is not as it should be, if any."""

    pairs: tuple[tuple[str, str], ...]
    wrong: str = ""


def _rows(table: str, separators: str = "\n") -> list[list[str]]:
    return [line.split(",") for line in table.strip().split(separators) if line]


def names_of(half: str) -> list[list[str]]:
    """Return the names of a half: four cells each."""
    rows, row = [], ""
    for word in NAMES[half].split():
        row = f"{row} {word}".strip()
        if row.count(",") == 3 and not row.endswith(","):
            rows.append(row.split(","))
            row = ""
    return rows


def texts(half: str, count: int, seed: int, *, wrong: bool) -> Iterator[Made]:
    """Yield so many texts; the same arguments give the same texts."""
    chance = random.Random(f"{seed} {half} {wrong}")
    names, titles = names_of(half), _rows(TITLES[half])
    chance.shuffle(names)
    for template, name in islice(zip(cycle(TEMPLATES[half]), cycle(names), strict=False), count):
        other = chance.choice([n for n in names if n[0] != name[0] and n[2] != name[2]])
        title, title2, false = chance.sample(titles, 3)
        while wrong and (title[0], false[2]) in MAY_BE:
            false = chance.choice([t for t in titles if t not in (title, title2)])
        bare = "{T!}" not in template
        if bare and wrong:  # a title where the English has none
            template = template.replace("{n}氏", "{n}{T!}").replace("{n}さん", "{n}{T!}")
        english, japanese = template.split(" | ")
        marked = {"N": name[3], "n": name[2]}
        shown = "N" if "{N}{T!}" in japanese else "n"
        english = english.format(
            N=name[1], n=name[0], T=title[0], t=title[1], M=other[1], m=other[0], U=title2[0], u=title2[1]
        )  # fmt: skip
        japanese = japanese.replace("{T!}", false[2] if wrong else title[2]).format(
            N=name[3], n=name[2], T=title[2], M=other[3], m=other[2], U=title2[2]
        )
        pairs = tuple(zip(english.split("\n"), japanese.split("\n"), strict=True))
        yield Made(pairs, marked[shown] + false[2] if wrong else "")


def check(made: Made) -> list[Finding]:
    """Return the warnings and errors of the family on one text."""
    units = tuple(
        Unit(
            k,
            Passage(english, "en", "en.txt", (Mark(0, k + 1, 1),)),
            Passage(japanese, "ja", "ja.txt", (Mark(0, k + 1, 1),)),
        )
        for k, (english, japanese) in enumerate(made.pairs)
    )
    context = Context(units, (), load())
    found = []
    for rule in RULES:
        assert not isinstance(rule.check, GroupCheck)
        for unit in units:
            found += [f for f in rule.check(unit, context) if f.severity != "info"]
    return found


def measure(half: str, count: int, seed: int, *, show: bool) -> tuple[float, float, Counter[str]]:
    """Return recall, false alarms per 1,000 clean sentences, and what was counted."""
    counts: Counter[str] = Counter()
    for made in texts(half, count, seed, wrong=True):
        counts["wrong"] += 1
        found = check(made)
        caught = any(made.wrong.endswith(f.quote) for f in found)
        counts["caught"] += caught
        counts["beside"] += sum(not made.wrong.endswith(f.quote) for f in found)
        if show and (not caught or any(not made.wrong.endswith(f.quote) for f in found)):
            print("MISSED" if not caught else "BESIDE", made.wrong, made.pairs, [f.message for f in found])
    for made in texts(half, count * 3, seed, wrong=False):
        counts["clean sentences"] += len(made.pairs)
        found = check(made)
        counts["alarms"] += len(found)
        if show and found:
            print("ALARM", made.pairs, [f.message for f in found])
    return (
        counts["caught"] / counts["wrong"],
        1000 * counts["alarms"] / counts["clean sentences"],
        counts,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print recall and false alarms of each half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=sorted(NAMES), action="append")
    parser.add_argument("--show", action="store_true", help="print what was missed or alarmed")
    given = parser.parse_args(arguments)
    for half in given.half or sorted(NAMES, reverse=True):
        recall, alarms, counts = measure(half, given.texts, given.seed, show=given.show)
        print(f"{half}: recall {recall:.3f}, alarms per 1,000 clean sentences {alarms:.1f}", dict(counts))


if __name__ == "__main__":
    main()
