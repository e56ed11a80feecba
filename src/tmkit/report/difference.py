"""What became of the units of a memory, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from tmkit.compare import Change, Difference, Entry
from tmkit.report.messages import Tongue

_WORDS: Final = {
    "changed": ("changed", "変更"),
    "added": ("added", "追加"),
    "removed": ("removed", "削除"),
    "same": ("the same", "同じ"),
}
_MARKS: Final = {"same": " ", "old": "-", "new": "+"}


def lines(difference: Difference, tongue: Tongue) -> Iterator[str]:
    """Yield the changes, each a head and a line for every text that differs, then the counts.

    Lines of what was there begin with ``-``, of what is there now with ``+``. A source text that is
    the same on both sides is shown once, to say which unit it is.
    """
    for change in difference.changes:
        yield _head(difference, change, tongue)
        for mark, name, text in _rows(change):
            yield f"{_MARKS[mark]} {name}: {_one_line(text)}"
        yield ""
    counts = Counter(change.kind for change in difference.changes)
    numbers = [(_word(kind, tongue), counts[kind]) for kind in ("changed", "added", "removed")]
    numbers.append((_word("same", tongue), difference.same))
    if tongue == "ja":
        yield "、".join(f"{word} {count}" for word, count in numbers)
    else:
        yield ", ".join(f"{count} {word}" for word, count in numbers)


def machine(difference: Difference) -> str:
    """Return the changes as JSON: counts, and per change both sides, null for one that is not."""
    counts = Counter(change.kind for change in difference.changes)
    return json.dumps(
        {
            "old": difference.old,
            "new": difference.new,
            "same": difference.same,
            **{kind: counts[kind] for kind in ("changed", "added", "removed")},
            "changes": [
                {"kind": change.kind, "old": _plain(change.old), "new": _plain(change.new)}
                for change in difference.changes
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _plain(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {
        "line": entry.line,
        "id": entry.id,
        "document": entry.document,
        "texts": [{"lang": lang, "text": text} for lang, text in entry.texts],
        "about": [{"name": name, "text": text} for name, text in entry.about],
    }


def _word(kind: str, tongue: Tongue) -> str:
    return _WORDS[kind][tongue == "ja"]


def _head(difference: Difference, change: Change, tongue: Tongue) -> str:
    places = [
        f"{path}:{entry.line}"
        for path, entry in ((difference.old, change.old), (difference.new, change.new))
        if entry is not None
    ]
    entry = change.new or change.old
    document = f" [{entry.document}]" if entry is not None and entry.document else ""
    return f"{_word(change.kind, tongue)} {' -> '.join(places)}{document}"


def _rows(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield what to show of a change: to which side it belongs, the language or name, the text."""
    old, new = change.old, change.new
    if old is None or new is None:
        only, mark = (new, "new") if old is None else (old, "old")
        if only is not None:
            yield from ((mark, name, text) for name, text in (*only.texts, *only.about))
        return
    if old.texts[:1] == new.texts[:1] and old.markup[:1] == new.markup[:1] and old.texts:
        yield ("same", *old.texts[0])
    yield from _differing(
        [(lang, text, xml) for (lang, text), xml in zip(old.texts, old.markup, strict=True)],
        [(lang, text, xml) for (lang, text), xml in zip(new.texts, new.markup, strict=True)],
    )
    yield from _differing(
        [(name, text, text) for name, text in old.about],
        [(name, text, text) for name, text in new.about],
    )


def _differing(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys(row[0] for row in (*old, *new)):
        before = [row for row in old if row[0] == name]
        after = [row for row in new if row[0] == name]
        if before == after:
            continue
        # Where the texts are alike and the markup is not, the markup is what to show.
        alike = [row[1] for row in before] == [row[1] for row in after]
        yield from (("old", name, row[2] if alike else row[1]) for row in before)
        yield from (("new", name, row[2] if alike else row[1]) for row in after)


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
