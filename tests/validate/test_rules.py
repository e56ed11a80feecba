"""Every rule has a file that breaks it, and is not heard where nothing is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.validate.cases import CASES, GOOD, Case

from tmkit.errors import ConfigError, FormatError
from tmkit.validate import Rule, catalogue, validate


def written(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name[2:]}-{case.rule}")
def test_a_broken_file_is_told(case: Case, tmp_path: Path) -> None:
    problems = validate(written(tmp_path, case.name, case.text), profile=case.profile)
    assert (case.rule, case.line) in {(problem.rule, problem.line) for problem in problems}
    assert all(problem.message and problem.fix for problem in problems)


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_a_good_file_has_no_problem(name: str, text: str | bytes, tmp_path: Path) -> None:
    for profile in ("", "trados", "phrase"):
        assert validate(written(tmp_path, name, text), profile=profile) == ()


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == set(catalogue())


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda rule: rule.id)
def test_the_catalogue_is_in_order(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.severity in {"error", "warning"}
    assert rule.formats
    assert set(rule.formats) <= {"tmx", "tbx", "xliff", "utx", "glossary"}
    assert rule.clause
    assert rule.why.endswith((".", "?"))
    assert not rule.fix.endswith(".")


def test_all_problems_are_told_not_the_first(tmp_path: Path) -> None:
    text = "".join(f'<tu creationdate="{n}"/>\n' for n in range(50))
    body = f'<tmx version="1.4"><header/><body>\n{text}</body></tmx>'
    problems = validate(written(tmp_path, "a.tmx", body))
    assert {p.line for p in problems if p.rule == "date-impossible"} == set(range(2, 52))
    assert {p.line for p in problems if p.rule == "missing-element"} == set(range(2, 52))


def test_what_stands_before_and_after_a_control_character_is_told(tmp_path: Path) -> None:
    body = b'<tmx version="1.4"><hdr/>\n<body><tu>\x01</tu>\n<tu><tuv/></tu></body></tmx>'
    rules = {(p.rule, p.line) for p in validate(written(tmp_path, "a.tmx", body))}
    assert rules >= {("unknown-element", 1), ("control-character", 2), ("missing-seg", 3)}


def test_the_error_that_ends_the_reading_is_the_last(tmp_path: Path) -> None:
    problems = validate(written(tmp_path, "a.tmx", '<tmx version="1.5">\n<header>\n<bdy></tmx>'))
    assert problems[0].rule == "attribute-value"
    assert (problems[-1].rule, problems[-1].line) == ("not-well-formed", 3)


def test_a_reference_is_found_across_the_edge_of_a_chunk(tmp_path: Path) -> None:
    for size in range((1 << 16) - 8, (1 << 16) + 2):
        start = '<tmx version="1.4"><body>\n'
        text = start + "x" * (size - len(start)) + "&#x1F;\n\x02</body></tmx>"
        found = [
            (p.line, p.column)
            for p in validate(written(tmp_path, "a.tmx", text))
            if p.rule == "control-character"
        ]
        assert found == [(2, size - len(start) + 1), (3, 1)]


def test_a_reference_in_a_cdata_section_is_text(tmp_path: Path) -> None:
    from tests.validate.cases import pair, tmx

    text = tmx(pair("<![CDATA[a&#1;b]]>"))
    assert validate(written(tmp_path, "a.tmx", text)) == ()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.tmx", b"", None),
        ("a.pdf", b"%PDF-1.4 \x00", None),
        ("a.xml", b"<html/>", None),
        ("a.csv", b"PK\x03\x04", None),
        ("a.tmx", b'<?xml version="1.0" encoding="klingon"?><tmx/>', None),
    ],
)
def test_a_file_that_cannot_be_judged_is_an_error(
    name: str, data: bytes, kind: str | None, tmp_path: Path
) -> None:
    with pytest.raises(FormatError):
        validate(written(tmp_path, name, data), kind=kind)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ConfigError):
        validate("a.tmx", kind="pdf")
    with pytest.raises(ConfigError):
        validate("a.tmx", profile="word")


@pytest.mark.parametrize("length", [22, 50, 120, 200, 250])
def test_a_file_that_is_cut_off_is_told(length: int, tmp_path: Path) -> None:
    from tests.validate.cases import tmx

    path = written(tmp_path, "a.tmx", tmx()[:length])
    assert validate(path, kind="tmx")[-1].rule == "not-well-formed"
