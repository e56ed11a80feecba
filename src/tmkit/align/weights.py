"""The model's constants, fitted once for every kind of text.

They are the maximum of the conditional likelihood of hand-made alignments of news, manuals,
lectures and meetings (a semi-Markov conditional random field; ``docs/explanation/alignment.md``
says on which texts, and how the model does on kinds of text left out of the fit). What differs
from text to text (length ratio, how freely it is translated) is estimated from the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Scores are natural logarithms of odds; shapes are (Japanese, English) symmetric but 1-2."""

    words: float
    length: float
    inner_break: float  # a paragraph break inside a bead
    end_break: float  # a bead that ends with a break on one side only
    same_line: float  # one that ends with the same paragraph, where both sides have as many
    one_one: float
    one_english_two_japanese: float
    two_english_one_japanese: float
    two_two: float
    one_three: float
    two_three: float
    one_four: float
    one_five: float
    null: float  # a null after a pair
    run: float  # added to a null after a null of the same side
    swap: float  # added to a target null after a source null
    label: float  # added to a null: signs of furniture, as tmkit.evidence.furniture has them
    below: float
    repeat: float
    fragment: float
    long: float  # added to a null of a long segment
    head: float  # a head of nulls, on each side that has one
    head_each: float
    tail: float
    tail_each: float

    def shape(self, english: int, japanese: int) -> float:
        """Return the prior of a bead of so many English and Japanese segments."""
        if (english, japanese) == (1, 2):
            return self.one_english_two_japanese
        if (english, japanese) == (2, 1):
            return self.two_english_one_japanese
        low, high = sorted((english, japanese))
        return {
            (1, 1): self.one_one,
            (2, 2): self.two_two,
            (1, 3): self.one_three,
            (2, 3): self.two_three,
            (1, 4): self.one_four,
            (1, 5): self.one_five,
        }[low, high]


FITTED = Weights(
    words=0.54,
    length=1.18,
    inner_break=-4.27,
    end_break=-0.43,
    same_line=1.19,
    one_one=-1.61,
    one_english_two_japanese=-2.20,
    two_english_one_japanese=-2.77,
    two_two=-5.70,
    one_three=-3.10,
    two_three=-6.51,
    one_four=-4.26,
    one_five=-5.89,
    null=-4.81,
    run=2.17,
    swap=0.42,
    label=5.12,
    below=6.08,
    repeat=0.73,
    fragment=-0.05,
    long=1.38,
    head=-2.32,
    head_each=-1.54,
    tail=-2.43,
    tail_each=-1.24,
)

# The length model: standard deviation of log(target / source), which falls with length, and how
# many standard deviations a text may lie from the background before it counts no more.
SPREAD = 0.18
SPREAD_SHORT = 3.0
LENGTH_CAP = 2.0
LENGTH_FLOOR = -8.0

# How much of a text its counterpart does not explain, before and while it is estimated.
NOISE = 0.25
NOISE_WEIGHT = 30.0  # words that the first guess weighs as much as

# How often a passage without counterpart begins, per pair, before and while it is estimated.
GAPS = 0.03
GAPS_WEIGHT = 8.0  # pairs that the first guess weighs as much as
GAPS_BOUNDS = (-1.0, 2.5)  # how far, in log odds, a text may move the cost of a null
FIRST_GAPS = 0.5  # the log odds at which the first search stands
