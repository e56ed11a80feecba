"""Mending what has one answer: edits of the file's own bytes, so that all else stays as it is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tmkit.errors import FormatError
from tmkit.files import MAX_BYTES, write_atomic
from tmkit.formats._events import Source, read_text
from tmkit.formats._xml import escape_attribute
from tmkit.validate import XML_KINDS, in_text, in_xml, kind_of
from tmkit.validate._lines import is_workbook, read_table, write_table
from tmkit.validate._problem import Problem, Repair

_ROUNDS: Final = 8  # an edit may lie inside another, and one may uncover the next
_UNICODE: Final = ("utf-8", "utf-16-le", "utf-16-be")
_TAG: Final = re.compile(rb"""<[^\s/>]+(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE: Final = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
# White space that XML can hold: the rest becomes U+FFFD, for the user to see.
_SPACE: Final = re.compile(r"[^\S\x0b\x0c\x1c-\x1f]|&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: the line where it was made, the rule that asked for it, and the two wordings."""

    line: int
    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The bytes from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: bytes


Judge = Callable[[bytes, bool], Sequence[Problem]]


def mended(text: bytes, judge: Judge) -> tuple[bytes, tuple[Change, ...]]:
    """Return ``text`` without the problems that have one answer, and what was changed.

    ``judge`` gives the problems of a text; its second argument is true the first time.
    """
    changes: list[Change] = []
    for turn in range(_ROUNDS):
        todo = [p for p in judge(text, turn == 0) if p.repair is not None]
        edits = []
        for problem in todo:
            edit = _edit(text, problem.repair) if problem.repair else None
            if edit is not None and text[edit.start : edit.end] != edit.text:
                edits.append((edit, problem))
        edits.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        parts, at = [], 0
        for edit, problem in edits:
            if edit.start < at:
                continue  # inside the one before: its turn comes
            parts += [text[at : edit.start], edit.text]
            at = edit.end
            changes.append(_change(text, edit, problem))
        if not parts:
            break
        text = b"".join([*parts, text[at:]])
    return text, tuple(changes)


def _change(text: bytes, edit: Edit, problem: Problem) -> Change:
    before = text[edit.start : edit.end].decode("utf-8", "replace")
    return Change(problem.line, problem.rule, before, edit.text.decode("utf-8", "replace"))


# ----------------------------------------------------------------------------------------- edits


def _edit(text: bytes, repair: Repair) -> Edit | None:
    match repair.kind:
        case "replace":
            return Edit(repair.offset, repair.end, (repair.text or "").encode())
        case "attribute":
            return _attribute(text, repair)
        case "trim":
            return _trim(text, repair)
        case "reorder":
            return _reorder(text, repair)


def _attribute(text: bytes, repair: Repair) -> Edit | None:
    tag = _TAG.match(text, repair.offset)
    if tag is None:
        return None
    value = None if repair.text is None else escape_attribute(repair.text)[0].encode()
    name = repair.rename.encode() if repair.rename else None
    start = re.compile(rb"<[^\s/>]+").match(text, repair.offset)
    at = start.end() if start else repair.offset
    while found := _ATTRIBUTE.match(text, at, tag.end()):
        if found[1].decode("utf-8", "replace") == repair.name:
            if name is None:
                return Edit(found.start(), found.end(), b"")
            if value is None:
                return Edit(*found.span(1), name)
            quote = found[2][:1]
            return Edit(found.start(1), found.end(), name + b"=" + quote + value + quote)
        at = found.end()
    if name is None or value is None:
        return None
    return Edit(at, at, b" " + name + b'="' + value + b'"')


def _trim(text: bytes, repair: Repair) -> Edit | None:
    tag = _TAG.match(text, repair.offset)
    if tag is None:
        return None
    inside = text[tag.end() : repair.end].decode()
    first, last = 0, len(inside)
    while (found := _SPACE.match(inside, first)) and _is_space(found):
        first = found.end()
    ends = list(_SPACE.finditer(inside, first))
    while ends and ends[-1].end() == last and _is_space(ends[-1]):
        last = ends.pop().start()
    return Edit(tag.end(), repair.end, inside[first:last].encode())


def _is_space(found: re.Match[str]) -> bool:
    if found[1] or found[2]:
        code = int(found[1], 16) if found[1] else int(found[2])
        legal = code in (9, 10, 13) or 32 <= code <= 0x10FFFF
        return legal and chr(code).isspace()
    return True


def _reorder(text: bytes, repair: Repair) -> Edit | None:
    spans = []
    for start, end, rank in repair.children:
        tag = _TAG.match(text, start)
        if tag is None:
            return None
        stop = end if tag.end() == end and tag[0].endswith(b"/>") else text.find(b">", end) + 1
        spans.append((start, stop, rank))
    ordered = sorted(spans, key=lambda span: span[2])
    parts = [text[ordered[0][0] : ordered[0][1]]]
    for before, after, child in zip(spans, spans[1:], ordered[1:], strict=False):
        parts += [text[before[1] : after[0]], text[child[0] : child[1]]]
    return Edit(spans[0][0], spans[-1][1], b"".join(parts))


# ----------------------------------------------------------------------------------------- files


def fix(
    path: str,
    *,
    kind: str | None = None,
    profile: str = "",
    encoding: str | None = None,
    dry_run: bool = False,
) -> tuple[Change, ...]:
    """Mend what has one answer in the file ``path``, in place, and return what was changed.

    With ``dry_run`` nothing is written. Raise FormatError for a file that cannot be read, and
    WriteError, with the file as it was, where it cannot be written.
    """
    kind = kind or kind_of(path)
    if kind in XML_KINDS:
        if is_workbook(path):
            hint = "Unpack it, and mend the file in it"
            raise FormatError("is a zip archive, which is not written back", path, hint=hint)
        text, source = read_text(path, MAX_BYTES)

        def judge(now: bytes, first: bool) -> Sequence[Problem]:
            return in_xml(kind, path, profile, source if first else None, None if first else now)

        after, changes = mended(text, judge)
        if changes and not dry_run:
            unicode_only = any(change.rule == "encoding" for change in changes)
            _write(path, after, source, unicode_only=unicode_only)
        return changes
    table, shown = read_table(path, encoding)

    def judge_table(now: bytes, first: bool) -> Sequence[Problem]:
        del first
        return in_text(kind, path, profile, now.decode("utf-8", "surrogatepass"), shown)

    after, changes = mended(table.encode("utf-8", "surrogatepass"), judge_table)
    if changes and not dry_run:
        write_table(path, after.decode("utf-8", "surrogatepass"), shown)
    return changes


def _write(path: str, text: bytes, source: Source, *, unicode_only: bool) -> None:
    """Write an XML file's text back as the file had it: encoding, byte order mark, gzip.

    Where ``unicode_only``, what is neither UTF-8 nor UTF-16 becomes UTF-8.
    """
    codec = source.codec
    if codec not in _UNICODE and unicode_only:
        codec = "utf-8"
    if codec == "utf-8":
        data = source.mark + text
    else:
        # What the encoding lacks (U+FFFD, for one) goes in by number.
        data = source.mark + text.decode().encode(codec, "xmlcharrefreplace")
    with Path(path).open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with write_atomic(path) as stream:
        stream.write(gzip.compress(data, mtime=0) if packed else data)
