"""The HTML report in a browser: filters, keys, and text that stays text."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tmkit.check import Outcome
from tmkit.report import reporter

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def written(outcome: Outcome, tmp_path: Path) -> Path:
    """Return the page of the outcome, with a hostile text in every place that the user fills."""
    evil = "</mark><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    first = outcome.findings[0]
    mention = replace(first.evidence[0], text=evil)
    hostile = replace(first, message=evil, fix=evil, evidence=(mention,))
    path = tmp_path / "report.html"
    page = reporter("html")(replace(outcome, findings=(hostile, *outcome.findings[1:])), "en")
    path.write_text("\n".join(page), "utf-8")
    return path


@pytest.fixture
def page(written: Path) -> Iterator[tuple[Any, list[str]]]:
    """Return the page in a browser, and what its console says."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.on("request", lambda request: said.append(request.url))
        opened.goto(written.as_uri())
        said.remove(written.as_uri())
        yield opened, said
        browser.close()


def seen(page: Any) -> list[str]:
    return [
        str(finding.get_attribute("data-rule"))
        for finding in page.query_selector_all(".finding")
        if finding.is_visible()
    ]


def test_filters_by_severity_rule_and_words(page: tuple[Any, list[str]]) -> None:
    opened, said = page
    assert seen(opened) == ["title-mismatch", "wide-digit"]  # what is milder is asked for
    opened.check("input[value=info]")
    assert seen(opened) == ["title-mismatch", "wide-digit", "stop-missing"]
    assert opened.inner_text("#shown") == "3 shown"
    opened.uncheck("input[value=error]")
    assert seen(opened) == ["wide-digit", "stop-missing"]
    assert "off" in opened.get_attribute("mark.error", "class")
    opened.select_option("select", "stop-missing")
    assert seen(opened) == ["stop-missing"]
    opened.select_option("select", "title-mismatch")
    assert seen(opened) == []
    assert opened.is_visible("#none")
    opened.check("input[value=error]")
    opened.select_option("select", "")
    opened.fill("input[type=search]", "終わり")
    assert seen(opened) == ["stop-missing"]
    assert said == []


def test_the_keyboard_goes_from_finding_to_finding(page: tuple[Any, list[str]]) -> None:
    opened, said = page
    opened.check("input[value=info]")
    opened.evaluate("document.activeElement.blur()")
    for key, expected in (("j", "f0"), ("j", "f1"), ("n", "f2"), ("j", "f0"), ("k", "f2")):
        opened.keyboard.press(key)
        assert opened.evaluate("document.activeElement.id") == expected
    opened.keyboard.press("/")
    opened.keyboard.type("jk")
    assert opened.input_value("input[type=search]") == "jk"
    assert said == []


def test_a_mark_leads_to_its_finding_and_back(page: tuple[Any, list[str]]) -> None:
    opened, said = page
    opened.click("mark.warning")
    assert opened.evaluate("document.activeElement.id") == "f1"
    assert opened.inner_text("mark.now") == "５"
    opened.keyboard.press("k")
    assert opened.inner_text("mark.now") == "李大統領"
    assert said == []


def test_without_a_script_all_is_shown(written: Path) -> None:
    text = written.read_text("utf-8")
    assert text.count('class="finding ') == 3
    assert not re.search(r'class="(?:unit|finding)[^>]*hidden', text)


def test_a_script_in_a_text_is_text(page: tuple[Any, list[str]]) -> None:
    opened, said = page
    assert opened.evaluate("window.hit") is None
    assert opened.locator(".side img, .finding img, .side script").count() == 0
    assert "<script>alert(1)</script>" in opened.inner_text(".side[lang=ja]")
    assert said == []


def test_the_policy_lets_no_other_script_run(page: tuple[Any, list[str]]) -> None:
    opened, _ = page
    opened.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hit = 2';"
        " document.body.append(s); }"
    )
    assert opened.evaluate("window.hit") is None


def test_the_page_stands_alone(written: Path) -> None:
    text = written.read_text("utf-8")
    assert "src=" not in text.replace("src=x", "")
    assert "@import" not in text
    assert "url(" not in text
    assert 'lang="ja"' in text
    assert text.count("<mark") == 3
