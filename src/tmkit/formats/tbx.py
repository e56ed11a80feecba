"""TermBase eXchange, TBX-Basic: ISO 30042:2008 (v2, ``martif``) and ISO 30042:2019 (v3, DCA).

v2 is the default, because it is what CAT tools read: OmegaT and translate-toolkit refuse v3. Which
field goes where, and what says so, is in docs/reference/tbx.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final, Literal

from tmkit import __version__
from tmkit.errors import WriteError
from tmkit.formats._tbx_read import STATED, WRAPPED, read
from tmkit.formats._term_words import (
    TERM_TYPES,
    UNUSABLE,
    example,
    iso_date,
    of_language,
    part_of_speech,
    usable,
    with_ids,
)
from tmkit.formats._xml import escape, escape_attribute
from tmkit.formats.term_report import Losses, TermReport
from tmkit.language import primary
from tmkit.model import Concept, Origin, Term, TermStatus

__all__ = ["read", "write"]

Version = Literal[2, 3]
Profile = Literal["omegat"]

# TBX-Basic knows no "provisional": see _status_note.
STATUSES: Final[dict[TermStatus, str]] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "provisional": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "obsolete": "supersededTerm-admn-sts",
}
_BLOCK: Final = 500


@dataclass(frozen=True, slots=True)
class _Names:
    """What the two versions call the same thing."""

    concept: str
    language: str
    term: str


_NAMES: Final[dict[Version, _Names]] = {
    2: _Names("termEntry", "langSet", "tig"),
    3: _Names("conceptEntry", "langSec", "termSec"),
}


def write(
    stream: BinaryIO,
    concepts: Iterable[Concept],
    *,
    source_lang: str,
    target_lang: str,
    version: Version = 2,
    profile: Profile | None = None,
    date: str | None = None,
) -> TermReport:
    """Write concepts as TBX-Basic and return what could not be kept.

    All languages are written, the source language first. ``profile`` "omegat" leaves out what
    OmegaT would offer as a translation though it must not be used, and writes an entry for each
    target term, because OmegaT pairs every source term of an entry with every target term.
    ``date`` (``YYYYMMDDThhmmssZ``) goes to the header. Raise WriteError where no term is left: TBX
    v2 knows no file without an entry.
    """
    losses = Losses()
    found = [_without_empty(concept, losses) for concept in concepts]
    kept = with_ids([concept for concept in found if concept.terms], losses)
    if profile == "omegat":
        entries = [
            entry
            for concept in kept
            for entry in _for_omegat(concept, source_lang, target_lang, losses)
        ]
        kept = with_ids(entries, Losses())
    if not kept:
        hint = "TBX needs at least one entry with a term"
        raise WriteError("there is no term to write", "TBX", hint)
    tags = list(dict.fromkeys([source_lang, target_lang]))
    stream.write(_head(source_lang, version, date).encode())
    names = _NAMES[version]
    for start in range(0, len(kept), _BLOCK):
        part = kept[start : start + _BLOCK]
        lines = (line for concept in part for line in _entry(concept, names, tags, losses))
        stream.write("".join(f"{line}\n" for line in lines).encode())
    closing = "</martif>" if version == 2 else "</tbx>"
    stream.write(f"    </body>\n  </text>\n{closing}\n".encode())
    return losses.report(len(kept), sum(len(concept.terms) for concept in kept))


def _without_empty(concept: Concept, losses: Losses) -> Concept:
    """Return a concept without terms that have no text."""
    for term in concept.terms:
        if not term.text.strip():
            losses.add("term", "is empty", example(concept), term.origin or concept.origin)
    terms = tuple(term for term in concept.terms if term.text.strip())
    if not terms:
        losses.add("concept", "has no term", concept.id, concept.origin)
    return concept if len(terms) == len(concept.terms) else replace(concept, terms=terms)


def _head(lang: str, version: Version, date: str | None) -> str:
    tag = escape_attribute(lang)[0]
    # No DOCTYPE: a parser that loads it would look for the DTD beside the file, and fail.
    root, header, rules = (
        (f'<martif type="TBX-Basic" xml:lang="{tag}">', "martifHeader", "TBXBasicXCSV02.xcs")
        if version == 2
        else (
            f'<tbx type="TBX-Basic" style="dca" xml:lang="{tag}"'
            ' xmlns="urn:iso:std:iso:30042:ed-2">',
            "tbxHeader",
            "TBXBasicXCSV03.xcs",
        )
    )
    stamp = iso_date(date) if date else None
    revision = (
        f"    <revisionDesc><change><p>written {stamp}</p></change></revisionDesc>\n"
        if stamp
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n  <{header}>\n'
        f"    <fileDesc><sourceDesc><p>tmkit {__version__}</p></sourceDesc></fileDesc>\n"
        f'    <encodingDesc><p type="XCSURI">{rules}</p></encodingDesc>\n'
        f"{revision}  </{header}>\n  <text>\n    <body>\n"
    )


# ------------------------------------------------------------------------------------- an entry


def _entry(concept: Concept, names: _Names, tags: Sequence[str], losses: Losses) -> Iterator[str]:
    """Yield the lines of a concept: what is said of it before its languages (DTD)."""
    write_text = _Writer(losses, example(concept), concept.origin)
    yield f'      <{names.concept} id="{_xml_id(concept.id)}">'
    for line in _about_concept(concept, write_text, losses):
        yield f"        {line}"
    for lang in _languages(concept, tags):
        yield f'        <{names.language} xml:lang="{escape_attribute(lang)[0]}">'
        for term in concept.terms:
            if term.lang == lang:
                yield f"          <{names.term}>"
                for line in _about_term(term, concept, losses):
                    yield f"            {line}"
                yield f"          </{names.term}>"
        yield f"        </{names.language}>"
    yield f"      </{names.concept}>"


def _languages(concept: Concept, tags: Sequence[str]) -> list[str]:
    """Return the languages that have a term, those of the pair first."""
    present = list(dict.fromkeys(term.lang for term in concept.terms))
    order = [primary(tag) for tag in tags]
    ranks = {
        lang: order.index(primary(lang)) if primary(lang) in order else len(order)
        for lang in present
    }
    return sorted(present, key=lambda lang: ranks[lang])


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes texts as element content and counts what had to change."""

    losses: Losses
    example: str
    origin: Origin | None

    def __call__(self, name: str, text: str) -> str:
        stripped = text.strip()
        unwrapped = WRAPPED.sub("\n", stripped)
        if stripped != text:
            self.losses.add(name, "white space at its edges", self.example, self.origin)
        if unwrapped != stripped:
            self.losses.add(name, "white space around a line break", self.example, self.origin)
        content, replaced = escape(unwrapped)
        if replaced:
            reason = "characters that XML cannot hold, written U+FFFD"
            self.losses.add(name, reason, self.example, self.origin, replaced)
        return content


def _about_concept(concept: Concept, text: _Writer, losses: Losses) -> Iterator[str]:
    if concept.subject:
        subject = text("concept.subject", concept.subject)
        yield f'<descrip type="subjectField">{subject}</descrip>'
    source = ""
    if concept.source:
        content = text("concept.source", concept.source)
        source = f'<admin type="source">{content}</admin>'
    if concept.definition:
        definition = text("concept.definition", concept.definition)
        descrip = f'<descrip type="definition">{definition}</descrip>'
        yield f"<descripGrp>{descrip}{source}</descripGrp>" if source else descrip
    elif source:
        yield source
    for name, value, kind in (
        ("concept.created", concept.created, "origination"),
        ("concept.changed", concept.changed, "modification"),
    ):
        stamp = _dated(name, value, concept, losses)
        if stamp:
            yield (
                f'<transacGrp><transac type="transactionType">{kind}</transac>'
                f"<date>{stamp}</date></transacGrp>"
            )
    # TBX-Basic has no category for the class of a name; a note can be read by people as well.
    if concept.kind or STATED["kind"].fullmatch(concept.note.strip()):
        yield f"<note>kind: {text('concept.kind', concept.kind)}</note>"
    if concept.note:
        yield f"<note>{text('concept.note', concept.note)}</note>"


def _about_term(term: Term, concept: Concept, losses: Losses) -> Iterator[str]:
    """Yield the term, then its term notes, then what is auxiliary (DTD)."""
    text = _Writer(losses, term.text, term.origin or concept.origin)
    yield f"<term>{text('term.text', term.text)}</term>"
    if term.part_of_speech:
        part = part_of_speech(term.part_of_speech) or "other"
        if part != term.part_of_speech.strip():
            reason = f"{term.part_of_speech!r} written as {part!r}"
            losses.add("term.part_of_speech", reason, term.text, text.origin)
        yield f'<termNote type="partOfSpeech">{part}</termNote>'
    if term.type in TERM_TYPES:
        yield f'<termNote type="termType">{term.type}</termNote>'
    elif term.type:
        reason = f"{term.type!r} is no term type of TBX-Basic"
        losses.add("term.type", reason, term.text, text.origin)
    yield f'<termNote type="administrativeStatus">{STATUSES[term.status]}</termNote>'
    for context in filter(None, (text("term.contexts", one) for one in term.contexts)):
        yield f'<descrip type="context">{context}</descrip>'
    if term.source:
        yield f'<admin type="source">{text("term.source", term.source)}</admin>'
    # No status of TBX-Basic says "not decided yet": admitted, and a note that says it.
    if term.status == "provisional" or STATED["status"].fullmatch(term.note.strip()):
        yield f"<note>status: {term.status}</note>"
    if term.note:
        yield f"<note>{text('term.note', term.note)}</note>"


# --------------------------------------------------------------------------------- dates and ids


def _dated(name: str, value: str, concept: Concept, losses: Losses) -> str | None:
    if not value:
        return None
    stamp = iso_date(value.strip())
    if stamp != value:
        reason = f"{value!r} is no date (YYYY-MM-DD)" if stamp is None else "written with hyphens"
        losses.add(name, reason, example(concept), concept.origin)
    return stamp


# XML 1.0, [4] NameStartChar and [5a] NCName, without the rarer blocks: those are escaped, too.
_START: Final = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u3001-\ud7ff"
_NOT_IN_ID: Final = re.compile(
    f"[^{_START}0-9.\\-]|(?<![\\s\\S])[0-9.\\-]|_(?=x[0-9A-Fa-f]{{4,6}}_)"
)


def _xml_id(text: str) -> str:
    """Return an identifier as XML allows it; what it does not is written ``_xHHHH_``.

    The way of ISO 9075-14 (SQL/XML), 9.1, which reading undoes.
    """
    return _NOT_IN_ID.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


# ---------------------------------------------------------------------------------- for CAT tools


def _for_omegat(
    concept: Concept, source_lang: str, target_lang: str, losses: Losses
) -> Iterator[Concept]:
    """Yield an entry for each target term that may be used, with all such source terms."""
    for term in concept.terms:
        if term.status in UNUSABLE:
            reason = f"{term.status}: OmegaT would offer it as a translation"
            losses.add("term", reason, term.text, term.origin or concept.origin)
    sources = usable(of_language(concept, source_lang))
    targets = usable(of_language(concept, target_lang))
    allowed = {id(term) for term in (*sources, *targets)}
    for term in usable(concept.terms):
        if id(term) not in allowed:
            reason = f"its language is not of the pair {source_lang}, {target_lang}"
            losses.add("term", reason, term.text, term.origin or concept.origin)
    if not sources or not targets:
        losses.add("concept", "no term to offer in one language", example(concept), concept.origin)
        return
    if len(targets) > 1:
        reason = "written as an entry for each target term"
        losses.add("concept", reason, example(concept), concept.origin)
    for target in targets:
        yield replace(concept, terms=(*sources, target))
