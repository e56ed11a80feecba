"""Titles as texts have them, and what holds of the tables they are read from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.evidence.tables import read_rows
from tmkit.model import Finding
from tmkit.rules import Rule
from tmkit.rules._compare_titles import contradicts, meets
from tmkit.rules._english_people import english_people
from tmkit.rules._japanese_people import called, candidates
from tmkit.rules.names import RULES
from tmkit.rules.titles import english_titles, japanese_titles

RunCase = Callable[[Rule, dict[str, Any]], list[Finding]]
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "titles.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("verdict", "english", "japanese"), ROWS)
def test_titles_in_texts(verdict: str, english: str, japanese: str, run_case: RunCase) -> None:
    sides = zip(english.split(" / "), japanese.split(" / "), strict=True)
    units = [{k: v for k, v in (("en", en), ("ja", ja)) if v != "-"} for en, ja in sides]
    found = [f for rule in RULES for f in run_case(rule, {"units": units}) if f.severity != "info"]
    assert bool(found) == (verdict == "wrong"), [f.message for f in found]


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("国防相", "Defense Minister"),
        ("国防部長", "minister of national defence"),
        ("防衛大臣", "Secretary of Defense"),
        ("部長", "Minister"),
        ("国家主席", "President"),
        ("社長", "president"),
        ("首相", "Chancellor"),
        ("外務次官", "Vice Foreign Minister"),
        ("副大統領", "Vice President"),
        ("学長", "vice-chancellor"),
        ("将軍", "Gen."),
    ],
)
def test_equivalents(japanese: str, english: str) -> None:
    (ours,), (theirs,) = japanese_titles(japanese), english_titles(english)
    assert (ours.text, theirs.text) == (japanese, english)
    assert meets(ours.senses, theirs.senses)


@pytest.mark.parametrize(
    ("japanese", "english"),
    [("大統領", "Minister"), ("商務部長", "Defense Minister"), ("外相", "Vice Foreign Minister")],
)
def test_contradictions(japanese: str, english: str) -> None:
    (ours,), (theirs,) = japanese_titles(japanese), english_titles(english)
    assert not meets(ours.senses, theirs.senses)
    assert contradicts(ours.senses, theirs.senses)


def test_one_person_may_hold_both() -> None:
    (premier,), (head,) = japanese_titles("首相"), japanese_titles("党首")
    assert not contradicts(premier.senses, head.senses)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Presidents Putin and Xi met Li.", {"Putin": 1, "Xi": 1, "Li": 0}),
        ("President Bashar al-Assad of Syria", {"Bashar al-Assad": 1}),
        ("State Councilor and Foreign Minister Qin Gang", {"Qin Gang": 2}),
        ("Larry King met the army chief of staff.", {"Larry King": 0}),
        ("Minister He said that He Lifeng, vice premier, agreed.", {"He": 1, "He Lifeng": 1}),
        ("the president of the European Commission", {}),
    ],
)
def test_english_people(text: str, who: dict[str, int]) -> None:
    found = english_people(text).people
    assert {person.text: len(person.titles) for person in found} == who


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("中国国防省の李商務部長は", "李", "商務部長"),
        ("秦剛国務委員兼外相が", "秦剛", "国務委員 外相"),
        ("トランプ米大統領は", "トランプ", "大統領"),
        ("ゼレンスキー・ウクライナ大統領は", "ゼレンスキー", "大統領"),
        ("李尚福（リー・シャンフー）国防相は", "李尚福", "国防相"),
        ("パウエルＦＲＢ議長は", "パウエル", "議長"),
        ("ﾌﾟｰﾁﾝ大統領は", "ﾌﾟｰﾁﾝ", "大統領"),
        ("安倍元首相は", "安倍", "首相"),
        ("国防相の李氏は", "李", "国防相"),
        ("田中将軍は", "田中", "将軍"),
    ],
)
def test_japanese_mentions(text: str, name: str, titles: str) -> None:
    mention = called(text)[0]
    assert name in list(candidates(mention))
    assert " ".join(title.text for title in mention.titles) == titles


@pytest.mark.parametrize(
    "text", ["大統領府は", "彼は装備開発部の部長だった", "市長選が", "代表的な"]
)
def test_no_mentions(text: str) -> None:
    assert called(text) == ()


def test_tables_are_whole() -> None:
    for sense, kind, spheres, japanese, english in read_rows("titles.tsv"):
        assert kind in {"office", "rank", "degree", "profession", "generic"}, sense
        assert japanese.split()
        assert all(spheres.split(",")), sense
        assert all(form == form.strip().lower() for form in english.split("|")), sense
    assert all(len(row) == 3 for row in read_rows("fields.tsv"))
    assert all(len(row) == 2 for name in ("surnames.tsv", "places.tsv") for row in read_rows(name))
