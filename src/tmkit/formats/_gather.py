"""A text that is gathered piece by piece, each of which knows where it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tmkit.model import Code, Mark, Origin, Segment


@dataclass(slots=True)
class Gathering:
    """The pieces so far, their marks and the codes between them.

    ``line`` and ``column`` are its place as long as it has no text. A piece that goes on where the
    one before ended needs no mark of its own.
    """

    line: int
    column: int = 1
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    _next: tuple[int, int] = (0, 0)  # where a piece would go on without a mark

    def add(self, text: str, line: int, column: int) -> None:
        """Append a text that begins at ``line`` and ``column`` of the file, both 1-based.

        The columns of all its characters must follow each other: of a text with a line break, only
        the last character may be one.
        """
        if not text:
            return
        if (line, column) != self._next:
            self.marks.append(Mark(self.length, line, column))
        self.pieces.append(text)
        self.length += len(text)
        self._next = (line, column + len(text))

    def code(
        self,
        role: Literal["open", "close", "alone"],
        id: str = "",  # noqa: A002
        match: str = "",
        type: str = "",  # noqa: A002
        content: str = "",
    ) -> None:
        """Append an inline code at the end of the text so far."""
        self.codes.append(Code(self.length, role, id, match, type, content))

    @property
    def text(self) -> str:
        """The text so far."""
        return self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)

    def segment(self, lang: str, path: str) -> Segment:
        """Return the segment; where one mark is enough, its origin says it."""
        line, column = self.line, self.column
        if self.marks:
            line, column = self.marks[0].line, self.marks[0].column
        marks = tuple(self.marks) if len(self.marks) > 1 else ()
        origin = Origin(path, line, column)
        return Segment(self.text, lang, origin, codes=tuple(self.codes), marks=marks)
