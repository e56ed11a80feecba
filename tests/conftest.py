"""What holds for every test: messages in English, and no test passed over in silence under CI."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

# Set by .ci/run under CI: there a test that lacks a tool has failed.
REQUIRE_TOOLS = os.environ.get("TMKIT_REQUIRE_TOOLS") == "1"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages follow the locale: a developer's own must not change what tests see."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("TMKIT_DEBUG", raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what would be skipped for want of a tool, where all tools are required."""
    report = yield
    if REQUIRE_TOOLS and report.skipped and "not installed" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{report.longrepr}, and TMKIT_REQUIRE_TOOLS is set"
    return report
