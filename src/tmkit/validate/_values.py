"""Single values: language tags, dates, numbers, identifiers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from tmkit.formats._events import Start
from tmkit.validate._problem import Repair, Report, quoted

# RFC 5646, 2.1, without the grandfathered tags; the schema's xs:language is laxer.
_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
# What people write for a language or a country, and what it is called (ISO 639, ISO 3166).
_SLIPS: Final = {"jp": "ja", "jpn": "ja", "jap": "ja", "eng": "en", "cn": "zh", "zho": "zh"}
_SLIPS_REGION: Final = {"uk": "GB", "ja": "JP", "eng": "GB"}
_DATE: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_NAME: Final = re.compile(r"[^\W\d][\w.\-·]*")  # NCName, near enough: a colon and digits first
_XML_SPACE: Final = " \t\r\n"


@cache
def languages() -> frozenset[str]:
    """Return the two-letter language codes of ISO 639-1."""
    text = (resources.files("tmkit") / "data" / "languages.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


@lru_cache(1000)
def tag_problem(tag: str) -> tuple[str, str] | None:
    """Return what is wrong with a language tag and what it should be ("" where unclear)."""
    if not tag.strip():
        return "empty", ""
    plain = tag.strip().replace("_", "-").replace("\u2010", "-")
    if not _TAG.fullmatch(plain):
        return "no language tag", ""
    parts = plain.split("-")
    main = parts[0].lower()
    if main in _SLIPS:
        parts[0] = _SLIPS[main]
    elif len(main) == 2 and main not in languages():
        return "an unknown language", ""
    for index, part in enumerate(parts[1:], 1):
        region = _SLIPS_REGION.get(part.lower(), "") if len(part) == 2 else ""
        # ja means Japan only after Japanese; UK is no code anywhere.
        if region and (part.lower() == "uk" or (parts[0].lower() == "ja" and part.lower() == "ja")):
            parts[index] = region
    right = "-".join(parts)
    return None if right == tag else ("not spelled as BCP 47 has it", right)


def check_tag(report: Report, start: Start, name: str, value: str) -> None:
    """Tell of a language tag that is none."""
    found = tag_problem(value)
    if found is None:
        return
    why, right = found
    repair = Repair("attribute", start.offset, name=name, rename=name, text=right or None)
    report.add(
        "language-tag",
        (start.line, start.column),
        f"{name}={quoted(value)!r} of <{start.name}> is {why}",
        fix=f"Write {right}" if right else "",
        repair=repair if right else None,
    )


@lru_cache(1000)
def tmx_date(value: str) -> tuple[str, str] | None:
    """Return the rule that a date of TMX breaks, and what it should be ("" where unclear)."""
    try:
        if _DATE.fullmatch(value):
            datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return None
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:  # which hour it is depends on where it was written
            return "date-form", ""
        return "date-form", moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").zfill(16)
    except (ValueError, OverflowError):
        return "date-impossible", ""


def check_tmx_date(report: Report, start: Start, name: str, value: str) -> None:
    """Tell of a date that is not ``YYYYMMDDThhmmssZ``, or of no day that ever was."""
    found = tmx_date(value)
    if found is None:
        return
    rule, right = found
    message = f"{_shown(start, name, value)} is no date"
    if rule == "date-form":
        what = "has another form" if right else "does not say its time zone"
        message = f"{_shown(start, name, value)} {what}"
    repair = Repair("attribute", start.offset, name=name, rename=name, text=right)
    report.add(
        rule,
        (start.line, start.column),
        message,
        fix=f"Write {right}" if right else "",
        repair=repair if right else None,
    )


def _shown(start: Start, name: str, value: str) -> str:
    return f"{name}={quoted(value)!r} of <{start.name}>"


def check_value(
    report: Report, start: Start, name: str, value: str, values: tuple[str, ...], kind: str
) -> None:
    """Tell of an attribute's value that is not one of ``values``, or not of its type."""
    if values:
        if value not in values:
            _not_listed(report, start, name, value, values)
    elif kind == "lang" or (kind == "srclang" and value.lower() != "*all*"):
        check_tag(report, start, name, value)
    elif kind == "date":
        check_tmx_date(report, start, name, value)
    else:
        found = _flaw(kind, value)
        if found:
            rule, what = found
            report.add(rule, (start.line, start.column), f"{_shown(start, name, value)} {what}")


def _flaw(kind: str, value: str) -> tuple[str, str] | None:
    """Return the rule that a value breaks, and how, None where it is as it should be."""
    plain = value.strip(_XML_SPACE)
    if kind == "srclang" and value != "*all*":
        return "attribute-value", "should be *all*"
    if kind == "number" and not (plain.isascii() and plain.isdigit()):
        return "attribute-value", "is no number"
    if kind in {"id", "ref"} and not _NAME.fullmatch(plain):
        return "identifier-form", "cannot be an identifier"
    if kind == "uri" and not re.fullmatch(r"https?://\S+", value):
        return "attribute-value", "is no web address"
    if kind == "isodate":
        try:
            datetime.fromisoformat(plain)
        except ValueError:
            return "date-impossible", "is no date"
    return None


def _not_listed(
    report: Report, start: Start, name: str, value: str, values: tuple[str, ...]
) -> None:
    place = start.line, start.column
    allowed = ", ".join(values)
    near = [v for v in values if v.lower() == value.strip(_XML_SPACE).lower()]
    if start.name == "tmx" and name == "version" and value.strip() == "1.4b":
        near = ["1.4"]
    repair = (
        Repair("attribute", start.offset, name=name, rename=name, text=near[0]) if near else None
    )
    report.add(
        "attribute-value",
        place,
        f"{name}={quoted(value)!r} of <{start.name}> is not one of: {allowed}",
        fix=f"Write {near[0]}" if near else f"Use one of: {allowed}",
        repair=repair,
    )
