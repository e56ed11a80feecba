// Every text of the page, English and Japanese: the same keys in both.
const REASONS = {
  "numbers": ["the numbers differ", "数が違う"],
  "length": ["one side is unusually long", "片方が異常に長い"],
  "words": ["hardly a word is found on the other side", "対応する語がほとんどない"],
  "many": ["several sentences against one", "複数の文が一文に対応"],
  "null-beside": ["a neighbour has no counterpart", "隣に対応のない文がある"],
  "rival": ["another pairing is nearly as likely", "別の組み合わせも同程度にありうる"],
};
const STATES = {
  "sure": ["sure", "確実"],
  "check": ["to check", "要確認"],
  "doubtful": ["doubtful", "疑わしい"],
  "open": ["not reviewed", "未確認"],
  "reviewed": ["accepted", "確認済み"],
  "deleted": ["deleted", "削除"],
  "alone": ["one side only", "片方のみ"],
  "regrouped": ["regrouped", "組み替えた"],
};
const ACTIONS = {
  "next": ["next doubtful", "次の要確認へ"],
  "accept": ["accept", "確認済みにする"],
  "merge": ["merge with next", "次の行と結合"],
  "merge-side": ["merge this side", "この側だけ結合"],
  "split": ["split", "分割"],
  "up": ["move up", "上へ移す"],
  "down": ["move down", "下へ移す"],
  "unlink": ["unlink", "対応を解く"],
  "delete": ["delete", "削除"],
  "edit": ["edit text", "文を直す"],
  "flag": ["flag", "印を付ける"],
  "note": ["note", "メモ"],
  "undo": ["undo", "元に戻す"],
  "redo": ["redo", "やり直す"],
  "find": ["find", "検索"],
  "tmx": ["write TMX", "TMXを書き出す"],
  "tsv": ["write TSV", "TSVを書き出す"],
  "xlsx": ["write XLSX", "XLSXを書き出す"],
  "help": ["help", "ヘルプ"],
};
const TEXTS = {
  "row": ["row", "行"],
  "state": ["state", "状態"],
  "counts": ["{total} rows, {unreviewed} not reviewed, {doubtful} to look at", "{total}行、未確認{unreviewed}行、うち見るべき行{doubtful}"],
  "saved": ["{action}: saved", "{action}: 保存した"],
  "none-left": ["no doubtful row is left", "要確認の行はもうない"],
  "not-found": ["not found", "見つからない"],
  "wrote": ["wrote {path}: {units} units; not reviewed: {unreviewed}, one side only: {lone}, deleted: {deleted}", "{path} に{units}組を書き出した。未確認{unreviewed}、片方のみ{lone}、削除{deleted}"],
  "split-how": ["Move the caret with the arrows; Enter splits there, Escape leaves", "矢印キーでカーソルを動かし、Enterで分割、Escでやめる"],
  "edit-how": ["Enter saves, Shift+Enter breaks the line, Escape leaves", "Enterで保存、Shift+Enterで改行、Escでやめる"],
  "mixed-breaks": ["the text has line breaks that a browser cannot keep: edit it in the file", "ブラウザーでは保てない改行を含むため、元のファイルで直す必要がある"],
  "confidence": ["confidence {value}", "確信度 {value}"],
  "flagged": ["flagged", "印あり"],
  "edited": ["text edited", "文を変更"],
  "note": ["note: {text}", "メモ: {text}"],
  "range": ["rows {first} to {last} of {total}", "{total}行中 {first}〜{last}行"],
  "before": ["earlier rows (PageUp)", "前の行 (PageUp)"],
  "after": ["later rows (PageDown)", "後の行 (PageDown)"],
  "close": ["close", "閉じる"],
  "no-server": ["no answer: is tmkit review still running? Nothing after the last saved step is kept", "応答がない。tmkit reviewは動いているか。最後に保存した操作より後は残らない"],
  "no-token": ["open the address that tmkit review printed, with all that follows the #", "tmkit review が表示したアドレスを、#以降も含めて開く"],
  "other-tab": ["the rows have changed in another tab: shown anew, try again", "別のタブで変更されたため表示し直した。もう一度操作する"],
  "help-text": ["Arrows: rows and sides. Shift and arrows up, down: the segments of a cell. Each key stands on its button. Every step is saved at once and can be undone, also after a restart.", "矢印キー: 行と側を移る。Shift+上下: セルの中の文を選ぶ。各キーはボタンに示す。操作はすぐに保存され、再起動の後でも元に戻せる。"],
};
// What the server says where a row does not allow a step.
const REFUSALS = {
  "there is no such row": "その行はない",
  "say which side": "どちらの側か指定が必要",
  "there is no row below to merge with": "結合する次の行がない",
  "a deleted row is not merged: take the deletion back first": "削除した行は結合できない。先に削除を取り消す",
  "the row below has nothing on this side": "次の行のこの側には何もない",
  "the row has nothing on this side": "この行のこの側には何もない",
  "there is no row to move it to": "移す先の行がない",
  "a deleted row does not change: take the deletion back first": "削除した行は変えられない。先に削除を取り消す",
  "there is no such segment in the row": "その文はこの行にない",
  "there is no text on one side of the caret": "カーソルの片側に文字がない",
  "the row has one side only": "この行は片方しかない",
  "the row is deleted: take the deletion back first": "この行は削除されている。先に削除を取り消す",
  "the row has one side only: there is no pair to accept": "片方しかない行は確認済みにできない",
  "nothing changes": "変更がない",
  "a text is not emptied: delete the row instead": "文を空にはできない。行を削除する",
  "a row would be empty": "空の行ができてしまう",
  "accepted and deleted rows do not change": "確認済みの行と削除した行は変わらない",
  "only English and Japanese are realigned": "対応づけ直せるのは英語と日本語だけ",
  "the cuts are not in the order of the text": "区切りの順序が文と合わない",
  "there is nothing to undo": "元に戻す操作がない",
  "there is nothing to redo": "やり直す操作がない",
};

let index = 0;
export function speak(tongue) { index = tongue === "ja" ? 1 : 0; }
const look = (table, key) => (table[key] ? table[key][index] : key);
export const reason = (key) => look(REASONS, key);
export const state = (key) => look(STATES, key);
export const action = (key) => look(ACTIONS, key);
export const refusal = (text) => (index && REFUSALS[text]) || text;
export function say(key, fields = {}) {
  return look(TEXTS, key).replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
}
