"""How long the review page takes for an operation, as a person feels it: from key to picture.

    python -m tests.bench.review_speed [--rows 10000]

A memory of so many rows is made of the sample, opened in Chromium, and worked on with keys. Each
time is that from the key to the next picture; a picture alone takes up to 17 ms of it. Needs the
extras ``dev`` and ``review``. Exits 1 where a median is over 100 ms.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.review_steps import ROOT, large
from tests.review.browsing import Tab, chromium, reviewing, tab

MOST_MS = 100
OPERATIONS = {
    "merge, undo": ["m", "z"] * 20,
    "flag": ["f"] * 20,
    "accept, go to the next": ["a"] * 20,
    "next to look at": ["n"] * 20,
    "last row, first row": ["End", "Home"] * 5,
}
TIMED = """async (keys) => {
  const found = [];
  for (const key of keys) {
    const start = performance.now();
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    while ("busy" in document.documentElement.dataset) await new Promise((go) => setTimeout(go, 1));
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
    found.push(performance.now() - start);
  }
  return found;
}"""


def told(name: str, page: Tab, keys: list[str]) -> float:
    times: list[float] = page.page.evaluate(TIMED, keys)
    median = statistics.median(times)
    print(f"{name:32} {median:6.0f} ms median {max(times):6.0f} ms at most")
    return median


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    glossary = str(ROOT / "glossary" / "strait-accord.csv")
    with tempfile.TemporaryDirectory() as work:
        path = large(Path(work), rows)
        arguments = (str(path), "--glossary", glossary)
        with (
            reviewing(*arguments, folder=Path(work)) as address,
            chromium() as (browser, expect),
        ):
            start = time.perf_counter()
            page = tab(browser, expect, address)
            print(f"{rows} rows: the page is there after {time.perf_counter() - start:.1f} s")
            medians = [told(name, page, keys) for name, keys in OPERATIONS.items()]
            start = time.perf_counter()
            page.press("c")
            medians.append(told("flag, while the check runs", page, ["f"] * 40))
            expect(page.status).to_contain_text("checked: ", timeout=600_000)
            print(f"the check took {time.perf_counter() - start:.0f} s")
            medians.append(told("next finding", page, ["v"] * 20))
            page.check_nothing_went_wrong()
    return int(max(medians) > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
