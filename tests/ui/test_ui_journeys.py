"""What a reader does on the screen, from key to what is seen and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.screens.main import MainScreen
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, config_for, paths_in, press, settle

MakeApp = Callable[..., FinewsApp]
ALL = HARBOUR_POSTS + MARKET_POSTS
WIDE = (120, 36)


def title_here(screen: MainScreen) -> str:
    """The title under the cursor of the list."""
    number = screen.article_list.number
    assert number is not None
    headline = screen.article_list.headline(number)
    assert headline is not None
    return headline.title


async def test_a_start_without_memory_opens_all_newest_first(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert len(screen.article_list.listing) == ALL
        assert title_here(screen) == "Boat number 0 comes in"
        assert screen.desk.pane is Pane.LIST
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.label == "All"
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.article.title == "Boat number 0 comes in"


async def test_in_and_out_go_from_tree_to_list_to_reader_and_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "escape")
        assert screen.desk.pane is Pane.TREE
        for key, pane in (
            ("enter", Pane.LIST),
            ("l", Pane.READER),
            ("h", Pane.LIST),
            ("right", Pane.READER),
            ("left", Pane.LIST),
            ("tab", Pane.READER),
            ("tab", Pane.TREE),
            ("shift+tab", Pane.READER),
            ("1", Pane.TREE),
            ("3", Pane.READER),
            ("2", Pane.LIST),
        ):
            await press(pilot, key)
            assert screen.desk.pane is pane, key


async def test_the_tree_shows_groups_sources_and_categories_with_counts(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        labels = [branch.label for branch in screen.source_tree.places()]
        assert labels[:2] == ["早市", "水产早报"]
        assert "Harbour Notes" in labels
        assert {"Tides", "Ferries", "Lighthouses", "港口晚报"} <= set(labels)
        await press(pilot, "1", "j", "j", "j")
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.label == "Food"
        assert len(screen.article_list.listing) == MARKET_POSTS


async def test_the_category_beside_is_one_key_away(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await press(pilot, "right_square_bracket")
        assert screen.place_name == "早市"
        await press(pilot, "right_square_bracket")
        assert screen.place_name == "Harbour Notes"
        assert len(screen.article_list.listing) == HARBOUR_POSTS
        await press(pilot, "left_square_bracket")
        assert screen.place_name == "早市"


async def test_space_reads_on_to_the_next_unread_and_marks_what_was_read(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        first = screen.article_list.number
        assert first is not None
        top = screen.reader.scroll_offset.y
        await press(pilot, "space")
        height = screen.reader.scrollable_content_region.height
        assert screen.reader.scroll_offset.y == top + height - 1
        assert library.articles.get(first).is_read
        for _ in range(12):
            await press(pilot, "space")
            if screen.article_list.number != first:
                break
        assert title_here(screen) == "第0号码头的鱼价稳中有升"
        assert screen.reader.scroll_offset.y == 0


async def test_next_unread_leaves_out_what_is_read(make_app: MakeApp, library: Library) -> None:
    second, third = library.articles.listing(parse(""))[1:3]
    library.mark_read([second], True)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await press(pilot, "n")
        assert screen.article_list.number == third
        await press(pilot, "N")
        assert title_here(screen) == "Boat number 0 comes in"


async def test_next_article_moves_from_the_reader_too(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "3", "J", "J", "K")
        assert screen.desk.pane is Pane.READER
        assert screen.article_list.cursor == 1
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.article.number == screen.article_list.number


async def test_read_is_toggled_undone_and_done_again(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        number = screen.article_list.number
        assert number is not None
        await press(pilot, "m")
        assert library.articles.get(number).is_read
        assert screen.article_list.number == number
        await press(pilot, "u")
        assert not library.articles.get(number).is_read
        await press(pilot, "ctrl+r")
        assert library.articles.get(number).is_read
        headline = screen.article_list.headline(number)
        assert headline is not None
        assert headline.is_read


async def test_two_quick_marks_end_as_they_were_asked_for(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        number = screen.article_list.number
        assert number is not None
        await pilot.press("m", "m", "m")
        await settle(pilot)
        assert library.articles.get(number).is_read


async def test_all_of_the_listing_is_marked_read_and_undone(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "right_square_bracket", "A")
        assert library.articles.count(parse("source:market is:unread")) == 0
        assert library.articles.count(parse("source:harbour is:unread")) == HARBOUR_POSTS
        await press(pilot, "u")
        assert library.articles.count(parse("source:market is:unread")) == MARKET_POSTS


async def test_unread_only_keeps_what_is_read_while_it_is_open(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "U")
        number = screen.article_list.number
        await press(pilot, "m")
        assert screen.article_list.number == number
        assert len(screen.article_list.listing) == ALL
        await press(pilot, "U", "U")
        assert len(screen.article_list.listing) == ALL - 1


async def test_a_bookmark_is_a_file_and_undone_is_none(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "b")
        assert len(list(library.paths.bookmarks_directory.glob("*.md"))) == 1
        await press(pilot, "1", "j", "j")
        assert screen.place_name == "Bookmarks"
        assert len(screen.article_list.listing) == 1
        await press(pilot, "u")
        assert not list(library.paths.bookmarks_directory.glob("*.md"))


async def test_the_order_turns_round(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "s")
        assert title_here(screen) == f"Boat number {HARBOUR_POSTS - 1} comes in"
        await press(pilot, "s")
        assert title_here(screen) == "Boat number 0 comes in"


async def test_a_date_is_jumped_to(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("d", *"2024-03-15", "enter")
        await settle(pilot)
        number = screen.article_list.number
        assert number is not None
        headline = screen.article_list.headline(number)
        assert headline is not None
        assert headline.published is not None
        day = 1710460800  # 2024-03-15, midnight UTC
        assert day <= headline.published < day + 86_400
        before = screen.article_list.listing.numbers[screen.article_list.cursor - 1]
        assert before - number > 0


async def test_q_steps_back_and_goes_out_at_the_top(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "1", "2", "3", "z")
        assert screen.desk.is_zoomed
        for pane in (Pane.READER, Pane.LIST, Pane.TREE):
            await press(pilot, "q")
            assert screen.desk.pane is pane
            assert not screen.desk.is_zoomed
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_code == 0


async def test_where_one_was_is_there_again(
    make_app: MakeApp, library: Library, home: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket", "right_square_bracket", "2", "j", "j")
        await press(pilot, "space", "3")
        title, offset = title_here(screen), screen.reader.offset_here
        assert offset > 0
        await pilot.press("ctrl+q")
    with Library(paths_in(home), config_for(home / "posts")) as again:
        async with FinewsApp(again, guide=lambda: again).run_test(size=(100, 30)) as pilot:
            screen = await settle(pilot)
            assert screen.place_name == "Harbour Notes"
            assert title_here(screen) == title
            assert screen.desk.pane is Pane.READER
            assert screen.reader.offset_here == offset


async def test_entering_an_article_marks_it_read_at_once(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await press(pilot, "j")
        number = screen.article_list.number
        assert number is not None
        assert not library.articles.get(number).is_read
        await press(pilot, "enter")
        assert library.articles.get(number).is_read
        assert screen.desk.is_seen(Pane.READER)
        assert not screen.desk.is_seen(Pane.LIST)


async def test_resting_on_the_page_marks_it_read(home: Path) -> None:
    config = config_for(home / "posts", mark_read_after_s=0.01)
    with Library(paths_in(home), config) as library:
        async with FinewsApp(library, guide=lambda: library).run_test(size=WIDE) as pilot:
            screen = await settle(pilot)
            number = screen.article_list.number
            assert number is not None
            while not library.articles.get(number).is_read:
                await settle(pilot)


@pytest.mark.parametrize(
    ("width", "seen"),
    [(120, {Pane.TREE, Pane.LIST, Pane.READER}), (80, {Pane.TREE, Pane.LIST}), (60, {Pane.LIST})],
)
async def test_the_width_says_which_panes_are_seen(
    make_app: MakeApp, width: int, seen: set[Pane]
) -> None:
    async with make_app().run_test(size=(width, 24)) as pilot:
        screen = await settle(pilot)
        shown = {pane for pane in (Pane.TREE, Pane.LIST, Pane.READER) if screen.desk.is_seen(pane)}
        assert shown == seen


async def test_a_tiny_terminal_says_so_and_recovers(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        screen = await settle(pilot)
        for size in ((20, 5), (1, 1), (39, 30), (80, 9)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert not screen.desk.display
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert screen.desk.display
        assert title_here(screen) == "Boat number 0 comes in"


async def test_the_reading_place_survives_changes_of_width(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "space")
        offset = screen.reader.offset_here
        assert offset > 0
        for width in (160, 200, 114, 140, 120):
            await pilot.resize_terminal(width, 36)
            await settle(pilot)
        assert screen.reader.offset_here == offset


@pytest.mark.parametrize(
    ("layout", "seen"),
    [
        ("wide", {Pane.TREE, Pane.LIST, Pane.READER}),
        ("medium", {Pane.TREE, Pane.LIST}),
        ("narrow", {Pane.LIST}),
    ],
)
async def test_a_layout_may_be_chosen(home: Path, layout: str, seen: set[Pane]) -> None:
    with Library(paths_in(home), config_for(home / "posts", layout=layout)) as library:
        async with FinewsApp(library, guide=lambda: library).run_test(size=(100, 30)) as pilot:
            screen = await settle(pilot)
            panes = (Pane.TREE, Pane.LIST, Pane.READER)
            assert {pane for pane in panes if screen.desk.is_seen(pane)} == seen


async def test_a_click_chooses_and_a_second_one_goes_in(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await settle(pilot)
        await pilot.click("#list", offset=(12, 3))
        await settle(pilot)
        assert screen.article_list.cursor == 2
        assert not screen.desk.is_seen(Pane.READER)
        await pilot.click("#list", offset=(12, 3))
        await settle(pilot)
        assert screen.desk.is_seen(Pane.READER)
        await pilot.click("#tree", offset=(6, 5))
        await settle(pilot)
        assert screen.place_name == "早市"


async def test_a_place_that_is_gone_gives_way_to_all(
    make_app: MakeApp, library: Library, home: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "right_square_bracket")
        await pilot.press("ctrl+q")
    config = config_for(home / "posts")
    with Library(paths_in(home), replace(config, sources=config.sources[:1])) as again:
        async with FinewsApp(again, guide=lambda: again).run_test(size=WIDE) as pilot:
            screen = await settle(pilot)
            assert screen.place_name == "All"
            assert len(screen.article_list.listing) >= HARBOUR_POSTS


async def test_a_key_of_ones_own_does_what_it_should(home: Path) -> None:
    config = replace(config_for(home / "posts"), keys={"article.next": "x", "move.down": "W"})
    with Library(paths_in(home), config) as library:
        async with FinewsApp(library, guide=lambda: library).run_test(size=WIDE) as pilot:
            screen = await press(pilot, "x", "W", "down")
            assert screen.article_list.cursor == 3
            await press(pilot, "J", "j")
            assert screen.article_list.cursor == 3
