"""The door to Sudachi: its words, and the traps that stay behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tmkit import morphology
from tmkit.errors import FormatError, WriteError
from tmkit.morphology import (
    MOST_CHARACTERS,
    VARIABLE,
    UserWord,
    build_dictionary,
    dictionary_source,
    morphemes,
    use_dictionaries,
)


def surfaces(text: str) -> list[str]:
    return [word.surface for word in morphemes(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("猫が走った。", ["猫", "が", "走っ", "た", "。"]),
        ("選挙管理委員会", ["選挙管理委員会"]),
        ("", []),
        ("\n", ["\n"]),
    ],
)
def test_words_in_order(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


def test_forms_of_a_word() -> None:
    [word, *_] = morphemes("走った")
    assert (word.lemma, word.pos[0]) == ("走る", "動詞")
    [name] = morphemes("シュミレーション")
    assert name.normal == "シミュレーション"
    assert morphemes("東京")[0].reading == "トウキョウ"


def test_a_long_word_has_parts_and_a_short_one_none() -> None:
    """Sudachi's split returns nothing for what it cannot split, and may panic when asked more."""
    [word] = morphemes("選挙管理委員会")
    assert [surface for surface, _, _ in word.parts] == ["選挙", "管理", "委員", "会"]
    assert morphemes("猫")[0].parts == ()
    assert morphemes("、")[0].parts == ()


@pytest.mark.parametrize(
    "size", [MOST_CHARACTERS - 1, MOST_CHARACTERS, MOST_CHARACTERS + 1, 3 * MOST_CHARACTERS]
)
@pytest.mark.parametrize("unit", ["猫", "𠮷", "a", "語は"])
def test_a_text_longer_than_a_call_allows(unit: str, size: int) -> None:
    text = (unit * size)[:size]
    assert "".join(surfaces(text)) == text


@settings(deadline=None)
@given(st.text(max_size=60))
def test_surfaces_join_up_to_the_text(text: str) -> None:
    assert "".join(surfaces(text)) == text


def test_the_same_text_gives_the_same_words() -> None:
    assert morphemes("王は馬を買った。") == morphemes("王は馬を買った。")


# ------------------------------------------------------------------------------ user dictionaries


@pytest.fixture
def own_words() -> Iterator[None]:
    """Analyse as before when the test is over."""
    yield
    use_dictionaries(())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("user") / "own.dic"
    words = [
        UserWord("李尚福", "person"),
        UserWord("装備開発部", "organisation"),
        UserWord("ＭＩ６情報部", "organisation"),
    ]
    assert build_dictionary(words, str(path)) == 3
    return path


@pytest.mark.usefixtures("own_words")
def test_words_of_a_user_dictionary_are_one_word_each(built: Path) -> None:
    text = "李尚福は装備開発部とＭＩ６情報部へ"
    before = surfaces(text)
    use_dictionaries([str(built)])
    assert surfaces(text) == ["李尚福", "は", "装備開発部", "と", "ＭＩ６情報部", "へ"]
    assert [m.name for m in morphemes("李尚福")] == ["人名"]
    use_dictionaries(())
    assert surfaces(text) == before


@pytest.mark.usefixtures("own_words")
def test_a_compound_keeps_its_short_units(built: Path) -> None:
    use_dictionaries([str(built)])
    [word] = morphemes("装備開発部")
    assert [surface for surface, _, _ in word.parts] == ["装備", "開発", "部"]


@pytest.mark.usefixtures("own_words")
def test_the_environment_names_a_dictionary(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(built))
    use_dictionaries(())
    assert surfaces("装備開発部") == ["装備開発部"]


def test_headwords_are_as_sudachi_looks_them_up() -> None:
    """A headword with capitals or full-width letters would never be found."""
    [row] = dictionary_source([UserWord("ＭＩ６情報部")]).decode().splitlines()
    assert row.split(",")[0] == "mi6情報部"
    assert row.split(",")[4] == "ＭＩ６情報部"


def test_every_word_can_be_looked_up() -> None:
    """Sudachi does not index a row with the connections -1, and panics where all are so."""
    kinds = ["person", "place", "organisation", "term", "", "title"]
    source = dictionary_source(UserWord(f"海{number}丸", kind) for number, kind in enumerate(kinds))
    rows = [row.split(",") for row in source.decode().splitlines()]
    assert len(rows) == len(kinds)
    assert all(int(row[1]) > 0 and int(row[2]) > 0 for row in rows)


@pytest.mark.parametrize("words", [[], [UserWord("")], [UserWord("港")], [UserWord('あ"い')]])
def test_nothing_is_written_where_there_is_no_word(tmp_path: Path, words: list[UserWord]) -> None:
    path = tmp_path / "own.dic"
    path.write_bytes(b"before")
    with pytest.raises(WriteError, match="no Japanese term"):
        build_dictionary(words, str(path))
    assert path.read_bytes() == b"before"


def test_a_dictionary_is_replaced_whole(tmp_path: Path) -> None:
    """Sudachi itself refuses to replace a file, and leaves an empty one where it fails."""
    path = tmp_path / "own.dic"
    path.write_bytes(b"before")
    build_dictionary([UserWord("ケス島", "place")], str(path))
    assert path.stat().st_size > 1000
    assert [entry.name for entry in tmp_path.iterdir()] == ["own.dic"]


def test_a_part_under_another_reading_does_not_stop_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "装備,名詞,普通名詞,サ変可能,*,*,*,ゲンビ/開発部,名詞,普通名詞,一般,*,*,*,カイハツブ"
    monkeypatch.setattr(morphology, "_pieces", lambda _: wrong)
    assert build_dictionary([UserWord("装備開発部")], str(tmp_path / "own.dic")) == 1


@pytest.mark.usefixtures("own_words")
@pytest.mark.parametrize("content", [None, b"", b"no dictionary at all" * 100])
def test_a_bad_dictionary_is_the_users_to_mend(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.dic"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FormatError, match="user dictionary"):
        use_dictionaries([str(path)])


@settings(deadline=None)
@given(st.lists(st.text(max_size=8)))
def test_any_text_makes_rows_of_nineteen_cells(texts: list[str]) -> None:
    source = dictionary_source((UserWord(text) for text in texts), parts=False).decode()
    assert all(len(row) == 19 for row in csv.reader(io.StringIO(source, newline="")))
