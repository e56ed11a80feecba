"""OmegaT takes our TMX: every unit comes back in a translated document, in both directions.

Console mode of Debian's package: a project whose source is the memory's texts, the memory in
``tm/auto``, the document translated without anybody looking (OmegaT 3.6, Java 17, no display).
"""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from translate.storage.tmx import tmxfile

from tmkit.formats import props
from tmkit.formats.about import About
from tmkit.formats.tmx import read_units, write
from tmkit.formats.tmx_entries import open_memory
from tmkit.formats.tmx_layout import laid_out
from tmkit.model import Code, Segment, TranslationUnit

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
SIZE = 2000

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>{source_tok}</source_tok><target_tok>{target_tok}</target_tok>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""
TOKENIZERS = {
    "JA": "org.omegat.tokenizer.LuceneJapaneseTokenizer",
    "EN-US": "org.omegat.tokenizer.LuceneEnglishTokenizer",
}
PLACES = ("Selka", "Port Verity", "Hailan", "Mirov", "Tsurumi")
PLACES_JA = ("セルカ", "ヴェリティ港", "ハイラン", "ミロフ", "𠮷見")
GOODS = ("herring", "R&D <pumps>", "salt (fine)", '"blue" glass', "rope\u00a0& nets")
GOODS_JA = ("鰊", "Ｒ＆Ｄ＜ポンプ＞", "塩（粉）", "「青い」硝子", "ロープ　と網")


@pytest.fixture(scope="session")
def jar() -> Path:
    if not OMEGAT.exists():
        pytest.skip("OmegaT is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    return OMEGAT


def made_units(count: int = SIZE) -> list[TranslationUnit]:
    """Return units whose texts differ on either side, with properties as aligning gives them."""
    rng = random.Random(20260131)
    units = []
    for n in range(count):
        place, goods, year = rng.randrange(5), rng.randrange(5), rng.randint(1868, 2026)
        english = f"In {year}, {PLACES[place]} shipped lot {n} of {GOODS[goods]}."
        japanese = f"{year}年、{PLACES_JA[place]}は{GOODS_JA[goods]}第{n}便を出荷した。"
        units.append(
            TranslationUnit(
                Segment(english, "en"),
                Segment(japanese, "ja"),
                id=f"lot-{n}",
                props=((props.CONFIDENCE, "0.987"), (props.STATUS, props.SURE),
                       (props.SOURCE, f"ships.en.txt:{n + 1}")),
                note="Seen by nobody yet" if n % 50 == 0 else "",
            )
        )  # fmt: skip
    return units


def write_tmx(path: Path, units: list[TranslationUnit], about: About) -> None:
    with path.open("wb") as stream:
        write(stream, units, about)


def translated(jar: Path, folder: Path, texts: list[str], tmx: Path, languages: str) -> list[str]:
    """Return what OmegaT makes of ``texts`` with the memory ``tmx``."""
    source, target = languages.split(" ")
    project, config = folder / "project", folder / "config"
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    config.mkdir()
    (project / "omegat.project").write_text(
        PROJECT.format(
            source=source, target=target,
            source_tok=TOKENIZERS[source], target_tok=TOKENIZERS[target],
        ),
        "utf-8",
    )  # fmt: skip
    # The ending tells OmegaT the encoding, whatever the machine's is.
    (project / "source" / "doc.utf8").write_text("\n\n".join(texts) + "\n", "utf-8")
    shutil.copy(tmx, project / "tm" / "auto" / "memory.tmx")
    command = [
        "java", "-Djava.awt.headless=true", "-Duser.language=en", f"-Duser.home={config}",
        "-jar", str(jar), str(project), "--mode=console-translate", f"--config-dir={config}",
        "--disable-project-locking", "--quiet",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = (project / "target" / "doc.utf8").read_text("utf-8-sig")
    return [line for line in result.splitlines() if line.strip()]


@pytest.mark.parametrize("direction", ["EN-US JA", "JA EN-US"])
@pytest.mark.parametrize("form", ["written", "formatted utf-16"])
def test_every_unit_is_inserted_again(jar: Path, tmp_path: Path, direction: str, form: str) -> None:
    units = made_units()
    english = direction.startswith("EN")
    if not english:
        units = [
            TranslationUnit(each.target, each.source, each.id, each.props, each.note)
            for each in units
        ]
    about = About("en-US", "ja") if english else About("ja", "en-US")
    path = tmp_path / "memory.tmx"
    write_tmx(path, units, about)
    if form != "written":
        with open_memory(str(path)) as memory:
            text = "".join(laid_out(memory, memory.nodes, "utf-16"))
        path.write_bytes(("\ufeff" + text).encode("utf-16-le"))
    got = translated(jar, tmp_path, [unit.source.text for unit in units], path, direction)
    wrong = [
        (unit.source.text, line)
        for unit, line in zip(units, got, strict=True)
        if line != unit.target.text
    ]
    assert not wrong, f"{len(wrong)} of {SIZE} were not inserted, first {wrong[0]}"


# ---------------------------------------------------------------------------- schemas and readers


@pytest.mark.parametrize("how", [("--dtdvalid", "tmx14.dtd"), ("--schema", "tmx14.xsd")])
def test_inline_codes_are_valid_by_the_schemas(
    jar: Path, tmp_path: Path, how: tuple[str, str]
) -> None:
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint (libxml2-utils) is not installed")
    with zipfile.ZipFile(jar) as archive:
        for name in ("tmx14.dtd", "tmx14.xsd", "xml.xsd"):
            (tmp_path / name).write_bytes(archive.read(f"schemas/{name}"))
    codes = (
        Code(0, "open", "b1", "1", "bold", "<b>"),
        Code(3, "close", "b1", "", "", "</b>"),
        Code(3, "alone", "", "2", "", "<br/>"),
        Code(4, "close", "", "", "", "</i>"),
        Code(9, "open", "9", "x y", "", "<i>"),
    )
    units = [
        TranslationUnit(Segment("Low tide.", "en", codes=codes), Segment("干潮。", "ja"), id="1"),
        *made_units(50),
    ]
    for name, about in (("a", About("en", "ja")), ("b", About("en", "ja", encoding="utf-16"))):
        path = tmp_path / f"{name}.tmx"
        write_tmx(path, units, about)
        command = ["xmllint", "--noout", "--nonet", how[0], str(tmp_path / how[1]), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_translate_toolkit_reads_the_same_units(tmp_path: Path, encoding: str) -> None:
    units = made_units(500)
    path = tmp_path / "memory.tmx"
    write_tmx(path, units, About("en", "ja", encoding=encoding))  # type: ignore[arg-type]
    with path.open("rb") as stream:
        memory = tmxfile(stream, "en", "ja")
    assert [(unit.source, unit.target, unit.getnotes()) for unit in memory.units] == [
        (unit.source.text, unit.target.text, unit.note) for unit in units
    ]


def test_we_read_what_translate_toolkit_writes(tmp_path: Path) -> None:
    units = made_units(500)
    memory = tmxfile(sourcelanguage="en", targetlanguage="ja")
    for unit in units:
        memory.addtranslation(unit.source.text, "en", unit.target.text, "ja", unit.note or None)
    path = tmp_path / "theirs.tmx"
    path.write_bytes(bytes(memory))
    assert [
        (unit.source.text, unit.target.text, unit.note)
        for unit in read_units(str(path), "en", "ja")
    ] == [(unit.source.text, unit.target.text, unit.note) for unit in units]
