"""Glossaries: the concepts of a file, and an index that finds their terms in texts."""

from __future__ import annotations

from collections.abc import Mapping

from tmkit.formats._term_words import Warn
from tmkit.formats.terminology import read_concepts
from tmkit.glossary.index import Glossary, Hit
from tmkit.model import Concept

__all__ = ["Glossary", "Hit", "read_glossary"]


def read_glossary(
    path: str,
    *,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002
    columns: Mapping[str, str] | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    warn: Warn | None = None,
) -> tuple[Concept, ...]:
    """Return the concepts of a glossary: CSV, TSV, XLSX, TBX, UTX or OmegaT's text.

    The format is told by the content, then by the name's extension; ``format`` overrides both. See
    :func:`tmkit.formats.terminology.read_concepts`.
    """
    return read_concepts(
        path,
        format,
        encoding=encoding,
        columns=columns,
        source_lang=source_lang,
        target_lang=target_lang,
        warn=warn,
    )
