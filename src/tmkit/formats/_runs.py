"""A paragraph in the making, for the readers whose text is spread over markup."""

from __future__ import annotations

from dataclasses import dataclass, field

from tmkit.formats._lines import edges, glue
from tmkit.model import Mark, Paragraph, ParagraphKind


@dataclass(slots=True)
class Run:
    """The text gathered since the last break, and where its stretches stand in the file."""

    lang: str
    text: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    gap: str = ""  # white space seen since the last stretch: none, a space, or LF for a line break

    def add(self, text: str, line: int, column: int) -> None:
        """Append a stretch that stands at ``line`` and ``column`` (1-based)."""
        if not text:
            return
        if self.text and self.gap:
            between = " " if self.gap == " " else glue(self.text[-1], text, self.lang)
            self.text.append(between)
            self.length += len(between)
        self.gap = ""
        last = self.marks[-1] if self.marks else None
        if last is None or (last.line, last.column + self.length - last.offset) != (line, column):
            self.marks.append(Mark(self.length, line, column))
        self.text.append(text)
        self.length += len(text)

    def space(self, gap: str) -> None:
        """Note white space: a space, or LF where it holds a line break."""
        if gap == "\n" or not self.gap:
            self.gap = gap

    def take(self, kind: ParagraphKind) -> Paragraph | None:
        """Return what was gathered as a paragraph, None where it is blank, and begin anew."""
        text = "".join(self.text)
        marks = self.marks
        self.text, self.marks, self.length, self.gap = [], [], 0, ""
        start, end = edges(text)
        if not end:
            return None
        first = max((mark for mark in marks if mark.offset <= start), key=lambda mark: mark.offset)
        kept = [Mark(0, first.line, first.column + start - first.offset)]
        kept += [
            Mark(mark.offset - start, mark.line, mark.column)
            for mark in marks
            if start < mark.offset < end
        ]
        return Paragraph(text[start:end], tuple(kept), kind)
