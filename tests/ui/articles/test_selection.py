"""Selection of rows and ranges, and bulk actions on selections and scopes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles import targets
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


def read_rows(driver: Driver) -> list[int]:
    """Return the rows of the list with read articles."""
    numbers = list(driver.listing.numbers)
    headlines = driver.library.articles.headlines(numbers)
    return [numbers.index(headline.number) for headline in headlines if headline.is_read]


async def test_bulk_read_and_bookmark_are_undone_in_one_step(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "v", "j", "v")
        assert driver.cursor == 3
        assert "2 selected" in driver.position_text
        await driver.press("m")
        assert read_rows(driver) == [0, 2]
        assert driver.selected == []
        assert "Marked 2 articles as read" in driver.message
        await driver.press("k", "V", "k", "k", "b")
        headlines = library.articles.headlines(driver.listing.numbers)
        assert [headline.is_bookmarked for headline in headlines[:4]] == [True, True, True, False]
        assert "Bookmarked 3 articles" in driver.message
        assert len(library.bookmarks.all()) == 3
        await driver.press("u")
        assert "Undone: Bookmarked 3 articles" in driver.message
        assert not library.bookmarks.all()
        await driver.press("u")
        assert read_rows(driver) == []
        await driver.press("ctrl+r", "ctrl+r")
        assert len(library.bookmarks.all()) == 3


async def test_selected_rows_are_marked_as_unread_if_all_are_read(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), True)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "v", "v", "m")
        assert len(read_rows(driver)) == ALL - 2


async def test_select_above_and_range_up_to_cursor(make_app: MakeApp, library: Library) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j", "j", "M")
        assert len(driver.selected) == 3
        await driver.press("V", "j", "j")
        assert len(driver.selected) == 5
        await driver.press("V", "j")
        assert len(driver.selected) == 5
        await driver.press("escape")
        assert driver.selected == []
        assert driver.article_list.has_focus
        await driver.press("M", "m")
        assert read_rows(driver) == list(range(6))


async def test_command_in_tree_applies_to_whole_scope(make_app: MakeApp, library: Library) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.press("c")
        await driver.type("Ferries")
        await driver.press("enter", "1", "m")
        count = library.articles.count(parse("category:Ferries"))
        assert library.articles.count(parse("is:read")) == count
        assert f"Marked {count} articles as read" in driver.message
        await driver.press("m")
        assert library.articles.count(parse("is:read")) == count
        assert f"{count} articles already read" in driver.message
        await driver.press("b")
        assert len(library.bookmarks.all()) == count
        await driver.press("b")
        assert len(library.bookmarks.all()) == count


async def test_too_many_bookmarks_are_rejected(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "MAX_BOOKMARKS", 5)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "G", "M", "b")
        assert not library.bookmarks.all()
        (text,) = driver.notifications
        assert f"Too many articles: {ALL} (limit: 5)" in text


async def test_links_and_markdown_of_selected_rows_are_copied(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    app = make_app()
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "V", "G", "y", "g", "v", "v", "Y")
    assert len(copied[0].split("\n")) == HARBOUR_POSTS
    assert copied[1].count("\n---\n") == 1


async def test_selected_rows_are_exported(
    make_app: MakeApp, library: Library, tmp_path: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "v", "v", "v")
        await driver.run("article.export", str(tmp_path / "news.jsonl"))
        assert "Exported 3 articles to" in driver.message
    lines = (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines].count("harbour") >= 1
    assert len(lines) == 3


async def test_mark_all_as_read_is_undone_after_restart(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "A")
        assert library.articles.count(parse("is:unread")) == 0
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "u")
        assert library.articles.count(parse("is:unread")) == ALL
        assert f"Undone: Marked {ALL} articles as read" in driver.message
        await driver.press("u")
        assert "Nothing to undo" in driver.message
