"""The dictionary's file: read as it was laid out, refused where it is not what it says."""

from __future__ import annotations

import hashlib
import struct
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.evidence.lexicon import DEFAULT_PATH, MAGIC, Lexicon, head_key, load, stem

WORDS = {
    "猫": {"cat": 255},
    "走る": {"run": 153, "rush": 102},
    "約束": {"promis": 170, "appoint": 85},
    "何もない": {},
}


def compiled(words: Mapping[str, Mapping[str, int]]) -> bytes:
    """Return a dictionary file, written from the layout that the module's docstring gives."""
    stems = sorted({name for weights in words.values() for name in weights})
    heads = sorted((head_key(word), weights) for word, weights in words.items())
    first, links, weights = [0], [], []
    for _, found in heads:
        links += [stems.index(name) for name in found]
        weights += list(found.values())
        first.append(len(links))
    text = "\n".join(stems).encode()
    return (
        b"TMKLEX1\n"
        + struct.pack("<4I", len(heads), len(links), len(stems), len(text))
        + struct.pack(f"<{len(heads)}Q", *(key for key, _ in heads))
        + struct.pack(f"<{len(first)}I", *first)
        + struct.pack(f"<{len(links)}I", *links)
        + bytes(weights)
        + text
    )


def opened(folder: Path, data: bytes) -> Lexicon | None:
    name = hashlib.sha256(data).hexdigest()[:16]
    path = folder / f"{name}.lex"
    path.write_bytes(data)
    return load(path)


# ----------------------------------------------------------------------------------------- layout


def test_a_file_is_read_as_it_was_laid_out(tmp_path: Path) -> None:
    lexicon = opened(tmp_path, compiled(WORDS))
    assert lexicon is not None
    for word, weights in WORDS.items():
        assert lexicon.translations(word) == {s: w / 255 for s, w in weights.items()}
    assert lexicon.translations("犬") == {}
    assert (lexicon.find(["猫", "犬", "走る"]) >= 0).tolist() == [True, False, True]
    assert lexicon.find([]).tolist() == []


@pytest.mark.parametrize("cut", [1, 2, 5, 40])
def test_a_truncated_file_is_refused(tmp_path: Path, cut: int) -> None:
    assert opened(tmp_path, compiled(WORDS)[:-cut]) is None


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 23, 24, 25])
def test_a_file_without_a_whole_head_is_refused(tmp_path: Path, size: int) -> None:
    assert opened(tmp_path, compiled(WORDS)[:size]) is None


def test_a_longer_file_is_refused(tmp_path: Path) -> None:
    assert opened(tmp_path, compiled(WORDS) + b"\0") is None


@pytest.mark.parametrize("magic", [b"TMKLEX2\n", b"tmklex1\n", b"SQLite f", b"\0" * 8])
def test_another_file_is_refused(tmp_path: Path, magic: bytes) -> None:
    assert opened(tmp_path, magic + compiled(WORDS)[8:]) is None


def test_a_missing_file_and_a_folder_are_no_dictionary(tmp_path: Path) -> None:
    assert load(tmp_path / "none.lex") is None
    assert load(tmp_path) is None


def test_a_wrong_count_of_stems_is_refused(tmp_path: Path) -> None:
    data = bytearray(compiled(WORDS))
    data[16:20] = struct.pack("<I", 9)
    assert opened(tmp_path, bytes(data)) is None


def test_stems_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert opened(tmp_path, compiled(WORDS)[:-1] + b"\xff") is None


@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert opened(folder, data) is None
    opened(folder, MAGIC + data)


def test_without_words_nothing_is_found(tmp_path: Path) -> None:
    lexicon = opened(tmp_path, compiled({}))
    if lexicon is not None:
        assert lexicon.find(["猫"]).tolist() == [-1]


# --------------------------------------------------------------------------------- the built-in one


@pytest.mark.parametrize(
    ("word", "translation"),
    [
        ("政府", "government"), ("会社", "company"), ("走る", "run"), ("美しい", "beautiful"),
        ("日本", "japan"), ("約束", "promise"), ("失業", "unemployment"), ("憲法", "constitution"),
        ("はい", "yes"), ("いいえ", "no"), ("コンピューター", "computer"), ("ドイツ", "germany"),
        ("経済", "economy"), ("静か", "quiet"), ("裁判所", "court"),
    ],
)  # fmt: skip
def test_common_words_are_known(lexicon: Lexicon, word: str, translation: str) -> None:
    assert lexicon.translations(word).get(stem(translation), 0) > 0.05


@pytest.mark.parametrize("word", ["犬", "走る", "政府", "約束", "取引", "大きい", "さようなら"])
def test_translations_sum_to_about_one(lexicon: Lexicon, word: str) -> None:
    assert sum(lexicon.translations(word).values()) == pytest.approx(1, abs=0.1)


def test_all_weights_of_a_head_sum_to_about_one(lexicon: Lexicon) -> None:
    first = lexicon.first.astype(np.int64)
    sizes = first[1:] - first[:-1]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    total = np.bincount(owner, weights=lexicon.weights / 255, minlength=len(sizes))[sizes > 0]
    assert np.percentile(total, 1) > 0.9
    assert total.max() < 1.1


def test_heads_ascend_and_links_point_at_stems(lexicon: Lexicon) -> None:
    assert (lexicon.heads[1:] > lexicon.heads[:-1]).all()
    assert int(lexicon.links.max()) < len(lexicon.stems)
    assert (lexicon.first[1:] >= lexicon.first[:-1]).all()
    assert int(lexicon.first[-1]) == len(lexicon.links)


def test_opening_it_does_not_read_it() -> None:
    """The arrays are views of the mapped file: only the stems are made into objects."""
    load.cache_clear()
    tracemalloc.start()
    lexicon = load()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lexicon is not None
    arrays = (lexicon.heads, lexicon.first, lexicon.links, lexicon.weights)
    assert not any(array.flags.owndata or array.flags.writeable for array in arrays)
    assert peak < DEFAULT_PATH.stat().st_size + 5_000_000
    assert load() is lexicon


def test_heads_are_found_whatever_the_order(lexicon: Lexicon) -> None:
    words = ["犬", "無いはずの語句", "猫", "政府"]
    places = lexicon.find(words)
    assert places.tolist() == [int(lexicon.find([word])[0]) for word in words]
    assert places[1] == -1


def test_stems() -> None:
    assert stem("running") == stem("runs") == "run"
    assert stem("economies") == stem("economy")
