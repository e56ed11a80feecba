"""Placeholders, tags, roles and addresses: what a program reads must be the same on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from tmkit.model import Finding, Passage, Severity
from tmkit.rules._markup import Markup, notes, spans
from tmkit.rules._rule import Context, Rule, Unit
from tmkit.rules._told import told

_FILLED = frozenset({"printf", "brace", "tag"})  # a program fills these in: each must be there
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_HALF_ROLE = re.compile(
    r"(?<![\w:`])(?:(?P<bare>[a-z]+)(?P<rest>:`[^`]+`)|:(?P<open>[a-z]+:[^\s`:。、]+`))|"
    r":[a-z]+:`(?=[^`]*\Z)"
)
# Roles whose target a translated glossary or heading replaces.
_TRANSLATED_ROLES = frozenset({"term", "ref", "dfn", "abbr", "doc", "guilabel", "menuselection"})
_TITLED = frozenset(
    {"dfn", "abbr", "guilabel", "menuselection", "sub", "sup", "emphasis", "strong"}
)


def _filled(passage: Passage) -> list[Markup]:
    """Return the placeholders and tags of a text; {} inside code is code."""
    return [span for span in _translated(passage) if span.kind in _FILLED]


def _translated(passage: Passage) -> list[Markup]:
    """Return the markup of a text outside the translator's own notes."""
    own = notes(passage.text)
    return [s for s in spans(passage.text) if not any(a <= s.start < b for a, b in own)]


def _both(unit: Unit) -> tuple[Passage, Passage] | None:
    """Return source and target of a sure pair."""
    if unit.source is None or unit.target is None or unit.confidence < 0.5 or not unit.checked:
        return None
    return unit.source, unit.target


def placeholder_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield placeholders, tags and roles that the translation lost, changed or made up."""
    del context
    sides = _both(unit)
    if sides is None:
        return
    source, target = sides
    yield from _compare_filled(unit, source, target)
    yield from _compare_roles(unit, source, target)


def _compare_filled(unit: Unit, source: Passage, target: Passage) -> Iterator[Finding]:
    ours, theirs = _filled(source), _filled(target)
    wanted = Counter(span.name for span in ours)
    present = Counter(span.name for span in theirs)
    missing, added = wanted - present, present - wanted
    raw = re.sub(r"\s", "", target.text)
    for span in theirs:
        if added[span.name] <= 0:
            continue
        added[span.name] -= 1
        near = _nearest(span.name, missing) or _only(span, ours, missing)
        if near:
            missing[near] -= 1
        yield _changed(unit, target, (span.start, span.end), span.name, near, span.kind)
    for span in ours:
        if missing[span.name] > 0:
            missing[span.name] -= 1
            if span.name not in raw or span.kind != "tag":
                yield _lost(unit, source, (span.start, span.end), span.name)


def _only(span: Markup, ours: list[Markup], missing: Counter[str]) -> str:
    """Return the one placeholder of a kind that is missing, if there is just one."""
    left = [one.name for one in ours if one.kind == span.kind and missing[one.name] > 0]
    return left[0] if len(left) == 1 else ""


def _nearest(name: str, among: Counter[str]) -> str:
    """Return what a name was most likely meant to be, or nothing."""
    left = [one for one in among if among[one] > 0]
    scored = sorted((-SequenceMatcher(None, name, one).ratio(), one) for one in left)
    return scored[0][1] if scored and -scored[0][0] >= 0.6 else ""


def _changed(
    unit: Unit, target: Passage, span: tuple[int, int], name: str, near: str, kind: str
) -> Finding:
    if near:
        message = (
            f"{name} is {near} in the source",
            f"「{name}」は原文では「{near}」です",
        )
    else:
        message = (f"{name} is not in the source", f"「{name}」は原文にありません")
    severity: Severity = "error" if near or kind != "tag" else "warning"
    fix = near if near and target.text[slice(*span)] == name else None
    return told("placeholder-mismatch", severity, unit, target, span, message, fix=fix)


def _lost(
    unit: Unit, source: Passage, span: tuple[int, int], name: str, severity: Severity = "error"
) -> Finding:
    message = (f"{name} is missing in the translation", f"「{name}」が訳文にありません")
    return told("placeholder-mismatch", severity, unit, source, span, message)


def _roles(passage: Passage) -> list[Markup]:
    return [span for span in _translated(passage) if span.kind == "role"]


def _bare(name: str) -> str:
    """Return a role without the signs that change only how it is shown."""
    role, _, target = name.partition(":`")
    role = role.rsplit(":", 1)[-1]
    return f"{role}:`" + re.sub(r"^[~!.]+|\(\)|\s+", "", target.lower())


def _compare_roles(unit: Unit, source: Passage, target: Passage) -> Iterator[Finding]:
    """Yield roles that are cut short, and targets that only the translation has."""
    ours, theirs = _roles(source), _roles(target)
    if not ours and "`" not in source.text:
        return
    sure = {span.name for span in ours}
    known = {_bare(span.name) for span in ours}
    words = source.text.lower()
    seen = {_bare(span.name) for span in theirs}
    missing = Counter({span.name: 1 for span in ours if _bare(span.name) not in seen})
    for span in theirs:
        if span.name in sure or _JAPANESE.search(span.name):
            continue
        role, _, rest = span.name.partition(":`")
        if _bare(span.name) in known:
            yield from _shown_otherwise(unit, target, span, ours)
            continue
        near = _nearest(span.name, missing)
        plain = rest.rstrip("`").lstrip("~!.")
        if not near and plain.lower() in words:
            continue  # the source has it as code or under another role
        if near and role.rsplit(":", 1)[-1] not in _TITLED:
            missing[near] -= 1
            yield from _other_role(unit, target, span, _text(near, ours))
    for match in _HALF_ROLE.finditer(target.text):
        if any(span.start <= match.start() < span.end for span in spans(target.text)):
            inside = [s for s in spans(target.text) if s.start <= match.start() < s.end]
            if not (match["bare"] and inside[0].start > match.start()):
                continue
        if match.group() in source.text or (
            match["bare"]
            and f"{match['bare']}{match['rest']}" in source.text
            and f":{match['bare']}{match['rest']}" not in source.text
        ):
            continue
        yield told(
            "placeholder-mismatch",
            "error",
            unit,
            target,
            match.span(),
            (
                f"{match.group()} is no complete role",
                f"「{match.group()}」はロールの書き方が不完全です",
            ),
        )


def _other_role(unit: Unit, target: Passage, span: Markup, near: str) -> Iterator[Finding]:
    """Yield a role that is not the source's; milder where both lead to the same thing."""
    ends = [
        re.split(r"[.\s~!`<>]+", text.split(":`", 1)[-1].strip("`<>() "))[-1].lower()
        for text in (span.text, near)
    ]
    same = ends[0].strip("()") == ends[1].strip("()") or ends[0].rstrip("s") in near.lower()
    yield told(
        "placeholder-mismatch",
        "info" if same else "warning",
        unit,
        target,
        (span.start, span.end),
        (f"{span.text} is {near} in the source", f"「{span.text}」は原文では「{near}」です"),
        fix=None if same else near,
    )


def _text(name: str, among: list[Markup]) -> str:
    return next(span.text for span in among if span.name == name)


def _shown_otherwise(
    unit: Unit, target: Passage, span: Markup, ours: list[Markup]
) -> Iterator[Finding]:
    """Yield a role that links where the source's does not, or has a stray sign."""
    own = [one for one in ours if _bare(one.name) == _bare(span.name)]
    sign = re.compile(r":`([!.]?)")
    first = sign.search(span.name)
    if any((m := sign.search(one.name)) and first and m[1] == first[1] for one in own):
        return
    yield told(
        "placeholder-mismatch",
        "info",
        unit,
        target,
        (span.start, span.end),
        (
            f"{span.text} is {own[0].text} in the source",
            f"「{span.text}」は原文では「{own[0].text}」です",
        ),
    )


def _address(url: str) -> str:
    """Return an address without what a translation may change: scheme, language, last slash."""
    bare = re.sub(r"^\w+://(?:www\.)?", "", url.rstrip("/")).lower()
    bare = re.sub(r"(^|[/.])(?:en|ja|jp|en-us|ja-jp|en_us|ja_jp)(?=[/.]|\Z)", r"\1", bare)
    return bare.replace("//", "/").lstrip("./")


def _host(url: str) -> str:
    return _address(url).split("/", 1)[0]


def url_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield addresses that the translation lost or changed."""
    del context
    sides = _both(unit)
    if sides is None or "://" not in unit.source.text + unit.target.text:  # type: ignore[union-attr]
        return
    source, target = sides
    ours, theirs = _urls(source), _urls(target)
    wanted, present = {_address(u) for u, _, _ in ours}, {_address(u) for u, _, _ in theirs}
    missing = [(u, a, b) for u, a, b in ours if _address(u) not in present]
    added = [(u, a, b) for u, a, b in theirs if _address(u) not in wanted]
    for url, start, end in added:
        near = [one for one in missing if SequenceMatcher(None, one[0], url).ratio() >= 0.7]
        if not near:
            continue
        missing.remove(near[0])
        same_host = _host(url) == _host(near[0][0])
        severity: Severity = (
            "error" if same_host and abs(len(url) - len(near[0][0])) <= 2 else "warning"
        )
        if _localised(url):
            severity = "info"
        message = (
            f"{url} is {near[0][0]} in the source",
            f"「{url}」は原文では「{near[0][0]}」です",
        )
        yield told("url-mismatch", severity, unit, target, (start, end), message)
    for url, start, end in missing:
        if any(_localised(other) for other, _, _ in added):
            continue
        message = (f"{url} is missing in the translation", f"「{url}」が訳文にありません")
        yield told(
            "url-mismatch", "warning" if not added else "info", unit, source, (start, end), message
        )


def _localised(url: str) -> bool:
    return re.search(r"\bja\b|\bjp\b|[/.]jp[/:]|\.ja\.|%[Ee][3-9]", url) is not None


def _urls(passage: Passage) -> list[tuple[str, int, int]]:
    found = []
    for span in spans(passage.text):
        if span.kind == "url":
            found.append((span.text, span.start, span.end))
        elif span.kind == "link" and "://" in span.name:
            found.append((span.name, span.start, span.end))
    return found


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "placeholder-mismatch",
        "transfer",
        "error",
        "a placeholder, tag or role differs from the source",
        "プレースホルダーやタグが原文と違う",
        placeholder_mismatch,
        frozenset({"source"}),
    ),
    Rule(
        "url-mismatch",
        "transfer",
        "error",
        "an address differs from the source or is missing",
        "URLが原文と違う、または抜けている",
        url_mismatch,
        frozenset({"source"}),
    ),
)
