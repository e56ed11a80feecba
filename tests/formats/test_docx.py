from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import _docx_parts
from tmkit.formats.docx import read
from tmkit.model import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def para(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def package(body: str, namespace: str = W, **parts: str) -> bytes:
    """Return a DOCX of only the parts that are needed."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="http://x/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    members = {
        "document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
        "_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"{kind}.xml": content for kind, content in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"word/{name}", content)
    return stream.getvalue()


def document(body: str, **parts: str) -> Document:
    return read(package(body, **parts), "x.docx", "ja")


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in document(body, **parts).paragraphs]


def omitted(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(omission.reason, omission.text) for omission in document(body, **parts).omitted]


def test_a_document_as_a_word_processor_writes_it() -> None:
    made = docx.Document()
    made.add_heading("灯台の町", 0)
    made.add_heading("航路", 2)
    paragraph = made.add_paragraph("　町は")
    paragraph.add_run("新しい").bold = True
    paragraph.add_run("航路を開く。 ")
    paragraph.add_run().add_break()
    paragraph.add_run("来春から。")
    made.add_paragraph("")
    made.add_paragraph("一つ目", style="List Bullet")
    made.add_paragraph("引用の文。", style="Intense Quote")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "便"
    table.cell(0, 1).text = "時刻"
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "内側"
    made.add_paragraph().add_run("改頁の後").add_break(WD_BREAK.PAGE)
    made.sections[0].header.paragraphs[0].text = "社外秘"
    made.sections[0].footer.paragraphs[0].text = "一頁"
    found = read(saved(made), "x.docx", "ja")
    assert [(p.kind, p.text) for p in found.paragraphs] == [
        ("heading", "灯台の町"),
        ("heading", "航路"),
        ("body", "町は新しい航路を開く。"),
        ("body", "来春から。"),
        ("item", "一つ目"),
        ("quote", "引用の文。"),
        ("cell", "便"),
        ("cell", "時刻"),
        ("cell", "内側"),
        ("body", "改頁の後"),
    ]
    assert {(o.reason, o.text) for o in found.omitted} == {
        ("page header", "社外秘"),
        ("page footer", "一頁"),
    }
    assert (found.format, found.encoding) == ("docx", None)
    marks = [(p.marks[0].line, p.marks[0].column) for p in found.paragraphs[:5]]
    assert marks == [(1, 1), (2, 1), (3, 2), (3, 15), (5, 1)]


def test_python_docx_agrees_on_the_text() -> None:
    made = docx.Document()
    for text in ("港の朝は早い。", "A tab\tand more", "最後の文"):
        made.add_paragraph(text)
    data = saved(made)
    theirs = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert [p.text for p in read(data, "x", "ja").paragraphs] == theirs


def test_changes_are_taken_as_made() -> None:
    gone = "<w:del><w:r><w:delText>二便</w:delText></w:r></w:del>"
    body = (
        para(run("船は"), gone, f"<w:ins>{run('三便')}</w:ins>", run("です。"))
        + para(f"<w:moveFrom>{run('移した文。')}</w:moveFrom>")
        + para(f"<w:moveTo>{run('移した文。')}</w:moveTo>")
    )
    assert texts(body) == ["船は三便です。", "移した文。"]
    assert omitted(body) == [("deleted text", "二便"), ("moved text", "移した文。")]


def test_a_deleted_paragraph_mark_joins() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    (paragraph,) = document(para(mark, run("前の")) + para(run("文。"))).paragraphs
    assert paragraph.text == "前の文。"
    assert [(m.offset, m.line, m.column) for m in paragraph.marks] == [(0, 1, 1), (2, 2, 1)]


def test_links_ruby_and_special_characters() -> None:
    ruby = f"<w:ruby><w:rt>{run('みなと')}</w:rt><w:rubyBase>{run('港')}</w:rubyBase></w:ruby>"
    special = '<w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:sym w:font="x" w:char="F0E0"/>'
    body = para(
        f"<w:hyperlink>{run('航路')}</w:hyperlink>", f"<w:r>{ruby}</w:r>", f"<w:r>{special}</w:r>"
    )
    assert texts(body) == ["航路港A\u2011B"]
    assert omitted(body) == [("ruby reading", "みなと"), ("symbol", "\uf0e0")]


def test_fields_give_their_result() -> None:
    def part(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>REF x</w:instrText></w:r>" + run("符号")
    result = part("separate") + run("第一章") + part("end")
    body = para(part("begin"), code, result, run("を見る。"))
    assert texts(body) == ["第一章を見る。"]
    assert omitted(body) == [("field code", "符号")]


def test_text_boxes_come_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{para(run('箱の文。'))}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ways = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    either = f"<w:r><mc:AlternateContent {mc}>{ways}</mc:AlternateContent></w:r>"
    body = para(run("前"), either, run("後"))
    assert texts(body) == ["前後", "箱の文。"]
    assert omitted(body) == []


def test_notes_and_comments() -> None:
    def note(number: int, text: str, kind: str = "footnote") -> str:
        return f'<w:{kind} w:id="{number}">{para(run(text))}</w:{kind}>'

    def reference(number: int, kind: str = "footnote") -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    notes = separator + note(2, "注の二") + note(3, "注の三") + note(4, "迷子")
    parts = {
        "footnotes": f"<w:footnotes {W}>{notes}</w:footnotes>",
        "endnotes": f"<w:endnotes {W}>{note(2, '文末', 'endnote')}</w:endnotes>",
        "comments": f"<w:comments {W}><w:comment>{para(run('要確認'))}</w:comment></w:comments>",
    }
    body = para(run("文"), reference(3), reference(2, "endnote"), reference(2))
    assert texts(body, **parts) == ["文", "注の三", "文末", "注の二"]
    assert omitted(body, **parts) == [("note without a reference", "迷子"), ("comment", "要確認")]


def test_hidden_text_contents_and_wrappers() -> None:
    def style(identifier: str, name: str, base: str = "") -> str:
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        names = f'<w:name w:val="{name}"/>{based}'
        return f'<w:style w:type="paragraph" w:styleId="{identifier}">{names}</w:style>'

    def hidden(value: str, text: str) -> str:
        return f"<w:r><w:rPr><w:vanish{value}/></w:rPr><w:t>{text}</w:t></w:r>"

    # the styles b and c are based on each other
    styles = style("a", "toc 1") + style("b", "heading 1", "c") + style("c", "mine", "b")
    contents = para('<w:pPr><w:pStyle w:val="a"/></w:pPr>', run("航路 1"))
    heading = para(
        '<w:pPr><w:pStyle w:val="c"/></w:pPr>',
        run("見出し"),
        hidden("", "隠し"),
        hidden(' w:val="0"', "表"),
    )
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{contents}</w:sdtContent></w:sdt>{heading}"
    found = document(body, styles=f"<w:styles {W}>{styles}</w:styles>")
    assert [(p.kind, p.text) for p in found.paragraphs] == [("heading", "見出し表")]
    assert [(o.reason, o.text) for o in found.omitted] == [
        ("table of contents", "航路 1"),
        ("hidden text", "隠し"),
    ]


def test_strict_open_xml() -> None:
    data = package(para(run("厳密な文。")), STRICT)
    assert read(data, "x", "ja").paragraphs[0].text == "厳密な文。"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (package("<w:p>")[:-40], "damaged"),
        (package("<w:p>"), "damaged DOCX file .in word/document.xml"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            r"\.doc.*\.docx",
        ),
        ("ただの文です。".encode(), "not a DOCX file"),
    ],
)
def test_what_is_no_docx(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(data, "x.docx", "ja")


def test_declarations_are_refused() -> None:
    body = f"<w:body>{para(run('&a;'))}</w:body>"
    bomb = f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {W}>{body}</w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(FormatError, match="damaged"):
        read(data.getvalue(), "x.docx", "ja")


def test_an_oversized_part_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_docx_parts, "MAX_PART", 1 << 20)
    with pytest.raises(FormatError, match="larger than 1 MiB unpacked"):
        document(para(run("あ" * (1 << 20))))


def test_deep_documents_do_not_break_the_reader() -> None:
    with pytest.raises(FormatError, match="damaged"):
        document("<w:tbl>" * 5000 + "</w:tbl>" * 5000)
    assert texts("<w:ins>" * 200 + "<w:p><w:r><w:t>底</w:t></w:r></w:p>" + "</w:ins>" * 200) == [
        "底"
    ]


XML_TEXT = st.text("あ漢a1 。&<>\u3000", max_size=20)


@given(st.lists(XML_TEXT, max_size=8))
def test_every_paragraph_comes_back(lines: list[str]) -> None:
    found = document("".join(para(run(escape(line))) for line in lines)).paragraphs
    assert [p.text for p in found] == [line.strip() for line in lines if line.strip()]
    for paragraph in found:
        (mark,) = paragraph.marks
        assert lines[mark.line - 1][mark.column - 1 :].startswith(paragraph.text)
