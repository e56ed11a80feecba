"""Glossaries as other tools see them: OmegaT's own readers, its schema, translate-toolkit."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tmkit.formats.terminology import read_concepts, write_concepts
from tmkit.model import Concept, Term

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "glossary" / "strait-accord.csv"
OMEGAT = Path(os.environ.get("OMEGAT_JAR", "/usr/share/omegat/OmegaT.jar"))

FUND = Concept(
    (
        Term("Harbour Fund", "en", note="In full at the first mention", type="fullForm"),
        Term("Wharf Fund", "en", "forbidden"),
        Term("HF", "en", "admitted", contexts=("The HF pays.",), source="Statute 1"),
        Term("港湾基金", "ja", part_of_speech="noun"),
        Term("湾岸基金", "ja"),
        Term("ハーバー基金", "ja", "forbidden", note="誤り"),
        Term("旧基金", "ja", "obsolete"),
        Term("港基金", "ja", "provisional"),
    ),
    subject="finance",
    kind="organisation",
    definition="What pays for quays & docks",
    note="Founded twice",
    source="Statute 2",
    created="2025-04-01",
    changed="2026-01-31T09:00:00Z",
)
BANNED = {"Wharf Fund", "ハーバー基金", "旧基金"}


def concepts() -> tuple[Concept, ...]:
    return (FUND, *read_concepts(str(SAMPLE)))


def omegat(*names: str) -> None:
    for name in names:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
    if not OMEGAT.exists():
        pytest.skip("OmegaT is not installed")


def loaded(folder: Path, file: Path, source: str, target: str) -> list[tuple[str, str, str]]:
    """Return what OmegaT makes of a glossary: source, target, comment."""
    project = folder / "project"
    project.mkdir(exist_ok=True)
    command = ["java", "-Djava.awt.headless=true", "-Duser.language=en", "-cp", str(OMEGAT)]
    command += [str(HERE / "GlossaryProbe.java"), str(project), source, target, str(file)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return [(line[1], line[2], line[3]) for line in lines if line[0] == "ENTRY"]


def texts(lang: str, statuses: Iterable[str]) -> set[str]:
    return {
        term.text
        for concept in concepts()
        for term in concept.in_language(lang)
        if term.status in statuses
    }


@pytest.mark.parametrize("name", ["g.tbx", "g.utf8"])
@pytest.mark.parametrize(("source", "target"), [("en-US", "ja"), ("ja", "en-US")])
def test_omegat_offers_every_preferred_term_and_no_forbidden_one(
    tmp_path: Path, name: str, source: str, target: str
) -> None:
    omegat("java")
    file = tmp_path / name
    write_concepts(str(file), concepts(), source_lang=source, target_lang=target, profile="omegat")
    entries = loaded(tmp_path, file, source.upper(), target.upper())
    offered = {entry[1] for entry in entries}
    assert texts(target, ["preferred"]) <= offered
    assert not offered & (texts(target, ["forbidden", "obsolete"]) | BANNED)
    assert texts(source, ["preferred"]) <= {entry[0] for entry in entries}
    # Each comment is that of its own target term: OmegaT joins those of an entry.
    comment = next(text for _, term, text in entries if term == "港基金" or term == "HF")
    assert "preferred" not in comment
    assert "deprecated" not in comment


def test_without_the_profile_omegat_would_offer_forbidden_terms(tmp_path: Path) -> None:
    omegat("java")
    file = tmp_path / "g.tbx"
    write_concepts(str(file), concepts(), source_lang="en-US", target_lang="ja")
    assert {entry[1] for entry in loaded(tmp_path, file, "EN-US", "JA")} & BANNED


@pytest.mark.parametrize("profile", [None, "omegat"])
def test_tbx_is_valid_by_omegats_schema(tmp_path: Path, profile: str | None) -> None:
    omegat("xmllint")
    with zipfile.ZipFile(OMEGAT) as jar:
        for name in ("tbx.xsd", "xml.xsd"):
            (tmp_path / name).write_bytes(jar.read(f"schemas/{name}"))
    file = tmp_path / "g.tbx"
    write_concepts(
        str(file),
        concepts(),
        source_lang="en-US",
        target_lang="ja",
        profile=profile,
        date="20260131T090000Z",
    )
    command = ["xmllint", "--noout", "--nonet", "--schema", str(tmp_path / "tbx.xsd"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_translate_toolkit_reads_the_same_terms(tmp_path: Path) -> None:
    try:
        tbx = importlib.import_module("translate.storage.tbx")
    except ModuleNotFoundError:
        pytest.skip("translate-toolkit is not installed")
    file = tmp_path / "g.tbx"
    write_concepts(str(file), concepts(), source_lang="en", target_lang="ja")
    store = tbx.tbxfile(sourcelanguage="en", targetlanguage="ja")
    store.parse(file.read_bytes())
    assert len(store.units) == len(concepts())
    for unit, concept in zip(store.units, concepts(), strict=True):
        assert str(unit.source) == concept.in_language("en")[0].text
        assert str(unit.target) == concept.in_language("ja")[0].text
        assert [term.text for term in unit.get_target_terms()] == [
            term.text for term in concept.in_language("ja")
        ]
