"""What others may try against the page in the same browser, each tried for real."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.review.browsing import LANGS, Tab, chromium, reviewing, tab

from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit

EVIL = "</p><img src=x onerror='window.hit=1'><script>window.hit=1</script><a href='//evil'>{{7*7}}"

# A page that knows the address of the review, and even its token.
ATTACK = """<!doctype html><title>other</title><form method=post target=sink enctype=text/plain>
<input name='{"revision":0,"op":"merge","row":0,"x":"' value='"}'></form>
<iframe name=sink></iframe><iframe id=frame></iframe>
<script>
const [home, token] = decodeURIComponent(location.hash.slice(1)).split(" ");
const step = JSON.stringify({revision: 0, op: "merge", row: 0});
const told = {};
async function tried(name, ...given) {
  try {
    const answer = await fetch(...given);
    told[name] = answer.type === "opaque" ? "opaque" : `read ${answer.status}`;
  } catch { told[name] = "refused"; }
}
function loaded(name, element, at) {
  return new Promise((done) => {
    element.onload = () => { told[name] = "loaded"; done(); };
    element.onerror = () => { told[name] = "refused"; done(); };
    element[at] = home + "app.js";
    document.body.append(element);
  });
}
(async () => {
  const json = {"Content-Type": "application/json", "X-Tmkit-Token": token};
  await tried("read", home + "api/rows", {headers: {"X-Tmkit-Token": token}});
  await tried("read with cookies", home + "api/rows", {credentials: "include"});
  await tried("write", home + "api/step", {method: "POST", headers: json, body: step});
  await tried("simple write", home + "api/step", {method: "POST", mode: "no-cors", body: step});
  await tried("simple read", home, {mode: "no-cors"});
  await tried("export", home + "api/export?token=" + token, {method: "POST", mode: "no-cors",
    body: JSON.stringify({format: "tmx"})});
  const script = document.createElement("script");
  script.type = "module";
  await loaded("module", script, "src");
  await loaded("script", document.createElement("script"), "src");
  document.forms[0].action = home + "api/step";
  document.forms[0].submit();
  const frame = document.getElementById("frame");
  await new Promise((done) => { frame.onload = done; frame.src = home + "#" + token; });
  try { told.frame = frame.contentDocument ? "read" : "refused"; } catch { told.frame = "refused"; }
  const popup = window.open(home + "#" + token);
  await new Promise((done) => setTimeout(done, 800));
  try { told.popup = popup.closed ? "cut off" : popup.document.title; }
  catch { told.popup = "refused"; }
  window.told = told;
})();
</script>"""


class Other(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(ATTACK.encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def another_site() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "news.tmx"
    units = [
        TranslationUnit(Segment(f"The harbour {n} closed.", "en"), Segment(f"港{n}。", "ja"))
        for n in range(30)
    ]
    with path.open("wb") as stream:
        tmx.write(stream, units, About(*LANGS))
    return path


def steps(path: Path) -> int:
    return len(path.with_name(f"{path.name}.review.jsonl").read_bytes().splitlines()) - 1


# "localhost" is another site than 127.0.0.1; another port of 127.0.0.1 is the same site
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_of_another_origin_reaches_nothing(memory: Path, host: str) -> None:
    with (
        another_site() as port,
        reviewing(str(memory), folder=memory.parent) as address,
        chromium() as (browser, expect),
    ):
        home, token = address.split("#")
        context = browser.new_context()
        page = tab(context, expect, address)
        hostile = context.new_page()
        hostile.goto(f"http://{host}:{port}/#{home} {token}")
        hostile.wait_for_function("() => window.told", timeout=20_000)
        told = hostile.evaluate("window.told")
        framed = [frame for frame in hostile.frames if frame.name != "sink"][1:]
        assert [frame.locator("#grid, h1#title").count() for frame in framed] == [0]
        assert told == {
            "read": "refused", "read with cookies": "refused", "write": "refused",
            "simple write": "refused", "simple read": "refused", "export": "refused",
            "module": "refused", "script": "refused", "frame": "refused", "popup": "cut off",
        }  # fmt: skip
        assert steps(memory) == 0
        assert not memory.with_name("news.reviewed.tmx").exists()
        page.press("m", "merge with next: saved")  # the review itself goes on undisturbed
        page.check_nothing_went_wrong()


def test_markup_is_text_wherever_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "<img src=x onerror=window.hit=1>"
    folder.mkdir()
    path, glossary = folder / "<b>news.tmx", folder / "<b>terms.csv"
    pairs = [
        (f"The ferry of 2023 {EVIL}", f"2024年のフェリー{EVIL}"),
        (f"A ferry <ferry> {EVIL}", f"船<フェリー>{EVIL}"),
        ("A <i onclick=x>captain</i> came.", "<i onclick=x>船長</i>が来た。"),
        ("The <i onclick=x>captain</i> left.", "<i onclick=x>船長</i>は去った。"),
    ]
    props = (("x-tmkit-reasons", EVIL), ("x-tmkit-confidence", EVIL), ("x-tmkit-status", EVIL))
    units = [
        TranslationUnit(Segment(en, "en"), Segment(ja, "ja"), EVIL, props, EVIL) for en, ja in pairs
    ]
    with path.open("wb") as stream:
        tmx.write(stream, units, About(*LANGS))
    glossary.write_text(f'en,ja,note\nferry,"フェリー{EVIL}","{EVIL}"\n', "utf-8")
    arguments = (str(path), "--glossary", str(glossary))
    with reviewing(*arguments, folder=folder) as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        expect(page.rows.first).to_contain_text(pairs[0][0])
        page.press("c", "checked: ")
        expect(page.page.locator(".finding").first).to_be_visible()
        page.press("ArrowDown e")
        page.page.keyboard.insert_text(EVIL)
        page.press("Enter", "edit text: saved")
        page.press("/")
        page.page.keyboard.insert_text(EVIL)
        page.press("Enter v i Escape ? Escape g", "terms")
        expect(page.page.locator("tbody.term").first).to_be_visible()
        page.press("e")
        page.page.keyboard.insert_text(EVIL)
        page.press("Enter g w", "wrote ")
        strange = "main :is(img, script, a, b, i, iframe, style), header :is(img, script, a, b, i)"
        expect(page.page.locator(strange)).to_have_count(0)
        assert page.page.evaluate("window.hit") is None
        page.check_nothing_went_wrong()


# ----------------------------------------------------------------------------- two tabs at once


def both(memory: Path, browser: Any, expect: Any, address: str) -> tuple[Tab, Tab]:
    context = browser.new_context()
    return tab(context, expect, address), tab(context, expect, address)


def without_conflicts(page: Tab) -> None:
    """A browser notes an answer 409 in its console by itself; nothing else may stand there."""
    page.said[:] = [said for said in page.said if "status of 409" not in said]
    page.check_nothing_went_wrong()


def test_two_tabs_ask_for_a_step_at_the_same_moment(memory: Path) -> None:
    with (
        reviewing(str(memory), folder=memory.parent) as address,
        chromium() as (browser, expect),
    ):
        tabs = both(memory, browser, expect, address)
        held: list[Any] = []

        def hold(route: Any) -> None:
            held.append(route)

        for number in range(5):
            held.clear()
            for each in tabs:
                each.page.route("**/api/step", hold)
                each.page.keyboard.press("m")
            for waited in range(1, 1001):  # ten seconds
                if len(held) == 2:
                    break
                tabs[0].page.wait_for_timeout(10)
                if waited % 100 == 0:  # a check of the changed rows may have swallowed the key
                    asked = [route.request.frame.page for route in held]
                    for each in tabs:
                        if each.page not in asked:
                            each.page.keyboard.press("m")
            assert len(held) == 2, [each.status.inner_text() for each in tabs]
            for route in held if number % 2 else reversed(held):
                route.continue_()
            for each in tabs:
                each.settle()
                each.page.unroute("**/api/step")
            said = sorted(each.status.inner_text() for each in tabs)
            assert said[0].startswith("merge with next: saved")
            assert said[1].startswith("the rows have changed in another tab")
            for each in tabs:  # the slower one was shown what the other did, and lost nothing
                expect(each.rows).to_have_count(29 - number)
        assert steps(memory) == 5
        for each in tabs:
            without_conflicts(each)


def test_what_one_tab_did_is_undone_in_the_other(memory: Path) -> None:
    with (
        reviewing(str(memory), folder=memory.parent) as address,
        chromium() as (browser, expect),
    ):
        first, second = both(memory, browser, expect, address)
        first.press("m m", "merge with next: saved")
        second.press("z", "the rows have changed in another tab")
        expect(second.rows).to_have_count(28)
        second.press("z z", "undo: saved")
        expect(second.rows).to_have_count(30)
        first.press("f", "the rows have changed in another tab")
        expect(first.rows).to_have_count(30)
        expect(first.focused).to_have_count(1)
        for each in (first, second):
            without_conflicts(each)
