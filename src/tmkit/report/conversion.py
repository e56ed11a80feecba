"""What a conversion did and could not do, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tmkit.convert import FORMATS, Converted, Loss

_SHOWN = 30


def lines(done: Converted) -> Iterator[str]:
    """Yield what was written, and a line for each kind of loss."""
    noun = "units" if FORMATS[done.write].family == "units" else "concepts"
    pair = " - ".join(lang for lang in (done.source_lang, done.target_lang) if lang)
    languages = f" ({pair})" if pair else ""
    noun = noun[:-1] if done.count == 1 else noun
    yield f"{done.read} to {done.write}: {done.count} {noun}{languages}"
    for loss in done.lost:
        yield f"lost: {loss.name}: {loss.reason}, {loss.count} x{_first(loss)}"
    for what, count in done.changed:
        yield f"changed: {what}, {count} x"
    for line in done.told:
        yield f"note: {line}"


def _first(loss: Loss) -> str:
    example = " ".join(loss.example.split())
    if len(example) > _SHOWN:
        example = f"{example[:_SHOWN]}…"
    place = f", first at {loss.first}" if loss.first is not None else ""
    return f"{place}: {example}" if example else place


def machine(done: Converted) -> str:
    """Return the whole report as JSON."""
    return json.dumps(
        {
            "from": done.read,
            "to": done.write,
            "count": done.count,
            "source_lang": done.source_lang,
            "target_lang": done.target_lang,
            "lost": [
                {
                    "field": loss.name,
                    "reason": loss.reason,
                    "count": loss.count,
                    "example": loss.example,
                    "path": loss.first.path if loss.first else None,
                    "line": loss.first.line if loss.first else None,
                }
                for loss in done.lost
            ],
            "changed": [{"what": what, "count": count} for what, count in done.changed],
            "notes": list(done.told),
        },
        ensure_ascii=False,
        indent=2,
    )
