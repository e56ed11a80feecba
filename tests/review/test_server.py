"""Whoever should not reach the review does not: each hostile request is a test."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tmkit.formats.about import About
from tmkit.formats.tmx import read_units, write
from tmkit.model import Segment, TranslationUnit
from tmkit.review import journal, operations, session, stretches

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("httpx", reason="httpx is not installed")

with warnings.catch_warnings():  # newer ones would rather have httpx's successor
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from tmkit.review import server
from tmkit.review.view import Counts

LANGS = ("en", "ja")
EVIL = "</p><script>window.hit = 1</script>"
PORT = 51234
OWN = f"http://127.0.0.1:{PORT}"
MERGE: dict[str, Any] = {"revision": 0, "op": "merge", "row": 0}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[server.Desk]:
    path = tmp_path / "a.tmx"
    units = [
        TranslationUnit(Segment(f"{n} {EVIL}", "en"), Segment(f"{n}。", "ja")) for n in range(450)
    ]
    with path.open("wb") as stream:
        write(stream, units, About(*LANGS))
    digest = journal.content_hash(str(path))
    review = journal.open_review(str(path), tuple(read_units(str(path), *LANGS)), digest, LANGS)
    yield server.Desk(review, str(path), LANGS, "en")
    review.close()


@pytest.fixture
def client(desk: server.Desk) -> TestClient:
    """Return a client that does all as our own page does."""
    headers = {
        "X-Tmkit-Token": desk.token, "Origin": OWN, "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/json",
    }  # fmt: skip
    return TestClient(server.application(desk, PORT), base_url=OWN, headers=headers)


def test_the_page_itself_works(client: TestClient, desk: server.Desk) -> None:
    done = client.post("/api/step", json=MERGE)
    assert done.status_code == 200
    assert (done.json()["at"], done.json()["removed"], done.json()["total"]) == (0, 2, 449)
    assert len(desk.review.session.rows) == 449
    first = client.get("/api/rows?from=0").json()
    assert (len(first["rows"]), first["unreviewed"], first["revision"]) == (200, 449, 1)
    assert first["rows"][0]["source"] == [f"0 {EVIL}", f"1 {EVIL}"]
    assert len(client.get("/api/rows?from=400").json()["rows"]) == 49
    assert client.get("/api/rows?from=999999").json()["from"] == 448
    assert client.get("/api/next?row=448").json() == {"row": 0}
    assert client.get("/api/find?row=0&text=４４９。").json() == {"row": 448}
    counted = Counts.of(desk.review.session)
    assert desk.counts == counted


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:51234", "127.0.0.1.evil.example:51234",
        "localhost.evil.example:51234", "127.0.0.1", "127.0.0.1:5123", "127.0.0.1:512345", "",
        "0.0.0.0:51234", "LOCALHOST.:51234",
    ],
)  # fmt: skip
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/app.js", "/api/rows"):
        assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("token", ["", "wrong", "é", "a" * 10000])
def test_a_wrong_token_is_refused(client: TestClient, desk: server.Desk, token: str) -> None:
    headers = {"X-Tmkit-Token": token.encode("utf-8")}
    assert client.get("/api/rows", headers=headers).status_code == 403
    assert client.post("/api/step", json=MERGE, headers=headers).status_code == 403
    assert desk.review.session.revision == 0


def test_without_a_token_or_with_it_elsewhere(client: TestClient, desk: server.Desk) -> None:
    del client.headers["X-Tmkit-Token"]
    client.cookies.set("x-tmkit-token", desk.token)
    assert client.get(f"/api/rows?token={desk.token}").status_code == 403
    assert client.post("/api/step", json=MERGE).status_code == 403
    assert desk.review.session.revision == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""},
        {"Origin": "http://127.0.0.1:8000"}, {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)  # fmt: skip
def test_a_write_from_elsewhere_is_refused(
    client: TestClient, desk: server.Desk, headers: dict[str, str]
) -> None:
    for path in ("/api/step", "/api/export"):
        assert client.post(path, json=MERGE, headers=headers).status_code == 403
    assert desk.review.session.revision == 0


def test_a_write_without_origin_or_as_a_form_is_refused(
    client: TestClient, desk: server.Desk
) -> None:
    form = {"Content-Type": "text/plain"}
    text = json.dumps(MERGE)
    assert client.post("/api/step", content=text, headers=form).status_code == 415
    del client.headers["Origin"]
    assert client.post("/api/step", json=MERGE).status_code == 403
    assert desk.review.session.revision == 0


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/app.js/../../server.py", "/page/app.js",
     "/api/rows/1", "/server.py", "//etc/passwd", "/api/export?path=/tmp/x.tmx&format=tmx"],
)  # fmt: skip
def test_no_path_leads_to_a_file(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {404, 405}


def test_an_export_goes_where_the_command_said(
    client: TestClient, desk: server.Desk, tmp_path: Path
) -> None:
    sent = {"format": "tmx", "path": str(tmp_path / "stolen.tmx")}
    done = client.post("/api/export", json=sent)
    assert done.json()["path"] == str(tmp_path / "a.reviewed.tmx")
    assert done.json()["unreviewed"] == 450
    for kind in ("../../x", "/tmp/x.tmx", "po", None, ["tmx"][0:0], 1):
        assert client.post("/api/export", json={"format": kind}).status_code == 422
    assert {path.name for path in tmp_path.iterdir()} == {
        "a.tmx", "a.tmx.review.jsonl", "a.reviewed.tmx",
    }  # fmt: skip


def test_the_second_of_two_tabs_is_told(client: TestClient, desk: server.Desk) -> None:
    assert client.post("/api/step", json=MERGE).status_code == 200
    again = client.post("/api/step", json=MERGE)
    assert (again.status_code, again.json()["revision"]) == (409, 1)
    assert len(desk.review.session.rows) == 449


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100000, b"\xff", b"1" * 5000])
def test_what_is_no_step_is_refused(client: TestClient, desk: server.Desk, body: bytes) -> None:
    assert client.post("/api/step", content=body).status_code in {409, 422}
    assert desk.review.session.revision == 0


def test_a_huge_body_is_refused(client: TestClient) -> None:
    huge = {**MERGE, "op": "note", "text": "x" * (server.MAX_BODY + 1)}
    assert client.post("/api/step", json=huge).status_code == 422


@pytest.mark.parametrize("query", ["from=-1", "from=x", "from=1e3", "from=9999999999", "from=１"])
def test_numbers_are_numbers(client: TestClient, query: str) -> None:
    assert client.get(f"/api/rows?{query}").status_code == 422


def test_every_answer_carries_the_policy_and_no_cookie(client: TestClient) -> None:
    answers = [client.get(path) for path in (*server.FILES, "/api/rows")]
    answers.append(client.get("/", headers={"Host": "evil.example"}))
    for answer in answers:
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_a_text_of_any_characters_is_answered(client: TestClient, desk: server.Desk) -> None:
    step = {"revision": 0, "op": "note", "row": 0, "text": "\ud800\0\u2028"}
    assert client.post("/api/step", content=json.dumps(step)).status_code == 200
    assert client.get("/api/rows").json()["rows"][0]["note"] == step["text"]


# ------------------------------------------------------------------------------------- the page

PAGE = Path(server.__file__).parent / "page"


def test_the_page_makes_no_markup_of_text_and_loads_nothing_from_elsewhere() -> None:
    for path in sorted(PAGE.iterdir()):
        text = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, path.name
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text), path.name
        assert not re.search(r"\son\w+=|style=", text), path.name


def test_every_text_of_the_page_is_there_in_both_languages() -> None:
    words = (PAGE / "words.js").read_text("utf-8")
    rows = re.findall(r'^  "[^"]+": \[(.*)\],$', words, re.MULTILINE)
    assert len(rows) > 40
    for row in rows:
        english, japanese = json.loads(f"[{row}]")
        assert english
        if re.search("[a-z]", re.sub(r"\{\w+\}", "", english)):  # not punctuation alone
            assert re.search("[ぁ-ヶ一-龠]", japanese), japanese
        fields = [sorted(re.findall(r"\{\w+\}", text)) for text in (english, japanese)]
        assert fields[0] == fields[1]


def test_every_refusal_has_its_japanese() -> None:
    words = (PAGE / "words.js").read_text("utf-8")
    for module in (operations, session, stretches):
        source = Path(str(module.__file__)).read_text("utf-8")
        refusals = re.findall(r'RefusedError\("([^"]+)"\)', source)
        assert refusals
        for text in refusals:
            assert f'"{text}": "' in words, text
