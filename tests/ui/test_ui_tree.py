"""The tree: saved queries changed, moved and removed, and its order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.screens.main import MainScreen
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


@pytest.fixture
def saved(library: Library) -> Library:
    for name, text in (("Boats", "boat"), ("Fish", "鱼价"), ("Nothing", "zzzz")):
        library.state.save_query(name, text)
    return library


def rows(screen: MainScreen) -> list[str]:
    """What the tree shows, line by line, without blanks at the ends."""
    tree = screen.source_tree
    top = tree.scroll_offset.y
    return [tree.render_line(line - top).text.strip(" ▌") for line in range(tree.line_count)]


def names(library: Library) -> list[str]:
    return [query.name for query in library.state.saved_queries()]


async def on_boats(pilot: Pilot[None]) -> MainScreen:
    """With the cursor on the first saved query."""
    return await press(pilot, "1", "g", "j", "j", "j")


async def test_saved_queries_have_their_counts(make_app: MakeApp, saved: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await on_boats(pilot)
        assert f"{HARBOUR_POSTS}" in rows(screen)[3]
        assert screen.place_name == "Boats"
        await press(pilot, "2", "m")
        branch = screen.source_tree.branch
        assert branch is not None
        assert (branch.total, branch.unread) == (HARBOUR_POSTS, HARBOUR_POSTS - 1)


async def test_the_words_of_a_saved_query_are_marked_and_n_is_for_unread(
    make_app: MakeApp, saved: Library
) -> None:
    saved.state.save_query("Pencil", "pencil")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await on_boats(pilot)
        assert screen.article_list.listing.row_height == screen.list_column.row_height
        assert screen.reader_column.words
        number = screen.article_list.number
        await press(pilot, "3", "n")
        assert screen.article_list.number != number
        assert "hit" not in screen.reader_column.title.right()[0][0]


async def test_a_saved_query_is_changed_and_that_is_undone(
    make_app: MakeApp, saved: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await on_boats(pilot)
        await pilot.press("S")
        await pilot.pause()
        pilot.app.screen.query_one("#name", Input).value = "Fog"
        pilot.app.screen.query_one("#query", Input).value = "title:"
        await pilot.press("enter")
        await pilot.pause()
        assert len(pilot.app.screen_stack) > 1
        pilot.app.screen.query_one("#query", Input).value = "fog"
        await pilot.press("enter")
        await settle(pilot)
        assert tuple(saved.state.saved_queries()[0]) == ("Fog", "fog")
        assert names(saved) == ["Fog", "Fish", "Nothing"]
        assert rows(screen)[3].startswith("Fog")
        await press(pilot, "u")
        assert tuple(saved.state.saved_queries()[0]) == ("Boats", "boat")
        await press(pilot, "ctrl+r")
        assert names(saved) == ["Fog", "Fish", "Nothing"]


async def test_saved_queries_are_moved_and_removed(make_app: MakeApp, saved: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await on_boats(pilot)
        await press(pilot, "shift+up")
        assert names(saved) == ["Boats", "Fish", "Nothing"]
        await press(pilot, "shift+down", "shift+down")
        assert names(saved) == ["Fish", "Nothing", "Boats"]
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.label == "Boats"
        await press(pilot, "delete")
        assert names(saved) == ["Fish", "Nothing"]
        await press(pilot, "u", "u", "u")
        assert names(saved) == ["Boats", "Fish", "Nothing"]


async def test_categories_by_news_name_or_count(make_app: MakeApp) -> None:
    def categories(screen: MainScreen) -> list[str]:
        wanted = ("Ferries", "Lighthouses", "Tides")
        words = (row.split()[0] for row in rows(screen) if row)
        return [word for word in words if word in wanted]

    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen.source_tree.opened.add("source:harbour")
        await press(pilot, "1", "O")
        assert categories(screen) == ["Ferries", "Lighthouses", "Tides"]
        await press(pilot, "O", "O")
        assert categories(screen) == ["Tides", "Ferries", "Lighthouses"]
        await press(pilot, "O")
        screen.keep_place()
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert screen.source_tree.order == "name"
        assert categories(screen) == ["Ferries", "Lighthouses", "Tides"]


async def test_places_without_unread_articles_are_hidden(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket")
        assert screen.place_name == "早市"
        await press(pilot, "2", "A")
        screen.source_tree.action_unread_only()
        await settle(pilot)
        assert "早市" in " ".join(rows(screen))
        await press(pilot, "1", "g")
        screen.load_counts(0)
        await settle(pilot)
        assert "早市" not in " ".join(rows(screen))
        assert len(screen.article_list.listing) == HARBOUR_POSTS + MARKET_POSTS
        screen.source_tree.action_unread_only()
        assert "早市" in " ".join(rows(screen))
