"""Code names, options, versions and acronyms: written in the translation as in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tmkit.model import Finding, Passage
from tmkit.rules._markup import Markup, prose, spans
from tmkit.rules._rule import Context, Rule, Unit
from tmkit.rules._told import told

_TOKEN = re.compile(
    r"(?<![\w.-])(?:--?)?[A-Za-z0-9](?:[A-Za-z0-9_.+/-]*[A-Za-z0-9_+])?(?:\(\))?", re.ASCII
)
# What only code or a fixed name looks like: snake_case, camelCase, CONSTANT, --option, v1.2, a.b().
_CODE = re.compile(
    r"--?[A-Za-z][\w-]*|\w*[a-z0-9]_\w*|\w+_[A-Za-z0-9]\w*|[a-z]+[A-Z]\w*|"
    r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\w*"
    r"|[A-Z][A-Z0-9]{2,}|[A-Za-z]+[0-9][\w.-]*|[0-9]+[.-]?[A-Za-z][\w.-]*|"
    r"[0-9]+(?:\.[0-9x]+)+|\w+\(\)|\w+(?:\.\w+)+",
    re.ASCII,
)
_ACRONYM = re.compile(r"(?<![A-Za-z0-9_.-])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9_.-])")
_COMMON = frozenset(
    """
    US UK EU UN UNO USA AM PM AD BC CEO CFO CTO TV PC ID OK NO IT HR PR AI FAQ DIY VIP Q A
    UAE USSR NATO WHO WTO IMF OPEC ASEAN II III IV VI VII VIII IX XI XII NOT AND OR ALL ANY
    THE WW MP MPS GDP NGO NGOS CIA FBI SCO APEC IAEA EEC BBC TM PRC DPRK ROK RF CPC CCP OECD
    ECB FIFA IOC HIV AIDS DNA PHD MBA
    """.split()
)


def code_mismatch(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield names in code, options and versions that the translation writes otherwise."""
    source, target = unit.source, unit.target
    if source is None or target is None or unit.confidence < 0.5 or not unit.checked:
        return
    if "code" in {source.kind, target.kind}:
        return
    yield from _spelt(unit, source, target)
    yield from _misspelt(unit, source, target, context)
    yield from _marked(unit, source, target)


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((m.group().rstrip("."), m.start(), m.end()) for m in _TOKEN.finditer(text))


def _spelt(unit: Unit, source: Passage, target: Passage) -> Iterator[Finding]:
    """Compare code-like words: one that the source lacks but for a letter or two is a slip."""
    ours = {token for token, _, _ in _tokens(source.text)}
    odd = [
        (token, start)
        for token, start, _ in _tokens(target.text)
        if token not in ours and len(token) >= 3 and _CODE.fullmatch(token)
    ]
    if not odd:
        return
    folded = unicodedata.normalize("NFKC", source.text).lower()
    theirs = {token for token, _, _ in _tokens(target.text)}
    held = unicodedata.normalize("NFKC", target.text).lower()
    marked = [span for span in spans(target.text) if span.kind in {"code", "role", "url", "link"}]
    done: set[str] = set()
    for token, start in odd:
        if token in done or token.lower() in folded:
            continue
        if any(s.start <= start < s.end for s in marked):
            continue
        near = [
            one
            for one in ours
            if one not in theirs and one.lower() not in held and _slip(token, one)
        ]
        if not near:
            continue
        done.add(token)
        right = min(near, key=lambda one: (abs(len(one) - len(token)), one))
        loose = _loose(token) == _loose(right)
        yield told(
            "code-mismatch",
            "info" if loose else "error",
            unit,
            target,
            (start, start + len(token)),
            (f"{token} is {right} in the source", f"「{token}」は原文では「{right}」です"),
            fix=right if not loose else None,
        )


_PLAIN = re.compile(r"(?<![\w./@:<-])[A-Za-z][a-z]{4,}(?![\w/@(>-]|[.:]\w)", re.ASCII)
_ENDINGS = re.compile(r"(?:s|d|es|ed|er|or|ing|ly|al|ic|able|ible)\Z")


def _vocabulary(context: Context) -> frozenset[str]:
    """Return all words that the sources have, in lower case."""
    texts = (unit.source.text for unit in context.units if unit.source is not None)
    return frozenset(word.lower() for text in texts for word in _PLAIN.findall(text))


def _misspelt(unit: Unit, source: Passage, target: Passage, context: Context) -> Iterator[Finding]:
    """Yield Latin words of the translation that are a word of the source but for a letter or two.

    A word that any source has is a word of its own.
    """
    low, held = source.text.lower(), target.text.lower()
    ours = {found.lower(): found for found in _PLAIN.findall(source.text)}
    joined = re.sub("[-_ ]", "", low)  # scopeid for scope_id
    for match in _PLAIN.finditer(prose(target.text)) if ours else ():
        word = match.group().lower()
        if word in low or word in joined:
            continue
        near = [
            one
            for one in ours
            if abs(len(one) - len(word)) < 2 and one not in held and _one_edit(word, one)
        ]
        if len(near) != 1 or _ENDINGS.sub("", near[0]) == _ENDINGS.sub("", word):
            continue
        if word in context.shared(_vocabulary):
            continue
        yield told(
            "code-mismatch",
            "warning",
            unit,
            target,
            match.span(),
            (
                f"{match.group()} is {ours[near[0]]} in the source",
                f"「{match.group()}」は原文では「{ours[near[0]]}」です",
            ),
        )


def _loose(token: str) -> str:
    """Return a word without what people write either way: 32bit and 32-bit, UTF8 and UTF-8."""
    return re.sub(r"[-_.()/]", "", token).lower()


def _slip(token: str, other: str) -> bool:
    """Return whether two words are one but for a slip of the finger or another version number."""
    if not _CODE.fullmatch(other):
        return False
    if _loose(token) == _loose(other):
        return True
    if re.fullmatch(r"[\d.x]+", token) and re.fullmatch(r"[\d.x]+", other):
        first, second = token.split("."), other.split(".")
        return (
            first[0] == second[0] and len(first) == len(second) and ("x" in token) != ("x" in other)
        )
    if re.sub(r"\d", "", token) == re.sub(r"\d", "", other):
        return len(token) >= 4 and bool(re.search(r"\d", token)) and _loose(token) != _loose(other)
    if min(len(token), len(other)) < 5 or abs(len(token) - len(other)) > 1:
        return False
    return _one_edit(token.lower(), other.lower())


def _one_edit(one: str, other: str) -> bool:
    """Return whether a letter was lost, added, changed, or moved by up to three places."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    middle = one[start : len(one) - end], other[start : len(other) - end]
    if max(map(len, middle)) <= 1:
        return True
    return len(middle[0]) <= 4 and sorted(middle[0]) == sorted(middle[1])


def _marked(unit: Unit, source: Passage, target: Passage) -> Iterator[Finding]:
    """Compare what is marked as code: nothing of it may be lost or changed."""
    ours, theirs = _code(source), _code(target)
    if not ours:
        return
    there = unicodedata.normalize("NFKC", target.text)
    here = unicodedata.normalize("NFKC", source.text)
    squeezed = re.sub(r"[\s\\'\"“”‘’]+", "", there).lower()
    missing = [span for span in ours if _essence(span.name) not in squeezed]
    added = [s for s in theirs if s.name and unicodedata.normalize("NFKC", s.name) not in here]
    for span in added:
        if re.search(r"[ぁ-ヿ一-鿿]", span.name):
            continue
        near = [one for one in missing if len(span.name) > 2 and _one_edit(span.name, one.name)]
        if not near:
            continue
        missing.remove(near[0])
        yield told(
            "code-mismatch",
            "error",
            unit,
            target,
            (span.start, span.end),
            (
                f"{span.text} is {near[0].text} in the source",
                f"「{span.text}」は原文では「{near[0].text}」です",
            ),
            fix=near[0].text,
        )
    for span in missing:
        if _translatable(span.name):
            continue
        yield told(
            "code-mismatch",
            "info" if added else "warning",
            unit,
            source,
            (span.start, span.end),
            (f"{span.text} is missing in the translation", f"「{span.text}」が訳文にありません"),
        )


def _essence(name: str) -> str:
    """Return code without what the grammar of a sentence adds: spaces, quotes, (), a plural s."""
    bare = re.sub(r"[\s\\'\"“”‘’]+", "", unicodedata.normalize("NFKC", name)).lower()
    bare = bare.removesuffix("()")
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") else bare


def _code(passage: Passage) -> list[Markup]:
    return [span for span in spans(passage.text) if span.kind == "code"]


def _translatable(name: str) -> bool:
    """Return whether what stands in code may be prose: several words, or a string."""
    return name.count(" ") >= 1 or not re.search(r"[\w]", name) or len(name) < 3


def acronym(unit: Unit, context: Context) -> Iterator[Finding]:
    """Yield acronyms of the translation that the source does not have in any form."""
    del context
    source, target = unit.source, unit.target
    if source is None or target is None or unit.confidence < 0.5 or not unit.checked:
        return
    here = source.text
    words = re.findall(r"[A-Za-z]+", here)
    initials = "".join(word[0].upper() for word in words)
    initials += " " + "".join(word[0] for word in words if word[0].isupper())
    for match in _ACRONYM.finditer(target.text):
        name = match.group()
        if len(name) < 3 or name in _COMMON or name.lower() in here.lower() or name in initials:
            continue
        if any(span.start <= match.start() < span.end for span in spans(target.text)):
            continue
        yield told(
            "acronym",
            "info",
            unit,
            target,
            match.span(),
            (f"the source has no {name}", f"原文に「{name}」はありません"),
        )


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "code-mismatch",
        "transfer",
        "error",
        "a code name, option or version differs from the source",
        "コード名・オプション・版番号が原文と違う",
        code_mismatch,
        frozenset({"source"}),
    ),
    Rule(
        "acronym",
        "transfer",
        "info",
        "an acronym that the source does not have",
        "原文にない略語",
        acronym,
        frozenset({"source"}),
    ),
)
