"""Tree pane: editing saved queries, category order and the unread filter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.reader.page_view import PageView
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


@pytest.fixture
def saved(library: Library) -> Library:
    for name, text in (("Boats", "boat"), ("Fish", "鱼价"), ("Nothing", "zzzz")):
        library.state.save_query(name, text)
    return library


def names(library: Library) -> list[str]:
    return [query.name for query in library.state.saved_queries()]


async def select_boats(pilot: Pilot[None]) -> Driver:
    """Move the cursor to the first saved query."""
    return await press(pilot, "1", "g", "j", "j", "j")


def highlighted_words(page: PageView) -> list[str]:
    """Return the highlighted words on the screen."""
    background = page.style_set["hit"].bgcolor
    return [
        segment.text
        for line in range(page.size.height)
        for segment in page.render_line(line)
        if segment.style is not None and segment.style.bgcolor == background
    ]


async def test_saved_queries_show_article_counts(make_app: MakeApp, saved: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await select_boats(pilot)
        assert f"{HARBOUR_POSTS}" in driver.tree_lines[3]
        assert driver.scope == "Boats"
        await driver.press("2", "m")
        assert (driver.node.total, driver.node.unread) == (HARBOUR_POSTS, HARBOUR_POSTS - 1)


async def test_words_of_saved_query_are_highlighted_and_n_opens_unread(
    make_app: MakeApp, saved: Library
) -> None:
    saved.state.save_query("Pencil", "pencil")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await select_boats(pilot)
        assert driver.listing.row_height == driver.session.settings.ui.rows
        assert "boat" in {word.lower() for word in highlighted_words(driver.page)}
        number = driver.number
        await driver.press("3", "n")
        assert driver.number != number
        assert "match" not in driver.reader_title


async def test_edited_saved_query_is_undone_and_redone(make_app: MakeApp, saved: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await select_boats(pilot)
        await driver.press("S")
        await driver.fill(name="Fog", query="title:")
        await driver.press("enter")
        assert len(driver.app.screen_stack) > 1
        await driver.fill(query="fog")
        await driver.press("enter")
        assert tuple(saved.state.saved_queries()[0]) == ("Fog", "fog")
        assert names(saved) == ["Fog", "Fish", "Nothing"]
        assert driver.tree_lines[3].startswith("Fog")
        await driver.press("u")
        assert tuple(saved.state.saved_queries()[0]) == ("Boats", "boat")
        await driver.press("ctrl+r")
        assert names(saved) == ["Fog", "Fish", "Nothing"]


async def test_saved_queries_are_moved_removed_and_restored_by_undo(
    make_app: MakeApp, saved: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await select_boats(pilot)
        await driver.press("shift+up")
        assert names(saved) == ["Boats", "Fish", "Nothing"]
        await driver.press("shift+down", "shift+down")
        assert names(saved) == ["Fish", "Nothing", "Boats"]
        assert driver.node.label == "Boats"
        await driver.press("delete")
        assert names(saved) == ["Fish", "Nothing"]
        await driver.press("u", "u", "u")
        assert names(saved) == ["Boats", "Fish", "Nothing"]


async def test_categories_are_sorted_by_date_name_or_count(make_app: MakeApp) -> None:
    def categories(driver: Driver) -> list[str]:
        labels = ("Ferries", "Lighthouses", "Tides")
        words = (row.split()[0] for row in driver.tree_lines if row)
        return [word for word in words if word in labels]

    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        driver.source_tree.opened.add("source:harbour")
        await driver.press("1", "O")
        assert categories(driver) == ["Ferries", "Lighthouses", "Tides"]
        await driver.press("O", "O")
        assert categories(driver) == ["Tides", "Ferries", "Lighthouses"]
        await driver.press("O")
        driver.main.save_position()
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.source_tree.order == "name"
        assert categories(driver) == ["Ferries", "Lighthouses", "Tides"]


async def test_unread_only_hides_sources_without_unread_articles(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket")
        assert driver.scope == "早市"
        await driver.press("2", "A")
        await driver.run("tree.unread_only")
        assert "早市" in " ".join(driver.tree_lines)
        await driver.press("1", "g")
        await driver.reload_counts()
        assert "早市" not in " ".join(driver.tree_lines)
        assert len(driver.listing) == HARBOUR_POSTS + MARKET_POSTS
        await driver.run("tree.unread_only")
        assert "早市" in " ".join(driver.tree_lines)
