"""The server as it runs: realigned over HTTP, killed, stopped, left alone, told what is wrong."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.review.test_operations import LANGS, pair, scripted
from tests.review.test_realign import ENGLISH, JAPANESE

from tmkit.align import Evidence
from tmkit.cli import main, review_open, review_page, review_texts
from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit
from tmkit.review import browser, journal, pieces
from tmkit.review.realign import realigned
from tmkit.review.session import Session, start
from tmkit.review.values import Operation

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("httpx", reason="httpx is not installed")
import httpx

with warnings.catch_warnings():  # newer ones would rather have httpx's successor
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from tmkit.review import server

ROOT = Path(__file__).parents[2]
PORT = 51234
OWN = f"http://127.0.0.1:{PORT}"


def memory(path: Path, units: Sequence[TranslationUnit]) -> Path:
    with path.open("wb") as stream:
        tmx.write(stream, units, About(*LANGS))
    return path


def off_by_one() -> list[TranslationUnit]:
    """Return units of which each has the translation of the one before."""
    japanese = [f"{JAPANESE[0]}{JAPANESE[1]}", *JAPANESE[2:], "終わり。"]
    return [
        TranslationUnit(Segment(en, "en"), Segment(ja, "ja"))
        for en, ja in zip(ENGLISH, japanese, strict=True)
    ]


@contextmanager
def desk_of(path: Path) -> Iterator[server.Desk]:
    units = tuple(tmx.read_units(str(path), *LANGS))
    review = journal.open_review(str(path), units, journal.content_hash(str(path)), LANGS)
    desk = server.Desk(review, str(path), LANGS, "en")
    desk.aligner = lambda session: realigned(session, Evidence(None), LANGS)
    try:
        yield desk
    finally:
        review.close()


def client_of(desk: server.Desk) -> TestClient:
    headers = {"X-Tmkit-Token": desk.token, "Origin": OWN, "Content-Type": "application/json"}
    return TestClient(server.application(desk, PORT), base_url=OWN, headers=headers)


# ----------------------------------------------------------------------------------- realigning


def test_the_rest_is_realigned_and_undone(tmp_path: Path) -> None:
    path = memory(tmp_path / "a.tmx", off_by_one())
    with desk_of(path) as desk:
        client = client_of(desk)
        before = client.get("/api/rows").json()
        assert before["files"] == [str(path)]
        done = client.post("/api/step", json={"revision": 0, "op": "realign"}).json()
        assert (done["at"], done["removed"], done["reload"]) == (0, 6, False)
        assert done["realigned"] >= 5
        after = client.get("/api/rows").json()
        assert ["".join(row["target"]) for row in after["rows"]][:5] == list(JAPANESE[:5])
        assert after["rows"] == done["rows"]
        assert after["accepted"] == 0
        same = client.post("/api/step", json={"revision": 1, "op": "realign"}).json()
        assert same["refused"] == "the rows stay as they are"
        client.post("/api/step", json={"revision": 1, "op": "undo"})
        assert client.get("/api/rows").json()["rows"] == before["rows"]
    with desk_of(path) as again:  # journalled by its result: nothing is aligned to go on
        again.aligner = None
        again.review.apply(Operation("redo"))
        rows = again.review.session.rows
        assert ["".join(p.text for p in row.target) for row in rows][:5] == list(JAPANESE[:5])
        refused = client_of(again).post("/api/step", json={"revision": 3, "op": "realign"})
        assert refused.json()["refused"] == "nothing is left to realign"


def test_the_page_brings_no_rows_of_its_own(tmp_path: Path) -> None:
    with desk_of(memory(tmp_path / "a.tmx", off_by_one())) as desk:
        step = {"revision": 0, "op": "realign", "stretches": [[0, 1, [[1, 1, None]]]]}
        assert "refused" in client_of(desk).post("/api/step", json=step).json()
        assert desk.review.session.revision == 0


def test_many_changed_rows_are_to_be_asked_for_anew(tmp_path: Path) -> None:
    units = [pair(n) for n in range(450)]
    with desk_of(memory(tmp_path / "a.tmx", units)) as desk:
        client = client_of(desk)
        client.post("/api/step", json={"revision": 0, "op": "accept", "row": 400})
        done = client.post("/api/step", json={"revision": 1, "op": "realign"}).json()
        assert done["reload"]
        assert done["rows"] == []
        state = {key: done[key] for key in ("revision", "total", "accepted", "unreviewed")}
        assert client.get("/api/ping").json().items() >= state.items()
        assert desk.counts == type(desk.counts).of(desk.review.session)
        assert [row.reviewed for row in desk.review.session.rows].count(True) == 1


def test_a_step_waits_for_the_one_before(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> Operation:
        begun.set()
        assert go_on.wait(20)
        return realigned(session, Evidence(None), LANGS)

    async def asked(desk: server.Desk) -> list[int]:
        headers = {"X-Tmkit-Token": desk.token, "Origin": OWN, "Content-Type": "application/json"}
        transport = httpx.ASGITransport(server.application(desk, PORT))
        async with httpx.AsyncClient(transport=transport, base_url=OWN, headers=headers) as client:
            steps = [{"revision": 0, "op": "realign"}, {"revision": 0, "op": "flag", "row": 0}]
            first = asyncio.create_task(client.post("/api/step", json=steps[0]))
            assert await asyncio.to_thread(begun.wait, 20)
            second = asyncio.create_task(client.post("/api/step", json=steps[1]))
            rows = await client.get("/api/rows")
            assert rows.json()["revision"] == 0  # reading goes on
            go_on.set()
            return [(await task).status_code for task in (first, second)]

    with desk_of(memory(tmp_path / "a.tmx", off_by_one())) as desk:
        desk.aligner = slow
        assert asyncio.run(asked(desk)) == [200, 409]


def test_other_languages_are_not_realigned(tmp_path: Path) -> None:
    units = [TranslationUnit(Segment("One.", "en"), Segment("Un.", "fr"))]
    path = tmp_path / "a.tmx"
    with path.open("wb") as stream:
        tmx.write(stream, units, About("en", "fr"))
    given = {
        "source_lang": "en", "target_lang": "fr", "encoding": None, "journal": "",
        "glossary": (), "tm": (),
    }  # fmt: skip
    opened = review_open.open_given((str(path),), given)
    desk = server.Desk(opened.review, str(path), opened.langs, "en", aligner=opened.aligner)
    done = client_of(desk).post("/api/step", json={"revision": 0, "op": "realign"}).json()
    assert done["refused"] == "only English and Japanese are realigned"
    opened.review.close()


def test_more_refusals_have_their_japanese() -> None:
    words = Path(server.__file__).parent.joinpath("page", "words.js").read_text("utf-8")
    for module in (pieces, review_open):
        source = Path(str(module.__file__)).read_text("utf-8")
        refusals = re.findall(r'RefusedError\("([^"]+)"\)', source)
        assert refusals
        for text in refusals:
            assert f'"{text}": "' in words, text


# ---------------------------------------------------------------------------------- as it runs


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Yield a ``tmkit review`` without a browser, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tmkit", "review", *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield process, process.stdout.readline().decode().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def asking(address: str) -> tuple[http.client.HTTPConnection, dict[str, str]]:
    home, token = address.split("/#")
    host = home.removeprefix("http://")
    headers = {"X-Tmkit-Token": token, "Origin": home, "Content-Type": "application/json"}
    return http.client.HTTPConnection(host, timeout=20), headers


def step(
    connection: http.client.HTTPConnection, headers: dict[str, str], number: int
) -> dict[str, Any]:
    told = {"revision": number, **scripted(number).as_json()}
    connection.request("POST", "/api/step", json.dumps(told), headers)
    answer: dict[str, Any] = json.loads(connection.getresponse().read())
    return answer


def test_without_a_browser_the_address_is_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("nothing can show it"))
    for lang, told in (("C", "No browser could be opened"), ("ja_JP.UTF-8", "ブラウザー")):
        monkeypatch.setenv("LANG", lang)
        review_page.ready(browse=True)("http://127.0.0.1:1/#x")
        shown = capsys.readouterr()
        assert shown.out == "http://127.0.0.1:1/#x\n"
        assert told in shown.err


def test_the_browser_gets_a_page_that_only_its_user_can_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []

    def recorded(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr("webbrowser.open", recorded)
    assert browser.show("http://127.0.0.1:1/#secret")
    assert "secret" not in opened[0]
    page = Path(opened[0].removeprefix("file://"))
    assert "secret" in page.read_text("utf-8")
    if sys.platform != "win32":
        assert page.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("messages", [review_page.MESSAGES, review_texts.MESSAGES])
def test_every_line_is_there_in_both_languages(messages: dict[str, tuple[str, str]]) -> None:
    for english, japanese in messages.values():
        assert re.findall("[ぁ-ヶ一-龠]", japanese)
        fields = [sorted(re.findall(r"\{\w+\}", text)) for text in (english, japanese)]
        assert fields[0] == fields[1]


def test_a_lone_text_and_a_journal_as_output_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "en.txt"
    text.write_text("Hello. There.", "utf-8")
    assert main(["review", str(text), "--no-browser"]) == 3
    assert "name its translation too: tmkit review EN JA" in capsys.readouterr().err
    path = memory(tmp_path / "a.tmx", [pair(0)])
    out = journal.journal_path(str(path))
    assert main(["review", str(path), "--no-browser", "-o", out]) == 2
    assert "is the journal of the review" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_kill_while_the_page_edits_loses_at_most_the_step_in_flight(tmp_path: Path) -> None:
    moments = random.Random(60)
    units = [pair(number) for number in range(20)]
    path = memory(tmp_path / "a.tmx", units)
    read = tuple(tmx.read_units(str(path), *LANGS))
    where = Path(journal.journal_path(str(path)))
    reached = []
    for _ in range(int(os.environ.get("TMKIT_KILLS", "3"))):
        where.unlink(missing_ok=True)
        confirmed = 0
        with running(str(path)) as (process, address):
            connection, headers = asking(address)
            timer = threading.Timer(moments.uniform(0.05, 0.6), process.kill)
            timer.start()
            try:
                while True:
                    answer = step(connection, headers, confirmed)
                    assert answer["revision"] == confirmed + 1
                    confirmed += 1
            except (OSError, http.client.HTTPException, ValueError):
                pass  # killed: the answer in flight is cut off
            timer.join()
            connection.close()
            assert process.wait() == -signal.SIGKILL
        digest = journal.content_hash(str(path))
        again = journal.open_review(str(path), read, digest, LANGS)
        assert confirmed <= again.session.revision <= confirmed + 1
        expected = start(read)
        for number in range(again.session.revision):
            expected.apply(scripted(number))
        assert again.session == expected
        again.close()
        reached.append(confirmed)
    assert any(reached), "no step was ever taken before the end"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_ends_it_and_loses_nothing(tmp_path: Path) -> None:
    path = memory(tmp_path / "a.tmx", [pair(number) for number in range(20)])
    with running(str(path)) as (process, address):
        connection, headers = asking(address)
        for number in range(7):
            step(connection, headers, number)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert "Traceback" not in said
        assert "tmkit: interrupted" in said
        connection.close()
    with desk_of(path) as desk:
        assert desk.review.session.revision == 7


def test_it_stops_when_nobody_asks(tmp_path: Path) -> None:
    path = memory(tmp_path / "a.tmx", [pair(0)])
    with running(str(path), "--idle", "0.02") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert process.wait(30) == 0


def test_two_of_one_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = memory(tmp_path / "a.tmx", [pair(0)])
    with running(str(path)):
        assert main(["review", str(path), "--no-browser"]) == 2
        assert "another review has it open. Close the other one first" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = memory(tmp_path / "a.tmx", [pair(0)])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["review", str(path), "--no-browser", "--port", str(port)]) == 2
    assert f"error: port {port}: " in capsys.readouterr().err


def test_rows_are_told_after_a_while_of_thinking(tmp_path: Path) -> None:
    """A page that is open asks now and then, and keeps the review up."""
    path = memory(tmp_path / "a.tmx", [pair(0)])
    with running(str(path), "--idle", "0.05") as (process, address):
        connection, headers = asking(address)
        for _ in range(8):
            time.sleep(0.5)
            connection.request("GET", "/api/ping", headers=headers)
            assert json.loads(connection.getresponse().read())["total"] == 1
        assert process.poll() is None
        connection.close()
