"""For every rule a file, as short as can be, that breaks it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A file that breaks ``rule`` on ``line``; ``profile`` is the tool it is meant for."""

    rule: str
    name: str
    text: str | bytes
    line: int
    profile: str = ""


HEADER = (
    '<header creationtool="lab" creationtoolversion="1" segtype="sentence" o-tmf="lab" '
    'adminlang="en" srclang="ja" datatype="plaintext"/>'
)
UNIT = '<tu><tuv xml:lang="ja"><seg>港</seg></tuv><tuv xml:lang="en"><seg>harbour</seg></tuv></tu>'


def tmx(body: str = UNIT, header: str = HEADER, before: str = "") -> str:
    """Return a TMX whose body begins on line 4, below the header on line 3."""
    return (
        f'<?xml version="1.0"?>{before}\n<tmx version="1.4">\n{header}\n<body>{body}</body></tmx>\n'
    )


def pair(ja: str = "港", en: str = "harbour", unit: str = "", ja_tuv: str = "") -> str:
    """Return a unit in two languages; the segments are given as XML."""
    return (
        f'<tu{unit}><tuv xml:lang="ja"{ja_tuv}><seg>{ja}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'
    )


def of_tmx(rule: str, body: str, line: int = 4, profile: str = "") -> Case:
    return Case(rule, "a.tmx", tmx(body), line, profile)


def of_header(rule: str, old: str, new: str, profile: str = "") -> Case:
    assert old in HEADER
    return Case(rule, "a.tmx", tmx(header=HEADER.replace(old, new)), 3, profile)


TMX = [
    of_tmx("not-well-formed", pair("港 & 町")),
    Case("unsafe-xml", "a.tmx", tmx(before='<!DOCTYPE tmx [<!ENTITY a "b">]>'), 1),
    of_tmx("control-character", pair("港&#x1F;")),
    Case("declared-encoding", "a.tmx", tmx().replace('"1.0"', '"1.0" encoding="utf-16"'), 1),
    Case(
        "encoding",
        "a.tmx",
        tmx().replace('"1.0"', '"1.0" encoding="Shift_JIS"').encode("cp932"),
        1,
    ),
    Case("utf16-without-mark", "a.tmx", tmx().encode("utf-16-le"), 1),
    of_tmx("odd-character", pair("港&#x85;&#x90;")),
    of_tmx("lost-character", pair("港\ufffd")),
    of_tmx("decomposed-kana", pair("か\u3099")),
    of_tmx("unknown-element", pair("港").replace("seg>", "segment>", 2)),
    of_tmx("foreign-element", pair("<x:b xmlns:x='urn:x'>港</x:b>")),
    of_tmx("misplaced-element", UNIT + '<tuv xml:lang="ja"><seg>町</seg></tuv>'),
    of_tmx("seg-in-prop", f'<tu><prop type="x-context"><seg>前</seg></prop>{UNIT[4:]}'),
    of_tmx("element-order", UNIT.replace("</tu>", "<note>あとがき</note></tu>")),
    of_tmx("missing-element", "<tu><note>何もない</note></tu>"),
    of_tmx("missing-seg", '<tu><tuv xml:lang="ja"/><tuv xml:lang="en"><seg>b</seg></tuv></tu>'),
    of_tmx("repeated-element", pair("港</seg><seg>町")),
    of_tmx("stray-text", UNIT.replace("<tu>", "<tu>港")),
    of_tmx("unknown-attribute", pair(unit=' tuidd="1"')),
    Case("foreign-attribute", "a.tmx", tmx().replace("<tmx ", '<tmx xmlns="urn:x" '), 2),
    of_header("missing-attribute", ' datatype="plaintext"', ""),
    Case("missing-attribute", "a.tmx", tmx().replace(' version="1.4"', ""), 2),
    of_header("missing-segtype", ' segtype="sentence"', ""),
    of_header("attribute-value", "sentence", "Sentence"),
    of_tmx("lang-attribute", UNIT.replace("xml:lang", "lang")),
    of_tmx("language-tag", UNIT.replace('"ja"', '"ja_JP"')),
    of_tmx("date-form", pair(unit=' creationdate="2026-01-31T09:00:00Z"')),
    of_tmx("date-impossible", pair(unit=' creationdate="20260231T090000Z"')),
    of_tmx(
        "date-order", pair(unit=' creationdate="20260201T090000Z" changedate="20260101T000000Z"')
    ),
    of_tmx("srclang-missing", UNIT.replace('"ja"', '"de"')),
    of_tmx("srclang-spelling", UNIT.replace('"ja"', '"JA"')),
    of_tmx("language-twice", UNIT.replace('"en"', '"ja"')),
    of_tmx("language-spelling", UNIT + "\n" + UNIT.replace('"ja"', '"JA"').replace("港", "町"), 5),
    of_tmx("single-language", '<tu><tuv xml:lang="ja"><seg>港</seg></tuv></tu>'),
    Case("no-units", "a.tmx", tmx(""), 0),
    of_tmx("empty-seg", pair("")),
    of_tmx("edge-space", pair(" 港")),
    of_tmx("edge-space", pair("港\u3000")),
    of_tmx("tuid-form", pair(unit=' tuid="a b"')),
    of_tmx("duplicate-tuid", pair(unit=' tuid="a"') + "\n" + pair("町", unit=' tuid="a"'), 5),
    of_tmx("duplicate-unit", UNIT + "\n" + UNIT, 5),
    of_tmx("bpt-without-ept", pair('<bpt i="1"/>港')),
    of_tmx("ept-without-bpt", pair('港<ept i="1"/>')),
    of_tmx("code-twice", pair('<bpt i="1"/>港<ept i="1"/><bpt i="1"/>町<ept i="1"/>')),
    of_tmx("code-number", pair('<bpt i="a"/>港<ept i="a"/>')),
    of_tmx("x-mismatch", pair('<ph x="1"/>港')),
    of_tmx("deprecated-ut", pair("<ut>x</ut>港")),
    of_tmx("reserved-prop", UNIT.replace("<tu>", '<tu><prop type="file">a.txt</prop>')),
    of_tmx("unknown-own-prop", UNIT.replace("<tu>", '<tu><prop type="x-tmkit-state">a</prop>')),
    of_header("creationtool-omegat", "lab", "OmegaT"),
    of_header("omegat-segtype", "sentence", "paragraph", "omegat"),
    of_tmx("omegat-tuid", pair(unit=' tuid="a"'), 4, "omegat"),
    of_tmx("omegat-notes", UNIT.replace("<tu>", "<tu><note>一</note><note>二</note>"), 4, "omegat"),
    of_tmx("omegat-tuv-extra", UNIT.replace("<seg>港", "<note>一</note><seg>港"), 4, "omegat"),
    of_tmx("omegat-same-source", UNIT + "\n" + pair("港", "port"), 5, "omegat"),
    of_tmx(
        "trados-multilingual",
        UNIT.replace("</tu>", '<tuv xml:lang="de"><seg>Hafen</seg></tuv></tu>'),
        4,
        "trados",
    ),
    of_tmx("phrase-locales", UNIT + "\n" + UNIT.replace('"en"', '"en-US"'), 5, "phrase"),
]


def tbx2(entry: str) -> str:
    """Return a TBX-Basic of version 2 whose entry is on line 4."""
    return (
        '<?xml version="1.0"?>\n<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc>'
        "<sourceDesc><p>lab</p></sourceDesc></fileDesc></martifHeader>\n<text><body>\n"
        f"{entry}</body></text></martif>\n"
    )


def tbx3(entry: str, kind: str = "TBX-Basic") -> str:
    """Return a TBX of version 3 (DCA) whose entry is on line 4."""
    return (
        f'<?xml version="1.0"?>\n<tbx type="{kind}" style="dca" xml:lang="en" '
        'xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc>'
        "<sourceDesc><p>lab</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n"
        f"{entry}</body></text></tbx>\n"
    )


def entry3(
    ja: str = "<term>港</term>", extra: str = "", number: int = 1, en: str = "harbour"
) -> str:
    return (
        f'<conceptEntry id="c{number}">{extra}<langSec xml:lang="ja"><termSec>{ja}</termSec>'
        f'</langSec><langSec xml:lang="en"><termSec><term>{en}</term></termSec></langSec>'
        "</conceptEntry>"
    )


def note(kind: str, value: str) -> str:
    return f'<term>港</term><termNote type="{kind}">{value}</termNote>'


def of_tbx(rule: str, entry: str, line: int = 4, profile: str = "") -> Case:
    return Case(rule, "a.tbx", tbx3(entry), line, profile)


STATUS = note("administrativeStatus", "deprecated")
TWO = "</termSec><termSec>".join
TBX = [
    Case("wrong-root", "a.tbx", tbx3(entry3()).replace("ed-2", "ed-9"), 2),
    of_tbx("duplicate-id", entry3() + "\n" + entry3("<term>町</term>", en="town"), 5),
    of_tbx("identifier-form", entry3().replace('"c1"', '"1 c"')),
    of_tbx("dangling-target", entry3(extra='<ref type="crossReference" target="c9">x</ref>')),
    Case("unknown-dialect", "a.tbx", tbx3(entry3(), "TBX-Own"), 2),
    of_tbx("unknown-category", entry3(note("mood", "low"))),
    of_tbx("category-element", entry3(extra='<admin type="definition">x</admin>')),
    of_tbx("category-level", entry3(extra='<descrip type="context">x</descrip>')),
    of_tbx("picklist", entry3(note("partOfSpeech", "properNoun"))),
    of_tbx(
        "tbx-date-form",
        entry3(
            extra='<transacGrp><transac type="transactionType">origination</transac>'
            "<date>20260131</date></transacGrp>"
        ),
    ),
    of_tbx("empty-term", entry3("<term> </term>")),
    of_tbx("edge-space", entry3("<term> 港</term>")),
    of_tbx("term-twice", entry3(TWO(["<term>港</term>", "<term>港</term>"]))),
    of_tbx("status-contradiction", entry3(TWO([STATUS, "<term>港</term>"]))),
    of_tbx(
        "several-preferred",
        entry3(
            TWO(
                [
                    note("administrativeStatus", "preferred"),
                    note("administrativeStatus", "preferred").replace("港", "港湾"),
                ]
            )
        ),
    ),
    of_tbx("duplicate-concept", entry3() + "\n" + entry3(number=2), 5),
    of_tbx("omegat-tbx3", entry3(), 2, "omegat"),
    of_tbx("omegat-forbidden", entry3(STATUS), 4, "omegat"),
    of_tbx("memoq-tbx", entry3(), 2, "memoq"),
    Case(
        "element-order",
        "a.tbx",
        tbx2(
            '<termEntry><langSet xml:lang="ja"><tig><termNote type="partOfSpeech">noun</termNote>'
            "<term>港</term></tig></langSet></termEntry>"
        ),
        4,
    ),
]

COLUMNS = "#src\ttgt\tsrc:pos\tterm status\n"
UTX_HEAD = "#UTX 1.11; ja-JP/en-US; 2026-01-31T09:00:00Z\n"


def of_utx(rule: str, rows: str, line: int, head: str = UTX_HEAD + COLUMNS) -> Case:
    return Case(rule, "a.utx", head + rows, line)


ROW = "港\tharbour\tnoun\tapproved\n"
UTX = [
    of_utx("no-entries", "", 0),
    of_utx("utx-header", ROW, 1, "#src\ttgt\tsrc:pos\tterm status\n"),
    of_utx("utx-version", ROW, 1, UTX_HEAD.replace("1.11", "7.0") + COLUMNS),
    of_utx("utx-languages", ROW, 1, "#UTX 1.11; Japanese; 2026-01-31\n" + COLUMNS),
    of_utx("utx-date", ROW, 1, UTX_HEAD.replace("2026-01-31T", "31.1.2026 ") + COLUMNS),
    of_utx("utx-columns", ROW, 2, UTX_HEAD + "#src\ttgt\tpos\tterm status\n"),
    Case("utx-encoding", "a.utx", (UTX_HEAD + COLUMNS + ROW).encode("utf-8-sig"), 1),
    of_utx("utx-pos", ROW.replace("noun", "名詞"), 3),
    of_utx(
        "utx-bidirectional",
        ROW.replace("approved", "forbidden"),
        3,
        UTX_HEAD.replace("Z\n", "Z; bidirectional\n") + COLUMNS,
    ),
    of_utx(
        "column-twice", "港\tharbour\tnoun\tapproved\t\n", 2, UTX_HEAD + COLUMNS[:-1] + "\ttgt\n"
    ),
    of_utx("unknown-column", ROW, 2, UTX_HEAD + COLUMNS.replace("term status", "term statsu")),
    of_utx("too-many-cells", ROW[:-1] + "\tx\n", 3),
    of_utx("unknown-status", ROW.replace("approved", "ok"), 3),
    of_utx("empty-term", ROW.replace("harbour", ""), 3),
    of_utx("edge-space", ROW.replace("harbour", "harbour "), 3),
    of_utx("status-contradiction", ROW + ROW.replace("approved", "forbidden"), 4),
]


def of_csv(rule: str, text: str, line: int, profile: str = "", name: str = "a.csv") -> Case:
    return Case(rule, name, text, line, profile)


NAMES = "concept,en,ja,status\n"
GLOSSARY = [
    of_csv("no-entries", NAMES, 0),
    of_csv("column-twice", "en,ja,english\nharbour,港,\n", 1),
    of_csv("unknown-column", "en,ja,staus\nharbour,港,\n", 1),
    of_csv("too-many-cells", "en,ja\nharbour,港,町\n", 2),
    of_csv("unknown-status", NAMES + ",harbour,港,great\n", 2),
    of_csv("open-quote", NAMES + ',"harbour,港,\n', 2),
    of_csv("bad-quote", NAMES + ',"har"bour,港,\n', 2),
    of_csv("formula-cell", NAMES + ",=harbour,港,\n", 2),
    of_csv("wrong-language", NAMES + ",みなと,harbour,\n", 2),
    of_csv("empty-term", NAMES + ",harbour,,\n", 2),
    of_csv("duplicate-concept", NAMES + "a,harbour,港,\nb,harbour,港,\n", 3),
    of_csv("status-contradiction", NAMES + "a,harbour,港,forbidden\nb,harbour,港,\n", 3),
    Case("table-encoding", "a.csv", (NAMES + ",harbour,港湾施設管理者,\n").encode("cp932"), 1),
    Case("omegat-encoding", "a.txt", "harbour\t港湾施設管理者\n".encode("cp932"), 1, "omegat"),
    of_csv("omegat-extension", "harbour\t港\n", 0, "omegat", "a.tsv"),
    of_csv("omegat-columns", NAMES + ",harbour,港,\n", 1, "omegat"),
]


def xliff1(units: str, target: str = ' target-language="ja"') -> str:
    """Return an XLIFF 1.2 whose units begin on line 4."""
    return (
        '<?xml version="1.0"?>\n<xliff version="1.2" '
        'xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original="a" source-language="en"{target} datatype="plaintext"><body>\n'
        f"{units}</body></file></xliff>\n"
    )


def trans(source: str = "harbour", target: str = "<target>港</target>", unit: str = "") -> str:
    return f'<trans-unit id="1"{unit}><source>{source}</source>{target}</trans-unit>'


def of_xliff(rule: str, units: str, line: int = 4) -> Case:
    return Case(rule, "a.xlf", xliff1(units), line)


XLIFF = [
    Case("missing-target-language", "a.xlf", xliff1(trans(), ""), 4),
    of_xliff("duplicate-unit-id", trans() + "\n" + trans(), 5),
    of_xliff("inline-id-twice", trans('<x id="1"/><x id="1"/>', "")),
    of_xliff("inline-unpaired", trans('<bx id="1"/>harbour', "")),
    of_xliff("inline-mismatch", trans('<x id="1"/>harbour')),
    of_xliff(
        "segment-mismatch",
        trans(
            target='<seg-source><mrk mtype="seg" mid="1">harbour</mrk></seg-source>'
            '<target><mrk mtype="seg" mid="2">港</mrk></target>'
        ),
    ),
    of_xliff("language-mismatch", trans(target='<target xml:lang="de">Hafen</target>')),
    of_xliff("empty-source", trans("", "")),
    of_xliff("state-value", trans(target='<target state="done">港</target>')),
    of_xliff("state-without-target", trans(target="", unit=' approved="yes"')),
]

CASES = [*TMX, *TBX, *UTX, *GLOSSARY, *XLIFF]
GOOD: list[tuple[str, str | bytes]] = [
    ("a.tmx", tmx()),
    ("a.tmx", tmx().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")),
    ("a.tbx", tbx3(entry3())),
    ("a.tbx", tbx3(entry3(note("partOfSpeech", "noun")), "TBX-Min")),
    ("a.utx", UTX_HEAD + COLUMNS + ROW),
    ("a.csv", NAMES + "a,harbour,港,\na,harbour,ハーバー,forbidden\n"),
    ("a.txt", "harbour\t港\tcomment\n"),
    ("a.xlf", xliff1(trans())),
]
