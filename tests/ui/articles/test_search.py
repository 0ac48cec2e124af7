"""Search bar: filtering, scopes, history, completions and errors."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.segment import Segment

from finews_tui.library.articles import Articles
from finews_tui.library.library import Library
from finews_tui.query.query import Query
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.widgets.search_bar import SearchBar
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
VERY_WIDE = (200, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


async def test_typing_filters_list_and_escape_restores_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j", "j", "slash")
        await driver.type("鱼价")
        assert len(driver.listing) == MARKET_POSTS
        assert driver.search.result == f"{MARKET_POSTS} found"
        assert driver.search.prompt == "search in All"
        number = driver.number
        await driver.press("escape")
        assert len(driver.listing) == ALL
        assert driver.number == number
        assert driver.pane is Context.LIST


async def test_long_prompt_leaves_room_for_text(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "2", "slash")
        bar = driver.main.query_one("#search", SearchBar)
        bar.open("search in a place with a name that takes the whole bar", "ferry")
        await driver.settle()
        assert bar.query_one("Input").size.width > bar.size.width // 3


async def test_search_is_limited_to_scope(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "slash")
        assert driver.search.prompt == "search in 早市"
        await driver.type("boat")
        assert len(driver.listing) == 0
        assert "No results in 早市" in driver.article_list.empty_text


async def test_last_word_matches_as_prefix_until_space(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("ligh")
        assert len(driver.listing) == 0
        await driver.press("escape", "slash")
        await driver.type("penc")
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.type(" ")
        assert len(driver.listing) == 0


async def test_enter_focuses_list_and_q_ends_search(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("鱼价")
        await driver.press("enter", "j")
        assert driver.focused is driver.article_list
        assert driver.cursor == 1
        await driver.press("q")
        assert len(driver.listing) == ALL
        assert pilot.app.is_running


async def test_query_of_command_line_opens_search(make_app: MakeApp) -> None:
    async with make_app(query="source:market").run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert len(driver.listing) == MARKET_POSTS
        assert driver.is_searching
        assert driver.focused is driver.article_list


async def test_slow_search_does_not_replace_newer_results(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, released = threading.Event(), threading.Event()
    listing = Articles.listing

    def slow_listing(self: Articles, query: Query, *, limit: int | None = None) -> array[int]:
        if query.text == "fog*":
            started.set()
            released.wait(5)
        return listing(self, query, limit=limit)

    monkeypatch.setattr(Articles, "listing", slow_listing)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await pilot.press(*"fog")
        await driver.wait_until(started.is_set)
        await pilot.press(*["backspace"] * 3, *"鱼价")
        await driver.wait_until(lambda: len(driver.listing) == MARKET_POSTS)
        released.set()
        await driver.settle()
        assert len(driver.listing) == MARKET_POSTS


# Errors and incomplete queries


async def test_error_is_shown_below_its_position_and_list_stays(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        # Pasted: typing would also search for the incomplete query.
        await driver.paste("is:nonsense fog")
        assert len(driver.listing) == ALL
        assert driver.search.error.strip().startswith("▲")
        assert "nonsense" in driver.search.error
        await driver.press("enter")
        assert driver.focused is not driver.article_list


def assert_error_below(driver: Driver, part: str, message: str) -> None:
    """Check that the error is shown right below `part` of the typed text."""
    assert driver.search.error.strip().startswith(f"▲ {message}")
    row = next(row for row, line in enumerate(driver.lines) if driver.search.text in line)
    text_start = driver.lines[row].index(driver.search.text)
    assert driver.lines[row + 1].index("▲") == text_start + driver.search.text.rindex(part)


@pytest.mark.parametrize(
    ("text", "wrong_part", "message"),
    [
        ("date:99", "date:99", "Invalid date “99”"),
        ("newer:2x", "newer:2x", "Invalid age “2x”"),
        ("foo:bar", "foo:bar", "Unknown field “foo:”"),
        ("words:fog", "words:fog", "Unknown field “words:”"),
        ("fog)", ")", "Unmatched “)”"),
    ],
)
async def test_invalid_last_word_keeps_list_and_shows_error_at_its_position(
    make_app: MakeApp, text: str, wrong_part: str, message: str
) -> None:
    async with make_app().run_test(size=VERY_WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil ")
        assert driver.search.result == f"{HARBOUR_POSTS} found"
        await driver.paste(text)
        for key in ("enter", "enter"):
            assert len(driver.listing) == HARBOUR_POSTS
            assert driver.search.result == ""
            assert_error_below(driver, wrong_part, message)
            await driver.press(key)
            assert driver.focused is driver.main.query_one("#search Input")


async def test_error_appears_while_typing_and_disappears_on_backspace(make_app: MakeApp) -> None:
    async with make_app().run_test(size=VERY_WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil date:9")
        assert driver.search.error == ""
        await driver.type("9")
        assert "Invalid date “99”" in driver.search.error
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.press("backspace", "backspace")
        assert driver.search.error == ""
        await driver.type("2024-03-19")
        assert driver.search.error == ""
        assert driver.search.result == f"{len(driver.listing)} found"
        assert 0 < len(driver.listing) < HARBOUR_POSTS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date:20", "Invalid date “20”"),
        ("newer:", "Missing value for “newer:”"),
        ("newer:2", "Invalid age “2”"),
        ("is:unr", "Invalid value “unr” for “is:”"),
        ('"new yo', "Unclosed quote"),
        ("(a", "Unclosed parenthesis"),
        ("OR", "Missing term after OR"),
    ],
)
async def test_incomplete_last_word_shows_hint_instead_of_count(
    make_app: MakeApp, text: str, message: str
) -> None:
    async with make_app().run_test(size=VERY_WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type(f"pencil {text}")
        assert driver.search.result == message
        assert driver.search.error == ""
        await driver.press("enter")
        assert_error_below(driver, text, message)
        assert driver.focused is driver.main.query_one("#search Input")


async def test_count_is_shown_when_last_word_is_complete(make_app: MakeApp) -> None:
    async with make_app().run_test(size=VERY_WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil date:20")
        assert driver.search.result == "Invalid date “20”"
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.type("24")
        assert driver.search.result == f"{HARBOUR_POSTS} found"


async def test_sync_while_error_is_shown_keeps_list(make_app: MakeApp, home: Path) -> None:
    async with make_app().run_test(size=VERY_WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil date:99")
        post = home / "posts" / "harbour" / "2024-03-20-fresh.md"
        post.write_text("---\ntitle: Fresh pencil\n---\n\nNews.\n", encoding="utf-8")
        await driver.run("sync")
        assert "1 new" in driver.message
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.run("news.show")
        assert len(driver.listing) == HARBOUR_POSTS
        assert "Invalid date “99”" in driver.search.error


async def test_overlong_pasted_text_is_rejected(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.paste("鱼价 x " * 200_000)
        assert "too long" in driver.search.error
        assert len(driver.search.text) < 5_000
        await driver.press("escape", "slash")
        await driver.paste("今天早上码头的鱼市格外热闹")
        assert len(driver.listing) == MARKET_POSTS


# Rows and pages of a search


def is_highlighted(driver: Driver, segment: Segment) -> bool:
    background = driver.article_list.style_set["hit"].bgcolor
    return segment.style is not None and segment.style.bgcolor == background


async def test_rows_show_matching_snippet(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil")
        articles = driver.article_list
        assert articles.listing.row_height == 2
        first = articles.line_of(articles.cursor) - articles.scroll_offset.y
        title, sentence = (articles.render_line(first + line) for line in (0, 1))
        assert "Boat number" in title.text
        assert "pencil" in sentence.text
        highlighted = [part.text for part in sentence if is_highlighted(driver, part)]
        assert highlighted == ["pencil"]
        await driver.press("escape")
        assert articles.listing.row_height == 1


async def test_title_match_shows_beginning_of_text_as_snippet(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("鱼价")
        articles = driver.article_list
        line = articles.line_of(articles.cursor) - articles.scroll_offset.y + 1
        assert "今天早上码头的鱼市格外热闹" in articles.render_line(line).text


async def test_article_from_search_opens_at_first_match(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type('"part 9"')
        await driver.press("enter", "enter")
        assert driver.page.scroll_offset.y > 0
        assert "match 1 of 1" in driver.reader_title
        number = driver.number
        await driver.press("n")
        assert driver.number == number
        await driver.press("escape", "escape", "enter")
        assert driver.page.scroll_offset.y == 0


async def test_n_steps_through_matches_on_page(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pencil")
        await driver.press("enter", "enter", "n", "n", "N")
        assert "match 2 of 36" in driver.reader_title
        assert "next/previous match" in driver.key_bar_text


# Scopes, history, related articles


async def test_tab_toggles_between_everywhere_and_scope(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "slash")
        await driver.type("boat")
        assert len(driver.listing) == 0
        await driver.press("tab")
        assert driver.search.prompt == "search in All"
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.press("tab")
        assert driver.search.prompt == "search in 早市"
        await driver.press("tab", "escape")
        assert driver.scope == "早市"
        assert len(driver.listing) == MARKET_POSTS


async def test_search_history_is_restored_after_restart(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("fog")
        await driver.press("enter", "escape", "slash")
        await driver.type("鱼价")
        await driver.press("enter", "escape")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("pe")
        await driver.press("up")
        assert driver.search.text == "鱼价"
        assert len(driver.listing) == MARKET_POSTS
        await driver.press("up", "up")
        assert driver.search.text == "fog"
        await driver.press("down", "down")
        assert driver.search.text == "pe"


async def test_ending_related_search_returns_to_scope_and_article(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "2", "j", "j")
        number, scope = driver.number, driver.list_query.scope
        await driver.press("equals_sign")
        assert driver.scope == "All"
        assert driver.number == number
        assert len(driver.listing) > 1
        await driver.press("j", "escape")
        assert driver.list_query.scope == scope
        assert driver.number == number
        await driver.press("equals_sign", "j", "enter", "H", "H")
        assert driver.list_query.scope == scope
        assert driver.number == number


async def test_escape_returns_from_related_articles_to_search(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("鱼价")
        await driver.press("enter", "j")
        number = driver.number
        await driver.press("equals_sign", "escape")
        assert driver.number == number
        await driver.press("equals_sign", "j", "equals_sign")
        assert driver.list_query.search.text.startswith("like:")
        await driver.press("escape")
        assert driver.search.text == "鱼价"
        assert len(driver.listing) == MARKET_POSTS
        await driver.press("escape")
        assert len(driver.listing) == ALL


# Completions


async def test_category_is_completed_by_pinyin_initials(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("boat category:gkwb")
        assert driver.search.completions.startswith("→ category:港口晚报")
        assert len(driver.listing) == HARBOUR_POSTS
        await driver.press("right")
        assert driver.search.text == "boat category:港口晚报 "
        assert len(driver.listing) == 0


async def test_word_is_completed_to_field_or_category(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("ti")
        assert driver.search.completions.split()[:3] == ["→", "title:", "category:Tides"]
        await driver.press("ctrl+n", "right")
        assert driver.search.text == "category:Tides "
        assert len(driver.listing) == HARBOUR_POSTS // 3
        assert driver.search.completions == ""


async def test_complete_name_filters_list_without_trailing_space(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash")
        await driver.type("source:mark")
        assert len(driver.listing) == ALL
        await driver.type("et")
        assert len(driver.listing) == MARKET_POSTS
