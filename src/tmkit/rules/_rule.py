"""What a rule is, what it sees, and what it gives.

Two shapes only. A *unit rule* looks at one unit: ``(unit, context) -> findings``. A *group rule*
sorts what it finds in each unit under keys, and judges each key's entries together; its map must
depend on the unit and on what the user gave alone, never on other units, so that the same code runs
over one article and over a cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar, cast

from tmkit.evidence.lexicon import Lexicon
from tmkit.language import primary
from tmkit.model import Concept, Finding, Mention, Passage, Severity
from tmkit.morphology import Morpheme, morphemes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is checked at once: a source text and its translation, or one of them alone.

    Of a text without counterpart the other side is None. What comes from the user's memory counts
    in statistics, and is not ``checked`` itself. ``confidence`` is the alignment's, 1 where the
    file itself pairs the texts. ``apart`` is what a page carries around its text (labels, other
    articles): it lacks no counterpart, but what is wrong with its own language is told too.
    """

    index: int
    source: Passage | None
    target: Passage | None
    confidence: float = 1.0
    checked: bool = True
    apart: bool = False
    japanese: Passage | None = field(init=False, repr=False, compare=False)  # the Japanese side
    english: Passage | None = field(init=False, repr=False, compare=False)  # the English side

    def __post_init__(self) -> None:
        object.__setattr__(self, "japanese", self.side("ja"))
        object.__setattr__(self, "english", self.side("en"))

    def side(self, lang: str) -> Passage | None:
        """Return the side whose primary language subtag is ``lang``, ``ja`` or ``en``."""
        for passage in (self.target, self.source):
            if passage is not None and primary(passage.lang) == lang:
                return passage
        return None


ONE_HAND = 2000  # texts


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the unit.

    What several rules need is made once, when first asked for, and kept to the end of the check:
    :meth:`shared` for a table over all units, :meth:`of` for what is read out of one text. A rule
    that computes by itself what another one has too makes every check slower.
    """

    units: Sequence[Unit]
    glossary: tuple[Concept, ...] = ()
    lexicon: Lexicon | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by rule
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[Callable[..., Any], dict[str, Any]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def is_catalogue(self) -> bool:
        """Whether the texts are so many that many hands have written them, over years.

        What is a slip in one text by one hand stands there by the hundred, and is told as a hint.
        """
        return len(self.units) > ONE_HAND

    def shared(self, make: Callable[[Context], T]) -> T:
        """Return ``make(self)``, made once: a table over all units that several calls need."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def of(self, make: Callable[[str, Context], T], text: str) -> T:
        """Return ``make(text, self)``, made once for each text."""
        known = self._read.get(make)
        if known is None:
            known = self._read[make] = {}
        if text not in known:
            known[text] = make(text, self)
        return cast("T", known[text])

    def words(self, text: str) -> list[Morpheme]:
        """Return the words of a Japanese text; surfaces join up to the text again."""
        return self.of(_morphemes, text)


def _morphemes(text: str, _: Context) -> list[Morpheme]:
    return morphemes(text)


UnitCheck: TypeAlias = Callable[[Unit, Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """A check of what several units have in common.

    ``sort`` yields (key, entry) of a unit; ``judge`` is given a key and its entries, each with its
    unit, in the order of the units.
    """

    sort: Callable[[Unit, Context], Iterable[tuple[Hashable, Any]]]
    judge: Callable[[Any, list[tuple[Unit, Any]], Context], Iterable[Finding]]


Family = Literal[
    "names", "terms", "orthography", "numbers", "punctuation", "transfer", "omissions", "style"
]
Need = Literal["source", "glossary"]


@dataclass(frozen=True, slots=True)
class Option:
    """What a rule lets the user choose in ``[rules.ID]``, and what holds without.

    A bool is a switch; an int is a number of at least 1.
    """

    name: str
    default: bool | int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue: its kebab-case name, and what it is by default.

    ``severity`` is the default; a finding may be milder. ``summary`` is the line of the catalogue.
    ``needs`` says without what the rule cannot run, ``options`` what its settings are.
    """

    id: str
    family: Family
    severity: Severity
    summary: str
    summary_ja: str
    check: UnitCheck | GroupCheck
    needs: frozenset[Need] = frozenset()
    options: tuple[Option, ...] = ()


def finding(
    rule: str,
    severity: Severity,
    unit: Unit,
    passage: Passage,
    span: tuple[int, int],
    message: tuple[str, str],
    *,
    evidence: tuple[Mention, ...] = (),
    fix: str | None = None,
) -> Finding:
    """Return a finding on one side of a unit; ``message`` is (English, Japanese)."""
    other = unit.source if passage is unit.target else unit.target
    return Finding(
        rule,
        severity,
        *message,
        passage,
        *span,
        unit.index,
        other.text if other is not None else "",
        evidence,
        fix,
    )
