"""UTX of several versions, and what tmkit writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats.terminology import read_concepts, write_concepts
from tmkit.model import Concept, Origin, Term


def read(folder: Path, content: str) -> tuple[Concept, ...]:
    path = folder / "g.utx"
    path.write_bytes(content.encode())
    return read_concepts(str(path))


def test_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "g.utx"
    fund = Concept(
        (
            Term("Harbour Fund", "en-US", part_of_speech="noun", note="in full"),
            Term("港湾基金", "ja-JP", part_of_speech="noun"),
            Term("ハーバー基金", "ja-JP", "forbidden", note="誤り"),
            Term("HF", "en-US", "admitted"),
        ),
        id="harbour-fund",
    )
    write_concepts(
        str(path), [fund], source_lang="en-US", target_lang="ja-JP", date="20260131T090000Z"
    )
    assert path.read_bytes().decode() == (
        "#UTX 1.11; en-US/ja-JP; 2026-01-31T09:00:00Z;\r\n"
        "#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tsrc:comment\ttgt:comment\tconcept ID\r\n"
        "Harbour Fund\t港湾基金\tnoun\tnoun\tapproved\tin full\t\tharbour-fund\r\n"
        "Harbour Fund\tハーバー基金\tnoun\t-\tforbidden\tin full\t誤り\tharbour-fund\r\n"
        "HF\t港湾基金\t-\tnoun\tnon-standard\t\t\tharbour-fund\r\n"
    )
    assert read_concepts(str(path)) == (fund,)


def test_bidirectional_only_where_all_terms_are_approved(tmp_path: Path) -> None:
    path = tmp_path / "g.utx"
    pair = (Term("quay", "en"), Term("埠頭", "ja"))
    for terms, expected in ((pair, True), ((*pair, Term("岸壁", "ja", "admitted")), False)):
        write_concepts(str(path), [Concept(terms)], source_lang="en", target_lang="ja")
        assert ("bidirectional" in path.read_text("utf-8").splitlines()[0]) is expected


HEADERS = [
    "#UTX 1.11; en/ja; 2026-01-31; copyright: A; license: CC-by 3.0; bidirectional;\n"
    "#src\ttgt\tsrc:pos",
    "#UTX-S 1.00; en/ja; 2010-01-01T00:00:00Z+09:00; creator: a/b\n#description: x/y\n"
    "#src\t#tgt\t#src:pos",
    "#UTX 1.10; en/ja;\n#src\ttgt\tsrc:pos",
    "# UTX 1.20;\n# lang: en/ja;\n# creation date: 2026-01-31;\n#src\ttgt\tsrc:pos",
    "#UTX 1.11; en/;\n#src\ttgt\tsrc:pos",
    "\ufeff#UTX 1.11; en/ja;\r\n#src\ttgt\tsrc:pos\r",
]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_of_several_versions(tmp_path: Path, header: str) -> None:
    (concept,) = read(tmp_path, f"{header}\n# a comment\n\nquay\t埠頭\tnoun\n")
    assert concept.terms == (Term("quay", "en", part_of_speech="noun"), Term("埠頭", "ja"))


def test_statuses_and_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "g.utx"
    path.write_text(
        "#UTX 1.11; ja-JP/en-US;\n"
        "#src\ttgt\tsrc:pos\tterm status\tconcept ID\tcustomer\n"
        "埠頭\tquay\tnoun\tApproved\t7\tA\n"
        "埠頭\twharf\tnoun\tnon-standard\t7\t\n"
        "岸壁\tquay\t-\tprovisional\t7\t\n"
        "埠頭\tkay\tnoun\tForbidden\t7\t\n"
        "埠頭\tkay\tnoun\tapproved\t7\t\n"
        "舳先\t\tnoun\tapproved\t\t\n"
        "帆\tsail\tnoun\tsplendid\t\t\n",
        "utf-8",
    )
    told: list[tuple[int, str]] = []

    def warn(origin: Origin, message: str) -> None:
        told.append((origin.line, message))

    (concept,) = read_concepts(str(path), warn=warn)
    assert [(term.text, term.status) for term in concept.terms] == [
        ("埠頭", "preferred"),
        ("quay", "preferred"),
        ("wharf", "admitted"),
        ("岸壁", "provisional"),
        ("kay", "forbidden"),
    ]
    assert told == [
        (2, "left out: the column customer"),
        (7, "left out: kay stands already for 埠頭"),
        (8, "left out: no source or no target term"),
        (
            9,
            "left out: 'splendid' is not a status; use approved, provisional, non-standard "
            "or forbidden",
        ),
    ]
