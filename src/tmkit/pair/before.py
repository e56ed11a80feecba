"""Before the work: what would make it senseless is found here, and the evidence gathered."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from tmkit.align import Evidence
from tmkit.errors import ConfigError, FormatError, WriteError
from tmkit.evidence import lexicon
from tmkit.formats.tmx import read_units
from tmkit.glossary import read_glossary
from tmkit.language import detect, is_tag, primary
from tmkit.model import Document, Origin, Segment
from tmkit.pair.values import DictionaryState, Notice, Task
from tmkit.segment import segments

LANGUAGES: Final = {"en": "English", "ja": "Japanese"}
_SAMPLE: Final = 2000  # paragraphs that are enough to tell the language of a file


class SwappedError(ConfigError):
    """The two files were given in the other order than their languages say."""


def check_paths(task: Task) -> None:
    """Raise ConfigError where files are named twice or would be overwritten, WriteError early."""
    inputs = [task.source.path, task.target.path, *task.glossaries, *task.memories]
    if inputs.count("-") > 1:
        raise ConfigError("only one input can be the standard input", "Name a file for the other")
    if _same(task.source.path, task.target.path):
        hint = "Give the English text and its Japanese translation"
        raise ConfigError(f"{task.source.path}: the same file twice", hint)
    outputs = [output.path for output in task.outputs]
    if task.unmatched is not None:
        outputs.append(task.unmatched)
    for index, path in enumerate(outputs):
        for other in inputs:
            if path != "-" and _same(path, other):
                hint = "Choose another name for the output"
                raise ConfigError(f"{path}: the output would overwrite an input", hint)
        if any(_same(path, other) for other in outputs[:index]):
            raise ConfigError(f"{path}: two outputs of one name", "Give each its own name")
        # Found before the work, not after it.
        if path != "-" and not Path(path).absolute().parent.is_dir():
            raise WriteError("there is no such folder", path, "Make it first, or choose another")


def _same(one: str, other: str) -> bool:
    if "-" in (one, other):
        return one == other
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):  # at least one does not exist (ValueError: a NUL in the name)
        return Path(one).absolute() == Path(other).absolute()


def check_languages(source: str, target: str) -> None:
    """Raise ConfigError unless one tag is English, the other Japanese."""
    for tag in (source, target):
        if not is_tag(tag):
            hint = "Give a BCP 47 tag: en, en-GB, ja, ja-JP"
            raise ConfigError(f"'{tag}' is not a language tag", hint)
    if {primary(source), primary(target)} != set(LANGUAGES):
        hint = "Give --source-lang and --target-lang: one English, one Japanese"
        raise ConfigError(f"cannot align {source} with {target}", hint)


def check_pair(source: Document, target: Document) -> None:
    """Raise where the texts are plainly not in the languages that they are said to be in."""
    found = [language_of(source), language_of(target)]
    expected = [primary(source.lang), primary(target.lang)]
    if None in found or found == expected:
        return
    names = [LANGUAGES[str(lang)] for lang in found]
    if found[0] == found[1]:
        wrong = 1 if found[0] == expected[0] else 0
        document = (source, target)[wrong]
        raise ConfigError(
            f"both files are in {names[0]}: {source.path} and {target.path}",
            f"{document.path} should be {LANGUAGES[expected[wrong]]}: is it the file you mean?",
        )
    order = f"tmkit align {shlex.quote(target.path)} {shlex.quote(source.path)}"
    raise SwappedError(
        f"the files look swapped: {source.path} is in {names[0]}, {target.path} in {names[1]}",
        f"The right order is: {order}",
    )


def language_of(document: Document) -> str | None:
    """Return the language of most of the text; paragraphs, as prose quotes the other language."""
    paragraphs = document.paragraphs[:: 1 + len(document.paragraphs) // _SAMPLE]
    sizes: Counter[str] = Counter()
    for paragraph in paragraphs:
        lang = detect(paragraph.text)
        if lang is not None:
            sizes[lang] += len(paragraph.text)
    return max(sizes, key=lambda lang: sizes[lang]) if sizes else None


def gather_evidence(
    task: Task,
) -> tuple[Evidence, DictionaryState, tuple[Notice, ...]]:
    """Return what the user brings, whether the dictionary is there, and what could not be used."""
    notices: dict[tuple[str, str], Notice] = {}

    def tell(origin: Origin, message: str) -> None:
        key = (origin.path, message)
        known = notices.get(key, Notice(origin, message, 0))
        notices[key] = replace(known, count=known.count + 1)

    glossary = tuple(
        concept for path in task.glossaries for concept in read_glossary(path, warn=tell)
    )
    memory = tuple(
        unit
        for path in task.memories
        for unit in read_units(path, task.source.lang, task.target.lang, warn=tell)
    )
    table = lexicon.load() if task.dictionary else None
    state: DictionaryState = "used"
    if table is None:
        state = "missing" if task.dictionary else "switched off"
    return Evidence(table, memory, glossary), state, tuple(notices.values())


def sentences_of(document: Document) -> tuple[Segment, ...]:
    """Return the sentences of a document; raises FormatError where it has none."""
    found = segments(document)
    if not found:
        raise FormatError("holds no text", document.path, hint="Is it the file you mean?")
    return found
