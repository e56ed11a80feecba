from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.encoding import codec, decode, split_lines
from tmkit.errors import ConfigError, FormatError

# Written for these tests: words and particles that make plain Japanese prose.
WORDS = ["港", "灯台", "地図", "朝", "船長", "新しい", "歩いて", "話した", "ノート", "カメラ", "町"]
PARTICLES = [
    "は",
    "が",
    "を",
    "に",
    "で",
    "から",
    "まで",
    "、",
    "。",
    "です。",
    "ました。",
    "「",
    "」",
]
sentences = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(PARTICLES)), min_size=5, max_size=40
).map(lambda pairs: "".join(word + particle for word, particle in pairs))
texts = st.lists(sentences, min_size=1, max_size=4).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with BOM",
    "cp932": "cp932",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
}


@pytest.mark.parametrize("name", ENCODINGS)
@given(text=texts)
def test_every_japanese_encoding_comes_back(name: str, text: str) -> None:
    assert decode(text.encode(name), "x.txt") == (text, ENCODINGS[name])


@given(text=texts)
def test_utf_16_with_and_without_mark(text: str) -> None:
    text = "1\n" + text
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"), "x") == (text, "UTF-16LE")
    assert decode(b"\xfe\xff" + text.encode("utf-16-be"), "x") == (text, "UTF-16BE")
    assert decode(b"\xff\xfe\0\0" + text.encode("utf-32-le"), "x") == (text, "UTF-32LE")
    assert decode(text.encode("utf-16-le"), "x") == (text, "UTF-16LE")
    assert decode(text.encode("utf-16-be"), "x") == (text, "UTF-16BE")


@given(st.text(min_size=1))
def test_utf_8_is_never_taken_for_something_else(text: str) -> None:
    data = ("灯台の朝" + text).encode("utf-8", "surrogatepass")
    try:
        decoded, shown = decode(data, "x")
    except FormatError:  # control characters, lone surrogates
        return
    assert (decoded, shown) == ("灯台の朝" + text, "UTF-8") or "\x1b" in text or "\0" in text


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "x")
    except FormatError:
        return
    assert "\0" not in text


def test_microsoft_characters() -> None:
    assert decode("㈱髙島、①番の窓口です".encode("cp932"), "x")[0] == "㈱髙島、①番の窓口です"
    # ① is row 13, cell 1: 0xADA1 in EUC-JP, 0x2D21 in ISO-2022-JP
    assert decode(b"\xad\xa1" + "番の窓口です".encode("euc_jp"), "x") == ("①番の窓口です", "EUC-JP")
    mail = b"\x1b$B\x2d\x21" + "番の窓口です".encode("iso2022_jp")[3:]
    assert decode(mail, "x") == ("①番の窓口です", "ISO-2022-JP")


def test_half_width_kana_in_iso_2022_jp() -> None:
    assert decode("ｶﾅの表記".encode("iso2022_jp_ext"), "x")[0] == "ｶﾅの表記"


@pytest.mark.parametrize(
    "text",
    ["I don’t think that the harbour is open yet.", "“Fine,” she said – and left… for the boat."],
)
def test_english_from_windows(text: str) -> None:
    assert decode(text.encode("cp1252"), "x") == (text, "windows-1252")


def test_one_kanji_among_english_is_not_taken_for_a_quotation_mark() -> None:
    assert decode("Printed in 2002 年 10".encode("cp932"), "x") == (
        "Printed in 2002 年 10",
        "cp932",
    )


@pytest.mark.parametrize("data", ["ｶﾌﾞｼｷｶﾞｲｼｬ".encode("cp932"), "薔薇檸檬憂鬱".encode("euc_jp")])
def test_a_tie_asks(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"EUC-JP or cp932.*--encoding"):
        decode(data, "x")


def test_what_is_no_plausible_japanese_asks() -> None:
    with pytest.raises(FormatError, match="cannot be told"):
        decode("중앙 도서관은 오늘 문을 닫습니다".encode("euc_kr"), "x")


def test_broken_utf_8_names_byte_and_line() -> None:
    data = "灯台の朝は早い。\n".encode() + b"abc\xff\n"
    with pytest.raises(FormatError, match=r"x:2: not valid UTF-8: 0xFF at byte 28"):
        decode(data, "x")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x01\x02\x03\x04text", b"a\0b\0\0\0c\0\1\0\2\0"]
)
def test_binary(data: bytes) -> None:
    with pytest.raises(FormatError, match="binary file"):
        decode(data, "x")


def test_named_encoding_wins() -> None:
    data = "日本国憲法".encode("euc_jp")
    assert decode(data, "x", "EUC-JP") == ("日本国憲法", "EUC-JP")
    assert decode("①の案".encode("cp932"), "x", "Shift_JIS") == ("①の案", "cp932")
    assert decode(b"\xef\xbb\xbfok", "x", "utf-8") == ("ok", "UTF-8 with BOM")
    assert decode("海".encode("gb18030"), "x", "gb18030") == ("海", "gb18030")
    with pytest.raises(FormatError, match=r"x:1: not valid UTF-8: 0xC6 at byte 0"):
        decode(data, "x", "utf-8")
    with pytest.raises(ConfigError, match="unknown encoding 'no-such'"):
        decode(data, "x", "no-such")


@pytest.mark.parametrize("label", ["rot13", "base64", "hex", "unicode_escape", "idna", "", "\0"])
def test_codecs_that_are_no_encodings(label: str) -> None:
    assert codec(label) is None


def test_only_newlines_split_lines() -> None:
    text = "a\fb\u2028c\x85d\x0be\nf\r\ng\rh"
    assert split_lines(text) == ["a\fb\u2028c\x85d\x0be", "f", "g", "h"]


def test_empty() -> None:
    assert decode(b"", "x") == ("", "UTF-8")
