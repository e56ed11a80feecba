"""The columns of a glossary table: their names, what else they are called, and their languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tmkit.errors import ConfigError, FormatError
from tmkit.formats._term_words import TERM_TYPES
from tmkit.language import detect, fold, is_tag, primary
from tmkit.model import TermStatus

# What every table that tmkit writes has, in this order; "en" and "ja" stand for its languages.
COLUMNS: Final = (
    "concept en ja status kind subject pos type definition context source note created changed"
).split()
# Written where something is in them, after the others; further contexts are "context 2" and so on.
EXTRA: Final = ("definition source", "concept note")

# Keys are folded: case, width and runs of space do not matter.
_NAMES: Final = {
    "en": "en eng english en-us en-gb 英語 英",
    "ja": "ja jp jpn japanese ja-jp 日本語 和",
    "source": "source src term source_term 用語 原文 原語 原文用語",
    "target": "target tgt target_term translation 訳文 訳語 訳 対訳",
    "status": "status usage 状態 ステータス 使用区分",
    "kind": "kind category 種別 種類 分類",
    "type": "type",
    "term type": "term_type termtype 用語タイプ 語形",
    "subject": "subject domain field subject_field 分野 専門分野",
    "definition": "definition 定義 説明",
    "definition source": "definition_source 定義の出典",
    "pos": "pos part_of_speech 品詞",
    "note": "note notes comment comments remark remarks description 備考 注 注記 メモ コメント",
    "concept note": "concept_note 概念の注記",
    "concept": "concept concept_id id cid 概念 概念id",
    "context": "context contexts example examples 文脈 例文 用例",
    "reference": "reference references term_reference 出典 典拠",
    "created": "created creation_date date_created 作成日 登録日",
    "changed": "changed modified updated last_modified 更新日 変更日",
}
_KEY_OF: Final = {
    name.replace("_", " "): key for key, all_ in _NAMES.items() for name in all_.split()
}
_NUMBERED: Final = re.compile(r"(.*[^\d\s]) ?([2-9]|[1-9][0-9])")

_STATUSES: Final[dict[TermStatus, str]] = {
    "preferred": "preferred approved standard recommended main 推奨 優先 承認 承認済み 標準 正式",
    "admitted": "admitted allowed acceptable accepted alternative 許容 可 承認可 別名",
    "provisional": "provisional proposed candidate draft pending new 暫定 提案 候補 仮 要確認",
    "forbidden": "forbidden deprecated prohibited not_recommended do_not_use ng non-standard "
    "rejected 禁止 不可 非推奨 使用禁止 使用不可",
    "obsolete": "obsolete superseded old 廃止 旧 旧称 旧語",
}
STATUSES: Final = tuple(_STATUSES)
_STATUS_OF: Final[dict[str, TermStatus]] = {
    name.replace("_", " "): key for key, names in _STATUSES.items() for name in names.split(" ")
}

_TEXTS: Final = ("en", "ja", "source", "target")
_OTHER: Final = {"en": "ja", "ja": "en"}
LANGUAGES: Final = {"en": "English", "ja": "Japanese"}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds ("" for an unknown one), and the languages of its two terms.

    The columns of the terms are ``first`` and ``second``. ``full`` says that the table has every
    column of :data:`COLUMNS`, as one that tmkit wrote.
    """

    keys: tuple[str, ...]
    languages: Mapping[str, str]
    full: bool


def words(cell: str) -> str:
    """Return a cell as the key of a name or status."""
    return fold(cell).replace("_", " ")


def status_of(cell: str) -> TermStatus | None:
    """Return the status that a word means, ``preferred`` for none, None for an unknown word."""
    return _STATUS_OF.get(words(cell)) if cell else "preferred"


def header(cells: Sequence[str], given: Mapping[str, str] | None, path: str) -> list[str] | None:
    """Return the keys of the columns, unknown ones empty, or None where the row is an entry.

    ``English,英語`` is an entry: both words name the same column. ``given`` maps a column of tmkit
    to its name in this file.
    """
    if given:
        return _given(cells, given, path)
    keys: list[str] = []
    for cell in cells:
        key = _key(cell)
        keys.append("" if key in keys else key)
    return keys if sum(key in _TEXTS for key in keys) >= 2 else None


def _key(cell: str) -> str:
    name = words(cell)
    if name in _KEY_OF:
        return _KEY_OF[name]
    numbered = _NUMBERED.fullmatch(name)
    if numbered and _KEY_OF.get(numbered[1]) == "context":
        return f"context {numbered[2]}"
    return ""


def _given(cells: Sequence[str], given: Mapping[str, str], path: str) -> list[str]:
    """Return the keys of the columns where the user names some; the others go by their names."""
    wanted: dict[str, str] = {}
    for column, name in given.items():
        key = _key(column)
        if not key:
            hint = f"Known are {', '.join([*COLUMNS, *EXTRA])}"
            raise ConfigError(f"no column of a glossary is called {column!r}", hint)
        wanted[words(name)] = key
    found = [words(cell) for cell in cells]
    for column, name in given.items():
        if words(name) not in found:
            hint = f"Its columns are {', '.join(cell for cell in cells if cell)}"
            raise FormatError(f"no column is called {name!r} ({column})", path, 1, hint)
    keys: list[str] = []
    for cell, name in zip(cells, found, strict=True):
        key = wanted.get(name) or _key(cell)
        taken = key in keys or (name not in wanted and key in wanted.values())
        keys.append("" if taken else key)
    return keys


def columns(
    names: Sequence[str],
    cells: Sequence[str],
    body: Sequence[tuple[list[str], int]],
    path: str,
) -> Columns:
    """Return what the columns hold; ``cells`` is the row of names, empty where there is none.

    Raise FormatError where neither names nor script tell which column is English.
    """
    texts = [name for name in names if name in _TEXTS]
    if len(texts) < 2:
        hint = "Name the columns of both, as in en=…, ja=…"
        raise FormatError("has no two columns of terms", path, 1, hint)
    one, two = (
        [name for name in texts if name in _OTHER] if set(_OTHER) <= set(texts) else texts[:2]
    )
    keys = [{one: "first", two: "second"}.get(name, name) for name in names]
    keys = ["reference" if key == "source" else key for key in keys]
    _tell_types(keys, body)
    lang = one if one in _OTHER else _OTHER.get(two, "")
    if not lang:
        lang = _by_script(keys, body, path)
    languages = {"first": lang, "second": _OTHER[lang]}
    for side, tag in languages.items():
        cell = cells[keys.index(side)].replace("_", "-") if cells else ""
        if "-" in cell and is_tag(cell) and primary(cell) == tag:
            languages[side] = canonical(cell)
    full = {"reference" if name == "source" else name for name in COLUMNS[3:]} <= {
        "type" if key == "term type" else key for key in keys
    }
    return Columns(tuple(keys), languages, full and "concept" in keys)


def canonical(tag: str) -> str:
    """Return a tag as BCP 47 recommends it: ``en-US``, ``zh-Hant-TW``."""
    first, *rest = tag.split("-")
    parts = [part.upper() if len(part) == 2 else part.title() for part in rest]
    return "-".join([first.lower(), *parts])


def _tell_types(keys: list[str], body: Sequence[tuple[list[str], int]]) -> None:
    """Set whether a column ``type`` is that of the term (acronym) or of the thing (person)."""
    if "type" not in keys:
        return
    index = keys.index("type")
    values = {cells[index] for cells, _ in body if index < len(cells) and cells[index]}
    of_term = "kind" in keys or (values and values <= set(TERM_TYPES))
    if of_term and "term type" in keys:
        keys[index] = ""
    else:
        keys[index] = "term type" if of_term else "kind"


def _by_script(keys: Sequence[str], body: Sequence[tuple[list[str], int]], path: str) -> str:
    """Return the language of the first term, by the script of all of them."""
    shares = [_share(body, keys.index(key)) for key in ("first", "second")]
    if body and shares[0] == shares[1]:
        hint = "Begin the file with a row of column names: en,ja"
        message = "cannot tell which column is English and which Japanese"
        raise FormatError(message, path, 1, hint)
    return "en" if shares[0] < shares[1] else "ja"


def _share(body: Sequence[tuple[list[str], int]], index: int) -> float:
    """Return the share of Japanese among the cells of a column whose script tells."""
    found = [detect(cells[index]) for cells, _ in body if index < len(cells)]
    known = [lang for lang in found if lang is not None]
    return known.count("ja") / len(known) if known else 0.5
