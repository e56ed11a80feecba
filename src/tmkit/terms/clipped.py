"""Words that are cut short: アプリ of アプリケーション, インフラ of インフラストラクチャー."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tmkit.evidence.lexicon import Lexicon

SHORTEST: Final = 3  # kana: プロ is short for too much
ALIKE: Final = 0.5  # of what the long word means


def clipped(names: Sequence[str], lexicon: Lexicon | None) -> Mapping[str, str]:
    """Return for each long katakana word its clipped form, where both are among the names.

    Most of what the dictionary glosses the long one with must be a gloss of the short one: データ
    is not short for データベース, nor コンピューター for コンピューターゲーム.
    """
    if lexicon is None:
        return {}
    kana = sorted({name for name in names if "ァ" <= name[:1] <= "ヺ"})
    heads = dict(zip(kana, lexicon.find(kana).tolist(), strict=True))
    found: dict[str, str] = {}
    for k, short in enumerate(kana):
        if len(short) < SHORTEST or heads[short] < 0:
            continue
        meant = _glosses(lexicon, heads[short])
        for name in kana[k + 1 :]:
            if not name.startswith(short):
                break
            # A long vowel at the end is a spelling, and no clipping.
            if heads[name] < 0 or name in found or name[len(short) :] == "ー":
                continue
            whole = _glosses(lexicon, heads[name])
            shared = sum(weight for stem, weight in whole.items() if stem in meant)
            if shared >= ALIKE * sum(whole.values()):
                found[name] = short
    return found


def clipped_english(
    names: Sequence[str], clips: Mapping[str, str], lexicon: Lexicon | None
) -> Mapping[str, str]:
    """Return for each long English stem its clipped form (applic, app), by the Japanese ones.

    A clipped Japanese word must have both among its glosses.
    """
    if lexicon is None or not clips:
        return {}
    local = {stem: name for name in names if (stem := lexicon.stems.get(name)) is not None}
    found: dict[str, str] = {}
    for head in lexicon.find(sorted(set(clips.values()))).tolist():
        meant = sorted(local[stem] for stem in _glosses(lexicon, head) if stem in local)
        for k, short in enumerate(meant):
            for name in meant[k + 1 :]:
                if len(short) >= SHORTEST and name.startswith(short):
                    found.setdefault(name, short)
    return found


def _glosses(lexicon: Lexicon, head: int) -> dict[int, int]:
    """Return the English stems that a head is glossed with, and how much each counts."""
    span = slice(int(lexicon.first[head]), int(lexicon.first[head + 1]))
    return dict(zip(lexicon.links[span].tolist(), lexicon.weights[span].tolist(), strict=True))
