"""Reports held against the schemas of their makers, where these are at hand.

The schemas have licences of their own and are not kept here; test_reporters.py has what matters of
them in our words. To run this one::

    export TMKIT_SARIF_SCHEMA=sarif-schema-2.1.0.json TMKIT_GITLAB_SCHEMA=codeclimate.json
    pytest tests/report

The first is OASIS's (repository oasis-tcs/sarif-spec, sarif-2.1/schema), the second GitLab's
(repository gitlabhq/gitlabhq, app/validators/json_schemas), which is of one entry.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tmkit.check import Outcome, Task, check
from tmkit.config import Config
from tmkit.report import reporter

SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "strait-accord"


def at_hand(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not os.environ.get(name), reason=f"{name} names no schema")


def outcomes(made: Outcome) -> list[Outcome]:
    pair = (f"{SAMPLE}.en.txt", f"{SAMPLE}.ja.txt")
    return [made, check(Task(Config(), pair=pair))]


@at_hand("TMKIT_SARIF_SCHEMA")
def test_sarif_fits_the_schema_of_oasis(outcome: Outcome) -> None:
    schema = json.loads(Path(os.environ["TMKIT_SARIF_SCHEMA"]).read_bytes())
    validator = jsonschema.validators.validator_for(schema)(schema)
    for one in outcomes(outcome):
        validator.validate(json.loads("\n".join(reporter("sarif")(one, "en"))))


@at_hand("TMKIT_GITLAB_SCHEMA")
def test_every_entry_fits_the_schema_of_gitlab(outcome: Outcome) -> None:
    schema = json.loads(Path(os.environ["TMKIT_GITLAB_SCHEMA"]).read_bytes())
    for one in outcomes(outcome):
        entries = json.loads("\n".join(reporter("gitlab")(one, "en")))
        assert entries
        for entry in entries:
            jsonschema.validate(entry, schema)
