"""Numbers by value: what English and Japanese write differently and mean alike."""

from __future__ import annotations

from tmkit.evidence import _english_numbers, _japanese_numbers
from tmkit.evidence.quantity import Kind, Quantity, key
from tmkit.language import primary

__all__ = ["Kind", "Quantity", "key", "keys", "numbers"]


def numbers(text: str, lang: str) -> list[Quantity]:
    """Return the quantities that a text mentions, in order, without overlap.

    Left out: approximations (数十万, hundreds of), codes and names (A4, COVID-19, 三菱), telephone
    and version numbers, and *one* as a pronoun.
    """
    if primary(lang) in {"ja", "zh"}:
        return _japanese_numbers.quantities(text)
    return _english_numbers.quantities(text)


def keys(text: str, lang: str) -> list[str]:
    """Return one token per quantity, the same in English and in Japanese: ``#2023``, ``#m5``.

    一つ and 1人 have none: their English is mostly *a* or *one*, which are no numbers.
    """
    return [
        key(quantity)
        for quantity in numbers(text, lang)
        if quantity.value != 1 or text[quantity.end - 1] not in "つ人"
    ]
