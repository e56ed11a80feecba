"""From bytes to text: which encoding a file is in, and decoding it without guessing.

The order of :func:`decode` is measured, not tasted: EUC-JP text often passes for cp932, while
cp932 text longer than one character does not pass for EUC-JP; and ISO-2022-JP is plain ASCII to
every other decoder, so that its escapes are looked for first.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from collections import Counter

from tmkit.errors import ConfigError, FormatError

_HINT = "Name its encoding with --encoding (utf-8, cp932, euc-jp, iso-2022-jp or utf-16)"
_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32BE"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16BE"),
)
_SHOWN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "utf-32": "UTF-32",
    "ascii": "ASCII",
    "euc_jp": "EUC-JP",
    "iso2022_jp_ext": "ISO-2022-JP",
    "cp1252": "windows-1252",
}
# What calls itself Shift_JIS is cp932 in practice: Python's shift_jis refuses ①, 髙 and ㈱.
_SAME = {
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso8859-1": "cp1252",  # as browsers read it: the C1 controls never occur in text
}
_LABELS = {"x-sjis": "cp932", "windows-31j": "cp932", "x-euc-jp": "euc_jp"}
_NOT_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}

_ESCAPE_2022 = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([JI])")
_CONTROLS = bytes({*range(9), *range(14, 26), *range(28, 32), 127})
_NEWLINE = re.compile(r"\r\n|\r|\n")
_SMART = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0")  # … ‘ ’ “ ” • – — and NBSP in cp1252
_KANA = re.compile(r"[\u3041-\u30ff]")
_TIE = 0.15  # two readings closer than this are a tie
_TIE_WITHOUT_KANA = 0.3
_PLAUSIBLE = 0.5


def split_lines(text: str) -> list[str]:
    """Return the lines of ``text``, ended by LF, CRLF or CR and by nothing else.

    ``str.splitlines`` would also end them at form feeds and U+2028, which editors do not count.
    """
    return _NEWLINE.split(text)


def codec(label: str) -> str | None:
    """Return the name of the Python codec for an encoding's ``label``, None for an unknown one."""
    label = label.strip().lower()
    if label in _LABELS:
        return _LABELS[label]
    try:
        info = codecs.lookup(label)
        "a".encode(info.name)  # refuses what is no text encoding (rot13, base64)
    except (LookupError, ValueError):
        return None
    return None if info.name in _NOT_TEXT else _SAME.get(info.name, info.name)


def decode(data: bytes, path: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of ``data``, without a byte order mark, and its encoding as users know it.

    ``path`` is for the messages. Raises FormatError for binary data, for bytes that fit no
    encoding, and where two encodings fit equally well; ConfigError for an unknown ``encoding``.
    """
    if encoding is not None:
        return _decode_as(data, path, encoding)
    for mark, name, shown in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], path, name, skipped=len(mark)), shown
    if _ESCAPE_2022.search(data) and data.isascii():
        return _strict(data, path, "iso2022_jp_ext"), _SHOWN["iso2022_jp_ext"]
    if b"\0" in data:
        found = _utf16(data)
        if found is None:
            raise _binary(path)
        return found
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) / 50:
        raise _binary(path)
    try:
        return data.decode("utf-8"), _SHOWN["utf-8"]
    except UnicodeDecodeError:
        return _legacy(data, path)


def _binary(path: str) -> FormatError:
    hint = "Give a text, Markdown, HTML or DOCX file"
    return FormatError("this looks like a binary file", path, hint=hint)


def _decode_as(data: bytes, path: str, encoding: str) -> tuple[str, str]:
    name = codec(encoding)
    if name is None:
        hint = "Known are, for example, utf-8, cp932, euc-jp, iso-2022-jp and utf-16"
        raise ConfigError(f"unknown encoding '{encoding}'", hint)
    text = _strict(data, path, name)
    if text.startswith("\ufeff"):
        text = text[1:]
        if name == "utf-8":
            return text, "UTF-8 with BOM"
    return text, _SHOWN.get(name, name)


def _strict(data: bytes, path: str, name: str, skipped: int = 0) -> str:
    """Return ``data`` decoded by the codec ``name``; FormatError with the place of a bad byte."""
    try:
        text = _codec_text(data, name)
    except UnicodeError as error:
        raise _undecodable(data, path, name, error, skipped) from None
    if "\0" in text:
        raise _binary(path)
    return text


def _codec_text(data: bytes, name: str) -> str:
    japanese = name in {"euc_jp", "iso2022_jp_ext"}
    return data.decode(name, "tmkit-microsoft-rows" if japanese else "strict")


def _undecodable(
    data: bytes, path: str, name: str, error: UnicodeError, skipped: int = 0
) -> FormatError:
    shown = _SHOWN.get(name, name)
    if not isinstance(error, UnicodeDecodeError):
        return FormatError(f"not valid {shown}", path, hint=_HINT)
    before = data[: error.start].decode(name, "replace")
    line = len(_NEWLINE.findall(before)) + 1
    byte = f"0x{data[error.start]:02X}" if error.start < len(data) else "the end"
    message = f"not valid {shown}: {byte} at byte {error.start + skipped}"
    return FormatError(message, path, line, hint=f"{_HINT}, or mend that place and save as UTF-8")


def _utf16(data: bytes) -> tuple[str, str] | None:
    """Return the text of UTF-16 without a mark, where the bytes look like it.

    Every second byte is then mostly 00 (Latin) or 30 (kana and Japanese punctuation).
    """
    if len(data) % 2:
        return None
    for name, high in (("utf-16-le", data[1:131072:2]), ("utf-16-be", data[0:131072:2])):
        if (high.count(0) + high.count(0x30)) * 5 < len(high) * 2:
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        sample = text[:65536]
        odd = sum(
            unicodedata.category(c) in {"Cc", "Cn", "Co"} for c in sample if c not in "\t\n\r\f"
        )
        if odd * 100 <= len(sample) and "\0" not in text:
            return text, _SHOWN[name]
    return None


def _legacy(data: bytes, path: str) -> tuple[str, str]:
    """Decode what is neither Unicode nor ISO-2022-JP."""
    replaced = data.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    if sum(c > "\x7f" for c in replaced) - bad > max(3, 4 * bad):  # UTF-8 with a broken place
        return _strict(data, path, "utf-8"), _SHOWN["utf-8"]
    found = _utf16(data)
    if found is not None:
        return found
    readings: list[tuple[float, str, str]] = []
    furthest: tuple[int, str, UnicodeDecodeError] | None = None
    for name in ("euc_jp", "cp932"):
        try:
            text = _codec_text(data, name)
        except UnicodeDecodeError as error:
            if furthest is None or error.start > furthest[0]:
                furthest = (error.start, name, error)
        else:
            readings.append((_plausibility(text), name, text))
    western = _is_western(data)
    if not readings:
        if western:
            return data.decode("cp1252"), _SHOWN["cp1252"]
        if furthest is None:  # pragma: no cover - one of the two was refused
            raise _binary(path)
        raise _undecodable(data, path, furthest[1], furthest[2])
    readings.sort(reverse=True)
    score, name, text = readings[0]
    if western and not _KANA.search(text):
        # don’t passes for cp932 as well: 0x92 takes the t for the second half of a character
        if all(byte < 0x80 or byte in _SMART for byte in data):
            return data.decode("cp1252"), _SHOWN["cp1252"]
        raise _ask(path, f"{_SHOWN.get(name, name)} or windows-1252")
    margin = _TIE if _KANA.search(text) else _TIE_WITHOUT_KANA
    if len(readings) > 1 and score - readings[1][0] < margin:
        raise _ask(path, "EUC-JP or cp932")
    foreign = name == "euc_jp" and not _KANA.search(text) and len(text) >= 16
    if score < _PLAUSIBLE or foreign:  # Korean and Chinese pass for EUC-JP, all in kanji
        raise _ask(path, f"{_SHOWN.get(name, name)}, which gives no plausible Japanese")
    return text, _SHOWN.get(name, name)


def _ask(path: str, choices: str) -> FormatError:
    return FormatError(f"the encoding cannot be told: it may be {choices}", path, hint=_HINT)


def _is_western(data: bytes) -> bool:
    """Whether the bytes look like English with a few typographic marks, in windows-1252."""
    high = re.findall(rb"[\x80-\xff]+", data)
    if any(len(run) > 2 or any(byte in b"\x81\x8d\x8f\x90\x9d" for byte in run) for run in high):
        return False
    if sum(map(len, high)) * 10 > len(data):
        return False
    text = data.decode("cp1252", "replace")
    return re.search(r"”\w|\w“|(?<!\w)‘(?!\w)|(?:^|\s)’(?!\d)", text) is None


def _plausibility(text: str) -> float:
    """Return how much the characters beyond ASCII look like written Japanese, 0 to 1.

    Weighed by bytes (half-width kana one, others two), because a wrong reading makes many
    half-width kana and rare kanji.
    """
    counts = Counter(c for c in text[:200_000] if c > "\x7f")
    half = sum(n for c, n in counts.items() if "\uff61" <= c <= "\uff9f")
    total = 2 * sum(counts.values()) - half
    if not total:
        return 1.0
    score = sum(2 * n * _weight(c) for c, n in counts.items() if not "\uff61" <= c <= "\uff9f")
    return (score + half * _half_width_weight(text[:200_000], half)) / total


def _weight(character: str) -> float:
    if "\u3041" <= character <= "\u30fe" or "\u3000" <= character <= "\u3011":
        return 1.0
    if "\uff01" <= character <= "\uff5e":
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        try:
            lead = character.encode("euc_jp")[0]
        except UnicodeEncodeError:
            return 0.3
        return 0.9 if 0xB0 <= lead <= 0xCF else 0.3  # JIS X 0208 level 1: the common kanji
    if re.match(r"[\u2010-\u2027\u2190-\u21d4\u25a0-\u266f]", character):  # dashes, ※ → ● ☆
        return 0.7
    return 0.0 if "\ue000" <= character <= "\uf8ff" else 0.2


def _half_width_weight(text: str, half: int) -> float:
    """Return 0.8 for half-width kana that could be words, 0.2 for what cannot be."""
    if not half:
        return 0.0
    marks = len(re.findall(r"(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ|(?<![ｦ-ﾟ])[ｧ-ｯｰ]", text))
    points = len(re.findall(r"[｡-･]", text))
    beside = len(re.findall(r"[ｦ-ﾟ][\u4e00-\u9fff]", text))  # ﾆ僣 : a pair cut in the wrong place
    return 0.8 if marks * 20 <= half and points * 8 <= half and beside * 10 <= half else 0.2


def _microsoft_rows(error: UnicodeError) -> tuple[str, int]:
    """Decode the rows of JIS X 0208 that NEC and Microsoft filled (①, ㈱, 髙), 13 and 89 to 92.

    Windows writes them into EUC-JP and ISO-2022-JP too, and Python's codecs refuse them.
    """
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        if len(pair) == 2 and pair[0] >> 7 == pair[1] >> 7:
            row, cell = (pair[0] & 0x7F) - 0x20, (pair[1] & 0x7F) - 0x20
            if row in {13, 89, 90, 91, 92} and 1 <= cell <= 94:
                lead = (row - 1) // 2 + (0x81 if row < 63 else 0xC1)
                trail = cell + 0x3F + (cell >= 64) if row % 2 else cell + 0x9E
                with contextlib.suppress(UnicodeDecodeError):
                    return bytes((lead, trail)).decode("cp932"), error.start + 2
    raise error


codecs.register_error("tmkit-microsoft-rows", _microsoft_rows)
