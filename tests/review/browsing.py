"""What the tests of the page share: a review that runs, and a browser that lets no error pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
LANGS = ("en", "ja")


@dataclass(slots=True)
class Tab:
    """A page of the review: ``page`` is Playwright's, ``said`` what its console says."""

    page: Any
    expect: Any
    address: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def rows(self) -> Any:
        return self.page.locator("tbody.pair")

    @property
    def focused(self) -> Any:
        return self.page.locator("td:focus")

    @property
    def status(self) -> Any:
        return self.page.locator("#status")

    def press(self, keys: str, message: str = "") -> None:
        """Press keys one after the other, each done before the next; see what is said at the end.

        A key that opens a field to write in is not waited for: it is done when that is closed.
        """
        for key in keys.split():
            self.page.keyboard.press(key)
            self.settle()
        if message:
            self.expect(self.status).to_contain_text(message)

    def settle(self) -> None:
        """Wait until nothing is being done, or a text is being written."""
        done = self.page.locator("html:not([data-busy]), html:has(td textarea, td input)")
        self.expect(done).to_have_count(1)

    def check_nothing_went_wrong(self) -> None:
        assert self.said == []
        home = self.address.split("#")[0]
        assert all(url.startswith(home) for url in self.asked), self.asked


@contextmanager
def reviewing(
    *arguments: str, locale: str = "C.UTF-8", folder: Path | None = None
) -> Iterator[str]:
    """Run ``tmkit review``; give the address of its page."""
    pytest.importorskip("starlette", reason="starlette is not installed")
    process = subprocess.Popen(
        [sys.executable, "-m", "tmkit", "review", *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": locale},
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address, "tmkit review did not start"
        yield address
    finally:
        process.terminate()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def chromium() -> Iterator[tuple[Any, Any]]:
    """Start the system's Chromium; give it, and Playwright's expect."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser, api.expect
        finally:
            browser.close()


def tab(browser: Any, expect: Any, address: str, **options: Any) -> Tab:
    """Open the page in a tab of its own."""
    page = browser.new_page(**options)
    opened = Tab(page, expect, address)
    page.on("console", lambda message: opened.said.append(message.text))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    page.on("request", lambda request: opened.asked.append(request.url))
    page.goto(address)
    expect(page.locator("tbody.pair").first).to_be_visible()
    return opened
