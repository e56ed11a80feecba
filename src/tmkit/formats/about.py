"""What a writer is told of the whole, and what it tells of its work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, TypeAlias

from tmkit.model import Origin, TranslationUnit


@dataclass(frozen=True, slots=True)
class About:
    """What holds for every unit of a file.

    The language tags are written as given. ``segtype`` says how the texts were cut: a tool that is
    told ``paragraph`` cuts again. ``date`` is UTC in the form ``YYYYMMDDThhmmssZ``; without it a
    file tells no time, and the same input gives the same bytes. ``tuid`` switches the units'
    identifiers off for tools that take them for a context. ``encoding`` is TMX's alone.
    """

    source_lang: str
    target_lang: str
    segtype: Literal["sentence", "paragraph"] = "sentence"
    date: str | None = None
    documents: tuple[str, ...] = ()
    tuid: bool = True
    encoding: Literal["utf-8", "utf-16"] = "utf-8"


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What was written, and where the format could not hold the text as it stood.

    ``replaced`` counts the characters written as U+FFFD, ``trimmed`` the texts that lost white
    space at an edge; ``first_changed`` is the place of the first of either.
    """

    units: int
    replaced: int = 0
    trimmed: int = 0
    first_changed: Origin | None = field(default=None, compare=False)


Write: TypeAlias = Callable[[BinaryIO, Iterable[TranslationUnit], About], WriteReport]
