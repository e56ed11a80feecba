"""What is accepted stays out, with its reason; what is not needed any more is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tmkit.check import Outcome, Task, check
from tmkit.config import Config, Ignore

Checked = Callable[..., Outcome]
Tmx = Callable[..., str]


def kept(outcome: Outcome) -> list[int]:
    return [finding.origin.line for finding in outcome.findings]


MARKDOWN = """# 見出し１

<!-- tmkit: ignore[wide-digit] 製品名のまま -->
製品１は新しい。

製品２は古い。<!-- tmkit: ignore[wide-digit, two-ways] 表記どおり --> 続き３。

<!-- tmkit: ignore[wide-digit] もう要らない -->
数字はない。

- 項目４
"""


def test_a_comment_speaks_of_its_paragraph_or_the_next(checked: Checked) -> None:
    Path("d.md").write_text(MARKDOWN, "utf-8")
    outcome = checked("d.md")
    assert kept(outcome) == [1, 11]
    assert [(s.finding.quote, s.reason) for s in outcome.suppressed] == [
        ("１", "製品名のまま"),
        ("２", "表記どおり"),
        ("３", "表記どおり"),
    ]
    assert [(str(origin), rule) for origin, rule in outcome.unused] == [("d.md:8", "wide-digit")]


def test_html_comments_too(checked: Checked) -> None:
    body = "<p>製品１は新しい。</p>\n<!-- tmkit: ignore[wide-digit] 名 -->\n<p>製品２は古い。</p>\n"
    Path("d.html").write_text(f"<html><body><main>\n{body}</main></body></html>", "utf-8")
    outcome = checked("d.html")
    assert [f.quote for f in outcome.findings] == ["１"]
    assert len(outcome.suppressed) == 1


@pytest.mark.parametrize(
    "extra",
    [
        "<note>tmkit: ignore[wide-digit] as on the box</note>",
        '<prop type="x-tmkit-ignore">[wide-digit] as on the box</prop>',
        '<prop type="x-tmkit-ignore">wide-digit: as on the box</prop>',
        "<note>Please look.&#10;tmkit: ignore[wide-digit] as on the box</note>",
    ],
)
def test_a_unit_of_tmx_by_note_or_property(checked: Checked, tmx: Tmx, extra: str) -> None:
    Path("m.tmx").write_text(tmx(("Box", "箱１"), extra=f"      {extra}\n"), "utf-8")
    outcome = checked("m.tmx")
    assert outcome.findings == ()
    assert [s.reason for s in outcome.suppressed] == ["as on the box"]
    assert outcome.unused == ()


@pytest.mark.parametrize("comment", ["ignore[wide-digit]", "ignore because", "ignore[] why"])
def test_without_rule_or_reason_it_is_not_in_force(checked: Checked, comment: str) -> None:
    Path("d.md").write_text(f"<!-- tmkit: {comment} -->\n製品１は新しい。\n", "utf-8")
    outcome = checked("d.md")
    assert len(outcome.findings) == 1
    assert any("not in force" in notice.text for notice in outcome.notices)


def test_settings_accept_by_words_and_path(checked: Checked, folder: Path) -> None:
    Path("t.txt").write_text("製品１は新しい。\n部品１は古い。\n", "utf-8")

    def run(*ignores: Ignore) -> Outcome:
        return checked("t.txt", config=Config(path="t", folder=str(folder), ignores=ignores))

    assert kept(run(Ignore("wide-digit", "名", text="製品１"))) == [2]
    assert kept(run(Ignore("wide-digit", "名", text="製品1"))) == [2]
    assert kept(run(Ignore("wide-digit", "名", path="*.txt"))) == []
    assert kept(run(Ignore("wide-digit", "名", path="sub/*.txt"))) == [1, 2]
    outcome = run(Ignore("wide-digit", "名", text="品番", line=7))
    assert [(str(origin), rule) for origin, rule in outcome.unused] == [("t:7", "wide-digit")]


def test_a_rule_that_does_not_run_needs_its_suppression_no_less(checked: Checked) -> None:
    Path("d.md").write_text(MARKDOWN, "utf-8")
    assert checked("d.md", select=("terms",)).unused == ()


def test_a_comment_of_po_and_a_note_of_xliff(checked: Checked) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = 'msgid "Box"\nmsgstr "箱１"\n'
    Path("m.po").write_text(f"{head}# tmkit: ignore[wide-digit] as on the box\n{entry}", "utf-8")
    Path("m.xlf").write_text(
        '<xliff version="1.2"><file original="a" source-language="en" target-language="ja" '
        'datatype="plaintext"><body><trans-unit id="1"><source>Box</source><target>箱１</target>'
        "<note>tmkit: ignore[wide-digit] as on the box</note></trans-unit></body></file></xliff>",
        "utf-8",
    )
    outcome = checked("m.po", "m.xlf")
    assert outcome.findings == ()
    assert [s.reason for s in outcome.suppressed] == ["as on the box"] * 2


GLOSSARY = """concept,en,ja,status,note
box,ferry,フェリー２隻,admitted,"tmkit: ignore[wide-digit, two-ways] as on the box"
unused,storm,嵐,preferred,tmkit: ignore[wide-digit] no such thing
none,dawn,夜明け,preferred,tmkit: ignore[wide-digit]
"""


def test_a_note_in_the_glossary_accepts_findings_at_its_term(checked: Checked) -> None:
    Path("g.csv").write_text(GLOSSARY, "utf-8")
    outcome = checked(pair=("en.txt", "ja.txt"), glossaries=("g.csv",))
    assert kept(outcome) == []
    (accepted,) = outcome.suppressed
    assert (accepted.reason, str(accepted.origin)) == ("as on the box", "g.csv:2")
    assert [(str(origin), rule) for origin, rule in outcome.unused] == [
        ("g.csv:2", "two-ways"),
        ("g.csv:3", "wide-digit"),
    ]
    assert ["g.csv:4" in notice.text for notice in outcome.notices] == [True]


def test_a_note_in_the_glossary_asks_for_the_term_on_the_other_side(checked: Checked) -> None:
    Path("g.csv").write_text(GLOSSARY.replace("ferry", "yacht"), "utf-8")
    assert kept(checked(pair=("en.txt", "ja.txt"), glossaries=("g.csv",))) == [4]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("server,サーバ,preferred,", "preferred in the glossary"),
        ("server,サーバ,admitted,in the name of the product", "in the name of the product"),
        ("server,サーバ,forbidden,", None),
        ("client,サーバ,preferred,", None),
    ],
)
def test_a_rendering_of_the_glossary_is_no_variant(
    folder: Path, row: str, reason: str | None
) -> None:
    Path("g.csv").write_text(f"en,ja,status,note\n{row}\n", "utf-8")
    rows = [f"The server {n} is new.,サーバー{n}は新しい。" for n in range(2, 12)]
    rows.append("The server one stopped.,サーバの１台目が止まった。")
    Path("t.csv").write_text("\n".join(["en,ja", *rows]) + "\n", "utf-8")
    task = Task(Config(), ("t.csv",), glossaries=("g.csv",), select=("katakana-variant",))
    outcome = check(task)
    assert [f.quote for f in outcome.findings] == ([] if reason else ["サーバ"])
    assert [s.reason for s in outcome.suppressed] == ([reason] if reason else [])
