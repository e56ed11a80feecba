"""The verb ``terms``: bilingual texts in, proposals for a glossary out.

It reads, aligns what is not aligned, has :mod:`tmkit.terms` propose, and compares with the glossary
and the stop list. What is done with the proposals stands in modules of their own: tables, concepts,
the review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tmkit.align import Evidence
from tmkit.errors import ConfigError
from tmkit.evidence import lexicon
from tmkit.extract.compare import UNUSABLE, compare, terms_by_key
from tmkit.extract.inputs import units_of, usable
from tmkit.extract.select import is_noise
from tmkit.extract.stop import StopList, read_stop, stop_path, term_key
from tmkit.extract.values import MOST_CONTEXTS, Choice, Context, Entry, Outcome, Task
from tmkit.formats.bilingual import read_units_of
from tmkit.glossary import read_glossary
from tmkit.language import fold
from tmkit.model import Concept, Origin, TranslationUnit
from tmkit.pair.values import DictionaryState, Notice, Progress
from tmkit.terms import Proposal, Rendering, propose

__all__ = ["Choice", "Context", "Entry", "Outcome", "Task", "extract"]

_AROUND: Final = 100  # characters of a context on each side of the term


def extract(
    task: Task,
    progress: Progress = lambda *_: None,
    units: Sequence[TranslationUnit] | None = None,
) -> Outcome:
    """Return the terms that the texts of ``task`` have, compared with its glossaries.

    ``units`` take the place of its texts where the pairs are at hand, in either direction. Raise
    ConfigError where nothing or half a pair is given, FormatError for unreadable files.
    """
    if not task.bitexts and units is None:
        hint = "Give a text and its translation, or a TMX, XLIFF, PO or TSV file"
        raise ConfigError("nothing to look for terms in", hint)
    notices: dict[tuple[str, str], Notice] = {}

    def tell(origin: Origin, message: str) -> None:
        key = (origin.path, message)
        known = notices.get(key, Notice(origin, message, 0))
        notices[key] = replace(known, count=known.count + 1)

    glossary = tuple(
        concept for path in task.glossaries for concept in read_glossary(path, warn=tell)
    )
    memory = tuple(
        unit for path in task.memories for unit in read_units_of(path, "en", "ja", warn=tell)
    )
    table = lexicon.load() if task.dictionary else None
    if units is not None:
        found = usable(units)
    else:
        found = units_of(task, Evidence(table, memory, glossary), tell, progress)
    progress("terms", 0, 1)
    proposals = propose(
        [(unit.source.text, unit.target.text) for unit in found], table, _taught(memory, glossary)
    )
    progress("terms", 1, 1)
    stopped = read_stop(stop_file(task)) if stop_file(task) else StopList()
    known_terms = terms_by_key(glossary)
    entries: list[Entry] = []
    for proposal in proposals:
        entry = _entry(proposal, found, stopped)
        if entry is not None:
            entries.append(compare(entry, known_terms))
    state: DictionaryState = "used"
    if table is None:
        state = "missing" if task.dictionary else "switched off"
    left_out = len(proposals) - len(entries)
    return Outcome(
        task, tuple(entries), len(found), left_out, state, glossary, tuple(notices.values())
    )


def stop_file(task: Task) -> str:
    """Return where the stop list of a run lies, "" where it has none."""
    if task.stop is not None:
        return task.stop
    return stop_path(task.glossaries[0]) if task.glossaries else ""


def _taught(
    memory: Sequence[TranslationUnit], glossary: Sequence[Concept]
) -> list[tuple[str, str]]:
    """Return the pairs that are learnt from: the memory's, and the glossary's usable terms."""
    pairs = [(unit.source.text, unit.target.text) for unit in memory]
    for concept in glossary:
        english, japanese = (
            [term.text for term in concept.in_language(lang) if term.status not in UNUSABLE]
            for lang in ("en", "ja")
        )
        pairs += [(one, other) for one in english for other in japanese]
    return pairs


def _entry(proposal: Proposal, found: Sequence[TranslationUnit], stopped: StopList) -> Entry | None:
    """Return a proposal as an entry, or None where it was rejected before."""
    key = term_key(proposal.term)
    if key in stopped.terms:
        return None
    renderings = [r for r in proposal.renderings if (key, fold(r.text)) not in stopped.pairs]
    if not renderings:
        return None
    kept = replace(proposal, renderings=tuple(renderings), confidence=renderings[0].confidence)
    return Entry(
        kept.term,
        kept.kind,
        kept.part_of_speech,
        kept.count,
        kept.confidence,
        kept.worth,
        tuple(_choice(rendering, found) for rendering in renderings),
        inconsistent=kept.is_inconsistent,
        noise=is_noise(kept),
    )


def _choice(rendering: Rendering, found: Sequence[TranslationUnit]) -> Choice:
    contexts: list[Context] = []
    for occurrence in rendering.occurrences[:MOST_CONTEXTS]:
        unit = found[occurrence.pair]
        contexts.append(
            Context(
                _around(unit.source.text, occurrence.english),
                _around(unit.target.text, occurrence.japanese),
                _place(unit.source.origin),
                _place(unit.target.origin),
            )
        )
    return Choice(
        rendering.text,
        rendering.count,
        rendering.share,
        rendering.confidence,
        rendering.spellings,
        tuple(contexts),
    )


def _around(text: str, span: tuple[int, int]) -> str:
    """Return a text, of a long one what stands around the term, … where something is left out."""
    start, stop = max(span[0] - _AROUND, 0), min(span[1] + _AROUND, len(text))
    before, after = "…" if start else "", "…" if stop < len(text) else ""
    return f"{before}{text[start:stop].strip()}{after}"


def _place(origin: Origin | None) -> str:
    """Return ``file:line``, the file's name alone: where it lies is nobody's business."""
    return f"{Path(origin.path).name}:{origin.line}" if origin else ""
