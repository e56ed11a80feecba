"""Settings: what is understood, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.config import Config, Ignore, PairMap, PathSettings, Pattern, find_config, read_config
from tmkit.errors import ConfigError, FormatError

WHOLE = """
[project]
source-lang = "en-GB"
target-lang = "ja"
encoding = "cp932"
glossaries = ["g.csv"]
memories = ["tmx/*.tmx"]
files = ["po/*.po"]

[[pair]]
source = "en/{stem}.md"
target = "ja/{stem}.md"

[check]
select = ["terms"]
ignore = ["style"]
fail-on = "warning"
baseline = "b.json"

[check.severity]
term-missing = "info"

[[check.paths]]
paths = ["legal/**"]
ignore = ["names"]
severity = { number-changed = "off" }

[rules.sentence-length]
most = 120

[[pattern]]
id = "abc"
side = "ja"
find = "エービー"
message = "m"
message-ja = "日"
severity = "error"
fix = "AB"
with-other = "AB"

[[ignore]]
rule = "abc"
text = "エービーシー"
reason = "another company"
"""


def write(text: str, name: str = "tmkit.toml") -> str:
    Path(name).write_text(text, "utf-8")
    return name


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_setting_is_read() -> None:
    assert read_config(write(WHOLE)) == Config(
        path="tmkit.toml",
        folder=".",
        source_lang="en-GB",
        encoding="cp932",
        glossaries=("g.csv",),
        memories=("tmx/*.tmx",),
        files=("po/*.po",),
        pairs=(PairMap("en/{stem}.md", "ja/{stem}.md"),),
        select=("terms",),
        ignore=("style",),
        severity={"term-missing": "info"},
        fail_on="warning",
        baseline="b.json",
        by_path=(PathSettings(("legal/**",), ("names",), {"number-changed": "off"}),),
        options={"sentence-length": {"most": 120}},
        patterns=(Pattern("abc", "ja", "エービー", "m", "日", "error", "AB", "AB"),),
        ignores=(Ignore("abc", "another company", "エービーシー", "", 42),),
    )


def test_an_empty_file_means_the_defaults() -> None:
    assert read_config(write("")) == Config(path="tmkit.toml", folder=".")


def test_pyproject_has_the_same_below_tool_tmkit() -> None:
    text = '[project]\nname = "x"\n[tool.tmkit.check]\nfail-on = "never"\n'
    assert read_config(write(text, "pyproject.toml")).fail_on == "never"
    bad = '[project]\nname = "x"\n[tool.tmkit.check]\nfail-or = "never"\n'
    with pytest.raises(ConfigError, match=r"^pyproject.toml:4: unknown key 'fail-or'"):
        read_config(write(bad, "pyproject.toml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[chek]\n", r":1: unknown key 'chek'\. Did you mean 'check'\?"),
        ("a = 1\n", r":1: unknown key 'a'\. Known here are project"),
        ('[check]\n\nignor = ["x"]\n', r":3: unknown key 'ignor'\. Did you mean 'ignore'\?"),
        ('[check]\n[[check.paths]]\npaths = ["a"]\nonly = 1\n', r":4: unknown key 'only'"),
        (
            '[[pair]]\nsource = "a"\ntarget = "b"\n[[pair]]\nsource = "a"\n',
            r":4: .* lacks 'target'",
        ),
        ('[[pair]]\nsource = "{stem}"\ntarget = "b"\n', r":1: {stem} stands on one side"),
        ('[check]\nfail-on = "errors"\n', r":2: 'fail-on' cannot be 'errors'\. Known are error"),
        ('[check]\nignore = "style"\n', r":2: 'ignore' must be a list of texts"),
        ('[check.severity]\nx = "bad"\n', r":2: 'x' cannot be 'bad'"),
        ('[project]\nsource-lang = "English language"\n', r":2: .* is not a language tag"),
        ("[project]\nencoding = 932\n", r":2: 'encoding' must be a text"),
        ("project = 1\n", r":1: 'project' must be a table"),
        ('[pair]\nsource = "a"\n', r":1: 'pair' must be a list of tables"),
        ('[[pattern]]\nid = "a"\nside = "ja"\nfind = "("\nmessage = "m"\n', r":4: .*no regular"),
        ('[[pattern]]\nid = "A b"\nside = "ja"\nfind = "x"\nmessage = "m"\n', r":2: .*no name"),
        ('[[ignore]]\nrule = "a"\ntext = "x"\nreason = " "\n', r":4: an empty reason"),
        ('[[ignore]]\nrule = "a"\nreason = "x"\n', r":1: .* ignore the whole rule"),
        ("[check\n", r":1: .*Mend the TOML"),
        ("x = 1\nx = 2\n", r":2: .*Mend the TOML"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=f"^tmkit.toml{message}"):
        read_config(write(text))


def test_what_is_no_settings_file() -> None:
    Path("tmkit.toml").write_bytes(b"[check]\nignore = ['\x83\x65']\n")
    with pytest.raises(ConfigError, match="not valid UTF-8"):
        read_config("tmkit.toml")
    with pytest.raises(FormatError, match="no such file"):
        read_config("none.toml")


def test_the_nearest_settings_hold(tmp_path: Path) -> None:
    write("")
    Path("pyproject.toml").write_text("[tool.tmkit]\n", "utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_config(str(deep)) == str(tmp_path / "tmkit.toml")
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n", "utf-8")
    assert find_config(str(deep)) == str(tmp_path / "tmkit.toml")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.tmkit]\n", "utf-8")
    assert find_config(str(deep)) == str(tmp_path / "a" / "pyproject.toml")


def test_every_key_is_in_the_reference() -> None:
    from tmkit.config import _tables as config

    page = Path(config.__file__).parents[3] / "docs" / "reference" / "configuration.md"
    text = page.read_text("utf-8")
    for names in (config._PROJECT, config._CHECK, config._PATHS, config._PATTERN, config._IGNORE):
        for name in names:
            assert f"`{name}`" in text or f"[check.{name}]" in text, name
