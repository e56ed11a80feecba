"""The page in a browser, by keyboard alone: what it shows, what it saves, what it writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
LANGS = ("en", "ja")
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
def started(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Return a file under review, and the address of its page."""
    pytest.importorskip("starlette", reason="starlette is not installed")
    path = tmp_path / "news.tmx"
    with path.open("wb") as stream:
        tmx.write(stream, map(unit, range(len(PAIRS))), About(*LANGS))
    process = subprocess.Popen(
        [sys.executable, "-m", "tmkit", "review", str(path), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        yield path, process.stdout.readline().decode().strip()
    finally:
        process.terminate()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture
def page(started: tuple[Path, str]) -> Iterator[tuple[Any, Any, Path]]:
    """Return the page, playwright's ``expect`` and the file; any console message fails."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    path, address = started
    said: list[str] = []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(address)
        yield opened, api.expect, path
        browser.close()
    assert said == []
    home = address.split("#")[0]
    assert all(url.startswith(home) for url in asked), asked


def saved(page: tuple[Any, Any, Path], key: str, message: str) -> None:
    opened, expect, _ = page
    opened.keyboard.press(key)
    expect(opened.locator("#status")).to_contain_text(message)


def test_a_broken_alignment_is_mended_by_keyboard_and_written(page: tuple[Any, Any, Path]) -> None:
    opened, expect, path = page
    rows = opened.locator("#rows tr")
    expect(rows).to_have_count(5)
    expect(opened.locator("td:focus")).to_have_text(PAIRS[0][0])
    saved(page, "z", "there is nothing to undo")
    opened.keyboard.press("n")
    expect(opened.locator("td:focus")).to_have_text(PAIRS[1][0])
    expect(rows.nth(1)).to_contain_text("doubtful")
    expect(rows.nth(1)).to_contain_text("one side is unusually long")
    saved(page, "m", "merge with next: saved")
    expect(rows).to_have_count(4)
    saved(page, "a", "accept: saved")
    expect(opened.locator("td:focus")).to_have_text(PAIRS[3][0])
    for side, words in (("ArrowLeft", 22), ("ArrowRight", 12)):
        opened.keyboard.press(side)
        opened.keyboard.press("s")
        expect(opened.locator("textarea")).to_be_focused()
        for _ in range(words):
            opened.keyboard.press("ArrowRight")
        opened.keyboard.press("m")  # typing changes nothing there
        saved(page, "Enter", "split: saved")
    expect(rows).to_have_count(5)
    saved(page, "a", "accept: saved")
    expect(opened.locator("td:focus")).to_have_text("漁師は戻った。")
    saved(page, "x", "delete: saved")
    saved(page, "z", "undo: saved")
    saved(page, "a", "accept: saved")

    opened.reload()
    expect(rows).to_have_count(5)
    expect(opened.locator("#counts")).to_have_text("5 rows, 2 not reviewed, 0 to look at")
    assert "#" not in opened.url
    saved(page, "w", "wrote ")
    expect(opened.locator("#status")).to_contain_text("not reviewed: 2")
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
    assert opened.evaluate("window.hit") is None


def test_text_is_edited_and_an_ime_is_left_alone(page: tuple[Any, Any, Path]) -> None:
    opened, expect, _ = page
    rows = opened.locator("#rows tr")
    expect(rows).to_have_count(5)
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("e")
    area = opened.locator("textarea")
    expect(area).to_be_focused()
    composing = (
        "(area, options) => area.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', bubbles: true, ...options}))"
    )
    for options in ({"isComposing": True}, {"keyCode": 229}):
        area.evaluate(composing, options)
        expect(area).to_be_focused()
    opened.locator("td[lang=en]").nth(2).click()
    expect(area).to_be_focused()
    area.fill("港は月曜に閉じた。")
    saved(page, "Enter", "edit text: saved")
    expect(rows.nth(0)).to_contain_text("text edited")
    opened.locator("td:focus").evaluate(
        "cell => cell.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'm', isComposing: true, bubbles: true}))"
    )
    saved(page, "f", "flag: saved")
    expect(rows).to_have_count(5)
    saved(page, "z", "undo: saved")
    saved(page, "z", "undo: saved")
    expect(opened.locator("td[lang=ja]").first).to_have_text(PAIRS[0][1])


def test_find_note_and_help(page: tuple[Any, Any, Path]) -> None:
    opened, expect, _ = page
    expect(opened.locator("#rows tr")).to_have_count(5)
    opened.keyboard.press("/")
    opened.keyboard.type("フェリー2隻")
    opened.keyboard.press("Enter")
    expect(opened.locator("tr.current")).to_contain_text("ferries")
    opened.keyboard.press("t")
    opened.keyboard.type("see page 3")
    saved(page, "Enter", "note: saved")
    expect(opened.locator("tr.current")).to_contain_text("note: see page 3")
    opened.keyboard.press("?")
    expect(opened.locator("dialog")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("dialog")).to_be_hidden()
