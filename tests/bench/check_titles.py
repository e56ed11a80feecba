"""Recall and false alarms of the rules on titles, on sentences and short texts made on the spot.

    python tests/bench/check_titles.py [--texts 400] [--seed 1] [--set tuned|second|held-out] [--show]

Names, titles and templates come in three sets; the rules were tuned on the first two and never on
the third. A *wrong* text has one title exchanged for another; it is caught where a warning or error of
the family "names" stands on that very mention. A *clean* text has none; each warning or error in it
is a false alarm, counted per 1,000 sentences. Titles are drawn at random: nothing here says who
holds or held which office.
"""

from __future__ import annotations

import argparse
import random
import re
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
    "second": """
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
    "held-out": """
Deng,Deng Xiaoping,鄧,鄧小平 Zeng,Zeng Qinghong,曾,曾慶紅 Tang,Tang Jiaxuan,唐,唐家璇 Meng,Meng Jianzhu,孟,孟建柱 Yu,Yu Zhengsheng,兪,兪正声
Lien,Lien Chan,連,連戦 Soong,James Soong,宋,宋楚瑜 Tung,Tung Chee-hwa,董,董建華 Leung,Leung Chun-ying,梁,梁振英 Xie,Xie Zhenhua,謝,謝振華
Yang,Yang Hyong-sop,楊,楊亨燮 Kwon,Kwon Young-se,権,権寧世 Na,Na Kyung-won,羅,羅卿瑗 Hwang,Hwang Kyo-ahn,黄,黄教安 Yun,Yun Byung-se,尹,尹炳世
Oh,Oh Se-hoon,呉,呉世勲 Ahn,Ahn Cheol-soo,安,安哲秀 Joo,Joo Ho-young,朱,朱豪英 Kwak,Kwak Sang-do,郭,郭尚道 Im,Im Jong-seok,任,任鍾晳
Hatoyama,Yukio Hatoyama,鳩山,鳩山由紀夫 Noda,Yoshihiko Noda,野田,野田佳彦 Kan,Naoto Kan,菅,菅直人 Fukuda,Yasuo Fukuda,福田,福田康夫
Mori,Yoshiro Mori,森,森喜朗 Edano,Yukio Edano,枝野,枝野幸男 Inada,Tomomi Inada,稲田,稲田朋美 Seko,Hiroshige Seko,世耕,世耕弘成
Kawaguchi,Yoriko Kawaguchi,川口,川口順子 Hashimoto,Toru Hashimoto,橋下,橋下徹 Omura,Hideaki Omura,大村,大村秀章 Saito,Tetsuo Saito,斉藤,斉藤鉄夫
Tusk,Donald Tusk,トゥスク,ドナルド・トゥスク Draghi,Mario Draghi,ドラギ,マリオ・ドラギ Lagarde,Christine Lagarde,ラガルド,クリスティーヌ・ラガルド
Borrell,Josep Borrell,ボレル,ジョセップ・ボレル Hollande,Francois Hollande,オランド,フランソワ・オランド Gentiloni,Paolo Gentiloni,ジェンティローニ,パオロ・ジェンティローニ
Rousseff,Dilma Rousseff,ルセフ,ジルマ・ルセフ Maduro,Nicolas Maduro,マドゥロ,ニコラス・マドゥロ Boric,Gabriel Boric,ボリッチ,ガブリエル・ボリッチ
Pompeo,Mike Pompeo,ポンペオ,マイク・ポンペオ Mattis,James Mattis,マティス,ジェームズ・マティス Kerry,John Kerry,ケリー,ジョン・ケリー
Harris,Kamala Harris,ハリス,カマラ・ハリス Starmer,Keir Starmer,スターマー,キア・スターマー Kickl,Herbert Kickl,キクル,ヘルベルト・キクル
Wickremesinghe,Ranil Wickremesinghe,ウィクラマシンハ,ラニル・ウィクラマシンハ Marcos,Ferdinand Marcos,マルコス,フェルディナンド・マルコス Widodo,Joko Widodo,ウィドド,ジョコ・ウィドド
Anwar,Anwar Ibrahim,アンワル,アンワル・イブラヒム Srettha,Srettha Thavisin,セター,セター・タウィーシン Phuc,Nguyen Xuan Phuc,フック,グエン・スアン・フック
Araghchi,Abbas Araghchi,アラグチ,アッバス・アラグチ Pezeshkian,Masoud Pezeshkian,ペゼシュキアン,マスード・ペゼシュキアン Morsi,Mohamed Morsi,モルシ,モハメド・モルシ
Hariri,Saad Hariri,ハリリ,サード・ハリリ Mikati,Najib Mikati,ミカティ,ナジーブ・ミカティ Safadi,Ayman Safadi,サファディ,アイマン・サファディ
Maliki,Nouri al-Maliki,マリキ,ヌーリ・マリキ Burhan,Abdel Fattah al-Burhan,ブルハン,アブデルファタハ・ブルハン Shoukry,Sameh Shoukry,シュクリ,サーメハ・シュクリ
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
    "second": """
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
    "held-out": """
President,the president,国家主席
Prime Minister,the prime minister,総理大臣
Foreign Secretary,the foreign secretary,外相
Minister of National Defense,the minister of national defense,国防部長
Trade Minister,the minister of trade,通商相
Environment Minister,the environment minister,環境相
Labor Minister,the labor minister,労働相
Transport Minister,the transport minister,運輸相
Unification Minister,the unification minister,統一相
Chief Cabinet Secretary,the chief cabinet secretary,官房長官
National Security Adviser,the national security adviser,国家安全保障担当補佐官
Army Chief of Staff,the army chief of staff,参謀総長
Lieutenant General,a lieutenant general,中将
Deputy Foreign Minister,a deputy foreign minister,外務次官
Queen,the queen,女王
Emperor,the emperor,天皇
Pope,the pope,教皇
Sultan,the sultan,スルタン
Party Chairman,the party leader,党首
Police Chief,the police chief,警察署長
Head Coach,the head coach,監督
Lawyer,a lawyer,弁護士
Captain,a captain,機長
Special Envoy,a special envoy,特使
Spokesperson,a spokesperson,報道官
Congresswoman,a congresswoman,下院議員
""",
}
# What may be right after all: the president of an association is its 会長.
MAY_BE = {("President", "会長"), ("Party Chairman", "国家主席")}
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
    "second": (
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
    "held-out": (
        "When {T} {N} resigned last spring, few were surprised. | 昨春に{N}{T!}が辞任したとき、驚いた人は少なかった。",
        "The plan, drafted by {t} {N}, will cost millions. | {N}{T!}が起草したこの計画には数百万の費用がかかる。",
        "{N}, who became {t} in 2019, never wanted the job. | 2019年に就任した{N}{T!}は、その職を望んだことはなかった。",
        "Former {T} {N} will testify next week. | {N}元{T!}は来週、証言する。",
        "Russian {T} {n} and his guest, {U} {M}, walked in the park. | ロシアの{n}{T!}と、客の{M}{U}は公園を散歩した。",
        "A spokesman for {T} {n} declined to comment. | {n}{T!}の広報担当はコメントを控えた。",
        "\"We are ready,\" {n} told reporters. {n} is {t}. | 「準備はできている」と{n}{T!}は記者団に語った。",
        "{U} {M} praised {N}, {t}, for his patience. | {M}{U}は{N}{T!}の忍耐を称賛した。",
        "{T} {N} flew home on Sunday.\nThe talks had failed.\nStill, {n} sounded calm.\nHe will be back. | "
        "{N}{T}は日曜日に帰国した。\n協議は失敗に終わった。\nそれでも{n}{T!}は落ち着いた様子だった。\n{n}氏は戻ってくるだろう。",
        "Both {T} {n} and {U} {m} own horses.\nOne of them, {n}, also breeds dogs. | "
        "{n}{T}と{m}{U}はともに馬を飼っている。\nそのうち{n}{T!}は犬も育てている。",
        "{N} was born by the sea. | {N}さんは海辺で生まれた。",
        "{n}'s letters were sold for a fortune. | {n}の手紙は大金で売られた。",
        "In the end {M} and {N} shook hands. | 最後に{M}氏と{N}氏は握手した。",
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
    """Return the names of a set: four cells each."""
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
            template = re.sub("({[nN]})(?:氏|さん|(?=の))", r"\1{T!}", template, count=1)
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
    """Print recall and false alarms of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", dest="half", choices=sorted(NAMES), action="append")
    parser.add_argument("--show", action="store_true", help="print what was missed or alarmed")
    given = parser.parse_args(arguments)
    for half in given.half or sorted(NAMES, reverse=True):
        recall, alarms, counts = measure(half, given.texts, given.seed, show=given.show)
        print(f"{half}: recall {recall:.3f}, alarms per 1,000 clean sentences {alarms:.1f}", dict(counts))


if __name__ == "__main__":
    main()
