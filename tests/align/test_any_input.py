"""What holds for every pair of texts: all of both sides, in order, the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tmkit.align import REASONS, Evidence, align, coverage, project, units
from tmkit.evidence.lexicon import Lexicon
from tmkit.model import Alignment, Bead, Concept, Document, Segment, Term, TranslationUnit
from tmkit.segment import paragraph_segments, segments

Lines = Callable[[Sequence[str], str], Document]

ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# One-line paragraphs, as readers make them: no white space at the edges, never empty.
ENGLISH = st.sampled_from(
    ["Yes.", "The king bought 12 horses. Nobody laughed.", "...", "*", "Subscribe", "In 1998,"]
)
JAPANESE = st.sampled_from(
    ["はい。", "王は馬を12頭買った。誰も笑わなかった。", "……", "＊", "購読する", "一九九八年、"]
)
ODD = st.text(
    st.characters(codec="utf-8") | st.sampled_from("𠮷🎌。！？.「」（\u3099\u200b\ufeff"),
    min_size=1,
    max_size=12,
)


def texts(usual: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    line = (usual | ODD).map(lambda text: " ".join(text.split())).filter(bool)
    return st.lists(line, max_size=12)


def assert_covers(beads: Sequence[Bead], n: int, m: int) -> None:
    i = j = 0
    for bead in beads:
        assert (bead.source.start, bead.target.start) == (i, j)
        assert bead.source or bead.target
        i, j = bead.source.stop, bead.target.stop
        assert 0 <= bead.confidence <= 1
        assert bead.reasons or bead.confidence >= 0.9 or not bead.source or not bead.target
        assert set(bead.reasons) <= set(REASONS)
        assert isinstance(bead.confidence, float)
    assert (i, j) == (n, m)


def assert_sound(alignment: Alignment, source: Document, target: Document) -> None:
    """Check the sentences, their projection to paragraphs, and the units of both."""
    assert alignment.source == segments(source)
    assert alignment.target == segments(target)
    assert_covers(alignment.beads, len(alignment.source), len(alignment.target))
    assert len(alignment.corners) == len(alignment.beads) + 1
    assert all(0 <= corner <= 1 for corner in alignment.corners)
    rows, columns = paragraph_segments(source), paragraph_segments(target)
    projected = project(alignment, rows, columns)
    assert_covers(projected.beads, len(rows), len(columns))
    assert len(projected.corners) == len(projected.beads) + 1
    assert 0 <= coverage(alignment) <= 1
    for each in (alignment, projected):
        made = list(units(each, source, target))
        assert len(made) == len(list(each.pairs()))
        assert len({unit.id for unit in made}) == len(made)
        for unit in made:
            assert unit.source.text == unit.source.text.strip()
            assert unit.target.text == unit.target.text.strip()


@settings(ANY, max_examples=60)
@example(["*", "The king bought 12 horses. Nobody laughed."], ["はい。"])
@given(texts(ENGLISH), texts(JAPANESE))
def test_any_two_texts(
    lines: Lines, lexicon: Lexicon, english: list[str], japanese: list[str]
) -> None:
    source, target = lines(english, "en"), lines(japanese, "ja")
    given_texts = segments(source), segments(target)
    first = align(*given_texts, Evidence(lexicon))
    assert_sound(first, source, target)
    assert align(*given_texts, Evidence(lexicon)) == first


@settings(ANY, max_examples=60)
@given(texts(JAPANESE), texts(ENGLISH))
def test_from_japanese_without_a_dictionary(
    lines: Lines, japanese: list[str], english: list[str]
) -> None:
    source, target = lines(japanese, "ja"), lines(english, "en")
    alignment = align(segments(source), segments(target), Evidence(None))
    assert_sound(alignment, source, target)


@settings(ANY, max_examples=30)
@given(texts(ENGLISH), texts(JAPANESE), texts(ENGLISH), texts(JAPANESE))
def test_any_memory_and_glossary(
    lines: Lines,
    lexicon: Lexicon,
    english: list[str],
    japanese: list[str],
    known: list[str],
    meant: list[str],
) -> None:
    source, target = lines(english, "en"), lines(japanese, "ja")
    pairs = list(zip(known, meant, strict=False))
    memory = tuple(TranslationUnit(Segment(a, "en"), Segment(b, "ja")) for a, b in pairs)
    glossary = tuple(Concept((Term(a, "en"), Term(b, "ja"))) for a, b in pairs)
    alignment = align(segments(source), segments(target), Evidence(lexicon, memory, glossary))
    assert_sound(alignment, source, target)


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        pytest.param([], [], id="nothing at all"),
        pytest.param(["One."], [], id="no target"),
        pytest.param([], ["一。"], id="no source"),
        pytest.param(["One."], ["一。"], id="one line each"),
        pytest.param(["...", "* * *", "—"], ["……", "＊＊＊", "――"], id="only punctuation"),
        pytest.param(["💥🎌"], ["𠮷野家🎌"], id="beyond the basic plane"),
        pytest.param(["word " * 20_000, "end"], ["語" * 33_000 + "。", "終"], id="100 kB lines"),
        pytest.param(["a" * 100_000], ["あ" * 33_000], id="one word of 100 kB"),
        pytest.param(["7 " * 30_000], ["７" * 20_000], id="nothing but digits"),
        pytest.param(["One."], [f"文{k}。" for k in range(5000)], id="1 x 5000"),
        pytest.param([f"Line {k}." for k in range(5000)], ["文。"], id="5000 x 1"),
        pytest.param(["a 1.", "b", "c 9."], [f"文{k}。" for k in range(2000)], id="3 x 2000"),
    ],
)
@pytest.mark.parametrize("dictionary", [True, False])
def test_extreme_texts(
    lines: Lines, lexicon: Lexicon, english: list[str], japanese: list[str], dictionary: bool
) -> None:
    source, target = lines(english, "en"), lines(japanese, "ja")
    evidence = Evidence(lexicon if dictionary else None)
    assert_sound(align(segments(source), segments(target), evidence), source, target)


def test_thousands_of_equal_lines(lines: Lines, lexicon: Lexicon) -> None:
    source, target = lines(["The same."] * 2000, "en"), lines(["同じ。"] * 1700, "ja")
    assert_sound(align(segments(source), segments(target), Evidence(lexicon)), source, target)


def test_a_sure_text_warns_of_nothing(lines: Lines, lexicon: Lexicon, made: Any) -> None:
    text = made(60, 2)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        align(segments(text.source), segments(text.target), Evidence(lexicon))
    assert not caught


def test_progress_reaches_its_end(lexicon: Lexicon, made: Any) -> None:
    text = made(600, 1)
    told: list[tuple[str, int, int]] = []
    rows, columns = segments(text.source), segments(text.target)
    align(rows, columns, Evidence(lexicon), lambda *step: told.append(step))
    assert {stage for stage, _, _ in told} == {"read", "align"}
    for stage in ("read", "align"):
        done = [(now, total) for name, now, total in told if name == stage]
        assert done == sorted(done)
        assert all(now > 0 for now, _ in done)
        assert len({total for _, total in done}) == 1


@pytest.mark.parametrize("arguments", [(), ("--no-dictionary", "--level", "paragraph")])
def test_the_same_bytes_in_any_process(
    made: Any, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The order of Python's sets and dictionaries has no say; the text is searched in chunks."""
    text = made(260, 3)
    for document in (text.source, text.target):
        body = "\n".join(paragraph.text for paragraph in document.paragraphs)
        (tmp_path / document.path).write_text(body + "\n", "utf-8")
    written = []
    for seed in ("0", "1"):
        subprocess.run(
            [sys.executable, "-m", "tmkit", "align", "en.txt", "ja.txt", "-q", *arguments,
             "-o", f"{seed}.tmx"],
            cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
        )  # fmt: skip
        written.append((tmp_path / f"{seed}.tmx").read_bytes())
    assert written[0] == written[1]
    assert written[0].count(b"<tu ") > 100
