"""Page furniture: what a saved page carries around its text.

Three signs, none of them proof: a line is a well-known label of a page (share, subscribe, 次の記事);
it stands below a heading that announces other articles (Related stories, 関連記事); it repeats a
line above it on the same side. The aligner weighs them against what the other side says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SIGNS = ("label", "below", "repeat", "fragment")

_LONGEST_LABEL = 40  # characters; a label is short
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
# Words of page labels; a line that consists of one of these phrases is a label.
_ENGLISH_LABELS = re.compile(
    r"""(?x)
    (?:follow|like|find|join|contact|email|e-mail|support|about|write\ to|donate\ to)\ (?:us|me)\b.*
    |(?:share|tweet|email|print|save|bookmark|copy|pin|post|send|listen\ to|watch|rate|comment\ on
      |download|translate|report)
      (?:\ (?:this|the|on|via|it|by|to|link|a)\b.*)?
    |(?:sign|log)\ ?(?:in|up|out|on)\b.{0,30} | register(?:\ (?:now|here|free|to)\b.*)? | my\ account
    |subscribe\b.* | (?:our\ |the\ |daily\ |weekly\ |email\ |free\ )*newsletters?(?:\ sign-?\ ?up)?
    |get\ (?:our|the)\ (?:newsletter|app|latest)\b.*
    |(?:terms|conditions)(?:\ (?:of|and)\ (?:use|service|conditions))? | privacy(?:\ (?:policy|notice))?
    |cookies?(?:\ (?:policy|settings|preferences|notice))? | (?:accept|manage)\ (?:all\ )?cookies
    |copyright\b.* | all\ rights\ reserved\b.* | advertis\w+(?:\ .{0,20})? | sponsored\b.* | promoted\b.*
    |home(?:\ ?page)? | top | menu | search(?:\ .{0,12})? | site\ ?map | help | faq | contact | about
    |skip\ to\ .* | back\ to\ .* | jump\ to\ .* | go\ to\ .{0,15} | load\ more | show\ (?:more|less|all)
    |(?:read|see|view|learn|find\ out|show)\ (?:more|all|next|also)(?:\ .{0,25})?
    |continue\ reading\b.* | (?:next|previous|prev|older|newer)(?:\ (?:article|story|post|page|entry))?
    |(?:leave|post|add|write)\ a\ (?:comment|reply|review) | \d*\ ?comments?(?:\ \d+)? | repl(?:y|ies)
    |(?:photo|image|picture|video|photograph)s?(?:\ (?:credit|caption|courtesy|source|by|copyright))?
      (?:\b[:\ ].*)?
    |(?:archives?|categor(?:y|ies)|tags?|topics?|authors?|profile|rss|feed|language|sections|editions?)
    |(?:last\ )?(?:updated|published|modified|posted)(?:\ (?:on|at|by)\b.*)? | \d+\ min(?:ute)?s?\ read
    |breaking(?:\ news)? | live(?:\ updates)? | more\ from\b.* | editor'?s\ picks?
    |support\ our\ .* | (?:donate|become\ a\ (?:member|supporter))\b.* | in\ this\ article | contents
    |facebook | twitter | x | instagram | linkedin | youtube | whatsapp | line | reddit | pinterest
    """
)
_ENGLISH_BELOW = re.compile(
    r"""(?x)
    (?:related|similar|recent|latest|recommended|popular|trending|further|other|more|top|featured|
       most[ -](?:read|viewed|popular|shared|commented))
    (?:\ (?:stor(?:y|ies)|articles?|posts?|news|reading|reads?|links?|content|topics?|coverage|
       in|on|from|now|today|this\ week|headlines|videos?)\b.{0,20})?
    |(?:you\ (?:may|might)\ also\ (?:like|enjoy|be\ interested\ in)|recommended\ for\ you|see\ also
       |read\ (?:next|also)|what\ to\ read\ next|also\ on\ .*|from\ (?:around\ )?the\ web|related
       |don'?t\ miss|up\ next|trending|in\ other\ news|most\ (?:read|viewed|popular)).{0,20}
    """
)
_JAPANESE_LABELS = re.compile(
    r"""(?x)
    (?:この(?:記事|ページ|投稿|ニュース)を)?(?:シェア|共有|ツイート|ポスト|保存|印刷|フォロー|ブックマーク
       |いいね|購読|送る|コピー|登録|翻訳|評価|報告)(?:する|して.*|！|ボタン.*|はこちら)?
    |(?:無料)?(?:会員)?(?:登録|ログイン|ログアウト|サインイン|サインアップ|新規登録|購読|入会)
       (?:はこちら|する|して.*|・.*)?
    |(?:前|次|新しい|古い|過去)の(?:記事|ページ|投稿|ニュース)(?:へ|を読む)?
    |(?:記事)?(?:一覧|トップ|先頭|ホーム|前のページ|ページ上部|ページの先頭|上|目次)(?:に|へ|を)(?:戻る|もどる|見る)
    |(?:記事|カテゴリー?|タグ|ニュース|著者|トピック|特集|写真|動画)?(?:一覧|ランキング|アーカイブ)(?:を見る|に戻る|へ)?
    |続きを(?:読む|見る|表示).* | もっと(?:見る|読む).* | (?:詳しくは|詳細は)こちら.* | 全文を(?:読む|表示).*
    |(?:元|原文?|英語)の?(?:記事|文|版|ページ)(?:は|へ|を).{0,8} | .{0,12}(?:は|を)(?:こちら|コチラ)(?:から)?
    |お?問い?合わ?せ(?:先|はこちら|フォーム)? | (?:よくある(?:ご)?質問|ヘルプ|サイトマップ|ホーム|メニュー|検索)
    |(?:利用規約|ご利用規約|プライバシー(?:・)?ポリシー|個人情報(?:保護方針|の取り?扱い).*|免責事項
       |特定商取引法.*|会社概要|運営会社|広告(?:掲載.*)?|著作権.*|クッキー.*)
    |コメント(?:\s*[\(（]?\d+[\)）]?|を(?:書く|残す|投稿する|見る).*|欄)?
    |(?:見出し|アイキャッチ|サムネイル|イメージ)?(?:画像|写真|動画|図|イラスト)(?:提供|出典|クレジット|[:：/／].*)?
    |画像[:：は].* | 写真[:：は].* | (?:出典|提供|撮影|文責|引用元|参照元)[:：].*
    |(?:著者|執筆者?|プロフィール|筆者(?:紹介)?|この記事を書いた人|作者|監修|編集部|タグ|カテゴリー?|目次|更新日|公開日|投稿日)
    |(?:シェア|ツイート|広告|スポンサー(?:ド|リンク)?.*|PR|スキ|サポート|フォロワー?|新着|速報|号外|ログイン)
    |(?:この記事|このクリエイター|記事)が(?:気に入|役に立|参考にな|よか|面白か)っ?たら.*
    |(?:メルマガ|メールマガジン|ニュースレター|アプリ|RSS).{0,12}(?:登録|購読|ダウンロード)?.{0,8}
    |(?:公式)?(?:Facebook|Twitter|X|Instagram|LINE|YouTube|はてな.*|note)(?:で.*|を.*|アカウント)?
    """
)
_JAPANESE_BELOW = re.compile(
    r"""(?x)
    (?:(?:この記事の|こちらの)?(?:関連|参考|おすすめの?|お勧めの?|オススメの?|人気の?|最近の|最新の?|新着|注目の?|類似の?
       |他の|その他の|ほかの|あわせて読みたい|合わせて読みたい|話題の|よく読まれている|過去の)
      (?:記事|ニュース|リンク|投稿|コンテンツ|トピックス?|ページ|エントリー|動画|情報)?(?:一覧|ランキング|はこちら)?)
    |(?:あわせて|合わせて|併せて)(?:読みたい|お読みください|どうぞ).* | (?:記事|アクセス|人気)ランキング
    |(?:こちらも|こんな記事も).{0,12} | 関連(?:記事|リンク|ニュース|項目)?.{0,6}
    """
)
_STOPS = tuple("。．.!?！？…」』)）:：;；\"”'’")


def _bare(text: str) -> str:
    return _EDGE.sub("", unicodedata.normalize("NFKC", text).strip().lower())


def is_below_heading(text: str) -> bool:
    """Return whether a line announces other articles, which then stand below it."""
    bare = _bare(text)
    if not 0 < len(bare) <= _LONGEST_LABEL:
        return False
    return bool(_ENGLISH_BELOW.fullmatch(bare) or _JAPANESE_BELOW.fullmatch(bare))


def is_label(text: str) -> bool:
    """Return whether a line is nothing but a label that pages carry."""
    bare = _bare(text)
    if len(bare) > _LONGEST_LABEL:
        return False
    if not bare:
        return True  # a rule of dashes or stars
    return bool(
        _ENGLISH_LABELS.fullmatch(bare)
        or _JAPANESE_LABELS.fullmatch(bare)
        or is_below_heading(bare)
    )


def signs(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return the (segments, signs) of furniture in a document, each between 0 and 1, as SIGNS."""
    found = np.zeros((len(texts), len(SIGNS)), dtype=np.float32)
    seen: set[str] = set()
    below = -1
    for k, text in enumerate(texts):
        found[k, 0] = is_label(text)
        if below < 0 and k * 2 >= len(texts) and is_below_heading(text):
            below = k
        if 0 <= below:
            found[k, 1] = 1.0
        key = _bare(text)
        found[k, 2] = len(key) > 8 and key in seen
        seen.add(key)
        found[k, 3] = not text.rstrip().endswith(_STOPS)
    return found
