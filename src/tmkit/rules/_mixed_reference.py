"""The rule ``mixed-reference``: one person, and now 李, now 李氏, now 李部長."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tmkit.model import Finding
from tmkit.rules import _names_say as say
from tmkit.rules._rule import Context, Unit, finding
from tmkit.rules.people import Linked, Text, people, places_of


def mixed_reference(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield one finding a person and file, on the first mention that is not of the usual form.

    Only where the English has the same bare name each time; what varies there may vary here.
    """
    passage = unit.japanese
    text = context.shared(people).get(passage.path) if passage is not None else None
    if text is None:
        return
    for linked in text.linked:
        if linked.unit is not unit or not _plain(linked):
            continue
        group = [other for other in text.also(linked) if _plain(other)]
        rows = [(_form(other), other) for other in group]
        names = {other.name for other in group}
        alone = [
            row
            for name in sorted(names)
            for row in say.bare(text, next(o for o in group if o.name == name))
        ]
        counts = Counter(form for form, _ in rows)
        if alone:
            counts[""] = len(alone)
        if len(counts) < 2 or sum(counts.values()) < 3:
            continue
        usual = max(counts, key=lambda form: (counts[form], form != ""))
        odd = next((other for form, other in rows if form != usual), None)
        first = odd or group[0]
        if first is linked:
            yield _finding(unit, text, linked, group, alone)


def _plain(linked: Linked) -> bool:
    return say.same_english(linked.unit, linked) and not linked.mention.past


def _form(linked: Linked) -> str:
    return linked.mention.neutral or "".join(title.text for title in linked.mention.titles)


def _finding(
    unit: Unit,
    text: Text,
    linked: Linked,
    group: list[Linked],
    alone: list[tuple[str, say.Passage, int]],
) -> Finding:
    forms = places_of(
        [(say.quoted(other), other.passage, other.span[0]) for other in group] + alone
    )
    told = ", ".join(f"{mention.text} ({mention.count})" for mention in forms)
    name = linked.here[0].text
    return finding(
        "mixed-reference",
        "info",
        unit,
        linked.passage,
        linked.span,
        (
            f'"{name}" alone in the English is called in several ways: {told}',
            f"英文では “{name}” とだけあるのに、呼び方がそろっていません: {told}",
        ),
        evidence=forms,
    )
