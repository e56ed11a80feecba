"""What a CAT tool is known to want: docs/reference/profiles.md has the evidence for each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tmkit.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Profile:
    """A tool: formats that it does not take, and what its tables call the columns."""

    title: str
    refused: Mapping[str, str] = field(default_factory=dict)  # format: what to write instead
    columns: Mapping[str, str] = field(default_factory=dict)


PROFILES: Final = {
    "omegat": Profile("OmegaT", {"tbx3": "tbx, which is version 2", "utx": "omegat"}),
    "trados": Profile("Trados Studio"),
    "memoq": Profile(
        "memoQ",
        {
            "tbx": "glossary-csv or glossary-xlsx",
            "tbx3": "glossary-csv or glossary-xlsx",
        },
    ),
    "phrase": Profile(
        "Phrase",
        columns={
            "concept": "CID",
            "subject": "concept_domain",
            "definition": "concept_definition",
            "concept note": "concept_note",
        },
    ),
}


def refuse(profile: str, name: str) -> None:
    """Raise ConfigError where the tool does not take the format that is to be written."""
    if profile and name in PROFILES[profile].refused:
        title, instead = PROFILES[profile].title, PROFILES[profile].refused[name]
        raise ConfigError(f"{title} does not read {name}", f"Write {instead}")


def term_columns(profile: str, name: str) -> Mapping[str, str] | None:
    """Return what the tool calls the columns of a glossary table, None where nothing is known."""
    if not profile or name not in {"csv", "tsv", "xlsx"}:
        return None
    return PROFILES[profile].columns or None
