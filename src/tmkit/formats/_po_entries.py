"""The entries of a PO file, every string with the places of its characters.

The grammar is that of the GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tmkit.encoding import split_lines
from tmkit.errors import FormatError
from tmkit.formats._gather import Gathering

_KEYWORD: Final = re.compile(
    r"(msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[[ \t]*(\d+)[ \t]*\])?[ \t]*"
)
_PIECE: Final = re.compile(r'[^"\\]+|(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+|\\.')
# gettext joins the next line to one that ends with a backslash, and a space keeps them apart.
_KEPT_APART: Final = re.compile(r"\\ +\Z")
_ESCAPES: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "a": "\a",
    '"': '"',
    "\\": "\\",
}
_HINT: Final = "The command msgfmt -c tells what gettext makes of the file"


@dataclass(slots=True)
class Entry:
    """One entry as it stands in the file. ``line`` is that of its first keyword."""

    line: int = 0
    obsolete: bool = False
    msgctxt: Gathering | None = None
    msgid: Gathering = field(default_factory=lambda: Gathering(1))
    msgid_plural: Gathering | None = None
    msgstr: dict[int, Gathering] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)
    has_msgid: bool = False


def entries(text: str, path: str) -> Iterator[Entry]:
    """Yield the entries of a PO file; raise FormatError at a line that has no place in one."""
    entry = Entry()
    into: Gathering | None = None  # the string that a line with a quote continues
    for number, raw in enumerate(split_lines(text), 1):
        line, column = raw.lstrip(" \t\ufeff"), len(raw) - len(raw.lstrip(" \t\ufeff")) + 1
        obsolete = line.startswith("#~")
        if obsolete:
            rest = line[2:].lstrip(" \t")
            line, column = rest, column + len(line) - len(rest)
            if line.startswith("|"):
                continue  # the previous msgid of an obsolete entry
        if not line.strip():
            into = None
            continue
        if line.startswith("#") and not obsolete:
            if entry.msgstr:
                yield from _finished(entry, path)
                entry = Entry()
            into = None
            _comment(line, entry)
        elif line.startswith('"'):
            if into is None:
                raise FormatError("a text without a keyword before it", path, number, _HINT)
            _string(line, number, column, into, path)
        else:
            keyword = _KEYWORD.match(line)
            if keyword is None:
                raise FormatError("this line is not PO", path, number, _HINT)
            if entry.msgstr and keyword[1] in {"msgctxt", "msgid"}:
                yield from _finished(entry, path)
                entry = Entry()
            into = _begin(keyword, entry, path, number)
            into.column = column + keyword.end()
            entry.line = entry.line or number
            entry.obsolete = entry.obsolete or obsolete
            _string(line[keyword.end() :], number, into.column, into, path)
    if entry.has_msgid or entry.msgctxt is not None or entry.msgstr:
        yield from _finished(entry, path)


def _finished(entry: Entry, path: str) -> Iterator[Entry]:
    if not entry.msgstr:
        raise FormatError("an entry without a msgstr", path, entry.line, _HINT)
    yield entry


def _begin(keyword: re.Match[str], entry: Entry, path: str, number: int) -> Gathering:
    """Return the string that a keyword opens; raise FormatError where it is out of its order."""
    name, index = keyword[1], keyword[2]
    text = Gathering(number)
    if name == "msgctxt" and entry.msgctxt is None and not entry.has_msgid:
        entry.msgctxt = text
    elif name == "msgid" and not entry.has_msgid:
        entry.msgid, entry.has_msgid = text, True
    elif name == "msgid_plural" and entry.has_msgid and entry.msgid_plural is None:
        entry.msgid_plural = text
    elif name == "msgstr" and entry.has_msgid and int(index or 0) not in entry.msgstr:
        entry.msgstr[int(index or 0)] = text
    else:
        raise FormatError(f"{name} is out of its order here", path, number, _HINT)
    return text


def _comment(line: str, entry: Entry) -> None:
    """Put a comment where its second character says; ``#`` alone is a translator's."""
    if _KEPT_APART.search(line):
        line = line[:-1]
    kind, text = line[1:2], line[2:].removeprefix(" ")
    if kind == ".":
        entry.extracted.append(text)
    elif kind == ":":
        entry.references.append(text.strip())
    elif kind == ",":
        entry.flags += [flag.strip() for flag in text.split(",") if flag.strip()]
    elif kind == "|":
        entry.previous.append(text.strip())
    else:
        entry.comments.append(line[1:].removeprefix(" "))


def _string(line: str, number: int, column: int, into: Gathering, path: str) -> None:
    """Append the text of one quoted line, each escape at its own place."""
    text = line.rstrip(" \t\x1a")
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        message = "a text that is not closed by a quote in its line"
        raise FormatError(message, path, number, _HINT)
    position = 1
    while position < len(text) - 1:
        piece = _PIECE.match(text, position, len(text) - 1)
        if piece is None:
            message = "a quote or a backslash inside a text without a backslash before it"
            raise FormatError(message, path, number, _HINT)
        found = piece[0]
        if found[0] == "\\":
            found = _ESCAPES[found[1]] if found[1] in _ESCAPES else _numbered(found)
        into.add(found, number, column + position)
        position = piece.end()


def _numbered(escapes: str) -> str:
    r"""Return the text of ``\343\201\202`` or ``\x41``; any other escape as it stands.

    Each names a byte, and a run of them may be a character of UTF-8.
    """
    octets = bytes(
        int(number[1:], 16) if number[0] == "x" else int(number, 8) & 0xFF
        for number in escapes.split("\\")[1:]
        if number[0] in "01234567" or (number[0] == "x" and len(number) > 1)
    )
    try:
        return octets.decode() if octets else escapes
    except UnicodeDecodeError:
        return octets.decode("latin-1")
