"""Rows picked one by one, as a range or all above, whole places, and what is done to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.articles import targets as bulk
from finews_tui.ui.screens.main import MainScreen
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


def read_rows(screen: MainScreen, library: Library) -> list[int]:
    """The rows of the list whose articles are read."""
    numbers = list(screen.article_list.listing.numbers)
    return [numbers.index(one.number) for one in library.articles.headlines(numbers) if one.is_read]


def told(screen: MainScreen) -> str:
    return "".join(text for text, _ in screen.status.right())


async def test_picked_rows_are_marked_bookmarked_and_undone_as_one(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "v", "j", "v")
        assert screen.article_list.cursor == 3
        assert "2 picked" in screen.list_column.position
        await press(pilot, "m")
        assert read_rows(screen, library) == [0, 2]
        assert screen.article_list.picked == []
        assert "2 marked read" in told(screen)
        await press(pilot, "k", "V", "k", "k", "b")
        kept = [
            one.is_bookmarked
            for one in library.articles.headlines(screen.article_list.listing.numbers)
        ]
        assert kept[:4] == [True, True, True, False]
        assert "3 bookmarked" in told(screen)
        assert len(library.bookmarks.all()) == 3
        await press(pilot, "u")
        assert "Undone: 3 bookmarked" in told(screen)
        assert not library.bookmarks.all()
        await press(pilot, "u")
        assert read_rows(screen, library) == []
        await press(pilot, "ctrl+r", "ctrl+r")
        assert len(library.bookmarks.all()) == 3


async def test_picked_rows_that_are_all_read_are_marked_unread(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), True)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "v", "v", "m")
        assert len(read_rows(screen, library)) == ALL - 2


async def test_all_above_and_a_range_that_follows_the_cursor(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j", "j", "M")
        assert len(screen.article_list.picked) == 3
        await press(pilot, "V", "j", "j")
        assert len(screen.article_list.picked) == 5
        await press(pilot, "V", "j")
        assert len(screen.article_list.picked) == 5
        await press(pilot, "escape")
        assert screen.article_list.picked == []
        assert screen.article_list.has_focus
        await press(pilot, "M", "m")
        assert read_rows(screen, library) == list(range(6))


async def test_in_the_tree_an_action_means_all_in_the_place(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await press(pilot, "c", *"Ferries", "enter", "1", "m")
        count = library.articles.count(parse("category:Ferries"))
        assert library.articles.count(parse("is:read")) == count
        assert f"{count} marked read" in told(screen)
        await press(pilot, "m")
        assert library.articles.count(parse("is:read")) == count
        assert "all read" in told(screen)
        await press(pilot, "b")
        assert len(library.bookmarks.all()) == count
        await press(pilot, "b")
        assert len(library.bookmarks.all()) == count


async def test_too_many_are_refused_with_a_line(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_BOOKMARKS", 5)
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "G", "M", "b")
        assert not library.bookmarks.all()
        (notice,) = pilot.app._notifications
        assert f"{ALL} articles are too many for this: 5 at once" in notice.message


async def test_links_and_texts_of_several_are_copied(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    app = make_app()
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "V", "G", "y", "g", "v", "v", "Y")
    assert len(copied[0].split("\n")) == HARBOUR_POSTS
    assert copied[1].count("\n---\n") == 1


async def test_what_is_picked_is_exported(
    make_app: MakeApp, library: Library, tmp_path: Path
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "v", "v", "v")
        screen.action_export(str(tmp_path / "news.jsonl"))
        await settle(pilot)
        assert "3 articles in" in told(screen)
    lines = (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines].count("harbour") >= 1
    assert len(lines) == 3


async def test_marks_are_undone_after_a_restart(make_app: MakeApp, library: Library) -> None:
    library.mark_query_read(parse(""), False)
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "A")
        assert library.articles.count(parse("is:unread")) == 0
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "u")
        assert library.articles.count(parse("is:unread")) == ALL
        assert f"Undone: {ALL} marked read" in told(screen)
        await press(pilot, "u")
        assert "Nothing to undo" in told(screen)
