"""From a pasted address to the news: looked at, chosen, shown, followed, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.feed_picker import FeedPicker
from finews_tui.ui.dialogs.follow_source import FollowSource
from tests.ui.loopback import Site, feed, serving
from tests.ui.screens import NOW, paths_in, press, settle, still

WIDE = (120, 36)
PAGE = b"""<html><head><title>A town</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/all">
<link rel="alternate" type="application/rss+xml" title="The harbour" href="/harbour">
</head><body>Hello.</body></html>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.answers.clear()
    server.put("/", PAGE)
    server.put("/all", feed("All news", "One", "Two", "Three"))
    server.put("/harbour", feed("The harbour of the town", "A boat", "A buoy"))
    return server


@pytest.fixture
def app(site: Site, tmp_path: Path) -> Iterator[FinewsApp]:
    """The application over one folder in a group."""
    paths = paths_in(tmp_path / "home")
    (tmp_path / "posts").mkdir()
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text(
        "[sync]\non_start = false\nunread_horizon_days = 0\n"
        f'[[source]]\nname = "posts"\nkind = "directory"\nlocation = "{tmp_path / "posts"}"\n'
        'group = "Papers"\n'
    )
    with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
        yield FinewsApp(library, guide=lambda: library)


async def begin(pilot: Pilot[None], address: str) -> None:
    """Paste an address after `a`."""
    await settle(pilot)
    await pilot.press("a")
    await pilot.pause()
    pilot.app.screen.query_one("#location", Input).value = address
    await pilot.press("enter")
    await still(pilot)


def mistake(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(".dialog--mistake").render())


async def test_from_a_page_of_two_feeds_to_the_news(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, f"{site.base}/")
        assert isinstance(app.screen, FeedPicker)
        await pilot.press("down", "enter")
        await still(pilot)
        shown = app.screen
        assert isinstance(shown, FollowSource)
        assert "The harbour of the town" in str(shown.query_one(".dialog--title").render())
        assert "2 articles" in str(shown.query_one(".dialog--note").render())
        headlines = str(shown.query_one(".dialog--latest").render()).splitlines()
        assert headlines == ["2024-03-20  A boat", "2024-03-20  A buoy"]
        assert not [one for one in app._library.config.sources if one.name != "posts"]
        await pilot.press("tab", "down", "enter")
        screen = await settle(pilot)
        source = app._library.config.sources[-1]
        assert (source.label, source.group) == ("The harbour of the town", "Papers")
        assert source.location == f"{site.base}/harbour"
        assert screen.place_name == "The harbour of the town"
        assert len(screen.article_list.listing) == 2
        await press(pilot, "u")
        assert [one.name for one in app._library.config.sources] == ["posts"]
        assert screen.place_name == "All"


async def test_a_mistake_keeps_what_was_typed(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, f"{site.base}/nowhere")
        assert "no such page (404)" in mistake(pilot)
        field = app.screen.query_one("#location", Input)
        assert field.value == f"{site.base}/nowhere"
        field.value = "   "
        await pilot.press("enter")
        await still(pilot)
        assert "name a folder or an address" in mistake(pilot)


async def test_a_step_back_leads_to_the_address(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, f"{site.base}/")
        await pilot.press("escape")
        await pilot.pause()
        again = app.screen
        assert isinstance(again, AddSource)
        assert again.query_one("#location", Input).value == f"{site.base}/"
        again.query_one("#location", Input).value = f"{site.base}/all"
        await pilot.press("enter")
        await still(pilot)
        assert isinstance(app.screen, FollowSource)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert len(app._library.config.sources) == 1


async def test_a_look_that_takes_long_is_given_up(app: FinewsApp, site: Site) -> None:
    site.held["/all"] = threading.Event()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        app.screen.query_one("#location", Input).value = f"{site.base}/all"
        await pilot.press("enter")
        await pilot.pause()
        assert "Looking at" in str(app.screen.query_one(".dialog--note").render())
        await pilot.press("escape")
        await settle(pilot)
        assert len(app.screen_stack) == 1
    site.held.pop("/all").set()


async def test_what_is_followed_already_is_said(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, f"{site.base}/all")
        await pilot.press("enter")
        await settle(pilot)
        await begin(pilot, f"{site.base}/all")
        assert "is followed already" in mistake(pilot)


async def test_a_feed_of_a_page_that_is_followed_already_is_told_before_it_is_asked_for(
    app: FinewsApp, site: Site
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, f"{site.base}/all")
        await pilot.press("enter")
        await settle(pilot)
        await begin(pilot, f"{site.base}/")
        await pilot.press("enter")
        await still(pilot)
        assert isinstance(app.screen, FollowSource)
        assert "is followed already, as all-news" in mistake(pilot)


async def test_from_the_sources_view_one_stays_in_it(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "w")
        await begin(pilot, f"{site.base}/all")
        await pilot.press("enter")
        screen = await settle(pilot)
        assert screen.is_tending
        assert screen.sources_here == [app._library.config.sources[-1].name]


OPML = """<opml version="2.0"><body><outline text="Town">
<outline type="rss" text="All" xmlUrl="{base}/all"/>
<outline type="rss" text="Harbour" xmlUrl="{base}/harbour"/>
<outline type="rss" text="A pipe" xmlUrl="|touch pwned"/>
</outline></body></opml>"""


async def test_the_list_of_another_reader_is_taken_over_and_synced(
    app: FinewsApp, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML.format(base=site.base))
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, str(path))
        screen = await settle(pilot)
        followed = app._library.config.sources[1:]
        assert [(one.title, one.group) for one in followed] == [
            ("All", "Town"),
            ("Harbour", "Town"),
        ]
        assert screen.library.sources.totals().articles == 5
        assert any("A pipe" in toast.message for toast in app._notifications)
        await press(pilot, "u")
        assert len(app._library.config.sources) == 1
        await press(pilot, "ctrl+r")
        assert len(app._library.config.sources) == 3
        assert screen.library.sources.totals().articles == 5


async def test_a_list_without_anything_new_says_so(
    app: FinewsApp, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "urls"
    path.write_text(f"# my feeds\n{site.base}/all news\n")
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(2):
            await begin(pilot, str(path))
            await settle(pilot)
        assert [one.location for one in app._library.config.sources[1:]] == [f"{site.base}/all"]
        assert any("Nothing in the list is new" in toast.message for toast in app._notifications)
