"""``tmkit glossary``: each command once, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tmkit.glossary import read_glossary

Run = Callable[..., Any]


@pytest.fixture
def glossary(folder: Path) -> Path:
    path = folder / "g.csv"
    path.write_text("concept,en,ja,status\npier,pier,桟橋,\nferry,ferry,フェリー,\n", "utf-8")
    return path


@pytest.mark.usefixtures("glossary")
def test_add(run: Run) -> None:
    done = run("glossary", "add", "g.csv", "quay", "岸壁", "--status", "admitted")
    assert (done.code, done.err) == (0, "g.csv: 1 rows added, 0 known, 0 rejected, 0 refused\n")
    assert Path("g.csv").read_text("utf-8").endswith("quay,quay,岸壁,admitted\n")


@pytest.mark.usefixtures("glossary")
def test_add_refuses_what_contradicts(run: Run) -> None:
    done = run("glossary", "add", "g.csv", "pier", "桟橋", "--status", "forbidden")
    assert done.code == 1
    assert "not added: pier → 桟橋: stands there as preferred (g.csv:2)" in done.err


@pytest.mark.usefixtures("glossary")
def test_add_from_another_glossary(run: Run) -> None:
    Path("h.csv").write_text("en,ja\nquay,岸壁\npier,桟橋\n", "utf-8")
    done = run("glossary", "add", "g.csv", "--from", "h.csv")
    assert done.err == "g.csv: 1 rows added, 1 known, 0 rejected, 0 refused\n"


@pytest.mark.usefixtures("glossary")
def test_merge(run: Run) -> None:
    Path("h.csv").write_text("en,ja\npier,埠頭\nquay,岸壁\n", "utf-8")
    done = run("glossary", "merge", "g.csv", "h.csv", "-o", "m.csv")
    assert done.code == 1
    assert done.out == "g.csv:2 and h.csv:2: pier is 桟橋 here and 埠頭 there\n"
    assert len(read_glossary("m.csv")) == 3
    assert run("glossary", "merge", "g.csv", "g.csv").code == 0


@pytest.mark.usefixtures("glossary")
def test_lint(run: Run) -> None:
    assert run("glossary", "lint", "g.csv").code == 0
    texts = ("--in", "en.txt", "--in", "ja.txt")
    done = run("glossary", "lint", "g.csv", *texts)
    assert done.code == 0
    assert done.out.splitlines() == [
        "g.csv:2: warning: pier is in none of the texts",
        "g.csv:2: warning: 桟橋 is in none of the texts",
    ]
    assert run("glossary", "lint", "g.csv", *texts, "--strict").code == 1
    Path("g.csv").write_text("en,ja\npier,桟橋 \n", "utf-8")
    assert run("glossary", "lint", "g.csv").code == 1


@pytest.mark.usefixtures("glossary")
def test_stats(run: Run) -> None:
    assert run("glossary", "stats", "g.csv").out.startswith("g.csv: 2 concepts, 4 terms\n")
    told = json.loads(run("glossary", "stats", "g.csv", "--json").out)
    assert told["g.csv"]["languages"] == {"en": 2, "ja": 2}


@pytest.mark.usefixtures("glossary")
def test_export(run: Run) -> None:
    done = run("glossary", "export", "g.csv", "-o", "g.tbx", "-o", "g.utx", "-o", "g.xlsx")
    assert done.code == 0
    assert "Wrote g.tbx: 2 concepts, 4 terms" in done.err
    assert len(read_glossary("g.tbx")) == 2
    assert run("glossary", "export", "g.csv", "-o", "g3.tbx", "--format", "tbx3").code == 0
    assert "TBX-Basic" in Path("g3.tbx").read_text("utf-8")


@pytest.mark.usefixtures("glossary")
def test_a_user_dictionary_is_exported_and_used(run: Run) -> None:
    Path("g.csv").write_text("en,ja,kind\nOstrel Strait Commission,漁師ら協議会,\n", "utf-8")
    assert run("glossary", "export", "g.csv", "-o", "g.dic").code == 0
    assert run("terms", "en.txt", "ja.txt", "--user-dictionary", "g.dic").code == 0
    from tmkit.morphology import morphemes, use_dictionaries

    try:
        assert [m.surface for m in morphemes("漁師ら協議会")] == ["漁師ら協議会"]
    finally:
        use_dictionaries(())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "g.csv"], 2, "nothing to add"),
        (["add", "g.csv", "quay"], 2, "nothing to add"),
        (["add", "g.tbx", "quay", "岸壁"], 2, "rows are added to tables only"),
        (["lint", "none.csv"], 3, "none.csv: no such file"),
        (["export", "g.csv"], 2, "Missing option '-o'"),
        (["export", "g.csv", "-o", "g.doc"], 2, "the name does not say which format to write"),
        (["export", "g.csv", "-o", "g.tbx", "--date", "soon"], 2, "'soon' is not a date"),
        (["lend", "g.csv"], 2, "No such command 'lend'"),
    ],
)
@pytest.mark.usefixtures("glossary")
def test_what_cannot_be_done(run: Run, arguments: list[str], code: int, message: str) -> None:
    done = run("glossary", *arguments)
    assert done.code == code
    assert message in done.err
    assert len(done.err.splitlines()) == 1
