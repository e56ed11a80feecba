"""The sample article, aligned, broken at three places, mended with the keyboard alone, and written.

What is written is compared byte for byte with a memory that the page had no part in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.review.browsing import LANGS, Tab, chromium, reviewing, tab

from tmkit.formats import tmx
from tmkit.formats.about import About
from tmkit.model import Segment, TranslationUnit

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"
SURE = (("x-tmkit-confidence", "0.990"), ("x-tmkit-status", "sure"))
DOUBTFUL = (("x-tmkit-confidence", "0.200"), ("x-tmkit-status", "doubtful"))
ACCEPTED = (("x-tmkit-reviewed", "yes"),)
JOINED, CUT, SHIFTED = 8, 14, 25  # where the memory is broken


def aligned(folder: Path) -> list[tuple[str, str]]:
    """Return the pairs that tmkit finds in the sample."""
    path = folder / "aligned.tmx"
    texts = [str(SAMPLE / f"strait-accord.{lang}.txt") for lang in LANGS]
    command = [sys.executable, "-m", "tmkit", "align", *texts, "-o", str(path), "-q"]
    subprocess.run(command, check=True)
    return [(unit.source.text, unit.target.text) for unit in tmx.read_units(str(path), *LANGS)]


def unit(
    pair: tuple[str, str], name: str, props: tuple[tuple[str, str], ...] = SURE
) -> TranslationUnit:
    return TranslationUnit(Segment(pair[0], "en"), Segment(pair[1], "ja"), name, props)


def written(path: Path, units: Sequence[TranslationUnit]) -> Path:
    with path.open("wb") as stream:
        tmx.write(stream, units, About(*LANGS))
    return path


def halves(pair: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return a pair cut in the middle of both sentences, the English at a space."""
    en, ja = pair
    space, middle = en.index(" ", len(en) // 2), len(ja) // 2
    return (en[:space], ja[:middle]), (en[space + 1 :], ja[middle:])


def broken(good: list[tuple[str, str]]) -> tuple[list[TranslationUnit], list[TranslationUnit]]:
    """Return the memory with three faults, and what it should become."""
    bad: list[TranslationUnit] = []
    wanted: list[TranslationUnit] = []
    number = 0
    while number < len(good):
        name = f"s{number}"
        if number == JOINED:  # two pairs in one row
            (en1, ja1), (en2, ja2) = good[number : number + 2]
            bad.append(unit((f"{en1} {en2}", ja1 + ja2), name, DOUBTFUL))
            wanted.append(unit((en1, ja1), name, ACCEPTED))
            wanted.append(unit((en2, ja2), f"{name}-2", ACCEPTED))
            number += 2
        elif number == CUT:  # one pair in two rows
            first, second = halves(good[number])
            bad += [unit(first, name, DOUBTFUL), unit(second, f"{name}b", DOUBTFUL)]
            wanted.append(unit(good[number], name, ACCEPTED))
            number += 1
        elif number == SHIFTED:  # three pairs in two rows, each side cut at another place
            (en1, ja1), (en2, ja2), (en3, ja3) = good[number : number + 3]
            bad.append(unit((f"{en1} {en2}", ja1), name, DOUBTFUL))
            bad.append(unit((en3, ja2 + ja3), f"{name}b", DOUBTFUL))
            wanted.append(unit((en1, ja1), name, ACCEPTED))
            wanted.append(unit((en2, ja2), f"{name}-2", ACCEPTED))
            wanted.append(unit((en3, ja3), f"{name}b", ACCEPTED))
            number += 3
        else:
            bad.append(unit(good[number], name))
            wanted.append(bad[-1])
            number += 1
    return bad, wanted


def split_after(page: Tab, text: str) -> None:
    page.press("s")
    for _ in text:
        page.page.keyboard.press("ArrowRight")
    page.press("Enter", "split: saved")


def test_the_sample_is_mended_by_keyboard_and_written_as_it_should_be(tmp_path: Path) -> None:
    good = aligned(tmp_path)
    bad, wanted = broken(good)
    path = written(tmp_path / "sample.tmx", bad)
    with reviewing(str(path), folder=tmp_path) as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        page.press("n")  # two pairs in one row
        expect(page.focused).to_contain_text(good[JOINED][0])
        split_after(page, good[JOINED][0])
        page.press("ArrowRight")
        split_after(page, good[JOINED][1])
        page.press("a a", "accept: saved")

        expect(page.focused).to_have_text(halves(good[CUT])[0][1])  # one pair in two rows
        page.press("m", "merge with next: saved")
        page.press("a", "accept: saved")

        expect(page.focused).to_have_text(good[SHIFTED][1])  # each side cut at another place
        page.press("ArrowLeft")
        split_after(page, good[SHIFTED][0])
        page.press("ArrowDown ArrowDown ArrowRight")
        split_after(page, good[SHIFTED + 1][1])
        page.press("u", "move up: saved")
        page.press("ArrowDown u", "move up: saved")
        page.press("ArrowUp ArrowUp ArrowUp")
        expect(page.focused).to_have_text(good[SHIFTED][1])
        page.press("a a a", "no doubtful row is left")
        page.press("w", "wrote ")
        page.check_nothing_went_wrong()
    expected = written(tmp_path / "expected.tmx", wanted)
    assert path.with_name("sample.reviewed.tmx").read_bytes() == expected.read_bytes()


def test_the_rest_of_the_sample_is_aligned_anew_around_what_was_accepted(tmp_path: Path) -> None:
    good = aligned(tmp_path)
    # from the tenth pair on every Japanese text stands one row too low, up to the thirtieth
    shifted = [
        *good[:10], (good[10][0], f"{good[10][1]}{good[11][1]}"),
        *((good[n][0], good[n + 1][1]) for n in range(11, 29)),
        (f"{good[29][0]} {good[30][0]}", good[30][1]), *good[31:],
    ]  # fmt: skip
    path = written(tmp_path / "sample.tmx", [unit(p, f"s{n}") for n, p in enumerate(shifted)])
    with reviewing(str(path), folder=tmp_path) as address, chromium() as (browser, expect):
        page = tab(browser, expect, address)
        before = page.page.locator("td[data-side=target]").all_inner_texts()
        for row in range(10):
            page.page.locator("td[data-side=source]").nth(row).click()
            page.press("a", "accept: saved")
        page.page.locator("td[data-side=source]", has_text=good[31][0]).click()
        page.press("a", "accept: saved")
        page.page.keyboard.press("r")
        page.expect(page.status).to_contain_text("rows are other pairs", timeout=60_000)
        page.settle()
        page.expect(page.focused).to_have_count(1)
        for n in (9, 31):  # what was accepted stands
            english = page.page.locator("td[data-side=source]", has_text=good[n][0])
            page.expect(english.locator("xpath=following-sibling::td")).to_have_text(good[n][1])
        wrong = 0
        for n in range(12, 29):
            english = page.page.locator("td[data-side=source]", has_text=good[n][0]).first
            wrong += good[n][1] not in english.locator("xpath=following-sibling::td").inner_text()
        assert wrong <= 2  # of seventeen, all of which were wrong
        page.press("z", "undo: saved")
        assert page.page.locator("td[data-side=target]").all_inner_texts() == before
        page.check_nothing_went_wrong()
