from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tmkit.errors import ConfigError, FormatError
from tmkit.formats import FORMATS, format_of, read_document

HTML = "<!DOCTYPE html>\n<html><body><p>港の朝は早い。</p></body></html>"


def archive(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("港の朝".encode(), "a.txt", "text"),
        ("港の朝".encode(), "a.unknown", "text"),
        ("港の朝".encode(), "-", "text"),
        (b"# x", "A.MD", "markdown"),
        (HTML.encode(), "a.html", "html"),
        (HTML.encode(), "a.txt", "html"),
        (HTML.encode("utf-16"), "a.txt", "html"),
        (b"<!-- saved from url=(0022)https://example.com/ -->\n<html>", "-", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "a.xhtml", "html"),
        (b"<p>a fragment", "a.htm", "html"),
        ("ただの文".encode(), "a.html", "text"),
        ("ただの文".encode(), "a.docx", "text"),
        (archive(word__document="x"), "a.bin", "docx"),
        (b"", "a.md", "markdown"),
    ],
)
def test_format_by_content_then_name(data: bytes, name: str, expected: str) -> None:
    assert format_of(data, name) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n", r"a PDF file.*save that as text or DOCX"),
        (b"{\\rtf1\\ansi", r"an RTF file.*Save it as DOCX"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08", "Unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (archive(xl__workbook="x"), r"a spreadsheet .\.xlsx"),
        (archive(ppt__presentation="x"), "a presentation"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), r"\.odt.*\.docx"),
        (archive(mimetype="application/epub+zip"), "EPUB"),
        (archive(readme="x"), "a ZIP archive"),
        (b"PK\x03\x04....", "damaged"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "MHTML"),
        (b'<?xml version="1.0"?><tmx version="1.4">', r"an XML file .tmx"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(FormatError, match=message):
        read_document(str(file), "ja")


def test_read_document(tmp_path: Path) -> None:
    file = tmp_path / "港.txt"
    file.write_bytes("港の朝は早い。\n船が出る。\n".encode("euc_jp"))
    document = read_document(str(file), "ja")
    assert [p.text for p in document.paragraphs] == ["港の朝は早い。", "船が出る。"]
    assert (document.path, document.encoding, document.format) == (str(file), "EUC-JP", "text")
    assert read_document(str(file), "ja", format="markdown").format == "markdown"
    with pytest.raises(FormatError, match="not valid UTF-8"):
        read_document(str(file), "ja", encoding="utf-8")
    with pytest.raises(ConfigError, match="Known are text, markdown, html, docx"):
        read_document(str(file), "ja", format="pdf")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(HTML.encode())

    monkeypatch.setattr(sys, "stdin", Stream())
    document = read_document("-", "ja")
    assert (document.path, document.format) == ("-", "html")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_no_text(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(FormatError, match="holds no text"):
        read_document(str(file), "ja")


def test_only_omissions(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"```\ncode\n```\n")
    with pytest.raises(FormatError, match=r"holds no text.*code block"):
        read_document(str(file), "ja")


def test_every_format_has_a_reader() -> None:
    for reader in FORMATS.values():
        assert callable(reader.load())


def test_nothing_heavy_is_loaded_before_it_is_wanted() -> None:
    code = (
        "import sys, tmkit.formats;"
        "print(sorted({'lxml', 'docx', 'markdown_it', 'numpy', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
