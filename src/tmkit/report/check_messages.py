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
    "one.units": ("{count} unit", "{count}単位"),
    "one.files": ("{count} file", "{count}ファイル"),
    "one.rules": ("{count} rule", "{count}の規則"),
    "many.units": ("{count} units", "{count}単位"),
    "many.files": ("{count} files", "{count}ファイル"),
    "many.rules": ("{count} rules", "{count}の規則"),
    "checked": (
        "Checked {units} of {files} with {rules}",
        "{files}の{units}を{rules}で検査した",
    ),
    "found": ("Found {counts}", "見つかったもの: {counts}"),
    "found-nothing": ("Found nothing to mend", "直すべきところは見つからなかった"),
    "wrote-report": ("Wrote {path}", "{path} に報告を書き出した"),
    "hidden": (
        "  Not listed: {rules}. To see {count} more: --show {show}",
        "  表示していないもの: {rules}（--show {show} で{count}件を表示）",
    ),
    "known": (
        "  Besides, known from the baseline: {count}",
        "  このほか{count}件は既知（ベースライン）",
    ),
    "unchanged": (
        "  Besides, in text that has not changed: {count}",
        "  このほか{count}件は変更のない箇所にある",
    ),
    "suppressed": (
        "  Besides, accepted with a reason: {count}",
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
        "not run, as there is only one side: {rules}",
        "原文と訳文の両方を要するため実行していない規則: {rules}",
    ),
    "skipped.glossary": (
        "not run without a glossary: {rules}. Give --glossary FILE",
        "用語集を要するため実行していない規則: {rules}（--glossary で指定できます）",
    ),
    "skipped.terms": (
        "not run, as the glossary has no terms yet: {rules}",
        "用語集に用語がないため実行していない規則: {rules}",
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
    "fixed": ("Mended {path}: {count}", "{path} の{count}か所を直した"),
    "not-fixed": (
        "{place}: not mended, as the text does not stand there in one piece",
        "{place}: 本文が一続きでないため直していません",
    ),
    "baseline-written": (
        "Wrote {path}: findings known from now on: {count}",
        "{path} に{count}件を既知として書き出した",
    ),
    "baseline-pruned": (
        "Wrote {path}: of {before} known findings, {count} left",
        "{path} を更新した（{before}件中{count}件が残る）",
    ),
}
