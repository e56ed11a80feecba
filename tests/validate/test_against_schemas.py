"""Whatever the schemas of OmegaT refuse, tmkit refuses: over many broken files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.validate.mutate import TBX2, TMX, mutant

from tmkit.validate import validate

if TYPE_CHECKING:
    from tests.validate.conftest import Refused

FILES = 400
# What only a schema's word makes an error. Values are judged by the standard's text as well.
STRUCTURE = {
    "unknown-element",
    "foreign-element",
    "misplaced-element",
    "element-order",
    "missing-element",
    "missing-seg",
    "repeated-element",
    "stray-text",
    "unknown-attribute",
    "foreign-attribute",
    "missing-attribute",
    "missing-segtype",
    "lang-attribute",
}


def errors(path: Path) -> list[str]:
    return [problem.rule for problem in validate(str(path)) if problem.severity == "error"]


@pytest.mark.parametrize(("kind", "text"), [("tmx", TMX), ("tbx", TBX2)])
def test_what_a_schema_refuses_is_refused(
    kind: str, text: str, refusals: dict[str, list[Refused]], tmp_path: Path
) -> None:
    paths = []
    for seed in range(FILES):
        path = tmp_path / f"{seed}.{kind}"
        path.write_text(mutant(text, seed), "utf-8")
        paths.append(path)
    missed: dict[str, set[Path]] = {}
    refused = set()
    for index, refusal in enumerate(refusals[kind]):
        found = refusal(paths)
        refused |= found
        missed[f"schema {index}"] = {path for path in found if not errors(path)}
    told = {path: STRUCTURE & set(errors(path)) for path in paths if path not in refused}
    if kind == "tmx":  # the DTD does without a version, which the standard requires
        told = {path: rules - {"missing-attribute"} for path, rules in told.items()}
    assert not {path: rules for path, rules in told.items() if rules}, "no schema refuses these"
    assert len(refused) > FILES / 2, "the mutations break too little"
    assert not any(missed.values()), missed


@pytest.mark.parametrize(("kind", "text"), [("tmx", TMX), ("tbx", TBX2)])
def test_the_valid_file_is_valid_to_all(
    kind: str, text: str, refusals: dict[str, list[Refused]], tmp_path: Path
) -> None:
    path = tmp_path / f"good.{kind}"
    path.write_text(text, "utf-8")
    assert not any(refusal([path]) for refusal in refusals[kind])
    assert validate(str(path)) == ()
