"""What the first bytes of a file say that it is."""

from __future__ import annotations

import re
from typing import Final

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_ASIDE: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)


def root_of(head: bytes) -> tuple[str, bool]:
    """Return the local name of an XML file's root ("" where unknown), and whether it is XML."""
    if head.startswith((b"\xff\xfe", b"<\0")):
        text = head.decode("utf-16-le", "ignore")
    elif head.startswith((b"\xfe\xff", b"\0<")):
        text = head.decode("utf-16-be", "ignore")
    else:
        text = head.decode("utf-8", "ignore")
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return "", False
    found = _ROOT.match(_ASIDE.sub("", text).lstrip())
    return (found[1] if found else ""), True
