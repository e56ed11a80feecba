"""Terms between two scripts: left half in English, or in katakana where all else keeps the Latin.

What is marked up is code or a name and is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tmkit.model import Passage
from tmkit.rules._renderings import Rendering, renderings, sounds_like
from tmkit.rules._rule import Context
from tmkit.rules._wording import Noun, folded, masked, terms_of

SURE_USUAL = 0.8  # the coverage of a rendering beside which a half-translated one is a slip
LEAST_KEPT, KEPT = 8, 0.9  # units with a name, and the share that keeps it in Latin letters
LEAST_ALIKE = 0.85
MOST_OF_RIVAL = 0.1  # the share of a name's units that have the katakana word too
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
# The end of what names something elsewhere, and is no text: :term:`data stream`, `Editors`_.
_KEY = re.compile(r"`|[^`<]*`_(?!_)")
_NAME = re.compile(r"(?<![\w.`/@-])[A-Z][A-Za-z]{2,}(?![\w`/@(-]|\.\w)", re.ASCII)


def left_half(
    usual: Rendering, noun: Noun, written: str, japanese: Passage
) -> tuple[int, int] | None:
    """Return where one word of a term stands in English before the rest of its usual rendering.

    type オブジェクト is what is left of 型オブジェクト. The term may stand there in English as a
    whole, too, in prose or as the text of a link.
    """
    if usual.coverage < SURE_USUAL or len(noun.words) < 2 or " " not in written:
        return None
    shown = masked(japanese.text)
    low = shown.lower()
    whole = " ".join(written.lower().split())
    for match in re.finditer(
        rf"(?<![\w.*(（\"'-]){re.escape(whole)}(?![\w.*)）\"'-])", low, re.ASCII
    ):
        if _JAPANESE.search(shown) and not _KEY.match(low, match.end()):
            return match.span()
    words = re.findall(r"[a-z]{3,}", written.lower())
    for word in words:
        if word not in low:
            continue
        for match in re.finditer(rf"(?<![\w.*-])(?<![a-z0-9] ){word}(?![\w.*]) ?", low, re.ASCII):
            after = folded(shown[match.end() : match.end() + len(usual.key) + 4])
            for k in range(1, len(noun.words)):
                if after.startswith("".join(folded(w.surface) for w in noun.words[k:])):
                    return match.start(), match.start() + len(word)
    return None


def _names(context: Context) -> dict[str, tuple[int, int]]:
    """Return, for each English word with a capital, its units and how many keep it as it is."""
    stands: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for unit in context.units:
        english, japanese = unit.english, unit.japanese
        if english is None or japanese is None:
            continue
        for name in set(_NAME.findall(english.text)):
            stands[name] += 1
            kept[name] += name in japanese.text
    return {
        n: (of, kept[n]) for n, of in stands.items() if of >= LEAST_KEPT and kept[n] >= KEPT * of
    }


def in_katakana(
    english: Passage, japanese: Passage, context: Context
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Yield (name, span, (kept, units)) where katakana stands for a name that the rest keeps."""
    names = context.shared(_names)
    low = japanese.text.lower()
    found = [n for n in set(_NAME.findall(english.text)) if n in names and n.lower() not in low]
    for name in sorted(found):
        of, kept = names[name]
        known = renderings(context).known.get(name.lower(), {})
        place = 0
        for word in context.words(japanese.text):
            start, place = place, place + len(word.surface)
            if word.pos[0] != "名詞" or sounds_like(word.surface, name.lower()) < LEAST_ALIKE:
                continue
            if japanese.text[start - 1 : start] == "・" or japanese.text[place : place + 1] == "・":
                continue  # モンティ・パイソン
            if known.get(folded(word.surface), 0) > MOST_OF_RIVAL * of:
                continue
            others = {w for term in terms_of(english.text, context) for w in term.split()}
            if any(sounds_like(word.surface, w) >= LEAST_ALIKE for w in others - {name.lower()}):
                continue
            yield name, (start, place), (kept, of)
            break
