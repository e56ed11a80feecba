"""Mending in place: only what has one answer, at its exact place, all else byte for byte as it was.

A file whose bytes cannot be had back from its text (a damaged encoding) is not touched.
"""

from __future__ import annotations

import codecs
import difflib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tmkit.check.places import STEPS, Source, Step, locate, open_source
from tmkit.check.values import Outcome
from tmkit.encoding import codec
from tmkit.files import read_bytes, write_atomic
from tmkit.formats._xml import escape
from tmkit.model import Finding

_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLAIN: Final = frozenset({"text", "markdown", "html"})  # findings say where they stand
_TSV: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_PO: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})

_SPECIAL: Final = frozenset('\\\t\n\r"')

# How a text is written inside each format.
ESCAPES: Final[Mapping[str, Callable[[str], str]]] = {
    "text": str,
    "markdown": str,
    "html": lambda text: escape(text)[0],
    "tmx": lambda text: escape(text)[0],
    "xliff": lambda text: escape(text)[0],
    "po": lambda text: text.translate(_PO),
    "tsv": lambda text: text.translate(_TSV),
    "csv": lambda text: text.replace('"', '""'),
    "jsonl": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
}


@dataclass(frozen=True, slots=True)
class FileFix:
    """A file as it is and as it would be, and how many places differ."""

    path: str
    before: bytes
    after: bytes
    text: tuple[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What --fix would do; ``left`` are places of fixes that cannot be made in place."""

    files: tuple[FileFix, ...]
    left: tuple[str, ...]


def plan(outcome: Outcome, encoding: str | None = None) -> Plan:
    """Return how each file would be mended; of two fixes that overlap the first is made."""
    by_path: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        if finding.fix is not None and finding.fix != finding.quote:
            by_path.setdefault(finding.passage.path, []).append(finding)
    files: list[FileFix] = []
    left: list[str] = []
    for path, findings in sorted(by_path.items()):
        mended = _file(path, outcome.formats.get(path, ""), findings, encoding, left)
        if mended is not None:
            files.append(mended)
    return Plan(tuple(files), tuple(left))


def write(made: Plan) -> None:
    """Write the files of a plan; WriteError where one cannot be written."""
    for file in made.files:
        with write_atomic(file.path) as stream:
            stream.write(file.after)


def diffs(made: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff of all files, as patch(1) takes it."""
    for file in made.files:
        before, after = (text.splitlines(keepends=True) for text in file.text)
        name = file.path.replace("\\", "/")
        for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _file(
    path: str, form: str, findings: Sequence[Finding], encoding: str | None, left: list[str]
) -> FileFix | None:
    source = open_source(path, encoding) if form in ESCAPES else None
    back = _writer(path, source) if source is not None else None
    if source is None or back is None:
        left += [str(finding.origin) for finding in findings]
        return None
    edits: dict[tuple[int, int, str], None] = {}
    for finding in findings:
        edit = _edit(source, form, finding)
        if edit is None or any(_clash(edit, other) for other in edits if other != edit):
            left.append(str(finding.origin))
        else:
            edits[edit] = None
    text = source.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    after = back(text)
    if after is None:  # a character that the file's encoding lacks
        left += [str(finding.origin) for finding in findings]
        return None
    if not edits:
        return None
    return FileFix(path, read_bytes(path), after, (source.text, text), len(edits))


def _clash(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or one[:2] == other[:2]


def _edit(source: Source, form: str, finding: Finding) -> tuple[int, int, str] | None:
    """Return (start, end, new source text), None where the stretch is not in one piece."""
    steps = STEPS.get(form)
    if finding.fix is None:
        return None
    if steps is None:
        span = _plain_span(source, finding)
    else:
        span = _span(source, finding, steps[0])
        if span is None and not set(finding.fix) & _SPECIAL:
            span = next(filter(None, (_span(source, finding, step) for step in steps[1:])), None)
    if span is None:
        return None
    if form == "csv" and not _is_quoted(source, finding) and set(finding.fix) & set(',;"\r\n'):
        return None  # a cell without quotation marks cannot hold it
    return (*span, ESCAPES[form](finding.fix))


def _is_quoted(source: Source, finding: Finding) -> bool:
    mark = finding.passage.marks[0]
    at = source.position(mark.line, mark.column)
    return source.text[at - 1 : at] == '"'


def _span(source: Source, finding: Finding, step: Step) -> tuple[int, int] | None:
    passage = finding.passage
    mark = passage.marks[0]
    places = locate(source, passage.text, mark.line, step, mark.column)
    if places is None:
        return None
    if finding.start == finding.end:
        if not finding.start:
            return places[0], places[0]
        at = step(source.text, places[finding.start - 1])[1]
        return at, at
    at = places[finding.start]
    for offset in range(finding.start, finding.end):
        if places[offset] != at:
            return None  # a code stands in it
        at = step(source.text, at)[1]
    return places[finding.start], at


def _plain_span(source: Source, finding: Finding) -> tuple[int, int] | None:
    origin = finding.origin
    at = source.position(origin.line, origin.column)
    quote = finding.quote
    if quote:
        return (at, at + len(quote)) if source.text.startswith(quote, at) else None
    before = finding.passage.text[max(finding.start - 1, 0) : finding.start]
    return (at, at) if source.text[max(at - 1, 0) : at].endswith(before) else None


def _writer(path: str, source: Source) -> Callable[[str], bytes | None] | None:
    """Return what turns the text back into the file's bytes, None where that is not exact."""
    data = read_bytes(path)
    bom = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    name = codec(source.encoding.removesuffix(" with BOM"))
    if name is None:
        return None

    def back(text: str) -> bytes | None:
        try:
            return bom + text.encode(name)
        except UnicodeEncodeError:
            return None

    return back if back(source.text) == data else None
