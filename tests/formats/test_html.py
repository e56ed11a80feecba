from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats.html import fragment, read
from tmkit.model import Document

PAGES = Path(__file__).parent / "pages"


def page(body: str, lang: str = "ja") -> Document:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "x.html", lang)


def texts(body: str, lang: str = "ja") -> list[str]:
    return [paragraph.text for paragraph in page(body, lang).paragraphs]


PROSE = "<p>朝の市場には、夜明け前から近くの村の人たちが野菜を持って集まってくる。</p>" * 3


def test_a_news_page() -> None:
    data = (PAGES / "news.ja.html").read_bytes()
    document = read(data, "news.html", "ja")
    assert [(p.kind, p.text) for p in document.paragraphs] == [
        ("heading", "灯台の町に新しい航路"),
        ("heading", "来春から一日三便"),
        ("body", "2026年3月14日 08:00"),
        (
            "body",
            "半島の先にある潮見町は十三日、対岸の港とを結ぶ新しい航路を来春に開くと発表した。"
            "船は一日に三便で、片道およそ四十分かかる。",
        ),
        ("heading", "二十年ぶりの船"),
        (
            "body",
            "町によると、以前の航路は利用者が減り、二十年前に廃止された。"
            "当時の記事では、最後の船に三百人が集まったとある。",
        ),
        ("caption", "新しい船が着く岸壁（潮見町で）"),
        ("quote", "「島の祖母に会いに行けるのがうれしい」と、中学生の一人は話した。"),
        ("body", "運賃は大人九百円、子ども四百五十円を予定している。"),
        ("body", "町は、観光客だけでなく、通院する人にも使ってほしいとしている。"),
        ("cell", "便"),
        ("cell", "時刻"),
        ("cell", "一便"),
        ("cell", "7:10"),
        ("body", "（終わり）"),
    ]
    assert [(o.reason, o.text.split("\n")[0]) for o in document.omitted] == [
        ("page title", "灯台の町に新しい航路 | みなと日報"),
        ("image description", "みなと日報"),
        ("page header", "地域"),
        ("navigation", "ホーム > 海 > 記事"),
        ("share buttons", "ポストシェア送る"),
        ("ruby reading", "しおみ"),
        ("image description", "岸壁の写真"),
        ("hidden", "この段落は隠されている。"),
        ("related articles", "関連記事"),
        ("sidebar", "この新聞は、半島の三つの町で毎朝読まれている。購読の申し込みは販売店まで。"),
        ("form control", "検索"),
        ("form control", "送信"),
        ("footer", "みなと日報社 無断での転載を禁じます。"),
    ]


def test_marks_are_true() -> None:
    data = (PAGES / "news.ja.html").read_bytes()
    lines = data.decode().split("\n")
    for paragraph in read(data, "x", "ja").paragraphs:
        ends = [mark.offset for mark in paragraph.marks[1:]] + [len(paragraph.text)]
        for mark, end in zip(paragraph.marks, ends, strict=True):
            piece = paragraph.text[mark.offset : end]
            assert lines[mark.line - 1][mark.column - 1 :].startswith(piece)


def test_an_old_page_in_a_layout_table() -> None:
    data = (PAGES / "tables.ja.html").read_text(encoding="utf-8").encode("cp932")
    document = read(data, "x", "ja")
    assert document.encoding == "cp932"
    assert [p.text for p in document.paragraphs] == [
        "①番星の話",
        "子どものころ、夕方になると祖父と堤防まで歩いた。",
        "祖父は空を見上げて、最初の星を見つけると、必ず帽子を取った。",
        "あれは何の合図だったのか、髙橋の家の者はだれも知らない。",
        "続く",
    ]
    assert ("link list", "表紙\n目次\n掲示板") in {(o.reason, o.text) for o in document.omitted}


@pytest.mark.parametrize(
    ("encoding", "declared", "shown"),
    [
        ("cp932", '<meta charset="Shift_JIS">', "cp932"),
        (
            "euc_jp",
            '<meta http-equiv="content-type" content="text/html; charset=x-euc-jp">',
            "EUC-JP",
        ),
        ("iso2022_jp", "<meta charset=iso-2022-jp>", "ISO-2022-JP"),
        ("utf-8", '<meta charset="Shift_JIS">', "UTF-8"),  # re-coded by the browser
        ("cp932", '<meta charset="utf-8">', "cp932"),
        ("cp932", '<meta charset="no-such-thing">', "cp932"),
        ("utf-16", '<meta charset="utf-8">', "UTF-16LE"),
        ("utf-8-sig", '<meta charset="Shift_JIS">', "UTF-8 with BOM"),
        ("cp932", "", "cp932"),
    ],
)
def test_encodings(encoding: str, declared: str, shown: str) -> None:
    data = f"<html><head>{declared}</head><body>{PROSE}</body></html>".encode(encoding)
    document = read(data, "x", "ja")
    assert document.encoding == shown
    assert document.paragraphs[0].text.startswith("朝の市場には")


def test_the_encoding_asked_for_wins() -> None:
    data = f'<meta charset="Shift_JIS"><body>{PROSE}'.encode("euc_jp")
    assert read(data, "x", "ja", "euc-jp").encoding == "EUC-JP"


def test_xhtml_with_declaration() -> None:
    data = '<?xml version="1.0" encoding="EUC-JP"?><html><body><p>港の朝</p></body></html>'
    assert [p.text for p in read(data.encode("euc_jp"), "x", "ja").paragraphs] == ["港の朝"]


def test_white_space_collapses_as_in_a_browser() -> None:
    body = "<p>　港の\n   朝は<b>早</b>い。 Blue\n buoy\t は\u00a0青い　。</p>"
    assert texts(body) == ["港の朝は早い。 Blue buoy は\u00a0青い　。"]
    assert texts("<p>one\n two<br>\nthree <i>four</i></p>", "en") == ["one two", "three four"]


def test_text_without_an_element_of_its_own() -> None:
    assert texts("裸の文<div>箱の中<p>段落</p>後の文</div>末尾<br><br>行") == [
        "裸の文",
        "箱の中",
        "段落",
        "後の文",
        "末尾",
        "行",
    ]


def test_text_after_the_end_of_the_page_is_not_lost() -> None:
    assert texts("<p>前の文</p></body>\n</html>\n<html><body><p>後の文</p>") == ["前の文", "後の文"]


def test_kinds() -> None:
    body = (
        "<h2>見出し</h2><ul><li>項目<ul><li><p>内側</p></li></ul></li></ul><dl><dt>語<dd>説明</dl>"
    )
    assert [(p.kind, p.text) for p in page(body).paragraphs] == [
        ("heading", "見出し"),
        ("item", "項目"),
        ("item", "内側"),
        ("item", "語"),
        ("item", "説明"),
    ]


def test_the_text_of_a_main_element_and_a_title_above_it() -> None:
    body = f"""<div><h1>市場の朝</h1><p>写真の短い説明</p></div><main>{PROSE}
    <footer>文・写真 編集部</footer></main>
    <div><p>新着</p><a href="/a">別の記事の長い見出し、その一</a></div>"""
    found = texts(body)
    assert found[0] == "市場の朝"
    assert found[-1] == "文・写真 編集部"
    assert "新着" not in found


def test_prose_beside_the_main_text_stays() -> None:
    second = (
        "<h2>後半</h2><p>昼になると市場は静かになり、海の方から風が吹いて、通りの旗を鳴らす。</p>"
    )
    assert "後半" in texts(f"<div>{PROSE * 4}</div><div>{second}</div>")


def test_a_part_with_most_of_the_text_is_the_text_whatever_its_name() -> None:
    assert len(texts(f'<div class="sidebar social">{PROSE}</div><nav>案内</nav>')) == 3
    assert len(texts(f"<aside>{PROSE}</aside>")) == 3
    assert len(texts(f"<form>{PROSE}</form>")) == 3


def test_a_menu_inside_the_text_is_text() -> None:
    assert "焼き魚" in texts(
        f'<article>{PROSE}<ul class="menu"><li>焼き魚</li><li>汁</li></ul></article>'
    )


def test_comments_may_be_longer_than_the_text() -> None:
    comments = (
        "<li><p>私も先週の朝、その市場まで歩いて行きましたが、雨で店は少なかったです。</p></li>"
    )
    body = f'<article>{PROSE}</article><div id="comments"><ul>{comments * 6}</ul></div>'
    assert len(texts(body)) == 3
    assert [o.reason for o in page(body).omitted] == ["comments"]


def test_a_list_of_links_between_paragraphs_is_text() -> None:
    links = (
        "<ul><li><a href='#1'>魚市場</a><li><a href='#2'>花市場</a><li><a href='#3'>朝市</a></ul>"
    )
    assert len(texts(f"<article>{PROSE}{links}{PROSE}</article>")) == 9
    assert len(texts(f"<article>{PROSE}{PROSE}{links}</article>")) == 6


def test_a_page_of_headings_keeps_them() -> None:
    assert texts("<h1>市場</h1><h2>魚</h2><h2>花</h2>") == ["市場", "魚", "花"]


def test_preformatted() -> None:
    document = page(
        f"{PROSE}<pre>一行目の文です。\n\n二行目の文です。</pre><pre><code>x = 1\n</code></pre>"
    )
    assert [p.text for p in document.paragraphs][-2:] == ["一行目の文です。", "二行目の文です。"]
    assert [(o.reason, o.text) for o in document.omitted] == [("code block", "x = 1")]


def test_entities() -> None:
    assert texts("<p>A &amp; B&hellip; &#x3042;&nosuch; &lt;b&gt;</p>") == ["A & B… あ&nosuch; <b>"]


def test_declared_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">'
    bomb += '<!ENTITY c SYSTEM "/etc/passwd">]>'
    document = read(f"{bomb}<html><body><p>港の朝 &b; &c;</p></body></html>".encode(), "x", "ja")
    assert "root:" not in str(document)
    assert "aaaaaaaaaaaaaaaa" not in str(document)


def test_deep_pages() -> None:
    assert texts("<div>" * 500 + "深い所の文" + "</div>" * 500) == ["深い所の文"]
    with pytest.raises(FormatError, match="nested too deep"):
        texts("<div>" * 50_000 + "深すぎる文")


def test_empty_pages() -> None:
    for data in (b"", b"<html></html>", b"<!-- only a comment -->", b"   "):
        try:
            assert read(data, "x", "ja").paragraphs == ()
        except FormatError as error:
            assert "no text" in error.message  # noqa: PT017


def test_a_fragment_counts_lines_from_where_it_stands() -> None:
    paragraphs, omitted = fragment("<div>\n<p>中の文</p>\n<!-- x --></div>", "a.md", "ja", 10)
    assert [(p.text, p.marks[0].line, p.marks[0].column) for p in paragraphs] == [("中の文", 11, 4)]
    assert omitted == []


TAGS = [
    "p",
    "div",
    "li",
    "nav",
    "footer",
    "b",
    "a href='#'",
    "h2",
    "rt",
    "aside",
    "td",
    "span hidden",
    "pre",
]
WORDS = [
    "港の朝は早く、船は静かに出ていく。",
    "地図",
    "Blue buoy",
    "一",
    "市場で魚を買う人が、今日も多い。",
    "<br>",
]


@st.composite
def trees(draw: st.DrawFn) -> str:
    parts = []
    for tag in draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=12)):
        words = draw(st.lists(st.sampled_from(WORDS), max_size=4))
        inner = "\n".join(words)
        name = tag.split()[0]
        parts.append(f"<{tag}>{inner}</{name}>" if draw(st.booleans()) else f"<{tag}>{inner}")
    return "".join(parts)


@given(trees())
def test_nothing_is_lost(body: str) -> None:
    try:
        document = page(body)
    except FormatError:
        return
    visible = re.sub(r"<[^>]*>|\s", "", body)
    found = "".join(p.text for p in document.paragraphs) + "".join(o.text for o in document.omitted)
    assert sorted(re.sub(r"\s", "", found)) == sorted(visible)


@given(st.text("<>/&;#!-abp日本語 \n\"'=", max_size=80))
def test_no_page_breaks_the_reader(source: str) -> None:
    try:
        read(source.encode(), "x", "ja")
    except FormatError:
        return
