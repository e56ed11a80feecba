"""UTX, the glossary format of AAMT (Asia-Pacific Association for Machine Translation).

Written as 1.11; 1.00 to 1.20 are read. docs/reference/utx.md tells what of 1.20 could be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from tmkit import files
from tmkit.errors import FormatError
from tmkit.formats._tab_cells import japanese_share, line_of
from tmkit.formats._term_words import (
    Warn,
    example,
    iso_date,
    lost_languages,
    of_language,
    with_ids,
)
from tmkit.formats.term_report import Losses, TermReport
from tmkit.model import Concept, Origin, Term, TermStatus

_PAIR: Final = re.compile(
    r"(?<![A-Za-z0-9:/.])([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)/"
    r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?(?![A-Za-z0-9/])"
)
_STATUSES: Final[dict[TermStatus, str]] = {
    "preferred": "approved",
    "admitted": "non-standard",
    "provisional": "provisional",
    "forbidden": "forbidden",
    "obsolete": "forbidden",
}
_STATUS_OF: Final[dict[str, TermStatus]] = {
    "": "preferred",
    "-": "preferred",
    "approved": "preferred",
    "provisional": "provisional",
    "non-standard": "admitted",
    "nonstandard": "admitted",
    "forbidden": "forbidden",
}
_NONE: Final = "-"  # what stands for a part of speech that is not known
_COLUMNS: Final = (
    *("src", "tgt", "src:pos", "tgt:pos"),
    *("term status", "src:comment", "tgt:comment", "concept ID"),
)


@dataclass(slots=True)
class _Entry:
    """A concept while its lines come in."""

    id: str
    origin: Origin
    terms: list[Term] = field(default_factory=list)


def read(
    path: str,
    *,
    encoding: str | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    warn: Warn | None = None,
) -> tuple[Concept, ...]:
    """Return the concepts of a UTX file in the order of the file.

    Lines belong to one concept by their ``concept ID``, else by an equal source term. The status
    is that of the line's term which the concept does not have yet, the target's where both are new.
    ``warn`` is told the place of each line and column that is left out. Raise FormatError where
    there is no header.
    """
    text, _ = files.decode(files.read_bytes(path), path, encoding)
    lines = files.split_lines(text.removeprefix("\ufeff"))
    if not lines or not re.match(r"#\s*UTX", lines[0], re.IGNORECASE):
        hint = "A UTX file begins with a line such as #UTX 1.11; en/ja;"
        raise FormatError("is not UTX", path, 1, hint)
    columns, first = _header(lines, path)
    if warn is not None:
        for name in columns:
            if name and name not in {known.lower() for known in _COLUMNS}:
                warn(Origin(path, first), f"left out: the column {name}")
    body = [
        (dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False)), number)
        for number, line in enumerate(lines[first:], first + 1)
        if line.strip() and not line.startswith("#")
    ]
    source, target = _languages(lines[:first], [cells for cells, _ in body])
    source, target = source_lang or source, target_lang or target
    if not source or not target:
        hint = "Write them into the first line: #UTX 1.11; en/ja;"
        raise FormatError("the header does not tell its two languages", path, 1, hint)
    entries: dict[tuple[str, str], _Entry] = {}
    for cells, number in body:
        problem = _add(entries, cells, (source, target), Origin(path, number))
        if problem and warn is not None:
            warn(Origin(path, number), f"left out: {problem}")
    return tuple(
        Concept(tuple(entry.terms), entry.id, origin=entry.origin) for entry in entries.values()
    )


def _header(lines: Sequence[str], path: str) -> tuple[list[str], int]:
    """Return the names of the columns in lower case, and the number of their line.

    They are on the last line of the header; each may have a ``#`` of its own (UTX-S 1.00).
    """
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            break
        names = [cell.strip().lstrip("#").strip().lower() for cell in line.split("\t")]
        if "src" in names and "tgt" in names:
            return names, number
    hint = "Add the line of the columns: #src, tgt and src:pos, separated by tabs"
    raise FormatError("the header names no columns src and tgt", path, 1, hint)


def _languages(header: Sequence[str], body: Sequence[dict[str, str]]) -> tuple[str, str]:
    """Return the languages that the header names; for one that is missing, the script tells."""
    for line in header:
        found = _PAIR.search(line)
        if found:
            return found[1], found[2] or _script([cells.get("tgt", "") for cells in body])
    return "", ""


def _script(texts: Iterable[str]) -> str:
    share = japanese_share(texts)
    return "" if share == 0.5 else "ja" if share > 0.5 else "en"


def _add(
    entries: dict[tuple[str, str], _Entry],
    cells: dict[str, str],
    languages: tuple[str, str],
    origin: Origin,
) -> str:
    """Put a line's terms into its concept; return why it cannot be, or an empty string."""
    if not cells.get("src") or not cells.get("tgt"):
        return "no source or no target term"
    word = cells.get("term status", "").lower()
    if word not in _STATUS_OF:
        return f"{word!r} is not a status; use approved, provisional, non-standard or forbidden"
    name = cells.get("concept id", "")
    name = "" if name == _NONE else name
    entry = entries.setdefault(
        ("id", name) if name else ("src", cells["src"]), _Entry(name, origin)
    )
    new: list[tuple[str, Term]] = []
    for side, lang in zip(("src", "tgt"), languages, strict=True):
        part = cells.get(f"{side}:pos", "")
        term = Term(
            cells[side],
            lang,
            part_of_speech="" if part == _NONE else part,
            note=cells.get(f"{side}:comment", ""),
            origin=origin,
        )
        if not any(known.text == term.text and known.lang == lang for known in entry.terms):
            new.append((side, term))
    if not new:
        return f"{cells['tgt']} stands already for {cells['src']}"
    for side, term in new:
        stated = side == new[-1][0]
        entry.terms.append(replace(term, status=_STATUS_OF[word]) if stated else term)
    return ""


# --------------------------------------------------------------------------------------- writing


def write(
    stream: BinaryIO,
    concepts: Iterable[Concept],
    *,
    source_lang: str,
    target_lang: str,
    date: str | None = None,
) -> TermReport:
    """Write concepts as UTX 1.11 and return what could not be kept.

    UTF-8 without a BOM, CRLF. ``date`` (``YYYYMMDDThhmmssZ``) goes to the header, which says
    ``bidirectional`` only where every term is approved. A concept needs a term in both languages.
    """
    losses = Losses()
    kept: list[Concept] = []
    for concept in concepts:
        lost_languages(concept, (source_lang, target_lang), losses)
        _count_losses(concept, losses)
        found = _tidy(concept, source_lang, target_lang)
        if all(found.in_language(lang) for lang in (source_lang, target_lang)):
            kept.append(found)
        else:
            reason = "no term in one of the two languages"
            losses.add("concept", reason, example(concept), concept.origin)
    kept = with_ids(kept, losses)
    rows = [row for concept in kept for row in _rows(concept, source_lang, target_lang, losses)]
    bidirectional = all(term.status == "preferred" for one in kept for term in one.terms)
    day = iso_date(date) if date else None
    about = ["UTX 1.11", f"{source_lang}/{target_lang}"]
    about += [day] if day else []
    about += ["bidirectional"] if bidirectional else []
    head = f"#{'; '.join(about)};"
    lines = [head, "#" + "\t".join(_COLUMNS), *rows]
    stream.write("".join(f"{line}\r\n" for line in lines).encode())
    return losses.report(len(kept), sum(len(concept.terms) for concept in kept))


def _tidy(concept: Concept, source_lang: str, target_lang: str) -> Concept:
    """Return a concept with the terms of the pair, those that are preferred first."""
    terms: list[Term] = []
    for lang in (source_lang, target_lang):
        found = [term for term in of_language(concept, lang) if term.text.strip()]
        terms += sorted(found, key=lambda term: term.status != "preferred")
    return replace(concept, terms=tuple(terms))


def _rows(concept: Concept, source_lang: str, target_lang: str, losses: Losses) -> list[str]:
    """Return the lines of a concept; each after the first adds one term."""
    sources = concept.in_language(source_lang)
    targets = concept.in_language(target_lang)
    first, second = sources[0], targets[0]
    if first.status != "preferred":
        reason = f"{first.status}: a line has one status, that of the target term"
        losses.add("term.status", reason, first.text, first.origin or concept.origin)
    pairs = [(first, term, term) for term in targets]
    pairs += [(term, second, term) for term in sources[1:]]
    lines: list[str] = []
    for source, target, about in pairs:
        cells = (
            *(source.text, target.text),
            *(source.part_of_speech or _NONE, target.part_of_speech or _NONE),
            *(_STATUSES[about.status], source.note, target.note, concept.id),
        )
        lines.append(line_of(cells, concept, losses))
    return lines


def _count_losses(concept: Concept, losses: Losses) -> None:
    """Count what the columns have no place for."""
    place, name = concept.origin, example(concept)
    for field_ in ("subject", "kind", "definition", "note", "source", "created", "changed"):
        if getattr(concept, field_):
            losses.add(f"concept.{field_}", "no column", name, place)
    for term in concept.terms:
        origin = term.origin or place
        if not term.text.strip():
            losses.add("term", "is empty", name, origin)
        for field_ in ("type", "contexts", "source"):
            if getattr(term, field_):
                losses.add(f"term.{field_}", "no column", term.text, origin)
        if term.status == "obsolete":
            losses.add("term.status", "obsolete written as forbidden", term.text, origin)
