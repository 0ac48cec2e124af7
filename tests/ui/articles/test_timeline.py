"""Navigation by time: timeline, previous and next day, same day in other years."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles.timeline import Timeline
from finews_tui.ui.painting.periods import day_of
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (160, 36)


def day_at_cursor(driver: Driver) -> str:
    """Return the day of the article under the cursor."""
    listing, number = driver.listing, driver.number
    assert number is not None
    return str(day_of(number, listing.zone))


def timeline_parts(driver: Driver) -> list[str]:
    """Return the segments of the timeline: axis, bars, and first and last date."""
    return [text for text, _ in driver.main.articles.title.right()]


def bars(driver: Driver) -> tuple[str, str, str]:
    """Return the bars before, in and after the visible range."""
    _, before, visible, after, _, _ = timeline_parts(driver)
    return before, visible, after


async def test_timeline_follows_scrolling(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        before, visible, after = bars(driver)
        assert before
        assert visible
        assert after == ""
        await driver.press("G")
        before, visible, after = bars(driver)
        assert before == ""
        assert after
        await driver.press("slash")
        await driver.type("zzzz")
        assert timeline_parts(driver) == ["│"]


async def test_timeline_is_up_to_date_when_list_becomes_visible(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(60, 30)) as pilot:
        driver = await press(pilot, "2", "1", "g", "j", "2")
        assert driver.scope == "Unread"
        title = driver.lines[1]
        assert title.startswith(" Articles")
        assert set("▃▄▅▆▇█") & set(title)


async def test_braces_go_to_previous_and_next_day(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        newest = day_at_cursor(driver)
        await driver.press("{")
        day_before = day_at_cursor(driver)
        assert day_before < newest
        await driver.press("j", "}")
        assert day_at_cursor(driver) == newest
        assert driver.cursor == 0
        await driver.press("}")
        assert day_at_cursor(driver) == newest


async def test_click_on_bar_jumps_to_its_period(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        before, visible, _ = bars(driver)
        bars_width = len("".join(timeline_parts(driver)[1:]))
        width = driver.main.articles.title.size.width
        await pilot.click(Timeline, offset=(width - bars_width, 0))
        await driver.settle()
        assert bars(driver)[0] == ""
        assert len(before + visible) > 3
        oldest = driver.listing.numbers[-1]
        assert day_at_cursor(driver) == str(day_of(oldest, driver.listing.zone))


async def test_same_day_requires_other_months_and_day_steps_require_sorting_by_time(
    make_app: MakeApp,
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.run("listing.same_day")
        assert not driver.is_searching
        await driver.press("slash")
        await driver.type("sort:relevance boat")
        await driver.press("enter", "{")
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.press("escape")
        assert len(driver.listing) == HARBOUR_POSTS + MARKET_POSTS
