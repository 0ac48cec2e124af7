"""`i` and `I`: pictures of an article, fetched then and only then, shown over the screen."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.content import images as content_pictures
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.dialogs.picture_view import PictureView
from finews_tui.ui.reader.image_protocol import Way
from finews_tui.ui.screens.main import MainScreen
from tests.image_files import SVG, picture
from tests.library.post_folder import NOW
from tests.pages_made import feed
from tests.ui.screens import paths_in, press, settle
from tests.web import Site, serving
from tests.workers import run_workers_in_process

WIDE = (120, 36)
HALVES = Way(lambda _: Widget(), (10, 20), is_fine=False)
PIXELS = Way(lambda _: Widget(), (10, 20), is_fine=True)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        base = opened.base
        images = "".join(
            f"&lt;p&gt;&lt;img src='{base}/{name}' alt='The {name}'&gt;&lt;/p&gt;"
            for name in ("crane", "quay", "seal")
        )
        one = f"&lt;img src='{base}/crane' alt='A crane'&gt;"
        items = [("three", f"{base}/a", images), ("one", f"{base}/b", one), ("none", "", "words")]
        opened.put("/feed.xml", feed(*items), "application/rss+xml")
        opened.put("/crane", picture(size=(60, 40)), "image/png")
        opened.put("/quay", SVG, "image/svg+xml")
        opened.put("/seal", picture("JPEG", (300, 600)), "image/jpeg")
        yield opened


@pytest.fixture
def gull(
    request: pytest.FixtureRequest, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0, pictures=getattr(request, "param", "ask")),
        sync=SyncConfig(on_start=False, unread_horizon_days=0, deadline_s=5),
        sources=(Source("gull", SourceKind.FEED, f"{site.base}/feed.xml", "The Gull"),),
    )

    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        site.asked.clear()
        run_workers_in_process(monkeypatch)
        yield library


@pytest.fixture
def app(gull: Library) -> FinewsApp:
    return FinewsApp(gull, guide=lambda: gull)


def view_of(pilot: Pilot[None]) -> PictureView:
    view = pilot.app.screen
    assert isinstance(view, PictureView)
    return view


def caption(pilot: Pilot[None]) -> str:
    return str(view_of(pilot)._caption.content)


def toasts(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def test_one_picture_is_shown_at_once_and_any_key_closes_it(
    app: FinewsApp, site: Site
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "J")
        assert site.asked == []
        await press(pilot, "i")
        assert caption(pilot).startswith("A crane\n60×40 · 1 KB")
        (widget,) = view_of(pilot)._frame.children
        assert widget.size == Size(60, 20)
        assert "▀" in "".join(segment.text for segment in widget.render_line(3))
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, MainScreen)
        assert site.asked == ["/crane"]
        await press(pilot, "i", "escape")
        assert site.asked == ["/crane"]


async def test_several_in_sight_are_chosen_by_letters(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await press(pilot, "i")
        assert isinstance(pilot.app.screen, MainScreen)
        assert [label.letters for label in screen.reader._labels] == ["a", "s", "d"]
        await press(pilot, "d")
        assert caption(pilot).startswith("The seal\n300×600")
        assert site.asked == ["/seal"]


async def test_all_of_them_one_after_the_other(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "I")
        assert caption(pilot).startswith("The crane\n1/2")
        (toast,) = toasts(pilot)
        assert "SVG is not shown" in toast
        await press(pilot, "space")
        assert caption(pilot).startswith("The seal\n2/2")
        await press(pilot, "left")
        assert caption(pilot).startswith("The crane\n1/2")
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_a_picture_fits_a_small_terminal(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        screen = await press(pilot, "3")
        screen.show_pictures([screen.reader.page.images[2]])
        await settle(pilot)
        (widget,) = view_of(pilot)._frame.children
        assert 0 < widget.size.height <= 9
        assert 0 < widget.size.width <= 38


async def test_where_there_is_none_it_says_so(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await press(pilot, "J", "J", "i")
        assert "No picture on the page" in screen.status.render_line(0).text
        await press(pilot, "I")
        assert isinstance(pilot.app.screen, MainScreen)
        assert site.asked == []


async def test_without_the_extra_it_says_how_to_have_it(
    app: FinewsApp, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    monkeypatch.setattr(content_pictures, "find_spec", lambda _: None)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "I")
        assert "pip install 'finews[pictures]'" in toasts(pilot)[0]
        assert site.asked == []


@pytest.mark.parametrize("gull", ["auto"], indirect=True)
async def test_the_brave_have_them_fetched_with_what_they_read(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert site.asked == []
        await press(pilot, "enter")
        assert sorted(site.asked) == ["/crane", "/quay", "/seal"]
        assert toasts(pilot) == []


@pytest.mark.parametrize(
    ("way", "picture_size", "room", "cells"),
    [
        (HALVES, (60, 40), (120, 40), (60, 20)),
        (HALVES, (600, 400), (120, 30), (90, 30)),
        (HALVES, (16, 16), (120, 30), (16, 8)),
        (HALVES, (1, 1), (120, 30), (1, 1)),
        (HALVES, (4000, 10), (80, 20), (80, 1)),
        (PIXELS, (60, 40), (120, 40), (6, 2)),
        (PIXELS, (6000, 4000), (120, 30), (90, 30)),
    ],
)
def test_the_cells_that_a_picture_takes(
    way: Way, picture_size: tuple[int, int], room: tuple[int, int], cells: tuple[int, int]
) -> None:
    assert way.cells(*picture_size, Size(*room)) == Size(*cells)


async def test_no_terminal_is_asked_in_a_test(
    app: FinewsApp, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "textual_image"]:
        monkeypatch.delitem(sys.modules, name)
    written: list[str] = []
    assert sys.__stdout__ is not None
    monkeypatch.setattr(sys.__stdout__, "write", written.append)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "textual_image" not in sys.modules
        await press(pilot, "J", "i")
        assert view_of(pilot)
    assert written == []


def test_a_picture_as_it_is_seen(app: FinewsApp, snap_compare: Callable[..., bool]) -> None:
    """A red field in the middle of an empty ground, upright as 2:1, drawn in halves of cells; below
    it the name of the picture, then its size, its bytes and that any key closes it."""

    async def show(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "3", "J")
        screen = await settle(pilot)
        screen.show_pictures(screen.reader.page.images)
        await settle(pilot)

    assert snap_compare(app, run_before=show, terminal_size=(60, 18))
