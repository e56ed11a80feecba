"""What the page is told besides the rows: findings, pages of rules, terms; to nobody else."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tmkit.config import Config, Ignore
from tmkit.errors import FormatError
from tmkit.formats.about import About
from tmkit.formats.tmx import read_units, write
from tmkit.model import Segment, TranslationUnit
from tmkit.review import journal
from tmkit.review.findings import Matter, as_json, check_rows
from tmkit.review.session import start
from tmkit.review.values import Operation

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("httpx", reason="httpx is not installed")

with warnings.catch_warnings():  # newer ones would rather have httpx's successor
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from tmkit.review import server
from tmkit.review.study import REQUESTS, in_background

LANGS = ("en", "ja")
PORT = 51234
OWN = f"http://127.0.0.1:{PORT}"
PAIRS = (
    ("The dues rose by 12%.", "手数料は21%上がった。"),
    ("A warden came.", "監視員が来た。"),
    ("The warden left.", "監視員は去った。"),
    ("The dues rose by 12%.", "手数料は21%上がった。"),
)


def unit(pair: tuple[str, str], note: str = "") -> TranslationUnit:
    return TranslationUnit(Segment(pair[0], "en"), Segment(pair[1], "ja"), note=note)


UNITS = tuple(map(unit, PAIRS))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[server.Desk]:
    path = tmp_path / "a.tmx"
    with path.open("wb") as stream:
        write(stream, UNITS, About(*LANGS))
    digest = journal.content_hash(str(path))
    review = journal.open_review(str(path), tuple(read_units(str(path), *LANGS)), digest, LANGS)
    glossary = str(tmp_path / "terms.csv")  # is not there yet
    yield server.Desk(review, str(path), LANGS, "en", glossaries=(glossary,))
    review.close()


@pytest.fixture
def client(desk: server.Desk) -> TestClient:
    headers = {
        "X-Tmkit-Token": desk.token, "Origin": OWN, "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/json",
    }  # fmt: skip
    return TestClient(server.application(desk, PORT), base_url=OWN, headers=headers)


def ask(client: TestClient, path: str, **headers: str) -> Any:
    method = REQUESTS[path][0]
    body = {"content": "{}"} if method == "POST" else {}
    return client.request(method, path, headers=headers, **body)  # type: ignore[arg-type]


# -------------------------------------------------------------------------------------- findings


def rules(found: dict[tuple[str, str], Any], pair: tuple[str, str]) -> list[str]:
    return [finding.rule for finding in found.get(pair, ())]


def test_findings_are_those_of_the_check_by_pair() -> None:
    session = start(UNITS)
    found = check_rows(session.rows, session.units, Matter(Config(), "a.tmx", LANGS))
    assert rules(found, PAIRS[0]) == ["number-mismatch"]  # of two equal rows it is told once
    finding = found[PAIRS[0]][0]
    assert finding.quote == "21%"
    session.apply(Operation("delete", 0))
    session.apply(Operation("delete", 3))
    assert PAIRS[0] not in check_rows(session.rows, UNITS, Matter(Config(), "a.tmx", LANGS))


def test_findings_speak_of_rows_and_not_of_lines() -> None:
    session = start(UNITS)
    found = check_rows(session.rows, session.units, Matter(Config(), "a.tmx", LANGS))[PAIRS[0]][0]
    for tongue, row in (("en", "row 7"), ("ja", "7行目")):
        said = replace(found, message="see a.tmx:7", message_ja="a.tmx:7を見る")
        assert row in str(as_json(said, tongue, "a.tmx")["message"])


def test_settings_and_notes_accept_findings() -> None:
    session = start(
        (unit(PAIRS[0], "tmkit: ignore[number-mismatch] the client says so"), *UNITS[1:3])
    )
    assert check_rows(session.rows, session.units, Matter(Config(), "a.tmx", LANGS)) == {}
    session = start(UNITS)
    for config in (
        Config(ignore=("numbers",)),
        Config(severity={"number-mismatch": "off"}),
        Config(ignores=(Ignore("number-mismatch", "known", "21%"),)),
    ):
        assert check_rows(session.rows, session.units, Matter(config, "a.tmx", LANGS)) == {}
    milder = Matter(Config(severity={"numbers": "info"}), "a.tmx", LANGS)
    (finding,) = check_rows(session.rows, session.units, milder)[PAIRS[0]]
    assert finding.severity == "info"


def test_a_japanese_original_is_checked_too() -> None:
    turned = (TranslationUnit(Segment(PAIRS[0][1], "ja"), Segment(PAIRS[0][0], "en")),)
    session = start(turned)
    found = check_rows(session.rows, session.units, Matter(Config(), "a.tmx", ("ja", "en")))
    assert rules(found, (PAIRS[0][1], PAIRS[0][0])) == ["number-mismatch"]


def test_a_glossary_is_checked_with_and_a_missing_other_one_is_told(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.csv"
    glossary.write_text("en,ja\nwarden,管理人\n", "utf-8")
    session = start(UNITS)
    matter = Matter(Config(), "a.tmx", LANGS, (str(tmp_path / "new.csv"), str(glossary)))
    found = check_rows(session.rows, session.units, matter)
    assert any(rule.startswith("term-") for rule in rules(found, PAIRS[1])), found
    missing = Matter(Config(), "a.tmx", LANGS, (str(glossary), str(tmp_path / "none.csv")))
    with pytest.raises(FormatError):
        missing.concepts()


# -------------------------------------------------------------------------------------- requests


def test_rows_carry_findings_after_a_check_and_keep_them_where_they_go(client: TestClient) -> None:
    assert client.get("/api/finding?row=0").json() == {"row": None, "checked": -1}
    assert [row["findings"] for row in client.get("/api/rows").json()["rows"]] == [[]] * 4
    told = client.post("/api/check", json={}).json()
    assert (told["error"], told["checked"]) == (1, 0)
    merge = {"revision": 0, "op": "merge", "row": 1}
    assert client.post("/api/step", json=merge).status_code == 200
    rows = client.get("/api/rows").json()["rows"]
    assert [len(row["findings"]) for row in rows] == [1, 0, 1]
    assert rows[2]["findings"][0]["rule"] == "number-mismatch"
    assert [rows[2]["target"][0][a:b] for a, b, kinds, _ in rows[2]["marks"]["target"][0]
                       if "error" in kinds] == ["21%"]  # fmt: skip
    assert client.get("/api/finding?row=0").json()["row"] == 2
    assert client.get("/api/finding?row=2").json()["row"] == 0


def test_a_rule_has_its_page_and_nothing_else_has(client: TestClient) -> None:
    told = client.get("/api/rule?id=number-mismatch").json()
    assert "What it says" in told["page"]
    for name in ("", "../../etc/passwd", "%2e%2e", "x" * 5000):
        assert client.get("/api/rule", params={"id": name}).status_code == 422


def test_terms_are_found_once_and_decided_on(client: TestClient, desk: server.Desk) -> None:
    glossary = Path(desk.glossaries[0])
    told = client.post("/api/terms", json={}).json()
    names = [term["term"] for term in told["terms"]]
    at = names.index("warden")
    step = {"revision": 0, "action": "accept", "index": at}
    assert client.post("/api/decide", json={**step, "revision": 7}).json()["stale"] is True
    assert not glossary.exists()
    done = client.post("/api/decide", json=step).json()
    assert done["decided"] == {
        str(at): {"action": "accept", "term": "warden", "rendering": "監視員"}
    }
    assert "監視員" in glossary.read_text("utf-8")
    row = client.get("/api/rows").json()["rows"][1]
    assert [kinds for _, _, kinds, _ in row["marks"]["target"][0]] == ["term"]
    again = client.post("/api/decide", json={**step, "revision": 1}).json()
    assert again["refused"] == "that is decided: undo it first"
    glossary.write_text(glossary.read_text("utf-8") + "x,other,他,preferred,,,\n", "utf-8")
    undo = {"revision": 1, "action": "undo"}
    said = client.post("/api/decide", json=undo).json()
    assert said["refused"] == "the glossary or the stop list was changed elsewhere"
    assert "他" in glossary.read_text("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        {"action": 1}, {"action": "quit"}, {"index": -1}, {"index": True}, {"index": 10**6},
        {"action": "edit", "term": " ", "rendering": "x"}, {"term": ["x"]}, {"rendering": None},
    ],
)  # fmt: skip
def test_what_is_no_decision_changes_nothing(
    client: TestClient, desk: server.Desk, data: dict[str, Any]
) -> None:
    client.post("/api/terms", json={})
    sent = {"revision": 0, "action": "accept", "index": 0, **data}
    told = client.post("/api/decide", json=sent).json()
    assert told["refused"]
    assert told["decided"] == {}
    assert not Path(desk.glossaries[0]).exists()


@pytest.mark.parametrize("path", REQUESTS)
def test_nothing_of_it_is_told_to_others(client: TestClient, path: str) -> None:
    assert ask(client, path, **{"X-Tmkit-Token": "wrong"}).status_code == 403
    assert ask(client, path, Origin="http://evil.example").status_code == 403
    assert ask(client, path, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ask(client, path, Host="evil.example").status_code == 421
    other = {"GET": "POST", "POST": "GET"}[REQUESTS[path][0]]
    assert client.request(other, path).status_code in {404, 405}


# ---------------------------------------------------------------------------------- in background


def test_others_are_answered_while_something_takes_long() -> None:
    release = threading.Event()

    async def both() -> list[str]:
        done: list[str] = []

        async def long() -> None:
            done.append(await in_background(lambda: "long" if release.wait(10) else "never"))

        task = asyncio.create_task(long())
        await asyncio.sleep(0)
        done.append("short")
        release.set()
        await task
        return done

    assert asyncio.run(both()) == ["short", "long"]


def test_an_error_in_the_background_is_raised_where_it_is_awaited() -> None:
    def fail() -> None:
        raise FormatError("no glossary", "x")

    with pytest.raises(FormatError):
        asyncio.run(in_background(fail))
