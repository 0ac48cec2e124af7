"""The line being read stays: over a restart, a sync that rewrote the file, and another width."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.ui.app import FinewsApp
from tests.ui.screens import NOW, config_for, paths_in, press, settle


def app_over(home: Path) -> tuple[Library, FinewsApp]:
    library = Library(paths_in(home), config_for(home / "posts"), clock=lambda: NOW)
    return library, FinewsApp(library, guide=lambda: library)


async def line_at_top(pilot: Pilot[None]) -> str:
    screen = await settle(pilot)
    lines = screen.reader.page.lines[screen.reader.scroll_offset.y :]
    return next(line.copy_text for line in lines if line.copy_text.strip())


@pytest.mark.parametrize("width", [120, 84, 200])
async def test_it_is_there_again(home: Path, width: int) -> None:
    library, app = app_over(home)
    with library:
        async with app.run_test(size=(120, 36)) as pilot:
            await press(pilot, "3", *["pagedown"] * 2)
            before = await line_at_top(pilot)
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
            after = await line_at_top(pilot)
            assert after[:12] in before or before[:12] in after
            place = (await settle(pilot)).reader.offset_here
            await pilot.resize_terminal(150, 30)
            await settle(pilot)
            assert (await settle(pilot)).reader.offset_here == place
