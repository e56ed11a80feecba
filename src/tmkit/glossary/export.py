"""A glossary written for other programs, and for Sudachi."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from tmkit.files import write_atomic
from tmkit.formats.term_report import TermReport
from tmkit.formats.terminology import write_concepts
from tmkit.glossary.lint import UNUSABLE
from tmkit.model import Concept
from tmkit.morphology import UserWord, build_dictionary, dictionary_source

SUDACHI: Final = ("sudachi", "sudachi-csv")

_TITLES: Final = tuple(
    "氏 さん 様 君 殿 閣下 長 相 臣 統領 主席 授 督 官 博士 議員 大使 王 将軍 知事".split()
)


def export(
    path: str,
    concepts: Sequence[Concept],
    name: str | None = None,
    *,
    profile: str | None = None,
    date: str | None = None,
) -> TermReport:
    """Write a glossary in a terminology format, or as a user dictionary of Sudachi's.

    ``name`` is a key of TERM_FORMATS, ``sudachi`` (.dic) or ``sudachi-csv``, its source; without it
    the name of the file says. Return what was written and lost.
    """
    if name is None and PurePath(path).suffix.lower() == ".dic":
        name = "sudachi"
    if name == "sudachi":
        return TermReport(len(concepts), build_dictionary(words(concepts), path))
    if name == "sudachi-csv":
        source = dictionary_source(words(concepts))
        with write_atomic(path) as stream:
            stream.write(source)
        return TermReport(len(concepts), source.count(b"\n"))
    return write_concepts(
        path, concepts, name, source_lang="en", target_lang="ja", profile=profile, date=date
    )


def words(concepts: Iterable[Concept]) -> Iterator[UserWord]:
    """Yield the Japanese terms that may be used, as words for Sudachi.

    A term of several words (with a space, の or a mark in it) is a phrase and no word; a person's
    name with a title is left out too, for whoever checks titles has to see them.
    """
    for concept in concepts:
        for term in concept.in_language("ja"):
            if concept.kind == "person" and term.text.endswith(_TITLES):
                continue
            if term.status not in UNUSABLE and _is_word(term.text):
                yield UserWord(term.text, _kind(concept.kind))


def _is_word(text: str) -> bool:
    return not any(c.isspace() or c in "の、。「」『』（）()" for c in text) and not text.isascii()


def _kind(kind: str) -> str:
    if kind in {"person", "place"}:
        return kind
    return "name" if kind in {"organisation", "name"} else "term"
