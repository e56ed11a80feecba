"""The only door to the English part-of-speech tagger.

TextBlob's pattern tagger has its lexicon and rules in the package: nothing is downloaded. The tags
are the Penn Treebank's (NN, NNS, NNP, JJ, VBG …).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from textblob.en import parser

    with warnings.catch_warnings():  # it reads its lexicon from a file that it never closes
        warnings.simplefilter("ignore", ResourceWarning)
        parser.find_tags(["a", "Verity", "reddened"])
    return parser


def tags(words: Sequence[str]) -> list[str]:
    """Return the tag of each word or mark of one sentence."""
    if not words:
        return []
    return [tag for _, tag in _tagger().find_tags(list(words))]
