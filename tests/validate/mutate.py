"""Valid files, and seeded ways to break them that a schema may notice."""

from __future__ import annotations

import random
import re

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="lab" creationtoolversion="1" segtype="sentence" o-tmf="lab" adminlang="en"
    srclang="ja" datatype="plaintext" creationdate="20260101T000000Z">
    <note xml:lang="en">made for a test</note>
    <prop type="x-client">harbour</prop>
    <ude name="MacRoman" base="Macintosh"><map unicode="#xF8FF" code="#xF0"/></ude>
  </header>
  <body>
    <tu tuid="1" usagecount="3" changedate="20260102T000000Z">
      <note>on the unit</note>
      <prop type="x-document" xml:lang="en">a.txt</prop>
      <tuv xml:lang="ja"><note>on the text</note><prop type="x-a">b</prop>
        <seg>港は<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>月曜<ept i="1">&lt;/b&gt;</ept>だ
          <ph x="2"/><it pos="begin" x="3"/>。</seg></tuv>
      <tuv xml:lang="en" creationid="KT">
        <seg>The harbour, <bpt i="1" x="1">{b}<sub>a <ph x="2"/>title</sub></bpt>on<ept i="1"/>
          <it pos="begin" x="3">[i</it> <hi type="term">Monday</hi> <ph assoc="p"/>.</seg></tuv>
    </tu>
    <tu segtype="phrase" srclang="*all*">
      <tuv xml:lang="ja-JP"><seg>嵐</seg></tuv>
      <tuv xml:lang="en-US"><seg>storm</seg></tuv>
    </tu>
  </body>
</tmx>
"""

TBX2 = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang="en">
  <martifHeader>
    <fileDesc><titleStmt><title>Harbour</title><note>n</note></titleStmt>
      <sourceDesc><p>made for a test</p></sourceDesc></fileDesc>
    <encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc>
    <revisionDesc><change><p>first</p></change></revisionDesc>
  </martifHeader>
  <text><body>
    <termEntry id="c1">
      <descrip type="subjectField">shipping</descrip>
      <descripGrp><descrip type="definition">a place for <hi>ships</hi></descrip>
        <admin type="source">a book</admin></descripGrp>
      <transacGrp><transac type="transactionType">origination</transac>
        <transacNote type="responsibility" target="p1">KT</transacNote><date>2026-01-01</date>
      </transacGrp>
      <note>on the concept</note>
      <langSet xml:lang="en">
        <tig id="t1"><term>harbour</term><termNote type="partOfSpeech">noun</termNote>
          <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
          <descrip type="context">The harbour is closed.</descrip>
          <xref type="externalCrossReference" target="https://example.org">seen</xref></tig>
      </langSet>
      <langSet xml:lang="ja">
        <note>on the language</note>
        <ntig><termGrp><term>港</term><termNote type="partOfSpeech">noun</termNote>
          <termCompList type="hyphenation"><termComp>み</termComp></termCompList></termGrp>
          <admin type="source">a book</admin></ntig>
      </langSet>
    </termEntry>
  </body><back><refObjectList type="respPerson"><refObject id="p1"><item type="fn">K</item>
    </refObject></refObjectList></back></text>
</martif>
"""

_TOKEN = re.compile(r"<[^>]+>|[^<]+")
_ATTRIBUTE = re.compile(r"(?<!xml)\s+(?!version=\"1.0|encoding=)([\w:-]+)=\"([^\"]*)\"")


def mutant(text: str, seed: int) -> str:
    """Return ``text`` with one to three things broken; most of what comes out is well-formed."""
    dice = random.Random(seed)
    for _ in range(dice.choice((1, 1, 2, 3))):
        text = dice.choice(MUTATIONS)(text, dice)
    return text


def _elements(text: str) -> list[tuple[int, int, str]]:
    """Return the spans and names of all elements but the root."""
    spans: list[tuple[int, int, str]] = []
    stack: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text):
        tag = token[0]
        if tag.startswith(("<?", "<!")) or not tag.startswith("<"):
            continue
        if tag.startswith("</"):
            start, name = stack.pop()
            spans.append((start, token.end(), name))
        else:
            name = tag[1:].split()[0].rstrip("/>")
            if tag.endswith("/>"):
                spans.append((token.start(), token.end(), name))
            else:
                stack.append((token.start(), name))
    return [span for span in spans if span[2] not in {"tmx", "martif"}]


def _drop(text: str, dice: random.Random) -> str:
    start, end, _ = dice.choice(_elements(text))
    return text[:start] + text[end:]


def _double(text: str, dice: random.Random) -> str:
    start, end, _ = dice.choice(_elements(text))
    return text[:end] + text[start:end] + text[end:]


def _move(text: str, dice: random.Random) -> str:
    start, end, _ = dice.choice(_elements(text))
    part, rest = text[start:end], text[:start] + text[end:]
    places = [found.start() for found in re.finditer(r"<(?![?!])", rest)][1:]
    at = dice.choice(places)
    return rest[:at] + part + rest[at:]


def _rename(text: str, dice: random.Random) -> str:
    start, end, name = dice.choice(_elements(text))
    others = [other for _, _, other in _elements(text)] + ["b", "Seg", "tmx:seg"]
    new = dice.choice(others)
    part = re.sub(rf"^<{name}", f"<{new}", text[start:end])
    part = re.sub(rf"</{name}>$", f"</{new}>", part)
    return text[:start] + part + text[end:]


def _unwrap(text: str, dice: random.Random) -> str:
    start, end, _ = dice.choice(_elements(text))
    inner = re.sub(r"\A<[^>]+>|</[^>]+>\Z", "", text[start:end])
    return text[:start] + inner + text[end:]


def _drop_attribute(text: str, dice: random.Random) -> str:
    found = dice.choice(list(_ATTRIBUTE.finditer(text)))
    return text[: found.start()] + text[found.end() :]


def _rename_attribute(text: str, dice: random.Random) -> str:
    found = dice.choice(list(_ATTRIBUTE.finditer(text)))
    new = dice.choice(["lang", "id", "type", "xmlns", "xml:space", "i", "x", "Type", "target"])
    if f" {new}=" in text[text.rfind("<", 0, found.start()) : text.find(">", found.start())]:
        return text
    return text[: found.start(1)] + new + text[found.end(1) :]


def _value(text: str, dice: random.Random) -> str:
    found = dice.choice(list(_ATTRIBUTE.finditer(text)))
    new = dice.choice(["", "ja_JP", "Sentence", "a b", "1.1", "begin", "日本", "12", "c1", "x"])
    return text[: found.start(2)] + new + text[found.end(2) :]


def _stray(text: str, dice: random.Random) -> str:
    at = dice.choice([found.start() for found in re.finditer(r"<(?![?!])", text)][1:])
    return text[:at] + dice.choice(["text", "字", " ", "&amp;"]) + text[at:]


MUTATIONS = (
    _drop,
    _double,
    _move,
    _rename,
    _unwrap,
    _drop_attribute,
    _rename_attribute,
    _value,
    _stray,
)
