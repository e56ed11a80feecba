"""What the page shows besides the rows: marks, findings, terms; and that everybody can read it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.review.browsing import LANGS, Tab, chromium, reviewing, tab

from tmkit.extract import Task, extract
from tmkit.extract.session import Session
from tmkit.extract.stop import stop_path
from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit

GLOSSARY = "concept,en,ja,status\n1,ferry,フェリー,preferred\n2,harbour,港,preferred\n"
PAIRS = (
    ("Anna Lindqvist counted 12 ferries in the harbour.",
     "アンナ・リンドクヴィストは港でフェリー12隻を数えた。"),
    ("The repair cost $3.5 million 𠮷 in 2023.", "修理費は令和5年に350億ドル𠮷だった。"),
    ("Every ferry has a captain.", "どの渡し船にも船長がいる。"),
    ("The 12 captains met in the harbour. They were pleased.",
     "12人の船長は港で会った。満足していた。"),
    ("The ferry of Anna Lindqvist was late.", "アンナ・リンドクヴィストのフェリーは遅れた。"),
)  # fmt: skip


def unit(number: int) -> TranslationUnit:
    en, ja = PAIRS[number]
    status = "doubtful" if number == 3 else "sure"
    props = (("x-tmkit-confidence", "0.9"), ("x-tmkit-status", status), ("x-tmkit-reasons", "many"))
    return TranslationUnit(Segment(en, "en"), Segment(ja, "ja"), f"u{number}", props)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    path, glossary = tmp_path / "news.tmx", tmp_path / "terms.csv"
    with path.open("wb") as stream:
        tmx.write(stream, map(unit, range(len(PAIRS))), About(*LANGS))
    glossary.write_text(GLOSSARY, "utf-8")
    return path, glossary


@pytest.fixture
def opened(files: tuple[Path, Path]) -> Iterator[tuple[Tab, Path]]:
    arguments = (str(files[0]), "--glossary", str(files[1]))
    with (
        reviewing(*arguments, folder=files[0].parent) as address,
        chromium() as (browser, expect),
    ):
        page = tab(browser, expect, address)
        yield page, files[1]
        page.check_nothing_went_wrong()


def marks(page: Tab, row: int, side: int) -> list[tuple[str, str]]:
    cell = page.rows.nth(row).locator("td[data-side]").nth(side)
    found = [(m.get_attribute("class"), m.inner_text()) for m in cell.locator("mark").all()]
    assert "".join(cell.locator("p").all_inner_texts()) == PAIRS[row][side]  # no text is lost
    return found


def test_numbers_names_and_terms_are_marked_on_both_sides(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    assert marks(page, 0, 0) == [
        ("name", "Anna Lindqvist"), ("number", "12"), ("term", "ferries"), ("term", "harbour"),
    ]  # fmt: skip
    assert marks(page, 0, 1) == [
        ("name", "アンナ・リンドクヴィスト"), ("term", "港"), ("term", "フェリー"),
        ("number", "12隻"),
    ]  # fmt: skip
    # 3.5 million and 350億 do not agree; 2023 is 令和5年; what is beyond U+FFFF shifts no mark
    assert marks(page, 1, 0) == [("number-off", "$3.5 million"), ("number", "2023")]
    assert marks(page, 1, 1) == [("number", "令和5年"), ("number-off", "350億ドル")]
    assert marks(page, 2, 0) == [("term-off", "ferry")]
    page.expect(page.rows.nth(1)).to_contain_text("number without counterpart: 350億ドル")
    page.expect(page.rows.nth(2)).to_contain_text("not as the glossary has it: ferry (フェリー)")
    title = page.rows.nth(1).locator("mark.number").first.get_attribute("title")
    assert title == "number: 令和5年"
    lines = (
        page.rows.nth(1)
        .locator("mark")
        .evaluate_all("marks => marks.map(mark => getComputedStyle(mark).textDecorationStyle)")
    )
    assert lines == ["wavy", "solid", "solid", "wavy"]  # not told apart by colour alone


def test_findings_of_the_check_stand_at_their_rows(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.expect(page.page.locator(".finding")).to_have_count(0)
    page.press("i", "the row has no findings")
    page.press("c", "checked: ")
    row = page.rows.nth(1)
    page.expect(row.locator(".finding")).to_contain_text(["magnitude"])
    page.expect(row.locator(".finding .severity").first).to_have_text("error")
    page.expect(row.locator("mark.error")).to_have_text("350億ドル")
    page.press("v")
    page.expect(page.focused).to_contain_text("repair")
    page.press("i")
    dialog = page.page.locator("dialog")
    page.expect(dialog).to_contain_text("What it says")
    page.press("Escape")
    page.expect(page.focused).to_contain_text("repair")
    page.press("ArrowRight e")
    page.page.keyboard.press("Control+a")
    page.page.keyboard.insert_text("修理費は令和5年に350万ドル𠮷だった。")
    page.press("Enter", "edit text: saved")
    page.expect(row.locator(".finding.error")).to_have_count(0)
    page.expect(page.focused).to_contain_text("350万ドル")
    page.press("z", "undo: saved")
    page.expect(row.locator("mark.error")).to_have_text("350億ドル")
    page.press("v")
    page.expect(page.focused).not_to_contain_text("350億ドル")


def test_a_finding_is_accepted_by_a_note(opened: tuple[Tab, Path]) -> None:
    page, _ = opened
    page.press("ArrowDown t")
    page.page.keyboard.insert_text("tmkit: ignore[magnitude] the client says so")
    page.press("Enter", "note: saved")
    page.press("c", "checked: ")
    page.expect(page.rows.nth(1).locator(".rule", has_text="magnitude")).to_have_count(0)


def term(page: Tab, name: str) -> Any:
    return page.page.locator("td[data-main] .name").get_by_text(name, exact=True)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row[1:3] for row in csv.reader(stream)][1:]


def test_terms_are_decided_on_as_in_the_terminal(opened: tuple[Tab, Path]) -> None:
    page, glossary = opened
    stop = glossary.with_name("terms.stop.tsv")
    before = glossary.read_bytes()
    page.press("g", "accepted terms go to ")
    terms = page.page.locator("tbody.term")
    names = terms.locator("td[data-main] .name").all_inner_texts()
    assert {"Anna Lindqvist", "captain"} <= set(names)
    term(page, "Anna Lindqvist").click()
    page.press("a", "accept: saved")
    assert ["Anna Lindqvist", "アンナ・リンドクヴィスト"] in rows_of(glossary)
    term(page, "captain").click()
    page.press("e")
    fields = page.page.locator("#terms input")
    page.expect(fields.nth(0)).to_be_focused()
    page.press("Tab")
    page.expect(fields.nth(1)).to_be_focused()
    fields.nth(1).fill("キャプテン")
    page.press("Enter", "edit: saved")
    assert ["captain", "キャプテン"] in rows_of(glossary)
    page.press("z", "undo: saved")
    assert "キャプテン" not in glossary.read_text("utf-8")
    page.expect(page.focused).to_contain_text("captain")
    page.press("r", "reject: saved")
    assert stop.read_text("utf-8") == "captain\n"
    page.press("z z", "undo: saved")
    assert glossary.read_bytes() == before
    assert stop.read_text("utf-8") == "" if stop.exists() else True
    page.press("z", "there is nothing to undo")
    page.press("l", "later: saved")
    page.press("g")
    page.expect(page.rows).to_have_count(len(PAIRS))
    page.expect(page.focused).to_contain_text(PAIRS[0][0])


def test_what_was_accepted_on_the_page_is_no_proposal_any_more(
    opened: tuple[Tab, Path], files: tuple[Path, Path]
) -> None:
    page, glossary = opened
    stop = stop_path(str(glossary))
    page.press("g", "accepted terms go to ")
    term(page, "Anna Lindqvist").click()
    page.press("1", "accept: saved")
    # the rows are marked with it at once
    page.press("g")
    page.expect(page.rows.nth(4).locator("mark.term").nth(1)).to_have_text("Anna Lindqvist")
    copy = files[0].with_name("again.tmx")
    copy.write_bytes(files[0].read_bytes())
    with reviewing(str(copy), "--glossary", str(glossary), folder=copy.parent) as address:
        again = tab(page.page.context.browser, page.expect, address)
        again.press("g", "accepted terms go to ")
        names = again.page.locator("td[data-main] .name").all_inner_texts()
        assert "captain" in names
        assert "Anna Lindqvist" not in names
    # nor is it one in the terminal, where rejecting goes on
    found = extract(Task((str(copy),), (str(glossary),)))
    status = {entry.term: entry.status for entry in found.entries}
    assert status["Anna Lindqvist"] == "known"
    session = Session([e for e in found.entries if e.term == "captain"], str(glossary), stop)
    session.reject()
    page.press("g")
    assert "captain" in page.page.locator("td[data-main] .name").all_inner_texts()
    page.press("z", "the glossary or the stop list was changed elsewhere")


def test_without_a_glossary_the_terms_say_how_to_have_one(files: tuple[Path, Path]) -> None:
    with reviewing(str(files[0])) as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        page.press("g", "start tmkit review with --glossary FILE")
        page.expect(page.rows.first).to_be_visible()


# ----------------------------------------------------------------------------- accessible to all


def violations(page: Tab) -> list[str]:
    axe: Any = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    page.page.evaluate(script)
    found = page.page.evaluate("axe.run({resultTypes: ['violations']})")
    assert "color-contrast" in {each["id"] for each in found["passes"]}
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["C.UTF-8", "ja_JP.UTF-8"])
def test_axe_finds_nothing_on_any_view(files: tuple[Path, Path], scheme: str, locale: str) -> None:
    arguments = (str(files[0]), "--glossary", str(files[1]))
    with (
        reviewing(*arguments, locale=locale, folder=files[0].parent) as address,
        chromium() as (browser, expect),
    ):
        page = tab(browser, expect, address, color_scheme=scheme)
        assert violations(page) == []
        page.press("f ArrowDown a ArrowDown x c")
        expect(page.page.locator(".finding").first).to_be_visible()
        page.press("v")
        assert violations(page) == []
        page.press("i")
        expect(page.page.locator("dialog")).to_be_visible()
        assert violations(page) == []
        page.press("Escape ? ")
        assert violations(page) == []
        page.press("Escape /")
        assert violations(page) == []
        page.press("Escape s")
        expect(page.page.locator("textarea")).to_be_focused()
        assert violations(page) == []
        page.press("Escape t Escape g")
        expect(page.page.locator("tbody.term").first).to_be_visible()
        assert violations(page) == []
        page.press("a r l e")
        assert violations(page) == []
        page.check_nothing_went_wrong()
