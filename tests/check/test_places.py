"""Each character of a text is found again in a file that escapes and encloses it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.check.fix import ESCAPES
from tmkit.check.places import STEPS, Source, locate


def source_of(text: str) -> Source:
    ends = [at + 1 for at, character in enumerate(text) if character == "\n"]
    return Source(text, (0, *ends), "UTF-8")


CHARACTERS = st.text(
    st.sampled_from(list("aA1１あ漢ー。、「」<>&\"'\\/nt;,] \t\n#{}")), min_size=1, max_size=20
)


@pytest.mark.parametrize("form", ["tmx", "tsv", "po", "jsonl"])
@given(text=CHARACTERS, before=CHARACTERS)
def test_what_was_escaped_is_found(form: str, text: str, before: str) -> None:
    escape = ESCAPES[form]
    opening, closing = ("<seg>", "</seg>") if form == "tmx" else ('"', '"')
    if form == "tsv":
        opening = closing = "\t"
    whole = f"{opening}{escape(before)}{closing}\n{opening}{escape(text)}{closing}\n"
    places = locate(source_of(whole), text, 2, STEPS[form][0])
    assert places is not None
    read = [STEPS[form][0](whole, at) for at in places[:-1]]
    assert "".join(found for found, _ in read) == text
    begin = whole.index("\n") + 1 + len(opening)
    assert places[0] == begin


def test_po_strings_over_several_lines() -> None:
    whole = 'msgstr ""\n"一行目\\n"\n"二\\"行\\"目"\n'
    text = '一行目\n二"行"目'
    places = locate(source_of(whole), text, 1, STEPS["po"][0])
    assert places is not None
    assert [whole[at] for at in places[:-1]] == list("一行目\\二\\行\\目")


def test_markup_between_and_around_is_passed_over() -> None:
    whole = '<seg><bpt i="1">&lt;あ&gt;</bpt>あ<![CDATA[<い>]]><ept i="1"/><!-- う -->う</seg>'
    places = locate(source_of(whole), "あ<い>う", 1, STEPS["tmx"][0])
    assert places is not None
    assert "".join(whole[at] for at in places[:-1]) == "あ<い>う"
    assert places[0] == whole.index("</bpt>") + 6
    assert places[-2] == whole.index("う</seg>")


def test_a_whole_is_preferred_to_a_part_of_another() -> None:
    whole = "id\tあい\tあ\n"
    assert locate(source_of(whole), "あ", 1, STEPS["tsv"][0]) == [6, 7]


def test_what_is_not_there_has_no_place() -> None:
    assert locate(source_of("<seg>あ</seg>"), "い", 1, STEPS["tmx"][0]) is None
    assert locate(source_of(""), "い", 1, STEPS["tmx"][0]) is None
    assert locate(source_of("x"), "", 1, STEPS["tmx"][0]) is None


def test_json_escapes() -> None:
    whole = json.dumps({"t": 'あ"\n\\'})
    places = locate(source_of(whole), 'あ"\n\\', 1, STEPS["jsonl"][0])
    assert places is not None
    assert len(places) == 5
