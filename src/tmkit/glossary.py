"""Glossaries as people keep them: comma- or tab-separated tables, one row a rendering.

tmkit's own columns are ``concept,en,ja,status,kind,note``. Other names of columns, no names at
all, and either order of the languages are understood: see docs/reference/glossary-table.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from tmkit import files
from tmkit.errors import FormatError
from tmkit.language import detect, fold
from tmkit.model import Concept, Origin, Term, TermStatus

Warn = Callable[[Origin, str], None]

# Keys are folded: case, width and runs of space do not matter.
_COLUMNS: Final = {
    "en": "en eng english en-us en-gb 英語 英",
    "ja": "ja jp jpn japanese ja-jp 日本語 和",
    "source": "source src term source_term 用語 原文 原語 原文用語",
    "target": "target tgt target_term translation 訳文 訳語 訳 対訳",
    "status": "status usage 状態 ステータス 使用区分",
    "kind": "kind type category 種別 種類 分類",
    "subject": "subject domain field subject_field 分野 専門分野",
    "definition": "definition 定義 説明",
    "pos": "pos part_of_speech 品詞",
    "note": "note notes comment comments remark remarks description 備考 注 注記 メモ コメント",
    "concept": "concept concept_id id cid 概念 概念id",
}
_COLUMN_OF: Final = {
    name.replace("_", " "): key for key, names in _COLUMNS.items() for name in names.split(" ")
}
_STATUSES: Final[dict[TermStatus, str]] = {
    "preferred": "preferred approved standard recommended main 推奨 優先 承認 承認済み 標準 正式",
    "admitted": "admitted allowed acceptable accepted alternative 許容 可 承認可 別名",
    "provisional": "provisional proposed candidate draft pending new 暫定 提案 候補 仮 要確認",
    "forbidden": "forbidden deprecated prohibited not_recommended do_not_use ng non-standard "
    "rejected 禁止 不可 非推奨 使用禁止 使用不可",
    "obsolete": "obsolete superseded old 廃止 旧 旧称 旧語",
}
_STATUS_OF: Final = {
    name.replace("_", " "): key for key, names in _STATUSES.items() for name in names.split(" ")
}


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by the key of their column, white space at their edges left out."""

    cells: dict[str, str]
    origin: Origin


@dataclass(slots=True)
class _Entry:
    """A concept while its rows come in."""

    id: str
    origin: Origin
    terms: list[Term] = field(default_factory=list)
    subject: str = ""
    kind: str = ""
    definition: str = ""


def read_glossary(
    path: str, *, encoding: str | None = None, warn: Warn | None = None
) -> tuple[Concept, ...]:
    """Return the concepts of a CSV or TSV glossary in the order of the file.

    Rows belong to one concept by their ``concept`` column, else by an equal source term. A row's
    status is that of its rendering: the term of the two that the concept does not have yet, and
    where both are new, the one in the later column. The other one is ``preferred``.

    ``warn`` is told the place of each row that is left out, and why; the rest is read. Raise
    FormatError for a file that is no table of terms at all.
    """
    problems: list[tuple[Origin, str]] = []

    def tell(origin: Origin, message: str) -> None:
        problems.append((origin, message))

    text, _ = files.decode(_bytes(path), path, encoding)
    rows = list(_rows(text.removeprefix("\ufeff"), path, tell))
    if not rows:
        return ()
    header = _header(rows[0][0])
    body = rows[1:] if header else rows
    names, languages = _languages(header or ["source", "target", "note"], body, path)
    entries: dict[tuple[str, str], _Entry] = {}
    for cells, line in body:
        origin = Origin(path, line)
        row = _row(cells, names, languages, origin, tell, strict=header is not None)
        if row is not None:
            _add(entries, row, languages, tell)
    if warn is not None:
        for origin, message in sorted(problems, key=lambda problem: problem[0].line):
            warn(origin, message)
    return tuple(
        Concept(
            tuple(entry.terms),
            entry.id,
            entry.subject,
            entry.kind,
            entry.definition,
            origin=entry.origin,
        )
        for entry in entries.values()
    )


def _bytes(path: str) -> bytes:
    data = files.read_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        raise FormatError("is a workbook, not a text table", path, hint="Save it as CSV UTF-8")
    return data


# ---------------------------------------------------------------------------------------- cells


def _rows(text: str, path: str, warn: Warn) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each row that is not empty, and its first line."""
    delimiter = _delimiter(text, path)
    lines = _tab_rows(text) if delimiter == "\t" else _quoted_rows(text, path, delimiter, warn)
    for cells, line in lines:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield stripped, line


def _delimiter(text: str, path: str) -> str:
    extension = PurePath(path).suffix.lower()
    if extension in {".tsv", ".tab", ".utf8"}:
        return "\t"
    first = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in "\t,;":
        if delimiter in first:
            return delimiter
    if not first:
        return ","
    hint = "Separate the columns with commas (CSV) or tabs (TSV)"
    raise FormatError("the first row has one column only", path, 1, hint)


def _quoted_rows(
    text: str, path: str, delimiter: str, warn: Warn
) -> Iterator[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield next(reader), line
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                # Everything after the quote would be one cell: no rest to go on with.
                hint = "Close it, or double a quote that belongs to the text"
                raise FormatError("a quote opens here and never closes", path, line, hint) from None
            warn(Origin(path, line), f"left out: {error}")


def _tab_rows(text: str) -> Iterator[tuple[list[str], int]]:
    """Yield rows of tab-separated values, where a quote is mostly a character like others."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if not line.startswith("#"):  # a comment, as in OmegaT's glossaries and in UTX
            yield [_unquote(cell) for cell in line.rstrip("\n").split("\t")], number


def _unquote(cell: str) -> str:
    """Undo the quoting of a spreadsheet, which quotes what has a quote or a comma in it."""
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    inner = cell[1:-1]
    halved = inner.replace('""', "")
    if '"' in halved or (halved == inner and "," not in inner):
        return cell
    return inner.replace('""', '"')


# -------------------------------------------------------------------------------------- columns


_TEXTS: Final = ("en", "ja", "source", "target")
_OTHER: Final = {"en": "ja", "ja": "en"}
_LANGUAGES: Final = {"en": "English", "ja": "Japanese"}


def _header(cells: list[str]) -> list[str] | None:
    """Return the keys of the columns, unknown ones empty, or None where the row is an entry.

    ``English,英語`` is an entry: both words name the same column.
    """
    keys: list[str] = []
    for cell in cells:
        key = _COLUMN_OF.get(_words(cell), "")
        keys.append("" if key in keys else key)
    return keys if sum(key in _TEXTS for key in keys) >= 2 else None


def _languages(
    names: list[str], body: list[tuple[list[str], int]], path: str
) -> tuple[list[str], dict[str, str]]:
    """Return the columns as ``first`` and ``second`` term and others, and the two's languages."""
    texts = [name for name in names if name in _TEXTS]
    one, two = (
        [name for name in texts if name in _OTHER] if set(_OTHER) <= set(texts) else texts[:2]
    )
    renamed = [{one: "first", two: "second"}.get(name, name) for name in names]
    lang = one if one in _OTHER else _OTHER.get(two, "")
    if not lang:
        shares = [_share(body, renamed.index(key)) for key in ("first", "second")]
        if body and shares[0] == shares[1]:
            hint = "Begin the file with a row of column names: en,ja"
            message = "cannot tell which column is English and which Japanese"
            raise FormatError(message, path, 1, hint)
        lang = "en" if shares[0] < shares[1] else "ja"
    return renamed, {"first": lang, "second": _OTHER[lang]}


def _share(body: list[tuple[list[str], int]], index: int) -> float:
    """Return the share of Japanese among the cells of a column whose script tells."""
    found = [detect(cells[index]) for cells, _ in body if index < len(cells)]
    known = [lang for lang in found if lang is not None]
    return known.count("ja") / len(known) if known else 0.5


def _row(
    cells: list[str],
    names: list[str],
    languages: dict[str, str],
    origin: Origin,
    warn: Warn,
    *,
    strict: bool,
) -> _Row | None:
    """Return the row by columns, or None and a word to the user where it says no pair of terms."""
    if strict and any(cells[len(names) :]):
        warn(origin, f"left out: {len(cells)} cells where the header has {len(names)}")
        return None
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
    missing = [_LANGUAGES[lang] for key, lang in languages.items() if key not in named]
    if missing:
        warn(origin, f"left out: no {' and no '.join(missing)} term")
        return None
    status = named.get("status", "")
    if status and _words(status) not in _STATUS_OF:
        warn(origin, f"left out: {status!r} is not a status; use one of {', '.join(_STATUSES)}")
        return None
    return _Row(named, origin)


def _words(cell: str) -> str:
    return fold(cell).replace("_", " ")


# ------------------------------------------------------------------------------------- concepts


def _add(
    entries: dict[tuple[str, str], _Entry], row: _Row, languages: dict[str, str], warn: Warn
) -> None:
    """Put the terms of a row into the concept that it belongs to."""
    cells = row.cells
    concept = cells.get("concept", "")
    key = ("id", concept) if concept else ("term", cells["first"])
    entry = entries.setdefault(key, _Entry(concept, row.origin))
    entry.subject = entry.subject or cells.get("subject", "")
    entry.kind = entry.kind or cells.get("kind", "")
    entry.definition = entry.definition or cells.get("definition", "")
    stated: TermStatus = _STATUS_OF.get(_words(cells.get("status", "")), "preferred")
    terms = {side: Term(cells[side], languages[side]) for side in ("first", "second")}
    known = {side: _find(entry.terms, term) for side, term in terms.items()}
    rendering = "first" if known["first"] is None and known["second"] is not None else "second"
    for side, term in terms.items():
        if side == rendering:
            found = replace(
                term,
                status=stated,
                part_of_speech=cells.get("pos", ""),
                note=cells.get("note", ""),
                origin=row.origin,
            )
        else:
            found = replace(term, part_of_speech=cells.get("pos", ""), origin=row.origin)
        index = known[side]
        if index is None:
            entry.terms.append(found)
        elif side == rendering:
            _again(entry.terms[index], found, row.origin, warn)


def _find(terms: list[Term], wanted: Term) -> int | None:
    for index, term in enumerate(terms):
        if term.text == wanted.text and term.lang == wanted.lang:
            return index
    return None


def _again(first: Term, second: Term, origin: Origin, warn: Warn) -> None:
    """Tell of a row whose two terms the concept already has; the earlier row stands."""
    where = f"line {first.origin.line}" if first.origin else "an earlier line"
    if first.status != second.status:
        warn(origin, f"left out: {first.text} is {first.status} on {where}, here {second.status}")
    else:
        warn(origin, f"left out: {first.text} stands already on {where}")
