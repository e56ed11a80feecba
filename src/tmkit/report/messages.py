"""What the summary says, in English and in Japanese. Codes and machine formats have no part here.

A literal table: every message has both languages, and the same fields in both.
"""

from __future__ import annotations

import locale
import sys
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from tmkit.report.check_messages import CHECK_MESSAGES

Tongue: TypeAlias = Literal["en", "ja"]

MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    **CHECK_MESSAGES,
    "lang.en": ("English", "英語"),
    "lang.ja": ("Japanese", "日本語"),
    "level.sentence": ("sentences", "文"),
    "level.paragraph": ("paragraphs", "段落"),
    "file": (
        "{path}: {lang}, {format}{encoding}, {paragraphs} paragraphs, {sentences} sentences",
        "{path}: {lang}、{format}{encoding}、{paragraphs}段落、{sentences}文",
    ),
    "left-out": ("  left out when reading: {counts}", "  読み込み時に除いたもの: {counts}"),
    "pairs": (
        "{pairs} pairs of {level}: {sure} sure, {check} to check, {doubtful} doubtful",
        "{level}の対 {pairs}組: 確実 {sure}、要確認 {check}、疑わしい {doubtful}",
    ),
    "held-back": (
        "  {count} more are below the confidence {least} and were not written",
        "  このほか{count}組は確信度{least}に満たないため書き出していない",
    ),
    "look": ("Look at these first:", "まず確認すべき対:"),
    "look-more": (
        "  and {count} more to check or doubtful",
        "  ほかに要確認・疑わしい対が{count}組",
    ),
    "unmatched": (
        "Without counterpart: {source} in {source_name}, {target} in {target_name}",
        "対応のないもの: {source_name}に{source}、{target_name}に{target}",
    ),
    "more": ("  and {count} more in {name}", "  {name}にはほかに{count}件"),
    "wrote": (
        "Wrote {path}: {units} pairs of {level}",
        "{path} に{level}の対を{units}組書き出した",
    ),
    "rewrote": (
        "Wrote {path}: {units} pairs of {level} (replacing the earlier file)",
        "{path} に{level}の対を{units}組書き出した（以前のファイルを置き換えた）",
    ),
    "wrote-unmatched": (
        "Wrote {path}: {rows} texts that are in no pair",
        "{path} に、どの対にも入らない{rows}件を書き出した",
    ),
    "stdout": ("the standard output", "標準出力"),
    "next-unmatched": (
        "Next: add --unmatched FILE to have every text without counterpart in a table",
        "次に: --unmatched FILE を付けると、対応のないものをすべて表にできる",
    ),
    "next-omegat": (
        "Next: put {path} into the tm folder of an OmegaT project, or import it into your CAT tool",
        "次に: {path} をOmegaTプロジェクトのtmフォルダーに置くか、お使いの翻訳支援ツールに取り込む",
    ),
    "warning": ("warning", "警告"),
    "unrelated": (
        "the two files look unrelated: only {percent} % of the shorter text found a counterpart. "
        "The pairs were written, but do not use them before you have looked at them",
        "二つのファイルは互いの翻訳ではないようです。対応が見つかったのは短い方の{percent}%だけです。"
        "対は書き出しましたが、確かめるまでは使わないでください",
    ),
    "no-dictionary": (
        "the dictionary is missing, so words count for less: expect more doubtful pairs. "
        "Reinstall tmkit to have it back",
        "辞書がないため、語の一致を十分に使えず、疑わしい対が増えます。"
        "tmkitを入れ直すと元に戻ります",
    ),
    "dictionary-off": (
        "without the dictionary words count for less: expect more doubtful pairs",
        "辞書を使わないため、語の一致を十分に使えず、疑わしい対が増えます",
    ),
    "replaced": (
        "{path}: {count} characters that {format} cannot hold became U+FFFD, first at {place}",
        "{path}: {format}に書けない文字{count}個をU+FFFDに置き換えた（最初は {place}）",
    ),
    "trimmed": (
        "{path}: white space at the edge of {count} texts was left out, first at {place}",
        "{path}: {count}件で端の空白を除いた（最初は {place}）",
    ),
    "times": (" ({count} times)", "（{count}回）"),
    "notices-more": ("and {count} more of this kind", "ほかに同様のものが{count}件"),
    "stage.read": ("Reading words", "語を読み取り中"),
    "stage.align": ("Aligning", "対応づけ中"),
    "stage.write": ("Writing", "書き出し中"),
    "reason.numbers": ("the numbers differ", "数値が食い違う"),
    "reason.length": ("unusual length", "長さが不自然"),
    "reason.words": ("hardly a word in common", "共通する語がほとんどない"),
    "reason.many": ("several sentences on one side", "片側が複数の文"),
    "reason.null-beside": ("a neighbour has no counterpart", "隣に対応のない文がある"),
    "reason.rival": ("another pairing is nearly as likely", "別の組み合わせも同じくらいあり得る"),
}


def say(key: str, tongue: Tongue, **values: object) -> str:
    """Return a message with its fields filled; a reason or stage without entry is its own name."""
    texts = MESSAGES.get(key)
    if texts is None:
        return key.split(".", 1)[-1]
    return texts[0 if tongue == "en" else 1].format(**values)


def tongue_of(environment: Mapping[str, str]) -> Tongue:
    """Return the language of messages: Japanese where the locale's is.

    The first of LC_ALL, LC_MESSAGES and LANG that is set says so (POSIX); on Windows, where none
    is, the system's own setting.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "ja" if environment[name].lower().startswith("ja") else "en"
    if sys.platform == "win32":
        return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"
    return "en"
