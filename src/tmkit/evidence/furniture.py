"""Page furniture: what a saved page carries around its text.

Signs, none of them proof: a line is a well-known label of a page (share, subscribe, 次の記事); it
stands below a heading that announces other articles (Related stories, 関連記事); it repeats a line
above it on the same side; it ends like no sentence. The aligner weighs them against what the other
side says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

MOST_BELOW = 40  # segments that stand below a heading which announces other articles
MOST_REPEATS = 0.2  # share of lines that repeat an earlier one, where they are more than a few
FEW_REPEATS = 10
SIGNS = ("label", "below", "repeat", "fragment")

_LONGEST_LABEL = 40  # characters; a label is short
_SAID = 6  # characters: a shorter Japanese line with a full stop is a remark, not a label
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
# Words of page labels; a line that consists of one of these phrases is a label.
_ENGLISH_LABELS = re.compile(
    r"""(?x)
    # what a visitor is asked to do
    (?:share|tweet|e-?mail|print|save|bookmark|copy|pin|post|send|listen|watch|rate|comment|download
      |translate|report|follow(?:ing|ers?)?|likes?|submit|cancel|close|loading)
      (?:\ (?:this|the|a|an|it|our|to|on|via|by|with|as|link|url|article|story|page|post|video|now
        |here|podcast|episode|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|line|e-?mail
        |friends?|pdf|app|image|comments?|problem|error|mistake|typo|menu|all))*
    |(?:follow|like|find|join|contact|e-?mail|support|about|write\ to|donate\ to)\ us
      (?:[:\ ](?:on|at|via|by|for|and|today|now|here)\b.*)?
    |(?:follow|contact|e-?mail|support|about)\ me(?:\ (?:on|at|via|by|here)\b.*)?
    |(?:sign|log)\ ?(?:in|up|out|on)\b.{0,30} | register(?:\ (?:now|here|free|to)\b.*)?
    |my\ account | subscribe\b.* | click\ here(?:\ (?:to|for)\b.*)?
    |(?:our\ |the\ |daily\ |weekly\ |email\ |free\ )*newsletters?(?:\ sign-?\ ?up)?
    |get\ (?:our|the)\ (?:newsletter|app|latest)\b.*
    |donate(?:\ (?:now|today|here|online|to\b.*|via\b.*))? | become\ a\ (?:member|supporter)\b.*
    |support\ our\ (?:work|journalism|reporting|newsroom|site|mission|team)\b.*
    |(?:leave|post|add|write)\ a\ (?:comment|reply|review) | repl(?:y|ies)
    |\d*\ ?comments?(?:\ \(?\d+)? | (?:be\ the\ )?first\ to\ comment
    # where the page leads
    |home(?:\ ?page)? | top | more | menu | site\ ?map | help | faq | contact | about
    |search(?:\ (?:this|the|our|for|in|site|website|blog|archives?|results?|form|button|here))*
    |(?:skip|back|jump|return|go|scroll)\ to\ (?:the\ )?(?:main\ |previous\ |front\ )?
      (?:content|top|bottom|page|navigation|menu|search|article|index|list|results?|home|homepage
        |footer|header|comments?|blog|overview|site|start|archives?)(?:\ of\ .{0,15}|\ page)?
    |load\ more(?:\ .{0,15})? | show\ (?:more|less|all)
    |(?:read|see|view|learn|find\ out|show)\ (?:more|all|next|also)(?:\ .{0,25})?
    |continue\ reading\b.*
    |(?:next|previous|prev|older|newer)(?:\ (?:articles?|stor(?:y|ies)|posts?|page|entr(?:y|ies)))?
    |(?:archives?|categor(?:y|ies)|tags?|topics?|authors?|profile|rss|feed|language|sections
      |editions?) | more\ from\b.* | editor'?s\ picks? | in\ this\ article
    |(?:table\ of\ )?contents | filed\ (?:under|in)\b.* | toggle\ .{0,20}
    |(?:open|close|hide|show|main)\ (?:the\ )?(?:menu|search|navigation|sidebar)
    |(?:latest|further|other|recent|similar|featured|popular|recommended|trending)
    |facebook | twitter | x | instagram | linkedin | youtube | whatsapp | line | reddit | pinterest
    # what the law and the printer ask for
    |(?:terms|conditions)(?:\ (?:of|and)\ (?:use|service|conditions))?
    |privacy(?:\ (?:policy|notice))? | cookies?(?:\ (?:policy|settings|preferences|notice))?
    |(?:accept|manage)\ (?:all\ )?cookies | all\ rights\ reserved\b.*
    |copyright(?:\ (?:©|\(c\)|policy|notice|information|by)?.*\d{4}.*|\ (?:policy|notice))?
    |advertisements?(?:\b.{0,30}) | advertis(?:e|ing)(?:\ (?:with\ us|here|policy|info.*))?
    |(?:sponsored|promoted)(?:\ (?:by|content|posts?|links?|stor(?:y|ies)|ads?|articles?)\b.*)?
    |(?:photo|image|picture|video|photograph)s?
      (?:\ (?:credits?|captions?|courtesy|source|by|copyright)\b.*|\ ?[:/].*)?
    |getty\ images | (?:live|breaking)(?:\ (?:news|updates))? | \d+\ min(?:ute)?s?\ read
    |(?:last\ )?(?:updated|published|modified|posted)
      (?:\ (?:on|at|by)\b.*|:.*|\ \d.*|\ (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*)?
    """
)
_ENGLISH_BELOW = re.compile(
    r"""(?x)
    (?:related|similar|recent|latest|recommended|popular|trending|further|other|more|top|featured
      |most[ -](?:read|viewed|popular|shared|commented))\ (?:related\ )?
    (?:stor(?:y|ies)|articles?|posts?|news|reading|reads?|links?|content|topics?|coverage
      |headlines?|videos?)
    (?:\ (?:on|from|in|about|for|by)\ .{1,25}|\ (?:today|now|right\ now|this\ week|here))?
    |(?:more|latest|popular|trending|most\ (?:read|viewed|popular))\ (?:on|from)\ .{1,25}
    |(?:more|latest|popular|trending|most\ (?:read|viewed|popular))\ in\ \w+(?:\ (?:&\ )?\w+)?
    |related | recommended | popular | trending | latest | featured
    |(?:trending|popular|most\ (?:read|viewed|popular))\ (?:now|today|right\ now|this\ week)
    |(?:you\ (?:may|might)\ also\ (?:like|enjoy|be\ interested\ in)|recommended\ for\ you|see\ also
       |read\ (?:next|also)|what\ to\ read\ next|from\ (?:around\ )?the\ web|up\ next
       |most\ (?:read|viewed|popular)).{0,20}
    |also\ on\ .* | in\ other\ news | don'?t\ miss(?:\ (?:out|this|these|our)\b.*)?
    """
)
# Before a verb a page names itself: この記事をシェアする.
_JAPANESE_LABELS = re.compile(
    r"""(?xi)
    # what a visitor is asked to do
    (?:この(?:記事|ページ|投稿|ニュース)を)?(?:シェア|共有|ツイート|ポスト|保存|印刷|フォロー
       |ブックマーク|いいね|購読|送る|コピー|登録|翻訳|評価|報告)
       (?:する|して(?:ください|下さい|ね|みる)|しました|ボタン.*|はこちら)?
    |(?:無料)?(?:会員)?(?:登録|ログイン|ログアウト|サインイン|サインアップ|新規登録|購読|入会)
       (?:はこちら|する|して(?:ください|下さい)|・.*)?
    |(?:続きを|もっと|全文を|さらに)(?:読む|見る|表示)(?:する|には.*|\W.*)?
    |(?:詳しくは|詳細は)こちら.* | (?:閉じる|開く|読み込み中|検索する|送信(?:する)?|キャンセル)
    |(?:元の?|原文の?|英語の?|原)(?:記事|文|版|ページ)?(?:は|へ|を)
       (?:こちら|コチラ|読む|見る|表示|参照|ご覧).{0,8}
    |.{0,12}(?:は|を)(?:こちら|コチラ)(?:から)?
    |お?問い?合わ?せ(?:先|はこちら|フォーム)? | ご意見(?:・|、)?(?:ご感想|ご要望)?(?:は.*)?
    |コメント(?:\s*[\(（]?\d+[\)）]?|を(?:書く|残す|投稿する|見る).*|欄)?
    |(?:この記事|このクリエイター|記事)が(?:気に入|役に立|参考にな|よか|面白か)っ?たら.*
    |この記事(?:は役に立ちましたか|の感想を).* | 画像をクリックすると.*
    |(?:メルマガ|メールマガジン|ニュースレター|アプリ|RSS)
       (?:(?:の|を|に)?(?:無料)?(?:会員)?(?:登録|購読|ダウンロード|配信)
         (?:はこちら.*|する|して.{0,6}|フォーム|ページ)?)?
    |(?:公式)?(?:Facebook|Twitter|X|Instagram|LINE|YouTube|はてな(?:ブックマーク|ブログ)?|note)
       (?:(?:で|に)(?:シェア|共有|送る|フォロー|ポスト|ツイート|投稿|保存|追加|読む|見る).{0,6}
         |を(?:フォロー|購読|見る).{0,6}|公式)?(?:アカウント|ページ)?(?:はこちら)?
    # where the page leads
    |(?:前|次|新しい|古い|過去)の(?:記事|ページ|投稿|ニュース)(?:へ|を読む)? | [前次]へ
    |(?:記事)?(?:一覧|トップ|先頭|ホーム|前のページ|ページ上部|ページの先頭|目次)
       (?:に|へ|を)(?:戻る|もどる|見る)
    |上(?:に|へ)(?:戻る|もどる) | (?:ページ)?トップ(?:ページ)?(?:へ)? | (?:サイト内)?検索
    |(?:記事|カテゴリー?|タグ|ニュース|著者|トピック|特集|写真|動画)?(?:一覧|ランキング|アーカイブ)
       (?:を見る|に戻る|へ)?
    |(?:よくある(?:ご)?質問|ヘルプ|サイトマップ|ホーム|メニュー|特集|最新|新着|速報|号外)
    |(?:著者|執筆者?|プロフィール|筆者(?:紹介)?|この記事を書いた人|作者|監修|編集部|タグ
       |カテゴリー?|目次|スキ|サポート|フォロワー?)
    # what the law and the printer ask for
    |(?:利用規約|ご利用規約|プライバシー(?:・)?ポリシー|個人情報(?:保護方針|の取り?扱い.*)|免責事項
       |特定商取引法(?:に(?:基づく|関する).*)?|会社概要|運営会社|広告(?:掲載.*)?
       |著作権(?:について|表示|情報|ポリシー)?|クッキー(?:ポリシー|設定|の(?:使用|利用).*))
    |(?:スポンサー(?:ド.*|リンク|広告)?|PR)
    |(?:見出し|アイキャッチ|サムネイル|イメージ)?(?:画像|写真|動画|図|イラスト)
       (?:提供|出典|クレジット)?(?:[:／/].*)?
    |(?:画像|写真)は(?:イメージ|.*より|.*提供|.*から引用).*
    |(?:出典|提供|撮影|文責|引用元|参照元)[:].*
    |(?:最終)?(?:更新|公開|投稿|掲載|作成)(?:日時?)?(?:[:\ ].*)?
    """
)
_JAPANESE_BELOW = re.compile(
    r"""(?x)
    (?:この記事の|こちらの)?
      (?:関連(?:する)?|参考|おすすめの?|お勧めの?|オススメの?|人気の?|最近の|最新の?|新着|注目の?
       |類似の?|他の|その他の|ほかの|あわせて読みたい|合わせて読みたい|話題の|よく読まれている|過去の)
      (?:記事|ニュース|リンク|投稿|コンテンツ|トピックス?|ページ|エントリー?|動画|情報|項目|キーワード
       |サイト)
      (?:一覧|ランキング|はこちら|を(?:見る|読む))?
    |(?:関連|参考|おすすめ|お勧め|オススメ|人気|新着)(?:はこちら)?
    |(?:あわせて|合わせて|併せて)(?:読みたい|お読みください|どうぞ).*
    |(?:記事|アクセス|人気)ランキング
    |(?:こちら|こんな記事)も
      (?:(?:おすすめ|オススメ|お勧め|チェック|読まれて|ご覧|どうぞ|あわせて|人気|よく).{0,12})?
    """
)
# An owner's sign before a year, wherever the sign stands.
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright)\s*(?:\(c\)|©)?\s*(?:[a-z]+\s)?(?:19|20)\d\d\b", re.IGNORECASE
)
_UTTERED = re.compile(r"[.…‥。・!?！？]")
_STOPS = tuple("。．.!?！？…」』)）:：;；\"”'’")


def _bare(text: str) -> str:
    return _EDGE.sub("", unicodedata.normalize("NFKC", text).strip().lower())


def is_below_heading(text: str) -> bool:
    """Return whether a line announces other articles, which then stand below it."""
    bare = _bare(text)
    if not 0 < len(bare) <= _LONGEST_LABEL or text.rstrip().endswith(("。", ".")):
        return False  # More. is said by someone; More is a heading
    return bool(_ENGLISH_BELOW.fullmatch(bare) or _JAPANESE_BELOW.fullmatch(bare))


def is_label(text: str) -> bool:
    """Return whether a line is nothing but a label that pages carry."""
    bare = _bare(text)
    if len(bare) > _LONGEST_LABEL:
        return False
    if not bare:
        return _UTTERED.search(text) is None  # a rule of dashes or stars; …… is said by someone
    if _COPYRIGHT.search(unicodedata.normalize("NFKC", text).lower()):
        return True
    if len(bare) <= _SAID and text.rstrip().endswith("。"):
        return False  # いいね。 is said, いいね is pressed
    return bool(
        _ENGLISH_LABELS.fullmatch(bare)
        or _JAPANESE_LABELS.fullmatch(bare)
        or is_below_heading(bare)
    )


def signs(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return the (segments, signs) of furniture in a document, each between 0 and 1, as SIGNS.

    Other articles are announced at a page's end: a heading in the middle of a long text (See also)
    is part of it. And where many lines repeat, repeating is how the text is written.
    """
    found = np.zeros((len(texts), len(SIGNS)), dtype=np.float32)
    seen: set[str] = set()
    tail = max(len(texts) // 2, len(texts) - MOST_BELOW)
    for k, text in enumerate(texts):
        short = len(text) <= 3 * _LONGEST_LABEL  # most lines are no label by their length alone
        found[k, 0] = short and is_label(text)
        if k >= tail and not found[k:, 1].any() and is_below_heading(text):
            found[k:, 1] = 1.0
        key = _bare(text) if short else text
        found[k, 2] = len(key) > 8 and key in seen
        seen.add(key)
        found[k, 3] = not text.rstrip().endswith(_STOPS)
    if found[:, 2].sum() > max(FEW_REPEATS, MOST_REPEATS * len(texts)):
        found[:, 2] = 0.0
    return found
