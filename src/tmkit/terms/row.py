"""The words of a text kept small: what a word is, once for the whole run, and where each begins."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Token = TypeVar("Token")
Word = TypeVar("Word")


class Row(Sequence[Word], Generic[Token, Word]):
    """A row of words that are made when they are asked for.

    Hundreds of thousands of words would take a hundred bytes each; their tokens are shared, and
    only the places are their own.
    """

    __slots__ = ("_make", "_starts", "_tokens")

    def __init__(
        self, tokens: Sequence[Token], starts: Sequence[int], make: Callable[[Token, int], Word]
    ) -> None:
        self._tokens = tuple(tokens)
        self._starts = array("I", starts)
        self._make = make

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[Word]:
        return map(self._make, self._tokens, self._starts)

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> list[Word]: ...
    def __getitem__(self, place: int | slice) -> Word | list[Word]:
        """Return a word, or a list of some."""
        if isinstance(place, slice):
            return list(map(self._make, self._tokens[place], self._starts[place]))
        return self._make(self._tokens[place], self._starts[place])
