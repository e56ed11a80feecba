"""What each reporter prints: goldens that can be read, and what each format demands."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tmkit.check import Outcome
from tmkit.report import REPORTERS, reporter, text
from tmkit.report.github import step_summary
from tmkit.report.messages import Tongue
from tmkit.report.text import warnings

GOLDEN = Path(__file__).parent / "golden"


def rendered(name: str, outcome: Outcome, tongue: Tongue = "en") -> str:
    return "\n".join(reporter(name)(outcome, tongue)) + "\n"


@pytest.mark.parametrize(
    ("name", "tongue", "file"),
    [
        ("text", "en", "text.en.txt"),
        ("text", "ja", "text.ja.txt"),
        ("json", "en", "report.json"),
        ("jsonl", "en", "report.jsonl"),
        ("github", "en", "github.txt"),
        ("gitlab", "en", "gitlab.json"),
        ("sarif", "en", "report.sarif"),
        ("junit", "en", "junit.xml"),
    ],
)
def test_golden(outcome: Outcome, name: str, tongue: Tongue, file: str) -> None:
    assert rendered(name, outcome, tongue) == (GOLDEN / file).read_text("utf-8")


def test_infos_are_counted_and_listed_on_demand(outcome: Outcome) -> None:
    brief, whole = ("\n".join(text.render(outcome, "en", show)) for show in ("warning", "info"))
    assert "info[stop-missing]" not in brief
    assert "Not listed: stop-missing 1. To see 1 more: --show info" in brief
    assert "docs/ja 1.txt:9:4: info[stop-missing] no 。" in whole
    assert "Not listed" not in whole
    worst = "\n".join(text.render(outcome, "en", "error"))
    assert "Not listed: stop-missing 1, wide-digit 1. To see 2 more: --show info" in worst


@pytest.mark.parametrize("name", REPORTERS)
def test_nothing_found_is_a_whole_report_too(outcome: Outcome, name: str) -> None:
    empty = replace(outcome, findings=(), suppressed=(), shown=())
    text = rendered(name, empty)
    if name in {"json", "gitlab", "sarif"}:
        json.loads(text)
    if name == "junit":
        assert ET.fromstring(text).attrib["failures"] == "0"
    assert rendered(name, empty) == text


def test_the_mark_stands_below_what_it_means(outcome: Outcome) -> None:
    from rich.cells import cell_len

    lines = rendered("text", outcome).splitlines()
    line = next(k for k, text in enumerate(lines) if "５割" in text)
    shown, mark = lines[line + 0], lines[line + 1]
    first = shown.index("李大統領")
    assert cell_len(shown[:first]) == mark.index("^")
    assert mark.count("^") == cell_len("李大統領")


def test_warnings_name_what_did_not_run_and_what_is_not_needed(outcome: Outcome) -> None:
    assert list(warnings(outcome, "en")) == [
        "a notice",
        "not run without a glossary: term-missing. Give --glossary FILE",
        "tmkit.toml:12: nothing is found here by wide-digit any more: remove its suppression",
    ]


# SARIF 2.1.0 (OASIS), the parts that code scanning reads; our own words for its constraints.
REGION: dict[str, Any] = {
    "type": "object",
    "required": ["startLine", "startColumn"],
    "properties": {
        name: {"type": "integer", "minimum": 1}
        for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
PHYSICAL: dict[str, Any] = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri"],
            "properties": {"uri": {"type": "string", "pattern": "^[^\\s\\\\]+$"}},
        },
        "region": REGION,
    },
}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results", "columnKind"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {"required": ["driver"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["ruleId", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "type": "array",
                                    "items": {"properties": {"physicalLocation": PHYSICAL}},
                                },
                                "relatedLocations": {
                                    "type": "array",
                                    "items": {"properties": {"physicalLocation": PHYSICAL}},
                                },
                                "suppressions": {
                                    "items": {
                                        "required": ["kind"],
                                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                                    }
                                },
                                "fixes": {"items": {"required": ["artifactChanges"]}},
                            },
                        },
                    },
                },
            },
        },
    },
}
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_sarif_is_what_code_scanning_takes(outcome: Outcome) -> None:
    log = json.loads(rendered("sarif", outcome))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["results"][0]["relatedLocations"][1]["physicalLocation"]["region"]["startLine"] == 7
    assert run["results"][3]["suppressions"][0]["justification"] == "as on the box"


def test_gitlab_is_what_code_quality_takes(outcome: Outcome) -> None:
    twice = replace(outcome, findings=(*outcome.findings, outcome.findings[1]))
    entries = json.loads(rendered("gitlab", twice))
    jsonschema.Draft202012Validator(GITLAB).validate(entries)
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)


def test_github_escapes_and_keeps_to_its_limit(outcome: Outcome) -> None:
    first = outcome.findings[0]
    many = replace(
        outcome, findings=tuple(replace(first, message=f"100%\n::warning::{n}") for n in range(12))
    )
    lines = rendered("github", many).splitlines()
    assert lines[0].endswith("::100%25%0A::warning::0%0A- 李国防相 x3")
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[-1].startswith("2 more findings")
    table = "\n".join(step_summary(many, "en"))
    assert table.count("title-mismatch") >= 12


def test_the_steps_summary_takes_nothing_for_markup(outcome: Outcome) -> None:
    hostile = replace(outcome.findings[0], message="<img src=x> | `a` [x](javascript:0) @team")
    table = "\n".join(step_summary(replace(outcome, findings=(hostile,)), "en"))
    assert "<img" not in table
    assert "](" not in table
    assert "@team" not in table


def test_junit_fails_what_is_wrong_only(outcome: Outcome) -> None:
    root = ET.fromstring(rendered("junit", outcome))
    assert root.attrib["failures"] == "2"
    assert [case.attrib["name"] for case in root.iter("testcase")] == [
        "clean",
        "title-mismatch 4:3",
        "wide-digit 5:1",
        "stop-missing 9:4",
    ]


def test_every_field_is_in_the_reference(outcome: Outcome) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "check-json.md"
    text = page.read_text("utf-8")
    whole = json.loads(rendered("json", outcome))
    for name in (*whole, *whole["findings"][0], *whole["suppressed"][0]):
        assert f"`{name}`" in text, name
