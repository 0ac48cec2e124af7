"""Keys pressed before the screen is ready."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import EMPTY
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.tree.pane import TreePane
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS

# Letters that are commands in the list: quit, mark read, bookmark, mark all read, order, zoom.
TEXT = "qmbAszq quick brown fog"


@pytest.fixture
def unprepared(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Delay pane preparation until the returned function is called."""
    gate = asyncio.Event()
    prepare = TreePane.prepare

    async def prepare_late(self: TreePane) -> None:
        await gate.wait()
        await prepare(self)

    monkeypatch.setattr(TreePane, "prepare", prepare_late)
    return gate.set


@pytest.mark.parametrize(
    "key",
    ["slash", "1", "3", "z", "tab", "f", "v", "t", "n", "e", "c", "space", "q", "question_mark"],
)
async def test_key_before_panes_are_prepared_is_safe(
    key: str, make_app: MakeApp, unprepared: Callable[[], None]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key)
        await pilot.pause()
        unprepared()
        if app.is_running:
            driver = await settle(pilot)
            assert driver.is_searching == (key == "slash")


def assert_text_was_only_typed(driver: Driver) -> None:
    assert driver.search.text == TEXT
    assert driver.focused is driver.main.query_one("#search Input")
    totals = driver.library.sources.totals()
    assert (totals.articles, totals.unread, totals.bookmarks) == (ALL, ALL, 0)
    assert not driver.list_query.oldest_first
    assert not driver.panes.is_zoomed


@pytest.mark.parametrize("yields", [0, 1, 2, 3, 5, 8, 13])
async def test_burst_after_slash_is_typed_into_search_bar(
    make_app: MakeApp, library: Library, yields: int
) -> None:
    library.mark_query_read(EMPTY, False)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("/", *TEXT, yields=yields)
        assert_text_was_only_typed(driver)


@pytest.mark.parametrize("yields", [0, 1, 2, 3, 5, 8, 13])
async def test_burst_at_startup_is_typed_into_search_bar(
    make_app: MakeApp, unprepared: Callable[[], None], library: Library, yields: int
) -> None:
    library.mark_query_read(EMPTY, False)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        driver = Driver(pilot)
        await driver.send("/", *TEXT, yields=yields)
        await pilot.pause()
        unprepared()
        await driver.settle()
        assert_text_was_only_typed(driver)


@pytest.mark.parametrize("yields", [0, 1, 2, 3, 5, 8, 13])
async def test_burst_after_slash_is_typed_into_find_bar(make_app: MakeApp, yields: int) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "3")
        number = driver.number
        await driver.burst("/", *"pencil", yields=yields)
        assert driver.find.text == "pencil"
        assert driver.find.result == "1/36"
        assert driver.number == number


async def test_keys_typed_before_start_precede_later_keys(make_app: MakeApp) -> None:
    app = make_app(typed="/fo")
    async with app.run_test(size=WIDE) as pilot:
        driver = Driver(pilot)
        await driver.send("g", yields=0)
        await driver.settle()
        assert driver.search.text == "fog"
