"""The findings of ``tmkit check`` for the rows as they stand now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tmkit.check import all_rules
from tmkit.check.inputs import evidence_paths
from tmkit.check.run import run, runnable
from tmkit.check.select import chosen
from tmkit.check.suppress import apply, of_unit
from tmkit.check.values import Inline, Task
from tmkit.config import Config
from tmkit.evidence import lexicon
from tmkit.formats.bilingual import read_units_of
from tmkit.glossary import read_glossary
from tmkit.model import Concept, Finding, Mark, Origin, Passage, TranslationUnit
from tmkit.review.marks import joined
from tmkit.review.values import Row
from tmkit.review.view import shown
from tmkit.rules import Context, Unit

Texts = tuple[str, str]
MOST: Final = 12  # findings shown of one row


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rows are checked as, and with: the settings, the file, its languages, glossaries."""

    config: Config
    path: str
    langs: tuple[str, str]
    glossaries: tuple[str, ...] = ()

    def task(self) -> Task:
        """Return it as the check's task."""
        return Task(self.config, (self.path,), glossaries=self.glossaries)

    def concepts(self) -> tuple[Concept, ...]:
        """Return the concepts of all glossaries; the first is made when a term is accepted."""
        paths = evidence_paths(self.task())[0]
        made_later = self.glossaries[:1]
        return tuple(
            concept
            for path in paths
            if Path(path).exists() or path not in made_later
            for concept in read_glossary(path)
        )


def texts_of(row: Row, langs: tuple[str, str]) -> Texts:
    """Return the two texts of a row."""
    return joined(row.source, langs[0])[0], joined(row.target, langs[1])[0]


def check_rows(
    rows: Sequence[Row], units: Sequence[TranslationUnit], matter: Matter
) -> dict[Texts, tuple[Finding, ...]]:
    """Return what the rules find in the rows that are not deleted, by the two texts of a row.

    So a finding stays with its pair wherever that moves, and is gone when the pair changes. What a
    note or a property accepts (``tmkit: ignore[rule] reason``) is left out. Raise ConfigError,
    FormatError as ``tmkit check`` does.
    """
    todo = [_unit(row, number, units, matter) for number, row in enumerate(rows)]
    made = [unit for unit, row in zip(todo, rows, strict=True) if not row.deleted]
    known = {(each.source.text, each.target.text) for each in made if each.source and each.target}
    # the index of a unit is its place in the list: rules look up others by it
    kept = [Unit(place, u.source, u.target, u.confidence) for place, u in enumerate(made)]
    kept += _remembered(matter, known, len(kept))
    context = Context(kept, matter.concepts(), lexicon.load(), matter.config.options)
    rules = runnable(chosen(matter.task(), all_rules(matter.task())), context)[0]
    found = run(rules, context, matter.config, lambda *_: None)
    found = apply(found, _suppressed(rows, units, matter), matter.config, [])[0]
    by_texts: dict[Texts, list[Finding]] = {}
    first: dict[Texts, int] = {}
    for finding in found:
        unit = kept[finding.unit]
        key = (_text(unit.source), _text(unit.target))
        if first.setdefault(key, finding.unit) == finding.unit:
            by_texts.setdefault(key, []).append(finding)
    return {key: tuple(each) for key, each in by_texts.items()}


def _text(passage: Passage | None) -> str:
    return passage.text if passage is not None else ""


def _unit(row: Row, number: int, units: Sequence[TranslationUnit], matter: Matter) -> Unit:
    sides = [
        Passage(text, lang, matter.path, (Mark(0, number + 1, 1),)) if text else None
        for text, lang in zip(texts_of(row, matter.langs), matter.langs, strict=True)
    ]
    return Unit(number, sides[0], sides[1], _confidence(row, units))


def _confidence(row: Row, units: Sequence[TranslationUnit]) -> float:
    """Return how sure the pairing is: what a person made or accepted is."""
    try:
        stated = float(str(shown(row, units)["confidence"]))
    except ValueError:
        return 1.0
    return stated if 0 <= stated <= 1 and not row.reviewed else 1.0


def _remembered(matter: Matter, known: set[Texts], first: int) -> Iterable[Unit]:
    """Yield the pairs of the settings' memories, which speak for or against and are not checked."""
    for path in evidence_paths(matter.task())[1]:
        for unit in read_units_of(path, *matter.langs):
            if (unit.source.text, unit.target.text) in known or not unit.target.text:
                continue
            sides = [
                Passage(side.text, side.lang, path, (Mark(0, (side.origin or _LINE).line, 1),))
                for side in (unit.source, unit.target)
            ]
            yield Unit(first, sides[0], sides[1], checked=False)
            first += 1


_LINE: Final = Origin("", 1)


def _suppressed(
    rows: Sequence[Row], units: Sequence[TranslationUnit], matter: Matter
) -> list[Inline]:
    found: list[Inline] = []
    place = 0
    for number, row in enumerate(rows):
        if row.deleted:
            continue
        own = units[(row.source or row.target)[0].unit]
        if row.note or own.props:
            said = TranslationUnit(own.source, own.target, own.id, own.props, row.note)
            found += of_unit(said, place, Origin(matter.path, number + 1))[0]
        place += 1
    return found


def as_json(finding: Finding, tongue: str, path: str) -> dict[str, object]:
    """Return a finding as the page gets it; where it names a line of the file, that is a row."""
    message = finding.message_ja if tongue == "ja" else finding.message
    row = r"\1行目" if tongue == "ja" else r"row \1"
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": re.sub(re.escape(path) + r":(\d+)", row, message),
        "evidence": [
            [mention.text, mention.count, [p.line for p in mention.places if p.path == path]]
            for mention in finding.evidence[:3]
        ],
    }
