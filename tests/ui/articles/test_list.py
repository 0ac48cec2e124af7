"""Article list widget: any number of rows, hostile titles and day headings."""

from __future__ import annotations

from array import array
from datetime import UTC, date
from time import thread_time

import pytest
from textual.message import Message

from finews_tui.model.article import Headline
from finews_tui.query.ast import Sort, Words
from finews_tui.query.highlighting import word_matcher
from finews_tui.ui.articles.list import PAGE_SIZE, ArticleList
from finews_tui.ui.articles.listing import Listing, build_listing
from finews_tui.ui.painting.periods import Granularity, number_at
from tests.ui.driver import BareApp

WIDTH, HEIGHT = 70, 20
STEP_SECONDS = 1800


def numbers(count: int) -> array[int]:
    """Return article numbers half an hour apart, newest first."""
    newest = number_at(1_700_000_000)
    return array("q", range(newest, newest - count * STEP_SECONDS, -STEP_SECONDS))


def headline(number: int, title: str = "", **state: bool) -> Headline:
    return Headline(
        number=number,
        id=f"{number:012x}"[-12:],
        source="harbour",
        title=title or f"Boat {number}",
        category="Tides",
        published=number - number_at(0),
        offset=0,
        is_read=state.get("is_read", False),
        is_bookmarked=state.get("is_bookmarked", False),
    )


def visible_lines(view: ArticleList) -> list[str]:
    return [view.render_line(line).text for line in range(view.size.height)]


class MessageLog:
    """Message hook that records the messages of an app."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        # The hook is called for every node that a message bubbles through.
        if not any(message is earlier for earlier in self.messages):
            self.messages.append(message)

    def requested(self) -> list[int]:
        """Numbers of the articles whose headlines were requested."""
        requests = [
            message
            for message in self.messages
            if isinstance(message, ArticleList.HeadlinesRequested)
        ]
        return [number for request in requests for number in request.numbers]


@pytest.mark.parametrize("count", [0, 1, 200, 201, 1_000_000])
async def test_headlines_are_requested_by_page_for_any_number_of_rows(count: int) -> None:
    view, log = ArticleList(id="list"), MessageLog()
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT), message_hook=log) as pilot:
        view.show(build_listing(numbers(count), Sort.NEWEST, UTC), None)
        await pilot.pause()
        assert view.row_count == count
        assert len(log.requested()) == min(count, PAGE_SIZE)
        view.move_bottom()
        await pilot.pause()
        assert view.cursor == count - 1
        assert len(log.requested()) == min(count, PAGE_SIZE) + (
            0 if count <= PAGE_SIZE else _last_page(count)
        )
        view.move_top()
        await pilot.pause()
        assert view.cursor == min(0, count - 1)
        assert all(len(strip) <= WIDTH for strip in visible_lines(view))


def _last_page(count: int) -> int:
    """Return the number of headlines in the last pages, without the first page."""
    first = (count - HEIGHT) // PAGE_SIZE * PAGE_SIZE
    return count - max(PAGE_SIZE, first)


async def test_cost_of_moving_is_independent_of_row_count() -> None:
    costs = []
    for count in (100, 1_000_000):
        view = ArticleList(id="list")
        async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
            view.show(build_listing(numbers(count), Sort.NEWEST, UTC), None)
            await pilot.pause()
            best = 1.0
            for _ in range(20):
                start = thread_time()
                view.move_down()
                visible_lines(view)
                best = min(best, thread_time() - start)
            costs.append(best)
    assert costs[1] < 5 * costs[0]


@pytest.mark.parametrize(
    "title",
    [
        "[/nope]",
        "[WSJ] 降准",
        "[@click=app.quit]quit[/]",
        "[link=file:///etc/passwd]open[/link]",
        "{0} %s $text",
        "한국어 日本語 ไทย العربية",
        "👩‍👩‍👧‍👦 family 🇨🇳",
        "ＦＵＬＬ　ＷＩＤＴＨ",
        "e\u0301" * 40,
        "宽" * 200,
    ],
)
async def test_title_is_plain_text_and_no_wider_than_its_row(title: str) -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(3)
        view.show(build_listing(article_numbers, Sort.NEWEST, UTC), None)
        view.fill(article_numbers, [headline(number, title) for number in article_numbers])
        await pilot.pause()
        assert title[:5] in visible_lines(view)[1]
        for line in range(HEIGHT):
            assert view.render_line(line).cell_length == view.scrollable_content_region.width


async def test_day_headings_are_skipped_by_the_cursor() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(100)
        view.today = date(2023, 11, 14)
        view.show(build_listing(article_numbers, Sort.NEWEST, UTC), None)
        view.fill(article_numbers, [headline(number) for number in article_numbers])
        await pilot.pause()
        assert visible_lines(view)[0].startswith(" ─ Today · Tuesday 14 November 2023 ─")
        assert "22:13" in visible_lines(view)[1]
        await pilot.click(view, offset=(10, 0))
        assert view.cursor == 0
        await pilot.click(view, offset=(10, 3))
        assert view.cursor == 2


async def test_period_is_posted_when_its_heading_is_scrolled_away() -> None:
    view, log = ArticleList(id="list"), MessageLog()
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT), message_hook=log) as pilot:
        view.show(build_listing(numbers(200), Sort.NEWEST, UTC), None)
        view.move_half_down()
        view.move_page_down(2)
        await pilot.pause()
        ranges = [
            message
            for message in log.messages
            if isinstance(message, ArticleList.VisibleRangeChanged)
        ]
        assert ranges[-1].period == "Tuesday 14 November 2023"


async def test_cursor_stays_on_its_article_and_line_when_rows_are_added() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(300)
        view.show(build_listing(article_numbers[50:], Sort.NEWEST, UTC), None)
        view.move_down(40)
        await pilot.pause()
        number = view.number
        line = view.line_of(view.cursor) - view.scroll_offset.y
        view.show(build_listing(article_numbers, Sort.NEWEST, UTC), number)
        await pilot.pause()
        assert view.number == number
        assert view.line_of(view.cursor) - view.scroll_offset.y == line


async def test_unread_and_bookmarked_rows_have_symbols() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(3)
        view.show(
            Listing(article_numbers, Sort.NEWEST, UTC, Granularity.DAY, array("q", [0])), None
        )
        view.fill(
            article_numbers,
            [
                headline(article_numbers[0]),
                headline(article_numbers[1], is_read=True),
                headline(article_numbers[2], is_read=True, is_bookmarked=True),
            ],
        )
        await pilot.pause()
        assert [text[1] for text in visible_lines(view)[1:4]] == ["●", " ", "★"]
        view.update_state([article_numbers[0]], is_read=True)
        assert visible_lines(view)[1][1] == " "


async def test_missing_article_shows_placeholder() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(2)
        view.show(build_listing(article_numbers, Sort.RELEVANCE, UTC), None)
        assert "…" in visible_lines(view)[0]
        view.fill(article_numbers, [headline(article_numbers[1])])
        await pilot.pause()
        assert "no longer available" in visible_lines(view)[0]
        assert "2023-11-14" in visible_lines(view)[1]


async def test_search_words_are_highlighted_in_titles() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(1)
        view.highlight_words(word_matcher([Words("fog"), Words("降准")]))
        view.show(build_listing(article_numbers, Sort.NEWEST, UTC), None)
        view.fill(article_numbers, [headline(article_numbers[0], "ＦＯＧ and 降准 in the fog")])
        await pilot.pause()
        background = view.style_set["hit"].bgcolor
        highlighted = [
            segment.text
            for segment in view.render_line(1)
            if segment.style is not None and segment.style.bgcolor == background
        ]
        assert highlighted == ["ＦＯＧ", "降准", "fog"]


async def test_source_is_shown_by_its_title() -> None:
    view = ArticleList(id="list")
    view.columns = frozenset(("mark", "date", "source"))
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        article_numbers = numbers(1)
        view.fill(article_numbers, [headline(article_numbers[0])])
        view.show(build_listing(article_numbers, Sort.NEWEST, UTC), None)
        await pilot.pause()
        assert "harbour" in visible_lines(view)[1]
        view.name_sources({"harbour": "Harbour Notes"})
        await pilot.pause()
        assert "Harbour Notes" in visible_lines(view)[1]
