"""Negation that only one side has, in sentences that stand alone on both sides.

Lost: a verb is negated in English, or a noun by *no*, and the Japanese has no sign of a negative,
or fewer than the English. Gained: the predicate that ends the Japanese is negative, and nothing in
the English is negative or may be rendered so. The lists that excuse are wide on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tmkit.evidence.lexicon import stem
from tmkit.model import Finding, Passage, Severity
from tmkit.rules._markup import prose, translated
from tmkit.rules._renderings import dictionary
from tmkit.rules._rule import Context, Rule, Unit, finding

SHORTEST, LONGEST = 3, 45  # English words of a sentence that can be judged
LONGEST_GAINED = 30  # English words among which the source of a Japanese negative would be seen
LEAST_SURE = 0.6  # of the alignment

_ENGLISH_END = re.compile(r"[.!?](?=[\"”’')]*(?:\s|$))")
_JAPANESE_END = re.compile(r"[。！？]")

# Something is negated outright. Two-letter words after *no* are abbreviations: No. 5.
_NEGATED = re.compile(
    r"\b(?:(?:do|does|did|is|are|am|was|were|has|have|had|can|could|will|would|should|must|shall|"
    r"may|might)(?: \w+ly| also| still)? not|cannot|never|nobody|no one|nothing|none|not to|"
    r"no(?! (?:doubt|matter)) [a-z]{3,})\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|cannot|never|nor|neither|nobody|nothing|nowhere|without|unless|no longer|no one)\b"
    r"|n['’]t\b|\bno(?! (?:matter|doubt|sooner|later|less|more than|problem|\d))\b(?!\.)",
    re.IGNORECASE,
)
_BOTH_NOT = re.compile(r"\bneither\b[^.;]*\bnor\b", re.IGNORECASE)
MOST_COUNTED = 2  # negations of one sentence: of more, some are always rendered by one
MAIN_VERB = 12  # characters at the end of a Japanese sentence in which a negated verb shows
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|if|when|while|since|because|as|where)\b", re.IGNORECASE
)
# Negative in form alone, or rendered without a negative as a matter of course.
_NO_LOSS = re.compile(
    r"\bnot (?:\w+ )?only\b|\bnot (?:just|least|necessarily|to mention|so much|until|know)\b|\?|`|"
    r"\bor (?:may )?not\b|\b(?:if|why) not\b|\bwhether\b|\bno-\w|\ball or nothing\b|"
    r"\bwithout (?:century|doubt)|\bcan(?:not|['’]t) (?:help|wait|but|you|we|i|be (?:over|under))|"
    r"\bdon['’]t know\b|\bmutual|\bno (?:later|less|more|fewer|matter|doubt|sooner|wonder)\b|"
    r"\bnothing (?:but|more|less)\b|\bno (?:longer |one )?(?:other|but)\b",
    re.IGNORECASE,
)
# A no that answers somebody is no negation of the sentence that follows it.
_ANSWER = re.compile(
    r"^\W*(?:(?:so|well|oh)\W+)?(?:no\b\W+)+"
    r"(?=(?:i|we|you|he|she|it|they|what|that|this|but|okay|yeah)\b)"
    r"|^\W*no\s*[,.!;—–-]\s*",
    re.IGNORECASE,
)
# Negative in form alone: なければならない, かもしれない, に違いない, ざるを得ない.
_NO_NEGATION = re.compile(
    r"(?:なければ|ねば|なくては|ないと|なくちゃ)(?:な(?:らない|らず|らぬ|らん|りません|らなかった)|"
    r"いけな(?:い|かった)|いけません|だめ)|かもしれ(?:ない|ません|ぬ)|"
    r"に違い(?:ない|ありません|なかった)|(?:こと|の)ではないか|ざるを(?:得|え)な(?:い|かった)|"
    r"だけで(?:は)?な(?:く|い)|のみな?らず"
)
# What may render an English negation: by grammar, by prefix (不要), by meaning (避ける).
_SIGN = re.compile(
    r"な[いくかきしけさ]|無|ません|せん|(?<!必)(?<!、ま)(?<!^ま)ず(?![つれら])|ぬ|まい|"
    r"[不非未否禁避防失欠廃除拒違誤困難異免疑零止嫌]|消[えしすさ]|外[しすさせれ]|以外|に限|限[らりる定]|"
    r"反[しす対]|逆に|断[りっる]|ゼロ|省略|控え|代わ|かわり|ダメ|だめ|すぎ|過ぎ|やめ|しか(?!し)|"
    r"だけ|のみ|ほかな|までも|わずか|ほとんど|抜き|離れ|かどうか|か否か|イヤ|いや|いえ|いいえ|ノー|ノン"
)
# A negative predicate that ends the sentence, if need be within という and と述べた.
_NEGATIVE_END = re.compile(
    r"(?:ません(?:でした)?|(?<=[わかがさたなばまらえけせてねべめれいきしちにびみりじぎくはもゃ])"
    r"(?:ない|なかった)(?:のです|のだ|という|と(?:いう|述べ|語|言|話)\w*)?|[ずぬ]にいる)"
    r"[。.」』）)]*$"
)
# What makes such an end no denial: しか…ない, なければならない, 欠かせない, 知れない.
_NO_DENIAL = re.compile(
    r"なければ|ねば|なくては|ないと|てはな|ではな|はいけ|はなり|しか|だけ|かもしれ|違い|すぎ|過ぎ|ほか|"
    r"他な|限ら|限り|せざる|得な|までも|いけ|構いま|かまい|ないか|少なく|かねな|かねま|問題|無理|仕方|"
    r"やむ|ならな|すみません|わけではな|心配|きりが|ばかりでな|だろう|つもりは|ためらい|惜しま|欠かせ|"
    r"変わら|変わり|知れ|切れ|尽き|余念|絶え|たまら|はなら|いられ|及ば|例外で|かなわ|つまら|くだら|"
    r"ありえ|あり得|耐えら|耐えがた|分か(?:ら|り)|わか(?:ら|り)"
)
BEFORE_END = 14  # characters before a negative end in which such words are looked for
# English that a Japanese negative may render besides a negation.
_MAY_BE_NEGATIVE = re.compile(
    r"\b(?:until|till|only|just|few\w*|little|hardly|barely|scarcely|rarely|seldom|fail\w*|lack\w*|"
    r"un\w{4,}|in(?:valid|cap|abil|suffic|compl|correct|vis|accur|approp|adeq|consis|compat|depend|"
    r"effec|differ|defin|finit|exact|secur|toler)\w*|im(?:poss|perf|prop|mut|pati)\w*|"
    r"ir(?:rel|reg|rev|resp)\w*|il(?:leg|lic)\w*|dis\w{4,}|non\w*|mis\w{4,}|refus\w*|"
    r"den(?:y|ies|ied|ial)|reject\w*|prevent\w*|avoid\w*|prohibit\w*|forbid\w*|ban(?:s|ned)?|"
    r"stop\w*|ceas\w*|miss\w*|absen\w*|empty|false|instead|rather|too|ignor\w*|omit\w*|skip\w*|"
    r"except\w*|other than|but|exclu\w*|resist\w*|los[est]\w*|end(?:s|ed)?|less|least|free|hard|"
    r"difficult|doubt\w*|yet|still|any\w*|far from|beyond|away|gone|zero|remain\w*|keep\w*|same|"
    r"deprecat\w*|null|static|constant\w*|silent\w*|drop\w*|remov\w*|obsolete|must|need\w*|"
    r"require\w*|should|ha(?:ve|s|d) to|might|may|perhaps|probabl\w*|against|wrong|bad|stay\w*|"
    r"wait\w*|oppos\w*|secret\w*|hid\w*|limit\w*|even|if|than|short of|insist\w*|always|all|"
    r"every\w*|certain\w*|sure\w*|elusive|broken|pointless|quiet\w*|hold\w*|leav\w*|left|open|"
    r"pend\w*|out of|off|negat\w*|dunno)\b|\w(?:less|free)(?:ly)?\b|\?",
    re.IGNORECASE,
)


def negation(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield sentences that are negative on one side only."""
    english, japanese = unit.english, unit.japanese
    if english is None or japanese is None or unit.confidence < LEAST_SURE:
        return
    ours = _ANSWER.sub("", prose(english.text))
    words = len(ours.split())
    if not SHORTEST <= words <= LONGEST or len(_ENGLISH_END.findall(ours)) > 1:
        return
    theirs = translated(japanese.text)
    if len(_JAPANESE_END.findall(theirs)) > 1:
        return
    if _NOT.search(ours):
        yield from _lost(unit, japanese, ours, theirs, context)
    elif words <= LONGEST_GAINED and not _MAY_BE_NEGATIVE.search(ours):
        yield from _gained(unit, japanese, theirs)


def _lost(
    unit: Unit, japanese: Passage, ours: str, theirs: str, context: Context
) -> Iterator[Finding]:
    negated = _NEGATED.search(ours)
    if negated is None or _NO_LOSS.search(ours) or _left_in_english(ours, negated, theirs):
        return
    asked = min(MOST_COUNTED, len(_NOT.findall(_BOTH_NOT.sub("not", ours))))
    found = len(_SIGN.findall(_NO_NEGATION.sub("", theirs)))
    if found >= asked:
        return
    end = len(japanese.text.rstrip("。.:： "))
    span = _negated(ours[negated.end() :], japanese, context) or (max(0, end - 8), end)
    ending = _NO_NEGATION.sub("", theirs).rstrip("。.:： ")[-MAIN_VERB:]
    main = not _SUBORDINATE.search(ours, 0, negated.start()) and not _SIGN.search(ending)
    level: Severity = "warning" if main or not found else "info"
    shown = negated.group()
    few = "fewer negatives" if found else "nothing negative"
    few_ja = "足りません" if found else "ありません"
    yield finding(
        "negation",
        level,
        unit,
        japanese,
        span,
        (
            f'English has "{shown}", the Japanese has {few}',
            f"英語の「{shown}」に対して日本語の否定が{few_ja}",
        ),
    )


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


def _left_in_english(ours: str, negated: re.Match[str], theirs: str) -> bool:
    """Return whether a negation stands in words that the Japanese leaves in English."""
    return ours[negated.start() : negated.end() + 8].strip(" .") in theirs


def _gained(unit: Unit, japanese: Passage, theirs: str) -> Iterator[Finding]:
    found = _NEGATIVE_END.search(theirs.rstrip())
    if found is None or _NO_DENIAL.search(theirs, max(0, found.start() - BEFORE_END)):
        return
    start, end = found.start(), len(theirs.rstrip().rstrip("。.」』）)"))
    shown = theirs[start:end]
    yield finding(
        "negation",
        "warning",
        unit,
        japanese,
        (start, end),
        (
            f"Japanese 「{shown}」 is negative, nothing in the English is",
            f"日本語の「{shown}」に当たる否定が英語にありません",
        ),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "negation",
        "numbers",
        "warning",
        "a sentence is negative on one side only",
        "文の否定が片方にしかない",
        negation,
        frozenset({"source"}),
    ),
)
