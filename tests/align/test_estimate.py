"""What the aligner learns from a text: words the dictionary lacks, how free it is, its gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from tmkit.align.chunks import Path
from tmkit.align.emission import Text
from tmkit.align.estimate import FARTHEST, estimate, first_guess
from tmkit.align.induce import LEAST_BEADS, blend, learn, sure_beads
from tmkit.align.links import Links, Table, make_table, static_links
from tmkit.align.search import Step
from tmkit.align.side import Side, length, make_side
from tmkit.align.weights import GAPS_BOUNDS, NOISE
from tmkit.evidence.lexicon import Lexicon, stem
from tmkit.model import Document
from tmkit.segment import segments

Lines = Callable[[Sequence[str], str], Document]
Beads = list[tuple[range, range]]


def side(lexicon: Lexicon | None, texts: Sequence[str], lang: str, lines: Lines) -> Side:
    return make_side(segments(lines(texts, lang)), lexicon)


def weight(links: Links, japanese: Side, english: Side, word: str, translation: str) -> float:
    """Return the weight of one link, 0 where there is none."""
    for ja, en, found in zip(links.japanese, links.english, links.weights, strict=True):
        if (japanese.types[ja], english.types[en]) == (word, stem(translation)):
            return float(found)
    return 0.0


def one_to_one(size: int) -> Beads:
    return [(range(k, k + 1), range(k, k + 1)) for k in range(size)]


# ---------------------------------------------------------------------------------- learnt words

# Zorblat and ゾヌヘム are in no dictionary and sound nothing alike.
ENGLISH = (
    "The zorblat slept in the garden.",
    "Nobody had ever seen a zorblat.",
    "The king bought a horse.",
    "A zorblat ate the letter.",
    "The river was cold in winter.",
    "We sold the zorblat to a priest.",
)
JAPANESE = (
    "ゾヌヘムは庭で眠った。",
    "ゾヌヘムを見た者は誰もいなかった。",
    "王は馬を買った。",
    "ゾヌヘムが手紙を食べた。",
    "冬の川は冷たかった。",
    "私たちはゾヌヘムを司祭に売った。",
)


def test_a_word_that_the_dictionary_lacks_is_learnt(lexicon: Lexicon, lines: Lines) -> None:
    japanese, english = (
        side(lexicon, JAPANESE, "ja", lines),
        side(lexicon, ENGLISH, "en", lines),
    )
    known = static_links(japanese, english, lexicon)
    assert all(weight(x, japanese, english, "ゾヌヘム", "zorblat") == 0 for x in known)
    learnt = learn(japanese, english, one_to_one(6), known)
    assert learnt is not None
    assert weight(learnt, japanese, english, "ゾヌヘム", "zorblat") > 0.5
    assert weight(learnt, japanese, english, "ゾヌヘム", "horse") == 0
    [mixed] = blend(known, learnt, len(english.types))
    assert weight(mixed, japanese, english, "ゾヌヘム", "zorblat") > 0.4
    assert weight(mixed, japanese, english, "馬", "horse") > 0.2


def test_seen_once_is_not_learnt(lexicon: Lexicon, lines: Lines) -> None:
    japanese = side(lexicon, [*JAPANESE[2:5], "ヌポラが来た。"], "ja", lines)
    english = side(lexicon, [*ENGLISH[2:5], "A grimbul came."], "en", lines)
    learnt = learn(japanese, english, one_to_one(4), static_links(japanese, english, lexicon))
    assert learnt is not None
    assert weight(learnt, japanese, english, "ヌポラ", "grimbul") == 0


@pytest.mark.parametrize("beads", range(LEAST_BEADS))
def test_too_few_beads_teach_nothing(lexicon: Lexicon, lines: Lines, beads: int) -> None:
    japanese, english = (
        side(lexicon, JAPANESE, "ja", lines),
        side(lexicon, ENGLISH, "en", lines),
    )
    known = static_links(japanese, english, lexicon)
    assert learn(japanese, english, one_to_one(beads), known) is None


def test_beads_of_texts_without_words_teach_nothing(lines: Lines) -> None:
    japanese, english = side(None, ["。"] * 5, "ja", lines), side(None, ["..."] * 5, "en", lines)
    known = static_links(japanese, english, None)
    learnt = learn(japanese, english, one_to_one(5), known)
    assert learnt is not None
    assert len(learnt.weights) == 0


def test_only_sure_and_small_beads_are_learnt_from() -> None:
    steps: list[Step] = [(0, 0, 1, 1), (1, 1, 1, 0), (2, 1, 2, 2), (4, 3, 4, 1), (8, 4, 1, 1)]
    found = sure_beads(steps, [0.95, 0.99, 0.9, 0.99, 0.89])
    assert found == [(range(1), range(1)), (range(2, 4), range(1, 3))]


# ---------------------------------------------------------------------------------------- tables


def table_of(lexicon: Lexicon | None, source: Side, target: Side, *, ja_source: bool) -> Table:
    japanese, english = (source, target) if ja_source else (target, source)
    return make_table(source, target, static_links(japanese, english, lexicon), ja_source)


@pytest.mark.parametrize("dictionary", [True, False])
def test_a_table_is_made_of_probabilities(lexicon: Lexicon, made: Any, dictionary: bool) -> None:
    text = made(80, 21)
    known = lexicon if dictionary else None
    source = make_side(segments(text.source), known)
    target = make_side(segments(text.target), known)
    table = table_of(known, source, target, ja_source=False)
    for values in (table.forward, table.backward):
        assert np.isfinite(values).all()
        assert ((values > 0) & (values <= 1)).all()
    for values in (table.background_source, table.background_target):
        assert ((values > 0) & (values < 1)).all()
        assert values.sum() <= 1 + 1e-5


def test_a_table_turned_round_is_the_other_direction(lexicon: Lexicon, made: Any) -> None:
    text = made(40, 22)
    english = make_side(segments(text.source), lexicon)
    japanese = make_side(segments(text.target), lexicon)
    one = table_of(lexicon, english, japanese, ja_source=False)
    other = table_of(lexicon, japanese, english, ja_source=True)

    def rows(table: Table, source: Side, target: Side) -> set[tuple[str, str, float, float]]:
        owner = np.repeat(np.arange(len(source.types)), np.diff(table.first))
        return {
            (source.types[s], target.types[t], float(f), float(b))
            for s, t, f, b in zip(owner, table.target, table.forward, table.backward, strict=True)
        }

    swapped = {(t, s, b, f) for s, t, f, b in rows(other, japanese, english)}
    assert rows(one, english, japanese) == swapped


# -------------------------------------------------------------------------------------- estimate


def path_of(shapes: Sequence[tuple[int, int]], sure: float = 0.99) -> Path:
    steps: list[Step] = []
    i = j = 0
    for a, b in shapes:
        steps.append((i, j, a, b))
        i, j = i + a, j + b
    return Path(steps, [sure] * len(steps), [sure] * (len(steps) + 1))


def noise_of(lexicon: Lexicon, english: Side, japanese: Side, pairs: int) -> tuple[float, float]:
    table = table_of(lexicon, english, japanese, ja_source=False)
    found = estimate(
        english, japanese, table, path_of([(1, 1)] * pairs), first_guess(english, japanese)
    )
    return found.noise_source, found.noise_target


def test_a_freer_translation_has_more_noise(lexicon: Lexicon, made: Any, lines: Lines) -> None:
    """Of the free one half of the sentences stand against others: few words find a partner."""
    text = made(80, 23)
    pairs = [(a.start, b.start) for a, b in text.beads if len(a) == len(b) == 1]
    left = [segments(text.source)[a].text for a, _ in pairs]
    right = [segments(text.target)[b].text for _, b in pairs]
    size = len(pairs) // 2 * 2
    left, right = left[:size], right[:size]
    mixed = [right[k ^ 1] if k % 4 < 2 else right[k] for k in range(size)]
    english = side(lexicon, left, "en", lines)
    literal = noise_of(lexicon, english, side(lexicon, right, "ja", lines), size)
    free = noise_of(lexicon, english, side(lexicon, mixed, "ja", lines), size)
    assert all(a < b for a, b in zip(literal, free, strict=True))
    assert all(0 < noise < 1 for noise in (*literal, *free))


def test_without_sure_pairs_nothing_is_estimated(lexicon: Lexicon, made: Any) -> None:
    text = made(20, 24)
    source, target = (
        make_side(segments(text.source)[:3], lexicon),
        make_side(segments(text.target)[:3], lexicon),
    )
    table = table_of(lexicon, source, target, ja_source=False)
    before = first_guess(source, target)
    found = estimate(source, target, table, path_of([(1, 0)] * 3 + [(0, 1)] * 3), before)
    assert found == Text(before.ratio, NOISE, NOISE, 0.0)


@pytest.mark.parametrize("every", [2, 5, 12])
def test_many_gaps_make_a_null_cheaper(lexicon: Lexicon, every: int, lines: Lines) -> None:
    size = 40
    shapes = [(1, 1) if k % every else (1, 0) for k in range(1, size)] + [(1, 1)]
    full = [(1, 1)] * size
    english = side(lexicon, ["The king bought a horse."] * size, "en", lines)
    japanese = side(lexicon, ["王は馬を買った。"] * size, "ja", lines)
    table = table_of(lexicon, english, japanese, ja_source=False)
    before = first_guess(english, japanese)
    gaps = [estimate(english, japanese, table, path_of(s), before).gaps for s in (full, shapes)]
    assert GAPS_BOUNDS[0] <= gaps[0] < 0 < gaps[1] <= GAPS_BOUNDS[1]


def test_head_and_tail_are_no_gaps(lexicon: Lexicon, lines: Lines) -> None:
    english = side(lexicon, ["The king bought a horse."] * 20, "en", lines)
    japanese = side(lexicon, ["王は馬を買った。"] * 20, "ja", lines)
    table = table_of(lexicon, english, japanese, ja_source=False)
    before = first_guess(english, japanese)
    body = [(1, 1)] * 12
    inside = estimate(english, japanese, table, path_of(body), before)
    framed = path_of([(1, 0)] * 8 + [*body] + [(0, 1)] * 8)
    assert estimate(english, japanese, table, framed, before).gaps == inside.gaps


def test_the_ratio_is_that_of_sure_pairs(lexicon: Lexicon, lines: Lines) -> None:
    english = side(lexicon, ["The king bought a horse."] * 12, "en", lines)
    japanese = side(lexicon, ["王は馬を買った。"] * 12, "ja", lines)
    table = table_of(lexicon, english, japanese, ja_source=False)
    found = estimate(english, japanese, table, path_of([(1, 1)] * 12), Text(0.3))
    wanted = np.log(length("王は馬を買った。") / length("The king bought a horse."))
    assert found.ratio == pytest.approx(wanted)
    unsure = estimate(english, japanese, table, path_of([(1, 1)] * 12, 0.6), Text(0.3))
    assert unsure.ratio == 0.3


def test_furniture_does_not_set_the_first_ratio(lexicon: Lexicon, lines: Lines) -> None:
    japanese = side(lexicon, ["王は馬を買った。"] * 5, "ja", lines)
    page = side(
        lexicon, ["The king bought a horse."] * 5 + ["Other news of the day"] * 90, "en", lines
    )
    assert first_guess(page, japanese).ratio == -FARTHEST
    assert first_guess(japanese, page).ratio == FARTHEST


def test_a_text_of_code_names_has_the_ratio_of_one_without() -> None:
    """Latin letters count alike on both sides, Japanese characters for more than one."""
    plain = length("国王は白い馬を買った。") / length("The king bought a white horse.")
    code = length("load_lexicon()を使う。") / length("Use load_lexicon() now.")
    assert abs(np.log(plain / code)) < 0.3
    assert length("") == 1
