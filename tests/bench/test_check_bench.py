"""The benches of the checks count what they say they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.check_data import chosen_rules, make_bench, make_unit, run_all
    from tests.bench.check_fixes import changed, group_of, touching
    from tests.bench.check_omissions import Trial, gapped
else:
    from check_data import chosen_rules, make_bench, make_unit, run_all
    from check_fixes import changed, group_of, touching
    from check_omissions import Trial, gapped

from tmkit.rules import Context

MEMORY = [
    ("a", "Delete the user.", "ユーザーを削除する。"),
    ("a", "Add a user.", "ユーザーを追加する。"),
    ("a", "A user has a name.", "ユーザーには名前がある。"),
]


def test_changed_spans_are_those_that_differ() -> None:
    wrong, corrected = changed("ユーザを削除する。", "ユーザーを削除する。")
    assert wrong == [(3, 3)]
    assert corrected == [(3, 4)]


def test_a_correction_is_caught_by_what_touches_it() -> None:
    bench = make_bench(chosen_rules(["katakana-variant"]), MEMORY)
    texts = "ユーザが多い。", "ユーザーが多い。"
    spans = changed(*texts)
    before, after = (bench.judge(("a", "There are many users.", text)) for text in texts)
    assert touching(before, spans[0], texts[0]) == {"katakana-variant"}
    assert touching(after, spans[1], texts[1]) == set()


def test_the_memory_is_not_reported() -> None:
    rows = [*MEMORY, ("b", "Users", "ユーザ")]
    units = [make_unit(k, row, checked=k == 0) for k, row in enumerate(rows)]
    for rule in chosen_rules(["terms", "orthography"]):
        assert {found.unit for found in run_all(rule, Context(units))} <= {0}


def test_groups_of_categories() -> None:
    assert group_of("katakana unify context") == "orthography"
    assert group_of("term-katakana") == "terms"
    assert group_of("version mismatch") == "numbers, identifiers"


def test_a_unit_of_two_pairs_is_tried_whole_and_with_each_of_its_gaps() -> None:
    english = ["The harbour was closed for repairs.", "Ships went to the next town instead."]
    japanese = ["港は修理のため閉鎖された。", "船は代わりに隣町へ向かった。"]
    whole, *gaps = gapped(english, japanese)
    assert whole == Trial(" ".join(english), "".join(japanese))
    assert [gap.missing for gap in gaps] == [english[0], japanese[0], english[1], japanese[1]]
    for gap in gaps:
        lost = gap.japanese if gap.rule == "omission" else gap.english
        assert lost in {japanese[0], japanese[1], english[0], english[1]}
        assert gap.missing in (gap.english if gap.rule == "omission" else gap.japanese)
