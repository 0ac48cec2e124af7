"""Adding sources: lookup, preview, import and undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.follow_source import FollowSource
from finews_tui.ui.dialogs.picker import Picker
from tests.ui.driver import Driver, press, settle
from tests.ui.loopback import Site, feed, serving
from tests.ui.news import NOW, paths_in

WIDE = (120, 36)
PAGE = b"""<html><head><title>A town</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/all">
<link rel="alternate" type="application/rss+xml" title="The harbour" href="/harbour">
</head><body>Hello.</body></html>"""
OPML = """<opml version="2.0"><body><outline text="Town">
<outline type="rss" text="All" xmlUrl="{base}/all"/>
<outline type="rss" text="Harbour" xmlUrl="{base}/harbour"/>
<outline type="rss" text="A pipe" xmlUrl="|touch pwned"/>
</outline></body></opml>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Iterator[Site]:
    """Serve a page that links two feeds, and these feeds."""
    server.responses.clear()
    server.put("/", PAGE)
    server.put("/all", feed("All news", "One", "Two", "Three"))
    server.put("/harbour", feed("The harbour of the town", "A boat", "A buoy"))
    yield server
    server.release_all()


@pytest.fixture
def app(site: Site, tmp_path: Path) -> Iterator[FinewsApp]:
    """App with one folder in a group as its source."""
    paths = paths_in(tmp_path / "home")
    (tmp_path / "posts").mkdir()
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text(
        "[sync]\non_start = false\nunread_horizon_days = 0\n"
        f'[[source]]\nname = "posts"\nkind = "directory"\nlocation = "{tmp_path / "posts"}"\n'
        'group = "Papers"\n'
    )
    with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
        yield FinewsApp(library, REGISTRY, guide=lambda: library)


async def look_up(driver: Driver, location: str) -> None:
    """Press `a`, paste a location and press Enter."""
    await driver.press("a")
    await driver.fill(location=location)
    await driver.press("enter")


def source_names(driver: Driver) -> list[str]:
    return [source.name for source in driver.library.config.sources]


async def test_feed_of_page_is_previewed_added_listed_and_undone(
    app: FinewsApp, site: Site
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/")
        assert isinstance(app.screen, Picker)
        assert driver.dialog_text("title") == "Select feed"
        await driver.press("down", "enter")
        assert isinstance(app.screen, FollowSource)
        assert "The harbour of the town" in driver.dialog_text("title")
        assert "2 articles" in driver.dialog_text("note")
        assert driver.dialog_text("latest").splitlines() == [
            "2024-03-20  A boat",
            "2024-03-20  A buoy",
        ]
        assert source_names(driver) == ["posts"]
        await driver.press("tab", "down", "enter")
        source = driver.library.config.sources[-1]
        assert (source.label, source.group) == ("The harbour of the town", "Papers")
        assert source.location == f"{site.base}/harbour"
        assert driver.scope == "The harbour of the town"
        assert len(driver.listing) == 2
        await driver.press("u")
        assert source_names(driver) == ["posts"]
        assert driver.scope == "All"


async def test_failed_lookup_shows_error_and_typed_location(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/nowhere")
        assert "page not found (404)" in driver.dialog_text("error")
        assert driver.field("location").value == f"{site.base}/nowhere"
        await driver.fill(location="   ")
        await driver.press("enter")
        assert "Enter a URL or a folder" in driver.dialog_text("error")


async def test_escape_returns_to_location_field(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/")
        await driver.press("escape")
        assert isinstance(app.screen, AddSource)
        assert driver.field("location").value == f"{site.base}/"
        await driver.fill(location=f"{site.base}/all")
        await driver.press("enter")
        assert isinstance(app.screen, FollowSource)
        await driver.press("escape", "escape")
        assert len(app.screen_stack) == 1
        assert source_names(driver) == ["posts"]


async def test_escape_cancels_slow_lookup(app: FinewsApp, site: Site) -> None:
    site.hold("/all")
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "a")
        await driver.fill(location=f"{site.base}/all")
        await pilot.press("enter")
        await pilot.pause()
        assert "Checking" in driver.dialog_text("note")
        await driver.press_rapidly("escape")
        assert len(app.screen_stack) == 1


async def test_enter_twice_in_burst_adds_source_once(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/all")
        assert isinstance(app.screen, FollowSource)
        await driver.burst("enter", "enter")
        assert app.is_running
        assert driver.top is driver.main
        assert source_names(driver) == ["posts", "all-news"]


async def test_existing_source_is_rejected(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/all")
        await driver.press("enter")
        await look_up(driver, f"{site.base}/all")
        assert "already added" in driver.dialog_text("error")


async def test_preview_of_existing_source_shows_error(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, f"{site.base}/all")
        await driver.press("enter")
        await look_up(driver, f"{site.base}/")
        await driver.press("enter")
        assert isinstance(app.screen, FollowSource)
        assert "already added as all-news" in driver.dialog_text("error")


async def test_cursor_moves_to_source_added_on_sources_screen(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w")
        await look_up(driver, f"{site.base}/all")
        await driver.press("enter")
        assert driver.manages_sources
        assert driver.sources.source_names == [source_names(driver)[-1]]
        assert driver.source_row.name == "all-news"


async def test_subscription_list_is_imported_synced_and_undone(
    app: FinewsApp, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML.format(base=site.base))
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await look_up(driver, str(path))
        imported = driver.library.config.sources[1:]
        assert [(source.title, source.group) for source in imported] == [
            ("All", "Town"),
            ("Harbour", "Town"),
        ]
        assert driver.library.sources.totals().articles == 5
        assert any("A pipe" in text for text in driver.notifications)
        await driver.press("u")
        assert len(driver.library.config.sources) == 1
        await driver.press("ctrl+r")
        assert len(driver.library.config.sources) == 3
        assert driver.library.sources.totals().articles == 5


async def test_import_without_new_sources_shows_notification(
    app: FinewsApp, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "urls"
    path.write_text(f"# my feeds\n{site.base}/all news\n")
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        for _ in range(2):
            await look_up(driver, str(path))
        locations = [source.location for source in driver.library.config.sources[1:]]
        assert locations == [f"{site.base}/all"]
        assert any("No new sources in this list" in text for text in driver.notifications)
