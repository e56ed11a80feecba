"""Which of millions of texts was there before, at 12 to 36 bytes a text."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(slots=True)
class Seen:
    """An open-addressing table from 64-bit digests to lines.

    Any two of a million texts collide with a probability of 3e-8.
    """

    digests: array[int] = field(default_factory=lambda: array("Q", bytes(8 << 10)))
    lines: array[int] = field(default_factory=lambda: array("I", bytes(4 << 10)))
    count: int = 0

    def first(self, text: str, line: int) -> int:
        """Return the line where ``text`` was first, 0 where it is new; remember it."""
        raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        digest = int.from_bytes(raw, "little") or 1  # 0 marks an empty slot
        if self.count * 3 > len(self.digests) * 2:
            self._grow()
        slot = self._slot(digest)
        if self.digests[slot] == digest:
            return self.lines[slot]
        self.digests[slot], self.lines[slot] = digest, line
        self.count += 1
        return 0

    def _slot(self, digest: int) -> int:
        mask = len(self.digests) - 1
        slot = digest & mask
        while self.digests[slot] not in (0, digest):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        digests, lines = self.digests, self.lines
        self.digests = array("Q", bytes(len(digests) * 16))
        self.lines = array("I", bytes(len(lines) * 8))
        for digest, line in zip(digests, lines, strict=True):
            if digest:
                slot = self._slot(digest)
                self.digests[slot], self.lines[slot] = digest, line
