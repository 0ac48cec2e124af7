"""Full text: fetch the article page, store its text, toggle the feed text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.content import article_page as page_text
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.registry import REGISTRY
from tests.library.post_folder import NOW
from tests.sample_pages import FIRST, REST, feed, page
from tests.ui.driver import press, settle
from tests.ui.news import paths_in
from tests.web import Site, serving
from tests.workers import run_workers_in_process

WIDE = (120, 36)
TEASER = "The strike is over."
NAMES = ("strike", "ferry", "lost")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        items = [(name, f"{opened.base}/{name}", f"{TEASER} {name}") for name in NAMES]
        opened.put("/feed.xml", feed(*items, ("bare", "", TEASER)), "application/rss+xml")
        for name in NAMES[:2]:
            opened.put(f"/{name}", page(f"{name.title()} it was. {FIRST}", *REST, title=name))
        yield opened


@pytest.fixture
def library(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Library with the site as its source."""
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0),
        sync=SyncConfig(on_start=False, unread_horizon_days=0, deadline_s=5),
        sources=(Source("gull", SourceKind.FEED, f"{site.base}/feed.xml", "The Gull"),),
    )

    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as opened:
        asyncio.run(sync(opened.stores))
        run_workers_in_process(monkeypatch)
        yield opened


@pytest.fixture
def app(library: Library) -> FinewsApp:
    return FinewsApp(library, REGISTRY, guide=lambda: library)


async def test_full_text_is_fetched_once_and_toggled(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert TEASER in driver.page_text
        assert "feed text" not in driver.page_text
        await driver.press("F")
        assert "eleven days of talks" in driver.page_text
        assert "Full text · F: feed text" in driver.page_text
        assert TEASER not in driver.page_text
        assert "Full text saved" in driver.status_text
        await driver.press("F")
        assert f"{TEASER} strike" in driver.page_text
        assert "Feed text · F: full text" in driver.page_text
        await driver.press("F")
        assert "eleven days of talks" in driver.page_text
        assert site.requests.count("/strike") == 1
        # The stored text is shown again without the network.
        await driver.press("J", "K")
        assert "eleven days of talks" in driver.page_text
        assert site.requests.count("/strike") == 1


async def test_failed_fetch_is_reported_and_feed_text_stays(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "J", "J", "F")
        (text,) = driver.notifications
        assert "(404)" in text
        assert f"{TEASER} lost" in driver.page_text
        await driver.press("J", "F")
        assert "has no link" in driver.notifications[-1]


async def test_missing_extra_is_reported_with_install_command(
    app: FinewsApp, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_text, "find_spec", lambda _: None)
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "F")
        (text,) = driver.notifications
        assert "pip install 'finews-tui[full-text]'" in text


async def test_other_article_can_be_read_while_full_text_is_fetched(
    app: FinewsApp, site: Site
) -> None:
    site.slow.add("/strike")
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await pilot.press("F", "F", "J")
        await driver.wait_until(lambda: "/strike" in site.requests)
        site.closing.set()
        await driver.settle()
        assert f"{TEASER} ferry" in driver.page_text
        assert site.requests.count("/strike") == 1
        await driver.press("K")
        assert "eleven days of talks" in driver.page_text


async def test_reading_position_is_stored_for_full_text_only(
    app: FinewsApp, library: Library
) -> None:
    async with app.run_test(size=(80, 12)) as pilot:
        driver = await press(pilot, "F", "G")
        offset = driver.page.text_offset
        assert offset > 0
        await driver.press("F", "F")
        assert driver.page.text_offset == offset
        opened = driver.opened
        assert opened is not None
        await driver.press("F", "J")
        assert library.state.position(opened.article) == offset


async def test_full_text_opens_reader_in_narrow_terminal(app: FinewsApp, library: Library) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        driver = await press(pilot, "F")
        assert "eleven days of talks" in driver.page_text
        assert driver.pane is Context.READER


async def test_copy_uses_the_visible_text(app: FinewsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app, "copy_to_clipboard", copies.append)
        await press(pilot, "F", "Y", "F", "Y")
    assert "eleven days of talks" in copies[0]
    assert TEASER in copies[1]


def test_full_text_alone(app: FinewsApp, snap_compare: Callable[..., bool]) -> None:
    """Full-screen page: title, metadata, "Full text" note with key, rule, text."""

    async def show(pilot: Pilot[None]) -> None:
        driver = await press(pilot, "F", "z")
        driver.clear_message()

    assert snap_compare(app, run_before=show, terminal_size=(80, 24))


async def test_sync_fetches_full_text_if_enabled_for_source(
    app: FinewsApp, library: Library, site: Site
) -> None:
    library.stores.config = replace(
        library.config, sources=(replace(library.config.sources[0], full_text=True),)
    )
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", "f", "escape")
        assert {"/strike", "/ferry", "/lost"} <= set(site.requests)
        assert TEASER in driver.page_text
        await driver.press("F")
        assert "eleven days of talks" in driver.page_text
        assert site.requests.count("/strike") == 1
