"""`F`: the page of an article fetched, shown, kept, and the feed's own text one key away."""

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
from finews_tui.library.sync.progress import STAGES
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.sync import _STAGES
from tests.library.post_folder import NOW
from tests.pages_made import FIRST, REST, feed, page
from tests.ui.screens import paths_in, press, settle
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
def gull(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that follows the site."""
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0),
        sync=SyncConfig(on_start=False, unread_horizon_days=0, deadline_s=5),
        sources=(Source("gull", SourceKind.FEED, f"{site.base}/feed.xml", "The Gull"),),
    )

    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        run_workers_in_process(monkeypatch)
        yield library


@pytest.fixture
def app(gull: Library) -> FinewsApp:
    return FinewsApp(gull, guide=lambda: gull)


def on_page(screen: MainScreen) -> str:
    return "\n".join("".join(p.text for p in line.runs) for line in screen.reader.page.lines)


def toasts(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


def status(screen: MainScreen) -> str:
    return screen.status.render_line(0).text


async def test_it_is_fetched_shown_and_turned(app: FinewsApp, gull: Library, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert TEASER in on_page(screen)
        assert "as it came" not in on_page(screen)
        screen = await press(pilot, "F")
        assert "eleven days of talks" in on_page(screen)
        assert "Full text · F shows it as it came" in on_page(screen)
        assert TEASER not in on_page(screen)
        assert "kept with the article" in status(screen)
        screen = await press(pilot, "F")
        assert f"{TEASER} strike" in on_page(screen)
        assert "As it came · F shows the full text" in on_page(screen)
        screen = await press(pilot, "F")
        assert "eleven days of talks" in on_page(screen)
        assert site.asked.count("/strike") == 1
        # Another article and back: the text of the page, without the network.
        screen = await press(pilot, "J", "K")
        assert "eleven days of talks" in on_page(screen)
        assert site.asked.count("/strike") == 1


async def test_a_failure_is_a_line_and_the_text_stays(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await press(pilot, "J", "J", "F")
        (toast,) = toasts(pilot)
        assert "(404)" in toast
        assert f"{TEASER} lost" in on_page(screen)
        screen = await press(pilot, "J", "F")
        assert "no address" in toasts(pilot)[-1]


async def test_without_the_extra_it_says_how_to_have_it(
    app: FinewsApp, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_text, "find_spec", lambda _: None)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "F")
        (toast,) = toasts(pilot)
        assert "pip install 'finews[full-text]'" in toast


async def test_one_reads_on_while_it_comes(app: FinewsApp, site: Site) -> None:
    site.slow.add("/strike")
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("F", "F")
        await pilot.pause()
        await pilot.press("J")
        await pilot.pause()
        site.closing.set()
        screen = await settle(pilot)
        assert f"{TEASER} ferry" in on_page(screen)
        assert site.asked.count("/strike") == 1
        screen = await press(pilot, "K")
        assert "eleven days of talks" in on_page(screen)


async def test_the_place_in_the_other_text_is_not_kept(app: FinewsApp, gull: Library) -> None:
    async with app.run_test(size=(80, 12)) as pilot:
        screen = await settle(pilot)
        screen = await press(pilot, "F", "G")
        place = screen.reader.offset_here
        assert place > 0
        screen = await press(pilot, "F", "F")
        assert screen.reader.offset_here == place
        opened = screen.reader_column.opened
        assert opened is not None
        screen = await press(pilot, "F", "J")
        assert gull.state.position(opened.article) == place


async def test_in_a_narrow_terminal_it_opens_the_reader(app: FinewsApp, gull: Library) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        screen = await settle(pilot)
        screen = await press(pilot, "F")
        assert "eleven days of talks" in on_page(screen)
        assert screen.desk.pane == "reader"


async def test_the_copy_is_of_the_text_that_is_seen(
    app: FinewsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(pilot.app, "copy_to_clipboard", copies.append)
        await press(pilot, "F", "Y", "F", "Y")
    assert "eleven days of talks" in copies[0]
    assert TEASER in copies[1]


def test_a_full_text_as_it_is_seen(app: FinewsApp, snap_compare: Callable[..., bool]) -> None:
    """The page alone: title, facts, the line that says «Full text» and by which key it is seen as
    it came, a rule, then the whole text with its link and its weights."""

    async def show(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "F", "z")
        screen = await settle(pilot)
        screen.status.notice("")

    assert snap_compare(app, run_before=show, terminal_size=(80, 24))


def test_every_stage_of_a_sync_has_its_words() -> None:
    assert set(_STAGES) == set(STAGES)


async def test_a_sync_on_the_screen_brings_the_pages(
    app: FinewsApp, gull: Library, site: Site
) -> None:
    gull.stores.config = replace(
        gull.config, sources=(replace(gull.config.sources[0], full_text=True),)
    )
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen.run_sync(force=True)
        screen = await settle(pilot)
        assert {"/strike", "/ferry", "/lost"} <= set(site.asked)
        assert TEASER in on_page(screen)
        screen = await press(pilot, "F")
        assert "eleven days of talks" in on_page(screen)
        assert site.asked.count("/strike") == 1
