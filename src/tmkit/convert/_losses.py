"""What a conversion could not carry over: counted, named, with the first place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tmkit.errors import FormatError
from tmkit.formats import props
from tmkit.formats._xml import replace_illegal
from tmkit.formats.term_report import Loss, Losses
from tmkit.model import Code, Origin, Segment, TranslationUnit


def compared(
    before: Iterator[TranslationUnit],
    read: Callable[[], Iterator[TranslationUnit]],
    losses: Losses,
) -> None:
    """Count what the units that were written lack against those that were read, in their order.

    The file is read again for this: it says what is in it, whatever the writer meant to do.
    """
    after = _readable(read, losses)
    written = next(after, None)
    if "file" in {name for name, _ in losses.found}:
        return
    for unit in before:
        if written is None or not _same(unit, written):
            reason = "is not translated" if not unit.target.text.strip() else "was left out"
            losses.add("unit", reason, unit.source.text, _place(unit))
            continue
        _unit(unit, written, losses)
        written = next(after, None)


def _readable(
    read: Callable[[], Iterator[TranslationUnit]], losses: Losses
) -> Iterator[TranslationUnit]:
    """Yield what was written, as far as it can be read: a table with a NUL in it cannot."""
    try:
        yield from read()
    except FormatError as error:
        losses.add("file", "cannot be read again", error.message, None)


def _same(unit: TranslationUnit, written: TranslationUnit) -> bool:
    return all(
        _key(one.text) == _key(other.text)
        for one, other in ((unit.source, written.source), (unit.target, written.target))
    )


def _key(text: str) -> str:
    # What is no character of the format became U+FFFD, what stood at the edges went.
    plain = replace_illegal(text.replace("\r\n", "\n").replace("\r", "\n"))[0]
    return plain.strip().strip("\ufffd").strip()


def _place(unit: TranslationUnit) -> Origin | None:
    return unit.source.origin or unit.target.origin


def _unit(unit: TranslationUnit, written: TranslationUnit, losses: Losses) -> None:
    place, example = _place(unit), unit.source.text
    if unit.id and written.id != unit.id:
        losses.add("id", "has another form" if written.id else "no place", unit.id, place)
    if unit.note and written.note != unit.note:
        losses.add("note", "has another form" if written.note else "no place", unit.note, place)
    kept = set(written.props)
    names = {name for name, _ in written.props}
    for pair in unit.props:
        # Where the text stood is the new file's own to say.
        if pair in kept or pair[0] in (props.SOURCE, props.TARGET):
            continue
        reason = "has another form" if pair[0] in names else "no place"
        losses.add(f"prop {pair[0]}", reason, pair[1], place)
    for side, one, other in (
        ("source", unit.source, written.source),
        ("target", unit.target, written.target),
    ):
        _segment(side, one, other, losses, place or one.origin)
        if other.lang and one.lang.lower() != other.lang.lower():
            losses.add(f"{side}.lang", f"{one.lang} becomes {other.lang}", example, place)


def _segment(side: str, one: Segment, other: Segment, losses: Losses, place: Origin | None) -> None:
    if one.text != other.text:
        edges = one.text.strip() == other.text
        reason = "white space at its edges" if edges else "characters that the format cannot hold"
        losses.add(f"{side}.text", reason, one.text, place)
    if one.codes == other.codes:
        return
    if not other.codes:
        losses.add("codes", "no place", one.text, place, len(one.codes))
        return
    shift = len(one.text) - len(one.text.lstrip()) if one.text != other.text else 0
    moved = tuple(replace(code, offset=max(code.offset - shift, 0)) for code in one.codes)
    for field in ("type", "id", "match", "content"):
        if [getattr(code, field) for code in moved] != [getattr(c, field) for c in other.codes]:
            losses.add(f"codes.{field}", "has another form", one.text, place)
    if _frame(moved) != _frame(other.codes):
        losses.add("codes", "stand otherwise", one.text, place)


def _frame(codes: tuple[Code, ...]) -> list[tuple[int, str]]:
    return [(code.offset, code.role) for code in codes]


def listed(losses: Losses) -> tuple[Loss, ...]:
    """Return the losses by field and reason."""
    return tuple(losses.found[key] for key in sorted(losses.found))
