"""OmegaT's glossary text: source, target and comment, separated by tabs, a pair of terms a line.

OmegaT knows no quoting there: a quote is a quote, and a cell cannot hold a tab or a line break.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

from tmkit import files
from tmkit.errors import FormatError
from tmkit.formats._tab_cells import japanese_share, line_of
from tmkit.formats._term_words import (
    UNUSABLE,
    Warn,
    example,
    lost_languages,
    of_language,
    usable,
)
from tmkit.formats.term_report import Losses, TermReport
from tmkit.language import primary
from tmkit.model import Concept, Origin, Term

_OTHER: Final = {"en": "ja", "ja": "en"}


def read(
    path: str,
    *,
    encoding: str | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    warn: Warn | None = None,
) -> tuple[Concept, ...]:
    """Return the entries of an OmegaT glossary, those with the same source term as one concept.

    Without languages the script of the terms tells which is English and which Japanese. ``warn`` is
    told the line of each entry that is left out. Raise FormatError where neither tells.
    """
    text, _ = files.decode(files.read_bytes(path), path, encoding)
    lines = [
        ([cell.strip() for cell in line.split("\t")], Origin(path, number))
        for number, line in enumerate(files.split_lines(text.removeprefix("\ufeff")), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return ()
    source, target = _languages([cells for cells, _ in lines], path, source_lang, target_lang)
    entries: dict[str, list[Term]] = {}
    for cells, origin in lines:
        if len(cells) < 2 or not cells[0] or not cells[1]:
            if warn is not None:
                warn(origin, "left out: no source or no target term")
            continue
        terms = entries.setdefault(cells[0], [Term(cells[0], source, origin=origin)])
        note = cells[2] if len(cells) > 2 else ""
        if any(term.text == cells[1] for term in terms[1:]):
            if warn is not None:
                warn(origin, f"left out: {cells[1]} stands already for {cells[0]}")
            continue
        terms.append(Term(cells[1], target, note=note, origin=origin))
    return tuple(Concept(tuple(terms), origin=terms[0].origin) for terms in entries.values())


def _languages(
    lines: list[list[str]], path: str, source: str | None, target: str | None
) -> tuple[str, str]:
    """Return the languages of both columns, as given or by script."""
    if source is None and target is not None:
        source = _OTHER.get(primary(target))
    if source is None:
        columns = [[cells[index] for cells in lines if index < len(cells)] for index in (0, 1)]
        shares = [japanese_share(column) for column in columns]
        if shares[0] == shares[1]:
            message = "cannot tell which column is English and which Japanese"
            raise FormatError(message, path, 1, "Name the languages")
        source = "en" if shares[0] < shares[1] else "ja"
    return source, target or _OTHER.get(primary(source), "und")


# --------------------------------------------------------------------------------------- writing


def write(
    stream: BinaryIO, concepts: Iterable[Concept], *, source_lang: str, target_lang: str
) -> TermReport:
    """Write every pair of a source and a target term that may be used; return what was lost.

    UTF-8, LF. The comment is the note on the target term, else that on the concept. Forbidden and
    obsolete terms are left out, because OmegaT offers every target that it reads.
    """
    losses = Losses()
    count = terms = 0
    lines: list[str] = []
    for concept in concepts:
        lost_languages(concept, (source_lang, target_lang), losses)
        sources = usable(of_language(concept, source_lang))
        targets = usable(of_language(concept, target_lang))
        _count_losses(concept, sources, targets, losses)
        written = [
            line_of((source.text, target.text, target.note or concept.note), concept, losses)
            for source in sources
            for target in targets
            if source.text.strip() and target.text.strip()
        ]
        lines += written
        count += bool(written)
        terms += len(sources) + len(targets) if written else 0
    stream.write("".join(f"{line}\n" for line in lines).encode())
    return losses.report(count, terms)


def _count_losses(
    concept: Concept, sources: list[Term], targets: list[Term], losses: Losses
) -> None:
    """Count what the three columns have no place for."""
    place, name = concept.origin, example(concept)
    if not sources or not targets:
        losses.add("concept", "no term to offer in one language", name, place)
    elif len(sources) > 1:
        losses.add("concept", "its source terms become entries of their own", name, place)
    for field in ("id", "subject", "kind", "definition", "source", "created", "changed"):
        if getattr(concept, field):
            losses.add(f"concept.{field}", "no column", name, place)
    if concept.note:
        noted = any(not target.note for target in targets)
        reason = "becomes the comment on its terms" if noted else "no column"
        losses.add("concept.note", reason, name, place)
    for term in concept.terms:
        origin = term.origin or place
        if not term.text.strip():
            losses.add("term", "is empty", name, origin)
        if term.status in UNUSABLE:
            reason = f"{term.status}: OmegaT would offer it as a translation"
            losses.add("term", reason, term.text, origin)
            continue
        if term.status != "preferred":
            losses.add("term.status", f"{term.status}: no column", term.text, origin)
        for field in ("part_of_speech", "type", "contexts", "source"):
            if getattr(term, field):
                losses.add(f"term.{field}", "no column", term.text, origin)
        if term.note and term in sources:
            losses.add("term.note", "no column for that of a source term", term.text, origin)
