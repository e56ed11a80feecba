"""Languages: tags, scripts, joiners and the folding that keys (never texts) go through."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_tag(tag: str) -> bool:
    """Return whether ``tag`` has the form of a BCP 47 (RFC 5646) language tag."""
    return _TAG.match(tag) is not None


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """Return the primary subtag in lower case: ``ja`` of ``ja-JP``."""
    return tag.split("-", 1)[0].lower()


def joiner(tag: str) -> str:
    """Return what stands between two sentences of a language: nothing in Japanese."""
    return "" if primary(tag) in {"ja", "zh"} else " "


def fold(text: str) -> str:
    """Return the key of a text: NFKC, case folded, white space runs as one space.

    For comparing only: a text that the user gave is never replaced by its key.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def detect(text: str) -> str | None:
    """Return ``ja`` or ``en``, whichever script carries the text, or None where neither does.

    Japanese counts by kana: a page of code with Japanese prose has more Latin letters than kana,
    and no English text has any. A text of Han characters alone counts as Japanese only where no
    Latin letter stands beside it.
    """
    kana = len(_KANA.findall(text))
    japanese = len(_JAPANESE.findall(text))
    latin = len(_LATIN.findall(text))
    if kana and japanese * 20 >= latin:
        return "ja"
    if japanese and not latin:
        return "ja"
    return "en" if latin else None
