"""Single values: language tags, dates, numbers, identifiers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
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


@cache
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
    return None if right == tag else ("not a registered spelling", right)


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


def check_tmx_date(report: Report, start: Start, name: str, value: str) -> None:
    """Tell of a date that is not ``YYYYMMDDThhmmssZ``, or of no day that ever was."""
    place = start.line, start.column
    shown = f"{name}={quoted(value)!r} of <{start.name}>"
    try:
        if _DATE.fullmatch(value):
            datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        report.add("date-impossible", place, f"{shown} is no date")
        return
    if moment.tzinfo is None:  # which hour it is depends on where it was written
        report.add("date-form", place, f"{shown} does not say its time zone")
        return
    try:
        right = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").zfill(16)
    except OverflowError:
        report.add("date-impossible", place, f"{shown} is no date")
        return
    repair = Repair("attribute", start.offset, name=name, rename=name, text=right)
    report.add("date-form", place, f"{shown} has another form", fix=f"Write {right}", repair=repair)


def check_value(
    report: Report,
    start: Start,
    name: str,
    value: str,
    values: tuple[str, ...],
    kind: str,
) -> None:
    """Tell of an attribute's value that is not one of ``values``, or not of its type."""
    place = start.line, start.column
    shown = f"{name}={quoted(value)!r} of <{start.name}>"
    if values:
        if value not in values:
            _not_listed(report, start, name, value, values)
    elif kind == "lang":
        check_tag(report, start, name, value)
    elif kind == "srclang":
        if value.lower() != "*all*":
            check_tag(report, start, name, value)
        elif value != "*all*":
            report.add("attribute-value", place, f"{shown} should be *all*")
    elif kind == "date":
        check_tmx_date(report, start, name, value)
    elif kind == "isodate":
        try:
            datetime.fromisoformat(value.strip())
        except ValueError:
            report.add("date-impossible", place, f"{shown} is no date")
    elif kind == "number":
        if not re.fullmatch(r"[0-9]+", value.strip(_XML_SPACE), re.ASCII):
            report.add("attribute-value", place, f"{shown} is no number")
    elif kind in {"id", "ref"}:
        if not _NAME.fullmatch(value.strip(_XML_SPACE)):
            report.add("identifier-form", place, f"{shown} cannot be an identifier")
    elif kind == "uri" and not re.fullmatch(r"https?://\S+", value):
        report.add("attribute-value", place, f"{shown} is no web address")


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
