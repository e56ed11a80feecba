"""OmegaT, run without its window, takes our PO with its translations, and our XLIFF unharmed.

OmegaT 3.6 has an XLIFF file's targets for the text to translate, so that they are in no memory.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tmkit.formats._writers import write_aligned
from tmkit.formats.about import About
from tmkit.formats.bilingual import read_units_of
from tmkit.model import Code, Segment, TranslationUnit

JAR = Path("/usr/share/omegat/OmegaT.jar")
PROJECT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat><project version="1.0">'
    "<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>"
    "<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>"
    "<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>"
    "<source_lang>EN</source_lang><target_lang>JA</target_lang>"
    "<source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok>"
    "<target_tok>org.omegat.tokenizer.LuceneJapaneseTokenizer</target_tok>"
    "<sentence_seg>false</sentence_seg>"
    "<support_default_translations>true</support_default_translations>"
    "<remove_tags>false</remove_tags></project></omegat>\n"
)


@pytest.mark.skipif(
    not JAR.exists() or shutil.which("java") is None, reason="OmegaT is not installed"
)
def test_omegat_takes_what_we_write(tmp_path: Path) -> None:
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat", "config"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, "utf-8")
    pairs = {"xlf": "船", "po": "港"}
    for extension, word in pairs.items():
        units = [
            TranslationUnit(
                Segment(
                    f'{extension} <{number}> & "so" on',
                    "en",
                    codes=(Code(0, "open", "1", "1"), Code(3, "close", "1", "1")),
                ),
                Segment(f"{word}{number}等、", "ja"),
                str(number),
            )
            for number in range(50)
        ]
        write_aligned(str(tmp_path / f"source/a.{extension}"), None, units, About("en", "ja"))
    command = ["java", "-Djava.awt.headless=true", "-jar", str(JAR), str(tmp_path)]
    options = ["--mode=console-translate", "--disable-project-locking", "--quiet"]
    subprocess.run(
        [*command, *options, f"--config-dir={tmp_path / 'config'}"],
        capture_output=True,
        check=True,
        timeout=300,
    )
    (memory,) = tmp_path.glob("*-level1.tmx")
    found = {unit.target.text for unit in read_units_of(str(memory), "en", "ja")}
    assert {f"{pairs['po']}{number}等、" for number in range(50)} <= found
    for extension, word in pairs.items():
        back = read_units_of(str(tmp_path / f"target/a.{extension}"), "en", "ja")
        assert [unit.target.text for unit in back] == [f"{word}{k}等、" for k in range(50)]
