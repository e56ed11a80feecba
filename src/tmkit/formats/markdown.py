"""Markdown (CommonMark with tables and strikethrough): the text that a reader of the page sees.

A paragraph's text is derived: the marks of emphasis, links, code and escapes are taken off, and
what they enclose stays, so ``**bold** [text](url)`` gives ``bold text``. A line break in the
source is a space, in Japanese nothing; a hard line break ends the paragraph, as a line end does
in a text file. Headings, list items, table cells and quotes are paragraphs of their own; a
picture's description is a caption. Left out and listed: code blocks, front matter, comments, the
destinations of links, marker lines such as ``:::note`` and ``[!NOTE]``. HTML blocks are read as
the HTML reader reads them. Lines and columns are those of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tmkit.files import decode, split_lines
from tmkit.formats._runs import Run
from tmkit.model import Document, Omission, Origin, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_KINDS: dict[str, ParagraphKind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "th_open": "cell",
    "td_open": "cell",
}
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}  # YAML and TOML front matter
_MARKER_LINE = re.compile(r":{3,}.*|\[![A-Za-z]+\][+-]?")
_FOOTNOTE = re.compile(r"\s*\[\^[^\]\s]+\]:\s*")


@dataclass(slots=True)
class _Reading:
    """What is gathered while the tokens go by."""

    path: str
    lang: str
    lines: list[str]
    parser: MarkdownIt
    paragraphs: list[Paragraph] = field(default_factory=list)
    omitted: list[Omission] = field(default_factory=list)

    def omit(self, text: str, reason: str, line: int, column: int = 1) -> None:
        if text.strip():
            self.omitted.append(Omission(text, reason, Origin(self.path, line, column)))


@dataclass(slots=True)
class _Cursor:
    """Goes through the source of one inline token: where its parts stand."""

    source: str
    first: int  # number of its first line
    at: int = 0

    def find(self, text: str) -> tuple[int, int]:
        """Return line and column of ``text`` and go behind it."""
        found = self.source.find(text, self.at)
        length = len(text)
        if found < 0:  # white space or an escape was changed within it
            word = text.split()[0] if text.split() else ""
            found = self.source.find(word, self.at)
            length = len(word)
        start = found if found >= 0 else self.at
        self.at = start + length if found >= 0 else self.at
        line = self.source.count("\n", 0, start)
        return self.first + line, start - (self.source.rfind("\n", 0, start) + 1) + 1


def read(data: bytes, path: str, lang: str, encoding: str | None = None) -> Document:
    """Return the visible text of a Markdown file; FormatError where it cannot be decoded."""
    from markdown_it import MarkdownIt

    text, shown = decode(data, path, encoding)
    # text_join would merge escapes and entities into the text, and so hide where they stand
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    reading = _Reading(path, lang, split_lines(text), parser)
    _front_matter(reading)
    environment: dict[str, object] = {}
    tokens = parser.parse("\n".join(reading.lines), environment)
    kinds: list[ParagraphKind] = []
    row = _Cursor("", 0)
    for token in tokens:
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _KINDS:
            kinds.pop()
        elif token.type == "tr_open" and token.map:
            row = _cursor(reading, token.map)
        elif token.type == "inline":
            kind = kinds[-1] if kinds else "body"
            cursor = row if kind == "cell" else _cursor(reading, token.map or [0, 1])
            _inline(reading, token.children or [], cursor, kind)
        else:
            _block(reading, token)
    _definitions(reading, environment)
    reading.omitted.sort(key=lambda omission: omission.origin.line if omission.origin else 0)
    return Document(
        path, lang, tuple(reading.paragraphs), "markdown", shown, tuple(reading.omitted)
    )


def _front_matter(reading: _Reading) -> None:
    """Blank out the front matter, so that the lines below keep their numbers."""
    lines = reading.lines
    closing = _FENCES.get(lines[0].rstrip())
    if closing is None:
        return
    for number in range(1, len(lines)):
        if lines[number].rstrip() in closing:
            reading.omit("\n".join(lines[: number + 1]), "front matter", 1)
            lines[: number + 1] = [""] * (number + 1)
            return


def _cursor(reading: _Reading, lines: Sequence[int]) -> _Cursor:
    return _Cursor("\n".join(reading.lines[lines[0] : lines[1]]), lines[0] + 1)


def _block(reading: _Reading, token: Token) -> None:
    line = (token.map or [0, 1])[0] + 1
    if token.type in {"fence", "code_block"}:
        reading.omit(f"{token.info.strip()}\n{token.content}".strip("\n"), "code block", line)
    elif token.type == "html_block":
        _html(reading, token.content, line)


def _html(reading: _Reading, source: str, line: int) -> None:
    from tmkit.formats.html import fragment

    for match in re.finditer(r"<!--(.*?)(?:-->|\Z)", source, re.DOTALL):
        above = source.count("\n", 0, match.start())
        reading.omit(match.group(1).strip(), "comment", line + above)
    bare = re.sub(r"<!--.*?(?:-->|\Z)", _blank, source, flags=re.DOTALL)
    if bare.strip():
        paragraphs, omitted = fragment(bare, reading.path, reading.lang, line)
        reading.paragraphs += paragraphs
        reading.omitted += omitted


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _inline(
    reading: _Reading, children: Sequence[Token], cursor: _Cursor, kind: ParagraphKind
) -> None:
    """Add the paragraphs of one inline token: more than one where it has hard line breaks."""
    run = Run(reading.lang)
    for part in _parts(children):
        if _is_marker(part):
            text = "".join(child.markup or child.content for child in part)
            line, column = cursor.find(part[0].markup or part[0].content)
            reading.omit(text.strip(), "marker", line, column)
            _add(reading, run, kind)
            continue
        _part(reading, part, cursor, run)
        if part and _is_break(part[-1]):
            _add(reading, run, kind)
        else:
            run.space("\n")
    _add(reading, run, kind)


def _parts(children: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the children line by line; a hard break is the last of its line."""
    part: list[Token] = []
    for child in children:
        if child.type == "softbreak":
            yield part
            part = []
        else:
            part.append(child)
            if _is_break(child):
                yield part
                part = []
    yield part


def _is_break(child: Token) -> bool:
    if child.type == "html_inline":
        return re.match(r"<br\b", child.content, re.IGNORECASE) is not None
    return child.type == "hardbreak"


def _is_marker(part: Sequence[Token]) -> bool:
    plain = all(child.type in {"text", "text_special"} for child in part)
    text = "".join(child.content for child in part).strip()
    return plain and _MARKER_LINE.fullmatch(text) is not None


def _part(reading: _Reading, part: Sequence[Token], cursor: _Cursor, run: Run) -> None:
    reading_aid = False  # between <rt> and </rt>
    for child in part:
        if child.type in {"text", "code_inline", "text_special"}:
            literal = child.markup if child.type == "text_special" else child.content
            if not literal:
                continue
            line, column = cursor.find(literal)
            column += child.info == "escape"  # where the character is, behind its backslash
            if reading_aid:
                reading.omit(child.content, "ruby reading", line, column)
            else:
                run.add(child.content, line, column)
        elif child.type == "link_close" and child.markup != "autolink":
            _skip_destination(reading, cursor)
        elif child.type == "image":
            _image(reading, child, cursor)
        elif child.type == "html_inline":
            line, column = cursor.find(child.content)
            opening = re.match(r"<(/?)(rt|rp|rtc)\b", child.content, re.IGNORECASE)
            if opening:
                reading_aid = not opening.group(1)
            elif child.content.startswith("<!--"):
                comment = child.content.removeprefix("<!--").removesuffix("-->").strip()
                reading.omit(comment, "comment", line, column)


def _image(reading: _Reading, token: Token, cursor: _Cursor) -> None:
    run = Run(reading.lang)
    for part in _parts(token.children or []):
        _part(reading, part, cursor, run)
        run.space("\n")
    _add(reading, run, "caption")
    _skip_destination(reading, cursor)


def _skip_destination(reading: _Reading, cursor: _Cursor) -> None:
    """List the destination and title of the link that ends here, and go behind them."""
    source, end = cursor.source, len(cursor.source)
    bracket = source.find("]", cursor.at)
    if bracket < 0:
        return
    at = bracket + 1
    line = cursor.first + source.count("\n", 0, at)
    column = at - source.rfind("\n", 0, at)
    if source[at : at + 1] == "[":
        at = source.find("]", at) + 1
    elif source[at : at + 1] == "(":
        helpers = reading.parser.helpers
        at = _space(source, at + 1)
        destination = helpers.parseLinkDestination(source, at, end)
        if destination.ok:
            reading.omit(destination.str, "link destination", line, column + 1)
            at = _space(source, destination.pos)
            title = helpers.parseLinkTitle(source, at, end)
            if title.ok:
                reading.omit(title.str, "link title", line, column + 1)
                at = title.pos
        at = source.find(")", at) + 1 or at
    cursor.at = at


def _space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _add(reading: _Reading, run: Run, kind: ParagraphKind) -> None:
    paragraph = run.take(kind)
    if paragraph is not None:
        reading.paragraphs.append(paragraph)


def _definitions(reading: _Reading, environment: dict[str, object]) -> None:
    """List the link definitions; those of footnotes are text.

    CommonMark knows no footnotes, and takes ``[^1]: 注釈です。`` for a link to 注釈です。
    """
    found = environment.get("references")
    entries = list(found.values()) if isinstance(found, dict) else []
    repeated = environment.get("duplicate_refs")
    entries += repeated if isinstance(repeated, list) else []
    notes = False
    for entry in entries:
        first, last = entry["map"]
        source = "\n".join(reading.lines[first:last])
        note = _FOOTNOTE.match(source)
        if note is None:
            reading.omit(source.strip(), "link definition", first + 1)
            continue
        notes = True
        cursor = _Cursor(source, first + 1, note.end())
        tokens = reading.parser.parseInline(source[note.end() :], {})
        _inline(reading, tokens[0].children or [], cursor, "body")
    if notes:
        reading.paragraphs.sort(key=lambda paragraph: paragraph.marks[0].line)
