"""What the page shows besides the rows themselves: marks, findings, terms. It changes no row.

A row gets, beside what :func:`tmkit.review.view.shown` says of it, ``marks`` (of each piece of each
side, as :data:`tmkit.review.marks.Cut`), ``findings`` and ``more``, the number of those left out.
Asked and answered as JSON, like the requests of :mod:`tmkit.review.server`::

    POST /api/check            checked (the revision), error, warning, info (how many)
    GET  /api/finding?row=N    row: the next with findings, or null; checked: -1 before a check
    GET  /api/rule?id=ID       rule, summary, page (Markdown)
    POST /api/terms {again}    terms: [TERM], glossary, DECIDED
    POST /api/decide           {revision, action, index, term, rendering}: DECIDED, and refused (a
                               line) or stale (another tab decided meanwhile) where nothing was done

    DECIDED  revision, decided: {index: {action, term, rendering}}, counts, at, undo
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from tmkit.check import all_rules
from tmkit.check.pages import page
from tmkit.config import SEVERITIES
from tmkit.glossary import Glossary
from tmkit.model import Finding
from tmkit.review.decisions import Decisions, propose, step
from tmkit.review.export import export_units
from tmkit.review.findings import MOST, Matter, Texts, as_json, check_rows, texts_of
from tmkit.review.journal import Review
from tmkit.review.marks import Both, Highlight, highlights, joined, per_piece
from tmkit.review.values import RefusedError, Row
from tmkit.review.view import shown

T = TypeVar("T")
_KEPT: Final = 4000  # rows whose marks are remembered


@dataclass(slots=True)
class Study:
    """A review as it is looked at: with the glossary, the last check, the decisions on terms."""

    review: Review
    matter: Matter
    tongue: str
    glossary: Glossary | None = None
    findings: dict[Texts, tuple[Finding, ...]] = field(default_factory=dict)
    checked: int = -1  # the revision that was checked last
    decisions: Decisions | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # of what takes long
    _marked: dict[Texts, Both] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.read_glossary()

    def read_glossary(self) -> None:
        """Read the glossaries, anew where a term was accepted. Raise FormatError, ConfigError."""
        concepts = self.matter.concepts()
        self.glossary = Glossary(concepts) if concepts else None
        self._marked.clear()

    def shown(self, row: Row) -> dict[str, object]:
        """Return a row as the page gets it, with its marks and findings."""
        langs = self.matter.langs
        source, target = joined(row.source, langs[0]), joined(row.target, langs[1])
        texts = (source[0], target[0])
        found = self.findings.get(texts, ()) if not row.deleted else ()
        marked = self._highlights(texts)
        sides = [list(marked[0]), list(marked[1])]
        for finding in found:
            for number in (0, 1):
                if finding.passage.text == texts[number] and finding.passage.lang == langs[number]:
                    sides[number].append(Highlight(finding.start, finding.end, finding.severity))
        return {
            **shown(row, self.review.session.units),
            "marks": {
                "source": per_piece(row.source, source[1], sides[0]),
                "target": per_piece(row.target, target[1], sides[1]),
            },
            "findings": [as_json(each, self.tongue, self.matter.path) for each in found[:MOST]],
            "more": max(len(found) - MOST, 0),
        }

    def _highlights(self, texts: Texts) -> Both:
        if texts not in self._marked:
            if len(self._marked) >= _KEPT:
                self._marked.clear()
            self._marked[texts] = highlights(texts, self.matter.langs, self.glossary)
        return self._marked[texts]


async def in_background(work: Callable[[], T]) -> T:
    """Return what a function returns that takes long, and keep answering meanwhile.

    The thread is a daemon: whoever stops the review does not wait for it.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(setter: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: the review was stopped meanwhile
            loop.call_soon_threadsafe(setter, value)

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # it is raised where it is awaited
            tell(done.set_exception, error)
        else:
            tell(done.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await done


# ------------------------------------------------------------------------------------- requests


async def _check(study: Study, given: Mapping[str, Any]) -> dict[str, object]:
    """Check the rows as they stand; a second request meanwhile waits for the first."""
    del given
    session = study.review.session
    async with study.turn:
        if study.checked != session.revision:
            rows, revision = tuple(session.rows), session.revision
            study.findings = await in_background(
                lambda: check_rows(rows, session.units, study.matter)
            )
            study.checked = revision
    counts: dict[str, object] = {}
    for severity in SEVERITIES:
        each = (f.severity == severity for found in study.findings.values() for f in found)
        counts[severity] = sum(each)
    return {"checked": study.checked, **counts}


async def _finding(study: Study, given: Mapping[str, Any]) -> dict[str, object]:
    """Return the next row after ``row`` that has findings, in document order and round the end."""
    rows, after = study.review.session.rows, _number(given, "row")
    langs = study.matter.langs
    if study.checked < 0:
        return {"row": None, "checked": -1}
    for distance in range(1, len(rows) + 1):
        number = (after + distance) % len(rows)
        row = rows[number]
        if not row.deleted and texts_of(row, langs) in study.findings:
            return {"row": number, "checked": study.checked}
    return {"row": None, "checked": study.checked}


async def _rule(study: Study, given: Mapping[str, Any]) -> dict[str, object]:
    """Return the page of a rule, as it stands in the documentation."""
    name = str(given.get("id", ""))
    rules = all_rules(study.matter.task())
    own = next((rule for rule in rules if rule.id == name), None)
    if own is None:
        raise RefusedError("there is no such rule")
    summary = own.summary_ja if study.tongue == "ja" else own.summary
    return {"rule": name, "summary": summary, "page": page(name, rules)}


async def _terms(study: Study, given: Mapping[str, Any]) -> dict[str, object]:
    """Return the proposals of terms; they are looked for once, and where it says ``again``."""
    glossaries = study.matter.glossaries
    if not glossaries:
        raise RefusedError("there is no glossary: start tmkit review with --glossary FILE")
    async with study.turn:
        if study.decisions is None or given.get("again") is True:
            session, langs = study.review.session, study.matter.langs
            rows = tuple(session.rows)
            study.decisions = await in_background(
                lambda: propose(
                    list(export_units(rows, session.units, langs, lone=False)), glossaries
                )
            )
    return study.decisions.as_json()


async def _decide(study: Study, given: Mapping[str, Any]) -> dict[str, object]:
    if study.decisions is None:
        raise RefusedError("there is no such term")
    try:
        told = step(study.decisions, given)
    except RefusedError as error:  # an answer like any other: a browser's console stays clean
        return {**study.decisions.told(), "refused": error.message}
    if "stale" not in told:
        study.read_glossary()
    return told


def _number(given: Mapping[str, Any], name: str) -> int:
    text = str(given.get(name, "0"))
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(f"{name} is not a number from 0")
    return int(text)


Handler = Callable[[Study, Mapping[str, Any]], Awaitable[dict[str, object]]]
REQUESTS: Final[Mapping[str, tuple[str, Handler]]] = {
    "/api/check": ("POST", _check),
    "/api/finding": ("GET", _finding),
    "/api/rule": ("GET", _rule),
    "/api/terms": ("POST", _terms),
    "/api/decide": ("POST", _decide),
}
