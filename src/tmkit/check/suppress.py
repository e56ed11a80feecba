"""Findings that someone accepted, with the reason: inline in the file, or in the settings.

What a glossary accepts is in by_glossary.py.

Inline means a comment ``tmkit: ignore[rule] reason``: of Markdown and HTML before or within the
paragraph, of PO and XLIFF at the unit, of TMX a ``<note>`` or the property ``x-tmkit-ignore``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from tmkit.check.paths import matches
from tmkit.check.places import open_source
from tmkit.check.values import Inline, Notice, Suppressed
from tmkit.config import Config, Ignore
from tmkit.language import fold
from tmkit.model import Document, Finding, Mark, Origin, TranslationUnit

PROPERTY: Final = "x-tmkit-ignore"
_COMMENT: Final = re.compile(r"tmkit:\s*ignore\s*(?:\[([^\]]*)\])?[ \t\u3000]*([^\r\n]*)")
_HTML_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PROPERTY: Final = re.compile(r"\s*\[?([\w-]+(?:\s*,\s*[\w-]+)*)\]?[\s:]*(.*)", re.DOTALL)


def of_document(document: Document) -> tuple[list[Inline], list[Notice]]:
    """Return the suppressions in a document's comments, and what is wrong with others."""
    found: list[Inline] = []
    notices: list[Notice] = []
    for text, origin in _comments(document):
        for match in _COMMENT.finditer(text):
            _take(match, origin, found, notices, lines=_lines(document, origin.line))
    return found, notices


def _comments(document: Document) -> Iterator[tuple[str, Origin]]:
    for omission in document.omitted:
        if omission.reason == "comment" and omission.origin is not None:
            yield omission.text, omission.origin
    if document.format == "html":  # whose reader passes comments over
        source = open_source(document.path, document.encoding)
        for match in _HTML_COMMENT.finditer(source.text if source else ""):
            mark = source.mark(0, match.start()) if source else Mark(0, 1, 1)
            yield match[1], Origin(document.path, mark.line, mark.column)


def of_unit(unit: TranslationUnit, index: int, origin: Origin) -> tuple[list[Inline], list[Notice]]:
    """Return the suppressions in a unit's note and properties, and what is wrong with others."""
    found: list[Inline] = []
    notices: list[Notice] = []
    texts = [unit.note, *(text for _, text in unit.props)]
    if any("tmkit:" in text for text in texts):
        for text in texts:
            for match in _COMMENT.finditer(text):
                _take(match, origin, found, notices, unit=index)
    for name, text in unit.props:
        stated = _PROPERTY.match(text) if name == PROPERTY and "tmkit:" not in text else None
        if stated is not None:
            _take(stated, origin, found, notices, unit=index)
    return found, notices


def of_note(note: str, origin: Origin) -> tuple[list[Inline], list[Notice]]:
    """Return the suppressions in a note that stands at ``origin``, and what is wrong with others.

    For which lines or units they hold is for the caller to know.
    """
    found: list[Inline] = []
    notices: list[Notice] = []
    for match in _COMMENT.finditer(note):
        _take(match, origin, found, notices)
    return found, notices


def _take(
    match: re.Match[str],
    origin: Origin,
    found: list[Inline],
    notices: list[Notice],
    *,
    lines: frozenset[int] = frozenset(),
    unit: int = -1,
) -> None:
    rules = tuple(rule.strip() for rule in (match[1] or "").split(",") if rule.strip())
    reason = match[2].removesuffix("-->").strip()
    if not rules or not reason:
        notices.append(
            Notice(
                f"{origin}: a suppression without {'a reason' if rules else 'a rule'} is not in "
                "force. Write tmkit: ignore[rule] and why",
                f"{origin}: {'理由' if rules else '規則名'}のない抑制は無効です。"
                "tmkit: ignore[規則] に続けて理由を書いてください",
            )
        )
        return
    found.append(Inline(rules, reason, origin, lines, unit))


def _lines(document: Document, line: int) -> frozenset[int]:
    """Return the lines that a comment on ``line`` speaks of: its paragraph's, or the next one's."""
    after: frozenset[int] = frozenset()
    for paragraph in document.paragraphs:
        own = frozenset(mark.line for mark in paragraph.marks)
        if line in own:
            return own
        if not after and paragraph.marks[0].line > line:
            after = own
    return after


def apply(
    findings: Sequence[Finding],
    inline: Sequence[Inline],
    config: Config,
    running: Iterable[str],
    otherwise: Callable[[Finding], tuple[Suppressed, Inline | None] | None] = lambda _: None,
) -> tuple[list[Finding], list[Suppressed], list[tuple[Origin, str]]]:
    """Return the findings that stay, those that are accepted, and the suppressions not needed.

    A suppression of a rule that does not run, not among ``running``, is no less needed for that.
    ``otherwise`` says of a finding how else it is accepted, and by which of ``inline`` if by one.
    """
    by_unit: dict[int, list[Inline]] = {}
    by_line: dict[tuple[str, int], list[Inline]] = {}
    for entry in inline:
        if entry.unit >= 0:
            by_unit.setdefault(entry.unit, []).append(entry)
        for line in entry.lines:
            by_line.setdefault((entry.origin.path, line), []).append(entry)
    kept: list[Finding] = []
    accepted: list[Suppressed] = []
    used: set[tuple[int, str]] = set()
    for finding in findings:
        origin = finding.origin
        near = by_unit.get(finding.unit, []) + by_line.get((origin.path, origin.line), [])
        own = next((entry for entry in near if finding.rule in entry.rules), None)
        if own is not None:
            used.add((id(own), finding.rule))
            accepted.append(Suppressed(finding, own.reason, own.origin))
            continue
        stated = next((entry for entry in config.ignores if _fits(entry, finding, config)), None)
        if stated is not None:
            used.add((id(stated), stated.rule))
            place = Origin(config.path, stated.line)
            accepted.append(Suppressed(finding, stated.reason, place))
            continue
        by_other = otherwise(finding)
        if by_other is not None:
            used.add((id(by_other[1]), finding.rule))
            accepted.append(by_other[0])
            continue
        kept.append(finding)
    return kept, accepted, list(_unused(inline, config, used, set(running)))


def _fits(entry: Ignore, finding: Finding, config: Config) -> bool:
    if entry.rule != finding.rule:
        return False
    if entry.path and not matches(finding.passage.path, entry.path, config.folder):
        return False
    if not entry.text:
        return True
    text, wanted = fold(finding.passage.text), fold(entry.text)
    # The words that are accepted hold the stretch, or the stretch holds them.
    quote = fold(finding.quote)
    return wanted in text and (not quote or quote in wanted or wanted in quote)


def _unused(
    inline: Sequence[Inline], config: Config, used: set[tuple[int, str]], running: set[str]
) -> Iterator[tuple[Origin, str]]:
    for entry in inline:
        for rule in entry.rules:
            if rule in running and (id(entry), rule) not in used:
                yield entry.origin, rule
    for stated in config.ignores:
        if stated.rule in running and (id(stated), stated.rule) not in used:
            yield Origin(config.path, stated.line), stated.rule
