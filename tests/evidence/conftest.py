"""The built-in dictionary, which a clone of the project has."""

from __future__ import annotations

import pytest

from tmkit.evidence.lexicon import Lexicon, load


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    found = load()
    assert found is not None, "the dictionary is missing: make dictionary"
    return found
