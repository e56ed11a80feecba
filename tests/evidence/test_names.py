"""Names by their sound: pairs that must be found, and pairs that must not."""

from __future__ import annotations

import random
import string
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.evidence import names
from tmkit.evidence.lexicon import stem
from tmkit.evidence.names import katakana_sounds, latin_sounds, likeness, sound_alikes
from tmkit.evidence.words import STOP_WORDS

# As the aligner sees them: katakana words of Sudachi, English stems.
ALIKE = """
ウェールズ Wales | ロンドン London | スコットランド Scotland | ウィリアムズ Williams
ジョンソン Johnson | ヴィクトリア Victoria | ビクトリア Victoria | ヴェネツィア Venezia
シュレーダー Schroeder | シュミット Schmidt | ティモシー Timothy | ディズニー Disney
フィリピン Philippines | ファラデー Faraday | フェルナンド Fernando | マイケル Michael
クリストファー Christopher | キャサリン Catherine | ジェニファー Jennifer | ジョージ George
エリザベス Elizabeth | アレクサンダー Alexander | リチャード Richard | チャールズ Charles
スミス Smith | トンプソン Thompson | ワシントン Washington | カリフォルニア California
マサチューセッツ Massachusetts | シカゴ Chicago | ミシガン Michigan | テキサス Texas
フィンランド Finland | スウェーデン Sweden | オーストラリア Australia | エチオピア Ethiopia
ジンバブエ Zimbabwe | モザンビーク Mozambique | アフガニスタン Afghanistan | ウクライナ Ukraine
ゼレンスキー Zelensky | プーチン Putin | ゴルバチョフ Gorbachev | シェイクスピア Shakespeare
ニュートン Newton | アインシュタイン Einstein | ダーウィン Darwin | クォーツ Quartz
グーグル Google | ツイッター Twitter | フェイスブック Facebook | ユーチューブ YouTube
マクドナルド McDonald | オブライエン OBrien | ライト Wright | ナイト Knight
フィッツジェラルド Fitzgerald | ジャクソン Jackson | チェルノブイリ Chernobyl
ドストエフスキー Dostoevsky | ヘミングウェイ Hemingway | フィラデルフィア Philadelphia
ペンシルベニア Pennsylvania | ヴァージニア Virginia | レオナルド Leonardo
ミケランジェロ Michelangelo | ガリレオ Galileo | モーツァルト Mozart | ワーグナー Wagner
ブラームス Brahms | ドビュッシー Debussy | ルソー Rousseau | デュポン Dupont | サウジ Saudi
イェーツ Yeats | ウォルター Walter | ヨハネスブルク Johannesburg | アムステルダム Amsterdam
コペンハーゲン Copenhagen | バルセロナ Barcelona | キューバ Cuba | クイーンズランド Queensland
スタンフォード Stanford | ケンブリッジ Cambridge | オックスフォード Oxford
エディンバラ Edinburgh | グラスゴー Glasgow | マンチェスター Manchester | リバプール Liverpool
トルドー Trudeau | モディ Modi | ネタニヤフ Netanyahu | ハマス Hamas | カザフスタン Kazakhstan
ブレグジット Brexit | ブロックチェーン blockchain | アルゴリズム algorithm | ドローン drone
ソフトウェア software | スタートアップ startup | ハッシュ hash | キャッシュ cache
ディレクトリ directory
"""
ALIKE_PAIRS = [
    (pair.split()[0], pair.split()[1])
    for line in ALIKE.splitlines()
    for pair in line.split("|")
    if pair.strip()
]

# Words that share letters or consonants with a name, and are not it.
DIFFERENT = """
ロンドン laundry | ウェールズ worlds | スミス smart | トム time | ジョン jaw | マイケル miracle
パリ power | ローマ ream | アンナ union | カナダ candid | ケニア canyon | チリ cello | タイ toe
ペルー pillar | ロシア rush | イラン learn | イラク luck | シリア sorrow | ベトナム bottoms
メアリー more | ポール appeal | アダム item | ルーシー lash | リサ loss | ナンシー announce
ケリー color | デンバー number | テロ tree | ワシントン washing | ジャクソン action
ヴィクトリア factory | チャールズ church | リチャード record | マーガレット market
スタンフォード sandwich | オックスフォード expert | グラスゴー glass | リバプール people
シカゴ chicken | ワーグナー again | ニュートン nation | ダーウィン drawing | プーチン pushing
ディズニー business | バッハ back | トンプソン tension | アムステルダム understand
ミシガン machine | バルセロナ personal | ハマス hospital
"""
DIFFERENT_PAIRS = [
    (pair.split()[0], pair.split()[1])
    for line in DIFFERENT.splitlines()
    for pair in line.split("|")
    if pair.strip()
]


def found(katakana: str, *latin: str) -> list[str]:
    return [word for _, word, _ in sound_alikes([katakana], latin)]


def test_the_tables_are_long_enough() -> None:
    assert len(set(ALIKE_PAIRS)) >= 100
    assert len(set(DIFFERENT_PAIRS)) >= 50


@pytest.mark.parametrize(("katakana", "latin"), ALIKE_PAIRS)
def test_a_name_is_known_by_its_sound(katakana: str, latin: str) -> None:
    word = stem(latin.lower())
    assert found(katakana, word) == [word]


@pytest.mark.parametrize(("katakana", "latin"), DIFFERENT_PAIRS)
def test_another_word_is_not(katakana: str, latin: str) -> None:
    assert found(katakana, latin) == []
    assert found(katakana, stem(latin)) == []


def test_among_all_names_each_finds_its_own() -> None:
    everyone = sorted({stem(latin.lower()) for _, latin in ALIKE_PAIRS})
    best: dict[str, str] = {}
    for katakana, word, _ in sound_alikes([katakana for katakana, _ in ALIKE_PAIRS], everyone):
        best.setdefault(katakana, word)
    wrong = [(a, best.get(a)) for a, b in ALIKE_PAIRS if best.get(a) != stem(b.lower())]
    assert len(wrong) <= 3, wrong


def test_plain_words_are_seldom_taken_for_a_name() -> None:
    """The vocabulary of a text holds no counterpart for most katakana words: they are loans."""
    words = sorted({stem(word) for word in PLAIN.split() if word not in STOP_WORDS})
    taken = list(sound_alikes(sorted({katakana for katakana, _ in ALIKE_PAIRS}), words))
    assert len(taken) <= 5, taken


PLAIN = """
the government said on monday that it would raise taxes after a long debate about schools hospitals
and roads because many people had left their homes in the northern part of the country where heavy
rain destroyed several villages last week experts warned that another storm could arrive before the
end of this month while farmers asked for help with seeds tools animals and clean water a spokesman
for the ministry told reporters that money was available but that nobody had agreed how to share it
between towns which lost almost everything and those whose damage was small critics answered that
similar promises were made ten years ago and never kept our correspondent travelled there to speak
with families who still live under plastic sheets beside the river they remember every winter since
children cannot go to class when bridges are closed teachers walk for hours carrying books paper
and chalk others simply gave up and found work in factories near the coast writing letters home
"""


@pytest.mark.parametrize(
    ("katakana", "sounds"),
    [
        ("シャツ", "SaTu"),
        ("ジェット", "jeto"),
        ("ティー", "tii"),
        ("デュオ", "dyuo"),
        ("トゥール", "tuuru"),
        ("ファン", "fan"),
        ("フュージョン", "fyuujon"),
        ("ヴァイオリン", "vaiorin"),
        ("ウェブ", "webu"),
        ("イェール", "yeeru"),
        ("クォーク", "kwooku"),
        ("ノルウェー", "noruwee"),
        ("チェス", "Cesu"),
        ("ツァイス", "Taisu"),
        ("ァ", "a"),
        ("", ""),
        ("漢字・＝", ""),
    ],
)
def test_katakana_as_sounds(katakana: str, sounds: str) -> None:
    assert katakana_sounds(katakana) == sounds


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("wright", "rait"),
        ("knight", "nait"),
        ("philip", "filip"),
        ("mcdonald", "makdonald"),
        ("schmidt", "Smit"),
        ("rousseau", "rouso"),
        ("quick", "kwik"),
        ("church", "XuRX"),
        ("george", "JeoRJe"),
    ],
)
def test_letters_as_sounds(word: str, sounds: str) -> None:
    assert latin_sounds(word) == sounds


KATAKANA = st.text(st.characters(min_codepoint=0x30A1, max_codepoint=0x30FC), max_size=12)
LATIN = st.text(string.ascii_lowercase, max_size=12)


@given(st.lists(KATAKANA, max_size=5), st.lists(LATIN, max_size=8))
def test_any_words(katakana: list[str], latin: list[str]) -> None:
    for name, word, sure in sound_alikes(katakana, latin):
        assert name in katakana
        assert word in latin
        assert 0.5 <= sure <= 1


@given(KATAKANA, LATIN)
def test_likeness_is_a_share(katakana: str, latin: str) -> None:
    assert 0 <= likeness(katakana, latin) <= 1


def test_the_order_of_the_vocabulary_does_not_matter() -> None:
    people = [katakana for katakana, _ in ALIKE_PAIRS]
    words = [stem(latin.lower()) for _, latin in ALIKE_PAIRS]
    shuffled = random.Random(1).sample(words, len(words))
    assert list(sound_alikes(people, words)) == list(sound_alikes(people, shuffled))


def test_a_large_vocabulary_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words share a key, a name is compared with few."""
    words = ["".join(letters) for letters in product("bv", "aeiou", "r", "aeiou", "td", "aeiou")]
    compared = []

    def counted(katakana: str, latin: str) -> float:
        compared.append(latin)
        return 0.0

    monkeypatch.setattr(names, "likeness", counted)
    assert list(sound_alikes(["バラタ"], words)) == []
    assert len(words) > 400
    assert 0 < len(compared) <= names.MOST_CANDIDATES
