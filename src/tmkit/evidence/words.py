"""Content words: what of an English text, a Japanese text or a gloss can be looked up.

English words are lower-cased, stripped of accents and stemmed (Porter2); Japanese ones are
Sudachi's dictionary or normalised forms, whichever the dictionary knows.
"""

from __future__ import annotations

import re
import unicodedata

from tmkit.evidence.lexicon import stem

# Function words carry no evidence of their own: they stand in every sentence. "not" and "no" stay,
# because Japanese glosses negations with them.
STOP_WORDS = frozenset(
    """
    a about all also am an and another any are as at be been being both but by can could d did do
    does doing done down each eg for from had has have having he her here him his i ie if in into
    is it its just ll m may me might more most must my nor of off on one's oneself only onto or
    other our out over own person's re s shall she should so some somebody's someone something
    something's such t than that the their them then there these they thing's this those to too
    under up us ve very was we were what when where which who whom whose will with would you your
    """.split()
)
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def plain(word: str) -> str:
    """Return a word in lower case without accents or what follows an apostrophe."""
    lowered = word.lower()
    if not lowered.isascii():
        lowered = lowered.replace("’", "'")
        decomposed = unicodedata.normalize("NFD", lowered)
        lowered = "".join(char for char in decomposed if not unicodedata.combining(char))
    return lowered.split("'", 1)[0]


def content_words(text: str) -> list[str]:
    """Return the stems of the content words of an English phrase, in order."""
    words = (plain(match) for match in _WORD.findall(text.lower()))
    return [stem(w) for w in words if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())]
