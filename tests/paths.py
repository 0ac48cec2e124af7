"""Where the tests find the project and the corpus beside it."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PACKAGE = ROOT / "finews_tui"
SHARED = ROOT.parent / "shared"
