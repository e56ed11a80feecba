"""The rule ``mixed-reference``: one person, and now 李, now 李氏, now 李部長."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from tmkit.model import Finding
from tmkit.rules import _names_say as say
from tmkit.rules._compare_titles import meets
from tmkit.rules._rule import Context, Unit, finding
from tmkit.rules.people import Linked, Text, people

LEAST: Final = 3  # mentions that are compared


def mixed_reference(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield one finding a person and file, on the first mention that is not of the usual form.

    Only where the English has the same bare name each time; what varies there may vary here.
    """
    passage = unit.japanese
    if passage is not None:
        yield from context.shared(_by_unit).get((passage.path, unit.index), ())


def _by_unit(context: Context) -> dict[tuple[str, int], list[Finding]]:
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for path, text in context.shared(people).items():
        done: set[int] = set()
        for linked in text.linked:
            if id(linked) in done or not _plain(linked) or _is_wrong(text, linked):
                continue
            group = [o for o in text.also(linked) if _plain(o) and not _is_wrong(text, o)]
            done.update(map(id, group))
            told = _judge(text, group) if group else None
            if told is not None:
                found[path, told.unit].append(told)
    return found


def _judge(text: Text, group: list[Linked]) -> Finding | None:
    shown = {other.name: other for other in group}
    alone = [row for _, other in sorted(shown.items()) for row in say.bare(text, other)]
    counts = Counter(_form(other) for other in group)
    if alone:
        counts[""] = len(alone)
    if len(counts) < 2 or counts.total() < LEAST:
        return None
    usual = max(counts, key=lambda form: (counts[form], form != ""))
    odd = min(
        (other for other in group if _form(other) != usual),
        key=lambda other: (counts[_form(other)], other.unit.index),
        default=group[0],
    )
    forms = say.places_of(
        [(say.quoted(other), other.passage, other.span[0]) for other in group] + alone
    )
    told = ", ".join(f"{mention.text} ({mention.count})" for mention in forms)
    name = odd.here[0].text
    return finding(
        "mixed-reference",
        "info",
        odd.unit,
        odd.passage,
        odd.span,
        (
            f'"{name}" alone in the English is called in several ways: {told}',
            f"英文では “{name}” とだけあるのに、呼び方がそろっていません: {told}",
        ),
        evidence=forms,
    )


def _plain(linked: Linked) -> bool:
    """Return whether the English has the bare name, and nothing else, for a mention."""
    return (
        bool(linked.here)
        and not any(person.titles for person in linked.here)
        and not linked.mention.past
    )


def _is_wrong(text: Text, linked: Linked) -> bool:
    """Return whether a mention has titles that the English never gives: another rule tells that."""
    known = [title for heard in text.of(linked) for title in heard.person.titles]
    return any(not any(meets(t.senses, k.senses) for k in known) for t in linked.mention.titles)


def _form(linked: Linked) -> str:
    return linked.mention.neutral or "".join(title.text for title in linked.mention.titles)
