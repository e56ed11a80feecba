from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tmkit.formats.markdown import read
from tmkit.model import Document


def document(source: str, lang: str = "ja") -> Document:
    return read(source.encode(), "x.md", lang)


def kinds(source: str, lang: str = "ja") -> list[tuple[str, str, int]]:
    return [(p.kind, p.text, p.marks[0].line) for p in document(source, lang).paragraphs]


def omitted(source: str) -> list[tuple[str, str, int]]:
    found = document(source).omitted
    return [(o.reason, o.text, o.origin.line if o.origin else 0) for o in found]


PAGE = """\
---
title: 航路
---

# 新しい**航路** #

町は[新しい航路](https://example.com/route "案内")を
開く。`ferry 2.0` と ~~旧~~ *新* の&amp;印 \\* です。

- 一つ目
  の項目
- 二つ目

  > 引用の文

| 便 | 時刻 \\| 分 |
|---|---|
| 一便 | **7:10** |

![岸壁の*写真*](p.jpg)

```python
x = 1
```

<!-- 校正中 -->

[r]: https://example.com/r
"""


def test_a_page() -> None:
    assert kinds(PAGE) == [
        ("heading", "新しい航路", 5),
        ("body", "町は新しい航路を開く。ferry 2.0 と 旧 新 の&印 * です。", 7),
        ("item", "一つ目の項目", 10),
        ("item", "二つ目", 12),
        ("quote", "引用の文", 14),
        ("cell", "便", 16),
        ("cell", "時刻 | 分", 16),
        ("cell", "一便", 18),
        ("cell", "7:10", 18),
        ("caption", "岸壁の写真", 20),
    ]
    assert omitted(PAGE) == [
        ("front matter", "---\ntitle: 航路\n---", 1),
        ("link destination", "https://example.com/route", 7),
        ("link title", "案内", 7),
        ("link destination", "p.jpg", 20),
        ("code block", "python\nx = 1", 22),
        ("comment", "校正中", 26),
        ("link definition", "[r]: https://example.com/r", 28),
    ]


def test_marks_are_true() -> None:
    lines = PAGE.split("\n")
    for paragraph in document(PAGE).paragraphs:
        ends = [mark.offset for mark in paragraph.marks[1:]] + [len(paragraph.text)]
        for mark, end in zip(paragraph.marks, ends, strict=True):
            piece = paragraph.text[mark.offset : end]
            if "|" not in piece:  # the escape in the table cell
                assert lines[mark.line - 1][mark.column - 1 :].startswith(piece)


def test_a_link_to_its_own_text() -> None:
    (paragraph,) = document("[abc](abc) abc", "en").paragraphs
    assert paragraph.text == "abc abc"
    assert paragraph.place(4, "x").column == 12


def test_breaks() -> None:
    assert kinds("one\ntwo  \nthree\\\nfour<br>five", "en") == [
        ("body", "one two", 1),
        ("body", "three", 3),
        ("body", "four", 4),
        ("body", "five", 4),
    ]


def test_markers_are_listed_and_end_a_paragraph() -> None:
    source = ":::note warn\n注意の文です。\n:::\n\n> [!NOTE]\n> 補足の文です。\n"
    assert kinds(source) == [("body", "注意の文です。", 2), ("quote", "補足の文です。", 6)]
    assert omitted(source) == [
        ("marker", ":::note warn", 1),
        ("marker", ":::", 3),
        ("marker", "[!NOTE]", 5),
    ]


def test_footnotes_are_text() -> None:
    source = "本文[^1]です。\n\n[^1]: 注釈です。\n\n続きの文。\n"
    assert [text for _, text, _ in kinds(source)] == ["本文^1です。", "注釈です。", "続きの文。"]
    assert kinds("文。\n\n[^a]: see the *old* map\n", "en")[1] == (
        "body",
        "[^a]: see the old map",
        3,
    )


def test_html_in_markdown() -> None:
    source = '文一。\n\n<p align="center">\n  中央の<b>文</b>。\n</p>\n\n'
    source += "<ruby>港<rt>みなと</rt></ruby>の朝\n"
    assert kinds(source) == [
        ("body", "文一。", 1),
        ("body", "中央の文。", 4),
        ("body", "港の朝", 7),
    ]
    assert omitted(source) == [("ruby reading", "みなと", 7)]


def test_front_matter_needs_an_end() -> None:
    assert kinds("---\n文です。\n") == [("body", "文です。", 2)]
    assert kinds("+++\ntitle = 1\n+++\n文です。\n") == [("body", "文です。", 4)]


def test_windows_line_ends_and_encoding() -> None:
    found = read("# 見出しです\r\n\r\n本文の文です。\r\n".encode("cp932"), "x.md", "ja")
    assert found.encoding == "cp932"
    assert [p.marks[0].line for p in found.paragraphs] == [1, 3]


@given(st.lists(st.text("あ漢a1 .、。", min_size=1, max_size=20), max_size=8))
def test_plain_text_passes_whole(lines: list[str]) -> None:
    source = "\n\n".join("文" + line for line in lines)
    found = document(source)
    assert [p.text for p in found.paragraphs] == [("文" + line).strip() for line in lines]


@given(st.text("あ*_[]()!`~<>|-#: \n\\&;1.b", max_size=60))
def test_no_text_is_lost_and_marks_stay_in_the_file(source: str) -> None:
    found = document(source)
    everything = "".join(p.text for p in found.paragraphs) + "".join(o.text for o in found.omitted)
    assert source.count("あ") <= everything.count("あ") or "<" in source
    lines = re.split(r"\r\n|\r|\n", source)
    for paragraph in found.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        assert all(1 <= mark.line <= len(lines) for mark in paragraph.marks)
        assert [m.offset for m in paragraph.marks] == sorted({m.offset for m in paragraph.marks})
