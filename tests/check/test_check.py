"""Texts in, findings out: what is read, what runs, in what order, and where findings stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tmkit.check import Outcome, Task, check
from tmkit.config import Config, PairMap, PathSettings, Pattern, read_config
from tmkit.errors import ConfigError, FormatError
from tmkit.model import Finding
from tmkit.report import reporter
from tmkit.rules import RULES, Context, Rule, Unit
from tmkit.rules._rule import finding

Checked = Callable[..., Outcome]
Tmx = Callable[..., str]


def places(outcome: Outcome) -> list[tuple[str, str, int, int, str]]:
    return [
        (f.rule, f.origin.path, f.origin.line, f.origin.column, f.quote) for f in outcome.findings
    ]


def test_a_pair_is_aligned_and_its_findings_stand_in_the_users_file(checked: Checked) -> None:
    outcome = checked(pair=("en.txt", "ja.txt"))
    assert places(outcome) == [("wide-digit", "ja.txt", 4, 5, "２")]
    assert outcome.findings[0].other == "Two ferries were lost in the night."
    assert outcome.summary.files == 2


def test_joined_sentences_keep_the_place_of_each(checked: Checked, folder: Path) -> None:
    en, ja = Path("en.txt").read_text("utf-8"), Path("ja.txt").read_text("utf-8")
    en = en.replace("on Monday.\nNobody", "on Monday because nobody")
    Path("en.txt").write_text(en, "utf-8")
    Path("ja.txt").write_text(ja.replace("嵐を予想した者は", "嵐を９人しか"), "utf-8")
    outcome = checked(pair=("en.txt", "ja.txt"))
    assert ("wide-digit", "ja.txt", 2, 3, "９") in places(outcome)
    assert "because nobody" in outcome.findings[0].other
    assert outcome.findings[0].passage.text.startswith("港は月曜日に閉鎖された。嵐を")


def test_a_hard_wrapped_paragraph_keeps_line_and_column(checked: Checked) -> None:
    lines = ["港は月曜日に閉鎖されたが、嵐を予想した者は誰もいなかったし、"] * 3
    text = "\n".join([*lines, "漁師たち３人は夜明けに戻った。"] * 2)
    Path("ja.txt").write_text(text, "utf-8")
    outcome = checked("ja.txt")
    assert [place[2:4] for place in places(outcome)] == [(4, 5), (8, 5)]


def test_one_side_alone_runs_what_it_can_and_says_so(checked: Checked) -> None:
    outcome = checked("ja.txt")
    assert [f.rule for f in outcome.findings] == ["wide-digit"]
    assert outcome.summary.skipped == (("two-ways", "source"),)
    assert "checked alone, as Japanese" in outcome.notices[0].text
    assert "checked alone, as English" in checked("en.txt").notices[0].text


def test_tmx_places_are_those_of_the_source(checked: Checked, tmx: Tmx) -> None:
    Path("m.tmx").write_text(
        tmx(
            ("A &amp; B", "A &amp; B &#x306F;１つ"), ("x", "<bpt i='1'>&lt;b></bpt>２<ept i='1'/>")
        ),
        "utf-8",
    )
    lines = Path("m.tmx").read_text("utf-8").splitlines()
    for place in places(checked("m.tmx")):
        assert lines[place[2] - 1][place[3] - 1] == place[4]


def test_what_is_not_translated_yet_is_passed_over(checked: Checked) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text = head + 'msgid "Box"\nmsgstr "箱１"\n\nmsgid "Lid"\nmsgstr ""\n'
    Path("m.po").write_text(text, "utf-8")
    outcome = checked("m.po")
    assert outcome.summary.units == 1
    assert outcome.notices[0].text.startswith("m.po: 1 units have no translation yet")


def test_a_group_rule_sees_the_memory_and_speaks_of_the_text_alone(
    checked: Checked, tmx: Tmx
) -> None:
    Path("m.tmx").write_text(tmx(("Save", "保存")), "utf-8")
    Path("tm.tmx").write_text(tmx(("Save", "保存する"), ("Save", "保存")), "utf-8")
    alone = checked("m.tmx")
    assert alone.findings == ()
    outcome = checked("m.tmx", memories=("tm.tmx",))
    assert [(f.rule, f.origin.path) for f in outcome.findings] == [("two-ways", "m.tmx")]
    assert outcome.summary.units == 1
    assert outcome.findings[0].evidence[0].places[0].path == "tm.tmx"


def test_a_rule_may_speak_of_more_than_the_unit(checked: Checked, folder: Path) -> None:
    def paragraph(unit: Unit, context: Context) -> Iterator[Finding]:
        if unit.target is not None:
            more = replace(unit.target, text=unit.target.text + "次の文。")
            yield finding("more", "info", unit, more, (0, 1), ("m", "日"))

    rule = Rule("more", "style", "info", "s", "日", paragraph)
    outcome = check(Task(Config(), pair=("en.txt", "ja.txt")), rules=[rule])
    assert outcome.findings[0].other == "The harbour closed on Monday."
    page = "\n".join(reporter("html")(outcome, "en"))
    assert 'class="apart" lang="ja"><mark class="info" data-of="f0" title="more">港</mark>' in page


def test_worst_first_then_file_then_line(checked: Checked, tmx: Tmx) -> None:
    Path("b.tmx").write_text(tmx(("Save", "保存２"), ("Save", "保存する３")), "utf-8")
    Path("a.tmx").write_text(tmx(("Open", "開く１")), "utf-8")
    found = checked("b.tmx", "a.tmx")
    assert [(f.severity, f.origin.path) for f in found.findings] == [
        ("error", "b.tmx"),
        ("error", "b.tmx"),
        ("warning", "a.tmx"),
        ("warning", "b.tmx"),
        ("warning", "b.tmx"),
    ]
    assert checked("b.tmx", "a.tmx") == found


def test_texts_without_counterpart_are_units_of_one_side(checked: Checked, folder: Path) -> None:
    ja = Path("ja.txt").read_text("utf-8").splitlines()
    ja.insert(2, "この一文は原文にまったくなく、８行目の注釈として書き足された。")
    Path("ja.txt").write_text("\n".join(["シェアする", *ja, "関連記事９本"]), "utf-8")
    outcome = checked(pair=("en.txt", "ja.txt"))
    assert [place[4] for place in places(outcome)] == ["８", "２", "９"]
    alone = next(f for f in outcome.findings if f.quote == "８")
    assert alone.other == ""
    apart = [unit.target.text for unit in outcome.shown if unit.apart and unit.target]
    assert apart == ["シェアする", "関連記事９本"]


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"select": ("terms",)}, []),
        ({"select": ("wide-digit",)}, ["wide-digit"]),
        ({"ignore": ("punctuation",)}, []),
        ({"config": Config(ignore=("wide-digit",))}, []),
        ({"config": Config(severity={"wide-digit": "off"})}, []),
        ({"config": Config(ignore=("all-of-it",))}, None),
        ({"select": ("wide-digits",)}, None),
    ],
)
def test_selection(checked: Checked, fields: dict[str, object], rules: list[str] | None) -> None:
    if rules is None:
        with pytest.raises(ConfigError, match="no rule or family"):
            checked("ja.txt", **fields)
    else:
        assert [f.rule for f in checked("ja.txt", **fields).findings] == rules


def test_severities_by_rule_and_by_path(checked: Checked, folder: Path) -> None:
    Path("sub").mkdir()
    Path("sub/ja.txt").write_text(Path("ja.txt").read_text("utf-8"), "utf-8")
    settings = Config(
        path="tmkit.toml",
        folder=str(folder),
        severity={"wide-digit": "error"},
        by_path=(PathSettings(("sub/**",), severity={"wide-digit": "info"}),),
    )
    outcome = checked("ja.txt", "sub/ja.txt", config=settings)
    assert [(f.origin.path, f.severity) for f in outcome.findings] == [
        ("ja.txt", "error"),
        ("sub/ja.txt", "info"),
    ]


def test_patterns_look_at_both_sides(checked: Checked) -> None:
    pattern = Pattern(
        "no-mayor", "ja", "市(長)", "say 首長, not {found}", fix=r"首\1", with_other="mayor"
    )
    other = Pattern("harbour", "ja", "港", "port", without_other="harbour")
    outcome = checked(
        pair=("en.txt", "ja.txt"), config=Config(patterns=(pattern, other)), select=("style",)
    )
    assert places(outcome) == [("no-mayor", "ja.txt", 3, 1, "市長")]
    assert outcome.findings[0].fix == "首長"
    assert outcome.findings[0].message == "say 首長, not 市長"


def test_a_pattern_may_not_take_a_rules_name(checked: Checked) -> None:
    pattern = Pattern("wide-digit", "ja", "市", "m")
    with pytest.raises(ConfigError, match="a rule 'wide-digit' already"):
        checked("ja.txt", config=Config(patterns=(pattern,)))


def test_a_file_of_the_projects_pairs_stands_for_its_pair(checked: Checked, folder: Path) -> None:
    Path("en.txt").rename("ean.txt")
    settings = Config(path="t", folder=str(folder), pairs=(PairMap("ean.txt", "ja.txt"),))
    outcome = checked("ja.txt", config=settings)
    assert outcome.summary.files == 2
    assert outcome.findings[0].other


def test_a_project_is_read_by_its_map(checked: Checked, folder: Path) -> None:
    for lang in ("en", "ja"):
        text = Path(f"{lang}.txt").read_text("utf-8")
        for name in ("a", "deep/b"):
            path = Path("docs") / lang / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    Path("docs/en/lone.txt").write_text("Alone.", "utf-8")
    maps = (PairMap("docs/en/{stem}.txt", "docs/ja/{stem}.txt"),)
    outcome = checked(config=Config(path="t", folder=str(folder), pairs=maps))
    assert [f.origin.path for f in outcome.findings] == ["docs/ja/a.txt", "docs/ja/deep/b.txt"]
    assert "no translation docs/ja/lone.txt" in outcome.notices[0].text


def test_what_cannot_be_checked_says_why(checked: Checked, folder: Path) -> None:
    with pytest.raises(ConfigError, match="nothing to check"):
        checked()
    with pytest.raises(ConfigError, match="has no tmkit"):
        checked(".")
    with pytest.raises(FormatError, match="no such file"):
        checked("missing.txt")
    with pytest.raises(ConfigError, match="the same file twice"):
        checked(pair=("ja.txt", "./ja.txt"))
    with pytest.raises(ConfigError, match=r"swapped.*Give --source en.txt --target ja.txt"):
        checked(pair=("ja.txt", "en.txt"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[rules.sentence-lang]\nlongest = 9\n", "1: there is no rule 'sentence-lang'"),
        ("[rules.sentence-long]\nlongets = 9\n", "2: sentence-long has no option 'longets'"),
        ("[rules.sentence-long]\nlongest = true\n", "2: 'longest' must be a whole number"),
        ("[rules.sentence-long]\nlongest = 0\n", "2: 'longest' must be a whole number"),
        ('[rules.sentence-long]\nlongest = "9"\n', "2: 'longest' must be a whole number"),
        ("[rules.term-missing]\nrequired = 1\n", "2: 'required' must be true or false"),
        ("[rules.omission]\nlongest = 9\n", "2: omission has no option 'longest'"),
        ("[rules]\nomission = { longest = 9 }\n", "2: omission has no option"),
        ('[check]\n\nselect = ["termz"]\n', "3: there is no rule or family 'termz'"),
        ('[check.severity]\nomision = "info"\n', "2: there is no rule or family 'omision'"),
        (
            '[[check.paths]]\npaths = ["a"]\n[[check.paths]]\npaths = ["b"]\nignore = ["x"]\n',
            "5: there is no rule or family 'x'",
        ),
        (
            '[[ignore]]\nrule = "omision"\ntext = "a"\nreason = "b"\n',
            "2: there is no rule or family 'omision'",
        ),
    ],
)
def test_settings_of_rules_that_mean_nothing_are_told_with_their_line(
    folder: Path, text: str, says: str
) -> None:
    Path("tmkit.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        check(Task(read_config("tmkit.toml"), ("ja.txt",)))
    assert str(caught.value).startswith(f"tmkit.toml:{says}")
    assert caught.value.hint


def test_options_of_rules_are_in_the_reference_and_on_their_pages() -> None:
    docs = Path(__file__).parents[2] / "docs"
    reference = (docs / "reference" / "configuration.md").read_text("utf-8")
    for rule in RULES:
        page = (docs / "rules" / f"{rule.id}.md").read_text("utf-8")
        for option in rule.options:
            assert f"| `{rule.id}` | `{option.name}` |" in reference
            assert option.name in page


def test_columns_of_a_table_by_name_and_by_number(checked: Checked) -> None:
    table = "番号,作業,原稿,仕上がり\n1,x,Two ferries were lost.,フェリー２隻が失われた。\n"
    Path("t.csv").write_text(table, "utf-8")
    for columns in ({"source": "原稿", "target": "仕上がり"}, {"source": "3", "target": "4"}):
        (found,) = checked("t.csv", columns=tuple(columns.items())).findings
        assert (found.quote, found.other) == ("２", "Two ferries were lost.")
        assert str(found.origin) == "t.csv:2"
    with pytest.raises(ConfigError, match="no column '訳'"):
        checked("t.csv", columns=(("source", "原稿"), ("target", "訳")))
    with pytest.raises(ConfigError, match="for tables"):
        checked("ja.txt", columns=(("source", "1"), ("target", "2")))
    Path("tmkit.toml").write_text(
        '[project]\ncolumns = { source = "原稿", target = "仕上がり" }\n', "utf-8"
    )
    config = read_config("tmkit.toml")
    task = {"config": config, "columns": tuple(config.columns.items())}
    assert len(checked("t.csv", **task).findings) == 1
    assert len(checked("ja.txt", **task).findings) == 1


def test_the_place_in_a_workbook_is_the_cell(checked: Checked) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("en", "ja"), ("Two ferries were lost.", "フェリー２隻が失われた。")):
        book.active.append(row)
    book.save("t.xlsx")
    assert places(checked("t.xlsx")) == [("wide-digit", "t.xlsx", 2, 2, "２")]
