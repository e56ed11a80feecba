"""The layout of a translation project: what ``tmkit init`` puts into a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tmkit.check.paths import names_below
from tmkit.config import FILE_NAME
from tmkit.errors import ConfigError, WriteError
from tmkit.files import write_atomic

_DATA: Final = Path(__file__).parent.parent / "data"
_TEXTS: Final = (".md", ".markdown", ".txt", ".html", ".htm", ".docx")
_LANGUAGE: Final = re.compile(r"(?<![A-Za-z])en(?![A-Za-z])")
_EXAMPLE: Final = '# [[pair]]\n# source = "docs/en/{stem}.md"\n# target = "docs/ja/{stem}.md"\n'


def lay_out(folder: str) -> Iterator[tuple[str, bool]]:
    """Make what a project needs; yield each file and whether it is new. None is overwritten.

    Raises ConfigError where ``folder`` is a file, WriteError where writing fails.
    """
    root = Path(folder)
    if root.exists() and not root.is_dir():
        raise ConfigError(f"{folder}: this is a file", "Name a folder")
    for name, content in _files(root):
        path = root / name
        if path.exists():
            yield str(path), False
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"cannot be made: {error.strerror}"
            raise WriteError(reason, str(path.parent), "Choose another folder") from None
        with write_atomic(str(path)) as stream:
            stream.write(content.encode())
        yield str(path), True


def _files(root: Path) -> Iterator[tuple[str, str]]:
    settings = (_DATA / "init-tmkit.toml").read_text("utf-8")
    yield FILE_NAME, settings.replace("{pairs}\n", _pairs(root))
    yield "glossary/terms.csv", "concept,en,ja,status,kind,note\n"
    yield "tmx/README.md", _TMX
    yield "tmkit-baseline.json", '{\n "form": 1,\n "known": []\n}\n'
    yield ".github/workflows/tmkit.yml", (_DATA / "init-workflow.yml").read_text("utf-8")


_TMX: Final = """# Translation memories

Put the TMX files of earlier work here. `tmkit check` compares new translations with them, and
`tmkit align EN JA -o tmx/NAME.tmx` makes one of a finished pair.
"""


def _pairs(root: Path) -> str:
    """Return the pairs map for the texts that are there, or an example of one."""
    names = names_below(str(root)) if root.is_dir() else []
    known = set(names)
    maps: dict[tuple[str, str], None] = {}
    for name in names:
        if not name.lower().endswith(_TEXTS):
            continue
        for match in _LANGUAGE.finditer(name):
            if name[: match.start()] + "ja" + name[match.end() :] in known:
                maps[_with_stem(name, match.start(), match.end())] = None
                break
    if not maps:
        return _EXAMPLE
    return "\n".join(
        f'[[pair]]\nsource = "{source}"\ntarget = "{target}"\n' for source, target in maps
    )


def _with_stem(name: str, start: int, end: int) -> tuple[str, str]:
    """Return the map that covers a pair and its like: ``docs/en/{stem}.md``, ``{stem}.en.txt``."""
    suffix = Path(name).suffix
    if "/" in name[end:] or name[end : end + 1] == "/":
        head, tail = name[:start], name[end : end + 1] + "{stem}" + suffix
    else:
        folder = name[: name.rfind("/") + 1]
        if name[start - 1 : start] in ("", "/"):  # en-intro.md
            head, tail = folder, name[end : end + 1] + "{stem}" + suffix
        else:
            head, tail = f"{folder}{{stem}}{name[start - 1]}", name[end:]
    return f"{head}en{tail}", f"{head}ja{tail}"
