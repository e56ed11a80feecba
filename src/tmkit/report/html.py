"""Findings as one page that stands alone: both sides of the text, the findings marked in place.

Everything of the user's is text, escaped; the page loads nothing, and its policy lets run only the
script that is part of it. Without a script it still shows all.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from tmkit.report.messages import Tongue, say
from tmkit.report.text import checked

if TYPE_CHECKING:
    from tmkit.check.values import Outcome
    from tmkit.model import Finding, Passage, Severity
    from tmkit.rules import Unit

_DATA: Final = Path(__file__).parent.parent / "data"
_WORST: Final[tuple[Severity, ...]] = ("error", "warning", "info")


def render(outcome: Outcome, tongue: Tongue = "en") -> Iterator[str]:
    """Yield the lines of the page: the units in the order of the text."""
    style = (_DATA / "check-report.css").read_text("utf-8")
    script = (_DATA / "check-report.js").read_text("utf-8")
    names = [PurePath(path).name for path in outcome.formats]
    title = say("html.title", tongue, names=", ".join(names[:3]) + (" ..." if names[3:] else ""))
    yield "<!doctype html>"
    yield f'<html lang="{tongue}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#findings">{escape(say("html.skip", tongue))}</a>'
    yield from _head(outcome, title, tongue)
    yield from _filters(outcome, tongue)
    yield '<main id="findings" tabindex="-1">'
    yield from _units(outcome, tongue)
    hidden = "" if not outcome.findings else " hidden"
    key = "html.none" if outcome.findings else "found-nothing"
    yield f'<p class="none" id="none"{hidden}>{escape(say(key, tongue))}</p>'
    yield "</main>"
    yield f"<footer>{say('html.keys', tongue)}</footer>"
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _head(outcome: Outcome, title: str, tongue: Tongue) -> Iterator[str]:
    yield f"<header><h1>{escape(title)}</h1>"
    more = [
        say(key, tongue, count=count).strip()
        for key, count in (
            ("known", outcome.known),
            ("unchanged", outcome.unchanged),
            ("suppressed", len(outcome.suppressed)),
        )
        if count
    ]
    yield f'<p class="ran">{escape("; ".join([checked(outcome, tongue), *more]))}</p></header>'


def _filters(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    rules = Counter(finding.rule for finding in outcome.findings)
    counts = outcome.counts()
    label = say("html.filter", tongue)
    yield f'<div class="bar"><form role="search" autocomplete="off" aria-label="{label}">'
    loud = counts["error"] + counts["warning"]
    for severity in _WORST:
        ticked = "" if severity == "info" and loud else " checked"
        label = say(f"count.{severity}", tongue, count=counts[severity])
        yield (
            f'<label class="chip {severity}"><input type="checkbox" name="severity" '
            f'value="{severity}"{ticked}> {escape(label)}</label>'
        )
    yield f'<label>{say("html.rule", tongue)} <select name="rule">'
    yield f'<option value="">{say("html.every", tongue)} ({len(outcome.findings)})</option>'
    for rule, count in sorted(rules.items(), key=lambda entry: (-entry[1], entry[0])):
        yield f'<option value="{escape(rule)}">{escape(rule)} ({count})</option>'
    yield "</select></label>"
    words = say("html.words", tongue)
    yield f'<label>{words} <input type="search" name="words" autocomplete="off"></label>'
    yield f'<label><input type="checkbox" name="all"> {say("html.all", tongue)}</label>'
    text = say("html.shown", tongue, count="{count}")
    yield f'<output id="shown" data-text="{escape(text)}"></output>'
    yield "</form></div>"


def _units(outcome: Outcome, tongue: Tongue) -> Iterator[str]:
    by_unit: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(outcome.findings):
        by_unit.setdefault(finding.unit, []).append((number, finding))
    for unit in outcome.shown:
        yield from _unit(unit, by_unit.get(unit.index, []), tongue)


def _unit(unit: Unit, found: Sequence[tuple[int, Finding]], tongue: Tongue) -> Iterator[str]:
    plain = "" if found else " plain"
    yield f'<article class="unit{plain}"><div class="sides">'
    for passage in (unit.source, unit.target):
        if passage is None:
            yield f'<div class="side lone">{escape(say("html.alone", tongue))}</div>'
            continue
        own = [(n, f) for n, f in found if f.passage == passage]
        # The places of a finding are exact; those of a bilingual file's units are not.
        origin = (own[0][1].passage if own else passage).place(0)
        place = f"{PurePath(origin.path).name}:{origin.line}"
        yield (
            f'<div class="side" lang="{escape(passage.lang)}"><span class="place" lang="en">'
            f"{escape(place)}</span>{_marked(passage, own)}</div>"
        )
    yield "</div>"
    if found:
        yield '<ul class="findings">'
        for number, finding in found:
            apart = finding.passage not in (unit.source, unit.target)
            yield from _finding(number, finding, tongue, apart=apart)
        yield "</ul>"
    yield "</article>"


def _marked(passage: Passage, found: Sequence[tuple[int, Finding]]) -> str:
    """Return the text as HTML, each stretch between two edges in one mark of all it is part of."""
    text = passage.text
    edges = sorted({0, len(text), *(f.start for _, f in found), *(f.end for _, f in found)})
    out = [_mark(text, edges[0], edges[0], found)]
    for start, end in pairwise(edges):
        out.append(_mark(text, start, end, found))
        out.append(_mark(text, end, end, found))
    return "".join(out)


def _mark(text: str, start: int, end: int, found: Sequence[tuple[int, Finding]]) -> str:
    if start == end:  # a place where something is missing
        own = [(n, f) for n, f in found if f.start == f.end == start]
    else:
        own = [(n, f) for n, f in found if f.start <= start and end <= f.end]
    inside = escape(text[start:end])
    if not own:
        return inside
    worst = min((f.severity for _, f in own), key=_WORST.index)
    names = " ".join(f"f{number}" for number, _ in own)
    rules = ", ".join(dict.fromkeys(f.rule for _, f in own))
    return f'<mark class="{worst}" data-of="{names}" title="{escape(rules)}">{inside}</mark>'


def _finding(
    number: int, finding: Finding, tongue: Tongue, *, apart: bool = False
) -> Iterator[str]:
    """Yield a finding; one that speaks of more than the unit quotes its text, ``apart``."""
    message = finding.message_ja if tongue == "ja" else finding.message
    origin = finding.origin
    severity = escape(say(f"severity.{finding.severity}", tongue))
    yield (
        f'<li class="finding {finding.severity}" id="f{number}" tabindex="0" '
        f'data-rule="{escape(finding.rule)}" data-severity="{finding.severity}">'
    )
    yield (
        f'<p><span class="tag">{severity} {escape(finding.rule)}</span> {escape(message)} '
        f'<span class="where">{escape(f"{origin.path}:{origin.line}:{origin.column}")}</span></p>'
    )
    if apart:
        lang = escape(finding.passage.lang)
        text = _marked(finding.passage, [(number, finding)])
        yield f'<p class="apart" lang="{lang}">{text}</p>'
    if finding.fix is not None:
        label = escape(say("html.fix", tongue))
        fix = escape(finding.fix) or escape(say("nothing", tongue))
        lang = escape(finding.passage.lang)
        yield (
            f'<p class="fix">{label} <del lang="{lang}">{escape(finding.quote)}</del> '
            f'<ins lang="{lang}">{fix}</ins></p>'
        )
    if finding.evidence:
        yield '<ul class="evidence">'
        for mention in finding.evidence:
            places = ", ".join(str(place) for place in mention.places[:3])
            line = say("mention", tongue, text=mention.text, count=mention.count)
            yield f"<li>{escape(line)} <span class='where'>{escape(places)}</span></li>"
        yield "</ul>"
    yield "</li>"
