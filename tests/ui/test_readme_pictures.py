"""Screenshot of the guide in the README.

It must match the app. Set FINEWS_DRAW_PICTURES=1 to regenerate it.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import press, settle
from tests.ui.news import paths_in

PICTURE = Path(__file__).parent / "pictures/guide-120x36.svg"


@pytest.mark.usefixtures("locked_renderer")
async def test_readme_picture_is_up_to_date(empty_library: Library, tmp_path: Path) -> None:
    with await asyncio.to_thread(guide_library, paths_in(tmp_path / "guide")) as guide:
        app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            svg = app.export_screenshot(title="finews")
    if os.environ.get("FINEWS_DRAW_PICTURES"):
        PICTURE.write_text(svg, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == svg
