"""The review in the terminal: keys in, the glossary and the stop list on disk after each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tmkit.extract import Choice, Entry
from tmkit.extract.session import Session, run
from tmkit.report.card import card, farewell
from tmkit.report.proposals import width

HEAD = "\ufeffconcept,en,ja,status,kind,pos,note\n"
FUND = "harbour-fund,harbour fund,港湾基金,preferred,organisation,noun,\n"
QUAY = "quay,quay,岸壁,preferred,term,noun,\n"


def entry(term: str, kind: str, *renderings: str) -> Entry:
    choices = tuple(Choice(text, 1, 1.0, 0.9) for text in renderings)
    return Entry(term, kind, "noun", len(choices), 0.9, 1.0, choices)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    entries = [
        entry("harbour fund", "organisation", "港湾基金", "港湾資金"),
        entry("quay", "term", "岸壁"),
        entry("contract", "term", "契約"),
    ]
    return Session(entries, str(tmp_path / "g.csv"), str(tmp_path / "g.stop.tsv"))


def play(session: Session, keys: str, lines: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Press keys; return what both files held whenever the session showed itself."""
    seen: list[tuple[str, str]] = []
    waiting, typed = iter(keys), iter(lines)

    def show(now: Session) -> None:
        seen.append((held(now.glossary), held(now.stop)))

    run(session, lambda: next(waiting, ""), lambda _, __: next(typed, ""), show)
    seen.append((held(session.glossary), held(session.stop)))
    return seen


def held(path: str) -> str:
    return Path(path).read_bytes().decode() if Path(path).exists() else ""


@pytest.mark.parametrize(
    ("keys", "glossary", "stop"),
    [
        ("a", HEAD + FUND, ""),
        ("aa", HEAD + FUND + QUAY, ""),
        ("2", HEAD + FUND.replace("基金", "資金"), ""),
        ("r", "", "harbour fund\n"),
        ("la", HEAD + QUAY, ""),
        (" a", HEAD + QUAY, ""),
        ("Ａｑ", HEAD + FUND, ""),  # a Japanese keyboard
        ("q", "", ""),
        ("xyz?9", "", ""),  # keys that mean nothing
        ("arl", HEAD + FUND, "quay\n"),
    ],
)
def test_keys(session: Session, keys: str, glossary: str, stop: str) -> None:
    assert play(session, keys)[-1] == (glossary, stop)


def test_each_key_is_saved_before_the_next(session: Session) -> None:
    assert play(session, "ara") == [
        ("", ""),
        (HEAD + FUND, ""),
        (HEAD + FUND, "quay\n"),
        (HEAD + FUND + "contract,contract,契約,preferred,term,noun,\n", "quay\n"),
    ]


@pytest.mark.parametrize("keys", ["au", "ru", "lu", "aruu", "u", "2u", "aluruuu"])
def test_undo_takes_everything_back(session: Session, keys: str) -> None:
    assert play(session, keys)[-1] == ("", "")
    assert session.index == 0


def test_undo_leaves_what_stood_in_the_files_before(session: Session) -> None:
    Path(session.glossary).write_text("en,ja\npier,桟橋\n", "utf-8")
    Path(session.stop).write_text("# mine\n", "utf-8")
    assert play(session, "aruu")[-1] == ("en,ja\npier,桟橋\n", "# mine\n")


def test_edit(session: Session) -> None:
    play(session, "e", ("Harbour Fund", "湾岸基金"))
    assert held(session.glossary) == HEAD + (
        "harbour-fund,Harbour Fund,湾岸基金,preferred,organisation,noun,\n"
    )
    assert session.count("edit") == 1


def test_an_edit_that_is_left_empty_changes_nothing(session: Session) -> None:
    play(session, "e", ("Harbour Fund", ""))
    assert held(session.glossary) == ""
    assert session.index == 0


def test_what_the_glossary_forbids_is_not_accepted_in_silence(session: Session) -> None:
    Path(session.glossary).write_text("en,ja,status\nharbour fund,港湾基金,forbidden\n", "utf-8")
    play(session, "a")
    assert [refusal.rendering for refusal in session.refused] == ["港湾基金"]
    assert "forbidden" in session.refused[0].reason


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_a_card_fits_the_terminal(session: Session, columns: int, tongue: str) -> None:
    lines = list(card(session, columns, tongue))  # type: ignore[arg-type]
    assert all(width(line) <= columns for line in lines)
    assert "harbour fund" in "".join(lines)
    assert any(line.startswith("  2  港湾資金") for line in lines)


def test_how_a_review_ended(session: Session) -> None:
    play(session, "arl")
    assert farewell(session, "en") == "1 accepted, 0 edited, 1 rejected, 1 left for later"


def test_keys_may_end_at_any_moment(session: Session) -> None:
    def broken() -> Iterator[str]:
        yield "a"
        raise KeyboardInterrupt

    keys = broken()
    with pytest.raises(KeyboardInterrupt):
        run(session, lambda: next(keys), lambda _, __: "", lambda _: None)
    assert held(session.glossary) == HEAD + FUND
