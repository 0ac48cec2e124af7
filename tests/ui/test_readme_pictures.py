"""The pictures of the README, drawn by the program from its guide.

With FINEWS_DRAW_PICTURES=1 they are drawn anew; else they must be what the program draws.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from tests.ui.screens import paths_in, press, settle

PICTURES = Path(__file__).parent / "pictures"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
async def test_the_guide_is_drawn_for_the_readme(
    size: tuple[int, int], empty_library: Library, tmp_path: Path
) -> None:
    with await asyncio.to_thread(guide_library, paths_in(tmp_path / "guide")) as guide:
        app = FinewsApp(empty_library, guide=lambda: guide)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            drawn = app.export_screenshot(title="finews")
    picture = PICTURES / f"guide-{size[0]}x{size[1]}.svg"
    if os.environ.get("FINEWS_DRAW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        picture.write_text(drawn, encoding="utf-8")
    assert picture.read_text(encoding="utf-8") == drawn
