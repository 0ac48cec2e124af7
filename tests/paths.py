"""Paths of the project and of the corpus next to it."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PACKAGE = ROOT / "finews_tui"
SHARED = ROOT.parent / "shared"
