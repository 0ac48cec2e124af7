"""Welcome bar for users without sources."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.widgets.welcome_bar import WelcomeBar
from tests.ui.driver import Driver, settle
from tests.ui.news import paths_in


@pytest.fixture
def guide(tmp_path: Path) -> Iterator[Library]:
    with guide_library(paths_in(tmp_path / "guide")) as library:
        yield library


def welcome_text(driver: Driver) -> str:
    bars = driver.main.query(WelcomeBar)
    return bars.first().render_line(0).text.strip() if bars else ""


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (80, "What would you like to read?   a add a site, folder or list   ⏎ read the guide"),
        (60, "a add a site, folder or list   ⏎ read the guide"),
    ],
)
async def test_welcome_bar_shows_text_that_fits(
    width: int, text: str, empty_library: Library, guide: Library
) -> None:
    app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
    async with app.run_test(size=(width, 24)) as pilot:
        driver = await settle(pilot)
        assert welcome_text(driver) == text
        await driver.press("a")
        assert isinstance(app.screen, AddSource)


async def test_welcome_bar_is_hidden_if_there_are_sources(
    empty_library: Library, guide: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "posts"
    await asyncio.to_thread(folder.mkdir)
    await asyncio.to_thread(empty_library.sources.add_directory, str(folder))
    app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = await settle(pilot)
        assert welcome_text(driver) == ""
        await driver.run("guide")
        assert driver.session.is_guide
        assert welcome_text(driver) == ""
