"""``python -m tmkit`` is ``tmkit``."""

from __future__ import annotations

import sys

from tmkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
