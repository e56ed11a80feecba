"""Page furniture: labels that must be known for labels, and short lines that must not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.evidence.furniture import SIGNS, is_below_heading, is_label, signs


def rows(table: str) -> list[str]:
    return [cell.strip() for line in table.strip().splitlines() for cell in line.split("|")]


LABELS = rows(
    """
Share | Share this | Share on Facebook | Share this article | Tweet | Print | Email this page
Subscribe | Subscribe now | Sign up | Sign in | Log in | Log out | Register now | My account
Newsletter | Sign up for our newsletter | Follow us | Follow us on Twitter | Contact us | About us
Terms of use | Terms and conditions | Privacy policy | Privacy Notice | Cookie policy
Accept all cookies | Copyright 2021 The Daily Example | All rights reserved.
© 2019 Example Media | Advertisement | Sponsored content | Home | Menu | Search | Site map | Help
FAQ | Skip to content | Skip to main content | Back to top | Load more | Show more | Read more
See all | Continue reading | Next article | Previous post | « Older posts | Next →
Leave a comment | 12 comments | Comments (3) | Reply | Photo: The Example Agency
Image credit: Jane Doe | Getty Images | Archives | Categories | Tags | Last updated: 3 May 2020
Posted on May 3, 2020 | Published at 10:23 | 5 min read | Breaking news | More from this author
Editor's picks | Donate | Become a member | In this article | Table of contents | Facebook
YouTube | WhatsApp | Related stories | Related articles | Most read | Most popular
You may also like | Recommended for you | See also | Trending now | Latest news | Read next | ***
--- | Loading... | Close | Download PDF | View all posts | Click here | Go to top
Listen to this article | Filed under | Video | Latest | More | Submit | Cancel | Toggle navigation
Open menu | Follow | Like | Save | Report | Send | Watch | Listen
"""
)
LABELS_JA = rows(
    """
シェア | シェアする | この記事をシェア | この記事をシェアする | ツイート | ポスト | 印刷
印刷する | 保存 | フォローする | フォロー | いいね | 購読 | 購読する | ログイン | 新規登録
会員登録 | 無料会員登録はこちら | 前の記事 | 次の記事 | 次の記事へ | 前へ | 次へ | 一覧に戻る
トップへ戻る | ページの先頭へ戻る | ページトップへ | 記事一覧 | ランキング | 続きを読む
もっと見る | 詳しくはこちら | 元記事はこちら | 原文はこちら | お問い合わせ | よくあるご質問
ヘルプ | サイトマップ | ホーム | メニュー | 検索 | 利用規約 | プライバシーポリシー
個人情報の取り扱いについて | 免責事項 | 会社概要 | 運営会社 | 広告 | 広告掲載について | コメント
コメントを書く | コメント（12） | 写真：共同通信 | 画像提供：例社 | 出典：例の文書
撮影：山田太郎 | 著者 | プロフィール | この記事を書いた人 | タグ | カテゴリー | 目次 | 更新日
公開日：2021年3月4日 | スポンサーリンク | PR | 関連記事 | 関連ニュース | おすすめ記事 | 人気記事
人気記事ランキング | あわせて読みたい | 最新記事 | 新着記事 | こちらもおすすめ
アクセスランキング | Facebookでシェア | 公式Twitter | メルマガ登録 | 閉じる | 読み込み中
サイト内検索 | ページトップ | TOP | ＊＊＊ | 特集 | トップページ | いいね！
この記事が気に入ったらサポートをしてみませんか？ | 全文を表示 | この記事は役に立ちましたか？
ご意見・ご感想 | コピーしました | RSS | 画像をクリックすると拡大します
この記事の感想を教えてください | 写真はイメージです
"""
)
# Headings, short sentences and answers: losing one is worse than keeping a label.
CONTENT = rows(
    """
Introduction | Conclusion | Home rule was the issue | Share prices fell | The end | Chapter 1
What happened next | Related problems remain | Help was slow to come
Contact with the plane was lost | Photo finish in Paris | Print media in decline
About ten people died | More trouble ahead | More than words | Further reading and writing
Search for survivors continues | Live and let die | Support for the war falls
Tagged sharks return | Watch the skies | Send in the clowns | Save the whales
Report finds no fraud | The topics of the day | Like father, like son
Join the army, see the world | Like me, he was born in Kent | Find me a witness
Report on the state of the bank | Watch by night | Post office closes | Subscribers leave
Top secret | Help wanted | Sections of the wall fell | Video games and children
Other people's money | Other stories were told | Latest attempt fails | Recent history | Yes.
No! | Thanks. | Why? | Follow the money | Share and share alike | Line by line | X marks the spot
Print on demand | Picture of a city | Image and reality | Videos show the attack
Photographs of the moon | Comment is free | Top of the world | Home is where the heart is
Top 10 lessons | Search and rescue | Contents of the letter | Language and thought
A profile of the king | Breaking the code | Breaking news changed us | Live from the front
Read it and weep | Donate blood, save lives | Advertising works | The art of advertising
Featured in the film | Popular opinion | Top officials resign | More in hope than fear
Latest in a series of attacks | Similar in kind | Recent coverage of the war was poor | ... | !?
? | Cookies were baked | The Home Office | Her reply
"""
)
CONTENT_JA = rows(
    """
はじめに | おわりに | 結論 | 第一章 | 序論 | 関連する問題は多い | 関連死が増えている
関連会社の破綻 | 最新の兵器 | 最新技術の光と影 | 人気の秘密 | 人気者の孤独 | 他の国々
他の動画より | 検索の時代 | 検索エンジンの歴史 | 写真が語る真実 | 写真の歴史 | 動画の時代
画像は加工されていた | 図書館へ行こう | 上を見る | 上へ戻る道はない | 目次録 | 広告の歴史
広告業界の闇 | 著作権とは何か | 著作権法の改正 | 登録制度の見直し | 保存食の知恵 | 印刷機の発明
評価は分かれた | 報告書の中身 | 報告を受けた | 翻訳は難しい | 翻訳者の仕事 | 共有地の悲劇
購読者が減る | タグボートの旅 | ホームレスの声 | ホームランを打った | ヘルプマークとは
特集記事の影響 | ランキングの功罪 | コメントは控えた | コメントした | コメント欄の心理学
ニュースの未来 | 過去の過ち | 過去の記事を読むと分かる | 話題の人 | 新着の品 | はい。 | いいえ。
なぜ？ | ありがとう。 | 友人は東京から | 彼は学校から | ポスト冷戦 | ポストに手紙を入れた
線を引く | いいね。 | 号外が出た | 速報が流れた | 広告主が離れた | サポート体制 | 著者は語る
筆者は思う | 注目の選手 | おすすめの本 | 参考になった | 記事を書く | 登録者数 | 警察は現場から
関連項目の整理が必要だ | スキー場 | こちらも負けた | こちらは無事だ | 声はこちらから聞こえた | ……
！？ | クッキーを焼く | アプリが普及した | 評価している人は多い | 原文は失われた | Xで知り合った
特定商取引法が改正された | 報告してきた者 | 登録してある名前
"""
)
BELOW = rows(
    """
Related stories | Related articles | Related | Most read | Most popular stories | See also
You may also like | You might also be interested in | Recommended for you | Latest news
More stories | More news from Asia | More on this story | Popular now | Trending | Read next
Recent posts | Other articles by this author | Further reading | Top stories | Up next
関連記事 | 関連ニュース | 関連リンク | この記事の関連記事 | おすすめ記事
おすすめの記事 | 人気記事ランキング | 最新記事 | 最近の投稿 | 他の記事
その他の記事 | あわせて読みたい | アクセスランキング | 関連記事一覧 | 注目の記事
こちらもおすすめ | 新着記事 | 話題のニュース
"""
)
# What stands below these is the text itself.
NOT_BELOW = rows(
    """
More | Top | Other | Introduction | Home | Share | More than words | Other people | Top secret
Related problems remain | Further talks were held | Latest in a series of attacks | Recent history
Popular opinion | See you soon | Similar in kind | More in hope than fear | News
関連する問題は多い | 関連死 | 最新 | 最新の兵器 | 他の国々 | 人気者の孤独 | 話題の人 | 記事
注目の選手 | 過去の過ち
"""
)


@pytest.mark.parametrize("text", LABELS + LABELS_JA + BELOW)
def test_a_label_is_a_label(text: str) -> None:
    assert is_label(text)
    assert is_label(f"  {text}  ")
    assert is_label(f"▶ {text} »")
    assert is_label(text.upper())


@pytest.mark.parametrize("text", CONTENT + CONTENT_JA)
def test_a_short_line_is_no_label(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize("text", LABELS + LABELS_JA)
def test_a_label_in_a_sentence_is_text(text: str) -> None:
    assert not is_label(f"They all said: “{text}”, and nobody knew what it was to mean.")
    assert not is_label(
        f"画面には大きな文字で「{text}」と書いてあるのだが、誰にもその意味が分からなかったのである。"
    )


@pytest.mark.parametrize("text", BELOW)
def test_a_heading_of_other_articles(text: str) -> None:
    assert is_below_heading(text)
    assert is_below_heading(f"{text}:")


@pytest.mark.parametrize("text", NOT_BELOW + CONTENT + CONTENT_JA)
def test_no_heading_of_other_articles(text: str) -> None:
    assert not is_below_heading(text)


def test_the_tables_are_long_enough() -> None:
    for table in (LABELS, LABELS_JA, CONTENT, CONTENT_JA):
        assert len(table) == len(set(table)) >= 70


# ------------------------------------------------------------------------------------------ signs


def column(texts: list[str], sign: str) -> list[float]:
    return [float(value) for value in signs(texts)[:, SIGNS.index(sign)]]


def test_each_sign_has_its_column() -> None:
    found = signs(["Share", "It rained all day.", "Related stories", "A dog bit a mayor"])
    assert found.shape == (4, len(SIGNS))
    assert found.dtype == np.float32


def test_what_stands_below_the_heading_is_marked() -> None:
    page = ["Rain", "It rained.", "All day.", "Related stories", "A dog bit a mayor", "Snow"]
    assert column(page, "below") == [0, 0, 0, 1, 1, 1]


def test_a_heading_in_the_first_half_marks_nothing() -> None:
    """A list of other articles at the top of a page is followed by the article."""
    page = ["関連記事", "雨が降った。", "一日中だ。", "夜になった。"]
    assert column(page, "below") == [0, 0, 0, 0]


def test_a_line_said_again_is_marked_the_second_time() -> None:
    texts = ["The storm of the year", "Yes.", "THE STORM OF THE YEAR!", "Yes."]
    assert column(texts, "repeat") == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "text", ["It rained.", "雨だ。", "Why?", "「なぜ」", "He said “no”", "as follows:", "Rain…"]
)
def test_a_sentence_is_no_fragment(text: str) -> None:
    assert column([text], "fragment") == [0]


@pytest.mark.parametrize("text", ["The storm", "嵐の夜に", "3 May 2020", ""])
def test_what_ends_without_a_stop_is_a_fragment(text: str) -> None:
    assert column([text], "fragment") == [1]


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_text(texts: list[str]) -> None:
    found = signs(texts)
    assert found.shape == (len(texts), len(SIGNS))
    assert ((found >= 0) & (found <= 1)).all()


def test_a_long_line_costs_nothing() -> None:
    assert not is_label("share " * 100_000)
    assert not is_below_heading("関連" * 100_000)


def test_a_heading_in_the_middle_of_a_long_text_announces_nothing() -> None:
    page = ["Text."] * 120 + ["See also"] + [f"Chapter {k}" for k in range(60)]
    assert not any(column(page, "below"))


def test_what_someone_says_is_no_heading() -> None:
    assert is_below_heading("More stories")
    assert not is_below_heading("More stories.")


def test_where_many_lines_repeat_repeating_is_no_sign() -> None:
    assert not any(column(["The very same sentence."] * 50, "repeat"))
