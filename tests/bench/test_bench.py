"""The benchmark's own arithmetic: a wrong figure is worse than none. It needs no data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:  # the type checker knows these files by their place in the repository
    from tests.bench.align_cases import Case, Pair, Part, clean, only, read_case
    from tests.bench.align_speed import Latin, renamed, shared_words, sizes_of
    from tests.bench.calibration import calibration
    from tests.bench.length_only import beads
else:
    from align_cases import Case, Part, clean, only, read_case
    from align_speed import Latin, renamed, shared_words, sizes_of
    from calibration import calibration
    from length_only import beads

TWO_DOCUMENTS = Case(
    "two",
    (
        Part(("e0", "e1", "e2"), ("j0", "j1"), (0, 0)),
        Part(("e3", "e4"), ("j2", "j3", "j4"), (3, 2)),
    ),
    (((0,), (0,)), ((1, 2), (1,)), ((), (2,)), ((3,), (3,)), ((4,), (4,))),
)


# ------------------------------------------------------------------------------------ calibration


def test_confidence_that_is_the_share_of_right_pairs_has_no_error() -> None:
    figures = calibration([0.75] * 4, [True, True, True, False])
    assert (figures.pairs, figures.error) == (4, 0.0)


def test_error_is_weighted_by_the_size_of_the_bins() -> None:
    # One bin of three, off by 0.8 - 2/3; one of a single pair, off by 0.3.
    figures = calibration([0.8, 0.8, 0.8, 0.3], [True, True, False, False])
    assert figures.error == pytest.approx((3 * (0.8 - 2 / 3) + 0.3) / 4)


def test_bins_are_ten_and_1_is_in_the_last() -> None:
    # Within a bin 0.92 and 1.0 may make up for each other; 0.88 stands in another.
    assert calibration([1.0, 0.9], [True, False]).error == pytest.approx(0.45)
    assert calibration([1.0, 0.88], [True, False]).error == pytest.approx(0.44)


def test_sure_pairs_begin_at_nine_tenths() -> None:
    figures = calibration([0.9, 0.95, 0.89, 1.0], [True, False, False, True])
    assert figures.precision == pytest.approx(2 / 3)
    assert figures.share == pytest.approx(3 / 4)


def test_nothing_to_judge_is_no_error() -> None:
    figures = calibration([], [])
    assert (figures.pairs, figures.error, figures.precision, figures.share) == (0, 0, 0, 0)
    assert calibration([0.5], [True]).precision == 0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50))
def test_figures_are_shares(judged: list[tuple[float, bool]]) -> None:
    figures = calibration([p for p, _ in judged], [right for _, right in judged])
    for share in (figures.error, figures.precision, figures.share):
        assert 0 <= share <= 1 + 1e-9


# ------------------------------------------------------------------------------------------ cases


def test_clean_text_has_only_the_pairs_of_one_line_with_one() -> None:
    made = clean(TWO_DOCUMENTS)
    assert made.parts == (
        Part(("e0",), ("j0",), (0, 0)),
        Part(("e3", "e4"), ("j3", "j4"), (1, 1)),
    )
    assert made.gold == (((0,), (0,)), ((1,), (1,)), ((2,), (2,)))


def test_clean_text_has_no_empty_documents() -> None:
    case = Case("none", TWO_DOCUMENTS.parts, (((0,), (0,)), ((1, 2), (1,))))
    assert clean(case).parts == (Part(("e0",), ("j0",), (0, 0)),)


def test_a_case_without_some_documents_keeps_its_line_numbers() -> None:
    made = only(TWO_DOCUMENTS, lambda part: len(part.japanese) > 2)
    assert made.parts == TWO_DOCUMENTS.parts[1:]
    assert made.gold == (((), (2,)), ((3,), (3,)), ((4,), (4,)))


def test_a_case_is_read_from_its_folder(tmp_path: Path) -> None:
    # U+2028 ends no line here: the data count line feeds only.
    files = {
        "en.txt": "e0\u2028e\ne1\ne2\ne3\ne4\n",
        "ja.txt": "j0\nj1\nj2\nj3\nj4\n",
        "docs.tsv": "0\t0\n3\t2\n",
        "gold.tsv": "0\t0\n2,1\t1\n\t2\n3\t3\n4\t4\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    made = read_case(tmp_path)
    assert made.gold == TWO_DOCUMENTS.gold
    assert [part.first for part in made.parts] == [(0, 0), (3, 2)]
    assert made.parts[0].english == ("e0\u2028e", "e1", "e2")
    assert made.parts[1].japanese == ("j2", "j3", "j4")


# ------------------------------------------------------------------------------------------- peer


@pytest.mark.parametrize(
    ("links", "n", "m", "expected"),
    [
        ([(0, 0), (1, 1)], 2, 2, [((0,), (0,)), ((1,), (1,))]),
        ([(0, 0), (1, 0)], 2, 1, [((0, 1), (0,))]),
        ([(0, 0), (0, 1), (1, 2)], 2, 3, [((0,), (0, 1)), ((1,), (2,))]),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], 2, 2, [((0, 1), (0, 1))]),
        ([(1, 2)], 3, 3, [((0,), ()), ((), (0,)), ((), (1,)), ((1,), (2,)), ((2,), ())]),
        ([], 1, 1, [((0,), ()), ((), (0,))]),
    ],
)
def test_links_become_groups_and_segments_alone(
    links: list[tuple[int, int]], n: int, m: int, expected: list[Pair]
) -> None:
    assert beads(links, n, m) == expected


# ------------------------------------------------------------------------------------------ speed


def test_names_are_words_of_both_sides_that_are_rare() -> None:
    english = ("Use asyncio here", "In 2019 the asyncio API", "only English", "no no")
    japanese = ("ここでasyncioを使う", "2019年のasyncio API", "in 1,234", "No noです")
    assert shared_words(english, japanese) == {"asyncio", "2019", "API"}
    often = ["asyncio"] * 31
    assert shared_words([*english, *often], japanese) == {"2019", "API"}


def test_a_copy_has_names_of_its_own() -> None:
    names: Latin = frozenset({"asyncio", "2019"})
    text = "asyncio_x と asyncio は2019年, 2019.5"
    assert renamed(text, names, 0) == text
    assert renamed(text, names, 1) == "asyncio_x と asynciob は20191年, 2019.5"
    copies = {renamed(text, names, copy) for copy in range(1000)}
    assert len(copies) == 1000


def test_sizes_are_read_from_the_command_line() -> None:
    assert sizes_of("1000, 2000") == [1000, 2000]
    assert sizes_of("1k,20k,1m") == [1000, 20_000, 1_000_000]
