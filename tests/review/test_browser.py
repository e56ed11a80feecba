"""The page in a browser, by keyboard alone: what it shows, what it saves, what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.review.browsing import LANGS, Tab, chromium, reviewing, tab

from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit

EVIL = "<img src=x onerror='window.hit=1'><script>window.hit=1</script>"
PAIRS = (
    ("The harbour closed on Monday.", "港は月曜日に閉鎖された。", "0.990", "sure", ""),
    ("Nobody had expected", "嵐を予想した者は", "0.300", "doubtful", "length,words"),
    ("the storm.", "誰もいなかった。", "0.310", "doubtful", "words"),
    ("Two ferries were lost. The fishermen returned.", "フェリー２隻が失われた。漁師は戻った。",
     "0.700", "check", "many"),
    (f"{EVIL} is text.", f"{EVIL}は文である。", "0.990", "sure", ""),
)  # fmt: skip


def unit(number: int) -> TranslationUnit:
    en, ja, confidence, status, reasons = PAIRS[number]
    props = [("x-tmkit-confidence", confidence), ("x-tmkit-status", status)]
    props += [("x-tmkit-reasons", reasons)] if reasons else []
    return TranslationUnit(Segment(en, "en"), Segment(ja, "ja"), f"u{number}", tuple(props))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Tab, Path]]:
    """Return the page of a file under review; any error or message fails."""
    path = tmp_path / "news.tmx"
    with path.open("wb") as stream:
        tmx.write(stream, map(unit, range(len(PAIRS))), About(*LANGS))
    with reviewing(str(path), folder=tmp_path) as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        yield page, path
        page.check_nothing_went_wrong()


COMPOSING = (
    "(field, options) => field.dispatchEvent("
    "new KeyboardEvent('keydown', {bubbles: true, ...options}))"
)


def test_a_broken_alignment_is_mended_by_keyboard_and_written(opened: tuple[Tab, Path]) -> None:
    page, path = opened
    page.expect(page.rows).to_have_count(5)
    page.expect(page.focused).to_have_text(PAIRS[0][0])
    page.press("z", "there is nothing to undo")
    page.press("n")
    page.expect(page.focused).to_have_text(PAIRS[1][0])
    page.expect(page.rows.nth(1)).to_contain_text("doubtful")
    page.expect(page.rows.nth(1)).to_contain_text("one side is unusually long")
    page.press("m", "merge with next: saved")
    page.expect(page.rows).to_have_count(4)
    page.press("a", "accept: saved")
    page.expect(page.focused).to_have_text(PAIRS[3][0])
    for side, letters in (("ArrowLeft", 22), ("ArrowRight", 12)):
        page.press(f"{side} s")
        page.expect(page.page.locator("textarea")).to_be_focused()
        for _ in range(letters):
            page.page.keyboard.press("ArrowRight")
        page.page.keyboard.press("m")  # typing changes nothing there
        page.press("Enter", "split: saved")
    page.expect(page.rows).to_have_count(5)
    page.press("a", "accept: saved")
    page.expect(page.focused).to_have_text("漁師は戻った。")
    page.press("x", "delete: saved")
    page.press("z", "undo: saved")
    page.press("a", "accept: saved")

    page.page.reload()
    page.expect(page.rows).to_have_count(5)
    counts = page.page.locator("#counts")
    page.expect(counts).to_have_text("5 rows, 2 not reviewed, 0 to look at")
    assert "#" not in page.page.url
    page.press("w", "wrote ")
    page.expect(page.status).to_contain_text("not reviewed: 2")
    found = [
        (each.source.text, each.target.text, ("x-tmkit-reviewed", "yes") in each.props)
        for each in tmx.read_units(str(path.with_name("news.reviewed.tmx")), *LANGS)
    ]
    assert found == [
        (*PAIRS[0][:2], False),
        ("Nobody had expected the storm.", "嵐を予想した者は誰もいなかった。", True),
        ("Two ferries were lost.", "フェリー２隻が失われた。", True),
        ("The fishermen returned.", "漁師は戻った。", True),
        (*PAIRS[4][:2], False),
    ]
    assert page.page.evaluate("window.hit") is None


def test_text_is_edited_and_an_ime_is_left_alone(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.press("ArrowRight e")
    area = page.page.locator("textarea")
    page.expect(area).to_be_focused()
    for options in ({"isComposing": True}, {"keyCode": 229}):
        area.evaluate(COMPOSING, {"key": "Enter", **options})
        page.expect(area).to_be_focused()
    page.page.locator("td[lang=en]").nth(2).click()
    page.expect(area).to_be_focused()
    area.fill("港は月曜に閉じた。")
    page.press("Enter", "edit text: saved")
    page.expect(page.rows.nth(0)).to_contain_text("text edited")
    page.focused.evaluate(COMPOSING, {"key": "m", "isComposing": True})
    page.press("f", "flag: saved")
    page.expect(page.rows).to_have_count(5)
    page.press("z z", "undo: saved")
    page.expect(page.page.locator("td[lang=ja]").first).to_have_text(PAIRS[0][1])


@pytest.mark.parametrize(
    "event",
    [
        {"key": "Process", "keyCode": 229, "code": "KeyF"},  # an IME is on
        {"key": "は", "code": "KeyF"},  # kana keys
        {"key": "ｆ", "code": ""},  # full width
    ],
)
def test_a_key_works_whatever_the_input_method_makes_of_it(
    opened: tuple[Tab, Path], event: dict[str, Any]
) -> None:
    page, _ = opened
    page.focused.evaluate(COMPOSING, event)
    page.expect(page.status).to_contain_text("flag: saved")
    page.expect(page.rows.nth(0)).to_contain_text("flagged")


def test_find_note_and_help(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.press("/")
    page.page.keyboard.type("フェリー2隻")
    page.press("Enter")
    current = page.page.locator("tbody.current")
    page.expect(current).to_contain_text("ferries")
    page.press("t")
    page.page.keyboard.type("see page 3")
    page.press("Enter", "note: saved")
    page.expect(current).to_contain_text("note: see page 3")
    page.press("?")
    page.expect(page.page.locator("dialog")).to_be_visible()
    page.press("Escape")
    page.expect(page.page.locator("dialog")).to_be_hidden()
    page.expect(page.focused).to_contain_text("ferries")


def test_keys_typed_fast_are_done_in_turn(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.page.keyboard.type("ffx")
    page.settle()
    page.expect(page.rows.nth(0)).to_contain_text("deleted")
    page.page.keyboard.type("zzz")
    page.settle()
    page.press("z", "there is nothing to undo")


def test_the_focus_is_seen_and_stays_where_the_work_is(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.press("ArrowDown ArrowDown ArrowRight")
    for key in ("f", "f", "x", "x", "l", "z", "u", "z", "c"):
        page.press(key)
        page.expect(page.focused).to_have_count(1)
        page.expect(page.page.locator("tbody.current td:focus")).to_have_attribute("lang", "ja")
    style = page.focused.evaluate("cell => getComputedStyle(cell).outlineStyle")
    assert style == "solid"
    page.page.locator("button", has_text="flag").click()
    page.settle()
    page.expect(page.focused).to_have_count(1)


def test_the_page_speaks_japanese_where_the_locale_does(tmp_path: Path) -> None:
    path = tmp_path / "news.tmx"
    with path.open("wb") as stream:
        tmx.write(stream, map(unit, range(len(PAIRS))), About(*LANGS))
    started = reviewing(str(path), locale="ja_JP.UTF-8", folder=tmp_path)
    with started as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        page.expect(page.page.locator("html")).to_have_attribute("lang", "ja")
        page.press("n f", "印を付ける: 保存した")
        page.press("?")
        page.expect(page.page.locator("dialog")).to_contain_text("矢印キー")
        page.check_nothing_went_wrong()


def test_the_rest_is_aligned_anew_as_one_step(opened: tuple[Tab, Path]) -> None:
    """The page's side of realign: what it asks, and that it asks for the rows anew when told to."""
    page, _ = opened
    asked: list[dict[str, Any]] = []

    def answer(route: Any) -> None:
        asked.append(route.request.post_data_json)
        state = {"revision": 1, "total": 5, "unreviewed": 5, "doubtful": 3, "undo": True}
        done = {"at": 0, "removed": 5, "rows": [], "reload": True, "realigned": 3}
        route.fulfill(json={**state, **done})

    page.press("ArrowDown")
    page.page.route("**/api/step", answer)
    page.press("r", "aligned anew: 3 rows are other pairs than before")
    assert asked == [{"revision": 0, "op": "realign"}]
    page.expect(page.rows).to_have_count(5)
    page.expect(page.focused).to_have_text(PAIRS[1][0])
    page.page.unroute("**/api/step")
    page.page.route(
        "**/api/step",
        lambda route: route.fulfill(json={"refused": "nothing is left to realign", "revision": 0}),
    )
    page.press("r", "nothing is left to realign")
