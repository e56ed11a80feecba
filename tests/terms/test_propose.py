"""What is proposed as a term, from texts that a translator can check."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tmkit.evidence.lexicon import Lexicon, load
from tmkit.terms import Proposal, propose

PAIRS = [
    (
        "Defence Minister Ilsa Marrow opened the tidal power station in Quillhaven on Monday.",
        "イルサ・マロウ国防相は月曜日、クイルヘブンの潮力発電所の開所式に出席した。",
    ),
    (
        "The tidal power station will supply the lighthouse keepers' union.",
        "この潮力発電所は灯台守組合に電力を供給する。",
    ),
    (
        "Marrow said that the harbour fund had paid for the turbines.",
        "マロウ氏は、港湾基金がタービンの費用を負担したと述べた。",
    ),
    (
        "Critics of the harbour fund want to see its accounts.",
        "港湾資金の批判者はその会計報告を見たがっている。",
    ),
    (
        "The turbines are made by Ostrander, and Marrow's office signed the contract.",
        "タービンはオストランダー社製で、マロウ大統領の事務所が契約に署名した。",
    ),
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon | None:
    return load()


@pytest.fixture(scope="module")
def found(lexicon: Lexicon | None) -> dict[str, Proposal]:
    return {proposal.term: proposal for proposal in propose(PAIRS, lexicon)}


@pytest.mark.parametrize(
    ("term", "rendering", "kind"),
    [
        ("tidal power station", "潮力発電所", "term"),
        ("turbines", "タービン", "term"),
        ("Quillhaven", "クイルヘブン", "name"),
        ("Ostrander", "オストランダー", "name"),
        ("Marrow", "マロウ", "person"),
        ("contract", "契約", "term"),
    ],
)
def test_terms_and_names_that_occur_once_or_twice(
    found: dict[str, Proposal], term: str, rendering: str, kind: str
) -> None:
    assert found[term].renderings[0].text == rendering
    assert found[term].kind == kind


def test_every_rendering_of_a_term_is_told(found: dict[str, Proposal]) -> None:
    proposal = found["harbour fund"]
    assert {r.text for r in proposal.renderings} >= {"港湾基金", "港湾資金"}
    assert proposal.is_inconsistent


def test_what_is_kept_in_latin_letters_is_never_sure(lexicon: Lexicon | None) -> None:
    pairs = [
        (f"The OSC met in {year}.", f"OSCは{year}年に会合を開いた。") for year in (2021, 2022, 2023)
    ]
    (proposal,) = [p for p in propose(pairs, lexicon) if p.term == "OSC"]
    assert (proposal.kind, proposal.renderings[0].text) == ("acronym", "OSC")
    assert proposal.confidence < 0.9


def test_a_memory_teaches_a_term_that_occurs_once(lexicon: Lexicon | None) -> None:
    pair = ("The dockers' quorum was reached.", "沖仲仕の定足数に達した。")
    memory = [
        ("The quorum is five.", "定足数は五人である。"),
        ("No quorum, no vote.", "定足数がなければ採決もない。"),
    ]
    (taught,) = [p for p in propose([pair], None, memory) if p.term == "quorum"]
    assert taught.renderings[0].text == "定足数"
    assert all(o.pair == 0 for r in taught.renderings for o in r.occurrences)


def test_places_are_those_of_the_texts(found: dict[str, Proposal]) -> None:
    for proposal in found.values():
        for rendering in proposal.renderings:
            for place in rendering.occurrences:
                english, japanese = PAIRS[place.pair]
                term = english[slice(*place.english)]
                assert term.casefold()[:4] == proposal.term.casefold()[:4]
                assert japanese[slice(*place.japanese)] == rendering.text or rendering.spellings[1:]


def test_nothing_is_asked_of_a_network(
    monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon | None
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert propose(PAIRS, lexicon)


@pytest.mark.parametrize("pairs", [[], [("", "")], [("A", "")], [("", "港")], [("...", "。。。")]])
def test_texts_without_words_propose_nothing(
    pairs: list[tuple[str, str]], lexicon: Lexicon | None
) -> None:
    assert propose(pairs, lexicon) == ()


TEXT = st.text(
    st.sampled_from("aAbB .-'\u2019019%&\n港湾基金タービン・ーのな、。「」（）Ａ１🛥é\u200b氏等"),
    max_size=60,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_any_texts_give_the_same_twice(pairs: list[tuple[str, str]]) -> None:
    first = propose(pairs, None)
    assert first == propose(pairs, None)
    for proposal in first:
        shares = sum(rendering.share for rendering in proposal.renderings)
        assert shares <= 1.0001
        assert all(0 <= rendering.confidence <= 1 for rendering in proposal.renderings)
        for rendering in proposal.renderings:
            for place in rendering.occurrences:
                english, japanese = pairs[place.pair]
                assert english[slice(*place.english)].strip()
                assert japanese[slice(*place.japanese)].strip()
