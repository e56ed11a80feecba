"""Lines to paragraphs: edges, hard-wrapped lines, and where each stretch stands in the file.

Shared by the readers of line-based text. A line is a paragraph of its own, as Japanese files
have it, unless the file shows that its lines were broken to a width: then a line that was full
(the next word would not have fitted) continues on the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tmkit.language import joiner
from tmkit.model import Mark, Paragraph, ParagraphKind

# White space at the edges: also the invisible characters that editors leave there, and the
# end-of-file character of DOS.
_EDGE = r"[\s\ufeff\u200b\u2060\x1a]*"
_START = re.compile(_EDGE)
_END = re.compile(_EDGE + r"\Z")

_FINAL = re.compile(r"[。．.!?！？…:：;；][」』”’\"')）】]*\Z|[」』】]\Z")
_LIST_START = re.compile(
    r"[-*+]\s|[•・●○◆◇■□※>＞→]|[(（]?(?:\d{1,3}|[a-zA-Z])[.)]\s"
    r"|[(（]?[0-9０-９a-zａ-ｚ一二三四五六七八九十]{1,2}[．）、]|[①-⑳㈠-㈩]"
)
_WORD = re.compile(r"[!-~]+|\S[、。，．」』）！？ー]*")
_LATIN = {"Na", "N", "H"}  # East Asian widths (UAX #11) of half a square


class _Cells(dict[str, int]):
    """How many columns each character fills, looked up once: whole books go through here."""

    def __missing__(self, character: str) -> int:
        self[character] = 1 if unicodedata.east_asian_width(character) in _LATIN else 2
        return self[character]


_cells = _Cells()


@dataclass(frozen=True, slots=True)
class Line:
    """The content of one line, edges off, and where it begins (1-based)."""

    text: str
    number: int
    column: int

    @property
    def indent(self) -> int:
        """Return how many characters of white space stand before it."""
        return self.column - 1


def edges(text: str) -> tuple[int, int]:
    """Return where the content of ``text`` begins and ends; both 0 where there is none."""
    start = _START.match(text)
    end = _END.search(text)
    if start is None or end is None or start.end() == len(text):
        return 0, 0
    return start.end(), end.start()


def blocks(lines: Sequence[str], first: int = 1) -> list[list[Line]]:
    """Return the runs of lines that blank lines separate; ``first`` is the first line's number."""
    found: list[list[Line]] = [[]]
    for number, text in enumerate(lines, start=first):
        start, end = edges(text)
        if end:
            found[-1].append(Line(text[start:end], number, start + 1))
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def width(text: str) -> int:
    """Return how many columns ``text`` fills where a full-width character fills two."""
    return len(text) if text.isascii() else sum(map(_cells.__getitem__, text))


def glue(left: str, right: str, lang: str) -> str:
    """Return what stands for the line break between two lines of one paragraph.

    A space; nothing in Japanese, except between two Latin words.
    """
    return "" if joiner(lang) == "" and not (left[-1].isascii() and right[0].isascii()) else " "


def paragraphs(
    found: Sequence[Sequence[Line]], lang: str, kind: ParagraphKind = "body"
) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks of lines, with the lines of hard-wrapped text joined."""
    limit = wrap_width(found, lang)
    groups = [[line] for block in found for line in block]
    if limit:
        unwrapped = [group for block in found for group in _groups(block, limit, lang)]
        ends = [group[-1].text for group in unwrapped if len(group) > 1]
        if sum(_FINAL.search(end) is not None for end in ends) * 2 >= len(ends):
            groups = unwrapped  # else these are lists of titles, alike in length by chance
    for group in groups:
        yield joined(group, lang, kind)


def _groups(block: Sequence[Line], limit: int, lang: str) -> list[list[Line]]:
    """Return the lines of a block by paragraph, in a text wrapped to ``limit`` columns."""
    margin = min(line.indent for line in block)
    groups: list[list[Line]] = []
    for line in block:
        if groups and _continues(groups[-1], line, margin, limit, lang):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(group: Sequence[Line], lang: str, kind: ParagraphKind) -> Paragraph:
    """Return the lines as one paragraph, with one mark a line."""
    text = ""
    marks: list[Mark] = []
    for line in group:
        # A hyphen or a dash that closes an English line stays, without a space: only the author
        # knows whether the hyphen was in the word.
        if text and not re.search(r"\w-\Z|--\Z|—\Z", text):
            text += glue(text, line.text, lang)
        marks.append(Mark(len(text), line.number, line.column))
        text += line.text
    return Paragraph(text, tuple(marks), kind)


def wrap_width(found: Sequence[Sequence[Line]], lang: str) -> int:
    """Return the width to which the text was hard-wrapped, in columns; 0 where it was not.

    Judged over the whole file: of the lines that have a successor in their block, those that stop
    within a sentence must nearly all be full, and hardly any line may be longer. Short lines
    (addresses, signatures, verse) are no evidence, nor is a line before a list item.
    """
    pairs = [
        (line, after)
        for block in found
        for line, after in pairwise(block)
        if not _LIST_START.match(after.text)
    ]
    japanese = joiner(lang) == ""
    widest = max((_filled(line) for line, _ in pairs if _filled(line) <= 100), default=0)
    widths = sorted(_filled(line) for line, _ in pairs if widest // 2 <= _filled(line) <= widest)
    limit = widths[len(widths) * 9 // 10] if widths else 0
    if not (30 <= limit <= 90 if japanese else 40 <= limit <= 100):
        return 0
    long = [(line, after) for line, after in pairs if _filled(line) >= limit // 2]
    stopped = [(line, after) for line, after in long if not _FINAL.search(line.text)]
    full = [after for line, after in stopped if _is_full(line, after, limit, lang)]
    overlong = sum(_filled(line) > limit + 10 for block in found for line in block)
    if (
        len(full) * 4 < len(stopped) * 3
        or len(stopped) * 2 < len(long)
        or overlong * 10 > sum(map(len, found))
    ):
        return 0
    if japanese:
        return limit if len(full) >= 3 else 0
    in_lower_case = sum(after.text[0].islower() for after in full)
    return limit if in_lower_case and in_lower_case * 2 >= len(full) else 0


def _filled(line: Line) -> int:
    # a tab or a full-width space before it counts one: the slack of _is_full covers it
    return width(line.text) + line.indent


def _is_full(line: Line, after: Line, limit: int, lang: str) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    filled = _filled(line)
    word = _WORD.match(after.text)
    needed = min(width(word.group()), 16) if word else 2  # a longer word would have been broken
    if joiner(lang) == "":
        # a line may end early so that none ends with （, and 。 may hang beyond the width
        return filled + needed >= limit
    return filled + 1 + needed > limit


def _continues(group: Sequence[Line], after: Line, margin: int, limit: int, lang: str) -> bool:
    """Whether ``after`` goes on with the paragraph of ``group`` in a text wrapped to ``limit``."""
    line = group[-1]
    if _LIST_START.match(after.text):
        return False
    if (
        after.indent > margin
        and after.indent > line.indent
        and not _LIST_START.match(group[0].text)
    ):
        return False  # the indent of a new paragraph
    if _is_full(line, after, limit, lang):
        return True
    return joiner(lang) == " " and after.text[0].islower() and not _FINAL.search(line.text)
