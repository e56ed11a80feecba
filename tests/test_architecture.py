"""The house keeps its shape: layers, third-party packages, budgets of size, a quick start."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "tmkit"

# Upper layers import lower ones. A row holds siblings, which do not know of each other.
LAYERS = (
    ("__init__", "errors", "language", "model"),  # 0
    ("encoding",),  # 1, below the rest of the layer
    ("files",),
    ("config", "morphology", "tagging", "formats"),
    ("segment", "evidence", "glossary"),  # 2
    ("align", "terms", "memory", "rules"),  # 3
    ("pair",),  # 4
    ("check", "corpus", "canonical", "compare", "validate", "convert", "extract"),
    ("report", "review"),  # 5
    ("cli",),  # 6
    ("__main__",),
)
RANK = {unit: rank for rank, row in enumerate(LAYERS) for unit in row}

THIRD_PARTY = {
    "click": {"cli"},
    "docx": {"formats"},
    "lxml": {"formats"},
    "markdown_it": {"formats"},
    "numpy": {"evidence", "align", "terms"},
    "openpyxl": {"formats"},
    "rich": {"cli", "report"},
    "snowballstemmer": {"evidence"},
    "starlette": {"review"},
    "sudachipy": {"morphology"},
    "textblob": {"tagging"},
    "uvicorn": {"review"},
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}

MODULES = {
    ".".join(("tmkit", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(SRC.rglob("*.py"))
}
every_module = pytest.mark.parametrize("module", MODULES)


def unit_of(module: str) -> str:
    """Return the module or package right under ``tmkit`` that a module belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported(module: str) -> Iterator[str]:
    """Yield all that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{module}: a relative import hides the layer"
            assert not node.level, f"{module}: a relative import hides the layer"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def ours(module: str) -> list[str]:
    return [name for name in imported(module) if name == "tmkit" or name.startswith("tmkit.")]


@every_module
def test_every_module_has_its_layer(module: str) -> None:
    assert unit_of(module) in RANK, "name its layer in LAYERS and in the architecture page"


@every_module
def test_imports_go_down(module: str) -> None:
    own = unit_of(module)
    for name in ours(module):
        other = unit_of(name)
        assert other == own or RANK[other] < RANK[own], f"{module} imports {name}"


def test_no_cycles() -> None:
    graph = {module: {name for name in ours(module) if name in MODULES} for module in MODULES}
    left = {module: names - {module} for module, names in graph.items()}
    while leaves := [module for module, names in left.items() if not names & left.keys()]:
        for module in leaves:
            del left[module]
    assert not left, f"these import each other: {sorted(left)}"


@every_module
def test_third_party_packages_stay_where_they_belong(module: str) -> None:
    for name in imported(module):
        top = name.split(".")[0]
        if top == "tmkit" or top in sys.stdlib_module_names:
            continue
        assert top in THIRD_PARTY, f"{top} is no dependency that docs/decisions/0002 names"
        assert unit_of(module) in THIRD_PARTY[top], f"{module} imports {top}"


@every_module
def test_sizes(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", sorted((SRC / "cli").glob("*.py")), ids=lambda path: path.name)
def test_commands_are_thin(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 120


@every_module
def test_names_say_something(module: str) -> None:
    assert not EMPTY_NAMES & {part.strip("_") for part in module.split(".")}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["align", "--help"], ["check", "--help"], ["init", "--help"]],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from tmkit.cli import main; code = main(sys.argv[1:]);"
        "heavy = {'numpy', 'lxml', 'sudachipy', 'openpyxl', 'docx', 'rich', 'snowballstemmer'};"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
