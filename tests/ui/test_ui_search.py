"""Searching in the list, finding on the page, and going to places by their names."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.segment import Segment
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.library.articles import Articles
from finews_tui.library.library import Library
from finews_tui.query.query import Query, parse_partial
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.dialogs.category_picker import CategoryPicker
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.widgets.search_bar import SearchBar
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


async def typed(pilot: Pilot[None], text: str) -> MainScreen:
    """Type a text into whatever has the focus, and wait."""
    await pilot.press(*text)
    return await settle(pilot)


def bar_text(screen: MainScreen, part: str, bar: str = "search") -> str:
    """What a part of a bar says."""
    return str(screen.query_one(f"#{bar}", SearchBar).query_one(f".search-bar--{part}").render())


async def test_the_list_narrows_as_one_types_and_esc_brings_it_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j", "j", "slash")
        await typed(pilot, "鱼价")
        assert len(screen.article_list.listing) == MARKET_POSTS
        assert bar_text(screen, "count").strip() == f"{MARKET_POSTS} found"
        assert bar_text(screen, "prompt").strip() == "search in All"
        found = screen.article_list.number
        await press(pilot, "escape")
        assert len(screen.article_list.listing) == ALL
        assert screen.article_list.number == found
        assert screen.desk.pane is Pane.LIST


async def test_the_name_of_a_place_leaves_room_to_type(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "2", "slash")
        bar = screen.query_one("#search", SearchBar)
        bar.open("search in a place with a name that takes the whole bar", "ferry")
        await pilot.pause()
        assert bar.query_one("Input").size.width > bar.size.width // 3


async def test_a_search_stays_in_its_place(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket", "slash")
        assert bar_text(screen, "prompt").strip() == "search in 早市"
        await typed(pilot, "boat")
        assert len(screen.article_list.listing) == 0
        assert "Nothing found in 早市" in screen.article_list.empty_text


async def test_the_last_word_stands_with_a_star_until_it_is_whole(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "ligh")
        assert len(screen.article_list.listing) == 0
        await press(pilot, "escape", "slash")
        await typed(pilot, "penc")
        assert len(screen.article_list.listing) == HARBOUR_POSTS
        await typed(pilot, " ")
        assert len(screen.article_list.listing) == 0


async def test_enter_goes_to_the_list_and_q_ends_the_search(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "鱼价")
        await press(pilot, "enter", "j")
        assert screen.desk.pane is Pane.LIST
        assert screen.article_list.cursor == 1
        await press(pilot, "q")
        assert len(screen.article_list.listing) == ALL
        assert pilot.app.is_running


async def test_a_mistake_is_told_below_its_place_and_the_list_stays(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        # At once: what is typed letter by letter is also searched for when one is slow.
        screen.query_one("#search", SearchBar).query_one(Input).value = "is:nonsense fog"
        await settle(pilot)
        assert len(screen.article_list.listing) == ALL
        mistake = bar_text(screen, "mistake")
        assert mistake.strip().startswith("▲")
        assert "nonsense" in mistake
        await press(pilot, "enter")
        assert screen.focused is not screen.article_list


async def test_a_query_from_outside_opens_its_listing(make_app: MakeApp) -> None:
    async with make_app(query="source:market").run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert len(screen.article_list.listing) == MARKET_POSTS
        assert screen.list_column.is_searching
        assert screen.focused is screen.article_list


async def test_words_are_found_on_the_page_and_gone_through(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "3", "slash")
        await typed(pilot, "PENCIL")
        assert bar_text(screen, "count", "find").strip() == "1/36"
        await press(pilot, "enter", "n", "n")
        assert bar_text(screen, "count", "find").strip() == "3/36"
        await press(pilot, "N")
        assert bar_text(screen, "count", "find").strip() == "2/36"
        number = screen.article_list.number
        await press(pilot, "escape", "n")
        assert screen.desk.pane is Pane.READER
        assert screen.article_list.number != number


async def test_a_find_leaves_with_its_article(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "3", "slash")
        await typed(pilot, "fog")
        await press(pilot, "enter", "J")
        assert not screen.reader_column.is_finding


async def test_rows_show_the_sentence_that_matched(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "pencil")
        rows = screen.article_list
        assert rows.listing.row_height == 2
        first = rows.line_of(rows.cursor) - rows.scroll_offset.y
        title, sentence = (rows.render_line(first + part).text for part in (0, 1))
        assert "Boat number" in title
        assert "pencil" in sentence
        marked = [part.text for part in rows.render_line(first + 1) if _is_hit(screen, part)]
        assert marked == ["pencil"]
        await press(pilot, "escape")
        assert rows.listing.row_height == 1


def _is_hit(screen: MainScreen, segment: Segment) -> bool:
    hit = screen.article_list.looks["hit"].bgcolor
    return segment.style is not None and segment.style.bgcolor == hit


async def test_a_title_that_matched_alone_has_the_beginning_of_its_text(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "鱼价")
        rows = screen.article_list
        line = rows.line_of(rows.cursor) - rows.scroll_offset.y + 1
        assert "今天早上码头的鱼市格外热闹" in rows.render_line(line).text


async def test_an_article_that_was_found_opens_at_its_first_hit(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, '"part 9"')
        await press(pilot, "enter", "enter")
        assert screen.reader.scroll_offset.y > 0
        assert "hit 1 of 1" in screen.reader_column.title.right()[0][0]
        number = screen.article_list.number
        await press(pilot, "n")
        assert screen.article_list.number == number
        await press(pilot, "escape", "escape", "enter")
        assert screen.reader.scroll_offset.y == 0


async def test_n_goes_through_the_hits_of_a_search(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "pencil")
        await press(pilot, "enter", "enter", "n", "n", "N")
        assert "hit 2 of 36" in screen.reader_column.title.right()[0][0]
        keys = "".join(text for text, _ in screen.key_bar.left())
        assert "next, previous hit" in keys


async def test_tab_widens_to_everything_and_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket", "slash")
        await typed(pilot, "boat")
        assert len(screen.article_list.listing) == 0
        await press(pilot, "tab")
        assert bar_text(screen, "prompt").strip() == "search in All"
        assert len(screen.article_list.listing) == HARBOUR_POSTS
        await press(pilot, "tab")
        assert bar_text(screen, "prompt").strip() == "search in 早市"
        await press(pilot, "tab", "escape")
        assert screen.place_name == "早市"
        assert len(screen.article_list.listing) == MARKET_POSTS


async def test_searches_of_before_come_back_also_after_a_restart(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "fog")
        await press(pilot, "enter", "escape", "slash")
        await typed(pilot, "鱼价")
        await press(pilot, "enter", "escape")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "pe")
        bar = screen.query_one("#search", SearchBar)
        await press(pilot, "up")
        assert bar.text == "鱼价"
        assert len(screen.article_list.listing) == MARKET_POSTS
        await press(pilot, "up", "up")
        assert bar.text == "fog"
        await press(pilot, "down", "down")
        assert bar.text == "pe"


async def test_an_old_answer_never_overtakes_a_new_one(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first question is answered after the second; what is seen is the second's."""
    late = threading.Event()
    ask = Articles.listing

    def slow(self: Articles, query: Query, *, limit: int | None = None) -> array[int]:
        if query.text == "fog*":
            late.wait(5)
        return ask(self, query, limit=limit)

    monkeypatch.setattr(Articles, "listing", slow)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        screen.wish = replace(screen.wish, typed=parse_partial("fog").query)
        screen.load_listing()
        await pilot.pause(0.05)
        screen.wish = replace(screen.wish, typed=parse_partial("鱼价").query)
        screen.load_listing()
        while len(screen.article_list.listing) != MARKET_POSTS:
            await pilot.pause(0.01)
        late.set()
        await settle(pilot)
        assert len(screen.article_list.listing) == MARKET_POSTS


async def test_articles_like_one_are_a_listing_with_a_way_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket", "2", "j", "j")
        number, place = screen.article_list.number, screen.wish.place
        await press(pilot, "equals_sign")
        assert screen.place_name == "All"
        assert screen.article_list.number == number
        assert len(screen.article_list.listing) > 1
        await press(pilot, "j", "escape")
        assert screen.wish.place == place
        assert screen.article_list.number == number
        await press(pilot, "equals_sign", "j", "enter", "H", "H")
        assert screen.wish.place == place
        assert screen.article_list.number == number


async def test_esc_leads_from_what_is_like_a_hit_back_to_the_search(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "鱼价")
        await press(pilot, "enter", "j")
        number = screen.article_list.number
        await press(pilot, "equals_sign", "escape")
        assert screen.article_list.number == number
        await press(pilot, "equals_sign", "j", "equals_sign")
        assert screen.wish.typed.text.startswith("like:")
        await press(pilot, "escape")
        assert screen.query_one("#search", SearchBar).text == "鱼价"
        assert len(screen.article_list.listing) == MARKET_POSTS
        await press(pilot, "escape")
        assert len(screen.article_list.listing) == ALL


async def test_names_are_proposed_by_their_initials_and_taken(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "boat category:gkwb")
        assert bar_text(screen, "proposals").strip().startswith("→ category:港口晚报")
        assert len(screen.article_list.listing) == HARBOUR_POSTS
        await press(pilot, "right")
        bar = screen.query_one("#search", SearchBar)
        assert bar.text == "boat category:港口晚报 "
        assert len(screen.article_list.listing) == 0


async def test_a_bare_word_may_be_a_category_and_another_is_chosen(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "ti")
        assert bar_text(screen, "proposals").split()[:3] == ["→", "title:", "category:Tides"]
        await press(pilot, "ctrl+n", "right")
        assert screen.query_one("#search", SearchBar).text == "category:Tides "
        assert len(screen.article_list.listing) == HARBOUR_POSTS // 3
        assert not screen.query_one(".search-bar--proposals").display


async def test_a_whole_name_narrows_before_a_space(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        await typed(pilot, "source:mark")
        assert len(screen.article_list.listing) == ALL
        await typed(pilot, "et")
        assert len(screen.article_list.listing) == MARKET_POSTS


async def test_a_pasted_book_is_refused_in_words(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash")
        assert screen.focused is not None
        screen.focused.post_message(events.Paste("鱼价 x " * 200_000))
        await settle(pilot)
        assert "too long" in bar_text(screen, "mistake")
        assert len(screen.query_one("#search", SearchBar).text) < 5_000
        await press(pilot, "escape", "slash")
        assert screen.focused is not None
        screen.focused.post_message(events.Paste("今天早上码头的鱼市格外热闹"))
        await settle(pilot)
        assert len(screen.article_list.listing) == MARKET_POSTS


async def test_a_category_is_picked_by_some_of_its_letters(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press(*"lths", "enter")
        await settle(pilot)
        assert screen.place_name == "Lighthouses"
        assert len(screen.article_list.listing) == HARBOUR_POSTS // 3
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.label == "Lighthouses"


async def test_letters_that_no_category_has_are_told(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "c", *"qqqq")
        picker = pilot.app.screen
        assert isinstance(picker, CategoryPicker)
        assert picker.rows.render_line(0).text.strip() == "Nothing found"
        await pilot.press("enter")
        assert pilot.app.screen is picker


async def test_pinyin_and_initials_find_a_category(make_app: MakeApp) -> None:
    for letters in ("gkwb", "gangkouw"):
        async with make_app().run_test(size=WIDE) as pilot:
            screen = await settle(pilot)
            await pilot.press("c")
            await pilot.pause()
            await pilot.press(*letters, "enter")
            await settle(pilot)
            assert screen.place_name == "港口晚报"


async def test_the_category_used_most_stands_first(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        for letters in ("tides", "lighthouses", "tides"):
            await pilot.press("c")
            await pilot.pause()
            await pilot.press(*letters, "enter")
            await settle(pilot)
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert screen.place_name == "Tides"


async def test_the_slug_finds_a_category_too(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press(*"gangkou", "enter")
        await settle(pilot)
        assert screen.place_name == "港口晚报"


async def test_the_palette_does_goes_and_dresses(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        for words in ("oldest", "go to ferr", "theme: light"):
            await pilot.press("ctrl+p")
            await pilot.pause()
            await pilot.press(*words, "enter")
            await settle(pilot)
        assert screen.wish.is_oldest_first
        assert screen.place_name == "Ferries"
        assert pilot.app.theme == "finews-light"


async def test_a_chosen_theme_is_there_at_the_next_start(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen.action_theme("light")
        await settle(pilot)
    assert make_app().theme == "finews-light"


async def test_the_help_shows_live_keys_and_does_what_is_chosen(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press(*"alone", "enter")
        await settle(pilot)
        assert screen.desk.is_zoomed
