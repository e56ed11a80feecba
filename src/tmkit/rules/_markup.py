r"""What of a text is code, address or placeholder, and no prose.

Rules that read prose look at :func:`prose`, which is as long as the text and has U+FFFC where
markup stands, so that places stay true. Rules that compare markup ask :func:`spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

HOLE = "\ufffc"
MOST_KEPT = 1 << 17  # texts whose markup is remembered: each rule asks again

MarkupKind = Literal["code", "role", "link", "url", "tag", "printf", "brace", "reference"]

_MARKUP = re.compile(
    r"""
    (?=[`:!\[hf<%$\{|])  # fails at once where nothing begins
    (?:(?P<code>```.+?```|``.+?``(?!`))
    | (?P<role>:[a-z][\w.+-]*(?::[\w.+-]+)*:`[^`]+`)
    | (?P<link>`[^`<\n]+?<[^>\n]+>`__?|!?\[[^\]\n]*\]\([^()\s]+(?:\([^()\s]*\)[^()\s]*)?\))
    | (?P<url>(?:https?|ftp)://[!-'*-;=?-_a-z{|}~]+(?:\([!-'*-;=?-_a-z{|}~]*\)[!-'*-;=?-_a-z]*)*)
    | (?P<tag></?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>)
    | (?P<printf>%(?:\d+\$)?(?:\(\w+\)[-\#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]
        |[-\#0+]*\d*(?:\.\d+)?(?:l{0,2}|z|h)[diuxXfgcs@](?![A-Za-z])))
    | (?P<brace>\$?\{\{?\s*[A-Za-z_$][\w.$\[\]]*\s*(?:![rsa])?(?::[^{}\s]{0,12})?\}?\}|\{\d*\})
    | (?P<reference>\[[\#*]?[\w-]{1,20}\]_|(?<!\w)\|[A-Za-z]\w*\||`[^`\n]+`__?|`[^`\n]+`))
    """,
    re.VERBOSE,
)
_SIGN = re.compile(r"[`:/<%{\[|]")  # what every kind of markup has at or near its start


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of markup: ``text`` is all of it, ``name`` what it refers to."""

    kind: MarkupKind
    name: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=MOST_KEPT)
def spans(text: str) -> tuple[Markup, ...]:
    """Return the markup of a text, in order, without overlap."""
    return tuple(_spans(text)) if _SIGN.search(text) else ()


def _spans(text: str) -> Iterator[Markup]:
    for match in _MARKUP.finditer(text):
        kind: MarkupKind = match.lastgroup  # type: ignore[assignment]
        shown = match.group()
        if kind == "printf" and _no_printf(text, match.start(), shown):
            continue
        if kind == "reference" and shown[0] == "`" and shown[-1] == "`":
            kind = "code"
        end = match.end()
        if kind == "url":
            shown = shown.rstrip(".,;:!?'\\")
            end = match.start() + len(shown)
        yield Markup(kind, _name(kind, shown), shown, match.start(), end)


def _no_printf(text: str, start: int, shown: str) -> bool:
    """Return whether a % is a percent sign: 5%s is nothing that a program fills in."""
    return text[start - 1 : start].isalnum() and "(" not in shown and "$" not in shown


def _name(kind: MarkupKind, shown: str) -> str:
    """Return what a stretch of markup refers to, apart from its translated title."""
    if kind == "code":
        return shown.strip("`").strip()
    if kind == "role":
        role, _, title = shown.partition(":`")
        target = re.search(r"(?:^|\s)<([^<>]+)>`\Z|(?<=\S)<([^<>]+)>`\Z", title)
        inner = (target[1] or target[2]) if target else title.rstrip("`")
        return f"{role}:`{inner.strip()}`"
    if kind == "link":
        target = re.search(r"<([^<>]+)>`__?\Z|\]\((.+)\)\Z", shown)
        return (target[1] or target[2]) if target else shown
    if kind == "tag":
        return re.sub(r"\s+", " ", shown).replace(" />", "/>").replace(" >", ">")
    if kind == "reference":
        return shown
    return re.sub(r"\s", "", shown)


@lru_cache(maxsize=MOST_KEPT)
def prose(text: str) -> str:
    """Return the text with U+FFFC in place of every character of its markup."""
    found = spans(text)
    if not found:
        return text
    parts = []
    done = 0
    for span in found:
        parts += [text[done : span.start], HOLE * (span.end - span.start)]
        done = span.end
    return "".join((*parts, text[done:]))


# What a translator adds and signs: （訳注: ...）, [訳者注 ...], (---訳注: ... ---).
_NOTE = re.compile(r"[（(［\[〔【]?[-—ー\s]*(?:訳者?[注註]|[編原]注|※)[：:\s]?")
_OPENING, _CLOSING = "（(［[〔【", "）)］]〕】"


@lru_cache(maxsize=MOST_KEPT)
def notes(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the translator's own notes stand in a Japanese text."""
    shown = prose(text)
    if "注" not in shown and "註" not in shown and "※" not in shown:
        return ()
    found = []
    place = 0
    while note := _NOTE.search(shown, place):
        place = _end_of_note(shown, note)
        found.append((note.start(), place))
    return tuple(found)


@lru_cache(maxsize=MOST_KEPT)
def translated(text: str) -> str:
    """Return the prose of a Japanese text with U+FFFC in place of the translator's notes too."""
    shown = prose(text)
    for start, end in notes(text):
        shown = shown[:start] + HOLE * (end - start) + shown[end:]
    return shown


def _end_of_note(text: str, note: re.Match[str]) -> int:
    """Return where a note ends: at its own closing bracket, or with its line."""
    line = text.find("\n", note.end())
    line = len(text) if line < 0 else line
    if note.group()[0] not in _OPENING:
        return line
    depth = 1
    for place in range(note.start() + 1, len(text)):
        depth += (text[place] in _OPENING) - (text[place] in _CLOSING)
        if depth == 0:
            return place + 1
    return line


_CODE_LINE = re.compile(
    r"^\s*(?:>>> |\$ |#|//|(?:def|class|import|from|for|while|if|return|with|try|"
    r"async)\b.*[:(]|[\w.]+ ?=|[\w.]+\(|\}|\{|\))",
    re.MULTILINE,
)


def is_code(text: str) -> bool:
    """Return whether most lines of a text of several lines look like a program."""
    lines = text.count("\n") + 1
    return lines > 2 and len(_CODE_LINE.findall(text)) * 2 >= lines
