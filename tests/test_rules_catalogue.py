"""Every rule has its page and its cases, and the catalogue says what the rules say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tmkit.check import pages
from tmkit.errors import ConfigError
from tmkit.rules import RULES

ROOT = Path(__file__).parent.parent


def test_the_catalogue_is_current_and_whole() -> None:
    command = [sys.executable, str(ROOT / "tools" / "rules_catalogue.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_rules_are_named_once_and_never_like_a_family() -> None:
    names = [rule.id for rule in RULES]
    assert len({*names}) == len(names)
    assert not {*names} & {rule.family for rule in RULES}
    for rule in RULES:
        assert rule.summary, rule.id
        assert rule.summary_ja, rule.id


def test_every_rule_can_be_explained() -> None:
    for rule in RULES:
        assert rule.id in pages.page(rule.id)
    with pytest.raises(ConfigError, match="no page of a rule 'nothing'"):
        pages.page("nothing")
