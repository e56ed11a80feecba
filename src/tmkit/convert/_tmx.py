"""TMX to TMX: everything stays, but for what a tool is known to choke on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from tmkit.errors import ConfigError
from tmkit.formats._xml import Element
from tmkit.formats.term_report import Losses
from tmkit.formats.tmx_entries import Memory, notes, open_memory, tag, variants, write_memory
from tmkit.language import primary
from tmkit.model import Origin, TranslationUnit

_RESERVED = frozenset({"file", "id", "prev", "next", "path"})  # OmegaT's own, see profiles.md
# What a unit of tmkit has a place for; the other attributes and elements of a <tu> are counted.
_HELD = frozenset({"tuid", "xml:lang", "lang", "srclang", "segtype", "datatype"})


@dataclass(slots=True)
class Rewriting:
    """The work on one file: what it is for, the languages asked for, what was changed."""

    path: str
    profile: str
    pair: tuple[str, str] | None
    losses: Losses
    units: int = 0
    changed: Counter[str] = field(default_factory=Counter)


def rewrite(stream: BinaryIO, memory: Memory, work: Rewriting) -> None:
    """Write the memory as it is, changed as the profile asks."""
    if work.profile == "trados" and work.pair is None:
        hint = "Give --source-lang and --target-lang"
        raise ConfigError("Trados takes TMX in two languages; which are they?", hint)
    write_memory(stream, memory, _nodes(memory, work))


def _nodes(memory: Memory, work: Rewriting) -> Iterator[str | Element]:
    for node in memory.nodes:
        if isinstance(node, str) or node.name != "tu":
            yield node
            continue
        if work.profile == "trados" and not _two_languages(node, work):
            continue
        if work.profile == "omegat":
            _for_omegat(node, work)
        work.units += 1
        yield node


def _two_languages(unit: Element, work: Rewriting) -> bool:
    """Leave only the two languages in the unit; return whether it has both."""
    assert work.pair is not None  # noqa: S101
    wanted = {primary(lang) for lang in work.pair}
    found = variants(unit)
    place = Origin(work.path, unit.line)
    if not wanted <= {primary(lang) for lang, _ in found}:
        languages = ", ".join(lang for lang, _ in found)
        losses = "not in both languages"
        work.losses.add("unit", losses, languages, place)
        return False
    for lang, variant in found:
        if primary(lang) not in wanted:
            unit.content.remove(variant)
            work.losses.add("variant", "a third language", lang, place)
    return True


def _for_omegat(unit: Element, work: Rewriting) -> None:
    if unit.attributes.pop("tuid", None) is not None:
        work.losses.add("id", "OmegaT would match by it", "", Origin(work.path, unit.line))
    for prop in unit.children("prop"):
        kind = prop.attributes.get("type", "")
        if kind in _RESERVED:
            prop.attributes["type"] = f"x-{kind}"
            work.changed[f"prop {kind} renamed x-{kind}"] += 1
    moved: list[Element] = []
    for _, variant in variants(unit):
        for name in ("note", "prop"):
            for extra in list(variant.children(name)):
                variant.content.remove(extra)
                moved.append(extra)
    if moved:
        work.changed["notes and props of a variant put on its unit"] += len(moved)
        unit.content[:0] = moved
    _one_note(unit, work)


def _one_note(unit: Element, work: Rewriting) -> None:
    found = list(unit.children("note"))
    if len(found) < 2:
        return
    joined = Element("note", {}, found[0].line, ["\n".join(notes(unit))])
    for note in found:
        unit.content.remove(note)
    unit.content.insert(0, joined)
    work.changed["several notes joined to one"] += 1


def unreserved(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit whose properties have no meaning of their own to OmegaT."""
    if not any(name in _RESERVED for name, _ in unit.props):
        return unit
    renamed = tuple((f"x-{k}" if k in _RESERVED else k, value) for k, value in unit.props)
    return replace(unit, props=renamed)


def count_beyond_units(path: str, source_lang: str, target_lang: str, losses: Losses) -> None:
    """Count what of a TMX file a unit in two languages has no place for."""
    wanted = {primary(source_lang), primary(target_lang)}
    with open_memory(path) as memory:
        for node in memory.nodes:
            if isinstance(node, str) or node.name != "tu":
                continue
            place = Origin(path, node.line)
            for name, value in node.attributes.items():
                if name not in _HELD:
                    losses.add(f"unit.{name}", "no place", value, place)
            if len(notes(node)) > 1:
                losses.add("note", "several become one", notes(node)[1], place)
            _count_variants(node, wanted, losses, place)


def _count_variants(unit: Element, wanted: set[str], losses: Losses, place: Origin) -> None:
    for lang, variant in variants(unit):
        if primary(lang) not in wanted:
            losses.add("variant", "a third language", tag(lang), place)
            continue
        for name, value in variant.attributes.items():
            if name not in _HELD:
                losses.add(f"variant.{name}", "no place", value, place)
        for name in ("note", "prop"):
            for extra in variant.children(name):
                losses.add(f"variant.{name}", "no place", extra.text(), place)
