"""Where English sentences end.

A full stop ends a sentence unless the word before it is an abbreviation; an abbreviation that can
stand last in a sentence (``U.S.``, ``Inc.``, ``p.m.``) ends it where a word follows that commonly
opens one. Semicolons and colons do not end a sentence.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles: a name follows, always.
_TITLES = _words(
    "mr mrs ms dr prof rev hon gen col maj capt lt sgt cpl pvt adm cmdr gov sen rep reps sens pres "
    "messrs mme mlle supt det insp amb atty fr bro lt.col brig mt"
)
# Never last in a sentence: what they introduce follows.
_LEADING = _words(
    "vs v e.g eg i.e ie cf viz approx ca esp incl resp a.k.a aka excl temp "
    "prob orig prev spec misc cont techn abbr"
)
# Abbreviations where a number (or a numeral such as IV) follows; words of their own elsewhere.
_BEFORE_NUMBER = _words(
    "no nos nr fig figs eq eqs vol vols p pp ch chap sec sect art arts para paras app tab ex "
    "pt pts "
    "ver rev ed c circa ext rm op cl r l ll"
)
_DATES = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
# May end a sentence: the next word decides.
_EITHER = _words(
    "inc ltd co corp llc plc bros jr sr esq ph.d phd m.d b.a m.a b.sc m.sc mba d.c u.s u.k u.n e.u "
    "u.s.a st ste ft ave blvd rd hwy dept univ inst al eds govt bldg assoc asst natl intl"
)
_STARTERS = _words(
    "the a an this that these those there here he she it they we i you his her its their our my "
    "your who what when where why how which whose if while as because since although though after "
    "before once until unless in on at by for from to with without within during despite under "
    "over among between through throughout across against along about above behind beyond but and "
    "or nor so yet however moreover furthermore meanwhile therefore thus hence "
    "instead nevertheless "
    "nonetheless otherwise then now today yesterday tomorrow tonight also even still only just not "
    "no yes some many most all both each every another other others several few such one two "
    "three four five according additionally recently currently finally first second later earlier "
    "perhaps maybe next last let please see note nobody everyone everything nothing it's he's "
    "she's they're we're i'm i've we've that's there's don't more much is are was were do does did "
    "can could will would should may might has have had"
)
_AFTER_TIME = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june "
    "july august september october november december est edt et pst pdt pt cst cdt ct mst mdt mt "
    "gmt utc jst bst cet cest eastern pacific central mountain local"
)
_BANG_NAMES = _words("yahoo jeopardy oklahoma wham")

_STOP = re.compile(r"[.!?…]+|[。！？｡]+|\n")
_CLOSERS = re.compile(r"[\"'”’»)\]}」』）】*_`]{0,8}(?:\[\d{1,3}\]){0,8}")
_OPENERS = re.compile(r"[\"'“‘«(\[{「『（【*_`\-–—•·]{0,8} ?")
_CLOCK = re.compile(r"\d ?\Z")
_LAST_WORD = re.compile(r"[A-Za-zÀ-ɏ&][A-Za-zÀ-ɏ&.'’-]*\Z")
_NEXT_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
# A word that is no unlisted abbreviation: a lower-case letter after it opens a careless sentence.
_ORDINARY = re.compile(r"(?<![A-Za-z.])(?=[a-z]*[aeiou])[a-z]{4,}[\"'”’`]?\Z")
_NUMERAL = re.compile(r"[#№]?\d|[IVXLC]+\b|[A-Z]\b|[〇一二三四五六七八九十百千]")
_ENUMERATOR = re.compile(r"[(\[\"'“*_]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Za-z]|[ivxIVX]{1,5})\Z")
# A lower-case start that is a name or code all the same: iPhone, macOS, os.path, foo(), snake_case.
_LOWER_NAME = re.compile(r"[a-z]{1,5}[A-Z]|[a-z]\w*(?:[._/]\w|\(\)|::)")
_SPEECH = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,3}(?:said|says|asked|asks|replied|cried|shouted|added|wondered|called|"
    r"exclaimed|whispered|answered|demanded|yelled|screamed|muttered|wrote|tweeted)\b"
)
_NEVER_FIRST = frozenset(".,;:)]}!?、。」") | {""}
_LOOK_BACK = 32  # characters: longer than any abbreviation


def ends(text: str) -> list[int]:
    """Return the offsets at which a sentence ends, ascending."""
    found: list[int] = []
    start = position = skip_space(text, 0)
    any_case = not any(map(str.isupper, text))
    while match := _STOP.search(text, position):
        if match.group() == "\n":
            # The white space is taken as one, or empty lines would be read again and again.
            position = skip_space(text, match.end())
            end = _line_ends(text, match.start(), position, any_case=any_case)
        else:
            position = closers(text, match.end())
            end = ends_at(text, start, match.start(), position, any_case=any_case)
        if end:
            found.append(position)
            start = skip_space(text, position)
    return found


def ends_at(text: str, start: int, stop: int, after: int, *, any_case: bool = False) -> bool:
    """Return whether the stop at ``stop`` ends the sentence that begins at ``start``.

    ``after`` is the offset behind the stop and the quotes and brackets that close with it.
    ``any_case`` says that a lower-case letter may open a sentence, for text without capitals.
    """
    follows = skip_space(text, after)
    if follows == len(text):
        return True
    wide = text[stop] in "。！？｡"
    if follows == after and not wide:
        return False
    opened = _OPENERS.match(text, follows)
    first = opened.end() if opened else follows
    head = text[first : first + 1]
    if head in _NEVER_FIRST and not text[first + 1 : first + 2].isalpha():
        return False
    if head.islower() and not _LOWER_NAME.match(text, first):
        if wide or text[stop] in "!?…" or text.startswith("..", stop):
            return any_case and not wide
        # The full stop of a parenthesis that is a sentence of its own, or after a parenthesis.
        ordinary = (
            any_case
            or ")" in text[stop - 1 : stop + 2]
            or _ORDINARY.search(text, max(start, stop - _LOOK_BACK), stop)
        )
        return bool(ordinary) and not _abbreviates(text, start, stop, after, first)
    return _ends_before_capital(text, start, stop, after, first)


def _ends_before_capital(text: str, start: int, stop: int, after: int, first: int) -> bool:
    """Decide where what follows, at ``first``, could open a sentence."""
    quoted = after > stop + 1 and text[after - 1] in "\"'”’」』"
    if text[stop] in "!?":
        if quoted and _SPEECH.match(text, first) and not _starter(text, first):
            return False
        word = _LAST_WORD.search(text, max(start, stop - _LOOK_BACK), stop)
        return not (word and word.group().lower() in _BANG_NAMES) or _starter(text, first)
    if text[stop] in "…。！？｡" or text.startswith("..", stop):
        return True
    return not _abbreviates(text, start, stop, after, first)


def _abbreviates(text: str, start: int, stop: int, after: int, first: int) -> bool:
    """Return whether the single full stop at ``stop`` belongs to the word before it."""
    if text[stop] != "." or text.startswith("..", stop):
        return False
    if stop - start <= _LOOK_BACK and _ENUMERATOR.match(text, start, stop):
        return after == stop + 1
    found = _LAST_WORD.search(text, max(start, stop - _LOOK_BACK), stop)
    if not found:
        return False
    shown = found.group()
    word = shown.lower().lstrip("&'’-")
    if word in _LEADING or (word in _TITLES and shown[0].isupper()):
        return True
    if word in {"a.m", "p.m", "am", "pm"} and _CLOCK.search(
        text, max(start, found.start() - 6), found.start()
    ):
        following = _NEXT_WORD.match(text, first)
        return bool(following and following.group().lower() in _AFTER_TIME)
    if word == "etc":
        return text[first].islower()
    dated = word in _DATES and shown[0].isupper()
    if dated:
        following = _NEXT_WORD.match(text, first)
        return text[first].isdigit() or bool(following and following.group().lower() in _DATES)
    if word in _BEFORE_NUMBER and _NUMERAL.match(text, first):
        return not _starter(text, first)
    if len(shown) == 1:
        return shown.isupper() and shown != "I" and not _starter(text, first)
    if word in _EITHER or _DOTTED.match(shown):
        return not _starter(text, first)
    return False


def _starter(text: str, first: int) -> bool:
    """Return whether the word at ``first`` commonly opens a sentence (and is no initial)."""
    word = _NEXT_WORD.match(text, first)
    return (
        word is not None
        and text[first].isupper()
        and word.group().lower().replace("’", "'") in _STARTERS
        and not (len(word.group()) == 1 and text.startswith(".", word.end()))
    )


def _line_ends(text: str, stop: int, follows: int, *, any_case: bool) -> bool:
    """Return whether a line break ends a sentence: not where the next line runs on in lower case.

    Readers join the lines of a hard-wrapped paragraph; a break that is left was meant, but for
    text that did not come through a reader.
    """
    return (
        any_case or not text[follows : follows + 1].islower() or text.count("\n", stop, follows) > 1
    )


def closers(text: str, position: int) -> int:
    """Return the offset behind the quotes, brackets and note marks that close at ``position``."""
    match = _CLOSERS.match(text, position)
    end = match.end() if match else position
    # An opening quote or mark-up directly before a word is not a closing one: (see "a.b"x).
    while end > position and end < len(text) and text[end].isalnum() and text[end - 1] not in ")]}":
        end -= 1
    return end


_SPACE = re.compile(r"\s*")


def skip_space(text: str, position: int) -> int:
    """Return the offset of the first character at or after ``position`` that is not a space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position
