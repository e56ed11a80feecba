"""What is not said twice."""

from __future__ import annotations

from tmkit.check.thin import thinned
from tmkit.model import Finding, Mark, Passage, Severity


def _finding(rule: str, severity: Severity, start: int, end: int, path: str = "a.txt") -> Finding:
    passage = Passage("資源を解放し、資源を閉じる。", "ja", path, (Mark(0, 1, 1),))
    return Finding(rule, severity, rule, rule, passage, start, end, 0, "", (), None)


def test_a_counted_term_is_left_to_the_rule_that_knows_the_slip() -> None:
    typo = _finding("katakana-typo", "warning", 0, 2)
    term = _finding("term-minority", "warning", 0, 4)
    assert thinned([term, typo]) == [typo]


def test_the_more_severe_one_is_kept_beside_a_hint() -> None:
    hint = _finding("katakana-variant", "info", 0, 2)
    term = _finding("term-minority", "warning", 0, 4)
    assert thinned([term, hint]) == [term, hint]


def test_findings_that_do_not_overlap_are_kept() -> None:
    typo = _finding("katakana-typo", "warning", 0, 2)
    term = _finding("term-minority", "warning", 7, 9)
    assert thinned([term, typo]) == [term, typo]


def test_a_hint_on_the_same_words_is_told_once_a_file() -> None:
    hints = [_finding("untranslated", "info", at, at + 2) for at in (0, 7)]
    other = _finding("untranslated", "info", 0, 2, "b.txt")
    assert thinned([*hints, other]) == [hints[0], other]


def test_a_warning_is_never_dropped_for_being_the_same() -> None:
    both = [_finding("untranslated", "warning", at, at + 2) for at in (0, 7)]
    assert thinned(both) == both


def test_a_hint_on_numbers_is_told_at_each_place() -> None:
    both = [_finding("number-mismatch", "info", at, at + 2) for at in (0, 7)]
    assert thinned(both) == both
