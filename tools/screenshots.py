"""Take the pictures of the review page that the documentation shows, from the sample article.

    python tools/screenshots.py [FOLDER]

Needs the extras ``dev`` and ``review``, Chromium and a Japanese font (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "docs" / "sample"
FOLDER = ROOT / "docs" / "how-to" / "images"
SIZE = {"width": 1060, "height": 530}
# A picture: its name, the locale, the scheme of colours, and the keys that lead to it.
PICTURES = (
    ("review-en", "C.UTF-8", "light", "c v"),
    ("review-ja", "ja_JP.UTF-8", "light", "c v"),
    ("review-terms-en", "C.UTF-8", "light", "g ArrowDown a"),
    ("review-terms-ja", "ja_JP.UTF-8", "dark", "g ArrowDown a"),
)


def main() -> None:
    """Write every picture into the folder that is given, or into the documentation's."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-lcd-text"]
        )
        for name, locale, scheme, keys in PICTURES:
            with tempfile.TemporaryDirectory() as work:
                picture(browser, Path(work), folder / f"{name}.png", locale, scheme, keys)
        browser.close()


def picture(browser: Any, work: Path, path: Path, locale: str, scheme: str, keys: str) -> None:
    """Start a review of the sample in a folder of its own, press keys, and take the picture."""
    texts = [str(SAMPLE / f"strait-accord.{lang}.txt") for lang in ("en", "ja")]
    subprocess.run(
        [sys.executable, "-m", "tmkit", "align", *texts, "-o", "news.tmx", "-q"],
        cwd=work,
        check=True,
    )
    shutil.copy(ROOT / "glossary" / "strait-accord.csv", work / "terms.csv")
    command = ["review", "news.tmx", "--no-browser", "--glossary", "terms.csv"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tmkit", *command],
        cwd=work,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": locale},
    )
    try:
        assert process.stdout is not None
        page = browser.new_page(viewport=SIZE, color_scheme=scheme)
        page.goto(process.stdout.readline().decode().strip())
        page.wait_for_selector("tbody.pair")
        for key in keys.split():
            page.keyboard.press(key)
            page.wait_for_selector("html:not([data-busy])")
            if key == "c":
                page.wait_for_selector(".finding")
            if key == "g":
                page.wait_for_selector("tbody.term")
        page.screenshot(path=path)
        page.close()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
