"""What the readers of bilingual files share: the direction asked for, and what has no translation.

A file has one direction; a reader may ask for the other. A tag counts before its primary subtag, so
that en-GB and en-US are told apart where the file does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from tmkit.errors import FormatError
from tmkit.formats import props
from tmkit.language import primary
from tmkit.model import Origin, TranslationUnit

Warn: TypeAlias = Callable[[Origin, str], None]

_EXACT: Final = 2
_PRIMARY: Final = 1


def untranslated(unit: TranslationUnit) -> bool:
    """Return whether the unit is marked as having no translation in its file."""
    return bool(props.value(unit, props.UNTRANSLATED))


def tag(text: str) -> str:
    """Return a language tag with hyphens: ``en_US`` is what some tools write."""
    return text.strip().replace("_", "-")


def directed(
    units: Iterable[TranslationUnit],
    path: str,
    source_lang: str,
    target_lang: str,
    warn: Warn | None = None,
) -> Iterator[TranslationUnit]:
    """Yield the units that are in the two languages, turned round where the file has the other way.

    ``warn`` is told of each that is left out. Raise FormatError, when all are read, where there
    were units and none is in these languages.
    """
    wanted = tag(source_lang).lower(), tag(target_lang).lower()
    ways: dict[tuple[str, str], int] = {}
    found = False
    for unit in units:
        langs = (unit.source.lang, unit.target.lang)
        if langs not in ways:
            ways[langs] = _way(langs, wanted)
        way = ways[langs]
        if way > 0 or (way < 0 and not untranslated(unit)):
            found = True
            yield unit if way > 0 else replace(unit, source=unit.target, target=unit.source)
        elif warn is not None:
            warn(_place(unit, path), f"left out: no text in both {source_lang} and {target_lang}")
    if ways and not found:
        seen = sorted({lang for langs in ways for lang in langs if lang})
        raise FormatError(
            f"no unit is in {source_lang} and {target_lang}; its languages are {', '.join(seen)}",
            path,
            hint="Give the languages of the file",
        )


def _way(langs: tuple[str, str], wanted: tuple[str, str]) -> int:
    """Return 1 for the direction of the file, -1 for the other one, 0 for neither."""
    first, second = (tag(lang).lower() for lang in langs)
    straight = min(_fit(first, wanted[0]), _fit(second, wanted[1]))
    turned = min(_fit(first, wanted[1]), _fit(second, wanted[0]))
    if not straight and not turned:
        return 0
    return 1 if straight >= turned else -1


def _fit(lang: str, wanted: str) -> int:
    if not lang or lang == wanted:
        return _EXACT
    return _PRIMARY if primary(lang) == primary(wanted) else 0


def _place(unit: TranslationUnit, path: str) -> Origin:
    return unit.source.origin or Origin(path, 1)
