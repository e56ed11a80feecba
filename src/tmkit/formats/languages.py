"""Which two languages a bilingual file is in, where it says so itself."""

from __future__ import annotations

from itertools import islice

from tmkit.errors import ConfigError
from tmkit.formats._events import Flaw, Start, read_events
from tmkit.formats.tmx_entries import entries, open_memory, variants
from tmkit.language import primary

_LOOKED_AT = 1000  # units of a TMX, events of an XLIFF


def languages_of(
    path: str, name: str, source_lang: str | None, target_lang: str | None
) -> tuple[str, str]:
    """Return the languages to read a file of units in: those given, else those that it tells.

    ``name`` is a key of ``UNIT_FORMATS``. A file that does not say is taken to be English and
    Japanese. Raise ConfigError where only one language can be told.
    """
    if source_lang and target_lang:
        return source_lang, target_lang
    said = {"tmx": _of_tmx, "xliff": _of_xliff}.get(name, _unsaid)(path)
    source = source_lang or next((lang for lang in said if lang != target_lang), "")
    target = target_lang or next((lang for lang in said if primary(lang) != primary(source)), "")
    if not source or not target:
        raise ConfigError(
            f"{path}: its two languages cannot be told", "Give --source-lang and --target-lang"
        )
    return source, target


def _unsaid(path: str) -> list[str]:
    del path
    return ["en", "ja"]


def _of_tmx(path: str) -> list[str]:
    """Return the header's source language, as the units spell it, and what else they are in."""
    with open_memory(path) as memory:
        found: dict[str, None] = {}
        for unit in islice(entries(memory), _LOOKED_AT):
            found.update((lang, None) for lang, _ in variants(unit) if lang)
        first = memory.source_lang
    exact = [lang for lang in found if lang.lower() == first.lower()]
    near = [lang for lang in found if primary(lang) == primary(first)]
    return list(dict.fromkeys([*exact, *near, *found]))


def _of_xliff(path: str) -> list[str]:
    for event in islice(read_events(path), _LOOKED_AT):
        if isinstance(event, Flaw):
            break
        if isinstance(event, Start) and event.name in {"xliff", "file"}:
            source = event.attributes.get("srcLang") or event.attributes.get("source-language")
            target = event.attributes.get("trgLang") or event.attributes.get("target-language")
            if source:
                return [source, target] if target else [source]
    return []
