"""What Japanese rules ask of a text: how it ends, and what a file does most."""

from __future__ import annotations

import re
from typing import Final

from tmkit.model import Passage
from tmkit.rules._rule import Unit

JAPANESE: Final = "ぁ-ゖァ-ヺー々〆一-鿿豈-龥"
STOPS: Final = "。．！？!?"
_CLOSING = "」』）)】］〉》”’\"'"
# How a Japanese sentence ends when it is one: a predicate, not a noun.
_PREDICATE = re.compile(
    r"(?:(?:で|ま)す|ました|ません(?:でした)?|でした|でしょう|ましょう|ください|下さい|である|であった|だった|だろう|であろう|"
    r"ている|ていた|ていない|ておく|てある|てくる|ていく|ない|なかった|[いきしちにりぎじみび]た|[っん][ただ]|"
    r"れる|れた|せる|せた|べきだ|ようだ|そうだ|のだ|なる|する|した|できる|できた|える|けた|める|めた|べた|ねた)\Z"
)


def predicate(text: str) -> bool:
    """Return whether a text without its final stop ends like a Japanese sentence."""
    return _PREDICATE.search(text.rstrip(STOPS + _CLOSING)) is not None


def stopped(text: str) -> bool:
    """Return whether a text ends in a full stop, question or exclamation mark."""
    return text.rstrip(_CLOSING + " 　").endswith(tuple(STOPS))


def checked_japanese(unit: Unit) -> Passage | None:
    """Return the Japanese side if it is the user's to mend: no block of code, no memory."""
    passage = unit.japanese
    if passage is None or not unit.checked or passage.kind == "code":
        return None
    return passage


def japanese_of(unit: Unit) -> Passage:
    """Return the Japanese side of a unit of which it is known that it has one."""
    passage = unit.japanese
    if passage is None:
        raise ValueError(f"unit {unit.index} has no Japanese side")
    return passage
