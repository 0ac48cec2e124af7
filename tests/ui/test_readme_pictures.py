"""Screenshots of the guide in the README.

They must match the app. Set FINEWS_DRAW_PICTURES=1 to regenerate them.
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

PICTURES = Path(__file__).parent / "pictures"


@pytest.mark.usefixtures("locked_renderer")
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
async def test_readme_screenshots_are_up_to_date(
    size: tuple[int, int], empty_library: Library, tmp_path: Path
) -> None:
    with await asyncio.to_thread(guide_library, paths_in(tmp_path / "guide")) as guide:
        app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            svg = app.export_screenshot(title="finews")
    path = PICTURES / f"guide-{size[0]}x{size[1]}.svg"
    if os.environ.get("FINEWS_DRAW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        path.write_text(svg, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == svg
