"""How well omissions and additions inside a unit are told: recall, and false alarms.

    python tests/bench/check_omissions.py CASES [--memory FOLDER] [--show]

``CASES`` holds cases of aligned texts (see align_cases.py). Two neighbouring true pairs of one
sentence each are joined to one unit and the translation of one is dropped: that must be found, by
omission where the Japanese is dropped, by addition where the English is. The same units with
nothing dropped, and all true pairs of several lines, must not be flagged. Then whole documents: one
line of the Japanese is dropped, the texts are aligned, and the run must report the English line.
With ``--memory`` sentences are dropped from the units of a translated catalogue too.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit.align import Evidence
from tmkit.check.pairing import pair_units
from tmkit.evidence.lexicon import load
from tmkit.model import Document, Finding, Mark, Paragraph, Passage
from tmkit.rules import Context, Unit
from tmkit.rules.omissions import addition, omission
from tmkit.segment import sentences

if TYPE_CHECKING:
    from tests.bench.align_cases import Case, Part, read_case
    from tests.bench.check_data import read_memory
else:  # a script finds its neighbours beside itself
    from align_cases import Case, Part, read_case
    from check_data import read_memory

LEAST = 25  # characters of an English line that is a sentence to be missed
DROPPED = 40  # documents of a case, at most, out of which a line is dropped


@dataclass(frozen=True, slots=True)
class Trial:
    """A unit, and the text of it that has no counterpart: nothing, English, or Japanese."""

    english: str
    japanese: str
    missing: str = ""
    rule: str = ""


def trials_of(case: Case) -> Iterator[Trial]:
    """Yield the units of a case, whole and with a gap."""
    english = [line for part in case.parts for line in part.english]
    japanese = [line for part in case.parts for line in part.japanese]
    pairs = [pair for pair in case.gold if pair[0] and pair[1]]
    for source, target in pairs:
        if len(source) > 1 or len(target) > 1:
            yield Trial(" ".join(english[k] for k in source), "".join(japanese[k] for k in target))
    for (e1, j1), (e2, j2) in pairwise(pairs):
        if any(len(lines) != 1 for lines in (e1, e2, j1, j2)):
            continue
        if (e1[0] + 1, j1[0] + 1) != (e2[0], j2[0]):
            continue
        texts = [english[e1[0]], english[e2[0]]], [japanese[j1[0]], japanese[j2[0]]]
        yield from gapped(*texts)


def gapped(english: list[str], japanese: list[str]) -> Iterator[Trial]:
    """Yield two pairs of one sentence each as one unit, whole and with each of its gaps."""
    if any(len(t) < LEAST or len(sentences(t, "en")) != 1 for t in english):
        return
    if any(len(sentences(t, "ja")) != 1 for t in japanese):
        return
    whole = Trial(" ".join(english), "".join(japanese))
    yield whole
    for k in (0, 1):
        yield replace(whole, japanese=japanese[1 - k], missing=english[k], rule="omission")
        yield replace(whole, english=english[1 - k], missing=japanese[k], rule="addition")


def trials_of_memory(folder: Path) -> Iterator[Trial]:
    """Yield the units of a catalogue that have several sentences, whole and with a gap."""
    rng = random.Random(1)
    for _, english, japanese in read_memory(folder):
        ours = [english[a:b] for a, b in sentences(english, "en")]
        theirs = [japanese[a:b] for a, b in sentences(japanese, "ja")]
        if len(ours) < 2:
            continue
        yield Trial(english, japanese)
        k = rng.randrange(len(ours))
        if len(ours) == len(theirs) and len(ours[k]) >= LEAST:
            left = "".join(theirs[:k] + theirs[k + 1 :])
            yield Trial(english, left, ours[k], "omission")
            left = " ".join(ours[:k] + ours[k + 1 :])
            yield Trial(left, japanese, theirs[k], "addition")


def judge(trials: list[Trial], *, show: bool) -> None:
    """Print of each rule how many gaps it found, and how many units it flagged without reason."""
    whole = [trial for trial in trials if not trial.rule]
    units = [make_unit(k, trial) for k, trial in enumerate(whole)]
    context = Context(units, lexicon=load())
    for name, rule in (("omission", omission), ("addition", addition)):
        gaps = [trial for trial in trials if trial.rule == name]
        told = [(t, list(rule(make_unit(0, t), context))) for t in gaps]
        found = [[f for f in found if t.missing in f.quote] for t, found in told]
        loud = sum(any(f.severity != "info" for f in each) for each in found)
        false = [f for unit in units for f in rule(unit, context)]
        false_loud = [f for f in false if f.severity != "info"]
        print(
            f"  {name:9} {loud / max(1, len(gaps)):.3f} of {len(gaps)} gaps loud, "
            f"{sum(map(bool, found)) / max(1, len(gaps)):.3f} told; "
            f"{1000 * len(false_loud) / len(units):.2f} loud, "
            f"{1000 * len(false) / len(units):.2f} told per 1,000 of {len(units)} whole units"
        )
        for one in false_loud if show else ():
            print(f"      {one.quote[:100]} | {one.other[:200]}")


def make_unit(index: int, trial: Trial) -> Unit:
    """Return a trial as the unit of a bilingual file."""
    marks = (Mark(0, index + 1, 1),)
    source = Passage(trial.english, "en", "a.en", marks)
    return Unit(index, source, Passage(trial.japanese, "ja", "a.ja", marks))


def document(lines: tuple[str, ...], lang: str) -> Document:
    """Return lines as the paragraphs of a document."""
    paragraphs = tuple(
        Paragraph(text, (Mark(0, number, 1),)) for number, text in enumerate(lines, 1)
    )
    return Document(f"a.{lang}", lang, paragraphs, "text")


def run(part: Part) -> list[Finding]:
    """Return what the rules say of a document, aligned on the fly."""
    source, target = document(part.english, "en"), document(part.japanese, "ja")
    evidence = Evidence(load())
    units = tuple(pair_units(source, target, evidence, 0, lambda *_: None))
    context = Context(units, lexicon=load())
    return [f for unit in units for f in omission(unit, context)]


def documents(case: Case) -> None:
    """Print how many dropped lines are reported, and what is said of the untouched documents."""
    rng = random.Random(2)
    loud = told = tried = false = lines = 0
    alone = {e for pair in case.gold if not pair[1] for e in pair[0]}
    for part in rng.sample(case.parts, min(DROPPED, len(case.parts))):
        first_e, first_j = part.first
        pairs = [
            (e[0] - first_e, j[0] - first_j)
            for e, j in case.gold
            if len(e) == len(j) == 1
            and 1 < e[0] - first_e < len(part.english) - 2
            and len(part.english[e[0] - first_e]) >= LEAST
        ]
        if not pairs:
            continue
        before = {(f.origin.line, f.severity) for f in run(part)}
        lines += len(part.english)
        false += sum(
            severity != "info" and line - 1 + first_e not in alone for line, severity in before
        )
        e, j = rng.choice(pairs)
        cut = replace(part, japanese=part.japanese[:j] + part.japanese[j + 1 :])
        said = [f.severity for f in run(cut) if f.quote and f.quote in part.english[e]]
        tried += 1
        told += bool(said)
        loud += any(severity != "info" for severity in said)
    if tried:
        print(
            f"  documents {loud / tried:.3f} of {tried} dropped lines loud, {told / tried:.3f} "
            f"told; {1000 * false / lines:.2f} loud per 1,000 of {lines} lines untouched"
        )


def main() -> None:
    """Print the figures of each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--memory", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for folder in sorted(path for path in options.cases.iterdir() if (path / "gold.tsv").exists()):
        case = read_case(folder)
        print(case.name)
        judge(list(trials_of(case)), show=options.show)
        documents(case)
    if options.memory is not None:
        print("memory")
        judge(list(trials_of_memory(options.memory)), show=options.show)


if __name__ == "__main__":
    main()
