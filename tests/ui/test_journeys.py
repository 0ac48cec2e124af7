"""User journeys across tree, list and reader, with the stored state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS, config_for, paths_in

MakeApp = Callable[..., FinewsApp]
ALL = HARBOUR_POSTS + MARKET_POSTS
WIDE = (120, 36)
PANES = (Context.TREE, Context.LIST, Context.READER)


def visible_panes(driver: Driver) -> set[Context]:
    return {pane for pane in PANES if driver.is_visible(pane)}


async def test_first_start_lists_everything_newest_first(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert len(driver.listing) == ALL
        assert driver.title == "Boat number 0 comes in"
        assert driver.pane is Context.LIST
        assert driver.node.label == "All"
        assert driver.opened is not None
        assert driver.opened.article.title == "Boat number 0 comes in"


async def test_keys_move_focus_between_tree_list_and_reader(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "escape")
        assert driver.pane is Context.TREE
        for key, pane in (
            ("enter", Context.LIST),
            ("l", Context.READER),
            ("h", Context.LIST),
            ("right", Context.READER),
            ("left", Context.LIST),
            ("tab", Context.READER),
            ("tab", Context.TREE),
            ("shift+tab", Context.READER),
            ("1", Context.TREE),
            ("3", Context.READER),
            ("2", Context.LIST),
        ):
            await driver.press(key)
            assert driver.pane is pane, key


async def test_tree_has_groups_sources_and_categories(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        labels = [node.label for node in driver.source_tree.all_categories()]
        assert labels[:2] == ["早市", "水产早报"]
        assert "Harbour Notes" in labels
        assert {"Tides", "Ferries", "Lighthouses", "港口晚报"} <= set(labels)
        await driver.press("1", "j", "j", "j")
        assert driver.node.label == "Food"
        assert len(driver.listing) == MARKET_POSTS


async def test_brackets_list_next_and_previous_category(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.press("right_square_bracket")
        assert driver.scope == "早市"
        await driver.press("right_square_bracket")
        assert driver.scope == "Harbour Notes"
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.press("left_square_bracket")
        assert driver.scope == "早市"


async def test_space_scrolls_page_then_opens_next_unread(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        first = driver.number
        assert first is not None
        top = driver.page.scroll_offset.y
        await driver.press("space")
        height = driver.page.scrollable_content_region.height
        assert driver.page.scroll_offset.y == top + height - 1
        assert library.articles.get(first).is_read
        for _ in range(12):
            await driver.press("space")
            if driver.number != first:
                break
        assert driver.title == "第0号码头的鱼价稳中有升"
        assert driver.page.scroll_offset.y == 0


async def test_n_skips_read_articles(make_app: MakeApp, library: Library) -> None:
    second, third = library.articles.listing(parse(""))[1:3]
    library.mark_read([second], True)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.press("n")
        assert driver.number == third
        await driver.press("N")
        assert driver.title == "Boat number 0 comes in"


async def test_next_article_is_opened_from_reader(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "3", "J", "J", "K")
        assert driver.pane is Context.READER
        assert driver.cursor == 1
        assert driver.opened is not None
        assert driver.opened.article.number == driver.number


async def test_read_state_is_toggled_undone_and_redone(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        number = driver.number
        assert number is not None
        await driver.press("m")
        assert library.articles.get(number).is_read
        assert driver.number == number
        await driver.press("u")
        assert not library.articles.get(number).is_read
        await driver.press("ctrl+r")
        assert library.articles.get(number).is_read
        assert driver.headline().is_read


async def test_rapid_toggles_are_applied_in_order(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        number = driver.number
        assert number is not None
        await driver.press_rapidly("m", "m", "m")
        assert library.articles.get(number).is_read


async def test_whole_list_is_marked_read_and_undone(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "A")
        assert library.articles.count(parse("source:market is:unread")) == 0
        assert library.articles.count(parse("source:harbour is:unread")) == HARBOUR_POSTS
        await driver.press("u")
        assert library.articles.count(parse("source:market is:unread")) == MARKET_POSTS


async def test_unread_only_keeps_articles_until_reloaded(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "U")
        number = driver.number
        await driver.press("m")
        assert driver.number == number
        assert len(driver.listing) == ALL
        await driver.press("U", "U")
        assert len(driver.listing) == ALL - 1


async def test_bookmark_creates_file_and_undo_removes_it(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "b")
        assert len(list(library.paths.bookmarks_directory.glob("*.md"))) == 1
        await driver.press("1", "j", "j")
        assert driver.scope == "Bookmarks"
        assert len(driver.listing) == 1
        await driver.press("u")
        assert not list(library.paths.bookmarks_directory.glob("*.md"))


async def test_s_toggles_sort_order(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "s")
        assert driver.title == f"Boat number {HARBOUR_POSTS - 1} comes in"
        await driver.press("s")
        assert driver.title == "Boat number 0 comes in"


async def test_date_dialog_jumps_to_day(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.press("d")
        await driver.type("2024-03-15")
        await driver.press("enter")
        number, published = driver.number, driver.headline().published
        assert number is not None
        assert published is not None
        day = 1710460800  # 2024-03-15, midnight UTC
        assert day <= published < day + 86_400
        before = driver.listing.numbers[driver.cursor - 1]
        assert before - number > 0


async def test_q_goes_back_and_quits_from_top_level(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "1", "2", "3", "z")
        assert driver.panes.is_zoomed
        for pane in (Context.READER, Context.LIST, Context.TREE):
            await driver.press("q")
            assert driver.pane is pane
            assert not driver.panes.is_zoomed
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_code == 0


async def test_position_is_restored_at_next_start(
    make_app: MakeApp, library: Library, home: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "right_square_bracket", "2", "j", "j")
        await driver.press("space", "3")
        title, offset = driver.title, driver.page.text_offset
        assert offset > 0
        await pilot.press("ctrl+q")
    with Library(paths_in(home), config_for(home / "posts")) as reopened:
        async with FinewsApp(reopened, REGISTRY, guide=lambda: reopened).run_test(
            size=(100, 30)
        ) as pilot:
            driver = await settle(pilot)
            assert driver.scope == "Harbour Notes"
            assert driver.title == title
            assert driver.pane is Context.READER
            assert driver.page.text_offset == offset


async def test_opened_article_is_marked_read_immediately(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        driver = await press(pilot, "j")
        number = driver.number
        assert number is not None
        assert not library.articles.get(number).is_read
        await driver.press("enter")
        assert library.articles.get(number).is_read
        assert driver.is_visible(Context.READER)
        assert not driver.is_visible(Context.LIST)


async def test_article_on_page_is_marked_read_after_delay(home: Path) -> None:
    config = config_for(home / "posts", mark_read_after_s=0.01)
    with Library(paths_in(home), config) as library:
        async with FinewsApp(library, REGISTRY, guide=lambda: library).run_test(size=WIDE) as pilot:
            driver = await settle(pilot)
            number = driver.number
            assert number is not None
            await driver.wait_until(lambda: library.articles.get(number).is_read)


@pytest.mark.parametrize(
    ("width", "panes"),
    [
        (120, {Context.TREE, Context.LIST, Context.READER}),
        (80, {Context.TREE, Context.LIST}),
        (60, {Context.LIST}),
    ],
)
async def test_visible_panes_depend_on_width(
    make_app: MakeApp, width: int, panes: set[Context]
) -> None:
    async with make_app().run_test(size=(width, 24)) as pilot:
        driver = await settle(pilot)
        assert visible_panes(driver) == panes


async def test_panes_are_hidden_only_in_tiny_terminals(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        for size in ((20, 5), (1, 1), (39, 30), (80, 9)):
            await pilot.resize_terminal(*size)
            await driver.settle()
            assert not driver.panes.display
        await pilot.resize_terminal(120, 36)
        await driver.settle()
        assert driver.panes.display
        assert driver.title == "Boat number 0 comes in"


async def test_reading_position_is_kept_when_width_changes(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "space")
        offset = driver.page.text_offset
        assert offset > 0
        for width in (160, 200, 114, 140, 120):
            await pilot.resize_terminal(width, 36)
            await driver.settle()
        assert driver.page.text_offset == offset


@pytest.mark.parametrize(
    ("layout", "panes"),
    [
        ("wide", {Context.TREE, Context.LIST, Context.READER}),
        ("medium", {Context.TREE, Context.LIST}),
        ("narrow", {Context.LIST}),
    ],
)
async def test_visible_panes_depend_on_layout_setting(
    home: Path, layout: str, panes: set[Context]
) -> None:
    with Library(paths_in(home), config_for(home / "posts", layout=layout)) as library:
        async with FinewsApp(library, REGISTRY, guide=lambda: library).run_test(
            size=(100, 30)
        ) as pilot:
            driver = await settle(pilot)
            assert visible_panes(driver) == panes


async def test_click_selects_row_and_second_click_opens_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        driver = await settle(pilot)
        await pilot.click("#list", offset=(12, 3))
        await driver.settle()
        assert driver.cursor == 2
        assert not driver.is_visible(Context.READER)
        await pilot.click("#list", offset=(12, 3))
        await driver.settle()
        assert driver.is_visible(Context.READER)
        await pilot.click("#tree", offset=(6, 5))
        await driver.settle()
        assert driver.scope == "早市"


async def test_all_articles_are_listed_if_saved_scope_is_missing(
    make_app: MakeApp, library: Library, home: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket")
        await pilot.press("ctrl+q")
    config = config_for(home / "posts")
    with Library(paths_in(home), replace(config, sources=config.sources[:1])) as reopened:
        async with FinewsApp(reopened, REGISTRY, guide=lambda: reopened).run_test(
            size=WIDE
        ) as pilot:
            driver = await settle(pilot)
            assert driver.scope == "All"
            assert len(driver.listing) >= HARBOUR_POSTS


async def test_configured_keys_run_their_commands(home: Path) -> None:
    config = replace(config_for(home / "posts"), keys={"article.next": "x", "move.down": "W"})
    with Library(paths_in(home), config) as library:
        async with FinewsApp(library, REGISTRY, guide=lambda: library).run_test(size=WIDE) as pilot:
            driver = await press(pilot, "x", "W", "down")
            assert driver.cursor == 3
            await driver.press("J", "j")
            assert driver.cursor == 3
