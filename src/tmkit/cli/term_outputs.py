"""What ``tmkit terms`` does around the one verb: its task, its choice, the files it writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tmkit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tmkit.extract.values import Entry, Outcome, Task

TABLES: Final = frozenset({"csv", "tsv", "xlsx"})


def check(given: dict[str, Any]) -> None:
    """Raise ConfigError where the options make no sense together."""
    outputs = given["output"]
    if given["as_json"] and "-" in outputs:
        hint = "Name a file with -o"
        raise ConfigError("--json and an output cannot both go to the standard output", hint)
    if (given["review"] or given["reviewed"]) and not given["glossary"]:
        hint = "Name it: --glossary glossary/terms.csv. It is made if there is none"
        raise ConfigError("there is no glossary that accepted terms could go to", hint)
    for path in outputs:
        for other in (*given["bitext"], *given["glossary"], *given["tm"]):
            if path != "-" and Path(path).absolute() == Path(other).absolute():
                hint = "Choose another name for the output"
                raise ConfigError(f"{path}: the output would overwrite an input", hint)


def task(given: dict[str, Any]) -> Task:
    """Return the options as the verb's task."""
    from tmkit.cli.dictionaries import use
    from tmkit.extract import Task

    use(given["user_dictionary"])
    glossaries = given["glossary"]
    if given["review"] and glossaries and not Path(glossaries[0]).exists():
        glossaries = glossaries[1:]  # it is made when the first term is accepted
    return Task(
        given["bitext"],
        glossaries,
        given["tm"],
        given["stop"] or stop_beside(given["glossary"]),
        not given["no_dictionary"],
        given["encoding"],
    )


def stop_beside(glossaries: Sequence[str]) -> str | None:
    """Return the stop list of the first glossary, None where there is none."""
    from tmkit.extract.stop import stop_path

    return stop_path(glossaries[0]) if glossaries else None


def wanted(given: dict[str, Any], outcome: Outcome) -> tuple[Entry, ...]:
    """Return the entries that the options ask for."""
    from tmkit.extract.select import Choices, select

    choices = Choices(
        given["inconsistent"], given["min_confidence"] or 0.0, given["limit"], given["everything"]
    )
    return select(outcome.entries, choices)


def write(given: dict[str, Any], entries: Sequence[Entry]) -> list[str]:
    """Write every output, and return a line for each."""
    from tmkit.extract.concepts import SURE_ENOUGH, from_entry
    from tmkit.extract.sheet import write_sheet
    from tmkit.formats.grid import EXTENSIONS
    from tmkit.formats.terminology import write_concepts

    lines: list[str] = []
    for path in given["output"]:
        name = given["output_format"] or EXTENSIONS.get(Path(path).suffix.lower())
        if name in TABLES or (name is None and path == "-"):
            lines.append(f"Wrote {path}: {write_sheet(path, entries, name)} rows")
            continue
        least = SURE_ENOUGH if given["min_confidence"] is None else given["min_confidence"]
        concepts = [c for c in (from_entry(entry, least) for entry in entries) if c is not None]
        report = write_concepts(path, concepts, name, source_lang="en", target_lang="ja")
        lines.append(f"Wrote {path}: {report.concepts} terms of a confidence of {least:g} or more")
    return lines
