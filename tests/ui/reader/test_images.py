"""Image viewer: `i` and `I` fetch and show images on demand."""

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
from finews_tui.content import images as content_images
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.image_viewer import ImageViewer
from finews_tui.ui.reader.image_protocol import ImageProtocol
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.reader.page_view import PageView
from tests.image_files import SVG, image_file
from tests.library.post_folder import NOW
from tests.sample_pages import feed
from tests.ui.driver import Driver, press, settle
from tests.ui.news import paths_in
from tests.web import Site, serving
from tests.workers import run_workers_in_process

WIDE = (120, 36)
HALVES = ImageProtocol(lambda _: Widget(), (10, 20), is_fine=False)
PIXELS = ImageProtocol(lambda _: Widget(), (10, 20), is_fine=True)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        base = opened.base
        images = "".join(
            f"&lt;p&gt;&lt;img src='{base}/{name}' alt='The {name}'&gt;&lt;/p&gt;"
            for name in ("crane", "quay", "seal")
        )
        single = f"&lt;img src='{base}/crane' alt='A crane'&gt;"
        items = [
            ("three", f"{base}/a", images),
            ("one", f"{base}/b", single),
            ("none", "", "words"),
        ]
        opened.put("/feed.xml", feed(*items), "application/rss+xml")
        opened.put("/crane", image_file(size=(60, 40)), "image/png")
        opened.put("/quay", SVG, "image/svg+xml")
        opened.put("/seal", image_file("JPEG", (300, 600)), "image/jpeg")
        yield opened


@pytest.fixture
def library(
    request: pytest.FixtureRequest, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0, pictures=getattr(request, "param", "ask")),
        sync=SyncConfig(on_start=False, unread_horizon_days=0, deadline_s=5),
        sources=(Source("gull", SourceKind.FEED, f"{site.base}/feed.xml", "The Gull"),),
    )

    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as opened:
        asyncio.run(sync(opened.stores))
        site.requests.clear()
        run_workers_in_process(monkeypatch)
        yield opened


@pytest.fixture
def app(library: Library) -> FinewsApp:
    return FinewsApp(library, REGISTRY, guide=lambda: library)


def caption(driver: Driver) -> str:
    """Return the name and metadata below the visible image."""
    assert isinstance(driver.app.screen, ImageViewer)
    return str(driver.app.screen.query_one(".image-viewer--caption").render())


def hint_letters(page: PageView) -> list[str]:
    """Return the hint letters painted over the page."""
    backgrounds = [page.style_set[name].bgcolor for name in ("letter", "caret")]
    lines = (page.render_line(line) for line in range(page.size.height))
    return [
        segment.text
        for line in lines
        for segment in line
        if segment.style is not None and segment.style.bgcolor in backgrounds
    ]


def image_widget(driver: Driver) -> Widget:
    """Return the widget of the visible image."""
    (widget,) = driver.app.screen.query_one(".image-viewer--frame").children
    return widget


async def test_only_visible_image_is_shown_until_any_key(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "J")
        assert site.requests == []
        await driver.press("i")
        assert caption(driver).startswith("A crane\n60×40 · 1 KB")
        assert image_widget(driver).size == Size(60, 20)
        assert "▀" in image_widget(driver).render_line(3).text
        await driver.press("x")
        assert driver.app.screen is driver.main
        assert site.requests == ["/crane"]
        await driver.press("i", "escape")
        assert site.requests == ["/crane"]


async def test_image_is_selected_by_hint(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "i")
        assert driver.app.screen is driver.main
        assert driver.page.mode is ReaderMode.LINKS
        assert hint_letters(driver.page) == ["a", "s", "d"]
        await driver.press("d")
        assert caption(driver).startswith("The seal\n300×600")
        assert site.requests == ["/seal"]


async def test_all_images_are_stepped_through(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "I")
        assert caption(driver).startswith("The crane\n1/2")
        (text,) = driver.notifications
        assert "SVG images are not supported" in text
        await driver.press("space")
        assert caption(driver).startswith("The seal\n2/2")
        await driver.press("left")
        assert caption(driver).startswith("The crane\n1/2")
        await driver.press("left")
        assert driver.app.screen is driver.main


async def test_image_fits_small_terminal(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        driver = await press(pilot, "3", "I", "space")
        assert caption(driver).startswith("The seal")
        assert 0 < image_widget(driver).size.height <= 9
        assert 0 < image_widget(driver).size.width <= 38


async def test_article_without_images_shows_message(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "J", "J", "i")
        assert "No images in this article" in driver.status_text
        await driver.press("I")
        assert driver.app.screen is driver.main
        assert site.requests == []


async def test_missing_extra_is_reported_with_install_command(
    app: FinewsApp, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    monkeypatch.setattr(content_images, "find_spec", lambda _: None)
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "I")
        assert "pip install 'finews-tui[pictures]'" in driver.notifications[0]
        assert site.requests == []


@pytest.mark.parametrize("library", ["auto"], indirect=True)
async def test_images_of_read_articles_are_prefetched_if_configured(
    app: FinewsApp, site: Site
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert site.requests == []
        driver = await press(pilot, "enter")
        assert sorted(site.requests) == ["/crane", "/quay", "/seal"]
        assert driver.notifications == []


@pytest.mark.parametrize(
    ("protocol", "image_size", "room", "cells"),
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
def test_image_is_scaled_down_to_fit_but_never_enlarged(
    protocol: ImageProtocol,
    image_size: tuple[int, int],
    room: tuple[int, int],
    cells: tuple[int, int],
) -> None:
    assert protocol.cells(*image_size, Size(*room)) == Size(*cells)


async def test_headless_app_does_not_query_terminal(
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
        driver = await press(pilot, "J", "i")
        assert caption(driver)
    assert written == []


def test_image_with_caption(app: FinewsApp, snap_compare: Callable[..., bool]) -> None:
    """Red image centred on an empty screen, drawn in half-cell blocks.

    Below it: its name, size in pixels and bytes, and the hint that any key closes it.
    """

    async def show(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "J", "I")

    assert snap_compare(app, run_before=show, terminal_size=(60, 18))
