"""Time on the screen: the histogram above the list, days before and after, the same day."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles.timeline import Timeline
from finews_tui.ui.painting.periods import day_of
from finews_tui.ui.screens.main import MainScreen
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (160, 36)


def day_here(screen: MainScreen) -> str:
    """The day of the article under the cursor."""
    listing, number = screen.article_list.listing, screen.article_list.number
    assert number is not None
    return str(day_of(number, listing.zone))


def bars_of(screen: MainScreen) -> tuple[str, str, str]:
    """The bars before what is in sight, those in sight, and those after."""
    _, before, here, after, _, _ = (text for text, _ in screen.list_column.title.right())
    return before, here, after


async def at_start(pilot: Pilot[None]) -> MainScreen:
    screen = await settle(pilot)
    screen.desk.go(screen.desk.pane)
    return screen


async def test_the_title_shows_the_listing_over_time(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot)
        before, here, after = bars_of(screen)
        assert before
        assert here
        assert after == ""
        await press(pilot, "G")
        before, here, after = bars_of(screen)
        assert before == ""
        assert after
        await press(pilot, "slash", *"zzzz")
        assert [text for text, _ in screen.list_column.title.right()] == ["│"]


async def test_a_place_chosen_while_the_list_is_away_is_shown_over_time(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(60, 30)) as pilot:
        screen = await press(pilot, "2", "1", "g", "j", "2")
        assert screen.place_name == "Unread"
        painted = screen._compositor.render_strips()[1].text
        assert painted.startswith(" Articles")
        assert set("▃▄▅▆▇█") & set(painted)


async def test_days_are_gone_through(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot)
        newest = day_here(screen)
        await press(pilot, "{")
        day_before = day_here(screen)
        assert day_before < newest
        await press(pilot, "j", "}")
        assert day_here(screen) == newest
        assert screen.article_list.cursor == 0
        await press(pilot, "}")
        assert day_here(screen) == newest


async def test_a_click_on_a_bar_goes_there(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot)
        title = screen.list_column.title
        before, here, _ = bars_of(screen)
        lead = sum(len(text) for text, _ in title.right()) - len(title.right()[0][0])
        await pilot.click(Timeline, offset=(title.size.width - lead, 0))
        await settle(pilot)
        assert bars_of(screen)[0] == ""
        assert len(before + here) > 3
        oldest = screen.article_list.listing.numbers[-1]
        assert day_here(screen) == str(day_of(oldest, screen.article_list.listing.zone))


async def test_the_same_day_of_other_months_is_asked_for(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot)
        screen.action_same_day()
        await settle(pilot)
        assert not screen.list_column.is_searching
        await press(pilot, "slash", *"sort:relevance boat", "enter")
        await press(pilot, "{")
        assert len(screen.article_list.listing) == HARBOUR_POSTS
        await press(pilot, "escape")
        assert len(screen.article_list.listing) == HARBOUR_POSTS + MARKET_POSTS
