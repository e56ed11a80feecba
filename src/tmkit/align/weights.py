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
    words=0.50,
    length=1.31,
    inner_break=-4.20,
    end_break=-0.93,
    one_one=-1.31,
    one_english_two_japanese=-2.01,
    two_english_one_japanese=-2.56,
    two_two=-5.61,
    one_three=-3.16,
    two_three=-6.32,
    one_four=-4.86,
    one_five=-6.02,
    null=-4.23,
    run=2.69,
    swap=0.68,
    label=4.38,
    below=3.70,
    repeat=0.38,
    fragment=0.16,
    long=1.44,
    head=-1.79,
    head_each=-1.38,
    tail=-2.43,
    tail_each=-1.09,
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
