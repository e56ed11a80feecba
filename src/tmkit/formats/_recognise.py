"""What a file is by its own bytes: the first bytes of a kind are public, its name is a habit."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from tmkit.errors import FormatError

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\s")
_ROOT = re.compile(rb"<([A-Za-z][\w.:-]*)")
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:)", re.IGNORECASE)
_TAG = re.compile(rb"<[A-Za-z!/]")
_AS_TEXT = "Open it, and save it as text or as DOCX"

_MAGIC = (
    (b"%PDF-", "a PDF file", "Open it, copy its text, and save that as text or DOCX"),
    (b"{\\rtf", "an RTF file", "Save it as DOCX"),
    (b"\x89PNG", "a picture (PNG)", "Give the text itself"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Give the text itself"),
    (b"GIF8", "a picture (GIF)", "Give the text itself"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"bplist", "a Safari web archive", "Save the page as HTML source"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office files until 2003
_OLE_STREAMS = (
    ("EncryptedPackage", "a password-protected Office file", "Save it without the password"),
    ("WordDocument", "an old Word file (.doc)", "Open it, and save it as .docx"),
    ("Workbook", "an old Excel file (.xls)", "Open it, and save the text as .txt or .docx"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", _AS_TEXT),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/epub+zip": "an EPUB book",
}


def by_content(data: bytes, path: str) -> str | None:
    """Return ``docx`` or ``html`` where the bytes say so beyond doubt, else None (some text).

    Raises FormatError for kinds that hold no text tmkit can read, with the way out.
    """
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            raise _refusal(kind, path, hint)
    if data.startswith(_OLE):
        raise _ole(data, path)
    if data.startswith(b"PK\x03\x04"):
        _zip(data, path)
        return "docx"
    head = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 as well
    if _HTML.match(head):
        return "html"
    if _MHTML.match(head) and b"multipart/related" in head:
        raise _refusal("a web archive (MHTML)", path, "Save the page as HTML only")
    if _XML.match(head):
        root = _ROOT.search(head)
        name = root.group(1).decode("ascii") if root else "?"
        if name.lower() == "html":
            return "html"
        raise _refusal(f"an XML file ({name})", path, _AS_TEXT)
    return None


def has_tags(data: bytes) -> bool:
    """Whether there is any HTML tag: a file called .html may hold plain text."""
    return _TAG.search(data.replace(b"\0", b"")) is not None


def _refusal(kind: str, path: str, hint: str) -> FormatError:
    return FormatError(f"this is {kind}, which cannot be read", path, hint=hint)


def _ole(data: bytes, path: str) -> FormatError:
    for stream, kind, hint in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return _refusal(kind, path, hint)
    return _refusal("an old Office file", path, "Open it, and save it as .docx")


def _zip(data: bytes, path: str) -> None:
    """Raise FormatError unless the ZIP archive is a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        hint = "Open it in a word processor and save it again as .docx"
        raise FormatError("a damaged DOCX or ZIP file", path, hint=hint) from None
    folders = {name.split("/", 1)[0] for name in names}
    if "word" in folders or (not mime and "_rels" in folders and not folders & {"xl", "ppt"}):
        return
    if "xl" in folders:
        raise _refusal("a spreadsheet (.xlsx)", path, "Save the text as .txt or .docx")
    if "ppt" in folders:
        raise _refusal("a presentation (.pptx)", path, _AS_TEXT)
    for prefix, kind in _OPEN_DOCUMENT.items():
        if mime.startswith(prefix):
            raise _refusal(kind, path, "Open it, and save it as .docx")
    raise _refusal("a ZIP archive", path, "Unpack it first")
