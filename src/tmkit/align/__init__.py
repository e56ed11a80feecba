"""Sentence alignment: which segments of two texts translate each other, and how surely.

The one verb is :func:`align`; :func:`project` turns its answer into one of paragraphs and
:func:`units` into translation units. How it works and why: ``docs/explanation/alignment.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tmkit.align.anchors import anchors
from tmkit.align.chunks import Model, Path
from tmkit.align.emission import FEWER_SHAPES
from tmkit.align.estimate import estimate, first_guess
from tmkit.align.fixed import Fixed, chunks_of, gaps, solve_between
from tmkit.align.given import glossary_links, memory_links, translated
from tmkit.align.induce import blend, learn, sure_beads
from tmkit.align.links import Links, make_table, static_links
from tmkit.align.plan import SURE_OVERLAP
from tmkit.align.project import project
from tmkit.align.reasons import REASONS, reasons_for
from tmkit.align.side import Side, make_side
from tmkit.align.units import coverage, units
from tmkit.align.weights import FITTED
from tmkit.evidence.lexicon import Lexicon
from tmkit.language import primary
from tmkit.model import SURE, Alignment, Bead, Concept, Segment, TranslationUnit

__all__ = ["REASONS", "Evidence", "align", "coverage", "project", "units"]

Ints = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the user brings besides the two texts. Without a lexicon less is known of words."""

    lexicon: Lexicon | None
    memory: tuple[TranslationUnit, ...] = ()
    glossary: tuple[Concept, ...] = ()


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    evidence: Evidence,
    progress: Progress = _silent,
    fixed: Sequence[Fixed] = (),
) -> Alignment:
    """Return the beads of two texts: every segment in exactly one, in order, with posteriors.

    ``fixed`` are pairs of ranges that stand as they are, in the order of the text; a pair of empty
    ranges is a point that no bead crosses. Raise ValueError where they are in no order.
    ``progress`` is called with a stage (``read``, ``align``), what is done and what there is.
    """
    if not source or not target:
        return _alone(source, target)
    total = len(source) + len(target)
    known_s, known_t = translated(evidence.memory)
    side_s = make_side(
        source, evidence.lexicon, lambda done: progress("read", done, total), known_s
    )
    side_t = make_side(
        target,
        evidence.lexicon,
        lambda done: progress("read", len(source) + done, total),
        known_t,
    )
    japanese_source = primary(source[0].lang) == "ja"
    model, links = _first_model(side_s, side_t, evidence, japanese_source)
    between = gaps(len(source), len(target), fixed)
    chunks = chunks_of(between, anchors(side_s, side_t, model.table))
    if len(chunks) > len({gap for gap, _ in chunks}):
        model = replace(model, shapes=FEWER_SHAPES)
    rounds = 2 * len(source)
    path = solve_between(model, between, chunks, lambda done: progress("align", done, rounds))
    model = _second_model(model, links, path)
    chunks = chunks_of(between, _guide(path), SURE_OVERLAP)
    path = solve_between(
        model, between, chunks, lambda done: progress("align", len(source) + done, rounds)
    )
    return _alignment(source, target, model, path)


def _first_model(
    source: Side, target: Side, evidence: Evidence, japanese_source: bool
) -> tuple[Model, list[Links]]:
    japanese, english = (source, target) if japanese_source else (target, source)
    links = static_links(japanese, english, evidence.lexicon)
    if evidence.glossary:
        links.append(glossary_links(japanese, english, evidence.glossary, evidence.lexicon, links))
    if evidence.memory:
        links.append(memory_links(japanese, english, evidence.memory, evidence.lexicon))
    table = make_table(source, target, links, japanese_source)
    text = first_guess(source, target)
    return Model(source, target, table, text, FITTED, japanese_source), links


def _second_model(model: Model, links: list[Links], path: Path) -> Model:
    """Return the model with what the first path tells: ratio, noise, learnt words."""
    source, target = model.source, model.target
    text = estimate(source, target, model.table, path, model.text)
    beads = sure_beads(path.steps, path.posteriors)
    japanese, english = (source, target) if model.japanese_source else (target, source)
    if not model.japanese_source:
        beads = [(b, a) for a, b in beads]
    learnt = learn(japanese, english, beads, links)
    table = model.table
    if learnt is not None:
        mixed = blend(links, learnt, len(english.types))
        table = make_table(source, target, mixed, model.japanese_source)
    return Model(source, target, table, text, model.weights, model.japanese_source)


def _guide(path: Path) -> tuple[Ints, Ints]:
    """Return the points that a path surely passes."""
    points = [
        (i, j) for (i, j, _, _), sure in zip(path.steps, path.corners, strict=False) if sure >= SURE
    ]
    grid = np.array(points, dtype=np.int64).reshape(-1, 2)
    return grid[:, 0], grid[:, 1]


def _alone(source: Sequence[Segment], target: Sequence[Segment]) -> Alignment:
    beads = [Bead(range(i, i + 1), range(0), 1.0) for i in range(len(source))]
    n = len(source)
    beads += [Bead(range(n, n), range(j, j + 1), 1.0) for j in range(len(target))]
    return Alignment(tuple(source), tuple(target), tuple(beads), (1.0,) * (len(beads) + 1))


def _alignment(
    source: Sequence[Segment], target: Sequence[Segment], model: Model, path: Path
) -> Alignment:
    beads = [
        Bead(
            range(i, i + a),
            range(j, j + b),
            p,
            reasons_for(model, path, k) if p < SURE else (),
        )
        for k, ((i, j, a, b), p) in enumerate(zip(path.steps, path.posteriors, strict=True))
    ]
    return Alignment(tuple(source), tuple(target), tuple(beads), tuple(path.corners))
