"""Negation that only one side has, where the sentence is short enough to be sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tmkit.evidence.lexicon import stem
from tmkit.model import Finding, Passage
from tmkit.rules._markup import prose, translated
from tmkit.rules._renderings import dictionary
from tmkit.rules._rule import Context, Rule, Unit, finding

LONGEST_CLEAR = 16  # English words of a sentence whose negation can be judged
LONGEST_COUNTED = 45  # English words of a sentence whose negations can still be counted
LEAST_SURE = 0.8

# A verb or noun is negated outright.
_ENGLISH_NOT = re.compile(
    r"\b(?:not|cannot|never|nor|neither|nobody|nothing|nowhere|without|no longer|no one)\b|n['’]t\b"
    r"|\bno(?! (?:matter|doubt|sooner|later|less|more than|problem|\d))\b(?!\.)",
    re.IGNORECASE,
)
# What a Japanese negative may render besides; wide, as it only excuses.
_ENGLISH_HIDDEN = re.compile(
    r"\b(?:un|in|im|ir|il|dis|non|mis|anti)\w{3,}|\w(?:less|free)\b|\b(?:only|just|few\w*|little|"
    r"less|hardly|rarely|barely|scarcely|seldom|fail\w*|lack\w*|unless|until|before|except\w*|"
    r"other\w*|exclu\w+|ignor\w+|avoid\w*|prevent\w*|refus\w+|den(?:y|ies|ied)|disabl\w+|miss\w+|"
    r"absen\w+|absent|empty|false|instead|rather|too|stop\w*|ceas\w+|reject\w*|forbid\w*|"
    r"prohibit\w*|omit\w*|omission|skip\w*|drop\w*|remov\w+|hidden|wrong|bad|error|invalid|must|"
    r"need\w*|should|have to|has to|had to|required?|important|may|might|possibl[ey]|perhaps|"
    r"probabl[ey]|could|would|if|whether|but|yet|merely|simply|nothing|soon|still|any\w*|all|"
    r"every\w*|always|"
    r"even|out of|gone|negat\w+|complain\w*|far from|short of|keep\w*|don|safe\w*|limit\w*|"
    r"deprecat\w+|obsolete|"
    r"pure|static|silent\w*|constant|fixed|remain\w*|same|enough|while|than|as long|no|"
    r"unknown|unable|broken|bare|null|none|zero|difficult|hard|beyond|at least|at most|regardless|"
    r"independent\w*|optional\w*|leave\w*|left|let|lest|beware|care\w*|sure|make sure|"
    r"ensure\w*|loss|lost|lose|opposite|"
    r"against|despite|contrary|wait\w*|raw|plain|new|incomplete|stand\W?alone|block\w*|want|"
    r"differ\w+|"
    r"rest|remaining|however|although|though|suppress\w*|discard\w*|never|abort\w*|quiet\w*|"
    r"reserved)\b",
    re.IGNORECASE,
)
_JAPANESE_NOT = re.compile(
    r"ません|[わかがさたなばまらえけせてねべめれいきしちにびみりじぎ](?:ない|なかった)"
    r"(?=[。、でのとがことため場時]|です|\Z)|ではない|でない|はない|もない"
)
# What is negative in form alone: なければならない, かもしれない, ではないか, に違いない.
_NO_NEGATION = re.compile(
    r"なければ|なくては|ないと(?:いけ|なら|だめ)|ねばな|ざるを得|かもしれ|ではない(?:か|だろ|でしょ)|"
    r"に違いな|に過ぎな|にすぎな|ほかな|しか|だけでな|のみな|ばかりでな|限らな|ないか|ませんか|少な|"
    r"仕方|構いま|かまいま|構わな|かまわな|やむを得|とんでもな|すみません|いけな|いけま|までもな|ないよう|ないうち|つまらな|間もな|絶え間"
)
# Every sign of a negative meaning in Japanese; wide, as it only excuses.
_JAPANESE_HIDDEN = re.compile(
    r"な[いくかきしけ]|無|ません|ず|ぬ|ねば|まい|[不非未否禁避防失欠消止廃除外抜逆反拒違誤困難空零異絶断]|以外|だけ|のみ|しか|"
    r"まで|ゼロ|エラー|省略|あらゆる|[一唯]|別|せん|ノー|ノン|アン|ほとんど|わずか|滅多|めった|控え|"
    r"せずに|代わ|かわり|ダメ|だめ|ならな|た方が|ちょっと|超|前|より|惜|残念|最後|ストップ|疑|ミス|[待免既限離隠黙忘嫌損悪遅捨減]|"
    r"イヤ|かどうか|か否か|すぎ|過ぎ|いや|いえ|もう|間も|やめ|辞め|[負破薄弱低]|下回|足り|ノット|っこ|キャンセル|もし|ほか|他"
)
# Negative in form alone in English.
_NO_LOSS = re.compile(
    r"\bnot (?:only|just|least|necessarily)\b|\?|\bor not\b|\bwhether\b|\bno-\w|\bwhy not\b|"
    r"\bwithout (?:century|doubt)|"
    r"\bcan(?:not|['’]t) (?:help|wait|but)\b|\bhowever\b|[\"“'‘`]|\bmutual",
    re.IGNORECASE,
)
# A verb that is negated outright; "may or may not" and the operator NOT are none.
_VERB_NOT = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|shall)"
    r"(?: \w+ly)? not|cannot|never)\b|n['’]t\b",
    re.IGNORECASE,
)
# A no that answers somebody is no negation of the sentence that follows it.
_ANSWER = re.compile(
    r"^\W*(?:(?:so|well|oh)\W+)?(?:no\b\W+)+(?=(?:i|we|you|he|she|it|they|what|that|this|but|okay)\b)"
    r"|^\W*no\s*[,.!;—–-]\s*",
    re.IGNORECASE,
)
_BOTH_NOT = re.compile(r"\bneither\b[^.;]*\bnor\b", re.IGNORECASE)
# What may render a negation; narrower than what excuses one in a short sentence.
_JAPANESE_COUNTED = re.compile(
    r"な[いくかきしけさ]|なら|無|ません|せん|ず(?!つ)|ぬ|まい|[不非未否禁避防失欠消止廃除外拒違誤困難異断免疑逆反限]|"
    r"以外|ゼロ|省略|控え|代わ|かわり|ダメ|だめ|すぎ|過ぎ|やめ|しか|だけ|のみ|ほかな|までも"
)
_END = re.compile(r"[.!?。！？]")
_CLAUSE = re.compile(r"[,;:—–()（）]|\b(?:and|but|because|which|that|who|when|if|although|so)\b")


def negation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield sentences that are negative on one side only."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or unit.confidence < LEAST_SURE:
        return
    ours, theirs = prose(english.text), prose(japanese.text)
    ours = _ANSWER.sub("", ours)
    words = len(ours.split())
    if words < 3 or len(_END.findall(ours)) > 1 or len(_END.findall(theirs)) > 1:
        return
    if words > LONGEST_CLEAR:
        yield from _counted(unit, japanese, ours, words, context)
        return
    if len(theirs) > 6 * words:
        return
    nots = list(_ENGLISH_NOT.finditer(ours))
    clear = not _CLAUSE.search(ours)
    if len(nots) == 1 and not _JAPANESE_HIDDEN.search(theirs) and not _NO_LOSS.search(ours):
        yield _lost(unit, japanese, nots[0], context)
        return
    if (
        nots
        or "non-" in ours.lower()
        or _ENGLISH_HIDDEN.search(ours)
        or _NO_NEGATION.search(theirs)
        or "?" in ours
    ):
        return
    found = _JAPANESE_NOT.search(theirs)
    if found:
        yield finding(
            "negation",
            "warning" if clear and words <= LONGEST_CLEAR // 2 else "info",
            unit,
            japanese,
            found.span(),
            (
                f"Japanese 「{found.group()}」 is negative, nothing in the English is",
                f"日本語の「{found.group()}」に当たる否定が英語にありません",
            ),
        )


def _counted(
    unit: Unit, japanese: Passage, ours: str, words: int, context: Context
) -> Iterator[Finding]:
    """Yield a longer sentence that has a negated verb and fewer negations in Japanese."""
    verb = _VERB_NOT.search(ours)
    if verb is None or words > LONGEST_COUNTED or _NO_LOSS.search(ours):
        return
    negations = len(_ENGLISH_NOT.findall(_BOTH_NOT.sub("not", ours)))
    if len(_JAPANESE_COUNTED.findall(translated(japanese.text))) < negations:
        yield _lost(unit, japanese, verb, context)


NEXT = 8  # English words after a negation, among which is the verb that it negates
SAME = 5  # letters that a verb and its noun share: acquire, acquisition


def _negated(after: str, japanese: Passage, context: Context) -> tuple[int, int] | None:
    """Return where the Japanese predicate stands that renders a word after the negation."""
    book = dictionary(context)
    words = context.words(japanese.text)
    for name in re.findall(r"[a-z]{3,}", after.lower())[:NEXT]:
        place = 0
        for index, word in enumerate(words[:-1]):
            start, place = place, place + len(word.surface)
            doing = word.pos[0] == "名詞" and words[index + 1].lemma in {"する", "できる"}
            if not (doing or word.pos[0] == "動詞") or word.lemma in {"する", "できる"}:
                continue
            known = book.stems(word.lemma) | book.stems(word.normal)
            if any(one[:SAME] == stem(name)[:SAME] for one in known):
                end = place
                for later in words[index + 1 :]:
                    if later.pos[0] not in {"動詞", "助動詞"} and later.pos[1] != "接続助詞":
                        break
                    end += len(later.surface)
                return start, end
    return None


def _lost(unit: Unit, japanese: Passage, no: re.Match[str], context: Context) -> Finding:
    shown = no.group()
    end = len(japanese.text.rstrip("。.:： "))
    span = _negated(no.string[no.end() :], japanese, context)
    return finding(
        "negation",
        "warning",
        unit,
        japanese,
        span or (max(0, end - 8), end),
        (
            f'English has "{shown}", nothing in the Japanese is negative',
            f"英語の「{shown}」に当たる否定が日本語にありません",
        ),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "negation",
        "numbers",
        "warning",
        "a short sentence is negative on one side only",
        "短い文の否定が片方にしかない",
        negation,
        frozenset({"source"}),
    ),
)
