"""What the report of a check says besides the findings themselves, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CHECK_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "severity.error": ("error", "誤り"),
    "severity.warning": ("warning", "警告"),
    "severity.info": ("info", "参考"),
    "count.error": ("errors: {count}", "誤り{count}件"),
    "count.warning": ("warnings: {count}", "警告{count}件"),
    "count.info": ("info: {count}", "参考{count}件"),
    "fix": ("fix: {fix}", "修正案: {fix}"),
    "nothing": ("(remove it)", "（削除）"),
    "mention": ("{text} x{count}", "{text}（{count}回）"),
    "checked": (
        "Checked {units} units of {files} files with {rules} rules",
        "{files}ファイルの{units}単位を{rules}の規則で検査した",
    ),
    "found": ("Found {counts}", "見つかったもの: {counts}"),
    "found-nothing": ("Found nothing to mend", "直すべきところは見つからなかった"),
    "hidden": (
        "  Not listed: {rules}. To see {count} more: --show {show}",
        "  表示していないもの: {rules}（--show {show} で{count}件を表示）",
    ),
    "known": (
        "  {count} more are known from the baseline",
        "  このほか{count}件は既知（ベースライン）",
    ),
    "unchanged": (
        "  {count} more are in text that has not changed",
        "  このほか{count}件は変更のない箇所にある",
    ),
    "suppressed": (
        "  {count} more were accepted, with a reason",
        "  このほか{count}件は理由を付けて許容済み",
    ),
    "next-fix": (
        "Next: {count} can be mended by --fix; --diff shows how",
        "次に: {count}件は--fixで直せる（--diffで内容を確認できる）",
    ),
    "next-explain": (
        "Next: tmkit check --explain {rule} says what a rule is about",
        "次に: tmkit check --explain {rule} で規則の説明を表示できる",
    ),
    "skipped.source": (
        "{count} rules need both sides and did not run: {rules}",
        "原文と訳文の両方を要する{count}の規則は実行していません: {rules}",
    ),
    "skipped.glossary": (
        "{count} rules need a glossary and did not run: {rules}. Give --glossary FILE",
        "用語集を要する{count}の規則は実行していません: {rules}（--glossary で指定できます）",
    ),
    "unused": (
        "{place}: nothing is found here by {rule} any more: remove its suppression",
        "{place}: {rule}の指摘はもうありません。抑制を削除してください",
    ),
    "stage.check": ("Checking", "検査中"),
    "html.title": ("tmkit check: {names}", "tmkit checkの結果: {names}"),
    "html.skip": ("To the findings", "指摘へ移動"),
    "html.filter": ("Filter", "絞り込み"),
    "html.rule": ("Rule", "規則"),
    "html.every": ("all", "すべて"),
    "html.words": ("Words", "語句"),
    "html.all": ("Show units without findings", "指摘のない箇所も表示"),
    "html.shown": ("{count} shown", "{count}件を表示"),
    "html.none": ("Nothing fits these filters", "条件に合うものはない"),
    "html.alone": ("no counterpart", "対応なし"),
    "html.fix": ("Fix:", "修正案:"),
    "html.keys": (
        "Keys: <kbd>j</kbd> next, <kbd>k</kbd> previous finding, <kbd>/</kbd> search",
        "キー操作: <kbd>j</kbd> 次の指摘、<kbd>k</kbd> 前の指摘、<kbd>/</kbd> 検索",
    ),
    "made": ("Made {path}", "{path} を作成した"),
    "left": ("Left {path} as it is", "{path} は既にあるためそのままにした"),
    "next-check": (
        "Next: look at the pairs in tmkit.toml, then run: tmkit check",
        "次に: tmkit.tomlの対を確かめ、tmkit check を実行する",
    ),
    "fixed": ("Mended {count} places in {path}", "{path} の{count}か所を直した"),
    "not-fixed": (
        "{place}: not mended, as the text does not stand there in one piece",
        "{place}: 本文が一続きでないため直していません",
    ),
    "baseline-written": (
        "Wrote {path}: {count} findings are known from now on",
        "{path} に{count}件を既知として書き出した",
    ),
    "baseline-pruned": (
        "Wrote {path}: {count} findings of {before} are left",
        "{path} を更新した（{before}件中{count}件が残る）",
    ),
}
