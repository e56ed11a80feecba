"""``tmkit diff``: what became of the units, as a translator tells it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Start = Callable[..., subprocess.CompletedProcess[bytes]]


def tu(en: str, ja: str, tuid: str = "", document: str = "", more: str = "") -> str:
    given = f' tuid="{tuid}"' if tuid else ""
    prop = f'<prop type="x-document">{document}</prop>' if document else ""
    return (
        f'<tu{given}>{more}{prop}<tuv xml:lang="en"><seg>{en}</seg></tuv>'
        f'<tuv xml:lang="ja"><seg>{ja}</seg></tuv></tu>'
    )


def tmx(*units: str) -> str:
    return (
        '<tmx version="1.4"><header srclang="en"/><body>\n' + "\n".join(units) + "\n</body></tmx>\n"
    )


HARBOUR = tu("The harbour closed.", "港は閉鎖された。", "1")
STORM = tu("Nobody expected the storm.", "嵐を予想した者はいなかった。", "2")
FERRY = tu("Two ferries were lost.", "フェリー２隻が失われた。", "3")


@pytest.fixture
def compared(run: Run, folder: Path) -> Callable[..., Any]:
    """Return a function that writes two files of units and compares them."""

    def call(old: list[str], new: list[str], *options: str) -> Any:
        Path("old.tmx").write_text(tmx(*old), "utf-8")
        Path("new.tmx").write_text(tmx(*new), "utf-8")
        return run("diff", "old.tmx", "new.tmx", *options)

    return call


def test_nothing_changed(compared: Callable[..., Any]) -> None:
    done = compared([HARBOUR, STORM], [HARBOUR, STORM])
    assert (done.code, done.out) == (0, "0 changed, 0 added, 0 removed, 2 the same\n")


def test_order_layout_dates_and_identifiers_do_not_count(compared: Callable[..., Any]) -> None:
    other = STORM.replace('tuid="2"', 'usagecount="3"  tuid="x" changedate="20260131T000000Z"')
    done = compared([HARBOUR, STORM], [other.replace("><", ">\n<"), HARBOUR])
    assert done.code == 0


def test_added_removed_and_changed(compared: Callable[..., Any]) -> None:
    new = tu("The harbour closed.", "港は月曜に閉鎖された。", "1")
    done = compared([HARBOUR, STORM], [new, FERRY])
    assert done.code == 1
    assert done.out == (
        "changed old.tmx:2 -> new.tmx:2\n"
        "  en: The harbour closed.\n"
        "- ja: 港は閉鎖された。\n"
        "+ ja: 港は月曜に閉鎖された。\n"
        "\n"
        "removed old.tmx:3\n"
        "- en: Nobody expected the storm.\n"
        "- ja: 嵐を予想した者はいなかった。\n"
        "\n"
        "added new.tmx:3\n"
        "+ en: Two ferries were lost.\n"
        "+ ja: フェリー２隻が失われた。\n"
        "\n"
        "1 changed, 1 added, 1 removed, 0 the same\n"
    )


@pytest.mark.parametrize(
    "new",
    [
        tu("The port closed.", "別の文。", "1"),  # by identifier
        tu("The harbour closed.", "別の文。", "9"),  # by source
        tu("Shut was the port.", "港は閉鎖された。", "9"),  # by translation
        tu("The harbour closed!", "港は閉じた。", "9"),  # by its place, and alike
    ],
)
def test_an_edit_is_one_change(compared: Callable[..., Any], new: str) -> None:
    done = compared([STORM, HARBOUR, FERRY], [STORM, new, FERRY])
    assert "1 changed, 0 added, 0 removed, 2 the same" in done.out


def test_another_sentence_at_the_same_place_is_no_edit(compared: Callable[..., Any]) -> None:
    done = compared([STORM, HARBOUR], [STORM, tu("Fish is dear today.", "魚が高い。", "9")])
    assert "0 changed, 1 added, 1 removed" in done.out


def test_documents_keep_equal_sentences_apart(compared: Callable[..., Any]) -> None:
    yes = [tu("Yes.", "はい。", document=name) for name in ("a", "b")]
    done = compared(yes, [yes[0], tu("Yes.", "ええ。", document="b")])
    assert "changed old.tmx:3 -> new.tmx:3 [b]" in done.out
    assert "1 changed, 0 added, 0 removed, 1 the same" in done.out


def test_repetitions_are_counted(compared: Callable[..., Any]) -> None:
    done = compared([HARBOUR, HARBOUR, HARBOUR], [HARBOUR])
    assert "0 changed, 0 added, 2 removed, 1 the same" in done.out


def test_notes_properties_and_codes_count(compared: Callable[..., Any]) -> None:
    noted = tu("The harbour closed.", "港は閉鎖された。", "1", more="<note>why?</note>")
    done = compared([HARBOUR], [noted])
    assert "  en: The harbour closed.\n+ note: why?\n" in done.out
    assert compared([HARBOUR], [noted], "--texts-only").code == 0
    coded = HARBOUR.replace("harbour", '<hi type="x">harbour</hi>')
    done = compared([HARBOUR], [coded], "--texts-only")
    assert '+ en: The <hi type="x">harbour</hi> closed.' in done.out
    measured = tu(
        "The harbour closed.", "港は閉鎖された。", "1",
        more='<prop type="x-tmkit-confidence">0.9</prop>',
    )  # fmt: skip
    assert compared([HARBOUR], [measured]).code == 0


def test_json(compared: Callable[..., Any]) -> None:
    done = compared([HARBOUR, STORM], [HARBOUR, FERRY], "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert [found[name] for name in ("same", "changed", "added", "removed")] == [1, 0, 1, 1]
    removed, added = found["changes"]
    assert removed["new"] is added["old"] is None
    assert added["new"] == {
        "line": 3,
        "id": "3",
        "document": "",
        "texts": [
            {"lang": "en", "text": "Two ferries were lost."},
            {"lang": "ja", "text": "フェリー２隻が失われた。"},
        ],
        "about": [],
    }


def test_japanese(compared: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    done = compared([HARBOUR], [STORM])
    assert done.out.splitlines()[0] == "削除 old.tmx:2"
    assert done.out.splitlines()[-1] == "変更 0、追加 1、削除 1、同じ 0"


def test_quiet_and_streams(compared: Callable[..., Any], start: Start) -> None:
    assert compared([HARBOUR], [STORM], "--quiet").out == ""
    done = start("diff", "old.tmx", "-", stdin=tmx(HARBOUR).encode())
    assert done.returncode == 0
    done = start("diff", "-", "new.tmx", stdin=tmx(HARBOUR, STORM).encode())
    assert done.returncode == 1
    assert b"removed -:2" in done.stdout


def test_errors(run: Run, compared: Callable[..., Any]) -> None:
    compared([HARBOUR], [HARBOUR])
    done = run("diff", "old.tmx", "absent.tmx")
    assert (done.code, done.out) == (3, "")
    assert "absent.tmx: no such file" in done.err
    Path("new.tmx").write_text(tmx(HARBOUR)[:-40], "utf-8")
    done = run("diff", "old.tmx", "new.tmx")
    assert (done.code, done.out) == (3, "")
    assert "new.tmx:2: " in done.err
    assert run("diff", "-", "-").code == 2
