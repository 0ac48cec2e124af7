"""Guide: shown without sources, replaced by the first source, opened by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.follow_source import FollowSource
from tests.ui.driver import press, settle
from tests.ui.news import MARKET_POSTS

WIDE = (120, 36)


@pytest.fixture
def guide_app(empty_library: Library) -> FinewsApp:
    """App without sources."""
    return FinewsApp(empty_library, REGISTRY, guide=lambda: guide_library(empty_library.paths))


async def test_guide_is_shown_without_sources(guide_app: FinewsApp) -> None:
    async with guide_app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.status_text.startswith(" finews guide")
        assert driver.opened is not None
        assert driver.opened.article.title == "Welcome to finews"


async def test_first_source_replaces_guide(
    guide_app: FinewsApp, empty_library: Library, synced_home: Path
) -> None:
    async with guide_app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "a")
        assert isinstance(guide_app.screen, AddSource)
        await driver.fill(location=str(synced_home / "nowhere"))
        await driver.press("enter")
        assert isinstance(guide_app.screen, AddSource)
        assert "no such file or folder" in driver.dialog_text("error")
        assert driver.field("location").value.endswith("nowhere")
        await driver.fill(location=str(synced_home / "posts" / "market"))
        await driver.press("enter")
        assert isinstance(guide_app.screen, FollowSource)
        assert f"{MARKET_POSTS} articles · 5 a day" in driver.dialog_text("note")
        assert "2024-03-20  第0号码头" in driver.dialog_text("latest")
        await driver.fill(title="早市")
        await driver.press("enter")
        assert driver.top is driver.main
        assert not driver.session.is_guide
        assert driver.scope == "早市"
        assert len(driver.listing) == MARKET_POSTS
        assert [source.title for source in empty_library.config.sources] == ["早市"]
        await pilot.press("ctrl+q")


async def test_guide_opens_over_main_screen_and_closes(
    library: Library, empty_library: Library
) -> None:
    app = FinewsApp(library, REGISTRY, guide=lambda: guide_library(empty_library.paths))
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        main_screen = driver.main
        await driver.run("guide")
        assert app.screen is driver.main
        assert driver.session.is_guide
        await driver.press("q")
        assert app.screen is main_screen
        assert not driver.session.is_guide
        assert app.is_running
