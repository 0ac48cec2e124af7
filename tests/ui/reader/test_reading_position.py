"""Reading position: restored after restart, sync of a changed file, and resize."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import Driver, press, settle
from tests.ui.news import NOW, config_for, paths_in


def app_over(home: Path) -> tuple[Library, FinewsApp]:
    library = Library(paths_in(home), config_for(home / "posts"), clock=lambda: NOW)
    return library, FinewsApp(library, REGISTRY, guide=lambda: library)


def first_visible_text(driver: Driver) -> str:
    """Return the text of the first visible line that has text."""
    lines = driver.page.page.lines[driver.page.scroll_offset.y :]
    return next(line.copy_text for line in lines if line.copy_text.strip())


@pytest.mark.parametrize("width", [120, 84, 200])
async def test_position_is_restored_after_restart_sync_and_resize(home: Path, width: int) -> None:
    library, app = app_over(home)
    with library:
        async with app.run_test(size=(120, 36)) as pilot:
            driver = await press(pilot, "3", *["pagedown"] * 2)
            before = first_visible_text(driver)
            assert "Part" in before or "harbour" in before or "ferry" in before
            await press(pilot, "ctrl+q")
    posts = home / "posts" / "harbour"
    for path in sorted(posts.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nA line that came later.\n", encoding="utf-8")
    (posts / "old_post").mkdir()
    library, app = app_over(home)
    with library:
        await sync(library.stores)
        async with app.run_test(size=(width, 36)) as pilot:
            driver = await settle(pilot)
            after = first_visible_text(driver)
            assert after[:12] in before or before[:12] in after
            offset = driver.page.text_offset
            await pilot.resize_terminal(150, 30)
            await settle(pilot)
            assert driver.page.text_offset == offset
