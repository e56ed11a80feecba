"""Whether a confidence means what it says: of the pairs with 0.8, eight in ten are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SURE = 0.9


@dataclass(frozen=True, slots=True)
class Calibration:
    """Figures over pairs. ``precision`` is that of the sure ones, ``share`` says how many are."""

    pairs: int
    error: float  # expected calibration error, 0 where confidence is exactly the precision
    precision: float
    share: float


def calibration(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> Calibration:
    """Return how confidences compare with what was right, in ``bins`` of equal width.

    The expected calibration error is the mean distance between a bin's mean confidence and the
    share of its pairs that are right, weighted by its size. Without pairs all figures are 0;
    without sure ones the precision is 0.
    """
    sums = [0.0] * bins
    for confidence, is_right in zip(confidences, right, strict=True):
        sums[min(int(confidence * bins), bins - 1)] += confidence - is_right
    count = len(confidences)
    sure = [ok for confidence, ok in zip(confidences, right, strict=True) if confidence >= SURE]
    return Calibration(
        count,
        sum(map(abs, sums)) / count if count else 0.0,
        sum(sure) / len(sure) if sure else 0.0,
        len(sure) / count if count else 0.0,
    )
