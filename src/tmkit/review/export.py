"""Rows as units again, written at any time, with an account of what nobody has looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from tmkit.errors import ConfigError
from tmkit.files import write_atomic
from tmkit.formats import props
from tmkit.formats._writers import write_aligned, writer_name
from tmkit.formats.about import About, WriteReport
from tmkit.formats.bilingual import unit_format_of
from tmkit.language import joiner
from tmkit.model import Code, Segment, TranslationUnit
from tmkit.review.session import as_read
from tmkit.review.values import Piece, Row

if TYPE_CHECKING:
    from tmkit.formats.tmx_rewrite import Rewritten

# What aligning measured of a pair does not hold for another pair.
_MEASURED: Final = frozenset({props.CONFIDENCE, props.STATUS, props.REASONS})
_OWN: Final = frozenset({props.REVIEWED, props.FLAGGED, props.EDITED, props.UNTRANSLATED})
_PLACES: Final = frozenset({props.SOURCE, props.TARGET})
_REVIEWED: Final = frozenset({"tsv", "csv", "xlsx"})  # have one column for how a pair stands
_ONE_SIDED: Final = frozenset({"tsv", "csv", "xlsx", "jsonl"})  # have room for a lone text


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and the rows that are not reviewed, lack a side, or were deleted."""

    path: str
    report: WriteReport
    unreviewed: int
    lone: int
    deleted: int


def export(
    path: str,
    rows: Sequence[Row],
    units: Sequence[TranslationUnit],
    langs: tuple[str, str],
    keep: str = "",
    documents: tuple[str, ...] = (),
) -> Exported:
    """Write the rows that are not deleted; the format is what the name of ``path`` says.

    ``keep`` is the memory under review, ``documents`` are the two texts where it is these: none is
    overwritten. What a TMX memory has besides its units goes into a TMX, and where no row has
    changed it comes out as the same bytes. A row with one side goes to tables; TMX, XLIFF and PO
    have no room for it. Raise ConfigError for the name of an input; WriteError.
    """
    for given in filter(None, (keep, *documents)):
        if Path(path).exists() and Path(path).samefile(given):
            raise ConfigError(f"{path} is the file under review", "Choose another name with -o")
    kind = writer_name(path)
    kept = [row for row in rows if not row.deleted]
    pairs = [row for row in kept if row.source and row.target]
    if keep and kind == "tmx" and unit_format_of(keep) == "tmx":
        report = _rewrite(path, keep, langs, units, pairs)
    else:
        lone = kind in _ONE_SIDED
        made = export_units(rows, units, langs, lone=lone, fresh=bool(documents))
        if kind in _REVIEWED:
            made = map(_reviewed_status, made)
        names = tuple(PurePath(each).name for each in documents)
        report = write_aligned(path, kind, made, About(*langs, documents=names))
    return Exported(
        path,
        report,
        sum(not row.reviewed for row in pairs),
        len(kept) - len(pairs),
        len(rows) - len(kept),
    )


def _rewrite(
    path: str,
    keep: str,
    langs: tuple[str, str],
    units: Sequence[TranslationUnit],
    pairs: Sequence[Row],
) -> WriteReport:
    """Write a TMX with the units of another that have changed, and all else as it is there."""
    from tmkit.formats.tmx_rewrite import rewrite

    wanted = _changes(pairs, units, langs)
    with write_atomic(path) as stream:
        if not wanted:
            packed = Path(keep).read_bytes()[:2] in {b"\x1f\x8b", b"PK"}
            if not packed:
                stream.write(Path(keep).read_bytes())
                return WriteReport(len(units))
        return rewrite(stream, keep, langs, wanted)


def _changes(
    pairs: Sequence[Row], units: Sequence[TranslationUnit], langs: tuple[str, str]
) -> dict[int, list[Rewritten]]:
    """Return for each unit that does not stay as it is what takes its place.

    A row takes the place of the unit that its source begins with. It has the variants in further
    languages of the units whose place it takes, and of those whose place nobody takes.
    """
    from tmkit.formats.tmx_rewrite import Rewritten

    first: dict[int, int] = {}  # unit: the row that takes its place, and its variants
    for number, row in enumerate(pairs):
        first.setdefault(row.source[0].unit, number)
    for number, row in enumerate(pairs):
        for index in row.units():
            first.setdefault(index, number)
    found: dict[int, list[Rewritten]] = {index: [] for index in range(len(units))}
    same: set[int] = set()
    made = export_units(pairs, units, langs, lone=False)
    for number, (row, unit) in enumerate(zip(pairs, made, strict=True)):
        of = row.source[0].unit
        if unchanged(row, units) and row.note == units[of].note and first[of] == number:
            same.add(of)
        found[of].append(
            Rewritten(
                of,
                unit.id,
                None if _same(row.source, of, units[of].source) else _side(unit.source),
                None if _same(row.target, of, units[of].target) else _side(unit.target),
                unit.props,
                unit.note,
                tuple(each for each in row.units() if first[each] == number),
            )
        )
    return {of: new for of, new in found.items() if of not in same or len(new) != 1}


def _same(pieces: tuple[Piece, ...], of: int, segment: Segment) -> bool:
    return pieces == (Piece(segment.text, of, segment.codes),)


def _side(segment: Segment) -> tuple[str, tuple[Code, ...]]:
    return segment.text, segment.codes


def _reviewed_status(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit whose status says that a person has accepted it, where one has."""
    if not props.value(unit, props.REVIEWED):
        return unit
    kept = tuple(pair for pair in unit.props if pair[0] != props.STATUS)
    return replace(unit, props=(*kept, (props.STATUS, "reviewed")))


def output_path(path: str, kind: str) -> str:
    """Return where the export of a file goes: ``news.reviewed.tmx`` of ``news.tmx``."""
    named = PurePath(path)
    return str(named.with_name(f"{named.stem}.reviewed.{kind}"))


def export_units(
    rows: Sequence[Row],
    units: Sequence[TranslationUnit],
    langs: tuple[str, str],
    *,
    lone: bool,
    fresh: bool = False,
) -> Iterator[TranslationUnit]:
    """Yield the rows that are not deleted as units, those with one side where ``lone``.

    With ``fresh`` a pair has the id that :func:`tmkit.align.units` gives it.
    """
    seen: Counter[str] = Counter()
    ids = frozenset(unit.id for unit in units)
    used: dict[str, int] = {}
    for row in rows:
        if row.deleted or not (lone or (row.source and row.target)):
            continue
        first = (row.source or row.target)[0]
        source = _segment(row, row.source, units, source=True, lang=langs[0])
        name = _identity(units[first.unit].id, used, ids)
        if fresh and row.source and row.target:
            seen[source.text] += 1
            name = _fresh(source.text, seen[source.text])
        yield TranslationUnit(
            source,
            _segment(row, row.target, units, source=False, lang=langs[1]),
            name,
            _props(row, units),
            row.note,
        )


def _fresh(text: str, occurrence: int) -> str:
    from tmkit.align.units import identity  # loads numpy, which a memory has no need of

    return identity(text, occurrence)


def _identity(wanted: str, used: dict[str, int], ids: frozenset[str]) -> str:
    """Return the id of a unit for the first row that begins with it, for others a new one."""
    if not wanted:
        return ""
    number = used.get(wanted, 0) + 1
    while number > 1 and f"{wanted}-{number}" in ids:
        number += 1
    used[wanted] = number
    return wanted if number == 1 else f"{wanted}-{number}"


def _segment(
    row: Row,
    pieces: tuple[Piece, ...],
    units: Sequence[TranslationUnit],
    *,
    source: bool,
    lang: str,
) -> Segment:
    if not pieces:
        return Segment("", lang)
    first = units[pieces[0].unit]
    segment = first.source if source else first.target
    text, codes = joined(pieces, segment.lang or lang, row)
    return replace(segment, text=text, codes=codes, marks=())


def joined(pieces: tuple[Piece, ...], lang: str, row: Row) -> tuple[str, tuple[Code, ...]]:
    """Return the text of a side, and its codes.

    Codes of several units would share identifiers: those of another unit than the row's first are
    told apart by it, alike on both sides.
    """
    main = (row.source or row.target)[0].unit
    text = ""
    codes: list[Code] = []
    for index, piece in enumerate(pieces):
        if index:
            text += joiner(lang) if piece.lead is None else piece.lead
        for code in piece.codes:
            moved = replace(code, offset=code.offset + len(text))
            if piece.unit != main:
                moved = replace(moved, id=_apart(code.id, piece), match=_apart(code.match, piece))
            codes.append(moved)
        text += piece.text
    return text, tuple(codes)


def _apart(name: str, piece: Piece) -> str:
    return f"{name}-{piece.unit}" if name else ""


def _props(row: Row, units: Sequence[TranslationUnit]) -> tuple[tuple[str, str], ...]:
    """Return the properties of a row: its units', without what no longer holds, and the review's.

    Where nothing was done they are those of the unit, in its order.
    """
    own = units[(row.source or row.target)[0].unit]
    if unchanged(row, units):
        return own.props
    found: list[tuple[str, str]] = []
    measure = row.measure
    if measure is not None:
        found += ((props.CONFIDENCE, measure.confidence), (props.STATUS, measure.status))
        found += [(props.REASONS, ",".join(measure.reasons))] if measure.reasons else []
    stale = measure is not None or not as_read(row, units)
    for index in row.units():
        for pair in units[index].props:
            gone = _OWN | _PLACES | (_MEASURED if stale else frozenset())
            if pair[0] not in gone and pair not in found:
                found.append(pair)
    for pieces, name in ((row.source, props.SOURCE), (row.target, props.TARGET)):
        place = props.value(units[pieces[0].unit], name) if pieces else ""
        if place:
            found.append((name, place))
    if edited := edited_sides(row, units):
        found.append((props.EDITED, ",".join(edited)))
    if row.reviewed:
        found.append((props.REVIEWED, "yes"))
    if row.flag:
        found.append((props.FLAGGED, "yes"))
    return tuple(found)


def unchanged(row: Row, units: Sequence[TranslationUnit]) -> bool:
    """Return whether a row is what the file has, but for its note."""
    own = units[(row.source or row.target)[0].unit]
    return (
        row.measure is None
        and not row.deleted
        and as_read(row, units)
        and not any(piece.edited for piece in row.source + row.target)
        and row.reviewed == bool(props.value(own, props.REVIEWED))
        and row.flag == bool(props.value(own, props.FLAGGED))
    )


def edited_sides(row: Row, units: Sequence[TranslationUnit]) -> tuple[str, ...]:
    """Return the sides whose text is not that of the documents, now or by an earlier review."""
    found = []
    for name, pieces in (("source", row.source), ("target", row.target)):
        before = {name in props.value(units[p.unit], props.EDITED).split(",") for p in pieces}
        if True in before or any(piece.edited for piece in pieces):
            found.append(name)
    return tuple(found)
