"""The only door to Sudachi, the Japanese morphological analyser.

Sudachi 0.7's traps are kept behind this door: ``split`` returns nothing for a word that has no
parts, ``split(add_single=True)`` panics past ``except Exception``, and input is bounded at
49,149 bytes a call. Building a user dictionary has traps of its own: :func:`build_dictionary`.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from sys import intern
from typing import Any, Final, TypeVar

from tmkit import files
from tmkit.errors import FormatError, MissingExtraError, WriteError
from tmkit.language import fold

# Sudachi takes at most 49,149 bytes of UTF-8 a call; a Japanese character has up to 4.
MOST_CHARACTERS = 12_000
# User dictionaries, separated like the folders of PATH, that every run of tmkit shall use.
VARIABLE: Final = "TMKIT_SUDACHI_USER"
MOST_DICTIONARIES: Final = 14  # that Sudachi can load at once


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One word as Sudachi's longest unit (mode C) has it."""

    surface: str
    lemma: str  # dictionary form
    normal: str  # normalised form: spelling variants share it, and so do some homographs
    pos: tuple[str, str]  # first two levels of the part of speech
    reading: str  # katakana
    parts: tuple[tuple[str, str, str], ...]  # (surface, lemma, pos) of its short units (mode A)
    name: str = ""  # of a proper noun, what it names: 人名, 地名, 一般


T = TypeVar("T")
_user: list[str] = []
_one_at_a_time = threading.Lock()  # an analyser that two threads use at once raises an error
_seen: dict[tuple[str, int], Morpheme] = {}


def use_dictionaries(paths: Sequence[str]) -> None:
    """Analyse with these user dictionaries from now on, besides those that the environment names.

    Raise FormatError for a file that is missing or no dictionary of Sudachi's.
    """
    for path in paths:
        _check(path)
    _user[:] = [str(Path(path).absolute()) for path in paths]
    _seen.clear()
    _analyser.cache_clear()
    if paths:
        _analyser()  # a damaged one is told now, not in the middle of the work


def dictionaries() -> list[str]:
    """Return the user dictionaries in use: those of the environment, then those that were named."""
    named = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    return list(dict.fromkeys([*(str(Path(path).absolute()) for path in named), *_user]))


def _check(path: str) -> None:
    if not Path(path).is_file():
        hint = "Make one with: tmkit glossary export GLOSSARY -o terms.dic"
        raise FormatError("no such user dictionary", path, hint=hint)
    if not Path(path).stat().st_size:
        raise FormatError("an empty user dictionary", path, hint="Export it anew")


@lru_cache(maxsize=1)
def _analyser() -> tuple[Any, Any]:
    from sudachipy import Config, Dictionary, SplitMode

    paths = dictionaries()
    for path in paths:
        _check(path)
    if not paths:
        return Dictionary(dict="core").tokenizer(mode=SplitMode.C), SplitMode.A
    if len(paths) > MOST_DICTIONARIES:
        hint = "Export one dictionary from all glossaries"
        raise FormatError(f"more than {MOST_DICTIONARIES} user dictionaries", paths[-1], hint=hint)
    try:
        made = Dictionary(config=Config(system="core", user=paths))
    except Exception as error:  # Sudachi raises its own kinds, some of them plain Exception
        hint = "Export it anew: it must be made for the installed Sudachi dictionary"
        raise FormatError(f"no user dictionary of Sudachi: {error}", paths[0], hint=hint) from None
    return made.tokenizer(mode=SplitMode.C), SplitMode.A


def release() -> None:
    """Give the memory of the dictionaries back, 200 MB; when needed they are loaded again."""
    _analyser.cache_clear()
    _short.cache_clear()


def morphemes(text: str) -> list[Morpheme]:
    """Return the words of a Japanese text in order; surfaces join up to the text again."""
    analyser, short = _analyser()
    words: list[Morpheme] = []
    for start in range(0, len(text), MOST_CHARACTERS):
        with _one_at_a_time:
            analysed = analyser.tokenize(text[start : start + MOST_CHARACTERS])
        for found in analysed:
            key = (found.surface(), found.part_of_speech_id())
            word = _seen.get(key)
            if word is None:
                word = _seen[key] = _morpheme(found, short)
            words.append(word)
    return words


def by_word(make: Callable[[Morpheme], T]) -> Callable[[Morpheme], T]:
    """Return a function that asks ``make`` once for each word and remembers what it said.

    A word is one object wherever it stands, and to look that up is much quicker than its fields.
    """
    known: dict[int, tuple[Morpheme, T]] = {}  # the word is kept, or another might take its place

    def remembered(word: Morpheme) -> T:
        found = known.get(id(word))
        if found is None:
            found = known[id(word)] = (word, make(word))
        return found[1]

    return remembered


def _morpheme(found: Any, short: Any) -> Morpheme:
    surface = found.surface()
    pieces = found.split(short) if len(surface) > 1 else ()
    parts = tuple((p.surface(), p.dictionary_form(), intern(p.part_of_speech()[0])) for p in pieces)
    pos = tuple(intern(level) for level in found.part_of_speech()[:3])
    return Morpheme(
        surface,
        found.dictionary_form(),
        found.normalized_form(),
        (pos[0], pos[1]),
        found.reading_form(),
        parts if len(parts) > 1 else (),
        pos[2] if pos[1] == "固有名詞" else "",
    )


# ----------------------------------------------------------------------------- user dictionaries

# Left and right connection of nouns, as Sudachi's documentation of user dictionaries gives them:
# a place, a name of a person, any proper noun, a common noun. A row with -1 is not looked up.
_CONNECTION: Final = {"place": 4785, "person": 4786, "name": 4787, "term": 5146}
_PART: Final = {
    "place": "名詞,固有名詞,地名,一般,*,*",
    "person": "名詞,固有名詞,人名,一般,*,*",
    "name": "名詞,固有名詞,一般,*,*,*",
    "term": "名詞,普通名詞,一般,*,*,*",
}
_REFERENCE: Final = frozenset(",/")  # what parts a reference to a word
_LONGEST: Final = 255  # characters of a headword, well below Sudachi's bound of 32,767 bytes


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word for a user dictionary: as it is written, and what it names (person, place, ...)."""

    text: str
    kind: str = "term"
    reading: str = ""  # katakana, the word itself where it is empty


def dictionary_source(words: Iterable[UserWord], *, parts: bool = True) -> bytes:
    """Return Sudachi's CSV (UTF-8) of the words that it can hold, each once, by headword.

    The headword is in the normalised form that Sudachi looks texts up in (NFKC, lower case); the
    word stands beside it as it is written. The cost falls with the length, so that a long name wins
    over its parts, and a short word is not cut out of a longer one. ``parts`` names the short units
    of a compound, so that alignment goes on seeing them.
    """
    rows: dict[str, list[str]] = {}
    for word in words:
        head = fold(word.text)
        if not 1 < len(head) <= _LONGEST or not _is_plain(word.text) or head in rows:
            continue
        kind = word.kind if word.kind in _CONNECTION else "name" if word.kind else "term"
        number = str(_CONNECTION[kind])
        cost = str(max(8000 - 1500 * len(head), -2000))
        reading = word.reading or word.text
        pieces = _pieces(word.text) if parts else ""
        rows[head] = [
            *(head, number, number, cost, word.text, *_PART[kind].split(",")),
            *(reading, word.text, "*", "C" if pieces else "A", pieces or "*", pieces or "*"),
            *("*", "*"),
        ]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows[head] for head in sorted(rows))
    return text.getvalue().encode()


def _is_plain(text: str) -> bool:
    """Return whether a row of Sudachi's can hold a text."""
    return text.isprintable() and '"' not in text


def _pieces(text: str) -> str:
    """Return the short units of a compound as a user dictionary refers to them, "" for none."""
    found = [*_short().tokenize(text)]
    if len(found) < 2 or any(m.is_oov() or m.part_of_speech()[1] == "数詞" for m in found):
        return ""
    if "".join(m.surface() for m in found) != text or any(
        _REFERENCE & {*m.surface()} for m in found
    ):
        return ""
    return "/".join(
        ",".join((fold(m.surface()), *m.part_of_speech(), m.reading_form())) for m in found
    )


@lru_cache(maxsize=1)
def _short() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").tokenizer(mode=SplitMode.A)


def build_dictionary(words: Iterable[UserWord], path: str) -> int:
    """Build a user dictionary, whole or not at all, and return how many words it has.

    Sudachi writes into a folder of its own, for it refuses to replace a file, and leaves an empty
    one where it fails. Raise WriteError where there is no word or Sudachi cannot build it.
    """
    given = tuple(words)
    source = dictionary_source(given)
    if not source:
        hint = "Sudachi takes words of two characters and more"
        raise WriteError("no Japanese term that a user dictionary could hold", path, hint)
    with tempfile.TemporaryDirectory() as folder:
        try:
            data = _built(source, Path(folder), path)
        except WriteError:  # a part that the dictionary has under another reading
            data = _built(dictionary_source(given, parts=False), Path(folder), path)
    if not data:
        raise WriteError("Sudachi made no dictionary of these terms", path, "Please report it")
    with files.write_atomic(path) as stream:
        stream.write(data)
    return source.count(b"\n")


def _built(source: bytes, folder: Path, path: str) -> bytes:
    from sudachipy import sudachipy

    lines, made = folder / "words.csv", folder / "user.dic"
    lines.write_bytes(source)
    made.unlink(missing_ok=True)
    try:
        sudachipy.build_user_dic(system=_system(), lex=[lines], output=made, description="tmkit")
    except BaseException as error:  # what Sudachi's Rust panics with is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "Export with --format sudachi-csv to see what it was given"
        raise WriteError(f"Sudachi cannot build it: {reason}", path, hint) from None
    return made.read_bytes() if made.is_file() else b""


def _system() -> Path:
    """Return where the installed system dictionary lies."""
    spec = find_spec("sudachidict_core")
    if spec is None or spec.origin is None:
        hint = "Install it: pip install sudachidict-core"
        raise MissingExtraError("Sudachi's core dictionary is not installed", hint)
    return Path(spec.origin).parent / "resources" / "system.dic"
