"""Reading TBX: v2 (``martif``), v3 in both styles (DCA and DCT), whatever the dialect.

DCA names a category by an attribute (``<descrip type="definition">``), DCT by the element
(``<basic:definition>``): both are read as the pair of a category and an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tmkit.formats._term_words import Warn
from tmkit.formats._xml import LIMITS, Element, Limits, elements, open_stream
from tmkit.model import Concept, Origin, Term, TermStatus

_ROOTS: Final = frozenset({"martif", "tbx"})
_CONCEPTS: Final = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES: Final = frozenset({"langSet", "langSec"})
_TERMS: Final = frozenset({"tig", "ntig", "termSec"})
_GROUPS: Final = frozenset({"descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp"})
_CODES: Final = frozenset({"bpt", "ept", "ph", "sc", "ec"})

_STATUS_OF: Final[dict[str, TermStatus]] = {
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "forbidden",
    "superseded": "obsolete",
    # TBX-Default, TBX-Min until 2019, Weblate
    "standardized": "preferred",
    "legal": "preferred",
    "regulated": "preferred",
    "notrecommended": "forbidden",
    "forbidden": "forbidden",
    "obsolete": "obsolete",
}
# What tmkit says in a note, for want of a category of TBX-Basic.
STATED: Final = {
    "kind": re.compile(r"kind: ?(.*)", re.DOTALL),
    "status": re.compile(r"status: (preferred|admitted|provisional|forbidden|obsolete)"),
}
# A line break with the white space that an indenting tool put around it.
WRAPPED: Final = re.compile(r"[ \t]*\n[ \t]+|[ \t]+\n")
_JAPANESE_EDGE: Final = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_ESCAPED_ID: Final = re.compile(r"_x([0-9A-Fa-f]{4,6})_")


def read(path: str, *, warn: Warn | None = None, limits: Limits = LIMITS) -> Iterator[Concept]:
    """Yield the concepts of a TBX file in the order of the file, in constant memory.

    ``warn`` is told the place of each entry that has no term, and of the first use of each category
    that a Concept has no place for, with how often it is used. Raise FormatError, with the line,
    for a file that is not TBX.
    """
    unknown: dict[str, list[Origin]] = {}
    with open_stream(path) as stream:
        for element in elements(stream, path, _CONCEPTS, _ROOTS, limits):
            entry = _Entry(path, unknown)
            _concept(element, entry)
            origin = Origin(path, element.line)
            if entry.terms:
                yield entry.concept(_decode_id(element.attributes.get("id", "")), origin)
            elif warn is not None:
                warn(origin, "left out: an entry without a term")
    if warn is not None:
        for name in sorted(unknown):
            places = unknown[name]
            times = f" ({len(places)} times)" if len(places) > 1 else ""
            warn(places[0], f"left out: <{name}>, which tmkit has no place for{times}")


@dataclass(slots=True)
class _Entry:
    """A concept while its parts come in; several texts of one kind are kept, one a line."""

    path: str
    unknown: dict[str, list[Origin]]
    terms: list[Term] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kind: str | None = None
    created: str = ""
    changed: str = ""

    def skip(self, name: str, element: Element) -> None:
        """Keep account of something that a Concept cannot hold."""
        self.unknown.setdefault(name, []).append(Origin(self.path, element.line))

    def concept(self, name: str, origin: Origin) -> Concept:
        """Return what was gathered."""
        return Concept(
            tuple(self.terms),
            name,
            "; ".join(self.subjects),
            self.kind or "",
            _joined(self.definitions),
            _joined(self.notes),
            _joined(self.sources),
            self.created,
            self.changed,
            origin=origin,
        )


def _joined(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _decode_id(text: str) -> str:
    return _ESCAPED_ID.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def _content(element: Element) -> str:
    """Return the text of an element without the white space that indents the file."""
    text = element.text(_CODES).replace("\r\n", "\n").strip()
    return WRAPPED.sub(_unwrap, text) if WRAPPED.search(text) else text


def _unwrap(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if "\n" in (before, after) or not (before and after):
        return "\n"
    if _JAPANESE_EDGE.match(before) and _JAPANESE_EDGE.match(after):
        return ""
    return " "


def _parts(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the category and the element of each child, those of groups too.

    The category is the ``type`` of DCA, else the element's name, which is that of DCT.
    """
    for child in element.content:
        if isinstance(child, str):
            continue
        if child.name in _GROUPS and child.name != "transacGrp":
            yield from _parts(child)
        else:
            yield child.attributes.get("type") or child.name, child


def _concept(element: Element, entry: _Entry) -> None:
    for name, child in _parts(element):
        if child.name in _LANGUAGES:
            _language(child, entry)
        else:
            _about_concept(name, child, entry)


def _language(element: Element, entry: _Entry) -> None:
    attributes = element.attributes
    lang = (attributes.get("xml:lang") or attributes.get("lang", "")).strip().replace("_", "-")
    for name, child in _parts(element):
        if child.name in _TERMS:
            term = _term(child, lang, entry)
            if term is not None:
                entry.terms.append(term)
        else:
            _about_concept(name, child, entry)


def _about_concept(name: str, element: Element, entry: _Entry) -> None:
    """Take what is said of a concept or of all its terms in one language."""
    text = _content(element)
    if name == "subjectField":
        entry.subjects.extend([text] if text and text not in entry.subjects else [])
    elif name in {"definition", "explanation"}:
        entry.definitions.append(text)
    elif name == "source":
        entry.sources.append(text)
    elif name == "note":
        stated = STATED["kind"].fullmatch(text)
        if stated and entry.kind is None:
            entry.kind = stated[1]
        else:
            entry.notes.append(text)
    elif name == "transacGrp":
        _date(element, entry)
    else:
        entry.skip(name, element)


def _date(group: Element, entry: _Entry) -> None:
    """Take the first origination and the last modification of a concept or its terms."""
    parts = dict(_parts(group))
    what, when = parts.pop("transactionType", None), parts.pop("date", None)
    for name, element in parts.items():
        entry.skip(name, element)
    if what is None or when is None:
        return
    kind, date = _content(what), _content(when)
    if kind in {"origination", "creation", "input"}:
        entry.created = min(filter(None, (entry.created, date)), default="")
    elif kind in {"modification", "change"}:
        entry.changed = max(entry.changed, date)
    else:
        entry.skip(kind, what)


def _term(element: Element, lang: str, entry: _Entry) -> Term | None:
    """Return the term of a tig, ntig or termSec, or None where it says none."""
    found: dict[str, str] = {}
    contexts: list[str] = []
    notes: list[str] = []
    stated: str | None = None
    for name, child in _parts(element):
        text = _content(child)
        if name in {"term", "partOfSpeech", "termType", "source"}:
            if found.setdefault(name, text) != text:
                entry.skip(name, child)
        elif name in {"administrativeStatus", "normativeAuthorization"}:
            found.setdefault("status", text)
        elif name in {"context", "example"}:
            contexts.append(text)
        elif name == "note":
            said = STATED["status"].fullmatch(text)
            if said and stated is None:
                stated = said[1]
            else:
                notes.append(text)
        elif name == "transacGrp":
            _date(child, entry)
        elif name in {"definition", "subjectField"}:  # some tools put them with the term
            _about_concept(name, child, entry)
        else:
            entry.skip(name, child)
    if not found.get("term"):
        return None
    status = _status(found.get("status", ""), stated, element, entry)
    return Term(
        found["term"],
        lang,
        status,
        found.get("partOfSpeech", ""),
        _joined(notes),
        found.get("termType", ""),
        tuple(text for text in contexts if text),
        found.get("source", ""),
        origin=Origin(entry.path, element.line),
    )


def _status(text: str, stated: str | None, element: Element, entry: _Entry) -> TermStatus:
    """Return the status that a term's administrative status and tmkit's own note say."""
    word = text.removesuffix("-admn-sts").removesuffix("Term").replace("-", "").lower()
    if text and word not in _STATUS_OF:
        entry.skip(f"administrativeStatus {text}", element)
    status: TermStatus = _STATUS_OF.get(word, "preferred")
    if stated == "provisional" and status == "admitted":
        return "provisional"
    return status
