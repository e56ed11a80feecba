"""Why a bead is doubtful, in words that a translator can act on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tmkit.align.chunks import Model, Path
from tmkit.align.search import Step
from tmkit.align.weights import SPREAD, SPREAD_SHORT

REASONS = {
    "numbers": "the numbers on the two sides differ",
    "length": "one side is much longer than usual for this text",
    "words": "hardly a word of one side is found on the other",
    "many": "several sentences stand against one",
    "null-beside": "a neighbour has no counterpart",
    "rival": "another pairing is nearly as likely",
}
STRONG = 0.02  # a link at least this probable says that a word is found
FAR = 2.5  # standard deviations of the length ratio


def reasons_for(model: Model, path: Path, k: int) -> tuple[str, ...]:
    """Return the keys of REASONS that hold for the k-th bead."""
    i, j, a, b = path.steps[k]
    if not a or not b:
        return ("rival",)
    found = []
    if _numbers(model, path.steps[k]):
        found.append("numbers")
    long_s = model.source.lengths[i : i + a].sum()
    long_t = model.target.lengths[j : j + b].sum()
    deviation = np.log(long_t / long_s) - model.text.ratio
    if abs(deviation) > FAR * np.sqrt(SPREAD**2 + SPREAD_SHORT**2 / long_s):
        found.append("length")
    if _words(model, path.steps[k]):
        found.append("words")
    if a > 1 or b > 1:
        found.append("many")
    if any(_is_null(path.steps, near) for near in (k - 1, k + 1)):
        found.append("null-beside")
    return tuple(found) or ("rival",)


def _is_null(steps: Sequence[Step], k: int) -> bool:
    return 0 <= k < len(steps) and not (steps[k][2] and steps[k][3])


def _numbers(model: Model, step: Step) -> bool:
    i, j, a, b = step
    sides = []
    for side, start, size in ((model.source, i, a), (model.target, j, b)):
        ids = side.ids[side.first[start] : side.first[start + size]]
        sides.append({side.types[t] for t in ids if side.types[t].startswith("#")})
    return sides[0] != sides[1]


def _words(model: Model, step: Step) -> bool:
    """Return whether fewer than one in ten linkable words of a side has its link on the other."""
    i, j, a, b = step
    left = model.source.block(range(i, i + a), model.table.counted_source)
    right = model.target.block(range(j, j + b), model.table.counted_target)
    links = model.table.between(left.types, right.types)
    strong = links.forward > STRONG
    for block, linked in ((left, links.source[strong]), (right, links.target[strong])):
        bag = block.bag()
        if bag[np.unique(linked)].sum() < 0.1 * bag.sum() or not len(bag):
            return True
    return False
