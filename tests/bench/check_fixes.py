"""How many corrections that translators made would the checks have asked for.

    python tests/bench/check_fixes.py FOLDER [--rules NAME ...] [--severity warning] [--list]

A correction is *caught* if a finding on the wrong text touches what was corrected, and no finding
of that rule touches it afterwards; it is *reported* if one touches it before, or a variant of
spelling afterwards; *vanished* if any finding of the wrong text is gone. *New* are findings that
only the corrected text has. The English of all corrections is left out of the
memory, so that no correction meets its own text there.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from tmkit.model import Finding
from tmkit.rules._wording import folded

if TYPE_CHECKING:
    from tests.bench.check_data import (
        Bench,
        chosen_rules,
        folded_space,
        make_bench,
        read_fixes,
        read_memory,
    )
else:  # a script finds its neighbours beside itself
    from check_data import (
        Bench,
        chosen_rules,
        folded_space,
        make_bench,
        read_fixes,
        read_memory,
    )

RANK = {"error": 0, "warning": 1, "info": 2}
# What the goals are set for: groups of the categories of the data.
GROUPS = {
    "orthography": "katakana",
    "terms": "term",
    "numbers, identifiers": "number-or-code|identifier|version|control-char",
    "brackets, stops": "punct",
    "kana and particles": "kana-typo|doubled",
    "wording (kanji, kana)": "kanji-kana",
    "meaning": "mistranslation|negation|homophone|untranslated",
}
# Rules of spelling: a correction from one spelling to another is reported on either side, for the
# data has some in both directions.
SPELLING = {"katakana-variant", "okurigana-variant", "kanji-kana-variant"}
_PIECE = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)


def group_of(category: str) -> str:
    """Return the group of a category; ``term-katakana`` and typos of katakana terms are terms."""
    if category.startswith(("term", "katakana typo/term")):
        return "terms"
    return next((name for name, words in GROUPS.items() if re.search(words, category)), "meaning")


def changed(wrong: str, corrected: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans that differ, in the one text and in the other."""
    pieces = [_PIECE.findall(text) for text in (wrong, corrected)]
    starts = [[0], [0]]
    for side, row in zip(starts, pieces, strict=True):
        for piece in row:
            side.append(side[-1] + len(piece))
    matcher = SequenceMatcher(None, pieces[0], pieces[1], autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        [(starts[0][i], starts[0][j]) for _, i, j, _, _ in codes],
        [(starts[1][k], starts[1][m]) for _, _, _, k, m in codes],
    )


def touching(found: Sequence[Finding], spans: list[tuple[int, int]], text: str) -> set[str]:
    """Return the rules whose findings on this text touch one of the spans."""
    return {
        f.rule
        for f in found
        if f.passage.text == text and any(f.start <= end and start <= f.end for start, end in spans)
    }


def said(found: Sequence[Finding]) -> Counter[tuple[str, str]]:
    """Return findings by what they say, wherever they stand and however katakana is spelled.

    What a spelling rule says is the spelling itself.
    """
    return Counter((f.rule, f.quote if f.rule in SPELLING else folded(f.quote)) for f in found)


def main() -> None:
    """Print the shares by group and by category, and what is new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", nargs="*", default=[])
    parser.add_argument("--severity", choices=RANK, default="info", help="the mildest that counts")
    parser.add_argument("--list", action="store_true", help="one line a correction")
    options = parser.parse_args()
    fixes = read_fixes(options.folder)
    own = {folded_space(fix["source_en"]) for fix in fixes}
    rows = [row for row in read_memory(options.folder) if folded_space(row[1]) not in own]
    bench = make_bench(chosen_rules(options.rules), rows)
    report(bench, fixes, RANK[options.severity], options.list)


def report(bench: Bench, fixes: list[dict[str, str]], mildest: int, listing: bool) -> None:
    """Judge each correction before and after, and print."""
    total: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    vanished: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    worse: Counter[str] = Counter()
    for fix in fixes:
        texts = fix["wrong_ja"], fix["corrected_ja"]
        before, after = (
            [f for f in bench.judge(row) if RANK[f.severity] <= mildest]
            for row in [(fix["path"], fix["source_en"], text) for text in texts]
        )
        spans = changed(*texts)
        there, still = touching(before, spans[0], texts[0]), touching(after, spans[1], texts[1])
        rules = there - still
        gone, new = said(before) - said(after), said(after) - said(before)
        for name in (fix["category"], f"[{group_of(fix['category'])}]", "overall"):
            total[name] += 1
            caught[name] += bool(rules)
            reported[name] += bool(there | (still & SPELLING))
            vanished[name] += bool(gone)
        by_rule.update(rules)
        worse.update({rule for rule, _ in new})
        worse["any"] += bool(new)
        worse["any but the other way of a spelling"] += any(r not in SPELLING for r, _ in new)
        if listing:
            print(fix["id"], fix["category"], fix["wrong"], fix["corrected"], sep="\t", end="\t")
            print("+" if rules else "~" if gone else "-", sorted(rules), sorted(gone), sorted(new))
    for name in sorted(total, key=lambda n: (n != "overall", n[0] != "[", -total[n], n)):
        share = f"{caught[name]:4} of {total[name]:4} {caught[name] / total[name]:6.1%}"
        print(f"{name:40} {share}  reported {reported[name]}  vanished {vanished[name]}")
    print("caught by:", ", ".join(f"{rule} {n}" for rule, n in by_rule.most_common()))
    print("new alarms:", ", ".join(f"{rule} {n}" for rule, n in worse.most_common()))


if __name__ == "__main__":
    main()
