"""The values that every layer shares: frozen, without I/O, compared by what they say.

An ``origin`` tells where a text was read; it never takes part in equality, so that a parsed value
and one built by hand compare equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

ParagraphKind = Literal["body", "heading", "item", "cell", "caption", "quote", "code"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in the user's own file: the path as given (``-`` for a stream), 1-based."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``offset`` (in characters of a paragraph's text) on, text stands at this place."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code of the document's own format, between two characters of a segment's text.

    ``role`` is what TMX tells by bpt, ept and ph: it opens, closes or stands alone; ``id`` joins an
    opening code with its closing one (TMX's ``i``), ``match`` the same code of two languages
    (TMX's ``x``). ``content`` is the code as the document has it, ``<b>``.
    """

    offset: int
    role: Literal["open", "close", "alone"]
    id: str = ""
    match: str = ""
    type: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is aligned as a whole: a sentence, or a paragraph.

    ``text`` is what a reader sees; inline codes stand beside it, by rising offset. ``marks`` are
    those of a text that the file itself spreads over lines or escapes; where there are none, all
    of it stands at ``origin``.
    """

    text: str
    lang: str
    origin: Origin | None = field(default=None, compare=False)
    paragraph: int = 0  # index of the paragraph it belongs to, in its document
    start: int = field(default=0, compare=False)  # offset in that paragraph's text
    codes: tuple[Code, ...] = ()
    marks: tuple[Mark, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading, list item or table cell, without white space at its edges.

    ``marks`` say where in the file the text stands: one mark a source line, first at offset 0,
    offsets increasing. A paragraph that a hard-wrapped file spread over lines has several.
    """

    text: str
    marks: tuple[Mark, ...] = field(default=(Mark(0, 1, 1),), compare=False)
    kind: ParagraphKind = "body"

    def place(self, offset: int, path: str) -> Origin:
        """Return where the character at ``offset`` stands in the file ``path``."""
        mark = self.marks[0]
        for candidate in self.marks:
            if candidate.offset > offset:
                break
            mark = candidate
        return Origin(path, mark.line, mark.column + offset - mark.offset)


@dataclass(frozen=True, slots=True)
class Omission:
    """Text of the file that is not part of the document, and why (navigation, code, comment)."""

    text: str
    reason: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of one file: its paragraphs in order, and what it left out."""

    path: str
    lang: str
    paragraphs: tuple[Paragraph, ...]
    format: str  # a key of tmkit.formats.FORMATS
    encoding: str | None = None  # None where the format says it itself (DOCX)
    omitted: tuple[Omission, ...] = ()


# A pair at least this probable is sure, one at least that probable is to be checked; the rest is
# doubtful. What is not sure says why.
SURE, CHECK = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Bead:
    """A pair of runs of segments that translate each other; an empty run is a null bead.

    The word is Brown, Lai & Mercer's (1991). ``confidence`` is the posterior probability of this
    very bead. ``reasons`` are the keys of :data:`tmkit.align.REASONS` that make it doubtful.
    """

    source: range
    target: range
    confidence: float
    reasons: tuple[str, ...] = ()

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A source text with its translation, as a translation memory holds it."""

    source: Segment
    target: Segment
    id: str = ""
    props: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every segment of both sides in exactly one bead, in order.

    ``corners`` has one more entry than ``beads``: how probable it is that a true bead begins or
    ends at the point before each bead, and after the last.
    """

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    corners: tuple[float, ...] = ()

    def pairs(self) -> Iterator[Bead]:
        """Yield the beads that have both sides."""
        return (bead for bead in self.beads if not bead.is_null)

    def nulls(self) -> Iterator[Bead]:
        """Yield the beads that lack a side."""
        return (bead for bead in self.beads if bead.is_null)


TermStatus = Literal["preferred", "admitted", "provisional", "forbidden", "obsolete"]


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language, with what is said of this very word."""

    text: str
    lang: str
    status: TermStatus = "preferred"
    part_of_speech: str = ""
    note: str = ""
    type: str = ""  # fullForm, acronym, abbreviation, shortForm, variant, phrase (TBX-Basic)
    contexts: tuple[str, ...] = ()  # sentences that use the term
    source: str = ""  # where the term was found
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with all its terms, in the order of the file (ISO 30042 is concept-oriented).

    ``subject`` is the subject field (finance, law), ``kind`` the class of a name (person, place,
    organisation). ``id`` is empty where the file gives none. The dates are those of the file.
    """

    terms: tuple[Term, ...]
    id: str = ""
    subject: str = ""
    kind: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""  # of the definition
    created: str = ""
    changed: str = ""
    origin: Origin | None = field(default=None, compare=False)

    def in_language(self, lang: str) -> tuple[Term, ...]:
        """Return the terms whose primary language subtag is that of ``lang``."""
        wanted = lang.split("-", 1)[0].lower()
        return tuple(term for term in self.terms if term.lang.split("-", 1)[0].lower() == wanted)


Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of what is checked: a text, and where each part of it stands in the user's file.

    Several sentences that translate one are joined to one text; ``marks`` have one entry for each
    stretch that stands in one line of the file, by rising offset in ``text``.
    """

    text: str
    lang: str
    path: str
    marks: tuple[Mark, ...] = field(default=(Mark(0, 1, 1),), compare=False)
    kind: ParagraphKind = "body"
    codes: tuple[Code, ...] = ()

    def place(self, offset: int) -> Origin:
        """Return where the character at ``offset`` stands."""
        return Paragraph(self.text, self.marks).place(offset, self.path)


@dataclass(frozen=True, slots=True)
class Mention:
    """What stands elsewhere and speaks for a finding: a wording, how often, up to three places."""

    text: str
    count: int
    places: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one stretch of a text, ``passage.text[start:end]``.

    ``message`` and ``message_ja`` are one line each, without the place, and name both sides where
    both matter. ``fix`` is what the stretch should be where that has one answer. ``unit`` is the
    index of the unit that was checked; ``other`` the text of its other side.
    """

    rule: str
    severity: Severity
    message: str
    message_ja: str
    passage: Passage
    start: int
    end: int
    unit: int
    other: str = ""
    evidence: tuple[Mention, ...] = ()
    fix: str | None = None

    @property
    def origin(self) -> Origin:
        """Where the stretch begins in the user's file."""
        return self.passage.place(self.start)

    @property
    def quote(self) -> str:
        """The stretch itself."""
        return self.passage.text[self.start : self.end]
