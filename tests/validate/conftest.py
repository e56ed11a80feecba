"""The schemas of an installed OmegaT, and xmllint to run them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

JAR = Path("/usr/share/omegat/OmegaT.jar")


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the schemas that OmegaT validates by."""
    if not JAR.exists() or shutil.which("xmllint") is None:
        pytest.skip("OmegaT or xmllint is not installed")
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(JAR) as jar:
        for name in ("tmx14.dtd", "tmx14.xsd", "tbx.xsd", "xml.xsd"):
            (folder / name).write_bytes(jar.read(f"schemas/{name}"))
    return folder


Refused = Callable[[list[Path]], set[Path]]


def refused_by(option: str, schema: Path) -> Refused:
    """Return a function that tells which files a schema refuses, many at one call."""

    def run(paths: list[Path]) -> set[Path]:
        command = ["xmllint", "--noout", "--nonet", option, str(schema), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        accepted = {
            line[: -len(" validates")]
            for line in done.stderr.splitlines()
            if line.endswith(" validates")
        }
        if option == "--dtdvalid":  # says nothing of what it accepts
            return {
                path
                for path in paths
                if f"Document {path} does not validate" in done.stderr or f"{path}:" in done.stderr
            }
        return {path for path in paths if str(path) not in accepted}

    return run


@pytest.fixture
def refusals(schemas: Path) -> dict[str, list[Refused]]:
    """Return, for each format, what tells the files that its schemas refuse."""
    return {
        "tmx": [
            refused_by("--dtdvalid", schemas / "tmx14.dtd"),
            refused_by("--schema", schemas / "tmx14.xsd"),
        ],
        "tbx": [refused_by("--schema", schemas / "tbx.xsd")],
    }
