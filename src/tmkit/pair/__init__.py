"""The verb ``align``: two files in, their pairs out, and an account of what became of all text."""

from __future__ import annotations

from dataclasses import replace

from tmkit.align import align, coverage, project
from tmkit.files import write_atomic
from tmkit.formats import read_document
from tmkit.formats.unmatched import write_rows
from tmkit.model import Alignment
from tmkit.pair.after import plan_outputs, unmatched_rows, write_level
from tmkit.pair.before import (
    SwappedError,
    check_languages,
    check_pair,
    check_paths,
    gather_evidence,
    sentences_of,
)
from tmkit.pair.values import Input, Level, Outcome, Output, Pairs, Progress, Task, Written
from tmkit.segment import paragraph_segments

__all__ = [
    "Input",
    "Outcome",
    "Output",
    "Pairs",
    "SwappedError",
    "Task",
    "Written",
    "align_files",
    "align_texts",
    "check_languages",
    "plan_outputs",
]


def align_files(task: Task, progress: Progress = lambda *_: None) -> Outcome:
    """Align two files, write the outputs of ``task``, and return what became of everything.

    Raises ConfigError where the task makes no sense (the same file twice, files in one language, an
    output that is an input), its kind SwappedError where the files stand in the wrong order,
    FormatError where a file cannot be read, WriteError where one cannot be written.
    """
    outcome, sentences = align_texts(task, progress)
    source, target = outcome.source, outcome.target
    levels: dict[Level, Alignment] = {"sentence": sentences}
    if any(output.level == "paragraph" for output in task.outputs):
        levels["paragraph"] = project(
            sentences, paragraph_segments(source), paragraph_segments(target)
        )
    wanted = dict.fromkeys(output.level for output in task.outputs)
    pairs: list[Pairs] = []
    written: list[Written] = []
    for level in wanted:
        made = write_level(task, level, levels[level], source, target, progress)
        pairs.append(made[0])
        written.extend(made[1])
    rows = 0
    if task.unmatched is not None:
        found = list(unmatched_rows(pairs[0], source, target, task.min_confidence))
        with write_atomic(task.unmatched) as stream:
            rows = write_rows(stream, found)
    return replace(outcome, levels=tuple(pairs), written=tuple(written), unmatched_rows=rows)


def align_texts(task: Task, progress: Progress = lambda *_: None) -> tuple[Outcome, Alignment]:
    """Align two files sentence by sentence, and write nothing.

    Raises what :func:`align_files` raises but WriteError.
    """
    check_paths(task)
    source, target = (
        read_document(given.path, given.lang, encoding=given.encoding, format=given.format)
        for given in (task.source, task.target)
    )
    check_pair(source, target)
    evidence, state, notices = gather_evidence(task)
    sentences = align(sentences_of(source), sentences_of(target), evidence, progress)
    sizes = (len(sentences.source), len(sentences.target))
    related = coverage(sentences)
    return Outcome(task, source, target, sizes, (), related, state, (), 0, notices), sentences
