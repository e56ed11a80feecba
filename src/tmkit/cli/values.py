"""From what is typed to what the verbs take."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tmkit.errors import ConfigError
from tmkit.language import primary

if TYPE_CHECKING:
    from tmkit.pair.values import Level, Task


def align_task(given: dict[str, Any]) -> Task:
    """Return the options as the verb's task; raise ConfigError where they contradict each other."""
    from tmkit import pair

    pair.check_languages(given["source_lang"], given["target_lang"])
    paths = given["output"] or [default_output(given["en"], given["ja"], given["source_lang"])]
    if given["as_json"] and "-" in (*paths, given["unmatched"]):
        hint = "Name a file with -o and --unmatched"
        raise ConfigError("--json and an output cannot both go to the standard output", hint)
    levels: list[Level] = ["sentence", "paragraph"]
    wanted = [level for level in levels if given["level"] in (level, "both")]
    source, target = (
        pair.Input(
            given[name],
            given[f"{side}_lang"],
            given[f"{side}_encoding"] or given["encoding"],
            given["input_format"],
        )
        for name, side in (("en", "source"), ("ja", "target"))
    )
    return pair.Task(
        source,
        target,
        pair.plan_outputs(paths, given["output_format"], wanted),
        given["unmatched"],
        given["glossary"],
        given["tm"],
        not given["no_dictionary"],
        given["min_confidence"],
        tmx_date(given["date"]),
    )


def tmx_date(text: str | None) -> str | None:
    """Return a date as TMX has it (UTC, ``YYYYMMDDThhmmssZ``), None for None.

    ``now`` is the only thing that looks at the clock; a date without a zone is UTC. Raises
    ConfigError for what is no ISO 8601 date.
    """
    if text is None:
        return None
    try:
        moment = datetime.now(UTC) if text == "now" else datetime.fromisoformat(text)
    except ValueError:
        hint = "Give it as 2026-01-31, 2026-01-31T09:00:00+09:00 or now"
        raise ConfigError(f"'{text}' is not a date", hint) from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y%m%dT%H%M%SZ")


def default_output(source: str, target: str, lang: str) -> str:
    """Return the TMX that is written where no ``-o`` says so, in the current folder.

    It has the name of the source, or of the target where the source is a stream, without its
    extension and without the language in it: ``news.tmx`` of ``news.en.txt``.
    """
    name = PurePath(target if source == "-" else source).name
    stem = PurePath(name).stem
    for separator in "._-":
        for tag in (lang, primary(lang)):
            ending = f"{separator}{tag}".lower()
            if stem.lower().endswith(ending) and len(stem) > len(ending):
                return f"{stem[: -len(ending)]}.tmx"
    return f"{stem}.tmx"


def swapped_order(arguments: Sequence[str], one: str, other: str) -> str:
    """Return what to do about two files in the wrong order: the command as it should have been."""
    swap = {one: other, other: one}
    command = shlex.join(["tmkit", *(swap.get(word, word) for word in arguments)])
    if any(word.startswith(("--source-lang", "--target-lang")) for word in arguments):
        return f"Run: {command}"
    original = shlex.join(["tmkit", *arguments, "--source-lang", "ja", "--target-lang", "en"])
    return f"Run: {command} (or, if the Japanese is the original: {original})"


def columns_of(texts: tuple[str, ...]) -> dict[str, str] | None:
    """Return what ``--columns`` says; raise ConfigError where it says nothing."""
    found: dict[str, str] = {}
    for part in ",".join(texts).split(",") if texts else ():
        name, equals, column = part.partition("=")
        if not equals or not name.strip() or not column.strip():
            hint = "Write it as source=原文,target=訳文"
            raise ConfigError(f"--columns: {part!r} is not NAME=COLUMN", hint)
        found[name.strip()] = column.strip()
    return found or None
