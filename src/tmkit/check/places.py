r"""Where a text stands in a file whose format encloses and escapes it: line and column, and bytes.

A bilingual file's reader says at which line a text begins. Where exactly each of its characters
stands is looked up only for what a finding is about, by reading the file's source along the text:
a character may stand as itself, as ``&amp;`` in XML, as ``\n`` in PO, with markup in between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tmkit.errors import TmkitError
from tmkit.files import decode, read_bytes
from tmkit.model import Finding, Mark, Passage

# Takes the source and a position, gives (text, end) of what stands there: "" for markup.
Step = Callable[[str, int], tuple[str, int]]
_AHEAD: Final = 200  # starts tried for one text before it is given up

_ENTITY: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# TMX and XLIFF: elements whose content is code of the document's own format, not text.
_CODES: Final = re.compile(r"<(bpt|ept|it|ph|ut)\b[^>]*?(?<!/)>.*?</\1\s*>", re.DOTALL)
_LONGEST_CDATA: Final = 20_000
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_PO_BREAK: Final = re.compile(r'"[ \t]*\r?\n[ \t]*(?:#~[ \t]*)?"')
_BOUNDS: Final = frozenset(["", ">", "<", '"', ",", ";", "\t", "\n", "\r", " "])
_BACKSLASH: Final = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "/": "/"}


def xml_step(source: str, at: int) -> tuple[str, int]:
    """Return what stands at ``at`` in XML."""
    character = source[at]
    if character in "<&" and _in_cdata(source, at):
        return character, at + 1
    if character == "&":
        match = _ENTITY.match(source, at)
        if match is not None:
            number = int(match[1]) if match[1] else int(match[2], 16) if match[2] else 0
            return _NAMED[match[3]] if match[3] else chr(min(number, 0x10FFFF)), match.end()
    if character == "<":
        for expression in (_CDATA, _CODES, _TAG):
            match = expression.match(source, at)
            if match is not None:
                return "", match.end()
    if character == "]" and source.startswith("]]>", at):
        return "", at + 3
    if character == "\r" and source.startswith("\r\n", at):
        return "\n", at + 2  # XML 1.0, 2.11: line ends are LF
    return character, at + 1


def _in_cdata(source: str, at: int) -> bool:
    begin = source.rfind("<![CDATA[", max(0, at - _LONGEST_CDATA), at)
    return begin >= 0 and source.find("]]>", begin, at) < 0


def po_step(source: str, at: int) -> tuple[str, int]:
    """Return what stands at ``at`` in a string of PO, which may go on in the next line."""
    if source[at] == '"':
        match = _PO_BREAK.match(source, at)
        return ("", match.end()) if match is not None else ('"', at + 1)
    return escaped_step(source, at)


def escaped_step(source: str, at: int) -> tuple[str, int]:
    """Return what stands at ``at`` where a backslash escapes: TSV, PO, JSON."""
    if source[at] == "\\" and at + 1 < len(source):
        after = source[at + 1]
        if after == "u" and re.match(r"[0-9a-fA-F]{4}", source[at + 2 : at + 6]):
            return chr(int(source[at + 2 : at + 6], 16)), at + 6
        if after in _BACKSLASH:
            return _BACKSLASH[after], at + 2
    return source[at], at + 1


def csv_step(source: str, at: int) -> tuple[str, int]:
    """Return what stands at ``at`` in a quoted cell, or a plain one."""
    if source.startswith('""', at):
        return '"', at + 2
    return source[at], at + 1


# The first of a format is how tmkit writes it, the others how else it is found.
STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    "tmx": (xml_step,),
    "xliff": (xml_step,),
    "po": (po_step,),
    "tsv": (escaped_step, csv_step),
    "csv": (csv_step,),
    "jsonl": (escaped_step,),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text, with what is needed to write it back as it was."""

    text: str
    lines: tuple[int, ...]  # where each line begins
    encoding: str

    def position(self, line: int, column: int) -> int:
        """Return the offset of a line and column, 1-based."""
        start = self.lines[min(line, len(self.lines)) - 1]
        return min(start + column - 1, len(self.text))

    def mark(self, offset: int, position: int) -> Mark:
        """Return the mark that says where ``position`` is."""
        line = bisect_right(self.lines, position)
        return Mark(offset, line, position - self.lines[line - 1] + 1)


def open_source(path: str, encoding: str | None) -> Source | None:
    """Return a file as text, None where it is none (a workbook, an archive)."""
    if path == "-":
        return None
    try:
        text, shown = decode(read_bytes(path), path, encoding)
    except TmkitError:
        return None
    ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    return Source(text, (0, *ends), shown)


def locate(source: Source, text: str, line: int, step: Step, column: int = 1) -> list[int] | None:
    """Return where each character of ``text`` stands, and where the last one ends.

    The text is looked for from ``line`` on. None where it is not found nearby.
    """
    if not text:
        return None
    start = source.position(line, column)
    last = min(start + 4000 + 4 * len(text), len(source.text))
    tried = 0
    at = start
    unbounded: list[int] | None = None
    while at < last and tried < _AHEAD:
        found, after = step(source.text, at)
        if found == text[0]:
            tried += 1
            places = _follow(source.text, text, at, step)
            if places is not None and _bounded(source.text, places):
                return places
            unbounded = unbounded or places
        at = after
    return unbounded


def _bounded(source: str, places: Sequence[int]) -> bool:
    """Whether what was found is a whole: an element's content, a string, a cell."""
    before = source[places[0] - 1 : places[0]]
    after = source[places[-1] : places[-1] + 1]
    return before in _BOUNDS and after in _BOUNDS


def _follow(source: str, text: str, at: int, step: Step) -> list[int] | None:
    places: list[int] = []
    done = 0
    while done < len(text):
        if at >= len(source):
            return None
        found, after = step(source, at)
        if found:
            if found != text[done]:
                return None
            places.append(at)
            done += 1
        at = after
    places.append(at)
    return places


def placed(
    findings: Sequence[Finding], formats: Mapping[str, str], encoding: str | None
) -> list[Finding]:
    """Return the findings with the exact places of those in bilingual files."""
    exact = marks_in_file([finding.passage for finding in findings], formats, encoding)
    return [
        finding if passage is finding.passage else replace(finding, passage=passage)
        for finding, passage in zip(findings, exact, strict=True)
    ]


def marks_in_file(
    passages: Sequence[Passage], formats: Mapping[str, str], encoding: str | None
) -> list[Passage]:
    """Return the passages, those of bilingual files with a mark at each stretch of the file."""
    sources: dict[str, Source | None] = {}
    known: dict[tuple[str, str, Mark], Passage] = {}
    made: list[Passage] = []
    for passage in passages:
        form = formats.get(passage.path, "")
        steps = STEPS.get(form)
        if steps is None:
            made.append(_in_cell(passage) if form == "xlsx" else passage)
            continue
        if passage.path not in sources:
            sources[passage.path] = open_source(passage.path, encoding)
        key = (passage.path, passage.text, passage.marks[0])
        if key not in known:
            marks = _marks(sources[passage.path], passage, steps)
            known[key] = replace(passage, marks=marks)
        made.append(known[key])
    return made


def _in_cell(passage: Passage) -> Passage:
    """Return a passage all of which stands in its cell, at row and column of the sheet."""
    cell = passage.marks[0]
    marks = (Mark(offset, cell.line, cell.column) for offset in range(len(passage.text) + 1))
    return replace(passage, marks=tuple(marks))


def _marks(source: Source | None, passage: Passage, steps: Sequence[Step]) -> tuple[Mark, ...]:
    """Return a mark wherever the text stops following the source character by character."""
    first = passage.marks[0]
    if source is None:
        return passage.marks
    for step in steps:
        places = locate(source, passage.text, first.line, step, first.column)
        if places is not None:
            break
    else:
        return passage.marks
    return tuple(
        source.mark(offset, places[offset])
        for offset in range(len(passage.text))
        if not offset
        or places[offset] != places[offset - 1] + 1
        or source.text[places[offset - 1]] == "\n"
    )
